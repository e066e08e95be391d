"""Finding text as it is spelt and as it is folded."""

from __future__ import annotations

from itertools import count, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import MARKS, hostile_text, inline_text, prose, real_texts

from tui_reader.text.folding import fold_text
from tui_reader.text.search import Query, search
from tui_reader.text.span import Span

texts = st.one_of(prose, inline_text, hostile_text)


def hits(needle: str, text: str, *, exact: bool = False) -> list[str]:
    return [text[span.start : span.end] for span in Query(needle, exact).find(text)]


@pytest.mark.parametrize("needle", ["محمد", "مُحَمَّد", "مـحمد", "ﻣﺤﻤﺪ"])
def test_every_spelling_finds_every_spelling(needle: str) -> None:
    text = "قال مُحَمَّدٌ وﻣﺤﻤﺪ ومـحـمد وم\u200fحمد و«محمد»"
    assert hits(needle, text) == ["مُحَمَّدٌ", "ﻣﺤﻤﺪ", "مـحـمد", "م\u200fحمد", "محمد"]


def test_exact_search_finds_only_the_spelling_asked_for() -> None:
    assert hits("محمد", "مُحَمَّد محمد ﻣﺤﻤﺪ", exact=True) == ["محمد"]
    assert hits("nato", "NATO nato", exact=True) == ["nato"]


def test_an_empty_needle_finds_nothing() -> None:
    assert hits("", "نص") == hits("", "نص", exact=True) == hits("", "") == []


@pytest.mark.parametrize("needle", ["ُ", "ـ", "\u200c", "َّ"])
def test_a_needle_that_folds_to_nothing_is_looked_for_as_it_is(needle: str) -> None:
    assert hits(needle, f"مح{needle}مد") == [needle]
    assert hits(needle, "محمد") == []


def test_several_hits_in_one_character_are_one() -> None:
    assert hits("ل", "ﷲ لله") == ["ﷲ", "ل", "ل"]


@given(texts, st.data())
def test_exact_hits_are_those_of_str_find(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    needle = text[start : start + data.draw(st.integers(1, 4))] or "x"
    found = list(Query(needle, exact=True).find(text))
    assert len(found) == text.count(needle)
    assert [span.start for span in found[:1]] == [column for column in [text.find(needle)] if column >= 0]
    assert all(text[span.start : span.end] == needle for span in found)


@given(texts, st.data())
def test_any_part_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    needle = text[start : start + data.draw(st.integers(1, 6))]
    spans = list(Query(needle).find(text))
    if needle:
        assert spans
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(fold_text(needle) in fold_text(text[span.start : span.end]) for span in spans)


@given(prose, st.lists(st.sampled_from([*MARKS[:5], "\u200f", "ـ"])), st.data())
def test_marks_inside_a_word_do_not_hide_it(text: str, marks: list[str], data: st.DataObject) -> None:
    word = "الأذربيجانية"
    for mark in marks:
        column = data.draw(st.integers(1, len(word)))
        word = word[:column] + mark + word[column:]
    assert any(hit.startswith("ا") for hit in hits("الأذربيجانية", f"{text} {word} {text}"))


def test_search_gives_document_offsets_and_reads_no_further_than_asked() -> None:
    read = []

    def paragraphs() -> object:
        for number in count():
            read.append(number)
            yield number * 10, "نص آخر نَصّ"

    found = search(Query("نص"), paragraphs())
    assert [next(found), next(found), next(found)] == [Span(0, 2), Span(7, 11), Span(10, 12)]
    assert read == [0, 1]


def test_a_real_text_holds_the_words_it_is_known_to_hold() -> None:
    text = real_texts()["000_0dcc0fd3091f3b6a"]
    assert len(hits("ارمينيا", text)) == text.count("أرمينيا") > 3
    assert hits("تشاهد", text) == ["تُشاهد"]
