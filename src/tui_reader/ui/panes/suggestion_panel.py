"""The panel under the text in which one suggestion after the other is decided on, by a key for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message

from tui_reader.text.excerpt import interface_direction
from tui_reader.ui.widgets.painting import Painted
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui_reader.session.suggestions.queueing import InContext


class SuggestionPanel(Vertical, can_focus=True):
    """One suggestion with the text around it, and the keys to decide on it. What comes next comes by itself."""

    HELP = """
## Suggestions, a key for each

One suggestion after the other is shown with the text around it; the next one comes as soon as you have decided.

**enter** accepts it, **backspace** rejects it, a tag's key accepts it with that tag. **space** leaves it for later.
**z** takes the last decision back, and you are at that one again. **escape** ends it: you stay where you are.
"""

    BINDINGS: ClassVar = [
        Binding("enter", "decide('accept')", "Accept", id="suggestion.accept"),
        Binding("backspace", "decide('reject')", "Reject", id="suggestion.reject"),
        Binding("space,semicolon,down", "decide('leave')", "Later", id="suggestion.later"),
        Binding("z,ctrl+z", "decide('undo')", "Back", id="suggestion.back"),
        Binding("colon,up", "decide('undo')", "Back", show=False, id="suggestion.back_again"),
        Binding("escape", "decide('close')", "End", id="suggestion.end"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"suggestion--item"}

    DEFAULT_CSS = """
    SuggestionPanel {
        height: auto; max-height: 45%; padding: 0 1;
        background: $surface; border-top: tall $accent 60%;
        &:focus { border-top: tall $accent; }
        & TextView { color: $text-muted; max-height: 5; }
        & #suggestion-title { color: $text-accent; text-style: bold; max-height: 1; }
        & .suggestion--item { color: $foreground; text-style: bold underline; }
    }
    """

    class Decided(Message):
        """A key was pressed about the suggestion that is shown."""

        def __init__(self, how: str) -> None:
            super().__init__()
            self.how = how

    def __init__(self) -> None:
        super().__init__(id="suggestion-panel")

    def compose(self) -> ComposeResult:
        yield TextView(id="suggestion-title", wrap=False, direction=interface_direction())
        yield TextView(id="suggestion-text")

    def show(self, title: str, item: InContext) -> None:
        """Shows a suggestion. `title` says what it is and how far one has come."""
        self.show_title(title)
        bold = Style(overline=True) + self.get_component_rich_style("suggestion--item", partial=True)
        self.query_one("#suggestion-text", TextView).update(item.text, [Painted(*span, bold) for span in item.spans])

    def show_title(self, title: str) -> None:
        """Says how far one has come."""
        self.query_one("#suggestion-title", TextView).update(title)

    def action_decide(self, how: str) -> None:
        """Has the screen do what a key asks for."""
        self.post_message(self.Decided(how))
