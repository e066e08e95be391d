"""The best alignment: against all alignments there are, against another program, and what it must keep."""

from __future__ import annotations

import random
from itertools import combinations, permutations, product
from math import comb, inf
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import ALEX, PAUL, SUZAN, section

from tui_reader.agreement import alignment
from tui_reader.agreement.alignment import best_alignment
from tui_reader.agreement.dissimilarity import Dissimilarity, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.agreement.sections import Section


def unit(category: str, *ends: int) -> Unit:
    """`unit("A", 0, 3, 5, 9)` lies from 0 to 3 and from 5 to 9."""
    return Unit.of(section(category, *ends).spans, category)


def units(marked: Sequence[Section]) -> list[Unit]:
    """Sections as units."""
    return [Unit.of(each.spans, each.category) for each in marked]


contiguous = st.builds(
    lambda start, length, category: unit(category, start, start + length),
    st.integers(0, 20),
    st.integers(0, 8),
    st.sampled_from("AB"),
)
in_pieces = st.builds(
    lambda cuts, category: unit(category, *sorted(cuts)[: len(cuts) // 2 * 2]),
    st.lists(st.integers(0, 20), min_size=2, max_size=6, unique=True),
    st.sampled_from("AB"),
)
any_unit = contiguous | in_pieces
weights = st.builds(Dissimilarity, st.sampled_from((0.5, 1.0, 3.0)), st.sampled_from((0.0, 0.5, 1.0)))


# --- How unlike two units are ---


@given(contiguous, contiguous)
def test_a_unit_in_one_piece_is_measured_as_the_paper_has_it(one: Unit, other: Unit) -> None:
    lengths = one.length + other.length
    if lengths:
        ends = abs(one.start - other.start) + abs(one.end - other.end)
        expected = 3 * (ends / lengths) ** 2 + 2 * (one.category != other.category)
        assert Dissimilarity(3, 2).between(one, other) == pytest.approx(expected)


@given(any_unit, any_unit, weights)
def test_units_are_alike_if_and_only_if_they_are_the_same(one: Unit, other: Unit, weigh: Dissimilarity) -> None:
    assert weigh.between(one, other) == weigh.between(other, one) >= 0
    assert weigh.between(one, one) == 0
    if one.pieces != other.pieces:
        assert weigh.between(one, other) > 0


@given(any_unit, any_unit, st.integers(-5, 50))
def test_where_in_the_text_units_are_alike_does_not_matter(one: Unit, other: Unit, by: int) -> None:
    weigh = Dissimilarity()
    assert weigh.between(one.shifted(by), other.shifted(by)) == weigh.between(one, other)


def test_units_in_pieces_differ_by_what_only_one_of_them_holds() -> None:
    assert Dissimilarity().between(unit("A", 0, 4, 6, 10), unit("A", 0, 10)) == pytest.approx((2 / 18) ** 2)
    between_its_pieces = Dissimilarity().between(unit("A", 0, 4, 9, 13), unit("A", 5, 7))
    assert between_its_pieces == pytest.approx(((8 + 2 + 2) / 10) ** 2)


def test_points_are_the_same_point_or_nothing_alike() -> None:
    assert Dissimilarity().between(unit("A", 3, 3), unit("A", 3, 3)) == 0
    assert Dissimilarity().between(unit("A", 3, 3), unit("A", 4, 4)) == inf
    assert Dissimilarity().between(unit("A", 3, 3), unit("A", 3, 5)) == 1


# --- The least disorder ---


def partitions(sizes: Sequence[int]) -> Iterator[list[tuple[int | None, ...]]]:
    """Every way of putting units into groups with at most one unit of each observer: their numbers, or none."""
    first = next((observer for observer, size in enumerate(sizes) if size), None)

    def complete(left: list[list[int]]) -> Iterator[list[tuple[int | None, ...]]]:
        leader = next((observer for observer, numbers in enumerate(left) if numbers), None)
        if leader is None:
            yield []
            return
        choices = [[left[leader][0]], *([None, *numbers] for numbers in left[leader + 1 :])]
        for chosen in product(*choices):
            group = (*[None] * leader, *chosen)
            rest = [[each for each in numbers if each != group[of]] for of, numbers in enumerate(left)]
            for others in complete(rest):
                yield [group, *others]

    if first is None:
        yield []
    else:
        yield from complete([list(range(size)) for size in sizes])


def least(observers: Sequence[Sequence[Unit]], weigh: Dissimilarity) -> float:
    """The least disorder, by looking at all alignments."""

    def disorder(group: tuple[int | None, ...]) -> float:
        unlike = 0.0
        for (one, i), (other, j) in combinations(enumerate(group), 2):
            unlike += 1 if i is None or j is None else weigh.between(observers[one][i], observers[other][j])
        return unlike / comb(len(group), 2)

    return min(sum(map(disorder, groups)) for groups in partitions([len(of) for of in observers]))


def disorder_of(
    groups: Sequence[Sequence[tuple[int, int]]], observers: Sequence[Sequence[Unit]], weigh: Dissimilarity
) -> float:
    """That of an alignment, by its definition."""
    pairs, total = comb(len(observers), 2), 0.0
    for group in groups:
        met = [observers[of][number] for of, number in group]
        unlike = sum(weigh.between(one, other) for one, other in combinations(met, 2))
        total += (unlike + pairs - comb(len(met), 2)) / pairs
    return total


@given(st.lists(st.lists(any_unit, max_size=3), min_size=2, max_size=3), weights)
def test_no_alignment_has_less_disorder(observers: list[list[Unit]], weigh: Dissimilarity) -> None:
    found = best_alignment(observers, weigh)
    assert found.is_exact
    assert found.disorder == pytest.approx(least(observers, weigh), abs=1e-9)
    assert found.disorder == pytest.approx(disorder_of(found.groups, observers, weigh), abs=1e-9)


@settings(max_examples=20)
@given(st.lists(st.lists(any_unit, max_size=2), min_size=4, max_size=5))
def test_nor_among_more_observers(observers: list[list[Unit]]) -> None:
    assert best_alignment(observers, Dissimilarity()).disorder == pytest.approx(
        least(observers, Dissimilarity()), abs=1e-9
    )


@given(st.lists(st.lists(any_unit, max_size=3), min_size=2, max_size=3), weights)
def test_nor_where_prices_have_to_be_found(observers: list[list[Unit]], weigh: Dissimilarity) -> None:
    with mock.patch.object(alignment, "_FEW_BEGINNINGS", 1):
        found = best_alignment(observers, weigh)
    assert found.is_exact
    assert found.disorder == pytest.approx(least(observers, weigh), abs=1e-9)


twins = st.lists(st.sampled_from((unit("A", 0, 4), unit("A", 2, 5), unit("B", 0, 4))), max_size=3)


@settings(max_examples=40)
@given(st.lists(twins, min_size=2, max_size=3))
def test_nor_where_units_are_marked_again_and_again(observers: list[list[Unit]]) -> None:
    found = best_alignment(observers, Dissimilarity())
    assert found.is_exact
    assert found.disorder == pytest.approx(least(observers, Dissimilarity()), abs=1e-9)
    assert found.disorder == pytest.approx(disorder_of(found.groups, observers, Dissimilarity()), abs=1e-9)
    assert sorted(each for group in found.groups for each in group) == [
        (of, number) for of, marked in enumerate(observers) for number in range(len(marked))
    ]


DALTON = (
    (unit("A", 6, 15), unit("B", 29, 38), unit("C", 50, 70)),
    (unit("A", 3, 11), unit("B", 30, 40), unit("C", 60, 70)),
    (unit("A", 12, 25), unit("B", 31, 40), unit("C", 50, 60)),
    (unit("A", 2, 25), unit("B", 33, 43), unit("C", 55, 65)),
)
FIGURE_10 = (
    (unit("A", 4, 14), unit("B", 20, 30)),
    (unit("A", 4, 14), unit("B", 20, 25)),
    (unit("A", 14, 24), unit("B", 40, 44)),
)
FIGURE_19 = ((unit("A", 0, 20),), tuple(unit("A", start, start + 5) for start in range(0, 20, 5)))


@pytest.mark.parametrize(
    ("observers", "position", "expected"),
    [
        ((units(ALEX), units(PAUL), units(SUZAN)), 1, 0.6535416842),
        ((units(ALEX), units(PAUL), units(SUZAN)), 3, 0.9606249332),
        (DALTON, 1, 0.2608202994),
        (DALTON, 3, 0.7824609876),
        (FIGURE_10, 1, 1.1851851940),
        (FIGURE_10, 3, 1.5111111403),
        (FIGURE_19, 1, 1.3440001011),
        (FIGURE_19, 3, 1.6319999695),
    ],
)
def test_the_disorder_is_that_of_pygamma_agreement(observers, position: float, expected: float) -> None:
    """What pygamma-agreement 0.5.9 says, in 32 bits, of files among its tests, two of them figures of the paper.

    `Continuum.get_best_alignment(CombinedCategoricalDissimilarity(alpha=position, beta=1, delta_empty=1)).disorder`
    """
    found = best_alignment(observers, Dissimilarity(position))
    per_observer = sum(map(len, observers)) / len(observers)
    assert found.disorder / per_observer == pytest.approx(expected, abs=1e-6)


# --- What it keeps ---


def many(count: int, seed: int, length: int = 2_000) -> list[list[Unit]]:
    """Three observers who marked much the same."""
    draw = random.Random(seed)
    starts = [draw.randrange(length) for _ in range(count)]
    return [
        [
            unit(draw.choice("AAB"), start + draw.randrange(4), start + 5 + draw.randrange(20))
            for start in starts
            if draw.random() < 0.9
        ]
        for _ in range(3)
    ]


def test_where_much_crowds_together_it_is_what_another_solver_finds() -> None:
    """2,183 groups. HiGHS 1.15 (`scipy.optimize.milp` of SciPy 1.17) finds a least disorder of 32.293278770885564."""
    found = best_alignment(many(60, 1, 600), Dissimilarity())
    assert found.is_exact
    assert found.disorder == pytest.approx(32.293278770885564, abs=1e-9)


@settings(max_examples=25)
@given(st.integers(0, 1000), st.sampled_from((None, 1, 20)), st.sampled_from((None, 1)))
def test_every_unit_is_in_one_group_with_none_of_its_observer(seed: int, groups, beginnings) -> None:
    observers = many(25, seed, 300)
    limits = {"most_groups": groups, "most_beginnings": beginnings}
    found = best_alignment(observers, Dissimilarity(), **{name: most for name, most in limits.items() if most})
    assert sorted(each for group in found.groups for each in group) == [
        (of, number) for of, marked in enumerate(observers) for number in range(len(marked))
    ]
    assert all(len({of for of, _ in group}) == len(group) for group in found.groups)
    assert found.disorder == pytest.approx(disorder_of(found.groups, observers, Dissimilarity()))


def test_an_alignment_that_may_not_be_the_best_says_so() -> None:
    observers = many(20, 1, 300)
    best = best_alignment(observers, Dissimilarity())
    assert best.is_exact
    for limits in ({"most_groups": 20}, {"most_beginnings": 1}, {"most_steps": 0}):
        found = best_alignment(observers, Dissimilarity(), **limits)
        assert not found.is_exact
        assert found.disorder >= best.disorder


def test_it_does_not_matter_who_is_named_first() -> None:
    observers = many(60, 7)
    found = {round(best_alignment(order, Dissimilarity()).disorder, 9) for order in permutations(observers)}
    assert len(found) == 1


def test_it_is_given_up_when_told() -> None:
    class GivenUp(Exception):
        pass

    looks = 0

    def look() -> None:
        nonlocal looks
        looks += 1
        if looks == 50:
            raise GivenUp

    with pytest.raises(GivenUp):
        best_alignment(many(200, 3), Dissimilarity(), look)
