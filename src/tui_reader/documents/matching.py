"""Where a query stands in a document, stretch by stretch, without the whole text being asked for.

A stretch begins and ends between paragraphs where it can. Where a paragraph is longer than a stretch, the text
looked at goes on beyond the stretch by the longest hit there may be. Stretches are as long as the time allows
that is to pass from one to the next: short where hits are many or an expression is slow, long where nothing is.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from time import thread_time
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.documents.document import Document
    from tui_reader.text.search import Finder

STRETCH = 1 << 18
"""A paragraph that is longer is cut at multiples of this, counted from its first offset."""
SHORTEST, LONGEST = 1 << 15, 1 << 19
"""From the first offset of a stretch to its last: at first, and at most."""
TIMES_LONGEST = 4
"""A stretch is so many times as long as the longest hit: what stands behind it is looked at twice."""
STEP = 0.001
"""Seconds of searching that a stretch should take."""


class Matches(NamedTuple):
    """The hits that begin in one stretch, in order: the first runs from `starts[0]` to `ends[0]`."""

    stretch: Span
    starts: array[int]
    ends: array[int]

    def between(self, start: int, end: int) -> Matches:
        """Those that begin in a part of the stretch."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        stretch = Span(max(start, self.stretch.start), min(end, self.stretch.end))
        return Matches(stretch, self.starts[first:last], self.ends[first:last])


def matches(document: Document, query: Finder, start: int = 0, end: int | None = None) -> Iterator[Matches]:
    """The hits that begin from offset `start` to `end`, by the stretches looked at, which follow one another.

    The first stretch begins at `start`; it is searched from the beginning of the paragraph on, as hits that
    overlap are told apart from there. Takes about a millisecond from one stretch to the next. Raises
    `QueryError` when a regular expression takes too long.
    """
    until = document.end if end is None else min(end, document.end)
    last_end = begin = _beginning(document, start)
    size = shortest = max(SHORTEST, TIMES_LONGEST * query.longest)
    while begin < until:
        began = thread_time()
        border = _border(document, begin, size, until)
        # What stands before the end of the last hit belongs to that.
        window = document.window(max(begin, last_end), border, query.longest)
        starts, ends = array("q"), array("q")
        if not query.is_absent(window.encoded):
            for hit in query.find_in_window(window.text, window.encoded):
                found = window.offset(hit.start)
                if found >= border:
                    break
                starts.append(found)
                last_end = window.offset(hit.end)
                ends.append(last_end)
        spent = thread_time() - began
        size = max(shortest, size // 2) if spent > STEP else min(max(shortest, LONGEST), 2 * size)
        yield Matches(Span(begin, border), starts, ends).between(start, until)
        begin = border


def _border(document: Document, begin: int, size: int, until: int) -> int:
    """Where a stretch ends that begins at `begin` and should be about `size` long."""
    for length in (size, STRETCH):
        if begin + length >= until:
            return until
        border = _beginning(document, begin + length)
        if border > begin:
            return min(border, until)
    following = document.following(document.paragraph_at(begin))
    return until if following is None else min(following.start, until)


def _beginning(document: Document, offset: int) -> int:
    """Where the paragraph of an offset begins, or a stretch of it if it is longer than that."""
    paragraph = document.paragraph_at(offset)
    return paragraph.start + paragraph.column(offset) // STRETCH * STRETCH
