"""What a review compares, taken down at one moment, so that a thread can compare it while the reading goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.bulk import without_collecting
from tui_reader.annotations.folders import SUFFIX
from tui_reader.errors import AnnotationFileError
from tui_reader.review.matching import compare
from tui_reader.review.sides import Side
from tui_reader.session.layers import load_layer
from tui_reader.session.review.places import GroupPlaces
from tui_reader.session.views.placed_set import PlacedSet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from tui_reader.documents.document import Document
    from tui_reader.review.groups import Comparison
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.reader import ReaderSession

ADJUDICATED = "tui:adjudicated"
"""The member of a page that was made of decisions: it is what comes of a review, and none of its sides."""


class Part(NamedTuple):
    """One set that is to be compared."""

    layer: SetLayer
    revision: int
    """Of its store when it was taken down."""
    placed: PlacedSet | None
    """None where nothing of it has changed since it was compared last."""


class Compared(NamedTuple):
    """What has come of a comparison."""

    comparison: Comparison
    places: GroupPlaces
    parts: tuple[Part, ...]
    """In the order of the sides."""


def usual_layers(session: ReaderSession) -> list[SetLayer]:
    """The sets that are compared where nobody names any.

    All of the document but those that came of a review; one's own too where one has annotated oneself, or nobody else.
    """
    others = [layer for layer in session.others if not is_adjudicated(layer)]
    own = session.own
    is_side = own.store.annotation_count > 0 and not is_adjudicated(own)
    return [own, *others] if is_side else others


def is_adjudicated(layer: SetLayer) -> bool:
    """Whether a set came of a review."""
    return any(key == ADJUDICATED for key, _ in layer.annotations.members)


def named_layers(
    session: ReaderSession, paths: Iterable[Path], known: Mapping[Path, SetLayer]
) -> tuple[list[SetLayer], list[str]]:
    """The sets at these paths, each once, in their order, and what is wrong with those that cannot be read.

    Those of the reading are taken as they are, so are those `known` from before; all others are read. Any thread may
    ask.
    """
    there = {layer.path.resolve(): layer for layer in (*known.values(), session.own, *session.others)}
    found: dict[Path, SetLayer] = {}
    problems: list[str] = []
    for path in paths:
        real = path.resolve()
        try:
            layer = there.get(real) or load_layer(path, session.document, name_in(path), str(real))
        except AnnotationFileError as error:
            problems.append(str(error))
            continue
        found.setdefault(real, layer)
    return list(found.values()), problems


def name_in(path: Path) -> str:
    """The annotator that the name of a file says."""
    return path.name.removesuffix(SUFFIX).rpartition(".")[2]


def taken_down(layers: Sequence[SetLayer], before: Compared | None) -> tuple[Part, ...]:
    """Sets as they are now; to be called by the thread that changes them."""
    known = {id(part.layer): part for part in before.parts} if before is not None else {}
    parts = []
    for layer in layers:
        last = known.get(id(layer))
        is_known = last is not None and last.revision == layer.store.revision
        parts.append(Part(layer, layer.store.revision, None if is_known else PlacedSet.of(layer)))
    return tuple(parts)


def compared(
    document: Document, parts: tuple[Part, ...], before: Compared | None, goes_on: Callable[[float], bool]
) -> Compared:
    """Compares sets; what has not changed since `before` is taken from there. Raises Stopped, and NotCounted."""
    known = (
        {} if before is None else {id(p.layer): s for p, s in zip(before.parts, before.comparison.sides, strict=True)}
    )
    with without_collecting():
        sides = [known.get(id(part.layer)) if part.placed is None else _side(part, document) for part in parts]
        comparison = compare([side for side in sides if side is not None], goes_on)
        return Compared(comparison, GroupPlaces(comparison), tuple(part._replace(placed=None) for part in parts))


def _side(part: Part, document: Document) -> Side:
    assert part.placed is not None
    placed = part.placed
    return Side.of(placed.annotator, part.layer.path, placed.placements, placed.snapshot.records, document)
