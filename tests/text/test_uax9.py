"""Our own UAX #9 against python-bidi, on text longer and wilder than the conformance tests hold."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import BIDI_CONTROLS, NASTY_PARAGRAPHS, prose, real_paragraphs

from tui_reader.text import uax9
from tui_reader.text.bidi import _levels_by_python_bidi
from tui_reader.text.ucd import CLOSING_BRACKET

BRACKETS = [*"()[]{}", "\u2329", "\u232a", "\u3008", "\u3009"]
CHARACTERS = [*"aאا1+%,\u0661\u0300\u0651 !\t\u00ad/\u200c", *BRACKETS, *BIDI_CONTROLS]

bidi_text = st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=60)
bases = st.integers(0, 1)


def _is_python_bidi_right(text: str) -> bool:
    """Brackets across the edge of an isolate are its one known fault (servo/unicode-bidi #141)."""
    return not (re.search("[\u2066-\u2069]", text) and set(text) & {*CLOSING_BRACKET, *CLOSING_BRACKET.values()})


@given(bidi_text, bases)
def test_levels_of_random_text_are_python_bidis(text, base):
    assume(_is_python_bidi_right(text))
    assert uax9.levels(text, base) == _levels_by_python_bidi(text, base)


@given(st.text(st.sampled_from([c for c in CHARACTERS if not "\u2066" <= c <= "\u2069"]), min_size=1), bases)
def test_levels_with_brackets_and_embeddings_are_python_bidis(text, base):
    assert uax9.levels(text, base) == _levels_by_python_bidi(text, base)


@given(prose, bases)
def test_levels_of_prose_are_python_bidis(text, base):
    assert uax9.levels(text, base) == _levels_by_python_bidi(text, base)


@pytest.mark.parametrize("text", [*real_paragraphs(), *NASTY_PARAGRAPHS])
def test_levels_of_real_text_are_python_bidis(text):
    for base in (0, 1):
        assert uax9.levels(text, base) == _levels_by_python_bidi(text, base)


def test_a_bracket_pair_does_not_reach_across_the_edge_of_an_isolate():
    """The fault for which the layout does not ask python-bidi here."""
    text = "\u05d0(\u2067a)\u2069b"
    assert uax9.levels(text, 0)[1] == 0


@pytest.mark.parametrize("depth", [62, 63, 64, 200])
def test_brackets_beyond_the_depth_of_the_stack_are_left_as_python_bidi_leaves_them(depth):
    """BD16: pairs found before the stack is full are kept, later ones are not looked for."""
    text = "(a)" + "(" * depth + "a" + ")" * depth + "(a)"
    assert uax9.levels(text, 1) == _levels_by_python_bidi(text, 1)


@pytest.mark.parametrize("control", ["\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068"])
@pytest.mark.parametrize("depth", [60, 61, 62, 63, 124, 125, 126, 300])
def test_embeddings_beyond_the_maximal_depth_are_ignored(control, depth):
    text = control * depth + "aא1" + ("\u2069" if control >= "\u2066" else "\u202c") * depth + "aא1"
    for base in (0, 1):
        found = uax9.levels(text, base)
        assert found == _levels_by_python_bidi(text, base)
        assert max(found) <= uax9.MAX_DEPTH + 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("123 (!)", None),
        ("1. قال", 1),
        ("«Python» لغة", 0),
        ("\u2067abc\u2069 قال", 1),
        ("\u2067قال", None),
        ("\u2069قال", 1),
        ("\u200fabc", 1),
        ("\u061cabc", 1),
        ("\u202eabc", 0),
        ("١٢٣ abc", 0),
    ],
)
def test_the_first_strong_character_outside_isolates_decides(text, expected):
    assert uax9.first_strong(text) == expected


@pytest.mark.parametrize(
    ("code_point", "expected"),
    [
        (0x05FF, "R"),
        (0x20C5, "ET"),
        (0xFFFE, "BN"),
        (0xFDD0, "BN"),
        (0xE0FFF, "BN"),
        (0x1EEFE, "AL"),
        (0x0378, "L"),
    ],
)
def test_code_points_without_a_character_have_the_class_their_block_is_kept_for(code_point, expected):
    assert unicodedata.category(chr(code_point)) == "Cn"
    assert uax9.BIDI_CLASS[chr(code_point)] == expected
