"""Deciding by rule, before anybody looks: of the groups nobody has decided, those in which enough people say the same.

A vote is for a version: text, tags and answers. The version with most votes wins if these are as many as the rule asks
for; where two have as many, nothing is decided. Links are those of all who voted for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tui_reader.annotations.changes import Batch
from tui_reader.annotations.records.written import utc_now
from tui_reader.review.groups import State
from tui_reader.review.outcomes import as_all, as_side
from tui_reader.review.saying import Sayings, side_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.annotations.changes import Change
    from tui_reader.annotations.records.written import Clock
    from tui_reader.documents.document import Document
    from tui_reader.review.decisions import Decisions
    from tui_reader.review.groups import Comparison, Group
    from tui_reader.review.verdicts import Outcome

BETWEEN_QUESTIONS = 16
"""Groups that are looked at before it is asked whether to go on: a few milliseconds."""


@dataclass(frozen=True)
class Strategy:
    """A rule by which a version is accepted."""

    name: str
    """What decisions say they were made by."""
    votes: Callable[[int], int]
    """From the number of sides to the number of votes that a version needs."""
    is_unanimous: bool = False
    """Whether links have to be the same too."""

    def outcome(self, comparison: Comparison, group: Group, document: Document) -> Outcome | None:
        """The version that wins; None where none does."""
        voters = most_voters(group)
        if not self.decides(group, voters):
            return None
        if self.is_unanimous:
            return as_all(group, document)
        names = side_names(comparison.sides)
        found = as_side(comparison, group, voters[0], document)
        return replace(found, relations_of=tuple(names[side] for side in voters))

    def decides(self, group: Group, voters: Sequence[int]) -> bool:
        """Whether a version wins, by the `most_voters` of a group."""
        if self.is_unanimous:
            return group.state is State.AGREED
        return len(voters) >= max(1, self.votes(len(group.units)))


def most_voters(group: Group) -> Sequence[int]:
    """The sides whose version has most votes; none where another has as many."""
    votes: dict[str, list[int]] = {}
    for side, unit in group.present:
        votes.setdefault(Sayings.words(unit), []).append(side)
    most = max(map(len, votes.values()))
    best = [voters for voters in votes.values() if len(voters) == most]
    return best[0] if len(best) == 1 else ()


ALL_AGREE = Strategy("agreed", lambda sides: sides, is_unanimous=True)
"""All have it, and say the same. A set that nobody else has looked at agrees with nobody."""
MAJORITY = Strategy("majority", lambda sides: max(2, sides // 2 + 1))
"""More than half of all sets say the same, those with nothing here among them."""


def at_least(count: int | Fraction) -> Strategy:
    """So many say the same, or this part of all sets, above 0 to 1. Raises ValueError for any other number."""
    if isinstance(count, Fraction):
        if not 0 < count <= 1:
            raise ValueError(f"no part of a whole: {count}")
        return Strategy(f"at-least-{100 * float(count):g}%", lambda sides: math.ceil(count * sides))
    if count < 1:
        raise ValueError(f"no number of people: {count}")
    return Strategy(f"at-least-{count}", lambda _: count)


def strategy_named(name: str) -> Strategy:
    """The rule that a person names: `agreed`, `majority`, a number of people, or a part (`0.6`, `60%`, `2/3`).

    Raises ValueError.
    """
    named = {strategy.name: strategy for strategy in (ALL_AGREE, MAJORITY)}.get(name)
    if named is not None:
        return named
    if name.isdecimal():
        return at_least(int(name))
    if name.endswith("%"):
        return at_least(Fraction(name[:-1]) / 100)
    return at_least(Fraction(name))


def decided_by(
    strategy: Strategy,
    decisions: Decisions,
    *,
    among: Sequence[Group] | None = None,
    now: Clock = utc_now,
    goes_on: Callable[[float], bool] = lambda _: True,
) -> Change | None:
    """The change that accepts what a rule accepts, of groups nobody has decided; None where that is nothing.

    Of these groups; of all where none are named.
    `goes_on` is told which part of the groups was looked at, 0 to 1, and says whether to go on; told to stop, nothing
    is decided.
    """
    moment = now()
    changes = []
    groups = decisions.comparison.groups if among is None else among
    for number, group in enumerate(groups):
        if not number % BETWEEN_QUESTIONS and not goes_on(number / len(groups)):
            return None
        if decisions.of(group) is not None:
            continue
        outcome = strategy.outcome(decisions.comparison, group, decisions.document)
        if outcome is not None:
            changes.append(decisions.accepted(group, outcome, by_strategy=strategy.name, now=lambda: moment))
    return Batch(tuple(changes)) if changes else None
