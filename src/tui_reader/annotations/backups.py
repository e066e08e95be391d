"""Earlier versions of a set, in the user's own folder: the one a session found, and then one now and again.

They are for the day when something went wrong that looked like work: too much was deleted, a merge was settled wrongly,
another program wrote nonsense. Nothing but the thinning here ever deletes one.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import time
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import atomic, file, lock
from tui_reader.annotations.page import decode_page, reason_of
from tui_reader.annotations.records.record import count_records
from tui_reader.annotations.records.written import utc_now
from tui_reader.annotations.tagset import tagset_from
from tui_reader.errors import AnnotationFileError, SaveError
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui_reader.annotations.records.written import Clock

FOLDER = "backups"
"""Its name in the state folder."""
PAUSE = 600.0
"""Seconds between two backups of one session."""
LATEST = 10
"""Backups that are kept whatever their age."""
DAYS = 14
"""Days on which there were backups of which the last one is kept."""
_WHOSE = "set-path"
_NAME = re.compile(r"(\d{1,9})-(\d{8}T\d{6}Z)\.json\.gz")
_MOMENT = "%Y%m%dT%H%M%SZ"
_QUICK = 1
"""How hard gzip is to try: the least makes a tenth of a set, at 100 MB in a second."""


class Backup(NamedTuple):
    """One earlier version."""

    number: int
    """Greater than that of every earlier one, and never given again while there is a later one."""
    made: datetime
    """In UTC, by the clock of that time."""
    path: Path

    def content(self) -> bytes:
        """The set's bytes. Raises AnnotationFileError when they are not what was put there."""
        try:
            packed = self.path.read_bytes()
        except OSError as error:
            raise AnnotationFileError(self.path, reason_of(error)) from None
        try:
            # A file that was emptied is, to `gzip`, nothing well packed.
            if packed:
                return gzip.decompress(packed)
        except (gzip.BadGzipFile, EOFError, zlib.error):
            raise AnnotationFileError(self.path, tr("is damaged")) from None
        raise AnnotationFileError(self.path, tr("is empty"))


class Account(NamedTuple):
    """What there is to say about a backup."""

    backup: Backup
    annotations: int
    """Of a tagset, its tags."""
    length: int
    """Bytes of the set."""
    problem: str = ""
    """Why it is of no use; empty when it can be restored."""


class Restored(NamedTuple):
    """What came of putting an earlier version back."""

    is_new: bool
    """Whether another version was there before, or none."""
    kept: Backup | None = None
    """The version that was there."""
    durable: bool = True
    """Whether the disk has confirmed it."""
    other_names: int = 0
    """Hard links under which the version that was there stays."""


class Backups:
    """The backups of one set. Each session has its own object."""

    def __init__(
        self, folder: Path, set_path: Path, *, now: Clock = utc_now, passing: Callable[[], float] = time.monotonic
    ) -> None:
        """`folder` is that of all backups, `passing` a clock that nobody sets: for the time between two backups."""
        self.set_path = set_path
        real = os.path.realpath(set_path)
        self._whose = os.fsencode(real)
        self._folder = folder / hashlib.sha256(self._whose).hexdigest()[:32]
        self._now = now
        self._passing = passing
        self._made_at: float | None = None

    def before_save(self, content: bytes) -> None:
        """Keep the version that is about to be replaced, if it is the session's first or the last is long ago.

        Raises SaveError when it cannot be kept, which is to be told and no reason not to save.
        """
        if self._made_at is None or self._passing() - self._made_at >= PAUSE:
            self.keep(content)

    def keep(self, content: bytes) -> Backup:
        """Keep a version; the answer is its backup, which may be there already. Raises SaveError."""
        there = self.all()
        if there and _holds(there[-1], content):
            made = there[-1]
        else:
            made = self._made(there[-1].number + 1 if there else 1, content)
            self._thin([*there, made])
        self._made_at = self._passing()
        return made

    def all(self) -> list[Backup]:
        """What there is, oldest first."""
        try:
            names = os.listdir(self._folder)  # noqa: PTH208 - names are all that is wanted
        except OSError:
            return []
        found = []
        for name in names:
            if match := _NAME.fullmatch(name):
                try:
                    made = datetime.strptime(match[2], _MOMENT).replace(tzinfo=UTC)
                except ValueError:
                    continue
                found.append(Backup(int(match[1]), made, self._folder / name))
        return sorted(found)

    def accounts(self) -> list[Account]:
        """The same with what is in them."""
        return [self._account(backup) for backup in self.all()]

    def _account(self, backup: Backup) -> Account:
        length = 0
        try:
            content = backup.content()
            length = len(content)
            return Account(backup, _count(self.set_path, content), length)
        except AnnotationFileError as error:
            return Account(backup, 0, length, error.reason)

    def restore(self, number: int) -> Restored:
        """Put an earlier version in the set's place, once the one there is a backup too.

        Raises AnnotationFileError when there is no such backup or it is of no use, SaveError with the set as it was.
        """
        wanted = next((backup for backup in self.all() if backup.number == number), None)
        if wanted is None:
            raise AnnotationFileError(self.set_path, tr("there is no backup {number}", number=number))
        content = wanted.content()
        _count(self.set_path, content)
        with lock.held(self.set_path) as is_folder_sure:
            present = _present(self.set_path)
            if present == content:
                return Restored(is_new=False)
            kept = self.keep(present) if present is not None else None
            replaced = atomic.replace(self.set_path, content)
            return Restored(True, kept, replaced.durable and is_folder_sure, replaced.other_names)

    def _made(self, number: int, content: bytes) -> Backup:
        made = self._now().astimezone(UTC).replace(microsecond=0)
        backup = Backup(number, made, self._folder / f"{number}-{made.strftime(_MOMENT)}.json.gz")
        try:
            for folder in (self._folder.parent, self._folder):
                for above in atomic.make_private_folder(folder):
                    atomic.sync_folder(above)
        except OSError as error:
            raise SaveError(self._folder, reason_of(error)) from None
        if not (self._folder / _WHOSE).exists():
            atomic.replace(self._folder / _WHOSE, self._whose)
        atomic.replace(backup.path, gzip.compress(content, _QUICK, mtime=0))
        return backup

    def _thin(self, there: list[Backup]) -> None:
        for backup in there:
            if backup not in kept_of(there):
                try:
                    backup.path.unlink(missing_ok=True)
                except OSError as error:
                    raise SaveError(backup.path, reason_of(error)) from None


def is_tagset(path: Path) -> bool:
    """Whether what has backups is a tagset, which is TOML, and no set."""
    return path.suffix == ".toml"


def _count(path: Path, content: bytes) -> int:
    """The annotations of a set, or the tags of a tagset. Raises AnnotationFileError for what is of no use."""
    if not is_tagset(path):
        return count_records(file.read(path, content).set.records)[0]
    return len(tagset_from(decode_page(path, content), path).tags)


def kept_of(backups: Iterable[Backup]) -> set[Backup]:
    """Which of these, oldest first, are worth their room: the latest, and of each of the latest days the last.

    Days are counted by what there is and not by today's date: a clock that is wrong, or a long holiday, costs nothing.
    """
    ordered = list(backups)
    by_day = {backup.made.date(): backup for backup in ordered}
    last_of_days = [by_day[day] for day in sorted(by_day)[-DAYS:]]
    return {*ordered[-LATEST:], *last_of_days}


def sets_with_backups(folder: Path) -> list[Path]:
    """The real paths of all sets of which there are backups, whether they are still there or not."""
    found = []
    for whose in sorted(folder.glob(f"*/{_WHOSE}")):
        try:
            found.append(Path(os.fsdecode(whose.read_bytes())))
        except (OSError, ValueError):
            continue
    return sorted(found)


def _holds(backup: Backup, content: bytes) -> bool:
    try:
        return backup.content() == content
    except AnnotationFileError:
        return False


def _present(path: Path) -> bytes | None:
    """What is in the set's place; None for nothing. Raises SaveError for what cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SaveError(path, tr("cannot be read ({reason})", reason=reason_of(error))) from None
