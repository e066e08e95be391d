"""Annotations are matched as well as can be, whoever is listed first, and groups say what is different."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from three_sets import random_sides, side, three_sides, unit

from tui_reader.errors import Stopped
from tui_reader.review.groups import State
from tui_reader.review.likeness import EQUAL, Traits, likeness
from tui_reader.review.matching import compare

if TYPE_CHECKING:
    from tui_reader.review.groups import Comparison
    from tui_reader.review.sides import Side, Unit


def alike(one: Unit | None, other: Unit | None) -> int:
    return 0 if one is None or other is None else likeness(Traits(one), Traits(other))


def total(comparison: Comparison) -> int:
    """What the groups have in common, over all pairs."""
    return sum(alike(*pair) for group in comparison.groups for pair in itertools.combinations(group.units, 2))


def best_total(sides: list[Side]) -> int:
    """The most that any grouping has, by trying all of them."""
    weights = {
        (a.id, b.id): alike(a, b)
        for one, other in itertools.permutations(sides, 2)
        for a, b in itertools.product(one.units, other.units)
    }
    best = 0

    def place(number: int, left: tuple[str, ...], groups: list[list[str]], used: list[int], so_far: int) -> None:
        nonlocal best
        if not left:
            if number + 1 < len(sides):
                place(number + 1, tuple(each.id for each in sides[number + 1].units), groups, [], so_far)
            best = max(best, so_far)
            return
        first, *others = left
        for at, group in enumerate(groups):
            if at not in used:
                gain = sum(weights[first, there] for there in group)
                group.append(first)
                place(number, tuple(others), groups, [*used, at], so_far + gain)
                group.pop()
        groups.append([first])
        place(number, tuple(others), groups, [*used, len(groups) - 1], so_far)
        groups.pop()

    place(0, tuple(each.id for each in sides[0].units), [], [], 0)
    return best


def ids(comparison: Comparison) -> list[frozenset[str]]:
    """The groups, whatever the order of the sides."""
    return [frozenset(each.id for _, each in group.present) for group in comparison.groups]


@given(random_sides(least=2, most=2, units=5))
def test_of_two_sides_no_other_groups_have_more_in_common(sides: list[Side]) -> None:
    assert total(compare(sides)) == best_total(sides)


@settings(max_examples=60)
@given(random_sides(least=3, most=4, units=3))
def test_of_several_sides_no_other_groups_have_more_in_common(sides: list[Side]) -> None:
    assert total(compare(sides)) == best_total(sides)


@given(random_sides(), st.randoms(use_true_random=False))
def test_it_does_not_matter_who_or_what_is_listed_first(sides: list[Side], chance: object) -> None:
    before = compare(sides)
    order = chance.sample(range(len(sides)), len(sides))  # type: ignore[attr-defined]
    shuffled = [
        side(
            sides[number].annotator,
            chance.sample(sides[number].units, len(sides[number].units)),  # type: ignore[attr-defined]
            [(link.name, link.source, link.target) for link in reversed(sides[number].relations)],
        )
        for number in order
    ]
    after = compare(shuffled)
    assert ids(after) == ids(before)
    assert [group.differences for group in after.groups] == [group.differences for group in before.groups]
    assert [group.likeness for group in after.groups] == [group.likeness for group in before.groups]


@given(random_sides())
def test_every_unit_is_in_one_group(sides: list[Side]) -> None:
    comparison = compare(sides)
    found = [(number, each.id) for group in comparison.groups for number, each in group.present]
    assert sorted(found) == sorted((number, each.id) for number, one in enumerate(sides) for each in one.units)
    assert [group.number for group in comparison.groups] == list(range(len(comparison.groups)))
    assert all(len(group.units) == len(sides) and group.present for group in comparison.groups)
    assert all(0 <= group.likeness <= 1 for group in comparison.groups)


@given(random_sides(least=2), st.integers(2, 3))
def test_a_set_agrees_with_its_copies(sides: list[Side], copies: int) -> None:
    comparison = compare([sides[0]] * copies)
    assert {group.state for group in comparison.groups} <= {State.AGREED}
    assert len(comparison.groups) == len(sides[0].units)
    assert all(group.likeness == 1 for group in comparison.groups)


@given(random_sides(least=1, most=1))
def test_one_set_has_nobody_to_agree_with(sides: list[Side]) -> None:
    assert {group.state for group in compare(sides).groups} <= {State.ALONE}


def test_three_sets_differ_in_every_way() -> None:
    found = compare(three_sides())
    assert {group.state for group in found.groups} == set(State) - {State.ALONE}


def together(one: Unit, other: Unit) -> bool:
    return len(compare([side("a", [one]), side("b", [other])]).groups) == 1


def test_other_tags_are_about_the_same_only_where_most_of_the_text_is() -> None:
    claim = unit("a", (0, 10))
    assert together(claim, unit("b", (0, 10), tags=["Quote"]))
    assert together(claim, unit("b", (0, 5), tags=["Quote"]))
    assert not together(claim, unit("b", (0, 4), tags=["Quote"]))
    assert together(claim, unit("b", (9, 30)))
    assert together(claim, unit("b", (9, 30), tags=["Quote", "Claim"]))


def test_what_only_touches_is_not_together() -> None:
    assert not together(unit("a", (0, 10)), unit("b", (10, 20)))
    assert not together(unit("a", (0, 10)), unit("b", (10, 10)))
    assert not together(unit("a", (0, 10)), unit("b", (5, 5)))
    assert not together(unit("a", (0, 2), (8, 9)), unit("b", (2, 8)))
    assert not together(unit("a"), unit("b", (0, 10)))
    assert together(unit("a", (5, 5)), unit("b", (5, 5)))
    assert together(unit("a"), unit("b"))
    assert together(unit("a", (0, 2), (8, 9)), unit("b", (2, 9)))


def test_fragments_that_touch_are_one() -> None:
    comparison = compare([side("a", [unit("a", (0, 5), (5, 9))]), side("b", [unit("b", (0, 9))])])
    assert comparison.groups[0].state is State.AGREED


def test_those_inside_others_go_with_their_equals() -> None:
    spans = [(0, 40), (2, 38), (4, 30), (4, 12)]
    sides = [side(name, [unit(f"{name}{span}", span) for span in spans]) for name in "abc"]
    assert {group.state for group in compare(sides).groups} == {State.AGREED}


def test_of_twins_those_go_together_that_have_the_same_answers() -> None:
    answers = [{"certainty": "denied"}, {"certainty": "asserted"}]
    sides = [
        side("a", [unit(f"a{number}", (0, 9), answers=answer) for number, answer in enumerate(answers)]),
        side("b", [unit(f"b{number}", (0, 9), answers=answer) for number, answer in enumerate(reversed(answers))]),
    ]
    assert set(ids(compare(sides))) == {frozenset({"a0", "b1"}), frozenset({"a1", "b0"})}


def test_several_values_are_the_same_in_any_order() -> None:
    one, other = ({"claim_type": values} for values in (["causal", "numerical"], ["numerical", "causal"]))
    assert likeness(Traits(unit("a", (0, 9), answers=one)), Traits(unit("b", (0, 9), answers=other))) == EQUAL
    answers = ({"n": 1}, {"n": True}, {"n": "1"})
    assert len({Traits(unit("a", (0, 9), answers=each)).answers for each in answers}) == len(answers)
    assert Traits(unit("a", answers={"n": 1.0})).answers == Traits(unit("a", answers={"n": 1})).answers


class TestRelations:
    """What relations say is part of what is said of the annotation they go out from."""

    ends = ((0, 5), (10, 15), (20, 25))

    def states(self, *links: list[tuple[str, int, int]]) -> list[State]:
        sides = [
            side(
                name,
                [unit(f"{name}{number}", span) for number, span in enumerate(self.ends)],
                [(kind, f"{name}{source}", f"{name}{target}") for kind, source, target in own],
            )
            for name, own in zip("abc", links, strict=False)
        ]
        return [group.state for group in compare(sides).groups]

    def test_the_same_ones_agree(self) -> None:
        own = [("cites", 0, 1), ("cites", 0, 2)]
        assert self.states(own, own[::-1], own) == [State.AGREED] * 3

    @pytest.mark.parametrize("other", [[], [("restates", 0, 1)], [("cites", 0, 2)], [("cites", 0, 1), ("cites", 0, 1)]])
    def test_others_are_a_difference_where_they_go_out_from(self, other: list[tuple[str, int, int]]) -> None:
        assert self.states([("cites", 0, 1)], other) == [State.RELATIONS, State.AGREED, State.AGREED]

    def test_the_direction_matters(self) -> None:
        assert self.states([("cites", 0, 1)], [("cites", 1, 0)]) == [State.RELATIONS, State.RELATIONS, State.AGREED]

    def test_unless_it_is_said_to_have_none(self) -> None:
        sides = [
            side("a", [unit("a0", (0, 5)), unit("a1", (9, 12))], [("restates", "a0", "a1")]),
            side("b", [unit("b0", (0, 5)), unit("b1", (9, 12))], [("restates", "b1", "b0")]),
        ]
        assert {group.state for group in compare(sides, symmetric={"restates"}).groups} == {State.AGREED}
        assert State.RELATIONS in {group.state for group in compare(sides).groups}

    def test_who_has_not_marked_the_source_is_not_asked(self) -> None:
        sides = [
            side("a", [unit("a0", (0, 5)), unit("a1", (9, 12))], [("cites", "a0", "a1")]),
            side("b", [unit("b1", (9, 12))]),
        ]
        assert [group.differences for group in compare(sides).groups] == [{State.MISSING}, frozenset()]


def test_it_tells_how_far_it_is_and_can_be_stopped() -> None:
    sides, told = three_sides(), list[float]()
    compare(sides, lambda part: bool(told.append(part)) or True)
    assert told == sorted(told)
    for asked in range(len(told)):
        answers = iter([True] * asked + [False])
        with pytest.raises(Stopped):
            compare(sides, lambda _, answers=answers: next(answers))
