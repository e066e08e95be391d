"""Row 4, on the command line: a command that cannot write leaves all as it was, says so in a line, and answers 4."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest
from faulted import Does, Rule
from faults import TAKING_ROOM, faulty_program
from mortal_acts import files_in
from program import run, said
from sittings import SET, SOURCE, STATE, put_set, put_source, sit

from tui_reader.__main__ import COMMANDS
from tui_reader.cli.sets import validate
from tui_reader.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from faults import Forge

    Prepare = Callable[[Forge, Path], Sequence[str]]

ANNOTATOR = ("--annotator", "amal")


def tagset(_: Forge, place: Path) -> Sequence[str]:
    """A folder without a tagset."""
    return "tagset", "init", str(place)


def recover(forge: Forge, place: Path) -> Sequence[str]:
    """A set whose app was killed as it saved."""
    put_set(place)
    killed = forge.do(sit, place, rules=[Rule(Does.DIE_BEFORE, 1, calls="replace", path=rf"{place}/annotations/.*")])
    assert killed.ended == "killed"
    return "recover", *ANNOTATOR, str(place / SOURCE)


def restore(forge: Forge, place: Path) -> Sequence[str]:
    """A set of which there is an earlier version."""
    put_set(place)
    assert forge.do(sit, place).returned
    return "backups", *ANNOTATOR, str(place / SOURCE), "--restore", "1"


def merge(forge: Forge, place: Path) -> Sequence[str]:
    """Two versions that came of one."""
    put_set(place)
    base, theirs = place / "base.json", place / "theirs.json"
    shutil.copy(place / SET, base)
    shutil.copy(place / SET, theirs)
    assert forge.do(sit, place).returned
    (place / SET).replace(theirs)
    shutil.copy(base, place / SET)
    return "merge-driver", str(base), str(place / SET), str(theirs)


def reanchor(_: Forge, place: Path) -> Sequence[str]:
    """A source into which something was written before what is annotated."""
    put_set(place)
    source = place / SOURCE
    source.write_text(f"كلمات جديدة\n{source.read_text(encoding='utf-8')}", encoding="utf-8")
    return "reanchor", str(place / SET)


def fix(_: Forge, place: Path) -> Sequence[str]:
    """A set with a member that is given twice."""
    put_set(place)
    path = place / SET
    path.write_text(
        path.read_text(encoding="utf-8").replace('"type":', '"type": "AnnotationPage", "type":', 1), "utf-8"
    )
    return "validate", "--fix", str(path)


WRITING = {"tagset": tagset, "recover": recover, "backups": restore, "merge-driver": merge, "reanchor": reanchor}
if any("--fix" in option.opts for option in validate.params):
    WRITING["validate"] = fix


def check_answers_4(forge: Forge, folder: Path, prepare: Prepare, module: str = "tui_reader") -> None:
    """What a command does on a full disk; on one with room it does something else."""
    place = folder / "place"
    place.mkdir()
    put_source(place)
    arguments = prepare(forge, place)
    before = files_beside_state(place)
    again = partial(run, cwd=folder, env={"XDG_STATE_HOME": str(place / STATE)})
    rule = Rule("ENOSPC", calls="|".join(TAKING_ROOM), path=rf"{place}/(?!{STATE}).*")
    result = again(*arguments, command=faulty_program(folder, rule, module=module))
    assert result.returncode == ExitCode.NOT_WRITTEN, said(result)
    assert "no space left on device" in said(result).lower()
    assert len(said(result).splitlines()) == 1
    assert files_beside_state(place) == before
    result = again(*arguments)
    assert result.returncode != ExitCode.NOT_WRITTEN, said(result)
    assert files_beside_state(place) != before


def files_beside_state(place: Path) -> dict[str, bytes]:
    """All files but those in the state folder, and the lock of somebody who was killed."""
    found = files_in(place).items()
    return {name: held for name, held in found if not name.startswith(f"{STATE}/") and not name.endswith(".lock")}


@pytest.mark.parametrize("command", sorted(WRITING.keys() & COMMANDS))
def test_a_command_that_cannot_write_answers_4(forge: Forge, tmp_path: Path, command: str) -> None:
    check_answers_4(forge, tmp_path, WRITING[command])


@pytest.mark.parametrize("command", ["backups", "merge-driver", "recover"])
def test_the_check_finds_a_command_that_writes_over_what_is_there(forge: Forge, tmp_path: Path, command: str) -> None:
    with pytest.raises(AssertionError):
        check_answers_4(forge, tmp_path, WRITING[command], "naive.careless")
