"""Text to be looked at: words of one line, or paragraphs, in the order the eye reads them, some of it in other styles.

It paints the way the reading pane does, and whoever clicks is told which character that was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.strip import Strip

from tui_reader.session.page import TextPage
from tui_reader.text.bidi import Direction
from tui_reader.text.excerpt import cut
from tui_reader.text.layout import MIN_WIDTH, lay_out
from tui_reader.text.paragraphs import StringParagraphs
from tui_reader.ui.widgets.page_view import LEFT_BUTTON, PageView, rows_of
from tui_reader.ui.widgets.painting import Painted, line_segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.geometry import Size

    from tui_reader.session.window import Place

_NEWLINE = re.compile("[\n\r\x1c-\x1e\x85\u2028\u2029]")
_ANY_WIDTH = 1 << 20
"""Cells; more than any line has."""


class TextView(PageView, can_focus=False):
    """Text of any direction, wrapped to the width there is, or on one line that ends in `…` where it is too long.

    With a height of its own, in which not all fits, it scrolls by the wheel and has a scroll bar.
    """

    DEFAULT_CSS: ClassVar[str] = "TextView { width: 1fr; max-width: 100%; height: auto; background: transparent; }"

    class Clicked(Message):
        """A character was clicked."""

        def __init__(self, view: TextView, offset: int) -> None:
            super().__init__()
            self.view = view
            self.offset = offset
            """The code point of the text; beside the text, an end of the row."""

        @property
        def control(self) -> TextView:
            return self.view

    def __init__(
        self,
        text: str = "",
        *,
        painted: Sequence[Painted] = (),
        wrap: bool = True,
        direction: Direction = Direction.AUTO,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        """`painted` are spans of the text (code points) in styles of their own, the later over the earlier."""
        self._text = text
        self._painted = painted
        self._wraps = wrap
        self._direction = direction
        self._page = self._new_page(MIN_WIDTH)
        super().__init__(self._page, id=id, classes=classes)

    @property
    def text(self) -> str:
        """What is shown, in logical order."""
        return self._text

    @property
    def page(self) -> TextPage:
        return self._page

    def update(self, text: str, painted: Sequence[Painted] = ()) -> None:
        """Shows another text."""
        before = self._wanted_size()
        self._text, self._painted = text, painted
        self._fitted = None
        # The screen is laid out only where this text asks for other room than the one before.
        self.refresh(layout=before != self._wanted_size())

    def _wanted_size(self) -> tuple[int, int]:
        """Cells and rows that the text asks for, as far as they decide the size of the view."""
        width, height = self.styles.width, self.styles.height
        cells = self._natural_width() if width is not None and width.is_auto else 0
        if height is None or not height.is_auto:
            return cells, 0
        return cells, rows_of(self._new_page(max(MIN_WIDTH, self.size.width)), most=self.size.height + 1)

    def _natural_width(self) -> int:
        """Cells of the longest line where nothing is wrapped."""
        cells = 0
        for paragraph in StringParagraphs(self._shown_text()).paragraphs():
            layout = lay_out(paragraph.slice(0, paragraph.length), _ANY_WIDTH, self._direction)
            cells = max(cells, *(line.right - line.left for line in map(layout.line, range(layout.row_count))))
        return cells

    def _shown_text(self) -> str:
        # Code point by code point, so that offsets are the same.
        return self._text if self._wraps else _NEWLINE.sub(" ", self._text)

    def _new_page(self, width: int) -> TextPage:
        shown = self._shown_text()
        if not self._wraps:
            shown = cut(shown, width, self._direction)
        return TextPage(StringParagraphs(shown), width, self._direction)

    # Geometry

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return self._natural_width()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return rows_of(self._new_page(max(MIN_WIDTH, width)))

    def fit(self) -> None:
        width = max(MIN_WIDTH, self.size.width)
        self._page = self._new_page(width)
        if rows_of(self._page, self.size.height + 1) > self.size.height:
            self._page = self._new_page(max(MIN_WIDTH, width - 1))
        self.window.rows = self._page
        super().fit()

    def render_line(self, y: int) -> Strip:
        if self.visible_places and self.frame.thumb is not None:
            return super().render_line(y)
        visible, width = self.visible_places, self.size.width
        return self.row_strip(visible[y], width) if y < len(visible) else self.blank_strip(y - len(visible), width)

    def row_strip(self, place: Place, width: int) -> Strip:
        style, start = self.base_style, self._page.text.paragraph_at(place.block).start
        painted = [Painted(first - start, last - start, style + own) for first, last, own in self._painted]
        segments = line_segments(self._page.line(place), style, painted=painted)
        return Strip(segments).adjust_cell_length(width, style)

    # Mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if not self.takes_bar(event) and event.button == LEFT_BUTTON:
            self.post_message(self.Clicked(self, min(self.offset_under(event), len(self._text))))
