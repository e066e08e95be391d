"""`tagset rename`, `merge` and `split`: many sets and their tagset, all of them or none, with backups and a report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from program import run, said
from sources import FIRST, SECOND, obeyed, records_of, sample_folder

from tui_reader.annotations.tagset import default_tagset_text, load_tagset

if TYPE_CHECKING:
    from pathlib import Path

SETS = [f"annotations/{name}.sample.json" for name in (FIRST, SECOND)]
TAGSET = "annotations/tagset.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample sources and their sets, without a tagset of their own."""
    return sample_folder(tmp_path)


def tags_of(path: Path) -> list[str]:
    """The tags of a set's annotations, in order, once for each."""
    found = []
    for record in records_of(path):
        if record["motivation"] != "linking":
            found += [body["value"] for body in record.get("body", []) if body["purpose"] == "tagging"]
    return found


def migrate(folder: Path, *arguments: str, code: int = 0) -> list[dict[str, Any]]:
    """What a migration reports as JSON."""
    result = run("tagset", *arguments, "--json", cwd=folder)
    assert (result.returncode, said(result)) == (code, "")
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def assert_refused(folder: Path, arguments: list[str], code: int, *words: str) -> None:
    """Nothing on standard output, the words on standard error, this exit code, and every file as it was."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    result = run("tagset", *arguments, cwd=folder)
    assert (result.returncode, result.stdout) == (code, b""), said(result)
    assert all(word in said(result) for word in words), said(result)
    assert not obeyed(result.stderr)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def without_names(path: Path) -> list[dict[str, Any]]:
    """The records but for their tags and the time they were changed."""
    found = records_of(path)
    for record in found:
        record.pop("modified")
        record["body"] = [body for body in record.get("body", []) if body.get("purpose") != "tagging"]
    return found


def test_a_tag_is_renamed_in_all_sets_of_a_folder_and_in_its_tagset(folder: Path) -> None:
    before = {name: (tags_of(folder / name), without_names(folder / name)) for name in SETS}
    *sets, tagset = migrate(folder, "rename", "Claim", "Statement", ".")
    for name, report in zip(SETS, sets, strict=True):
        tags, rest = before[name]
        assert tags_of(folder / name) == ["Statement" if tag == "Claim" else tag for tag in tags]
        assert without_names(folder / name) == rest
        assert report["changed"] == tags.count("Claim") and report["written"]
        assert json.loads((folder / name).read_bytes())["tui:tagset"] == "claims-citations@2"
    assert tagset == {"tagset": TAGSET, "is": "claims-citations@2", "written": True}
    assert load_tagset(folder / TAGSET).tag("Statement") is not None
    assert run("validate", "--strict", ".", cwd=folder).returncode == 0
    again = run("tagset", "rename", "Claim", "Statement", ".", cwd=folder)
    assert again.returncode == 0 and "nothing to change" in said(again)


def test_each_set_and_the_tagset_has_a_backup_that_leads_back(folder: Path) -> None:
    run("tagset", "init", cwd=folder)
    before = {name: (folder / name).read_bytes() for name in (*SETS, TAGSET)}
    migrate(folder, "merge", "Quote", "Claim", ".", "--answer", "claim_type=quotation")
    for name, content in before.items():
        assert (folder / name).read_bytes() != content
        assert run("backups", name, "--restore", "1", cwd=folder).returncode == 0
        assert (folder / name).read_bytes() == content


def test_all_of_it_is_taken_back_at_once(folder: Path) -> None:
    before = [(folder / name).read_bytes() for name in SETS]
    migrate(folder, "rename", "Quote", "Words", ".")
    assert run("backups", ".", "--restore-since", "2020-01-01", cwd=folder).returncode == 0
    assert [(folder / name).read_bytes() for name in SETS] == before
    assert (folder / TAGSET).read_text(encoding="utf-8") == default_tagset_text()


def test_what_was_merged_can_be_told_apart_and_split_off_again(folder: Path) -> None:
    before = [tags_of(folder / name) for name in SETS]
    assert any("Quote" in tags for tags in before)
    migrate(folder, "merge", "Quote", "Claim", ".", "--answer", "citation_need=over-cited")
    assert not any("Quote" in tags_of(folder / name) for name in SETS)
    migrate(folder, "split", "Claim", "citation_need", ".", "--to", "over-cited=Quote")
    assert [tags_of(folder / name) for name in SETS] == before


def test_a_dry_run_reports_the_same_and_writes_nothing(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    dry = migrate(folder, "rename", "Claim", "Statement", "annotations", "--dry-run")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert all(not report["written"] for report in dry)
    real = migrate(folder, "rename", "Claim", "Statement", "annotations")
    assert real == [{**report, "written": True} for report in dry]


def test_links_are_renamed(folder: Path) -> None:
    migrate(folder, "rename", "cites", "rests on", ".", "--relation")
    names = {
        body["value"]
        for name in SETS
        for record in records_of(folder / name)
        if record["motivation"] == "linking"
        for body in record["body"]
        if body.get("purpose") == "tagging"
    }
    assert "rests on" in names and "cites" not in names
    assert run("validate", "--strict", ".", cwd=folder).returncode == 0


def test_a_set_that_would_be_left_behind_is_told_before_anything_is_written(folder: Path) -> None:
    assert_refused(folder, ["rename", "Claim", "Statement", SETS[0]], 3, SETS[1], "left out")
    migrate(folder, "rename", "Claim", "Statement", SETS[0], "--sets-only")
    assert "Statement" in tags_of(folder / SETS[0]) and not (folder / TAGSET).exists()


def test_one_damaged_set_keeps_all_as_they_are(folder: Path) -> None:
    (folder / SETS[1]).write_text((folder / SETS[1]).read_text(encoding="utf-8")[:-20], encoding="utf-8")
    assert_refused(folder, ["rename", "Claim", "Statement", "."], 3, SETS[1], "damaged")


def test_what_says_the_same_twice_afterwards_is_counted_and_stays(folder: Path) -> None:
    path = folder / SETS[0]
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if '"Claim"' in line)
    twin = json.loads(line.rstrip(","))
    twin["id"] = "urn:twin"
    twin["body"][0]["value"] = "Evidence"
    path.write_text(
        text.replace(line, f"{line.rstrip(',')},\n{json.dumps(twin, ensure_ascii=False)},"), encoding="utf-8"
    )
    count = len(records_of(path))
    report = migrate(folder, "merge", "Evidence", "Claim", ".")[0]
    assert (report["changed"], report["doubles"]) == (1, 1)
    assert len(records_of(path)) == count


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["rename", "Claim", "Quote", "."], 3, "merge Claim into it"),
        (["merge", "Claim", "Thesis", "."], 3, "rename Claim to it"),
        (["rename", "Claim", "Claim", "."], 2, "the same"),
        (["rename", "Claim", " ", "."], 2, "no name"),
        (["rename", "Claim", "a\x1b[31mb", "."], 2, "no name"),
        (["split", "Claim", "verdict", ".", "--to", "refuted"], 2, "="),
        (["split", "Claim", "mood", ".", "--to", "x=Y"], 3, "no attribute mood"),
        (["rename", "Claim", "Statement", "nowhere"], 3, "no such file"),
        (["rename", "Claim", "Statement"], 2, "PATHS"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line(folder: Path, arguments: list[str], code: int, words: str) -> None:
    assert_refused(folder, arguments, code, words)
