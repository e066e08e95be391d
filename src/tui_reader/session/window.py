"""A window on rows that come in blocks: paragraphs of a document, entries of a list.

The window is held by a *place* (block, row within the block), never by a count of rows from the beginning, so
that scrolling costs what is in the window and nothing jumps when the height of an unseen block becomes known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


class Place(NamedTuple):
    """A row, by its block and its number within the block, both 0-based."""

    block: int
    row: int


class Rows(Protocol):
    """What a window looks at."""

    @property
    def block_count(self) -> int:
        """Number of blocks; may be 0."""

    def row_count(self, block: int) -> int:
        """Rows of one block, at least 1."""


class Window:
    """`height` rows of `rows`, of which `top` is the first."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.top = Place(0, 0)
        self.height = 1

    def places(self) -> Iterator[Place]:
        """The places in the window from top to bottom; fewer than `height` where the content ends."""
        return self._places_from(self.top)

    def next_places(self) -> Iterator[Place]:
        """The places of the window below this one, then of the one above: what is likely to be shown next.

        Each is found when it is asked for; at the ends of the content there may be some that are shown already.
        """
        for by in (self.height, -self.height):
            yield from self._places_from(self.moved(self.top, by))

    def _places_from(self, top: Place) -> Iterator[Place]:
        block, row = self._clamped(top)
        left = self.height
        while left > 0 and block < self.rows.block_count:
            count = self.rows.row_count(block)
            while row < count and left > 0:
                yield Place(block, row)
                row += 1
                left -= 1
            block, row = block + 1, 0

    def moved(self, place: Place, by: int) -> Place:
        """The place `by` rows further down (or up, when negative), stopping at both ends."""
        block, row = self._clamped(place)
        if not self.rows.block_count:
            return place
        row += by
        while row < 0 and block > 0:
            block -= 1
            row += self.rows.row_count(block)
        while row >= (count := self.rows.row_count(block)) and block + 1 < self.rows.block_count:
            row -= count
            block += 1
        return Place(block, min(max(row, 0), self.rows.row_count(block) - 1))

    @property
    def last_place(self) -> Place:
        """The very last row."""
        block = max(0, self.rows.block_count - 1)
        return Place(block, self.rows.row_count(block) - 1 if self.rows.block_count else 0)

    @property
    def last_top(self) -> Place:
        """Where `top` is when the last row stands at the bottom of the window."""
        return self.moved(self.last_place, 1 - self.height)

    def scroll(self, by: int) -> bool:
        """Moves the window by rows; whether it moved."""
        return self.scroll_to(self.moved(self.top, by))

    def scroll_to(self, place: Place) -> bool:
        """Makes `place` the first row, or as near as the end of the content allows; whether it moved."""
        before = self.top
        self.top = self._clamped(place)
        # The end of a long document is laid out only when it comes into the window.
        if sum(1 for _ in self.places()) < self.height:
            self.top = self.last_top
        return self.top != before

    def show(self, place: Place, margin: int = 0) -> bool:
        """Scrolls no further than needed to have `place` in the window, `margin` rows from its edges."""
        margin = max(0, min(margin, (self.height - 1) // 2))
        if place < self.moved(self.top, margin):
            return self.scroll_to(self.moved(place, -margin))
        if place > self.moved(self.top, self.height - 1 - margin):
            return self.scroll_to(self.moved(place, margin + 1 - self.height))
        return False

    def centre(self, place: Place) -> bool:
        """Scrolls so that `place` is in the middle."""
        return self.scroll_to(self.moved(place, -(self.height // 2)))

    def contains(self, place: Place) -> bool:
        """Whether the place is in the window."""
        return self.top <= place <= self.moved(self.top, self.height - 1)

    def _clamped(self, place: Place) -> Place:
        if not self.rows.block_count:
            return Place(0, 0)
        block = min(max(place.block, 0), self.rows.block_count - 1)
        return Place(block, min(max(place.row, 0), self.rows.row_count(block) - 1))
