"""Words and sentences, and motion by them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_text, inline_text, prose, real_paragraphs, real_texts

from tui_reader.text.segments import (
    next_sentence,
    next_word,
    previous_sentence,
    previous_word,
    sentence_at,
    sentences,
    word_at,
    words,
)
from tui_reader.text.span import Span

texts = st.one_of(prose, inline_text, hostile_text)


def words_of(text: str) -> list[str]:
    return [text[span.start : span.end] for span in words(text)]


def sentences_of(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقع إطلاق النار، في 9 نوفمبر.", ["وقع", "إطلاق", "النار", "في", "9", "نوفمبر"]),
        ("مُحَمَّدٌ رَسُول", ["مُحَمَّدٌ", "رَسُول"]),
        ("می‌خواهم کتاب‌ها", ["می‌خواهم", "کتاب‌ها"]),
        ("مـحـمـد هـ", ["مـحـمـد", "هـ"]),
        ("م\u200fحمد\u200f،", ["م\u200fحمد"]),
        ("1991-1994، 3.14 ٣٫٥ 1,000,000", ["1991", "1994", "3.14", "٣٫٥", "1,000,000"]),
        ("بنسبة ١٢٪ أو 5%.", ["بنسبة", "١٢٪", "أو", "5%"]),
        ("don't O’Neill 'quote'", ["don't", "O’Neill", "quote"]),
        ('צה"ל ז״ל ג׳ורג׳', ['צה"ל', "ז״ל", "ג׳ורג"]),
        ('قال"نعم"', ["قال", "نعم"]),
        ("[9][10]", ["9", "10"]),
        ("file_name.txt", ["file_name", "txt"]),
        ("中文 日本", ["中", "文", "日", "本"]),
        ("हिन्दी ไทย", ["हिन्दी", "ไทย"]),
        ("… « » ، 😀 َ", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words_of(text) == expected


@given(texts)
def test_words_are_ordered_disjoint_and_hold_every_letter(text: str) -> None:
    found = words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    covered = {column for word in found for column in range(word.start, word.end)}
    assert covered >= {column for column, character in enumerate(text) if character.isalnum()}
    assert not {column for column in covered if text[column].isspace()}


@given(texts, st.data())
def test_the_word_at_a_column_is_one_of_the_words(text: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(-2, len(text) + 2))
    found = words(text)
    word = word_at(text, column)
    column = min(max(0, column), len(text))
    around = [each for each in found if each.start <= column < each.end]
    ending = [each for each in found if each.end == column]
    following = [each for each in found if each.start > column]
    assert word == [*around, *ending, *following[:1], *found[-1:], Span(column, column)][0]


@given(texts)
def test_motion_by_words_stops_where_each_word_begins(text: str) -> None:
    starts = [word.start for word in words(text)]
    for column in range(-1, len(text) + 2):
        assert next_word(text, column) == next((start for start in starts if start > column), len(text))
        assert previous_word(text, column) == max((start for start in starts if start < column), default=0)


@pytest.mark.parametrize(
    "expected",
    [
        ["المحمولة.[9][10]", "وكانت المروحية."],
        ["المحمولة. [9]", "وكانت المروحية.(3)"],
        ["جملة.[بحاجة لمصدر]", "وكانت. [ملاحظة 1]", "ثم. [بحاجة إلى مصدر]", "وهذا. [citation needed]", "نعم"],
        ["جملة.\u200f[9]\u200f", "وكانت.\u200f \u200f[10]", "ثم.⁽¹⁾", "وبعد.¹,²", "وقال.[9]:12", "انتهى"],
        ["فاز.[9، 10]", "وخسر. [9-11]", "ثم. [9] [10]", "وعاد.[not specific enough to verify]", "هنا"],
        ["قال: هو كذلك.", "[اتفاق الدفاع المشترك] وكانت"],
        ["ليس «حادث عرضى».[15]", "وبحسب أذربيجان"],
        ["قال: «ذهب الجميع.»", "ثم عاد"],
        ['ملتزم "بالعمل".', '"لا".'],
        ["هل جاء؟", "نعم!", "كيف؟!", "انتظر…"],
        ["قال د. محمد إن ص. 5 من ج. 2 هنا.", "انتهى."],
        ["سنة 1443 هـ. وقال أ. ب. أحمد.", "ثم"],
        ["وكالة أ.ف.ب. الفرنسية في القرن 5 ق.م. هنا.", "ثم"],
        ["كان ذلك في سنة 2020.", "وعددهم 12.", "ثم"],
        ["سنة 2020م.", "ثم"],
        ["1. أولاً.", "2. ثانياً."],
        ["بنسبة 3.14 و٣.٥ من example.com و https://ar.example.org/صفحة؟س=1.", "ثم"],
        ["قال (؟) ثم [...] وعاد (!) هنا؛ وذهب؟، قال."],
        ["Dr. Smith e.g. of the U.S. army saw J. R. Tolkien.", "He left."],
        ['"Why?" he asked ... and went.', "See No. 5.", "No.", "Go."],
        ["یہ اردو ہے۔", "دوسرا جملہ۔"],
        ["מה שלומך?", "ד. בן־גוריון אמר.", "לא"],
        ["你好。"],
        ["...وثم"],
        ["..."],
    ],
)
def test_sentences_between_spaces(expected: list[str]) -> None:
    assert sentences_of("  " + " ".join(expected) + " ") == expected


def test_sentences_end_without_a_space_where_a_word_cannot_go_on() -> None:
    assert sentences_of("نعم؟لا.[9]ثم") == ["نعم؟", "لا.[9]", "ثم"]
    assert sentences_of("سقوط الصاروخ.وكانت") == ["سقوط الصاروخ.", "وكانت"]
    assert sentences_of("سطر\u2028سطر") == ["سطر", "سطر"]
    assert sentences_of("你好。再见") == ["你好。", "再见"]


def test_an_ellipsis_ends_a_sentence_unless_a_small_letter_follows() -> None:
    assert sentences_of("ثم... عاد… He said... and left") == ["ثم...", "عاد…", "He said... and left"]


def test_a_stray_mark_belongs_to_the_sentence_before() -> None:
    assert sentences_of('قال "نعم. " ') == ['قال "نعم. "']


def test_the_sentences_of_the_sample_sources() -> None:
    first = real_texts()["000_0dcc0fd3091f3b6a"].split("\n")[0]
    assert [sentence[:12] for sentence in sentences_of(first)] == [
        "وقع إطلاق ال",
        "وكانت المروح",
        "بعد فترة وجي",
        "وبحسب أذربيج",
        "كما ذكرت الس",
    ]
    endings = [sentence.rpartition(".")[2] for sentence in sentences_of(first)]
    assert endings == ["[9][10]", "[11]", "[12]", "", "[13]"]


@given(st.one_of(texts, st.sampled_from(real_paragraphs())))
def test_sentences_are_ordered_disjoint_and_hold_all_but_space(text: str) -> None:
    found = sentences(text)
    assert all(0 <= sentence.start < sentence.end <= len(text) for sentence in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    covered = {column for sentence in found for column in range(sentence.start, sentence.end)}
    assert covered >= {column for column, character in enumerate(text) if not character.isspace()}
    assert all(text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end] for sentence in found)


@given(st.one_of(texts, st.sampled_from(real_paragraphs())))
def test_motion_by_sentences_stops_where_each_begins(text: str) -> None:
    found = sentences(text)
    starts = [sentence.start for sentence in found]
    for column in range(-1, len(text) + 2):
        assert next_sentence(text, column) == next((start for start in starts if start > column), len(text))
        assert previous_sentence(text, column) == max((start for start in starts if start < column), default=0)
        at = sentence_at(text, column)
        inside = [sentence for sentence in found if sentence.start <= column < sentence.end]
        if inside:
            assert at == inside[0]
        elif found:
            assert at in found
        else:
            assert at.length == 0
