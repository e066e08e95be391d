"""Earlier versions of a set: when one is kept, for how long, and how it comes back."""

from __future__ import annotations

import errno
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.annotations import atomic
from tui_reader.annotations.backups import (
    DAYS,
    FOLDER,
    LATEST,
    PAUSE,
    Backup,
    Backups,
    kept_of,
    sets_with_backups,
)
from tui_reader.errors import AnnotationFileError, SaveError

BEGIN = datetime(2026, 1, 31, 12, 0, 0, tzinfo=UTC)


def version(number: int) -> bytes:
    """The bytes of a set with as many annotations."""
    records = ",\n".join(
        f'{{"id": "urn:uuid:{name}", "type": "Annotation", "target": {{"source": "../a.txt", "selector":'
        f' {{"type": "TextQuoteSelector", "exact": "نص"}}}}}}'
        for name in range(number)
    )
    return f'{{\n"type": "AnnotationPage", "tui:format": 1,\n"items": [\n{records}\n]\n}}\n'.encode()


class Clocks:
    """Time as a test has it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=self.seconds)

    def passing(self) -> float:
        return self.seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / FOLDER


@pytest.fixture
def set_path(tmp_path: Path) -> Path:
    path = tmp_path / "annotations" / "a.txt.amal.json"
    path.parent.mkdir()
    return path


def session(folder: Path, set_path: Path, clocks: Clocks) -> Backups:
    return Backups(folder, set_path, now=clocks.now, passing=clocks.passing)


def contents(backups: Backups) -> list[bytes]:
    return [backup.content() for backup in backups.all()]


def test_a_session_keeps_what_it_found_and_then_one_in_ten_minutes(
    folder: Path, set_path: Path, clocks: Clocks
) -> None:
    backups = session(folder, set_path, clocks)
    assert backups.all() == [] and not folder.exists()
    for number in range(8):
        backups.before_save(version(number))
        clocks.seconds += PAUSE / 4
    assert contents(backups) == [version(0), version(4)]
    later = session(folder, set_path, clocks)
    later.before_save(version(9))
    assert contents(backups) == [version(0), version(4), version(9)]


def test_a_version_that_is_there_is_not_kept_twice(folder: Path, set_path: Path, clocks: Clocks) -> None:
    for _ in range(3):
        session(folder, set_path, clocks).before_save(version(1))
    assert contents(session(folder, set_path, clocks)) == [version(1)]


def test_it_is_the_same_set_by_whatever_name(folder: Path, set_path: Path, clocks: Clocks, tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to(set_path.parent)
    session(folder, tmp_path / "way" / set_path.name, clocks).keep(version(1))
    session(folder, set_path.with_name("b.json"), clocks).keep(version(2))
    assert contents(session(folder, set_path, clocks)) == [version(1)]
    assert sets_with_backups(folder) == [set_path, set_path.with_name("b.json")]


def test_nobody_else_may_read_them(folder: Path, set_path: Path, clocks: Clocks) -> None:
    made = session(folder, set_path, clocks).keep(version(1))
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700


def test_a_clock_that_was_set_back_neither_stops_nor_disorders_them(
    folder: Path, set_path: Path, clocks: Clocks
) -> None:
    backups = session(folder, set_path, clocks)
    for number in range(3):
        backups.keep(version(number))
        clocks.seconds -= 24 * 60 * 60
    assert contents(backups) == [version(0), version(1), version(2)]
    assert [backup.number for backup in backups.all()] == [1, 2, 3]


def test_the_latest_and_the_last_of_each_day_stay(folder: Path, set_path: Path, clocks: Clocks) -> None:
    backups = session(folder, set_path, clocks)
    for day in range(20):
        for hour in range(3):
            clocks.seconds = (day * 24 + hour) * 60 * 60
            backups.keep(version(day * 3 + hour))
    numbers = [backup.number for backup in backups.all()]
    assert numbers[-LATEST:] == list(range(51, 61))
    assert numbers[:-LATEST] == [3 * day for day in range(20 - DAYS + 1, 17)]
    assert all(backup.content() == version(backup.number - 1) for backup in backups.all())


moments = st.lists(st.integers(-40, 40).map(lambda hours: BEGIN + timedelta(hours=13 * hours)), max_size=60)


@given(moments)
def test_thinning_keeps_the_newest_and_few_and_says_the_same_again(made: list[datetime]) -> None:
    there = [Backup(number, moment, Path()) for number, moment in enumerate(made)]
    kept = kept_of(there)
    assert kept.issuperset(there[-LATEST:]) and len(kept) <= LATEST + DAYS
    assert kept_of(sorted(kept)) == kept
    newest_days = sorted({moment.date() for moment in made})[-DAYS:]
    assert {backup.made.date() for backup in kept}.issuperset(newest_days)


def test_a_backup_that_cannot_be_made_is_told_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, folder: Path, set_path: Path, clocks: Clocks
) -> None:
    backups = session(folder, set_path, clocks)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(SaveError):
            backups.before_save(version(1))
    backups.before_save(version(2))
    assert contents(backups) == [version(2)]


def test_a_file_in_the_place_of_the_folder_is_told(folder: Path, set_path: Path, clocks: Clocks) -> None:
    folder.parent.mkdir()
    folder.write_text("")
    with pytest.raises(SaveError):
        session(folder, set_path, clocks).keep(version(1))


def test_accounts_tell_what_is_in_them_and_what_is_broken(folder: Path, set_path: Path, clocks: Clocks) -> None:
    backups = session(folder, set_path, clocks)
    for content in (version(3), b"no set", version(4), version(5)):
        backups.keep(content)
    cut, turned = (backups.all()[place].path for place in (2, 3))
    cut.write_bytes(cut.read_bytes()[:-5])
    damaged = bytearray(turned.read_bytes())
    damaged[len(damaged) // 2] ^= 4
    turned.write_bytes(damaged)
    first, other, *broken = backups.accounts()
    assert (first.annotations, first.length, first.problem) == (3, len(version(3)), "")
    assert other.problem.startswith("is not JSON")
    assert [account.problem for account in broken] == ["is damaged", "is damaged"]
    for number in (2, 3, 4, 5):
        with pytest.raises(AnnotationFileError):
            backups.restore(number)
    assert not set_path.exists()


def test_no_damage_to_a_backup_is_taken_for_a_version(folder: Path, set_path: Path, clocks: Clocks) -> None:
    made = session(folder, set_path, clocks).keep(version(2))
    whole = made.path.read_bytes()
    for place in range(8 * len(whole)):
        damaged = bytearray(whole)
        damaged[place // 8] ^= 1 << place % 8
        made.path.write_bytes(damaged)
        try:
            # The header of gzip holds a moment and a name that nobody needs.
            assert made.content() == version(2)
        except AnnotationFileError:
            continue
    for length in range(len(whole)):
        made.path.write_bytes(whole[:length])
        with pytest.raises(AnnotationFileError):
            made.content()


def test_restoring_keeps_what_was_there(folder: Path, set_path: Path, clocks: Clocks) -> None:
    backups = session(folder, set_path, clocks)
    backups.keep(version(1))
    set_path.write_bytes(version(2))
    kept = backups.restore(1).kept
    assert kept is not None and kept.content() == version(2)
    assert set_path.read_bytes() == version(1)
    assert backups.restore(kept.number).is_new and set_path.read_bytes() == version(2)
    assert not backups.restore(kept.number).is_new
    assert [entry.name for entry in set_path.parent.iterdir()] == [set_path.name]


def test_a_set_that_was_deleted_comes_back(folder: Path, set_path: Path, clocks: Clocks) -> None:
    backups = session(folder, set_path, clocks)
    backups.keep(version(1))
    set_path.parent.rmdir()
    assert backups.restore(1) == (True, None, True, 0)
    assert set_path.read_bytes() == version(1)


def test_what_cannot_be_kept_is_not_written_over(
    monkeypatch: pytest.MonkeyPatch, folder: Path, set_path: Path, clocks: Clocks
) -> None:
    backups = session(folder, set_path, clocks)
    backups.keep(version(1))
    set_path.write_bytes(version(2))
    real = atomic.replace

    def refused(path: Path, content: bytes) -> atomic.Replaced:
        if path.is_relative_to(folder):
            raise SaveError(path, "no space left on device")
        return real(path, content)

    monkeypatch.setattr(atomic, "replace", refused)
    with pytest.raises(SaveError):
        backups.restore(1)
    assert set_path.read_bytes() == version(2)


def test_the_tenth_session_of_a_day_does_not_empty_them(folder: Path, set_path: Path, clocks: Clocks) -> None:
    session(folder, set_path, clocks).keep(version(50))
    clocks.seconds += 24 * 60 * 60
    for number in range(30):
        session(folder, set_path, clocks).before_save(version(number))
        clocks.seconds += 60
    assert contents(session(folder, set_path, clocks))[0] == version(50)
