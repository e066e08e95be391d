"""What a process and its children use, as Linux tells in /proc; elsewhere, nothing is known and all of it is 0."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Memory(NamedTuple):
    """Of a tree of processes, in bytes."""

    private: int
    """What is its own: neither files that are mapped nor code (RssAnon)."""
    resident: int
    """All that is in memory, mapped files included (VmRSS)."""
    peak: int
    """The most that ever was (VmHWM)."""


def work_seconds(pid: int) -> float:
    """Time that all threads of the tree have run so far, or waited for a core to run on."""
    nanoseconds = 0
    for task in _tasks(pid):
        with suppress(OSError):
            nanoseconds += sum(map(int, (task / "schedstat").read_text().split()[:2]))
    return nanoseconds / 1e9


def memory(pid: int) -> Memory:
    """What the tree holds now."""
    kibibytes = dict.fromkeys(("RssAnon", "VmRSS", "VmHWM"), 0)
    for process in {task.parent.parent for task in _tasks(pid)}:
        with suppress(OSError):
            for line in (process / "status").read_text().splitlines():
                name, _, value = line.partition(":")
                if name in kibibytes:
                    kibibytes[name] += int(value.split()[0])
    return Memory(*(1024 * value for value in kibibytes.values()))


def _tasks(pid: int) -> Iterator[Path]:
    """The threads of a process and of all that descend from it, as folders."""
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            yield task
            with suppress(OSError):
                for child in (task / "children").read_text().split():
                    yield from _tasks(int(child))
