from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from readings import OWN, document_of, fresh

from tui_reader import language
from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.merging import merge
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.records.conflict_marks import ConflictKind
from tui_reader.annotations.records.relation import new_relation
from tui_reader.annotations.settling import Settlement
from tui_reader.annotations.store import AnnotationStore
from tui_reader.session.decorations import Layer
from tui_reader.session.refused import Refused
from tui_reader.session.settling.conflicts import Conflicts, answers, conflict_words, heading, version_words
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.annotations.records.record import Record
    from tui_reader.session.reader import ReaderSession

TEXT = "قال الوزير إن الأسعار ارتفعت بنسبة كبيرة هذا العام"
FIRST, SECOND, THIRD = Span(0, 3), Span(4, 10), Span(14, 21)


def annotation(span: Span, name: str, tag: str = "Claim") -> Annotation:
    target = describe(document_of(TEXT), span)
    return new_annotation((target,), source="doc.txt", tags=(tag,), new_id=lambda: f"urn:{name}")


A, B, C = annotation(FIRST, "a"), annotation(SECOND, "b"), annotation(THIRD, "c")


def reading(base: Sequence[Record], mine: Sequence[Record], theirs: Sequence[Record]) -> ReaderSession:
    """A reading whose set was merged from these."""
    session = fresh(TEXT)
    sets = [session.own.annotations.with_records(records) for records in (base, mine, theirs)]
    merged = merge(*sets)
    own = replace(session.own, store=AnnotationStore(session.document, merged.set.records))
    session.take_sets(own, [], session.list_entries([own]))
    session.move(0)
    return session


def two_conflicts() -> ReaderSession:
    """The first was edited on both sides, the third deleted on mine."""
    return reading([A, B, C], [A.with_note("لي"), B], [A.with_note("لهم").with_tags(["Quote"]), B, C.with_note("باق")])


def test_conflicts_are_gone_through_in_the_order_of_the_text_and_from_the_last_to_the_first() -> None:
    session = two_conflicts()
    conflicts = Conflicts(session)
    first = conflicts.next()
    assert first.original is not None and first.original.id == A.id and first.marked.id != A.id
    session.focus(first.entry.id if first.entry else "")
    second = conflicts.next(first.marked.id)
    assert second.marked.id == C.id and second.original is None
    session.focus(C.id)
    assert conflicts.next(second.marked.id) == first
    session.move(SECOND.start)
    assert conflicts.next(first.marked.id).marked.id == C.id, "who has gone elsewhere goes on from there"


def test_what_the_versions_say_stands_side_by_side_and_what_differs_is_known() -> None:
    session = two_conflicts()
    conflict = Conflicts(session).next()
    original, copy = Conflicts(session).versions(conflict)
    assert [said.name for said in original] == [said.name for said in copy] == ["Text", "Tag", "Note"]
    assert [said.differs for said in original] == [False, True, True]
    assert [said.value for said in copy][1:] == ["Claim", "لي"] and original[2].value == "لهم"
    assert "changed twice" in heading(conflict)
    assert version_words(conflict, conflict.marked).startswith("second version · ")
    assert OWN in version_words(conflict, conflict.marked)


def test_an_attribute_only_one_version_has_is_shown_as_missing_in_the_other() -> None:
    session = reading([A], [A.with_attributes({"verdict": "refuted", "many": ["x", "y"]})], [A.with_note("ب")])
    original, copy = Conflicts(session).versions(Conflicts(session).next())
    values = {
        one.name.strip("\u2068\u2069"): (one.value, other.value) for one, other in zip(original, copy, strict=True)
    }
    assert values["Verdict"][0] == "" and "refuted" in values["Verdict"][1]
    # Nobody asks for this: it is shown as it is, and that it is odd.
    assert values["many"] == ("", "\u2068x\u2069, \u2068y\u2069 (?)")


def test_attributes_that_are_called_the_same_stay_apart_and_answers_have_their_names() -> None:
    mine = A.with_tags(("Claim", "Entity")).with_attributes({"claim_type": ["causal"], "entity_type": "person"})
    session = reading([A], [mine], [A.with_note("ب")])
    language.use("ar")
    _, copy = Conflicts(session).versions(Conflicts(session).next())
    values = [(said.name, said.value, said.differs) for said in copy if "النوع" in said.name]
    assert [(value.strip("\u2068\u2069"), differs) for _, value, differs in values] == [("سببي", True), ("شخص", True)]


def test_the_list_and_the_text_show_both_versions_and_what_was_deleted() -> None:
    session = two_conflicts()
    words = {entry.annotation.id: conflict_words(entry) for entry in session.entries}
    assert words.pop(A.id) == "conflict: version 1 of 2" and words.pop(B.id) == ""
    assert words.pop(C.id) == "conflict: deleted elsewhere"
    assert list(words.values()) == ["conflict: version 2 of 2"]
    painted = {d.span for d in session.decorations(Span(0, len(TEXT))) if d.layer is Layer.CONFLICT}
    assert painted == {FIRST, THIRD}


@pytest.mark.parametrize("settlement", [Settlement.COPY, Settlement.ORIGINAL, Settlement.BOTH])
def test_settling_shows_what_stays_and_can_be_undone(settlement: Settlement) -> None:
    session = two_conflicts()
    told: list[set[str]] = []
    session.subscribe(lambda change: told.append({entry.id for entry in session.entries}))
    conflicts = Conflicts(session)
    assert conflicts.words == "2 conflicts"
    conflict = conflicts.next()
    conflicts.settle(conflict, settlement)
    assert conflicts.words == "1 conflict" and len(told) == 1
    assert session.focused is not None and conflict_words(session.focused) == ""
    assert len(session.entries) == (4 if settlement is Settlement.BOTH else 3)
    session.undo()
    assert conflicts.words == "2 conflicts" and conflicts.next() == conflict


def test_when_all_is_settled_nothing_is_in_conflict() -> None:
    session = two_conflicts()
    conflicts = Conflicts(session)
    conflicts.settle(conflicts.next(), Settlement.ORIGINAL)
    conflicts.settle(conflicts.next(), Settlement.DELETE)
    assert conflicts.words == "" and C.id not in session.own.store
    with pytest.raises(Refused, match="Nothing is in conflict"):
        conflicts.next()
    assert not [d for d in session.decorations(Span(0, len(TEXT))) if d.layer is Layer.CONFLICT]


def test_what_changed_while_the_question_stood_is_not_settled() -> None:
    session = two_conflicts()
    conflicts = Conflicts(session)
    conflict = conflicts.next()
    session.write_note(A.id, "غيره")
    with pytest.raises(Refused, match="look at it again"):
        conflicts.settle(conflict, Settlement.ORIGINAL)


def test_a_set_that_is_only_read_is_not_settled() -> None:
    session = two_conflicts()
    session.own.read_only_because = "why not"
    with pytest.raises(Refused, match="for reading only"):
        Conflicts(session).next()


def test_a_link_in_conflict_is_seen_at_the_annotation_it_goes_out_from() -> None:
    link = new_relation("cites", A.id, B.id, new_id=lambda: "urn:link")
    session = reading([A, B, link], [A, B, link.with_name("restates")], [A, B, link.with_name("said_by")])
    conflict = Conflicts(session).next()
    assert conflict.entry is not None and conflict.entry.id == A.id
    original, copy = Conflicts(session).versions(conflict)
    assert original[0].differs and not original[1].differs and len(copy) == 3
    Conflicts(session).settle(conflict, Settlement.COPY)
    assert [relation.name for relation in session.own.store.relations] == ["restates"]


def test_every_way_to_settle_has_a_key_of_its_own() -> None:
    session = two_conflicts()
    edited = Conflicts(session).next()
    assert [way for way, _ in answers(edited).values()] == [Settlement.ORIGINAL, Settlement.COPY, Settlement.BOTH]
    Conflicts(session).settle(edited, Settlement.BOTH)
    deleted = Conflicts(session).next()
    assert deleted.marked.conflict is not None and deleted.marked.conflict.kind is ConflictKind.DELETED
    assert list(answers(deleted)) == ["1", "2"]
    assert OWN in heading(deleted)
