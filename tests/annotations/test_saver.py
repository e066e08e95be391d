from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from tui_reader.annotations import atomic
from tui_reader.annotations import saver as saver_module
from tui_reader.annotations.file import Saved
from tui_reader.annotations.saver import Saver, SaveState
from tui_reader.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

WAIT = 30


class Gate:
    """Lets a test decide when the saver's thread may go on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entered = threading.Semaphore(0)
        self.open = threading.Semaphore(0)
        self.written: list[int] = []
        self.noted: list[str] = []
        self.cannot_note = False

    def note(self, changes: Sequence[str]) -> None:
        if self.cannot_note:
            raise SaveError(self.path, "no room for notes")
        self.noted += changes

    def write(self, snapshot: int) -> Saved:
        self.entered.release()
        assert self.open.acquire(timeout=WAIT)
        self.written.append(snapshot)
        return Saved("", atomic.replace(self.path, str(snapshot).encode()).durable)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "set.json"


@pytest.fixture
def gate(path: Path) -> Gate:
    return Gate(path)


@pytest.fixture
def saver(gate: Gate) -> Iterator[Saver[str, int, Saved]]:
    saver = Saver(gate)
    yield saver
    gate.open.release(1000)
    saver.close(WAIT)


def test_only_the_newest_of_what_waits_is_written(saver: Saver[str, int, Saved], gate: Gate, path: Path) -> None:
    saver.submit(1, 10)
    assert gate.entered.acquire(timeout=WAIT)
    for revision in (2, 3, 4):
        saver.submit(revision, revision * 10)
    assert not saver.flush(0)
    gate.open.release(2)
    assert saver.flush(WAIT)
    assert gate.written == [10, 40]
    assert path.read_text() == "40"
    state = saver.state
    assert (state.saved, state.submitted, state.error) == (4, 4, None) and state.is_current
    assert state.written is not None and state.written.durable


def test_saved_is_said_only_of_what_is_on_the_disk(saver: Saver[str, int, Saved], gate: Gate) -> None:
    saver.submit(1, 10)
    assert saver.state == SaveState(submitted=1) and not saver.state.is_current
    gate.open.release()
    assert saver.flush(WAIT) and saver.state.is_current
    saver.submit(2, 20)
    assert saver.state.saved == 1 and not saver.state.is_current


def test_a_failed_save_stays_the_state_until_one_succeeds(
    saver: Saver[str, int, Saved], gate: Gate, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    gate.open.release(10)
    saver.submit(1, 10)
    assert saver.flush(WAIT)
    monkeypatch.setattr(os, "fsync", full)
    saver.submit(2, 20)
    assert not saver.flush(WAIT)
    assert saver.state.saved == 1
    assert saver.state.error is not None and "no space left" in str(saver.state.error)
    assert path.read_text() == "10"
    assert saver.retry() and not saver.flush(WAIT)
    monkeypatch.undo()
    assert saver.retry() and saver.flush(WAIT)
    assert saver.state.saved == 2 and saver.state.error is None
    assert path.read_text() == "20"
    assert not saver.retry()


def test_every_attempt_is_reported_from_the_savers_thread(gate: Gate) -> None:
    told: list[tuple[SaveState[Saved], int]] = []
    saver = Saver(gate, on_result=lambda state: told.append((state, threading.get_ident())))
    gate.open.release(10)
    saver.submit(7, 1)
    assert saver.close(WAIT)
    ((state, thread),) = told
    assert state.saved == 7 and thread != threading.get_ident()


def test_closing_writes_what_waits_and_takes_no_more(gate: Gate, path: Path) -> None:
    saver = Saver(gate)
    saver.submit(1, 10)
    assert gate.entered.acquire(timeout=WAIT)
    saver.submit(2, 20)
    gate.open.release(2)
    assert saver.close(WAIT) and path.read_text() == "20"
    with pytest.raises(RuntimeError):
        saver.submit(3, 30)
    assert not saver.retry()


def test_nothing_submitted_is_nothing_written(path: Path) -> None:
    saver: Saver[str, int, Saved] = Saver(Gate(path))
    assert saver.flush(WAIT) and saver.close(WAIT)
    assert not path.exists()


def test_every_change_is_noted_before_the_snapshot_that_holds_it_is_written(
    saver: Saver[str, int, Saved], gate: Gate
) -> None:
    saver.submit(1, 10, "a")
    assert gate.entered.acquire(timeout=WAIT)
    assert gate.noted == ["a"]
    # While that is being written.
    saver.submit(2, 20, "b")
    saver.submit(3, 30, "c")
    gate.open.release()
    assert gate.entered.acquire(timeout=WAIT)
    assert gate.noted == ["a", "b", "c"] and gate.written == [10]
    gate.open.release()
    assert saver.flush(WAIT)
    assert gate.written == [10, 30] and saver.state.noted == 3


def test_a_change_is_noted_at_once_though_the_snapshot_waits(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saver_module, "PAUSE", 3600)
    noted = threading.Event()
    monkeypatch.setattr(gate, "note", lambda changes: (gate.noted.extend(changes), noted.set()))
    saver: Saver[str, int, Saved] = Saver(gate)
    saver.submit(1, 10, "a")
    assert noted.wait(WAIT) and gate.noted == ["a"]
    assert gate.written == [] and not saver.state.is_current
    gate.open.release()
    assert saver.close(WAIT) and gate.written == [10]


def test_what_is_handed_over_again_is_not_saved_before_it_is_written_again(
    saver: Saver[str, int, Saved], gate: Gate
) -> None:
    gate.open.release()
    saver.submit(1, 10)
    assert saver.flush(WAIT) and saver.state.is_current
    saver.submit(1, 10)
    assert not saver.state.is_current
    gate.open.release()
    assert saver.flush(WAIT) and saver.state.is_current
    assert gate.written == [10, 10]


def test_what_cannot_be_noted_is_saved_all_the_same_and_told_once(gate: Gate) -> None:
    told: list[SaveState[Saved]] = []
    saver: Saver[str, int, Saved] = Saver(gate, on_result=told.append)
    gate.cannot_note = True
    gate.open.release(10)
    saver.submit(1, 10, "a")
    assert saver.flush(WAIT)
    saver.submit(2, 20, "b")
    assert saver.flush(WAIT)
    assert gate.written == [10, 20]
    assert saver.state.noted is None and saver.state.note_error is not None
    gate.cannot_note = False
    saver.submit(3, 30, "c")
    assert saver.close(WAIT)
    assert saver.state.noted == 3 and saver.state.note_error is None
    # Once for the notes, and once for each save.
    assert [state.saved for state in told] == [None, 1, 2, 3]


def test_who_was_never_told_of_a_failed_save_can_close(gate: Gate) -> None:
    saver: Saver[str, int, Saved] = Saver(gate)
    gate.path.mkdir()
    gate.open.release(10)
    saver.submit(1, 10, "a")
    assert not saver.close(WAIT)
    assert saver.state.error is not None and saver.state.noted == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("method", ["note", "write"])
def test_a_fault_in_writing_leaves_nobody_waiting(gate: Gate, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    def faulty(_: object) -> Saved:
        raise LookupError("a fault of ours")

    monkeypatch.setattr(gate, method, faulty)
    saver: Saver[str, int, Saved] = Saver(gate)
    saver.submit(1, 1, "a")
    assert not saver.flush(WAIT)
    assert not saver.close(WAIT)
