"""One document in place of another: it is opened, its sets read and its controls looked through, all in threads."""

from __future__ import annotations

import gc
from abc import abstractmethod
from functools import partial
from time import monotonic, sleep
from typing import TYPE_CHECKING

from textual import events
from textual.worker import get_current_worker

from tui_reader.annotations import bulk
from tui_reader.errors import DocumentError
from tui_reader.language import tr
from tui_reader.session.files.opening import Opened, SetFiles, Sets, begin_reading
from tui_reader.session.state import ReadingPlace, ReadingState
from tui_reader.ui.background import Told, work
from tui_reader.ui.commands.base import ReadingBase
from tui_reader.ui.watching import FileWatching

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tui_reader.session.library.shelf import Shelf
    from tui_reader.session.listing import Listing
    from tui_reader.session.reader import ReaderSession
    from tui_reader.settings import Settings
    from tui_reader.ui.reader_screen import ReaderScreen

SHOW_EVERY = 0.5
"""Seconds between two times that it is shown how far a document is counted."""
REST = 0.3
"""Seconds for which a document is not counted after a key."""
LOOK_AGAIN = 0.2
"""Seconds between two looks at whether somebody still types or answers."""
SHORT_REST = 0.05
"""Seconds between two looks at whether something else is over."""


class DocumentOpening(FileWatching):
    """An app with one document open at a time."""

    settings: Settings
    shelf: Shelf
    state: ReadingState
    reading: ReaderScreen
    """The reading screen, under whatever dialog is open."""
    touched_at: float
    """When a key or the mouse was last used, or else the app made (`monotonic`)."""
    _asked_for: Path | None = None
    """The document that was asked for last."""

    @abstractmethod
    def say(self, words: str, *, warn: bool = False) -> None:
        """Shows a line at the edge of the screen, safe and in order."""

    @abstractmethod
    def say_remarks(self, remarks: Sequence[str], *, told_by: str = "validate") -> None:
        """Shows what is to be said about files, the first few of it; `told_by` is the command that tells all of it."""

    @abstractmethod
    def follow_sets(self, session: ReaderSession, files: SetFiles) -> None:
        """Has what others do to the sets of a reading, which have been read, told of."""

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent):
            self.touched_at = monotonic()
        await super().on_event(event)

    def open_document(self, path: Path, then: Callable[[], object] | None = None) -> None:
        """Opens a document in place of the one that is open, once that is saved; off the event loop.

        `then` is called when it is shown.
        """
        self._asked_for = path
        if path == self.reading.session.document.path:
            self.reading.focus_text()
            if then is not None:
                then()
            return
        self.remember_place()
        self.run_worker(lambda: self._read(path, then), thread=True, group="open", exclusive=True)

    def _read(self, path: Path, then: Callable[[], object] | None) -> None:
        is_finished = self.finish()
        if get_current_worker().is_cancelled:
            return
        if not is_finished:
            words = tr("The annotations are not saved; the document stays open")
            self.call_from_thread(self.say, words, warn=True)
            return
        try:
            opened = begin_reading(path, self.settings, self.shelf.opened_folder(path))
        except DocumentError as error:
            self.call_from_thread(self.say, str(error), warn=True)
            return
        self.call_from_thread(self._show, opened, then)

    @property
    def is_typing(self) -> bool:
        """Whether somebody types, or has a question to answer, which is about the document that is open."""
        return not isinstance(self.screen, ReadingBase) or self.screen.is_typing

    def _show(self, opened: Opened, then: Callable[[], object] | None) -> None:
        if opened.session.document.path != self._asked_for:
            return
        if self.is_typing:
            self.set_timer(LOOK_AGAIN, partial(self._show, opened, then))
            return
        if self.reading.something_waits or not self.reading.saving.is_clean:
            # Something was done while the document was read.
            self.open_document(opened.session.document.path, then)
            return
        saving = self.reading.saving
        left = self.reading.session.own.path if saving.only_here and saving.is_kept else None
        self.unwatch_files()
        self.restore_place(opened.session)
        self.reading.show_session(opened.session)
        self.keep_place()
        self.say_remarks(opened.remarks)
        if left is not None:
            self.say_is_a_backup(left)
        self.read_sets(opened)
        self.let_go()
        if then is not None:
            then()

    def say_is_a_backup(self, path: Path) -> None:
        """Says where the set is that was open, and is not on the disk as it was."""
        words = tr("{path}: is not on the disk as it was here; that is a backup: tui-reader backups", path=path)
        self.say_remarks([words])

    def let_go(self) -> None:
        """Frees what was read before; what is there now stays."""
        bulk.let_go()
        gc.collect()
        self.call_after_refresh(bulk.keep_what_there_is)

    def read_sets(self, opened: Opened) -> None:
        """Has the sets read that are to come."""
        files, session = opened.sets_to_come, opened.session
        # Those of a document that is no longer open are not waited for.
        self.workers.cancel_group(self, "sets")
        if files is None:
            self._watch(session)
            if opened.files is not None:
                self.follow_sets(session, opened.files)
        else:
            self.run_worker(partial(self._wait_for_sets, files, session), thread=True, group="sets")

    def _watch(self, session: ReaderSession) -> None:
        """Has a document that is counted looked through for suspicious controls."""
        watch = partial(work, session.trojan.run(), lambda: session.trojan.done, self._watched)
        self.run_worker(watch, thread=True, group="sets")

    def _watched(self) -> Told:
        """What a thread tells the screen."""
        went = self.reading.WatchWent()
        self.reading.post_message(went)
        return went

    def _wait_for_sets(self, files: SetFiles, session: ReaderSession) -> None:
        worker = get_current_worker()
        shown_at = monotonic()

        def progress(part: float) -> bool:
            nonlocal shown_at
            # Counting would slow down what the person is doing; it can wait, unless the person waits for it.
            while monotonic() - self.touched_at < REST and not (self.reading.something_waits or worker.is_cancelled):
                sleep(SHORT_REST)
            session.counted = part
            if monotonic() - shown_at > SHOW_EVERY and not worker.is_cancelled:
                shown_at = monotonic()
                self.call_from_thread(self.reading.show_status)
            return not worker.is_cancelled

        sets = files.read(progress)
        if sets is not None and not worker.is_cancelled:
            entries = session.list_entries([sets.own, *sets.others])
            self.call_from_thread(self._take_sets, session, files, sets, entries)

    def _take_sets(self, session: ReaderSession, files: SetFiles, sets: Sets, entries: Listing) -> None:
        if session is self.reading.session:
            session.take_sets(sets.own, sets.others, entries)
            self.reading.show_sets()
            self._watch(session)
            self.follow_sets(session, files)
            self.say_remarks(sets.remarks)

    def restore_place(self, session: ReaderSession) -> None:
        place = self.state.place_of(session.document.path)
        if place is not None:
            if place.direction is not None:
                session.page.direction = place.direction
            session.reading_offset = min(place.top, session.document.end)
            session.move(min(place.caret, session.document.end))

    def remember_place(self) -> None:
        """Keeps the reading place for the next time."""
        session = self.reading.session
        direction = session.page.direction
        chosen = None if direction is self.settings.direction else direction
        self.state.remember(session.document.path, ReadingPlace(session.reading_offset, session.caret, chosen))

    def choose(self, **values: bool | str | tuple[str, ...] | None) -> None:
        """Has settings be as they were chosen with a key, on the days to come too."""
        self.settings = self.settings._replace(**values)  # type: ignore[arg-type]
        self.state.choose(**values)
        self.keep_place()

    def keep_place(self) -> None:
        """Remembers the place, and what was chosen, off the event loop."""
        self.run_worker(self.remember_place, thread=True, group="state")

    def finish(self) -> bool:
        """Waits, off the event loop, until all that was asked for is done and on the disk; whether it is.

        Once the app is ended nothing comes any more of what waits.
        """
        while self.reading.something_waits and not self._exit:
            sleep(SHORT_REST)
        return self.reading.saving.finish()
