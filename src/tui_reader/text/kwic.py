"""A concordance row: a passage on one line between what stands before it and what stands behind it (KWIC).

What is read first stands where reading begins: in a right-to-left paragraph what precedes is at the right of the
passage. Before, passage and behind are ordered as three lines of their paragraph are (UAX #9: levels of the whole
paragraph, L1 and L2 for each), so a passage is never torn apart by what stands beside it, and all passages of one
direction stand in one column. Contexts are cut at the edges of words, from the outside; of a long passage the middle
is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.text.contexts import Context, without_middle
from tui_reader.text.layout import Line, ShapedText
from tui_reader.text.shaping import Kind, clusters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.text.display import Display

GAP = 2
"""Cells between a passage and what stands beside it: more than a space, less than a column."""
POINT = "│"
"""What is shown for a passage without a character, which is a point in the text."""
BEFORE_SHARE, HIT_SHARE = (2, 5), (1, 3)
"""The parts of a row that what stands before has for itself, and that a passage may have at most."""
MIN_WIDTH = 8

_WORD_EDGES = bytes((Kind.SPACE, Kind.TAB, Kind.LINE_SEPARATOR, Kind.BREAK_AFTER))
"""Clusters behind which a context may be cut."""


class ConcordanceRow(NamedTuple):
    """A row of `width` cells: blanks, three parts with a gap of GAP cells between them, blanks."""

    left: Line
    hit: Line
    right: Line
    blank_left: int
    """Cells before the left part; it stands against the passage."""
    blank_right: int
    """Cells behind the right one."""
    is_rtl: bool
    """Whether what precedes is at the right."""

    @property
    def before(self) -> Line:
        """What precedes the passage."""
        return self.right if self.is_rtl else self.left

    @property
    def after(self) -> Line:
        """What follows it."""
        return self.left if self.is_rtl else self.right

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """What is sent from left to right, and whether it is the passage. For output alone, as `Line.text`."""
        gap = " " * GAP
        yield f"{' ' * self.blank_left}{_sent(self.left)}{gap}", False
        yield _sent(self.hit), True
        yield f"{gap}{_sent(self.right)}{' ' * self.blank_right}", False


def concordance_row(context: Context, width: int, display: Display | None = None) -> ConcordanceRow:
    """The row of a passage, exactly `width` cells, which is MIN_WIDTH at least."""
    width = max(MIN_WIDTH, width)
    context = _shortened(context, width * HIT_SHARE[0] // HIT_SHARE[1], display)
    shaped = _shaped(context, display)
    first = shaped.cluster_at(context.hit.start)
    last = shaped.cluster_at(context.hit.end - 1) + 1
    hit = _line(shaped, first, last)
    before_room = width * BEFORE_SHARE[0] // BEFORE_SHARE[1] - GAP
    after_room = width - before_room - 2 * GAP - _cells(hit)
    before = _line(shaped, *_nearest(shaped, 0, first, before_room))
    after = _line(shaped, *_next(shaped, last, shaped.cluster_count, after_room))
    beside, beyond = before_room - _cells(before), after_room - _cells(after)
    if context.base_level:
        return ConcordanceRow(after, hit, before, beyond, beside, is_rtl=True)
    return ConcordanceRow(before, hit, after, beside, beyond, is_rtl=False)


def _shortened(context: Context, room: int, display: Display | None) -> Context:
    """The context with as much of the passage as `room` cells hold: its beginning, an ellipsis, its end."""
    text, levels = context.passage, context.levels[context.hit.start : context.hit.end]
    if not text:
        level = min([*context.levels[: context.hit.start][-1:], *context.levels[context.hit.end :][:1]], default=0)
        return context.with_hit(POINT, bytes((level,)))
    shaped = _shaped(context, display)
    first, last = shaped.cluster_at(context.hit.start), shaped.cluster_at(context.hit.end - 1) + 1
    if _width(shaped, first, last) <= room:
        return context
    head = _next(shaped, first, last, room // 2)
    tail = _nearest(shaped, head[1], last, room - 1 - _width(shaped, *head))
    begin = context.hit.start
    left_out = [max(0, shaped.start_of(cluster) - begin) for cluster in (head[1], tail[0])]
    return context.with_hit(*without_middle(text, levels, *left_out))


def _next(shaped: ShapedText, first: int, last: int, room: int) -> tuple[int, int]:
    """The clusters from `first` on, as many as `room` cells hold: half-open, without blanks at both ends."""
    kinds, widths = shaped.clusters.kinds, shaped.clusters.widths
    first = _skip_blanks(kinds, first, last)
    end = first
    while end < last and widths[end] <= room:
        room -= widths[end]
        end += 1
    if end < last and not _is_edge(kinds, end):
        end = next((place for place in range(end, first, -1) if _is_edge(kinds, place)), end)
    while end > first and kinds[end - 1] == Kind.SPACE:
        end -= 1
    return first, end


def _nearest(shaped: ShapedText, first: int, last: int, room: int) -> tuple[int, int]:
    """The clusters up to `last`, as many as `room` cells hold: half-open, without blanks at both ends."""
    kinds, widths = shaped.clusters.kinds, shaped.clusters.widths
    while last > first and kinds[last - 1] == Kind.SPACE:
        last -= 1
    begin = last
    while begin > first and widths[begin - 1] <= room:
        begin -= 1
        room -= widths[begin]
    if first < begin < last and not _is_edge(kinds, begin):
        begin = next((place for place in range(begin, last) if _is_edge(kinds, place)), begin)
    return _skip_blanks(kinds, begin, last), last


def _skip_blanks(kinds: bytes, first: int, last: int) -> int:
    while first < last and kinds[first] == Kind.SPACE:
        first += 1
    return first


def _is_edge(kinds: bytes, cluster: int) -> bool:
    """Whether a word ends before a cluster, or begins with it."""
    return kinds[cluster] == Kind.SPACE or kinds[cluster - 1] in _WORD_EDGES


def _shaped(context: Context, display: Display | None) -> ShapedText:
    # That the paragraph ends behind it would be wrong, and matters to nobody: lines are cut by clusters.
    return ShapedText(clusters(context.text, context.levels, display), context.base_level, len(context.text))


def _width(shaped: ShapedText, first: int, last: int) -> int:
    return sum(shaped.clusters.widths[first:last])


def _line(shaped: ShapedText, first: int, last: int) -> Line:
    return Line(shaped, first, last, _width(shaped, first, last))


def _cells(line: Line) -> int:
    return line.right - line.left


def _sent(line: Line) -> str:
    return "".join(line.glyphs)
