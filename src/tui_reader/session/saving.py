"""Keeps the disk up with one reading, and the reading with the disk; there are words for how it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import file
from tui_reader.annotations.changes import Add, Remove, steps
from tui_reader.annotations.commit import Dropping
from tui_reader.annotations.difference import Difference
from tui_reader.annotations.file import Known
from tui_reader.annotations.folders import set_name
from tui_reader.annotations.journal import FOLDER, Journal, header_for
from tui_reader.annotations.saver import Saver
from tui_reader.annotations.set_file import Job, SetFile, Written
from tui_reader.language import tr
from tui_reader.settings import state_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tui_reader.annotations.commit import Committed

    from tui_reader.annotations.saver import SaveState
    from tui_reader.annotations.store import Change
    from tui_reader.errors import SaveError
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.reader import ReaderSession

NOTHING = Difference((), (), ())
QUIT_PATIENCE = 10.0
"""Seconds to wait for the disk at the end."""


class News(NamedTuple):
    """What a save has brought from the disk."""

    difference: Difference
    committed: Committed


class Saving:
    """Saves a session after every change. The thread is begun by the first one."""

    def __init__(self, session: ReaderSession, on_result: Callable[[], object]) -> None:
        """`on_result` is called on another thread whenever a save has succeeded or failed."""
        self._session = session
        self._on_result = on_result
        self._saver: Saver[Change, Job, Written] | None = None
        self._file: SetFile | None = None
        self._is_taking = False
        """Whether what changes now comes from the disk."""
        self._taken: Written | None = None
        session.subscribe(self._submit)

    @property
    def _layer(self) -> SetLayer:
        return self._session.own

    def _submit(self, change: Change) -> None:
        if self._is_taking:
            return
        saver, kept = self._begun()
        for step in steps(change):
            if isinstance(step, Remove):
                kept.deleted.add(step.item.id)
            elif isinstance(step, Add):
                kept.deleted.discard(step.item.id)
        saver.submit(self._layer.store.revision, self._job, change)

    @property
    def _job(self) -> Job:
        return Job(self._layer.annotations, self._layer.store.snapshot())

    def _begun(self) -> tuple[Saver[Change, Job, Written], SetFile]:
        if self._saver is None or self._file is None:
            layer = self._layer
            page = file.serialise(replace(layer.annotations, records=()))
            header = header_for(layer.path, self._session.document.path, layer.annotator, page)
            self._file = SetFile(layer.known, Journal(state_folder() / FOLDER, header))
            self._saver = Saver(self._file, on_result=self._told)
        return self._saver, self._file

    def _told(self, _: SaveState[Written]) -> None:
        self._on_result()

    @property
    def _state(self) -> SaveState[Written] | None:
        return None if self._saver is None else self._saver.state

    # What comes from the disk

    def take_news(self) -> News | None:
        """Takes in what the last save has found on the disk; None where that is nothing, or was taken in before.

        While there are newer changes it waits: the save of these finds it again.
        """
        state, kept, layer = self._state, self._file, self._layer
        if state is None or kept is None or state.written in (None, self._taken) or not state.is_current:
            return None
        self._taken = written = state.written
        committed = written.committed
        known = Known(committed.set, committed.saved.text_hash)
        if written.news is not None:
            self._take_in(written.news)
        layer.annotations = committed.set
        layer.known = known
        kept.take(known)
        return None if written.news is None and not committed.was_gone else News(written.news or NOTHING, committed)

    def _take_in(self, news: Difference) -> None:
        self._is_taking = True
        try:
            self._layer.store.take_in(news.change, news.unknown)
        finally:
            self._is_taking = False

    # How it stands

    @property
    def words(self) -> str:
        """`saved` only when what is on the disk is what is on the screen."""
        if self._layer.is_to_come:
            return tr("reading annotations… {percent}%", percent=int(100 * self._session.counted))
        if self._layer.read_only_because:
            return tr("read only")
        state = self._state
        if state is None:
            return tr("saved") if self._layer.known.text_hash else tr("nothing to save")
        if state.error is not None:
            return tr("NOT SAVED: {reason}", reason=state.error.reason)
        if not state.is_current:
            return tr("saving…")
        is_durable = state.written is None or state.written.committed.saved.durable
        return tr("saved") if is_durable else tr("saved, not confirmed by the disk")

    @property
    def error(self) -> SaveError | None:
        """Why the newest changes are not on the disk, if something is wrong."""
        return None if self._saver is None else self._saver.state.error

    @property
    def journal_error(self) -> SaveError | None:
        """Why the newest changes are not in the journal, if something is wrong."""
        return None if self._saver is None else self._saver.state.note_error

    @property
    def is_journalled(self) -> bool:
        """Whether the journal holds what is not saved, so that the next start offers it."""
        state = self._state
        return state is not None and state.noted == state.submitted and state.note_error is None

    def finish(self, timeout: float = QUIT_PATIENCE) -> bool:
        """Waits until the newest changes are on the disk; whether they are."""
        return self._saver is None or self._saver.flush(timeout)

    def again(self, dropping: Dropping = Dropping.REFUSED) -> bool:
        """Tries a failed save once more; whether there was one. `dropping`: what becomes of what would go unasked."""
        if self._saver is None or self._file is None:
            return False
        self._file.dropping = dropping
        return self._saver.retry()

    def save_copy(self) -> Path:
        """Saves the set under the name of an annotator called `...-unsaved`, as whose set it will be shown.

        Raises SaveError when that cannot be written either.
        """
        layer = self._layer
        source = self._session.document.path.name
        number = 1
        while (path := layer.path.with_name(set_name(source, f"{layer.annotator}-unsaved-{number}"))).exists():
            number += 1
        copy = layer.annotations.copied_for(f"{layer.annotator}-unsaved-{number}")
        file.save(path, copy.with_snapshot(layer.store.snapshot()))
        return path

    def close(self) -> bool:
        """Ends the thread after the last save; whether everything is on the disk.

        The journal of what is not stays.
        """
        if self._saver is None or self._file is None:
            return True
        is_saved = self._saver.close(QUIT_PATIENCE)
        self._file.journal.close(remove=is_saved)
        return is_saved
