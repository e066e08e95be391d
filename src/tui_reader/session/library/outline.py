"""Which entries of a library are seen when some folders are closed, and how far the work on each folder is.

Entries stand in the library's order, each folder before what is in it, so a closed folder hides the entries that
follow it up to its end. What is seen is a sorted list of their numbers: opening, closing and finding are cuts and
bisections, which take no longer with ten thousand entries than with ten.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tui_reader.documents.library import Library
    from tui_reader.documents.walk import Entry


class Progress(NamedTuple):
    """How far the work on a folder is."""

    begun: int
    """Documents with annotations of one's own."""
    documents: int


class Outline:
    """A library as far as it was taken in, with folders open and closed."""

    def __init__(self, library: Library, closed: Iterable[Path] = ()) -> None:
        """`closed` are the folders that are closed from the start."""
        self.library = library
        self.count = 0
        """Entries taken in."""
        self.closed: set[Path] = set(closed)
        self.seen: list[int] = []
        """Numbers of the entries outside closed folders."""
        self._ends: dict[int, int] = {}
        """By the number of a folder, that of the first entry behind what is in it, where that is known."""
        self._way: list[int] = []
        """The folders the last entry is in or is."""
        self._begun: dict[Path, int] = {}
        self._documents: dict[Path, int] = {}
        self.take_in()

    def take_in(self) -> bool:
        """Takes in what the library has found since; whether there was anything."""
        entries = self.library.entries
        before, self.count = self.count, len(entries)
        for number in range(before, self.count):
            entry = entries[number]
            while self._way and entries[self._way[-1]].depth >= entry.depth:
                self._ends[self._way.pop()] = number
            if not any(entries[folder].path in self.closed for folder in self._way):
                self.seen.append(number)
            if entry.is_folder:
                self._way.append(number)
            else:
                for folder in entry.above:
                    self._documents[folder.path] = self._documents.get(folder.path, 0) + 1
        return self.count > before

    def entry(self, place: int) -> Entry:
        """The entry seen at a place, counted from 0."""
        return self.library.entries[self.seen[place]]

    def place_of(self, path: Path) -> int | None:
        """Where an entry is seen, or else the folder it is hidden in; None where there is no such entry."""
        number = self.library.number_of(path)
        if number is None or number >= self.count:
            return None
        return bisect_right(self.seen, number) - 1

    def close(self, folder: Entry) -> None:
        """Hides what is in a folder."""
        number = self.library.number_of(folder.path)
        if number is not None and folder.path not in self.closed:
            self.closed.add(folder.path)
            del self.seen[slice(*self._inside(number))]

    def open(self, folder: Entry) -> None:
        """Shows what is in a folder again."""
        number = self.library.number_of(folder.path)
        if number is None or folder.path not in self.closed:
            return
        self.closed.discard(folder.path)
        if any(above.path in self.closed for above in folder.above):
            return
        inside: list[int] = []
        at, end = number + 1, self._end(number)
        for shut in sorted(self._numbers_of_closed()):
            if at <= shut < end:
                inside += range(at, shut + 1)
                at = self._end(shut)
        inside += range(at, end)
        place = bisect_right(self.seen, number)
        self.seen[place:place] = inside

    def reveal(self, path: Path) -> None:
        """Opens the folders an entry is hidden in."""
        number = self.library.number_of(path)
        for folder in reversed(self.library.entries[number].above if number is not None else []):
            self.open(folder)

    def count_begun(self, entry: Entry, by: int) -> None:
        """Counts a document as begun (1), or as not begun after all (-1)."""
        for folder in entry.above:
            self._begun[folder.path] = self._begun.get(folder.path, 0) + by

    def progress(self, folder: Entry) -> Progress:
        """How far the work on a folder is."""
        return Progress(self._begun.get(folder.path, 0), self._documents.get(folder.path, 0))

    def _inside(self, number: int) -> tuple[int, int]:
        """The places at which what is in a folder is seen."""
        return bisect_right(self.seen, number), bisect_left(self.seen, self._end(number))

    def _end(self, number: int) -> int:
        return self._ends.get(number, self.count)

    def _numbers_of_closed(self) -> Iterable[int]:
        numbers = (self.library.number_of(path) for path in self.closed)
        return (number for number in numbers if number is not None and number < self.count)
