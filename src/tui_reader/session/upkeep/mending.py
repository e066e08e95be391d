"""What `validate --fix` does: each set put right as far as nobody has to guess, with a copy of what it was."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import atomic, lock
from tui_reader.annotations.page import read_bytes
from tui_reader.annotations.repair import repaired
from tui_reader.annotations.source_paths import LeadsOut, source_at
from tui_reader.documents.files import read_document
from tui_reader.errors import DocumentError, SaveError
from tui_reader.language import tr

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.annotations.backups import Backups
    from tui_reader.annotations.problems import Problem
    from tui_reader.annotations.repair import Repaired
    from tui_reader.annotations.sets import Source
    from tui_reader.documents.document import Document

UNREADABLE = ".unreadable"
"""Behind a set's name: what could not be read in it."""


class Mended(NamedTuple):
    """What came of one file."""

    content: bytes
    """What it holds now, or would hold."""
    repairs: list[Problem]
    beside: Path | None = None
    """Where what could not be read was put."""


def mend(path: Path, backups: Backups) -> Mended:
    """Puts the set at `path` right, on the disk; one that is right, or cannot be put right, is not touched.

    Raises AnnotationFileError where a person has to do something first, SaveError where the file cannot be written, or
    no copy kept of what it is.
    """
    read_bytes(path)
    with lock.held(path):
        content = read_bytes(path)
        found = _repaired(path, content)
        if not found.repairs:
            return Mended(content, [])
        backups.keep(content)
        beside = _put_beside(path, found.unreadable) if found.unreadable else None
        mended = found.text.encode()
        try:
            atomic.replace(path, mended)
        except SaveError:
            if beside is not None:
                beside.unlink(missing_ok=True)
            raise
    return Mended(mended, found.repairs, beside)


def would_mend(path: Path) -> Mended:
    """The same without touching the disk. Raises AnnotationFileError."""
    content = read_bytes(path)
    found = _repaired(path, content)
    beside = _free(path) if found.unreadable else None
    return Mended(found.text.encode() if found.repairs else content, found.repairs, beside)


def _repaired(path: Path, content: bytes) -> Repaired:
    def read(source: Source) -> Document | None:
        try:
            return read_document(source_at(path, source.path), source.encoding or None)
        except (LeadsOut, DocumentError):
            return None

    return repaired(path, content, read)


def _put_beside(path: Path, unreadable: bytes) -> Path:
    """Raises SaveError, also where there is no name left for it."""
    beside = _free(path)
    atomic.replace(beside, unreadable)
    return beside


def _free(path: Path) -> Path:
    """A name beside a set that nothing has."""
    real = path.resolve() if path.is_symlink() else path
    for number in range(1, 1000):
        name = os.fsdecode(os.fsencode(real.name)[: 255 - len(UNREADABLE) - 4])
        beside = real.with_name(f"{name}{UNREADABLE}" if number == 1 else f"{name}{UNREADABLE}.{number}")
        if not os.path.lexists(beside):
            return beside
    raise SaveError(path, tr("has no name left beside it for what cannot be read"))
