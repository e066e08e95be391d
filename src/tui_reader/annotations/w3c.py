"""The W3C Web Annotation vocabulary, on plain JSON objects: read what we know, write only what we own.

Every `set_…` function changes its object in place and touches nothing but the keys it names, so what another
program wrote beside them stays. Sources: Web Annotation Data Model, sections 3.2 (bodies and targets),
3.3.5 (motivation and purpose), 4.2.4 and 4.2.5 (text quote and text position selectors).
"""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui_reader.language import tr
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tui_reader.annotations.positions import Pointer
    from tui_reader.annotations.strict_json import JsonObject

CONTEXT_IRI = "http://www.w3.org/ns/anno.jsonld"
NAMESPACE = "urn:tui-reader:ns:"
ATTRIBUTES = "tui:attributes"
ANCHORED, EARLIER = "tui:anchored", "tui:earlier"
"""The mark of an annotation that was re-anchored, and the selectors of those where somebody has confirmed it."""
REJECTED = "tui:rejected"
"""Selectors, for each fragment, of what was found again for an annotation, and is not it as somebody has said."""
CONFLICT = "tui:conflict"
SUGGESTED = "tui:suggested"
SUGGESTING = "tui:suggesting"
"""The motivation of what nobody has accepted yet, or at all: no annotation, to whoever reads the file."""
DECISION, PROVENANCE = "tui:decision", "tui:provenance"
"""What a reviewer decided of annotations, and where an annotation of an adjudicated set comes from."""
LITERALS = (ANCHORED, EARLIER, REJECTED, CONFLICT, SUGGESTED, DECISION, PROVENANCE)
"""Members of records that are plain JSON to a JSON-LD processor, in a page whose context says so."""

TAGGING, COMMENTING, HIGHLIGHTING, LINKING = "tagging", "commenting", "highlighting", "linking"
OWN_MOTIVATIONS = frozenset({TAGGING, COMMENTING, HIGHLIGHTING})
REPLYING, MODERATING = "replying", "moderating"
ABOUT_ANNOTATIONS = frozenset({REPLYING, MODERATING})
"""Motivations whose target is another annotation and not a stretch of text."""

ID_OF_A_RECORD = "urn:uuid:"
"""What the ids of records begin with here: nothing that is annotated is called so."""
QUOTE, POSITION = "TextQuoteSelector", "TextPositionSelector"


class Misunderstood(ValueError):
    """A record says something other than the vocabulary allows."""

    def __init__(self, pointer: Pointer, message: str) -> None:
        super().__init__(message)
        self.pointer = pointer
        self.message = message


def as_list(value: Any) -> list[Any]:
    """One value or an array of them, as JSON-LD lets people write either."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def is_offset(value: Any) -> bool:
    """Whether a JSON value can be an offset: an integer of 0 or more. `true` and `15.0` are not integers."""
    return type(value) is int and value >= 0


def timestamp(moment: datetime) -> str:
    """`2026-01-31T12:00:00Z`: UTC, whole seconds. A moment without a zone is local time."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def read_timestamp(value: Any) -> datetime | None:
    """The moment a JSON value names, in UTC; None when it names none."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def identified(value: Any) -> str | None:
    """The id a target or body stands for: itself, its `source` or its `id`."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("source", value.get("id"))
    return value if isinstance(value, str) and value else None


def motivations(record: Mapping[str, Any]) -> list[str]:
    """What the record says it is for; empty when it does not say."""
    return [value for value in as_list(record.get("motivation")) if isinstance(value, str)]


def agent_name(value: Any) -> str | None:
    """The shortest name of a creator: nickname, else name, else its address."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, dict):
        for key in ("nickname", "name", "id"):
            name = value.get(key)
            if isinstance(name, str) and name:
                return name
    return None


# Bodies


def _purpose(body: Any, record: Mapping[str, Any]) -> str | None:
    """A textual body's purpose; without one of its own, the annotation's motivation is meant (3.3.5)."""
    if not isinstance(body, dict) or not isinstance(body.get("value"), str):
        return None
    if "TextualBody" not in as_list(body.get("type", "TextualBody")):
        return None
    purposes = [purpose for purpose in as_list(body.get("purpose")) if isinstance(purpose, str)]
    found = purposes or motivations(record)
    return found[0] if found else COMMENTING


def textual_bodies(record: Mapping[str, Any], purpose: str) -> list[JsonObject]:
    """The record's own body objects with this purpose, in order."""
    return [body for body in as_list(record.get("body")) if _purpose(body, record) == purpose]


def read_tags(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The tags, in order, each once."""
    return tuple(dict.fromkeys(body["value"] for body in textual_bodies(record, TAGGING)))


def read_note(record: Mapping[str, Any]) -> str | None:
    """The first comment; `bodyValue` is the standard's short form of one (3.2.6)."""
    short = record.get("bodyValue")
    if isinstance(short, str):
        return short
    comments = textual_bodies(record, COMMENTING)
    return comments[0]["value"] if comments else None


def set_tags(record: JsonObject, tags: Sequence[str]) -> None:
    """Make `tags` the tags: bodies that stay stay as they are, the others take the new values in order."""
    bodies = _own_bodies(record)
    wanted = list(dict.fromkeys(tags))
    kept: set[str] = set()
    free: list[JsonObject] = []
    for body in textual_bodies(record, TAGGING):
        if body["value"] in wanted and body["value"] not in kept:
            kept.add(body["value"])
        else:
            free.append(body)
    missing = [tag for tag in wanted if tag not in kept]
    for body, tag in zip(free, missing, strict=False):
        body["value"] = tag
    dropped = {id(body) for body in free[len(missing) :]}
    bodies[:] = [body for body in bodies if id(body) not in dropped]
    last = max((place for place, body in enumerate(bodies) if _purpose(body, record) == TAGGING), default=-1)
    bodies[last + 1 : last + 1] = [tag_body(tag) for tag in missing[len(free) :]]
    _set_bodies(record, bodies)


def set_note(record: JsonObject, note: str | None, language: str | None, direction: str | None) -> None:
    """Make `note` the comment, or take the comment away. Only the first of several comments is ours."""
    bodies = _own_bodies(record)
    comments = textual_bodies(record, COMMENTING)
    if note is None:
        bodies[:] = [body for body in bodies if not comments or body is not comments[0]]
    elif comments:
        written = note_body(note, language, direction)
        comments[0].update({key: written[key] for key in written if key not in ("type", "purpose")})
    else:
        bodies.append(note_body(note, language, direction))
    _set_bodies(record, bodies)


def tag_body(tag: str) -> JsonObject:
    """A new body that names a tag."""
    return {"type": "TextualBody", "purpose": TAGGING, "value": tag}


def note_body(note: str, language: str | None, direction: str | None) -> JsonObject:
    """A new body that holds a comment, with its language (BCP 47) and `ltr` or `rtl` where known."""
    body = {"type": "TextualBody", "purpose": COMMENTING, "value": note}
    if language is not None:
        body["language"] = language
    if direction is not None:
        body["textDirection"] = direction
    return body


def _own_bodies(record: JsonObject) -> list[Any]:
    """The record's bodies, written out where the standard's short form stood and with their purposes said.

    A purpose left out means the motivation; that may be about to change.
    """
    short = record.get("bodyValue")
    if isinstance(short, str):
        del record["bodyValue"]
        put_before(record, "target", "body", [*as_list(record.pop("body", None)), note_body(short, None, None)])
    bodies = as_list(record.get("body"))
    for body in bodies:
        purpose = _purpose(body, record)
        if purpose in OWN_MOTIVATIONS and "purpose" not in body:
            body["purpose"] = purpose
    return bodies


def _set_bodies(record: JsonObject, bodies: list[Any]) -> None:
    if not bodies:
        record.pop("body", None)
    elif "body" not in record:
        put_before(record, "target", "body", bodies)
    elif len(bodies) == 1 and not isinstance(record["body"], list):
        record["body"] = bodies[0]
    else:
        record["body"] = bodies


def put_before(record: JsonObject, successor: str, key: str, value: Any) -> None:
    """Add a key right before another one, or at the end: the order of keys is part of a line's diff."""
    members = list(record.items())
    keys = list(record)
    place = keys.index(successor) if successor in record else len(members)
    record.clear()
    record.update([*members[:place], (key, value), *members[place:]])


def set_motivation(record: JsonObject) -> None:
    """Let the motivation follow the bodies, where it is one of the three that only say what they are."""
    if record.get("motivation") in tuple(OWN_MOTIVATIONS):
        has_note = read_note(record) is not None
        record["motivation"] = TAGGING if textual_bodies(record, TAGGING) else COMMENTING if has_note else HIGHLIGHTING


def read_attributes(record: Mapping[str, Any]) -> JsonObject:
    """The attributes by name. Raises Misunderstood."""
    attributes = record.get(ATTRIBUTES, {})
    if not isinstance(attributes, dict):
        raise Misunderstood((ATTRIBUTES,), tr("must be an object"))
    return attributes


def set_attributes(record: JsonObject, attributes: Mapping[str, Any]) -> None:
    """Make `attributes` the attributes; those that stay keep their order."""
    old = read_attributes(record)
    merged = {name: attributes[name] for name in old if name in attributes} | dict(attributes)
    if merged:
        record[ATTRIBUTES] = merged
    else:
        record.pop(ATTRIBUTES, None)


# Selectors


def read_selectors(target: Any, pointer: Pointer) -> tuple[tuple[str, str, str] | None, Span | None]:
    """(exact, prefix, suffix) and the position of a target, the first of each kind. Raises Misunderstood.

    Neither for a source as a whole: one that is named without a selector, or by its IRI alone (3.2.1).
    """
    if is_whole_source(target):
        named = target if isinstance(target, str) else target["source"]
        if named.startswith(ID_OF_A_RECORD):
            raise Misunderstood(pointer, about_another())
        return None, None
    if not isinstance(target, dict):
        raise Misunderstood(pointer, tr("must be an object with a selector: a stretch of the source's text"))
    quote: tuple[str, str, str] | None = None
    position: Span | None = None
    listed = isinstance(target.get("selector"), list)
    for number, selector in enumerate(as_list(target.get("selector"))):
        place = (*pointer, "selector", number) if listed else (*pointer, "selector")
        if not isinstance(selector, dict):
            continue
        kinds = as_list(selector.get("type"))
        if QUOTE in kinds and quote is None:
            quote = (
                _text(selector, "exact", place),
                _text(selector, "prefix", place, ""),
                _text(selector, "suffix", place, ""),
            )
        elif POSITION in kinds and position is None:
            start, end = _offset(selector, "start", place), _offset(selector, "end", place)
            if start > end:
                raise Misunderstood(
                    (*place, "end"), tr("must not be less than start ({start}), not {end}", start=start, end=end)
                )
            position = Span(start, end)
    if quote is None and position is None:
        raise Misunderstood(pointer, tr("must have a {quote} or a {position}", quote=QUOTE, position=POSITION))
    return quote, position


def is_whole_source(target: Any) -> bool:
    """Whether a target names something as a whole."""
    if isinstance(target, str):
        return bool(target)
    if not isinstance(target, dict) or as_list(target.get("selector")):
        return False
    return isinstance(target.get("source"), str) and bool(target["source"])


def sources_of(record: Mapping[str, Any]) -> list[str]:
    """What its targets name as their sources; a target may be nothing but its name."""
    named = [target.get("source") if isinstance(target, dict) else target for target in as_list(record.get("target"))]
    return [name for name in named if isinstance(name, str)]


def about_another() -> str:
    """What is to be said of a record that is about another record, and does not say in which way."""
    return tr("is about another annotation, with a motivation that this program does not know")


def set_selectors(target: JsonObject, quote: tuple[str, str, str] | None, position: Span | None) -> None:
    """Write the quote and the position into a target's selectors, or take them away."""
    old = target.get("selector")
    selectors = as_list(old)
    texts = None if quote is None else dict(zip(("exact", "prefix", "suffix"), quote, strict=True))
    offsets = None if position is None else {"start": position.start, "end": position.end}
    for kind, members in ((QUOTE, texts), (POSITION, offsets)):
        found = next((s for s in selectors if isinstance(s, dict) and kind in as_list(s.get("type"))), None)
        if members is None:
            selectors = [selector for selector in selectors if selector is not found]
        elif found is not None:
            found.update(members)
        else:
            selectors.append({"type": kind, **members})
    if not selectors:
        target.pop("selector", None)
        return
    target["selector"] = selectors[0] if isinstance(old, dict) and len(selectors) == 1 else selectors


# The mark of what was re-anchored

MARKS = ("moved", "changed")


def read_mark(record: Mapping[str, Any]) -> tuple[str | None, list[JsonObject]]:
    """The state that the mark names, and for each fragment an object with its old `selector`; None without a mark.

    A mark with something wrong in it is none: `check` says what.
    """
    mark = record.get(ANCHORED)
    if not isinstance(mark, dict) or mark.get("state") not in MARKS or not isinstance(mark.get("from"), list):
        return None, []
    members: list[JsonObject] = [{"selector": selector} for selector in mark["from"]]
    try:
        for member in members:
            read_selectors(member, ())
    except Misunderstood:
        return None, []
    return mark["state"], members


def set_mark(record: JsonObject, state: str) -> None:
    """Mark a record, whose selectors are about to change; the first selectors that were marked stay."""
    old = record.get(ANCHORED)
    kept = old if isinstance(old, dict) else {}
    first = kept["from"] if read_mark(record)[0] is not None else _selectors(record)
    record[ANCHORED] = {**kept, "state": state, "from": first}


def settle(record: JsonObject) -> None:
    """Take the mark away, and keep the selectors as earlier ones, of which the last is the latest."""
    first = record[ANCHORED]["from"] if read_mark(record)[0] is not None else _selectors(record)
    record.pop(ANCHORED, None)
    record.pop(REJECTED, None)
    earlier = record.get(EARLIER)
    record[EARLIER] = [*(earlier if isinstance(earlier, list) else []), first]


def read_earlier(record: Mapping[str, Any]) -> Iterator[list[JsonObject]]:
    """For each time that it was confirmed, the latest first, an object for each fragment with its `selector` of then.

    Those with something wrong in them are left out: `check` says what.
    """
    for selectors in reversed(as_list(record.get(EARLIER))):
        members: list[JsonObject] = [{"selector": selector} for selector in as_list(selectors)]
        try:
            for member in members:
                read_selectors(member, ())
        except Misunderstood:
            continue
        yield members


def reject(record: JsonObject, places: list[Any]) -> None:
    """Give a record the selectors again that it was made with, and say which places it does not belong to."""
    if read_mark(record)[0] is not None:
        targets = [target for target in as_list(record.get("target")) if isinstance(target, dict)]
        for target, selector in zip(targets, record[ANCHORED]["from"], strict=False):
            target["selector"] = selector
        del record[ANCHORED]
    record[REJECTED] = places


def written_selectors(quote: tuple[str, str, str] | None, position: Span | None) -> Any:
    """Selectors as `set_selectors` writes them where there were none."""
    target: JsonObject = {}
    set_selectors(target, quote, position)
    return target["selector"]


def _selectors(record: Mapping[str, Any]) -> list[Any]:
    """A copy of what each target has for a selector."""
    return [deepcopy(target.get("selector")) for target in as_list(record.get("target")) if isinstance(target, dict)]


def _text(selector: Mapping[str, Any], key: str, pointer: Pointer, default: str | None = None) -> str:
    value = selector.get(key, default)
    if not isinstance(value, str):
        raise Misunderstood((*pointer, key), tr("must be a string, not {value}", value=describe_value(value)))
    return value


def _offset(selector: Mapping[str, Any], key: str, pointer: Pointer) -> int:
    value = selector.get(key)
    if type(value) is not int or value < 0:
        raise Misunderstood((*pointer, key), tr("must be an integer >= 0, not {value}", value=describe_value(value)))
    return value


def describe_value(value: Any) -> str:
    """A JSON value as a message can hold it: short, on one line."""
    if isinstance(value, dict):
        return tr("an object")
    if isinstance(value, list):
        return tr("an array")
    if isinstance(value, str):
        return repr(value if len(value) <= 40 else value[:40] + "…")
    if value is None:
        return tr("missing or null")
    return str(value).lower() if isinstance(value, bool) else str(value)[:40]
