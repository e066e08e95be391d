"""Which documents and sets are meant by paths."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from review.three_sets import ANNOTATORS, SEED, write_three_sets

from tui_reader.errors import DocumentError
from tui_reader.session.review.meant_documents import Gathered, gathered, meant_documents
from tui_reader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings(annotator="nobody")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A document and three people's sets of it."""
    write_three_sets(tmp_path)
    return tmp_path


def read(*paths: Path) -> list[Gathered]:
    """What paths stand for, which can all be read."""
    problems: list = []
    found = [gathered(meant, SETTINGS) for meant in meant_documents(paths, SETTINGS, problems)]
    assert problems == []
    return found


def who(*paths: Path) -> list[list[str]]:
    """The annotators of each document."""
    return [sorted(side.annotator for side in each.sides) for each in read(*paths)]


def set_of(folder: Path, annotator: str) -> Path:
    return folder / "annotations" / f"{SEED.name}.{annotator}.json"


def change(path: Path, to: Path, **members: object) -> Path:
    page = json.loads(path.read_text(encoding="utf-8"))
    to.write_text(json.dumps(page | members, ensure_ascii=False), encoding="utf-8")
    return to


def test_a_folder_its_document_its_sets_and_the_folder_of_these_are_the_same(folder: Path) -> None:
    sets = sorted((folder / "annotations").iterdir())
    for paths in ([folder / SEED.name], [folder], sets, [folder / "annotations"], [folder, *sets], [*sets, folder]):
        [found] = read(*paths)
        assert sorted(side.annotator for side in found.sides) == sorted(ANNOTATORS)
        assert found.document.path.name == SEED.name
        assert "restates" in found.tagset.symmetric_relations
        assert (found.problems, found.remarks) == ((), ())


def test_named_sets_are_the_only_ones(folder: Path) -> None:
    assert who(set_of(folder, "amal"), set_of(folder, "chafiq")) == [["amal", "chafiq"]]


def test_a_set_that_came_of_a_review_is_left_out_unless_it_is_named(folder: Path) -> None:
    creator = {"type": "Person", "nickname": "agreed"}
    made = set_of(folder, "adjudicated")
    change(set_of(folder, "amal"), made, **{"creator": creator, "tui:adjudicated": {}})
    everybody = sorted(ANNOTATORS)
    assert who(folder) == who(folder / "annotations") == [everybody]
    assert who(made, set_of(folder, "amal")) == [["agreed", "amal"]]
    assert who(folder, made) == who(made, folder) == [["agreed", *everybody]]


def test_who_has_only_linked_or_decided_is_no_annotator(folder: Path) -> None:
    page = json.loads(set_of(folder, "amal").read_text(encoding="utf-8"))
    links = [item for item in page["items"] if item["motivation"] == "linking"]
    creator = {"type": "Person", "nickname": "reviewer"}
    change(set_of(folder, "amal"), set_of(folder, "reviewer"), creator=creator, items=links)
    assert who(folder) == [sorted(ANNOTATORS)]
    change(set_of(folder, "amal"), set_of(folder, "reviewer"), creator=creator, items=[])
    assert who(folder) == [sorted([*ANNOTATORS, "reviewer"])], "who has read it and marked nothing is one"


def test_documents_stand_in_the_order_of_the_paths_each_once(folder: Path) -> None:
    second = sorted(SEED.parent.glob("*.txt"))[-1]
    write_three_sets(folder, second)
    paths = [folder / second.name, set_of(folder, "amal"), folder]
    assert [each.path.name for each in meant_documents(paths, SETTINGS, [])] == [second.name, SEED.name]


def test_how_many_sets_there_are_is_known_before_anything_is_read(folder: Path) -> None:
    (folder / "other.txt").write_text("نص", encoding="utf-8")
    most = {each.path.name: each.most for each in meant_documents([folder], SETTINGS, [])}
    assert most == {SEED.name: 3, "other.txt": 0}


def test_a_set_that_does_not_say_where_its_document_is_is_told_of(folder: Path) -> None:
    lost = change(set_of(folder, "amal"), set_of(folder, "lost"), **{"tui:source": {"path": "../../../etc/passwd"}})
    problems: list = []
    found = meant_documents([lost, set_of(folder, "amal")], SETTINGS, problems)
    assert [each.path.name for each in found] == [SEED.name]
    [problem] = problems
    assert problem.path == lost


def test_what_cannot_be_read_is_told_of_and_the_rest_is_there(folder: Path) -> None:
    set_of(folder, "dina").write_bytes(b'{"tui:source": {"path": "../')
    [found] = read(folder)
    assert sorted(side.annotator for side in found.sides) == sorted(ANNOTATORS)
    assert [problem.path.name for problem in found.problems] == [set_of(folder, "dina").name]


def test_a_path_of_nothing_is_refused(folder: Path) -> None:
    with pytest.raises(DocumentError):
        meant_documents([folder / "gone.txt"], SETTINGS, [])
