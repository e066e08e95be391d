"""A relation: a named, directed link between two annotations of one set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tui_reader.annotations import w3c
from tui_reader.annotations.records.suggested import Decision, Suggested, read_suggested, set_decision
from tui_reader.annotations.records.written import Clock, Commented, NewId, random_id, rewritten, utc_now
from tui_reader.annotations.w3c import Misunderstood, identified
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_reader.annotations.strict_json import JsonObject


@dataclass(frozen=True, slots=True)
class Relation(Commented):
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

    @classmethod
    def read(cls, record: JsonObject, json: str) -> Relation:
        """What such a record says; `json` is its own text on one line. Raises Misunderstood."""
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

    def with_end(self, old: str, new: str, *, now: Clock = utc_now) -> Relation:
        """The same link, with the annotation `new` wherever it went out from or led to `old`."""
        record = self._record()
        record["target"] = _renamed(record["target"], old, new)
        bodies = [_renamed(body, old, new) if _linked(body) else body for body in w3c.as_list(record["body"])]
        record["body"] = bodies if isinstance(record["body"], list) else bodies[0]
        return self._changed(record, now)


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
    return Relation.read(*rewritten(record))


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
