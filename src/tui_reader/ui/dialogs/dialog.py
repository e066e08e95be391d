"""What every dialog has: help while one types. `ReaderApp.ask` is how it comes up."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding
from textual.screen import ModalScreen, ScreenResultType

from tui_reader.ui.own_screen import OwnScreen


class Dialog(ModalScreen[ScreenResultType], OwnScreen[ScreenResultType]):
    """A screen over the others, which ends with what was chosen. The one below it stays in sight."""

    # The app's own keys stop at a dialog, and in its field `?` is typed. Tab goes to the help and back.
    BINDINGS: ClassVar = [
        Binding("f1", "app.toggle_help", "Help", show=False, id="dialog.help"),
        Binding("tab", "app.focus_next", "Next pane", show=False, id="dialog.next_pane"),
        Binding("shift+tab", "app.focus_previous", "Pane before", show=False, id="dialog.previous_pane"),
    ]
