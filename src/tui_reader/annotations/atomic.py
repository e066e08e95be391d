"""Replace a file whole: whoever looks, whenever the power fails, finds the old content or the new."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import stat
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.page import reason_of
from tui_reader.errors import SaveError
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_PREFIX, _SUFFIX = ".tui-reader-", ".tmp"
_TEMPORARY = re.compile(rf"{re.escape(_PREFIX)}[0-9a-f]{{16}}{re.escape(_SUFFIX)}")
_OLD = 24 * 60 * 60.0
"""Seconds after which a temporary file is nobody's any more."""
_ACCESS_LIST = "system.posix_acl_access"
_tidied: set[Path] = set()


class Replaced(NamedTuple):
    """What came of replacing a file, which is there."""

    durable: bool
    """Whether the disk has confirmed the file's name as well as its content; when it has not, a power failure might
    still bring back the old one."""
    other_names: int = 0
    """Hard links to the old file, under which it stays as it was."""


def replace(path: Path, content: bytes) -> Replaced:
    """Write `content` to `path`: `replace_by` in one piece."""
    return replace_by(path, (content,))


def replace_by(path: Path, pieces: Iterable[bytes], at_the_last: Callable[[], object] = lambda: None) -> Replaced:
    """Write `pieces` one behind the other to `path`, through symbolic links.

    A new file takes the old one's name, and its mode, group, access control list and extended attributes as far as
    the system lets it. `at_the_last` is called when it is on the disk and only the name is to be changed; what it
    raises is raised. Raises SaveError with the old file untouched and nothing left beside it.
    """
    try:
        real = path.resolve()
        old = _old_file(path, real)
        created = make_folder(real.parent)
        _tidy(real.parent)
        temporary = real.parent / f"{_PREFIX}{os.urandom(8).hex()}{_SUFFIX}"
        try:
            _write(temporary, pieces, real, old)
            at_the_last()
            temporary.replace(real)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except (OSError, ValueError, RuntimeError) as error:
        raise SaveError(path, reason_for(error)) from None
    confirmed = [sync_folder(folder) for folder in (real.parent, *created)]
    return Replaced(all(confirmed), 0 if old is None else old.st_nlink - 1)


def reason_for(error: OSError | ValueError | RuntimeError) -> str:
    """What the system says when a path cannot be followed or a file not be written."""
    return tr("is a loop of symbolic links") if isinstance(error, RuntimeError) else reason_of(error)


def _old_file(path: Path, real: Path) -> os.stat_result | None:
    """What is known of the file that will be replaced; None for a new one. Raises SaveError."""
    try:
        status = real.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise SaveError(path, tr("is not a regular file"))
    if not os.access(real, os.W_OK):
        raise SaveError(path, tr("is read-only"))
    return status


def make_folder(folder: Path) -> list[Path]:
    """Make a folder and what it lies in; the answer is every folder that got a new entry. Raises OSError."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        new.mkdir(exist_ok=True)
    return [new.parent for new in missing]


def make_private_folder(folder: Path) -> list[Path]:
    """The same; only its owner may look into a folder that is new. Raises OSError."""
    above = make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        return above
    return [folder.parent, *above]


def _write(path: Path, pieces: Iterable[bytes], real: Path, old: os.stat_result | None) -> None:
    """Write a new file down to the disk. Without an old one the process's umask decides its mode, as for any file."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o666)
    with os.fdopen(descriptor, "wb") as stream:
        # Says to whoever tidies up here that somebody is at work.
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        length = 0
        for piece in pieces:
            stream.write(piece)
            length += len(piece)
        stream.flush()
        if os.fstat(descriptor).st_size != length:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        if old is not None:
            _take_after(descriptor, real, old)
        os.fsync(descriptor)


def _take_after(descriptor: int, real: Path, old: os.stat_result) -> None:
    """Give a new file what belongs to the old one beside its content. Raises OSError if the mode cannot be kept."""
    mode = stat.S_IMODE(old.st_mode)
    _keep_owner(descriptor, old)
    if os.fstat(descriptor).st_gid != old.st_gid:
        # What the group might do was not meant for this other group.
        mode = mode & ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            kept = os.listxattr(real)
            for name in os.listxattr(descriptor):
                # The list that the folder gives to new files may let in whom the old one did not.
                if name == _ACCESS_LIST and name not in kept:
                    os.removexattr(descriptor, name)
            for name in kept:
                with suppress(OSError):
                    os.setxattr(descriptor, name, os.getxattr(real, name))
    os.fchmod(descriptor, mode)


def _keep_owner(descriptor: int, old: os.stat_result) -> None:
    """Owner and group as they were where that is allowed, else only the group, else neither."""
    with suppress(OSError):
        os.fchown(descriptor, old.st_uid, old.st_gid)
        return
    with suppress(OSError):
        os.fchown(descriptor, -1, old.st_gid)


def _tidy(folder: Path) -> None:
    """Remove what programs that were killed while they wrote have left in a folder, once in a process."""
    if folder in _tidied:
        return
    _tidied.add(folder)
    before = time.time() - _OLD
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX) and _TEMPORARY.fullmatch(entry.name):
                with suppress(OSError):
                    if entry.is_file(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_mtime < before:
                        _remove_unlocked(folder / entry.name)


def _remove_unlocked(path: Path) -> None:
    """Remove a temporary file unless somebody is writing it. Raises OSError, also when somebody is."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
    finally:
        let_go(descriptor)


def sync_folder(folder: Path) -> bool:
    """Have the disk confirm the names in a folder; whether it has."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            let_go(descriptor)
    except OSError:
        return False
    return True


def let_go(descriptor: int) -> None:
    """Close a file of which nothing more is wanted: what had to be on the disk is confirmed, or told of, already."""
    with suppress(OSError):
        os.close(descriptor)
