"""Counts: what digits say to the key behind them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.session.counting import MOST_DIGITS, MOST_TIMES, Count

SCRIPTS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९"]


@given(st.integers(1, 10**MOST_DIGITS - 1), st.sampled_from(SCRIPTS))
def test_digits_of_any_script_are_the_number(number: int, script: str) -> None:
    count = Count()
    assert all(count.takes(script[int(digit)]) for digit in str(number))
    count.hand_on()
    assert count.given == number
    assert count.times == min(number, MOST_TIMES)
    count.hand_on()
    assert (count.given, count.times) == (0, 1), "it is for one key"


@given(st.text(st.sampled_from("0123456789"), max_size=40))
def test_a_count_is_never_more_than_it_may_be(digits: str) -> None:
    count = Count()
    for digit in digits:
        count.takes(digit)
    count.hand_on()
    assert 1 <= count.times <= MOST_TIMES
    assert count.given < 10**MOST_DIGITS


@given(st.one_of(st.none(), st.characters(exclude_categories=["Nd"]), st.just("½"), st.just("12")))
def test_what_is_no_digit_begins_nothing(character: str | None) -> None:
    count = Count()
    assert not count.takes(character)
    assert not count.takes("0")
    assert count.typed == ""
