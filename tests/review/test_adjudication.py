"""The set that comes of decisions: made again it is the same, says where all of it comes from, and is in order."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from program import run
from three_sets import BEGIN, SEED, random_sides, side, unit, write_three_sets

from tui_reader.annotations import file, sets
from tui_reader.annotations.file import serialise
from tui_reader.annotations.journal import Journal, edits_of, header_for, understood
from tui_reader.annotations.merging import merge
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.recovery import with_edits
from tui_reader.annotations.store import AnnotationStore
from tui_reader.annotations.validate import validate
from tui_reader.documents.files import read_document
from tui_reader.review.adjudication import adjudicated
from tui_reader.review.decisions import Decisions, Way
from tui_reader.review.matching import compare
from tui_reader.review.outcomes import as_all, as_side, with_tags
from tui_reader.review.strategies import MAJORITY, decided_by
from tui_reader.session.layers import own_layer
from tui_reader.session.review.sides_of import read_layer, side_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from test_deciding import Side


def review(folder: Path, *, backwards: bool = False) -> tuple[Decisions, AnnotationStore]:
    """The three sets of a folder under review by rana, who has decided nothing."""
    source, paths = write_three_sets(folder)
    document = read_document(source)
    document.count()
    layers = [read_layer(path, document) for path in (reversed(paths) if backwards else paths)]
    own = own_layer(paths[0].with_name(f"{source.name}.rana.json"), document, "rana", "claims-citations@1")
    decisions = Decisions(compare([side_of(layer, document) for layer in layers]), own.store, own.annotations)
    own.store.subscribe(decisions.take)
    return decisions, own.store


def decide(decisions: Decisions, store: AnnotationStore, seed: int = 0) -> None:
    chance = random.Random(seed)
    for group in decisions.comparison.groups:
        base = as_side(decisions.comparison, group, chance.choice(group.present)[0], decisions.document)
        outcome = [base, with_tags(base, ["Evidence"]), replace(as_all(group, decisions.document), note="ملاحظة")]
        way = chance.randrange(5)
        if way < 3:
            store.apply(decisions.accepted(group, outcome[way], confidence=0.75, now=lambda: BEGIN))
        elif way == 3:
            store.apply(decisions.rejected(group, "لا", now=lambda: BEGIN))


def provenance_of(record: Annotation | Relation) -> dict[str, Any]:
    return dict(json.loads(record.json)["tui:provenance"])


def test_it_is_made_again_byte_for_byte_whoever_is_listed_first(tmp_path: Path) -> None:
    decisions, store = review(tmp_path)
    decide(decisions, store)
    path = tmp_path / "annotations" / f"{SEED.name}.adjudicated.json"
    text = serialise(adjudicated(decisions, path).set)
    records = store.snapshot().records
    for backwards in (False, True):
        again, _ = review(tmp_path, backwards=backwards)
        fresh = AnnotationStore(again.document, records)
        own = replace(decisions.own, path=decisions.own.path)
        made = adjudicated(Decisions(again.comparison, fresh, own), path)
        assert serialise(made.set) == text


def test_it_holds_what_was_accepted_and_says_where_that_comes_from(tmp_path: Path) -> None:
    decisions, store = review(tmp_path)
    decide(decisions, store, 3)
    path = tmp_path / "annotations" / f"{SEED.name}.adjudicated.json"
    made = adjudicated(decisions, path)
    accepted = {
        found.id: found
        for group in decisions.comparison.groups
        if (found := decisions.of(group)) is not None and found.outcome is not None
    }
    there = [record for record in made.set.records if isinstance(record, Annotation)]
    links = [record for record in made.set.records if isinstance(record, Relation)]
    assert len(there) == len(accepted) == sum(made.ways.values()) and len(links) == made.links
    assert made.rejected + made.open + len(there) == len(decisions.comparison.groups) and not made.lost
    told = {provenance_of(record)["decision"]: record for record in there}
    for name, decision in accepted.items():
        record, outcome = told[name], decision.outcome
        assert outcome is not None and decision.way is not None
        assert (record.tags, record.attributes, record.note) == (outcome.tags, outcome.attributes, outcome.note)
        assert sorted(t.position for t in record.targets if t.position) == list(outcome.places)
        where = provenance_of(record)
        assert (where["how"], where["by"], where.get("stale", False)) == (decision.way.value, "rana", False)
        origins = {(set_name, record_id) for set_name, record_id in where["from"]}
        there_were = {(set_name, member.id) for set_name, member in decision.members.items() if member is not None}
        assert origins and origins <= there_were
        if decision.way is Way.UNANIMOUS:
            assert origins == there_were and len(there_were) == 3
    ids = {record.id for record in there}
    assert all({link.source, link.target} <= ids and provenance_of(link) for link in links)
    page = json.loads(dict(made.set.members)[sets.ADJUDICATED])
    assert page["by"] == "rana" and [part["annotator"] for part in page["from"]] == ["amal", "badria", "chafiq"]
    path.write_text(serialise(made.set), encoding="utf-8")
    assert validate(path, read_source=read_document) == []
    assert file.load(path).problems == ()


def test_a_link_is_there_when_both_ends_are_and_those_have_it_whose_links_count(tmp_path: Path) -> None:
    claims = {name: [unit(f"{name}1", (0, 5)), unit(f"{name}2", (8, 12), tags=["Citation"])] for name in "ab"}
    sides = [side("a", claims["a"], [("cites", "a1", "a2")]), side("b", claims["b"])]
    decisions, _ = review(tmp_path)
    for whose, accepts, wanted in ((0, (0, 1), 1), (1, (0, 1), 0), (None, (0, 1), 1), (0, (0,), 0)):
        store = AnnotationStore(decisions.document)
        again = Decisions(compare(sides), store, decisions.own)
        store.subscribe(again.take)
        for number in accepts:
            group = again.comparison.groups[number]
            base = (
                as_all(group, again.document)
                if whose is None
                else as_side(again.comparison, group, whose, again.document)
            )
            store.apply(again.accepted(group, base))
        assert adjudicated(again, tmp_path / "x.json").links == wanted


def test_what_is_asked_again_is_in_it_as_it_was_and_says_so(tmp_path: Path) -> None:
    decisions, store = review(tmp_path)
    group = decisions.comparison.groups[0]
    store.apply(
        decisions.accepted(group, as_side(decisions.comparison, group, group.present[0][0], decisions.document))
    )
    first = decisions.comparison.sides
    gone = [first[0], replace(first[1], units=(), relations=()), first[2]]
    again = Decisions(compare(gone), store, decisions.own)
    made = adjudicated(again, tmp_path / "annotations" / "x.json")
    (record,) = made.set.records
    assert isinstance(record, Annotation)
    assert made.stale == 1 and provenance_of(record)["stale"] is True


@given(random_sides(least=1, most=3, units=4), st.integers(0, 9))
@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
def test_it_is_the_same_each_time_and_in_order(
    tmp_path_factory: pytest.TempPathFactory, sides: list[Side], seed: int
) -> None:
    from test_deciding import DOCUMENT, OWN

    store = AnnotationStore(DOCUMENT)
    decisions = Decisions(compare(sides), store, OWN)
    store.subscribe(decisions.take)
    decide(decisions, store, seed)
    path = OWN.path.with_name("doc.txt.adjudicated.json")
    made = adjudicated(decisions, path)
    turned = Decisions(compare(sides[::-1]), AnnotationStore(DOCUMENT, store.snapshot().records), OWN)
    assert serialise(adjudicated(turned, path).set) == serialise(made.set)
    loaded = file.parse(path, serialise(made.set))
    assert loaded.problems == () and loaded.set.records == made.set.records


# On the command line


def test_deciding_and_adjudicating_on_the_command_line(tmp_path: Path) -> None:
    source, paths = write_three_sets(tmp_path)
    own = paths[0].with_name(f"{source.name}.rana.json")
    made = paths[0].with_name(f"{source.name}.adjudicated.json")
    before = [path.read_bytes() for path in paths]

    def review_told(*words: str) -> str:
        result = run("review", str(source), "--reviewer", "rana", *words)
        assert result.returncode == 0, result.stderr
        return result.stdout.decode()

    assert "6 accepted (agreed), 18 open" in review_told("--accept", "agreed")
    told = review_told("--accept", "2", "--adjudicate")
    assert "written: 6 unanimous, 13 adjudicated, 0 edited, 5 links; not in it: 0 rejected, 5 open" in told
    first, made_at = made.read_bytes(), made.stat().st_mtime_ns
    assert "is as it was" in review_told("--adjudicate")
    assert made.read_bytes() == first and made.stat().st_mtime_ns == made_at
    assert [path.read_bytes() for path in paths] == before
    assert not [problem for path in (own, made) for problem in validate(path, read_source=read_document)]
    copy = tmp_path / "annotations" / "again.json"
    review_told("--adjudicate", "-o", str(copy))
    assert [record.json for record in file.load(copy).set.records] == [r.json for r in file.load(made).set.records]


def test_what_is_no_adjudicated_set_is_never_written_over(tmp_path: Path) -> None:
    source, paths = write_three_sets(tmp_path)
    notes = tmp_path / "notes.txt"
    notes.write_text("mine", encoding="utf-8")
    for other in (paths[0], notes):
        before = other.read_bytes()
        result = run("review", str(source), "--reviewer", "rana", "--adjudicate", "-o", str(other))
        assert (result.returncode, other.read_bytes()) == (4, before) and b"is left as it is" in result.stderr


def test_what_came_of_another_reviewers_decisions_is_never_written_over(tmp_path: Path) -> None:
    source, paths = write_three_sets(tmp_path)
    made = paths[0].with_name(f"{source.name}.adjudicated.json")
    assert run("review", str(source), "--reviewer", "rana", "--accept", "2", "--adjudicate").returncode == 0
    before = made.read_bytes()
    result = run("review", str(source), "--reviewer", "samir", "--accept", "agreed", "--adjudicate")
    assert (result.returncode, made.read_bytes()) == (4, before)
    assert b"came of the decisions of rana" in result.stderr
    # Who is called as the set is decides in it, and keeps that.
    result = run("review", str(source), "--reviewer", "adjudicated", "--accept", "2", "--adjudicate")
    assert result.returncode == 4 and b"holds what somebody has said" in result.stderr
    made.write_bytes(before)
    other = paths[0].with_name(f"{source.name}.of-samir.json")
    result = run("review", str(source), "--reviewer", "samir", "--adjudicate", "-o", str(other))
    assert result.returncode == 0 and b"written: 6 unanimous" in result.stdout


@pytest.mark.parametrize(
    "spoilt",
    [lambda text: text[: len(text) // 2], lambda text: text.replace('"tui:format": 1', '"tui:format": 99'), ""],
)
def test_decisions_that_cannot_all_be_read_make_no_set(tmp_path: Path, spoilt: Callable[[str], str] | str) -> None:
    source, paths = write_three_sets(tmp_path)
    own, made = (paths[0].with_name(f"{source.name}.{name}.json") for name in ("rana", "adjudicated"))
    assert run("review", str(source), "--reviewer", "rana", "--accept", "2", "--adjudicate").returncode == 0
    before = made.read_bytes()
    own.write_text(spoilt if isinstance(spoilt, str) else spoilt(own.read_text(encoding="utf-8")), encoding="utf-8")
    result = run("review", str(source), "--reviewer", "rana", "--adjudicate")
    assert (result.returncode, made.read_bytes()) == (4, before)
    assert f"not all decisions in {own.name} can be read".encode() in result.stderr


def test_a_rule_that_is_none_is_refused(tmp_path: Path) -> None:
    source, _ = write_three_sets(tmp_path)
    result = run("review", str(source), "--accept", "most")
    assert result.returncode == 2 and b"there are agreed, majority" in result.stderr


def test_decisions_of_two_branches_on_one_group_are_in_conflict(tmp_path: Path) -> None:
    decisions, store = review(tmp_path)
    group, base = decisions.comparison.groups[0], decisions.own
    mine = decisions.rejected(group, "لا")
    theirs = decisions.accepted(group, as_all(group, decisions.document))
    branches = []
    for change in (mine, theirs):
        store.apply(change)
        branches.append(base.with_snapshot(store.snapshot()))
        store.undo()
    merged = merge(base, *branches)
    assert len(merged.conflicts) == 1 and len(merged.set.records) == 2
    again = Decisions(decisions.comparison, AnnotationStore(decisions.document, merged.set.records), base)
    decided = again.of(group)
    assert decided is not None and decided.outcome is not None, "what is on the disk counts until somebody settles it"
    same = merge(base, branches[0], branches[0])
    assert not same.conflicts


def test_what_was_decided_comes_back_after_a_kill(tmp_path: Path) -> None:
    decisions, store = review(tmp_path / "work")
    journal = Journal(tmp_path / "state", header_for(decisions.own.path, decisions.document.path, "rana", "{}"))
    group = decisions.comparison.groups[0]
    for change in (decisions.rejected(group, "لا"), decided_by(MAJORITY, decisions), decisions.commented(group, "؟")):
        assert change is not None
        store.apply(change)
        journal.append(edits_of(change))
    (path,) = (tmp_path / "state").iterdir()
    again = with_edits(decisions.own, understood(path.read_bytes()).edits).set
    assert again.records == store.snapshot().records and not any(r.id is None for r in again.records)
    journal.close()


def test_decisions_are_put_onto_an_edited_source_as_annotations_are(tmp_path: Path) -> None:
    source, paths = write_three_sets(tmp_path)
    own = paths[0].with_name(f"{source.name}.rana.json")
    assert run("review", str(source), "--reviewer", "rana", "--accept", "2").returncode == 0
    before = file.load(own).set.records
    source.write_text("سطر جديد.\n\n" + source.read_text(encoding="utf-8"), encoding="utf-8")
    told = run("review", str(source), "--reviewer", "rana", "--adjudicate").stdout.decode()
    assert "6 unanimous, 13 adjudicated" in told and "decided before" not in told
    assert run("reanchor", str(tmp_path)).returncode in (0, 1)
    after = file.load(own)
    assert after.problems == () and after.set.records != before
    assert [problem for problem in validate(own, read_source=read_document) if not problem.is_warning] == []
    told = run("review", str(source), "--reviewer", "rana", "--adjudicate").stdout.decode()
    assert "6 unanimous, 13 adjudicated" in told and "decided before" not in told
