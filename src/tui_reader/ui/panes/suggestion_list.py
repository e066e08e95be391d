"""The suggestions in sight, under the list of annotations and apart from it: one to a row, to go to and decide on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.message import Message

from tui_reader.language import tr_count
from tui_reader.session.window import ItemRows, Place
from tui_reader.text.excerpt import label_line, reading_direction, shortened
from tui_reader.ui.widgets.painting import line_segments, row_of
from tui_reader.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

    from tui_reader.session.reader import ReaderSession
    from tui_reader.session.suggestions.suggesting import Suggestion
    from tui_reader.ui.looks import Looks

MOST_QUOTED = 200
"""Code points of a suggestion that are looked at to show it on a row."""


class SuggestionList(RowsView):
    """Lists what is suggested in the text that is in sight."""

    HELP = """
## Suggestions

What could be annotated in the text in sight. **{suggestions.up}** and **{suggestions.down}** go to the one before
and the next, also beyond it.

**{suggestion.accept}** accepts the one you are at, **{suggestion.reject}** rejects it, a tag's key accepts it with
that tag.
"""

    FOOTER = ("suggestion.accept", "suggestion.reject", "suggestion.queue", "undo")
    BINDINGS: ClassVar = [
        Binding("up", "go(False)", "Previous", show=False, id="suggestions.up"),
        Binding("down", "go(True)", "Next", show=False, id="suggestions.down"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"suggestion-list--heading", "suggestion-list--here"}

    DEFAULT_CSS = """
    SuggestionList {
        dock: bottom; height: 35%; min-height: 3;
        & > .suggestion-list--heading { color: $text-accent; text-style: bold; }
        & > .suggestion-list--here { background: $boost; }
        &:focus > .suggestion-list--here { background: $primary-muted; }
    }
    """

    class Picked(Message):
        """The person went to a suggestion with the mouse."""

        def __init__(self, suggestion: Suggestion) -> None:
            super().__init__()
            self.suggestion = suggestion

    class Beside(Message):
        """The person wants to go to the next one, or the one before."""

        def __init__(self, *, forward: bool) -> None:
            super().__init__()
            self.forward = forward

    def __init__(self, session: ReaderSession, looks: Looks) -> None:
        self.rows = ItemRows["Suggestion | None"]()
        """A suggestion each, below a heading."""
        super().__init__(self.rows, id="suggestions")
        self.session = session
        self.looks = looks
        self._here: Suggestion | None = None

    def show(self, session: ReaderSession, looks: Looks, items: Sequence[Suggestion], here: Suggestion | None) -> None:
        """Lists suggestions, of which one is at the caret."""
        rows = (None, *items)
        if (session, looks, rows, here) == (self.session, self.looks, self.rows.items, self._here):
            return
        self.session, self.looks, self.rows.items, self._here = session, looks, rows, here
        self.window.scroll_to(self.window.top)
        if here is not None and here in rows:
            self.window.show(Place(rows.index(here), 0))
        self.forget_places()

    def row_strip(self, place: Place, width: int) -> Strip:
        base, cells = self.base_style, max(4, width - 4)
        item = self.rows.items[place.block]
        if item is None:
            count = len(self.rows.items) - 1
            words = tr_count(count, "{count} suggestion in sight", "{count} suggestions in sight")
            style = base + self.get_component_rich_style("suggestion-list--heading", partial=True)
            return row_of([[Segment(" ", base)], line_segments(label_line(words, cells), style, base)], width, base)
        is_here = item == self._here
        if is_here:
            base += Style(bgcolor=self.get_component_rich_style("suggestion-list--here").bgcolor)
        tag = self.session.tagset.tag(item.tag)
        colour = Style(color=self.looks.label(item.tag).color, bold=True)
        letter = (tag.key if tag is not None and tag.key else "•")[:1]
        quote = self.session.document.slice(
            item.extent._replace(end=min(item.extent.end, item.extent.start + MOST_QUOTED))
        )
        line = shortened(quote, cells, reading_direction(quote), self.session.page.display)
        lead = [Segment("▌" if is_here else " ", base + colour)], [Segment(letter, base + colour)], [Segment(" ", base)]
        return row_of([*lead, line_segments(line, base)], width, base)

    def action_go(self, forward: bool) -> None:
        """Goes to the next one or the one before."""
        self.post_message(self.Beside(forward=forward))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if self.takes_bar(event) or event.y >= len(self.visible_places):
            return
        item = self.rows.items[self.visible_places[event.y].block]
        if item is not None:
            self.post_message(self.Picked(item))
