"""Whatever is decided, it is one change, taken back step by step, and done again; and what was decided stands."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import check_way_back, fresh
from three_sets import three_sets

from tui_reader.annotations.changes import Add, Update
from tui_reader.annotations.file import serialise
from tui_reader.annotations.records.remark import Remark, new_remark
from tui_reader.annotations.store import AnnotationStore
from tui_reader.documents.decoded import DecodedDocument
from tui_reader.review.decisions import Standing
from tui_reader.review.groups import State
from tui_reader.review.verdicts import Way
from tui_reader.session.layers import SetLayer
from tui_reader.session.refused import Refused
from tui_reader.session.review.comparing import compared, taken_down, usual_layers
from tui_reader.session.review.decided import stated
from tui_reader.session.review.deciding import Deciding
from tui_reader.session.review.pre_merging import agreed, decisions_by, pre_merges, take
from tui_reader.session.review.review_session import ReviewSession

if TYPE_CHECKING:
    from tui_reader.session.reader import ReaderSession

TEXT = " ".join(f"كلمة{number}" for number in range(70))
ACTIONS = (
    *("accept", "propose", "bounds", "tag", "merge", "reject", "sure", "comment", "say"),
    *("withdraw", "agreed", "rule", "undo", "redo", "lane"),
)
actions = st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=14)


def review_of(session: ReaderSession) -> ReviewSession:
    """A review of three sets that differ in every way."""
    document = session.document
    assert isinstance(document, DecodedDocument)
    for page in three_sets(document, Path("annotations")):
        store = AnnotationStore(document, page.records)
        assert page.annotator is not None
        session.others.append(SetLayer(page, store, page.annotator, scope=page.annotator))
    review = ReviewSession(session)
    compare_again(review)
    session.subscribe(review.decisions_changed)
    return review


def compare_again(review: ReviewSession) -> None:
    """Compares the sets as they are now."""
    session, before = review.reading, review.compared
    parts = taken_down(usual_layers(session), before)
    review.take(compared(session.document, parts, before, lambda _: True))


SECONDS = re.compile(r"\d\d:\d\d:\d\dZ")
"""When something was decided: at one time or a second later."""


def written(session: ReaderSession) -> str:
    """The records that a save would write; that the page says what their members are stays said."""
    return serialise(session.own.annotations.with_records(session.own.store.snapshot().records)).partition('"items"')[2]


def do(review: ReviewSession, deciding: Deciding, action: str, one: int, other: int) -> None:
    """One thing that a reviewer does, on what two numbers say."""
    review.choose(one % len(review.groups))
    match action:
        case "accept":
            deciding.accept(other % 4)
        case "propose":
            deciding.accept_proposed()
        case "bounds":
            ways = deciding.boundaries()
            deciding.accept_with_bounds(ways[other % len(ways)])
        case "tag":
            deciding.accept_with_tag(("Claim", "Evidence", "")[other % 3])
        case "merge":
            found, links = deciding.merged(), deciding.links()
            answers = {each.name: each.answers[other % len(each.answers)].value for each in found.contested}
            deciding.accept_merged({**found.attributes, **answers}, links[other % len(links)].sides if links else None)
        case "reject":
            deciding.reject((None, "duplicate", "بكلماتي")[other % 3])
        case "sure":
            deciding.say_confidence((None, 0.2, 1.0)[other % 3])
        case "comment":
            deciding.say_comment(("", "لماذا؟", "see 2")[other % 3])
        case "say":
            said = deciding.said()
            deciding.say(said[other % len(said)] if said and other % 2 else None, f"رد {other}")
        case "withdraw":
            deciding.take_away()
        case "agreed":
            (found_one,) = agreed(review, lambda: True)
            take(review, found_one, decisions_by(review, found_one, lambda: True))
        case "rule":
            rules = pre_merges(review, lambda: True)
            rule = rules[other % len(rules)]
            take(review, rule, decisions_by(review, rule, lambda: True))
        case "undo":
            review.reading.undo()
        case "redo":
            review.reading.redo()
        case "lane":
            review.choose_version(1)


@settings(max_examples=20)
@given(actions)
def test_all_is_taken_back_and_done_again(done: list[tuple[str, int, int]]) -> None:
    session = fresh(TEXT)
    review = review_of(session)
    begun, deciding = written(session), Deciding(review)
    for action, one, other in done:
        before, revision = written(session), session.own.store.revision
        try:
            do(review, deciding, action, one, other)
        except Refused:
            assert written(session) == before, f"{action} was refused, and has changed something"
        assert session.own.store.revision <= revision + 1, f"{action} is one change"
        assert all(isinstance(record, Remark) for record in session.own.store.snapshot().records)
    assert review.decisions is not None
    for group in review.groups:
        assert review.decisions.standing(group) is not Standing.STALE, "nobody has changed anything"
        decision = review.decisions.of(group)
        is_unanimous = decision is not None and decision.way is Way.UNANIMOUS
        assert not is_unanimous or len(group.present) == len(group.units)
    check_way_back(session, written, begun)


@given(st.integers(0, 99), st.lists(st.tuples(st.integers(0, 99), st.integers(0, 2)), max_size=4))
@settings(max_examples=10)
def test_rules_leave_what_is_decided(rule: int, before: list[tuple[int, int]]) -> None:
    session = fresh(TEXT)
    review = review_of(session)
    deciding = Deciding(review)
    for number, side in before:
        review.choose(number % len(review.groups))
        with suppress(Refused):
            deciding.accept(side)
    assert review.decisions is not None
    decided = {group.number: review.decisions.of(group) for group in review.groups}
    found = pre_merges(review, lambda: True)
    chosen = found[rule % len(found)]
    with suppress(Refused):
        assert take(review, chosen, decisions_by(review, chosen, lambda: True)) == len(chosen.groups)
        opened = [number for number, decision in decided.items() if decision is None]
        now = [number for number in opened if review.decisions.of(review.groups[number]) is not None]
        assert len(now) == len(chosen.groups), "as many as was said"
    kept = {number: decision for number, decision in decided.items() if decision is not None}
    assert {number: review.decisions.of(review.groups[number]) for number in kept} == kept


def test_what_was_decided_before_a_set_changed_is_asked_again_and_one_key_confirms_it() -> None:
    session = fresh(TEXT)
    review = review_of(session)
    deciding = Deciding(review)
    number = next(group.number for group in review.groups if group.state is State.BOUNDARIES)
    review.choose(number)
    deciding.accept(0)
    kept = decided_words(deciding)
    assert "✓ accepted" in kept and review.name_of(0) in kept, "whose version it is: what that says stands in the lanes"
    assert review.decided_count == 1
    changed = review.group.units[1].annotation if review.group is not None and review.group.units[1] else None
    assert changed is not None
    other = next(layer for layer in session.others if changed.id in layer.store)
    other.store.apply(Update(changed, changed.with_tags(("Quote",))))
    compare_again(review)
    review.choose(number)
    asked = list(stated(deciding, "enter"))
    assert asked[0][1] and other.annotator in asked[0][0] and "enter" in asked[0][0]
    assert decided_words(deciding) == kept, "what had been decided is still told"
    assert review.decided_count == 0
    deciding.accept_proposed()
    assert review.decided_count == 1 and decided_words(deciding) == kept
    assert [is_again for _, is_again in stated(deciding, "enter")] == [False]


def decided_words(deciding: Deciding) -> str:
    return next(words for words, is_again in stated(deciding, "enter") if not is_again)


def test_a_set_only_for_reading_is_told_of_in_one_sentence() -> None:
    session = fresh(TEXT)
    review = review_of(session)
    session.own.read_only_because = "the file is read-only"
    review.choose(1)
    with pytest.raises(Refused, match=r"doc\.txt.*read-only"):
        Deciding(review).accept(0)
    assert session.own.store.remarks == []


def test_proposed_is_what_most_say_answers_and_links_among_it() -> None:
    session = fresh(TEXT)
    review = review_of(session)
    agreed_on = next(
        group for group in review.groups if group.state is State.AGREED and group.present[0][1].annotation.attributes
    )
    alone = agreed_on.present[0][1].annotation
    first = next(layer for layer in session.others if alone.id in layer.store)
    first.store.apply(Update(alone, alone.with_attributes({})))
    compare_again(review)
    for group in review.groups:
        review.choose(group.number)
        versions = [lane for lane in review.lanes if lane.said is not None]
        [proposed] = [lane for lane in versions if review.chosen_side in lane.sides]
        assert len(proposed.sides) == max(len(lane.sides) for lane in versions)


def test_who_comes_back_to_what_was_decided_finds_the_accepted_version_chosen() -> None:
    session = fresh(TEXT)
    review = review_of(session)
    deciding = Deciding(review)
    for group in review.groups:
        for side, _ in group.present:
            review.choose(group.number)
            deciding.accept(side)
            assert review.chosen_side == side
            before = SECONDS.sub("", written(session))
            review.choose((group.number + 1) % len(review.groups))
            review.choose(group.number)
            deciding.accept_proposed()
            assert SECONDS.sub("", written(session)) == before, "accepted again it is as it was"


@pytest.mark.parametrize("is_blind", [False, True])
def test_another_reviewer_is_heard_and_not_compared(is_blind: bool) -> None:
    session = fresh(TEXT)
    review = review_of(session)
    unit = review.groups[0].present[0][1]
    said = new_remark([unit.id], note="لماذا؟")
    page = session.others[0].annotations.with_records([said])
    path = page.path.with_name("doc.rania.json")
    store = AnnotationStore(session.document, [said])
    session.others.append(SetLayer(replace(page, path=path), store, "rania", scope="rania"))
    review.is_blind = is_blind
    compare_again(review)
    review.choose(0)
    assert len(review.comparison.sides) == 3
    for _ in range(2):
        heard = [(each.annotator, each.text, each.is_own) for each in Deciding(review).said()]
        assert heard == ([] if review.is_blind else [("rania", "لماذا؟", False)])
        review.is_blind = not review.is_blind


def test_in_a_blind_review_nobody_signs_what_they_say() -> None:
    session = fresh(TEXT)
    review = review_of(session)
    side, unit = review.groups[0].present[0]
    remark = new_remark([unit.id], note="لماذا؟")
    record = {**json.loads(remark.json), "creator": {"type": "Person", "nickname": "Amal bint Salim"}}
    signed = Remark.read(record, json.dumps(record))
    session.others[side].store.apply(Add(signed))
    compare_again(review)
    review.choose(0)
    deciding = Deciding(review)
    [said] = deciding.said()
    assert deciding.author(said) == "Amal bint Salim"
    review.is_blind = True
    [said] = deciding.said()
    assert deciding.author(said) == review.name_of(side) != "Amal bint Salim"
