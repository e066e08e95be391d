"""Ways to write a file that lose something: the matrix has to find out what."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tui_reader.errors import SaveError

if TYPE_CHECKING:
    from pathlib import Path


def in_place(path: Path, content: bytes) -> bool:
    """What most programs do: open, cut to nothing, write."""
    with path.open("wb") as stream:
        stream.write(content)
    return True


def away_and_anew(path: Path, content: bytes) -> bool:
    """Takes the old file out of the way before there is a new one."""
    temporary = path.with_suffix(".tmp")
    _write_down(temporary, content)
    path.unlink(missing_ok=True)
    temporary.rename(path)
    _confirm(path.parent)
    return True


def without_fsync(path: Path, content: bytes) -> bool:
    """Replaces the file, and leaves it to the system when what is in it reaches the disk."""
    temporary = path.with_suffix(".tmp")
    temporary.write_bytes(content)
    temporary.replace(path)
    return True


def name_not_confirmed(path: Path, content: bytes) -> bool:
    """Has the content confirmed, but not the name under which it lies."""
    temporary = path.with_suffix(".tmp")
    _write_down(temporary, content)
    temporary.replace(path)
    return True


def leaving_litter(path: Path, content: bytes) -> bool:
    """Says what went wrong, and leaves its temporary file."""
    temporary = path.with_suffix(f".{os.urandom(4).hex()}")
    try:
        _write_down(temporary, content)
        temporary.replace(path)
        _confirm(path.parent)
    except OSError as error:
        raise SaveError(path, str(error)) from error
    return True


def fsync_again(path: Path, content: bytes) -> bool:
    """Asks for the same file's fsync once more when it has failed: Linux has then forgotten what was not written."""
    temporary = path.with_suffix(".tmp")
    with temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        try:
            os.fsync(stream.fileno())
        except OSError:
            os.fsync(stream.fileno())
    temporary.replace(path)
    _confirm(path.parent)
    return True


def deaf(path: Path, content: bytes) -> bool:
    """Says that all went well, whatever the disk says."""
    temporary = path.with_suffix(".tmp")
    try:
        _write_down(temporary, content)
        temporary.replace(path)
        _confirm(path.parent)
    except OSError:
        temporary.unlink(missing_ok=True)
    return True


def _write_down(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _confirm(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
