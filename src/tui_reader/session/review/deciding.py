"""What the reviewer decides of the group one is at, and of many at once: each decision is one change of the set.

What is accepted begins as the *base*: what was accepted already, else the version that is chosen in the lanes.
Boundaries, tag and answers are changed in that, so one thing after the other can be put right.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tui_reader.annotations.records.targets import BETWEEN_FRAGMENTS
from tui_reader.language import tr
from tui_reader.review.decisions import Standing, Undecidable
from tui_reader.review.groups import State
from tui_reader.review.outcomes import Boundaries, as_all, as_side, with_attributes, with_boundaries, with_tags
from tui_reader.session.refused import Refused
from tui_reader.session.review.merging_answers import merged
from tui_reader.session.wording import annotation_name
from tui_reader.text.excerpt import isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from tui_reader.annotations.changes import Change
    from tui_reader.annotations.tagset import Tagset
    from tui_reader.review.decisions import Decision, Decisions, Outcome
    from tui_reader.review.groups import Group
    from tui_reader.review.replies import Reply
    from tui_reader.session.reader import ReaderSession
    from tui_reader.session.review.merging_answers import Merged
    from tui_reader.session.review.review_session import ReviewSession

Result = TypeVar("Result")

MOST_OF_ENDS = 28
"""Code points of the beginning of a text that are shown, and of its end."""


class Bounds(NamedTuple):
    """One way to say where an accepted annotation begins and ends."""

    chosen: Boundaries | int
    """How it is made of all versions, or the number of the side whose it is."""
    words: str
    text: str
    """The text it comes to, of a long one its beginning and its end; empty where it is the whole document."""
    is_base: bool
    """Whether it is so already."""


class Linked(NamedTuple):
    """The links of one side from the group one is at."""

    sides: tuple[int, ...]
    words: str
    """Empty where it has none."""


class Deciding:
    """The decisions of one review. What cannot be done raises Refused or NotYet, and nothing has changed."""

    def __init__(self, review: ReviewSession) -> None:
        self.review = review
        self._sure: tuple[int, float | None] | None = None
        """How sure the reviewer is of a group that is not decided yet, by its number."""
        self._is_writing = False
        """Whether a thread looks at all decisions."""

    @property
    def _reading(self) -> ReaderSession:
        return self.review.reading

    @property
    def tagset(self) -> Tagset:
        """What tags and reasons there are."""
        return self._reading.tagset

    @property
    def _decisions(self) -> Decisions:
        assert self.review.decisions is not None, "there is a group"
        return self.review.decisions

    def require_writable(self) -> None:
        """Raises Refused or NotYet where nothing may be decided now."""
        own = self._reading.own
        if own.read_only_because:
            name = isolated(own.path.name)
            reason = own.read_only_because
            raise Refused(
                tr("Decisions are written to {name}, which is for reading only: {reason}", name=name, reason=reason)
            )
        self._reading.require_writable()
        if self._is_writing or own.store.is_under_way:
            raise Refused(tr("All decisions are just being written down: a moment"))
        if self.review.decisions is None:
            raise Refused(tr("The sets are still being compared"))

    def require_group(self) -> Group:
        """The group one is at. Raises Refused where there is none, or nothing may be decided."""
        self.require_writable()
        group = self.review.group
        if group is None:
            raise Refused(tr("No group is here"))
        return group

    # What there is

    @property
    def decision(self) -> Decision | None:
        """What was decided of the group one is at."""
        group = self.review.group
        return None if group is None else self._decisions.of(group)

    @property
    def sureness(self) -> float | None:
        """How sure the reviewer has said to be of the group one is at, from 0 to 1."""
        decision = self.decision
        if decision is not None:
            return decision.confidence
        return self._sure[1] if self._sure is not None and self._sure[0] == self.review.current else None

    @property
    def base(self) -> Outcome:
        """What is accepted of the group one is at where nothing else is said. Raises Refused."""
        group = self.require_group()
        decided = self._decisions.outcome_of(group)
        return decided or self._version(group, self.review.chosen_side)

    def _version(self, group: Group, side: int) -> Outcome:
        if not 0 <= side < len(group.units):
            raise Refused(tr("There is no annotator {number} here", number=side + 1))
        if group.units[side] is None:
            raise Refused(
                tr(
                    "{annotator} has marked nothing here; {review.reject} rejects what others have",
                    annotator=isolated(self.review.name_of(side)),
                )
            )
        if group.state in (State.AGREED, State.ALONE):
            return as_all(group, self._reading.document)
        return as_side(self._decisions.comparison, group, side, self._reading.document)

    @property
    def name(self) -> str:
        """What tells the group one is at from others: the ids of what it holds."""
        group = self.require_group()
        return " ".join(f"{side} {unit.id}" for side, unit in group.present)

    @property
    def title(self) -> str:
        """The group one is at, in a few words."""
        group = self.require_group()
        unit = group.units[self.review.chosen_side] or group.present[0][1]
        return annotation_name(unit.annotation, self._reading.tagset)

    # Accepting and rejecting

    def accept(self, side: int) -> None:
        """Accepts the version of a side."""
        group = self.require_group()
        self._accept(group, lambda: self._version(group, side))
        self.review.chosen_side = side

    def accept_proposed(self) -> None:
        """Accepts the version that is chosen in the lanes; of a group that is asked again, what was decided."""
        group = self.require_group()
        if self._decisions.standing(group) is Standing.STALE:
            self._apply(lambda: self._decisions.confirmed(group))
        else:
            self._accept(group, lambda: self._version(group, self.review.chosen_side))

    def boundaries(self) -> list[Bounds]:
        """The ways to say where what is accepted begins and ends. Those that come to nothing are none."""
        group, base = self.require_group(), self.base
        ways: list[tuple[Boundaries | int, str]] = [
            (side, isolated(self.review.name_of(side))) for side, _ in group.present
        ]
        if len(ways) > 1:
            ways += [(Boundaries.UNION, tr("all that anybody has")), (Boundaries.INTERSECTION, tr("what all have"))]
        found = []
        for chosen, words in ways:
            try:
                outcome = with_boundaries(base, group, chosen, self._reading.document)
            except Undecidable:
                continue
            text = BETWEEN_FRAGMENTS.join(target.words for target in outcome.targets)
            found.append(Bounds(chosen, words, _ends(text), outcome.places == base.places))
        if all(way.is_base for way in found):
            raise Refused(tr("Everybody has the same boundaries here"))
        return found

    def accept_with_bounds(self, bounds: Bounds) -> None:
        """Accepts the base with other boundaries."""
        group, base = self.require_group(), self.base
        self._accept(group, lambda: with_boundaries(base, group, bounds.chosen, self._reading.document))

    def accept_with_tag(self, tag: str) -> None:
        """Accepts the base with another tag; an empty one: without any."""
        group, base = self.require_group(), self.base
        self._accept(group, lambda: with_tags(base, (tag,) if tag else ()))

    def merged(self) -> Merged:
        """The answers of all, and what is to be asked of them."""
        return merged(self.require_group(), self._reading.tagset)

    def links(self) -> list[Linked]:
        """The links there are to choose from, each once with all who have them; none where all have the same."""
        if State.RELATIONS not in self.require_group().differences:
            return []
        found: dict[str, list[int]] = {}
        for lane in self.review.lanes:
            if lane.said is not None:
                found.setdefault(lane.said.links, []).extend(lane.sides)
        return [Linked(tuple(sides), words) for words, sides in found.items()]

    def accept_merged(self, attributes: Mapping[str, Any], sides: tuple[int, ...] | None = None) -> None:
        """Accepts the base with other answers, and the links of some sides; None: those of all."""
        group, base = self.require_group(), self.base
        names = None if sides is None else tuple(self._decisions.names[side] for side in sides)
        self._accept(group, lambda: replace(with_attributes(base, attributes), relations_of=names))

    def reject(self, reason: str | None) -> None:
        """Rejects all versions; `reason` is one of the tagset by its name, or the reviewer's words."""
        group = self.require_group()
        self._apply(lambda: self._decisions.rejected(group, reason, confidence=self.sureness))

    def take_away(self) -> None:
        """Has the group be open again."""
        group = self.require_group()
        self._apply(lambda: self._decisions.withdrawn(group))

    # What is said with a decision

    def say_confidence(self, confidence: float | None) -> None:
        """Says how sure the reviewer is, from 0 to 1; before a decision, of the one that comes."""
        group = self.require_group()
        if self.decision is None:
            self._sure = group.number, confidence
        elif self.decision.confidence != confidence:
            self._apply(lambda: self._decisions.with_confidence(group, confidence))

    @property
    def comment(self) -> str:
        """What the reviewer has written beside the decision."""
        decision = self.decision
        return "" if decision is None else decision.comment or ""

    def say_comment(self, text: str) -> None:
        """Writes a comment beside the decision; an empty one takes it away. Before a decision it is about the group."""
        group, direction = self.require_group(), self._reading.direction_of(text)
        if self.decision is None and text:
            self._apply(lambda: self._decisions.commented(group, text, direction=direction))
        elif self.decision is not None and text != self.comment:
            self._apply(lambda: self._decisions.with_comment(group, text or None, direction=direction))

    def say(self, answered: Reply | None, text: str) -> None:
        """Answers to what somebody said; None: says something of the group."""
        group, direction = self.require_group(), self._reading.direction_of(text)
        if answered is None:
            self._apply(lambda: self._decisions.commented(group, text, direction=direction))
        else:
            self._apply(lambda: self._decisions.replied(answered, text, direction=direction))

    def said(self) -> list[Reply]:
        """What is said of the group one is at: by whom it was made, of what was decided, and what was answered."""
        group = self.review.group
        return [] if group is None else self._decisions.discussion(group)

    def author(self, said: Reply) -> str:
        """What somebody who says something is called here: in a blind review annotators are letters."""
        return said.annotator if said.side is None or not self.review.is_blind else self.review.name_of(said.side)

    # Many at once

    def go_on(self) -> None:
        """Goes to the next group that is open; where none is left in the list, one stays."""
        number = self.review.listed.next_open(self.review.current, forward=True)
        if number is not None:
            self.review.choose(number)

    def begin_writing(self) -> None:
        """Has nothing be decided while all decisions are looked at. Raises Refused where that is so already."""
        if self._is_writing:
            raise Refused(tr("All decisions are just being written down: a moment"))
        self._is_writing = True

    def end_writing(self) -> None:
        """Has things be decided again."""
        self._is_writing = False

    # Inside

    def _accept(self, group: Group, outcome: Callable[[], Outcome]) -> None:
        self._apply(lambda: self._decisions.accepted(group, outcome(), confidence=self.sureness))

    def _apply(self, change: Callable[[], Change]) -> None:
        try:
            made = change()
        except Undecidable as why:
            raise Refused(str(why)) from None
        self._reading.own.store.apply(made)


def _ends(text: str) -> str:
    """A text on one line; of a long one the first words and the last."""
    text = " ".join(text.split())
    if len(text) <= 2 * MOST_OF_ENDS:
        return text
    first, last = text[:MOST_OF_ENDS], text[-MOST_OF_ENDS:]
    first, last = first.rpartition(" ")[0] or first, last.partition(" ")[2] or last
    return f"{first} … {last}"
