"""Goes through files and folders in the order people count in, one step at a time.

The first document is known as soon as the folders on the way to it are listed, and nothing is listed before it
is asked for; so a folder of ten thousand documents opens like one of two.
"""

from __future__ import annotations

import os
import re
import stat
import time
import unicodedata
from collections import deque
from heapq import heapify, heappop
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.documents.files import refusal
from tui_reader.documents.stamp import Stamp
from tui_reader.documents.title import MARKDOWN_SUFFIXES
from tui_reader.errors import DocumentError
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

DOCUMENT_SUFFIXES = MARKDOWN_SUFFIXES | {".txt", ".text"}
SKIPPED_FOLDERS = frozenset({"annotations", "node_modules", ".venv"})
MAX_DEPTH = 64
"""Folders nested deeper are reported, not entered."""

_DIGITS = re.compile(r"(\d+)")


class Entry(NamedTuple):
    """A folder or a document in a library."""

    path: Path
    name: str
    """As shown, not yet made safe: the file name; what the person wrote when the entry is a root."""
    depth: int
    """Folders above it, up to the root it was found under; roots have 0."""
    is_folder: bool
    parent: Entry | None = None

    @property
    def above(self) -> list[Entry]:
        """The folders above it, the nearest first."""
        folders = []
        entry = self.parent
        while entry is not None:
            folders.append(entry)
            entry = entry.parent
        return folders


class _Folder:
    """A folder on the way down."""

    def __init__(self, entry: Entry, left: list[tuple[tuple[list[str | int], str], os.DirEntry[str]]]) -> None:
        self.entry = entry
        self.absolute = os.path.abspath(entry.path)  # noqa: PTH100 - `Path.absolute` keeps `..`
        self.left = left
        """A heap of what was not gone through yet: cheaper than sorting where only the first are wanted."""
        self.is_told = False


class Walk:
    """One walk over all that was named, which enters no folder and takes no file twice."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Raises `DocumentError` when a path does not exist or a named folder cannot be listed."""
        self.problems: list[DocumentError] = []
        """Sub-folders that could not be listed."""
        self.stamps: list[tuple[Path, Stamp | None]] = []
        """The folders that were entered, as they were just before; None where that cannot be trusted."""
        self._roots = deque(_root(path) for path in paths)
        self._way: list[_Folder] = []
        self._files: set[str] = set()
        self._folders: set[tuple[int, int]] = set()

    @property
    def done(self) -> bool:
        """Whether everything was gone through."""
        return not self._way and not self._roots

    def step(self) -> list[Entry]:
        """What the next file or folder adds: a document, after the folders it is the first in; or nothing."""
        if self._way:
            folder = self._way[-1]
            if folder.left:
                return self._item(heappop(folder.left)[1], folder)
            self._way.pop()
        elif self._roots:
            root = self._roots.popleft()
            if root.is_folder:
                self._enter(root)
            elif self._is_new_file(os.path.abspath(root.path)):  # noqa: PTH100 - `Path.absolute` keeps `..`
                return [root]
        return []

    def _item(self, item: os.DirEntry[str], folder: _Folder) -> list[Entry]:
        name = item.name
        if _leads_to(item, os.DirEntry.is_dir):
            if name not in SKIPPED_FOLDERS:
                self._enter(Entry(Path(item.path), name, folder.entry.depth + 1, True, folder.entry))
            return []
        is_document = os.path.splitext(name)[1].lower() in DOCUMENT_SUFFIXES  # noqa: PTH122 - no path is needed yet
        if not is_document or not _leads_to(item, os.DirEntry.is_file):
            return []
        if not self._is_new_file(f"{folder.absolute}/{name}"):
            return []
        found = []
        if not folder.is_told:
            for way in self._way:
                if not way.is_told:
                    way.is_told = True
                    found.append(way.entry)
        found.append(Entry(Path(item.path), name, folder.entry.depth + 1, False, folder.entry))
        return found

    def _is_new_file(self, absolute: str) -> bool:
        is_new = absolute not in self._files
        self._files.add(absolute)
        return is_new

    def _enter(self, entry: Entry) -> None:
        if entry.depth > MAX_DEPTH:
            self.problems.append(DocumentError(entry.path, tr("is nested deeper than {most} folders", most=MAX_DEPTH)))
            return
        try:
            now = time.time_ns()
            status = entry.path.stat()
            identity = (status.st_dev, status.st_ino)
            if identity in self._folders:
                return
            self._folders.add(identity)
            stamp = Stamp.of(status)
            self.stamps.append((entry.path, stamp if stamp.is_settled(now) else None))
            with os.scandir(entry.path) as listing:
                left = [(natural_order(item.name), item) for item in listing if not item.name.startswith(".")]
        except OSError as error:
            self.problems.append(refusal(entry.path, error))
            return
        heapify(left)
        self._way.append(_Folder(entry, left))


def natural_order(name: str) -> tuple[list[str | int], str]:
    """A sort key for names: digits of any script count as numbers; case and composition do not matter."""
    # Words and numbers take turns, words first, if only empty ones: like is always compared with like.
    parts: list[str | int] = [*_DIGITS.split(unicodedata.normalize("NFKC", name).casefold())]
    parts[1::2] = map(int, parts[1::2])
    return parts, name


def _root(path: Path) -> Entry:
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
        if is_folder:
            os.scandir(path).close()
    except OSError as error:
        raise refusal(path, error) from error
    except ValueError as error:
        raise DocumentError(path, tr("is not a possible file name")) from error
    return Entry(path, os.fspath(path), 0, is_folder)


def _leads_to(item: os.DirEntry[str], kind: Callable[[os.DirEntry[str]], bool]) -> bool:
    try:
        return kind(item)
    except OSError:
        # A link that leads to itself or nowhere it may be followed.
        return False
