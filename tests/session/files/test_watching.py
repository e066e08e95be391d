"""Files and folders that are looked at: whatever happens to one is told of, also within one tick of the clock."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from tui_reader.documents.stamp import Stamp
from tui_reader.session.files import watching
from tui_reader.session.files.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that was left alone for long."""
    path = tmp_path / "folder" / "set.json"
    path.parent.mkdir()
    path.write_bytes(b"content")
    return path


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is an hour on, so that whatever is there has settled."""
    now = time.time_ns
    monkeypatch.setattr(watching.time, "time_ns", lambda: now() + 3600 * 10**9)


def written(path: Path) -> None:
    path.write_bytes(b"other words")


def replaced(path: Path) -> None:
    """With the same size and the same time, as by `cp -p` or `git checkout` on a coarse clock."""
    status = path.stat()
    new = path.with_name("new")
    new.write_bytes(path.read_bytes()[::-1])
    os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))
    new.replace(path)


def deleted(path: Path) -> None:
    path.unlink()


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("happens", [written, replaced, deleted, made_a_folder])
def test_what_happens_to_a_file_is_told_of_once(path: Path, later: None, happens: Callable[[Path], None]) -> None:
    watch = Watch()
    watch.add(path)
    watch.look()
    assert watch.look() == []
    happens(path)
    assert watch.look() == [path]
    assert watch.look() == []


def test_what_comes_and_goes_in_a_folder_is_told_of(path: Path, later: None) -> None:
    watch = Watch()
    watch.add(path.parent)
    watch.look()
    (path.parent / "another.json").touch()
    assert watch.look() == [path.parent]
    (path.parent / "another.json").unlink()
    assert watch.look() == [path.parent]


def test_what_is_not_there_yet_is_told_of_when_it_comes(tmp_path: Path, later: None) -> None:
    watch = Watch()
    watch.add(tmp_path / "new.json")
    watch.look()
    assert watch.look() == []
    (tmp_path / "new.json").touch()
    assert watch.look() == [tmp_path / "new.json"]


def test_a_file_is_told_of_at_first_unless_it_is_as_it_was_read(path: Path, later: None) -> None:
    watch = Watch()
    watch.add(path)
    assert watch.look() == [path]
    watch.add(path, Stamp.of(path.stat()))
    # It was read within the tick in which it was written, for all the stamp says.
    assert watch.look() == [path]
    assert watch.look() == []


def test_what_changes_within_a_tick_of_the_clock_is_not_missed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch()
    watch.add(path)
    stamp = Stamp.of(path.stat())
    monkeypatch.setattr(watching.Stamp, "of", lambda _: stamp)
    watch.look()
    path.write_bytes(b"CONTENT")
    assert watch.look() == []
    now = time.time_ns
    monkeypatch.setattr(watching.time, "time_ns", lambda: now() + 3600 * 10**9)
    assert watch.look() == [path]
    assert watch.look() == []


def test_what_is_no_longer_watched_is_not_told_of(path: Path) -> None:
    watch = Watch()
    watch.add(path)
    watch.discard(path)
    assert watch.paths == []
    assert watch.look() == []
