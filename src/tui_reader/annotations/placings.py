"""Where the records of one kind lie: by id, by stretch of text, by state and by tag; kept up with every change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui_reader.annotations.anchoring import Orphan, Placed, Placement, State
from tui_reader.annotations.intervals import Entry, Intervals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tui_reader.annotations.anchoring import Placeable
    from tui_reader.text.span import Span


class Placings:
    """Records by id, each with its place or why it has none."""

    def __init__(self, placed: Iterable[tuple[Placeable, Placed]] = ()) -> None:
        self.by_id: dict[str, Placed] = {}
        self.states: Counter[State | None] = Counter()
        """How many were found in which state; None: those without a place."""
        self.unsettled: set[str] = set()
        """Ids of those that were found, but not as they were made, or not found at all."""
        self.on_document: set[str] = set()
        """Ids of those about the document as a whole, which lie nowhere in it."""
        self.tags: Counter[str] = Counter()
        """How many have which tag; the empty one where one has none."""
        self._intervals = Intervals()
        entries: list[Entry] = []
        for record, place in placed:
            self._count(record, place)
            entries += _entries(record.id, place)
        self._intervals = Intervals(entries)

    def add(self, record: Placeable, placed: Placed) -> None:
        """One comes."""
        self._count(record, placed)
        for entry in _entries(record.id, placed):
            self._intervals.add(entry)

    def remove(self, record: Placeable) -> Placed:
        """One goes; where it lay."""
        placed = self.by_id.pop(record.id)
        self.states[_state_of(placed)] -= 1
        self.unsettled.discard(record.id)
        self.on_document.discard(record.id)
        self.tags.subtract(record.tags or ("",))
        for entry in _entries(record.id, placed):
            self._intervals.remove(entry)
        return placed

    def overlapping(self, span: Span) -> Mapping[str, None]:
        """Ids of those that share a character with `span`, by the first fragment that does.

        A point lies on the character behind it.
        """
        return dict.fromkeys(entry.name for entry in self._intervals.overlapping(span))

    def in_order(self) -> Iterator[str]:
        """Ids of those with a place in the text, sorted by the (start, end, id) of their first fragment."""
        return self._leading(self._intervals)

    def _count(self, record: Placeable, placed: Placed) -> None:
        self.by_id[record.id] = placed
        state = _state_of(placed)
        self.states[state] += 1
        if state is not State.EXACT:
            self.unsettled.add(record.id)
        if record.is_on_document:
            self.on_document.add(record.id)
        self.tags.update(record.tags or ("",))

    def _leading(self, entries: Iterable[Entry]) -> Iterator[str]:
        """The ids of entries that are the first fragment of theirs in the text."""
        for entry in entries:
            placed = self.by_id[entry.name]
            if isinstance(placed, Placement) and min(placed.spans) == (entry.start, entry.end):
                yield entry.name


def _entries(name: str, placed: Placed) -> list[Entry]:
    if isinstance(placed, Orphan):
        return []
    return [Entry(span.start, span.end, name) for span in dict.fromkeys(placed.spans)]


def _state_of(placed: Placed) -> State | None:
    """None where nothing was found."""
    return None if isinstance(placed, Orphan) else placed.state
