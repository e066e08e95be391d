"""One window at a time writes what is kept in the user's state folder: the folder is locked for a moment."""

from __future__ import annotations

import os
from contextlib import contextmanager
from time import monotonic, sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 1.0
"""Seconds to wait for another window that is writing."""


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keeps other windows from writing for as long as it lasts. Raises OSError where one does not end."""
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        until = monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if monotonic() > until:
                    raise
                sleep(0.005)
            except OSError:
                # A file system without locks: what another window writes in the same instant may be lost.
                break
            else:
                break
        yield
    finally:
        os.close(descriptor)
