"""Annotations whose ends are moved, and that are moved as a whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from readings import OWN, document_of, fresh, layer, tagged, texts

from tui_reader.annotations.changes import Add
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.records.relation import new_relation
from tui_reader.annotations.records.targets import Target, TextQuote
from tui_reader.annotations.store import AnnotationStore
from tui_reader.annotations.tagset import default_tagset
from tui_reader.documents.files import read_document
from tui_reader.session.annotating.adjusting import Adjusting, Part, Step
from tui_reader.session.annotating.fragments import add_selection
from tui_reader.session.decorations import Layer
from tui_reader.session.layers import SetLayer
from tui_reader.session.page import Page
from tui_reader.session.reader import ReaderSession
from tui_reader.session.refused import NotYet, Refused
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "قال الوزير إن «الأسعار ارتفعت بنسبة ١٢٪ هذا العام». ثم نفى ذلك كله.\nوخرج مسرعا."


def begin(session: ReaderSession) -> Adjusting:
    entry = session.focused
    assert entry is not None
    session.adjusting = Adjusting(session, entry)
    return session.adjusting


def words(session: ReaderSession) -> list[str]:
    assert session.adjusting is not None
    return [session.document.slice(span) for span in session.adjusting.spans]


def quotes(session: ReaderSession) -> list[str]:
    return [session.document.slice(span) for span in session.entries[0].spans]


def record(session: ReaderSession, name: str) -> dict[str, Any]:
    item = session.own.store.get(name)
    assert item is not None
    found: dict[str, Any] = json.loads(item.json)
    return found


def on(text: str, quote: str) -> tuple[ReaderSession, Annotation, Adjusting]:
    session = fresh(text)
    annotation = tagged(session, quote, "Claim")
    return session, annotation, begin(session)


def test_an_end_goes_from_word_to_word_without_the_blank_behind_it() -> None:
    session, _, adjusting = on(TEXT, "الأسعار ارتفعت")
    seen = []
    for forward in (True, True, False, False, False):
        adjusting.move(Step.WORD, forward=forward)
        seen += words(session)
    assert seen == [
        "الأسعار ارتفعت بنسبة",
        "الأسعار ارتفعت بنسبة ١٢٪",
        "الأسعار ارتفعت بنسبة",
        "الأسعار ارتفعت",
        "الأسعار",
    ]
    with pytest.raises(Refused, match="deletes the annotation"):
        adjusting.move(Step.WORD, forward=False)
    assert words(session) == ["الأسعار"]


def test_a_beginning_goes_from_word_to_word() -> None:
    session, _, adjusting = on(TEXT, "الأسعار ارتفعت")
    adjusting.change_part(forward=True)
    assert adjusting.part is Part.START
    seen = []
    for forward in (True, False, False, False, False):
        adjusting.move(Step.WORD, forward=forward)
        seen += words(session)
    last = "قال الوزير إن «الأسعار ارتفعت"
    assert seen == ["ارتفعت", "الأسعار ارتفعت", "إن «الأسعار ارتفعت", "الوزير إن «الأسعار ارتفعت", last]
    with pytest.raises(Refused, match="no further"):
        adjusting.move(Step.WORD, forward=False)


def test_letters_and_sentences() -> None:
    session, _, adjusting = on(TEXT, "الأسعار")
    adjusting.move(Step.LETTER, forward=False)
    assert words(session) == ["الأسعا"]
    for _ in range(2):
        adjusting.move(Step.LETTER, forward=True)
    assert words(session) == ["الأسعار ا"]
    adjusting.move(Step.SENTENCE, forward=True)
    assert words(session) == ["الأسعار ارتفعت بنسبة ١٢٪ هذا العام»."]
    adjusting.move(Step.SENTENCE, forward=True)
    assert words(session) == ["الأسعار ارتفعت بنسبة ١٢٪ هذا العام». ثم نفى ذلك كله."]
    adjusting.move(Step.SENTENCE, forward=True)
    assert words(session) == [TEXT[TEXT.index("الأسعار") :]]
    adjusting.move(Step.SENTENCE, forward=False)
    assert words(session) == ["الأسعار ارتفعت بنسبة ١٢٪ هذا العام». ثم نفى ذلك كله."]
    adjusting.change_part(forward=False)
    adjusting.move(Step.SENTENCE, forward=True)
    assert words(session) == ["ثم نفى ذلك كله."]


def test_all_of_it_moves_by_as_many_words_as_it_has() -> None:
    session, _, adjusting = on(TEXT, "الأسعار ارتفعت")
    adjusting.move_whole()
    seen = []
    for forward in (True, True, False, False, False):
        adjusting.move(Step.WORD, forward=forward)
        seen += words(session)
    assert seen == ["ارتفعت بنسبة", "بنسبة ١٢٪", "ارتفعت بنسبة", "الأسعار ارتفعت", "إن «الأسعار"]


@pytest.mark.parametrize(
    ("text", "quote", "right", "after"),
    [
        ("قال الوزير كلاما", "الوزير", False, "الوزير كلاما"),
        ("the minister said so", "minister", True, "minister said"),
        # Through words of the other direction it does not turn round.
        ("قال NATO Reuters كلاما", "قال", False, "قال NATO Reuters كلاما"),
    ],
)
def test_a_side_of_the_screen_is_on_or_back_as_the_paragraph_runs(
    text: str, quote: str, right: bool, after: str
) -> None:
    session, _, adjusting = on(text, quote)
    for _ in range(20):
        if words(session) == [after]:
            break
        adjusting.go(Step.LETTER, right=right)
    assert words(session) == [after]
    while words(session) != [quote]:
        adjusting.go(Step.WORD, right=not right)


def test_what_is_kept_is_one_change_that_can_be_taken_back() -> None:
    session = fresh(TEXT)
    annotation = tagged(session, "الأسعار", "Claim")
    other = tagged(session, "الوزير", "Source")
    session.own.store.apply(Add(new_relation("said_by", annotation.id, other.id)))
    session.write_note(annotation.id, "ملاحظة")
    before, links = record(session, annotation.id), session.own.store.relations_of(annotation.id)
    session.focus(annotation.id)
    adjusting = begin(session)
    adjusting.move(Step.WORD, forward=True)
    adjusting.change_part(forward=False)
    adjusting.move(Step.WORD, forward=False)
    assert record(session, annotation.id) == before
    adjusting.keep()
    after = record(session, annotation.id)
    assert after["target"]["selector"][0]["exact"] == "إن «الأسعار ارتفعت"
    changed = {key for key in after if after[key] != before[key]}
    assert changed <= {"target", "modified"}
    assert session.own.store.relations_of(annotation.id) == links
    assert session.focus_id == annotation.id
    assert "changed the text of" in session.undo()
    assert record(session, annotation.id) == before
    session.redo()
    assert record(session, annotation.id) == after


def test_who_gives_up_is_where_they_were() -> None:
    session = fresh(TEXT)
    tagged(session, "الأسعار ارتفعت", "Claim")
    session.move(TEXT.index("ارتفعت"))
    before, caret = session.own.store.snapshot(), session.caret
    adjusting = begin(session)
    adjusting.move(Step.WORD, forward=True)
    assert session.caret != caret
    adjusting.give_up()
    assert (session.own.store.snapshot(), session.caret) == (before, caret)


def test_the_preview_is_painted_in_place_of_the_annotation() -> None:
    session, _, adjusting = on(TEXT, "الأسعار")
    adjusting.move(Step.WORD, forward=True)

    def painted(layer: Layer) -> list[str]:
        whole = Span(0, session.document.end)
        return [session.document.slice(d.span) for d in session.decorations(whole) if d.layer is layer]

    assert painted(Layer.ANNOTATION) == ["الأسعار ارتفعت"]
    assert painted(Layer.EDGE) == ["ت"]
    adjusting.change_part(forward=True)
    assert painted(Layer.EDGE) == ["ا"]
    session.adjusting = None
    assert painted(Layer.ANNOTATION) == ["الأسعار"]


def test_of_several_parts_the_one_at_the_caret_moves_and_tab_goes_to_the_others() -> None:
    session = fresh(TEXT)
    tagged(session, "الوزير", "Quote")
    session.move(TEXT.index("ارتفعت"))
    session.move(TEXT.index("ارتفعت") + 6, extend=True)
    add_selection(session)
    session.move(TEXT.index("ارتفعت"))
    adjusting = begin(session)
    adjusting.move(Step.WORD, forward=True)
    assert words(session) == ["الوزير", "ارتفعت بنسبة"]
    adjusting.change_part(forward=True)
    assert adjusting.part is Part.START
    adjusting.change_part(forward=True)
    adjusting.move(Step.WORD, forward=True)
    assert words(session) == ["الوزير إن", "ارتفعت بنسبة"]
    # What touches is one.
    for _ in range(2):
        adjusting.move(Step.WORD, forward=True)
    assert words(session) == ["الوزير إن «الأسعار ارتفعت بنسبة"]
    adjusting.keep()
    assert quotes(session) == ["الوزير إن «الأسعار ارتفعت بنسبة"]


def test_a_point_is_moved_and_stays_a_point() -> None:
    session = fresh(TEXT)
    start = TEXT.index("الأسعار")
    target = Target(TextQuote("", TEXT[start - 9 : start], TEXT[start : start + 9]), Span(start, start))
    point = new_annotation([target], source=session.own.annotations.source_iri, tags=["Issue"])
    session.own.store.apply(Add(point))
    session.focus(point.id)
    adjusting = begin(session)
    adjusting.change_part(forward=True)
    assert adjusting.part is Part.WHOLE
    adjusting.move(Step.WORD, forward=True)
    adjusting.keep()
    assert session.entries[0].spans == (Span(TEXT.index("ارتفعت"), TEXT.index("ارتفعت")),)


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_the_nearest_end_is_pulled_to_what_is_pointed_at(first: int, last: int) -> None:
    session, _, adjusting = on(TEXT, "الأسعار ارتفعت")
    (before,) = adjusting.spans
    adjusting.take(first)
    middle = (before.start + before.end - 1) / 2
    assert first == middle or adjusting.part is (Part.START if first < middle else Part.END)
    adjusting.pull(last)
    (after,) = adjusting.spans
    assert session.document.slice(after) == session.document.slice(after).strip() != ""
    if adjusting.part is Part.START:
        assert after.end == before.end
        assert after.contains(last) or last >= before.end or TEXT[last].isspace()
    else:
        assert after.start == before.start
        assert after.contains(last) or last < before.start or last == len(TEXT) or TEXT[last].isspace()


def test_what_has_changed_meanwhile_is_left_alone() -> None:
    session, annotation, adjusting = on(TEXT, "الأسعار")
    adjusting.move(Step.WORD, forward=True)
    session.write_note(annotation.id, "ملاحظة")
    before = session.own.store.snapshot()
    with pytest.raises(Refused, match="elsewhere"):
        adjusting.keep()
    session.delete(annotation.id)
    with pytest.raises(Refused):
        adjusting.keep()
    session.undo()
    assert session.own.store.snapshot().records == before.records


whole_texts = texts.map(lambda text: text.encode("utf-8", "ignore").decode()).filter(bool)
"""Texts that a file can hold."""


def test_in_a_document_that_has_just_changed_nothing_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    document = read_document(path)
    own = SetLayer(layer(document_of(TEXT), OWN).annotations, AnnotationStore(document), OWN)
    session = ReaderSession(document, Page(document, 40), own, [], default_tagset())
    tagged(session, "الأسعار", "Claim")
    adjusting = begin(session)
    adjusting.move(Step.WORD, forward=True)
    before = session.own.store.snapshot()
    path.write_text(f"عنوان\n{TEXT}", encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        adjusting.keep()
    # It is not done later either, in a text that nobody has seen.
    assert not isinstance(refusal.value, NotYet)
    assert session.own.store.snapshot() == before


moves = st.lists(st.tuples(st.sampled_from([*Step, "part", "whole"]), st.booleans()), max_size=12)


@given(whole_texts, st.integers(0, 100), st.integers(1, 30), moves)
def test_whatever_is_pressed_there_is_text_and_nothing_changes_before_it_is_kept(
    text: str, at: int, length: int, pressed: list[tuple[Step | str, bool]]
) -> None:
    session = fresh(text, width=20)
    session.move(at % (len(text) + 1))
    session.move(session.caret + length, extend=True)
    try:
        annotation = session.tag_selection("Claim")
    except Refused:
        return
    before = record(session, annotation.id)
    adjusting = begin(session)
    for what, forward in pressed:
        try:
            if what == "part":
                adjusting.change_part(forward=forward)
            elif what == "whole":
                adjusting.move_whole()
            elif isinstance(what, Step):
                adjusting.go(what, right=forward)
        except Refused:
            pass
        (span,) = adjusting.spans
        stripped = session.document.stripped(span)
        assert stripped is not None
        assert session.page.snapped_span(*stripped) == span
        assert span.start <= adjusting.active.start < adjusting.active.end <= span.end
    assert record(session, annotation.id) == before
    (kept,) = adjusting.spans
    try:
        adjusting.keep()
    except Refused:
        assert session.entries[0].spans == (kept,)
        return
    assert session.entries[0].spans == (kept,)
    session.undo()
    assert record(session, annotation.id) == before


@example(text="قال\n\x1b ", step=Step.WORD, is_start=False)
@given(whole_texts, st.sampled_from(Step), st.booleans())
def test_an_end_gets_to_the_end_of_the_text_and_a_beginning_to_its_beginning(
    text: str, step: Step, is_start: bool
) -> None:
    session = fresh(text, width=20)
    session.move(session.page.first_letter())
    session.move(session.page.after_cluster(session.caret), extend=True)
    try:
        session.tag_selection("Claim")
    except Refused:
        return
    adjusting = begin(session)
    whole = session.document.stripped(Span(0, session.document.end))
    assert whole is not None
    if is_start:
        adjusting.change_part(forward=True)
    with pytest.raises(Refused):
        for _ in range(len(text) + 2):
            adjusting.move(step, forward=not is_start)
    (span,) = adjusting.spans
    assert span == Span(span.start, session.page.snapped_span(*whole).end) or is_start
    assert span.start == session.page.snapped(whole.start) or not is_start
