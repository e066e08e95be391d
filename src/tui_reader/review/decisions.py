"""What a reviewer decided of the groups of a comparison, and whether that still stands.

A decision keeps for each side what that said when it was made: a *version*, which follows from tags, answers, links
and place, but not from notes and times. The place is counted from where the decision itself lies, so that an edited
source makes nothing else of it.

A decision *stands* as long as no side speaks against it. A side does not that says what it said then. One that says
something else, is new, or says nothing any more does not either if it says just what was decided: the text, tags,
answers and links of what was accepted, or nothing where all was rejected. Otherwise the decision is *stale*: what was
decided is kept, and asked again. Sides that are not compared now say nothing for or against.

A decision goes with the group that holds most of its members, the first of several; of several decisions that go
with one group that one counts of which most members are there, then the latest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from enum import Enum
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from tui_reader.annotations.anchoring import Orphan
from tui_reader.annotations.changes import Add, Remove, Update, steps
from tui_reader.annotations.records.remark import Remark, new_remark
from tui_reader.annotations.records.written import utc_now
from tui_reader.language import tr
from tui_reader.review.groups import State
from tui_reader.review.outcomes import targets_of, today
from tui_reader.review.replies import Replies, commented
from tui_reader.review.saying import Sayings, links_in, said, side_names
from tui_reader.review.verdicts import (
    Decision,
    Member,
    Outcome,
    Undecidable,
    Verdict,
    Way,
    places_of,
    written_outcome,
    written_targets,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.annotations.changes import Change
    from tui_reader.annotations.records.targets import Target
    from tui_reader.annotations.records.written import Clock
    from tui_reader.annotations.sets import AnnotationSet
    from tui_reader.annotations.store import AnnotationStore
    from tui_reader.documents.document import Document
    from tui_reader.review.groups import Comparison, Group
    from tui_reader.review.replies import Reply, Voice
    from tui_reader.text.span import Span

__all__ = ["Decision", "Decisions", "Member", "Outcome", "Standing", "Undecidable", "Verdict", "Way", "side_names"]

_DECISIONS = UUID("8c1f0a54-3c55-5c1b-9d7c-2f4b8c0e6a17")
"""The namespace in which decisions are named (RFC 9562, 5.5): one reviewer's on the same members have one id, so that
two branches of a repository that decide otherwise are in conflict."""


class Standing(Enum):
    """How a group stands with the reviewer."""

    OPEN = "open"
    """Nothing is decided."""
    DECIDED = "decided"
    STALE = "stale"
    """It was decided, and a side speaks against that now: it is asked again."""


class Decisions:
    """A reviewer's decisions on the groups of one comparison, kept up with every change of the reviewer's own set."""

    def __init__(self, comparison: Comparison, store: AnnotationStore, own: AnnotationSet) -> None:
        """`store` has the records of the reviewer's `own` set, on the same document, which is counted."""
        self.comparison = comparison
        self.names = side_names(comparison.sides)
        """What decisions call each side."""
        self.own = own
        """The reviewer's set as it was when it was read: its members, not its records."""
        self.sayings = Sayings(comparison)
        self._store = store
        self._replies = Replies.between(comparison, store, own.annotator or "")
        self._numbers = {name: number for number, name in enumerate(self.names)}
        self._by_id: dict[str, Decision] = {}
        self._group_of: dict[str, int] = {}
        self._claims: defaultdict[int, dict[str, int]] = defaultdict(dict)
        """For each group the decisions that go with it, with the number of their members that are there."""
        self._standings: dict[int, Standing] = {}
        for remark in store.remarks:
            self._enter(remark)
        self.counts = Counter(map(self.standing, comparison.groups))
        """How many groups stand how."""

    def hear(self, others: Sequence[Voice]) -> None:
        """Has others, who are not compared, speak in discussions."""
        self._replies = Replies.between(self.comparison, self._store, self.own.annotator or "", others)

    def is_over(self, comparison: Comparison, store: AnnotationStore) -> bool:
        """Whether these are the decisions of a store on a comparison."""
        return self.comparison is comparison and self._store is store

    def take(self, change: Change) -> set[int]:
        """Takes in a change that the store was told of; the numbers of the groups that are decided otherwise now.

        To be subscribed to the store as long as these decisions are looked at.
        """
        touched: set[int] = set()
        for step in steps(change):
            before = step.before if isinstance(step, Update) else step.item if isinstance(step, Remove) else None
            after = step.after if isinstance(step, Update) else step.item if isinstance(step, Add) else None
            if isinstance(before, Remark):
                touched |= self._leave(before)
            if isinstance(after, Remark):
                touched |= self._enter(after)
        for number in touched:
            old = self._standings.pop(number, Standing.OPEN)
            self.counts[old] -= 1
            self.counts[self.standing(self.comparison.groups[number])] += 1
        return touched

    # Questions

    @property
    def reviewer(self) -> str:
        """Whose decisions these are; empty where nobody says."""
        return self.own.annotator or ""

    @property
    def document(self) -> Document:
        """The source of all the sets."""
        return self._store.document

    @property
    def without_group(self) -> list[Decision]:
        """Decisions of which no member is there any more, by id."""
        return [decision for name, decision in sorted(self._by_id.items()) if name not in self._group_of]

    def of(self, group: Group) -> Decision | None:
        """What was decided of a group."""
        claims = self._claims.get(group.number)
        if not claims:
            return None
        # Nearly always there is but one, and telling how old it is takes a parser.
        first = (
            next(iter(claims)) if len(claims) == 1 else max(claims, key=lambda name: (claims[name], self._age(name)))
        )
        return self._by_id[first]

    def standing(self, group: Group) -> Standing:
        """Whether a group is decided, and still is."""
        known = self._standings.get(group.number)
        if known is None:
            decision = self.of(group)
            known = Standing.OPEN if decision is None else self._standing(decision, group)
            self._standings[group.number] = known
        return known

    def speaking_against(self, group: Group) -> list[int]:
        """The numbers of the sides because of which a group is asked again."""
        decision = self.of(group)
        places = None if decision is None else self.places(decision)
        if decision is None or places is None:
            return []
        return [side for side in range(len(self.names)) if self._speaks_against(decision, group, side, places)]

    def discussion(self, group: Group) -> list[Reply]:
        """What people said of the units of a group and of what was decided, the earliest first."""
        decision = self.of(group)
        own = () if decision is None else (decision.id,)
        return self._replies.about((*(unit.id for _, unit in group.present), *own))

    def places(self, decision: Decision) -> tuple[Span, ...] | None:
        """Where a decision lies in the text as it is now, in code points, sorted; None where that is lost."""
        placed = self._store.placement(decision.id)
        if isinstance(placed, Orphan):
            return None
        return tuple(sorted(map(self.document.code_point_span, placed.spans)))

    def outcome_of(self, group: Group) -> Outcome | None:
        """What was accepted of a group; None where nothing was."""
        decision = self.of(group)
        return None if decision is None else decision.outcome

    # Changes of the reviewer's own set

    def accepted(
        self,
        group: Group,
        outcome: Outcome,
        *,
        reason: str | None = None,
        confidence: float | None = None,
        by_strategy: str | None = None,
        now: Clock = utc_now,
    ) -> Change:
        """That this comes of a group. A comment there was stays, and a confidence where none is given.

        Raises Undecidable where the text of the outcome cannot be told.
        """
        targets = today(outcome.targets, self.document)
        record: dict[str, Any] = {
            "verdict": Verdict.ACCEPTED.value,
            "how": self._way(group, outcome, targets).value,
            "members": self._members(group, targets),
            "target": written_targets(targets, self.own.source_iri),
            "outcome": written_outcome(outcome),
        }
        return self._decided(group, record, reason, confidence, by_strategy, now)

    def rejected(
        self,
        group: Group,
        reason: str | None = None,
        *,
        confidence: float | None = None,
        now: Clock = utc_now,
    ) -> Change:
        """That nothing comes of a group. A comment there was stays, and a confidence where none is given."""
        first = group.present[0][1]
        targets = targets_of(first, self.document)
        record: dict[str, Any] = {
            "verdict": Verdict.REJECTED.value,
            "members": self._members(group, targets),
            "target": written_targets(targets, self.own.source_iri),
        }
        return self._decided(group, record, reason, confidence, None, now)

    def confirmed(self, group: Group, *, now: Clock = utc_now) -> Change:
        """That what was decided of a group holds, whatever its sides say now. Raises Undecidable."""
        decision = self._decision(group)
        if decision.outcome is not None:
            return self.accepted(group, decision.outcome, reason=decision.reason, now=now)
        return self.rejected(group, decision.reason, now=now)

    def with_confidence(self, group: Group, confidence: float | None, *, now: Clock = utc_now) -> Change:
        """How sure the reviewer is of a decision, 0 to 1; None takes that away. Raises Undecidable."""
        return self._changed(self._decision(group), "confidence", confidence, now)

    def with_comment(
        self, group: Group, comment: str | None, *, direction: str | None = None, now: Clock = utc_now
    ) -> Change:
        """What the reviewer writes beside a decision; None takes that away. Raises Undecidable."""
        remark = self._decision(group).remark
        return Update(remark, remark.with_note(comment, direction=direction, now=now))

    def withdrawn(self, group: Group) -> Change:
        """That a group is open again, with what was said of the decision alone. Raises Undecidable."""
        return self._store.removal(self._decision(group).id)

    def commented(self, group: Group, comment: str, *, direction: str | None = None, now: Clock = utc_now) -> Change:
        """That the reviewer says something of a group, decided or not: all whose annotations it holds can read it."""
        return commented([unit.id for _, unit in group.present], comment, direction=direction, now=now)

    def replied(self, reply: Reply, comment: str, *, direction: str | None = None, now: Clock = utc_now) -> Change:
        """That the reviewer answers to what somebody said."""
        return commented([reply.id], comment, direction=direction, now=now)

    # Inside

    def _enter(self, remark: Remark) -> set[int]:
        decision = Decision.of(remark)
        if decision is None:
            return set()
        self._by_id[decision.id] = decision
        held = Counter(
            number
            for name, member in decision.members.items()
            if member is not None
            and name in self._numbers
            and (number := self.comparison.group_numbers.get((self._numbers[name], member.id))) is not None
        )
        if not held:
            return set()
        number, count = min(held.items(), key=lambda item: (-item[1], item[0]))
        self._group_of[decision.id] = number
        self._claims[number][decision.id] = count
        return {number}

    def _leave(self, remark: Remark) -> set[int]:
        if self._by_id.pop(remark.id, None) is None:
            return set()
        number = self._group_of.pop(remark.id, None)
        if number is None:
            return set()
        del self._claims[number][remark.id]
        return {number}

    def _age(self, name: str) -> tuple[bool, float, str]:
        """What decides between decisions on the same group: one in conflict with another comes behind it."""
        decision = self._by_id[name]
        modified = decision.modified
        return decision.remark.conflict is None, 0 if modified is None else modified.timestamp(), name

    def _decision(self, group: Group) -> Decision:
        decision = self.of(group)
        if decision is None:
            raise Undecidable(tr("Nothing is decided here yet"))
        return decision

    def _standing(self, decision: Decision, group: Group) -> Standing:
        places = self.places(decision)
        if places is None:
            return Standing.STALE
        sides = range(len(self.names))
        is_stale = any(self._speaks_against(decision, group, side, places) for side in sides)
        return Standing.STALE if is_stale else Standing.DECIDED

    def _speaks_against(self, decision: Decision, group: Group, side: int, places: Sequence[Span]) -> bool:
        unit = group.units[side]
        then = decision.members.get(self.names[side])
        was_asked = self.names[side] in decision.members
        now = None if unit is None else self.sayings.version(side, unit, places)
        if was_asked and (None if then is None else then.version) == now:
            return False
        if decision.outcome is None or unit is None:
            return (decision.outcome is None) is not (unit is None)
        outcome = decision.outcome
        if Sayings.words(unit, places) != said(places, outcome.tags, outcome.attributes, places):
            return True
        if then is not None and now is not None and links_in(then.version) == links_in(now):
            return False
        whose = outcome.relations_of
        others = [
            number for number, _ in group.present if number != side and (whose is None or self.names[number] in whose)
        ]
        # Where nobody else has the links that were accepted, nothing says that these are the same.
        return not others or self.sayings.links(side, unit) != self.sayings.links_of(group, others)

    def _way(self, group: Group, outcome: Outcome, targets: Sequence[Target]) -> Way:
        places = places_of(targets)
        decided = said(places, outcome.tags, outcome.attributes, places)
        versions = [Sayings.words(unit, places) for _, unit in group.present]
        if decided not in versions:
            return Way.EDITED
        is_unanimous = len(versions) == len(group.units) and set(versions) == {decided}
        return Way.UNANIMOUS if is_unanimous and State.RELATIONS not in group.differences else Way.ADJUDICATED

    def _members(self, group: Group, targets: Sequence[Target]) -> dict[str, Any]:
        places = places_of(targets)
        return {
            name: None if unit is None else {"id": unit.id, "version": self.sayings.version(side, unit, places)}
            for side, (name, unit) in enumerate(zip(self.names, group.units, strict=True))
        }

    def _decided(
        self,
        group: Group,
        record: dict[str, Any],
        reason: str | None,
        confidence: float | None,
        by_strategy: str | None,
        now: Clock,
    ) -> Change:
        old = self.of(group)
        if confidence is None and old is not None:
            confidence = old.confidence
        more = {"reason": reason, "confidence": confidence, "strategy": by_strategy}
        record |= {key: value for key, value in more.items() if value is not None}
        about = [unit.id for _, unit in group.present]
        if old is None:
            name = self._new_id(group)
            return Add(new_remark(about, decision=record, now=now, new_id=lambda: name))
        return Update(old.remark, old.remark.with_decision(record, about, now=now))

    def _new_id(self, group: Group) -> str:
        """The id of a first decision on a group: always the same for the same members, as long as nothing has it."""
        members = sorted(f"{self.names[side]} {unit.id}" for side, unit in group.present)
        name = uuid5(_DECISIONS, "\n".join((self.reviewer, *members))).urn
        while name in self._store:
            name = uuid5(_DECISIONS, name).urn
        return name

    def _changed(self, decision: Decision, key: str, value: Any, now: Clock) -> Change:
        record = {name: member for name, member in (decision.remark.decision or {}).items() if name != key}
        if value is not None:
            record[key] = value
        return Update(decision.remark, decision.remark.with_decision(record, decision.remark.about, now=now))
