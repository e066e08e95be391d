"""Row 4: a disk that is full, or at fault, costs nothing: the old file stays, nothing is left beside it, it is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from faulted import Rule
from faults import Forge, an_error_each, any_of, errors, full_disks, since, trials
from mortal_acts import NAME, NEW, OLD, files_in, put_old, rewrite, rewrite_until_it_works, rewrite_within
from mounts import small_disk
from naive import sittings, writers
from sittings import OPENED, OTHER_WORDS, SET, TAGGED, Sat, left_in, put_set, recovered, sit, tagged_in, told_in

from tui_reader.annotations import atomic
from tui_reader.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[[Path, bytes], object]
    Sit = Callable[[Path], Sat]

SMALL = 16384
"""Bytes of a disk that has room for one of them only."""
SAVED_WORDS = ("saved", "saved, not confirmed by the disk")


def check_done_or_refused(forge: Forge, folder: Path, write: Write) -> None:
    """Whatever a call ends with: the new file is there, or the old one and a SaveError, and nothing beside it."""
    ended = set()
    for trial in trials(forge, folder, put_old, rewrite, write, NEW, faults=any_of(errors, full_disks)):
        ended.add(trial.outcome.ended)
        assert trial.outcome.returned or trial.outcome.error.startswith(SaveError.__name__), trial
        found = files_in(trial.folder)
        assert found.pop(NAME) == (NEW if trial.outcome.returned else OLD), trial
        assert not found, trial
    assert ended == {"returned", "raised"}


def check_no_fsync_is_repeated(forge: Forge, folder: Path, write: Write) -> None:
    """After an fsync has failed the next attempt writes another file, as nobody knows what became of the first."""
    put_old(folder)
    outcome = forge.do(rewrite_until_it_works, folder, write, NEW, rules=[Rule("EIO", 1, calls="fsync")])
    assert outcome.value == 2
    assert (folder / NAME).read_bytes() == NEW
    synced = [call for call in outcome.log if call.name == "fsync"]
    [failed] = [call for call in synced if call.error]
    assert [call.path for call in synced].count(failed.path) == 1
    written = [call for call in outcome.log if call.name == "write" and call.data]
    assert b"".join(call.data for call in written if call.path != failed.path) == NEW


def check_old_on(forge: Forge, place: Path, write: Write, *arguments: object, act: object = rewrite) -> None:
    """A write for which there is no room, on the disk of the forge."""
    assert forge.do(put_old, place).returned
    outcome = forge.do(act, place, write, NEW, *arguments)
    assert outcome.error.startswith(SaveError.__name__), outcome
    assert forge.do(files_in, place).value == {NAME: OLD}


def check_nothing_is_given_up(forge: Forge, folder: Path, sit: Sit) -> None:
    """Whatever one call ends with: in the end all of it is on the disk, and nothing besides."""
    for trial in trials(forge, folder, put_set, sit, faults=since(OPENED, an_error_each)):
        assert trial.outcome.returned, trial
        said: Sat = trial.outcome.value
        assert said.annotations == TAGGED + len(OTHER_WORDS), trial
        assert said.insisted in SAVED_WORDS, (said, trial)
        assert tagged_in(trial.folder, (trial.folder / SET).read_bytes()) == TAGGED, trial
        assert litter(trial.folder) == [] or trial.call.name == "unlink", trial


def check_a_full_disk_is_told_and_costs_nothing(forge: Forge, folder: Path, sit: Sit) -> None:
    """A disk that has no more room: what was said to be safe is there, the rest is in memory, and told."""
    words = set()
    for trial in trials(forge, folder, put_set, sit, faults=since(OPENED, full_disks)):
        assert trial.outcome.returned, trial
        said: Sat = trial.outcome.value
        words.add(said.insisted.partition(":")[0])
        assert said.annotations == TAGGED + len(OTHER_WORDS), trial
        told = told_in(trial.outcome.log)
        path = trial.folder / SET
        tagged = tagged_in(trial.folder, path.read_bytes())
        assert tagged >= told.saved, trial
        assert tagged == TAGGED or said.insisted not in SAVED_WORDS, trial
        assert (
            recovered(trial.folder, path.read_bytes(), [one.path.read_bytes() for one in left_in(trial.folder)])
            >= told.noted
        ), trial
        assert litter(trial.folder) == [], trial
    assert "NOT SAVED" in words


def litter(place: Path) -> list[str]:
    """Files that nobody wants."""
    return [name for name in files_in(place) if Path(name).suffix in (".tmp", ".lock")]


def test_a_call_that_fails_costs_nothing(forge: Forge, tmp_path: Path) -> None:
    check_done_or_refused(forge, tmp_path, atomic.replace)


def test_what_could_not_be_confirmed_is_written_anew(forge: Forge, tmp_path: Path) -> None:
    check_no_fsync_is_repeated(forge, tmp_path, atomic.replace)


def test_a_name_that_is_not_confirmed_is_told_and_is_no_failure(forge: Forge, tmp_path: Path) -> None:
    put_old(tmp_path)
    outcome = forge.do(rewrite, tmp_path, atomic.replace, NEW, rules=[Rule("EIO", calls="fsync", path=str(tmp_path))])
    assert (outcome.ended, outcome.value.durable) == ("returned", False)
    assert files_in(tmp_path) == {NAME: NEW}


def test_a_disk_without_room_keeps_the_old_file(home: Path, tmp_path: Path) -> None:
    with Forge(home, *small_disk(tmp_path, SMALL)) as forge:
        check_old_on(forge, tmp_path, atomic.replace)


def test_a_process_that_may_write_no_more_keeps_the_old_file(forge: Forge, tmp_path: Path) -> None:
    check_old_on(forge, tmp_path, atomic.replace, len(NEW) - 1, act=rewrite_within)


@pytest.mark.parametrize("write", [writers.in_place, writers.leaving_litter, writers.deaf])
def test_the_check_finds_who_loses_leaves_or_hides_something(forge: Forge, tmp_path: Path, write: Write) -> None:
    with pytest.raises(AssertionError):
        check_done_or_refused(forge, tmp_path, write)


def test_the_check_finds_who_asks_twice_for_the_same_fsync(forge: Forge, tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        check_no_fsync_is_repeated(forge, tmp_path, writers.fsync_again)


def test_the_check_finds_who_writes_in_place_where_there_is_no_room(forge: Forge, tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        check_old_on(forge, tmp_path, writers.in_place, len(NEW) - 1, act=rewrite_within)


def test_the_check_finds_who_writes_in_place_on_a_small_disk(home: Path, tmp_path: Path) -> None:
    with Forge(home, *small_disk(tmp_path, SMALL)) as forge, pytest.raises(AssertionError):
        check_old_on(forge, tmp_path, writers.in_place)


def test_one_fault_costs_the_app_nothing(forge: Forge, tmp_path: Path) -> None:
    check_nothing_is_given_up(forge, tmp_path, sit)


def test_a_full_disk_costs_the_app_nothing(forge: Forge, tmp_path: Path) -> None:
    check_a_full_disk_is_told_and_costs_nothing(forge, tmp_path, sit)


def test_the_checks_find_an_app_that_does_not_hear(forge: Forge, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(AssertionError):
        check_a_full_disk_is_told_and_costs_nothing(forge, tmp_path_factory.mktemp("full"), sittings.deaf)
    with pytest.raises(AssertionError):
        check_nothing_is_given_up(forge, tmp_path_factory.mktemp("faulty"), sittings.deaf)
