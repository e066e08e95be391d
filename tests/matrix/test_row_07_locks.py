"""Row 7: the lock of a dead process is taken at once; that of a living one is waited for, and said to be theirs."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from program import PATIENCE, environment

from tui_reader.annotations.lock import held, lock_path, why_not
from tui_reader.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = str(Path(__file__).parent)
LONG_ENOUGH = 30.0
"""Seconds nobody waits for unless something is wrong."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "annotations" / "a.txt.amal.json"
    found.parent.mkdir()
    return found


def names(path: Path) -> set[str]:
    return {entry.name for entry in path.parent.iterdir()}


HOLDER = """
import sys
from pathlib import Path
from importlib import import_module
module, name = sys.argv[1].split(":")
with getattr(import_module(module), name)(Path(sys.argv[2]), 5.0):
    print("held", flush=True)
    sys.stdin.read()
"""
LOCK, NAIVE, UNSEEING = "tui_reader.annotations.lock:held", "naive.lock:held", "naive.lock:held_without_looking"


class Other:
    """Another process that holds the lock of a set."""

    def __init__(self, path: Path, lock: str = LOCK) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, lock, path],
            env=environment(PYTHONPATH=os.pathsep.join((environment()["PYTHONPATH"], HERE))),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self.process.stdout is not None and self.process.stdout.readline() == b"held\n"

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate(timeout=PATIENCE)

    def let_go(self) -> None:
        self.process.communicate(timeout=PATIENCE)


@pytest.fixture
def other(path: Path) -> Iterator[Other]:
    there = Other(path)
    yield there
    there.kill()


def test_nothing_is_left_beside_the_set(path: Path) -> None:
    with held(path):
        assert names(path) == {lock_path(path).name}
    assert names(path) == set()


def takes_what_a_dead_process_held(path: Path, lock: str) -> None:
    """The lock of a process that was killed while it held it is there for the next one."""
    from importlib import import_module

    module, name = lock.split(":")
    Other(path, lock).kill()
    assert len(names(path)) == 1, "the test needs a lock that was left"
    with getattr(import_module(module), name)(path, 0.5):
        pass


def test_the_lock_of_a_dead_process_is_taken_at_once(path: Path) -> None:
    takes_what_a_dead_process_held(path, LOCK)
    assert names(path) == set()


def test_a_lock_by_the_existence_of_a_file_is_held_for_ever(path: Path) -> None:
    with pytest.raises(SaveError):
        takes_what_a_dead_process_held(path, NAIVE)


def test_a_living_process_is_waited_for_and_then_named(path: Path, other: Other) -> None:
    began = time.monotonic()
    with pytest.raises(SaveError) as caught, held(path, 0.3):
        raise AssertionError("two hold it")
    assert time.monotonic() - began >= 0.3
    assert str(other.process.pid) in caught.value.reason and os.uname().nodename in caught.value.reason
    assert str(path) in str(caught.value) and "\n" not in str(caught.value)


def test_it_is_had_as_soon_as_the_other_lets_go(path: Path, other: Other) -> None:
    threading.Timer(0.2, other.let_go).start()
    with held(path, LONG_ENOUGH):
        assert other.process.wait(PATIENCE) == 0


def test_the_same_set_by_another_name_has_the_same_lock(path: Path, other: Other, tmp_path: Path) -> None:
    path.touch()
    (tmp_path / "way").symlink_to(path.parent)
    (tmp_path / "link.json").symlink_to(path)
    for name in (tmp_path / "way" / path.name, tmp_path / "link.json", path.parent / ".." / "annotations" / path.name):
        with pytest.raises(SaveError), held(name, 0.0):
            raise AssertionError("two hold it")


def test_another_set_in_the_folder_has_another_lock(path: Path, other: Other) -> None:
    with held(path.with_name("a.txt.hana.json"), 0.0):
        pass


def test_two_threads_of_one_process_do_not_have_it_both(path: Path) -> None:
    with held(path), pytest.raises(SaveError), held(path, 0.0):
        raise AssertionError("two hold it")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 5000,
        b'{"pid": 1, "user": "\x1b[31m", "host": "x"}',
        b'{"pid": 1, "user": "a b", "host": "\xe2\x80\xae"}',
        b'{"pid": "1", "user": "a", "host": "b"}',
        b'{"pid": 1, "user": ["a"], "host": {}}',
        b"[" * 500,
        b"[]",
        b"7",
        b"\xff",
    ],
)
def test_what_a_lock_says_is_not_trusted(path: Path, content: bytes) -> None:
    lock = lock_path(path)
    lock.write_bytes(content)
    with lock.open("rb") as theirs:
        fcntl.flock(theirs, fcntl.LOCK_EX)
        with pytest.raises(SaveError) as caught, held(path, 0.0):
            raise AssertionError("two hold it")
    assert caught.value.reason == "is being changed by another program"
    with held(path, 0.0):
        assert json.loads(lock.read_bytes())["pid"] == os.getpid()
    assert names(path) == set()


def test_a_read_only_lock_of_a_dead_process_is_taken(path: Path) -> None:
    lock_path(path).write_bytes(b"")
    lock_path(path).chmod(0o444)
    with held(path, 0.0):
        pass
    assert names(path) == set()


def test_a_lock_that_may_not_be_written_is_locked_all_the_same(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    lock_path(path).write_bytes(b"theirs")
    opened = os.open

    def only_to_read(name: Path, flags: int, *mode: int) -> int:
        if Path(name) == lock_path(path) and flags & os.O_RDWR:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return opened(name, flags, *mode)

    monkeypatch.setattr(os, "open", only_to_read)
    with held(path, 0.0), pytest.raises(SaveError), held(path, 0.0):
        raise AssertionError("two hold it")


def test_a_file_of_somebody_is_not_written_into(path: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("precious")
    lock_path(path).hardlink_to(precious)
    with held(path, 0.0):
        pass
    lock_path(path).symlink_to(precious)
    with pytest.raises(SaveError), held(path, 0.0):
        raise AssertionError("a link was followed")
    assert precious.read_text() == "precious"


@pytest.mark.parametrize("kind", ["folder", "fifo"])
def test_what_is_no_file_is_no_lock(path: Path, kind: str) -> None:
    lock_path(path).mkdir() if kind == "folder" else os.mkfifo(lock_path(path))
    with pytest.raises(SaveError), held(path, 0.0):
        raise AssertionError("locked nothing")


def test_a_folder_that_is_not_there_is_made_and_goes_if_nothing_came(tmp_path: Path) -> None:
    path = tmp_path / "new" / "annotations" / "a.json"
    with held(path):
        assert path.parent.is_dir()
    assert list(tmp_path.iterdir()) == []
    with held(path) as confirmed:
        assert confirmed
        path.write_text("{}")
    assert path.exists()


def test_a_folder_that_goes_under_the_holder_is_no_fault(path: Path) -> None:
    with held(path):
        lock_path(path).unlink()
        path.parent.rmdir()
    assert not path.parent.exists()


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "annotations").write_text("")
    with pytest.raises(SaveError), held(tmp_path / "annotations" / "a.json"):
        raise AssertionError("locked nothing")


def test_a_name_of_255_bytes_has_a_lock(path: Path) -> None:
    with held(path.with_name("ا" * 125 + ".json")):
        assert len(names(path)) == 1


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_file_system_without_locks_is_told_and_nothing_written(
    monkeypatch: pytest.MonkeyPatch, path: Path, number: int
) -> None:
    def failing(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    assert why_not(path.parent) == ""
    monkeypatch.setattr(fcntl, "flock", failing)
    assert "no lock can be taken here" in why_not(path.parent)
    with pytest.raises(SaveError) as caught, held(path):
        raise AssertionError("locked nothing")
    assert "no lock can be taken here" in caught.value.reason


def test_whether_there_can_be_a_lock_is_found_out_without_writing(tmp_path: Path) -> None:
    assert why_not(tmp_path) == why_not(tmp_path / "not" / "yet" / "there") == ""
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("")
    assert why_not(tmp_path / "file" / "annotations") != ""
    (tmp_path / "link").symlink_to(tmp_path / "not" / "yet")
    assert why_not(tmp_path / "link") == ""
    with held(tmp_path / "a.json"):
        assert why_not(tmp_path) == ""


def test_a_read_only_file_system_is_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if Path("/sys").is_dir() and os.statvfs("/sys").f_flag & os.ST_RDONLY:
        assert why_not(Path("/sys")) == "read-only file system"
    status = os.statvfs(tmp_path)
    read_only = os.statvfs_result((*status[:8], status.f_flag | os.ST_RDONLY, status.f_namemax))
    monkeypatch.setattr(os, "fstatvfs", lambda _: read_only)
    assert why_not(tmp_path / "annotations") == "read-only file system"


def test_a_folder_that_may_not_be_written_is_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert why_not(tmp_path) == "the folder is read-only"


# Many at once

HAMMER = """
import sys, time
from pathlib import Path
from importlib import import_module
module, name = sys.argv[1].split(":")
held = getattr(import_module(module), name)
path, counter, times = Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
for _ in range(times):
    with held(path, 60.0):
        number = int(counter.read_text())
        time.sleep(0.0005)
        counter.write_text(str(number + 1))
"""


def counts_every_turn(path: Path, counter: Path, lock: str, *, processes: int = 4, times: int = 100) -> None:
    """Processes that each add to a number under the lock lose no turn."""
    counter.write_text("0")
    env = environment(PYTHONPATH=os.pathsep.join((environment()["PYTHONPATH"], HERE)))
    command = [sys.executable, "-c", HAMMER, lock, path, counter, str(times)]
    started = [subprocess.Popen(command, env=env, stderr=subprocess.PIPE) for _ in range(processes)]
    said = [process.communicate(timeout=PATIENCE)[1] for process in started]
    assert [process.returncode for process in started] == [0] * processes, said
    assert int(counter.read_text()) == processes * times


def test_no_two_processes_hold_it_at_once(path: Path, tmp_path: Path) -> None:
    counts_every_turn(path, tmp_path / "counter", LOCK)
    assert names(path) == set()


def test_the_kernels_lock_on_a_file_that_is_deleted_is_held_by_two(path: Path, tmp_path: Path) -> None:
    # Which turn is lost is chance, but out of so many one is.
    with pytest.raises(AssertionError):
        counts_every_turn(path, tmp_path / "counter", UNSEEING)
