"""What a disk may hold after the power has failed: POSIX promises only what an fsync has confirmed.

A file's content is that of its last fsync, or any later one. A folder's names are those of the folder's last fsync,
or of any later moment; nothing says that a name reaches the disk after the content it is for (see "All File Systems
Are Not Created Equal", Pillai et al., OSDI 2014).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from faulted import Call


@dataclass(eq=False)
class _File:
    """What a file may hold, the newest last."""

    contents: list[bytes]


@dataclass
class _Folder:
    """What may lie in a folder under which name, the newest last."""

    names: list[dict[str, _File]] = field(default_factory=lambda: [{}])


class Disk:
    """A disk on which calls are made, and from which the power may be taken between any two."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """`files` are there, and confirmed; by absolute path."""
        self._folders: dict[str, _Folder] = {}
        self._open: dict[str, _File] = {}
        self._made: set[str] = set()
        for path, content in files.items():
            self._enter(path, _File([content]))
        for folder in self._folders.values():
            del folder.names[:-1]

    def make(self, call: Call) -> None:
        """Takes in one call, as it was made. Whatever is written goes to the end of a file."""
        if call.error:
            return
        if call.name == "open":
            self._opened(call)
        elif call.name == "write" and call.path in self._open:
            file = self._open[call.path]
            file.contents.append(file.contents[-1] + call.data)
        elif call.name in ("ftruncate", "truncate") and (file := self._named(call.path)):
            file.contents.append(file.contents[-1][: call.flags].ljust(call.flags, b"\0"))
        elif call.name in ("fsync", "fdatasync"):
            self._confirmed(call.path)
        elif call.name in ("rename", "replace") and (file := self._named(call.path)):
            self._enter(call.to, file)
            self._leave(call.path)
            if call.path in self._open:
                self._open[call.to] = self._open.pop(call.path)
        elif call.name == "link" and (file := self._named(call.path)):
            self._enter(call.to, file)
        elif call.name in ("unlink", "remove"):
            self._leave(call.path)
        elif call.name == "mkdir":
            self._made.add(call.path)
            self._enter(call.path, _File([]))

    @property
    def paths(self) -> list[str]:
        """All that has a name, or may still have one."""
        return [
            str(PurePath(folder, name))
            for folder, found in self._folders.items()
            for name in dict.fromkeys(name for names in found.names for name in names)
        ]

    def may_hold(self, path: str) -> set[bytes | None]:
        """All that may be found under a name when the power fails now; None where it may not be there."""
        folder, name = _parted(path)
        found = [names.get(name) for names in self._folders[folder].names] if folder in self._folders else [None]
        held = {content for file in found for content in (file.contents if file else [None])}
        return held if all(map(self._stays, map(str, PurePath(path).parents))) else {*held, None}

    def _stays(self, folder: str) -> bool:
        """Whether a folder is there whatever happens."""
        above, name = _parted(folder)
        return folder not in self._made or all(name in names for names in self._folders[above].names)

    def _opened(self, call: Call) -> None:
        file = self._named(call.path)
        if call.flags & os.O_CREAT and file is None:
            file = _File([b""])
            self._enter(call.path, file)
        elif file is not None and call.flags & os.O_TRUNC:
            file.contents.append(b"")
        if file is not None:
            self._open[call.path] = file

    def _confirmed(self, path: str) -> None:
        if folder := self._folders.get(path):
            del folder.names[:-1]
        elif file := self._open.get(path):
            del file.contents[:-1]

    def _named(self, path: str) -> _File | None:
        folder, name = _parted(path)
        return self._folders[folder].names[-1].get(name) if folder in self._folders else None

    def _enter(self, path: str, file: _File) -> None:
        folder, name = _parted(path)
        found = self._folders.setdefault(folder, _Folder())
        found.names.append({**found.names[-1], name: file})

    def _leave(self, path: str) -> None:
        folder, name = _parted(path)
        if found := self._folders.get(folder):
            found.names.append({known: file for known, file in found.names[-1].items() if known != name})


def after_each(files: Mapping[str, bytes], log: Iterable[Call], path: str) -> Iterator[set[bytes | None]]:
    """What may be found under a name when the power fails after each call of a log, from none to all."""
    disk = Disk(files)
    yield disk.may_hold(path)
    for call in log:
        disk.make(call)
        yield disk.may_hold(path)


def _parted(path: str) -> tuple[str, str]:
    pure = PurePath(path)
    return str(pure.parent), pure.name
