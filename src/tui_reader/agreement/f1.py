"""F1: of all that was marked, the part that was marked alike. It needs no count of what nobody marked.

For two annotators it is the same whoever is taken for the one who is right: twice what both have, by what the one and
what the other has (G. Hripcsak and A. Rothschild, Agreement, the F-Measure, and Reliability in Information Retrieval,
Journal of the American Medical Informatics Association 12, 2005). Chance is not taken off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.agreement.value import Value, nothing_marked
from tui_reader.text.span_sets import union

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.text.span import Span


def f1(table: Mapping[tuple[int, int], int]) -> Value:
    """How often two have marked the same and how many marks they have made, over all pairs of annotators; and how
    many items are like that. 0 to 1.

    An item is (1, 2) where both have marked it alike, (0, 2) where they have not, (0, 1) where only one has marked it.
    Of three annotators there are three pairs, and each mark counts in two of them: (3, 6) where all agree.
    """
    same = sum(count * alike for (alike, _), count in table.items())
    marks = sum(count * made for (_, made), count in table.items())
    return 2 * same / marks if marks else nothing_marked()


def is_same_place(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Whether two marks cover the same characters and points, in whatever pieces; without any, the whole document."""
    if one == other:
        return True
    return bool(one) == bool(other) and union(one) == union(other) and _points(one) == _points(other)


def is_overlapping(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Whether two marks have a character or a point in common, or both are about the whole document."""
    if one == other or any(mine.overlaps(theirs) for mine in one if mine.length for theirs in other if theirs.length):
        return True
    return bool(_points(one) & _points(other))


def _points(spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(span.start for span in spans if not span.length)
