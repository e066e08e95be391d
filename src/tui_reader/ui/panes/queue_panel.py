"""A panel under the text in which one thing after the other is decided on, by a key for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.containers import Vertical
from textual.message import Message

from tui_reader.text.excerpt import interface_direction
from tui_reader.ui.widgets.painting import Painted
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui_reader.session.suggestions.queueing import InContext


class QueuePanel(Vertical, can_focus=True):
    """A title, and the thing with the text around it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"queue--item"}

    DEFAULT_CSS = """
    QueuePanel {
        height: auto; max-height: 60%; padding: 0 1;
        background: $surface; border-top: tall $accent 60%;
        &:focus { border-top: tall $accent; }
        & TextView { color: $text-muted; max-height: 5; }
        & #queue-title { color: $text-accent; text-style: bold; max-height: 1; }
        & .queue--item { color: $foreground; text-style: bold underline; }
    }
    """

    class Decided(Message):
        """A key was pressed about what is shown."""

        def __init__(self, how: str) -> None:
            super().__init__()
            self.how = how

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, classes="queue-panel")

    def compose(self) -> ComposeResult:
        yield TextView(id="queue-title", wrap=False, direction=interface_direction())
        yield TextView(id="queue-text")

    def show(self, title: str, item: InContext) -> None:
        """Shows the next thing. `title` says what it is and how far one has come."""
        self.show_title(title)
        bold = Style(overline=True) + self.get_component_rich_style("queue--item", partial=True)
        self.query_one("#queue-text", TextView).update(item.text, [Painted(*span, bold) for span in item.spans])

    def show_title(self, title: str) -> None:
        """Says how far one has come."""
        self.query_one("#queue-title", TextView).update(title)

    def action_decide(self, how: str) -> None:
        """Has the screen do what a key asks for."""
        self.post_message(self.Decided(how))
