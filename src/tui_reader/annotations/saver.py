"""A thread that keeps the disk up with the store: it notes every change, writes the newest snapshot, and tells of it.

A change is noted at once; snapshots that pile up while one is being written are passed over for the newest. A failed
save stays the state until a later one succeeds; the snapshot is kept, and `retry` writes it again. What cannot be noted
does not keep anything from being written.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from tui_reader.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ChangeT = TypeVar("ChangeT")
SnapshotT = TypeVar("SnapshotT")
ResultT = TypeVar("ResultT")
ChangeT_contra = TypeVar("ChangeT_contra", contravariant=True)
SnapshotT_contra = TypeVar("SnapshotT_contra", contravariant=True)
ResultT_co = TypeVar("ResultT_co", covariant=True)

PAUSE = 0.05
"""Seconds between a snapshot's coming and its being written, unless somebody waits for it: what a change shows on
the screen comes first, and changes in quick succession are written once."""
PATIENCE = 5.0
"""The same while it is known that more is to come: it is noted all the while."""


class Disk(Protocol[ChangeT_contra, SnapshotT_contra, ResultT_co]):
    """What a saver puts on the disk, and how. Both methods are called on its thread and may raise SaveError."""

    def note(self, changes: Sequence[ChangeT_contra]) -> None:
        """Makes sure that changes can be found again, in their order."""

    def write(self, snapshot: SnapshotT_contra) -> ResultT_co:
        """Puts a snapshot on the disk, in which is what was noted so far and nothing else."""


class SaveState(NamedTuple, Generic[ResultT]):
    """What is on the disk, and what went wrong since."""

    saved: int | None = None
    """The revision on the disk; None before the first save."""
    submitted: int | None = None
    """The newest revision that was handed over."""
    noted: int | None = None
    """The newest revision whose changes are all noted."""
    written: ResultT | None = None
    """What came of the last save that succeeded."""
    error: SaveError | None = None
    """Why the newest attempt failed."""
    note_error: SaveError | None = None
    """Why the newest changes could not be noted."""

    @property
    def is_current(self) -> bool:
        """Whether what is on the disk is the newest that was handed over."""
        return self.saved == self.submitted and self.error is None


class Saver(Generic[ChangeT, SnapshotT, ResultT]):
    """Notes the changes of one set and writes its snapshots in the background. Any thread may call any method."""

    def __init__(
        self,
        disk: Disk[ChangeT, SnapshotT, ResultT],
        *,
        on_result: Callable[[SaveState[ResultT]], None] | None = None,
    ) -> None:
        """`on_result` is called on the saver's thread after every attempt to write, and when noting begins to fail."""
        self._disk = disk
        self._on_result = on_result
        self._changed = threading.Condition()
        self._unnoted: list[ChangeT] = []
        self._waiting: tuple[int, SnapshotT] | None = None
        self._due = 0.0
        """When what waits is to be written (`monotonic`)."""
        self._failed: tuple[int, SnapshotT] | None = None
        self._state: SaveState[ResultT] = SaveState()
        self._busy = False
        self._awaited = 0
        """How many threads wait in `flush`."""
        self._closing = False
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="saver", daemon=True)
        self._thread.start()

    @property
    def state(self) -> SaveState[ResultT]:
        """The state after the last finished attempt, with the newest revision handed over."""
        with self._changed:
            return self._state

    def submit(
        self, revision: int, snapshot: SnapshotT, change: ChangeT | None = None, *, more_comes: bool = False
    ) -> None:
        """Have a change noted at once, and the snapshot after it written soon, in place of any that still waits.

        `more_comes`: it is a piece of something, of which the rest follows at once. Raises RuntimeError after close.
        """
        with self._changed:
            if self._closing or self._ended:
                raise RuntimeError("the saver is closed")
            if change is not None:
                self._unnoted.append(change)
            due = time.monotonic() + (PATIENCE if more_comes else PAUSE)
            self._due = due if self._waiting is None else min(self._due, due)
            self._waiting = (revision, snapshot)
            self._failed = None
            # What was written before is to be written again: until then it counts as not written.
            saved = None if revision == self._state.saved else self._state.saved
            self._state = self._state._replace(submitted=revision, saved=saved)
            self._changed.notify_all()

    def retry(self) -> bool:
        """Try what failed once more; False when nothing has failed or something newer waits."""
        with self._changed:
            if self._failed is None or self._closing or self._ended:
                return False
            self._waiting, self._failed = self._failed, None
            self._changed.notify_all()
            return True

    @property
    def _rests(self) -> bool:
        """Whether nothing waits and nothing is being done: until something is handed over it stays so."""
        return self._ended or not (self._busy or self._unnoted or self._waiting is not None)

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until nothing waits, at most `timeout` seconds; whether the newest snapshot is on the disk."""
        with self._changed:
            self._awaited += 1
            self._changed.notify_all()
            try:
                return self._changed.wait_for(lambda: self._rests, timeout) and self._state.is_current
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
        """What is to be written now, all changes noted that are in it; None when the thread is to end."""
        with self._changed:
            self._busy = False
            while True:
                if self._unnoted:
                    self._note()
                elif self._waiting is None and self._closing:
                    return None
                elif self._waiting is None or (left := self._left()) > 0:
                    self._changed.notify_all()
                    self._changed.wait(None if self._waiting is None else left)
                else:
                    job, self._waiting = self._waiting, None
                    self._busy = True
                    return job

    def _left(self) -> float:
        """Seconds until what waits is to be written."""
        return 0 if self._closing or self._awaited else self._due - time.monotonic()

    def _note(self) -> None:
        """Notes what is to be noted; lets others have the lock meanwhile."""
        changes, self._unnoted = self._unnoted, []
        revision, had_failed = self._state.submitted, self._state.note_error is not None
        self._busy = True
        self._changed.release()
        try:
            error: SaveError | None = None
            try:
                self._disk.note(changes)
            except SaveError as caught:
                error = caught
        finally:
            self._changed.acquire()
            self._busy = False
        self._state = self._state._replace(note_error=error, noted=self._state.noted if error else revision)
        if error is not None and not had_failed and self._on_result is not None:
            state = self._state
            self._changed.release()
            try:
                self._on_result(state)
            finally:
                self._changed.acquire()

    def _attempt(self, snapshot: SnapshotT) -> ResultT | SaveError:
        try:
            return self._disk.write(snapshot)
        except SaveError as error:
            return error

    def _settle(self, revision: int, snapshot: SnapshotT, result: ResultT | SaveError) -> SaveState[ResultT]:
        with self._changed:
            if isinstance(result, SaveError):
                self._state = self._state._replace(error=result)
                if self._waiting is None:
                    self._failed = (revision, snapshot)
            else:
                self._state = self._state._replace(saved=revision, written=result, error=None)
            return self._state
