"""The library fills in while one reads: nothing here waits for the disk.

The list, and what is shown about each document, come in pieces that are read on another thread, those in sight
first. The list grows at its end only, so nothing moves under the person's hands.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.message import Message

from tui_reader.session.library.looking import Looking, News
from tui_reader.session.library.outline import Outline
from tui_reader.session.window import Place
from tui_reader.ui.panes.library_rows import LibraryRows, OutlineRows

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.documents.library import Library
    from tui_reader.documents.walk import Entry
    from tui_reader.session.library.shelf import Details, Shelf

REST = 0.004
"""Seconds between two pieces of work in the background: as long as a piece takes."""


class FillingLibrary(LibraryRows):
    """A library that fills in, and follows what changes."""

    class Counted(Message):
        """There are more documents, or fewer, or all are known, or another name is being typed."""

    class Failed(Message):
        """Folders could not be read, in words not yet made safe."""

        def __init__(self, words: list[str]) -> None:
            super().__init__()
            self.words = words

    def __init__(self, shelf: Shelf, current: Path) -> None:
        super().__init__(shelf, current)
        self._looking = Looking(shelf)
        self._is_looking = False
        self._live: tuple[int, int] | None = None
        """Own and all annotations of the open document, where the disk may lag behind."""
        self._problems_told = len(shelf.library.problems)

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
        self.window.rows = OutlineRows(self.outline)
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
