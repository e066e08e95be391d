from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from effort import lines_run
from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_text, prose, real_paragraphs

from tui_reader.errors import FileProblem
from tui_reader.recognition.gazetteer import (
    AS_WRITTEN,
    BEHIND_CLITICS,
    FOLDED,
    MOST_WORDS,
    Fault,
    Gazetteer,
    Term,
    read_terms,
    tagged_before,
)
from tui_reader.text.clitics import proclitics
from tui_reader.text.folding import fold_text
from tui_reader.text.segments import words

if TYPE_CHECKING:
    from pathlib import Path


def found_in(text: str, *terms: str | Term) -> list[str]:
    gazetteer = Gazetteer(term if isinstance(term, Term) else Term(term, "Entity") for term in terms)
    return [text[found.spans[0].start : found.spans[0].end] for found in gazetteer(text).found]


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("قال وزير المالية إن الوزير غائب", ["وزير"], ["وزير", "وزير"]),
        ("وبالقاهرة وللقاهرة وفي القاهرة", ["القاهرة"], ["القاهرة", "لقاهرة", "القاهرة"]),
        ("للأمم المتحدة، والأمم المتحدة", ["الأمم المتحدة"], ["لأمم المتحدة", "الأمم المتحدة"]),
        ("جامعة القاهرة في القاهرة", ["القاهرة", "جامعة القاهرة"], ["جامعة القاهرة", "القاهرة"]),
        ("الأُمَمُ  المتّحدة", ["الامم المتحده"], ["الأُمَمُ  المتّحدة"]),
        ("الأمم. المتحدة", ["الأمم المتحدة"], []),
        ("وزيرة وزيران الوزيرين", ["وزير"], []),
        ("COVID-19 and covid 19", ["Covid-19"], ["COVID-19"]),
        ("C++ and C", ["C++"], ["C++"]),
        ("قال (صندوق النقد الدولي)", ["صندوق النقد"], ["صندوق النقد"]),
        ("لدى بـNATO", ["NATO"], ["NATO"]),
        ("", ["وزير"], []),
    ],
)
def test_terms_are_found_on_the_edges_of_words_without_clitics(
    text: str, terms: list[str], expected: list[str]
) -> None:
    assert found_in(text, *terms) == expected


def test_only_terms_of_the_same_tag_give_way_to_longer_ones() -> None:
    claim, entity = Term("بنيت القاهرة سنة 969", "Claim"), Term("القاهرة", "Entity")
    assert found_in("بنيت القاهرة سنة 969", claim, entity) == ["بنيت القاهرة سنة 969", "القاهرة"]


def test_a_term_is_as_sure_as_it_is_written() -> None:
    gazetteer = Gazetteer([Term("أحمد", "Source", {"source_kind": "named"})])
    first, second, third = gazetteer("أحمد، احمد، وأحمد").found
    assert (first.score, second.score, third.score) == (AS_WRITTEN, FOLDED, BEHIND_CLITICS)
    assert first.attributes == {"source_kind": "named"} and first.origin == "gazetteer"


@given(prose, st.data())
def test_whatever_words_stand_in_a_text_are_found_there(text: str, data: st.DataObject) -> None:
    spans = words(text)
    first = data.draw(st.integers(0, max(0, len(spans) - 1)))
    last = data.draw(st.integers(first, min(len(spans), first + 4) - 1)) if spans else first
    if not spans:
        return
    term = text[spans[first].start : spans[last].end]
    found = Gazetteer([Term(term, "Entity")])(text).found
    assert any(fold_text(text[slice(*each.spans[0])]) == fold_text(term) for each in found)
    assert all(a.spans[0].end <= b.spans[0].start for a, b in pairwise(found))


@given(hostile_text, st.lists(hostile_text, max_size=5))
def test_what_is_found_is_an_equal_word_in_any_text(text: str, terms: list[str]) -> None:
    beginnings = {span.start + at for span in words(text) for at in proclitics(text[span.start : span.end])}
    ends = {span.end for span in words(text)}
    for found in Gazetteer(Term(term, "Entity") for term in terms)(text).found:
        (span,) = found.spans
        letters = "".join(fold_text(text[slice(*span)]).split())
        assert any("".join(fold_text(term).split()).endswith(letters) for term in terms)
        assert span.start in beginnings or not text[span.start].isalnum()
        assert span.end in ends or not text[span.end - 1].isalnum()


def test_the_work_grows_with_the_text_and_not_with_terms_that_nearly_begin_everywhere() -> None:
    few = Gazetteer([Term("لا نعم", "Entity")])
    many = Gazetteer(Term("لا " * length + "نعم", "Entity") for length in range(1, MOST_WORDS))
    text = "لا " * 200
    once, twice = (lines_run(lambda text=text * times: many(text)) for times in (1, 2))
    assert twice < 2.2 * once
    assert once < 2 * MOST_WORDS * lines_run(lambda: few(text))


def test_what_was_tagged_is_found_with_the_tag_it_mostly_had() -> None:
    again = tagged_before(
        [("قال", "Cue"), ("قَالَ", "Cue"), ("قال", "Claim"), ("[9]", "Citation"), ("كلمة " * 13, "Claim")]
    )
    (found,) = again("وقال [9] " + "كلمة " * 13).found
    assert (found.tag, found.origin) == ("Cue", "tagged-before")
    assert found.score == round(BEHIND_CLITICS * 2 / 3, 2)
    assert not tagged_before([("12", "Entity")]) and again


def test_real_words_are_found_in_real_text() -> None:
    text = " ".join(real_paragraphs()[:40])
    chosen = {fold_text(text[a:b]) for a, b in words(text)[::7]}
    found = Gazetteer(Term(word, "Entity") for word in sorted(chosen))(text).found
    assert {fold_text(text[slice(*each.spans[0])]) for each in found} >= chosen


def test_a_file_is_read_and_every_fault_in_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    lines = [
        "\ufeff# places",
        "القاهرة\tEntity\tentity_type=place",
        "",
        "البنك الدولي\t\tentity_type=organisation\tentity_type=other\r",
        "بلا وسم",
        "\tEntity",
        "x\tEntity\tplace",
        "كلمة " * (MOST_WORDS + 1) + "\tClaim",
    ]
    path.write_bytes("\n".join(lines).encode() + b"\n\xff\xfe\tEntity\n")
    terms, faults = read_terms(path, "Source")
    assert terms == [
        Term("القاهرة", "Entity", {"entity_type": "place"}),
        Term("البنك الدولي", "Source", {"entity_type": ["organisation", "other"]}),
        Term("بلا وسم", "Source"),
    ]
    assert faults == [
        Fault(6, "has no term"),
        Fault(7, "has something behind its tag that is not name=value"),
        Fault(8, f"has a term of more than {MOST_WORDS} words"),
        Fault(9, "is not UTF-8"),
    ]
    assert Fault(5, "has no tag, and there is no default") in read_terms(path)[1]


def test_a_file_that_cannot_be_read_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"gone\.tsv: cannot be read \(No such file"):
        read_terms(tmp_path / "gone.tsv")
