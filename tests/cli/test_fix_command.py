"""`validate --fix`: what it says, writes, keeps and leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from program import run, said
from sources import FIRST, obeyed, sample_folder

from tui_reader.annotations import lock

if TYPE_CHECKING:
    from pathlib import Path

SET = f"annotations/{FIRST}.sample.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The samples, one of the sets cut in a record and marked by git."""
    folder = sample_folder(tmp_path)
    path = folder / SET
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*lines[:9], b"<<<<<<< \x1b[31mHEAD", *lines[9:20], lines[20][:60]]))
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_dry_run_says_what_would_be_done_and_what_would_be_left_and_does_nothing(folder: Path) -> None:
    before = files(folder)
    result = run("validate", "--fix", "--dry-run", ".", cwd=folder)
    lines = result.stdout.decode().splitlines()
    assert all(line.startswith(f"{SET}") for line in lines)
    assert sum(": would be fixed: " in line for line in lines) == 3
    # Links to records that are cut off cannot be mended.
    left = [line for line in lines if ": would be fixed: " not in line]
    assert result.returncode == (1 if left else 0) and all("leads to" in line for line in left)
    assert files(folder) == before and not obeyed(result.stdout)


def test_what_was_there_is_kept_twice_over_and_nothing_is_left_to_do(folder: Path) -> None:
    broken = (folder / SET).read_bytes()
    dry = run("validate", "--fix", "--dry-run", ".", cwd=folder)
    result = run("validate", "--fix", ".", cwd=folder)
    assert result.stdout == dry.stdout.replace(b"would be fixed", b"fixed")
    assert (folder / f"{SET}.unreadable").read_bytes().split(b"\n")[0] == b"<<<<<<< \x1b[31mHEAD"
    after = files(folder)
    again = run("validate", "--fix", ".", cwd=folder)
    assert b"fixed" not in again.stdout and files(folder) == after
    assert not list(folder.rglob(".tui-reader-*"))
    assert run("backups", SET, "--restore", "1", cwd=folder).returncode == 0
    assert (folder / SET).read_bytes() == broken


def test_what_could_not_be_read_before_is_never_written_over(folder: Path) -> None:
    (folder / f"{SET}.unreadable").write_bytes(b"from last time")
    run("validate", "--fix", ".", cwd=folder)
    assert (folder / f"{SET}.unreadable").read_bytes() == b"from last time"
    assert (folder / f"{SET}.unreadable.2").exists()


def test_only_a_person_can_mend_the_page_and_the_others_are_mended_all_the_same(folder: Path) -> None:
    other = next(path for path in (folder / "annotations").glob("*.json") if path.name not in SET)
    other.write_bytes(other.read_bytes().replace(b'"creator"', b"creator"))
    before = other.read_bytes()
    result = run("validate", "--fix", ".", cwd=folder)
    assert f"{other.relative_to(folder)}: $: cannot be fixed: the page itself is broken" in result.stdout.decode()
    assert f"{SET}:10: items[2]: fixed: ".encode() in result.stdout
    assert result.returncode == 1 and other.read_bytes() == before


def test_it_waits_for_whoever_saves_and_gives_up(folder: Path) -> None:
    before = (folder / SET).read_bytes()
    with lock.held(folder / SET):
        result = run("validate", "--fix", SET, cwd=folder)
    assert result.returncode == 4 and (folder / SET).read_bytes() == before
    assert said(result).startswith("tui-reader: ") and FIRST in said(result)


def test_without_a_place_for_a_backup_nothing_is_written(folder: Path) -> None:
    before = (folder / SET).read_bytes()
    result = run("validate", "--fix", SET, cwd=folder, env={"XDG_STATE_HOME": "/dev/null"})
    assert result.returncode == 4 and (folder / SET).read_bytes() == before
    assert not (folder / f"{SET}.unreadable").exists()


def test_a_link_stays_one(folder: Path) -> None:
    real = folder / "elsewhere.json"
    (folder / SET).rename(real)
    (folder / SET).symlink_to(real)
    run("validate", "--fix", SET, cwd=folder)
    assert (folder / SET).is_symlink() and b"<<<<<<<" not in real.read_bytes()


def test_the_dry_run_of_nothing_is_a_mistake(folder: Path) -> None:
    assert run("validate", "--dry-run", ".", cwd=folder).returncode == 2
