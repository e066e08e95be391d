"""What is suggested where, what becomes of it, and that nothing that was decided is asked again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import fresh, sought, tagged

from tui_reader.annotations.changes import Add
from tui_reader.annotations.records.annotation import new_suggestion
from tui_reader.annotations.records.suggested import Decision
from tui_reader.annotations.store import AnnotationStore
from tui_reader.recognition.found import Found, Join, Recognised
from tui_reader.recognition.recognisers import recognise
from tui_reader.session.suggestions.accepting import Accepting
from tui_reader.session.suggestions.suggesting import Suggestion, Suggestions
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.session.reader import ReaderSession

MARKER, QUOTED, SAID = re.compile(r"\[\d+\]"), re.compile("«([^»]*)»"), re.compile(r"(قال) (\w+): ")
TEXT = "قال الوزير: «ارتفعت الأسعار».[9][10]\nثم قال المدير: «هبطت الأسعار».[9]\nلا شيء هنا\nخاتمة [9]"


def toy(text: str) -> Recognised:
    """Markers, quotations, and who says them right before."""
    found = [Found((Span(*m.span()),), "Citation", "markers", 0.9, {"ref": m[0][1:-1]}) for m in MARKER.finditer(text)]
    joins = []
    for quote in QUOTED.finditer(text):
        if not quote[1]:
            continue
        number = len(found)
        found.append(Found((Span(*quote.span(1)),), "Quote", "quotes", 0.8))
        said = next((m for m in SAID.finditer(text) if m.end() == quote.start()), None)
        if said is not None:
            found.append(Found((Span(*said.span(1)),), "Cue", "says", 0.7))
            found.append(Found((Span(*said.span(2)),), "Source", "says", 0.6))
            joins += [Join("signalled_by", number, number + 1), Join("said_by", number, number + 2)]
    return Recognised(tuple(found), tuple(joins))


def suggesting(text: str = TEXT) -> tuple[ReaderSession, Suggestions, Accepting]:
    session = fresh(text)
    suggestions = Suggestions(session, toy)
    session.suggestions = suggestions
    return session, suggestions, Accepting(session, suggestions)


def all_of(session: ReaderSession, suggestions: Suggestions) -> list[Suggestion]:
    return suggestions.overlapping(Span(0, session.document.end))


def words(session: ReaderSession, suggestion: Suggestion) -> str:
    return " … ".join(session.document.slice(span) for span in suggestion.spans)


def listed(session: ReaderSession, suggestions: Suggestions) -> list[tuple[str, str]]:
    return [(each.tag, words(session, each)) for each in all_of(session, suggestions)]


def state(store: AnnotationStore) -> list[str]:
    return sorted(record.json for record in store.snapshot().records)


def again(session: ReaderSession, text: str | None = None) -> tuple[ReaderSession, Suggestions, Accepting]:
    """A reading of the set on another day, perhaps of another text."""
    other, suggestions, accepting = suggesting(TEXT if text is None else text)
    records = session.own.store.snapshot().records
    other.own.store = AnnotationStore(other.document, records, source_unchanged=text is None)
    return other, suggestions, accepting


def test_a_quotation_and_who_spoke_before_it_are_partners_from_both_sides() -> None:
    session = fresh("قال الوزير إن الأمر صعب.\n\nوأضاف: «لكنه انتهى».\nوقيل: «قريبا».")
    suggestions = Suggestions(session, lambda text: recognise(text, ["quotations", "attributions"]))
    by_words = {words(session, each): each for each in all_of(session, suggestions)}
    quote, source, rumour = by_words["لكنه انتهى"], by_words["الوزير"], by_words["قريبا"]

    def told(of: Suggestion) -> set[tuple[str, bool, str]]:
        partners = suggestions.partners(of)
        return {(each.relation, each.is_source, words(session, each.other)) for each in partners}

    assert ("said_by", True, "الوزير") in told(quote)
    assert told(source) == {("said_by", False, "لكنه انتهى")}
    assert not any(relation == "said_by" for relation, _, _ in told(rumour))


def test_suggestions_come_in_the_order_of_the_text_and_only_with_tags_there_are() -> None:
    session, suggestions, _ = suggesting()
    assert listed(session, suggestions) == [
        ("Cue", "قال"),
        ("Source", "الوزير"),
        ("Quote", "ارتفعت الأسعار"),
        ("Citation", "[9]"),
        ("Citation", "[10]"),
        ("Cue", "قال"),
        ("Source", "المدير"),
        ("Quote", "هبطت الأسعار"),
        ("Citation", "[9]"),
        ("Citation", "[9]"),
    ]
    tags = tuple(tag for tag in session.tagset.tags if tag.name != "Cue")
    session.tagset = session.tagset._replace(tags=tags)
    assert "Cue" not in {tag for tag, _ in listed(session, Suggestions(session, toy))}
    assert {tag for tag, _ in listed(session, Suggestions(session, toy, least=0.85))} == {"Citation"}


def test_a_tag_that_comes_into_the_tagset_is_suggested_and_one_that_goes_is_not() -> None:
    session, suggestions, _ = suggesting()
    whole = session.tagset
    there = all_of(session, suggestions)
    session.tagset = whole._replace(tags=tuple(tag for tag in whole.tags if tag.name != "Cue"))
    assert all_of(session, suggestions) == [each for each in there if each.tag != "Cue"] != there
    session.move(there[0].extent.start)
    assert (there[0].tag, suggestions.here()) == ("Cue", None)
    session.tagset = whole
    assert all_of(session, suggestions) == there
    assert suggestions.here() == there[0]


def test_tags_that_are_off_are_suggested_by_whom_somebody_has_declared() -> None:
    def found(_: str) -> Recognised:
        origins = ("quantities", "places", "names")
        return Recognised(tuple(Found((Span(n, n + 2),), "Entity", origin, 0.9) for n, origin in enumerate(origins)))

    session = fresh("باريس مدينة")
    offered = all_of(session, Suggestions(session, found, all_tags=False))
    assert {each.origin for each in offered} == {"places", "names"}
    asked = all_of(session, Suggestions(session, found))
    assert "quantities" in {each.origin for each in asked}


def test_one_goes_from_suggestion_to_suggestion_over_paragraphs_without() -> None:
    session, suggestions, _ = suggesting()
    everything = all_of(session, suggestions)
    session.move(0)
    gone = [suggestions.here()]
    while (following := sought(suggestions.look_forward(gone[-1].key if gone[-1] else None))) is not None:
        suggestions.go_to(following)
        gone.append(suggestions.here())
    assert gone == everything
    back = [gone[-1]]
    while (before := sought(suggestions.look_back(back[-1].key if back[-1] else None))) is not None:
        suggestions.go_to(before)
        back.append(suggestions.here())
    assert back == everything[::-1]


def test_what_is_annotated_already_is_not_suggested() -> None:
    session, suggestions, _ = suggesting()
    count = len(all_of(session, suggestions))
    tagged(session, "«ارتفعت الأسعار»", "Quote")
    assert len(all_of(session, suggestions)) == count - 1, "nearly the same place is the same"
    tagged(session, "[10]", "Claim")
    assert len(all_of(session, suggestions)) == count - 1, "another tag says another thing"
    session.undo()
    session.undo()
    assert len(all_of(session, suggestions)) == count


def test_a_quote_is_accepted_with_its_speaker_its_verb_and_the_links_in_one_change() -> None:
    session, suggestions, accepting = suggesting()
    before = state(session.own.store)
    quote = next(each for each in all_of(session, suggestions) if each.tag == "Quote")
    made = accepting.accept([quote])
    assert [annotation.tags for annotation in made] == [("Quote",), ("Cue",), ("Source",)]
    assert {(r.name, r.source, r.target) for r in session.own.store.relations} == {
        ("signalled_by", made[0].id, made[1].id),
        ("said_by", made[0].id, made[2].id),
    }
    said = [annotation.suggested for annotation in made]
    assert [(each.origin, each.score, each.decision) for each in said if each] == [
        ("quotes", 0.8, Decision.ACCEPTED),
        ("says", 0.7, Decision.ACCEPTED),
        ("says", 0.6, Decision.ACCEPTED),
    ]
    session.undo()
    assert state(session.own.store) == before
    assert quote in all_of(session, suggestions)


def test_the_link_comes_with_whichever_end_is_accepted_last() -> None:
    session, suggestions, accepting = suggesting()
    source = next(each for each in all_of(session, suggestions) if each.tag == "Source")
    (speaker,) = accepting.accept([source])
    assert not session.own.store.relations
    quote = next(each for each in all_of(session, suggestions) if each.tag == "Quote")
    made = accepting.accept([quote])
    assert [annotation.tags for annotation in made] == [("Quote",), ("Cue",)]
    assert ("said_by", made[0].id, speaker.id) in {(r.name, r.source, r.target) for r in session.own.store.relations}


def test_another_tag_is_written_down_as_a_change_and_takes_along_what_it_may() -> None:
    session, suggestions, accepting = suggesting()
    quote = next(each for each in all_of(session, suggestions) if each.tag == "Quote")
    made = accepting.change(quote, "Claim")
    assert [annotation.tags for annotation in made] == [("Claim",), ("Cue",), ("Source",)]
    assert made[0].suggested is not None
    assert (made[0].suggested.decision, made[0].suggested.tag) == (Decision.CHANGED, "Quote")
    assert ("Quote", "ارتفعت الأسعار") not in listed(session, suggestions)
    markers = [each for each in all_of(session, suggestions) if each.tag == "Citation"]
    (evidence,) = accepting.change(markers[0], "Evidence")
    assert evidence.attributes == {}, "what was answered about a citation is no answer about evidence"
    (citation,) = accepting.accept(markers[1:2])
    assert citation.attributes == {"ref": "10"}


def test_what_was_accepted_and_tagged_otherwise_later_is_not_suggested_again() -> None:
    session, suggestions, accepting = suggesting()
    quote = next(each for each in all_of(session, suggestions) if each.tag == "Quote")
    made = accepting.accept([quote])
    session.retag(made[0].id, "Claim")
    assert ("Quote", "ارتفعت الأسعار") not in listed(session, suggestions)


def test_a_narrower_tag_answers_a_suggestion() -> None:
    session, suggestions, _ = suggesting()
    source = session.tagset.tag("Source")
    assert source is not None
    minister = source._replace(name="Minister", parent="Source")
    session.tagset = session.tagset._replace(tags=(*session.tagset.tags, minister))
    tagged(session, "الوزير", "Minister")
    assert ("Source", "الوزير") not in listed(session, suggestions)


def test_alike_are_the_same_words_with_the_same_tag_however_they_are_spelt() -> None:
    session, suggestions, accepting = suggesting(TEXT + "\nزيد [٩] و[99]")
    marker = next(each for each in all_of(session, suggestions) if each.tag == "Citation")
    alike = [each for each in suggestions.alike(marker) if each is not None]
    assert [words(session, each) for each in alike] == ["[9]", "[9]", "[9]", "[٩]"]
    accepting.reject(alike)
    assert session.undo().startswith("suggested")
    assert alike[0] in all_of(session, suggestions)


def test_what_was_rejected_never_comes_back() -> None:
    session, suggestions, accepting = suggesting()
    rejected = [each for each in all_of(session, suggestions) if each.tag != "Quote"]
    accepting.reject(rejected)
    left = [("Quote", "ارتفعت الأسعار"), ("Quote", "هبطت الأسعار")]
    assert listed(session, suggestions) == left
    assert session.own.store.annotation_count == 0
    other, after, _ = again(session)
    assert listed(other, after) == left
    moved, elsewhere, _ = again(session, "مقدمة جديدة طويلة جدا\n" + TEXT.replace("ثم", "وبعد ذلك"))
    assert listed(moved, elsewhere) == left


def test_nothing_is_suggested_while_the_set_is_being_read() -> None:
    session, suggestions, _ = suggesting()
    session.own.is_to_come = True
    assert all_of(session, suggestions) == []


def pending(session: ReaderSession, quote: str, tag: str) -> Annotation:
    start = TEXT.index(quote)
    span = Span(start, start + len(quote))
    record = new_suggestion(
        (session.described(span),), source=session.own.annotations.source_iri, tag=tag, origin="model", score=0.5
    )
    session.own.store.take_in(Add(record))
    return record


def test_what_waits_in_the_set_is_suggested_once_and_keeps_its_record() -> None:
    session, suggestions, accepting = suggesting()
    count = len(all_of(session, suggestions))
    record = pending(session, "[10]", "Citation")
    person = pending(session, "لا شيء", "Claim")
    assert len(all_of(session, suggestions)) == count + 1
    here = next(each for each in all_of(session, suggestions) if each.record == record)
    assert here.origin == "model"
    (accepted,) = accepting.accept([here])
    assert accepted.id == record.id and not accepted.is_suggestion
    accepting.reject([each for each in all_of(session, suggestions) if each.record == person])
    assert session.own.store.get(person.id).is_rejected_suggestion  # type: ignore[union-attr]
    session.undo()
    session.undo()
    assert {record, person} <= {each.record for each in all_of(session, suggestions)}


@given(st.data())
def test_decisions_lose_nothing_and_say_nothing_twice(data: st.DataObject) -> None:
    session, suggestions, accepting = suggesting()
    rejected: set[tuple[int, int, str]] = set()
    before = [state(session.own.store)]
    for _ in range(data.draw(st.integers(1, 8))):
        waiting = all_of(session, suggestions)
        if not waiting:
            break
        chosen = data.draw(st.lists(st.sampled_from(waiting), min_size=1, max_size=3, unique_by=lambda s: s.key))
        match data.draw(st.sampled_from(["accept", "reject", "change"])):
            case "accept":
                accepting.accept(chosen)
            case "reject":
                accepting.reject(chosen)
                rejected |= {each.key for each in chosen}
            case "change":
                accepting.change(chosen[0], data.draw(st.sampled_from([t.name for t in session.tagset.tags])))
        now = {each.key for each in all_of(session, suggestions)}
        assert not now & {each.key for each in chosen[:1]}
        assert not now & rejected
        before.append(state(session.own.store))
    annotations = [(a.tags, p.spans) for a, p in session.own.store.annotations]
    assert len(annotations) == len(set(annotations))
    ends = [(r.name, r.source, r.target) for r in session.own.store.relations]
    assert len(ends) == len(set(ends))
    other, after, _ = again(session)
    assert listed(other, after) == listed(session, suggestions)
    while len(before) > 1:
        assert state(session.own.store) == before.pop()
        session.undo()
    assert state(session.own.store) == before[0]


@pytest.mark.parametrize("length", [3000, 9000, 20000])
def test_a_long_paragraph_is_looked_at_in_cells_that_tell_the_same(length: int) -> None:
    sentence = "قال الوزير: «ارتفعت الأسعار كثيرا».[9] "
    text = (sentence * (length // len(sentence) + 1))[:length]
    session, suggestions, _ = suggesting(text)
    expected = sorted((f.spans[0].start, f.spans[0].end, f.tag) for f in toy(text).found)
    assert [each.key for each in all_of(session, suggestions)] == expected
    middle = Span(length // 2, length // 2 + 50)
    assert [each.key for each in suggestions.overlapping(middle)] == [
        key for key in expected if Span(*key[:2]).overlaps(middle)
    ]
    session.move(length)
    found, key = [], None
    while (before := sought(suggestions.look_back(key))) is not None:
        found.append(before.key)
        key = before.key
    assert found == expected[::-1]


def test_a_page_shows_them_and_none_of_a_document_without_words() -> None:
    session, suggestions, _ = suggesting("\n\n \n")
    assert all_of(session, suggestions) == [] and suggestions.here() is None
    assert sought(suggestions.look_forward()) is None
