"""What every dialog has: it comes up over a screen on which nothing is said any more, and has help of its own."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding
from textual.screen import ModalScreen, ScreenResultType


class Dialog(ModalScreen[ScreenResultType]):
    """A screen over the others, which ends with what was chosen."""

    # The app's own keys stop at a dialog, and in its field `?` is typed.
    BINDINGS: ClassVar = [Binding("f1", "app.toggle_help", "Help", show=False)]

    def on_mount(self) -> None:
        # It would stand over the dialog, and be about something else.
        self.app.clear_notifications()
