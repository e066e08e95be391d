"""One program at a time saves a set: a file beside it is locked, and its content says by whom.

The kernel's lock (flock) counts, not the file: it goes with the process that holds it, however that ends. The file is
deleted while it is locked, so whoever has waited for it looks whether it is still the one that has the name.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import re
import stat
import time
import unicodedata
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.annotations import atomic
from tui_reader.annotations.page import reason_of
from tui_reader.errors import SaveError
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 5.0
"""Seconds to wait for another program; a save takes milliseconds."""
_SHORTEST, _LONGEST = 0.002, 0.05
"""Seconds between two looks."""
_SAID = 512
"""Bytes at the beginning of a lock that may say whose it is."""
_NAME = re.compile(r"[\w.@+-]{1,64}")
_UNSUPPORTED = frozenset({errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EBADF, errno.EINVAL})


@contextmanager
def held(path: Path, patience: float = PATIENCE) -> Iterator[bool]:
    """Nobody else holds the lock of the set at `path`, by whatever name they reach it, while the block runs.

    Folders that are not there yet are made, and taken away again if nothing has come into them; the value is whether
    the disk has confirmed their names. Raises SaveError when another program still has the lock after `patience`
    seconds, and says which; and where there can be no lock.
    """
    try:
        real = path.resolve()
        above = atomic.make_folder(real.parent)
    except (OSError, ValueError, RuntimeError) as error:
        raise SaveError(path, atomic.reason_for(error)) from None
    try:
        confirmed = [atomic.sync_folder(folder) for folder in above]
        lock = lock_path(real)
        descriptor = _taken(path, lock, patience)
        try:
            _sign(descriptor, lock.parent)
            yield all(confirmed)
        finally:
            with suppress(OSError):
                if _is_at(descriptor, lock):
                    lock.unlink()
            atomic.let_go(descriptor)
    finally:
        if above:
            _remove_empty(real.parent, len(above))


def lock_path(real: Path) -> Path:
    """The file that is locked for the set at this path, which has no symbolic links in it."""
    # A name that differs only in case or composition may be the same file.
    name = unicodedata.normalize("NFC", real.name).casefold().encode("utf-8", "surrogateescape")
    return real.with_name(f".tui-reader-{hashlib.sha256(name).hexdigest()[:16]}.lock")


def why_not(folder: Path) -> str:
    """Why nothing can be saved in a folder, or empty. Looks, at the nearest one above if it is not there yet."""
    folder = Path(os.path.realpath(folder))
    while not os.path.lexists(folder) and folder != folder.parent:
        folder = folder.parent
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        return reason_of(error)
    try:
        if os.fstatvfs(descriptor).f_flag & os.ST_RDONLY:
            return reason_of(OSError(errno.EROFS, os.strerror(errno.EROFS)))
        if not os.access(folder, os.W_OK | os.X_OK):
            return tr("the folder is read-only")
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return ""
    except OSError as error:
        return tr("no lock can be taken here ({reason})", reason=reason_of(error))
    finally:
        atomic.let_go(descriptor)
    return ""


def _taken(path: Path, lock: Path, patience: float) -> int:
    """A descriptor of the lock file, locked, and the file under its name. Raises SaveError."""
    deadline = time.monotonic() + patience
    pause = _SHORTEST
    while True:
        try:
            descriptor = _opened(lock)
        except OSError as error:
            raise SaveError(path, tr("cannot be locked ({reason})", reason=reason_of(error))) from None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            status = os.fstat(descriptor)
            if _is_at(descriptor, lock):
                if status.st_nlink == 1:
                    return descriptor
                # The content is somebody's file under another name: it is not for us to write into.
                lock.unlink()
            atomic.let_go(descriptor)
            continue
        except BlockingIOError:
            holder = _holder(descriptor)
            atomic.let_go(descriptor)
        except OSError as error:
            atomic.let_go(descriptor)
            if error.errno not in _UNSUPPORTED:
                raise SaveError(path, tr("cannot be locked ({reason})", reason=reason_of(error))) from None
            raise SaveError(path, tr("no lock can be taken here ({reason})", reason=reason_of(error))) from None
        left = deadline - time.monotonic()
        if left <= 0:
            raise SaveError(path, tr("is being changed by {holder}", holder=holder))
        time.sleep(min(pause, left))
        pause = min(2 * pause, _LONGEST)


def _opened(lock: Path) -> int:
    """The lock file, made if it is not there. Raises OSError, also for a name that is no plain file's."""
    flags = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | flags, 0o666)
    except PermissionError:
        if not os.access(lock.parent, os.W_OK | os.X_OK):
            raise
        # Somebody else's, left by a program that was killed: to be locked it need not be written.
        try:
            descriptor = os.open(lock, os.O_RDONLY | flags)
        except FileNotFoundError:
            return _opened(lock)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        atomic.let_go(descriptor)
        raise OSError(errno.EINVAL, tr("is not a regular file"))
    return descriptor


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether an open file is the one that has this name."""
    try:
        there = os.lstat(path)
    except FileNotFoundError:
        return False
    return os.path.samestat(there, os.fstat(descriptor))


def _sign(descriptor: int, folder: Path) -> None:
    """Say in the lock whose it is. Where it cannot be written there is nobody to be told, and it holds all the same."""
    import pwd

    try:
        user = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        user = str(os.geteuid())
    said = {"pid": os.getpid(), "user": user, "host": os.uname().nodename}
    with suppress(OSError):
        # Whoever may write in the folder may have to take the lock when this process is no more.
        os.fchmod(descriptor, folder.stat().st_mode & 0o666)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(said).encode(), 0)


def _holder(descriptor: int) -> str:
    """Who holds a lock, as far as it says so in a way that can be shown."""
    try:
        said = json.loads(os.pread(descriptor, _SAID, 0))
        pid, user, host = said["pid"], said["user"], said["host"]
        if type(pid) is int and _NAME.fullmatch(user) and _NAME.fullmatch(host):
            return tr("{user} on {host} (process {pid})", user=user, host=host, pid=pid)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return tr("another program")
    return tr("another program")


def _remove_empty(folder: Path, most: int) -> None:
    """Take folders away again that were made for nothing."""
    with suppress(OSError):
        for _ in range(most):
            folder.rmdir()
            folder = folder.parent
