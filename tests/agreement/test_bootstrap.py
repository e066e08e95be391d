"""How sure a figure is."""

from __future__ import annotations

from collections import Counter
from math import comb, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.agreement.alpha import Level, alpha_at
from tui_reader.agreement.bootstrap import Interval, binomial, interval, resampled
from tui_reader.agreement.f1 import f1
from tui_reader.agreement.kappa import cohen, fleiss, light
from tui_reader.agreement.value import Undefined


class Numbers:
    """Numbers from 0 up to 1, the same each time."""

    def __init__(self, seed: int) -> None:
        self._at = seed * 2**32

    def __call__(self) -> float:
        # SplitMix64 (Steele, Lea and Flood 2014): another generator than that of the program.
        self._at = (self._at + 0x9E3779B97F4A7C15) % 2**64
        mixed = ((self._at ^ (self._at >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) % 2**64
        return ((mixed ^ (mixed >> 31)) >> 11) / 2**53


@pytest.mark.parametrize(("trials", "chance"), [(6, 0.3), (40, 0.1), (40, 0.5), (200, 0.07), (200, 0.9), (60, 0.41)])
def test_binomial_draws_come_as_often_as_they_should(trials: int, chance: float) -> None:
    draw, count = Numbers(1), 8_000
    drawn = Counter(binomial(trials, chance, draw) for _ in range(count))
    for value in range(trials + 1):
        expected = comb(trials, value) * chance**value * (1 - chance) ** (trials - value) * count
        assert abs(drawn[value] - expected) <= 5 * sqrt(expected) + 3


@settings(max_examples=40)
@given(st.lists(st.integers(1, 500), min_size=1, max_size=12), st.integers(0, 99))
def test_as_many_are_drawn_as_there_are(counts: list[int], seed: int) -> None:
    for drawn in resampled(counts, 5, seed):
        assert sum(drawn.values()) == sum(counts)
        assert min(drawn.values()) > 0
        assert drawn.keys() <= set(range(len(counts)))


@pytest.mark.parametrize("counts", [[2, 3, 1, 4], [200, 300, 100, 400], [200, 3, 1, 400, 9]])
def test_kinds_come_out_as_often_as_there_are_of_them(counts: list[int]) -> None:
    # The first are drawn item by item, the next by kinds, the last in both ways.
    rounds, total = 4000, sum(counts)
    found: Counter[int] = Counter()
    for drawn in resampled(counts, rounds, seed=3):
        found.update(drawn)
    for number, count in enumerate(counts):
        part = count / total
        assert abs(found[number] - rounds * count) < 5 * sqrt(rounds * total * part * (1 - part))


def test_the_interval_is_that_of_a_proportion() -> None:
    # F1 of marks that both have made is the share of those that are alike: a proportion, whose spread is known.
    found = interval({(1, 2): 600, (0, 2): 400}, f1, seed=4)
    assert isinstance(found, Interval)
    margin = 1.96 * sqrt(0.6 * 0.4 / 1000)
    assert found.low == pytest.approx(0.6 - margin, abs=0.006)
    assert found.high == pytest.approx(0.6 + margin, abs=0.006)


@settings(max_examples=15)
@given(st.dictionaries(st.tuples(st.sampled_from("ab"), st.sampled_from("ab")), st.integers(1, 60), min_size=1))
def test_it_holds_the_figure_and_is_the_same_each_time(table) -> None:
    found = interval(table, cohen, seed=7)
    assert found == interval(table, cohen, seed=7)
    if isinstance(found, Interval):
        assert -1 <= found.low <= found.high <= 1


def test_more_items_make_it_narrower() -> None:
    few = interval({(1, 2): 30, (0, 1): 20}, f1, seed=0)
    many = interval({(1, 2): 3000, (0, 1): 2000}, f1, seed=0)
    assert isinstance(few, Interval)
    assert isinstance(many, Interval)
    assert many.high - many.low < (few.high - few.low) / 5


def test_another_seed_draws_others() -> None:
    table = {(1, 2): 30, (0, 1): 20}
    assert len({interval(table, f1, seed) for seed in range(5)}) > 1


def test_an_interval_holds_the_figure_or_there_is_none() -> None:
    table = {(number, number + 1): 1 for number in range(8)}
    assert interval(table, fleiss, seed=0) == Undefined("drawn again, it lies elsewhere")


def test_what_is_undefined_has_no_interval_and_says_so() -> None:
    assert interval({}, f1, seed=0) == Undefined("nobody marked anything")
    assert interval({(1, 2): 3}, f1, seed=0) == Undefined("there are too few to draw from")
    # There is a figure only where the one item is drawn that was labelled otherwise: in two of three rounds.
    rare = interval({("a", "a"): 400, ("b", "b"): 1}, cohen, seed=0)
    assert rare == Undefined("drawn again, it is undefined too often")


def test_thousands_of_items_of_few_kinds_are_not_drawn_one_by_one() -> None:
    asked = 0

    def counting(table) -> float:
        nonlocal asked
        asked += len(table)
        return 0.5

    interval(dict.fromkeys(range(15), 1000), counting, seed=0)
    assert asked <= 15 * 1001


def test_of_many_kinds_there_are_fewer_rounds() -> None:
    asked = 0

    def counting(table) -> float:
        nonlocal asked
        asked += 1
        return 0.5

    interval(dict.fromkeys(range(2000), 1), counting, seed=0)
    assert asked == 101


LABELS = st.lists(st.sampled_from("abcdef"), min_size=2, max_size=3)


@settings(max_examples=30)
@given(
    st.lists(LABELS, min_size=1, max_size=12, unique_by=tuple), st.lists(st.integers(0, 5), min_size=12, max_size=12)
)
def test_a_measure_drawn_again_is_the_one_of_what_was_drawn(kinds: list[list[str]], counts: list[int]) -> None:
    drawn = {number: count for number, count in enumerate(counts[: len(kinds)]) if count}
    named = [tuple(enumerate(labels)) for labels in kinds]
    pairs = list({(labels[0], labels[1]): None for labels in kinds})
    for measure, of in ((alpha_at(Level.NOMINAL), list(map(tuple, kinds))), (light, named), (cohen, pairs)):
        here = {number: count for number, count in drawn.items() if number < len(of)}
        assert measure.over(of)(here) == measure({of[number]: count for number, count in here.items()})
