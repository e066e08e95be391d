"""How alike two annotations of two people are: how much of the text they share, the tags, and a little the answers.

Likeness is a product. Overlap is the Jaccard index of the code points (shared by all that either covers, over all
fragments; a point counts as one). Equal tags leave it as it is and tags without anything in common halve it, equal
answers leave it as it is and other ones take a tenth, both in between by their own Jaccard index. So the same text
with another tag is more alike than two that hardly overlap, and of several annotations of one text those go together
that say most of the same. Numbers are whole parts of `EQUAL`: sums of them are exact.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tui_reader.text.span_sets import union

if TYPE_CHECKING:
    from tui_reader.review.sides import Unit
    from tui_reader.text.span import Span

EQUAL = 10**12
"""The likeness of what says the same."""
LEAST_SHARED = 0.5
"""Overlap from which on annotations without a common tag may be about the same thing.

A number in a sentence that somebody else has marked as a whole is none of it; where tags agree any overlap is enough.
"""


class Traits:
    """What of a unit is compared, in a form that makes comparing quick."""

    def __init__(self, unit: Unit) -> None:
        self.stretches = tuple(union(unit.places))
        self.points = frozenset(place.start for place in unit.places if not place.length)
        self.is_whole = not unit.places
        self.size = sum(stretch.length for stretch in self.stretches) + len(self.points)
        self.tags = frozenset(unit.tags)
        self.answers = frozenset((name, canonical(value)) for name, value in unit.annotation.attributes.items())

    @cached_property
    def key(self) -> tuple[object, ...]:
        """What sorts units of several sides by place: the same for those that say the same."""
        hull = (
            min((*(stretch.start for stretch in self.stretches), *self.points), default=-1),
            max((*(stretch.end for stretch in self.stretches), *self.points), default=-1),
        )
        said = tuple(sorted(self.tags)), tuple(sorted(self.answers))
        return (hull, self.stretches, tuple(sorted(self.points)), *said)

    def covers_the_same(self, other: Traits) -> bool:
        """Whether they are on the same text, in however many fragments that touch each other."""
        return (self.stretches, self.points, self.is_whole) == (other.stretches, other.points, other.is_whole)


def canonical(value: Any) -> str:
    """An answer as text that is the same for equal ones: of several values it does not matter which comes first."""
    if isinstance(value, list):
        return f"[{', '.join(sorted(map(canonical, value)))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(key)}: {canonical(value[key])}' for key in sorted(value))}}}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, ensure_ascii=False)


def likeness(one: Traits, other: Traits) -> int:
    """How alike two units are, 0 to EQUAL; 0 where they have no text in common, or too little for tags that differ."""
    if one.is_whole or other.is_whole:
        shared, covered = int(one.is_whole and other.is_whole), 1
    else:
        shared = _shared(one.stretches, other.stretches)
        if one.points and other.points:
            shared += len(one.points & other.points)
        covered = one.size + other.size - shared
    if not shared:
        return 0
    parts, whole = EQUAL * shared, covered
    if one.tags != other.tags:
        common, all_tags = len(one.tags & other.tags), len(one.tags | other.tags)
        if not common and shared < LEAST_SHARED * covered:
            return 0
        parts, whole = parts * (all_tags + common), whole * 2 * all_tags
    if one.answers != other.answers:
        common, all_answers = len(one.answers & other.answers), len(one.answers | other.answers)
        parts, whole = parts * (9 * all_answers + common), whole * 10 * all_answers
    return parts // whole


def _shared(some: tuple[Span, ...], others: tuple[Span, ...]) -> int:
    """How many places two sets of stretches in order have in common."""
    if len(some) == 1 == len(others):
        return max(0, min(some[0][1], others[0][1]) - max(some[0][0], others[0][0]))
    shared = first = second = 0
    while first < len(some) and second < len(others):
        start, end = max(some[first][0], others[second][0]), min(some[first][1], others[second][1])
        shared += max(0, end - start)
        if some[first][1] <= others[second][1]:
            first += 1
        else:
            second += 1
    return shared
