"""A paragraph on rows of cells, with the maps between columns and cells both ways.

`ShapedText` is what does not depend on the width: direction, levels, clusters. `ParagraphLayout` wraps
it and hands out `Line`s. A line is the only thing that knows where a character is on the screen; painting, the
mouse, the caret, search and copying all ask it. A range of text is a *set* of cell ranges on a line.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tui_reader.text.bidi import Direction, base_level, paragraph_levels, reset_whitespace, visual_runs
from tui_reader.text.shaping import Clusters, Kind, clusters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.text.display import Display

Item = TypeVar("Item")

TAB_STOP = 8
"""Cells between tab stops, counted from the side where the paragraph begins."""
MIN_WIDTH = 2
"""Cells; the widest cluster that every width must hold."""

_HANGING = bytes((Kind.SPACE, Kind.TAB, Kind.LINE_SEPARATOR))
"""What needs no room at the end of a line."""
_LINE_SEPARATOR = re.compile(b"%c" % Kind.LINE_SEPARATOR)
_LINE_MAY_END = re.compile(b"[%c%c]+%c?|[%c%c]" % (*_HANGING, Kind.LINE_SEPARATOR, Kind.BREAK_AFTER))
_BIDI_CLASS_OF_KIND = {
    Kind.SPACE: "WS",
    Kind.GLUE: "CS",
    Kind.LINE_SEPARATOR: "WS",
    Kind.TAB: "S",
    Kind.SEPARATOR: "S",
    Kind.INERT: "BN",
}
_SPACE_TO_L1 = bytes(kind for kind, name in _BIDI_CLASS_OF_KIND.items() if name in ("WS", "BN"))
"""What gets the level of the paragraph at the end of a line, and before what always has it (`_SEPARATES`)."""
_SEPARATES = bytes((Kind.TAB, Kind.SEPARATOR))


class PlacedCluster(NamedTuple):
    """One cluster on a line."""

    cell: int
    """Leftmost cell, counted from the left edge of the text area."""
    width: int
    """Cells."""
    glyph: str
    """What is sent for it; as wide as `width`."""
    start: int
    """Column of its first code point in the paragraph."""
    end: int
    """Column just past its last."""


class ShapedText:
    """Direction and clusters of a paragraph, or of a part of one that begins and ends with rows."""

    def __init__(self, clusters: Clusters, base_level: int, end: int, *, ends_paragraph: bool = True) -> None:
        """`end` is the column behind the last cluster; `ends_paragraph`: whether the paragraph ends there."""
        self.clusters = clusters
        self.base_level = base_level
        self.end = end
        self.ends_paragraph = ends_paragraph
        self._reach = [0, *accumulate(clusters.widths)]
        """Cells before each cluster, tabs not counted."""

    @property
    def is_rtl(self) -> bool:
        """Whether the paragraph begins at the right side."""
        return self.base_level == 1

    @property
    def cluster_count(self) -> int:
        """Number of clusters."""
        return len(self.clusters.starts)

    def cluster_at(self, column: int) -> int:
        """Number of the cluster that holds a column; `cluster_count` at or past the end of the text."""
        if column >= self.end:
            return self.cluster_count
        return max(0, bisect_right(self.clusters.starts, column) - 1)

    def start_of(self, cluster: int) -> int:
        """Column at which a cluster begins; `end` for `cluster_count`."""
        return self.clusters.starts[cluster] if cluster < self.cluster_count else self.end

    @cached_property
    def _breaks(self) -> tuple[list[int], list[int]]:
        """Where lines may end: clusters that may begin a line, and where the white space before each begins.

        In both lists numbers of clusters, ascending. White space hangs: it needs no room on the line.
        """
        places = [found.span() for found in _LINE_MAY_END.finditer(self.clusters.kinds)]
        count = self.cluster_count
        begins = [end for _, end in places]
        # What a line may end behind without being white space does not hang.
        content_ends = [end if self.clusters.kinds[start] == Kind.BREAK_AFTER else start for start, end in places]
        return [*begins, count], [*content_ends, count]

    def wrap(self, width: int) -> list[int]:
        """Numbers of the clusters at which lines begin, for a width in cells; always begins with 0.

        Greedy; a word wider than the line is broken between clusters.
        """
        begins, content_ends = self._breaks
        reach, count = self._reach, self.cluster_count
        has_tabs = Kind.TAB in self.clusters.kinds
        forced = [separator.end() for separator in _LINE_SEPARATOR.finditer(self.clusters.kinds)]
        starts = [0]
        start = 0
        while start < count:
            fits = self._fits_with_tabs(start, width) if has_tabs else bisect_right(reach, reach[start] + width) - 1
            # The last place where a line may begin whose content before it still fits.
            place = bisect_right(content_ends, fits) - 1
            end = begins[place] if place >= 0 and begins[place] > start else max(fits, start + 1)
            if forced:
                stop = bisect_right(forced, start)
                if stop < len(forced):
                    end = min(end, forced[stop])
            if end >= count:
                break
            starts.append(end)
            start = end
        if self.ends_paragraph and forced and forced[-1] == count and starts[-1] != count:
            starts.append(count)
        return starts

    def _fits_with_tabs(self, start: int, width: int) -> int:
        cells = 0
        for cluster in range(start, self.cluster_count):
            cells += self._width_at(cluster, cells)
            if cells > width:
                return cluster
        return self.cluster_count

    def _width_at(self, cluster: int, cells: int) -> int:
        """Width of a cluster that begins `cells` from the starting side of its line."""
        if self.clusters.kinds[cluster] == Kind.TAB:
            return TAB_STOP - cells % TAB_STOP
        return self.clusters.widths[cluster]


class ShapedParagraph(ShapedText):
    """A whole paragraph."""

    def __init__(self, text: str, direction: Direction = Direction.AUTO, display: Display | None = None) -> None:
        self.text = text
        base = base_level(text, direction)
        super().__init__(clusters(text, paragraph_levels(text, base), display), base, len(text))


class ParagraphLayout:
    """A shaped text wrapped at a width; its lines are made when they are asked for."""

    def __init__(self, shaped: ShapedText, width: int) -> None:
        self.shaped = shaped
        self.width = max(MIN_WIDTH, width)
        self._starts = shaped.wrap(self.width)
        self._lines: dict[int, Line] = {}

    @property
    def row_count(self) -> int:
        """Rows of the paragraph, at least 1."""
        return len(self._starts)

    @property
    def first_column(self) -> int:
        """Column at which the first row begins."""
        return self.shaped.start_of(0)

    def line(self, row: int) -> Line:
        """The line on a row, 0-based."""
        found = self._lines.get(row)
        if found is None:
            end = self._starts[row + 1] if row + 1 < len(self._starts) else self.shaped.cluster_count
            found = self._lines[row] = Line(self.shaped, self._starts[row], end, self.width)
        return found

    def row_of(self, column: int) -> int:
        """The row on which a column is shown; the end of the paragraph is on its last row."""
        return bisect_right(self._starts, self.shaped.cluster_at(column), hi=len(self._starts)) - 1


class Line:
    """One row of a paragraph: its clusters from left to right, each at its cell."""

    def __init__(self, shaped: ShapedText, first: int, last: int, width: int) -> None:
        self._shaped = shaped
        self.first, self.last = first, last
        """Clusters of the line, half-open, in logical order."""
        self.width = width
        """Cells of the text area. Text may leave less; nothing but the widest cluster needs more."""
        self.start, self.end = shaped.start_of(first), shaped.start_of(last)
        """Columns of the line, half-open."""
        ends_in_separator = last > first and shaped.clusters.kinds[last - 1] == Kind.LINE_SEPARATOR
        at_end = shaped.ends_paragraph and last == shaped.cluster_count
        self.ends_paragraph = at_end and not ends_in_separator
        """Whether the end of the paragraph is on this line. Behind a final U+2028 there is one more, empty."""
        widths, glyphs = self._fitted()
        self._runs = visual_runs(self._levels())
        self.widths = self.in_order(widths)
        """Cells of each cluster, from left to right. A blank that hangs past the edge has none."""
        self.glyphs = self.in_order(glyphs)
        """What is sent for each of them."""
        cells = sum(widths)
        self.left = max(0, width - cells) if self.is_rtl else 0
        """Leftmost cell with something on it, hanging blanks included."""
        self.right = self.left + cells
        """Cell just past the rightmost one with something on it."""

    def in_order(self, items: Sequence[Item]) -> list[Item]:
        """What is given for each cluster in logical order, from left to right."""
        ordered: list[Item] = []
        for run in self._runs:
            ordered += items[run.start : run.stop] if run.step > 0 else items[run.stop + 1 : run.start + 1][::-1]
        return ordered

    def places_of(self, start: int, end: int) -> tuple[int, int]:
        """Places in logical order, half-open, of the line's clusters that share a column with start <= column < end."""
        starts, first, last = self._shaped.clusters.starts, self.first, self.last
        begin = bisect_right(starts, start, first, last) - 1 if start < self.end else last
        return max(begin, first) - first, max(begin, bisect_left(starts, end, first, last)) - first

    @property
    def is_rtl(self) -> bool:
        """Whether the line begins at the right side."""
        return self._shaped.is_rtl

    @cached_property
    def placed(self) -> list[PlacedCluster]:
        """The clusters from left to right."""
        starts = [*self._shaped.clusters.starts[self.first : self.last], self.end]
        ends = self.in_order(starts[1:])
        cells = accumulate(self.widths, initial=self.left)
        return list(map(PlacedCluster, cells, self.widths, self.glyphs, self.in_order(starts[:-1]), ends))

    def _place_of(self, column: int) -> int | None:
        """Place in `placed` of the cluster that holds a column, None where it is on another line."""
        cluster = self._shaped.cluster_at(column)
        if not self.first <= cluster < self.last:
            return None
        return self.in_order(range(self.first, self.last)).index(cluster)

    def _fitted(self) -> tuple[Sequence[int], Sequence[str]]:
        """Width in cells and glyph of each cluster in logical order: tabs filled, blanks cut off at the edge."""
        shaped, first, last = self._shaped, self.first, self.last
        kinds = shaped.clusters.kinds[first:last]
        widths, glyphs = shaped.clusters.widths[first:last], shaped.clusters.glyphs[first:last]
        if Kind.TAB not in kinds and sum(widths) <= self.width:
            return widths, glyphs
        content_end = len(kinds.rstrip(_HANGING))
        fitted: list[int] = []
        cells = 0
        for place in range(len(kinds)):
            width = shaped._width_at(first + place, cells)
            if place >= content_end:
                width = max(0, min(width, self.width - cells))
            fitted.append(width)
            cells += width
        changed = zip(fitted, widths, glyphs, strict=True)
        return fitted, [glyph if width == natural else " " * width for width, natural, glyph in changed]

    def _levels(self) -> bytes:
        """Levels of the line's clusters in logical order, after L1."""
        shaped, first, last = self._shaped, self.first, self.last
        levels, kinds = shaped.clusters.levels[first:last], shaped.clusters.kinds[first:last]
        separated = any(kind in kinds for kind in _SEPARATES)
        unchanged = 0 if separated else len(kinds.rstrip(_SPACE_TO_L1))
        if unchanged == len(kinds):
            return levels
        reset = bytearray(levels[unchanged:])
        classes = [_BIDI_CLASS_OF_KIND.get(Kind(kind), "") for kind in kinds[unchanged:]]
        reset_whitespace(reset, classes, shaped.base_level)
        return levels[:unchanged] + reset

    def cluster_at_cell(self, cell: int) -> PlacedCluster | None:
        """The cluster drawn on a cell, None beside the text."""
        place = bisect_right(self.placed, cell, key=lambda cluster: cluster.cell) - 1
        # Clusters without width share their cell with the one that is drawn on it.
        while place >= 0 and not self.placed[place].width:
            place -= 1
        if place < 0:
            return None
        found = self.placed[place]
        return found if found.cell <= cell < found.cell + found.width else None

    def column_at(self, cell: int) -> int:
        """The column a caret goes to when somebody points at a cell.

        Beside the text that is the beginning of the line on the side where it begins; on the other side the
        end of the paragraph, or the last cluster of a line that goes on.
        """
        found = self.cluster_at_cell(cell)
        if found is not None:
            return found.start
        at_end = (cell < self.left) if self.is_rtl else (cell >= self.right)
        if not at_end:
            return self.start
        return self.end if self.ends_paragraph else self.last_column

    @property
    def last_column(self) -> int:
        """Column of the last cluster in logical order; of the line's start where it is empty."""
        return self._shaped.start_of(self.last - 1) if self.last > self.first else self.start

    def caret_cell(self, column: int) -> tuple[int, int]:
        """Cell and width of the caret for a column on this line.

        At the end of the paragraph, and on a cluster without width, it stands on the cell after what comes
        before, which is -1 or `width` when the line is full.
        """
        place = self._place_of(column)
        if place is None or column >= self.end:
            return (self.left - 1 if self.is_rtl else self.right), 1
        found = self.placed[place]
        if not found.width:
            return (found.cell - 1 if self.is_rtl else found.cell), 1
        return found.cell, found.width

    def cell_ranges(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where the columns start <= column < end are drawn: half-open cell ranges, left to right, apart."""
        ranges: list[tuple[int, int]] = []
        if start >= end:
            return ranges
        for cluster in self.placed:
            if cluster.end <= start or cluster.start >= end or not cluster.width:
                continue
            if ranges and ranges[-1][1] == cluster.cell:
                ranges[-1] = (ranges[-1][0], cluster.cell + cluster.width)
            else:
                ranges.append((cluster.cell, cluster.cell + cluster.width))
        return ranges

    def step(self, column: int, right: bool) -> int | None:
        """The column of the cluster drawn beside that of `column`; None at the edge of the line."""
        place = self._place_of(column)
        if place is None:
            return None
        place += 1 if right else -1
        return self.placed[place].start if 0 <= place < len(self.placed) else None

    @property
    def leftmost_column(self) -> int:
        """Column of the cluster drawn furthest to the left."""
        return self.placed[0].start if self.placed else self.start

    @property
    def rightmost_column(self) -> int:
        """Column of the cluster drawn furthest to the right."""
        return self.placed[-1].start if self.placed else self.start

    def text(self) -> str:
        """The row as a terminal that does not reorder is sent it, with the blanks before it.

        For output alone: there is no way back from it to the source.
        """
        return " " * self.left + "".join(self.glyphs)


def lay_out(
    text: str, width: int, direction: Direction = Direction.AUTO, display: Display | None = None
) -> ParagraphLayout:
    """One paragraph, without the newline that ends it, wrapped at `width` cells."""
    return ParagraphLayout(ShapedParagraph(text, direction, display), width)


__all__ = [
    "MIN_WIDTH",
    "TAB_STOP",
    "Line",
    "ParagraphLayout",
    "PlacedCluster",
    "ShapedParagraph",
    "ShapedText",
    "lay_out",
]
