"""A document laid out at a width, and the motions of a caret over it.

A caret stands *on* a cluster, or on the place behind the last one of a paragraph: every cluster and the end
are each visited once by going left or right (n + 1 places). Left and right are what the eye sees; up and down
keep the cell; the others go by the reading order.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, TypeVar

from tui_reader.session.window import Place
from tui_reader.text import segments
from tui_reader.text.bidi import Direction
from tui_reader.text.layout import Line, ParagraphLayout, ShapedParagraph
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.documents.document import Document, Paragraph

Layout = TypeVar("Layout")

CACHED_PARAGRAPHS = 256
"""Enough for the tallest screen with a page on either side."""


class Page:
    """Rows of a document at `width` cells. A block of its rows is a paragraph."""

    def __init__(self, document: Document, width: int = 80, direction: Direction = Direction.AUTO) -> None:
        self.document = document
        self._width = width
        self._direction = direction
        self._shaped: OrderedDict[int, ShapedParagraph] = OrderedDict()
        self._layouts: OrderedDict[int, ParagraphLayout] = OrderedDict()

    @property
    def width(self) -> int:
        """Cells of the text area."""
        return self._width

    @width.setter
    def width(self, width: int) -> None:
        if width != self._width:
            self._width = width
            self._layouts.clear()

    @property
    def direction(self) -> Direction:
        """How the base direction of the paragraphs is found."""
        return self._direction

    @direction.setter
    def direction(self, direction: Direction) -> None:
        if direction is not self._direction:
            self._direction = direction
            self._shaped.clear()
            self._layouts.clear()

    @property
    def block_count(self) -> int:
        """Paragraphs of the document."""
        return self.document.paragraph_count

    def row_count(self, block: int) -> int:
        """Rows of a paragraph at the present width."""
        return self.layout(block).row_count

    def shaped(self, paragraph: int) -> ShapedParagraph:
        """A paragraph's clusters, whatever the width."""
        return _cached(
            self._shaped,
            paragraph,
            lambda: ShapedParagraph(self.document.paragraph(paragraph).text, self._direction),
        )

    def layout(self, paragraph: int) -> ParagraphLayout:
        """A paragraph's rows at the present width."""
        return _cached(self._layouts, paragraph, lambda: ParagraphLayout(self.shaped(paragraph), self._width))

    def line(self, place: Place) -> Line:
        """The line at a place."""
        return self.layout(place.block).line(place.row)

    def start_of(self, place: Place) -> int:
        """Offset of the first character of the line at a place."""
        return self.document.paragraph(place.block).start + self.line(place).start

    def place_of(self, offset: int) -> Place:
        """Where an offset is shown."""
        paragraph, column = self._column(offset)
        return Place(paragraph.number, self.layout(paragraph.number).row_of(column))

    def snapped(self, offset: int) -> int:
        """The nearest place a caret can stand on, at or before an offset."""
        paragraph, column = self._column(offset)
        shaped = self.shaped(paragraph.number)
        return paragraph.start + shaped.start_of(shaped.cluster_at(column))

    def snapped_span(self, start: int, end: int) -> Span:
        """The span widened so that it begins and ends between clusters."""
        first, last = self.snapped(start), self.snapped(end)
        return Span(first, last if last == end else self.after_cluster(end))

    def after_cluster(self, offset: int) -> int:
        """Offset just past the cluster at `offset`; past the newline at the end of a paragraph."""
        paragraph, column = self._column(offset)
        shaped = self.shaped(paragraph.number)
        cluster = shaped.cluster_at(column)
        if cluster < shaped.cluster_count:
            return paragraph.start + shaped.start_of(cluster + 1)
        return self._paragraph_start(paragraph.number + 1, otherwise=offset)

    def cluster_end(self, offset: int) -> int:
        """Offset just past the cluster at `offset`; the offset itself at the end of a paragraph."""
        paragraph, column = self._column(offset)
        return offset if column >= len(paragraph.text) else self.after_cluster(offset)

    def is_rtl(self, offset: int) -> bool:
        """Whether the paragraph at an offset begins at the right side."""
        return self.shaped(self.document.paragraph_at(offset)).is_rtl

    def first_letter(self) -> int:
        """Where the first text of the document begins; 0 where there is none."""
        for paragraph in self.document.paragraphs():
            text = paragraph.text
            if text and not text.isspace():
                return self.snapped(paragraph.start + len(text) - len(text.lstrip()))
        return 0

    # Motions: from an offset to an offset.

    def step(self, offset: int, *, right: bool) -> int:
        """One cluster to the left or right on the screen, over the edges of lines and paragraphs."""
        paragraph, column = self._column(offset)
        layout = self.layout(paragraph.number)
        row = layout.row_of(column)
        line = layout.line(row)
        forward = right != line.is_rtl
        at_end = column >= len(paragraph.text)
        if at_end:
            beside = None
            if not forward and line.placed:
                return paragraph.start + (line.leftmost_column if line.is_rtl else line.rightmost_column)
        else:
            beside = line.step(column, right)
        if beside is not None:
            return paragraph.start + beside
        if forward:
            if row + 1 < layout.row_count:
                after = layout.line(row + 1)
                if after.placed:
                    return paragraph.start + (after.rightmost_column if line.is_rtl else after.leftmost_column)
            if not at_end:
                return paragraph.end
            return self._paragraph_start(paragraph.number + 1, otherwise=offset)
        if row:
            before = layout.line(row - 1)
            return paragraph.start + (before.leftmost_column if line.is_rtl else before.rightmost_column)
        return self.document.paragraph(paragraph.number - 1).end if paragraph.number else offset

    def step_word(self, offset: int, *, right: bool) -> int:
        """To the next word towards that side: onward where the paragraph runs that way, else back."""
        return self.next_word(offset) if right != self.is_rtl(offset) else self.previous_word(offset)

    def next_word(self, offset: int) -> int:
        """Beginning of the next word; the end of the paragraph, then the next paragraph."""
        return self._onward(offset, segments.next_word)

    def previous_word(self, offset: int) -> int:
        """Beginning of the word before; the beginning of the paragraph, then the end of the one before."""
        return self._back(offset, segments.previous_word)

    def next_sentence(self, offset: int) -> int:
        """Beginning of the next sentence."""
        return self._onward(offset, segments.next_sentence)

    def previous_sentence(self, offset: int) -> int:
        """Beginning of this sentence, or of the one before."""
        return self._back(offset, segments.previous_sentence)

    def next_paragraph(self, offset: int) -> int:
        """Beginning of the next paragraph; the end of the last one."""
        paragraph, _ = self._column(offset)
        return self._paragraph_start(paragraph.number + 1, otherwise=paragraph.end)

    def previous_paragraph(self, offset: int) -> int:
        """Beginning of this paragraph, or of the one before."""
        paragraph, column = self._column(offset)
        return paragraph.start if column or not paragraph.number else self._paragraph_start(paragraph.number - 1)

    def line_start(self, offset: int) -> int:
        """Beginning of the line, where reading begins."""
        return self.start_of(self.place_of(offset))

    def line_end(self, offset: int) -> int:
        """Last cluster of the line, or the end of the paragraph."""
        place = self.place_of(offset)
        line = self.line(place)
        return self.document.paragraph(place.block).start + (line.end if line.ends_paragraph else line.last_column)

    def at_cell(self, place: Place, cell: int) -> int:
        """The offset that a caret put on a cell of a line has."""
        return self.document.paragraph(place.block).start + self.line(place).column_at(cell)

    def caret_cell(self, offset: int) -> tuple[int, int]:
        """First cell and width of the caret on its line."""
        paragraph, column = self._column(offset)
        layout = self.layout(paragraph.number)
        return layout.line(layout.row_of(column)).caret_cell(column)

    # Segments: from an offset to the span around it.

    def word_at(self, offset: int) -> Span:
        """The word at an offset, or beside it."""
        return self._around(offset, segments.word_at)

    def sentence_at(self, offset: int) -> Span:
        """The sentence at an offset."""
        return self._around(offset, segments.sentence_at)

    def paragraph_at(self, offset: int) -> Span:
        """The text of the paragraph at an offset."""
        paragraph, _ = self._column(offset)
        return Span(paragraph.start, paragraph.end)

    def _column(self, offset: int) -> tuple[Paragraph, int]:
        paragraph = self.document.paragraph(self.document.paragraph_at(offset))
        return paragraph, min(max(offset - paragraph.start, 0), len(paragraph.text))

    def _paragraph_start(self, number: int, otherwise: int = 0) -> int:
        return self.document.paragraph(number).start if number < self.document.paragraph_count else otherwise

    def _around(self, offset: int, find: Callable[[str, int], Span]) -> Span:
        paragraph, column = self._column(offset)
        found = find(paragraph.text, column).shifted(paragraph.start)
        return self.snapped_span(*found)

    def _onward(self, offset: int, find: Callable[[str, int], int]) -> int:
        paragraph, column = self._column(offset)
        while column < len(paragraph.text):
            column = find(paragraph.text, column)
            # A mark on a blank begins a word, but not a cluster.
            if (found := self.snapped(paragraph.start + column)) > offset:
                return found
        return self._paragraph_start(paragraph.number + 1, otherwise=offset)

    def _back(self, offset: int, find: Callable[[str, int], int]) -> int:
        paragraph, column = self._column(offset)
        if column:
            return self.snapped(paragraph.start + find(paragraph.text, column))
        return self.document.paragraph(paragraph.number - 1).end if paragraph.number else offset


def _cached(cache: OrderedDict[int, Layout], key: int, make: Callable[[], Layout]) -> Layout:
    found = cache.get(key)
    if found is None:
        found = cache[key] = make()
        if len(cache) > CACHED_PARAGRAPHS:
            cache.popitem(last=False)
    else:
        cache.move_to_end(key)
    return found
