"""Claims and their markers, without a screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import fresh

from tui_reader.annotations.changes import Update
from tui_reader.documents import files
from tui_reader.session.annotating.citing import cite, entry_of_marker, widen
from tui_reader.session.annotating.drawing_links import begin_link, finish_link
from tui_reader.session.annotating.linking import cited
from tui_reader.session.files.opening import begin_reading
from tui_reader.session.refused import Refused
from tui_reader.settings import Settings
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.annotations.records.relation import Relation
    from tui_reader.session.reader import ReaderSession

CLAUSES = [
    "وقع الحادث في المساء",
    "قالت الوزارة إن الهدنة قائمة",
    "The river rises in the hills",
    "وفي 9 نوفمبر 2020 انتهت الحرب",
]
GROUPS = [
    ("[9]", ["9"]),
    ("[٩][10]", ["9", "10"]),
    ("[3، 4]", ["3", "4"]),
    ("[ملاحظة 2]", ["note 2"]),
    ("[12]:45[1-3]", ["12", "1-3"]),
    ("{{cn}}<ref name=yearbook/>", ["needed", "yearbook"]),
    ("[البقرة: 255][بحاجة لمصدر]", ["البقرة 255", "needed"]),
    ("\u200f[7]\u200f", ["7"]),
]
GLUED = re.compile(r"\[|\{\{|<")
STOPS = [".", "؟", "", " ."]


def records(session: ReaderSession) -> tuple[list[Annotation], list[Relation]]:
    own = session.own.store
    return [annotation for annotation, _ in own.annotations], own.relations


def texts(session: ReaderSession, tag: str) -> list[str]:
    annotations, _ = records(session)
    spans = [
        entry.spans[0] for one in annotations if tag in one.tags and (entry := session.entry(one.id)) and entry.spans
    ]
    # A mark of direction behind a letter stays with it.
    return [session.document.slice(span).strip("\u200f") for span in spans]


@given(
    st.lists(
        st.tuples(st.sampled_from(CLAUSES), st.sampled_from(STOPS), st.sampled_from(GROUPS)), min_size=1, max_size=4
    ),
    st.data(),
)
def test_from_anywhere_in_a_sentence_its_claim_is_linked_to_all_its_markers_and_to_no_others(
    sentences: list[tuple[str, str, tuple[str, list[str]]]], data: st.DataObject
) -> None:
    text, places = "", []
    for clause, stop, (markers, refs) in sentences:
        begin = len(text)
        text += f"{clause}{stop}{markers} "
        places.append((begin, clause, len(GLUED.findall(markers)), refs))
    begin, clause, count, refs = data.draw(st.sampled_from(places))
    session = fresh(text)
    session.move(begin + data.draw(st.integers(0, len(clause) - 1)))
    cite(session)
    assert texts(session, "Claim") == [clause]
    (claim,) = (one for one in records(session)[0] if "Claim" in one.tags)
    assert cited(session.own.store, claim) == sorted(refs, key=lambda ref: (not ref.isdecimal(), len(ref), ref))
    assert len(records(session)[1]) == count
    session.undo()
    assert records(session) == ([], [])
    session.redo()
    assert texts(session, "Claim") == [clause]


@given(st.integers(0, 60))
def test_cited_twice_is_refused_and_changes_nothing(column: int) -> None:
    session = fresh("وقع الحادث في المساء على الطريق العام قرب الحدود الشمالية أمس.[9]")
    session.move(column % 50)
    cite(session)
    before = session.own.store.revision
    with pytest.raises(Refused, match="cited here already"):
        cite(session)
    assert session.own.store.revision == before


def test_what_is_widened_keeps_its_links_and_all_else() -> None:
    session = fresh("أولا. قال كذا[8] وزاد كذا.[9]\nفقرة أخرى")
    session.move(text_place(session, "وزاد"))
    cite(session)
    claim = next(one for one in records(session)[0] if "Claim" in one.tags)
    session.write_note(claim.id, "راجع")
    links = records(session)[1]
    for expected in ("قال كذا[8] وزاد كذا", "أولا. قال كذا[8] وزاد كذا"):
        widen(session)
        assert texts(session, "Claim") == [expected]
    with pytest.raises(Refused, match="whole paragraph"):
        widen(session)
    (widened,) = (one for one in records(session)[0] if "Claim" in one.tags)
    assert (widened.id, widened.note, widened.created) == (claim.id, "راجع", claim.created)
    assert records(session)[1] == links


def test_a_marker_that_somebody_else_would_not_know_counts_where_it_is_tagged() -> None:
    session = fresh("وقع الحادث أمس (١) ثم انتهى")
    session.select(Span(15, 18))
    session.tag_selection("Citation")
    cite(session)
    assert texts(session, "Claim") == ["وقع الحادث أمس"]


def test_a_tagset_without_such_links_says_so() -> None:
    session = fresh("نص.[9]")
    session.tagset = session.tagset._replace(relations=())
    with pytest.raises(Refused, match="cites"):
        cite(session)


def test_a_set_that_may_not_be_changed_is_not() -> None:
    session = fresh("نص.[9]")
    session.own.read_only_because = "لسبب"
    for command in (cite, widen):
        with pytest.raises(Refused, match="لسبب"):
            command(session)


def test_to_the_reference_and_where_one_was() -> None:
    session = fresh("نص.[٢]\nالمراجع\n1. كتاب\n2. مجلة")
    session.move(4)
    assert entry_of_marker(session) == 4
    assert session.caret == text_place(session, "2. مجلة")


@pytest.mark.parametrize(
    ("text", "claim", "refs"),
    [
        ("أولا. وقع الحادث أمس (ج 2، ص 15). ثم انتهى.", "وقع الحادث أمس", ["2/15"]),
        (
            "أولا. وقع الحادث أمس (ابن خلدون، 1377؛ الجابري، 1990). ثم",
            "وقع الحادث أمس",
            ["ابن خلدون 1377", "الجابري 1990"],
        ),
        ("أولا. وقع الحادث أمس (١)، ثم انتهى (٢).", "وقع الحادث أمس", ["1"]),
        ("أولا. وقع الحادث أمس. (البقرة: 255) ثم انتهى.", "وقع الحادث أمس", ["البقرة 255"]),
        ("أولا. وقع الحادث أمس.^(١) ثم انتهى.", "وقع الحادث أمس", ["1"]),
        ("أولا. وقع الحادث أمس [1]، [2]–[4]. ثم", "وقع الحادث أمس", ["1", "2-4"]),
        ("أولا. وقع الحادث أمس.[9]:112–114[10] ثم انتهى.", "وقع الحادث أمس", ["10", "9"]),
    ],
)
def test_before_and_behind_the_stop_every_kind_backs_what_is_said(text: str, claim: str, refs: list[str]) -> None:
    for column in (text.index("وقع"), text.index("أمس")):
        session = fresh(text)
        session.move(column)
        cite(session)
        assert texts(session, "Claim") == [claim]
        (made,) = (one for one in records(session)[0] if "Claim" in one.tags)
        assert sorted(cited(session.own.store, made)) == sorted(refs)
    session = fresh(text)
    bracket = re.search(r"[(\[]", text)
    assert bracket is not None
    session.move(bracket.start() + 1)
    cite(session)
    assert texts(session, "Claim") == [claim]


@pytest.mark.parametrize(
    ("text", "caret", "claim", "wider"),
    [
        (
            "مقدمة. تلعب الاستدامة دورا حيويا.\n\n(علي شمس، واخرون ، 2023، ص 137)\nالمبادئ",
            "دورا",
            "تلعب الاستدامة دورا حيويا",
            "مقدمة. تلعب الاستدامة دورا حيويا",
        ),
        (
            "مقدمة. تلعب الاستدامة دورا حيويا.\n[12]:45[13]\nالمبادئ",
            "12",
            "تلعب الاستدامة دورا حيويا",
            "مقدمة. تلعب الاستدامة دورا حيويا",
        ),
        (
            "مقدمة. وذكرت (هند العاني، 2018، ص 334) ان الاستدامة لن تشكل عبئا. ثم",
            "لن تشكل",
            "ان الاستدامة لن تشكل عبئا",
            "وذكرت (هند العاني، 2018، ص 334) ان الاستدامة لن تشكل عبئا",
        ),
        (
            "مقدمة. وقال (ص١٤٢): «ويجب عليه أن لا يخشى المعايب». ثم",
            "وقال",
            "«ويجب عليه أن لا يخشى المعايب»",
            "وقال (ص١٤٢): «ويجب عليه أن لا يخشى المعايب»",
        ),
        (
            "مقدمة. وقال (ص١٤٢): «ويجب عليه أن لا يخشى المعايب». ثم",
            "١٤٢",
            "«ويجب عليه أن لا يخشى المعايب»",
            "وقال (ص١٤٢): «ويجب عليه أن لا يخشى المعايب»",
        ),
        *(
            (f"Intro. {wider}. Next", caret, claim, wider)
            for claim, wider in (
                ("growth fell", "According to the World Bank (Smith, 2019), growth fell"),
                ("growth fell", "However, according to Iranian officials,[3] growth fell"),
                ("growth fell", "The World Bank (Smith, 2019) says growth fell"),
                ("انخفض النمو", "وفقًا للبنك الدولي [3]، انخفض النمو"),
                ("إن النمو انخفض", "وقال الوزير[3] إن النمو انخفض"),
            )
            for caret in (wider[:5], claim)
        ),
    ],
)
def test_markers_below_a_paragraph_and_before_what_is_said(text: str, caret: str, claim: str, wider: str) -> None:
    session = fresh(text)
    session.move(text.index(caret))
    cite(session)
    assert texts(session, "Claim") == [claim]
    assert len(records(session)[1]) >= 1
    session.move(text.index(caret))
    widen(session)
    assert texts(session, "Claim") == [wider]


@pytest.mark.parametrize(
    ("text", "caret", "claim"),
    [
        # Nothing parts who says it from what is said.
        ("أعلنت باكو[12] مسؤوليتها. ثم", "باكو", "أعلنت باكو[12] مسؤوليتها"),
        ("According to the World Bank[3], growth fell.[4] Next", "World", "growth fell"),
        ("According to the World Bank[3], growth fell.[4] Next", "fell", "growth fell"),
        # These say something themselves.
        ("قال كذا[8] وزاد كذا.[9] ثم", "قال", "قال كذا"),
        ("Growth fell, according to the bank[3], and rose later.", "fell", "Growth fell, according to the bank"),
        ("بعد فترة، أعلنت باكو[12] مسؤوليتها.", "باكو", "بعد فترة، أعلنت باكو"),
    ],
)
def test_a_marker_within_a_sentence_backs_what_says_something(text: str, caret: str, claim: str) -> None:
    session = fresh(text)
    session.move(text.index(caret))
    cite(session)
    assert texts(session, "Claim") == [claim]


def test_of_several_references_in_one_pair_the_one_at_the_caret_is_gone_to() -> None:
    text = "نص.[٢، 3؛ 1]\nالمراجع\n1. كتاب\n2. مجلة\n3. صحيفة"
    for digit, entry in (("٢", "2. مجلة"), ("3؛", "3. صحيفة"), ("1]", "1. كتاب"), ("[", "2. مجلة"), ("]", "1. كتاب")):
        session = fresh(text)
        session.move(text.index(digit))
        entry_of_marker(session)
        assert session.caret == text_place(session, entry)


def test_of_a_long_paragraph_what_is_near_is_looked_at() -> None:
    sentence = "وقع الحادث في المساء.[9] "
    session = fresh(sentence * 2000)
    session.move(len(sentence) * 1500 + 5)
    cite(session)
    assert texts(session, "Claim") == ["وقع الحادث في المساء"]
    assert texts(session, "Citation") == ["[9]"]


def text_place(session: ReaderSession, words: str) -> int:
    return session.document.slice(Span(0, session.document.end)).index(words)


def test_a_marker_with_damaged_bytes_is_no_citation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "DECODED_BYTES", 0)
    path = tmp_path / "damaged.txt"
    path.write_bytes("سطر\n".encode() * 60_000 + "قال الوزير ذلك (Smi".encode() + b"\xff, 2020).")
    opened = begin_reading(path, Settings(annotator="amal"), None)
    assert opened.sets_to_come is not None
    sets = opened.sets_to_come.read(lambda _: True)
    session = opened.session
    assert sets is not None
    session.take_sets(sets.own, sets.others, session.list_entries([sets.own]))
    session.move(session.document.end)
    with pytest.raises(Refused, match="damaged bytes"):
        cite(session)
    assert len(session.own.store) == 0


@pytest.mark.parametrize(
    ("marker", "shown"), [("[9]", ["9"]), ("[١٢]", ["12"]), ("(7)", ["7"]), ("⁷", []), ("المرجع", [])]
)
def test_a_marker_that_was_only_tagged_is_shown_by_its_number(marker: str, shown: list[str]) -> None:
    text = f"قال كذا {marker}"
    session = fresh(text)
    session.select(Span(0, 7))
    claim = session.tag_selection("Claim")
    session.select(Span(8, len(text)))
    session.tag_selection("Citation")
    session.focus(claim.id)
    cites = session.tagset.relation("cites")
    assert cites is not None
    begin_link(session, claim.id)
    finish_link(session, cites)
    assert cited(session.own.store, claim) == shown


def test_the_numbers_of_markers_are_sorted_as_numbers_of_any_length() -> None:
    session = fresh("وقع الحادث في المساء على الطريق العام قرب الحدود أمس.[9]")
    cite(session)
    claim, citation = records(session)[0]
    many = "9" * 5000
    changed = citation.with_attributes({"ref": f"{many}, 10, 9, 010"})
    session.own.store.apply(Update(citation, changed))
    assert cited(session.own.store, claim) == ["9", "010", "10", many]
    session.move(session.document.end - 2)
    with pytest.raises(Refused, match="no entry"):
        entry_of_marker(session)
