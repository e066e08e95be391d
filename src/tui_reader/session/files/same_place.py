"""The same place in a document that was read again after it had been changed: where a person would look for it.

What stands before the first difference, and behind the last, is where it was, counted from its end of the document.
Between the two a place is known by the text around it: by much of it, then by less, then by the rest of its line,
then by its line however it is vocalised, then by the lines near it. Only where all of that is gone is it as far down
as it was. Nothing is claimed here, as `annotations.anchoring` does: a person who sees the wrong line scrolls on.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.documents.in_file import FileDocument
from tui_reader.documents.matching import matches
from tui_reader.text.search import Query, QueryKind
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.documents.document import Document

CONTEXTS = (512, 128, 40)
"""Code points to either side by which a place is sought, the most first."""
LEAST = 6
"""Code points of a text that may stand for a place by itself."""
FOLDED = 60
"""Code points behind a place, or before it, that are compared without their vowel signs."""
LINES = 24
"""Lines below and above by which a place is found whose own line is gone."""
MOST_HITS = 2000
"""Among so many look-alikes the nearest is taken."""
_PIECE = 1 << 20


class SamePlace(NamedTuple):
    """Where a place is again."""

    offset: int
    by_text: bool
    """Whether it was found by what stands there; else it is only as far down as it was."""


class SamePlaces:
    """The way from the offsets of one document to those of another version of it. Any thread may ask.

    Making one reads both documents where the old one can still be read: up to a quarter of a second for 200 MB.
    """

    def __init__(self, old: Document, new: Document) -> None:
        self._old, self._new = old, new
        self._from, self._to = _Measured(old), _Measured(new)
        self._head = self._tail = 0
        # Decoded otherwise, or no longer there, the two cannot be compared.
        if type(old) is type(new) and old.encoding == new.encoding and old.is_intact:
            shorter = min(self._from.size, self._to.size)
            self._head = _common_head(self._from, self._to, shorter)
            self._tail = _common_tail(self._from, self._to, shorter - self._head)

    def find(self, offset: int) -> SamePlace:
        """Where the character at an offset of the old document is in the new one."""
        place, size = self._from.place_of(offset), self._from.size
        # The end of what was only added to stays before what was added.
        if place < self._head or place == size == self._head:
            return SamePlace(self._to.offset_at(place), by_text=True)
        if size - place <= self._tail:
            return SamePlace(self._to.offset_at(self._to.size - (size - place)), by_text=True)
        first = self._to.offset_at(self._head)
        last = self._to.offset_at(self._to.size - self._tail)
        # As far into what has changed as it was.
        changed, changes = size - self._tail - self._head, self._to.size - self._tail - self._head
        part = (place - self._head) / changed if changed else 0.0
        expected = self._to.offset_at(self._head + int(part * changes))
        found = next(self._by_text(offset, Span(first, max(first, last)), expected), None)
        return SamePlace(expected, by_text=False) if found is None else SamePlace(found, by_text=True)

    def find_span(self, span: Span) -> Span | None:
        """Where a stretch of text stands again, as it was; None where it does not."""
        if span.length > _PIECE:
            return None
        start = self.find(span.start)
        text = self._old.slice(span)
        if start.by_text and text.strip():
            for hit in self._hits(text, QueryKind.LITERAL, Span(start.offset, start.offset + 1)):
                return hit
        return None

    def _by_text(self, offset: int, within: Span, expected: int) -> Iterator[int]:
        """The offsets at which the place may be, the likeliest first; made as they are asked for."""
        before, after = self._around(offset, CONTEXTS[0])
        for length in CONTEXTS:
            head, tail = before[-length:], after[:length]
            if len(head.strip()) + len(tail.strip()) >= LEAST:
                yield from self._nearest(head + tail, len(head), within, expected)
        line, column = self._line(offset)
        for text, lead in ((line[column:][:FOLDED], 0), (line[:column][-FOLDED:], len(line[:column][-FOLDED:]))):
            if len(text.strip()) >= LEAST:
                yield from self._nearest(text, lead, within, expected)
        yield from self._folded(line, column, within, expected)
        yield from self._lines_near(offset, within, expected)

    def _nearest(self, text: str, lead: int, within: Span, expected: int) -> Iterator[int]:
        """Where a text stands that is nearest to where it is expected, and `lead` code points on from there."""
        hits = islice(self._hits(text, QueryKind.LITERAL, within), MOST_HITS)
        found = min(hits, key=lambda hit: abs(hit.start - expected), default=None)
        if found is not None:
            yield self._onward(found.start, lead)

    def _folded(self, line: str, column: int, within: Span, expected: int) -> Iterator[int]:
        after, before = line[column:][:FOLDED].strip(), line[:column][-FOLDED:].strip()
        for text, at_end in ((after, False), (before, True)):
            if len(text) >= LEAST:
                hits = islice(self._hits(text, QueryKind.FOLDED, within), MOST_HITS)
                found = min(hits, key=lambda hit: abs(hit.start - expected), default=None)
                if found is not None:
                    yield found.end if at_end else found.start

    def _lines_near(self, offset: int, within: Span, expected: int) -> Iterator[int]:
        """The beginning of the first line below that is still there, or the end of the first one above."""
        paragraph = self._old.paragraph_at(offset)
        below, above = self._old.following(paragraph), self._old.preceding(paragraph)
        for _ in range(LINES):
            if below is not None:
                text = below.slice(0, CONTEXTS[0])
                if len(text.strip()) >= LEAST:
                    yield from self._nearest(text, 0, within, expected)
                below = self._old.following(below)
            if above is not None:
                text = above.slice(0, CONTEXTS[0])
                if len(text.strip()) >= LEAST:
                    for found in self._nearest(text, 0, within, expected):
                        yield self._new.paragraph_at(found).end
                above = self._old.preceding(above)

    def _hits(self, text: str, kind: QueryKind, within: Span) -> Iterator[Span]:
        """Where a text begins in a part of the new document, to either side of which there may be more of it."""
        reach = 4 * len(text)
        start, end = max(0, within.start - reach), min(self._new.end, within.end + reach)
        for found in matches(self._new, Query(text, kind), start, end):
            yield from map(Span, found.starts, found.ends)

    def _onward(self, offset: int, code_points: int) -> int:
        """The offset so many code points behind another: offsets leap from paragraph to paragraph."""
        paragraph = self._new.paragraph_at(offset)
        while code_points:
            left = paragraph.start + paragraph.length - offset
            following = self._new.following(paragraph)
            if code_points <= max(0, left) or following is None:
                return min(offset + code_points, paragraph.end)
            newline = len(self._new.slice(Span(paragraph.end, following.start)))
            if code_points < left + newline:
                return paragraph.end
            code_points -= left + newline
            paragraph, offset = following, following.start
        return offset

    def _around(self, offset: int, length: int) -> tuple[str, str]:
        """Up to so many code points before and behind an offset of the old document, newlines included."""
        paragraph = self._old.paragraph_at(offset)
        column = paragraph.column(offset)
        before = paragraph.slice(max(0, column - length), column)
        above = self._old.preceding(paragraph)
        while above is not None and len(before) < length:
            following = self._old.following(above)
            newline = "" if following is None else self._old.slice(Span(above.end, following.start))
            size = above.length
            before = above.slice(max(0, size - length), size) + newline + before
            above = self._old.preceding(above)
        after = paragraph.slice(column, column + length)
        below = self._old.following(paragraph)
        while below is not None and len(after) < length:
            after += self._old.slice(Span(paragraph.end, below.start)) + below.slice(0, length)
            paragraph, below = below, self._old.following(below)
        return before[-length:], after[:length]

    def _line(self, offset: int) -> tuple[str, int]:
        """The paragraph of an offset of the old document, or what of a long one is near; and the column in that."""
        paragraph = self._old.paragraph_at(offset)
        column = paragraph.column(offset)
        first = max(0, column - CONTEXTS[0])
        return paragraph.slice(first, column + CONTEXTS[0]), column - first


class _Measured:
    """A document by places that two of a kind can be compared at: bytes of one in its file, else code points."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._file = document if isinstance(document, FileDocument) else None
        self.size = document.end

    def place_of(self, offset: int) -> int:
        return min(offset, self.size) if self._file is None else self._file.place_of(offset)

    def offset_at(self, place: int) -> int:
        place = min(max(place, 0), self.size)
        return place if self._file is None else self._file.offset_at(self._file.source.aligned(place))

    def piece(self, start: int, end: int) -> str | bytes:
        if self._file is None:
            return self._document.slice(Span(start, end))
        return self._file.source.read_past_cache(start, end)


def _common_head(one: _Measured, other: _Measured, most: int) -> int:
    """How much both begin with, up to `most`."""
    place = 0
    while place < most:
        end = min(place + _PIECE, most)
        first, second = one.piece(place, end), other.piece(place, end)
        if first != second:
            return place + _agreeing(first, second, end - place)
        place = end
    return place


def _common_tail(one: _Measured, other: _Measured, most: int) -> int:
    """How much both end with, up to `most`."""
    length = 0
    while length < most:
        more = min(_PIECE, most - length)
        first = one.piece(one.size - length - more, one.size - length)
        second = other.piece(other.size - length - more, other.size - length)
        if first != second:
            return length + _agreeing(first[::-1], second[::-1], more)
        length += more
    return length


def _agreeing(one: str | bytes, other: str | bytes, length: int) -> int:
    """How much two pieces begin with together, found by halving; less than `length`."""
    low, high = 0, length
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low
