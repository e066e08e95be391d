"""Annotations as immutable values, each with the JSON it was read from.

What a value says is always what its `json` says: a change is written into a copy of that JSON, touching only
the keys it owns, and read again. So unknown keys survive on every level, and saving is joining lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from uuid import uuid4

from tui_reader.annotations import w3c
from tui_reader.annotations.marks import ConflictMark, may_be_marked, read_conflict
from tui_reader.annotations.strict_json import JsonObject, decode, encode
from tui_reader.annotations.suggested import Decision, Suggested, read_suggested, set_decision, set_standing
from tui_reader.annotations.w3c import Misunderstood
from tui_reader.language import tr

if TYPE_CHECKING:
    from tui_reader.annotations.about import Remark
    from tui_reader.annotations.positions import Pointer
    from tui_reader.text.span import Span

POINT_SIGN = "│"
"""Stands where a point is."""
BETWEEN_FRAGMENTS = " … "
WORDS_AROUND = 16
"""Code points to either side of a point that tell which one it is."""

Clock: TypeAlias = Callable[[], datetime]
NewId: TypeAlias = Callable[[], str]


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def random_id() -> str:
    """A new `urn:uuid:`; random, so that two branches of a repository cannot make the same one."""
    return uuid4().urn


class TextQuote(NamedTuple):
    """W3C TextQuoteSelector: the text itself and what stands right before and after it."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Where one fragment of an annotation lies: by quote, by position (code points), or both; by neither, everywhere.

    An empty quote is a *point*, a place between two characters: what stands around it tells where.
    """

    quote: TextQuote | None = None
    position: Span | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is the source as a whole."""
        return self.quote is None and self.position is None

    @property
    def is_point(self) -> bool:
        """Whether it is a place without text."""
        if self.quote is not None:
            return not self.quote.exact
        return self.position is not None and not self.position.length

    @property
    def is_quoted(self) -> bool:
        """Whether it can be found in a text in which positions say nothing."""
        return self.quote is not None and any(self.quote)

    @property
    def words(self) -> str:
        """The text it is on; of a point a sign between the words around it."""
        if self.quote is None:
            return ""
        if self.quote.exact:
            return self.quote.exact
        return f"{self.quote.prefix[-WORDS_AROUND:]}{POINT_SIGN}{self.quote.suffix[:WORDS_AROUND]}"


class Mark(NamedTuple):
    """That an annotation was put elsewhere than it was made, and nobody has confirmed it yet."""

    state: str
    """`moved` or `changed`."""
    targets: tuple[Target, ...]
    """Those it was made with."""


class Written:
    """What every record says and hardly anybody asks for: read from its JSON then, and not before."""

    __slots__ = ()
    json: str

    @property
    def created(self) -> datetime | None:
        """When it was made, in UTC."""
        return w3c.read_timestamp(self._record().get("created"))

    @property
    def modified(self) -> datetime | None:
        """When it was last changed, in UTC."""
        return w3c.read_timestamp(self._record().get("modified"))

    @property
    def creator(self) -> str | None:
        """Only where the record itself names one; else the set's annotator made it."""
        return w3c.agent_name(self._record().get("creator"))

    @property
    def conflict(self) -> ConflictMark | None:
        """The conflict it stands in, until somebody settles that."""
        return read_conflict(self._record()) if may_be_marked(self.json) else None

    def _record(self) -> JsonObject:
        """The JSON as an object of one's own, to be changed at will."""
        record: JsonObject = decode(self.json)
        return record


@dataclass(frozen=True, slots=True)
class Annotation(Written):
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

    def with_note(
        self,
        note: str | None,
        *,
        language: str | None = None,
        direction: str | None = None,
        now: Clock = utc_now,
    ) -> Annotation:
        """The same annotation with this comment (None: without), its BCP 47 language and `ltr` or `rtl`."""
        record = self._record()
        w3c.set_note(record, note, language, direction)
        w3c.set_motivation(record)
        return self._changed(record, now)

    def with_attributes(self, attributes: Mapping[str, Any], *, now: Clock = utc_now) -> Annotation:
        """The same annotation with these attributes and no others."""
        record = self._record()
        w3c.set_attributes(record, attributes)
        return self._changed(record, now)

    def with_targets(self, targets: Sequence[Target], *, now: Clock = utc_now) -> Annotation:
        """The same annotation on other text. Raises ValueError without a target."""
        record = self._record()
        _set_targets(record, targets)
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
        _require_targets(targets)
        old = _members(record)
        members: list[JsonObject] = []
        used: set[int] = set()
        for target, numbers in zip(targets, origins, strict=True):
            merged: JsonObject = {}
            for number in numbers:
                own = {key: value for key, value in old[number].items() if key != "id" or number not in used}
                merged |= {key: deepcopy(value) for key, value in own.items() if key not in merged}
            used.update(numbers)
            if not merged and "source" in old[0]:
                merged["source"] = old[0]["source"]
            # What has not changed stays as it is spelt.
            if not numbers or self.targets[numbers[0]] != target:
                w3c.set_selectors(merged, target.quote, target.position)
            members.append(merged)
        record["target"] = members[0] if len(members) == 1 and not isinstance(record["target"], list) else members
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
        _set_targets(record, targets)
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
        _set_targets(record, targets)
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
            _set_targets(record, targets)

    def without_conflict(self) -> Annotation:
        """The same annotation without the mark of a conflict. What it says has not changed, nor when it did."""
        record = self._record()
        record.pop(w3c.CONFLICT, None)
        return _annotation(*rewritten(record))

    def in_place_of(self, other_id: str, *, now: Clock = utc_now) -> Annotation:
        """What this one says as another one says it: under its id, and without the mark of a conflict."""
        record = self._record() | {"id": other_id}
        record.pop(w3c.CONFLICT, None)
        return self._changed(record, now)

    def _changed(self, record: JsonObject, now: Clock) -> Annotation:
        record["modified"] = w3c.timestamp(now())
        return _annotation(*rewritten(record))


@dataclass(frozen=True, slots=True)
class Relation(Written):
    """A named, directed link between two annotations of one set."""

    id: str
    name: str
    """The relation's name in the tagset, e.g. `cites`."""
    source: str
    """Id of the annotation the relation goes out from."""
    target: str
    """Id of the annotation it leads to."""
    note: str | None
    attributes: Mapping[str, Any] = field(hash=False)
    json: str = field(repr=False)

    @property
    def suggested(self) -> Suggested | None:
        """By whom the link was suggested. It counts as soon as both its ends are annotations."""
        return read_suggested(self._record()) if w3c.SUGGESTED in self.json else None

    def accepted(self, *, now: Clock = utc_now) -> Relation:
        """The same link, of which somebody has said that it is right."""
        record = self._record()
        set_decision(record, Decision.ACCEPTED)
        return self._changed(record, now)

    def with_name(self, name: str, *, now: Clock = utc_now) -> Relation:
        """The same link, called differently."""
        record = self._record()
        w3c.set_tags(record, (name,))
        return self._changed(record, now)

    def with_note(
        self,
        note: str | None,
        *,
        language: str | None = None,
        direction: str | None = None,
        now: Clock = utc_now,
    ) -> Relation:
        """The same link with this comment; None takes it away."""
        record = self._record()
        w3c.set_note(record, note, language, direction)
        return self._changed(record, now)

    def with_attributes(self, attributes: Mapping[str, Any], *, now: Clock = utc_now) -> Relation:
        """The same link with these attributes and no others."""
        record = self._record()
        w3c.set_attributes(record, attributes)
        return self._changed(record, now)

    def with_end(self, old: str, new: str, *, now: Clock = utc_now) -> Relation:
        """The same link, with the annotation `new` wherever it went out from or led to `old`."""
        record = self._record()
        record["target"] = _renamed(record["target"], old, new)
        bodies = [_renamed(body, old, new) if _linked(body) else body for body in w3c.as_list(record["body"])]
        record["body"] = bodies if isinstance(record["body"], list) else bodies[0]
        return self._changed(record, now)

    def without_conflict(self) -> Relation:
        """The same link without the mark of a conflict. What it says has not changed, nor when it did."""
        record = self._record()
        record.pop(w3c.CONFLICT, None)
        return _relation(*rewritten(record))

    def in_place_of(self, other_id: str, *, now: Clock = utc_now) -> Relation:
        """What this one says as another one says it: under its id, and without the mark of a conflict."""
        record = self._record() | {"id": other_id}
        record.pop(w3c.CONFLICT, None)
        return self._changed(record, now)

    def _changed(self, record: JsonObject, now: Clock) -> Relation:
        record["modified"] = w3c.timestamp(now())
        return _relation(*rewritten(record))


@dataclass(frozen=True, slots=True)
class UnknownRecord:
    """An item of the page that is neither: kept and written back as it came."""

    json: str
    reason: str
    """One line: why it was not understood."""
    id: str | None = None


Record: TypeAlias = "Annotation | Relation | Remark | UnknownRecord"


def count_records(records: Iterable[Record]) -> tuple[int, int]:
    """How many annotations there are, and how many links between them: what is only suggested is neither."""
    annotations, suggestions, links = 0, set(), []
    for record in records:
        if isinstance(record, Relation):
            links.append(record)
        elif isinstance(record, Annotation) and record.is_suggestion:
            suggestions.add(record.id)
        else:
            annotations += isinstance(record, Annotation)
    return annotations, sum(link.source not in suggestions and link.target not in suggestions for link in links)


UNKNOWN_ORDER = (4, 0, 0, "")
"""The `file_order` of records nobody understood: they keep the order they came in, behind all others."""


def file_order(record: Record) -> tuple[int, int, int, str]:
    """What records are sorted by in a file: annotations by (start, end, id), relations and remarks by id, the rest."""
    if isinstance(record, UnknownRecord):
        return UNKNOWN_ORDER
    if isinstance(record, Annotation):
        positions = [target.position for target in record.targets if target.position is not None]
        if not positions:  # Also of what is about the source as a whole.
            return (1, 0, 0, record.id)
        return (0, min(positions).start, max(span.end for span in positions), record.id)
    return (2 if isinstance(record, Relation) else 3, 0, 0, record.id)


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
    _require_targets(targets)
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
    return _annotation(*rewritten(record))


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


def new_relation(
    name: str,
    source: str,
    target: str,
    *,
    note: str | None = None,
    attributes: Mapping[str, Any] | None = None,
    suggested: Suggested | None = None,
    language: str | None = None,
    direction: str | None = None,
    now: Clock = utc_now,
    new_id: NewId = random_id,
) -> Relation:
    """A relation made now, from the annotation with id `source` to the one with id `target`."""
    moment = w3c.timestamp(now())
    bodies = [{"type": "SpecificResource", "source": target, "purpose": w3c.LINKING}, w3c.tag_body(name)]
    if note is not None:
        bodies.append(w3c.note_body(note, language, direction))
    record: JsonObject = {
        "id": new_id(),
        "type": "Annotation",
        "motivation": w3c.LINKING,
        "created": moment,
        "modified": moment,
        "body": bodies,
        "target": source,
    }
    if attributes:
        record[w3c.ATTRIBUTES] = dict(attributes)
    if suggested is not None:
        record[w3c.SUGGESTED] = suggested.json
    return _relation(*rewritten(record))


def read_record(record: Any, json: str) -> Annotation | Relation | Remark:
    """What one item of a page says; `json` is the item's own text on one line. Raises Misunderstood."""
    if not isinstance(record, dict):
        raise Misunderstood((), tr("must be an object, not {value}", value=w3c.describe_value(record)))
    if not isinstance(record.get("id"), str) or not record["id"]:
        raise Misunderstood(("id",), tr("must be a string that is not empty"))
    if "Annotation" not in w3c.as_list(record.get("type")):
        raise Misunderstood(
            ("type",), tr('must be "Annotation", not {value}', value=w3c.describe_value(record.get("type")))
        )
    kinds = w3c.motivations(record)
    on_text = any(isinstance(t, dict) and "selector" in t for t in w3c.as_list(record.get("target")))
    if w3c.LINKING in kinds and not on_text:
        return _relation(record, json)
    if not w3c.ABOUT_ANNOTATIONS.isdisjoint(kinds):
        from tui_reader.annotations.about import read_remark

        return read_remark(record, json)
    return _annotation(record, json)


def rewritten(record: JsonObject) -> tuple[JsonObject, str]:
    """A record as it is read again from its own line, and that line: what is said is what will be found."""
    line = encode(record)
    again: JsonObject = decode(line)
    return again, line


def _require_targets(targets: Sequence[Target]) -> None:
    if not targets:
        raise ValueError("an annotation needs a target")
    if len({target.is_whole for target in targets}) > 1:
        raise ValueError("an annotation is about the whole source or about parts of it")


def _set_targets(record: JsonObject, targets: Sequence[Target]) -> None:
    _require_targets(targets)
    if list(targets) == [read_target(member) for member in w3c.as_list(record["target"])]:
        return
    old = _members(record)
    source = next((target["source"] for target in old if "source" in target), None)
    members = [
        old[number] if number < len(old) else {"source": source} if source is not None else {}
        for number in range(len(targets))
    ]
    for member, target in zip(members, targets, strict=True):
        w3c.set_selectors(member, target.quote, target.position)
    record["target"] = members[0] if len(members) == 1 and not isinstance(record["target"], list) else members


def _members(record: JsonObject) -> list[JsonObject]:
    """The record's own target objects. The source as a whole may be told by its name alone."""
    return [target if isinstance(target, dict) else {"source": target} for target in w3c.as_list(record["target"])]


def read_target(member: Any, pointer: Pointer = ()) -> Target:
    """Where a record's target lies; `pointer` is the way to it. Raises Misunderstood."""
    quote, position = w3c.read_selectors(member, pointer)
    return Target(None if quote is None else TextQuote(*quote), position)


def _annotation(record: JsonObject, json: str) -> Annotation:
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


def _relation(record: JsonObject, json: str) -> Relation:
    source = identified(record.get("target"))
    if source is None:
        raise Misunderstood(("target",), tr("must be the id of the annotation the relation goes out from"))
    leads_to = [_linked(body) for body in w3c.as_list(record.get("body"))]
    target = next((found for found in leads_to if found is not None), None)
    if target is None:
        raise Misunderstood(("body",), tr("must name the annotation the relation leads to, with purpose linking"))
    names = w3c.read_tags(record)
    if not names:
        raise Misunderstood(("body",), tr("must name the relation, in a TextualBody with purpose tagging"))
    return Relation(
        id=record["id"],
        name=names[0],
        source=source,
        target=target,
        note=w3c.read_note(record),
        attributes=w3c.read_attributes(record),
        json=json,
    )


def identified(value: Any) -> str | None:
    """The id a target or body stands for: itself, its `source` or its `id`."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("source", value.get("id"))
    return value if isinstance(value, str) and value else None


def _renamed(value: Any, old: str, new: str) -> Any:
    """The same target or body, where it stands for `old` now for `new`."""
    if isinstance(value, list):
        return [_renamed(member, old, new) for member in value]
    if isinstance(value, dict):
        return {key: new if key in ("source", "id") and member == old else member for key, member in value.items()}
    return new if value == old else value


def _linked(body: Any) -> str | None:
    if isinstance(body, dict):
        textual = "TextualBody" in w3c.as_list(body.get("type")) or "value" in body
        if textual or w3c.LINKING not in w3c.as_list(body.get("purpose", w3c.LINKING)):
            return None
    return identified(body)
