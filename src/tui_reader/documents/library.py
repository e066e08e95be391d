"""What can be opened: the documents under the files and folders that a person named.

Folders are listed in the order people count in, `file9` before `file10`, and no file is opened for it. What
cannot be listed is reported beside what can. A library grows as it is asked for more, always at its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.documents.encodings import decode
from tui_reader.documents.stamp import Stamp
from tui_reader.documents.title import MARKDOWN_SUFFIXES, TITLE_SOURCE_LENGTH, title_of
from tui_reader.documents.walk import Entry, Walk
from tui_reader.errors import DocumentError
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TITLE_SOURCE_BYTES = 4 * TITLE_SOURCE_LENGTH + 4
"""Bytes a title may come from: no character takes more than 4 in an encoding for files, nor a byte-order mark."""


class Library:
    """Folders and documents as a tree, each folder followed by what is in it, and what went wrong."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """What is under files and folders, in the order given; nothing is looked for yet.

        A file is taken whatever its name; under a folder, those that end in `DOCUMENT_SUFFIXES`. Hidden files
        and folders, `SKIPPED_FOLDERS` and folders that were entered before (links in a circle) are skipped.
        What was named twice stands there once. Raises `DocumentError` when a path does not exist or a named
        folder cannot be listed.
        """
        self.paths = tuple(paths)
        self.entries: list[Entry] = []
        """Those found so far. A folder stands here only when there is a document somewhere in it."""
        self.documents: list[Entry] = []
        """The entries that can be opened, in order."""
        self._walk = Walk(self.paths)
        self._numbers: dict[Path, int] = {}

    @classmethod
    def find(cls, paths: Iterable[Path]) -> Library:
        """A library with everything in it. Raises `DocumentError`."""
        library = cls(paths)
        while not library.is_complete:
            library.read_on()
        return library

    @property
    def is_complete(self) -> bool:
        """Whether everything was found."""
        return self._walk.done

    @property
    def problems(self) -> list[DocumentError]:
        """Sub-folders that could not be listed, so far."""
        return self._walk.problems

    def read_on(self, steps: int = 1) -> None:
        """Finds what the next so many files and folders add."""
        for _ in range(steps):
            for entry in self._walk.step():
                self._numbers[entry.path] = len(self.entries)
                self.entries.append(entry)
                if not entry.is_folder:
                    self.documents.append(entry)

    def each_document(self) -> Iterator[Entry]:
        """The documents in order, each as soon as it is found."""
        number = 0
        while True:
            while number < len(self.documents):
                yield self.documents[number]
                number += 1
            if self.is_complete:
                return
            self.read_on()

    def number_of(self, path: Path) -> int | None:
        """Which entry has a path; None where none has that was found so far."""
        return self._numbers.get(path)

    def has_changed(self) -> bool:
        """Whether a folder may hold other names now than when it was listed. Asks once a folder."""
        return any(stamp is None or stamp != _stamp_of(path) for path, stamp in self._walk.stamps)


def _stamp_of(path: Path) -> Stamp | None:
    try:
        return Stamp.of(path.stat())
    except OSError:
        return None


def title_in(beginning: bytes, path: Path, encoding: str | None = None) -> str:
    """The title of the file that begins with these bytes, TITLE_SOURCE_BYTES or all there are.

    Raises `DocumentError`.
    """
    text = decode(beginning, path, encoding, partial=len(beginning) == TITLE_SOURCE_BYTES).text
    if not text:
        raise DocumentError(path, tr("is empty"))
    return title_of(text, markdown=path.suffix.lower() in MARKDOWN_SUFFIXES)
