"""A search that is under way: hits come in slices of time, the nearest ones in reading direction first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.documents.document import Document
    from tui_reader.text.search import Query
    from tui_reader.text.span import Span

CHECK_EVERY = 16
"""Paragraphs between two looks at the clock."""


class Search:
    """All hits of a query in a document, found from the paragraph of `origin` on, then from the beginning."""

    def __init__(self, document: Document, query: Query, origin: int) -> None:
        self.query = query
        self.origin = origin
        """Offset from which the person was looking."""
        self.current: Span | None = None
        """The hit that was jumped to last."""
        self.done = False
        self._document = document
        self._first = document.paragraph_at(origin)
        self._after: list[Span] = []
        self._before: list[Span] = []
        self._looked_at = (-1, "")
        self._found: list[Span] = []
        self._scan = self._paragraph_by_paragraph()

    @property
    def count(self) -> int:
        """Hits found so far."""
        return len(self._before) + len(self._after)

    @property
    def number(self) -> int:
        """Which of the hits found so far is the current one, from 1; 0 where there is none."""
        if self.current is None:
            return 0
        if self._after and self.current >= self._after[0]:
            return len(self._before) + bisect_right(self._after, self.current)
        return bisect_right(self._before, self.current)

    def advance(self, seconds: float) -> None:
        """Looks further for about as long as this; `done` says when all has been seen."""
        until = monotonic() + seconds
        for seen, _ in enumerate(self._scan):
            if seen % CHECK_EVERY == 0 and monotonic() >= until:
                return
        self.done = True

    def hits_in(self, text: str, start: int) -> list[Span]:
        """The hits in one paragraph that begins at offset `start`, whether or not the search came by yet."""
        # A paragraph is asked about once for each of its rows.
        if self._looked_at != (start, text):
            self._looked_at = start, text
            self._found = [span.shifted(start) for span in self.query.find(text)]
        return self._found

    def next_from(self, offset: int) -> Span | None:
        """The first hit that begins at or after an offset, else the first of all."""
        hits = [*self._before, *self._after] if self._before else self._after
        if not hits:
            return None
        place = bisect_left(hits, (offset, 0))
        return hits[place] if place < len(hits) else hits[0]

    def previous_from(self, offset: int) -> Span | None:
        """The last hit that begins before an offset, else the last of all."""
        hits = [*self._before, *self._after] if self._before else self._after
        if not hits:
            return None
        return hits[bisect_left(hits, (offset, 0)) - 1]

    def _paragraph_by_paragraph(self) -> Iterator[None]:
        for number, paragraph in enumerate(self._document.paragraphs(self._first), self._first):
            self._after += self.hits_in(paragraph.text, paragraph.start)
            yield
            if number == self._document.paragraph_count - 1:
                break
        for paragraph in self._document.paragraphs():
            if paragraph.number >= self._first:
                return
            self._before += self.hits_in(paragraph.text, paragraph.start)
            yield
