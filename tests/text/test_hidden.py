"""Hidden characters, seen: each by itself, and nothing else moved by it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from rich.cells import cell_len
from strategies import hostile_text, inline_text
from visual_order import visual_order

from tui_reader.text.bidi import paragraph_levels, reset_whitespace
from tui_reader.text.display import Display
from tui_reader.text.hidden import SIGN_INSTEAD, sign_of, signed_columns
from tui_reader.text.layout import Line, ShapedParagraph
from tui_reader.text.shaping import Role, role_of
from tui_reader.text.uax9 import BIDI_CLASS, REMOVED_BY_X9


@given(inline_text)
@example("\u202aقالReuters")
@example("\u202e\U0001f468\u200d\U0001f469")
def test_what_is_seen_stands_in_the_order_of_the_algorithm(text):
    """Hidden characters among it. L1 and L2 are those of `bidi`, which the published tests go through."""
    text = "".join(each for each in text if role_of(each) is not Role.EXTEND)
    shaped = ShapedParagraph(text, display=Display(hidden=True))
    line = Line(shaped, 0, shaped.cluster_count, 10_000)
    levels = list(paragraph_levels(text, shaped.base_level))
    for column, each in enumerate(text):
        if BIDI_CLASS[each] in REMOVED_BY_X9:
            levels[column] = levels[column - 1] if column else shaped.base_level
    reset_whitespace(levels, [BIDI_CLASS[each] for each in text], shaped.base_level)
    starts = set(shaped.clusters.starts)
    assert [c.start for c in line.placed] == [column for column in visual_order(levels) if column in starts]


@given(hostile_text.filter(bool))
@example("\u200e\t")
@example("\u200e\u2028")
def test_hidden_characters_are_seen_one_by_one_between_what_is_seen_without_them(text):
    plain, signed = ShapedParagraph(text).clusters, ShapedParagraph(text, display=Display(hidden=True)).clusters
    columns = set(signed_columns(text))
    glyphs = dict(zip(signed.starts, signed.glyphs, strict=True))
    for column in columns:
        assert glyphs[column][0] == SIGN_INSTEAD.get(text[column], sign_of(text[column]))[0]
    for start, end, glyph in zip(plain.starts, [*plain.starts[1:], len(text)], plain.glyphs, strict=True):
        shown = next((c for c in range(start, end) if role_of(text[c]) is not Role.HIDDEN), None)
        if shown is not None and text[shown] not in SIGN_INSTEAD:
            assert glyphs[shown] == glyph


@pytest.mark.parametrize("sign", sorted({*map(sign_of, map(chr, range(0x110000))), *SIGN_INSTEAD.values()}))
def test_a_sign_is_neutral_and_nothing_that_a_terminal_mirrors_or_obeys(sign):
    assert unicodedata.bidirectional(sign[0]) == "ON"
    assert not unicodedata.mirrored(sign[0])
    assert sign.isprintable()


def test_every_hidden_character_has_a_sign_as_wide_as_a_cell_and_every_other_one_of_its_own_width():
    for point in range(0x110000):
        character = chr(point)
        if role_of(character) is Role.HIDDEN:
            assert cell_len(sign_of(character)) == 1
    assert all(cell_len(sign) == cell_len(character) for character, sign in SIGN_INSTEAD.items())


def test_forms_of_letters_are_those_they_have_where_nothing_hidden_is_seen():
    def signed(text: str) -> list[str]:
        return list(ShapedParagraph(text, display=Display(hidden=True)).clusters.glyphs)

    assert signed("ب\u200dب\u200cبـب") == [*"ﺑ∪ﺐ¦ﺑ‗ﺐ"]
    assert signed("\u200dه\u200d") == [*"∪ﻬ∪"]
    assert signed("ب\u200e\u064eت") == ["ﺑ\u064e", "▸", "ﺖ"]
    assert signed("👨\u200d👩") == ["👨👩", "∪"]
