"""The library: folders and documents, each document with its title and how many annotations it has.

This is what keys and mouse do in it; the list itself and what it says come from `library_filling`.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.message import Message

from tui_reader.session.window import Place
from tui_reader.ui.panes.library_filling import FillingLibrary
from tui_reader.ui.panes.typed_name import TypedName

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual import events

    from tui_reader.documents.walk import Entry
    from tui_reader.session.library.shelf import Shelf
    from tui_reader.ui.app import ReaderApp

REVIEW, REVIEW_KEY = "library.review", "M"
MARGIN = 2
"""Rows that stay in sight above and below the marked entry."""


class LibraryPane(FillingLibrary):
    """Lists what can be opened."""

    HELP = """
## Library

**{library.up}** and **{library.down}** go through the documents, **{library.open}** opens one. **{library.close}** and
**{library.open_folder}** close and open a folder. Letters and digits go to the next document with them in its name or
title, **escape** ends that. **{library.current}** goes to the document that is open, **{library.read_anew}** reads the
folders again, **{library.review}** reviews what several people have said of a document.

Under each name stands the document's title. Beside it stands the number of its annotations, as `own/all` when others
have made some; beside a folder, how many of its documents have annotations of yours.
"""

    FOOTER = ("library.open", REVIEW, "search", "library.read_anew")
    BINDINGS: ClassVar = [
        Binding("up", "mark(-1)", "Up", show=False, id="library.up"),
        Binding("down", "mark(1)", "Down", show=False, id="library.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="library.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="library.page_down"),
        Binding("home,ctrl+home", "first", "First", show=False, id="library.first"),
        Binding("end,ctrl+end", "last", "Last", show=False, id="library.last"),
        Binding("left", "fold(True)", "Close folder", show=False, id="library.close"),
        Binding("right", "fold(False)", "Open folder", show=False, id="library.open_folder"),
        Binding("ctrl+l", "go_to_current", "To the open document", show=False, id="library.current"),
        Binding("f5", "read_anew", "Read folders again", show=False, id="library.read_anew"),
        Binding("enter,space", "open", "Open", id="library.open"),
        Binding(REVIEW_KEY, "review", "Review", id=REVIEW),
    ]

    app: ReaderApp

    class Picked(Message):
        """A document is to be opened."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class Reviewed(Picked):
        """All sets of a document are to be reviewed."""

    def __init__(self, shelf: Shelf, current: Path) -> None:
        super().__init__(shelf, current)
        self.typed = TypedName()

    def show_current(self, path: Path) -> None:
        super().show_current(path)
        self.action_go_to_current()

    def _mark(self, place: int) -> None:
        """Marks another entry and brings it into sight."""
        if not self.outline.seen:
            return
        before, self.marked = self.marked, min(max(place, 0), len(self.outline.seen) - 1)
        last = Place(self.marked, self._last_row(self.marked))
        if not (self.show_place(last, MARGIN) | self.show_place(Place(self.marked, 0), MARGIN)):
            for at in self.visible_places:
                if at.block in (before, self.marked):
                    self.refresh_place(at)

    def _last_row(self, place: int) -> int:
        return self.window.rows.row_count(place) - 1

    def action_mark(self, by: int) -> None:
        """Marks another entry."""
        self._end_typing()
        self._mark(self.marked + by)

    def action_page(self, by: int) -> None:
        """Marks an entry a page further on or back."""
        entries = len({place.block for place in self.visible_places})
        self.action_mark(by * max(1, entries - 1))

    def action_first(self) -> None:
        """Marks the first entry."""
        self.action_mark(-len(self.outline.seen))

    def action_last(self) -> None:
        """Marks the last entry."""
        self.action_mark(len(self.outline.seen))

    def action_go_to_current(self) -> None:
        """Marks the document that is open."""
        self.outline.reveal(self.current)
        place = self.outline.place_of(self.current)
        if place is not None:
            self._mark(place)
        self.forget_places()

    @property
    def _entry(self) -> Entry | None:
        return self.outline.entry(self.marked) if self.outline.seen else None

    def action_fold(self, close: bool) -> None:
        """Closes or opens the marked folder, or the one the marked document is in."""
        entry = self._entry
        if entry is not None and close and (not entry.is_folder or entry.path in self.outline.closed):
            entry = entry.parent
        if entry is not None and entry.is_folder:
            self._fold(entry, close)

    def _fold(self, folder: Entry, close: bool) -> None:
        if close:
            self.outline.close(folder)
        else:
            self.outline.open(folder)
        self.window.scroll_to(self.window.top)
        self.forget_places()
        self._mark(self.outline.place_of(folder.path) or 0)

    def action_open(self) -> None:
        """Opens the marked document; opens or closes the marked folder."""
        self._end_typing()
        entry = self._entry
        if entry is None:
            return
        if entry.is_folder:
            self._fold(entry, entry.path not in self.outline.closed)
        else:
            self.post_message(self.Picked(entry.path))

    def action_review(self) -> None:
        """Reviews the sets of the marked document."""
        entry = self._entry
        if entry is not None and not entry.is_folder:
            self.post_message(self.Reviewed(entry.path))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        if not self.typed.text and key in self.app.keys_of(REVIEW, REVIEW_KEY).split(","):
            return False
        return character is not None and (bool(self.typed.text) or character.isalnum())

    def on_key(self, event: events.Key) -> None:
        # A capital letter finds what the small one does: while nothing is typed it is free to be a key.
        if not self.typed.text and event.key in self.app.keys_of(REVIEW, REVIEW_KEY).split(","):
            return
        if self.typed.takes(event):
            event.stop()
            event.prevent_default()
            path = self.typed.find(self._from_marked(), self.shelf.details)
            if path is not None:
                self.outline.reveal(path)
                self.forget_places()
                self._mark(self.outline.place_of(path) or 0)
            self.post_message(self.Counted())

    def _from_marked(self) -> Iterator[Entry]:
        """The entries from the marked one on and round to it: those seen, then those in closed folders as well."""
        entries, seen = self.outline.library.entries, self.outline.seen
        numbers = chain(seen[self.marked :], seen[: self.marked], range(self.outline.count))
        return (entries[number] for number in numbers)

    def _end_typing(self) -> None:
        if self.typed.text:
            self.typed = TypedName()
            self.post_message(self.Counted())

    def on_blur(self) -> None:
        self._end_typing()

    def on_resize(self, event: events.Resize) -> None:
        self.window.height = max(1, event.size.height)
        self._mark(self.marked)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if not self.takes_bar(event) and event.y < len(self.visible_places):
            self._mark(self.visible_places[event.y].block)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if not self.is_dragging_bar and event.x < self.row_width and event.y < len(self.visible_places):
            self.action_open()
