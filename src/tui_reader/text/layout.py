"""A paragraph on rows of cells, with the maps between columns and cells both ways.

`ShapedParagraph` is what does not depend on the width: direction, levels, clusters. `ParagraphLayout` wraps
it and hands out `Line`s. A line is the only thing that knows where a character is on the screen; painting, the
mouse, the caret, search and copying all ask it. A range of text is a *set* of cell ranges on a line.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.text.bidi import Direction, base_level, paragraph_levels, reset_whitespace, visual_order
from tui_reader.text.shaping import Clusters, Kind, clusters

if TYPE_CHECKING:
    from collections.abc import Sequence

TAB_STOP = 8
"""Cells between tab stops, counted from the side where the paragraph begins."""
MIN_WIDTH = 2
"""Cells; the widest cluster that every width must hold."""

_BIDI_CLASS_OF_KIND = {
    Kind.SPACE: "WS",
    Kind.GLUE: "CS",
    Kind.LINE_SEPARATOR: "WS",
    Kind.TAB: "S",
    Kind.SEPARATOR: "S",
    Kind.INERT: "BN",
}


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


class ShapedParagraph:
    """Text, base direction, levels and clusters of one paragraph."""

    def __init__(self, text: str, direction: Direction = Direction.AUTO) -> None:
        self.text = text
        self.base_level = base_level(text, direction)
        self.clusters: Clusters = clusters(text, paragraph_levels(text, self.base_level))
        self._reach = [0, *accumulate(self.clusters.widths)]
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
        if column >= len(self.text):
            return self.cluster_count
        return max(0, bisect_right(self.clusters.starts, column) - 1)

    def start_of(self, cluster: int) -> int:
        """Column at which a cluster begins; the length of the text for `cluster_count`."""
        return self.clusters.starts[cluster] if cluster < self.cluster_count else len(self.text)

    @cached_property
    def _breaks(self) -> tuple[list[int], list[int]]:
        """Where lines may end: clusters that may begin a line, and where the white space before each begins.

        In both lists numbers of clusters, ascending. White space hangs: it needs no room on the line.
        """
        begins: list[int] = []
        content_ends: list[int] = []
        kinds = self.clusters.kinds
        hanging = -1
        for cluster, kind in enumerate(kinds):
            if kind is Kind.SPACE or kind is Kind.TAB:
                if hanging < 0:
                    hanging = cluster
                continue
            if kind is Kind.LINE_SEPARATOR:
                begins.append(cluster + 1)
                content_ends.append(hanging if hanging >= 0 else cluster)
                hanging = -1
                continue
            if hanging >= 0:
                begins.append(cluster)
                content_ends.append(hanging)
                hanging = -1
            if kind is Kind.BREAK_AFTER:
                begins.append(cluster + 1)
                content_ends.append(cluster + 1)
        begins.append(len(kinds))
        content_ends.append(hanging if hanging >= 0 else len(kinds))
        return begins, content_ends

    def wrap(self, width: int) -> list[int]:
        """Numbers of the clusters at which lines begin, for a width in cells; always begins with 0.

        Greedy; a word wider than the line is broken between clusters.
        """
        begins, content_ends = self._breaks
        reach, count = self._reach, self.cluster_count
        has_tabs = Kind.TAB in self.clusters.kinds
        forced = [c + 1 for c, k in enumerate(self.clusters.kinds) if k is Kind.LINE_SEPARATOR]
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
        if forced and forced[-1] == count and starts[-1] != count:
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
        if self.clusters.kinds[cluster] is Kind.TAB:
            return TAB_STOP - cells % TAB_STOP
        return self.clusters.widths[cluster]


class ParagraphLayout:
    """A paragraph wrapped at a width; its lines are made when they are asked for."""

    def __init__(self, shaped: ShapedParagraph, width: int) -> None:
        self.shaped = shaped
        self.width = max(MIN_WIDTH, width)
        self._starts = shaped.wrap(self.width)
        self._lines: dict[int, Line] = {}

    @property
    def row_count(self) -> int:
        """Rows of the paragraph, at least 1."""
        return len(self._starts)

    def line(self, row: int) -> Line:
        """The line on a row of the paragraph, 0-based."""
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

    def __init__(self, shaped: ShapedParagraph, first: int, last: int, width: int) -> None:
        self._shaped = shaped
        self.first, self.last = first, last
        """Clusters of the line, half-open, in logical order."""
        self.width = width
        """Cells of the text area. Text may leave less; nothing but the widest cluster needs more."""
        self.start, self.end = shaped.start_of(first), shaped.start_of(last)
        """Columns of the line, half-open."""
        ends_in_separator = last > first and shaped.clusters.kinds[last - 1] is Kind.LINE_SEPARATOR
        self.ends_paragraph = last == shaped.cluster_count and not ends_in_separator
        """Whether the end of the paragraph is on this line. Behind a final U+2028 there is one more, empty."""
        self.placed = self._place()
        """The clusters from left to right. A blank that hangs past the edge has width 0."""
        self._place_of = {cluster.start: place for place, cluster in enumerate(self.placed)}

    @property
    def is_rtl(self) -> bool:
        """Whether the line begins at the right side."""
        return self._shaped.is_rtl

    @property
    def left(self) -> int:
        """Leftmost cell with something on it, hanging blanks included."""
        return self.placed[0].cell if self.placed else (self.width if self.is_rtl else 0)

    @property
    def right(self) -> int:
        """Cell just past the rightmost one with something on it."""
        return self.placed[-1].cell + self.placed[-1].width if self.placed else (self.width if self.is_rtl else 0)

    def _place(self) -> list[PlacedCluster]:
        shaped, first, last = self._shaped, self.first, self.last
        if first == last:
            return []
        kinds = shaped.clusters.kinds
        content_end = last
        while content_end > first and kinds[content_end - 1] in (Kind.SPACE, Kind.TAB, Kind.LINE_SEPARATOR):
            content_end -= 1
        natural_widths = shaped.clusters.widths[first:last]
        widths, cells = self._widths(content_end)
        cell = max(0, self.width - cells) if shaped.is_rtl else 0
        starts = [*shaped.clusters.starts[first:last], self.end]
        glyphs = shaped.clusters.glyphs[first:last]
        placed: list[PlacedCluster] = []
        for place in visual_order(self._levels(content_end)):
            width, glyph = widths[place], glyphs[place]
            if width != natural_widths[place]:
                glyph = " " * width  # A tab, or a blank cut off at the edge.
            placed.append(PlacedCluster(cell, width, glyph, starts[place], starts[place + 1]))
            cell += width
        return placed

    def _widths(self, content_end: int) -> tuple[list[int], int]:
        """Width of each cluster of the line, and all of them together, in cells."""
        shaped, first, last = self._shaped, self.first, self.last
        has_tabs = Kind.TAB in shaped.clusters.kinds[first:content_end]
        plain_end = first if has_tabs else content_end
        widths = list(shaped.clusters.widths[first:plain_end])
        cells = sum(widths)
        for cluster in range(plain_end, last):
            width = shaped._width_at(cluster, cells)
            if cluster >= content_end:
                width = max(0, min(width, self.width - cells))
            widths.append(width)
            cells += width
        return widths, cells

    def _levels(self, content_end: int) -> Sequence[int]:
        """Levels of the line's clusters after L1."""
        shaped, first, last = self._shaped, self.first, self.last
        levels = shaped.clusters.levels[first:last]
        kinds = shaped.clusters.kinds[first:last]
        if content_end < last or Kind.TAB in kinds or Kind.SEPARATOR in kinds or kinds[-1] is not Kind.ORDINARY:
            changed = list(levels)
            classes = [_BIDI_CLASS_OF_KIND.get(kind, "") for kind in kinds]
            reset_whitespace(changed, classes, shaped.base_level)
            return changed
        return levels

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
        place = self._place_of.get(self._shaped.start_of(self._shaped.cluster_at(column)))
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
        place = self._place_of.get(self._shaped.start_of(self._shaped.cluster_at(column)))
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
        return " " * self.left + "".join(cluster.glyph for cluster in self.placed)


def lay_out(text: str, width: int, direction: Direction = Direction.AUTO) -> ParagraphLayout:
    """One paragraph, without the newline that ends it, wrapped at `width` cells."""
    return ParagraphLayout(ShapedParagraph(text, direction), width)


__all__ = ["MIN_WIDTH", "TAB_STOP", "Line", "ParagraphLayout", "PlacedCluster", "ShapedParagraph", "lay_out"]
