"""What a review compares, taken down at one moment, so that a thread can compare it while the reading goes on."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.bulk import without_collecting
from tui_reader.errors import AnnotationFileError
from tui_reader.review.matching import compare
from tui_reader.review.sides import Side
from tui_reader.session.review.filtering import folded_words
from tui_reader.session.review.places import GroupPlaces
from tui_reader.session.review.sides_of import read_layer, usual
from tui_reader.session.views.placed_set import PlacedSet

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from tui_reader.documents.document import Document
    from tui_reader.review.groups import Comparison
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.reader import ReaderSession


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
    words: tuple[str, ...]
    """For each group all that is said in it, folded."""
    parts: tuple[Part, ...]
    """In the order of the sides."""


def usual_layers(session: ReaderSession) -> list[SetLayer]:
    """The sets of a reading that are compared where nobody names any, by the names of their files; may be none."""
    own = session.own
    layers = sorted((own, *session.others), key=lambda layer: layer.path.name)
    there = [layer for layer in layers if layer is not own or own.known.text_hash or own.store.annotation_count]
    return usual(there, own)


def without_order(layers: Sequence[SetLayer], document: Document) -> list[SetLayer]:
    """Sets in an order that tells nothing of their names, and is the same whenever this document is reviewed."""
    return sorted(layers, key=lambda each: sha256(f"{document.fingerprint} {each.path.name}".encode()).digest())


def named_layers(
    session: ReaderSession, paths: Iterable[Path], known: Mapping[Path, SetLayer], written: Collection[Path] = ()
) -> tuple[list[SetLayer], list[str]]:
    """The sets at these paths, each once, in their order, and what is wrong with those that cannot be read.

    Those of the reading are taken as they are, so are those `known` from before that have not been `written` since;
    one that cannot be read any more stays as it was. Any thread may ask.
    """
    there = {layer.path.resolve(): layer for layer in (*known.values(), session.own, *session.others)}
    found: dict[Path, SetLayer] = {}
    problems: list[str] = []
    for path in paths:
        real = path.resolve()
        layer = there.get(real)
        if layer is None or path in written:
            try:
                layer = read_layer(path, session.document)
            except AnnotationFileError as error:
                problems.append(str(error))
        if layer is not None:
            found.setdefault(real, layer)
    return list(found.values()), problems


def taken_down(layers: Sequence[SetLayer], before: Compared | None) -> tuple[Part, ...]:
    """Sets as they are now; to be called by the thread that changes them."""
    known = {id(part.layer): part for part in before.parts} if before is not None else {}
    parts = []
    for layer in layers:
        last = known.get(id(layer))
        is_known = last is not None and last.revision == layer.store.revision
        parts.append(Part(layer, layer.store.revision, None if is_known else PlacedSet.of(layer)))
    return tuple(parts)


def is_the_same(parts: Sequence[Part], before: Compared | None) -> bool:
    """Whether sets that were taken down are those that were compared."""
    return before is not None and all(part.placed is None for part in parts) and len(parts) == len(before.parts)


def compared(
    document: Document,
    parts: tuple[Part, ...],
    before: Compared | None,
    goes_on: Callable[[float], bool],
    symmetric: Collection[str] = (),
) -> Compared:
    """Compares sets; what has not changed since `before` is taken from there. Raises Stopped, and NotCounted.

    `symmetric` are the relations of which the direction does not matter.
    """
    known = (
        {} if before is None else {id(p.layer): s for p, s in zip(before.parts, before.comparison.sides, strict=True)}
    )
    with without_collecting():
        sides = [known.get(id(part.layer)) if part.placed is None else _side(part, document) for part in parts]
        comparison = compare([side for side in sides if side is not None], goes_on, symmetric=symmetric)
        words = tuple(map(folded_words, comparison.groups))
        kept = tuple(part._replace(placed=None) for part in parts)
        return Compared(comparison, GroupPlaces(comparison), words, kept)


def _side(part: Part, document: Document) -> Side:
    assert part.placed is not None
    placed = part.placed
    return Side.of(placed.annotator, part.layer.path, placed.placements, placed.snapshot.records, document)
