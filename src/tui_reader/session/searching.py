"""A search that is under way: one thread looks through the document, another asks what has been found so far.

Every hit is counted; the places of the first `MOST_KEPT` are kept, and only the number in each stretch beyond.
Where a place is needed that is not kept, or has not been come to yet, one looks again from where one is.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.documents.matching import STRETCH, Matches, matches
from tui_reader.errors import QueryError
from tui_reader.language import tr
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.documents.document import Document
    from tui_reader.text.paragraphs import Paragraph
    from tui_reader.text.search import Query

MOST_KEPT = 100_000
"""Hits whose places are kept: 16 bytes each."""


class Seen(NamedTuple):
    """A stretch that has been looked at."""

    start: int
    end: int
    before: int
    """Hits found in the stretches before it that were looked at one after the other."""
    hits: int
    """How many begin in it."""
    kept: Matches | None
    """Their places, as long as there is room for them."""


class Search:
    """All hits of a query in a document, found from `origin` on, then from the beginning.

    `run` is for a worker thread; everything else may be asked at any time.
    """

    def __init__(self, document: Document, query: Query, origin: int) -> None:
        self.query = query
        self.origin = origin
        """Offset from which the person was looking."""
        self.goes_on = False
        """Whether it takes the place of one in the document as it was before: nobody is led to its first hit."""
        self.current: Span | None = None
        """The hit that was jumped to last."""
        self.first: Span | None = None
        """The first hit at or after the origin, else the first of all; None until it is known."""
        self.done = False
        """Whether everything has been seen."""
        self.problem = ""
        """Why the search ended before its end, in a sentence."""
        self.count = 0
        """Hits found so far."""
        self._document = document
        self._looked_at = -1
        self._found: list[Span] = []
        self._after: list[Seen] = []
        self._before: list[Seen] = []
        self._cancelled = False
        self._is_slow = False

    # Looking through the document

    def run(self) -> Iterator[None]:
        """Looks through the document, and comes back every few milliseconds; ends at once when cancelled."""
        try:
            for seen in (self._after, self._before):
                start, end = (self.origin, self._document.end) if seen is self._after else (0, self.origin)
                for found in matches(self._document, self.query, start, end):
                    if self._cancelled:
                        return
                    self._add(seen, found)
                    yield
            self.done = True
        except QueryError as error:
            self.problem = str(error)
        yield

    def _add(self, seen: list[Seen], found: Matches) -> None:
        count = len(found.starts)
        kept = found if self.count + count <= MOST_KEPT else None
        seen.append(Seen(found.stretch.start, found.stretch.end, _hits_in(seen), count, kept))
        self.count += count
        if self.first is None and count:
            self.first = Span(found.starts[0], found.ends[0])

    def cancel(self) -> None:
        """Ends `run`, in another thread, after the stretch it is at."""
        self._cancelled = True

    @property
    def running(self) -> bool:
        """Whether there is more to look at."""
        return not (self.done or self.problem or self._cancelled)

    @property
    def fraction(self) -> float:
        """How much of the document has been seen, from 0 to 1."""
        end = self._document.end
        seen = sum(part[-1].end - part[0].start for part in (self._after, self._before) if part)
        return 1.0 if self.done or not end else seen / end

    @property
    def words(self) -> str:
        """How far the search is, for a person: `3 of 17`, with `…` and a percentage while more may come."""
        if self.problem:
            return self.problem
        where = str(self.count)
        if number := self.number:
            where = tr("{number} of {count}", number=number, count=self.count)
        return where if self.done else f"{where}… {int(100 * self.fraction)}%"

    @property
    def number(self) -> int:
        """Which of the hits found so far is the current one, from 1; 0 where there is none."""
        if self.current is None:
            return 0
        start, number = self.current.start, 0
        for part in (self._before, self._after):
            place = bisect_right(part, start, key=attrgetter("start"))
            if place:
                seen = part[place - 1]
                number += seen.before
                number += sum(len(found.starts) for found in self._look_between(seen.start, min(start + 1, seen.end)))
        return number

    # Hits near a place

    def hits_in(self, paragraph: Paragraph, within: Span) -> list[Span]:
        """The hits in the part `within` of a paragraph, come by or not; those around it may be among them.

        Once a regular expression has taken long here, none are found any more: rows are painted again and again.
        """
        if self._is_slow:
            return []
        if not paragraph.is_long:
            # A paragraph is asked about once for each of its rows.
            if self._looked_at != paragraph.start:
                self._looked_at = paragraph.start
                self._found = self._hits_between(paragraph, 0, paragraph.length)
            return self._found
        first = max(0, within.start - paragraph.start - self.query.longest)
        return self._hits_between(paragraph, first, within.end - paragraph.start + self.query.longest)

    def _hits_between(self, paragraph: Paragraph, first: int, last: int) -> list[Span]:
        try:
            return [hit.shifted(paragraph.start + first) for hit in self.query.find(paragraph.slice(first, last))]
        except QueryError:
            self._is_slow = True
            return []

    def look_forward(self, offset: int) -> Iterator[Span | None]:
        """Steps to the first hit that begins at or after an offset, else to the first of all.

        None for every stretch without a hit, which takes a millisecond at most.

        Looks where the search has not come yet. Ends where there is a `problem`, and when the search is cancelled.
        """
        last = self._document.end
        for start, end in ((offset, last), (0, min(offset, last))):
            for found in self._look_between(start, end):
                yield Span(found.starts[0], found.ends[0]) if found.starts else None

    def look_back(self, offset: int) -> Iterator[Span | None]:
        """The same to the last hit that begins before an offset, else to the last of all."""
        last = self._document.end
        for start, end in ((0, min(offset, last)), (offset, last)):
            place = end
            while place > start and not self._cancelled:
                seen = self._seen_at(place - 1)
                first = max(start, place - STRETCH if seen is None else seen.start)
                found = [stretch for stretch in self._look_between(first, place) if stretch.starts]
                yield Span(found[-1].starts[-1], found[-1].ends[-1]) if found else None
                place = first

    def _look_between(self, start: int, end: int) -> Iterator[Matches]:
        """The hits that begin from one offset to another, as they are known or by looking."""
        while start < end and not self._cancelled:
            seen = self._seen_at(start)
            until = end if seen is None else min(end, seen.end)
            if seen is not None and seen.kept is not None:
                found = seen.kept.between(start, until)
            elif seen is not None and not seen.hits:
                found = Matches(Span(start, until), array("q"), array("q"))
            else:
                try:
                    for found in matches(self._document, self.query, start, until):
                        yield found
                        start = found.stretch.end
                        if self._cancelled or self._seen_at(start) is not None:
                            break
                except QueryError as error:
                    self.problem = str(error)
                    return
                continue
            yield found
            start = found.stretch.end

    def _seen_at(self, offset: int) -> Seen | None:
        for part in (self._after, self._before):
            place = bisect_right(part, offset, key=attrgetter("start"))
            if place and offset < part[place - 1].end:
                return part[place - 1]
        return None


def _hits_in(part: list[Seen]) -> int:
    return part[-1].before + part[-1].hits if part else 0
