"""F1 of two people's marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.agreement.f1 import f1, is_overlapping, is_same_place
from tui_reader.agreement.value import Undefined
from tui_reader.text.span import Span

SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 30), st.integers(0, 8))
PLACES = st.lists(SPANS, max_size=3).map(lambda spans: tuple(sorted(set(spans))))


def test_the_share_of_what_both_have() -> None:
    # Ten were marked by both alike, four by both but not alike, three by one alone: F1 = 2 * 10 / (14 + 17).
    assert f1({(1, 2): 10, (0, 2): 4, (0, 1): 3}) == pytest.approx(20 / 31)


def test_where_nobody_marked_anything_there_is_no_figure() -> None:
    assert f1({}) == Undefined("nobody marked anything")


@given(st.integers(1, 99))
def test_it_goes_from_nothing_to_all(count: int) -> None:
    assert f1({(0, 1): count}) == 0
    assert f1({(3, 6): count}) == 1


@given(PLACES, PLACES)
def test_both_questions_are_symmetric(one: tuple[Span, ...], other: tuple[Span, ...]) -> None:
    assert is_same_place(one, other) == is_same_place(other, one)
    assert is_overlapping(one, other) == is_overlapping(other, one)


@given(PLACES)
def test_a_place_is_itself(one: tuple[Span, ...]) -> None:
    assert is_same_place(one, one)
    assert is_overlapping(one, one)


@given(PLACES, PLACES)
def test_what_shares_a_character_or_a_point_overlaps(one: tuple[Span, ...], other: tuple[Span, ...]) -> None:
    assert is_overlapping(one, other) == (one == other or bool(held(one) & held(other)))


@given(PLACES, PLACES)
def test_the_same_place_holds_the_same(one: tuple[Span, ...], other: tuple[Span, ...]) -> None:
    assert is_same_place(one, other) == (held(one) == held(other) and bool(one) == bool(other))


def held(spans: tuple[Span, ...]) -> set[tuple[int, bool]]:
    """The characters and the points of some spans."""
    characters = {(place, True) for span in spans for place in range(span.start, span.end)}
    return characters | {(span.start, False) for span in spans if not span.length}


def test_pieces_that_touch_are_one_place() -> None:
    assert is_same_place((Span(3, 5), Span(5, 9)), (Span(3, 9),))
    assert not is_same_place((), (Span(0, 9),))
