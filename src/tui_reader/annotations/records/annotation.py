"""An annotation: what somebody marked, which tags it has, what is said of it; and how each of that is changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.annotations import w3c
from tui_reader.annotations.records.suggested import Decision, Suggested, read_suggested, set_decision, set_standing
from tui_reader.annotations.records.targets import (
    BETWEEN_FRAGMENTS,
    Target,
    read_target,
    require_targets,
    set_fragments,
    set_targets,
)
from tui_reader.annotations.records.written import Clock, Commented, NewId, random_id, rewritten, utc_now
from tui_reader.annotations.w3c import Misunderstood
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.annotations.strict_json import JsonObject
    from tui_reader.text.span import Span


class Mark(NamedTuple):
    """That an annotation was put elsewhere than it was made, and nobody has confirmed it yet."""

    state: str
    """`moved` or `changed`."""
    targets: tuple[Target, ...]
    """Those it was made with."""


@dataclass(frozen=True, slots=True)
class Annotation(Commented):
    """A stretch of text, several, a point, or the source as a whole, that somebody marked.

    Without a tag it is a highlight.
    """

    id: str
    motivation: str
    """`tagging`, `highlighting` or `commenting`; `tui:suggesting` of a suggestion; or what another program wrote."""
    targets: tuple[Target, ...]
    """One per fragment; at least one. Either all of them are the source as a whole, or none."""
    tags: tuple[str, ...]
    note: str | None
    attributes: Mapping[str, Any] = field(hash=False)
    json: str = field(repr=False)
    suggested: Suggested | None = None
    """By whom it was suggested, and what became of that; None of what a person thought of."""

    @classmethod
    def read(cls, record: JsonObject, json: str) -> Annotation:
        """What such a record says; `json` is its own text on one line. Raises Misunderstood."""
        members = w3c.as_list(record.get("target"))
        if not members:
            raise Misunderstood(("target",), tr("is missing"))
        listed = isinstance(record["target"], list)
        targets = [
            read_target(member, ("target", number) if listed else ("target",)) for number, member in enumerate(members)
        ]
        if len({target.is_whole for target in targets}) > 1:
            raise Misunderstood(("target",), tr("names the whole source beside a part of it"))
        tags, note = w3c.read_tags(record), w3c.read_note(record)
        kinds = w3c.motivations(record)
        implied = w3c.TAGGING if tags else w3c.HIGHLIGHTING if note is None else w3c.COMMENTING
        return Annotation(
            id=record["id"],
            motivation=w3c.SUGGESTING if w3c.SUGGESTING in kinds else kinds[0] if kinds else implied,
            targets=tuple(targets),
            tags=tags,
            note=note,
            attributes=w3c.read_attributes(record),
            json=json,
            suggested=read_suggested(record),
        )

    @property
    def is_suggestion(self) -> bool:
        """Whether it is only suggested, or was rejected: then it is no annotation, and nothing counts it as one."""
        return self.motivation == w3c.SUGGESTING

    @property
    def is_rejected_suggestion(self) -> bool:
        """Whether somebody has said no to it: it is kept so that nobody is asked again."""
        return self.is_suggestion and self.suggested is not None and self.suggested.decision is Decision.REJECTED

    @property
    def is_on_document(self) -> bool:
        """Whether it is about its source as a whole."""
        return self.targets[0].is_whole

    @property
    def quote(self) -> str:
        """Its text, as it was when it was annotated; empty for one about its source as a whole."""
        return BETWEEN_FRAGMENTS.join(target.words for target in self.targets)

    @property
    def mark(self) -> Mark | None:
        """The mark of one that was re-anchored; None for one that stands where somebody put it."""
        # Of tens of thousands hardly one has it: the JSON is not read for the others.
        if w3c.ANCHORED not in self.json:
            return None
        state, members = w3c.read_mark(self._record())
        return None if state is None else Mark(state, tuple(read_target(member) for member in members))

    @property
    def earlier(self) -> tuple[tuple[Target, ...], ...]:
        """What it was made on before somebody confirmed it elsewhere, the latest first; each with all fragments."""
        if w3c.EARLIER not in self.json:
            return ()
        return tuple(tuple(map(read_target, members)) for members in w3c.read_earlier(self._record()))

    @property
    def is_rejected(self) -> bool:
        """Whether somebody has said that what was found again for it is not it."""
        return w3c.REJECTED in self.json and w3c.REJECTED in self._record()

    def with_tags(self, tags: Sequence[str], *, now: Clock = utc_now) -> Annotation:
        """The same annotation with these tags and no others."""
        record = self._record()
        w3c.set_tags(record, tags)
        w3c.set_motivation(record)
        return self._changed(record, now)

    def retagged(self, tags: Sequence[str], *, now: Clock = utc_now) -> Annotation:
        """The same annotation, to which somebody has given other tags. One that was suggested says for which tag."""
        changed, said = self.with_tags(tags, now=now), self.suggested
        if said is None or not said.is_annotation:
            return changed
        record = changed._record()
        first = said.tag or next(iter(self.tags), None)
        is_same = tuple(tags) == (first,)
        decision = Decision.ACCEPTED if is_same and not said.spans else Decision.CHANGED
        set_decision(record, decision, tag=None if is_same else first)
        return self._changed(record, now)

    def with_targets(self, targets: Sequence[Target], *, now: Clock = utc_now) -> Annotation:
        """The same annotation on other text. Raises ValueError without a target."""
        record = self._record()
        set_targets(record, targets)
        return self._changed(record, now)

    def with_fragments(
        self, targets: Sequence[Target], origins: Sequence[Sequence[int]], *, now: Clock = utc_now
    ) -> Annotation:
        """The same annotation on other fragments, of which each goes on from earlier ones.

        `origins`: for each target the numbers of the fragments it was made from, none for a new one. What other
        programs have written to these stays with it; of several, the first one's comes before the others'. One that
        was suggested says where. Raises ValueError without a target.
        """
        record = self._record()
        set_fragments(record, self.targets, targets, origins)
        if self.suggested is not None:
            places = [target.position for target in self.targets if target.position is not None]
            set_decision(record, Decision.CHANGED, spans=places)
        return self._changed(record, now)

    def with_mark(self, state: str, targets: Sequence[Target], *, now: Clock = utc_now) -> Annotation:
        """The same annotation where it was found again, marked as `moved` or `changed`, with its old selectors.

        The selectors of one that is marked already are those it was made with. Raises ValueError without a target.
        """
        record = self._record()
        w3c.set_mark(record, state)
        set_targets(record, targets)
        return self._changed(record, now)

    def rejected(self, places: Sequence[Target], *, now: Clock = utc_now) -> Annotation:
        """The same annotation as it was made, and that somebody has said that these places are not what it is about."""
        record = self._record()
        w3c.reject(record, [w3c.written_selectors(place.quote, place.position) for place in places])
        return self._changed(record, now)

    def settled(self, targets: Sequence[Target], *, now: Clock = utc_now) -> Annotation:
        """The same annotation where somebody says it belongs: without a mark, its old selectors kept as earlier ones.

        Raises ValueError without a target.
        """
        record = self._record()
        w3c.settle(record)
        set_targets(record, targets)
        return self._changed(record, now)

    def accepted(self, targets: Sequence[Target] = (), *, now: Clock = utc_now) -> Annotation:
        """The annotation that a suggestion becomes when somebody says yes.

        `targets` are those of where it was seen, when it was not where it says: it is settled there.
        """
        record = self._record()
        self._accept(record, Decision.ACCEPTED, targets)
        return self._changed(record, now)

    def changed_to(
        self,
        tags: Sequence[str] | None = None,
        targets: Sequence[Target] = (),
        *,
        now: Clock = utc_now,
    ) -> Annotation:
        """The annotation that a suggestion becomes when somebody takes it with other tags, on other text, or both.

        It says what had been suggested. None and () leave tags and targets as they are.
        """
        record = self._record()
        is_elsewhere = bool(targets) and [target.position for target in targets] != [t.position for t in self.targets]
        spans = [target.position for target in self.targets if target.position is not None] if is_elsewhere else []
        tag = next(iter(self.tags), None) if tags is not None and tuple(tags) != self.tags else None
        if tags is not None:
            w3c.set_tags(record, tags)
        self._accept(record, Decision.CHANGED if tag or spans else Decision.ACCEPTED, targets, tag, spans)
        return self._changed(record, now)

    def rejected_suggestion(self, *, now: Clock = utc_now) -> Annotation:
        """The same suggestion, to which somebody has said no."""
        record = self._record()
        set_decision(record, Decision.REJECTED)
        set_standing(record, is_annotation=False)
        return self._changed(record, now)

    @staticmethod
    def _accept(
        record: JsonObject,
        decision: Decision,
        targets: Sequence[Target],
        tag: str | None = None,
        spans: Sequence[Span] = (),
    ) -> None:
        set_decision(record, decision, tag=tag, spans=spans)
        set_standing(record, is_annotation=True)
        if targets:
            if w3c.ANCHORED in record:
                w3c.settle(record)
            set_targets(record, targets)


def new_annotation(
    targets: Sequence[Target],
    *,
    source: str,
    tags: Sequence[str] = (),
    note: str | None = None,
    attributes: Mapping[str, Any] | None = None,
    suggested: Suggested | None = None,
    language: str | None = None,
    direction: str | None = None,
    now: Clock = utc_now,
    new_id: NewId = random_id,
) -> Annotation:
    """An annotation made now. `source` is the set's `source_iri`; `language` and `direction` are the note's.

    Where `suggested` says that nobody has accepted it, it is a suggestion. Raises ValueError without a target, for the
    whole source beside a part of it, and for text that UTF-8 cannot hold.
    """
    require_targets(targets)
    members: list[JsonObject] = []
    for target in targets:
        members.append({"source": source})
        if not target.is_whole:
            w3c.set_selectors(members[-1], target.quote, target.position)
    kind = w3c.TAGGING if tags else w3c.COMMENTING if note is not None else w3c.HIGHLIGHTING
    if suggested is not None and not suggested.is_annotation:
        kind = w3c.SUGGESTING
    bodies = [w3c.tag_body(tag) for tag in dict.fromkeys(tags)]
    if note is not None:
        bodies.append(w3c.note_body(note, language, direction))
    moment = w3c.timestamp(now())
    record: JsonObject = {
        "id": new_id(),
        "type": "Annotation",
        "motivation": kind,
        "created": moment,
        "modified": moment,
    }
    if bodies:
        record["body"] = bodies
    record["target"] = members[0] if len(members) == 1 else members
    if attributes:
        record[w3c.ATTRIBUTES] = dict(attributes)
    if suggested is not None:
        record[w3c.SUGGESTED] = suggested.json
    return Annotation.read(*rewritten(record))


def new_suggestion(
    targets: Sequence[Target],
    *,
    source: str,
    tag: str,
    origin: str,
    score: float | None = None,
    attributes: Mapping[str, Any] | None = None,
    now: Clock = utc_now,
    new_id: NewId = random_id,
) -> Annotation:
    """A suggestion that nobody has decided on, made now by the recogniser or command `origin`.

    Raises ValueError as `new_annotation` does.
    """
    return new_annotation(
        targets,
        source=source,
        tags=(tag,),
        attributes=attributes,
        suggested=Suggested(origin, score),
        now=now,
        new_id=new_id,
    )
