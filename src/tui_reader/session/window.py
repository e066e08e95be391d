"""A window on rows that come in blocks: paragraphs of a document, entries of a list.

The window is held by a *place* (block, row within the block), never by a count of rows from the beginning, so
that scrolling costs what is in the window and nothing jumps when the height of an unseen block becomes known.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Item = TypeVar("Item")


class Place(NamedTuple):
    """A row, by its block and its number within the block, from 0."""

    block: int
    """What blocks are called by; ascending from top to bottom, with or without gaps."""
    row: int


class Rows(Protocol):
    """What a window looks at."""

    @property
    def first_block(self) -> int | None:
        """The block at the top; None where there is none at all."""

    @property
    def last_block(self) -> int | None:
        """The block at the bottom."""

    def following(self, block: int) -> int | None:
        """The block below another; None below the last."""

    def preceding(self, block: int) -> int | None:
        """The block above another; None above the first."""

    def nearest(self, block: int) -> int:
        """The block itself, if it is there, else one near it. Not asked where there is none."""

    def row_count(self, block: int) -> int:
        """Rows of one block, at least 1."""


class ListRows(Rows):
    """Rows whose blocks are numbered from 0, without gaps."""

    @property
    @abstractmethod
    def block_count(self) -> int:
        """Number of blocks; may be 0."""

    @property
    def first_block(self) -> int | None:
        return 0 if self.block_count else None

    @property
    def last_block(self) -> int | None:
        return self.block_count - 1 if self.block_count else None

    def following(self, block: int) -> int | None:
        return block + 1 if block + 1 < self.block_count else None

    def preceding(self, block: int) -> int | None:
        return block - 1 if block else None

    def nearest(self, block: int) -> int:
        return min(max(block, 0), self.block_count - 1)


class ItemRows(ListRows, Generic[Item]):
    """Items as rows, one each."""

    def __init__(self) -> None:
        self.items: Sequence[Item] = ()

    @property
    def block_count(self) -> int:
        return len(self.items)

    def row_count(self, block: int) -> int:  # noqa: ARG002 - all are alike
        return 1


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

    def _places_from(self, first: Place) -> Iterator[Place]:
        top = self._clamped(first)
        if top is None:
            return
        left = self.height
        block: int | None = top.block
        row = top.row
        while left > 0 and block is not None:
            count = self.rows.row_count(block)
            while row < count and left > 0:
                yield Place(block, row)
                row += 1
                left -= 1
            if left > 0:
                block, row = self.rows.following(block), 0

    def moved(self, place: Place, by: int) -> Place:
        """The place `by` rows further down (or up, when negative), stopping at both ends."""
        found = self._clamped(place)
        if found is None:
            return place
        block, row = found
        row += by
        while row < 0 and (above := self.rows.preceding(block)) is not None:
            block = above
            row += self.rows.row_count(block)
        while row >= (count := self.rows.row_count(block)) and (below := self.rows.following(block)) is not None:
            row -= count
            block = below
        return Place(block, min(max(row, 0), count - 1))

    @property
    def first_place(self) -> Place:
        """The very first row."""
        return Place(self.rows.first_block or 0, 0)

    @property
    def last_place(self) -> Place:
        """The very last row."""
        block = self.rows.last_block
        return Place(0, 0) if block is None else Place(block, self.rows.row_count(block) - 1)

    @property
    def last_top(self) -> Place:
        """Where `top` is when the last row stands at the bottom of the window."""
        return self.moved(self.last_place, 1 - self.height)

    def is_last(self, place: Place) -> bool:
        """Whether a place is the very last row. Nothing below it is looked at."""
        return place.row == self.rows.row_count(place.block) - 1 and self.rows.following(place.block) is None

    def scroll(self, by: int) -> bool:
        """Moves the window by rows; whether it moved."""
        return self.scroll_to(self.moved(self.top, by))

    def scroll_to(self, place: Place) -> bool:
        """Makes `place` the first row, or as near as the end of the content allows; whether it moved."""
        before = self.top
        self.top = self._clamped(place) or Place(0, 0)
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

    def _clamped(self, place: Place) -> Place | None:
        if self.rows.first_block is None:
            return None
        block = self.rows.nearest(place.block)
        if block != place.block:
            return Place(block, 0 if block > place.block else self.rows.row_count(block) - 1)
        return Place(block, min(max(place.row, 0), self.rows.row_count(block) - 1))
