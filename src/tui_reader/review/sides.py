"""The sets that are compared, each with its annotations where they lie in the text as it is now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase
from typing import TYPE_CHECKING

from tui_reader.annotations.anchoring import Placement
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.records.remark import Remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from tui_reader.annotations.anchoring import Placed
    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.annotations.records.record import Record
    from tui_reader.documents.document import Document
    from tui_reader.text.span import Span


@dataclass(frozen=True, slots=True)
class Unit:
    """One annotation of one of the sets."""

    annotation: Annotation
    spans: tuple[Span, ...]
    """Its fragments as offsets, in order; none where it is about the whole document."""
    places: tuple[Span, ...]
    """The same in code points of the whole text: only these may be measured, as offsets leap between paragraphs."""

    @property
    def id(self) -> str:
        """That of the annotation; copies of a set share theirs, so only side and id together name a unit."""
        return self.annotation.id

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags; none of a highlight."""
        return self.annotation.tags


@dataclass(frozen=True)
class Side:
    """One annotator's set. It never changes: another version of the set is another side."""

    annotator: str
    path: Path
    units: tuple[Unit, ...]
    """In document order, those about the whole document first; without what is only suggested."""
    relations: tuple[Relation, ...]
    """Those of which both ends are among the units, by id."""
    lost: tuple[Annotation, ...]
    """Annotations that have no place in the text as it is now: told of, and not compared."""
    remarks: tuple[Remark, ...] = ()
    """What its annotator said of annotations, of this set or of others."""

    @cached_property
    def outgoing(self) -> Mapping[str, Sequence[Relation]]:
        """The relations by the id of the unit they go out from; nothing for who has none."""
        found: dict[str, list[Relation]] = {}
        for relation in self.relations:
            found.setdefault(relation.source, []).append(relation)
        return found

    @classmethod
    def of(
        cls,
        annotator: str,
        path: Path,
        placements: Iterable[tuple[Annotation, Placed]],
        records: Iterable[Record],
        document: Document,
    ) -> Side:
        """A set with its annotations placed on a document. Raises NotCounted."""
        records, units, lost = tuple(records), [], []
        for annotation, placed in placements:
            if annotation.is_suggestion:
                continue
            if isinstance(placed, Placement):
                spans = tuple(sorted(placed.spans))
                units.append(Unit(annotation, spans, tuple(map(document.code_point_span, spans))))
            else:
                lost.append(annotation)
        here = {unit.id for unit in units}
        links = (each for each in records if isinstance(each, Relation) and {each.source, each.target} <= here)
        return cls(
            annotator,
            path,
            tuple(sorted(units, key=lambda unit: (unit.places, unit.tags, unit.id))),
            tuple(sorted(links, key=lambda link: link.id)),
            tuple(sorted(lost, key=lambda annotation: annotation.id)),
            remarks=tuple(each for each in records if isinstance(each, Remark)),
        )


def names_of(sides: Sequence[Side]) -> tuple[str, ...]:
    """What the sides are called: by annotator, and where two are by the same one, by as much of the path as differs."""
    names = [side.annotator for side in sides]
    return tuple(
        f"{side.annotator} ({_told_apart(side.path, [other.path for other in sides if other is not side])})"
        if names.count(side.annotator) > 1
        else side.annotator
        for side in sides
    )


def letter(number: int) -> str:
    """What somebody is called whose name is hidden; `number` from 0."""
    return ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)


def _told_apart(path: Path, others: Sequence[Path]) -> str:
    """The shortest end of a path that no other one has; the whole path where there is none."""
    for count in range(1, len(path.parts) + 1):
        end = path.parts[-count:]
        if all(other.parts[-count:] != end for other in others):
            return "/".join(end)
    return str(path)
