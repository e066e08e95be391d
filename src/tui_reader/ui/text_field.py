"""A field to type in that knows right-to-left text: letters join as they are typed, the caret is where it goes.

It is a small document on a page of its own, so that its motions and its mouse are those of the reading pane.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from tui_reader.documents.decoded import DecodedDocument
from tui_reader.session.page import Page
from tui_reader.text.bidi import Direction
from tui_reader.text.excerpt import shortened
from tui_reader.text.layout import MIN_WIDTH
from tui_reader.text.sanitise import is_control
from tui_reader.text.span import Span
from tui_reader.ui.painting import line_segments
from tui_reader.ui.rows_view import RowsView

if TYPE_CHECKING:
    from textual import events

    from tui_reader.session.window import Place

DRAFT = Path("draft.txt")
"""A name for the text being typed; there is no such file."""


class TextField(RowsView):
    """Text being typed, of one line or several, at the code points `caret` stands before."""

    BINDINGS: ClassVar = [
        Binding("left", "step(False)", "Left", show=False),
        Binding("right", "step(True)", "Right", show=False),
        Binding("ctrl+left", "step_word(False)", "Word left", show=False),
        Binding("ctrl+right", "step_word(True)", "Word right", show=False),
        Binding("up", "step_row(-1)", "Up", show=False),
        Binding("down", "step_row(1)", "Down", show=False),
        Binding("home,ctrl+a", "line_start", "Line start", show=False),
        Binding("end,ctrl+e", "line_end", "Line end", show=False),
        Binding("backspace,ctrl+h", "backspace", "Delete back", show=False),
        Binding("delete", "delete", "Delete", show=False),
        Binding("ctrl+w,ctrl+backspace", "delete_word", "Delete word", show=False),
        Binding("ctrl+u", "clear", "Clear", show=False),
        Binding("ctrl+j", "newline", "New line", show=False),
        Binding("enter", "submit", "Done", show=False),
    ]

    DEFAULT_CSS = """
    TextField {
        height: 1;
        background: $surface-lighten-1;
        &:focus { background: $surface-lighten-2; }
    }
    """

    class FromField(Message):
        """Something a field says of itself."""

        def __init__(self, field: TextField) -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> TextField:
            return self.field

    class Changed(FromField):
        """The text is another one."""

    class Submitted(FromField):
        """Enter was pressed."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        multiline: bool = False,
        id: str | None = None,  # noqa: A002
    ) -> None:
        self.page = _page(value)
        super().__init__(self.page, id=id)
        self._value = value
        self.caret = len(value)
        self.placeholder = placeholder
        self.multiline = multiline

    @property
    def value(self) -> str:
        """What has been typed, in logical order."""
        return self._value

    def insert(self, text: str) -> None:
        """Puts text at the caret, as when it is typed or pasted. Controls are left out."""
        kept = "".join(c for c in text if c in "\t\n" or not is_control(c))
        if not self.multiline:
            kept = " ".join(kept.split("\n"))
        self._replace(Span(self.caret, self.caret), kept)

    def set_value(self, value: str) -> None:
        """Puts other text in the field, caret at its end, without a message."""
        self._value = value
        self.caret = len(value)
        self._new_page()

    def _replace(self, span: Span, text: str) -> None:
        if span.length == 0 and not text:
            return
        self._value = self._value[: span.start] + text + self._value[span.end :]
        self.caret = span.start + len(text)
        self._new_page()
        self.post_message(self.Changed(self))

    def _new_page(self) -> None:
        width = self.page.width
        self.page = _page(self._value)
        self.page.width = width
        self.window.rows = self.page
        self._show_caret()

    def _show_caret(self) -> None:
        self.window.show(self.page.place_of(self.caret))
        self.forget_places()

    def _move(self, offset: int) -> None:
        self.caret = min(offset, len(self._value))
        self._show_caret()

    # Painting

    @property
    def text_width(self) -> int:
        """Cells for the text; one on either side is for the caret at its end."""
        return max(MIN_WIDTH, self.row_width - 2)

    def on_resize(self, event: events.Resize) -> None:
        self.page.width = self.text_width
        super().on_resize(event)
        self._show_caret()

    def row_strip(self, place: Place, width: int) -> Strip:
        style = self.rich_style
        if not self._value:
            faint = style + Style(dim=True)
            segments = line_segments(shortened(self.placeholder, self.text_width), faint, style)
        else:
            segments = line_segments(self.page.line(place), style)
        strip = Strip([Segment(" ", style), *segments]).adjust_cell_length(width, style)
        if self.has_focus and place == self.page.place_of(self.caret):
            cell, cells = self.page.caret_cell(self.caret)
            cell = min(max(cell + 1, 0), width - 1)
            under = [Segment(s.text, (s.style or style) + Style(reverse=True)) for s in strip.crop(cell, cell + cells)]
            strip = Strip([*strip.crop(0, cell), *under, *strip.crop(cell + cells, width)], width)
        return strip

    # Keys

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return character is not None and character.isprintable()

    async def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character is not None:
            event.stop()
            event.prevent_default()
            self.insert(event.character)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.insert(event.text.replace("\r\n", "\n").replace("\r", "\n"))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self.focus()
        if self._value and event.y < len(self.visible_places):
            self._move(self.page.at_cell(self.visible_places[event.y], event.x - 1))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def action_step(self, right: bool) -> None:
        """One cluster to the left or right, as the eye sees it."""
        self._move(self.page.step(self.caret, right=right))

    def action_step_word(self, right: bool) -> None:
        """One word towards that side."""
        self._move(self.page.step_word(self.caret, right=right))

    def action_step_row(self, by: int) -> None:
        """A row up or down."""
        here = self.page.place_of(self.caret)
        there = self.window.moved(here, by)
        if there != here:
            self._move(self.page.at_cell(there, self.page.caret_cell(self.caret)[0]))

    def action_line_start(self) -> None:
        """To where the line begins."""
        self._move(self.page.line_start(self.caret))

    def action_line_end(self) -> None:
        """To where the line ends."""
        self._move(self.page.line_end(self.caret))

    def action_backspace(self) -> None:
        """Takes away the last code point before the caret: a mark before the letter it stands on."""
        if self.caret:
            self._replace(Span(self.caret - 1, self.caret), "")

    def action_delete(self) -> None:
        """Takes away the cluster at the caret."""
        self._replace(Span(self.caret, self.page.after_cluster(self.caret)), "")

    def action_delete_word(self) -> None:
        """Takes away the word before the caret."""
        self._replace(Span(self.page.previous_word(self.caret), self.caret), "")

    def action_clear(self) -> None:
        """Takes everything away."""
        self._replace(Span(0, len(self._value)), "")

    def action_newline(self) -> None:
        """Begins a new line, in a field of several."""
        if self.multiline:
            self.insert("\n")

    def action_submit(self) -> None:
        """Says that typing is done."""
        self.post_message(self.Submitted(self))


def _page(value: str) -> Page:
    # A newline at the very end begins no paragraph of a document, but it does begin a line to type on.
    return Page(DecodedDocument(DRAFT, value + "\u200b" if value.endswith("\n") else value), direction=Direction.AUTO)
