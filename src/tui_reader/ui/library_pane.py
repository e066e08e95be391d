"""The library: folders and documents, each document with its title and how many annotations it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip
from textual.worker import get_current_worker

from tui_reader.session.window import ListRows, Place
from tui_reader.text.bidi import Direction
from tui_reader.text.excerpt import shortened
from tui_reader.text.sanitise import printable
from tui_reader.ui.painting import line_segments
from tui_reader.ui.rows_view import RowsView

if TYPE_CHECKING:
    from pathlib import Path

    from textual import events

    from tui_reader.documents.library import Entry
    from tui_reader.session.shelf import Details, Shelf

BATCH = 20
"""Documents looked at between two repaints."""


class _Rows(ListRows):
    """The visible entries: folders take one row, documents two."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.entries = shelf.visible()

    @property
    def block_count(self) -> int:
        return len(self.entries)

    def row_count(self, block: int) -> int:
        return 1 if self.entries[block].is_folder else 2


class LibraryPane(RowsView):
    """Lists what can be opened."""

    HELP = """
## Library

**Up** and **down** go through the documents, **enter** opens one. **Left** and **right** close and open a folder.
Under each name stands the document's title, beside it the number of its annotations.
"""

    BINDINGS: ClassVar = [
        Binding("up", "mark(-1)", "Up", show=False, id="library.up"),
        Binding("down", "mark(1)", "Down", show=False, id="library.down"),
        Binding("pageup", "mark(-10)", "Ten up", show=False, id="library.page_up"),
        Binding("pagedown", "mark(10)", "Ten down", show=False, id="library.page_down"),
        Binding("home,ctrl+home", "mark(-1000000)", "First", show=False, id="library.first"),
        Binding("end,ctrl+end", "mark(1000000)", "Last", show=False, id="library.last"),
        Binding("left", "fold(True)", "Close folder", show=False, id="library.close"),
        Binding("right", "fold(False)", "Open folder", show=False, id="library.open_folder"),
        Binding("enter,space", "open", "Open", id="library.open"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"library--muted", "library--marked"}

    DEFAULT_CSS = """
    LibraryPane {
        & > .library--muted { color: $text-muted; }
        & > .library--marked { background: $boost; }
        &:focus > .library--marked { background: $primary-muted; }
    }
    """

    class Picked(Message):
        """A document is to be opened."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    def __init__(self, shelf: Shelf, current: Path) -> None:
        self.rows = _Rows(shelf)
        super().__init__(self.rows, id="library")
        self.shelf = shelf
        self.current = current
        """The document that is open."""
        self.marked = next((i for i, e in enumerate(self.rows.entries) if e.path == current), 0)

    def on_mount(self) -> None:
        self.run_worker(self._look_at_all, thread=True, group="library", exit_on_error=True)

    def _look_at_all(self) -> None:
        """Fills in the details, on a thread of its own, those in sight first."""
        worker = get_current_worker()
        found: dict[Path, Details] = {}
        for entry in self.shelf.library.documents:
            if worker.is_cancelled:
                return
            found[entry.path] = self.shelf.look_at(entry)
            if len(found) >= BATCH:
                self.app.call_from_thread(self._fill_in, found)
                found = {}
        self.app.call_from_thread(self._fill_in, found)

    def _fill_in(self, found: dict[Path, Details]) -> None:
        self.shelf.details |= found
        self.refresh()

    def count_again(self, path: Path, annotations: int) -> None:
        """Shows another number of annotations for a document."""
        if path in self.shelf.details:
            self.shelf.details[path] = self.shelf.details[path]._replace(annotations=annotations)
            self.refresh()

    def show_current(self, path: Path) -> None:
        """Marks the document that is open."""
        self.current = path
        for block, entry in enumerate(self.rows.entries):
            if entry.path == path:
                self.marked = block
                self.show_place(Place(block, 1))
                self.show_place(Place(block, 0))
        self.refresh()

    def row_strip(self, place: Place, width: int) -> Strip:
        entry = self.rows.entries[place.block]
        base = self.base_style
        if place.block == self.marked:
            base += Style(bgcolor=self.get_component_rich_style("library--marked").bgcolor)
        muted = base + Style(color=self.get_component_rich_style("library--muted").color)
        indent = min(2 * entry.depth, width // 3) + 1
        room = max(4, width - indent - 1)
        if place.row:
            details = self.shelf.details.get(entry.path)
            words = "…" if details is None else printable(details.title)
            style = muted if details is None or details.readable else muted + Style(italic=True)
            line = shortened(words, room)
            segments = [Segment(" " * indent, base), *line_segments(line, style, base)]
            return Strip(segments).adjust_cell_length(width, base)
        is_open = entry.path == self.current
        sign = ("▸ " if entry.path in self.shelf.closed else "▾ ") if entry.is_folder else ("● " if is_open else "  ")
        details = self.shelf.details.get(entry.path)
        count = f" {details.annotations}" if details is not None and details.annotations else ""
        name = shortened(printable(_name(entry)), max(2, room - 2 - len(count)), Direction.LTR)
        style = base + Style(bold=is_open or entry.is_folder)
        segments = [
            Segment(" " * (indent - 1) + sign, style),
            *line_segments(name, style),
            Segment(count, muted),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def action_mark(self, by: int) -> None:
        """Marks another entry."""
        if self.rows.entries:
            self.marked = min(max(self.marked + by, 0), len(self.rows.entries) - 1)
            self.show_place(Place(self.marked, self.rows.row_count(self.marked) - 1))
            self.show_place(Place(self.marked, 0))
            self.refresh()

    @property
    def _entry(self) -> Entry | None:
        return self.rows.entries[self.marked] if self.rows.entries else None

    def action_fold(self, close: bool) -> None:
        """Closes or opens the marked folder, or the one the marked document is in."""
        entry = self._entry
        if entry is not None and close and not entry.is_folder:
            entry = entry.parent
        if entry is not None and entry.is_folder and (entry.path in self.shelf.closed) != close:
            self._toggle(entry)

    def _toggle(self, folder: Entry) -> None:
        self.shelf.toggle(folder)
        self.rows.entries = self.shelf.visible()
        self.marked = next((i for i, e in enumerate(self.rows.entries) if e.path == folder.path), 0)
        self.window.scroll_to(self.window.top)
        self.forget_places()

    def action_open(self) -> None:
        """Opens the marked document; opens or closes the marked folder."""
        entry = self._entry
        if entry is None:
            return
        if entry.is_folder:
            self._toggle(entry)
        else:
            self.post_message(self.Picked(entry.path))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if not self.takes_bar(event) and event.y < len(self.visible_places):
            self.marked = self.visible_places[event.y].block
            self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.drags_bar(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if not self.drops_bar() and event.x < self.row_width and event.y < len(self.visible_places):
            self.action_open()


def _name(entry: Entry) -> str:
    """What an entry is called: a folder written as `.` or `..` by its own name."""
    return entry.name if entry.name.strip("./") else entry.path.resolve().name or entry.name
