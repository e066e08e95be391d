"""`list`: documents, their titles, their sets, for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cli_cases import HOSTILE, RED, SEED, TITLE, controls, copy_seeds
from program import run, said

from tui_reader.session.files.opening import open_reading
from tui_reader.session.files.saving import Saving
from tui_reader.settings import Settings
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path


def annotate(folder: Path, annotator: str = "amal") -> Path:
    """Tags two words of a sample document; the set."""
    session = open_reading(folder / "seeds" / SEED, Settings(annotator=annotator), folder / "seeds").session
    saving = Saving(session, lambda: None)
    for start, end in ((0, 3), (4, 9)):
        session.select(Span(start, end))
        session.tag_selection("Claim")
    assert saving.close()
    return session.own.path


def test_json_says_everything(tmp_path: Path) -> None:
    folder = copy_seeds(tmp_path)
    own = annotate(folder)
    result = run("list", "seeds", "--json", cwd=folder)
    assert result.returncode == 0
    assert result.stderr == b""
    first, second = json.loads(result.stdout)
    assert first["path"] == f"seeds/{SEED}"
    assert first["title"].startswith("وقع إطلاق النار")
    (counted,) = first["sets"]
    assert (counted["annotator"], counted["annotations"], counted["links"]) == ("amal", 2, 0)
    assert (folder / counted["path"]).samefile(own)
    assert second["sets"] == []


def test_people_get_rows(tmp_path: Path) -> None:
    folder = copy_seeds(tmp_path)
    annotate(folder)
    result = run("list", "seeds", cwd=folder)
    lines = result.stdout.decode().splitlines()
    assert [line.startswith(f"seeds/{SEED}") for line in lines] == [True, False, False]
    assert "amal: 2 annotations" in lines[1]
    assert lines[1].endswith(f" annotations/{SEED}.amal.json")


def test_the_current_folder_is_listed_when_nothing_is_named(tmp_path: Path) -> None:
    result = run("list", "--json", cwd=copy_seeds(tmp_path))
    assert len(json.loads(result.stdout)) == 2


def test_an_empty_folder_is_an_empty_list(tmp_path: Path) -> None:
    result = run("list", "--json", cwd=tmp_path)
    assert (result.returncode, json.loads(result.stdout)) == (0, [])


def test_what_cannot_be_read_is_listed_with_the_reason(tmp_path: Path) -> None:
    folder = copy_seeds(tmp_path)
    (folder / "seeds" / "empty.txt").write_bytes(b"")
    own = annotate(folder)
    own.write_bytes(b"{")
    result = run("list", "seeds", "--json", cwd=folder)
    assert result.returncode == 0
    accounts = {account["path"]: account for account in json.loads(result.stdout)}
    assert accounts["seeds/empty.txt"]["problem"] == "is empty"
    assert "JSON" in accounts[f"seeds/{SEED}"]["sets"][0]["problem"]


def test_hostile_names_titles_and_annotators_are_harmless(tmp_path: Path) -> None:
    name = f"x{RED}{TITLE}\n\u202e.txt"
    (tmp_path / name).write_bytes((HOSTILE + "\n").encode())
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations" / f"{name}.a.json").write_text(
        json.dumps({"type": "AnnotationPage", "creator": {"type": "Person", "name": HOSTILE}, "items": []}),
        encoding="utf-8",
    )
    for options in ([], ["--json"]):
        result = run("list", *options, cwd=tmp_path)
        assert result.returncode == 0, said(result)
        assert controls(result.stdout) == []
    assert json.loads(run("list", "--json", cwd=tmp_path).stdout)[0]["path"] == name
