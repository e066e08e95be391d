"""Annotations as immutable values, each with the JSON it was read from.

What a value says is always what its `json` says: a change is written into a copy of that JSON, touching only
the keys it owns, and read again. So unknown keys survive on every level, and saving is joining lines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from uuid import uuid4

from tui_reader.annotations import w3c
from tui_reader.annotations.marks import ConflictMark, may_be_marked, read_conflict
from tui_reader.annotations.strict_json import JsonObject, decode, encode
from tui_reader.annotations.w3c import Misunderstood
from tui_reader.language import tr

if TYPE_CHECKING:
    from tui_reader.annotations.positions import Pointer
    from tui_reader.text.span import Span

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
    """Where one fragment of an annotation lies: by quote, by position (code points), or both."""

    quote: TextQuote | None = None
    position: Span | None = None


class Mark(NamedTuple):
    """That an annotation was put elsewhere than it was made, and nobody has confirmed it yet."""

    state: str
    """`moved` or `changed`."""
    targets: tuple[Target, ...]
    """Those it was made with."""


class _Written:
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
class Annotation(_Written):
    """A stretch of text, or several, that somebody marked. Without a tag it is a highlight."""

    id: str
    motivation: str
    """`tagging`, `highlighting` or `commenting`; or what another program wrote."""
    targets: tuple[Target, ...]
    """One per fragment; at least one."""
    tags: tuple[str, ...]
    note: str | None
    attributes: Mapping[str, Any] = field(hash=False)
    json: str = field(repr=False)

    @property
    def mark(self) -> Mark | None:
        """The mark of one that was re-anchored; None for one that stands where somebody put it."""
        # Of tens of thousands hardly one has it: the JSON is not read for the others.
        if w3c.ANCHORED not in self.json:
            return None
        state, members = w3c.read_mark(self._record())
        return None if state is None else Mark(state, tuple(_target(member) for member in members))

    @property
    def earlier(self) -> tuple[tuple[Target, ...], ...]:
        """What it was made on before somebody confirmed it elsewhere, the latest first; each with all fragments."""
        if w3c.EARLIER not in self.json:
            return ()
        return tuple(tuple(map(_target, members)) for members in w3c.read_earlier(self._record()))

    @property
    def is_rejected(self) -> bool:
        """Whether somebody has said that what was found again for it is not it."""
        return w3c.REJECTED in self.json and w3c.REJECTED in self._record()

    def is_placed_as(self, other: Annotation) -> bool:
        """Whether another one, or another version of it, lies where this one does."""
        return self.targets == other.targets and self.mark == other.mark and self.is_rejected == other.is_rejected

    def with_tags(self, tags: Sequence[str], *, now: Clock = utc_now) -> Annotation:
        """The same annotation with these tags and no others."""
        record = self._record()
        w3c.set_tags(record, tags)
        w3c.set_motivation(record)
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
        programs have written to these stays with it; of several, the first one's comes before the others'. Raises
        ValueError without a target.
        """
        record = self._record()
        old = w3c.as_list(record["target"])
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
        if not members:
            raise ValueError("an annotation needs a target")
        record["target"] = members[0] if len(members) == 1 and not isinstance(record["target"], list) else members
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

    def without_conflict(self) -> Annotation:
        """The same annotation without the mark of a conflict. What it says has not changed, nor when it did."""
        record = self._record()
        record.pop(w3c.CONFLICT, None)
        return _annotation(*_written(record))

    def in_place_of(self, other_id: str, *, now: Clock = utc_now) -> Annotation:
        """What this one says as another one says it: under its id, and without the mark of a conflict."""
        record = self._record() | {"id": other_id}
        record.pop(w3c.CONFLICT, None)
        return self._changed(record, now)

    def _changed(self, record: JsonObject, now: Clock) -> Annotation:
        record["modified"] = w3c.timestamp(now())
        return _annotation(*_written(record))


@dataclass(frozen=True, slots=True)
class Relation(_Written):
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
        return _relation(*_written(record))

    def in_place_of(self, other_id: str, *, now: Clock = utc_now) -> Relation:
        """What this one says as another one says it: under its id, and without the mark of a conflict."""
        record = self._record() | {"id": other_id}
        record.pop(w3c.CONFLICT, None)
        return self._changed(record, now)

    def _changed(self, record: JsonObject, now: Clock) -> Relation:
        record["modified"] = w3c.timestamp(now())
        return _relation(*_written(record))


@dataclass(frozen=True, slots=True)
class UnknownRecord:
    """An item of the page that is neither: kept and written back as it came."""

    json: str
    reason: str
    """One line: why it was not understood."""
    id: str | None = None


Record: TypeAlias = Annotation | Relation | UnknownRecord

UNKNOWN_ORDER = (3, 0, 0, "")
"""The `file_order` of records nobody understood: they keep the order they came in, behind all others."""


def file_order(record: Record) -> tuple[int, int, int, str]:
    """What records are sorted by in a file: annotations by (start, end, id), relations by id, the rest as it came."""
    if isinstance(record, Annotation):
        positions = [target.position for target in record.targets if target.position is not None]
        if not positions:
            return (1, 0, 0, record.id)
        return (0, min(positions).start, max(span.end for span in positions), record.id)
    return (2, 0, 0, record.id) if isinstance(record, Relation) else UNKNOWN_ORDER


def new_annotation(
    targets: Sequence[Target],
    *,
    source: str,
    tags: Sequence[str] = (),
    note: str | None = None,
    attributes: Mapping[str, Any] | None = None,
    language: str | None = None,
    direction: str | None = None,
    now: Clock = utc_now,
    new_id: NewId = random_id,
) -> Annotation:
    """An annotation made now. `source` is the set's `source_iri`; `language` and `direction` are the note's.

    Raises ValueError without a target, or for text that UTF-8 cannot hold.
    """
    if not targets:
        raise ValueError("an annotation needs a target")
    members: list[JsonObject] = []
    for target in targets:
        members.append({"source": source})
        w3c.set_selectors(members[-1], target.quote, target.position)
    kind = w3c.TAGGING if tags else w3c.COMMENTING if note is not None else w3c.HIGHLIGHTING
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
    return _annotation(*_written(record))


def new_relation(
    name: str,
    source: str,
    target: str,
    *,
    note: str | None = None,
    attributes: Mapping[str, Any] | None = None,
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
    return _relation(*_written(record))


def read_record(record: Any, json: str) -> Annotation | Relation:
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
    about = w3c.ABOUT_ANNOTATIONS.intersection(kinds)
    if about:
        raise Misunderstood((), tr("is a {kind} annotation, about another annotation", kind=min(about)))
    return _annotation(record, json)


def _written(record: JsonObject) -> tuple[JsonObject, str]:
    """A record as it is read again from its own line, and that line: what is said is what will be found."""
    line = encode(record)
    again: JsonObject = decode(line)
    return again, line


def _set_targets(record: JsonObject, targets: Sequence[Target]) -> None:
    if not targets:
        raise ValueError("an annotation needs a target")
    old = w3c.as_list(record["target"])
    source = next((target["source"] for target in old if "source" in target), None)
    members = [
        old[number] if number < len(old) else {"source": source} if source is not None else {}
        for number in range(len(targets))
    ]
    for member, target in zip(members, targets, strict=True):
        w3c.set_selectors(member, target.quote, target.position)
    record["target"] = members[0] if len(members) == 1 and not isinstance(record["target"], list) else members


def _target(member: Any, pointer: Pointer = ()) -> Target:
    quote, position = w3c.read_selectors(member, pointer)
    return Target(None if quote is None else TextQuote(*quote), position)


def _annotation(record: JsonObject, json: str) -> Annotation:
    members = w3c.as_list(record.get("target"))
    if not members:
        raise Misunderstood(("target",), tr("is missing"))
    listed = isinstance(record["target"], list)
    targets = [_target(member, ("target", number) if listed else ("target",)) for number, member in enumerate(members)]
    tags, note = w3c.read_tags(record), w3c.read_note(record)
    kinds = w3c.motivations(record)
    implied = w3c.TAGGING if tags else w3c.HIGHLIGHTING if note is None else w3c.COMMENTING
    return Annotation(
        id=record["id"],
        motivation=kinds[0] if kinds else implied,
        targets=tuple(targets),
        tags=tags,
        note=note,
        attributes=w3c.read_attributes(record),
        json=json,
    )


def _relation(record: JsonObject, json: str) -> Relation:
    source = _identified(record.get("target"))
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


def _identified(value: Any) -> str | None:
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
    return _identified(body)
