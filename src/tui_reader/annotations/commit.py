"""The one way in which a set comes to the disk, and in which nothing gets lost on it.

Lock, read again, merge where somebody else has written, look at what would go, write down and read that again, keep a
copy of what is replaced, replace, unlock. Whoever saves says which version of the file they went on from (`Known`).
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import atomic, file, lock
from tui_reader.annotations.difference import lost_unasked
from tui_reader.annotations.dropping import Dropping, DropRefused
from tui_reader.annotations.file import Known, Saved
from tui_reader.annotations.merging import merge
from tui_reader.annotations.page import read_bytes, reason_of
from tui_reader.documents.stamp import Stamp
from tui_reader.errors import AnnotationFileError, SaveError
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from tui_reader.annotations.backups import Backups
    from tui_reader.annotations.file import Loaded
    from tui_reader.annotations.merging import Merged
    from tui_reader.annotations.records.record import Record
    from tui_reader.annotations.sets import AnnotationSet

MOST_ATTEMPTS = 5
"""Times that a save begins anew because a program that takes no lock has written meanwhile."""


class Committed(NamedTuple):
    """What is on the disk after a save."""

    saved: Saved
    set: AnnotationSet
    merged: Merged | None
    """What came of two versions, where somebody else had written."""
    was_gone: bool = False
    """Whether the file had been deleted, and is there anew."""
    backup_error: SaveError | None = None
    """Why there is no backup of the version that was replaced, though there should be one."""


class _WrittenMeanwhile(Exception):
    """Somebody who takes no lock has written the file while it was being saved."""


def commit(
    known: Known,
    mine: AnnotationSet,
    *,
    deleted: Collection[str] = (),
    dropping: Dropping = Dropping.REFUSED,
    backups: Backups | None = None,
    patience: float = lock.PATIENCE,
) -> Committed:
    """Puts a set, with its records in order, on the disk at its path; nothing is written that is there already.

    `known` is the version it came from, `deleted` the ids of the records that somebody took away since, `backups` has
    the version that is replaced, `patience` is the seconds to wait for another program that saves.

    Before it is written the text is read again and compared: the page's members, the records nobody understood, and
    every record that is neither of `known` nor of the file: those were read from the very lines that are written.
    Raises SaveError, with the file as it was: when it cannot be locked, read or written, is damaged, of a newer format
    or another set by now; DropRefused when too much would go.
    """
    for _ in range(MOST_ATTEMPTS):
        try:
            with lock.held(mine.path, patience) as is_folder_sure:
                done = _attempt(known, mine, deleted, dropping, backups)
                return done._replace(saved=done.saved._replace(durable=done.saved.durable and is_folder_sure))
        except _WrittenMeanwhile:
            continue
    raise SaveError(mine.path, tr("is written again and again by another program"))


def content_of(path: Path) -> bytes | None:
    """What is in the file of a set, None where there is none. Raises SaveError where it cannot be read."""
    try:
        return _content(path, _stamp_of(path))
    except _WrittenMeanwhile:
        return None


def version_in(content: bytes, mine: AnnotationSet) -> Loaded:
    """What is in the file of a set by now. Raises SaveError where that is not a version of the same set."""
    try:
        loaded = file.read(mine.path, content)
    except AnnotationFileError as error:
        raise SaveError(mine.path, tr("was replaced, and {reason}; it is left as it is", reason=error.reason)) from None
    theirs = loaded.set
    if loaded.read_only:
        words = tr("was damaged, or written by a newer version; it is left as it is")
    elif None not in (mine.annotator, theirs.annotator) and mine.annotator != theirs.annotator:
        words = tr("was replaced by the set of {annotator}; it is left as it is", annotator=theirs.annotator)
    elif not _is_of_same_source(mine, theirs):
        words = tr("was replaced by a set about another document; it is left as it is")
    else:
        return loaded
    raise SaveError(mine.path, words)


def _attempt(
    known: Known, mine: AnnotationSet, deleted: Collection[str], dropping: Dropping, backups: Backups | None
) -> Committed:
    path = mine.path
    stamp = _stamp_of(path)
    content = _content(path, stamp)
    found = hashlib.sha256(content).hexdigest() if content is not None else ""
    base, theirs, merged, whole = known.base, None, None, mine
    if content is not None and found != known.text_hash:
        theirs = version_in(content, mine).set
        if base is not None and dropping is Dropping.UNDONE:
            base = _without_gone(base, theirs)
        merged = merge(base, mine, theirs)
        whole = merged.set
    if dropping is Dropping.REFUSED:
        for there in (known.base, theirs):
            # What was not merged holds what was deleted and added here, and is worth a look if it is less than it was.
            if there is None or (merged is None and len(whole.records) >= len(there.records)):
                continue
            if lost := lost_unasked(there.records, whole.records, deleted):
                raise DropRefused(path, lost, len(there.records))
    there = known.base if theirs is None else theirs
    if content is not None and there is not None and _is_same(there, whole):
        return Committed(Saved(found, atomic.sync_folder(path.resolve().parent)), whole, merged)
    backup_error = None
    if content is not None and backups is not None:
        try:
            backups.before_save(content)
        except SaveError as error:
            backup_error = error

    def unless_written_meanwhile() -> None:
        if _stamp_of(path) != stamp:
            raise _WrittenMeanwhile

    read_before: tuple[Record, ...] = (*(base.records if base else ()), *(theirs.records if theirs else ()))
    saved = file.save(path, whole, read_before, unless_written_meanwhile)
    return Committed(saved, whole, merged, content is None and known.text_hash != "", backup_error)


def _stamp_of(path: Path) -> Stamp | None:
    """None where nothing is there. Raises SaveError."""
    try:
        return Stamp.of(path.stat())
    except FileNotFoundError:
        # A link that leads nowhere is followed when the file is written.
        return None
    except (OSError, ValueError) as error:
        raise SaveError(path, tr("cannot be read ({reason})", reason=reason_of(error))) from None


def _content(path: Path, stamp: Stamp | None) -> bytes | None:
    """What is there. Raises SaveError where that cannot be read, and is no file that could be written over."""
    if stamp is None:
        return None
    try:
        return read_bytes(path)
    except AnnotationFileError as error:
        if _stamp_of(path) is None:
            raise _WrittenMeanwhile from None
        raise SaveError(path, tr("cannot be read ({reason})", reason=error.reason)) from None


def _is_of_same_source(mine: AnnotationSet, theirs: AnnotationSet) -> bool:
    if mine.source is None or theirs.source is None or mine.source.sha256 == theirs.source.sha256:
        return True
    folder = mine.path.parent
    return os.path.realpath(folder / mine.source.path) == os.path.realpath(folder / theirs.source.path)


def _without_gone(base: AnnotationSet, theirs: AnnotationSet) -> AnnotationSet:
    """A base in which what they took away never was: merged, it is mine alone, and stays."""
    there = {record.id or record.json for record in theirs.records}
    return replace(base, records=tuple(record for record in base.records if (record.id or record.json) in there))


def _is_same(there: AnnotationSet, whole: AnnotationSet) -> bool:
    """Whether a set is what is there, whatever order that is in."""
    if there.members != whole.members or len(there.records) != len(whole.records):
        return False
    return there.records == whole.records or there.with_records(there.records).records == whole.records
