"""`validate`: every problem on a line of its own, silence where there is none, and nothing is changed."""

from __future__ import annotations

import fcntl
import json
import os
import re
from typing import TYPE_CHECKING, Any

import pytest
from program import PROGRAM, run
from sources import FIRST, HOSTILE, SECOND, assert_refused, obeyed, sample_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROBLEM = re.compile(r"(?P<file>[^:]+)(?::(?P<line>\d+))?: (?P<path>[^ ]+): (?P<message>.+)")
SET = f"annotations/{FIRST}.sample.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample sources and their sets."""
    return sample_folder(tmp_path)


def problems(*paths: str | Path, cwd: Path) -> list[re.Match[str]]:
    """What `validate` finds."""
    result = run("validate", *paths, cwd=cwd)
    found = []
    for line in result.stdout.decode().splitlines():
        problem = PROBLEM.fullmatch(line)
        assert problem, line
        found.append(problem)
    assert result.stderr == b""
    assert result.returncode == (1 if found else 0)
    assert not obeyed(result.stdout)
    return found


def change(path: Path, edit: Callable[[Any], object]) -> None:
    """Writes a set again, one value of it changed; it stands on one line then."""
    page = json.loads(path.read_bytes())
    edit(page)
    path.write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize("paths", [["."], ["annotations"], [SET, f"annotations/{SECOND}.sample.json"]], ids=str)
def test_sets_in_order_are_passed_over_in_silence(folder: Path, paths: list[str]) -> None:
    assert problems(*paths, cwd=folder) == []


def test_a_problem_is_told_with_its_line_and_its_path(folder: Path) -> None:
    lines = (folder / SET).read_text(encoding="utf-8").split("\n")
    number = next(number for number, line in enumerate(lines) if '"start": 0,' in line)
    lines[number] = lines[number].replace('"start": 0,', '"start": -1,')
    (folder / SET).write_text("\n".join(lines), encoding="utf-8")
    [problem] = problems(SET, cwd=folder)
    assert problem["file"] == SET
    assert problem["line"] == str(number + 1)
    assert problem["path"].endswith("target.selector[1].start")


@pytest.mark.parametrize(
    ("edit", "path", "word"),
    [
        (lambda page: page["items"][0]["target"]["selector"][0].update(exact="غيره"), "items[0].target", "quote"),
        (lambda page: page["items"][0]["body"][0].update(value="Nonsense"), "items[0].body", "Nonsense"),
        (lambda page: page["items"].append(page["items"][0]), "items", "id"),
        (lambda page: page.update(items=3), "items", "array"),
        (lambda page: page["tui:source"].update(sha256="0" * 64), "tui:source.sha256", "changed"),
        (lambda page: page["tui:source"].update(path="../seeds/gone.txt"), "tui:source.path", "no such file"),
        (lambda page: page["tui:source"].update(path="../../../etc/passwd"), "tui:source.path", ""),
    ],
)
def test_what_is_wrong_with_a_set_is_found(folder: Path, edit: Callable[[Any], object], path: str, word: str) -> None:
    change(folder / SET, edit)
    found = problems(".", cwd=folder)
    assert any(problem["path"].startswith(path) and word in problem["message"] for problem in found)
    assert {problem["file"] for problem in found} == {SET}


def test_a_changed_source_is_told(folder: Path) -> None:
    with (folder / "seeds" / FIRST).open("ab") as source:
        source.write(b" .")
    assert any("changed" in problem["message"] for problem in problems("annotations", cwd=folder))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"null", b"[" * 100_000, b'{"items": NaN}'])
def test_what_is_no_set_at_all_is_a_problem_too(folder: Path, content: bytes) -> None:
    (folder / SET).write_bytes(content)
    assert {problem["file"] for problem in problems(".", cwd=folder)} == {SET}


def test_hostile_sets_are_reported_safely(folder: Path) -> None:
    change(folder / SET, lambda page: page["items"][0]["body"][0].update(value=f"{HOSTILE}\n"))
    change(folder / SET, lambda page: page.update({f"{HOSTILE}\n": 1}))
    # A name without a newline or a colon, so that lines can be told apart.
    (folder / SET).rename(folder / "annotations" / f"{FIRST}.\x1b[31m\x9b\u202e.json")
    assert problems("annotations", cwd=folder)


def test_a_pipe_is_never_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "annotations" / "doc.txt.amal.json")
    os.mkfifo(folder / "annotations" / "tagset.toml")
    found = problems(".", cwd=folder)
    assert {problem["file"] for problem in found} == {"annotations/doc.txt.amal.json", "annotations/tagset.toml"}
    assert {problem["message"] for problem in found} == {"is not a regular file"}


def test_sets_are_checked_with_the_tagset_beside_them(folder: Path) -> None:
    tagset = folder / "annotations" / "tagset.toml"
    tagset.write_text('name = "own"\nversion = 1\n[[tag]]\nname = "Claim"\n')
    assert any("Citation" in problem["message"] for problem in problems(SET, cwd=folder))
    tagset.write_text('name = "own"\nversion = 1\n[[tag]]\nname = "Claim"\ncolour = "pink"\n')
    # A tagset with a mistake says nothing about tags, and is a problem itself.
    assert problems(SET, cwd=folder) == []
    [problem] = problems("annotations", cwd=folder)
    assert (problem["file"], problem["line"], problem["path"]) == ("annotations/tagset.toml", "3", "tag[0].colour")


@pytest.mark.parametrize("content", [b"", b"\xff", b"x = [", b"a = " + b"[" * 20_000, b'name = "x"\n'])
def test_what_is_wrong_with_a_tagset_is_found(folder: Path, content: bytes) -> None:
    (folder / "annotations" / "tagset.toml").write_bytes(content)
    assert problems("annotations/tagset.toml", cwd=folder)


def test_only_sets_and_tagsets_are_looked_at(folder: Path) -> None:
    (folder / "package.json").write_text("not a set")
    (folder / "annotations" / "README.md").write_text("not a set")
    (folder / "annotations" / ".hidden.json").write_text("not a set")
    assert problems(".", cwd=folder) == []
    assert problems("package.json", cwd=folder)


def test_a_path_that_does_not_exist_is_refused(folder: Path) -> None:
    assert_refused(run("validate", "annotations", "nowhere", cwd=folder), 3, "nowhere", "no such file or folder")


def test_nothing_is_changed(folder: Path) -> None:
    change(folder / SET, lambda page: page["items"].append(3))

    def files() -> dict[str, tuple[int, bytes]]:
        paths = [path for path in folder.rglob("*") if path.is_file()]
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in paths}

    before = files()
    assert problems(".", cwd=folder)
    assert files() == before


def test_warnings_alone_are_no_failure_unless_they_are_to_count(folder: Path) -> None:
    change(folder / SET, lambda page: page["items"][0].update({"tui:conflict": {"kind": "deleted"}}))
    for words, code in (([], 0), (["--strict"], 1)):
        result = run("validate", *words, ".", cwd=folder)
        [line] = result.stdout.decode().splitlines()
        assert ": items[0].tui:conflict: warning: " in line
        assert (result.returncode, result.stderr) == (code, b"")


def test_sets_of_one_source_that_share_ids_are_told(folder: Path) -> None:
    copy = json.loads((folder / SET).read_bytes())
    copy["creator"]["nickname"] = "badr"
    other = folder / "annotations" / f"{FIRST}.badr.json"
    other.write_text(json.dumps(copy), encoding="utf-8")
    result = run("validate", ".", cwd=folder)
    [line] = result.stdout.decode().splitlines()
    assert line.startswith(f"annotations/{FIRST}.sample.json: items: warning: {len(copy['items'])} of its records")
    assert other.name in line and result.returncode == 0


def test_what_a_killed_save_left_is_told_and_what_goes_on_is_not(folder: Path) -> None:
    sets = folder / "annotations"
    (sets / ".tui-reader-00ff.tmp").write_bytes(b"{")
    (sets / ".tui-reader-0a.lock").touch()
    with (sets / ".tui-reader-0b.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        lines = run("validate", ".", cwd=folder).stdout.decode().splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "annotations/.tui-reader-00ff.tmp",
        "annotations/.tui-reader-0a.lock",
    ]
    assert all(": warning: " in line for line in lines)


@pytest.mark.slow
def test_a_set_that_could_fill_the_memory_is_answered_within_its_bounds(folder: Path) -> None:
    head = (folder / SET).read_text(encoding="utf-8").split('"items": [')[0]
    (folder / SET).write_text(f'{head}"items": [{"0," * (100 << 20)}0]}}', encoding="utf-8")
    too_large = folder / "annotations" / "sparse.txt.amal.json"
    with too_large.open("wb") as file:
        file.truncate(1 << 40)
    command = ["sh", "-c", 'ulimit -v 2000000; exec "$@"', "sh", *PROGRAM]
    lines = run("validate", ".", cwd=folder, command=command).stdout.decode().splitlines()
    assert any("the rest was not looked at" in line for line in lines)
    assert lines[-1].endswith("MB are read")
