"""Where the records that come lie in one document: looked for once, and together where they come together."""

from __future__ import annotations

from contextlib import contextmanager
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeGuard

from tui_reader.annotations.anchoring import anchor_all, is_placed_as, stands_in_place
from tui_reader.annotations.changes import Add, Update, steps
from tui_reader.annotations.placings import Placings
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.remark import Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from tui_reader.annotations.anchoring import Placeable, Placed
    from tui_reader.annotations.changes import Change
    from tui_reader.documents.document import Document


class Standing(Enum):
    """What a record with a place is: only the first is counted as an annotation."""

    COUNTED = auto()
    PENDING = auto()
    """It is suggested, and nobody has decided."""
    REJECTED = auto()
    DECISION = auto()
    """It is no annotation, but what a reviewer decided of some."""


class Whereabouts:
    """The records of a set that have a place, apart by what they are, each with where it lies in a document."""

    def __init__(
        self,
        document: Document,
        records: Iterable[object],
        progress: Callable[[float], bool],
        *,
        source_unchanged: bool,
    ) -> None:
        """`source_unchanged`: the document's bytes are those the records were made on.

        `progress` is told which part of those that have lost their place is found again, 0 to 1, and says whether to
        go on. Raises Stopped when it says no.
        """
        self.document = document
        self._source_unchanged = source_unchanged
        self._gone: dict[str, tuple[Placeable, Placed]] = {}
        """Those that have left, and where they were: they mostly come back, and a search takes long."""
        self._coming: Mapping[str, tuple[Placeable, Placed]] = {}
        """Those that the change under way brings, and where they will be."""
        lying = [record for record in records if has_place(record)]
        found = anchor_all(document, lying, source_unchanged=source_unchanged, progress=progress)
        placed: dict[Standing, list[tuple[Placeable, Placed]]] = {standing: [] for standing in Standing}
        for record in lying:
            placed[_standing(record)].append((record, found[record.id]))
        self.placings = {standing: Placings(placed[standing]) for standing in Standing}

    def add(self, record: object) -> None:
        """A record comes: it is looked for, unless it left with the same targets, or is among those that come now."""
        if has_place(record):
            self.among(record).add(record, self._found(record))

    def remove(self, record: object) -> None:
        """A record goes, and may come back."""
        if has_place(record):
            self._gone[record.id] = record, self.among(record).remove(record)

    def among(self, record: Placeable) -> Placings:
        """The records that are what this one is."""
        return self.placings[_standing(record)]

    @contextmanager
    def found_together(self, change: Change) -> Iterator[None]:
        """Within, what a change brings is added where one search has found all of it."""
        new = {record.id: record for record in self._sought(change)}
        if len(new) > 1:
            placed = anchor_all(self.document, new.values(), source_unchanged=self._source_unchanged)
            self._coming = {name: (record, placed[name]) for name, record in new.items()}
        try:
            yield
        finally:
            self._coming = {}

    def is_quick(self, change: Change) -> bool:
        """Whether a change brings only what lies where it says it does: a search costs what the document is long."""
        return all(
            stands_in_place(self.document, record, source_unchanged=self._source_unchanged)
            for record in self._sought(change)
        )

    def _found(self, record: Placeable) -> Placed:
        for known in (self._gone.pop(record.id, None), self._coming.get(record.id)):
            if known is not None and is_placed_as(known[0], record):
                return known[1]
        return anchor_all(self.document, (record,), source_unchanged=self._source_unchanged)[record.id]

    def _sought(self, change: Change) -> Iterator[Placeable]:
        """The records that a change brings, but for those of which it is known where they lie."""
        for step in steps(change):
            record = step.item if isinstance(step, Add) else step.after if isinstance(step, Update) else None
            if record is not None and has_place(record):
                left = step.before if isinstance(step, Update) else self._gone.get(record.id, (None,))[0]
                if left is None or not (has_place(left) and is_placed_as(left, record)):
                    yield record


def has_place(record: object) -> TypeGuard[Placeable]:
    """Whether a record has a place: a relation is where its ends are, and a comment where what it is about is."""
    return isinstance(record, Annotation) or (isinstance(record, Remark) and bool(record.targets))


def _standing(record: Placeable) -> Standing:
    if not isinstance(record, Annotation):
        return Standing.DECISION
    if not record.is_suggestion:
        return Standing.COUNTED
    return Standing.REJECTED if record.is_rejected_suggestion else Standing.PENDING
