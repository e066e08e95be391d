"""Row 24: `| head`, a full disk or nobody behind standard output, no terminal, TERM=dumb, LANG=C: for every command.

Which words are said then is with `tests/cli/test_streams.py`. Here a command that comes new is asked for too.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from program import PROGRAM, run, said
from sources import FIRST, SECOND, obeyed, sample_folder

from tui_reader.cli.program import cli

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Sequence

SEED, OTHER = f"seeds/{FIRST}", f"seeds/{SECOND}"
SET = f"annotations/{FIRST}.sample.json"
CALLS: dict[str, list[list[str]]] = {
    "open": [["open", SEED], ["open", "seeds"]],
    "show": [["show", SEED], ["show", "--tags", "--annotator", "sample", SEED]],
    "list": [["list", "."], ["list", "--json", "."]],
    "report": [
        ["report", "--annotator", "sample", "seeds"],
        ["report", "--view", "by-source", "--annotator", "sample", "--json", "seeds"],
    ],
    "compare": [["compare", SET, SET], ["compare", "--by-place", "--json", SET, SET]],
    "review": [["review", SEED]],
    "agreement": [["agreement", "seeds"], ["agreement", "--json", SEED]],
    "validate": [["validate", "."], ["validate", "broken.json"], ["validate", "--fix", "--dry-run", "broken.json"]],
    "suggest": [["suggest", "--json", SEED], ["suggest", "--write", "--dry-run", SEED]],
    "reanchor": [["reanchor", "."], ["reanchor", "--dry-run", "--json", "."]],
    "recover": [["recover"], ["recover", "--json"]],
    "backups": [["backups"], ["backups", "--json", SET], ["backups", SET]],
    "merge-driver": [["merge-driver", SET, SET, SET]],
    "doctor": [["doctor"], ["doctor", "--json"], ["doctor", "--forget"]],
    "keys": [["keys"], ["keys", "--usual"]],
    "tagset init": [["tagset", "init", "new"]],
    "tagset show": [["tagset", "show"]],
    "tagset validate": [["tagset", "validate", "annotations/tagset.toml"]],
    "tagset adopt": [["tagset", "adopt", ".", "--dry-run"]],
    "tagset rename": [["tagset", "rename", "Claim", "Statement", ".", "--dry-run"]],
    "tagset merge": [["tagset", "merge", "Claim", "Evidence", SET, "--sets-only", "--dry-run", "--json"]],
    "tagset split": [["tagset", "split", "Claim", "verdict", ".", "--to", "refuted=False claim", "--dry-run"]],
}
ALL = [call for calls in CALLS.values() for call in calls]
ELSEWHERE: list[dict[str, str | None]] = [
    {"TERM": "dumb", "LANG": "C", "LC_ALL": "C"},
    {"TERM": None, "LANG": None},
    {"TERM": "\x1b[31m", "LANG": "ar_EG.ISO-8859-6", "PYTHONIOENCODING": "ascii"},
]
TELLS_THE_TIME = ("recover", "backups", "doctor")
"""What they print is not the same from one minute to the next, or is about the terminal."""


def commands(group: click.Group, name: str = "") -> Iterator[str]:
    """The names of all commands, those of groups with the group's."""
    for key, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{name}{key} ")
        else:
            yield f"{name}{key}"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents, sets, a broken set, a backup of one; in `kept` the same with the home folder, left as they are."""
    whole = tmp_path_factory.mktemp("prepared")
    folder = whole / "place"
    folder.mkdir()
    sample_folder(folder)
    broken = (folder / SET).read_bytes()
    (folder / "broken.json").write_bytes(b"\xef\xbb\xbf" + broken[:5000])
    shutil.copy(folder / SET, folder / "annotations" / f"{SECOND}.copy.json")
    mended = folder / "annotations" / f"{FIRST}.mended.json"
    mended.write_bytes(b"\xef\xbb\xbf" + broken)
    state = str(whole / "home" / "state")
    assert run("validate", "--fix", mended, env={"XDG_STATE_HOME": state}).returncode == 0
    for name in ("place", "home"):
        shutil.copytree(whole / name, whole / "kept" / name)
    return whole


@pytest.fixture
def place(prepared: Path, home: Path) -> Path:
    """All of it as it was prepared, where it was: backups are found by the path of their set."""
    shutil.copytree(prepared / "kept" / "home", home, dirs_exist_ok=True)
    shutil.rmtree(prepared / "place")
    return shutil.copytree(prepared / "kept" / "place", prepared / "place")


def call(
    place: Path, words: Sequence[str], *, is_warm: bool = True, **variables: str | None
) -> subprocess.CompletedProcess[bytes]:
    """Runs a command."""
    # Some say where the configuration is.
    env = {"TUI_READER_CONFIG": str(place.parent / "config.toml"), **variables}
    return run(*words, cwd=place, env=env, is_warm=is_warm)


@pytest.fixture(scope="module")
def answers() -> dict[tuple[str, ...], subprocess.CompletedProcess[bytes]]:
    """What commands have answered so far when nothing was in their way."""
    return {}


@pytest.fixture
def usual(
    answers: dict[tuple[str, ...], subprocess.CompletedProcess[bytes]], place: Path, words: list[str]
) -> subprocess.CompletedProcess[bytes]:
    """What a command answers when nothing is in its way."""
    key = tuple(words)
    if key not in answers:
        # As users start it: each command, all there is of it.
        answers[key] = call(place, words, is_warm=False)
        shutil.rmtree(place / "new", ignore_errors=True)
    return answers[key]


def lose_output(
    words: Sequence[str], place: Path, *, is_closed: bool, command: Sequence[str] = PROGRAM
) -> subprocess.CompletedProcess[bytes]:
    """Runs a command whose output goes nowhere: it is closed, or the disk is full."""
    with Path("/dev/full").open("wb") as full:
        return run(*words, command=command, cwd=place, stdout=None if is_closed else full)


def judge_lost_output(result: subprocess.CompletedProcess[bytes]) -> None:
    """Raises AssertionError unless a command whose output went nowhere ended with 4 and a line that says so."""
    assert result.returncode == 4, (result.returncode, result.stderr)
    last = said(result).splitlines()[-1]
    assert last.startswith("tui-reader: standard output: ")
    assert b"Traceback" not in result.stderr


def test_every_command_is_called_here() -> None:
    assert set(commands(cli)) == set(CALLS)


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_output_that_goes_nowhere_is_told_by_every_command(
    usual: subprocess.CompletedProcess[bytes], place: Path, words: list[str]
) -> None:
    for is_closed in (False, True):
        shutil.rmtree(place / "new", ignore_errors=True)
        result = lose_output(words, place, is_closed=is_closed)
        if usual.stdout:
            judge_lost_output(result)
        else:
            # Nothing was to be printed, so nothing is lost. That it could not have been may be told all the same.
            assert result.returncode == usual.returncode or (is_closed and result.returncode == 4)
            assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_nobody_who_reads_on_ends_every_command_quietly(
    usual: subprocess.CompletedProcess[bytes], place: Path, words: list[str]
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        process = run(*words, cwd=place, stdout=writer)
    finally:
        os.close(writer)
    # A shell gives 141 for it.
    expected = -signal.SIGPIPE if usual.stdout else usual.returncode
    assert process.returncode == expected, process.stderr
    assert usual.stdout == b"" or b"standard output" not in process.stderr


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_neither_terminal_nor_locale_changes_what_is_said(
    usual: subprocess.CompletedProcess[bytes], place: Path, words: list[str]
) -> None:
    for variables in ELSEWHERE:
        shutil.rmtree(place / "new", ignore_errors=True)
        result = call(place, words, **variables)
        assert b"Traceback" not in result.stderr and not obeyed(result.stderr) and not obeyed(result.stdout)
        assert result.returncode == usual.returncode
        if words[0] not in TELLS_THE_TIME:
            assert result.stdout == usual.stdout
        if words[0] == "open":
            assert result.returncode == 2 and len(said(result).splitlines()) == 1


NAIVE = "import sys; sys.stdout.write('نص ' * 9); sys.stdout.flush()"


def test_a_naive_program_fails(tmp_path: Path) -> None:
    for is_closed in (False, True):
        with pytest.raises(AssertionError):
            judge_lost_output(lose_output([], tmp_path, is_closed=is_closed, command=[sys.executable, "-c", NAIVE]))
