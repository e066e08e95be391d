"""Which sets of a document are compared, and what is told of those that are not as they should be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from three_sets import ANNOTATORS, SEED, write_three_sets

from tui_reader.annotations import file
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.relation import new_relation
from tui_reader.annotations.sets import ADJUDICATED, new_set
from tui_reader.annotations.strict_json import encode
from tui_reader.cli.review_decisions import decide
from tui_reader.documents.files import read_document
from tui_reader.errors import ExitCode, Stopped
from tui_reader.review.groups import State
from tui_reader.review.matching import compare
from tui_reader.review.sides import names_of
from tui_reader.review.strategies import MAJORITY
from tui_reader.session.files.opening import open_reading
from tui_reader.session.review.comparing import compared, taken_down, usual_layers
from tui_reader.session.review.deciding import Deciding
from tui_reader.session.review.review_session import ReviewSession
from tui_reader.session.review.sides_of import Sides, sides_of
from tui_reader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_three_sets(tmp_path)[0]


def gathered(source: Path, *named: Path, reviewer: str = "rania") -> Sides:
    return sides_of(read_document(source), Settings(annotator=reviewer), named)


def names(found: Sides) -> tuple[str, ...]:
    return names_of(found.sides)


def set_path(source: Path, annotator: str) -> Path:
    return source.parent / "annotations" / f"{source.name}.{annotator}.json"


def write_empty(source: Path, annotator: str, **members: object) -> Path:
    """Somebody's set in which nothing is annotated."""
    path = set_path(source, annotator)
    empty = new_set(read_document(source), annotator, "claims-citations@1", path)
    lines = [*empty.members[:-1], *((key, encode(value)) for key, value in members.items()), empty.members[-1]]
    path.write_text(file.serialise(replace(empty, members=tuple(lines))), encoding="utf-8")
    return path


def test_all_sets_of_a_document_are_its_sides(source: Path) -> None:
    found = gathered(source)
    assert names(found) == ANNOTATORS
    assert not found.problems
    assert not found.remarks
    assert {group.state for group in compare(found.sides).groups} == set(State) - {State.ALONE}


def test_what_came_of_a_review_is_no_side_unless_it_is_named(source: Path) -> None:
    path = write_empty(source, "adjudicated", **{ADJUDICATED: {"by": "rania"}})
    assert names(gathered(source)) == ANNOTATORS
    assert names(gathered(source, path, set_path(source, "amal"))) == ("adjudicated", "amal")


def test_what_another_reviewer_has_decided_is_no_side_unless_it_is_named(source: Path) -> None:
    session = open_reading(source, Settings(annotator="sami")).session
    review = ReviewSession(session)
    review.take(compared(session.document, taken_down(usual_layers(session), None), None, lambda _: True))
    Deciding(review).accept_proposed()
    file.save(session.own.path, session.own.annotations.with_snapshot(session.own.store.snapshot()))
    assert names(gathered(source)) == ANNOTATORS
    opened = open_reading(source, Settings(annotator="rania")).session
    assert [layer.annotator for layer in usual_layers(opened)] == list(ANNOTATORS)
    assert names(gathered(source, session.own.path, set_path(source, "amal"))) == ("sami", "amal")


def test_the_reviewers_own_set_is_a_side_where_the_reviewer_has_annotated(source: Path) -> None:
    assert names(gathered(source, reviewer="amal")) == ANNOTATORS
    write_empty(source, "rania")
    found = gathered(source)
    assert names(found) == ANNOTATORS
    assert found.reviewer is not None
    assert found.reviewer.annotator == "rania"


def test_who_has_only_decided_is_no_side_for_another_reviewer(source: Path) -> None:
    settings = Settings(annotator="rania")
    assert decide(source, (), settings, rule=MAJORITY, adjudicate=False, output=None) is ExitCode.OK
    assert set_path(source, "rania").is_file()
    for reviewer in ("samir", "amal"):
        assert names(gathered(source, reviewer=reviewer)) == ANNOTATORS
        reading = open_reading(source, Settings(annotator=reviewer)).session
        assert [layer.annotator for layer in usual_layers(reading)] == list(ANNOTATORS)
    assert names(gathered(source, set_path(source, "rania"))) == ("rania",)


def test_an_empty_set_of_the_reviewer_is_a_side_where_there_is_no_other(source: Path) -> None:
    for annotator in ANNOTATORS:
        set_path(source, annotator).unlink()
    write_empty(source, "rania")
    assert names(gathered(source)) == ("rania",)


def test_an_empty_set_of_somebody_else_is_one(source: Path) -> None:
    write_empty(source, "dalia")
    assert names(gathered(source)) == (*ANNOTATORS, "dalia")


def test_a_set_on_another_version_is_placed_anew_and_what_is_lost_is_told(source: Path) -> None:
    text = SEED.read_text(encoding="utf-8")
    before = gathered(source)
    whole = next(unit for unit in before.sides[0].units if unit.annotation.note is None and len(unit.places) == 1)
    source.write_text("كلمات جديدة. " + text.replace(text[slice(*whole.places[0])], ""), encoding="utf-8")
    after = gathered(source)
    assert any(whole.id == lost.id for lost in after.sides[0].lost)
    assert any(str(set_path(source, "amal")) in remark for remark in after.remarks)
    assert len(after.sides[0].units) + len(after.sides[0].lost) == len(before.sides[0].units)


def test_a_set_that_cannot_be_read_is_told_of_and_the_others_are_there(source: Path) -> None:
    set_path(source, "badria").write_bytes(b"\0\1\2")
    found = gathered(source)
    assert names(found) == ("amal", "chafiq")
    assert [problem.path for problem in found.problems] == [set_path(source, "badria")]
    assert found.problems[0].exit_code == ExitCode.UNREADABLE


def test_a_set_of_another_source_is_refused(source: Path, tmp_path: Path) -> None:
    elsewhere, _ = write_three_sets(tmp_path / "elsewhere")
    found = gathered(source, set_path(source, "amal"), set_path(elsewhere, "amal"))
    assert names(found) == ("amal",)
    assert [problem.exit_code for problem in found.problems] == [ExitCode.USAGE]


def test_two_sets_of_one_annotator_are_told_apart_by_their_paths(source: Path) -> None:
    copy = source.parent / "annotations" / "older.json"
    copy.write_bytes(set_path(source, "amal").read_bytes())
    own = set_path(source, "amal")
    assert names(gathered(source, own, copy)) == (f"amal ({own.name})", "amal (older.json)")


def test_a_set_that_is_named_twice_is_one_side(source: Path) -> None:
    path = set_path(source, "amal")
    assert names(gathered(source, path, path.parent / ".." / "annotations" / path.name)) == ("amal",)


def test_it_can_be_stopped(source: Path) -> None:
    with pytest.raises(Stopped):
        sides_of(read_document(source), Settings(annotator="rania"), goes_on=lambda _: False)


def test_a_reading_is_compared_as_its_files_are(source: Path) -> None:
    for annotator, turn in (("amal", 1), ("badria", -1)):
        annotations = file.load(set_path(source, annotator)).set
        records = [each for each in annotations.records if isinstance(each, Annotation)]
        ends = [next(r.id for r in records if name in r.attributes) for name in ("check_worthiness", "verdict")]
        link = new_relation("restates", *ends[::turn])
        file.save(annotations.path, annotations.with_records([*annotations.records, link]))
    reading = open_reading(source, Settings(annotator="rania")).session
    symmetric = reading.tagset.symmetric_relations
    found = compared(reading.document, taken_down(usual_layers(reading), None), None, lambda _: True, symmetric)
    expected = compare(gathered(source).sides, symmetric=symmetric)
    assert found.comparison.groups == expected.groups
    two = compare(gathered(source, *(set_path(source, name) for name in ("amal", "badria"))).sides, symmetric=symmetric)
    restating = [links for own in two.ties for links in own.values() if any(tie.name == "restates" for tie in links)]
    assert len(restating) == 2
    assert restating[0] == restating[1], "who links the same two either way says the same"
