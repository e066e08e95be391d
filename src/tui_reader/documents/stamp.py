"""Whether a file is still the one that was looked at, told without reading it.

What a file system says of a file (size, inode, times) changes with its content, but its clock ticks: a file
written twice within a tick, the second time after it was looked at, says the same both times. So a stamp can be
trusted only when the file had been left alone for a while by the time it was looked at, as in git's index
(https://git-scm.com/docs/racy-git). The change time is compared too, because nobody can set it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import os

TICK_NS = 2_000_000_000
"""Nanoseconds of the coarsest clock: FAT counts in two seconds. A server's clock may differ from ours by as much."""


class Stamp(NamedTuple):
    """What the file system says of a file or folder. The device is left out: it may change with every mount."""

    size: int
    """Bytes."""
    inode: int
    modified: int
    """Nanoseconds since 1970, as is `changed`."""
    changed: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """The stamp in a status."""
        return cls(status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)

    def is_settled(self, now: int) -> bool:
        """Whether any change after `now`, in nanoseconds since 1970, is sure to give another stamp."""
        return max(self.modified, self.changed) + TICK_NS < now
