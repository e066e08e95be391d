"""A document that stays in its file: opening it costs the first screen, whatever its size.

The offset of a character is the place of its paragraph in the file (bytes behind the byte-order mark) and its column
there: a paragraph never has more code points than bytes, so offsets ascend, and any of them leads to its paragraph
without an index. Only code points, paragraph numbers and the fingerprint wait for the counting.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from tui_reader.documents.byte_text import MAX_PARAGRAPH, WINDOW
from tui_reader.documents.counting import Counts
from tui_reader.documents.document import CodePoints, Document, Window
from tui_reader.documents.title import MARKDOWN_SUFFIXES, TITLE_SOURCE_LENGTH, title_of
from tui_reader.errors import NotCounted
from tui_reader.language import tr
from tui_reader.recent import Recent
from tui_reader.text.paragraphs import LONG_PARAGRAPH, Paragraph
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tui_reader.documents.byte_text import ByteText

KEPT_PARAGRAPHS = 256
KEPT_TABLES = 32
KEPT_TEXTS = 2
"""Windows of decoded text that are kept in one piece at most."""
KEPT_AROUND = 24
"""Windows of decoded text that are kept each by itself, for who looks around one place after another."""
_LONG_BYTES = 2 * LONG_PARAGRAPH
"""Bytes of a paragraph above which it is long, as most letters of our scripts take two."""
_MAX_CHARACTER = 4
"""Bytes of the longest character."""
_COLUMN_STEP = 1 << 13
"""Bytes of a long paragraph between two places whose columns are known."""


class _FileParagraph(Paragraph):
    """A paragraph in a file. One that is long knows its columns by the way it was read so far."""

    __slots__ = ("_columns", "_length", "_places", "_source", "_stops", "_text")

    def __init__(self, source: ByteText, start: int) -> None:
        self._source = source
        self.start = start
        self._stops = source.separator(start, start + _LONG_BYTES)
        """Places where its text ends, and where the next paragraph begins."""
        self.is_long = self._stops is None and start + _LONG_BYTES < source.size
        self._text: str | None = None
        self._length = -1
        # Of a long one: places a step apart, and the columns there.
        self._places = [start]
        self._columns = [0]
        if not self.is_long:
            self._text = source.text(start, self.text_stop)
            self._length = len(self._text)

    def holds(self, offset: int) -> bool:
        """Whether an offset at or behind its start stands in it."""
        if self._stops is None and offset < self.start + _LONG_BYTES:
            return True
        return offset < self.stop

    @property
    def text_stop(self) -> int:
        """The place where its text ends. That of a long one is sought when it is asked for first."""
        return self._found_stops()[0]

    @property
    def stop(self) -> int:
        """The place where the next paragraph begins."""
        return self._found_stops()[1]

    def _found_stops(self) -> tuple[int, int]:
        if self._stops is None:
            self._stops = self._source.paragraph_end(self.start)
        return self._stops

    @property
    def length(self) -> int:
        if self._length < 0:
            while self._places[-1] < self.text_stop:
                self._read_on()
            self._length = self._columns[-1]
        return self._length

    def column(self, offset: int) -> int:
        column = max(0, offset - self.start)
        if self._text is None:
            # The length of a long paragraph is counted only for who asks about its end.
            self._mark_before(column)
            if column < self._columns[-1]:
                return column
        return min(column, self.length)

    @property
    def newline_length(self) -> int:
        """Code points of the newline that ends it."""
        return len(self._source.text(self.text_stop, self.stop))

    def slice(self, first: int, last: int) -> str:
        first, last = max(0, first), max(0, last)
        if self._text is not None:
            return self._text[first:last]
        if first >= last:
            return ""
        number = self._mark_before(first)
        begin = reached = self._columns[number]
        pieces: list[str] = []
        while reached < last and (number + 1 < len(self._places) or self._read_on()):
            pieces.append(self._source.text(self._places[number], self._places[number + 1]))
            reached += len(pieces[-1])
            number += 1
        return "".join(pieces)[first - begin : last - begin]

    def place(self, column: int) -> int:
        """The place of a column in the file; behind the text, those of the newline."""
        if self._text is not None:
            if column < self._length:
                return self.start + self._encoded_length(self._text[:column])
        else:
            number = self._mark_before(column)
            if column < self._columns[-1]:
                return self._places[number] + self._encoded_length(self.slice(self._columns[number], column))
        return min(self.text_stop + column - self.length, self.stop)

    def _encoded_length(self, text: str) -> int:
        coding = self._source.coding
        return len(text.encode(coding.name, "surrogateescape")) if coding.is_utf8 else len(text)

    def column_at(self, place: int) -> int:
        """The column at a place between characters."""
        place = min(place, self.text_stop)
        if self._text is not None:
            return len(self._source.text(self.start, place))
        while self._places[-1] < place and self._read_on():
            pass
        number = max(0, bisect_right(self._places, place) - 1)
        return self._columns[number] + len(self._source.text(self._places[number], place))

    def _mark_before(self, column: int) -> int:
        while self._columns[-1] <= column and self._read_on():
            pass
        return max(0, bisect_right(self._columns, column) - 1)

    def _read_on(self) -> bool:
        """Counts some more of a long paragraph; False at its end."""
        place = self._places[-1]
        if self._stops is None:
            # Its end is far away, more often than not.
            is_near_limit = place - self.start > MAX_PARAGRAPH // 2
            self._stops = self._source.paragraph_end(self.start) if is_near_limit else self._separator_near(place)
        limit = self._source.size if self._stops is None else self._stops[0]
        if place >= limit:
            return False
        following = min(self._source.aligned(place + _COLUMN_STEP), limit)
        self._columns.append(self._columns[-1] + len(self._source.text(place, following)))
        self._places.append(following)
        return True

    def _separator_near(self, place: int) -> tuple[int, int] | None:
        return self._source.separator(place, min(place + _COLUMN_STEP + 4, self._source.size))


class _Window:
    """A piece of a file, decoded when it is looked into."""

    def __init__(self, document: FileDocument, start: int, content: bytes) -> None:
        """`start` is the place of its first byte."""
        self._document = document
        self._start = start
        self._content = content

    @cached_property
    def text(self) -> str:
        return self._document.source.coding.decode(self._content)

    @cached_property
    def encoded(self) -> bytes:
        is_utf8 = self._document.source.coding.is_utf8
        return self._content if is_utf8 else self.text.encode("utf-8", "surrogatepass")

    def offset(self, place: int, /) -> int:
        columns, offsets = self._paragraphs
        number = bisect_right(columns, place) - 1
        return offsets[number] + place - columns[number]

    @cached_property
    def _paragraphs(self) -> tuple[list[int], list[int]]:
        """Where in the text the first code point and those behind separators stand, and their offsets."""
        document, content = self._document, self._content
        decode = document.source.coding.decode
        ends = [0, *document.source.separators(content)]
        lengths = [len(decode(content[first:last])) for first, last in itertools.pairwise(ends)]
        offsets = [document.offset_at(self._start), *(self._start + end for end in ends[1:])]
        return list(itertools.accumulate(lengths, initial=0)), offsets


class FileDocument(Document):
    """A document of which only what is looked at is read."""

    def __init__(self, path: Path, source: ByteText) -> None:
        self.path = path
        self.encoding = source.coding.name
        self.source = source
        beginning = source.text(0, source.aligned(4 * TITLE_SOURCE_LENGTH))
        self.title = title_of(beginning, markdown=path.suffix.lower() in MARKDOWN_SUFFIXES)
        self._density = max(1, source.tally(source.read(0, WINDOW)).separators)
        """Paragraphs in the first window."""
        self._paragraphs: Recent[int, _FileParagraph] = Recent(KEPT_PARAGRAPHS)
        self._latest = self._paragraph(0)
        self.counts = Counts(source)
        self._numbered = 0, 0
        """The paragraph whose number was asked for last, and the separators before it."""
        self._view = _ByCodePoint(self)

    @property
    def end(self) -> int:
        return self.source.size

    def paragraph_at(self, offset: int) -> _FileParagraph:
        latest = self._latest
        if latest.start <= offset and latest.holds(offset):
            return latest
        if offset >= self.source.size:
            return self._last
        offset = max(offset, 0)
        found = self._paragraphs.get(offset)
        if found is None:
            found = self._paragraph(self.source.paragraph_start(offset))
        self._latest = found
        return found

    @cached_property
    def _last(self) -> _FileParagraph:
        """The last paragraph. Where it begins is sought through all of it, which is done once."""
        return self._paragraph(self.source.paragraph_start(self.source.size - 1))

    def following(self, paragraph: Paragraph) -> Paragraph | None:
        stop = self._paragraph(paragraph.start).stop
        return self._paragraph(stop) if stop < self.source.size else None

    def preceding(self, paragraph: Paragraph) -> Paragraph | None:
        return self.paragraph_at(paragraph.start - 1) if paragraph.start else None

    def slice(self, span: Span) -> str:
        start, end = max(0, span.start), max(0, span.end)
        first = self.paragraph_at(start)
        if first.start <= end <= first.start + first.length and start <= end:
            return first.slice(start - first.start, end - first.start)
        return self.source.text(self.place_of(start), self.place_of(end))

    def window(self, start: int, end: int, beyond: int = 0) -> Window:
        first, last = self.place_of(start), self.place_of(end)
        if beyond:
            last = self.source.aligned(last + _MAX_CHARACTER * beyond)
        return _Window(self, first, self.source.read_past_cache(first, last))

    # Offsets and places in the file

    def place_of(self, offset: int) -> int:
        """The place in the file of an offset."""
        if offset >= self.source.size:
            return self.source.size
        paragraph = self.paragraph_at(offset)
        return paragraph.place(offset - paragraph.start)

    def offset_at(self, place: int) -> int:
        """The offset of the character at a place of the file."""
        paragraph = self.paragraph_at(place)
        return paragraph.start + paragraph.column_at(place) + max(0, place - paragraph.text_stop)

    def part_before(self, offset: int) -> float:
        return self.place_of(offset) / self.source.size

    def offset_behind(self, part: float) -> int:
        return self.offset_at(self.source.aligned(int(part * self.source.size)))

    # Paragraphs by number

    @property
    def paragraph_count(self) -> int:
        counts, source = self.counts, self.source
        if not counts.is_complete:
            return max(1, self._density * source.size // min(WINDOW, source.size))
        return max(1, counts.paragraphs[-1] + (not source.is_behind_separator(source.size)))

    def number_of(self, paragraph: Paragraph) -> int | None:
        counts, place = self.counts, paragraph.start
        if place > counts.counted_to + WINDOW:
            return None
        mark = counts.mark_before(place)
        begin, separators = counts.places[mark], counts.paragraphs[mark]
        if begin < self._numbered[0] <= place:
            begin, separators = self._numbered
        separators += self.source.tally(self.source.read(begin, place)).separators
        self._numbered = place, separators
        return separators + 1

    def numbered(self, number: int) -> Paragraph:
        counts = self.counts
        separators = number - 1
        if separators > counts.paragraphs[-1] and not counts.is_complete:
            raise NotCounted(tr("The paragraphs are still being counted"))
        if not 0 < separators <= counts.paragraphs[-1]:
            return self.paragraph_at(0 if separators <= 0 else self.end)
        mark = bisect_left(counts.paragraphs, separators) - 1
        content = self.source.read(counts.places[mark], counts.places[mark + 1])
        ends = list(self.source.separators(content))
        return self.paragraph_at(counts.places[mark] + ends[separators - counts.paragraphs[mark] - 1])

    # By code point

    @property
    def is_counted(self) -> bool:
        return self.counts.is_complete

    def count(self, progress: Callable[[float], bool] = lambda _: True) -> bool:
        return self.counts.is_complete or self.counts.run(progress)

    @property
    def code_points(self) -> CodePoints:
        self._require_counted()
        return self._view

    def code_point_of(self, offset: int) -> int:
        return self._view.code_point_of(min(max(offset, 0), self.source.size))

    def offset_of(self, code_point: int) -> int:
        return self._view.offset_of(max(0, code_point))

    def byte_of(self, offset: int, /) -> int:
        return self.place_of(offset) + self.source.origin

    @property
    def is_intact(self) -> bool:
        return self.source.is_intact

    @property
    def newline(self) -> str:
        self._require_counted()
        return self.counts.newline

    @property
    def fingerprint(self) -> str:
        self._require_counted()
        return self.counts.fingerprint

    @property
    def controlled(self) -> list[Span]:
        self._require_counted()
        places = self.counts.places
        return [Span(self.offset_at(places[mark]), self.offset_at(places[mark + 1])) for mark in self.counts.controlled]

    @property
    def damage(self) -> str:
        place = self.counts.first_damage
        if place is None:
            return ""
        where = place + self.source.origin
        return tr(
            "is not valid {name} (at byte {where}); name another with --encoding", name=self.encoding, where=where
        )

    def _require_counted(self) -> None:
        if not self.counts.is_complete:
            raise NotCounted(tr("The text is still being counted"))

    def _paragraph(self, start: int) -> _FileParagraph:
        return self._paragraphs.get_or_make(start, lambda: _FileParagraph(self.source, start))


class _ByCodePoint:
    """A document in a file by code point: from the marks of the counting, a window at a time."""

    def __init__(self, document: FileDocument) -> None:
        self._document = document
        self._latest: tuple[int, str] = (0, "")
        """The text decoded last and its first code point: quotes are compared in order, many to a window."""
        self._around: Recent[int, str] = Recent(KEPT_AROUND)
        self._tables: Recent[int, tuple[list[int], list[int]]] = Recent(KEPT_TABLES)

    @property
    def length(self) -> int:
        return self._document.counts.length

    def slice(self, span: Span) -> str:
        length = self.length
        start, end = min(max(span.start, 0), length), min(max(span.end, 0), length)
        if start >= end:
            return ""
        counts = self._document.counts
        begin, text = self._latest
        if not begin <= start <= end <= begin + len(text):
            first, last = self._mark(start), self._mark(end - 1)
            begin = counts.code_points[first]
            if KEPT_TEXTS < last + 1 - first <= KEPT_AROUND:
                text = "".join(map(self._window, range(first, last + 1)))
            else:
                text = self._document.source.text(counts.places[first], counts.places[last + 1])
            if last + 1 - first <= KEPT_TEXTS:
                self._latest = begin, text
        return text[start - begin : end - begin]

    def _window(self, mark: int) -> str:
        """The text between a mark and the next."""
        places, source = self._document.counts.places, self._document.source
        return self._around.get_or_make(
            mark, lambda: source.coding.decode(source.read_past_cache(places[mark], places[mark + 1]))
        )

    def pieces(self, start: int = 0, size: int = 1 << 16) -> Iterator[tuple[int, str]]:
        if size < 1:
            raise ValueError(f"a piece holds at least one code point, not {size}")
        counts, source = self._document.counts, self._document.source
        for mark in range(self._mark(max(0, start)), len(counts.places) - 1):
            begin = counts.code_points[mark]
            text = source.coding.decode(source.read_past_cache(counts.places[mark], counts.places[mark + 1]))
            for column in range(max(0, start - begin), len(text), size):
                yield begin + column, text[column : column + size]

    def code_point_of(self, offset: int) -> int:
        """Code points before an offset. Raises `NotCounted`."""
        document, counts = self._document, self._document.counts
        if offset >= document.end:
            document._require_counted()
            return counts.length
        paragraph = document.paragraph_at(offset)
        if paragraph.start >= counts.counted_to:
            raise NotCounted(tr("The text is still being counted"))
        mark = counts.mark_before(paragraph.start)
        starts, code_points = self._tables.get_or_make(mark, lambda: self._table(mark))
        column = offset - paragraph.start
        if column > paragraph.length:
            column = paragraph.length + min(column - paragraph.length, paragraph.newline_length)
        return code_points[bisect_right(starts, paragraph.start) - 1] + column

    def offset_of(self, code_point: int) -> int:
        """The offset of a code point. Raises `NotCounted`."""
        document, counts = self._document, self._document.counts
        if code_point >= counts.length:
            document._require_counted()
            return document.end
        mark = self._mark(code_point)
        starts, code_points = self._tables.get_or_make(mark, lambda: self._table(mark))
        place = bisect_right(code_points, code_point) - 1
        if place >= 0:
            return starts[place] + code_point - code_points[place]
        # It stands in a paragraph that began before this window.
        paragraph = document.paragraph_at(counts.places[mark])
        return paragraph.start + code_point - self.code_point_of(paragraph.start)

    def _mark(self, code_point: int) -> int:
        code_points = self._document.counts.code_points
        return min(max(0, bisect_right(code_points, code_point) - 1), max(0, len(code_points) - 2))

    def _table(self, mark: int) -> tuple[list[int], list[int]]:
        """The paragraphs that begin in the window behind a mark: their places, and the code points before each."""
        document, counts, source = self._document, self._document.counts, self._document.source
        begin, end = counts.places[mark], counts.places[mark + 1]
        content = source.read(begin, end)
        # Not every paragraph begins behind a separator: see `MAX_PARAGRAPH`.
        cuts = {begin, *map(source.aligned, range(-(-begin // MAX_PARAGRAPH) * MAX_PARAGRAPH, end, MAX_PARAGRAPH))}
        starts = [begin + behind for behind in source.separators(content)]
        starts += [cut for cut in cuts - {*starts} if document.paragraph_at(cut).start == cut]
        starts.sort()
        places = [begin, *starts]
        lengths = [len(source.coding.decode(content[a - begin : b - begin])) for a, b in itertools.pairwise(places)]
        return starts, list(itertools.accumulate(lengths, initial=counts.code_points[mark]))[1:]
