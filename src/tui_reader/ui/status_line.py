"""The status line: where one is, what is selected, who annotates, and whether it is on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui_reader.text.bidi import Direction
from tui_reader.text.excerpt import shortened
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from tui_reader.session.reader import ReaderSession


class StatusLine(Widget):
    """One row; what does not fit is left out from the least to the most important."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status-line--alarm", "status-line--mode"}

    DEFAULT_CSS = """
    StatusLine {
        height: 1; background: $panel; color: $foreground;
        & > .status-line--alarm { background: $error; color: $text; text-style: bold; }
        & > .status-line--mode { background: $accent; color: $text; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="status-line")
        self._session: ReaderSession | None = None
        self._saved, self._alarm, self._mode = "", False, ""

    def show(self, session: ReaderSession, saved: str, *, alarm: bool, mode: str) -> None:
        """Shows the state of a reading. `saved` says what is on the disk; `alarm` that something is not."""
        self._session, self._saved, self._alarm, self._mode = session, saved, alarm, mode
        self.refresh()

    def render_line(self, y: int) -> Strip:
        base = self.rich_style
        width = self.size.width
        if self._session is None:
            return Strip.blank(width, base)
        session = self._session
        right = [(f" {self._saved} ", self.get_component_rich_style("status-line--alarm") if self._alarm else base)]
        right.insert(0, (f" {session.own.annotator} ", base))
        selection = session.selection
        if selection is not None:
            right.insert(0, (f" {selection.length} selected ", base + Style(bold=True)))
        right.insert(0, (f" {session.percent}% ", base))
        if self._mode:
            right.insert(0, (f" {self._mode} ", self.get_component_rich_style("status-line--mode")))
        segments: list[Segment] = []
        left_room = width
        for words, style in reversed(right):
            if left_room - len(words) < 8 and segments:
                continue
            line = shortened(printable(words.strip()), max(2, min(len(words) - 1, left_room - 3)), Direction.LTR)
            text = f" {line.text()} "
            piece = Segment(text, style)
            if piece.cell_length > left_room:
                continue
            segments.insert(0, piece)
            left_room -= piece.cell_length
        name = ""
        if left_room > 3:
            title = f"{session.document.path.name}"
            name = f" {shortened(printable(title), left_room - 2, Direction.LTR).text()}"
        strip = Strip([Segment(name, base + Style(bold=True))]).adjust_cell_length(left_room, base)
        return Strip([*strip, *segments]).adjust_cell_length(width, base)
