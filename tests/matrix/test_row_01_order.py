"""Row 1, and 4: the order in which a change reaches the disk, and what becomes of a file that it has not confirmed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from faults import since, trials, unconfirmed
from naive import sittings
from sittings import OPENED, SET, SOURCE, put_set, sit

from tui_reader.annotations import journal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from faulted import Call
    from faults import Forge
    from sittings import Sat

    Sit = Callable[[Path], Sat]


def check_order(forge: Forge, place: Path, sit: Sit) -> None:
    """The journal's line is confirmed, then the new content, then it gets its name, then the name is confirmed."""
    put_set(place)
    path, source = place / SET, str(place / SOURCE)
    outcome = forge.do(sit, place)
    assert outcome.returned, outcome.error
    log = outcome.log
    replaced = [number for number, call in enumerate(log) if call.to == str(path)]
    assert replaced
    for number in replaced:
        before, after = log[:number], log[number + 1 :]
        assert is_confirmed(before, log[number].path)
        journals = [call.path for call in before if call.path.endswith(journal.SUFFIX)]
        assert journals
        assert is_confirmed(before, journals[-1])
        assert after[0].path == str(path.parent)
        assert next(call.name for call in after if call.name != "open") == "fsync"
    assert all(call.path not in (source, str(path)) or not is_writing(call) for call in log)


def is_confirmed(log: Sequence[Call], path: str) -> bool:
    """Whether a file was written, and confirmed since."""
    names = [call.name for call in log if call.path == path and call.name in ("write", "fsync") and not call.error]
    return "write" in names and names[-1] == "fsync"


def is_writing(call: Call) -> bool:
    """Whether a call may change what is in a file."""
    return call.name in ("write", "ftruncate", "truncate") or bool(
        call.name == "open" and call.flags & (os.O_WRONLY | os.O_RDWR | os.O_TRUNC)
    )


def check_no_fsync_is_repeated(forge: Forge, folder: Path, sit: Sit) -> None:
    """A file of which an fsync has failed is given up: nobody knows what of it is on the disk."""
    for trial in trials(forge, folder, put_set, sit, faults=since(OPENED, unconfirmed)):
        log = trial.outcome.log
        failed = next(number for number, call in enumerate(log) if call.error == "EIO")
        again = [call for call in log[failed + 1 :] if call.name == "fsync" and call.path == log[failed].path]
        # Of a folder there is no other one that could be confirmed in its place.
        assert not again or Path(log[failed].path).is_dir(), trial


def test_a_change_is_confirmed_step_by_step(forge: Forge, tmp_path: Path) -> None:
    check_order(forge, tmp_path, sit)


def test_a_file_that_was_not_confirmed_is_given_up(forge: Forge, tmp_path: Path) -> None:
    check_no_fsync_is_repeated(forge, tmp_path, sit)


@pytest.mark.parametrize("sit", [sittings.without_fsync, sittings.journal_behind, sittings.set_in_place])
def test_the_check_finds_another_order(forge: Forge, tmp_path: Path, sit: Sit) -> None:
    with pytest.raises(AssertionError):
        check_order(forge, tmp_path, sit)


def test_the_check_finds_who_asks_for_the_same_again(forge: Forge, tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        check_no_fsync_is_repeated(forge, tmp_path, sittings.fsync_again)
