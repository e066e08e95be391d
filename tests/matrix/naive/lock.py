"""A lock as it is often written: whoever can make the file has it, and whoever is done deletes it."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tui_reader.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def held(path: Path, patience: float = 5.0) -> Iterator[bool]:
    """The lock of the set at `path`, by the existence of a file: one that was left over is held for ever."""
    lock = path.with_name(f".{path.name}.lock")
    deadline = time.monotonic() + patience
    while True:
        try:
            lock.open("x").close()
            break
        except FileExistsError:
            if time.monotonic() > deadline:
                raise SaveError(path, "is locked") from None
            time.sleep(0.005)
    try:
        yield True
    finally:
        lock.unlink()


@contextmanager
def held_without_looking(path: Path, patience: float = 5.0) -> Iterator[bool]:
    """The kernel's lock on a file that is deleted at the end, without a look whether it still has its name.

    Who waited for it then has the lock of a file that is gone, and the next one that of a new file.
    """
    import fcntl

    lock = path.with_name(f".{path.name}.lock")
    with lock.open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        try:
            yield True
        finally:
            lock.unlink(missing_ok=True)
