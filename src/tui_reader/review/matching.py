"""Which annotations of several people are about the same thing, and in what they differ.

Units that have text in common are candidates (one sweep over all fragments), `likeness` weighs them, and
`agreement.grouping` puts them into groups with at most one unit of each side so that the sum over all pairs is as
great as can be; it says where that is certain.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from heapq import heappop, heappush
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from tui_reader.agreement.grouping import grouped
from tui_reader.errors import Stopped
from tui_reader.language import tr
from tui_reader.review.groups import Comparison, Group, State
from tui_reader.review.likeness import EQUAL, Traits, likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from tui_reader.review.sides import Side, Unit

CROWD = 16
"""Candidates of one side that a fragment has among those that begin before it, the nearest first."""
_ASKS_AFTER = 1000
_MATCHING = 0.5
"""Which part of the work is looking for candidates."""


def compare(
    sides: Sequence[Side],
    goes_on: Callable[[float], bool] = lambda _: True,
    *,
    symmetric: Collection[str] = (),
) -> Comparison:
    """What the sides say together, whoever's annotations are listed first.

    Two sides are matched so that the sum of likeness is the greatest there is, several as `grouping.grouped` says; but
    where more than CROWD annotations of one side lie over one place, only the CROWD that begin, and then end, nearest
    before an annotation are candidates for it. `symmetric` are the names of relations of which the direction does not
    matter. `goes_on` is told which part is done, 0 to 1, and says whether to go on: Stopped is raised when it says no.
    """
    order = sorted(range(len(sides)), key=lambda number: _name(sides[number]))
    ranks = {side: rank for rank, side in enumerate(order)}
    entries = sorted(
        (entry for side in order for entry in _entries(side, ranks[side], sides[side])),
        key=lambda entry: entry[:3],
    )
    traits = [entry[-1] for entry in entries]
    side_of = [entry[2] for entry in entries]
    alike = _alike(traits, side_of, len(sides), lambda part: goes_on(_MATCHING * part))
    groups = grouped(side_of, alike, goes_on=lambda part: goes_on(_MATCHING + (1 - _MATCHING) * part))
    pairs = len(sides) * (len(sides) - 1) // 2
    drafts: list[Group] = []
    for members in groups:
        own: list[Unit | None] = [None] * len(sides)
        for member in members:
            side, unit = entries[member][3:5]
            own[side] = unit
        total = sum(alike[one].get(other, 0) for one in members for other in members if one < other)
        differences = _differences([traits[member] for member in members], is_complete=len(members) == len(sides))
        drafts.append(Group(len(drafts), tuple(own), frozenset(differences), total / EQUAL / pairs if pairs else 1.0))
    drafted = Comparison(tuple(sides), tuple(drafts), frozenset(symmetric))
    return replace(drafted, groups=tuple(_with_ties(group, drafted) for group in drafts))


def _name(side: Side) -> tuple[object, ...]:
    """What orders sides, however they are listed."""
    return (str(side.path), side.annotator, tuple((unit.places, unit.tags, unit.id) for unit in side.units))


def _entries(number: int, rank: int, side: Side) -> Iterator[tuple[tuple[object, ...], int, int, int, Unit, Traits]]:
    """The units of a side with what sorts them among all: of those that say the same, first come all first ones."""
    twins: dict[tuple[object, ...], int] = {}
    for unit in sorted(side.units, key=lambda unit: unit.id):
        traits = Traits(unit)
        key = traits.key
        twins[key] = twins.get(key, -1) + 1
        yield key, twins[key], rank, number, unit, traits


def _differences(traits: Sequence[Traits], *, is_complete: bool) -> set[State]:
    found = set() if is_complete else {State.MISSING}
    for one, other in pairwise(traits):
        if one.tags != other.tags:
            found.add(State.TAG)
        if not one.covers_the_same(other):
            found.add(State.BOUNDARIES)
        if one.answers != other.answers:
            found.add(State.ATTRIBUTES)
    return found


def _with_ties(group: Group, comparison: Comparison) -> Group:
    """A group with what its links add to the differences."""
    said = [comparison.ties[side].get(unit.id, Counter()) for side, unit in group.present]
    if all(links == said[0] for links in said):
        return group
    return replace(group, differences=group.differences | {State.RELATIONS})


def _alike(
    traits: Sequence[Traits], side_of: Sequence[int], sides: int, goes_on: Callable[[float], bool]
) -> list[dict[int, int]]:
    """By member, with which others it has anything in common, and how much."""
    alike: list[dict[int, int]] = [{} for _ in traits]
    for one, other in _candidates(traits, side_of, sides, goes_on):
        if other in alike[one]:
            continue
        how_alike = likeness(traits[one], traits[other])
        if how_alike:
            alike[one][other] = alike[other][one] = how_alike
    return alike


def _candidates(
    traits: Sequence[Traits], side_of: Sequence[int], sides: int, goes_on: Callable[[float], bool]
) -> Iterator[tuple[int, int]]:
    """Pairs of members that have text, a point, or the whole document in common, perhaps more than once."""
    yield from _stacked((number for number, each in enumerate(traits) if each.is_whole), side_of, sides)
    points = sorted((point, number) for number, each in enumerate(traits) for point in each.points)
    stacks: dict[int, list[int]] = {}
    for point, number in points:
        stacks.setdefault(point, []).append(number)
    for stack in stacks.values():
        yield from _stacked(stack, side_of, sides)
    fragments = sorted(
        (stretch.start, stretch.end, number) for number, each in enumerate(traits) for stretch in each.stretches
    )
    begun: list[dict[int, None]] = [{} for _ in range(sides)]
    ends: list[tuple[int, int]] = []
    for count, (start, end, number) in enumerate(fragments):
        if count % _ASKS_AFTER == 0 and not goes_on(count / len(fragments)):
            raise Stopped(tr("the comparison was given up"))
        while ends and ends[0][0] <= start:
            _, gone = heappop(ends)
            del begun[side_of[gone]][gone]
        own = side_of[number]
        for side in range(sides):
            if side != own and begun[side]:
                for other in islice(reversed(begun[side]), CROWD):
                    yield number, other
        begun[own][number] = None
        heappush(ends, (end, number))


def _stacked(numbers: Iterator[int] | list[int], side_of: Sequence[int], sides: int) -> Iterator[tuple[int, int]]:
    """Pairs of those that all lie on one place, each with the nearest before it in order."""
    before: list[list[int]] = [[] for _ in range(sides)]
    for number in numbers:
        for side in range(sides):
            if side != side_of[number]:
                for other in before[side][-CROWD:]:
                    yield number, other
        before[side_of[number]].append(number)
