"""A paragraph too long to be laid out as a whole, laid out in sections, each when it is asked for.

Sections are so many columns each, wherever that cuts the text; each is shaped with the text on both sides of it.
Levels are those of the whole paragraph as long as

- a closing bracket stands within `REACH` columns of its opening one (N0),
- numbers and neutrals have a strong character within `REACH` columns (W2, W7, N1),
- an isolate ends within `REACH` columns, or never: as a whole it is a neutral between its neighbours (N1),
- embeddings, overrides and isolates were opened at most `CONTROL_REACH` columns before (X1 to X8),
- the first strong character stands in the first `CONTROL_REACH` columns (P2); the majority is of those.

Rows flow over the edges of sections. Where the first row of a section begins follows from wrapping the text of
`SYNCHRONISING` sections or more before it: wherever wrapping is begun, its rows soon end at the same places. Where they
do not come together so soon, a row ends early at the edge of a group of so many sections.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING, Protocol

from tui_reader.language import FIRST_STRONG_ISOLATE, POP_ISOLATE
from tui_reader.recent import Recent
from tui_reader.text import uax9
from tui_reader.text.bidi import EXPLICIT_CONTROL, Direction, base_level, paragraph_levels
from tui_reader.text.layout import ParagraphLayout, ShapedText
from tui_reader.text.shaping import Clusters, clusters

if TYPE_CHECKING:
    from tui_reader.text.display import Display

REACH = 256
"""Columns to either side that the levels of a section are found with."""
CLUSTER_REACH = 64
"""Columns to either side that its clusters are found with: more than a letter and what stands on it."""
CONTROL_REACH = 1 << 16
SECTION_LENGTH = 1024
"""Columns of a section for rows up to `SECTION_LENGTH / ROWS_IN_SECTION` cells; more than `CLUSTER_REACH`."""
ROWS_IN_SECTION = 8
"""Full rows a section holds at least."""
SYNCHRONISING = 32
"""Sections in a group. Wrapping is begun at the beginning of the group before."""
KEPT_SECTIONS = 128

_POP_EMBEDDING = "\u202c"
_ISOLATES = "\u2066\u2067\u2068"
_LEFT_TO_RIGHT_ISOLATE, _RIGHT_TO_LEFT_ISOLATE = "\u2066", "\u2067"


class Source(Protocol):
    """Where the text of a paragraph comes from."""

    def slice(self, first: int, last: int) -> str:
        """The text of the columns first <= column < last, clipped to the paragraph."""


def section_length(width: int) -> int:
    """Columns of a section for rows of so many cells."""
    length = SECTION_LENGTH
    while length < width * ROWS_IN_SECTION:
        length *= 2
    return length


class SectionedParagraph:
    """A paragraph in sections of `length` columns."""

    def __init__(
        self, source: Source, length: int, direction: Direction = Direction.AUTO, display: Display | None = None
    ) -> None:
        self._source = source
        self._length = length
        self._display = display
        self.base_level = base_level(source.slice(0, CONTROL_REACH), direction)
        self._shaped: Recent[int, ShapedText] = Recent(KEPT_SECTIONS)
        self._row_starts: Recent[tuple[int, int, int], int] = Recent(4 * KEPT_SECTIONS)
        self._controls: Recent[int, list[tuple[int, str]]] = Recent(KEPT_SECTIONS)

    @property
    def is_rtl(self) -> bool:
        """Whether the paragraph begins at the right side."""
        return self.base_level == 1

    def shaped(self, section: int) -> ShapedText:
        """The clusters that begin in a section."""
        return self._shaped.get_or_make(section, lambda: self._shape(section))

    def nearest(self, section: int) -> int:
        """The section itself, if there is one, else the last there is."""
        while section and self.shaped(section - 1).ends_paragraph:
            section -= 1
        return section

    def section_of(self, column: int) -> int:
        """The section in which the cluster begins that holds a column; the last one for the end of the text."""
        section = self.nearest(column // self._length)
        return section - 1 if section and self.shaped(section - 1).end > column else section

    def layout(self, section: int, width: int) -> ParagraphLayout:
        """The rows that begin in a section, at a width in cells."""
        here = self.shaped(section)
        end = here.end if here.ends_paragraph else self.row_start(section + 1, width)
        together = self._with_next(section)
        first = bisect_left(together.starts, self.row_start(section, width))
        last = len(together.starts) if here.ends_paragraph else bisect_left(together.starts, end)
        rows = ShapedText(together.part(first, last), self.base_level, end, ends_paragraph=here.ends_paragraph)
        return ParagraphLayout(rows, width)

    def row_start(self, section: int, width: int) -> int:
        """The column at which the first row begins that begins in a section."""
        group = section // SYNCHRONISING
        # Sections of one group share the wrapping of the group before theirs.
        return self._row_start_from(max(0, group - 1) * SYNCHRONISING, section, width)

    def _row_start_from(self, origin: int, section: int, width: int) -> int:
        """The same when wrapping is begun where the section `origin` begins."""
        start = self.shaped(origin).start_of(0)
        for number in range(origin, section):
            start = self._row_starts.get_or_make(
                (origin, number + 1, width), partial(self._row_start_behind, number, start, width)
            )
        return start

    def _row_start_behind(self, section: int, start: int, width: int) -> int:
        """Where the first row behind a section begins, when one in it begins at the column `start`."""
        here, following = self.shaped(section), self.shaped(section + 1)
        border = following.start_of(0)
        together = self._with_next(section)
        first = bisect_left(together.starts, start)
        # A row that goes over the border ends soon behind it, unless it is full of what takes no room.
        for last in (here.cluster_count + 2 * width, len(together.starts)):
            text = ShapedText(together.part(first, last), self.base_level, following.end, ends_paragraph=False)
            rows = [text.start_of(row) for row in text.wrap(width)]
            found = bisect_left(rows, border)
            if found < len(rows):
                return rows[found]
        # Nothing but white space that hangs; the row is ended at the border.
        return border

    def _with_next(self, section: int) -> Clusters:
        here = self.shaped(section)
        if here.ends_paragraph:
            return here.clusters
        return Clusters.joined((here.clusters, self.shaped(section + 1).clusters))

    def _shape(self, section: int) -> ShapedText:
        first, last = section * self._length, (section + 1) * self._length
        begin, text, levels = self._levels_around(first, last)
        text_end = begin + len(text)
        near = max(0, first - CLUSTER_REACH)
        around = slice(near - begin, last + CLUSTER_REACH - begin)
        found = clusters(text[around], levels[around], self._display)
        starts = [near + start for start in found.starts]
        begins, ends = bisect_left(starts, first), bisect_left(starts, last)
        # What goes on behind the section belongs to its last cluster, and is no section by itself.
        is_last = ends == len(starts) and text_end <= last + CLUSTER_REACH
        if begins == ends:
            # All of it stands on a letter far before: a heap of marks.
            here = slice(first - begin, last - begin)
            found = clusters(text[here], levels[here], self._display)
            starts = [first + start for start in found.starts]
            begins, ends = 0, len(starts)
            is_last = text_end <= last
        end = text_end if is_last else starts[ends] if ends < len(starts) else last
        return ShapedText(
            Clusters(starts, found.glyphs, found.widths, found.kinds, found.levels).part(begins, ends),
            self.base_level,
            end,
            ends_paragraph=is_last,
        )

    def levels(self, first: int, last: int) -> bytes:
        """Embedding levels of the columns first <= column < last, before L1."""
        begin, _, levels = self._levels_around(first, last)
        return levels[first - begin : last - begin]

    def _levels_around(self, first: int, last: int) -> tuple[int, str, bytes]:
        """The text from a column on that levels of first <= column < last are found with, and its levels."""
        begin = max(0, first - REACH)
        text = self._source.slice(begin, last + REACH)
        opened = self._opened_before(begin, text)
        return begin, text, paragraph_levels(opened + text, self.base_level)[len(opened) :]

    def _opened_before(self, column: int, behind: str) -> str:
        """The embeddings, overrides and isolates that are open at a column, as the controls that opened them.

        `behind` is the text from there on, which may be what an isolate takes its direction from (X5c).
        """
        opened: list[str] = []
        for place, control in self._controls_before(column):
            if control == _POP_EMBEDDING:
                if opened and opened[-1] not in _ISOLATES:
                    opened.pop()
            elif control == POP_ISOLATE:
                # X6a: with an isolate, what was opened in it is closed too.
                while any(each in _ISOLATES for each in opened) and opened.pop() not in _ISOLATES:
                    pass
            elif control == FIRST_STRONG_ISOLATE:
                is_rtl = uax9.first_strong(self._source.slice(place + 1, column) + behind) == 1
                opened.append(_RIGHT_TO_LEFT_ISOLATE if is_rtl else _LEFT_TO_RIGHT_ISOLATE)
            else:
                opened.append(control)
        return "".join(opened)

    def _controls_before(self, column: int) -> list[tuple[int, str]]:
        """The bidi controls within reach before a column, each with its own column."""
        last = (column - 1) // CONTROL_REACH
        stretches = range(max(0, last - 1), last + 1) if column else ()
        found = [control for stretch in stretches for control in self._controls_in(stretch)]
        return [control for control in found if column - CONTROL_REACH <= control[0] < column]

    def _controls_in(self, stretch: int) -> list[tuple[int, str]]:
        def look() -> list[tuple[int, str]]:
            begin = stretch * CONTROL_REACH
            text = self._source.slice(begin, begin + CONTROL_REACH)
            return [(begin + found.start(), found[0]) for found in EXPLICIT_CONTROL.finditer(text)]

        return self._controls.get_or_make(stretch, look)
