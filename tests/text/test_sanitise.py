"""What is printed without a layout holds nothing that a terminal obeys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import BIDI_CONTROLS, hostile_text

from tui_reader.text.excerpt import isolated, label_text
from tui_reader.text.sanitise import MAX_MARKS, composed, heap, is_control, picture, printable, takes_no_room

anything = st.one_of(hostile_text, st.text(st.characters(), max_size=40))
CONTROLS = [chr(code) for code in [*range(0x20), *range(0x7F, 0xA0)]]


@given(anything)
def test_printable_text_is_one_line_without_controls_and_can_be_encoded(text):
    shown = printable(text)
    assert not any(is_control(character) for character in shown)
    assert not set(shown) & set(BIDI_CONTROLS)
    assert len(shown.splitlines()) <= 1
    shown.encode("utf-8")


@given(anything)
def test_printable_text_stays_as_it_is(text):
    assert printable(printable(text)) == printable(text)


@given(anything)
def test_nothing_is_dropped_that_takes_room(text):
    kept = [character for character in printable(text) if not takes_no_room(character)]
    # A heap's number stands for marks.
    assert sum(not takes_no_room(character) for character in text) <= len(kept)


@given(st.text(st.sampled_from("aب \u0301\u064b\u200c\u200d\u0651\u2060\ufe0f\U000e0041«"), max_size=60))
def test_no_letter_is_overrun_by_marks_or_by_what_is_invisible(text):
    heaped = 0
    for character in printable(text):
        heaped = heaped + 1 if takes_no_room(character) else 0
        assert heaped <= MAX_MARKS


@pytest.mark.parametrize("marks", [0, 1, MAX_MARKS])
def test_the_marks_that_a_script_may_need_are_kept(marks):
    assert printable("ب" + "\u064b" * marks + "x") == "ب" + "\u064b" * marks + "x"


@pytest.mark.parametrize(("marks", "sign"), [(9, "⑨"), (20, "⑳"), (21, "⊕"), (1000, "⊕")])
def test_a_heap_of_marks_is_its_number(marks, sign):
    assert printable("ب" + "\u064b" * marks + "x") == f"ب{sign}x"
    assert heap(marks) == sign


def test_what_spells_words_and_emoji_is_kept_and_what_hides_is_not():
    assert printable("می\u200cخواهم \U0001f468\u200d\U0001f469") == "می\u200cخواهم \U0001f468\u200d\U0001f469"
    assert printable("a\U000e0061\u2060\ufeff\u200bb\ufffe\ufdd0") == "ab\ufffd\ufffd"


# Words put together


@given(anything, anything)
def test_no_name_turns_round_what_stands_beside_it(one, other):
    inside = {"\u2068", "\u2069"}
    words = composed(f"{one}: {isolated(other)} {one}")
    depth = 0
    for character in words:
        assert character not in BIDI_CONTROLS or character in inside
        depth += {"\u2068": 1, "\u2069": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0


def test_a_label_with_an_override_in_a_name_reads_as_without_it():
    assert label_text("\u202e\u2067gpj.exe: not there") == label_text("gpj.exe: not there") == "gpj.exe: not there"
    assert label_text(f"{isolated('x')}\u2069\u202e: {isolated('y')}") == "x: y"


@given(st.text(st.sampled_from("قالسلام abc « » 12 می\u200cخواهم \U0001f468\u200d\U0001f469 \u0651é"), max_size=30))
def test_harmless_text_is_left_alone(text):
    assert printable(text) == text


@pytest.mark.parametrize("control", CONTROLS)
def test_every_control_has_a_picture_that_is_not_itself_a_control(control):
    assert is_control(control)
    assert len(picture(control)) == 1
    assert "\u2400" <= picture(control) <= "\u2426"


def test_what_is_shown_for_an_attack():
    assert printable("\x1b]52;c;aGk=\x07\x9b31m\nx\u202etxt.exe\udcff") == "␛]52;c;aGk=␇␦31m␊xtxt.exe\ufffd"
