"""Which files `validate` looks at, and that every fault of theirs comes out."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from strategies import SEEDS

from tui_reader.annotations.tagset import default_tagset_text
from tui_reader.errors import AnnotationFileError
from tui_reader.session.files.opening import open_reading
from tui_reader.session.files.saving import Saving
from tui_reader.session.upkeep.checking import check
from tui_reader.settings import Settings
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

NAME = "000_0dcc0fd3091f3b6a.txt"


@pytest.fixture
def own_set(tmp_path: Path) -> Path:
    """A good set of a sample document."""
    (tmp_path / "annotations").mkdir()
    shutil.copytree(SEEDS, tmp_path / "seeds")
    session = open_reading(tmp_path / "seeds" / NAME, Settings(annotator="amal")).session
    saving = Saving(session, lambda: None)
    session.select(Span(0, 3))
    session.tag_selection("Claim")
    assert saving.close()
    return session.own.path


def test_nothing_is_wrong_with_what_the_app_writes(own_set: Path, tmp_path: Path) -> None:
    (own_set.parent / "tagset.toml").write_text(default_tagset_text(), encoding="utf-8")
    for path in (own_set, own_set.parent, tmp_path):
        assert list(check([path])) == []


def test_faults_are_found_through_the_set_its_source_and_their_folders(own_set: Path, tmp_path: Path) -> None:
    page = json.loads(own_set.read_bytes())
    page["items"][0]["target"]["selector"][1]["end"] = -4
    own_set.write_text(json.dumps(page), encoding="utf-8")
    seeds = tmp_path / "seeds"
    for path in (own_set, own_set.parent, tmp_path, seeds, seeds / NAME):
        problems = list(check([path]))
        assert problems
        assert len(set(problems)) == len(problems)
        assert {problem.path.resolve() for problem in problems} == {own_set.resolve()}
        assert any("items[0]" in problem.pointer for problem in problems)


def test_a_tag_the_tagset_does_not_have_is_a_fault(own_set: Path) -> None:
    tagset = 'name = "x"\nversion = 1\n[[tag]]\nname = "Rumour"\nkey = "u"\ncolour = "red"\n'
    (own_set.parent / "tagset.toml").write_text(tagset, encoding="utf-8")
    assert any("Claim" in problem.message for problem in check([own_set]))


def test_a_tagset_is_checked_by_its_name(own_set: Path) -> None:
    tagset = own_set.parent / "tagset.toml"
    tagset.write_bytes(b"name = \n")
    problems = [problem for problem in check([own_set.parent]) if problem.path == tagset]
    assert problems
    assert list(check([tagset])) == problems


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"{", b"null", b'{"items": []}'])
def test_a_file_that_is_no_set_is_one_fault(own_set: Path, content: bytes) -> None:
    own_set.write_bytes(content)
    problems = list(check([own_set]))
    assert problems
    assert all("\n" not in str(problem) for problem in problems)


def test_json_that_is_no_set_is_left_alone_outside_of_annotation_folders(own_set: Path, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_bytes(b"{}")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "annotations").mkdir()
    (tmp_path / ".hidden" / "annotations" / "x.json").write_bytes(b"{}")
    assert list(check([tmp_path])) == []


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(AnnotationFileError):
        list(check([tmp_path / "missing"]))
