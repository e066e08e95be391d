"""Row 1: a save that is killed at any of its calls leaves the old version or the new one, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import straced
from acts import NAME, NEW, OLD, put_old, rewrite
from faults import deaths, trials
from naive import writers
from power import after_each
from straced import Straced

from tui_reader.annotations import atomic

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from faults import Forge

    Write = Callable[[Path, bytes], object]


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
