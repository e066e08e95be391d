"""Shows a file in Textual's own widget for text: what one gets who writes nothing.

text_area_app.py FILE
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.widgets import Footer, TextArea

if TYPE_CHECKING:
    from textual.app import ComposeResult


class TextAreaApp(App[None]):
    """A text that can be read and not changed, and a footer."""

    BINDINGS: ClassVar = [
        ("q", "quit", "Quit"),
        ("ctrl+home", "end_of_text(False)", "Start"),
        ("ctrl+end", "end_of_text(True)", "End"),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        yield TextArea(self.text, read_only=True)
        yield Footer()

    def action_end_of_text(self, last: bool) -> None:
        """Goes to the beginning of the text or to its end."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end if last else (0, 0))


if __name__ == "__main__":
    TextAreaApp(Path(sys.argv[1]).read_text(encoding="utf-8")).run()
