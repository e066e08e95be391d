"""What can be opened: the documents under the files and folders that a person named.

Folders are listed in the order people count in, `file9` before `file10`, and no file is opened for it. What
cannot be listed is reported beside what can.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.documents.encodings import decode
from tui_reader.documents.files import read_content, refusal
from tui_reader.documents.title import MARKDOWN_SUFFIXES, TITLE_SOURCE_LENGTH, title_of
from tui_reader.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DOCUMENT_SUFFIXES = MARKDOWN_SUFFIXES | {".txt", ".text"}
SKIPPED_FOLDERS = frozenset({"annotations", "node_modules", ".venv"})
MAX_DEPTH = 64
"""Folders nested deeper are reported, not entered."""

# No character of Unicode takes more than 4 bytes in an encoding for files; a byte-order mark takes up to 4.
_TITLE_SOURCE_BYTES = 4 * TITLE_SOURCE_LENGTH + 4


class Entry(NamedTuple):
    """A folder or a document in a library."""

    path: Path
    name: str
    """As shown, not yet made safe: the file name; what the person wrote when the entry is a root."""
    depth: int
    """Folders above it, up to the root it was found under; roots have 0."""
    is_folder: bool
    parent: Entry | None = None


class Library(NamedTuple):
    """Folders and documents as a tree, each folder followed by what is in it, and what went wrong."""

    entries: tuple[Entry, ...]
    """A folder stands here only when there is a document somewhere in it."""
    problems: tuple[DocumentError, ...] = ()
    """Sub-folders that could not be listed."""

    @classmethod
    def find(cls, paths: Iterable[Path]) -> Library:
        """Looks through files and folders, in the order given.

        A file is taken whatever its name; under a folder, those that end in `DOCUMENT_SUFFIXES`. Hidden files
        and folders, `SKIPPED_FOLDERS` and folders that were entered before (links in a circle) are skipped.
        What was named twice stands there once. Raises `DocumentError` when a path does not exist or a named
        folder cannot be listed.
        """
        walk = Walk(paths)
        return cls(tuple(walk), tuple(walk.problems))

    @property
    def documents(self) -> tuple[Entry, ...]:
        """The entries that can be opened, in order; empty when nothing was found."""
        return tuple(entry for entry in self.entries if not entry.is_folder)


def peek_title(path: Path, encoding: str | None = None) -> str | DocumentError:
    """The title `read_document` would give, from the first bytes of the file; or why there is none."""
    try:
        content = read_content(path, _TITLE_SOURCE_BYTES)
        text = decode(content, path, encoding, partial=len(content) == _TITLE_SOURCE_BYTES).text
    except DocumentError as problem:
        return problem
    if not text:
        return DocumentError(path, "is empty")
    return title_of(text, markdown=path.suffix.lower() in MARKDOWN_SUFFIXES)


def natural_order(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """A sort key for names: digits of any script count as numbers; case and composition do not matter."""
    parts = re.split(r"(\d+)", unicodedata.normalize("NFKC", name).casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part], name


class Walk:
    """Iterates over all that was named, entering no folder and taking no file twice; folders are listed on the way."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Raises `DocumentError` when a path does not exist."""
        self.problems: list[DocumentError] = []
        self._roots = [Entry(path, os.fspath(path), 0, _is_folder(path)) for path in paths]
        self._files: set[str] = set()
        self._folders: set[tuple[int, int]] = set()

    def __iter__(self) -> Iterator[Entry]:
        for root in self._roots:
            if root.is_folder:
                yield from self._folder(root)
            elif self._is_new_file(root):
                yield root

    def _is_new_file(self, entry: Entry) -> bool:
        path = os.path.abspath(entry.path)  # noqa: PTH100 - `Path.absolute` keeps `..`
        is_new = path not in self._files
        self._files.add(path)
        return is_new

    def _folder(self, folder: Entry) -> Iterator[Entry]:
        """A folder with all that is in it, or nothing when no document is."""
        try:
            if not self._enter(folder):
                return
            with os.scandir(folder.path) as listing:
                found = sorted(listing, key=lambda item: natural_order(item.name))
        except OSError as error:
            problem = refusal(folder.path, error)
            if folder.parent is None:
                raise problem from error
            self.problems.append(problem)
            return
        is_empty = True
        for item in found:
            for entry in self._item(item, folder):
                if is_empty:
                    yield folder
                    is_empty = False
                yield entry

    def _item(self, item: os.DirEntry[str], folder: Entry) -> Iterator[Entry]:
        if item.name.startswith("."):
            return
        entry = Entry(Path(item.path), item.name, folder.depth + 1, _leads_to_folder(item), folder)
        if entry.is_folder:
            if item.name not in SKIPPED_FOLDERS:
                yield from self._folder(entry)
        elif entry.path.suffix.lower() in DOCUMENT_SUFFIXES and _leads_to_file(item) and self._is_new_file(entry):
            yield entry

    def _enter(self, folder: Entry) -> bool:
        if folder.depth > MAX_DEPTH:
            self.problems.append(DocumentError(folder.path, f"is nested deeper than {MAX_DEPTH} folders"))
            return False
        status = folder.path.stat()
        identity = (status.st_dev, status.st_ino)
        is_new = identity not in self._folders
        self._folders.add(identity)
        return is_new


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        raise refusal(path, error) from error
    except ValueError as error:
        raise DocumentError(path, "is not a possible file name") from error


def _leads_to_folder(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir()
    except OSError:
        # A link that leads to itself or nowhere it may be followed.
        return False


def _leads_to_file(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_file()
    except OSError:
        return False
