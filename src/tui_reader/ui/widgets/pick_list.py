"""A list of which one item is marked, under a field in which one goes on typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from textual.message import Message

from tui_reader.session.window import ItemRows, Place
from tui_reader.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

Item = TypeVar("Item")


class PickList(RowsView, Generic[Item], can_focus=False):
    """Shows items one to a row. What is painted for one, each kind of list says."""

    DEFAULT_CSS = "PickList { height: 1fr; }"

    class Taken(Message):
        """An item was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        self.list = ItemRows[Item]()
        super().__init__(self.list, id=id)
        self.marked = 0

    def show(self, items: Sequence[Item]) -> None:
        """Shows other items; the first is marked."""
        self.list.items = items
        self.marked = 0
        self.window.top = Place(0, 0)
        self.forget_places()

    def mark(self, by: int) -> None:
        """Marks the item so many lines further down or up."""
        if self.list.items:
            self.marked = min(max(self.marked + by, 0), len(self.list.items) - 1)
            self.show_place(Place(self.marked, 0))
            self.refresh()

    @property
    def item(self) -> Item | None:
        """The marked item."""
        return self.list.items[self.marked] if self.list.items else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if not self.takes_bar(event) and event.y < len(self.visible_places):
            self.marked = self.visible_places[event.y].block
            self.refresh()
            self.post_message(self.Taken())
