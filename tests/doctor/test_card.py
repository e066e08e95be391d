"""The card's rows are what each encoder sends for one row, and the model has every word at its place."""

from __future__ import annotations

from tui_reader.doctor import card
from tui_reader.text.bidi import Direction
from tui_reader.text.display import Display
from tui_reader.text.encoders import Encoder, encode
from tui_reader.text.layout import lay_out


def test_each_encoder_has_a_row_that_it_can_get_right() -> None:
    rows = card.rows()
    assert [row.encoder for row in rows] == list(Encoder)
    assert len({row.text for row in rows}) == len(rows)
    for row in rows:
        line = lay_out(card.SENTENCE, card.WIDTH, Direction.RTL, Display(joined=row.encoder.joins)).line(0)
        assert line.right - line.left < card.WIDTH
        assert encode(row.encoder, [(f"\u2502 {line.text()} \u2502 1", None)]).is_right


def test_in_the_model_each_word_stands_where_it_does_in_the_row() -> None:
    model = card.model()
    assert len(model) == card.CARD_WIDTH
    assert model.isascii()
    raw = lay_out(card.SENTENCE, card.WIDTH, Direction.RTL, Display(joined=False)).line(0)
    letters = " " * raw.left + "".join(placed.glyph[0] for placed in raw.placed)
    assert [cell.isspace() for cell in model[2:-4]] == [letter.isspace() for letter in letters]
    places = [model.index(latin[::-1]) for latin in card.WORDS.values()]
    assert places == sorted(places, reverse=True)
    assert "(2020" in model
    assert "[10][9]" in model
    assert model.endswith("qal"[::-1] + " | 1")
