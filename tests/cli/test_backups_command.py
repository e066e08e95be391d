"""`tui-reader backups`: what it lists, and that going back loses nothing."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cli_cases import HOSTILE, controls, one_line
from program import run, said

from tui_reader.annotations.backups import FOLDER, Backups
from tui_reader.annotations.folders import annotation_path
from tui_reader.settings import state_folder

PAGE = b'{\n"type": "AnnotationPage", "tui:format": 1,\n"items": [\n%b\n]\n}\n'
RECORD = (
    '{"id": "urn:uuid:%d", "type": "Annotation", "target": {"source": "../a.txt", "selector": '
    '{"type": "TextQuoteSelector", "exact": "نص"}}}'
)


def version(number: int) -> bytes:
    """The bytes of a set with so many annotations."""
    return PAGE % ",\n".join(RECORD % name for name in range(number)).encode()


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("نص")
    return path


def set_of(document: Path, annotator: str = "amal") -> Path:
    path = annotation_path(document, annotator)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(version(1))
    return path


def keep(path: Path, *versions: bytes, hours_ago: float = 0.0) -> Backups:
    made = datetime.now(UTC) - timedelta(hours=hours_ago)
    backups = Backups(state_folder() / FOLDER, path, now=lambda: made)
    for content in versions:
        backups.keep(content)
    return backups


def test_it_lists_number_moment_annotations_bytes_and_age(document: Path) -> None:
    path = set_of(document)
    keep(path, version(12), hours_ago=50.5)
    keep(path, version(3), hours_ago=1.5)
    last = keep(path, version(2)).all()[-1]
    last.path.write_bytes(b"broken")
    result = run("backups", path)
    assert result.returncode == 0 and result.stderr == b""
    head, *lines = result.stdout.decode().splitlines()
    assert head == str(path)
    assert [line.split()[0] for line in lines] == ["1", "2", "3"]
    assert f"12 annotations  {len(version(12))} bytes  2 days ago" in lines[0]
    assert " 3 annotations" in lines[1] and "1 hour ago" in lines[1]
    assert "broken: is damaged" in lines[2]


def test_as_json_it_tells_all(document: Path) -> None:
    path = set_of(document)
    keep(path, version(2), b"no set", hours_ago=1)
    first, second = json.loads(run("backups", "--json", path).stdout)
    assert (first["set"], first["number"], first["annotations"], first["problem"]) == (str(path), 1, 2, None)
    assert first["bytes"] == len(version(2)) and first["age_seconds"] >= 3600 and first["made"].endswith("Z")
    assert second["problem"] and Path(second["backup"]).exists()


def test_of_a_document_all_sets_are_listed_even_deleted_ones(document: Path) -> None:
    amal, hana = (keep(set_of(document, name), version(1)).set_path for name in ("amal", "hana"))
    keep(set_of(document.with_name("other.txt")), version(1))
    hana.unlink()
    result = run("backups", document, "--annotator", "somebody")
    assert [line for line in result.stdout.decode().splitlines() if not line.startswith(" ")] == [str(amal), str(hana)]


def test_of_a_folder_all_sets_in_it_are_listed(document: Path, tmp_path: Path) -> None:
    path = keep(set_of(document), version(1)).set_path
    (tmp_path / "elsewhere" / "annotations").mkdir(parents=True)
    (tmp_path / "elsewhere" / "b.txt").write_text("نص")
    other = keep(set_of(tmp_path / "elsewhere" / "b.txt"), version(1)).set_path
    assert {told["set"] for told in json.loads(run("backups", "--json", tmp_path).stdout)} == {str(path), str(other)}
    [told] = json.loads(run("backups", "--json", tmp_path / "elsewhere").stdout)
    assert told["set"] == str(other) and run("backups", other.parent, "--restore", "1").returncode == 0


def test_without_a_path_all_sets_there_ever_were_are_listed(document: Path) -> None:
    path = keep(set_of(document), version(1)).set_path
    path.unlink()
    path.parent.rmdir()
    assert str(path) in run("backups").stdout.decode()
    assert json.loads(run("backups", "--json").stdout)[0]["set"] == str(path)


def test_restoring_says_what_became_of_what_was_there(document: Path) -> None:
    path = set_of(document)
    backups = keep(path, version(3))
    result = run("backups", path, "--restore", "1")
    assert result.returncode == 0
    assert one_line(result).endswith("restored backup 1; what was there is backup 2")
    assert path.read_bytes() == version(3) and backups.all()[-1].content() == version(1)
    assert "already" in one_line(run("backups", path, "--restore", "1"))


def test_a_deleted_set_is_restored_by_way_of_its_document(document: Path) -> None:
    path = set_of(document)
    keep(path, version(3))
    path.unlink()
    assert run("backups", document, "--restore", "1").returncode == 0
    assert path.read_bytes() == version(3)


def test_other_names_of_the_set_are_told_of(document: Path) -> None:
    path = set_of(document)
    keep(path, version(3))
    path.with_name("other").hardlink_to(path)
    result = run("backups", path, "--restore", "1")
    assert "hard links" in said(result) and path.with_name("other").read_bytes() == version(1)


def test_what_cannot_be_restored_is_said_and_the_set_stays(document: Path) -> None:
    path = set_of(document)
    backups = keep(path, version(3), b"no set")
    broken = backups.all()[0].path
    broken.write_bytes(broken.read_bytes()[:-1])
    for number in ("1", "2", "3"):
        result = run("backups", path, "--restore", number)
        assert result.returncode == 3, number
        one_line(result)
    assert path.read_bytes() == version(1)


def test_of_several_sets_one_has_to_be_named(document: Path) -> None:
    for name in ("amal", "hana"):
        keep(set_of(document, name), version(3))
    result = run("backups", document, "--restore", "1")
    assert result.returncode == 2 and "amal" in one_line(result) and "hana" in said(result)
    assert run("backups", "--restore", "1").returncode == 2


def test_what_was_done_to_many_sets_is_taken_back_by_its_moment(document: Path) -> None:
    amal, hana, omar = (set_of(document, name) for name in ("amal", "hana", "omar"))
    keep(amal, version(5), hours_ago=9)
    for path in (amal, hana):
        keep(path, version(3), hours_ago=2)
        keep(path, version(2), hours_ago=1)
    keep(omar, version(4), hours_ago=9)
    since = (datetime.now(UTC).astimezone() - timedelta(hours=3)).strftime("%Y-%m-%d %H:%M")
    result = run("backups", document.parent, "--restore-since", since)
    assert result.returncode == 0 and said(result).count("restored backup") == 2
    assert [path.read_bytes() for path in (amal, hana, omar)] == [version(3), version(3), version(1)]
    again = run("backups", amal, "--restore-since", "0001-01-01")
    assert again.returncode == 0 and said(again).count("restored backup 1") == 1
    late = run("backups", omar, "--restore-since", since)
    assert late.returncode == 3 and "nothing was kept since" in one_line(late)


def test_where_there_are_none_that_is_said(document: Path, tmp_path: Path) -> None:
    path = set_of(document)
    result = run("backups", path)
    assert result.returncode == 0 and "no backups" in one_line(result)
    result = run("backups", tmp_path / "nothing.json")
    assert result.returncode == 3 and "no backups" in one_line(result)
    assert run("backups").returncode == 0


def test_what_cannot_be_kept_first_is_not_restored(document: Path) -> None:
    path = set_of(document)
    keep(path, version(3))
    # A limit of the process, as nothing is read-only to root.
    no_room = ("sh", "-c", 'ulimit -f 0; exec "$0" -m tui_reader "$@"', sys.executable)
    result = run("backups", path, "--restore", "1", command=no_room)
    assert result.returncode == 4
    one_line(result)
    assert path.read_bytes() == version(1)


def test_nothing_in_a_name_reaches_the_terminal(tmp_path: Path) -> None:
    document = tmp_path / f"{HOSTILE.replace('/', '')}.txt"
    document.write_text("نص")
    path = set_of(document)
    keep(path, version(1), b"no set")
    for arguments in ([path], [document], [], ["--json"], [path, "--restore", "1"], [path, "--restore", "2"]):
        result = run("backups", *arguments)
        assert controls(result.stdout) == controls(result.stderr) == []
        assert b"Traceback" not in result.stderr


def test_a_name_that_is_not_utf_8_is_listed_and_restored(tmp_path: Path) -> None:
    document = tmp_path / os.fsdecode(b"\xff\xfe.txt")
    document.write_text("نص")
    path = set_of(document)
    keep(path, version(3))
    assert run("backups", path, "--restore", "1").returncode == 0
    assert path.read_bytes() == version(3)
    assert json.loads(run("backups", "--json", path).stdout)[0]["set"] == str(path)
