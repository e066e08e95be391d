from __future__ import annotations

import json
from typing import Any

import pytest
from annotation_cases import CLAIM, FIRST_MARKER, annotate, clock
from hypothesis import given
from hypothesis import strategies as st
from merge_cases import rewritten
from plain_document import SPEC_TEXT, PlainDocument

from tui_reader.annotations.anchoring import describe, reanchored
from tui_reader.annotations.changes import Add, Batch, Update
from tui_reader.annotations.records.annotation import Annotation, new_suggestion
from tui_reader.annotations.records.record import count_records, read_record
from tui_reader.annotations.records.relation import new_relation
from tui_reader.annotations.records.suggested import Decision, Suggested
from tui_reader.annotations.store import AnnotationStore
from tui_reader.annotations.suggested_before import is_decided, is_suggested
from tui_reader.text.span import Span

DOCUMENT = PlainDocument(SPEC_TEXT)
PENDING = new_suggestion(
    [describe(DOCUMENT, CLAIM)],
    source="doc.txt",
    tag="Quote",
    origin="quotations",
    score=0.9,
    attributes={"quote_type": "direct"},
    now=clock(),
    new_id=lambda: "urn:uuid:s1",
)
MARKER = describe(DOCUMENT, FIRST_MARKER)


def members(annotation: Annotation) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(annotation.json)
    return record


def test_a_suggestion_says_by_whom_it_is_and_is_no_annotation() -> None:
    record = members(PENDING)
    assert record["motivation"] == "tui:suggesting"
    assert record["tui:suggested"] == {"origin": "quotations", "score": 0.9}
    assert PENDING.is_suggestion and not PENDING.is_rejected_suggestion
    assert PENDING.tags == ("Quote",) and PENDING.attributes == {"quote_type": "direct"}
    assert read_record(record, PENDING.json) == PENDING


def test_who_accepts_it_has_an_annotation_that_remembers() -> None:
    accepted = PENDING.accepted(now=clock(5))
    record = members(accepted)
    assert record["motivation"] == "tagging" and not accepted.is_suggestion
    assert record["tui:suggested"] == {"origin": "quotations", "score": 0.9, "decision": "accepted"}
    same = ("modified", "motivation", "tui:suggested")
    assert {k: v for k, v in record.items() if k not in same} == {
        k: v for k, v in members(PENDING).items() if k not in same
    }


def test_who_gives_it_another_tag_later_has_that_on_record_too() -> None:
    accepted = PENDING.accepted(now=clock(5))
    claim = accepted.retagged(["Claim"], now=clock(6))
    assert claim.tags == ("Claim",)
    assert claim.suggested == Suggested("quotations", 0.9, Decision.CHANGED, "Quote")
    bare = claim.retagged([], now=clock(7))
    assert bare.motivation == "highlighting" and bare.suggested == claim.suggested
    again = bare.retagged(["Quote"], now=clock(8))
    assert again.suggested == accepted.suggested and again.tags == accepted.tags
    # What was suggested is not asked again, whatever became of it.
    store = AnnotationStore(DOCUMENT, [claim])
    assert is_decided(store, "Quote", [CLAIM]) and not is_decided(store, "Source", [CLAIM])
    # Who has moved it too has both on record; what is only suggested says what it suggests now.
    moved = accepted.with_fragments([MARKER], [[0]], now=clock(6)).retagged(["Claim"], now=clock(7))
    assert moved.suggested == Suggested("quotations", 0.9, Decision.CHANGED, "Quote", (CLAIM,))
    assert PENDING.retagged(["Claim"], now=clock(6)).suggested == PENDING.suggested


def test_who_accepts_it_with_another_tag_or_place_has_both_on_record() -> None:
    retagged = PENDING.changed_to(["Claim"])
    assert retagged.tags == ("Claim",)
    assert retagged.suggested == Suggested("quotations", 0.9, Decision.CHANGED, "Quote")
    moved = PENDING.changed_to(targets=[MARKER])
    assert moved.tags == ("Quote",) and moved.targets == (MARKER,)
    assert moved.suggested == Suggested("quotations", 0.9, Decision.CHANGED, None, (CLAIM,))
    both = PENDING.changed_to(["Claim"], [MARKER])
    assert both.suggested == Suggested("quotations", 0.9, Decision.CHANGED, "Quote", (CLAIM,))
    nothing = PENDING.changed_to(["Quote"], PENDING.targets)
    assert nothing.suggested == Suggested("quotations", 0.9, Decision.ACCEPTED)


def test_who_says_no_is_remembered_too() -> None:
    rejected = PENDING.rejected_suggestion()
    assert rejected.is_suggestion and rejected.is_rejected_suggestion
    assert members(rejected)["motivation"] == "tui:suggesting"
    assert PENDING.accepted().rejected_suggestion().is_rejected_suggestion
    assert rejected.accepted().motivation == "tagging"


@given(st.lists(st.sampled_from(["accept", "retag", "move", "reject", "note", "untag"]), max_size=6))
def test_whatever_is_decided_no_key_of_others_is_lost(acts: list[str]) -> None:
    foreign = rewritten(
        PENDING,
        **{
            "ex:k": [1],
            "motivation": ["tui:suggesting", "assessing"],
            "tui:suggested": {"origin": "q", "ex:model": {"a": None}, "score": 1},
        },
    )
    assert isinstance(foreign, Annotation) and foreign.is_suggestion
    current = foreign
    for act in acts:
        match act:
            case "accept":
                current = current.accepted()
            case "retag":
                current = current.changed_to(["Claim"])
            case "move":
                current = current.changed_to(targets=[MARKER])
            case "reject":
                current = current.rejected_suggestion()
            case "note":
                current = current.with_note("تعليق")
            case "untag":
                current = current.with_tags([])
        record = members(current)
        assert record["ex:k"] == [1] and record["tui:suggested"]["ex:model"] == {"a": None}
        assert "assessing" in record["motivation"]
        assert current.suggested is not None and current.suggested.origin == "q"
        is_annotation = current.suggested.is_annotation
        assert current.is_suggestion is not is_annotation
        assert read_record(record, current.json) == current


@pytest.mark.parametrize("member", [5, [], {}, {"origin": 1}, {"origin": ""}, {"origin": "q", "decision": [1]}])
def test_what_is_not_understood_is_a_suggestion_by_nobody(member: Any) -> None:
    odd = rewritten(PENDING, **{"tui:suggested": member})
    assert isinstance(odd, Annotation)
    assert odd.is_suggestion and odd.suggested is None and not odd.is_rejected_suggestion
    assert odd.accepted().is_suggestion is False and odd.rejected_suggestion().is_suggestion


def test_suggestions_are_not_counted_nor_links_that_need_one() -> None:
    claim = annotate(DOCUMENT, CLAIM, name="urn:uuid:claim", tags=["Claim"])
    link = new_relation("said_by", claim.id, PENDING.id, suggested=Suggested("attributions"))
    assert count_records([claim, PENDING, link]) == (1, 0)
    assert count_records([claim, PENDING.accepted(), link]) == (2, 1)
    store = AnnotationStore(DOCUMENT, [claim, PENDING, link])
    assert store.annotation_count == 1 and store.suggestion_count == 1
    assert store.relations == store.relations_of(claim.id) == [] and store.ties_of(claim.id) == [link]
    store.apply(Batch((Update(PENDING, PENDING.accepted()), Update(link, link.accepted()))))
    assert store.annotation_count == 2 and store.suggestion_count == 0
    (joined,) = store.relations_of(claim.id)
    assert joined.suggested == Suggested("attributions", None, Decision.ACCEPTED)
    store.undo()
    assert store.suggestions_overlapping(CLAIM) == [PENDING] and store.overlapping(CLAIM) == [claim]


def test_nobody_is_asked_twice() -> None:
    store = AnnotationStore(DOCUMENT)
    assert not is_decided(store, "Quote", [CLAIM]) and not is_suggested(store, "Quote", [CLAIM])
    store.apply(Add(PENDING))
    assert is_suggested(store, "Quote", [CLAIM]) and not is_decided(store, "Quote", [CLAIM])
    assert not is_suggested(store, "Claim", [CLAIM])
    for decided in (PENDING.accepted(), PENDING.rejected_suggestion(), PENDING.changed_to(["Claim"])):
        store.apply(Update(PENDING, decided))
        assert is_decided(store, "Quote", [CLAIM]) and not is_suggested(store, "Quote", [CLAIM])
        assert not is_decided(store, "Source", [CLAIM])
        store.undo()


def test_what_is_tagged_nearly_so_is_decided_and_what_was_rejected_only_just_so() -> None:
    nearly = Span(CLAIM.start + 1, CLAIM.end)
    inside = Span(CLAIM.start, CLAIM.start + 3)
    tagged = AnnotationStore(DOCUMENT, [PENDING.accepted()])
    assert is_decided(tagged, "Quote", [nearly]) and not is_decided(tagged, "Quote", [inside])
    rejected = AnnotationStore(DOCUMENT, [PENDING.rejected_suggestion()])
    assert is_decided(rejected, "Quote", [CLAIM]) and not is_decided(rejected, "Quote", [nearly])


def test_a_suggestion_is_found_again_without_a_mark_and_settled_by_who_accepts_it() -> None:
    edited = PlainDocument("خبر: " + SPEC_TEXT)
    store = AnnotationStore(edited, [PENDING], source_unchanged=False)
    assert not store.unsettled and store.has_moved_suggestions
    ((_, placed),) = store.suggestions
    assert placed.spans == (CLAIM.shifted(5),)
    again = reanchored(PENDING, edited, placed)
    assert again.mark is None and again.targets[0].position == CLAIM.shifted(5)
    accepted = PENDING.accepted([describe(edited, placed.spans[0])])
    store.apply(Update(PENDING, accepted))
    assert not store.unsettled and store.annotations[0][1].spans == (CLAIM.shifted(5),)
