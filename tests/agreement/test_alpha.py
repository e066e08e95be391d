"""Krippendorff's alpha: his example, and what another program makes of labels by chance."""

from __future__ import annotations

from collections import Counter

# GPL: for tests only, it does not come with the program.
import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tui_reader.agreement.alpha import Level, alpha
from tui_reader.agreement.value import Undefined

FOUR_OBSERVERS = """1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 ."""
"""Twelve units (K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011)."""

NUMBERS = st.one_of(st.none(), st.integers(0, 6))
ITEMS = st.lists(st.lists(NUMBERS, min_size=4, max_size=4), min_size=2, max_size=30)


def table(items: list[list[int | None]]) -> Counter[tuple[int, ...]]:
    return Counter(tuple(label for label in labels if label is not None) for labels in items)


@pytest.mark.parametrize(
    ("level", "value"),
    [(Level.NOMINAL, 0.743), (Level.ORDINAL, 0.815), (Level.INTERVAL, 0.849), (Level.RATIO, 0.797)],
)
def test_four_observers_of_twelve_units(level: Level, value: float) -> None:
    rows = [[None if word == "." else int(word) for word in line.split()] for line in FOUR_OBSERVERS.splitlines()]
    items = [list(column) for column in zip(*rows, strict=True)]
    assert alpha(table(items), level) == pytest.approx(value, abs=0.0005)


@pytest.mark.parametrize("level", Level)
@settings(max_examples=40)
@given(items=ITEMS)
def test_it_is_what_another_program_says(level: Level, items: list[list[int | None]]) -> None:
    value = alpha(table(items), level)
    assume(not isinstance(value, Undefined))
    # Its domain of values is what pairs hold: what stands alone is left out by both.
    data = np.array([[np.nan if label is None else label for label in labels] for labels in items], dtype=float).T
    if level is Level.RATIO and np.isnan(data).all():
        return
    assert value == pytest.approx(krippendorff.alpha(data, level_of_measurement=level.value), abs=1e-9)


@pytest.mark.parametrize("level", Level)
@settings(max_examples=20)
@given(items=ITEMS, mixed=st.randoms(use_true_random=False))
def test_neither_order_of_items_nor_of_annotators_matters(level: Level, items, mixed) -> None:
    before = alpha(table(items), level)
    shuffled = [mixed.sample(labels, len(labels)) for labels in mixed.sample(items, len(items))]
    after = alpha(table(shuffled), level)
    assert after == (before if isinstance(before, Undefined) else pytest.approx(before, abs=1e-12))


@pytest.mark.parametrize("level", Level)
@settings(max_examples=30)
@given(labels=st.lists(st.integers(0, 9), min_size=1))
def test_who_says_the_same_agrees_fully_or_has_used_one_label(level: Level, labels: list[int]) -> None:
    value = alpha(Counter((label, label, label) for label in labels), level)
    assert value == (1 if len(set(labels)) > 1 else Undefined("only one label was used"))


def test_labels_of_one_annotator_say_nothing() -> None:
    assert alpha({("a",): 4, (): 2}) == Undefined("nothing was labelled by two annotators")
    assert alpha({("a", "b"): 3, ("a", "a"): 2, ("c",): 9}) == alpha({("a", "b"): 3, ("a", "a"): 2})


def test_a_ratio_has_no_number_below_nothing() -> None:
    assert alpha({(1, 2): 1, (-1, 1): 1}, Level.RATIO) == Undefined("a label is a number below 0")


def test_large_numbers_keep_their_small_differences() -> None:
    far = 10**12
    near = {(1, 2): 3, (2, 2): 4, (5, 4): 2}
    moved = {(one + far, other + far): count for (one, other), count in near.items()}
    assert alpha(moved, Level.INTERVAL) == pytest.approx(alpha(near, Level.INTERVAL), rel=1e-6)


@pytest.mark.parametrize("factor", [1e-200, 1e-310, 1e200, 10**400])
@pytest.mark.parametrize("level", [Level.INTERVAL, Level.RATIO])
def test_neither_tiny_nor_huge_numbers_are_lost(level: Level, factor: float) -> None:
    near = {(1, 2): 3, (2, 2): 4, (5, 4): 2}
    scaled = {(one * factor, other * factor): count for (one, other), count in near.items()}
    assert alpha(scaled, level) == pytest.approx(alpha(near, level), rel=1e-9)


def test_numbers_of_all_sizes_stand_beside_each_other() -> None:
    # Beside the huge one all others are the same.
    mixed = {(5e-324, 1e-200): 3, (1.0, 2): 2, (1.7e308, 1.7e308): 4}
    assert alpha(mixed, Level.INTERVAL) == pytest.approx(1)


EXTREME = st.one_of(
    st.floats(), st.integers(), st.integers(-(10**400), 10**400), st.sampled_from((5e-324, 1e308, -0.0))
)


@pytest.mark.parametrize("level", Level)
@settings(max_examples=60)
@given(items=st.lists(st.lists(EXTREME, max_size=4), max_size=12))
def test_any_numbers_have_an_alpha_or_a_reason(level: Level, items: list[list[float]]) -> None:
    value = alpha(Counter(map(tuple, items)), level)
    assert isinstance(value, Undefined) or -1000 < value <= 1


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")])
@pytest.mark.parametrize("level", [Level.INTERVAL, Level.RATIO])
def test_what_has_no_distance_is_no_number(level: Level, number: float) -> None:
    assert alpha({(1.0, 2.0): 3, (number, 1.0): 1}, level) == Undefined("a label is not a finite number")
