"""Groups have as much in common as any could where few have to be told apart, and are bounded where many have."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.agreement.grouping import grouped
from tui_reader.errors import Stopped

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_SIDES = 4


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[int], list[dict[int, int]]]:
    """The side of each member, and how alike they are; nothing about it has to make sense."""
    sides = draw(st.lists(st.integers(0, MOST_SIDES - 1), max_size=7))
    alike: list[dict[int, int]] = [{} for _ in sides]
    for other, side in enumerate(sides):
        for one in range(other):
            weight = draw(st.sampled_from([0, 0, 1, 2, 5, 6])) if sides[one] != side else 0
            if weight:
                alike[one][other] = alike[other][one] = weight
    return sides, alike


def total(groups: Sequence[Sequence[int]], alike: Sequence[dict[int, int]]) -> int:
    return sum(alike[one].get(other, 0) for group in groups for one in group for other in group if one < other)


def best_total(sides: Sequence[int], alike: Sequence[dict[int, int]]) -> int:
    """By trying all."""

    def place(member: int, groups: list[list[int]]) -> int:
        if member == len(sides):
            return total(groups, alike)
        found = place(member + 1, [*groups, [member]])
        for number, group in enumerate(groups):
            if all(sides[other] != sides[member] for other in group):
                joined = [*groups[:number], [*group, member], *groups[number + 1 :]]
                found = max(found, place(member + 1, joined))
        return found

    return place(0, [])


def assert_grouped(groups: list[list[int]], sides: Sequence[int]) -> None:
    assert sorted(member for group in groups for member in group) == list(range(len(sides)))
    assert all(len({sides[member] for member in group}) == len(group) for group in groups)
    assert groups == sorted(map(sorted, groups))


@given(cases())
def test_no_other_groups_have_more_in_common(case: tuple[list[int], list[dict[int, int]]]) -> None:
    groups = grouped(*case)
    assert_grouped(groups, case[0])
    assert total(groups, case[1]) == best_total(*case)


@given(cases())
def test_it_does_not_matter_in_which_order_likeness_is_told(case: tuple[list[int], list[dict[int, int]]]) -> None:
    sides, alike = case
    assert grouped(sides, [dict(reversed(row.items())) for row in alike]) == grouped(sides, alike)


@given(cases())
def test_who_has_nothing_in_common_with_a_group_is_not_in_it(case: tuple[list[int], list[dict[int, int]]]) -> None:
    sides, alike = case
    for group in grouped(sides, alike):
        reached = {group[0]}
        for _ in group:
            reached |= {other for member in reached for other in alike[member] if other in group}
        assert reached == set(group)


def crowd(members: int, sides: int) -> tuple[list[int], list[dict[int, int]]]:
    """All have something in common with all others."""
    chance = random.Random(1)
    of = [number % sides for number in range(members)]
    alike: list[dict[int, int]] = [{} for _ in of]
    for other in range(members):
        for one in range(other):
            if of[one] != of[other]:
                alike[one][other] = alike[other][one] = chance.randrange(1, 10**6)
    return of, alike


@pytest.mark.parametrize("sides", [2, 3, 5])
def test_a_crowd_is_put_into_groups_each_as_good_as_can_be_for_every_side(sides: int) -> None:
    of, alike = crowd(120, sides)
    groups = grouped(of, alike)
    assert_grouped(groups, of)
    by_order = [list(range(first, first + sides)) for first in range(0, 120, sides)]
    assert total(groups, alike) > 1.3 * total(by_order, alike)


def test_work_on_a_crowd_can_be_stopped() -> None:
    of, alike = crowd(300, 3)
    answers = iter([True, True])
    with pytest.raises(Stopped):
        grouped(of, alike, goes_on=lambda _: next(answers, False))
