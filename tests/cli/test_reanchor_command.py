"""`reanchor`: sets whose sources have changed are put onto them again, with a report; what is not sure is said."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from program import run, said
from sources import FIRST, HOSTILE, SECOND, assert_refused, obeyed, records_of, sample_folder

if TYPE_CHECKING:
    from pathlib import Path

SET = f"annotations/{FIRST}.sample.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample sources and their sets."""
    return sample_folder(tmp_path)


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def reported(folder: Path, *arguments: str) -> tuple[list[dict[str, Any]], int]:
    """What a run reports as JSON, and its exit code."""
    result = run("reanchor", "--json", *arguments, cwd=folder)
    assert said(result) == ""
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found, result.returncode


def test_unchanged_sources_are_counted_and_nothing_is_written(folder: Path) -> None:
    before = contents(folder)
    result = run("reanchor", ".", cwd=folder)
    assert result.returncode == 0
    lines = result.stdout.decode().splitlines()
    count = sum(not isinstance(record["target"], str) for record in records_of(folder / SET))
    assert lines[0] == f"{SET}: {count} exact, 0 moved, 0 changed, 0 orphan"
    assert lines[-1].startswith("2 sets: ") and len(lines) == 3
    assert contents(folder) == before


def test_a_source_or_the_folder_of_the_sources_stands_for_the_sets(folder: Path) -> None:
    edit(folder / "seeds" / FIRST, ("بعد الحادثة\n", "بعد الحادثة بأيام\n"))
    [wanted], code = reported(folder, "--dry-run", SET)
    [by_source], by_source_code = reported(folder, "--dry-run", f"seeds/{FIRST}")
    assert (by_source["annotations"], by_source_code) == (wanted["annotations"], code)
    by_folder, _ = reported(folder, "--dry-run", "seeds")
    assert len(by_folder) == 2 and wanted["annotations"] in [one["annotations"] for one in by_folder]


def test_a_dry_run_reports_and_writes_nothing(folder: Path) -> None:
    edit(folder / "seeds" / FIRST, ("بعد الحادثة\n", "بعد الحادثة بأيام\n"))
    before = contents(folder)
    dry, code = reported(folder, "--dry-run", SET)
    assert contents(folder) == before
    assert code == 0 and dry[0]["moved"] > 0 and not dry[0]["written"]
    real, code = reported(folder, SET)
    assert code == 0 and real == [{**dry[0], "written": True}]
    assert contents(folder) != before


def test_what_is_moved_and_changed_is_marked_and_the_set_belongs_to_the_source_of_today(folder: Path) -> None:
    edit(folder / "seeds" / FIRST, ("بعد الحادثة\n", "بعد الحادثة بأيام\n"), ("محققون عسكريون", "مُحقّقون عسكريون"))
    result = run("reanchor", SET, cwd=folder)
    assert result.returncode == 0
    *lines, counted = result.stdout.decode().splitlines()
    assert counted.endswith("; written")
    (changed,) = [line for line in lines if ": changed " in line]
    assert "«محققون عسكريون» -> «مُحقّقون عسكريون»: found in another spelling" in changed
    assert re.search(r" 925-939 -> \d+-\d+ «", changed)
    marks = [record["tui:anchored"] for record in records_of(folder / SET) if "tui:anchored" in record]
    assert len(marks) == len(lines)
    assert [mark["state"] for mark in marks].count("changed") == 1
    assert all(mark["from"][0][0]["exact"] for mark in marks)
    checked = run("validate", SET, cwd=folder).stdout.decode().splitlines()
    assert len(checked) == len(lines) and all("nobody has confirmed it yet" in line for line in checked)
    before = contents(folder)
    again = run("reanchor", SET, cwd=folder)
    assert again.stdout.decode().splitlines()[:-1] == lines
    assert contents(folder) == before


def test_an_orphan_stays_as_it_is_and_the_set_is_not_said_to_be_of_today(folder: Path) -> None:
    edit(folder / "seeds" / FIRST, ("محققون عسكريون", "رجال"), ("بعد الحادثة\n", "بعد الحادثة بأيام\n"))
    before = json.loads((folder / SET).read_bytes())
    (found,), code = reported(folder, SET)
    assert code == 1 and found["orphan"] == 1
    (lost,) = [one for one in found["annotations"] if one["state"] == "orphan"]
    assert lost["quote"] == "محققون عسكريون" and lost["text"] is None and lost["reason"]
    after = json.loads((folder / SET).read_bytes())
    assert after["tui:source"] == before["tui:source"]
    for record in before["items"]:
        if record["id"] == lost["id"]:
            assert record in after["items"]
    # Nor does it become exact by a second run.
    assert reported(folder, SET)[0][0]["orphan"] == 1


def test_a_position_without_a_quote_keeps_the_set_from_being_of_today(folder: Path) -> None:
    page = json.loads((folder / SET).read_bytes())
    first = next(item for item in page["items"] if not isinstance(item["target"], str))
    first["target"]["selector"] = [s for s in first["target"]["selector"] if s["type"] == "TextPositionSelector"]
    (folder / SET).write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
    edit(folder / "seeds" / FIRST, ("[9]", "[٩]"))
    for _ in range(2):
        (found,), code = reported(folder, SET)
        assert code == 1 and found["orphan"] == 1
    assert json.loads((folder / SET).read_bytes())["tui:source"] == page["tui:source"]


def test_one_set_that_cannot_be_read_does_not_keep_the_others(folder: Path) -> None:
    (folder / "seeds" / FIRST).unlink()
    result = run("reanchor", "annotations", cwd=folder)
    assert result.returncode == 3
    assert FIRST in said(result)
    assert f"annotations/{SECOND}.sample.json: " in result.stdout.decode()


@pytest.mark.parametrize("named", ["../../outside.txt", "/etc/passwd", "file:///etc/passwd"])
def test_a_source_outside_is_not_read(folder: Path, named: str) -> None:
    page = json.loads((folder / SET).read_bytes())
    page["tui:source"]["path"] = named
    (folder / SET).write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
    result = run("reanchor", SET, cwd=folder)
    assert result.returncode == 3
    assert "leads out of" in said(result) and named in said(result)


def test_a_set_that_is_not_one_is_refused(folder: Path) -> None:
    assert_refused(run("reanchor", "nothing.json", cwd=folder), 3, "nothing.json", "no such file")
    (folder / "cut.json").write_text('{"items": [', encoding="utf-8")
    result = run("reanchor", "cut.json", cwd=folder)
    assert result.returncode == 3 and "cut.json" in said(result)


def test_nothing_in_a_quote_reaches_the_terminal_as_a_control(folder: Path) -> None:
    page = json.loads((folder / SET).read_bytes())
    first = next(item for item in page["items"] if not isinstance(item["target"], str))
    first["target"]["selector"][0]["exact"] = HOSTILE
    (folder / SET).write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
    for arguments in ((SET,), ("--json", SET)):
        result = run("reanchor", "--dry-run", *arguments, cwd=folder)
        assert result.returncode == 1
        assert not obeyed(result.stdout) and not obeyed(result.stderr)
