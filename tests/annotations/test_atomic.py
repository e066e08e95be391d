"""What a file that replaces another takes over from it, and what is found beside it."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import struct
import time
from typing import TYPE_CHECKING

import pytest

from tui_reader.annotations import atomic
from tui_reader.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
SOMEBODY, SOME_GROUP = 1234, 4321


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "sets" / "a.json"
    path.parent.mkdir()
    path.write_text("old")
    return path


@pytest.fixture(autouse=True)
def untidied() -> Iterator[None]:
    """As a program that has saved nothing yet."""
    atomic._tidied.clear()
    yield
    atomic._tidied.clear()


@ROOT
def test_owner_and_group_stay(old: Path) -> None:
    os.chown(old, SOMEBODY, SOME_GROUP)
    old.chmod(0o664)
    atomic.replace(old, b"new")
    status = old.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (SOMEBODY, SOME_GROUP, 0o664)


@ROOT
def test_where_the_owner_cannot_stay_the_group_does(monkeypatch: pytest.MonkeyPatch, old: Path) -> None:
    os.chown(old, SOMEBODY, SOME_GROUP)
    old.chmod(0o660)
    change = os.fchown

    def only_groups(descriptor: int, user: int, group: int) -> None:
        if user != -1:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
        change(descriptor, user, group)

    monkeypatch.setattr(os, "fchown", only_groups)
    atomic.replace(old, b"new")
    assert (old.stat().st_gid, stat.S_IMODE(old.stat().st_mode)) == (SOME_GROUP, 0o660)


@ROOT
def test_another_group_may_not_do_what_the_old_one_might(monkeypatch: pytest.MonkeyPatch, old: Path) -> None:
    os.chown(old, -1, SOME_GROUP)
    old.chmod(0o664)

    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "fchown", refused)
    atomic.replace(old, b"new")
    assert old.read_bytes() == b"new"
    assert old.stat().st_gid != SOME_GROUP and stat.S_IMODE(old.stat().st_mode) == 0o644


def supports(path: Path, name: str, value: bytes) -> None:
    try:
        os.setxattr(path, name, value)
    except (OSError, AttributeError):
        pytest.skip(f"no {name} here")


def access_list(*entries: tuple[int, int, int]) -> bytes:
    """A POSIX ACL as linux/posix_acl_xattr.h has it: version 2, then tag, permissions and id of each entry."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


NOBODY = 0xFFFFFFFF
LETS_SOMEBODY_IN = access_list(
    (0x01, 6, NOBODY), (0x02, 6, SOMEBODY), (0x04, 4, NOBODY), (0x10, 6, NOBODY), (0x20, 0, NOBODY)
)


def test_extended_attributes_stay(old: Path) -> None:
    supports(old, "user.note", "ملاحظة".encode())
    atomic.replace(old, b"new")
    assert os.getxattr(old, "user.note") == "ملاحظة".encode()


def test_an_access_list_stays(old: Path) -> None:
    supports(old, "system.posix_acl_access", LETS_SOMEBODY_IN)
    mode = old.stat().st_mode
    atomic.replace(old, b"new")
    assert os.getxattr(old, "system.posix_acl_access") == LETS_SOMEBODY_IN and old.stat().st_mode == mode


def test_the_folder_lets_nobody_in_whom_the_file_did_not(old: Path) -> None:
    supports(old.parent, "system.posix_acl_default", LETS_SOMEBODY_IN)
    old.chmod(0o600)
    atomic.replace(old, b"new")
    assert "system.posix_acl_access" not in os.listxattr(old) and stat.S_IMODE(old.stat().st_mode) == 0o600


def test_attributes_that_are_refused_stop_nothing(monkeypatch: pytest.MonkeyPatch, old: Path) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

    monkeypatch.setattr(os, "listxattr", lambda _: ["user.a", "security.b"], raising=False)
    for name in ("getxattr", "setxattr"):
        monkeypatch.setattr(os, name, refused, raising=False)
    atomic.replace(old, b"new")
    assert old.read_bytes() == b"new"


def test_a_disk_that_took_less_than_it_said_is_found_out(monkeypatch: pytest.MonkeyPatch, old: Path) -> None:
    sizes = os.fstat

    def one_byte_short(descriptor: int) -> os.stat_result:
        found = sizes(descriptor)
        return os.stat_result((*found[:6], found.st_size - 1, *found[7:10])) if found.st_size > 3 else found

    monkeypatch.setattr(os, "fstat", one_byte_short)
    with pytest.raises(SaveError):
        atomic.replace(old, b"longer than it was")
    assert old.read_text() == "old" and [entry.name for entry in old.parent.iterdir()] == [old.name]


def test_after_a_failed_fsync_another_file_is_written(monkeypatch: pytest.MonkeyPatch, old: Path) -> None:
    tried: list[int] = []
    sync = os.fsync

    def failing_first(descriptor: int) -> None:
        tried.append(os.fstat(descriptor).st_ino)
        if len(tried) == 1:
            held.append(os.dup(descriptor))
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync(descriptor)

    # A number is given again once nobody has the file open.
    held: list[int] = []
    monkeypatch.setattr(os, "fsync", failing_first)
    with pytest.raises(SaveError):
        atomic.replace(old, b"new")
    assert old.read_text() == "old"
    atomic.replace(old, b"new")
    assert old.stat().st_ino == tried[1] != tried[0]
    os.close(held[0])


def test_other_names_of_the_file_are_told_of(old: Path) -> None:
    assert atomic.replace(old.with_name("new.json"), b"new").other_names == 0
    assert atomic.replace(old, b"new").other_names == 0
    other = old.with_name("other.json")
    other.hardlink_to(old)
    assert atomic.replace(old, b"newer").other_names == 1
    assert (old.read_bytes(), other.read_bytes()) == (b"newer", b"new")


# What others have left


def left(folder: Path, name: str, *, days: float) -> Path:
    path = folder / name
    path.write_text("half of")
    moment = time.time() - days * 24 * 60 * 60
    os.utime(path, (moment, moment))
    return path


def test_what_a_killed_program_left_goes_after_a_day(old: Path) -> None:
    folder = old.parent
    gone = left(folder, f".tui-reader-{'a' * 16}.tmp", days=2)
    stays = [
        left(folder, f".tui-reader-{'b' * 16}.tmp", days=0.5),
        left(folder, f".tui-reader-{'c' * 15}.tmp", days=2),
        left(folder, f"tui-reader-{'d' * 16}.tmp", days=2),
        left(folder, ".tui-reader-notes.tmp", days=2),
    ]
    link = folder / f".tui-reader-{'e' * 16}.tmp"
    link.symlink_to(old)
    os.utime(link, (0, 0), follow_symlinks=False)
    directory = folder / f".tui-reader-{'f' * 16}.tmp"
    directory.mkdir()
    os.utime(directory, (0, 0))
    atomic.replace(old, b"new")
    assert not gone.exists()
    assert all(path.exists() for path in (*stays, link, directory))


def test_what_somebody_still_writes_stays(old: Path) -> None:
    path = left(old.parent, f".tui-reader-{'a' * 16}.tmp", days=2)
    with path.open("rb") as stream:
        fcntl.flock(stream, fcntl.LOCK_SH)
        atomic.replace(old, b"new")
    assert path.exists()


def test_a_file_that_is_being_written_says_so(old: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"a"
        [temporary] = old.parent.glob(".tui-reader-*.tmp")
        os.utime(temporary, (0, 0))
        atomic._tidied.clear()
        atomic.replace(old.with_name("other.json"), b"by another thread")
        assert temporary.exists()
        yield b"b"

    atomic.replace_by(old, pieces())
    assert old.read_bytes() == b"ab"
