"""`tui-reader compare`: two annotators' sets by place, two versions of one by record, as rows and as JSON."""

from __future__ import annotations

import json
import os
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from program import run
from sources import HOSTILE, assert_refused, obeyed
from three_sets import ANNOTATORS, write_three_sets

from tui_reader.annotations import file
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.relation import Relation
from tui_reader.text.excerpt import isolated, label_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WIDE = ("--width", "120")


@pytest.fixture
def sets(tmp_path: Path) -> list[Path]:
    return write_three_sets(tmp_path)[1]


def values(result: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def rewritten(path: Path, to: Path, change: Callable[[Any], Any]) -> Path:
    """A copy of a set with other records: those for which `change` gives None are left out."""
    before = file.load(path).set
    records = [changed for record in before.records if (changed := change(record)) is not None]
    to.write_text(file.serialise(before.with_records(records)), encoding="utf-8")
    return to


def test_two_annotators_are_compared_by_place(sets: list[Path]) -> None:
    result = run("compare", *sets[:2], *WIDE)
    assert result.returncode == 1
    assert not result.stderr
    lines = result.stdout.decode().splitlines()
    assert lines[0].startswith("amal: ")
    assert lines[1].startswith("badria: ")
    assert re.fullmatch(r"\d+ places: \d+ agreed, .*", lines[-1])
    assert any("another tag" in line for line in lines)
    assert any(re.fullmatch(r" +badria  Quote .*", line) for line in lines)
    assert not obeyed(result.stdout)
    assert all(len(line) <= 120 for line in lines[2:-1])
    quote = next(r.quote for r in file.load(sets[0]).set.records if isinstance(r, Annotation) and r.tags == ("Source",))
    assert quote not in result.stdout.decode(), "text is printed in visual order, shaped"
    assert any(label_text(isolated(quote)).strip() in line for line in lines)


def test_json_holds_what_each_says(sets: list[Path]) -> None:
    found = values(run("compare", *sets[:2], "--json"))
    states = [one["state"] for one in found]
    assert {"agreed", "tag", "boundaries", "attributes", "relations", "missing"} == set(states)
    tags = next(one for one in found if one["state"] == "tag")
    assert [tags["a"]["tags"], tags["b"]["tags"]] == [["Claim"], ["Quote"]]
    linked = next(one for one in found if one["state"] == "relations")
    assert [linked[side]["relations"][0]["attributes"]["support"] for side in "ab"] == ["full", "partial"]
    ids = {record.id for record in file.load(sets[0]).set.records if isinstance(record, Annotation)}
    assert {one["a"]["id"] for one in found if one["a"] is not None} == ids
    fewer = values(run("compare", *sets[:2], "--json", "--differing"))
    assert fewer == [one for one in found if one["state"] != "agreed"]


def test_a_set_does_not_differ_from_itself(sets: list[Path]) -> None:
    for options, printed in ((("--by-place", "--differing", "--json"), []), (("--json",), [])):
        result = run("compare", sets[0], sets[0], *options)
        assert (result.returncode, result.stderr, values(result)) == (0, b"", printed)


def test_two_versions_are_compared_by_record(sets: list[Path], tmp_path: Path) -> None:
    whole = file.load(sets[0]).set.records
    first, second, third, *_ = (record for record in whole if isinstance(record, Annotation))

    def change(record: Any) -> Any:
        if record.id == first.id:
            return record.with_note("سطر جديد").with_tags(["Quote"])
        if record.id == second.id or (isinstance(record, Relation) and record.name == "said_by"):
            return None
        return record.with_targets([record.targets[0]] * 2) if record.id == third.id else record

    other = rewritten(sets[0], tmp_path / "later.json", change)
    result = run("compare", sets[0], other, *WIDE)
    assert result.returncode == 1
    text = result.stdout.decode()
    assert "0 added, 1 removed, 3 changed" in text
    assert f"tag: {first.tags[0]} -> Quote" in text
    assert "{+" in text
    found = {(one["change"], one["kind"]): one for one in values(run("compare", sets[0], other, "--json"))}
    assert found["removed", "annotation"]["before"]["id"] == second.id
    assert found["removed", "relation"]["after"] is None


def test_without_the_source_the_sets_say_where_things_are(sets: list[Path], tmp_path: Path) -> None:
    with_source = values(run("compare", *sets[:2], "--json"))
    (tmp_path / sets[0].name.removesuffix(".amal.json")).unlink()
    result = run("compare", *sets[:2], "--json")
    assert result.returncode == 1
    assert values(result) == with_source
    assert b"places and texts are those at which the annotations were made" in result.stderr


def test_an_empty_file_is_a_set_before_anything_was_in_it(sets: list[Path]) -> None:
    count = sum(isinstance(record, Annotation) for record in file.load(sets[0]).set.records)
    result = run("compare", os.devnull, sets[0])
    assert result.returncode == 1
    assert f"{count} added, 0 removed" in result.stdout.decode()


def test_sets_of_two_sources_are_not_compared(sets: list[Path], tmp_path: Path) -> None:
    source = tmp_path / "other.txt"
    source.write_text("كلمة أخرى " * 200, encoding="utf-8")
    other = write_three_sets(tmp_path / "elsewhere", source)[1]
    assert_refused(run("compare", sets[0], other[0]), 2, "is about")


def test_what_cannot_be_read_is_told_in_one_line(sets: list[Path], tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.json"
    damaged.write_bytes(sets[0].read_bytes()[:2000])
    for pair in ([sets[0], damaged], [tmp_path / "none.json", sets[0]]):
        assert_refused(run("compare", *pair), 3)


def test_what_is_lost_or_only_suggested_is_told(sets: list[Path], tmp_path: Path) -> None:
    source = tmp_path / sets[0].name.removesuffix(".amal.json")
    text = source.read_text(encoding="utf-8")
    quote = next(r for r in file.load(sets[0]).set.records if isinstance(r, Annotation) and not r.is_on_document).quote
    source.write_text(text.replace(quote, ""), encoding="utf-8")
    result = run("compare", *sets[:2], "--json")
    assert result.returncode == 1
    assert result.stderr.decode().count("not compared") == 2


def test_nothing_of_a_set_reaches_the_terminal_as_a_command(sets: list[Path], tmp_path: Path) -> None:
    def change(record: Any) -> Any:
        if isinstance(record, Annotation):
            return record.with_tags([HOSTILE]).with_note(HOSTILE).with_attributes({HOSTILE: HOSTILE})
        return record.with_name(HOSTILE)

    other = rewritten(sets[0], tmp_path / "hostile.json", change)
    for options in ((), ("--by-place",)):
        assert not obeyed(run("compare", sets[0], other, *options).stdout)


def test_git_can_show_what_changed_in_a_set(sets: list[Path], tmp_path: Path) -> None:
    """As the documentation says it: a driver of git's that calls the program."""
    from program import PROGRAM, environment

    def git(*words: str | Path) -> str:
        env = {**environment(), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(["git", *words], cwd=tmp_path, env=env, capture_output=True, check=True)
        return done.stdout.decode()

    git("init", "-q")
    (tmp_path / ".gitattributes").write_text("annotations/*.json diff=tui-reader\n")
    words = " ".join(map(str, PROGRAM))
    git("config", "diff.tui-reader.command", f'f() {{ {words} compare --by-id "$2" "$5" || :; }}; f')
    git("add", ".")
    git("-c", "user.name=x", "-c", "user.email=x", "commit", "-qm", "first")
    rewritten(sets[0], sets[0], lambda r: r.with_tags(["Source"]) if isinstance(r, Annotation) else r)
    assert "tag: Claim -> Source" in git("--no-pager", "diff", "--ext-diff")
    assert ANNOTATORS[0] in git("--no-pager", "diff", "--name-only")
