"""A stretch of text between two places: offsets of a document, code points of its text, or columns of a paragraph.

Which of them is meant is said where a span is handed on. A `Span` is half-open.
"""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """`start` and `end`, half-open: the characters `start <= place < end`."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How far it is from one to the other: code points, within a paragraph."""
        return self.end - self.start

    def contains(self, offset: int) -> bool:
        """Whether the character at `offset` lies inside."""
        return self.start <= offset < self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """The same stretch, `by` further on (or back)."""
        return Span(self.start + by, self.end + by)
