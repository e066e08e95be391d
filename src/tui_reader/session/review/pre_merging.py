"""Deciding many groups at once by a rule: what each rule would decide is known before one is chosen.

To find that out takes long where there are thousands of groups, so any thread may do it. Nothing that is decided is
touched, and what was found is only good for the set as it was then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.changes import Batch
from tui_reader.language import tr
from tui_reader.review.strategies import ALL_AGREE, MAJORITY, at_least, decided_by
from tui_reader.session.reader import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_reader.annotations.changes import Change
    from tui_reader.review.strategies import Strategy
    from tui_reader.session.review.review_session import ReviewSession


class PreMerge(NamedTuple):
    """What one rule would decide."""

    words: str
    """The rule."""
    change: Change | None
    """None where it would decide nothing."""
    revision: int
    """Of the reviewer's set, for which it was found out."""

    @property
    def groups(self) -> int:
        """How many groups it would decide."""
        return len(self.change.changes) if isinstance(self.change, Batch) else int(self.change is not None)


def agreed(review: ReviewSession, goes_on: Callable[[], bool]) -> PreMerge | None:
    """What would be accepted as everybody says it; None where `goes_on` says no."""
    return _pre_merge(review, ALL_AGREE, tr("all say the same"), goes_on)


def pre_merges(review: ReviewSession, goes_on: Callable[[], bool]) -> list[PreMerge]:
    """What each rule would decide; those found out so far where `goes_on` says no."""
    found = []
    for strategy, words in _rules(len(review.comparison.sides)):
        one = _pre_merge(review, strategy, words, goes_on)
        if one is None:
            break
        found.append(one)
    return found


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


def _pre_merge(review: ReviewSession, strategy: Strategy, words: str, goes_on: Callable[[], bool]) -> PreMerge | None:
    revision = review.reading.own.store.revision
    assert review.decisions is not None, "who asks for this has compared"
    change = decided_by(strategy, review.decisions, goes_on=lambda _: goes_on())
    return PreMerge(words, change, revision) if goes_on() else None


def take(review: ReviewSession, found: PreMerge) -> int:
    """Decides what a rule decides, as one change; how many groups. Raises Refused where the set is another one now."""
    review.reading.require_writable()
    store = review.reading.own.store
    if store.revision != found.revision:
        raise Refused(tr("The annotations have changed meanwhile"))
    if found.change is None:
        raise Refused(tr("This rule decides nothing that is not decided already"))
    store.apply(found.change)
    return found.groups
