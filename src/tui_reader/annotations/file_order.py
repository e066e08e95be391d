"""Records in the order of their file, in blocks that are never changed: a snapshot shares them all.

A change makes one block anew, so neither the change nor the snapshot costs what there is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, TypeAlias

from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.record import UnknownRecord
from tui_reader.annotations.records.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.annotations.records.record import Record

Block: TypeAlias = "tuple[Record, ...]"

BLOCK = 256

UNKNOWN_ORDER = (4, 0, 0, "")
"""The `file_order` of records nobody understood: they keep the order they came in, behind all others."""


def file_order(record: Record) -> tuple[int, int, int, str]:
    """What records are sorted by in a file: annotations by (start, end, id), relations and remarks by id, the rest."""
    if isinstance(record, UnknownRecord):
        return UNKNOWN_ORDER
    if isinstance(record, Annotation):
        positions = [target.position for target in record.targets if target.position is not None]
        if not positions:  # Also of what is about the source as a whole.
            return (1, 0, 0, record.id)
        return (0, min(positions).start, max(span.end for span in positions), record.id)
    return (2 if isinstance(record, Relation) else 3, 0, 0, record.id)


class FileOrder:
    """A changing collection of records with different ids."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        ordered = sorted(records, key=file_order)
        self._blocks = [tuple(ordered[first : first + BLOCK]) for first in range(0, len(ordered), BLOCK)]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All records, as they are now."""
        return tuple(self._blocks)

    def add(self, record: Record) -> None:
        """Puts a record in its place."""
        number, place = self._place(record)
        block = self._blocks[number] if self._blocks else ()
        grown = (*block[:place], record, *block[place:])
        halves = [grown] if len(grown) <= 2 * BLOCK else [grown[:BLOCK], grown[BLOCK:]]
        self._blocks[number : number + 1] = halves

    def remove(self, record: Record) -> None:
        """Takes a record away that is here."""
        number, place = self._place(record)
        block = self._blocks[number]
        left = (*block[:place], *block[place + 1 :])
        self._blocks[number : number + 1] = [left] if left else []

    def _place(self, record: Record) -> tuple[int, int]:
        """The block a record belongs to, and its place in there."""
        key = file_order(record)
        number = max(0, bisect_right(self._blocks, key, key=lambda block: file_order(block[0])) - 1)
        return number, bisect_left(self._blocks[number], key, key=file_order) if self._blocks else 0
