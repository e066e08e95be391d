"""What a side says of the links of its units, in a form in which sides can be compared: by groups, and not by ids."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.review.likeness import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tui_reader.review.sides import Side


class Tie(NamedTuple):
    """One link as it is seen from the unit it goes out from."""

    name: str
    group: int
    """The number of the group in which its other end is."""
    answers: tuple[tuple[str, str], ...]
    """Names and values of its attributes, in `canonical` spelling, sorted."""


def ties_of(
    side: Side, number: int, group_numbers: Mapping[tuple[int, str], int], symmetric: Collection[str]
) -> dict[str, Counter[Tie]]:
    """By id of a unit, the links that go out from it, and how often each is said.

    Those called as one of `symmetric` go out from the end whose group comes first. `number` is that of the side.
    """
    ties: dict[str, Counter[Tie]] = {}
    for relation in side.relations:
        source, target = relation.source, relation.target
        if relation.name in symmetric and group_numbers[number, target] < group_numbers[number, source]:
            source, target = target, source
        answers = tuple(sorted((name, canonical(value)) for name, value in relation.attributes.items()))
        ties.setdefault(source, Counter())[Tie(relation.name, group_numbers[number, target], answers)] += 1
    return ties
