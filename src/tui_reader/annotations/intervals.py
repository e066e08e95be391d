"""Spans with names, kept sorted by (start, end, name): which of them meet a stretch of text?

The entries lie in blocks of a few hundred, each of which knows its furthest end. A change touches one block;
a query passes over the blocks that end too early, so one very long span makes no query slow. An empty span is a point,
which lies on the character behind it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.text.span import Span

BLOCK = 256


class Entry(NamedTuple):
    """One span of the thing called `name`."""

    start: int
    end: int
    name: str


class Intervals:
    """A changing collection of entries; equal entries are held as often as they were added."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        ordered = sorted(entries)
        self._blocks = [ordered[first : first + BLOCK] for first in range(0, len(ordered), BLOCK)]
        self._firsts = [block[0] for block in self._blocks]
        self._ends = [max(entry.end for entry in block) for block in self._blocks]

    def __len__(self) -> int:
        return sum(map(len, self._blocks))

    def __iter__(self) -> Iterator[Entry]:
        for block in self._blocks:
            yield from block

    def add(self, entry: Entry) -> None:
        """Put an entry in its place."""
        if not self._blocks:
            self._insert(0, [entry])
            return
        number = max(0, bisect_right(self._firsts, entry) - 1)
        block = self._blocks[number]
        insort(block, entry)
        if len(block) > 2 * BLOCK:
            self._delete(number)
            self._insert(number, block[BLOCK:])
            self._insert(number, block[:BLOCK])
        else:
            self._firsts[number] = block[0]
            self._ends[number] = max(self._ends[number], entry.end)

    def remove(self, entry: Entry) -> None:
        """Take one such entry away. Raises KeyError when there is none."""
        number = bisect_right(self._firsts, entry) - 1
        block = self._blocks[number] if number >= 0 else []
        place = bisect_left(block, entry)
        if place == len(block) or block[place] != entry:
            raise KeyError(entry)
        del block[place]
        self._delete(number)
        if block:
            self._insert(number, block)

    def overlapping(self, span: Span) -> list[Entry]:
        """The entries that share a character with `span`, in order."""
        found: list[Entry] = []
        begun = self._ends[: bisect_left(self._firsts, Entry(span.end, -1, ""))]
        for number in [number for number, end in enumerate(begun) if end >= span.start]:
            for entry in self._blocks[number]:
                if entry.start >= span.end:
                    break
                if entry.end > span.start or entry.start == span.start:
                    found.append(entry)
        return found

    def _insert(self, number: int, block: list[Entry]) -> None:
        self._blocks.insert(number, block)
        self._firsts.insert(number, block[0])
        self._ends.insert(number, max(entry.end for entry in block))

    def _delete(self, number: int) -> None:
        del self._blocks[number], self._firsts[number], self._ends[number]
