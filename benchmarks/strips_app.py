"""Turns the pages of a text whose rows were made before: the least that painting a page costs in Textual.

    strips_app.py FILE

FILE holds the rows as they are sent to the terminal, one a line. Each becomes a strip when the app starts.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.app import App
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Footer

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Strips(Widget, can_focus=True):
    """A window on ready-made strips."""

    BINDINGS: ClassVar = [("pagedown", "turn(1)", "On"), ("pageup", "turn(-1)", "Back")]
    DEFAULT_CSS = "Strips { height: 1fr; }"

    def __init__(self, strips: list[Strip]) -> None:
        super().__init__()
        self.strips = strips
        self.top = 0

    def render_line(self, y: int) -> Strip:
        row = self.top + y
        strip = self.strips[row] if row < len(self.strips) else Strip([])
        return strip.adjust_cell_length(self.size.width, self.rich_style)

    def action_turn(self, pages: int) -> None:
        """Goes on or back by a window less one row."""
        last = max(0, len(self.strips) - self.size.height)
        self.top = min(max(0, self.top + pages * (self.size.height - 1)), last)
        self.refresh()


class StripsApp(App[None]):
    """Shows the rows of a file."""

    def __init__(self, rows: list[str]) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        yield Strips([Strip([Segment(row)]) for row in self.rows])
        yield Footer()


if __name__ == "__main__":
    StripsApp(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()).run()
