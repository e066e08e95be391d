"""Decisions: when they stand, which group they go with, and what rules decide."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from three_sets import BEGIN, document_with, random_sides, side, unit

from tui_reader.annotations.changes import Batch
from tui_reader.annotations.records.remark import Remark
from tui_reader.annotations.sets import new_set
from tui_reader.annotations.store import AnnotationStore
from tui_reader.review.decisions import Decisions, Outcome, Standing, Undecidable, Verdict, Way
from tui_reader.review.matching import compare
from tui_reader.review.outcomes import (
    Boundaries,
    as_all,
    as_side,
    with_attributes,
    with_boundaries,
    with_tags,
)
from tui_reader.review.saying import Sayings
from tui_reader.review.strategies import ALL_AGREE, MAJORITY, Strategy, at_least, decided_by, strategy_named
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.annotations.changes import Change
    from tui_reader.review.groups import Group
    from tui_reader.review.sides import Side, Unit

TEXT = "قال الوزير إن الأسعار ارتفعت بنسبة ١٢٪ في مارس، ثم هدأت."
DOCUMENT = document_with(TEXT)
OWN = new_set(DOCUMENT, "rana", "claims-citations@1", Path("annotations/doc.txt.rana.json"))
quick = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def review(sides: Sequence[Side], store: AnnotationStore | None = None) -> tuple[Decisions, AnnotationStore]:
    store = AnnotationStore(DOCUMENT) if store is None else store
    decisions = Decisions(compare(sides), store, OWN)
    store.subscribe(decisions.take)
    return decisions, store


def first(decisions: Decisions, group: Group) -> Outcome:
    return as_side(decisions.comparison, group, group.present[0][0], DOCUMENT)


def decide_all(decisions: Decisions, store: AnnotationStore, rejected: Sequence[int] = ()) -> None:
    for group in decisions.comparison.groups:
        is_rejected = group.number in rejected
        change = decisions.rejected(group) if is_rejected else decisions.accepted(group, first(decisions, group))
        store.apply(change)


def words_of(outcome: Outcome) -> str:
    places = [(place.start, place.end) for place in outcome.places]
    return Sayings.words(unit("x", *places, tags=outcome.tags, answers=outcome.attributes))


def said(sides: Sequence[Side], group: Group) -> dict[str, tuple[str | None, list[Any]]]:
    """What each side says of a group, by name: all that may matter to a decision."""
    found: dict[str, tuple[str | None, list[Any]]] = {}
    for number, each in enumerate(sides):
        there = group.units[number]
        links = sorted((link.name, link.target) for link in each.relations if there and link.source == there.id)
        found[each.annotator] = (None if there is None else Sayings.words(there), links)
    return found


# One by one


def case(*answers: Any) -> list[Side]:
    return [side(name, [each] if each else []) for name, each in zip("abc", answers, strict=False)]


A, B, OTHER = unit("a1", (0, 10)), unit("b1", (0, 10)), unit("b1", (0, 7))


@pytest.mark.parametrize(
    ("before", "after", "stands"),
    [
        (case(A, OTHER), case(A, OTHER), True),
        (case(A, OTHER), case(A, B), True),  # b says now what was accepted
        (case(A, B), case(A, OTHER), False),
        (case(A, B), case(A, None), False),
        (case(A, None), case(A, B), True),
        (case(A, None), case(A, OTHER), False),
        (case(A, B), case(A, unit("b9", (0, 10))), True),  # made again, and says the same
        (case(A, B), case(A, B, unit("c1", (0, 10))), True),
        (case(A, B), case(A, B, unit("c1", (0, 10), tags=["Quote"])), False),
        (case(A, B), [*case(A, B), side("c", [])], False),
        (case(A, B), case(A, unit("b1", (0, 10), answers={"verdict": "refuted"})), False),
    ],
)
def test_an_acceptance_stands_until_a_side_speaks_against_it(
    before: list[Side], after: list[Side], stands: bool
) -> None:
    decisions, store = review(before)
    store.apply(
        decisions.accepted(
            decisions.comparison.groups[0], as_side(decisions.comparison, decisions.comparison.groups[0], 0, DOCUMENT)
        )
    )
    again, _ = review(after, store)
    group = next(group for group in again.comparison.groups if again.of(group) is not None)
    assert again.standing(group) is (Standing.DECIDED if stands else Standing.STALE)
    if not stands:
        against = again.speaking_against(group)
        assert against and 0 not in against
        store.apply(again.confirmed(group))
        assert again.standing(group) is Standing.DECIDED and again.speaking_against(group) == []


def test_a_rejection_stands_where_others_take_theirs_away_and_not_where_they_come() -> None:
    decisions, store = review(case(A, B))
    store.apply(decisions.rejected(decisions.comparison.groups[0], "not a claim"))
    for sides, standing in (
        (case(A, None), Standing.DECIDED),
        ([*case(A, B), side("c", [])], Standing.DECIDED),
        (case(A, B, unit("c1", (0, 10))), Standing.STALE),
        (case(A, OTHER), Standing.STALE),
    ):
        again, _ = review(sides, store)
        assert again.standing(again.comparison.groups[0]) is standing


def test_notes_and_times_are_no_part_of_what_is_compared() -> None:
    decisions, store = review(case(A, B))
    store.apply(decisions.accepted(decisions.comparison.groups[0], as_all(decisions.comparison.groups[0], DOCUMENT)))
    noted = replace(B, annotation=B.annotation.with_note("لماذا؟"))
    again, _ = review(case(A, noted), store)
    assert again.standing(again.comparison.groups[0]) is Standing.DECIDED


def test_a_link_that_comes_is_asked_about_and_one_that_another_has_is_not() -> None:
    units = {name: [unit(f"{name}1", (0, 10)), unit(f"{name}2", (20, 25), tags=["Citation"])] for name in "ab"}
    link = {name: [("cites", f"{name}1", f"{name}2")] for name in "ab"}
    decisions, store = review([side("a", units["a"], link["a"]), side("b", units["b"])])
    claim = decisions.comparison.groups[0]
    store.apply(decisions.accepted(claim, as_side(decisions.comparison, claim, 0, DOCUMENT)))
    same, _ = review([side("a", units["a"], link["a"]), side("b", units["b"], link["b"])], store)
    assert same.standing(same.comparison.groups[0]) is Standing.DECIDED
    gone, _ = review([side("a", units["a"]), side("b", units["b"])], store)
    assert gone.standing(gone.comparison.groups[0]) is Standing.STALE


def test_what_is_edited_is_told_from_what_somebody_said() -> None:
    decisions, store = review(case(A, OTHER))
    group = decisions.comparison.groups[0]
    store.apply(decisions.rejected(group))
    store.apply(decisions.with_comment(group, "هكذا"))
    for outcome, way in (
        (as_side(decisions.comparison, group, 0, DOCUMENT), Way.ADJUDICATED),
        (with_boundaries(first(decisions, group), group, Boundaries.INTERSECTION, DOCUMENT), Way.ADJUDICATED),
        (with_tags(first(decisions, group), ["Quote"]), Way.EDITED),
        (with_attributes(first(decisions, group), {"verdict": "refuted"}), Way.EDITED),
    ):
        store.apply(decisions.accepted(group, outcome, confidence=0.5))
        decision = decisions.of(group)
        assert decision is not None and decision.outcome == outcome
        assert (decision.verdict, decision.way, decision.comment, decision.confidence) == (
            *(Verdict.ACCEPTED, way),
            *("هكذا", 0.5),
        )
    assert len(store.remarks) == 1
    agreed, _ = review(case(A, B))
    agreed_group = agreed.comparison.groups[0]
    change = agreed.accepted(agreed_group, as_all(agreed_group, DOCUMENT))
    store = AnnotationStore(DOCUMENT)
    store.apply(change)
    assert store.remarks[0].decision is not None and store.remarks[0].decision["how"] == "unanimous"


@given(random_sides(least=1, most=3, units=4))
@quick
def test_union_and_intersection_are_those_of_places(sides: list[Side]) -> None:
    decisions, _ = review(sides)
    for group in decisions.comparison.groups:
        places = [{place for span in unit.places for place in range(span.start, span.end)} for _, unit in group.present]
        for boundaries, wanted in (
            (Boundaries.UNION, set.union(*places)),
            (Boundaries.INTERSECTION, set.intersection(*places)),
        ):
            try:
                made = with_boundaries(first(decisions, group), group, boundaries, DOCUMENT)
            except Undecidable:
                assert not wanted or not all(unit.places for _, unit in group.present)
                continue
            assert {place for span in made.places for place in range(span.start, span.end)} == wanted
            assert all(left.end <= right.start for left, right in zip(made.places, made.places[1:], strict=False))


# Whatever people do to their sets


@st.composite
def edited(draw: st.DrawFn, sides: list[Side]) -> list[Side]:
    """The sides after people have worked on them; which ids are there stays, or some go."""
    found = []
    for each in sides:
        units: list[Unit] = []
        for one in each.units:
            act = draw(st.sampled_from(["keep", "keep", "keep", "retag", "answer", "shift", "remove", "note"]))
            spans = [tuple(place) for place in one.places]
            if act == "retag":
                one = unit(one.id, *spans, tags=["Evidence"], answers=one.annotation.attributes)
            elif act == "answer":
                one = unit(one.id, *spans, tags=one.tags, answers={"certainty": "probable"})
            elif act == "shift" and spans:
                one = unit(
                    one.id, *[(a + 1, b + 1) for a, b in spans], tags=one.tags, answers=one.annotation.attributes
                )
            elif act == "note":
                one = replace(one, annotation=one.annotation.with_note("…"))
            elif act == "remove":
                continue
            units.append(one)
        here = {one.id for one in units}
        links = [(x.name, x.source, x.target) for x in each.relations if {x.source, x.target} <= here]
        found.append(side(each.annotator, units, links))
    return found


@given(st.data())
@quick
def test_exactly_the_groups_that_were_touched_are_asked_again(data: st.DataObject) -> None:
    sides = data.draw(random_sides(least=1, most=3, units=4))
    decisions, store = review(sides)
    numbers = st.integers(0, max(0, len(decisions.comparison.groups) - 1))
    decide_all(decisions, store, data.draw(st.lists(numbers, max_size=2)))
    assert decisions.counts[Standing.DECIDED] == len(decisions.comparison.groups)
    before = {decisions.of(group).id: said(sides, group) for group in decisions.comparison.groups}  # type: ignore[union-attr]
    after = data.draw(edited(sides))
    again, _ = review(after, store)
    for group in again.comparison.groups:
        decision = again.of(group)
        if decision is None:
            continue
        then, now = before[decision.id], said(after, group)
        wanted = decision.outcome and words_of(decision.outcome)
        changed = [name for name in now if now[name] != then[name]]
        against = [name for name in changed if now[name][0] != then[name][0] and now[name][0] != wanted]
        if not changed:
            assert again.standing(group) is Standing.DECIDED
        elif against:
            assert again.standing(group) is Standing.STALE
            assert {after[side].annotator for side in again.speaking_against(group)} >= set(against)
        elif not any(each.relations for each in (*sides, *after)):
            assert again.standing(group) is Standing.DECIDED
    assert len(again.without_group) + sum(again.of(group) is not None for group in again.comparison.groups) <= len(
        before
    )


@given(random_sides(least=1, most=3, units=4))
@quick
def test_all_decisions_are_there_again_and_taken_back(sides: list[Side]) -> None:
    decisions, store = review(sides)
    revision = store.snapshot().records
    decide_all(decisions, store, range(0, len(decisions.comparison.groups), 2))
    fresh, _ = review(sides, AnnotationStore(DOCUMENT, store.snapshot().records))
    assert fresh.counts == decisions.counts
    for group in decisions.comparison.groups:
        assert fresh.of(group) == decisions.of(group)
    for group in decisions.comparison.groups:
        store.apply(decisions.withdrawn(group))
    assert decisions.counts[Standing.OPEN] == len(decisions.comparison.groups)
    while store.undo() is not None:
        pass
    assert store.snapshot().records == revision and not store.remarks
    assert decisions.counts[Standing.OPEN] == len(decisions.comparison.groups)


def test_a_decision_goes_with_most_of_its_members_when_a_group_falls_apart() -> None:
    whole = [side("a", [unit("a1", (0, 10))]), side("b", [unit("b1", (0, 10))]), side("c", [unit("c1", (0, 10))])]
    decisions, store = review(whole)
    store.apply(decisions.accepted(decisions.comparison.groups[0], as_all(decisions.comparison.groups[0], DOCUMENT)))
    apart = [whole[0], whole[1], side("c", [unit("c1", (30, 40))])]
    again, _ = review(apart, store)
    held, lone = again.comparison.groups
    assert again.of(held) is not None and again.of(lone) is None
    assert again.speaking_against(held) == [2]
    store.apply(again.rejected(lone))
    joined, _ = review(whole, store)
    assert joined.of(joined.comparison.groups[0]) == again.of(held)


def test_two_first_decisions_on_the_same_members_have_one_id() -> None:
    ids = set()
    for _ in range(2):
        decisions, store = review(case(A, B))
        store.apply(decisions.rejected(decisions.comparison.groups[0]))
        ids.update(remark.id for remark in store.remarks)
    assert len(ids) == 1


def test_a_decision_survives_an_edited_source() -> None:
    decisions, store = review(case(unit("a1", (14, 28)), unit("b1", (14, 21))))
    group = decisions.comparison.groups[0]
    store.apply(decisions.accepted(group, first(decisions, group)))
    before = "أمس: "
    document = document_with(before + TEXT)
    moved = [side("a", [unit("a1", (19, 33))]), side("b", [unit("b1", (19, 26))])]
    again = AnnotationStore(document, store.snapshot().records, source_unchanged=False)
    found = Decisions(compare(moved), again, OWN)
    assert found.standing(found.comparison.groups[0]) is Standing.DECIDED
    decision = found.of(found.comparison.groups[0])
    assert decision is not None and found.places(decision) == (Span(19, 33),)
    lost = Decisions(compare(moved), AnnotationStore(document_with("x" * 60), store.snapshot().records), OWN)
    assert lost.standing(lost.comparison.groups[0]) is Standing.STALE


# Rules


RULES: list[Strategy] = [ALL_AGREE, MAJORITY, at_least(1), at_least(2), strategy_named("60%"), strategy_named("2/3")]


@given(random_sides(least=1, most=4, units=4), st.sampled_from(RULES), st.data())
@quick
def test_a_rule_never_writes_over_a_decision_and_takes_what_most_say(
    sides: list[Side], rule: Strategy, data: st.DataObject
) -> None:
    decisions, store = review(sides)
    for group in decisions.comparison.groups:
        if data.draw(st.booleans()):
            store.apply(decisions.rejected(group, "لا"))
    before = {group.number: decisions.of(group) for group in decisions.comparison.groups}
    change = decided_by(rule, decisions, now=lambda: BEGIN)
    if change is not None:
        assert isinstance(change, Batch)
        store.apply(change)
    for group in decisions.comparison.groups:
        decision, old = decisions.of(group), before[group.number]
        if old is not None:
            assert decision == old
            continue
        words = [Sayings.words(unit) for _, unit in group.present]
        most = max(map(words.count, words))
        is_clear = len({word for word in words if words.count(word) == most}) == 1
        if decision is None:
            assert not is_clear or rule is ALL_AGREE or most < rule.votes(len(sides))
            continue
        assert decision.by_strategy == rule.name and decision.outcome is not None
        assert most >= rule.votes(len(sides)) and is_clear
        assert words.count(Sayings.words(group.present[0][1])) == most or rule is not ALL_AGREE
    assert decided_by(rule, decisions) is None


@pytest.mark.parametrize("name", ["", "0", "most", "0%", "120%", "1/0", "-1"])
def test_what_is_no_rule_is_refused(name: str) -> None:
    with pytest.raises((ValueError, ZeroDivisionError)):
        strategy_named(name)


# What people say to one another


def test_comments_and_answers_are_found_where_they_belong() -> None:
    decisions, store = review(case(A, B))
    group = decisions.comparison.groups[0]
    store.apply(decisions.commented(group, "لماذا؟"))
    (question,) = decisions.discussion(group)
    assert question.is_own and question.text == "لماذا؟" and set(question.remark.about) == {"a1", "b1"}
    answer = Decisions(decisions.comparison, AnnotationStore(DOCUMENT), replace(OWN, annotator="a"))
    other = AnnotationStore(DOCUMENT)
    other.apply(answer.replied(question, "لأن"))
    sides = [replace(decisions.comparison.sides[0], remarks=tuple(other.remarks)), decisions.comparison.sides[1]]
    again, _ = review(sides, store)
    found = again.discussion(again.comparison.groups[0])
    assert [(each.text, each.depth, each.annotator) for each in found] == [("لماذا؟", 0, "rana"), ("لأن", 1, "a")]
    store.apply(again.accepted(again.comparison.groups[0], as_all(again.comparison.groups[0], DOCUMENT)))
    assert len(again.discussion(again.comparison.groups[0])) == 2, "a decision is not part of what is said of it"


def test_nothing_of_it_counts_as_an_annotation() -> None:
    decisions, store = review(case(A, B))
    group = decisions.comparison.groups[0]
    changes: list[Change] = [decisions.accepted(group, as_all(group, DOCUMENT)), decisions.commented(group, "؟")]
    for change in changes:
        store.apply(change)
    assert store.annotation_count == 0 and not store.annotations and not store.at(3) and not store.relations
    assert store.at(0) == [] and not store.tags and not store.unsettled
    assert all(isinstance(record, Remark) for record in store.snapshot().records) and len(store) == 2
