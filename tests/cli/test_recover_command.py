"""`tui-reader recover`: what killed programs left is listed, put back, or set aside; never lost, never obeyed."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from cli_cases import HOSTILE, controls, one_line
from program import PATIENCE, environment, run, said

from tui_reader.annotations import file
from tui_reader.annotations.folders import annotation_path
from tui_reader.annotations.journal import FOLDER, digest_of
from tui_reader.annotations.records.annotation import new_annotation
from tui_reader.annotations.records.targets import Target, TextQuote
from tui_reader.documents.files import read_document
from tui_reader.settings import state_folder
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.annotations.records.annotation import Annotation

KILLED = """
import json, os, signal, sys
from pathlib import Path
from tui_reader.annotations.journal import FOLDER, Journal, header_for
from tui_reader.settings import state_folder
set_path, source, page = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
made = Journal(state_folder() / FOLDER, header_for(set_path, source, "amal", page))
for edits in json.loads(sys.argv[4]):
    made.append([tuple(edit) for edit in edits])
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "مصدر.txt"
    path.write_text("ارتفعت الأسعار بنسبة كبيرة")
    return path


def annotation(name: str, note: str | None = None) -> Annotation:
    target = Target(TextQuote("ارتفعت الأسعار"), Span(0, 14))
    return new_annotation([target], source="../a.txt", tags=["Claim"], note=note, new_id=lambda: f"urn:uuid:{name}")


def killed(document: Path, *edits: tuple[Annotation | None, Annotation | None], annotator: str = "amal") -> Path:
    """A program makes these edits and is killed before it saves; the path of the set."""
    path = annotation_path(document, annotator)
    page = file.serialise(file.new_set(read_document(document), annotator, "t@1", path))
    lines = [[[side and side.json for side in edit]] for edit in edits]
    arguments = [path, document, page, json.dumps(lines)]
    done = subprocess.run([sys.executable, "-c", KILLED, *arguments], env=environment(), timeout=PATIENCE, check=False)
    assert done.returncode == -9
    return path


def journals() -> list[Path]:
    return sorted((state_folder() / FOLDER).iterdir())


def test_it_lists_what_would_change_and_changes_nothing(document: Path) -> None:
    path = killed(document, (None, annotation("a")), (None, annotation("b", "ملاحظة")))
    result = run("recover")
    lines = result.stdout.decode().splitlines()
    assert result.returncode == 0 and b"tui-reader recover PATH" in result.stderr
    assert lines[0] == str(path) and "by amal" in lines[1]
    assert [line.split()[0] for line in lines[2:]] == ["+", "+"] and "Claim" in lines[2]
    assert not path.exists() and len(journals()) == 1


@pytest.mark.parametrize("by", ["set", "document", "folder"])
def test_it_puts_back_what_was_left(document: Path, by: str) -> None:
    first = annotation("a")
    path = killed(document, (None, first), (None, annotation("b")))
    named = {"set": path, "document": document, "folder": document.parent}[by]
    result = run("recover", named, "--annotator", "amal")
    assert result.returncode == 0 and "recovered 2 added" in one_line(result)
    assert {record.id for record in file.load(path).set.records} == {"urn:uuid:a", "urn:uuid:b"}
    assert journals() == []
    killed(document, (first, first.with_note("x")), (annotation("b"), None))
    assert "1 changed" in one_line(run("recover", path))
    [left] = [record for record in file.load(path).set.records if record.id == "urn:uuid:a"]
    assert getattr(left, "note", None) == "x"


def test_sets_of_another_annotator_are_found_by_the_document_they_are_about(document: Path) -> None:
    path = killed(document, (None, annotation("a")), annotator="hana")
    assert run("recover", document, "--annotator", "amal").returncode == 0
    assert path.exists()


def test_what_is_set_aside_is_kept(document: Path) -> None:
    path = killed(document, (None, annotation("a")))
    result = run("recover", "--discard", path)
    assert result.returncode == 0
    [aside] = journals()
    assert str(aside) in one_line(result) and not path.exists()
    assert "no program" in one_line(run("recover"))


def test_conflicts_are_told(document: Path) -> None:
    first = annotation("a")
    path = killed(document, (None, first))
    run("recover", path)
    killed(document, (first, first.with_note("mine")))
    now = file.load(path).set
    file.save(path, now.with_records([first.with_note("theirs")]))
    assert "! 1 changed by somebody else" in run("recover").stdout.decode()
    assert "to be settled" in one_line(run("recover", path))
    assert len(file.load(path).set.records) == 2


def test_as_json_it_tells_all(document: Path) -> None:
    path = killed(document, (None, annotation("a", "ملاحظة")))
    [told] = json.loads(run("recover", "--json").stdout)
    assert (told["set"], told["changed"], told["deleted"], told["conflicts"]) == (str(path), [], [], [])
    assert [record["id"] for record in told["added"]] == ["urn:uuid:a"]
    assert told["journals"][0]["source"] == str(document) and told["problem"] is None
    assert json.loads(run("recover", "--json", path).stdout)[0]["added"] == told["added"]
    assert path.exists() and json.loads(run("recover", "--json").stdout) == []


def test_damage_is_reported_and_the_file_kept(document: Path) -> None:
    path = killed(document, (None, annotation("a")), (None, annotation("b")))
    [journal] = journals()
    content = journal.read_bytes()
    journal.write_bytes(content[:-3])
    result = run("recover")
    assert result.returncode == 1 and "bytes cannot be read" in result.stdout.decode()
    result = run("recover", path)
    assert result.returncode == 1 and "recovered 1 added" in said(result)
    [kept] = journals()
    assert kept.read_bytes() == content[:-3]


def test_a_journal_of_which_nothing_can_be_read_stays_until_it_is_set_aside(document: Path) -> None:
    path = killed(document, (None, annotation("a")))
    [journal] = journals()
    journal.write_bytes(b"x" + journal.read_bytes())
    assert run("recover").returncode == 1
    assert run("recover", path).returncode in (1, 3) and journals() == [journal] and not path.exists()
    assert journal.name.startswith(digest_of(path))


def test_a_set_that_cannot_be_written_keeps_its_journal(document: Path) -> None:
    path = killed(document, (None, annotation("a")))
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"damaged")
    result = run("recover", path)
    assert result.returncode == 4 and "left as it is" in one_line(result)
    assert path.read_bytes() == b"damaged" and len(journals()) == 1
    assert run("recover").returncode == 1


def test_a_path_of_which_nothing_is_left_is_told(document: Path, tmp_path: Path) -> None:
    assert run("recover").returncode == 0
    result = run("recover", document)
    assert result.returncode == 0 and "no program" in one_line(result)
    assert run("recover", tmp_path / "nothing").returncode == 3
    assert run("recover", "--discard").returncode == 2


def test_one_that_fails_does_not_keep_the_others(document: Path, tmp_path: Path) -> None:
    path = killed(document, (None, annotation("a")))
    result = run("recover", tmp_path / "nothing", path)
    assert result.returncode == 3 and "recovered" in said(result) and path.exists()


def test_nothing_in_a_journal_reaches_the_terminal(tmp_path: Path) -> None:
    document = tmp_path / f"{HOSTILE.replace('/', '')[:40]}.txt"
    document.write_text("نص")
    target = Target(TextQuote(HOSTILE), Span(0, 2))
    hostile = new_annotation([target], source="a", tags=[HOSTILE], note=HOSTILE, new_id=lambda: HOSTILE)
    path = killed(document, (None, hostile), annotator=HOSTILE[:30])
    for arguments in ([], ["--json"], [path]):
        result = run("recover", *arguments)
        assert result.returncode == 0, said(result)
        assert controls(result.stdout) == controls(result.stderr) == []


def test_a_living_program_keeps_its_journal(document: Path) -> None:
    killed(document, (None, annotation("a")))
    [journal] = journals()
    import fcntl

    with journal.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert "no program" in one_line(run("recover"))
    assert journal.exists()
