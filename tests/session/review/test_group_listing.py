"""The list of groups: its orders, its filters, and that a decision moves one group as if all had been listed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from three_sets import random_sides, three_sides

from tui_reader.review.decisions import Standing
from tui_reader.review.groups import State
from tui_reader.review.matching import compare
from tui_reader.session.review.filtering import GroupFilter, folded_words, states_of, tags_of
from tui_reader.session.review.listing import GroupListing, Order

if TYPE_CHECKING:
    from tui_reader.review.groups import Group

GROUPS = compare(three_sides()).groups[:9]
WORDS = tuple(map(folded_words, GROUPS))
ORDERS = st.sampled_from(Order)
STANDINGS = st.lists(st.sampled_from(Standing), min_size=len(GROUPS), max_size=len(GROUPS))
TAGS = sorted({tag for group in GROUPS for tag in tags_of(group)})
FILTERS = st.builds(
    GroupFilter,
    state=st.one_of(st.none(), st.sampled_from(State)),
    tag=st.one_of(st.none(), st.sampled_from(TAGS)),
    side=st.one_of(st.none(), st.integers(0, 2)),
    standing=st.one_of(st.none(), st.sampled_from(Standing)),
    text=st.just(""),
    folded=st.just(""),
    among=st.none(),
    among_words=st.just(""),
)


def listing(order: Order, standings: list[Standing], chosen: GroupFilter | None = None) -> GroupListing:
    return GroupListing(GROUPS, WORDS, order, chosen or GroupFilter(), lambda group: standings[group.number])


def numbers(listed: GroupListing) -> list[int]:
    return [listed.number_at(rank) for rank in range(len(listed))]


@given(ORDERS, STANDINGS)
def test_an_order_puts_first_what_it_says_and_keeps_the_places_otherwise(
    order: Order, standings: list[Standing]
) -> None:
    def first(number: int) -> float:
        match order:
            case Order.PLACE:
                return 0.0
            case Order.LIKENESS:
                return GROUPS[number].likeness
            case Order.OPEN:
                return float(standings[number] is Standing.DECIDED)

    found = numbers(listing(order, standings))
    assert found == sorted(range(len(GROUPS)), key=lambda number: (first(number), number))


@given(FILTERS, STANDINGS)
def test_all_that_is_asked_for_is_true_of_what_is_listed_and_not_of_the_rest(
    chosen: GroupFilter, standings: list[Standing]
) -> None:
    def is_asked_for(group: Group) -> bool:
        return (
            chosen.state in (None, *states_of(group))
            and chosen.tag in (None, *tags_of(group))
            and (chosen.side is None or group.units[chosen.side] is not None)
            and chosen.standing in (None, standings[group.number])
        )

    found = numbers(listing(Order.PLACE, standings, chosen))
    assert found == [group.number for group in GROUPS if is_asked_for(group)]


@given(
    ORDERS, ORDERS, FILTERS, STANDINGS, st.lists(st.tuples(st.integers(0, len(GROUPS) - 1), st.sampled_from(Standing)))
)
def test_decisions_and_another_order_move_groups_as_if_all_were_listed_anew(
    before: Order, order: Order, chosen: GroupFilter, standings: list[Standing], decided: list[tuple[int, Standing]]
) -> None:
    listed = listing(before, standings, chosen)
    for place, (number, standing) in enumerate(decided):
        standings[number] = standing
        listed.update(number)
        if place == 1:
            listed.sort_by(order)
    listed.sort_by(order)
    anew = listing(order, standings, chosen)
    assert numbers(listed) == numbers(anew)
    assert listed.open_count == anew.open_count == sum(each is not Standing.DECIDED for each in standings)
    for number in range(len(GROUPS)):
        assert listed.rank(number) == (numbers(anew).index(number) if number in numbers(anew) else None)
        for forward in (True, False):
            assert listed.next_open(number, forward=forward) == anew.next_open(number, forward=forward)


@given(ORDERS, FILTERS, STANDINGS)
def test_the_way_through_what_is_open_comes_by_all_of_it_and_round(
    order: Order, chosen: GroupFilter, standings: list[Standing]
) -> None:
    listed = listing(order, standings, chosen)
    still_open = [number for number in numbers(listed) if standings[number] is not Standing.DECIDED]
    way, number = [], None
    for _ in still_open:
        number = listed.next_open(number, forward=True)
        way.append(number)
    assert way == still_open
    if still_open:
        assert listed.next_open(still_open[-1], forward=True) == still_open[0]
        assert listed.next_open(still_open[0], forward=False) == still_open[-1]
    else:
        assert listed.next_open(None, forward=True) is None


@given(random_sides())
def test_whatever_is_compared_can_be_listed_and_filtered_by_its_words(sides: list) -> None:  # type: ignore[type-arg]
    groups = compare(sides).groups
    words = tuple(map(folded_words, groups))
    for group in groups:
        chosen = GroupFilter().with_text(words[group.number][:6])
        listed = GroupListing(groups, words, Order.PLACE, chosen, lambda _: Standing.OPEN)
        assert listed.rank(group.number) is not None
