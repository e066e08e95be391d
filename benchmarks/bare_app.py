"""The least a Textual app can be: a line of text and a footer. What it takes to start, every Textual app takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.widgets import Footer, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult


class BareApp(App[None]):
    """Shows a line."""

    BINDINGS: ClassVar = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Static("A line of text")
        yield Footer()


if __name__ == "__main__":
    BareApp().run()
