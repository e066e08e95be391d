"""From a path to a reading: the sets that are found, and what a person is told."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from strategies import SEEDS

from tui_reader.errors import DocumentError
from tui_reader.session.files.opening import open_reading, tagset_path
from tui_reader.session.files.saving import Saving
from tui_reader.settings import Settings
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from tui_reader.session.reader import ReaderSession

NAME = "000_0dcc0fd3091f3b6a.txt"
AMAL, BADRIA = Settings(annotator="amal"), Settings(annotator="badria")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A sample document in `seeds`, with an empty `annotations` beside it."""
    (tmp_path / "annotations").mkdir()
    shutil.copytree(SEEDS, tmp_path / "seeds")
    return tmp_path / "seeds" / NAME


def annotate(source: Path, settings: Settings, *quotes: str) -> ReaderSession:
    """Opens a document, tags some of its words and saves."""
    session = open_reading(source, settings).session
    saving = Saving(session, lambda: None)
    text = session.document.slice(Span(0, session.document.end))
    for quote in quotes:
        session.select(Span(text.index(quote), text.index(quote) + len(quote)))
        session.tag_selection("Claim")
    assert saving.close()
    return session


def test_ones_own_set_is_found_again(source: Path) -> None:
    annotate(source, AMAL, "المروحية", "أرمينيا")
    opened = open_reading(source, AMAL)
    assert [entry.quote for entry in opened.session.entries] == ["أرمينيا", "المروحية"]
    assert opened.remarks == []
    assert opened.session.others == []


def test_files_are_named_as_the_source_is(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, folder = annotate(source, AMAL, "المروحية").own.path, source.parents[1]
    monkeypatch.chdir(source.parent)
    for named, sets in ((Path(NAME), Path("../annotations")), (source, folder / "annotations")):
        session = open_reading(named, AMAL).session
        assert session.own.path == sets / own.name and [entry.quote for entry in session.entries] == ["المروحية"]
        assert tagset_path(session.own.path, None) == sets / "tagset.toml"


def test_the_tagset_is_found_from_inside_the_folder_of_sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = tmp_path / "annotations" / "below"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert tagset_path(Path("a.txt.amal.json"), None) == Path("../tagset.toml")
    (tmp_path / "tagset.toml").touch()
    assert tagset_path(Path("a.txt.amal.json"), None) == Path("../tagset.toml")
    monkeypatch.chdir(tmp_path)
    assert tagset_path(Path("annotations/below/a.txt.amal.json"), Path("annotations/below")) == Path(
        "annotations/below/tagset.toml"
    )


def test_the_sets_of_others_are_shown_beside_it(source: Path) -> None:
    annotate(source, AMAL, "المروحية")
    annotate(source, BADRIA, "أرمينيا")
    session = open_reading(source, AMAL).session
    assert {entry.layer.annotator: entry.quote for entry in session.entries} == {
        "amal": "المروحية",
        "badria": "أرمينيا",
    }
    assert [layer.annotator for layer in session.others] == ["badria"]


def test_annotations_of_another_version_are_kept_and_listed(source: Path) -> None:
    session = annotate(source, AMAL, "المروحية", "صاروخ من الأرض")
    content = session.own.path.read_bytes()
    text = source.read_text(encoding="utf-8")
    source.write_text("مقدمة جديدة\n" + text.replace("صاروخ من الأرض", "شيء آخر"), encoding="utf-8")
    opened = open_reading(source, AMAL)
    assert [entry.quote for entry in opened.session.entries] == ["المروحية", "صاروخ من الأرض"]
    found, lost = opened.session.entries
    assert opened.session.document.slice(found.spans[0]) == "المروحية"
    assert lost.spans == ()
    assert any("another version" in remark for remark in opened.remarks)
    assert session.own.path.read_bytes() == content
    # The lost one is written back with the next change.
    annotate(source, AMAL, "مقدمة")
    assert len(json.loads(session.own.path.read_bytes())["items"]) == 3


def test_a_set_that_cannot_be_read_is_told_and_hinders_nothing(source: Path) -> None:
    annotate(source, AMAL, "المروحية")
    broken = source.parents[1] / "annotations" / f"{NAME}.badria.json"
    broken.write_bytes(b"{")
    opened = open_reading(source, AMAL)
    assert len(opened.session.entries) == 1
    assert any(str(broken) in remark for remark in opened.remarks)


def test_the_tagset_of_the_folder_is_used(source: Path) -> None:
    path = source.parents[1] / "annotations" / "tagset.toml"
    path.write_text(
        'name = "two"\nversion = 3\n[[tag]]\nname = "Rumour"\nkey = "u"\ncolour = "red"\n', encoding="utf-8"
    )
    opened = open_reading(source, AMAL)
    assert [tag.name for tag in opened.session.tagset.tags] == ["Rumour"]
    assert opened.remarks == []


@pytest.mark.parametrize("content", [b"name = ", b"\xff\xfe", b'name = "x"\n'])
def test_a_tagset_that_is_wrong_is_told_and_the_default_one_is_used(source: Path, content: bytes) -> None:
    path = source.parents[1] / "annotations" / "tagset.toml"
    path.write_bytes(content)
    opened = open_reading(source, AMAL)
    assert opened.session.tagset.tag("Claim") is not None
    assert any(str(path) in remark for remark in opened.remarks)


def test_a_pipe_in_place_of_the_tagset_is_not_waited_for(source: Path) -> None:
    os.mkfifo(source.parents[1] / "annotations" / "tagset.toml")
    opened = open_reading(source, AMAL)
    assert opened.session.tagset.tag("Claim") is not None
    assert any("not a regular file" in remark for remark in opened.remarks)


def test_a_document_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        open_reading(tmp_path / "missing.txt", AMAL)


def test_opening_touches_nothing(source: Path) -> None:
    annotate(source, BADRIA, "المروحية")

    def files() -> dict[Path, tuple[int, int]]:
        found = {path: path.stat() for path in source.parents[1].rglob("*") if path.is_file()}
        return {path: (status.st_ino, status.st_mtime_ns) for path, status in found.items()}

    before = files()
    open_reading(source, AMAL)
    assert files() == before
