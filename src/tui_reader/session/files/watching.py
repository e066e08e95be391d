"""Which of some files and folders have changed since they were last looked at, told by their stamps.

A file written twice within a tick of the file system's clock has the same stamp both times. So what was changed only
just now is told of once more when its stamp has settled; whoever is told compares the content (`file.hash_of`).
"""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.documents.stamp import Stamp

if TYPE_CHECKING:
    from pathlib import Path


class _Seen(NamedTuple):
    stamp: Stamp | None
    """None where nothing was there, or nothing that can be looked at."""
    is_settled: bool


class Watch:
    """Paths to be looked at again and again. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[Path, _Seen | None] = {}

    def add(self, path: Path, read: Stamp | None = None) -> None:
        """Look at this path too. It need not exist; of a folder the names in it are watched.

        `read` is the stamp it had when its content was read. Without one it is told of by the next look, whatever
        it is like: it may have changed since.
        """
        with self._lock:
            self._seen[path] = None if read is None else _Seen(read, is_settled=False)

    def discard(self, path: Path) -> None:
        """Look at this path no more."""
        with self._lock:
            self._seen.pop(path, None)

    @property
    def paths(self) -> list[Path]:
        """What is looked at."""
        with self._lock:
            return list(self._seen)

    def look(self) -> list[Path]:
        """The paths at which something came, went or was written since the last look, or may have been."""
        changed = []
        for path in self.paths:
            seen = _look_at(path)
            with self._lock:
                if path not in self._seen:
                    continue
                before, self._seen[path] = self._seen[path], seen
            if before is None or seen.stamp != before.stamp or seen.is_settled > before.is_settled:
                changed.append(path)
        return changed


def _look_at(path: Path) -> _Seen:
    now = time.time_ns()
    try:
        stamp = Stamp.of(os.stat(path))  # noqa: PTH116 - `Path.stat` costs twice as much, and this is done for ever
    except (OSError, ValueError):
        return _Seen(None, is_settled=True)
    return _Seen(stamp, stamp.is_settled(now))
