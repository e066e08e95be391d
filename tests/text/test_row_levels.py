"""The short way to the levels of a row is held to the long one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from visual_order import visual_order

from tui_reader.text import uax9
from tui_reader.text.row_levels import mirrored, row_classes, row_levels, row_order
from tui_reader.text.ucd import CLOSING_BRACKET

characters = st.sampled_from([*"abZ ,.:/+-$%#()[]{}«»│\u2329\u3009\u2800\u00a0", *"بجد", *"אב", *"123", *"٣٤", *"۵۶"])
rows = st.lists(characters, max_size=30).map("".join)
brackets = st.lists(st.sampled_from([*"aب1 ", *CLOSING_BRACKET, *CLOSING_BRACKET.values()]), max_size=30).map("".join)


@given(st.one_of(rows, brackets))
def test_levels_are_those_of_the_algorithm(row: str) -> None:
    assert list(map(int, row_levels(row, row_classes(row)))) == uax9.levels(row, 0)


def test_no_more_brackets_are_open_than_the_algorithm_keeps() -> None:
    for depth in (62, 63, 64):
        row = "ب" + "(" * depth + "ب" + ")" * depth + "ب"
        assert list(map(int, row_levels(row, row_classes(row)))) == uax9.levels(row, 0)


@given(rows)
def test_the_order_is_that_of_the_algorithm(row: str) -> None:
    levels = row_levels(row, row_classes(row))
    order = row_order(levels)
    cells = [cell for start, end, turned in order for cell in range(start, end)[:: -1 if turned else 1]]
    assert cells == visual_order([int(level) for level in levels])
    assert all(turned is (levels[start] == "1") for start, _, turned in order)
    assert len(mirrored(row, order)) == len(row)
