"""Commands of a reading as people see them: (text before, command, text after), and what is annotated then."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import OWN, THEIRS, add_other, fresh, marked, put, reading, tagged
from strategies import prose

from tui_reader.annotations.anchoring import Orphan, describe
from tui_reader.annotations.changes import Add
from tui_reader.annotations.records.annotation import new_annotation
from tui_reader.annotations.records.targets import Target
from tui_reader.annotations.tagset import parse_tagset
from tui_reader.session.annotating.drawing_links import begin_link, finish_link, unlink
from tui_reader.session.decorations import Layer
from tui_reader.session.entries import Filter
from tui_reader.session.refused import Refused
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.annotations.tagset import RelationType
    from tui_reader.session.reader import ReaderSession

TEXT = "قال الوزير: ارتفعت الأسعار [9] كثيرا. ثم نفى ذلك.\nوقال آخرون: لا."
CLAIM, SOURCE, MARKER = "ارتفعت الأسعار", "الوزير", "[9]"


def kind(session: ReaderSession, name: str) -> RelationType:
    """A kind of link of the tagset."""
    return next(relation for relation in session.tagset.relations if relation.name == name)


def foreign(session: ReaderSession, quote: str, tag: str = "Quote") -> Annotation:
    """An annotation as another annotator would have made it."""
    start = session.document.slice(Span(0, session.document.end)).index(quote)
    span = Span(start, start + len(quote))
    return new_annotation((describe(session.document, span),), source="../seeds/doc.txt", tags=(tag,))


def refused(command: Callable[[], object], words: str) -> None:
    """Sees a command refused with a sentence that holds some words."""
    with pytest.raises(Refused, match=re.escape(words)):
        command()


# Caret and selection


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|قال الوزير", "⟨قال⟩ الوزير"),
        ("قا|ل الوزير", "⟨قال⟩ الوزير"),
        ("قال الو|زير", "قال ⟨الوزير⟩"),
        ("⟨قال⟩ الوزير. نعم", "⟨قال الوزير. ⟩نعم"),
        ("⟨|قال⟩ الوزير. نعم", "⟨قال الوزير. ⟩نعم"),
        ("ق⟨ال ال⟩وزير ذلك", "⟨قال الوزير⟩ ذلك"),
        ("قال Reu|ters ذلك", "قال ⟨Reuters⟩ ذلك"),
    ],
)
def test_growing_a_selection(before: str, after: str) -> None:
    session = reading(before)
    session.grow_selection()
    # White space behind a sentence may or may not be counted to it.
    assert marked(session).replace(" ⟩", "⟩ ") == after.replace(" ⟩", "⟩ ")


def test_a_selection_grows_to_the_paragraph_and_no_further() -> None:
    session = reading("قال الوزير: نع|م. ثم نفى.\nوقال آخرون")
    spans = []
    for _ in range(3):
        session.grow_selection()
        spans.append(session.selection)
    assert marked(session) == "⟨قال الوزير: نعم. ثم نفى.⟩\nوقال آخرون"
    assert all(
        a is not None and b is not None and b.start <= a.start and a.end <= b.end for a, b in itertools.pairwise(spans)
    )
    refused(session.grow_selection, "whole paragraph")
    assert marked(session) == "⟨قال الوزير: نعم. ثم نفى.⟩\nوقال آخرون"


@given(prose, st.data())
def test_growing_always_ends_and_never_leaves_anything_out(text: str, data: st.DataObject) -> None:
    session = reading("|" + text.replace("⟨", "").replace("⟩", "").replace("|", ""))
    session.move(data.draw(st.integers(0, session.document.end)))
    before = session.selection
    for _ in range(5):
        try:
            session.grow_selection()
        except Refused:
            break
        now = session.selection
        assert now is not None
        if before is not None:
            assert now.start <= before.start
            assert before.end <= now.end
        assert now != before
        before = now
    else:
        raise AssertionError("a selection has three sizes at most")


def test_extending_back_to_where_it_began_ends_the_selection() -> None:
    session = reading("قال |الوزير")
    session.move(6, extend=True)
    assert marked(session) == "قال ⟨ال⟩وزير"
    session.move(2, extend=True)
    assert marked(session) == "قا⟨|ل ⟩الوزير"
    session.move(4, extend=True)
    assert marked(session) == "قال |الوزير"


def test_the_caret_begins_on_the_first_letter() -> None:
    text = "\n  \n\t قال"
    assert marked(fresh(text)) == "\n  \n\t |قال"


def test_clear_ends_one_thing_at_a_time() -> None:
    session = reading(f"|{TEXT}")
    claim = tagged(session, CLAIM, "Claim")
    session.start_search("قال")
    put(session, f"⟨قال⟩{TEXT[3:]}")
    begin_link(session, claim.id)
    assert session.clear()
    assert session.link_start is None
    assert session.selection is not None
    assert session.clear()
    assert session.selection is None
    assert session.search is not None
    assert session.clear()
    assert session.search is None
    assert not session.clear()


def test_what_is_copied_is_the_source() -> None:
    session = reading("قال ⟨|Reuters: 12%⟩ نعم")
    assert session.selected_text() == "Reuters: 12%"
    session.clear()
    refused(session.selected_text, "Nothing is selected")


# Annotating


@pytest.mark.parametrize(
    ("before", "quote"),
    [
        ("قال ⟨الوزير⟩: نعم", "الوزير"),
        ("قال⟨ الوزير⟩: نعم", "الوزير"),
        ("قال ⟨|الوزير: ⟩نعم", "الوزير:"),
        ("⟨قال\nالوزير⟩", "قال\nالوزير"),
        ("ال⟨مُ⟩حمد", "مُ"),
    ],
)
def test_tagging_takes_the_selection_without_white_space_at_its_ends(before: str, quote: str) -> None:
    session = reading(before)
    annotation = session.tag_selection("Claim")
    (entry,) = session.entries
    assert entry.quote == quote
    assert session.document.slice(entry.spans[0]) == quote
    assert annotation.tags == ("Claim",)
    assert session.focused == entry
    assert session.selection is None


@given(prose, st.data())
def test_an_annotation_lies_on_what_it_quotes(text: str, data: st.DataObject) -> None:
    session = fresh(text)
    ends = data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))))
    session.move(min(ends))
    session.move(max(ends), extend=True)
    selection = session.selection
    if selection is None or not session.document.slice(selection).strip():
        return
    annotation = session.highlight_selection()
    position = annotation.targets[0].position
    quote = annotation.targets[0].quote
    assert position is not None
    assert quote is not None
    assert quote.exact == session.document.slice(position) == session.document.slice(selection).strip()
    assert [d.span for d in session.decorations(selection) if d.layer is Layer.ANNOTATION] == [position]


def test_annotating_needs_something_to_annotate() -> None:
    session = reading(f"|{TEXT}")
    refused(lambda: session.tag_selection("Claim"), "Nothing is selected")
    put(session, TEXT.replace(" ", "⟨ ⟩", 1))
    refused(session.highlight_selection, "white space")
    assert not session.entries
    refused(session.undo, "Nothing to undo")


def test_the_same_tag_on_the_same_text_is_refused_and_another_is_not() -> None:
    session = reading(f"|{TEXT}")
    tagged(session, CLAIM, "Claim")
    refused(lambda: tagged(session, CLAIM, "Claim"), "tagged Claim already")
    tagged(session, CLAIM, "Quote")
    assert len(session.entries) == 2


def test_the_innermost_annotation_at_the_caret_is_the_one_commands_are_about() -> None:
    session = reading(f"|{TEXT}")
    outer = tagged(session, TEXT[: TEXT.index("\n")], "Quote")
    inner = tagged(session, CLAIM, "Claim")
    session.move(TEXT.index(CLAIM) + 2)
    assert session.focus_id == inner.id
    session.move(0)
    assert session.focus_id == outer.id
    session.move(len(TEXT))
    assert session.focus_id is None


def test_notes_are_written_changed_and_taken_away() -> None:
    session = reading(f"|{TEXT}")
    claim = tagged(session, CLAIM, "Claim")
    session.write_note(claim.id, "  رقم بلا مصدر\nسطر ثان ")
    (entry,) = session.entries
    assert entry.annotation.note == "رقم بلا مصدر\nسطر ثان"
    assert entry.annotation.tags == ("Claim",)
    revision = session.own.store.revision
    session.write_note(claim.id, "رقم بلا مصدر\nسطر ثان")
    assert session.own.store.revision == revision
    session.write_note(claim.id, "")
    assert session.entries[0].annotation.note is None
    assert session.entries[0].annotation.tags == ("Claim",)


def test_retagging_keeps_the_annotation_and_its_note() -> None:
    session = reading(f"|{TEXT}")
    claim = tagged(session, CLAIM, "Claim")
    session.write_note(claim.id, "ملاحظة")
    session.retag(claim.id, "Quote")
    (entry,) = session.entries
    assert (entry.id, entry.annotation.tags, entry.annotation.note) == (claim.id, ("Quote",), "ملاحظة")
    session.retag(claim.id, None)
    assert session.entries[0].annotation.tags == ()
    refused(lambda: session.retag(claim.id, None), "no tag already")


# Undo


def test_undo_takes_back_one_change_after_the_other_and_redo_does_them_again() -> None:
    session = reading(f"|{TEXT}")
    states = [session.own.store.snapshot().records]
    claim = tagged(session, CLAIM, "Claim")
    states.append(session.own.store.snapshot().records)
    for command in (
        lambda: session.write_note(claim.id, "ملاحظة"),
        lambda: session.retag(claim.id, "Quote"),
        lambda: tagged(session, SOURCE, "Source"),
        lambda: session.delete(claim.id),
    ):
        command()
        states.append(session.own.store.snapshot().records)
    for state in states[-2::-1]:
        assert session.undo()
        assert set(session.own.store.snapshot().records) == set(state)
    refused(session.undo, "Nothing to undo")
    for state in states[1:]:
        assert session.redo()
        assert set(session.own.store.snapshot().records) == set(state)
    refused(session.redo, "Nothing to redo")


def test_undoing_many_at_once_goes_to_the_nearest_of_them() -> None:
    text = "واحد اثنان ثلاثة"
    session = reading(f"|{text}")
    with session.own.store.as_one():
        for word in text.split():
            tagged(session, word, "Claim")
    for word in text.split():
        session.move(text.index(word) + 1)
        session.undo()
        assert session.caret == text.index(word)
        session.move(text.index(word) + 1)
        session.redo()
        assert session.caret == text.index(word)


def test_undoing_goes_to_where_it_happens() -> None:
    session = reading(f"|{TEXT}")
    tagged(session, CLAIM, "Claim")
    session.move(len(TEXT))
    assert "Claim" in session.undo()
    assert session.caret == TEXT.index(CLAIM)
    session.move(len(TEXT))
    session.redo()
    assert session.caret == TEXT.index(CLAIM)
    assert session.focused is not None


# Links


def linked() -> tuple[ReaderSession, Annotation, Annotation, Annotation]:
    """A claim that cites a marker and was said by a source."""
    session = reading(f"|{TEXT}")
    claim, source, marker = (
        tagged(session, quote, tag) for quote, tag in ((CLAIM, "Claim"), (SOURCE, "Source"), (MARKER, "Citation"))
    )
    for name, target in (("cites", marker), ("said_by", source)):
        session.focus(claim.id)
        begin_link(session, claim.id)
        session.focus(target.id)
        finish_link(session, kind(session, name))
    return session, claim, source, marker


def test_links_are_seen_from_both_ends() -> None:
    session, claim, source, marker = linked()
    entry = session.entry(claim.id)
    assert entry is not None
    found = {
        (link.relation.name, link.other.id if link.other else None, link.outgoing) for link in session.links.of(entry)
    }
    assert found == {("cites", marker.id, True), ("said_by", source.id, True)}
    other_end = session.entry(marker.id)
    assert other_end is not None
    assert [(link.relation.name, link.outgoing) for link in session.links.of(other_end)] == [("cites", False)]


def test_a_link_finds_the_nearest_fitting_annotation_by_itself() -> None:
    session = reading(f"|{TEXT}")
    claim = tagged(session, CLAIM, "Claim")
    tagged(session, SOURCE, "Source")
    marker = tagged(session, MARKER, "Citation")
    session.focus(claim.id)
    begin_link(session, claim.id)
    relation = finish_link(session, kind(session, "cites"))
    assert (relation.source, relation.target) == (claim.id, marker.id)
    assert session.focus_id == claim.id
    assert session.link_start is None


def test_a_link_drawn_from_its_other_end_goes_the_same_way_and_finds_what_it_stands_beside() -> None:
    session = reading("|الأولى.[1] الثانية.[2]")
    first, second = tagged(session, "الأولى", "Claim"), tagged(session, "الثانية", "Claim")
    markers = [tagged(session, each, "Citation") for each in ("[1]", "[2]")]
    for marker, claim in zip(markers, (first, second), strict=True):
        session.focus(marker.id)
        begin_link(session, marker.id)
        relation = finish_link(session, kind(session, "cites"))
        assert (relation.source, relation.target) == (claim.id, marker.id)
        assert session.focus_id == marker.id


def test_links_that_make_no_sense_are_refused() -> None:
    session, claim, source, marker = linked()
    session.tagset = session.tagset._replace(relations=(kind(session, "cites"),))
    refused(lambda: begin_link(session, source.id), "no link for this tag")
    begin_link(session, claim.id)
    session.focus(source.id)
    refused(lambda: finish_link(session, kind(session, "cites")), "cannot join Claim and Source")
    session.focus(marker.id)
    refused(lambda: finish_link(session, kind(session, "cites")), "already")
    session.clear()
    refused(lambda: finish_link(session, kind(session, "cites")), "No link has been begun")
    assert len(session.own.store.relations) == 2


def test_deleting_takes_links_along_and_undo_brings_all_back_at_once() -> None:
    session, claim, source, marker = linked()
    before = set(session.own.store.snapshot().records)
    session.delete(claim.id)
    assert {entry.id for entry in session.entries} == {source.id, marker.id}
    assert session.own.store.relations == []
    session.undo()
    assert set(session.own.store.snapshot().records) == before
    session.redo()
    session.undo()
    assert set(session.own.store.snapshot().records) == before


def test_unlinking_removes_links_and_nothing_else() -> None:
    session, claim, _, marker = linked()
    assert unlink(session, claim.id) == 2
    assert len(session.entries) == 3
    refused(lambda: unlink(session, marker.id), "no links")
    session.undo()
    assert len(session.own.store.relations) == 2


def test_deleting_the_start_of_a_link_that_is_being_drawn_ends_it() -> None:
    session = reading(f"|{TEXT}")
    claim = tagged(session, CLAIM, "Claim")
    begin_link(session, claim.id)
    session.delete(claim.id)
    assert session.link_start is None


# Others


def test_what_others_made_is_shown_and_cannot_be_changed() -> None:
    session = reading(f"|{TEXT}")
    own = tagged(session, CLAIM, "Claim")
    theirs = foreign(session, SOURCE)
    other = add_other(session, theirs)
    assert [entry.layer.annotator for entry in session.entries] == [THEIRS, OWN]
    for command in (
        lambda: session.delete(other.scoped(theirs.id)),
        lambda: session.retag(other.scoped(theirs.id), "Claim"),
        lambda: session.write_note(other.scoped(theirs.id), "ملاحظة"),
        lambda: begin_link(session, other.scoped(theirs.id)),
        lambda: unlink(session, other.scoped(theirs.id)),
    ):
        refused(command, f"{THEIRS}'s")
    begin_link(session, own.id)
    session.focus(other.scoped(theirs.id))
    refused(lambda: finish_link(session, kind(session, "said_by")), f"{THEIRS}'s")
    assert other.store.revision == 0
    session.show_others(False)
    assert [entry.id for entry in session.entries] == [own.id]
    assert session.at(TEXT.index(SOURCE)) == []


def test_the_same_text_may_be_tagged_like_another_annotator_did() -> None:
    session = reading(f"|{TEXT}")
    add_other(session, foreign(session, CLAIM, "Claim"))
    tagged(session, CLAIM, "Claim")
    assert len(session.entries) == 2


def test_a_set_that_is_only_read_refuses_every_change() -> None:
    session = reading(f"|{TEXT}")
    claim = tagged(session, CLAIM, "Claim")
    session.own.read_only_because = "the disk is full of dates"
    put(session, f"⟨قال⟩{TEXT[3:]}")
    for command in (
        lambda: session.tag_selection("Claim"),
        session.highlight_selection,
        lambda: session.note_selection("ملاحظة"),
        lambda: session.delete(claim.id),
        lambda: session.retag(claim.id, "Quote"),
        lambda: session.write_note(claim.id, "ملاحظة"),
    ):
        refused(command, "full of dates")
    assert len(session.own.store) == 1


# From annotation to annotation, and filters


def test_going_from_annotation_to_annotation_in_the_order_of_the_text() -> None:
    session, claim, source, marker = linked()
    session.move(0)
    order = [source.id, claim.id, marker.id]
    visited = []
    for _ in order:
        session.focus_next()
        visited.append(session.focus_id)
    assert visited == order
    refused(session.focus_next, "after this one")
    for expected in order[-2::-1]:
        session.focus_previous()
        assert session.focus_id == expected
    refused(session.focus_previous, "before this one")


def test_two_annotations_on_one_place_are_both_visited() -> None:
    session = reading(f"|{TEXT}")
    one, two = tagged(session, CLAIM, "Claim"), tagged(session, CLAIM, "Quote")
    session.move(0)
    session.focus_next()
    first = session.focus_id
    session.focus_next()
    assert {first, session.focus_id} == {one.id, two.id}


def test_a_filter_lists_what_has_the_tag_and_the_words_however_they_are_spelt() -> None:
    session, claim, source, marker = linked()
    session.write_note(marker.id, "رَقْم")
    for by, expected in (
        (Filter.of(tag="Claim"), [claim.id]),
        (Filter.of(text="اسعار"), [claim.id]),
        (Filter.of(text="رقم"), [marker.id]),
        (Filter.of(text="source"), [source.id]),
        (Filter.of(tag="Claim", text="رقم"), []),
        (Filter.of(tag=""), []),
        (Filter.of(text="  "), [source.id, claim.id, marker.id]),
    ):
        session.filter = by
        assert [entry.id for entry in session.listed] == expected
    session.filter = Filter.of(tag="Claim")
    session.move(0)
    session.focus_next()
    refused(session.focus_next, "after this one")


def test_a_filter_by_tag_follows_the_tagset() -> None:
    session, claim, source, _ = linked()
    session.filter = Filter.of(tag="Claim")
    assert [entry.id for entry in session.listed] == [claim.id]
    below = [tag._replace(parent="Claim") if tag.name == "Source" else tag for tag in session.tagset.tags]
    session.tagset = session.tagset._replace(tags=tuple(below))
    assert [entry.id for entry in session.listed] == [source.id, claim.id]


@pytest.mark.parametrize("name", ["urn:a\nb", "\n", "", "urn:a\0b", f"urn:a\n{THEIRS}", f"urn:a\0{THEIRS}", "\0"])
def test_an_id_may_hold_anything(name: str) -> None:
    session = reading(f"|{TEXT}")
    theirs = replace(foreign(session, MARKER, "Citation"), id=name)
    add_other(session, theirs)
    tagged(session, SOURCE, "Source")
    assert [entry.annotation.tags for entry in session.entries] == [("Source",), ("Citation",)]
    session.focus(session.entries[1].id)
    assert session.focused is not None
    assert session.focused.annotation == theirs
    for number, entry in enumerate(session.entries):
        assert session.entry(entry.id) == entry
        assert session.entries.rank(entry.id) == number


def test_what_lost_its_place_is_listed_last_and_kept() -> None:
    session = reading(f"|{TEXT}")
    lost = foreign(reading("|نص قديم لم يبق"), "قديم", "Claim")
    other = add_other(session, lost, foreign(session, MARKER, "Citation"))
    tagged(session, SOURCE, "Source")
    assert [entry.quote for entry in session.entries] == [SOURCE, MARKER, "قديم"]
    entry = session.entries[-1]
    assert isinstance(entry.placed, Orphan)
    assert (entry.start, entry.spans) == (None, ())
    session.move(5)
    session.focus(other.scoped(lost.id))
    assert session.caret == 5
    assert lost in other.store.snapshot().records


# Search


def found(session: ReaderSession, needle: str) -> Span | None:
    """The hit that a finished search has gone to."""
    search = session.start_search(needle)
    assert search is not None
    assert list(search.run())
    return session.show_first_hit()


def hit_beside(session: ReaderSession, *, forward: bool = True) -> Span | None:
    """Goes to the next hit or the one before, however long that is looked for."""
    return session.go_to_hit(next(filter(None, session.look_for_hit(forward=forward)), None))


def test_searching_goes_to_the_first_hit_behind_the_caret_and_round() -> None:
    session = reading("نعم قال. ق|ال وقالت. نعم")
    assert found(session, "قال") is not None
    assert marked(session) == "نعم قال. قال و|قالت. نعم"
    hit_beside(session)
    assert marked(session) == "نعم |قال. قال وقالت. نعم"
    hit_beside(session, forward=False)
    assert marked(session) == "نعم قال. قال و|قالت. نعم"
    hits = [
        d.span for d in session.decorations(Span(0, session.document.end)) if d.layer in (Layer.HIT, Layer.CURRENT_HIT)
    ]
    assert [session.document.slice(span) for span in hits] == ["قال"] * 3


def test_what_is_not_there_leaves_the_caret_alone() -> None:
    session = reading("نعم ق|ال")
    assert found(session, "zebra") is None
    assert hit_beside(session) is None
    assert marked(session) == "نعم ق|ال"
    session.start_search("")
    refused(lambda: session.look_for_hit(forward=True), "Nothing is being searched")


def test_percent_and_back() -> None:
    session = reading("|" + "سطر من نص\n" * 100)
    assert session.percent == 0
    for percent in (0, 25, 50, 99):
        session.move(session.offset_at_percent(percent))
        assert abs(session.percent - percent) <= 1
    session.move(session.document.end)
    assert session.percent == 100


def test_what_is_too_much_to_annotate_or_copy_is_refused() -> None:
    session = reading("|" + "كلمة " * 250_000)
    session.select(Span(0, session.document.end))
    refused(session.selected_text, "Too much")
    refused(lambda: session.tag_selection("Claim"), "Too much")
    assert session.selected_length == session.document.end


def test_a_note_that_was_begun_on_what_has_changed_meanwhile_does_not_write_over_it() -> None:
    session = reading("|قال الوزير: ارتفعت الأسعار\n")
    claim = tagged(session, "الوزير", "Claim")
    session.write_note(claim.id, "theirs")
    session.write_note(claim.id, "mine", claim)
    assert sorted(entry.annotation.note or "" for entry in session.entries) == ["mine", "theirs"]
    # What was done beside the note stays, and so does the note.
    quote = tagged(session, "الأسعار", "Quote")
    session.retag(quote.id, "Source")
    session.write_note(quote.id, "note", quote)
    about = [entry.annotation for entry in session.entries if entry.quote == "الأسعار"]
    assert ("Source",) in {annotation.tags for annotation in about}
    assert "note" in {annotation.note for annotation in about}


def test_a_note_that_was_begun_on_what_has_gone_brings_it_back() -> None:
    session = reading("|قال الوزير: ارتفعت الأسعار\n")
    claim = tagged(session, "الوزير", "Claim")
    session.delete(claim.id)
    session.write_note(claim.id, "note", claim)
    entry = session.entry(claim.id)
    assert entry is not None and (entry.annotation.tags, entry.annotation.note) == (("Claim",), "note")
    session.undo()
    assert not session.entries


def test_a_change_is_told_of_once_however_often_other_sets_have_come() -> None:
    session = reading("قال ⟨الوزير⟩ نعم")
    told: list[object] = []
    session.subscribe(told.append)
    for _ in range(3):
        session.take_sets(session.own, [], session.list_entries([session.own]))
    session.tag_selection("Source")
    assert len(told) == 1


def test_what_is_about_the_whole_document_is_listed_first_and_gone_through_like_the_others() -> None:
    session = reading("|قال الوزير: نعم. وقال آخرون: لا.")
    source = session.own.annotations.source_iri
    first, second = sorted(
        (new_annotation((Target(),), source=source, tags=("Claim",)) for _ in range(2)), key=lambda a: a.id
    )
    for annotation in (second, first):
        session.own.store.apply(Add(annotation))
    on_text = tagged(session, "الوزير", "Source")
    assert [entry.id for entry in session.entries] == [first.id, second.id, on_text.id]
    assert session.entries.placed_count == 3 and not session.own.store.unsettled
    session.focus(on_text.id)
    caret = session.caret
    gone_to = []
    for _ in range(2):
        session.focus_previous()
        gone_to.append(session.focus_id)
    assert gone_to == [second.id, first.id] and session.caret == caret
    refused(session.focus_previous, "No annotation before")
    for name in (second.id, on_text.id):
        session.focus_next()
        assert session.focus_id == name
    session.filter = Filter.of("Claim")
    assert [entry.id for entry in session.listed] == [first.id, second.id]
    entry = session.entry(first.id)
    assert entry is not None and entry.start is None and not entry.is_unsettled
    assert (entry.quote, entry.title) == ("", "the whole document")


def test_what_is_about_the_whole_document_is_retagged_noted_linked_deleted_and_brought_back() -> None:
    session = reading("|قال الوزير: نعم. وقال آخرون: لا.")
    whole = new_annotation((Target(),), source=session.own.annotations.source_iri, tags=("Claim",))
    session.own.store.apply(Add(whole))
    other = tagged(session, "نعم", "Citation")
    session.retag(whole.id, "Quote")
    session.write_note(whole.id, "كله")
    begin_link(session, whole.id)
    session.focus(other.id)
    finish_link(session, kind(session, "cites"))
    session.focus(whole.id)
    begin_link(session, whole.id)
    refused(lambda: finish_link(session, kind(session, "said_by")), "Go to the other end of said by")
    session.delete(whole.id)
    assert [entry.id for entry in session.entries] == [other.id]
    assert session.undo() == "added Quote on the whole document and 1 more"
    for _ in range(3):
        session.undo()
    assert session.own.store.on_document == [whole]


def test_a_point_is_gone_to_lies_inside_others_and_is_copied_by_nobody() -> None:
    session = reading("|قال الوزير: نعم. وقال آخرون: لا.")
    around = tagged(session, "الوزير", "Source")
    place = session.caret
    point = new_annotation((describe(session.document, Span(place, place)),), source="doc.txt", tags=("Issue",))
    session.own.store.apply(Add(point))
    session.move(0)
    session.focus_next()
    assert (session.focus_id, session.caret) == (point.id, place)
    session.focus_next()
    assert (session.focus_id, session.caret) == (around.id, place)
    assert [entry.id for entry in session.at(place)] == [point.id, around.id]
    session.focus(point.id)
    refused(session.selected_text, "Nothing is selected")
    seen = [d for d in session.decorations(Span(0, session.document.end)) if d.layer is Layer.POINT]
    assert [(d.span, d.name) for d in seen] == [(Span(place, place + 1), "Issue")]


BELOW = """name = "tree"
version = 1

[[tag]]
name = "Claim"

[[tag]]
name = "Numerical"
parent = "Claim"

[[tag]]
name = "Source"

[[relation]]
name = "said_by"
from = ["Claim"]
to = ["Source"]
"""


def test_a_tag_stands_for_those_below_it_in_filters_and_links() -> None:
    session = reading(f"|{TEXT}")
    tagset, _ = parse_tagset(BELOW, Path("tagset.toml"))
    assert tagset is not None
    session.tagset = tagset
    source, claim = tagged(session, SOURCE, "Source"), tagged(session, CLAIM, "Numerical")
    assert session.tags_in_use == ["Claim", "Numerical", "Source"]
    for tag, listed in (("Claim", [claim.id]), ("Numerical", [claim.id]), ("Source", [source.id])):
        session.filter = Filter.of(tag)
        assert [entry.id for entry in session.listed] == listed
    session.retag(claim.id, "Claim")
    session.filter = Filter.of("Numerical")
    assert list(session.listed) == []
    session.undo()
    assert [entry.id for entry in session.listed] == [claim.id]
    begin_link(session, claim.id)
    assert finish_link(session, kind(session, "said_by")).target == source.id
    session.undo()
    begin_link(session, source.id)
    assert finish_link(session, kind(session, "said_by")).source == claim.id
