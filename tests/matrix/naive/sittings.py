"""Sittings at which something is said to be safe before it is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import sittings

from tui_reader.annotations import atomic
from tui_reader.annotations.journal import Journal
from tui_reader.annotations.set_file import SetFile
from tui_reader.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sittings import Sat


def without_a_journal(place: Path) -> Sat:
    """What was changed is only in memory until the next save."""
    with patch.object(Journal, "append", lambda *_: None):
        return sittings.sit(place)


def journal_cut_first(place: Path) -> Sat:
    """The journal is emptied as a save begins, not when it is done."""
    write = SetFile.write

    def cut_and_write(self: SetFile, job: object) -> object:
        self.journal.truncate()
        return write(self, job)

    with patch.object(SetFile, "write", cut_and_write):
        return sittings.sit(place)


def without_fsync(place: Path) -> Sat:
    """What is written counts as on the disk."""
    with patch.object(os, "fsync", lambda _: None):
        return sittings.sit(place)


def fsync_again(place: Path) -> Sat:
    """What could not be confirmed is asked once more: Linux then says yes, and has forgotten what was not written."""
    fsync = os.fsync

    def insisting(descriptor: int) -> None:
        try:
            fsync(descriptor)
        except OSError:
            fsync(descriptor)

    with patch.object(os, "fsync", insisting):
        return sittings.sit(place)


def journal_behind(place: Path) -> Sat:
    """What was changed is noted when it has been saved."""
    note, write = SetFile.note, SetFile.write
    waiting: list[Any] = []

    def write_and_note(self: SetFile, job: Any) -> Any:
        written = write(self, job)
        note(self, waiting)
        waiting.clear()
        return written

    with (
        patch.object(SetFile, "note", lambda _, changes: waiting.extend(changes)),
        patch.object(SetFile, "write", write_and_note),
    ):
        return sittings.sit(place)


def deaf(place: Path) -> Sat:
    """What the disk says of a set is not listened to."""
    replace_by = atomic.replace_by

    def replaced_anyhow(path: Path, *arguments: Any) -> atomic.Replaced:
        try:
            return replace_by(path, *arguments)
        except SaveError:
            return atomic.Replaced(durable=True)

    with patch.object(atomic, "replace_by", replaced_anyhow):
        return sittings.sit(place)


def set_in_place(place: Path) -> Sat:
    """The set is written over, not replaced."""
    with patch.object(atomic, "replace_by", _write_over):
        return sittings.sit(place)


def _write_over(path: Path, pieces: Iterable[bytes], *_: object) -> atomic.Replaced:
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as stream:
        stream.writelines(pieces)
    return atomic.Replaced(durable=True)
