"""The library: folders and documents, each document with its title and how many annotations it has.

Nothing here waits for the disk: the list, and what is shown about each document, come in pieces that are read on
another thread, those in sight first. The list grows at its end only, so nothing moves under the person's hands.
"""

from __future__ import annotations

import asyncio
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui_reader.session.looking import Looking, News
from tui_reader.session.outline import Outline
from tui_reader.session.window import Place
from tui_reader.text.bidi import Direction
from tui_reader.text.excerpt import shortened
from tui_reader.text.sanitise import printable
from tui_reader.ui.painting import line_segments
from tui_reader.ui.rows_view import RowsView
from tui_reader.ui.typed_name import TypedName

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual import events

    from tui_reader.documents.library import Library
    from tui_reader.documents.walk import Entry
    from tui_reader.session.shelf import Details, Shelf
    from tui_reader.text.layout import Line

REST = 0.004
"""Seconds between two pieces of work in the background: as long as a piece takes."""
MARGIN = 2
"""Rows that stay in sight above and below the marked entry."""


class _Rows:
    """The visible entries: folders take one row, documents two."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline

    @property
    def block_count(self) -> int:
        return len(self.outline.seen)

    def row_count(self, block: int) -> int:
        return 1 if self.outline.entry(block).is_folder else 2


class LibraryPane(RowsView):
    """Lists what can be opened."""

    HELP = """
## Library

**Up** and **down** go through the documents, **enter** opens one. **Left** and **right** close and open a folder.
Letters and digits go to the next document with them in its name or title, **escape** ends that. **Ctrl+l** goes to
the document that is open, **F5** reads the folders again.

Under each name stands the document's title. Beside it stands the number of its annotations, as `own/all` when others
have made some; beside a folder, how many of its documents have annotations of yours.
"""

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

    class Counted(Message):
        """There are more documents, or fewer, or all are known, or another name is being typed."""

    class Failed(Message):
        """Folders could not be read, in words not yet made safe."""

        def __init__(self, words: list[str]) -> None:
            super().__init__()
            self.words = words

    def __init__(self, shelf: Shelf, current: Path) -> None:
        self.outline = Outline(shelf.library)
        super().__init__(_Rows(self.outline), id="library")
        self.shelf = shelf
        self.current = current
        """The document that is open."""
        self.marked = self.outline.place_of(current) or 0
        """The place of the marked entry among those seen."""
        self.typed = TypedName()
        self._looking = Looking(shelf)
        self._is_looking = False
        self._live: tuple[int, int] | None = None
        """Own and all annotations of the open document, where the disk may lag behind."""
        self._problems_told = len(shelf.library.problems)

    # What comes from the disk

    def on_mount(self) -> None:
        # The first screen comes first.
        self.call_after_refresh(self._begin_looking)
        self.watch(self.app, "app_focus", self._came_back, init=False)

    def _begin_looking(self) -> None:
        if not self._is_looking:
            self._is_looking = True
            self.run_worker(self._look(), group="library")

    async def _look(self) -> None:
        while not self._looking.done:
            self._take_in(await asyncio.to_thread(self._looking.piece, self._in_sight()))
            await asyncio.sleep(REST)
        self._is_looking = False
        self._tell_problems()
        self.post_message(self.Counted())

    def _in_sight(self) -> list[Entry]:
        return [self.outline.entry(place.block) for place in self.visible_places]

    def _look_for_changes(self) -> None:
        """Looks whether anything has changed while the person was elsewhere."""
        self._looking.look_for_changes(entry for entry in self._in_sight() if not entry.is_folder)
        self._begin_looking()

    def _came_back(self, is_here: bool) -> None:
        if is_here:
            self._look_for_changes()

    def on_focus(self) -> None:
        self._look_for_changes()

    def action_read_anew(self) -> None:
        """Lists the folders again, and looks at every document again."""
        self._looking.read_anew()
        self._begin_looking()

    def _take_in(self, news: News) -> None:
        for entry, details in news.details:
            self._learn(entry, details)
        if news.library is not None:
            self._show_library(news.library)
        elif self.outline.take_in():
            self._show_growth()
        if news.problem:
            self.post_message(self.Failed([news.problem]))
        self._refresh_entries({entry.path for entry, _ in news.details})

    def _learn(self, entry: Entry, details: Details) -> None:
        if entry.path == self.current and self._live is not None:
            details = details._replace(own=self._live[0], annotations=self._live[1])
        before = self.shelf.details.get(entry.path)
        was_begun, is_begun = before is not None and before.own > 0, details.own > 0
        if was_begun != is_begun:
            self.outline.count_begun(entry, 1 if is_begun else -1)
        self.shelf.details[entry.path] = details

    def _refresh_entries(self, paths: set[Path]) -> None:
        """Repaints what has become known of some documents, and what that means for folders."""
        if paths:
            for place in self.visible_places:
                entry = self.outline.entry(place.block)
                if entry.is_folder or entry.path in paths:
                    self.refresh_place(place)

    def _show_growth(self) -> None:
        if len(self.visible_places) < self.window.height:
            self.forget_places()
        else:
            self.refresh(Region(self.size.width - 1, 0, 1, self.size.height))
        self.post_message(self.Counted())

    def _show_library(self, library: Library) -> None:
        """Shows the library read anew in place of the one that is shown, with the same row marked and on top."""
        before, places = self.outline, (self.marked, self.window.top.block)
        paths = [before.entry(place).path if place < len(before.seen) else None for place in places]
        self.outline = Outline(library, before.closed)
        for entry in library.documents:
            details = self.shelf.details.get(entry.path)
            if details is not None and details.own:
                self.outline.count_begun(entry, 1)
        self.window.rows = _Rows(self.outline)
        last = max(0, len(self.outline.seen) - 1)
        found = [None if path is None else self.outline.place_of(path) for path in paths]
        self.marked, top = (min(old if new is None else new, last) for old, new in zip(places, found, strict=True))
        self.window.scroll_to(Place(top, self.window.top.row))
        self.forget_places()
        self._problems_told = 0
        self.post_message(self.Counted())

    def _tell_problems(self) -> None:
        problems = self.shelf.library.problems[self._problems_told :]
        if problems:
            self._problems_told += len(problems)
            self.post_message(self.Failed([str(problem) for problem in problems]))

    def count_again(self, own: int, annotations: int) -> None:
        """Shows another number of annotations for the document that is open: those of one's own, and all."""
        self._live = own, annotations
        entry = self._current_entry()
        details = self.shelf.details.get(self.current)
        if entry is not None and details is not None:
            self._learn(entry, details)
            self._refresh_entries({self.current})

    def _current_entry(self) -> Entry | None:
        number = self.outline.library.number_of(self.current)
        return None if number is None else self.outline.library.entries[number]

    def show_current(self, path: Path) -> None:
        """Marks the document that is open."""
        left = self._current_entry()
        if left is not None and path != self.current:
            # What is on the disk counts again.
            self._live = None
            self._looking.look_again([left])
            self._begin_looking()
        self.current = path
        self.action_go_to_current()

    # What is painted

    def row_strip(self, place: Place, width: int) -> Strip:
        entry = self.outline.entry(place.block)
        base = self.base_style
        if place.block == self.marked:
            base += Style(bgcolor=self.get_component_rich_style("library--marked").bgcolor)
        muted = base + Style(color=self.get_component_rich_style("library--muted").color)
        indent = min(2 * entry.depth, width // 3) + 1
        room = max(4, width - indent - 1)
        details = self.shelf.details.get(entry.path)
        if place.row:
            words = "…" if details is None else details.title
            style = muted if details is None or details.readable else muted + Style(italic=True)
            segments = [Segment(" " * indent, base), *line_segments(_short(words, room), lambda _: style, base)]
            return Strip(segments).adjust_cell_length(width, base)
        is_open = entry.path == self.current
        closed = entry.path in self.outline.closed
        sign = ("▸ " if closed else "▾ ") if entry.is_folder else ("● " if is_open else "  ")
        count = self._count(entry, details)
        name = _short(_name(entry), max(2, room - 2 - len(count)), Direction.LTR)
        style = base + Style(bold=is_open or entry.is_folder)
        segments = [
            Segment(" " * (indent - 1) + sign, style),
            *line_segments(name, lambda _: style, style),
            Segment(count, muted),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def _count(self, entry: Entry, details: Details | None) -> str:
        """What stands behind a name, in ASCII, with a space before it; nothing where there is nothing to count."""
        if entry.is_folder:
            progress = self.outline.progress(entry)
            return f" {progress.begun}/{progress.documents}" if progress.begun else ""
        if details is None or not details.annotations:
            return ""
        all_own = details.own == details.annotations
        return f" {details.own}" if all_own else f" {details.own}/{details.annotations}"

    # What the person does

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

    def on_key(self, event: events.Key) -> None:
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

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.drags_bar(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if not self.drops_bar() and event.x < self.row_width and event.y < len(self.visible_places):
            self.action_open()


@lru_cache(maxsize=1024)
def _short(words: str, width: int, direction: Direction = Direction.AUTO) -> Line:
    """Words from a file, safe and on one line. The rows in sight are painted again and again."""
    return shortened(printable(words), width, direction)


def _name(entry: Entry) -> str:
    """What an entry is called: a folder written as `.` or `..` by its own name."""
    return entry.name if entry.name.strip("./") else entry.path.resolve().name or entry.name
