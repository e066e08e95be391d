"""Records in the shape this program gives them, read at one look: a regular expression in place of a parser.

Most records of a large set were written here. What matches is strict JSON with every key once, passes every
check and means just what `records.read_record` reads in it; the tests hold it to all three. Everything else, be it
only another order of keys, is for the general reader, which takes several times as long.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.provenance import faults
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.decision_shape import ACCEPTED, VERDICTS, WAYS
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.records.remark import Remark
from tui_reader.annotations.records.suggested import Decision, Suggested
from tui_reader.annotations.records.targets import Target, TextQuote
from tui_reader.annotations.strict_json import NotStrict, decode, on_one_line
from tui_reader.annotations.w3c import (
    ATTRIBUTES,
    COMMENTING,
    DECISION,
    LINKING,
    MODERATING,
    OWN_MOTIVATIONS,
    POSITION,
    PROVENANCE,
    QUOTE,
    REPLYING,
    SUGGESTED,
    SUGGESTING,
    TAGGING,
)
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from tui_reader.annotations.strict_json import JsonObject

_SPACE = r"[ \t\r\n]*+"
_PLAIN = r'[^"\\\x00-\x1f]*+'
# An escaped surrogate may be half of a pair, which is not strict: the general reader looks at pairs.
_ESCAPE = r'\\(?:["\\/bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4})'
_INSIDE = rf"{_PLAIN}(?:{_ESCAPE}{_PLAIN})*+"
_TEXT = rf'"({_INSIDE})"'
_NAME = rf'"(?!")({_INSIDE})"'
_NUMBER = r"(0|[1-9][0-9]{0,15})"
# Every day of the calendar but for 29 February, which is for those who know about leap years.
_DAY = (
    r"(?!0000)[0-9]{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    r"|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
)
_MOMENT = rf'"{_DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"'
_FLAT_OBJECT = rf'(\{{(?:[^"{{}}]|"{_INSIDE}")*+\}})'


def _object(**members: str) -> str:
    """An object with these members in this order; one whose key ends in `_` may be left out.

    `_KEYS` has those that are spelt otherwise; with two `_` a key is what it looks like.
    """
    pattern = ""
    for key, value in members.items():
        member = rf'"{_KEYS.get(key, key.rstrip("_"))}"{_SPACE}:{_SPACE}{value}'
        if pattern:
            member = rf"{_SPACE},{_SPACE}{member}"
        pattern += f"(?:{member})?+" if key.endswith("_") else member
    return rf"\{{{_SPACE}{pattern}{_SPACE}\}}"


def _array(*elements: str) -> str:
    return rf"\[{_SPACE}{rf'{_SPACE},{_SPACE}'.join(elements)}{_SPACE}\]"


def _of(*names: str) -> str:
    return f'"({"|".join(sorted(names))})"' if len(names) > 1 else f'"{names[0]}"'


_KEYS = {
    "attributes_": re.escape(ATTRIBUTES),
    "suggested_": re.escape(SUGGESTED),
    "provenance_": re.escape(PROVENANCE),
    "said_": re.escape(DECISION),
}
_TAG = _object(type=_of("TextualBody"), purpose=_of(TAGGING), value=_TEXT)
_NOTE = _object(
    type=_of("TextualBody"),
    purpose=_of(COMMENTING),
    value=_TEXT,
    language_=f'"{_INSIDE}"',
    textDirection_='"(?:ltr|rtl|auto)"',
)
_SELECTORS = _array(
    _object(type=_of(QUOTE), exact=_NAME, prefix=_TEXT, suffix=_TEXT),
    _object(type=_of(POSITION), start=_NUMBER, end=_NUMBER),
)
_SCORE = r"(0\.[0-9]{1,17}|[01](?:\.0)?)(?![0-9.eE])"
_SUGGESTED = _object(
    origin=_NAME,
    score_=_SCORE,
    decision_=_of(*(decision.value for decision in Decision)),
    tag_=_NAME,
)
_PLAIN_NAME = rf'"(?!"){_INSIDE}"'
_NAMES = rf"\[{_SPACE}(?:{_PLAIN_NAME}(?:{_SPACE},{_SPACE}{_PLAIN_NAME})*+)?+{_SPACE}\]"
_MEMBER = rf'"{_INSIDE}"{_SPACE}:{_SPACE}(?:null|{_object(id=_PLAIN_NAME, version=_PLAIN_NAME)})'
_MEMBERS = rf"(\{{{_SPACE}(?:{_MEMBER}(?:{_SPACE},{_SPACE}{_MEMBER})*+)?+{_SPACE}\}})"
_OUTCOME = _object(tags=f"({_NAMES})", attributes__=_FLAT_OBJECT, note_=f'"{_INSIDE}"', relations_=_NAMES)
_DECIDED = _object(
    verdict=_of(*VERDICTS),
    how_=_of(*WAYS),
    members=_MEMBERS,
    target=_array(_object(source=f'"{_INSIDE}"', selector=_SELECTORS)),
    outcome_=_OUTCOME,
    reason_=_PLAIN_NAME,
    confidence_=_SCORE,
    strategy_=_PLAIN_NAME,
)
_NAME_IN = re.compile(rf'"({_INSIDE})"')
_MEMBER_IN = re.compile(rf'"({_INSIDE})"{_SPACE}:{_SPACE}(?:null|\{{[^}}]*+\}})')
_JSON = json.JSONDecoder()


@cache
def _annotation_pattern() -> re.Pattern[str]:
    """Compiled when the first record is read: that takes longer than importing all else here."""
    return re.compile(
        _object(
            id=_NAME,
            type=_of("Annotation"),
            motivation=_of(*OWN_MOTIVATIONS, SUGGESTING),
            created=_MOMENT,
            modified=_MOMENT,
            # A tag, a note, or a tag and a note: group 3 is the tag.
            body_=_array(rf"(?:{_TAG})?+(?:(?(3){_SPACE},{_SPACE}){_NOTE})?+"),
            target=_object(source=_TEXT, selector=_SELECTORS),
            attributes_=_FLAT_OBJECT,
            suggested_=_SUGGESTED,
            provenance_=_FLAT_OBJECT,
        )
    )


@cache
def _relation_pattern() -> re.Pattern[str]:
    return re.compile(
        _object(
            id=_NAME,
            type=_of("Annotation"),
            motivation=_of(LINKING),
            created=_MOMENT,
            modified=_MOMENT,
            body=_array(_object(type=_of("SpecificResource"), source=_NAME, purpose=_of(LINKING)), _TAG),
            target=_NAME,
            attributes_=_FLAT_OBJECT,
            suggested_=_SUGGESTED,
            provenance_=_FLAT_OBJECT,
        )
    )


@cache
def _remark_pattern() -> re.Pattern[str]:
    return re.compile(
        _object(
            id=_NAME,
            type=_of("Annotation"),
            motivation=_of(MODERATING, REPLYING),
            created=_MOMENT,
            modified=_MOMENT,
            body_=_array(_NOTE),
            target=f"({_PLAIN_NAME}|{_NAMES})",
            said_=_DECIDED,
        )
    )


class Read(NamedTuple):
    """A record, and what its general reading would have shown besides."""

    record: Annotation | Relation | Remark
    end: int
    """Offset just past its JSON."""
    source: str | None
    """What its target names as its source; None for what has other records as its targets."""


def read_at(text: str, offset: int) -> Read | None:
    """The record that begins exactly at `offset`, if it has one of the shapes."""
    match = _annotation_pattern().match(text, offset)
    if match is None:
        return _relation_at(text, offset)
    written = on_one_line(match[0])
    found, members, said, origin = match.groups()[:10], match[11], match.groups()[11:15], match[16]
    if "\\" in written:
        found, said = (tuple(text and _unescaped(text) for text in texts) for texts in (found, said))
    name, motivation, tag, note, source, exact, prefix, suffix, first, last = found
    start, end = int(first), int(last)
    attributes, suggested = _attributes(members), _suggested(*said)
    is_annotation = suggested is None or suggested.is_annotation
    if start >= end or attributes is None or is_annotation is (motivation == SUGGESTING) or not _is_sound(origin):
        return None
    target = Target(TextQuote(exact, prefix, suffix), Span(start, end))
    tags = () if tag is None else (tag,)
    record = Annotation(name, motivation, (target,), tags, note, attributes, written, suggested)
    return Read(record, match.end(), source)


def _relation_at(text: str, offset: int) -> Read | None:
    match = _relation_pattern().match(text, offset)
    if match is None:
        return _remark_at(text, offset)
    name, leads_to, kind, begins_at = map(_unescaped, match.groups()[:4])
    attributes = _attributes(match[5])
    if attributes is None or not _is_sound(match[10]):
        return None
    return Read(Relation(name, kind, begins_at, leads_to, None, attributes, on_one_line(match[0])), match.end(), None)


def _remark_at(text: str, offset: int) -> Read | None:
    match = _remark_pattern().match(text, offset)
    if match is None:
        return None
    name, motivation, note, about, verdict, how, members, *place, tags, attributes, _ = match.groups()
    if (verdict is None) is (motivation == MODERATING):
        return None
    targets: tuple[Target, ...] = ()
    given: tuple[str, ...] = ()
    if verdict is not None:
        exact, prefix, suffix, first, last = place
        is_whole = (how is None) is (tags is None) is (verdict != ACCEPTED)
        if int(first) >= int(last) or not is_whole or not _are_once(members) or _attributes(attributes) is None:
            return None
        targets = (Target(TextQuote(*map(_unescaped, (exact, prefix, suffix))), Span(int(first), int(last))),)
        given = tuple(dict.fromkeys(_names_in(tags or "")))
    remark = Remark(
        _unescaped(name),
        motivation,
        tuple(_names_in(about)),
        None if note is None else _unescaped(note),
        verdict,
        given,
        targets,
        on_one_line(match[0]),
    )
    return Read(remark, match.end(), None)


def _names_in(written: str) -> list[str]:
    """The strings in an array of them, or in one of them."""
    return [_unescaped(name) for name in _NAME_IN.findall(written)]


def _are_once(members: str) -> bool:
    """Whether every set is named once."""
    names = _MEMBER_IN.findall(members)
    return "\\" not in members and len(set(names)) == len(names)


def _is_sound(provenance: str | None) -> bool:
    """Whether what a record says of where it comes from is in order, or is not there."""
    if provenance is None:
        return True
    found = _attributes(provenance)
    return found is not None and not any(faults(found))


def _suggested(origin: str | None, score: str | None, decision: str | None, tag: str | None) -> Suggested | None:
    if origin is None:
        return None
    number = None if score is None else float(score) if "." in score else int(score)
    return Suggested(origin, number, None if decision is None else Decision(decision), tag)


def _unescaped(inside: str) -> str:
    """What stands between two quotation marks, as text."""
    if "\\" not in inside:
        return inside
    found: str = _JSON.decode(f'"{inside}"')
    return found


def _attributes(written: str | None) -> JsonObject | None:
    """An object without objects inside, empty if it was left out; None where a strict reader refuses it."""
    if written is None:
        return {}
    try:
        found: JsonObject = decode(written)
    except (json.JSONDecodeError, NotStrict):
        return None
    return found
