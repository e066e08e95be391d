"""What can go wrong, as types, and what the command line answers for each.

Every message is one line that a person can act on. A message may hold a file name or text from a file: it
is made safe where it is shown (`tui_reader.text.sanitise`), never here, so that nothing is altered twice.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class ExitCode(IntEnum):
    """What the process answers; docs/command-line.md lists the same table."""

    OK = 0
    FOUND_PROBLEMS = 1
    """`validate` found something wrong in a file that could be read."""
    USAGE = 2
    """The command line is wrong, or the app was asked for without a terminal."""
    UNREADABLE = 3
    """A document or a set cannot be opened: missing, empty, binary, not readable, not decodable."""
    NOT_WRITTEN = 4
    """Output or an annotation file could not be written."""
    FAULT = 70
    """The program itself is at fault (EX_SOFTWARE of sysexits.h)."""


class TuiReaderError(Exception):
    """The root of everything raised on purpose. `exit_code` is what the command line ends with."""

    exit_code: ExitCode = ExitCode.USAGE


class FileProblem(TuiReaderError):
    """A file that cannot be used, and why, as `path: reason`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class DocumentError(FileProblem):
    """A source document that cannot be opened."""

    exit_code = ExitCode.UNREADABLE


class NotCounted(TuiReaderError):
    """Something was asked of a document that is known only when its code points have been counted up to there."""


class Stopped(TuiReaderError):
    """Long work was given up, because who was told of its progress said so."""


class AnnotationFileError(FileProblem):
    """An annotation set or tagset that cannot be read at all."""

    exit_code = ExitCode.UNREADABLE


class SaveError(FileProblem):
    """An annotation file that could not be written; what was on the disk is still there."""

    exit_code = ExitCode.NOT_WRITTEN


class QueryError(TuiReaderError):
    """A query that cannot be searched, or not to the end, and why."""
