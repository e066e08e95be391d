"""What is told of code points: names and classes as Unicode has them, forms as letters join."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_text, prose

from tui_reader.text.bidi import paragraph_levels
from tui_reader.text.inspection import CodePoint, code_points, joining_type, name_of, number_of
from tui_reader.text.layout import ShapedParagraph
from tui_reader.text.ucd import PRESENTATION_FORMS


def inspected(text: str) -> list[CodePoint]:
    return code_points(text, paragraph_levels(text, ShapedParagraph(text).base_level), 0, len(text))


def forms(text: str) -> list[str]:
    return [point.form for point in inspected(text)]


def test_a_letter_is_told_with_all_that_is_known_of_it() -> None:
    assert inspected("aب")[1] == CodePoint(1, "U+0628", "ARABIC LETTER BEH", "Lo", "AL", 1, "D", "isolated")


@pytest.mark.parametrize("code", [*range(0x20), *range(0x7F, 0xA0)])
def test_control_characters_have_the_names_unicode_knows_them_by(code: int) -> None:
    if code not in (0x80, 0x81, 0x99):  # Python leaves out the aliases of the kind "figment".
        assert unicodedata.lookup(name_of(chr(code))) == chr(code)


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\u202e", "RIGHT-TO-LEFT OVERRIDE"),
        ("\ud800", "lone surrogate"),
        ("\ufdd0", "noncharacter"),
        ("\U0010ffff", "noncharacter"),
        ("\ue000", "private use"),
        ("\u0378", "unassigned"),
        ("\U00017000", "name not known"),
    ],
)
def test_what_has_no_name_is_told_as_what_it_is(character: str, name: str) -> None:
    assert name_of(character) in (name, unicodedata.name(character, name))


@given(hostile_text)
def test_everything_can_be_inspected_and_none_of_it_is_told_as_it_is(text: str) -> None:
    for point, each in zip(inspected(text), text, strict=True):
        assert chr(int(point.number[2:], 16)) == each
        assert "".join(map(str, point)).isascii()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سلام", ["initial", "medial", "final", "isolated"]),
        ("ب\u064eب", ["initial", "", "final"]),
        ("ب\u200cب", ["isolated", "", "isolated"]),
        ("ه\u200d", ["initial", ""]),
        ("aه\u200d", ["", "initial", ""]),
        ("\u200dه", ["", "final"]),
        ("بټب", ["initial", "medial", "final"]),
        ("اب", ["isolated", "isolated"]),
        ("أب ج", ["isolated", "isolated", "", "isolated"]),
    ],
)
def test_the_form_is_the_one_a_letter_takes_beside_its_neighbours(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@given(prose)
def test_forms_are_those_that_are_sent(text: str) -> None:
    shaped = ShapedParagraph(text).clusters
    glyphs = dict(zip(shaped.starts, shaped.glyphs, strict=True))
    for point in inspected(text):
        known = PRESENTATION_FORMS.get(text[point.column], "\0\0\0\0")
        glyph = glyphs.get(point.column, "")[:1]
        if point.form and glyph and glyph in known:
            assert known[["isolated", "final", "initial", "medial"].index(point.form)] == glyph


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        *zip("بداـ\u200d", "DRRCC", strict=True),
        *zip("\u064e\u0670\u200e\u202b\u00ad", "TTTTT", strict=True),
        *zip("ءa \u200c\u2067\u2069\u0600", "UUUUUUU", strict=True),
    ],
)
def test_joining_types_are_those_of_unicode(character: str, expected: str) -> None:
    assert joining_type(character) == expected


@given(st.characters())
def test_numbers_have_four_digits_or_more(character: str) -> None:
    assert int(number_of(character)[2:], 16) == ord(character)
    assert len(number_of(character)) >= 6
