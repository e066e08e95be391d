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

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID, uuid5

from tui_reader.annotations import w3c
from tui_reader.annotations.about import ADJUDICATED, ALL, EDITED, UNANIMOUS, Remark, new_remark
from tui_reader.annotations.anchoring import Orphan, anchor, describe
from tui_reader.annotations.changes import Add, Remove, Update, steps
from tui_reader.annotations.model import Target, utc_now
from tui_reader.annotations.versions import canonical
from tui_reader.language import tr
from tui_reader.review.groups import State
from tui_reader.review.replies import Replies, commented

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from tui_reader.annotations.changes import Change
    from tui_reader.annotations.model import Clock, Relation
    from tui_reader.annotations.sets import AnnotationSet
    from tui_reader.annotations.store import AnnotationStore
    from tui_reader.documents.document import Document
    from tui_reader.review.groups import Comparison, Group
    from tui_reader.review.replies import Reply
    from tui_reader.review.sides import Side, Unit
    from tui_reader.text.span import Span

_DECISIONS = UUID("8c1f0a54-3c55-5c1b-9d7c-2f4b8c0e6a17")
"""The namespace in which decisions are named (RFC 9562, 5.5): one reviewer's on the same members have one id, so that
two branches of a repository that decide otherwise are in conflict."""
_VERSION = 16
"""Hexadecimal digits of a hash that tell what a side says."""


class Undecidable(ValueError):
    """Something cannot be decided so; the message is for people."""


class Verdict(Enum):
    """What became of a group."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Standing(Enum):
    """How a group stands with the reviewer."""

    OPEN = "open"
    """Nothing is decided."""
    DECIDED = "decided"
    STALE = "stale"
    """It was decided, and a side speaks against that now: it is asked again."""


class Way(Enum):
    """How what was accepted came to be."""

    UNANIMOUS = UNANIMOUS
    """All said it."""
    ADJUDICATED = ADJUDICATED
    """It is one of several versions."""
    EDITED = EDITED
    """Nobody had said just this."""


class Member(NamedTuple):
    """What one side said when a decision was made."""

    id: str
    version: str


@dataclass(frozen=True)
class Outcome:
    """What was accepted of a group: an annotation to be."""

    targets: tuple[Target, ...]
    """One per fragment, in the order of the text; at least one."""
    tags: tuple[str, ...]
    attributes: Mapping[str, Any]
    note: str | None = None
    relations_of: tuple[str, ...] | None = None
    """Names of the sets of which the links that go out from here count; None: those of all."""

    @property
    def places(self) -> tuple[Span, ...]:
        """Its fragments in code points, as its targets say; none where it is about the whole document."""
        return tuple(sorted(target.position for target in self.targets if target.position is not None))


@dataclass(frozen=True)
class Decision:
    """What a reviewer decided of a group."""

    remark: Remark
    verdict: Verdict
    way: Way | None
    """None where nothing was accepted."""
    members: Mapping[str, Member | None]
    """By the name of the file of a set: its annotation; None where it had nothing there."""
    outcome: Outcome | None
    """None where nothing was accepted."""
    reason: str | None
    confidence: float | None
    """From 0 to 1."""
    by_strategy: str | None
    """The rule it was made by, where nobody looked at the group itself."""

    @classmethod
    def of(cls, remark: Remark) -> Decision | None:
        """What a remark says; None of one by which nothing is decided."""
        said = remark.decision
        if said is None:
            return None
        members = {
            name: None if member is None else Member(member["id"], member["version"])
            for name, member in said["members"].items()
        }
        is_accepted = said["verdict"] == Verdict.ACCEPTED.value
        return cls(
            remark,
            Verdict(said["verdict"]),
            Way(said["how"]) if is_accepted else None,
            members,
            _read_outcome(remark) if is_accepted else None,
            said.get("reason"),
            said.get("confidence"),
            said.get("strategy"),
        )

    @property
    def id(self) -> str:
        """That of the record."""
        return self.remark.id

    @property
    def comment(self) -> str | None:
        """What the reviewer wrote beside it."""
        return self.remark.note

    @property
    def created(self) -> datetime | None:
        """When it was first decided, in UTC."""
        return self.remark.created

    @property
    def modified(self) -> datetime | None:
        """When it was last decided, in UTC."""
        return self.remark.modified

    @property
    def json(self) -> str:
        """The record's own JSON."""
        return self.remark.json


def _read_outcome(remark: Remark) -> Outcome:
    said = (remark.decision or {})["outcome"]
    whose = said.get("relations", ALL)
    return Outcome(
        remark.targets,
        remark.tags,
        said.get("attributes", {}),
        said.get("note"),
        None if whose == ALL else tuple(whose),
    )


def side_names(sides: Sequence[Side]) -> tuple[str, ...]:
    """What decisions call each side: the name of its file, with folders before it where that is another's too."""
    found: list[str] = []
    for side in sides:
        parts = side.path.parts
        names = ("/".join(parts[-count:]) for count in range(1, len(parts) + 1))
        found.append(next((name for name in names if name not in found), f"{side.path}#{len(found)}"))
    return tuple(found)


class Decisions:
    """A reviewer's decisions on the groups of one comparison, kept up with every change of the reviewer's own set."""

    def __init__(self, comparison: Comparison, store: AnnotationStore, own: AnnotationSet) -> None:
        """`store` has the records of the reviewer's `own` set, on the same document, which is counted."""
        self.comparison = comparison
        self.names = side_names(comparison.sides)
        """What decisions call each side."""
        self.reviewer = own.annotator or ""
        self._source = own.source_iri
        self._store = store
        self._replies = Replies.between(comparison, store, self.reviewer)
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

    @classmethod
    def over(cls, comparison: Comparison, store: AnnotationStore, own: AnnotationSet) -> Decisions:
        """The decisions in a reviewer's own set, on the groups of a comparison."""
        return cls(comparison, store, own)

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
        comment: str | None = None,
        reason: str | None = None,
        confidence: float | None = None,
        by_strategy: str | None = None,
        direction: str | None = None,
        now: Clock = utc_now,
    ) -> Change:
        """That this comes of a group. A comment and a confidence there were stay where none are given.

        `direction` is that of the comment. Raises Undecidable where the text of the outcome cannot be told.
        """
        targets = self._today(outcome.targets)
        said: dict[str, Any] = {
            "verdict": Verdict.ACCEPTED.value,
            "how": self._way(group, outcome, targets).value,
            "members": self._members(group, targets),
            "target": self._written(targets),
            "outcome": _written_outcome(outcome),
        }
        return self._decided(group, said, comment, reason, confidence, by_strategy, direction, now)

    def rejected(
        self,
        group: Group,
        reason: str | None = None,
        *,
        comment: str | None = None,
        confidence: float | None = None,
        by_strategy: str | None = None,
        direction: str | None = None,
        now: Clock = utc_now,
    ) -> Change:
        """That nothing comes of a group. A comment and a confidence there were stay where none are given."""
        first = group.present[0][1]
        targets = self._targets_of(first)
        said: dict[str, Any] = {
            "verdict": Verdict.REJECTED.value,
            "members": self._members(group, targets),
            "target": self._written(targets),
        }
        return self._decided(group, said, comment, reason, confidence, by_strategy, direction, now)

    def confirmed(self, group: Group, *, now: Clock = utc_now) -> Change:
        """That what was decided of a group holds, whatever its sides say now. Raises Undecidable."""
        decision = self._decision(group)
        if decision.outcome is not None:
            return self.accepted(group, decision.outcome, reason=decision.reason, now=now)
        return self.rejected(group, decision.reason, now=now)

    def with_confidence(self, group: Group, confidence: float | None, *, now: Clock = utc_now) -> Change:
        """How sure the reviewer is of a decision, 0 to 1; None takes that away. Raises Undecidable."""
        return self._changed(self._decision(group), "confidence", confidence, now)

    def with_reason(self, group: Group, reason: str | None, *, now: Clock = utc_now) -> Change:
        """Why it was decided so; None takes that away. Raises Undecidable."""
        return self._changed(self._decision(group), "reason", reason, now)

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
        now = None if unit is None else self._version(unit, side, places)
        if was_asked and (None if then is None else then.version) == now:
            return False
        if decision.outcome is None or unit is None:
            return (decision.outcome is None) is not (unit is None)
        outcome = decision.outcome
        if _said(unit.places, unit.tags, unit.annotation.attributes, places) != _said(
            places, outcome.tags, outcome.attributes, places
        ):
            return True
        same_links = then is not None and now is not None and _links_in(then.version) == _links_in(now)
        return not same_links and self._links(side, unit) != self._links_of(outcome, group, but=side)

    def _version(self, unit: Unit, side: int, places: Sequence[Span]) -> str:
        said = _said(unit.places, unit.tags, unit.annotation.attributes, places)
        links = sorted((link.name, link.target, canonical(link.attributes)) for link in self._outgoing(side, unit))
        return f"{_hash(said)}-{_hash(canonical(links))}" if links else _hash(said)

    def _outgoing(self, side: int, unit: Unit) -> Sequence[Relation]:
        return self._relations[side].get(unit.id, ())

    @cached_property
    def _relations(self) -> list[dict[str, list[Relation]]]:
        """For each side the links that go out from each annotation."""
        found: list[dict[str, list[Relation]]] = []
        for side in self.comparison.sides:
            by_source: dict[str, list[Relation]] = {}
            for relation in side.relations:
                by_source.setdefault(relation.source, []).append(relation)
            found.append(by_source)
        return found

    def _links(self, side: int, unit: Unit) -> set[tuple[str, str, int]]:
        """The links that go out from a unit, as they can be compared with those of another side."""
        return {
            (link.name, canonical(link.attributes), self.comparison.group_numbers[side, link.target])
            for link in self._outgoing(side, unit)
        }

    def _links_of(self, outcome: Outcome, group: Group, but: int) -> set[tuple[str, str, int]]:
        """The links of an outcome, as the sides say them that count, but for one side."""
        found: set[tuple[str, str, int]] = set()
        for side, unit in group.present:
            if side != but and (outcome.relations_of is None or self.names[side] in outcome.relations_of):
                found |= self._links(side, unit)
        return found

    def _way(self, group: Group, outcome: Outcome, targets: Sequence[Target]) -> Way:
        places = _places(targets)
        decided = _said(places, outcome.tags, outcome.attributes, places)
        said = [_said(unit.places, unit.tags, unit.annotation.attributes, places) for _, unit in group.present]
        if decided not in said:
            return Way.EDITED
        is_unanimous = len(said) == len(group.units) and set(said) == {decided}
        return Way.UNANIMOUS if is_unanimous and State.RELATIONS not in group.differences else Way.ADJUDICATED

    def _members(self, group: Group, targets: Sequence[Target]) -> dict[str, Any]:
        places = _places(targets)
        return {
            name: None if unit is None else {"id": unit.id, "version": self._version(unit, side, places)}
            for side, (name, unit) in enumerate(zip(self.names, group.units, strict=True))
        }

    def _decided(
        self,
        group: Group,
        said: dict[str, Any],
        comment: str | None,
        reason: str | None,
        confidence: float | None,
        by_strategy: str | None,
        direction: str | None,
        now: Clock,
    ) -> Change:
        old = self.of(group)
        if confidence is None and old is not None:
            confidence = old.confidence
        more = {"reason": reason, "confidence": confidence, "strategy": by_strategy}
        said |= {key: value for key, value in more.items() if value is not None}
        about = [unit.id for _, unit in group.present]
        if old is None:
            name = self._new_id(group)
            there = self._store.get(name)
            if not isinstance(there, Remark):
                return Add(
                    new_remark(about, note=comment, decision=said, direction=direction, now=now, new_id=lambda: name)
                )
            old_remark = there
        else:
            old_remark = old.remark
        changed = old_remark.with_decision(said, about, now=now)
        if comment is not None:
            changed = changed.with_note(comment, direction=direction, now=now)
        return Update(old_remark, changed)

    def _new_id(self, group: Group) -> str:
        """The id of a first decision on a group; one that another group's decision has is not given again."""
        members = sorted(f"{self.names[side]} {unit.id}" for side, unit in group.present)
        name = uuid5(_DECISIONS, "\n".join((self.reviewer, *members))).urn
        while name in self._group_of or not isinstance(self._store.get(name), Remark | None):
            name = uuid5(_DECISIONS, name).urn
        return name

    def _changed(self, decision: Decision, key: str, value: Any, now: Clock) -> Change:
        said = {name: member for name, member in (decision.remark.decision or {}).items() if name != key}
        if value is not None:
            said[key] = value
        return Update(decision.remark, decision.remark.with_decision(said, decision.remark.about, now=now))

    def _today(self, targets: Sequence[Target]) -> tuple[Target, ...]:
        """The same text as it is described now."""
        found = []
        for target in targets:
            if target.is_whole or self._stands(target):
                found.append(target)
                continue
            place = anchor(self.document, target)
            if isinstance(place, Orphan):
                raise Undecidable(tr("Its text is not there any more: {reason}", reason=place.reason))
            found.append(describe(self.document, place.span))
        return tuple(sorted(found, key=lambda target: target.position or (0, 0)))

    def _stands(self, target: Target) -> bool:
        """Whether a target says in the text as it is now where it lies."""
        quote, position = target.quote, target.position
        if quote is None or position is None:
            return False
        first = position.start - len(quote.prefix)
        around = self.document.code_points.slice(
            position._replace(start=max(0, first), end=position.end + len(quote.suffix))
        )
        return around == f"{quote.prefix}{quote.exact}{quote.suffix}"

    def _targets_of(self, unit: Unit) -> tuple[Target, ...]:
        return targets_of(unit, self.document)

    def _written(self, targets: Sequence[Target]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for target in targets:
            found.append({"source": self._source})
            if not target.is_whole:
                w3c.set_selectors(found[-1], target.quote, target.position)
        return found


def targets_of(unit: Unit, document: Document) -> tuple[Target, ...]:
    """What leads to a unit in the text as it is now, in its order: its own targets where they are right."""
    if not unit.places:
        return (Target(),)
    own = sorted(unit.annotation.targets, key=lambda target: target.position or (-1, -1))
    if [target.position for target in own] == list(unit.places) and all(target.is_quoted for target in own):
        text = document.code_points
        if all(t.quote is not None and t.position is not None and text.slice(t.position) == t.quote.exact for t in own):
            return tuple(own)
    return tuple(describe(document, span) for span in unit.spans)


def _places(targets: Iterable[Target]) -> tuple[Span, ...]:
    return tuple(sorted(target.position for target in targets if target.position is not None))


def _said(places: Sequence[Span], tags: Sequence[str], attributes: Mapping[str, Any], origin: Sequence[Span]) -> str:
    """What somebody says, so that it can be compared: the place is counted from the beginning of `origin`."""
    first = origin[0].start if origin else 0
    spans = [[span.start - first, span.end - first] for span in sorted(places)]
    return canonical([spans, sorted(tags), dict(attributes)])


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_VERSION]


def _links_in(version: str) -> str:
    return version.partition("-")[2]


def _written_outcome(outcome: Outcome) -> dict[str, Any]:
    written: dict[str, Any] = {"tags": list(outcome.tags)}
    if outcome.attributes:
        written["attributes"] = dict(outcome.attributes)
    if outcome.note is not None:
        written["note"] = outcome.note
    if outcome.relations_of is not None:
        written["relations"] = list(outcome.relations_of)
    return written
