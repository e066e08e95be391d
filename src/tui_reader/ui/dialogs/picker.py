"""A dialog in which one types to find one thing of many: a tag, a command, a recent file."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding
from textual.containers import Vertical

from tui_reader.text.excerpt import interface_direction
from tui_reader.ui.dialogs.dialog import Dialog
from tui_reader.ui.widgets.text_field import TextField
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tui_reader.ui.widgets.pick_list import PickList

Item = TypeVar("Item")


class Picker(Dialog["Item | None"], Generic[Item]):
    """Ends with the item that was marked, or with None."""

    BINDINGS: ClassVar = [
        Binding("escape", "dismiss(None)", "Cancel", id="list.cancel"),
        Binding("up", "mark(-1)", "Up", show=False, priority=True, id="list.up"),
        Binding("down", "mark(1)", "Down", show=False, priority=True, id="list.down"),
        Binding("pageup", "mark(-10)", "Ten up", show=False, priority=True, id="list.page_up"),
        Binding("pagedown", "mark(10)", "Ten down", show=False, priority=True, id="list.page_down"),
        Binding("enter", "take", "Take it", priority=True, id="list.take"),
    ]

    DEFAULT_CSS = """
    Picker { align: center middle; }
    Picker > Vertical {
        width: 72; max-width: 90%; height: 18; max-height: 90%;
        background: $surface; border: round $primary; padding: 0 1;
    }
    Picker TextView { color: $text-muted; height: 1; }
    Picker #picker-about { height: auto; max-height: 3; text-style: italic; }
    """

    def __init__(
        self, rows: PickList[Item], placeholder: str, title: str = "", words: str = "", typed: str = ""
    ) -> None:
        """`rows` shows what is found; `placeholder` says what is to be typed; `words` stand below; `typed` is typed
        already.
        """
        super().__init__()
        self.rows = rows
        self.field = TextField(typed, placeholder=placeholder, id="picker-field")
        self._title = title
        self._words = words

    def about(self, item: Item | None) -> str:
        """What else is to be said of the marked item; empty for kinds of item of which there is nothing."""
        return ""

    @abstractmethod
    def found(self, typed: str) -> Sequence[Item]:
        """What there is to take once this is typed."""

    def compose(self) -> ComposeResult:
        with Vertical():
            if self._title:
                yield TextView(self._title, wrap=False, direction=interface_direction(), id="picker-title")
            yield self.field
            yield self.rows
            yield TextView(id="picker-about", direction=interface_direction())
            if self._words:
                yield TextView(self._words, wrap=False, direction=interface_direction(), id="picker-words")

    def on_mount(self) -> None:
        self.field.focus()
        self.find_again()

    def on_text_field_changed(self) -> None:
        self.find_again()

    def find_again(self) -> None:
        """Shows what there is for what has been typed."""
        self.rows.show(self.found(self.field.value))
        self._show_about()

    def _show_about(self) -> None:
        # A list that has details of its own has no line for it.
        for about in self.query("#picker-about").results(TextView):
            about.update(self.about(self.rows.item))
            about.display = bool(about.text)

    def on_pick_list_taken(self) -> None:
        self.action_take()

    def action_mark(self, by: int) -> None:
        """Marks another item."""
        self.rows.mark(by)
        self._show_about()

    def action_take(self) -> None:
        """Ends with the marked item."""
        self.dismiss(self.rows.item)
