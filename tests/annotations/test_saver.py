from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from tui_reader.annotations import atomic
from tui_reader.annotations.file import Saved
from tui_reader.annotations.saver import Saver, SaveState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAIT = 30


class Gate:
    """Lets a test decide when the saver's thread may go on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entered = threading.Semaphore(0)
        self.open = threading.Semaphore(0)
        self.written: list[int] = []

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
def saver(gate: Gate) -> Iterator[Saver[int]]:
    saver = Saver(gate.write)
    yield saver
    gate.open.release(1000)
    saver.close(WAIT)


def test_only_the_newest_of_what_waits_is_written(saver: Saver[int], gate: Gate, path: Path) -> None:
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


def test_saved_is_said_only_of_what_is_on_the_disk(saver: Saver[int], gate: Gate) -> None:
    saver.submit(1, 10)
    assert saver.state == SaveState(submitted=1) and not saver.state.is_current
    gate.open.release()
    assert saver.flush(WAIT) and saver.state.is_current
    saver.submit(2, 20)
    assert saver.state.saved == 1 and not saver.state.is_current


def test_a_failed_save_stays_the_state_until_one_succeeds(
    saver: Saver[int], gate: Gate, path: Path, monkeypatch: pytest.MonkeyPatch
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
    told: list[tuple[SaveState, int]] = []
    saver = Saver(gate.write, on_result=lambda state: told.append((state, threading.get_ident())))
    gate.open.release(10)
    saver.submit(7, 1)
    assert saver.close(WAIT)
    ((state, thread),) = told
    assert state.saved == 7 and thread != threading.get_ident()


def test_closing_writes_what_waits_and_takes_no_more(gate: Gate, path: Path) -> None:
    saver = Saver(gate.write)
    saver.submit(1, 10)
    assert gate.entered.acquire(timeout=WAIT)
    saver.submit(2, 20)
    gate.open.release(2)
    assert saver.close(WAIT) and path.read_text() == "20"
    with pytest.raises(RuntimeError):
        saver.submit(3, 30)
    assert not saver.retry()


def test_nothing_submitted_is_nothing_written(path: Path) -> None:
    saver: Saver[int] = Saver(Gate(path).write)
    assert saver.flush(WAIT) and saver.close(WAIT)
    assert not path.exists()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_in_writing_leaves_nobody_waiting() -> None:
    def faulty(_: int) -> Saved:
        raise LookupError("a fault of ours")

    saver = Saver(faulty)
    saver.submit(1, 1)
    assert not saver.flush(WAIT)
    assert not saver.close(WAIT)
