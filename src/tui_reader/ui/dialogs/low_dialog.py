"""A dialog that leaves the text in sight: it lies low, framed, its title above and its keys below what it is about."""

from __future__ import annotations

from textual.screen import ScreenResultType

from tui_reader.text.excerpt import interface_direction
from tui_reader.ui.dialogs.dialog import Dialog
from tui_reader.ui.widgets.text_view import TextView


class LowDialog(Dialog[ScreenResultType]):
    """What it holds stands in one `Vertical`."""

    DEFAULT_CSS = """
    LowDialog { align: center bottom; }
    LowDialog > Vertical {
        width: 90; max-width: 96%; height: auto; max-height: 90%; margin-bottom: 2;
        background: $surface; border: round $primary; padding: 0 1;
    }
    LowDialog .dialog--title { text-style: bold; color: $text-primary; }
    LowDialog .dialog--keys { color: $text-muted; }
    """

    @staticmethod
    def title_row(words: str, *, wrap: bool = True) -> TextView:
        """What it is about."""
        return TextView(words, wrap=wrap, direction=interface_direction(), classes="dialog--title")

    @staticmethod
    def keys_row(words: str) -> TextView:
        """What can be pressed, or what else has to be known."""
        return TextView(words, direction=interface_direction(), classes="dialog--keys")
