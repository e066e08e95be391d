"""The line at the bottom where one types what to search, filter or go to, while the text stays in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message

from tui_reader.language import is_rtl
from tui_reader.text.excerpt import interface_direction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.ui.widgets.text_field import TextField
    from tui_reader.ui.widgets.text_view import TextView


class PromptBar(Horizontal):
    """A label, a field, and words about what has been found so far."""

    BINDINGS: ClassVar = [
        Binding("escape", "cancel", "Cancel", id="prompt.cancel"),
        Binding("ctrl+t", "switch", "Folded/exact/regex", show=True, id="prompt.search_kind"),
    ]

    DEFAULT_CSS = """
    PromptBar { height: auto; max-height: 4; display: none; background: $surface-lighten-1; }
    PromptBar.open { display: block; }
    PromptBar > #prompt-label { width: auto; max-width: 40%; padding: 0 1; color: $primary; text-style: bold; }
    PromptBar > #prompt-words { width: auto; max-width: 60; padding: 0 1; color: $text-muted; }
    PromptBar > TextField { width: 1fr; }
    """

    field: TextField
    """What is typed into, once something has been asked."""
    _label: TextView
    _words: TextView

    class Changed(Message):
        """What is typed is something else."""

        def __init__(self, purpose: str, value: str) -> None:
            super().__init__()
            self.purpose = purpose
            self.value = value

    class Submitted(Changed):
        """Enter was pressed."""

    class Cancelled(Changed):
        """Escape was pressed."""

    class Switched(Changed):
        """Another way of searching was asked for."""

    def __init__(self) -> None:
        super().__init__(id="prompt-bar")
        self.purpose = ""

    def open(self, purpose: str, label: str, value: str = "", *, begun: str = "", placeholder: str = "") -> None:
        """Asks for something; `purpose` comes back with every message.

        Typing replaces `value`; what is `begun`, in its place, is gone on with.
        """
        # What was said before would stand over the line.
        self.app.clear_notifications()
        self.purpose = purpose
        if not self.children:
            # A text that is only read needs none.
            from tui_reader.ui.widgets.text_field import TextField
            from tui_reader.ui.widgets.text_view import TextView

            self._label = TextView(id="prompt-label", wrap=False, direction=interface_direction())
            self.field = TextField(id="prompt-field")
            self._words = TextView(id="prompt-words", wrap=False, direction=interface_direction())
            parts = [self._label, self.field, self._words]
            self.mount(*(reversed(parts) if is_rtl() else parts))
        self._label.update(label)
        self.say("")
        self.field.placeholder = placeholder
        self.field.value = begun or value
        if not begun:
            self.field.select_all()
        self.add_class("open")
        self.field.focus()

    def relabel(self, label: str) -> None:
        """Shows another label."""
        self._label.update(label)

    def close(self) -> None:
        """Takes the bar away."""
        self.remove_class("open")

    @property
    def is_open(self) -> bool:
        """Whether something is being asked."""
        return self.has_class("open")

    def say(self, words: str) -> None:
        """Words at the end of the bar."""
        self._words.update(words)

    def on_text_field_changed(self, message: TextField.Changed) -> None:
        message.stop()
        if self.is_open:
            self.post_message(self.Changed(self.purpose, message.field.value))

    def on_text_field_submitted(self, message: TextField.Submitted) -> None:
        message.stop()
        self.close()
        self.post_message(self.Submitted(self.purpose, message.field.value))

    def action_cancel(self) -> None:
        """Gives up."""
        self.close()
        self.post_message(self.Cancelled(self.purpose, self.field.value))

    def action_switch(self) -> None:
        """Searches another way."""
        self.post_message(self.Switched(self.purpose, self.field.value))

    def check_action(self, action: str, parameters: Iterable[object]) -> bool | None:
        return not (action == "switch" and self.purpose != "search")
