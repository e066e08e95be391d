"""Direction, levels and order as the layout asks for them."""

from __future__ import annotations

import itertools
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import BIDI_CONTROLS, hostile_text, prose
from visual_order import visual_order

from tui_reader.text import bidi, uax9
from tui_reader.text.bidi import Direction, base_level, paragraph_levels, reset_whitespace
from tui_reader.text.ucd import CLOSING_BRACKET, MIRRORED

SEPARATORS = ["\n", "\r", "\x1c", "\x1d", "\x1e", "\x85", "\u2029"]


@given(hostile_text, st.integers(0, 1))
def test_there_is_a_level_for_every_code_point_whatever_the_text_holds(text, base):
    levels = paragraph_levels(text, base)
    assert len(levels) == len(text)
    assert all(base <= level <= uax9.MAX_DEPTH + 1 for level in levels)


runs_of_letters = st.lists(
    st.sampled_from(
        [
            "ab",
            "اب",
            "אב",
            "12",
            "١٢",
            "1,2",
            "a1b",
            "ا-ب",
            "ا\u064bب",
            "ا\u200cب",
            *" ()[]+%,.!\t\u00ad",
            *BIDI_CONTROLS,
        ]
    ),
    max_size=16,
).map("".join)


@given(runs_of_letters, st.integers(0, 1))
def test_leaving_out_what_another_character_stands_for_changes_no_level(text, base):
    assert list(paragraph_levels(text, base)) == uax9.levels(text, base)


@pytest.mark.parametrize(
    ("characters", "classes"),
    [
        (bidi._LETTERS_R + "\u061b\u061f", {"R", "AL"}),
        (bidi._LETTERS_L, {"L"}),
        (bidi._MARKS, {"NSM"}),
        (bidi._BETWEEN, {"WS", "ON", "CS", "ES", "ET", "BN"}),
    ],
)
def test_what_is_left_out_is_of_the_classes_it_is_taken_for(characters, classes):
    found = re.findall(f"[{characters}]", "".join(map(chr, range(0x10000))))
    assert {uax9.BIDI_CLASS[character] for character in found} == classes
    assert not set(found) & {*CLOSING_BRACKET, *CLOSING_BRACKET.values()}


def _is_noncharacter(character: str) -> bool:
    return ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"


CHANGED_CLASS = frozenset("\U0001171e\U0001d6c1\U0001d6fb\U0001d735\U0001d76f\U0001d7a9")
"""Not of the same class in every version of Unicode, as all that are not yet assigned in ours."""


@given(hostile_text, st.integers(0, 1))
def test_the_levels_are_those_of_the_standard_whichever_way_they_are_found(text, base):
    text = "".join(
        character
        for character in text
        if character not in CHANGED_CLASS and (unicodedata.category(character) != "Cn" or _is_noncharacter(character))
    )
    assert list(paragraph_levels(text, base)) == uax9.levels(text, base)


@pytest.mark.parametrize("character", ["\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff"])
def test_a_code_point_that_is_no_character_does_not_count_as_a_letter(character):
    assert list(paragraph_levels(f"ا {character} ب", 1)) == [1] * 5


@given(prose, st.integers(0, 1), st.sampled_from(SEPARATORS))
def test_the_separator_at_the_end_has_the_level_of_the_paragraph_and_changes_no_other(text, base, separator):
    assert list(paragraph_levels(text + separator, base)) == [*paragraph_levels(text, base), base]


@given(prose, st.integers(0, 1))
def test_without_a_usable_python_bidi_the_levels_are_the_same(text, base):
    expected = list(paragraph_levels(text, base))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bidi, "_python_bidi_is_right", lambda: False)
        assert list(paragraph_levels(text, base)) == expected


def test_the_installed_python_bidi_passes_its_check():
    bidi._python_bidi_is_right.cache_clear()
    assert bidi._python_bidi_is_right()


@pytest.mark.parametrize("answer", ["", "levels: nothing", "\n    levels: [\n        Level(\n            1,\n    ],\n"])
def test_a_python_bidi_that_answers_in_another_form_is_not_used(monkeypatch, answer):
    monkeypatch.setattr("bidi.get_display", lambda *_, **__: answer)
    bidi._python_bidi_is_right.cache_clear()
    try:
        assert not bidi._python_bidi_is_right()
        assert list(paragraph_levels("قال abc", 1)) == [1, 1, 1, 1, 2, 2, 2]
    finally:
        bidi._python_bidi_is_right.cache_clear()


@pytest.mark.parametrize("heading", ["\n    levels: [\n", '"\n    levels: [\n        Level(\n 7,\n ),\n    ],\n'])
def test_text_that_imitates_python_bidis_report_does_not_deceive_us(heading):
    text = "قال " + heading.replace("\n", "\\n") + " abc"
    assert list(paragraph_levels(text, 1)) == uax9.levels(text, 1)


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("", Direction.AUTO, 0),
        ("", Direction.MAJORITY, 0),
        ("", Direction.RTL, 1),
        ("123", Direction.AUTO, 0),
        ("Python لغة برمجة عالية المستوى", Direction.AUTO, 0),
        ("Python لغة برمجة عالية المستوى", Direction.MAJORITY, 1),
        ("قال Aliyev and others", Direction.MAJORITY, 0),
        ("ab אב", Direction.MAJORITY, 0),
        ("אב ab", Direction.MAJORITY, 1),
        ("قال", Direction.LTR, 0),
        ("abc", Direction.RTL, 1),
    ],
)
def test_the_base_direction(text, direction, expected):
    assert base_level(text, direction) == expected


levels_of_a_line = st.lists(st.integers(0, 6), max_size=24)


@given(levels_of_a_line)
def test_l2_reverses_every_run_at_each_level_from_the_highest_to_the_lowest_odd_one(levels):
    """The rule as it is written, one level at a time over maximal runs."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        if level < min((found for found in levels if found & 1), default=1):
            break
        pieces = itertools.groupby(order, key=lambda place: levels[place] >= level)
        order = [place for high, run in pieces for place in (reversed(list(run)) if high else list(run))]
    assert visual_order(levels) == order


@given(st.lists(st.integers(0, 2), min_size=1, max_size=20), st.data())
def test_l1_resets_separators_and_the_blanks_before_them_and_at_the_end(levels, data):
    letters = data.draw(st.text(st.sampled_from("a \t\u2067\u200b1"), min_size=len(levels), max_size=len(levels)))
    kinds = [uax9.BIDI_CLASS[letter] for letter in letters]
    found = list(levels)
    reset_whitespace(found, kinds, 1)
    for place, letter in enumerate(letters):
        behind = letters[place:].lstrip(" \u2067\u200b")
        reset = letter == "\t" or (letter not in "a1" and (not behind or behind[0] == "\t"))
        assert found[place] == (1 if reset else levels[place])


def test_mirroring_goes_both_ways_but_for_the_few_glyphs_that_only_resemble_each_other():
    assert MIRRORED["("] == ")" and MIRRORED["«"] == "»" and MIRRORED["≤"] == "≥"
    assert all(MIRRORED[MIRRORED[character]] == character for character in MIRRORED)
