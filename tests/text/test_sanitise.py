"""What is printed without a layout holds nothing that a terminal obeys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import BIDI_CONTROLS, hostile_text

from tui_reader.text.sanitise import is_control, picture, printable

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
def test_nothing_is_dropped_but_bidi_controls(text):
    assert len(printable(text)) == sum(character not in BIDI_CONTROLS for character in text)


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
