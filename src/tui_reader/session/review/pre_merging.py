"""Deciding many groups at once by a rule: which groups each rule would decide is known before one is chosen.

To find that out takes long where there are thousands of groups, and so does making the decisions: any thread may do
either. Nothing that is decided is touched, and what was found is only good for the set as it was then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.bulk import without_collecting
from tui_reader.language import tr
from tui_reader.review.strategies import ALL_AGREE, BETWEEN_QUESTIONS, MAJORITY, at_least, decided_by, most_voters
from tui_reader.session.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui_reader.annotations.changes import Change
    from tui_reader.review.groups import Group
    from tui_reader.review.strategies import Strategy
    from tui_reader.session.review.review_session import ReviewSession


class PreMerge(NamedTuple):
    """What one rule would decide."""

    words: str
    """The rule."""
    strategy: Strategy
    groups: tuple[Group, ...]
    """Those it would decide."""
    revision: int
    """Of the reviewer's set, for which it was found out."""


def agreed(review: ReviewSession, goes_on: Callable[[], bool]) -> list[PreMerge]:
    """What would be accepted as everybody says it; nothing where `goes_on` says no."""
    return _found(review, [(ALL_AGREE, tr("all say the same"))], goes_on)


def pre_merges(review: ReviewSession, goes_on: Callable[[], bool]) -> list[PreMerge]:
    """What each rule would decide; nothing where `goes_on` says no."""
    return _found(review, list(_rules(len(review.comparison.sides))), goes_on)


def _rules(sides: int) -> Iterator[tuple[Strategy, str]]:
    """The rules there are for so many sets; of those that ask for as many votes only one."""
    yield ALL_AGREE, tr("all say the same")
    if sides > 1:
        yield MAJORITY, tr("more than half say the same")
    for count in range(sides, 0, -1):
        if sides < 2 or count != MAJORITY.votes(sides):
            yield at_least(count), _votes_words(count, sides)


def _votes_words(count: int, sides: int) -> str:
    # Votes are for text, tags and answers; what links out of a group is that of those who have won.
    if count == sides > 1:
        return tr("all say the same, but for links")
    if count == 1 < sides:
        return tr("what most say, even one alone")
    return tr("at least {count} of {sides} say the same", count=count, sides=sides)


def _found(review: ReviewSession, rules: Sequence[tuple[Strategy, str]], goes_on: Callable[[], bool]) -> list[PreMerge]:
    revision = review.reading.own.store.revision
    assert review.decisions is not None, "who asks for this has compared"
    decided_by_rule: list[list[Group]] = [[] for _ in rules]
    for number, group in enumerate(review.groups):
        if not number % BETWEEN_QUESTIONS and not goes_on():
            return []
        if review.decisions.of(group) is None:
            voters = most_voters(group)
            for groups, (strategy, _) in zip(decided_by_rule, rules, strict=True):
                if strategy.decides(group, voters):
                    groups.append(group)
    found = zip(rules, decided_by_rule, strict=True)
    return [PreMerge(words, strategy, tuple(groups), revision) for (strategy, words), groups in found]


def decisions_by(review: ReviewSession, found: PreMerge, goes_on: Callable[[], bool]) -> Change | None:
    """The decisions that a rule makes, as one change; None where that is nothing, or `goes_on` says no."""
    assert review.decisions is not None, "who asks for this has compared"
    with without_collecting():
        return decided_by(found.strategy, review.decisions, among=found.groups, goes_on=lambda _: goes_on())


def take(review: ReviewSession, found: PreMerge, change: Change | None) -> int:
    """Begins to decide what a rule decides, as one change; how many groups.

    Raises Refused where the set is another one by now.
    """
    review.reading.require_writable()
    store = review.reading.own.store
    if store.revision != found.revision:
        raise Refused(tr("The annotations have changed meanwhile"))
    if change is None:
        raise Refused(tr("This rule decides nothing that is not decided already"))
    store.begin(change)
    return len(found.groups)
