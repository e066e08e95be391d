"""The set that comes of a reviewer's decisions: what was accepted, and where each annotation comes from.

It follows from the sides and the decisions alone: ids from what they come from, times from the decisions. So whoever
makes it again gets the same bytes. What was rejected, or is not decided, is not in it. What is asked again is in it as
it was decided, and says so. A link is in it when both its ends are, and those have it whose links were accepted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from tui_reader.annotations import sets, w3c
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.records.record import read_record
from tui_reader.annotations.records.relation import Relation, new_relation
from tui_reader.annotations.records.written import rewritten
from tui_reader.annotations.strict_json import decode, encode
from tui_reader.review.decisions import Standing
from tui_reader.review.likeness import canonical
from tui_reader.review.outcomes import today
from tui_reader.review.saying import said, said_hash, said_in
from tui_reader.review.verdicts import Undecidable, Way

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from tui_reader.annotations.sets import AnnotationSet
    from tui_reader.review.decisions import Decisions
    from tui_reader.review.groups import Group
    from tui_reader.review.sides import Side
    from tui_reader.review.verdicts import Decision

ADJUDICATED = "adjudicated"
"""Whose set it is, where its file is not called otherwise."""
_MADE = UUID("c1d35f0e-93c4-5a58-8a0e-6f5d1f8f4d2b")
"""The namespace in which what is made here is named (RFC 9562, 5.5)."""
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Adjudicated:
    """What has come of a review."""

    set: AnnotationSet
    ways: Counter[Way]
    """How many annotations came to be how."""
    links: int
    rejected: int
    """Groups of which nothing was accepted."""
    open: int
    """Groups nobody has decided."""
    stale: int
    """Annotations in the set that are asked again."""
    lost: tuple[Decision, ...]
    """What was accepted and has no place in the text any more: it is not in the set."""


def adjudicated(
    decisions: Decisions,
    path: Path,
    *,
    annotator: str = ADJUDICATED,
    symmetric: Collection[str] = (),
) -> Adjudicated:
    """The set of what was accepted, to be saved at `path`.

    `symmetric` are the names of relations of which the direction does not matter. Raises NotCounted.
    """
    making = _Making(decisions, path, annotator)
    for group in decisions.comparison.groups:
        making.take(group)
    links = making.links(frozenset(symmetric))
    page = making.page().with_records([*making.annotations.values(), *links])
    return Adjudicated(
        page,
        making.ways,
        len(links),
        making.rejected,
        making.open,
        making.stale,
        tuple(making.lost),
    )


class _Making:
    """One set in the making."""

    def __init__(self, decisions: Decisions, path: Path, annotator: str) -> None:
        self._decisions = decisions
        self._own = decisions.own
        self._by = decisions.own.annotator or ""
        source = self._own.source
        empty = sets.new_set(
            decisions.document,
            annotator,
            self._own.tagset or "",
            path,
            language=None if source is None else source.language,
            direction=None if source is None else source.direction,
            new_id=lambda: uuid5(_MADE, dict(self._own.members).get(sets.ID, self._by)).urn,
        )
        self._empty = empty
        self.annotations: dict[int, Annotation] = {}
        """By the number of the group they come of."""
        self.decided: dict[int, Decision] = {}
        self.ways: Counter[Way] = Counter()
        self.rejected = self.open = self.stale = 0
        self.lost: list[Decision] = []

    def take(self, group: Group) -> None:
        """Takes in what was decided of a group."""
        decision = self._decisions.of(group)
        if decision is None:
            self.open += 1
        elif decision.outcome is None or decision.way is None:
            self.rejected += 1
        else:
            is_stale = self._decisions.standing(group) is Standing.STALE
            try:
                made = self._annotation(decision, is_stale=is_stale)
            except Undecidable:
                self.lost.append(decision)
                return
            self.annotations[group.number] = made
            self.decided[group.number] = decision
            self.ways[decision.way] += 1
            self.stale += is_stale

    def _annotation(self, decision: Decision, *, is_stale: bool) -> Annotation:
        outcome = decision.outcome
        assert outcome is not None and decision.way is not None
        made = new_annotation(
            today(outcome.targets, self._decisions.document),
            source=self._empty.source_iri,
            tags=outcome.tags,
            note=outcome.note,
            attributes=outcome.attributes,
            now=lambda: decision.created or _LONG_AGO,
            new_id=lambda: uuid5(_MADE, decision.id).urn,
        )
        told = {
            "how": decision.way.value,
            "by": self._by,
            "decision": decision.id,
            "from": _origins(decision),
            "confidence": decision.confidence,
            "strategy": decision.by_strategy,
            "stale": is_stale or None,
        }
        found = _told(made, told, decision.modified or _LONG_AGO)
        assert isinstance(found, Annotation)
        return found

    def links(self, symmetric: frozenset[str]) -> list[Relation]:
        """The links between what is in the set, by id."""
        comparison, sayings, names = self._decisions.comparison, self._decisions.sayings, self._decisions.names
        found: dict[tuple[str, str, int, int], list[tuple[str, Relation]]] = {}
        for number, decision in self.decided.items():
            assert decision.outcome is not None
            whose = decision.outcome.relations_of
            for side, unit in comparison.groups[number].present:
                if whose is not None and names[side] not in whose:
                    continue
                for link in sayings.outgoing(side, unit):
                    other = comparison.group_numbers[side, link.target]
                    if other in self.decided:
                        ends = sorted((number, other)) if link.name in symmetric else (number, other)
                        key = (link.name, canonical(dict(link.attributes)), ends[0], ends[1])
                        found.setdefault(key, []).append((names[side], link))
        made = [self._link(key[2], key[3], origins, len(names)) for key, origins in found.items()]
        return sorted(made, key=lambda link: link.id)

    def _link(self, source: int, target: int, origins: Sequence[tuple[str, Relation]], sides: int) -> Relation:
        origins = sorted(origins, key=lambda origin: (origin[0], origin[1].id))
        first = origins[0][1]
        ends = self.annotations[source].id, self.annotations[target].id
        moments = [self.decided[number].modified or _LONG_AGO for number in (source, target)]
        made = new_relation(
            first.name,
            *ends,
            note=first.note,
            attributes=first.attributes,
            now=lambda: max(moments),
            new_id=lambda: uuid5(_MADE, " ".join((first.name, *ends, canonical(dict(first.attributes))))).urn,
        )
        is_unanimous = len({name for name, _ in origins}) == sides
        told = {
            "how": (Way.UNANIMOUS if is_unanimous else Way.ADJUDICATED).value,
            "by": self._by,
            "from": [[name, link.id] for name, link in origins],
        }
        found = _told(made, told, max(moments))
        assert isinstance(found, Relation)
        return found

    def page(self) -> AnnotationSet:
        """The page without its records: what it is, who decided, and from which sets it was made."""
        sides = sorted(zip(self._decisions.names, self._decisions.comparison.sides, strict=True), key=itemgetter(0))
        told = {
            "by": self._by,
            "decisions": self._own.path.name,
            "from": [{"set": name, "annotator": side.annotator, "sha256": content_of(side)} for name, side in sides],
        }
        members = [(key, line) for key, line in self._empty.members if key != sets.ITEMS]
        page = replace(self._empty, members=(*members, (sets.ADJUDICATED, encode(told)), (sets.ITEMS, "")))
        return page.with_literal(w3c.PROVENANCE).with_literal(sets.ADJUDICATED)


def content_of(side: Side) -> str:
    """What a side was when it was compared: the SHA-256 of its annotations and links, a line of JSON each, by id.

    That of its file would be another after every decision, where the reviewer has annotated too.
    """
    records: list[Annotation | Relation] = [*(unit.annotation for unit in side.units), *side.relations]
    lines = "".join(f"{record.json}\n" for record in sorted(records, key=lambda record: record.id))
    return sha256(lines.encode()).hexdigest()


def _origins(decision: Decision) -> list[list[str]]:
    """Set and id of the annotations it was made from: those who said just this, or all where nobody did."""
    outcome = decision.outcome
    assert outcome is not None
    places = outcome.places
    this = said_hash(said(places, outcome.tags, outcome.attributes, places))
    there = [(name, member) for name, member in decision.members.items() if member is not None]
    same = [(name, member) for name, member in there if said_in(member.version) == this]
    chosen = there if decision.way is Way.EDITED else same or there
    return sorted([name, member.id] for name, member in chosen)


def _told(made: Annotation | Relation, provenance: Mapping[str, Any], modified: datetime) -> object:
    """A record that says where it comes from."""
    record = decode(made.json)
    record["modified"] = w3c.timestamp(modified)
    record[w3c.PROVENANCE] = {key: value for key, value in provenance.items() if value is not None}
    return read_record(*rewritten(record))
