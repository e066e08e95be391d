"""The one position that is stored: an offset; and a stretch of text between two of them.

An *offset* is a 0-based code-point index into a document's decoded text, in logical order. A `Span` is
half-open. Everything else on the screen (paragraph, column, row, cell) is derived from offsets.
"""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """`start` and `end` in code points, half-open: the characters `start <= offset < end`."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Code points covered."""
        return self.end - self.start

    def contains(self, offset: int) -> bool:
        """Whether the character at `offset` lies inside."""
        return self.start <= offset < self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """The same stretch, `by` code points further on (or back)."""
        return Span(self.start + by, self.end + by)
