"""From a comparison, what was decided of it, and figures, to what a report says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.records.targets import BETWEEN_FRAGMENTS, POINT_SIGN
from tui_reader.review.adjudication import content_of
from tui_reader.review.groups import State
from tui_reader.review.reports.content import Entry, Link, Lost, Remark, ReportedSet, Reviewed, Ruling, Version
from tui_reader.text.bidi import Direction
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui_reader.annotations.records.relation import Relation
    from tui_reader.documents.document import Document
    from tui_reader.review.decisions import Decision, Decisions, Outcome
    from tui_reader.review.groups import Comparison, Group
    from tui_reader.review.replies import Reply
    from tui_reader.review.sides import Unit

MAX_QUOTE = 600
"""Code points of a quote; of a longer one beginning and end are told."""


class Sources(NamedTuple):
    """What a review of one document has."""

    name: str
    """Of the document, as people are told it."""
    document: Document
    """Counted."""
    comparison: Comparison
    decisions: Decisions | None
    names: tuple[str, ...]
    """What the sides are called."""
    is_blind: bool = False
    direction: Direction = Direction.AUTO


def reviewed(sources: Sources) -> Reviewed:
    """What a report says of one document. Raises NotCounted."""
    document, comparison = sources.document, sources.comparison
    gathering = _Gathering(sources)
    sets = tuple(
        ReportedSet(
            name,
            None if sources.is_blind else side.path.name,
            content_of(side),
            len(side.units),
            len(side.relations),
            tuple(Lost(lost.id, lost.tags, _shortened(lost.quote)) for lost in side.lost),
        )
        for side, name in zip(comparison.sides, sources.names, strict=True)
    )
    return Reviewed(
        name=sources.name,
        sha256=document.fingerprint,
        length=document.code_points.length,
        encoding=document.encoding,
        document=document,
        sets=sets,
        entries=tuple(map(gathering.entry, comparison.groups)),
        direction=sources.direction,
    )


class _Gathering:
    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._document = sources.document

    def entry(self, group: Group) -> Entry:
        decisions = self._sources.decisions
        decision = None if decisions is None else decisions.of(group)
        return Entry(
            number=group.number,
            state=group.state,
            differences=tuple(state for state in State if state in group.differences),
            likeness=group.likeness,
            versions=tuple(
                None if unit is None else self._version(side, unit) for side, unit in enumerate(group.units)
            ),
            ruling=None if decision is None or decisions is None else self._ruling(decision, decisions, group),
            remarks=() if decisions is None else self._remarks(decisions, group),
        )

    def _version(self, side: int, unit: Unit) -> Version:
        said = unit.annotation
        return Version(
            said.id,
            said.tags,
            unit.spans,
            unit.places,
            self._quote(unit.places),
            said.attributes,
            said.note,
            tuple(self._link(side, relation) for relation in self._outgoing_of(side, unit)),
        )

    def _outgoing_of(self, side: int, unit: Unit) -> Sequence[Relation]:
        return self._sources.comparison.sides[side].outgoing.get(unit.id, ())

    def _link(self, side: int, relation: Relation) -> Link:
        comparison = self._sources.comparison
        group = comparison.group_numbers.get((side, relation.target))
        there = None if group is None else comparison.groups[group].units[side]
        return Link(relation.name, group, "" if there is None else self._quote(there.places))

    def _ruling(self, decision: Decision, decisions: Decisions, group: Group) -> Ruling:
        outcome = decision.outcome
        return Ruling(
            is_accepted=outcome is not None,
            is_stale=decisions.standing(group).value == "stale",
            reviewer=decisions.own.annotator or "",
            written=decision.modified or decision.created,
            how=None if decision.way is None else decision.way.value,
            outcome=None if outcome is None else self._outcome(decision, outcome, decisions, group),
            reason=decision.reason,
            comment=decision.comment,
            confidence=decision.confidence,
            strategy=decision.by_strategy,
        )

    def _outcome(self, decision: Decision, outcome: Outcome, decisions: Decisions, group: Group) -> Version:
        """What was accepted, where it lies now; where it lies nowhere any more, with the text it was on."""
        places = decisions.places(decision)
        quotes = (target.words for target in outcome.targets)
        quote = BETWEEN_FRAGMENTS.join(quotes) if places is None else self._quote(places)
        return Version(
            decision.id,
            outcome.tags,
            tuple(map(self._document.span_of, places or ())),
            places or (),
            _shortened(quote),
            outcome.attributes,
            outcome.note,
            self._outgoing(outcome, decisions, group),
        )

    def _outgoing(self, outcome: Outcome, decisions: Decisions, group: Group) -> tuple[Link, ...]:
        """The links that go out from what was accepted to what was accepted, as whom the outcome names has them."""
        whose = outcome.relations_of
        found: dict[tuple[str, int | None], Link] = {}
        for side, unit in group.present:
            if whose is None or decisions.names[side] in whose:
                for link in (self._link(side, relation) for relation in self._outgoing_of(side, unit)):
                    if link.group is not None and self._is_accepted(decisions, link.group):
                        found.setdefault((link.name, link.group), link)
        return tuple(found.values())

    def _is_accepted(self, decisions: Decisions, number: int) -> bool:
        decision = decisions.of(self._sources.comparison.groups[number])
        return decision is not None and decision.outcome is not None

    def _remarks(self, decisions: Decisions, group: Group) -> tuple[Remark, ...]:
        """What was said, but for what only decides: that is told as a decision."""
        return tuple(
            Remark(self._author(reply), reply.created, reply.text, reply.depth)
            for reply in decisions.discussion(group)
            if reply.text
        )

    def _author(self, reply: Reply) -> str:
        if reply.side is None or not self._sources.is_blind:
            return reply.annotator
        return self._sources.names[reply.side]

    def _quote(self, places: Iterable[Span]) -> str:
        return BETWEEN_FRAGMENTS.join(map(self._text, places))

    def _text(self, place: Span) -> str:
        text = self._document.code_points
        if not place.length:
            return POINT_SIGN
        if place.length <= MAX_QUOTE:
            return text.slice(place)
        half = MAX_QUOTE // 2
        return f"{text.slice(Span(place.start, place.start + half))} … {text.slice(Span(place.end - half, place.end))}"


def _shortened(quote: str) -> str:
    half = MAX_QUOTE // 2
    return quote if len(quote) <= MAX_QUOTE else f"{quote[:half]} … {quote[-half:]}"
