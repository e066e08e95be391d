"""A text laid out at a width: places, lines, and where the caret goes from one offset to another.

Laid out is what is asked for, one block at a time: a paragraph, or a section of one that is long. The latest blocks
are kept. Nothing here depends on a screen or on what is painted.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from tui_reader.recent import Recent
from tui_reader.session.window import Place
from tui_reader.text import segments
from tui_reader.text.bidi import Direction, base_level, paragraph_levels
from tui_reader.text.display import Display, usual_display
from tui_reader.text.layout import Line, ParagraphLayout, ShapedParagraph, ShapedText
from tui_reader.text.sections import SectionedParagraph, section_length
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.documents.document import Document
    from tui_reader.text.paragraphs import Paragraph, Paragraphs

CACHED_BLOCKS = 256
"""Enough for the tallest screen with a page on either side."""
CACHED_LONG_PARAGRAPHS = 8
MAX_BLANK_PARAGRAPHS = 1000
"""Paragraphs in which the first letter is looked for."""
MAX_BLANKS_BETWEEN = 8
"""Paragraphs without a letter over which the side of the text above is kept."""
SEGMENT_REACH = 4096
"""Columns to either side in which the words and sentences of a long paragraph are sought."""


class TextPage:
    """Rows of a text at `width` cells. A block of its rows is named by an offset.

    That is the offset of the paragraph; in a long paragraph, of the columns at which its sections begin.
    """

    def __init__(
        self,
        text: Paragraphs,
        width: int = 80,
        direction: Direction = Direction.AUTO,
        display: Display | None = None,
    ) -> None:
        self.text = text
        self._width = width
        self._direction = direction
        self._display = usual_display() if display is None else display
        self._shaped: Recent[int, ShapedText] = Recent(CACHED_BLOCKS)
        self._sectioned: Recent[int, SectionedParagraph] = Recent(CACHED_LONG_PARAGRAPHS)
        self._layouts: Recent[int, ParagraphLayout] = Recent(CACHED_BLOCKS)

    @property
    def width(self) -> int:
        """Cells of the text area."""
        return self._width

    @width.setter
    def width(self, width: int) -> None:
        if width == self._width:
            return
        if section_length(width) != self._section_length:
            self._sectioned.clear()
        self._width = width
        self._layouts.clear()

    @property
    def _section_length(self) -> int:
        return section_length(self._width)

    @property
    def direction(self) -> Direction:
        """How the base direction of the paragraphs is found."""
        return self._direction

    @direction.setter
    def direction(self, direction: Direction) -> None:
        if direction is not self._direction:
            self._direction = direction
            self._forget()

    @property
    def display(self) -> Display:
        """What is joined and what is seen. Another one moves no offset, but a caret may need to be snapped."""
        return self._display

    @display.setter
    def display(self, display: Display) -> None:
        if display != self._display:
            self._display = display
            self._forget()

    def _direction_of(self, paragraph: Paragraph) -> Direction:  # noqa: ARG002 - for pages that ask the paragraph
        return self._direction

    def _forget(self) -> None:
        self._shaped.clear()
        self._sectioned.clear()
        self._layouts.clear()

    # Blocks

    @property
    def first_block(self) -> int:
        """The first paragraph, or section of it."""
        return 0

    @property
    def last_block(self) -> int:
        """The last paragraph, or section of it."""
        return self._last_block_of(self.text.paragraph_at(self.text.end))

    def following(self, block: int) -> int | None:
        """The block below another."""
        paragraph = self.text.paragraph_at(block)
        if paragraph.is_long and not self.layout(block).shaped.ends_paragraph:
            return block + self._section_length
        below = self.text.following(paragraph)
        return None if below is None else below.start

    def preceding(self, block: int) -> int | None:
        """The block above another."""
        paragraph = self.text.paragraph_at(block)
        if block > paragraph.start:
            return block - self._section_length
        above = self.text.preceding(paragraph)
        return None if above is None else self._last_block_of(above)

    def nearest(self, block: int) -> int:
        """The block that begins at or before an offset."""
        paragraph = self.text.paragraph_at(block)
        if not paragraph.is_long:
            return paragraph.start
        section = self._sections(paragraph).nearest(paragraph.column(block) // self._section_length)
        return paragraph.start + section * self._section_length

    def _last_block_of(self, paragraph: Paragraph) -> int:
        return self.nearest(paragraph.end) if paragraph.is_long else paragraph.start

    def row_count(self, block: int) -> int:
        """Rows of a block at the present width."""
        return self.layout(block).row_count

    def layout(self, block: int) -> ParagraphLayout:
        """A block's rows at the present width."""
        return self._layouts.get_or_make(block, lambda: self._lay_out(block))

    def _lay_out(self, block: int) -> ParagraphLayout:
        paragraph = self.text.paragraph_at(block)
        if not paragraph.is_long:
            return ParagraphLayout(self.shaped(paragraph, 0), self._width)
        section = (block - paragraph.start) // self._section_length
        return self._sections(paragraph).layout(section, self._width)

    def shaped(self, paragraph: Paragraph, column: int) -> ShapedText:
        """The clusters around a column of a paragraph, whatever the width: all of them, or those of a section."""
        if paragraph.is_long:
            sections = self._sections(paragraph)
            return sections.shaped(sections.section_of(column))
        return self._shaped.get_or_make(
            paragraph.start, lambda: ShapedParagraph(paragraph.text, self._direction_of(paragraph), self._display)
        )

    def levels(self, paragraph: Paragraph, first: int, last: int) -> bytes:
        """Embedding levels of the columns first <= column < last of a paragraph, before L1."""
        if paragraph.is_long:
            return self._sections(paragraph).levels(first, last)
        return paragraph_levels(paragraph.text, self.shaped(paragraph, 0).base_level)[first:last]

    def _sections(self, paragraph: Paragraph) -> SectionedParagraph:
        return self._sectioned.get_or_make(
            paragraph.start,
            lambda: SectionedParagraph(paragraph, self._section_length, self._direction_of(paragraph), self._display),
        )

    # Lines and clusters

    def line(self, place: Place) -> Line:
        """The line at a place."""
        return self.layout(place.block).line(place.row)

    def line_span(self, place: Place) -> Span:
        """The offsets of the characters on the line at a place."""
        start, line = self.text.paragraph_at(place.block).start, self.line(place)
        return Span(start + line.start, start + line.end)

    def start_of(self, place: Place) -> int:
        """Offset of the first character of the line at a place."""
        return self.line_span(place).start

    def place_of(self, offset: int) -> Place:
        """Where an offset is shown."""
        paragraph, column = self._column(offset)
        block = paragraph.start
        if paragraph.is_long:
            block += self._sections(paragraph).section_of(column) * self._section_length
        layout = self.layout(block)
        if column < layout.first_column:
            # The row on which it stands begins in the section before.
            block -= self._section_length
            layout = self.layout(block)
        return Place(block, layout.row_of(column))

    def snapped(self, offset: int) -> int:
        """The nearest place a caret can stand on, at or before an offset."""
        paragraph, column = self._column(offset)
        shaped = self.shaped(paragraph, column)
        return paragraph.start + shaped.start_of(shaped.cluster_at(column))

    def snapped_span(self, start: int, end: int) -> Span:
        """The span widened so that it begins and ends between clusters."""
        first, last = self.snapped(start), self.snapped(end)
        return Span(first, last if last == end else self.after_cluster(end))

    def after_cluster(self, offset: int) -> int:
        """Offset just past the cluster at `offset`; past the newline at the end of a paragraph."""
        paragraph, column = self._column(offset)
        shaped = self.shaped(paragraph, column)
        cluster = shaped.cluster_at(column)
        if cluster < shaped.cluster_count:
            return paragraph.start + shaped.start_of(cluster + 1)
        return self._start_below(paragraph, otherwise=offset)

    def cluster_end(self, offset: int) -> int:
        """Offset just past the cluster at `offset`; the offset itself at the end of a paragraph."""
        paragraph, column = self._column(offset)
        return self.after_cluster(offset) if paragraph.slice(column, column + 1) else offset

    def is_rtl(self, offset: int) -> bool:
        """Whether the paragraph at an offset begins at the right side."""
        paragraph = self.text.paragraph_at(offset)
        return self._sections(paragraph).is_rtl if paragraph.is_long else self.shaped(paragraph, 0).is_rtl

    @property
    def is_mainly_rtl(self) -> bool:
        """Whether most letters at the beginning of the text are read from right to left; else as it is laid out."""
        if self._direction in (Direction.RTL, Direction.LTR):
            return self._direction is Direction.RTL
        text = ""
        for paragraph in itertools.islice(self.text.paragraphs(), MAX_BLANK_PARAGRAPHS):
            text += paragraph.slice(0, SEGMENT_REACH)
            if len(text) >= SEGMENT_REACH:
                break
        return bool(base_level(text, Direction.MAJORITY))

    def first_letter(self) -> int:
        """Where the first words of the text begin; 0 where there is none."""
        for paragraph in itertools.islice(self.text.paragraphs(), MAX_BLANK_PARAGRAPHS):
            text = paragraph.slice(0, SEGMENT_REACH)
            if text and not text.isspace():
                return self.snapped(paragraph.start + len(text) - len(text.lstrip()))
        return 0

    # Motions: from an offset to an offset.

    def step(self, offset: int, *, right: bool) -> int:
        """One cluster to the left or right on the screen, over the edges of lines and paragraphs."""
        paragraph, column = self._column(offset)
        place = self.place_of(offset)
        line = self.line(place)
        forward = right != line.is_rtl
        at_end = line.ends_paragraph and column >= line.end
        if at_end:
            beside = None
            if not forward and line.glyphs:
                return paragraph.start + (line.leftmost_column if line.is_rtl else line.rightmost_column)
        else:
            beside = line.step(column, right)
        if beside is not None:
            return paragraph.start + beside
        if forward:
            after = self._line_beside(place, paragraph, 1)
            if after is not None and after.glyphs:
                return paragraph.start + (after.rightmost_column if line.is_rtl else after.leftmost_column)
            if not at_end:
                return paragraph.end
            below = self.text.following(paragraph)
            return offset if below is None else self._entry(below)
        before = self._line_beside(place, paragraph, -1)
        if before is not None:
            return paragraph.start + (before.leftmost_column if line.is_rtl else before.rightmost_column)
        return self._end_above(paragraph, otherwise=offset)

    def _entry(self, paragraph: Paragraph) -> int:
        """What is drawn where a paragraph begins: the cluster from which it is walked through to its end."""
        line = self.line(Place(paragraph.start, 0))
        return paragraph.start + (line.rightmost_column if line.is_rtl else line.leftmost_column)

    def _line_beside(self, place: Place, paragraph: Paragraph, by: int) -> Line | None:
        """The line above or below in the same paragraph."""
        row = place.row + by
        if 0 <= row < self.row_count(place.block):
            return self.line(Place(place.block, row))
        block = self.following(place.block) if by > 0 else self.preceding(place.block)
        if block is None or self.text.paragraph_at(block).start != paragraph.start:
            return None
        return self.line(Place(block, 0 if by > 0 else self.row_count(block) - 1))

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
        """Beginning of the next sentence; the end of the paragraph, then the next paragraph."""
        return self._onward(offset, segments.next_sentence)

    def previous_sentence(self, offset: int) -> int:
        """Beginning of this sentence, or of the one before; past that of the paragraph, the end of the one above."""
        return self._back(offset, segments.previous_sentence)

    def sentence_on(self, offset: int) -> int:
        """Beginning of the next sentence, in whichever paragraph; the end of the last one."""
        found = self.next_sentence(offset)
        paragraph = self.text.paragraph_at(found)
        if found != paragraph.end:
            return found
        return self._start_below(self._last_blank(paragraph, self.text.following), otherwise=found)

    def sentence_back(self, offset: int) -> int:
        """Beginning of this sentence, or of the one before, in whichever paragraph."""
        paragraph, column = self._column(offset)
        if not column:
            offset = self._end_above(self._last_blank(paragraph, self.text.preceding), otherwise=offset)
        return self.previous_sentence(offset)

    def next_paragraph(self, offset: int) -> int:
        """Beginning of the next paragraph; the end of the last one."""
        paragraph = self.text.paragraph_at(offset)
        below = self.text.following(paragraph)
        return paragraph.end if below is None else below.start

    def previous_paragraph(self, offset: int) -> int:
        """Beginning of this paragraph, or of the one before."""
        paragraph, column = self._column(offset)
        above = None if column else self.text.preceding(paragraph)
        return paragraph.start if above is None else above.start

    def line_start(self, offset: int) -> int:
        """Beginning of the line, where reading begins."""
        return self.start_of(self.place_of(offset))

    def line_end(self, offset: int) -> int:
        """Last cluster of the line, or the end of the paragraph."""
        place = self.place_of(offset)
        line = self.line(place)
        return self._paragraph_start(place) + (line.end if line.ends_paragraph else line.last_column)

    def at_cell(self, place: Place, cell: int) -> int:
        """The offset that a caret put on a cell of a line has."""
        return self._paragraph_start(place) + self.line(place).column_at(cell)

    def caret_cell(self, offset: int) -> tuple[int, int]:
        """First cell and width of the caret on its line."""
        _, column = self._column(offset)
        return self.line(self.place_of(offset)).caret_cell(column)

    # Segments: from an offset to the span around it.

    def word_at(self, offset: int) -> Span:
        """The word at an offset, or beside it."""
        return self._around(offset, segments.word_at)

    def sentence_at(self, offset: int) -> Span:
        """The sentence at an offset."""
        return self._around(offset, segments.sentence_at)

    def paragraph_at(self, offset: int) -> Span:
        """The text of the paragraph at an offset."""
        paragraph = self.text.paragraph_at(offset)
        return Span(paragraph.start, paragraph.end)

    def _column(self, offset: int) -> tuple[Paragraph, int]:
        paragraph = self.text.paragraph_at(offset)
        return paragraph, paragraph.column(offset)

    def _paragraph_start(self, place: Place) -> int:
        return self.text.paragraph_at(place.block).start

    def _start_below(self, paragraph: Paragraph, otherwise: int) -> int:
        below = self.text.following(paragraph)
        return otherwise if below is None else below.start

    def _end_above(self, paragraph: Paragraph, otherwise: int) -> int:
        above = self.text.preceding(paragraph)
        return otherwise if above is None else above.end

    def _last_blank(self, paragraph: Paragraph, beside: Callable[[Paragraph], Paragraph | None]) -> Paragraph:
        """The last of the paragraphs that show nothing beside this one, on one side; itself where there is none."""
        for _ in range(MAX_BLANKS_BETWEEN):
            further = beside(paragraph)
            if further is None or further.is_long or further.text.strip():
                break
            paragraph = further
        return paragraph

    def _near(self, paragraph: Paragraph, column: int) -> tuple[str, int]:
        """The text in which segments are sought around a column, and the column at which it begins."""
        if not paragraph.is_long:
            return paragraph.text, 0
        begin = max(0, column - SEGMENT_REACH)
        return paragraph.slice(begin, column + SEGMENT_REACH), begin

    def _around(self, offset: int, find: Callable[[str, int], Span]) -> Span:
        paragraph, column = self._column(offset)
        text, begin = self._near(paragraph, column)
        found = find(text, column - begin).shifted(paragraph.start + begin)
        return self.snapped_span(*found)

    def _onward(self, offset: int, find: Callable[[str, int], int]) -> int:
        paragraph, column = self._column(offset)
        text, begin = self._near(paragraph, column)
        place = column - begin
        while place < len(text):
            place = find(text, place)
            # A mark on a blank begins a word, but not a cluster.
            if (found := self.snapped(paragraph.start + begin + place)) > offset:
                return found
        return self._start_below(paragraph, otherwise=offset)

    def _back(self, offset: int, find: Callable[[str, int], int]) -> int:
        paragraph, column = self._column(offset)
        if column:
            text, begin = self._near(paragraph, column)
            return self.snapped(paragraph.start + begin + find(text, column - begin))
        return self._end_above(paragraph, otherwise=offset)


class Page(TextPage):
    """Rows of a document."""

    def __init__(
        self,
        document: Document,
        width: int = 80,
        direction: Direction = Direction.AUTO,
        display: Display | None = None,
    ) -> None:
        super().__init__(document, width, direction, display)
        self.document = document

    def _direction_of(self, paragraph: Paragraph) -> Direction:
        """One that shows nothing runs as what stands above it: its number and the caret stay on their side."""
        above: Paragraph | None = paragraph
        for _ in range(MAX_BLANKS_BETWEEN):
            if above is None:
                break
            if above.is_long or above.text.strip():
                if above is paragraph:
                    break
                return Direction.RTL if self.is_rtl(above.start) else Direction.LTR
            above = self.text.preceding(above)
        return self._direction
