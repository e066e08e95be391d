"""What several sets say of the same text, put together: a group has at most one annotation of each set."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from tui_reader.review.ties import ties_of

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from tui_reader.review.sides import Side, Unit
    from tui_reader.review.ties import Tie
    from tui_reader.text.span import Span


class State(Enum):
    """How far those who were compared say the same, the greatest difference first."""

    MISSING = "missing"
    """Somebody has marked nothing here."""
    TAG = "tag"
    BOUNDARIES = "boundaries"
    ATTRIBUTES = "attributes"
    RELATIONS = "relations"
    AGREED = "agreed"
    ALONE = "alone"
    """Only one set is reviewed: there is nobody to agree with."""


@dataclass(frozen=True)
class Group:
    """Annotations that were matched."""

    number: int
    """Its place among the groups of a comparison, in document order, from 0."""
    units: tuple[Unit | None, ...]
    """One for each side, in the order of the sides; None where that has nothing here. At least one is there."""
    differences: frozenset[State]
    """All that is different; empty where all say the same."""
    likeness: float
    """Mean over all pairs of sides of how alike what they have here is, 0 to 1; 0 where one of them has nothing."""

    @property
    def state(self) -> State:
        """The greatest of the differences; how a group is painted."""
        if len(self.units) == 1:
            return State.ALONE
        return next((state for state in State if state in self.differences), State.AGREED)

    @cached_property
    def present(self) -> tuple[tuple[int, Unit], ...]:
        """The units there are, each with the number of its side."""
        return tuple((side, unit) for side, unit in enumerate(self.units) if unit is not None)

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """All tags anybody has given here, in the order of the sides."""
        return tuple(dict.fromkeys(tag for _, unit in self.present for tag in unit.tags))

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """All fragments of all units, as offsets, sorted; they may overlap. None where it is about the document."""
        return tuple(sorted({span for _, unit in self.present for span in unit.spans}))


@dataclass(frozen=True)
class Comparison:
    """Sides and the groups their units were put into; every unit is in just one."""

    sides: tuple[Side, ...]
    groups: tuple[Group, ...]
    """In document order."""
    symmetric: frozenset[str] = frozenset()
    """Names of relations of which the direction does not matter."""

    @cached_property
    def group_numbers(self) -> dict[tuple[int, str], int]:
        """From the number of a side and the id of an annotation to the number of its group."""
        return {(side, unit.id): group.number for group in self.groups for side, unit in group.present}

    @cached_property
    def ties(self) -> tuple[Mapping[str, Counter[Tie]], ...]:
        """For each side, by id of a unit, the links that go out from it, and how often each is said."""
        return tuple(
            ties_of(side, number, self.group_numbers, self.symmetric) for number, side in enumerate(self.sides)
        )
