"""Replace a file whole: whoever looks, whenever the power fails, finds the old content or the new."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from tui_reader.annotations.page import reason_of
from tui_reader.errors import SaveError
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def replace(path: Path, content: bytes) -> bool:
    """Write `content` to `path`: `replace_by` in one piece."""
    return replace_by(path, (content,))


def replace_by(path: Path, pieces: Iterable[bytes]) -> bool:
    """Write `pieces` one behind the other to `path`, through symbolic links, keeping an existing file's mode.

    The answer is whether the disk has confirmed the file's name as well as its content; when it has not, the
    new file is there, but a power failure might still bring back the old one. Raises SaveError with the old
    file untouched and nothing left beside it.
    """
    try:
        real = path.resolve()
        mode = _mode_of(path, real)
        created = _make_folder(real.parent)
        temporary = real.parent / f".tui-reader-{os.urandom(8).hex()}.tmp"
        try:
            _write(temporary, pieces, mode)
            temporary.replace(real)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except (OSError, ValueError, RuntimeError) as error:
        reason = reason_of(error) if not isinstance(error, RuntimeError) else tr("is a loop of symbolic links")
        raise SaveError(path, reason) from None
    confirmed = [_sync_folder(folder) for folder in (real.parent, *created)]
    return all(confirmed)


def _mode_of(path: Path, real: Path) -> int | None:
    """The permission bits of the file that will be replaced; None for a new one. Raises SaveError."""
    try:
        status = real.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise SaveError(path, tr("is not a regular file"))
    if not os.access(real, os.W_OK):
        raise SaveError(path, tr("is read-only"))
    return stat.S_IMODE(status.st_mode)


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and what it lies in; the answer is every folder that got a new entry."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        new.mkdir(exist_ok=True)
    return [new.parent for new in missing]


def _write(path: Path, pieces: Iterable[bytes], mode: int | None) -> None:
    """Write a new file down to the disk. Without a mode the process's umask decides, as for any new file."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o666)
    with os.fdopen(descriptor, "wb") as stream:
        for piece in pieces:
            stream.write(piece)
        stream.flush()
        if mode is not None:
            os.fchmod(stream.fileno(), mode)
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> bool:
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return False
    try:
        os.fsync(descriptor)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True
