"""Tags renamed, merged or split in many sets at once, and in the tagset these are made with.

Everything is looked at before anything is written: what cannot be read, or is left out and would be left behind, is
told while all is still as it was. Sets come before their tagset: whoever is interrupted does the same once more.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import atomic, file, lock
from tui_reader.annotations.commit import commit
from tui_reader.annotations.file import Known
from tui_reader.annotations.migration import CannotMigrate, migrated, migrated_tagset, tags_of
from tui_reader.annotations.page import decode_page, read_bytes
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.sets import TAGSET
from tui_reader.annotations.strict_json import encode
from tui_reader.annotations.tagset import default_tagset_text, tagset_from
from tui_reader.errors import AnnotationFileError, SaveError
from tui_reader.session.files.opening import tagset_path
from tui_reader.session.upkeep.reanchoring import sets_under

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tui_reader.annotations.backups import Backups
    from tui_reader.annotations.commit import Committed
    from tui_reader.annotations.file import Loaded
    from tui_reader.annotations.migration import Migration
    from tui_reader.annotations.records.record import Record
    from tui_reader.annotations.sets import AnnotationSet


class MigratedSet(NamedTuple):
    """A set as a migration has it, which is not written yet."""

    loaded: Loaded
    set: AnnotationSet
    """The very one that was loaded if there is nothing to be written."""
    changed: int
    """How many annotations, or links, are called differently."""
    remarks: list[tuple[Record, str]]
    """What a person should look at."""
    doubles: int
    """How many annotations now say of the same text what another one says, and did not before."""

    @property
    def is_changed(self) -> bool:
        """Whether there is something to be written."""
        return self.set is not self.loaded.set


class MigratedTagset(NamedTuple):
    """A tagset's file as a migration has it, which is not written yet."""

    path: Path
    before: bytes | None
    """None where there is no file yet, and the default tagset is used."""
    text: str

    @property
    def is_changed(self) -> bool:
        """Whether there is something to be written."""
        return self.text != self._text_before

    @property
    def versions(self) -> tuple[str, str]:
        """`name@version` as it is, and as it will be."""
        return self._identifier(self._text_before), self._identifier(self.text)

    @property
    def _text_before(self) -> str:
        return default_tagset_text() if self.before is None else decode_page(self.path, self.before)

    def _identifier(self, text: str) -> str:
        return tagset_from(text, self.path).identifier


def sets_to_migrate(paths: Iterable[Path]) -> list[Path]:
    """The sets under paths, each once, in order. Raises AnnotationFileError for a path that is not there."""
    found: dict[str, Path] = {}
    for path in paths:
        for there in sets_under(path):
            found.setdefault(os.path.realpath(there), there)
    return list(found.values())


def migrate_set(path: Path, migration: Migration, versions: tuple[str, str] | None = None) -> MigratedSet:
    """What a set becomes; `versions` are those of its tagset before and after, as `name@version`.

    Raises AnnotationFileError for one that cannot be read, is damaged or of a newer version.
    """
    loaded = file.load(path)
    if loaded.read_only:
        raise AnnotationFileError(path, "the file is damaged, or of a newer version")
    outcomes = [migrated(record, migration) for record in loaded.set.records]
    records = [outcome.record for outcome in outcomes]
    count = sum(new is not old for new, old in zip(records, loaded.set.records, strict=True))
    remarks = [(outcome.record, outcome.remark) for outcome in outcomes if outcome.remark]
    changed = loaded.set
    if count:
        changed = changed.with_records(records)
    if versions is not None and changed.tagset == versions[0]:
        members = tuple((key, encode(versions[1]) if key == TAGSET else line) for key, line in changed.members)
        changed = replace(changed, members=members, tagset=versions[1])
    doubles = _doubles(records) - _doubles(loaded.set.records) if count else 0
    return MigratedSet(loaded, changed, count, remarks, max(0, doubles))


def _doubles(records: Iterable[Record]) -> int:
    said = Counter((record.targets, tag) for record in records if isinstance(record, Annotation) for tag in record.tags)
    return sum(count - 1 for count in said.values())


def migrate_tagset(path: Path, migration: Migration) -> MigratedTagset:
    """What a tagset's file becomes; where there is none, it begins as the default one.

    Raises AnnotationFileError for one that cannot be read, or in which the migration makes no sense.
    """
    before = read_bytes(path) if os.path.lexists(path) else None
    text = default_tagset_text() if before is None else decode_page(path, before)
    try:
        return MigratedTagset(path, before, migrated_tagset(text, path, migration))
    except CannotMigrate as error:
        raise AnnotationFileError(path, str(error)) from None


def by_tagset(sets: Iterable[Path]) -> list[tuple[Path, list[Path]]]:
    """The files of the tagsets that sets are made with, or where these would be, each with its sets."""
    found: dict[str, tuple[Path, list[Path]]] = {}
    for path in sets:
        there = tagset_path(path, None)
        found.setdefault(os.path.realpath(there), (there, []))[1].append(path)
    return list(found.values())


def left_out(tagset: Path, sets: Iterable[Path], migration: Migration) -> Iterator[Path]:
    """Sets that are made with a tagset too, have what the migration is about, and are not among `sets`."""
    named = {os.path.realpath(path) for path in sets}
    old = {rule.old for rule in migration.rules}
    if not tagset.parent.is_dir():
        return
    for path in sets_under(tagset.parent):
        if os.path.realpath(path) in named or os.path.realpath(tagset_path(path, None)) != os.path.realpath(tagset):
            continue
        try:
            records = file.load(path).set.records
        except AnnotationFileError:
            continue
        if not old.isdisjoint(tags_of(records, of_relations=migration.of_relations)):
            yield path


def write_set(one: MigratedSet, backups: Backups) -> Committed:
    """Puts a migrated set on the disk. Raises SaveError."""
    return commit(Known(one.loaded.set, one.loaded.text_hash), one.set, backups=backups)


def write_tagset(one: MigratedTagset, backups: Backups) -> bool:
    """Puts a migrated tagset on the disk, what was there among the backups; whether the disk has confirmed it.

    Raises SaveError, also where somebody has changed it meanwhile.
    """
    try:
        one.path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SaveError(one.path.parent, error.strerror or str(error)) from None
    with lock.held(one.path):
        try:
            there = read_bytes(one.path) if os.path.lexists(one.path) else None
        except AnnotationFileError as error:
            raise SaveError(one.path, error.reason) from None
        if there != one.before:
            raise SaveError(one.path, "was changed meanwhile; it is left as it is")
        # Where there was none, its sets were made with the default one: who goes back goes back to that.
        backups.keep(default_tagset_text().encode() if there is None else there)
        return atomic.replace(one.path, one.text.encode()).durable
