"""A conversation as rows: who says what, each answer further in than what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style

from tui_reader.language import is_rtl, tr
from tui_reader.session.conversing import verdict_words
from tui_reader.session.window import ListRows, Place
from tui_reader.text.excerpt import interface_direction, isolated, label_line, reading_direction, rows_of
from tui_reader.ui.widgets.painting import line_segments, row_of
from tui_reader.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual import events
    from textual.strip import Strip

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.review.replies import Reply
    from tui_reader.text.layout import Line

INDENT, MOST_DEPTH = 2, 6
MOST_ROWS = 40
"""Rows of one remark."""


class _Row(NamedTuple):
    line: Line
    cells: int
    """Blank cells before it."""
    is_heading: bool = False


class _Rows(ListRows):
    def __init__(self) -> None:
        self.items: list[list[_Row]] = []

    @property
    def block_count(self) -> int:
        return len(self.items)

    def row_count(self, block: int) -> int:
        return len(self.items[block])


class DiscussionList(RowsView, can_focus=False):
    """Remarks, of which one may be marked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"discussion--muted", "discussion--marked"}

    DEFAULT_CSS = """
    DiscussionList {
        & > .discussion--muted { color: $text-muted; }
        & > .discussion--marked { background: $primary-muted; }
    }
    """

    def __init__(
        self,
        tagset: Tagset,
        name_of: Callable[[Reply], str] = lambda said: said.annotator,
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """`name_of` says what the author of a remark is called."""
        self.rows = _Rows()
        super().__init__(self.rows, id=id)
        self._tagset = tagset
        self._name_of = name_of
        self.said: Sequence[Reply] = ()
        self.marked: int | None = None
        """The number of the marked remark."""

    def show(self, said: Sequence[Reply], marked: int | None = None) -> None:
        """Shows other remarks."""
        self.said, self.marked = said, marked
        self._fitted = None
        self.window.top = Place(0, 0)
        self.forget_places()

    def mark(self, number: int) -> None:
        """Marks the remark of a number, or the one nearest to it."""
        if self.said:
            self.marked = min(max(number, 0), len(self.said) - 1)
            self._show_marked()
            self.refresh()

    def _show_marked(self) -> None:
        # What has not been seen yet is not laid out.
        if self.marked is not None and self.marked < len(self.rows.items):
            self.show_place(Place(self.marked, self.rows.row_count(self.marked) - 1))
            self.show_place(Place(self.marked, 0))

    def rows_at(self, width: int) -> int:
        """How many rows all of it takes at a width in cells."""
        return sum(len(list(self._rows_of(one, width - 1))) for one in self.said)

    def fit(self) -> None:
        self.rows.items = [list(self._rows_of(one, self.row_width)) for one in self.said]
        super().fit()
        self._show_marked()

    def _rows_of(self, said: Reply, width: int) -> Iterator[_Row]:
        cells = 1 + INDENT * min(said.depth, MOST_DEPTH)
        room = max(8, width - cells)
        remark = said.remark
        when = "" if remark.created is None else remark.created.astimezone().strftime("%Y-%m-%d %H:%M")
        arrow = "" if not said.depth else ("↲ " if is_rtl() else "↳ ")
        head = " · ".join(
            filter(None, (isolated(self._name_of(said)), verdict_words(remark, self._tagset), when and isolated(when)))
        )
        yield _Row(label_line(arrow + head, room), cells, is_heading=True)
        if remark.note:
            for line in rows_of(remark.note, room - INDENT, MOST_ROWS, reading_direction(remark.note)):
                yield _Row(line, cells + INDENT)

    def row_strip(self, place: Place, width: int) -> Strip:
        row, base = self.rows.items[place.block][place.row], self.base_style
        if place.block == self.marked:
            base += Style(bgcolor=self.get_component_rich_style("discussion--marked").bgcolor)
        style = base
        if row.is_heading:
            style = base + Style(bold=True)
        mark = "▌" if place.block == self.marked else " "
        lead = Segment(mark + " " * (row.cells - 1) if not is_rtl() else " " * (row.cells - 1) + mark, base)
        return row_of([[lead], line_segments(row.line, style, base)], width, base)

    def blank_strip(self, row: int, width: int) -> Strip:
        if self.said or row:
            return super().blank_strip(row, width)
        style = self.base_style + Style(color=self.get_component_rich_style("discussion--muted").color)
        words = rows_of(tr("Nobody has said anything about this yet."), max(4, width - 1), 1, interface_direction())
        return row_of([[Segment(" ", style)], line_segments(words[0], style)], width, style)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if not self.takes_bar(event) and self.marked is not None and event.y < len(self.visible_places):
            self.mark(self.visible_places[event.y].block)
