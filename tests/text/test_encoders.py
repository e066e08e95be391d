"""What terminals show of an encoded row is what was meant: each cell, and its style.

The terminals are those of `reordering`; the rows are real ones, with panes and borders, and generated ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reordering import drops_controls, kitty, konsole, level_sources, meant, own_levels, putty, vte
from rich.cells import cell_len
from screen_rows import Row, alone, framed, styled, without_seams
from strategies import NASTY_PARAGRAPHS, prose, real_texts

from tui_reader.text.bidi import Direction
from tui_reader.text.encoders import Encoder, Faces, encode
from tui_reader.text.uax9 import BIDI_CLASS

if TYPE_CHECKING:
    from collections.abc import Callable

    from reordering import Shown

    from tui_reader.text.encoders import Sent

    Levels = Callable[[str], list[int]]
    Font = Callable[[str, int], bool]
    Terminal = Callable[..., Shown[object]]

WIDTHS = (20, 47, 96)
directions = st.sampled_from([Direction.AUTO, Direction.LTR, Direction.RTL])
every_reading = pytest.mark.parametrize("levels", level_sources(), ids=lambda levels: levels.__qualname__)
REORDERING = [konsole, vte]
cells = st.sampled_from([*"abZ ,.()[]«»/%-+$:1290│█▏", *"بجدسلم", *"אבג", *"٣٤۵۶", "ל\u05b8", "لُّ", "é", "中", " ", " "])
any_rows = st.lists(cells, min_size=1, max_size=40).map("".join)
narrow_rows = any_rows.map(lambda row: row.replace("中", "-"))


def real_rows(width: int, encoder: Encoder) -> list[Row]:
    """Rows of every real text between panes."""
    found: list[Row] = []
    for text in real_texts().values():
        found += framed([line for line in text.split("\n") if line.strip()][:12], width, encoder.display)
    return [*found, *framed(NASTY_PARAGRAPHS, width, encoder.display)]


@every_reading
@pytest.mark.parametrize("terminal", REORDERING)
@pytest.mark.parametrize("width", WIDTHS)
def test_runs_are_shown_rightly_by_terminals_that_reorder_rows(width: int, terminal: Terminal, levels: Levels) -> None:
    for row in real_rows(width, Encoder.RUNS):
        sent = encode(Encoder.RUNS, row)
        assert terminal(sent.stretches, levels) == meant(row)
        assert sent.is_right


@pytest.mark.parametrize("terminal", [*REORDERING, drops_controls])
def test_rows_in_visual_order_are_not(terminal: Terminal) -> None:
    rows = [without_seams(row) for row in framed(NASTY_PARAGRAPHS, 60)]
    wrong = [row for row in rows if terminal(encode(Encoder.VISUAL, row).stretches) != meant(row)]
    assert len(wrong) > 0.9 * len(rows)


@every_reading
@given(text=prose, width=st.integers(10, 100), direction=directions)
def test_runs_of_any_prose_are_shown_rightly(text: str, width: int, direction: Direction, levels: Levels) -> None:
    for row in alone(text, width, direction, Encoder.RUNS.display):
        sent = encode(Encoder.RUNS, row)
        for terminal in REORDERING:
            assert terminal(sent.stretches, levels) == meant(row)


@every_reading
@given(line=narrow_rows)
def test_runs_of_any_narrow_cells_are_shown_rightly(line: str, levels: Levels) -> None:
    row = styled(line, 3)
    sent = encode(Encoder.RUNS, row)
    assert sent.is_right
    for terminal in REORDERING:
        assert terminal(sent.stretches, levels) == meant(row)


@given(line=any_rows)
def test_runs_say_where_konsole_tears_a_wide_character_apart(line: str) -> None:
    row = styled(line, 3)
    sent = encode(Encoder.RUNS, row)
    assert vte(sent.stretches) == meant(row)
    assert (konsole(sent.stretches) == meant(row)) is sent.is_right


def in_letters(shown: Shown[object]) -> Shown[object]:
    """The same cells with letters instead of their forms."""
    return [(_letter(glyph), style) for glyph, style in shown]


def _letter(glyph: str) -> str:
    return normalize("NFKC", glyph[0]) + glyph[1:] if "\ufb50" <= glyph < "\uff00" else glyph


def check_the_inverse(row: Row, sent: Sent[int], levels: Levels = own_levels) -> None:
    """What says that it is right is so wherever a row runs, and what is not says so."""
    is_right = in_letters(drops_controls(sent.stretches, levels)) == meant(row)
    if sent.is_right:
        assert is_right
        assert in_letters(putty(sent.stretches, levels)) == meant(row)
    else:
        assert not is_right or begins_with_rtl("".join(text for text, _ in row))


def begins_with_rtl(text: str) -> bool:
    """Whether there is neither a blank nor a letter from left to right before the first one from right to left."""
    classes = (BIDI_CLASS[character] for character in text)
    return next(found for found in classes if found in ("L", "R", "AL", "WS")) in ("R", "AL")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_inverse_is_found_for_nearly_every_row_and_is_right_wherever_it_says_so(width: int) -> None:
    rows = real_rows(width, Encoder.INVERSE)
    right = 0
    for row in rows:
        sent = encode(Encoder.INVERSE, row)
        check_the_inverse(row, sent)
        right += sent.is_right
    assert right >= 0.98 * len(rows)


@every_reading
@given(text=prose, width=st.integers(10, 100), direction=directions)
def test_the_inverse_of_any_prose_says_whether_it_is_right(
    text: str, width: int, direction: Direction, levels: Levels
) -> None:
    for row in alone(text, width, direction):
        sent = encode(Encoder.INVERSE, row)
        check_the_inverse(row, sent, levels)


@given(line=any_rows)
def test_the_inverse_of_any_cells_says_whether_it_is_right_and_sends_no_control(line: str) -> None:
    row = styled(line, 3)
    sent = encode(Encoder.INVERSE, row)
    check_the_inverse(row, sent)
    assert "\u200e" not in "".join(text for text, _ in sent.stretches)


def test_a_row_that_begins_with_arabic_and_has_no_blank_before_is_reported_where_the_first_letter_decides() -> None:
    row = styled("«سلام» 12 abc")
    sent = encode(Encoder.INVERSE, row)
    assert not sent.is_right
    assert drops_controls(sent.stretches) == meant(row) != putty(sent.stretches)
    assert encode(Encoder.INVERSE, styled(" «سلام» 12 abc")).is_right


def test_a_word_is_sent_in_forms_where_its_non_joiner_would_be_dropped() -> None:
    [(sent, _)] = encode(Encoder.INVERSE, [(" مهاوخ\u06cc\u200cم مالس", 1)]).stretches
    assert sent.replace("\u200c", "") == "\u2800سلام ﻣﯽﺧﻮﺍﻫﻢ"


def test_a_letter_left_of_a_number_is_reported_where_controls_are_dropped() -> None:
    assert not encode(Encoder.INVERSE, styled("  م1990 ")).is_right
    assert encode(Encoder.RUNS, styled("  م1990 ")).is_right


def own_font(text: str, _: int) -> bool:
    """What is not in the font of Latin text is in one other."""
    return "\u200c" in text or "\u0590" <= text[0] <= "\u08ff" or "\ufb1d" <= text[0] <= "\ufefe"


def one_font(text: str, _: int) -> bool:
    """One font has it all, but for what is wide, and the non-joiner."""
    return "\u200c" in text or cell_len(text) > 1


OTHER_SLANT, OTHER_WEIGHT = 1000, 2000
"""In a style, that it is in italics, or bold, where the style itself is not, or the other way round."""


def kitty_face(style: int) -> object:
    """Bold or not, italic or not."""
    other, own = divmod(style, OTHER_SLANT)
    return (own % 5 == 0) is not (other == 2), (own % 7 == 3) is not (other == 1)


FACES = Faces(kitty_face, lambda style: (style + OTHER_SLANT, style + OTHER_WEIGHT))
fonts = pytest.mark.parametrize("font", [own_font, one_font])


def in_own_face(shown: Shown[object]) -> Shown[object]:
    """The same cells in the faces they were in, and letters instead of their forms."""
    return [(glyph, style % OTHER_SLANT) for glyph, style in in_letters(shown)]  # type: ignore[operator]


@fonts
@pytest.mark.parametrize("width", WIDTHS)
def test_kitty_shows_words_as_they_are_meant(width: int, font: Font) -> None:
    for row in real_rows(width, Encoder.KITTY):
        sent = encode(Encoder.KITTY, row, FACES).stretches
        assert in_own_face(kitty(sent, font, kitty_face)) == meant(row)


@fonts
@given(line=any_rows)
def test_kitty_shows_any_cells_as_they_are_meant_whatever_is_bold(line: str, font: Font) -> None:
    row = styled(line, 3)
    sent = encode(Encoder.KITTY, row, FACES).stretches
    assert in_own_face(kitty(sent, font, kitty_face)) == meant(row)


def test_kitty_is_sent_another_slant_only_beside_letters_from_right_to_left() -> None:
    row = [("[9] NATO ٣٪ ", 1), (".[9]صنلا 12% «مالس»", 2)]
    sent = encode(Encoder.KITTY, row, FACES).stretches
    assert [text for text, style in sent if style >= OTHER_SLANT] == [".[9]", "«", "»"]
    assert "".join(text for text, _ in sent) == "[9] NATO ٪٣ .[9]النص 12% «سلام»"


def test_kitty_is_sent_another_face_than_that_of_letters_on_either_side() -> None:
    row = [(".[9]", 5), ("صنلا", 2), (":", 3), ("صن", 3)]
    sent = encode(Encoder.KITTY, row, FACES).stretches
    assert [style for _, style in sent] == [5, 2, 3 + OTHER_WEIGHT, 3]


def test_kitty_is_sent_the_forms_of_a_word_that_a_non_joiner_would_take_apart() -> None:
    [(sent, _)] = encode(Encoder.KITTY, [("مهاوخ\u06cc\u200cم", 1)]).stretches
    assert sent == "ﻣﯽﺧﻮﺍﻫﻢ"


def test_kitty_shows_rows_in_visual_order_letter_by_letter_turned_round() -> None:
    row = styled("قارعلا يف")
    assert kitty(row, own_font) != meant(row)


@pytest.mark.parametrize("encoder", Encoder)
@given(line=any_rows)
def test_what_is_sent_holds_every_cell_with_its_style(encoder: Encoder, line: str) -> None:
    row = styled(line, 3)
    styles = {style: text for style, (text, _) in enumerate(row)}
    for text, style in encode(encoder, row).stretches:
        assert style in styles
        assert text
    whole = "".join(text for text, _ in encode(encoder, row).stretches)
    plain = whole.replace("\u200e", "").replace("\ufe0e", "").replace("\u2800", " ")
    assert len(plain) == len(line)


@pytest.mark.parametrize("encoder", Encoder)
def test_rows_without_letters_from_right_to_left_are_sent_as_they_are(encoder: Encoder) -> None:
    row = styled("▕ 12. naïve (C++) 中文 [x] 3,50 € ▏")
    assert encode(encoder, row).stretches is row
