"""The card's rows are what each encoder sends for one row, and the model has every word at its place."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tui_reader.doctor import card
from tui_reader.text.bidi import Direction
from tui_reader.text.display import Display
from tui_reader.text.encoders import Encoder, encode
from tui_reader.text.layout import lay_out


@pytest.mark.parametrize("columns", [card.CARD_WIDTH, 80, 100, 200])
def test_each_encoder_has_a_row_that_fills_the_screen(columns: int) -> None:
    rows = card.rows(columns)
    assert list(rows) == list(Encoder)
    assert len(set(rows.values())) == len(rows)
    for number, row in enumerate(rows.values(), start=1):
        plain = row.replace("\x1b[3m", "").replace("\x1b[0m", "")
        assert "\x1b" not in plain
        assert cell_len(plain) == columns
        assert str(number) in row


def test_the_row_is_one_that_each_encoder_can_get_right() -> None:
    for encoder in Encoder:
        line = lay_out(card.SENTENCE, card.WIDTH, Direction.RTL, encoder.display).line(0)
        assert line.right - line.left < card.WIDTH
        assert encode(encoder, [(f"  1  \u2502 {line.text()} \u2502 1{' ' * 20}", None)]).is_right


def test_in_the_model_each_word_stands_where_it_does_in_the_row() -> None:
    model = card.model()
    assert len(model) == card.CARD_WIDTH
    assert model.isascii()
    raw = lay_out(card.SENTENCE, card.WIDTH, Direction.RTL, Display(joined=False)).line(0)
    letters = " " * raw.left + "".join(placed.glyph[0] for placed in raw.placed)
    assert [cell.isspace() for cell in model[card.INDENT + 2 : -4]] == [letter.isspace() for letter in letters]
    places = [model.index(latin[::-1]) for latin in card.WORDS.values()]
    assert places == sorted(places, reverse=True)
    assert "(2020" in model
    assert "[10][9]" in model
    assert model.endswith("qal"[::-1] + " | 1")
