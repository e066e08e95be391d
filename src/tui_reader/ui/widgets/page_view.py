"""A view of text laid out on a page: which offset is under the mouse, and which rows a span of the text is on."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from tui_reader.text.span import Span
from tui_reader.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from textual import events

    from tui_reader.session.page import TextPage

LEFT_BUTTON = 1


class PageView(RowsView):
    """Rows of a page. The reading pane is one, so are the text field and the text view."""

    is_field = False
    """Whether letters are typed into it."""

    @property
    @abstractmethod
    def page(self) -> TextPage:
        """What is shown."""

    def offset_under(self, event: events.MouseEvent) -> int:
        """The offset of the cluster the mouse is on; beside the text an end of the row, outside that of the nearest."""
        visible = self.visible_places
        row = min(max(event.y, 0), len(visible) - 1)
        return self.page.at_cell(visible[row], event.x - self.frame.text_left)

    def offset_dragged_to(self, event: events.MouseMove) -> int:
        """The offset under a mouse that selects; beyond the upper or lower edge the rows go on."""
        if event.y < 0:
            self.scroll_rows(-1)
        elif event.y >= self.size.height:
            self.scroll_rows(1)
        return self.offset_under(event)

    def refresh_spans(self, spans: list[Span]) -> None:
        """Repaints the rows in the window that have a part in spans of the text."""
        page, visible = self.page, self.visible_places
        if not visible:
            return
        top, last_row = page.start_of(visible[0]), visible[-1]
        bottom = page.start_of(last_row) + page.line(last_row).end - page.line(last_row).start + 1
        for span in spans:
            if span.start < bottom and top < span.end:
                first, last = page.place_of(max(span.start, top)), page.place_of(min(span.end, bottom) - 1)
                for place in visible[bisect_left(visible, first) : bisect_right(visible, last)]:
                    self.refresh_place(place)


def rows_of(page: TextPage, most: int | None = None) -> int:
    """Rows of a page, as far as they are worth counting."""
    rows = 0
    block: int | None = page.first_block
    while block is not None and (most is None or rows < most):
        rows += page.row_count(block)
        block = page.following(block)
    return rows if most is None else min(rows, most)


def difference(one: Span | None, other: Span | None) -> list[Span]:
    """What lies in one of two spans and not in the other, and perhaps a little more."""
    if one is None or other is None:
        return [span for span in (one, other) if span is not None]
    edges = (one.start, other.start), (one.end, other.end)
    return [Span(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]]
