"""How unlike two units are, in position and category, as gamma has it.

After Mathet, Widlöcher & Métivier (2015), The unified and holistic method gamma for inter-annotator agreement measure
and alignment, Computational Linguistics 41, section 4: 0 is the same, and 1 (their "delta empty") is what a unit costs
that is not aligned. They have units in one piece; what they measure, how far start is from start and end from end, is
the text that only one of two overlapping units holds, and the text of both and twice the way between them where they do
not overlap. This can be said of units in several pieces too, and is what is measured here.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tui_reader.text.span import Span


class Unit(NamedTuple):
    """Something one observer marked."""

    start: int
    end: int
    length: int
    """How much text it holds, without what lies between its pieces."""
    category: str
    pieces: tuple[Span, ...]
    """In order; none touches another."""

    @classmethod
    def of(cls, pieces: tuple[Span, ...], category: str) -> Unit:
        """A unit of at least one piece; a point is one empty piece."""
        return cls(pieces[0].start, pieces[-1].end, sum(piece.length for piece in pieces), category, pieces)

    def shifted(self, by: int) -> Unit:
        """The same unit, `by` further on."""
        pieces = tuple(piece.shifted(by) for piece in self.pieces)
        return Unit(self.start + by, self.end + by, self.length, self.category, pieces)


@dataclass(frozen=True)
class Dissimilarity:
    """The combined dissimilarity of the paper (equation 5)."""

    position: float = 1.0
    """Weight of the positions, alpha; above 0."""
    category: float = 1.0
    """Weight of the categories, beta: what two units of different ones differ by at least."""

    def between(self, one: Unit, other: Unit) -> float:
        """From 0 up; infinite for two points that are not the same."""
        by_category = 0.0 if one.category == other.category else self.category
        apart = _apart(one, other)
        if not apart:
            return by_category
        both = one.length + other.length
        return self.position * (apart / both) ** 2 + by_category if both else inf

    def reach(self, most: float, both: int) -> float:
        """How far from each other two units may lie that hold `both` code points and differ by no more than `most`."""
        return max(0.0, sqrt(most / self.position) - 1) * both / 2


def _apart(one: Unit, other: Unit) -> int:
    """What only one of two units holds, and twice the way from one to the other if they share nothing: code points."""
    if len(one.pieces) == 1 and len(other.pieces) == 1:
        return abs(one.start - other.start) + abs(one.end - other.end)
    shared, way = 0, max(other.start - one.end, one.start - other.end, 0)
    if not way:
        way = min(max(a.start, b.start) - min(a.end, b.end) for a in one.pieces for b in other.pieces)
        shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.pieces for b in other.pieces)
    return one.length + other.length - 2 * shared + 2 * max(way, 0) * (not shared)
