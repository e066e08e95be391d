"""Keeps the disk up with one reading: every change is handed to a saver, and there are words for how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.annotations import file
from tui_reader.annotations.folders import set_name
from tui_reader.annotations.saver import Saver
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tui_reader.annotations.saver import SaveState
    from tui_reader.annotations.store import Change, Snapshot
    from tui_reader.errors import SaveError
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.reader import ReaderSession

QUIT_PATIENCE = 10.0
"""Seconds to wait for the disk at the end."""


class Saving:
    """Saves a session after every change. The thread is begun by the first one."""

    def __init__(self, session: ReaderSession, on_result: Callable[[], object]) -> None:
        """`on_result` is called on another thread whenever a save has succeeded or failed."""
        self._session = session
        self._on_result = on_result
        self._saver: Saver[Snapshot] | None = None
        session.subscribe(self._submit)

    @property
    def _layer(self) -> SetLayer:
        return self._session.own

    def _submit(self, _: Change) -> None:
        if self._saver is None:
            self._saver = Saver(self._layer.save, on_result=self._told)
        store = self._layer.store
        self._saver.submit(store.revision, store.snapshot())

    def _told(self, state: SaveState) -> None:
        if state.written is not None:
            self._layer.known_hash = state.written.text_hash
        self._on_result()

    @property
    def words(self) -> str:
        """`saved` only when what is on the disk is what is on the screen."""
        if self._layer.is_to_come:
            return tr("reading annotations… {percent}%", percent=int(100 * self._session.counted))
        if self._layer.read_only_because:
            return tr("read only")
        if self._saver is None:
            return tr("saved") if self._layer.known_hash else tr("nothing to save")
        state = self._saver.state
        if state.error is not None:
            return tr("NOT SAVED: {reason}", reason=state.error.reason)
        if not state.is_current:
            return tr("saving…")
        return tr("saved") if state.written is None or state.written.durable else tr("saved, not confirmed by the disk")

    @property
    def error(self) -> SaveError | None:
        """Why the newest changes are not on the disk, if something is wrong."""
        return None if self._saver is None else self._saver.state.error

    def finish(self, timeout: float = QUIT_PATIENCE) -> bool:
        """Waits until the newest changes are on the disk; whether they are."""
        return self._saver is None or self._saver.flush(timeout)

    def again(self) -> bool:
        """Tries a failed save once more; whether there was one."""
        return self._saver is not None and self._saver.retry()

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
        """Ends the thread after the last save; whether everything is on the disk."""
        return self._saver is None or self._saver.close(QUIT_PATIENCE)
