"""The search through the library: a field, and under it every hit in its line as it is found."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.containers import Vertical

from tui_reader.errors import QueryError
from tui_reader.language import tr
from tui_reader.session.decorations import Decoration, Layer
from tui_reader.session.library.folder_search import FolderSearch, FoundLine, documents_counted
from tui_reader.text.excerpt import around, interface_direction, label_line, name_line
from tui_reader.text.sanitise import printable
from tui_reader.text.search import Query, QueryKind
from tui_reader.ui.background import Told, work
from tui_reader.ui.dialogs.dialog import Dialog
from tui_reader.ui.widgets.painting import Painted, line_segments, row_of
from tui_reader.ui.widgets.pick_list import PickList
from tui_reader.ui.widgets.text_field import TextField
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.strip import Strip

    from tui_reader.session.window import Place
    from tui_reader.ui.looks import Looks

NAME_SHARE, NAME_CELLS = 4, 28
"""A document's name takes a quarter of a row, and at most this many cells."""


class FoundList(PickList[FoundLine]):
    """Hits, each with its document before it where that is another one than the row before has."""

    def __init__(self, looks: Looks) -> None:
        super().__init__(id="found")
        self.looks = looks
        # A row is laid out once, however often it is painted.
        self._around = lru_cache(maxsize=128)(around)

    def grow(self, lines: Sequence[FoundLine]) -> None:
        """Shows lines of which the first ones were shown before."""
        self.list.items = lines
        self.forget_places()

    def row_strip(self, place: Place, width: int) -> Strip:
        found = self.list.items[place.block]
        style = self.base_style + Style(reverse=place.block == self.marked)
        is_same = place.block > 0 and self.list.items[place.block - 1].path == found.path
        name_room = min(NAME_CELLS, width // NAME_SHARE)
        name = "" if is_same and place != self.visible_places[0] else found.path.name
        bold = style + Style(bold=True)
        head = line_segments(name_line(name, max(2, name_room)), bold, style)
        room = max(4, width - name_room - 2)
        if found.span is None:
            faint = style + Style(italic=True)
            tail = line_segments(label_line(printable(found.text), room), faint, style)
        else:
            line, hit = self._around(found.text, found.hit, room)
            marked = style + self.looks.of((Decoration(hit, Layer.HIT, "", 30),))

            tail = line_segments(line, style, painted=[Painted(hit.start, hit.end, marked)])
        return row_of([head, [Segment("  ", style)], tail], width, style)


class FolderDialog(Dialog["FoundLine | None"]):
    """Type, enter searches; enter again takes the marked hit. Ends with it, or with None."""

    BINDINGS: ClassVar = [
        Binding("escape", "give_up", "Cancel", id="list.cancel"),
        Binding("up", "mark(-1)", "Up", show=False, priority=True, id="list.up"),
        Binding("down", "mark(1)", "Down", show=False, priority=True, id="list.down"),
        Binding("pageup", "mark(-10)", "Ten up", show=False, priority=True, id="list.page_up"),
        Binding("pagedown", "mark(10)", "Ten down", show=False, priority=True, id="list.page_down"),
        Binding("enter", "take", "Search, then open", priority=True, id="list.search"),
        Binding("ctrl+t", "switch", "Folded/exact/regex", priority=True, id="list.search_kind"),
    ]

    DEFAULT_CSS = """
    FolderDialog { align: center middle; }
    FolderDialog > Vertical {
        width: 96%; height: 90%; background: $surface; border: round $primary; padding: 0 1;
    }
    FolderDialog TextView { color: $text-muted; height: 1; }
    """

    class Went(Told):
        """The search has come further."""

        def __init__(self, search: FolderSearch) -> None:
            super().__init__()
            self.search = search

    def __init__(
        self,
        paths: Sequence[Path],
        looks: Looks,
        *,
        needle: str,
        kind: QueryKind,
        encoding: str | None,
        before: FolderSearch | None = None,
        marked: int = 0,
    ) -> None:
        """`before` is a search whose lines are shown until there is another one; `marked` which of them."""
        super().__init__()
        self.search = before
        self.kind = kind
        self._paths = paths
        self._looks = looks
        self._needle = needle
        self._encoding = encoding
        self.marked = marked
        """Which line was marked at the end."""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield TextView(id="found-title", wrap=False, direction=interface_direction())
            yield TextField(self._needle, placeholder=tr("what to look for in all documents"), id="found-field")
            yield FoundList(self._looks)
            yield TextView(id="found-words", wrap=False, direction=interface_direction())

    def on_mount(self) -> None:
        field = self.query_one(TextField)
        field.focus()
        field.select_all()
        self._show_title()
        if self.search is not None:
            found = self.query_one(FoundList)
            found.show(self.search.lines)
            found.mark(self.marked)
        self._show_words()

    def _show_title(self) -> None:
        self.query_one("#found-title", TextView).update(
            tr(
                "Search {documents}: {kind}  ({list.search_kind}: {following})",
                documents=documents_counted(len(self._paths)),
                kind=self.kind.words,
                following=self.kind.following.words,
            )
        )

    def _show_words(self, problem: str = "") -> None:
        words = problem or (tr("{list.search} searches") if self.search is None else self.search.words)
        if self.search is not None and self.search.lines and not problem:
            words += " · " + tr("{list.search} opens")
        self.query_one("#found-words", TextView).update(words)

    def action_mark(self, by: int) -> None:
        """Marks another line."""
        self.query_one(FoundList).mark(by)

    def action_switch(self) -> None:
        """Compares another way."""
        self.kind = self.kind.following
        self._show_title()
        self._show_words(tr("{list.search} searches"))

    def action_take(self) -> None:
        """Searches what has been typed; if that has been searched, ends with the marked line."""
        typed = self.query_one(TextField).value
        try:
            query = Query(typed, self.kind)
        except QueryError as mistake:
            self._show_words(str(mistake))
            return
        if typed and (self.search is None or self.search.query != query):
            self._search(query)
        else:
            self.on_pick_list_taken()

    def on_pick_list_taken(self) -> None:
        line = self.query_one(FoundList).item
        if line is not None and line.span is not None:
            self._end(line)

    def action_give_up(self) -> None:
        """Ends the search and goes away."""
        self._end(None)

    def _end(self, line: FoundLine | None) -> None:
        self.marked = self.query_one(FoundList).marked
        if self.search is not None:
            self.search.cancel()
        self.dismiss(line)

    def on_unmount(self) -> None:
        # However it went away: nobody is interested any more.
        if self.search is not None:
            self.search.cancel()

    def _search(self, query: Query) -> None:
        if self.search is not None:
            self.search.cancel()
        self.search = FolderSearch(self._paths, query, self._encoding)
        self.query_one(FoundList).show(self.search.lines)
        self.run_worker(partial(self._search_on, self.search, self.search.run()), thread=True, group="folder")
        self._show_words()

    def _search_on(self, search: FolderSearch, steps: Iterator[None]) -> None:
        """Searches to the end, in a thread of its own."""

        def tell() -> Told:
            went = self.Went(search)
            self.post_message(went)
            return went

        work(steps, lambda: bool(search.lines), tell)

    def on_folder_dialog_went(self, message: Went) -> None:
        if message.search is self.search:
            self.query_one(FoundList).grow(message.search.lines)
            self._show_words()
        message.shown_by(self)
