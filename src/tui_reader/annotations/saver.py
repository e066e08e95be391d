"""A thread that keeps the disk up with the store: it writes the newest snapshot, and says what came of it.

Snapshots that pile up while one is being written are passed over for the newest. A failed save stays the
state until a later one succeeds; the snapshot is kept, and `retry` writes it again.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from tui_reader.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.annotations.file import Saved

SnapshotT = TypeVar("SnapshotT")

PAUSE = 0.05
"""Seconds between a snapshot's coming and its being written, unless somebody waits for it: what a change shows on
the screen comes first, and changes in quick succession are written once."""


class SaveState(NamedTuple):
    """What is on the disk, and what went wrong since."""

    saved: int | None = None
    """The revision on the disk; None before the first save."""
    submitted: int | None = None
    """The newest revision that was handed over."""
    written: Saved | None = None
    """The hash of what was last written, and whether the disk confirmed it."""
    error: SaveError | None = None
    """Why the newest attempt failed."""

    @property
    def is_current(self) -> bool:
        """Whether what is on the disk is the newest that was handed over."""
        return self.saved == self.submitted and self.error is None


class Saver(Generic[SnapshotT]):
    """Writes snapshots of one set in the background. Every method may be called from any thread."""

    def __init__(
        self,
        write: Callable[[SnapshotT], Saved],
        *,
        on_result: Callable[[SaveState], None] | None = None,
    ) -> None:
        """`write` puts a snapshot on the disk or raises SaveError; it runs on the saver's thread.

        `on_result` is called there too, after every attempt, with the state it led to.
        """
        self._write = write
        self._on_result = on_result
        self._changed = threading.Condition()
        self._waiting: tuple[int, SnapshotT] | None = None
        self._failed: tuple[int, SnapshotT] | None = None
        self._state = SaveState()
        self._writing = False
        self._awaited = 0
        """How many threads wait in `flush`."""
        self._closing = False
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="saver", daemon=True)
        self._thread.start()

    @property
    def state(self) -> SaveState:
        """The state after the last finished attempt, with the newest revision handed over."""
        with self._changed:
            return self._state

    def submit(self, revision: int, snapshot: SnapshotT) -> None:
        """Have a snapshot written soon, in place of any that still waits. Raises RuntimeError after close."""
        with self._changed:
            if self._closing or self._ended:
                raise RuntimeError("the saver is closed")
            self._waiting = (revision, snapshot)
            self._failed = None
            self._state = self._state._replace(submitted=revision)
            self._changed.notify_all()

    def retry(self) -> bool:
        """Try what failed once more; False when nothing has failed or something newer waits."""
        with self._changed:
            if self._failed is None or self._closing or self._ended:
                return False
            self._waiting, self._failed = self._failed, None
            self._changed.notify_all()
            return True

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until nothing waits, at most `timeout` seconds; whether the newest snapshot is on the disk."""
        deadline = None if timeout is None else time.monotonic() + timeout
        with self._changed:
            self._awaited += 1
            self._changed.notify_all()
            try:
                while (self._waiting is not None or self._writing) and not self._ended:
                    left = None if deadline is None else deadline - time.monotonic()
                    if left is not None and left <= 0:
                        return False
                    self._changed.wait(left)
                return self._state.is_current
            finally:
                self._awaited -= 1

    def close(self, timeout: float | None = None) -> bool:
        """Write what waits and end the thread; whether the newest snapshot is on the disk."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(timeout)
        return not self._thread.is_alive() and self.state.is_current

    def _run(self) -> None:
        try:
            while (job := self._next()) is not None:
                state = self._settle(*job, self._attempt(job[1]))
                if self._on_result is not None:
                    self._on_result(state)
        finally:
            # Whoever waits in flush() must hear of it, even if writing or reporting failed.
            with self._changed:
                self._ended = True
                self._changed.notify_all()

    def _next(self) -> tuple[int, SnapshotT] | None:
        """What is to be written now; None when the thread is to end."""
        with self._changed:
            self._writing = False
            self._changed.notify_all()
            while self._waiting is None and not self._closing:
                self._changed.wait()
            due = time.monotonic() + PAUSE
            while not self._closing and not self._awaited and (left := due - time.monotonic()) > 0:
                self._changed.wait(left)
            job, self._waiting = self._waiting, None
            self._writing = job is not None
            return job

    def _attempt(self, snapshot: SnapshotT) -> Saved | SaveError:
        try:
            return self._write(snapshot)
        except SaveError as error:
            return error

    def _settle(self, revision: int, snapshot: SnapshotT, result: Saved | SaveError) -> SaveState:
        with self._changed:
            if isinstance(result, SaveError):
                self._state = self._state._replace(error=result)
                if self._waiting is None:
                    self._failed = (revision, snapshot)
            else:
                self._state = self._state._replace(saved=revision, written=result, error=None)
            return self._state
