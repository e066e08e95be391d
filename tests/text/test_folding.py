"""Spelling left aside, and the way back to the source."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_text, inline_text, prose

from tui_reader.text.folding import fold, fold_text
from tui_reader.text.span import Span

texts = st.one_of(prose, inline_text, hostile_text)


@pytest.mark.parametrize(
    ("written", "also_written"),
    [
        ("مُحَمَّدٌ", "محمد"),
        ("ﻣﺤﻤﺪ", "محمد"),
        ("مـحـمـد", "محمد"),
        ("م\u200fح\u202bم\u202cد", "محمد"),
        ("الرَّحْمَٰنِ", "الرحمن"),
        ("ٱلْقُرْءَانُ", "القرءان"),
        ("أإآٱ", "اااا"),
        ("أ", "ا\u0654"),
        ("مسؤول", "مسوول"),
        ("بيئة", "بييه"),
        ("إلى", "الي"),
        ("کتاب‌های", "كتابهاي"),
        ("مدرسة", "مدرسه"),
        ("ہے ھے ەے", "هے هے هے"),
        ("ۀ", "ة"),
        ("١٢۳۴५", "12345"),
        ("ﷲ", "الله"),
        ("ﻻ", "لا"),
        ("ﹰ", ""),
        ("שָׁלוֹם", "שלום"),
        ("שּׁ", "ש"),
        ("Straße ÉTÉ ﬁn", "strasse ete fin"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("Ｐｙｔｈｏｎ\u00a03", "python 3"),
    ],
)
def test_different_spellings_fold_to_one(written: str, also_written: str) -> None:
    assert fold_text(written) == fold_text(also_written)


@pytest.mark.parametrize(("one", "other"), [("قراءة", "قراة"), ("گل", "كل"), ("چ", "ج"), ("سال", "مال"), ("कि", "का")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold_text(one) != fold_text(other)


def test_scripts_that_folding_does_not_know_stay_as_they_are() -> None:
    assert fold_text("한국 कि ไทย 中文 😀") == "한국 कि ไทย 中文 😀"


@given(texts)
def test_text_and_map_agree(text: str) -> None:
    folded = fold(text)
    assert folded.text == fold_text(text)
    assert len(folded.starts) == len(folded.text)
    starts = list(folded.starts)
    assert starts == sorted(starts)
    for column, character in enumerate(text):
        here = "".join(part for part, start in zip(folded.text, starts, strict=True) if start == column)
        assert here == fold_text(character)


@given(texts)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@given(prose, st.sampled_from(["NFC", "NFD"]))
def test_composition_does_not_matter(text: str, form: str) -> None:
    assert fold_text(unicodedata.normalize(form, text)) == fold_text(text)


@given(texts, st.data())
def test_a_folded_range_maps_to_a_source_span_that_folds_to_it(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    span = folded.span(start, end)
    assert 0 <= span.start <= span.end <= len(text)
    assert folded.text[start:end] in fold_text(text[span.start : span.end])
    assert (span.length == 0) == (start == end)
    rest = text[span.end :]
    if span.length and rest:
        assert unicodedata.category(rest[0])[0] != "M"


def test_a_span_takes_in_the_marks_of_its_last_letter_and_no_more() -> None:
    folded = fold("قَالَ مُحَمَّدٌ\u200f ثم")
    at = folded.text.index("محمد")
    assert folded.span(at, at + 4) == Span(6, 15)
    assert folded.span(at, at) == Span(6, 6)
    assert folded.span(len(folded.text), len(folded.text)) == Span(19, 19)


def test_a_span_covers_a_character_that_became_several() -> None:
    folded = fold("a ﷲ ß")
    assert folded.text == "a الله ss"
    assert folded.span(3, 4) == Span(2, 3)
    assert folded.span(7, 8) == folded.span(8, 9) == Span(4, 5)
