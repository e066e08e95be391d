"""Parts that are added to annotations and taken out of them."""

from __future__ import annotations

import itertools
import json
import os
from typing import Any

import pytest
from changed_source import CHANGED, LOST, NEW, OLD, named, over
from hypothesis import assume, given
from hypothesis import strategies as st
from readings import OWN, SOURCE, add_other, document_of, fresh, layer, put, reading, tagged

from tui_reader.annotations.changes import Add, Update
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.record import read_record
from tui_reader.annotations.records.relation import new_relation
from tui_reader.annotations.store import AnnotationStore
from tui_reader.annotations.strict_json import decode, encode
from tui_reader.annotations.tagset import default_tagset
from tui_reader.documents.byte_text import ByteText, coding_of
from tui_reader.documents.in_file import FileDocument
from tui_reader.session.annotating.adjusting import Adjusting, Step
from tui_reader.session.annotating.fragments import add_selection, in_hand, take_out
from tui_reader.session.decorations import Layer
from tui_reader.session.layers import SetLayer
from tui_reader.session.page import Page
from tui_reader.session.reader import ReaderSession
from tui_reader.session.refused import Refused
from tui_reader.session.settling.confirming import Confirming
from tui_reader.text.span import Span

TEXT = "قال الوزير، وهو غاضب، إن الأسعار ارتفعت. ثم خرج مسرعا\nولم يعد إلى مكتبه بعد ذلك."


def quotes(annotation: Annotation) -> list[str]:
    return [target.quote.exact for target in annotation.targets if target.quote]


def select(session: ReaderSession, text: str) -> None:
    start = session.document.slice(Span(0, session.document.end)).index(text)
    session.move(start)
    session.move(start + len(text), extend=True)


def add(session: ReaderSession, text: str) -> Annotation:
    select(session, text)
    return add_selection(session)


def cut(session: ReaderSession, text: str) -> Annotation:
    select(session, text)
    return take_out(session)


def record(session: ReaderSession, name: str) -> dict[str, Any]:
    item = session.own.store.get(name)
    assert item is not None
    found: dict[str, Any] = json.loads(item.json)
    return found


def test_a_selection_elsewhere_becomes_a_part_of_what_was_worked_on_last() -> None:
    session = fresh(TEXT)
    tagged(session, "مكتبه", "Entity")
    quote = tagged(session, "الأسعار ارتفعت", "Quote")
    changed = add(session, "الوزير")
    assert changed.id == quote.id
    assert quotes(changed) == ["الوزير", "الأسعار ارتفعت"]
    assert session.focus_id == quote.id
    # The caret stays where the person was.
    assert session.caret == TEXT.index("الوزير")
    assert quotes(add(session, "مسرعا")) == ["الوزير", "الأسعار ارتفعت", "مسرعا"]


def test_what_is_chosen_counts_more_than_what_the_caret_has_passed() -> None:
    session = fresh(TEXT)
    chosen = tagged(session, "الوزير", "Source")
    tagged(session, "الأسعار", "Claim")
    session.focus(chosen.id)
    session.move(TEXT.index("الأسعار"))
    assert session.focus_id != chosen.id
    assert add(session, "مسرعا").id == chosen.id


def test_who_has_chosen_nothing_means_the_annotation_the_caret_was_on() -> None:
    made = fresh(TEXT)
    annotation = tagged(made, "الوزير", "Source")
    session = fresh(TEXT)
    session.own.store.apply(Add(annotation))
    session.move(TEXT.index("الوزير"))
    assert add(session, "مسرعا").id == annotation.id


def test_a_selection_drawn_out_of_an_annotation_makes_that_one_longer() -> None:
    session = fresh(TEXT)
    drawn = tagged(session, "وهو غاضب", "Claim")
    tagged(session, "مسرعا", "Claim")
    session.move(TEXT.index("غاضب") + 1)
    session.move(TEXT.index("، إن") + 4, extend=True)
    entry = in_hand(session)
    assert entry is not None
    assert entry.id == drawn.id
    assert quotes(add_selection(session)) == ["وهو غاضب، إن"]


def test_what_touches_or_is_parted_by_a_blank_alone_is_one() -> None:
    session = fresh(TEXT)
    tagged(session, "الأسعار", "Claim")
    assert quotes(add(session, "ارتفعت")) == ["الأسعار ارتفعت"]
    assert quotes(add(session, "إن الأس")) == ["إن الأسعار ارتفعت"]
    # In another paragraph it is another part.
    assert quotes(add(session, "مسرعا")) == ["إن الأسعار ارتفعت", "مسرعا"]
    assert quotes(add(session, "ولم")) == ["إن الأسعار ارتفعت", "مسرعا", "ولم"]


def test_a_hole_is_cut_and_closed_again() -> None:
    session = fresh(TEXT)
    tagged(session, "الوزير، وهو غاضب، إن الأسعار ارتفعت", "Quote")
    assert quotes(cut(session, "، وهو غاضب، ")) == ["الوزير", "إن الأسعار ارتفعت"]
    assert quotes(cut(session, "ارتفعت")) == ["الوزير", "إن الأسعار"]
    assert quotes(add(session, "، وهو غاضب،")) == ["الوزير، وهو غاضب، إن الأسعار"]


def test_the_part_at_the_caret_is_taken_out_but_not_the_last_one() -> None:
    session = fresh(TEXT)
    tagged(session, "الوزير", "Source")
    add(session, "مسرعا")
    session.move(TEXT.index("الوزير") + 2)
    assert quotes(take_out(session)) == ["مسرعا"]
    session.move(TEXT.index("مسرعا") + 1)
    with pytest.raises(Refused, match="deletes the annotation"):
        take_out(session)
    with pytest.raises(Refused, match="deletes the annotation"):
        cut(session, "خرج مسرعا")


def test_nothing_is_done_twice_or_without_a_selection() -> None:
    session = fresh(TEXT)
    with pytest.raises(Refused):
        add_selection(session)
    select(session, "الوزير")
    with pytest.raises(Refused, match="Go to the annotation"):
        add_selection(session)
    tagged(session, "الوزير", "Source")
    with pytest.raises(Refused, match="already"):
        add(session, "وزير")
    with pytest.raises(Refused):
        cut(session, "مسرعا")
    assert len(session.own.store) == 1


def test_a_hole_is_cut_into_the_inner_one_unless_the_outer_one_is_in_hand() -> None:
    session = fresh(TEXT)
    outer = tagged(session, "الوزير، وهو غاضب، إن الأسعار ارتفعت", "Quote")
    inner = tagged(session, "وهو غاضب، إن", "Claim")
    assert cut(session, "غاضب").id == inner.id
    session.undo()
    session.focus(outer.id)
    assert cut(session, "غاضب").id == outer.id


def test_somebody_elses_annotation_keeps_its_parts() -> None:
    there = fresh(TEXT)
    session = fresh(TEXT)
    other = add_other(session, tagged(there, "الوزير", "Source"))
    session.focus(session.entries[0].id)
    for change in (add_selection, take_out):
        select(session, "الوزير، وهو")
        with pytest.raises(Refused, match="badria"):
            change(session)
    assert len(other.store) == 1


def test_what_is_not_certainly_in_its_place_is_settled_first() -> None:
    made = fresh(OLD)
    session = over(NEW, [tagged(made, quote, "Claim") for quote in (CHANGED, LOST)], made)
    for quote, words in ((CHANGED, "confirms where it is"), (LOST, "lost")):
        session.focus(named(session, quote))
        with pytest.raises(Refused, match=words):
            add(session, "خاتمة المقال")


def test_all_parts_of_the_annotation_one_is_at_are_painted_as_such() -> None:
    session = fresh(TEXT)
    tagged(session, "الوزير", "Source")

    def marked() -> list[str]:
        whole = Span(0, session.document.end)
        found = [d.span for d in session.decorations(whole) if d.layer is Layer.FRAGMENT]
        return [session.document.slice(span) for span in found]

    assert marked() == []
    add(session, "مسرعا")
    assert marked() == ["الوزير", "مسرعا"]
    session.move(0)
    assert marked() == []


@given(st.lists(st.sampled_from(["الوزير", "وهو غاضب", "الأسعار ارتفعت", "مسرعا", "بعد ذلك"]), min_size=1, unique=True))
def test_of_every_part_something_is_listed(parts: list[str]) -> None:
    session = fresh(TEXT)
    tagged(session, parts[0], "Quote")
    for part in parts[1:]:
        add(session, part)
    (entry,) = session.entries
    assert entry.quote_in(1000) == entry.quote
    words = entry.quote_in(20).split(" … ")
    assert len(words) == len(parts)
    for word, whole in zip(words, entry.quote.split(" … "), strict=True):
        assert whole.startswith(word.removesuffix("…"))
        assert word not in ("", "…")


def test_what_others_have_written_stays_with_its_part() -> None:
    session = fresh(TEXT)
    annotation = tagged(session, "الوزير", "Source")
    citation = tagged(session, "بعد", "Citation")
    session.own.store.apply(Add(new_relation("cites", annotation.id, citation.id)))
    member = decode(annotation.json)
    member["x:mine"] = {"a": [1, 2.50]}
    member["target"] |= {"id": "urn:x:1", "styleClass": "red", "state": {"type": "TimeState"}}
    member["target"]["selector"].append({"type": "XPathSelector", "value": "/p[1]"})
    del member["target"]["selector"][0]["prefix"]
    line = encode(member)
    marked = read_record(decode(line), line)
    assert isinstance(marked, Annotation)
    session.own.store.apply(Update(annotation, marked))
    before = record(session, annotation.id)
    links = session.own.store.relations_of(annotation.id)
    session.focus(annotation.id)
    after = decode(add(session, "الأسعار").json)
    # The part that was there is as it was spelt; the new one is of the same source.
    assert after["target"][0] == before["target"]
    assert after["target"][1].keys() == {"source", "selector"}
    assert after["target"][1]["source"] == before["target"]["source"]
    assert {key: after[key] for key in after if key not in ("target", "modified")} == {
        key: before[key] for key in before if key not in ("target", "modified")
    }
    # A part that is cut in two has it on both sides, but for what names it.
    first, second, third = decode(cut(session, "وز").json)["target"]
    assert "id" not in second
    for one in (first, second):
        assert (one["styleClass"], one["state"]) == ("red", {"type": "TimeState"})
        assert one["selector"][2] == {"type": "XPathSelector", "value": "/p[1]"}
    assert third == after["target"][1]
    # Both grow together again: nothing is lost.
    merged = decode(add(session, "الوزير").json)["target"][0]
    assert (merged["id"], merged["styleClass"]) == ("urn:x:1", "red")
    assert session.own.store.relations_of(annotation.id) == links
    for _ in range(3):
        session.undo()
    assert record(session, annotation.id) == before


def test_a_part_that_is_put_before_another_takes_nothing_from_it() -> None:
    session = fresh(TEXT)
    annotation = tagged(session, "الأسعار", "Claim")
    member = decode(annotation.json)
    member["target"]["styleClass"] = "red"
    line = encode(member)
    session.own.store.apply(Update(annotation, marked := read_record(decode(line), line)))
    session.focus(marked.id)
    first, second = decode(add(session, "الوزير").json)["target"]
    assert "styleClass" not in first
    assert second == member["target"]


def test_what_was_suggested_says_where_as_soon_as_it_is_elsewhere() -> None:
    session = fresh(TEXT)
    annotation = tagged(session, "الأسعار", "Claim")
    member = decode(annotation.json)
    member["tui:suggested"] = {"origin": "x", "score": 0.5, "decision": "accepted"}
    line = encode(member)
    session.own.store.apply(Update(annotation, suggested := read_record(decode(line), line)))
    session.focus(suggested.id)
    start = TEXT.index("الأسعار")
    said = {"origin": "x", "score": 0.5, "decision": "changed", "spans": [[start, start + 7]]}
    for text in ("مسرعا", "الوزير"):
        assert decode(add(session, text).json)["tui:suggested"] == said
    assert decode(cut(session, "الأسعار").json)["tui:suggested"] == said


def test_in_a_large_file_parts_are_those_that_were_selected() -> None:
    text = "قال الوزير كلاما كثيرا\n\nثم نفى ذلك كله اليوم\nوانتهى الأمر\n"
    descriptor, coding = os.memfd_create("document"), coding_of("utf-8")
    os.write(descriptor, text.encode())
    assert coding is not None
    document = FileDocument(SOURCE, ByteText(descriptor, coding, 0))
    assert document.count()
    own = SetLayer(layer(document_of(text), OWN).annotations, AnnotationStore(document), OWN)
    session = ReaderSession(document, Page(document, 40), own, [], default_tagset())

    def choose(first: str, last: str) -> None:
        places = [text.index(first), text.index(last) + len(last)]
        session.move(document.offset_of(places[0]))
        session.move(document.offset_of(places[1]), extend=True)

    choose("كثيرا", "اليوم")
    assert quotes(session.tag_selection("Claim")) == ["كثيرا\n\nثم نفى ذلك كله اليوم"]
    choose("كثيرا\n", "ثم")
    assert quotes(take_out(session)) == ["نفى ذلك كله اليوم"]
    choose("الوزير", "كلاما")
    assert quotes(add_selection(session)) == ["الوزير كلاما", "نفى ذلك كله اليوم"]
    entry = session.focused
    assert entry is not None
    adjusting = Adjusting(session, entry)
    for _ in range(3):
        adjusting.move(Step.WORD, forward=True)
    adjusting.keep()
    (found,) = session.entries
    assert [document.slice(span) for span in found.spans] == ["الوزير كلاما كثيرا\n\nثم نفى ذلك كله اليوم"]


def test_an_annotation_is_put_on_the_selection_with_all_that_is_linked_to_it() -> None:
    session = fresh(TEXT)
    annotation = tagged(session, "الأسعار", "Claim")
    session.write_note(annotation.id, "ملاحظة")
    add(session, "مسرعا")
    before = record(session, annotation.id)
    select(session, "وهو غاضب")
    Confirming(session).attach(annotation.id)
    after = record(session, annotation.id)
    assert [target["selector"][0]["exact"] for target in after["target"]] == ["وهو غاضب"]
    assert "tui:earlier" not in after
    for key in ("id", "created", "body", "type", "motivation"):
        assert after[key] == before[key]
    session.undo()
    assert record(session, annotation.id) == before


arabic = st.lists(
    st.sampled_from(["قال", "لأنَّ", "الآراء", "١٢٪", "«نعم»", "[9]", "NATO", "\u200f", "و", "،", "\n", "😀", "مُتَبايِنة"]),
    min_size=3,
    max_size=14,
).map(" ".join)
steps = st.lists(st.tuples(st.booleans(), st.integers(0, 80), st.integers(0, 80)), min_size=1, max_size=10)


@given(arabic, steps)
def test_parts_hold_what_was_added_and_not_taken_out(text: str, done: list[tuple[bool, int, int]]) -> None:
    session = fresh(text)
    letters = [place for place, letter in enumerate(text) if not letter.isspace()]
    assume(letters)
    session.move(letters[0])
    session.move(session.page.after_cluster(letters[0]), extend=True)
    annotation = session.tag_selection("Claim")
    before = record(session, annotation.id)
    held = {place for span in session.entries[0].spans for place in range(*span)}
    changes = 0
    for is_added, one, other in done:
        session.move(one)
        session.move(other, extend=True)
        here = [span for span in session.entries[0].spans if span.contains(session.caret)]
        selection = session.selection or next(iter(here), Span(0, 0))
        session.in_hand = annotation.id
        try:
            entry = in_hand(session)
            assert entry is not None
            assert entry.id == annotation.id
            (add_selection if is_added else take_out)(session)
        except Refused:
            continue
        changes += 1
        chosen = set(range(*selection))
        held = held | chosen if is_added else held - chosen
        spans = session.entries[0].spans
        covered = {place for span in spans for place in range(*span)}
        # White space is not counted: nobody means it.
        assert {place for place in covered if place in set(letters)} == held & set(letters)
        assert all(one.end < other.start for one, other in itertools.pairwise(spans))
        for span in spans:
            words = session.document.stripped(span)
            assert words is not None
            assert session.page.snapped_span(*words) == span
        after = record(session, annotation.id)
        assert {k: v for k, v in after.items() if k not in ("target", "modified")} == {
            k: v for k, v in before.items() if k not in ("target", "modified")
        }
    for _ in range(changes):
        session.undo()
    assert record(session, annotation.id) == before


def test_over_paragraphs_nothing_is_lost_in_a_text_with_marks() -> None:
    session = reading("قال ⟨الوزير\n\nثم⟩ خرج")
    session.tag_selection("Claim")
    put(session, "قال الوزير⟨\n\n⟩ثم خرج")
    with pytest.raises(Refused, match="white space"):
        take_out(session)
    put(session, "قال الوز⟨ير\n\nث⟩م خرج")
    assert quotes(take_out(session)) == ["الوز", "م"]
