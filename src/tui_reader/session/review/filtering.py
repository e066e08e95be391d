"""Which groups of a review are listed: by how far people agree, by tag, by annotator, by what is decided, by words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.language import listed, tr
from tui_reader.review.decisions import Standing
from tui_reader.review.groups import State
from tui_reader.review.words import state_words
from tui_reader.text.excerpt import isolated
from tui_reader.text.folding import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.review.groups import Group
    from tui_reader.session.review.review_session import ReviewSession


class GroupFilter(NamedTuple):
    """What is asked of a group that is listed; an empty one lets all through."""

    state: State | None = None
    """One of the differences there are in the group; AGREED and ALONE where there are none."""
    tag: str | None = None
    """Somebody has given it; "" for no tag."""
    side: int | None = None
    """The number of a side that has something here."""
    standing: Standing | None = None
    text: str = ""
    """Words that are in what is marked, in tags or in notes."""
    folded: str = ""
    """The same as it is compared."""
    among: frozenset[int] | None = None
    """Numbers of groups; what these are is said by `among_words`."""
    among_words: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it lets everything through."""
        return self == GroupFilter()

    def with_text(self, text: str) -> GroupFilter:
        """The same with other words, or none."""
        return self._replace(text=text.strip(), folded=fold_text(text).strip())

    def tells(self, group: Group, words: str) -> bool:
        """Whether a group is let through, as far as that does not depend on decisions. `words` are its folded ones."""
        if self.among is not None and group.number not in self.among:
            return False
        if self.state is not None and self.state not in states_of(group):
            return False
        if self.tag is not None and self.tag not in tags_of(group):
            return False
        if self.side is not None and group.units[self.side] is None:
            return False
        return self.folded in words


def states_of(group: Group) -> frozenset[State]:
    """All that is different in a group; where nothing is, its state."""
    return group.differences or frozenset({group.state})


def tags_of(group: Group) -> frozenset[str]:
    """All tags anybody has given; "" for who has given none."""
    return frozenset(tag for _, unit in group.present for tag in unit.tags or ("",))


def folded_words(group: Group) -> str:
    """All that is said in a group, as it is compared."""
    annotations = [unit.annotation for _, unit in group.present]
    said = (f"{each.quote} {each.note or ''} {' '.join(each.tags)}" for each in annotations)
    # Most say the same of the same text.
    return fold_text(" ".join(dict.fromkeys(said)))


def standing_words(standing: Standing) -> str:
    """How a group stands with the reviewer."""
    match standing:
        case Standing.OPEN:
            return tr("undecided")
        case Standing.DECIDED:
            return tr("decided")
        case Standing.STALE:
            return tr("changed since it was decided")


class Facet(NamedTuple):
    """One thing by which groups can be filtered."""

    words: str
    groups: int
    """How many of all groups have it."""
    is_chosen: bool
    chosen: GroupFilter
    """The filter with it; where it is chosen already, without it."""


def facets(review: ReviewSession) -> Iterator[Facet]:
    """All by which the groups of a review can be filtered now. Goes through all groups."""
    now, tagset = review.chosen, review.reading.tagset
    states, tags, sides, standings = Counter[State](), Counter[str](), Counter[int](), Counter[Standing]()
    for group in review.groups:
        states.update(states_of(group))
        tags.update(tags_of(group))
        sides.update(side for side, _ in group.present)
        standings[review.standing(group)] += 1
    for standing in Standing:
        if standings[standing]:
            is_chosen = now.standing is standing
            chosen = now._replace(standing=None if is_chosen else standing)
            yield Facet(standing_words(standing), standings[standing], is_chosen, chosen)
    for state in State:
        if states[state]:
            is_chosen = now.state is state
            chosen = now._replace(state=None if is_chosen else state)
            yield Facet(state_words(state), states[state], is_chosen, chosen)
    for tag, count in tags.most_common():
        is_chosen = now.tag == tag
        words = tr("tag: {name}", name=isolated(tagset.shown_name(tag))) if tag else tr("tag: none")
        yield Facet(words, count, is_chosen, now._replace(tag=None if is_chosen else tag))
    for side in range(len(review.comparison.sides)):
        is_chosen = now.side == side
        words = tr("annotator: {name}", name=isolated(review.name_of(side)))
        yield Facet(words, sides[side], is_chosen, now._replace(side=None if is_chosen else side))


def filter_words(review: ReviewSession) -> str:
    """What the groups are filtered by now; empty for nothing."""
    now = review.chosen
    return listed(
        filter(
            None,
            (
                now.among_words,
                now.standing and standing_words(now.standing),
                now.state and state_words(now.state),
                None if now.tag is None else isolated(review.reading.tagset.shown_name(now.tag) or tr("no tag")),
                None if now.side is None else isolated(review.name_of(now.side)),
                now.text and isolated(now.text),
            ),
        )
    )
