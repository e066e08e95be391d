"""`suggest`: what could be tagged, for people, for programs, and into sets."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from cli_cases import HOSTILE, RED, controls
from program import PATIENCE, PROGRAM, environment, run, said
from sources import FIRST, HOSTILE_NAME, SECOND, positions_and_tags, sample_folder

from tui_reader.annotations.backups import FOLDER, Backups
from tui_reader.annotations.file import load
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.record import count_records
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.tagset import default_tagset
from tui_reader.annotations.validate import validate
from tui_reader.documents.files import read_document
from tui_reader.session.upkeep.checking import files_of
from tui_reader.settings import state_folder

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "قال الوزير 😀: «ارتفعت الأسعار بنسبة ١٢٪».[9][10]\n\nوقال الوزير ذلك.\n"
SET = "annotations/doc.txt.amal.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One document, beside which its sets are kept."""
    place = tmp_path / "work"
    (place / "annotations").mkdir(parents=True)
    (place / "doc.txt").write_text(TEXT, encoding="utf-8")
    return place


def suggested(folder: Path, *arguments: str, code: int = 0) -> list[dict[str, Any]]:
    """What a run gives as JSON, a line each."""
    result = run("suggest", "--json", "--annotator", "amal", *arguments, cwd=folder)
    assert (result.returncode, said(result)) == (code, "")
    return [json.loads(line) for line in result.stdout.decode().splitlines()]


def written(folder: Path, *arguments: str) -> str:
    """What a run that writes says."""
    result = run("suggest", "--write", "--annotator", "amal", *arguments, cwd=folder)
    assert (result.returncode, said(result)) == (0, "")
    return result.stdout.decode()


def configured(home: Path, *lines: str) -> None:
    (home / "config.toml").write_text("\n".join(lines), encoding="utf-8")


def test_each_suggestion_is_a_line_with_its_code_points(folder: Path) -> None:
    found = suggested(folder, "doc.txt")
    assert {(each["tag"], each["text"], each["origin"]) for each in found} >= {
        ("Quote", "ارتفعت الأسعار بنسبة ١٢٪", "quotations"),
        ("Citation", "[9]", "citations"),
        ("Citation", "[10]", "citations"),
        ("Entity", "١٢٪", "quantities"),
        ("Cue", "قال", "attributions"),
    }
    for each in found:
        assert TEXT[each["start"] : each["end"]] == each["text"]
        assert each["path"] == "doc.txt" and 0 <= each["score"] <= 1
    assert [each["start"] for each in found] == sorted(each["start"] for each in found)
    (nine,) = [each for each in found if each["text"] == "[9]"]
    assert nine["attributes"]["ref"] == "9"


def test_people_read_a_line_in_visual_order(folder: Path) -> None:
    result = run("suggest", "--only", "quotations,citations", "doc.txt", cwd=folder)
    first, second, third = result.stdout.decode().splitlines()
    assert first.startswith("doc.txt:1: Quote «") and first.endswith("(quotations 0.95)") is ("0.95" in first)
    # Shaped, and from right to left: what comes last in the text comes first on the row.
    assert "ﺖﻌﻔﺗﺭﺍ»" in first and "ارتفعت" not in first
    assert second.startswith("doc.txt:1: Citation «[9]» (citations ") and "[10]" in third


def test_what_is_not_wanted_is_left_out(folder: Path) -> None:
    assert {each["tag"] for each in suggested(folder, "--tag", "Citation", "--tag", "Cue", "doc.txt")} == {
        "Citation",
        "Cue",
    }
    every = suggested(folder, "doc.txt")
    sure = suggested(folder, "--min-score", "0.9", "doc.txt")
    assert sure == [each for each in every if each["score"] >= 0.9] and 0 < len(sure) < len(every)
    assert suggested(folder, "--only", "quantities", "doc.txt") == [
        each for each in every if each["origin"] == "quantities"
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--only", "nobody", "doc.txt"], "--only nobody: is no suggester; there are citations, quotations"),
        (["--min-score", "2", "doc.txt"], "2.0 is not in the range 0<=x<=1"),
        (["--dry-run", "doc.txt"], "--dry-run goes with --write"),
        ([], "Missing argument 'PATHS...'"),
    ],
)
def test_what_makes_no_sense_is_told(folder: Path, arguments: list[str], words: str) -> None:
    result = run("suggest", *arguments, cwd=folder)
    assert result.returncode == 2 and words in said(result) and result.stdout == b""


def test_they_wait_in_the_set_and_are_written_once(folder: Path, home: Path) -> None:
    found = suggested(folder, "--write", "--dry-run", "doc.txt")
    assert found and not any(path.suffix == ".json" for path in folder.rglob("*"))
    assert written(folder, "--dry-run", "doc.txt") == f"doc.txt: {len(found)} suggestions would be written\n"
    assert not (folder / SET).exists()
    assert written(folder, "doc.txt") == f"doc.txt: {len(found)} suggestions written\n"
    loaded = load(folder / SET)
    assert not loaded.problems and count_records(loaded.set.records) == (0, 0)
    pending = [record for record in loaded.set.records if isinstance(record, Annotation)]
    assert len(pending) == len(found) and all(record.is_suggestion for record in pending)
    assert any(isinstance(record, Relation) for record in loaded.set.records)
    before = (folder / SET).read_bytes()
    assert written(folder, "doc.txt") == f"doc.txt: 0 suggestions written; {len(found)} there or decided already\n"
    assert (folder / SET).read_bytes() == before
    assert validate(folder / SET, tagset=default_tagset(), read_source=read_document) == []


def test_a_set_that_is_there_keeps_all_it_holds_and_a_copy_is_made(folder: Path, home: Path) -> None:
    written(folder, "--only", "citations", "doc.txt")
    path = folder / SET
    page = json.loads(path.read_bytes())
    page["ex:k"] = {"a": [1]}
    page["items"][0]["ex:mine"] = True
    page["items"].append({"ex:unknown": "record"})
    path.write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
    written(folder, "doc.txt")
    again = json.loads(path.read_bytes())
    assert again["ex:k"] == page["ex:k"] and {"ex:unknown": "record"} in again["items"]
    assert [item for item in again["items"] if item.get("id") == page["items"][0]["id"]] == [page["items"][0]]
    assert len(Backups(state_folder() / FOLDER, path).all()) == 1


def test_a_damaged_set_is_left_as_it_is(folder: Path) -> None:
    (folder / SET).write_bytes(b'{"type": "AnnotationPage", "items": [')
    result = run("suggest", "--write", "--annotator", "amal", "doc.txt", cwd=folder)
    assert result.returncode == 4 and "doc.txt.amal.json: " in said(result)
    assert (folder / SET).read_bytes() == b'{"type": "AnnotationPage", "items": ['


def test_what_somebody_tagged_is_suggested_elsewhere(tmp_path: Path) -> None:
    place = sample_folder(tmp_path)
    found = suggested(place, "--annotator", "sample", "--only", "tagged-before", "seeds")
    assert found and {each["origin"] for each in found} == {"tagged-before"}
    there = {
        (path.name.removesuffix(".sample.json"), start, end, tag)
        for path in (place / "annotations").glob("*.sample.json")
        for start, end, tags in positions_and_tags(path)
        for tag in tags
    }
    assert not there & {(each["path"][6:], each["start"], each["end"], each["tag"]) for each in found}
    assert {each["path"] for each in found} <= {f"seeds/{FIRST}", f"seeds/{SECOND}"}
    assert suggested(place, "--annotator", "nobody", "--only", "tagged-before", "seeds") == []
    before = {path: path.read_bytes() for path in files_of(place / "annotations")}
    dry = run("suggest", "--write", "--dry-run", "--annotator", "sample", "seeds", cwd=place)
    assert dry.returncode == 0 and b"there or decided already" in dry.stdout
    assert before == {path: path.read_bytes() for path in files_of(place / "annotations")}


def test_files_of_terms_and_commands_are_asked(folder: Path, home: Path) -> None:
    terms = folder / "terms.tsv"
    terms.write_text("وزير\n", encoding="utf-8")
    (found, *_) = suggested(folder, "--only", "citations", "--gazetteer", str(terms), "--tag", "Source", "doc.txt")
    assert (found["text"], found["tag"], found["origin"]) == ("وزير", "Source", "gazetteer")
    script = 'import sys; sys.stdin.read(); print(\'{"start": 0, "end": 3, "score": 1, "text": "قال"}\')'
    configured(home, "[suggesters.mine]", f"command = {json.dumps([sys.executable, '-c', script])}", "tag = 'Cue'")
    assert suggested(folder, "--only", "mine", "doc.txt") == [
        {"path": "doc.txt", "start": 0, "end": 3, "tag": "Cue", "text": "قال", "origin": "mine", "score": 1.0}
    ]


def test_a_suggester_that_fails_is_told_once_and_the_others_are_asked(folder: Path, home: Path) -> None:
    (folder / "second.txt").write_text(TEXT, encoding="utf-8")
    (folder / "bad.tsv").write_text("بلا\n", encoding="utf-8")
    configured(
        home,
        "[suggesters.gone]\ncommand = ['/no/such/thing']",
        f"[suggesters.talks]\ncommand = ['/bin/sh', '-c', {json.dumps(f'echo {HOSTILE!r} >&2; exit 5')}]",
        "[suggesters.terms]\ngazetteer = 'gone.tsv'",
    )
    result = run("suggest", "--gazetteer", "bad.tsv", "--json", ".", cwd=folder)
    assert result.returncode == 1
    lines = said(result).splitlines()
    assert len(lines) == 4
    assert "bad.tsv:1: has no tag, and there is no default" in lines[1]
    assert lines[2] == "tui-reader: gone: /no/such/thing: cannot be started (No such file or directory)"
    assert "talks: ended with 5: " in lines[3]
    assert controls(result.stderr) == []
    assert len(result.stdout.splitlines()) > 10


def test_names_and_text_that_a_terminal_would_obey_are_not_sent(tmp_path: Path) -> None:
    place = tmp_path / "work"
    place.mkdir()
    (place / os.fsdecode(HOSTILE_NAME)).write_text(f"قال: «{RED}ارتفعت {HOSTILE}» [9]\n", encoding="utf-8")
    for arguments in ([], ["--json"], ["--write", "--dry-run"]):
        result = run("suggest", *arguments, ".", cwd=place)
        assert result.returncode == 0 and result.stdout
        assert controls(result.stdout) == [] and controls(result.stderr) == []


def test_what_cannot_be_read_is_told_and_the_rest_is_looked_at(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    result = run("suggest", "--json", "empty.txt", "doc.txt", cwd=folder)
    assert result.returncode == 3 and "empty.txt: " in said(result)
    assert len(result.stdout.splitlines()) > 4


def test_a_name_that_is_not_utf_8_is_written_as_list_writes_it(folder: Path) -> None:
    with open(os.fsencode(folder) + b"/\xff.txt", "wb") as file:  # noqa: PTH123
        file.write(TEXT.encode())
    listed = {each["path"] for each in json.loads(run("list", "--json", cwd=folder).stdout)}
    assert {each["path"] for each in suggested(folder, ".")} == listed == {"doc.txt", "?.txt"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_ends_it_is_told_what_is_written_and_leaves_no_command_running(
    folder: Path, home: Path, number: signal.Signals
) -> None:
    (folder / "before.txt").write_text("نفى ذلك.[1]\n", encoding="utf-8")
    pids = folder / "pids"
    script = f"grep -q الوزير || exit 0; sleep 60 & echo $! $$ > {pids}.new; mv {pids}.new {pids}; wait"
    configured(home, "[suggesters.slow]", f"command = {json.dumps(['/bin/sh', '-c', script])}", "timeout = 60")
    process = subprocess.Popen(
        [*PROGRAM, "suggest", "--write", "before.txt", "doc.txt"],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        # Where the tests run in the background, the shell has had them, and all they start, pass it over.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        until = time.monotonic() + PATIENCE
        while not pids.exists() and time.monotonic() < until:
            time.sleep(0.02)
        # What it has started may run before it knows that.
        time.sleep(0.3)
        process.send_signal(number)
        out, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 128 + number
        assert out.decode().startswith("before.txt: ") and list((folder / "annotations").glob("before.txt.*"))
    finally:
        process.kill()
        process.wait()
    for pid in pids.read_text().split():
        for _ in range(200):
            if not _is_running(int(pid)):
                break
            time.sleep(0.01)
        assert not _is_running(int(pid))


def _is_running(pid: int) -> bool:
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, check=False).stdout.strip()
    return bool(found) and not found.startswith(b"Z")
