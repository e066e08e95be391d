"""`report`: what is open in annotated documents, for people, for programs and for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from program import run, said
from sources import FIRST, HOSTILE, HOSTILE_NAME, SECOND, assert_refused, obeyed, sample_folder

from tui_reader.annotations.file import save
from tui_reader.documents.files import read_document
from tui_reader.session.files.opening import open_reading
from tui_reader.settings import Settings
from tui_reader.text.span import Span

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

SET = f"annotations/{FIRST}.sample.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample sources and their sets."""
    return sample_folder(tmp_path)


def report(folder: Path, *words: str | bytes) -> subprocess.CompletedProcess[bytes]:
    """Asks for a report on the sample sources."""
    return run("report", "--annotator", "sample", *words, cwd=folder)


def as_json(folder: Path, *words: str) -> list[dict[str, Any]]:
    """The same as values."""
    result = report(folder, "--json", *words)
    assert result.returncode == 0 and said(result) == ""
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_without_a_view_it_says_how_far_each_document_is(folder: Path) -> None:
    result = report(folder, "seeds")
    assert result.returncode == 0 and said(result) == ""
    lines = result.stdout.decode().splitlines()
    assert lines[0] == f"seeds/{FIRST}" and f"seeds/{SECOND}" in lines and "2 documents" in lines
    values = as_json(folder, "seeds")
    assert as_json(folder) == values, "without a path it is what is here"
    opened = open_reading(folder / "seeds" / FIRST, Settings(annotator="sample"), folder / "seeds")
    assert values[0]["annotations"] == len(opened.session.entries)
    total = sum(value["annotations"] for value in values)
    assert f"    {total} annotations" in lines
    assert any(line.startswith(f"    {values[0]['uncited']} uncited") for line in lines)
    share = values[1]["sentences"]
    assert any(f"{share['annotated']} of {share['total']} sentences" in line for line in lines)


def test_json_gives_places_in_code_points_of_the_whole_text(folder: Path) -> None:
    found = as_json(folder, "--view", "tag", "--tag", "Claim", "seeds")
    assert {value["tags"][0] for value in found} == {"Claim"}
    for value in found:
        text = read_document(folder / value["path"]).code_points
        assert text.slice(Span(value["start"], value["end"])) == value["text"]
        assert [[value["start"], value["end"]]] == value["fragments"]
        around = Span(value["start"] - len(value["before"]), value["end"] + len(value["after"]))
        assert text.slice(around) == value["before"] + value["text"] + value["after"]


def test_rows_are_as_wide_as_asked_in_visual_order_with_what_precedes_at_the_right(folder: Path) -> None:
    result = report(folder, "--view", "tag", "--tag", "Citation", "--width", "90", f"seeds/{FIRST}")
    lines = result.stdout.decode().splitlines()
    assert lines[0] == f"seeds/{FIRST}  ({len(lines) - 2})"
    assert lines[-1] == f"{len(lines) - 2} passages in 1 document"
    starts = [int(line[:8]) for line in lines[1:-1]]
    assert starts == sorted(starts)
    # The markers end in one column, what stands before them is behind that.
    row = lines[1][9:]
    column = 81 - 2 * 81 // 5
    assert row[:column].endswith("[9]") and row[column:].startswith("  .")
    assert all(line[9:][:column].endswith("]") for line in lines[1:-1])


def test_a_table_for_a_spreadsheet_has_a_mark_a_header_and_a_row_for_each(folder: Path) -> None:
    found = as_json(folder, "--view", "by-source", "seeds")
    result = report(folder, "--view", "by-source", "--csv", "seeds")
    assert result.stdout.startswith(b'\xef\xbb\xbf"path",')
    rows = list(csv.DictReader(io.StringIO(result.stdout.decode("utf-8-sig"), newline="")))
    assert [(row["id"], int(row["start"])) for row in rows] == [(value["id"], value["start"]) for value in found]
    assert [row["source"] for row in rows] == [" ".join((value["source"] or "").split()) for value in found]
    progress = report(folder, "--csv", "--no-bom", "seeds").stdout.decode()
    [first, second] = csv.DictReader(io.StringIO(progress, newline=""))
    assert first["path"] == f"seeds/{FIRST}" and int(second["tag: Claim"]) > 0


def test_a_set_by_itself_and_the_sets_of_others(folder: Path) -> None:
    own = as_json(folder, "--view", "tag", "--tag", "Claim", f"seeds/{FIRST}")
    by_set = json.loads(run("report", "--set", SET, "--view", "tag", "--tag", "Claim", "--json", cwd=folder).stdout)
    assert [value["id"] for value in by_set] == [value["id"] for value in own]
    result = run("report", "--annotator", "nobody", "--view", "tag", "--tag", "Claim", "seeds", cwd=folder)
    assert result.stdout == b"0 passages in 0 documents\n"
    assert "2 sets of other annotators are left out: --others asks them too" in said(result)
    others = json.loads(
        run("report", "--annotator", "nobody", "--others", "--view", "uncited", "--json", "seeds", cwd=folder).stdout
    )
    assert {value["annotator"] for value in others} == {"sample"}


def test_what_has_lost_its_place_is_told_as_lost(folder: Path) -> None:
    claim = as_json(folder, "--view", "tag", "--tag", "Claim", f"seeds/{FIRST}")[1]
    source = folder / "seeds" / FIRST
    source.write_text(source.read_text(encoding="utf-8").replace(claim["text"], ""), encoding="utf-8")
    found = as_json(folder, "--view", "tag", "--tag", "Claim", f"seeds/{FIRST}")[-1]
    assert found["id"] == claim["id"] and found["lost"]
    assert (found["start"], found["fragments"], found["text"]) == (None, [], claim["text"])
    result = report(folder, "--view", "tag", "--tag", "Claim", f"seeds/{FIRST}")
    assert b"lost: " in result.stdout.splitlines()[-2]


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (("--view", "tag", "seeds"), 2, "--tag NAME"),
        (("--tag", "Claim", "seeds"), 2, "lists"),
        (("--json", "--csv", "seeds"), 2, "together"),
        (("--no-bom", "seeds"), 2, "--csv"),
        (("missing",), 3, "missing"),
        (("--set", "missing.json"), 3, "missing.json"),
        (("--set", f"seeds/{FIRST}"), 3, FIRST),
    ],
)
def test_what_cannot_be_asked_is_said(folder: Path, words: tuple[str, ...], code: int, complaint: str) -> None:
    result = report(folder, *words)
    assert result.returncode == code and result.stdout == b""
    assert complaint in said(result).splitlines()[-1]


def test_a_tag_that_is_nowhere_is_told_of(folder: Path) -> None:
    result = report(folder, "--view", "tag", "--tag", "claim", "seeds")
    assert result.returncode == 2 and "claim" in said(result)
    unused = report(folder, "--view", "tag", "--tag", "Issue", "seeds")
    assert (unused.returncode, unused.stdout) == (0, result.stdout)


def test_what_cannot_be_read_is_said_and_the_rest_is_reported(folder: Path) -> None:
    (folder / SET).write_bytes(b"no set at all")
    result = report(folder, "--view", "uncited", "seeds")
    assert result.returncode == 3 and SET in said(result)
    assert SECOND in result.stdout.decode()
    tagset = 'name = "own"\nversion = 3\n[[tag]]\nname = "Claim"\n'
    (folder / "annotations" / "tagset.toml").write_text(tagset, encoding="utf-8")
    refused = report(folder, "--view", "unattributed", f"seeds/{SECOND}")
    assert refused.returncode == 2 and "own@3" in said(refused) and "said_by" in said(refused)


def test_nothing_hostile_is_obeyed(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    source = folder / os.fsdecode(HOSTILE_NAME)
    source.write_text(f"قال {HOSTILE} الوزير.\n", encoding="utf-8")
    session = open_reading(source, Settings(annotator="amal"), folder).session
    session.select(Span(0, session.document.end))
    session.tag_selection(HOSTILE)
    layer = session.own
    layer.path.parent.mkdir()
    save(layer.path, layer.annotations.with_snapshot(layer.store.snapshot()))
    for words in ([], ["--view", "tag", "--tag", HOSTILE], ["--view", "tag", "--tag", HOSTILE, "--json"]):
        result = run("report", "--annotator", "amal", *words, folder, cwd=tmp_path)
        assert result.returncode == 0 and result.stdout.count(b"\n") > 1
        assert not obeyed(result.stdout) and not obeyed(result.stderr)
    assert_refused(run("report", b"\xff\x1b[31m", cwd=tmp_path), 3, "no such file")
