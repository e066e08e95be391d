"""Row 1: a save that is killed at any of its calls leaves the old version or the new one, whole.

`tests/e2e/test_recovering.py` has the next start on a screen.
"""

from __future__ import annotations

import shutil
from functools import cache, partial
from itertools import product
from operator import attrgetter
from typing import TYPE_CHECKING

import pytest
import straced
from faulted import Rule
from faults import deaths, since, trials
from mortal_acts import NAME, NEW, OLD, put_old, rewrite
from naive import sittings, writers
from power import Disk, after_each
from sittings import OPENED, SET, change_once, left_in, put_set, put_source, recovered, resume, sit, tagged_in, told_in
from straced import Straced

from tui_reader.annotations import atomic, journal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from faults import Forge
    from sittings import Sat

    Write = Callable[[Path, bytes], object]
    Prepare = Callable[[Path], None]
    Sit = Callable[[Path], Sat]


def check_whole_wherever_it_dies(forge: Forge, folder: Path, write: Write) -> None:
    """Old or new, and the new one once it was said to be there."""
    seen = set()
    for trial in trials(forge, folder, put_old, rewrite, write, NEW, faults=deaths):
        assert trial.outcome.ended == "killed"
        found = (trial.folder / NAME).read_bytes() if (trial.folder / NAME).exists() else None
        assert found in (OLD, NEW), trial
        seen.add(found)
    assert seen == {OLD, NEW}


def check_whole_when_the_power_fails(forge: Forge, folder: Path, write: Write) -> None:
    """The same for whatever a disk may have kept, between any two calls; and the new one when it is through."""
    put_old(folder)
    path = str(folder / NAME)
    outcome = forge.do(rewrite, folder, write, NEW)
    assert outcome.returned, outcome.error
    states = list(after_each({path: OLD}, outcome.log, path))
    for number, state in enumerate(states):
        assert state <= {OLD, NEW}, outcome.log[:number]
    assert states[-1] == {NEW}


def check_nothing_told_is_lost(forge: Forge, folder: Path, prepare: Prepare, sit: Sit) -> None:
    """Wherever a sitting ends: the set is whole with all that was saved, and the next one finds all that was noted."""
    for trial in trials(forge, folder, prepare, sit, faults=since(OPENED, deaths)):
        told = told_in(trial.outcome.log)
        path = trial.folder / SET
        content = path.read_bytes() if path.exists() else None
        assert content is not None or prepare is put_source, trial
        assert tagged_in(trial.folder, content) >= told.saved, trial
        again = forge.do(resume, trial.folder)
        assert again.value in ("saved", "nothing to save"), again.error
        content = path.read_bytes() if path.exists() else None
        assert tagged_in(trial.folder, content) >= told.noted, trial
        # A line that was not finished is damage like any other: told, and kept.
        assert all(left.lost_bytes for left in left_in(trial.folder)), trial


def check_nothing_told_goes_with_the_power(forge: Forge, place: Path, prepare: Prepare, sit: Sit, *rules: Rule) -> None:
    """The same for whatever a disk may have kept."""
    prepare(place)
    disk = Disk({str(path): path.read_bytes() for path in place.rglob("*") if path.is_file()})
    outcome = forge.do(sit, place, rules=rules)
    assert outcome.returned, outcome.error
    tagged, found = cache(partial(tagged_in, place)), cache(partial(recovered, place))
    for number, call in enumerate(outcome.log, 1):
        disk.make(call)
        told = told_in(outcome.log[:number])
        journals = [path for path in disk.paths if path.endswith(journal.SUFFIX)]
        for content in disk.may_hold(str(place / SET)):
            assert content is not None or prepare is put_source, outcome.log[:number]
            assert tagged(content) >= told.saved, outcome.log[:number]
            for kept in product(*map(disk.may_hold, journals)):
                assert found(content, tuple(filter(None, kept))) >= told.noted, outcome.log[:number]


def test_a_file_is_whole_wherever_its_writer_dies(forge: Forge, tmp_path: Path) -> None:
    check_whole_wherever_it_dies(forge, tmp_path, atomic.replace)


def test_a_file_is_whole_whenever_the_power_fails(forge: Forge, tmp_path: Path) -> None:
    check_whole_when_the_power_fails(forge, tmp_path, atomic.replace)


@pytest.mark.parametrize("write", [writers.in_place, writers.away_and_anew])
def test_the_check_finds_who_has_a_moment_without_a_whole_file(forge: Forge, tmp_path: Path, write: Write) -> None:
    with pytest.raises(AssertionError):
        check_whole_wherever_it_dies(forge, tmp_path, write)


@pytest.mark.parametrize("write", [writers.in_place, writers.without_fsync, writers.name_not_confirmed])
def test_the_check_finds_who_believes_what_no_disk_has_confirmed(forge: Forge, tmp_path: Path, write: Write) -> None:
    with pytest.raises(AssertionError):
        check_whole_when_the_power_fails(forge, tmp_path, write)


def check_whole_at_every_system_call(folder: Path, write: Write) -> None:
    """Old or new, wherever the kernel has the process die."""
    place = folder / "place"
    place.mkdir()
    straced = Straced(folder, rewrite, place, write, NEW)
    put_old(place)
    seen = set()
    for point in straced.points():
        put_old(place)
        straced.die_at(point)
        found = (place / NAME).read_bytes() if (place / NAME).exists() else None
        assert found in (OLD, NEW), point
        seen.add(found)
    assert seen == {OLD, NEW}


@pytest.mark.slow
@pytest.mark.linux_only
@pytest.mark.skipif(bool(straced.why_not()), reason=straced.why_not())
def test_a_file_is_whole_at_whatever_system_call_its_writer_dies(tmp_path: Path) -> None:
    check_whole_at_every_system_call(tmp_path, atomic.replace)


@pytest.mark.slow
@pytest.mark.linux_only
@pytest.mark.skipif(bool(straced.why_not()), reason=straced.why_not())
def test_the_check_at_system_calls_finds_who_writes_in_place(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        check_whole_at_every_system_call(tmp_path, writers.in_place)


@pytest.mark.parametrize("prepare", [put_source, put_set])
def test_wherever_the_app_dies_what_it_said_is_true(forge: Forge, tmp_path: Path, prepare: Prepare) -> None:
    check_nothing_told_is_lost(forge, tmp_path, prepare, sit)


@pytest.mark.parametrize("prepare", [put_source, put_set])
def test_whenever_the_power_fails_what_it_said_is_true(forge: Forge, tmp_path: Path, prepare: Prepare) -> None:
    check_nothing_told_goes_with_the_power(forge, tmp_path, prepare, sit)


@pytest.mark.parametrize("prepare", [put_source, put_set])
def test_what_the_disk_did_not_confirm_is_in_the_journal(forge: Forge, tmp_path: Path, prepare: Prepare) -> None:
    rule = Rule("EIO", calls="fsync", path=str((tmp_path / SET).parent))
    check_nothing_told_goes_with_the_power(forge, tmp_path, prepare, sit, rule)


@pytest.mark.parametrize("sit", [sittings.without_a_journal, sittings.journal_cut_first, sittings.set_in_place])
def test_the_check_finds_who_says_too_early_that_something_is_safe(forge: Forge, tmp_path: Path, sit: Sit) -> None:
    with pytest.raises(AssertionError):
        check_nothing_told_is_lost(forge, tmp_path, put_set, sit)


@pytest.mark.parametrize("sit", [sittings.without_fsync, sittings.journal_cut_first])
def test_the_check_finds_who_says_it_before_the_disk_does(forge: Forge, tmp_path: Path, sit: Sit) -> None:
    with pytest.raises(AssertionError):
        check_nothing_told_goes_with_the_power(forge, tmp_path, put_set, sit)


@pytest.mark.slow
@pytest.mark.linux_only
@pytest.mark.skipif(bool(straced.why_not()), reason=straced.why_not())
def test_a_set_is_whole_at_whatever_system_call_its_saver_dies(tmp_path: Path) -> None:
    prepared, place = tmp_path / "prepared", tmp_path / "place"
    prepared.mkdir()
    put_set(prepared)
    shutil.copytree(prepared, place)
    traced = Straced(tmp_path, change_once, place)
    points = traced.points()
    assert tagged_in(place, (place / SET).read_bytes()) == 1
    seen = set()
    for point in filter(attrgetter("is_change"), points):
        shutil.rmtree(place)
        shutil.copytree(prepared, place)
        traced.die_at(point)
        tagged = tagged_in(place, (place / SET).read_bytes())
        noted = recovered(place, (place / SET).read_bytes(), [left.path.read_bytes() for left in left_in(place)])
        seen.add((tagged, noted))
    assert seen == {(0, 0), (0, 1), (1, 1)}
