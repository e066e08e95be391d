from __future__ import annotations

import pytest
from hypothesis import given
from strategies import hostile_text, real_paragraphs

from tui_reader.text.clitics import proclitics, rests
from tui_reader.text.folding import fold_text
from tui_reader.text.segments import words


@pytest.mark.parametrize(
    ("word", "rest", "at"),
    [
        ("الوزير", "وزير", 2),
        ("والوزير", "وزير", 3),
        ("فبالوزير", "وزير", 4),
        ("كالوزير", "وزير", 3),
        ("للوزير", "وزير", 2),
        ("وللوزير", "وزير", 3),
        ("للأمم", "الامم", 1),
        ("لليل", "الليل", 1),
        ("لليل", "ليل", 1),
        ("لوزير", "وزير", 1),
        ("وَالْوَزِير", "وزير", 5),
        ("بـNATO", "nato", 2),
        ("وسيعلن", "يعلن", 2),
        ("ستعلن", "تعلن", 1),
        ("وقال", "قال", 1),
        ("وزير", "وزير", 0),
        ("وزير", "زير", 1),
        ("ٱلكتاب", "كتاب", 2),
    ],
)
def test_a_word_behind_clitics_is_found(word: str, rest: str, at: int) -> None:
    found = [answer for answer in rests(word) if answer.text == rest]
    assert [answer.at for answer in found] == [at]


def test_half_of_a_ligature_is_not_left_outside() -> None:
    assert proclitics("ﻻسم") == (0,) and 1 in proclitics("لاسم")


@pytest.mark.parametrize("word", ["ألمانيا", "إلى", "آلة", "ؤ", "", "و", "a", "سوريا", "ك", "وَ"])
def test_what_cannot_be_a_clitic_stays(word: str) -> None:
    assert proclitics(word) == (0,)


@given(hostile_text)
def test_every_answer_is_a_place_between_letters_of_the_word(text: str) -> None:
    for span in words(text):
        word = text[span.start : span.end]
        found = rests(word)
        assert found[0] == (0, fold_text(word))
        assert [answer.at for answer in found] == sorted(answer.at for answer in found)
        for answer in found[1:]:
            assert 0 < answer.at < len(word)
            left = fold_text(word[answer.at :])
            assert answer.text in (left, f"ا{left}", f"ال{left}")


def test_in_real_text_most_words_have_few_answers() -> None:
    counts = [len(rests(text[a:b])) for text in real_paragraphs() for a, b in words(text)]
    assert max(counts) <= 8 and sum(counts) < 2 * len(counts)
