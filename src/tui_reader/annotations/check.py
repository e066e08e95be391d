"""What must hold in an annotation page, as findings with the way to the value that breaks it.

The rules are those of the Web Annotation Data Model for what we read, and ours for what the standard leaves
open. `annotation-page.schema.json` says the same of the structure, for other programs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.annotations import provenance, sets, w3c
from tui_reader.annotations.records import decision_shape
from tui_reader.annotations.records.conflict_marks import ConflictKind
from tui_reader.annotations.records.suggested import Decision, is_score, is_span
from tui_reader.annotations.w3c import describe_value, is_offset
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from tui_reader.annotations.positions import Pointer

_TIMESTAMP = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_DIRECTIONS = ("ltr", "rtl", "auto")
_NEWLINES = ("lf", "crlf", "cr", "nel", "ps", "mixed", "none")


class Finding(NamedTuple):
    """One thing that does not hold; the pointer leads there from the value that was checked."""

    pointer: Pointer
    message: str
    is_warning: bool = False
    """Whether it is right as it stands, and a person should look all the same."""


def check_page(page: Mapping[str, Any]) -> Iterator[Finding]:
    """The page's members but for the items."""
    contexts = w3c.as_list(page.get(sets.CONTEXT))
    if w3c.CONTEXT_IRI not in [context for context in contexts if isinstance(context, str)]:
        yield Finding((sets.CONTEXT,), tr("must name {name}", name=w3c.CONTEXT_IRI))
    if "id" in page:
        yield from _identifier(page)
    if "AnnotationPage" not in w3c.as_list(page.get(sets.TYPE)):
        yield Finding(
            (sets.TYPE,), tr('must be "AnnotationPage", not {value}', value=describe_value(page.get(sets.TYPE)))
        )
    version = page.get(sets.FORMAT_KEY)
    if type(version) is not int or version < 1:
        yield Finding((sets.FORMAT_KEY,), tr("must be an integer >= 1, not {value}", value=describe_value(version)))
    elif version > sets.FORMAT:
        yield Finding(
            (sets.FORMAT_KEY,),
            tr("is {version}; this program knows formats up to {latest}", version=version, latest=sets.FORMAT),
        )
    if sets.CREATOR in page and w3c.agent_name(page[sets.CREATOR]) is None:
        yield Finding((sets.CREATOR,), tr("must be a name or an object with a nickname, a name or an id"))
    if sets.TAGSET in page and not isinstance(page[sets.TAGSET], str):
        yield Finding((sets.TAGSET,), tr("must be a string, not {value}", value=describe_value(page[sets.TAGSET])))
    if sets.ADJUDICATED in page:
        for pointer, message in provenance.page_faults(page[sets.ADJUDICATED]):
            yield Finding((sets.ADJUDICATED, *pointer), message)
    if w3c.CONFLICT in page:
        yield from _page_conflict(page[w3c.CONFLICT])
    source = page.get(sets.SOURCE)
    if isinstance(source, dict):
        for finding in _source(source):
            yield Finding((sets.SOURCE, *finding.pointer), finding.message)
    else:
        yield Finding((sets.SOURCE,), tr("must be an object, not {value}", value=describe_value(source)))


def _page_conflict(kept: Any) -> Iterator[Finding]:
    if not isinstance(kept, dict):
        yield Finding((w3c.CONFLICT,), tr("must be an object, not {value}", value=describe_value(kept)))
        return
    for key in kept:
        message = tr("both sides changed this: choose one value, delete the other here")
        yield Finding((w3c.CONFLICT, key), message)


def _source(source: Mapping[str, Any]) -> Iterator[Finding]:
    for key in ("path", "encoding"):
        if not isinstance(source.get(key), str) or not source[key]:
            yield Finding(
                (key,), tr("must be a string that is not empty, not {value}", value=describe_value(source.get(key)))
            )
    digest = source.get("sha256")
    if not isinstance(digest, str) or not _SHA256.fullmatch(digest):
        yield Finding(("sha256",), tr("must be 64 hexadecimal digits"))
    if not is_offset(source.get("length")):
        message = tr("must be an integer >= 0, not {value}", value=describe_value(source.get("length")))
        yield Finding(("length",), message)
    if source.get("unit") != "codepoint":
        yield Finding(("unit",), tr('must be "codepoint", not {value}', value=describe_value(source.get("unit"))))
    if source.get("newline") not in _NEWLINES:
        yield Finding(("newline",), tr("must be one of {names}", names=", ".join(_NEWLINES)))
    if "language" in source and not isinstance(source["language"], str):
        yield Finding(("language",), tr("must be a string, not {value}", value=describe_value(source["language"])))
    yield from _direction(source)


def check_record(record: Any) -> Iterator[Finding]:
    """The members of one item of the page; whether they make sense together, `records.read_record` says."""
    if not isinstance(record, dict):
        yield Finding((), tr("must be an object, not {value}", value=describe_value(record)))
        return
    yield from _members(record)


def _members(record: Mapping[str, Any]) -> Iterator[Finding]:
    yield from _identifier(record)
    if "Annotation" not in w3c.as_list(record.get("type")):
        yield Finding(("type",), tr('must be "Annotation", not {value}', value=describe_value(record.get("type"))))
    if "motivation" in record:
        values = w3c.as_list(record["motivation"])
        if not values or not all(isinstance(value, str) and value for value in values):
            yield Finding(("motivation",), tr("must be one motivation or an array of them"))
    for key in ("created", "modified"):
        value = record.get(key)
        if key in record and not (
            isinstance(value, str) and _TIMESTAMP.fullmatch(value) and w3c.read_timestamp(value) is not None
        ):
            yield Finding(
                (key,), tr("must be a moment like 2026-01-31T12:00:00Z, not {value}", value=describe_value(value))
            )
    if "bodyValue" in record:
        if not isinstance(record["bodyValue"], str):
            yield Finding(
                ("bodyValue",), tr("must be a string, not {value}", value=describe_value(record["bodyValue"]))
            )
        if "body" in record:
            yield Finding(("bodyValue",), tr("must not stand beside a body"))
    for pointer, body in _each("body", record.get("body")):
        yield from _body(pointer, body)
    if not isinstance(record.get(w3c.ATTRIBUTES, {}), dict):
        yield Finding(
            (w3c.ATTRIBUTES,), tr("must be an object, not {value}", value=describe_value(record[w3c.ATTRIBUTES]))
        )
    if w3c.CONFLICT in record:
        yield from _conflict(record[w3c.CONFLICT])
    if w3c.ANCHORED in record:
        yield from _anchored(record[w3c.ANCHORED])
    if w3c.SUGGESTED in record or w3c.SUGGESTING in w3c.motivations(record):
        yield from _suggested(record)
    if w3c.DECISION in record and w3c.MODERATING in w3c.motivations(record):
        for pointer, message in decision_shape.faults(record[w3c.DECISION]):
            yield Finding((w3c.DECISION, *pointer), message)
    if w3c.PROVENANCE in record:
        for pointer, message in provenance.faults(record[w3c.PROVENANCE]):
            yield Finding((w3c.PROVENANCE, *pointer), message)
    for key in (w3c.EARLIER, w3c.REJECTED):
        if key in record and not isinstance(record[key], list):
            yield Finding((key,), tr("must be an array, not {value}", value=describe_value(record[key])))
    if not w3c.as_list(record.get("target")):
        yield Finding(("target",), tr("is missing"))
    for pointer, target in _each("target", record.get("target")):
        if isinstance(target, dict):
            for place, selector in _each("selector", target.get("selector")):
                yield from _selector((*pointer, *place), selector)
        elif not isinstance(target, str) or not target:
            yield Finding(pointer, tr("must be an object or an id, not {value}", value=describe_value(target)))


def doubts(record: Mapping[str, Any], latest: datetime) -> Iterator[Finding]:
    """What is odd about a record that is in order. `latest` is the last moment that can have been."""
    moments = {key: w3c.read_timestamp(record.get(key)) for key in ("created", "modified")}
    for key, moment in moments.items():
        if moment is not None and moment > latest:
            yield Finding((key,), tr("is in the future: {value}", value=describe_value(record[key])), is_warning=True)
    created, modified = moments.values()
    if created is not None and modified is not None and modified < created:
        yield Finding(("modified",), tr("is before it was created"), is_warning=True)
    for pointer, body in _each("body", record.get("body")):
        value = body.get("value") if isinstance(body, dict) else None
        if isinstance(value, str) and w3c.TAGGING in w3c.as_list(body.get("purpose")):
            yield from hidden((*pointer, "value"), value)
    attributes = record.get(w3c.ATTRIBUTES)
    for name in attributes if isinstance(attributes, dict) else ():
        yield from hidden((w3c.ATTRIBUTES, name), name)
    if w3c.CONFLICT in record:
        yield Finding((w3c.CONFLICT,), tr("is a conflict of two changes that nobody has settled yet"), is_warning=True)
    if w3c.ANCHORED in record and w3c.SUGGESTING not in w3c.motivations(record):
        message = tr("was placed anew when its source had changed, and nobody has confirmed it yet")
        yield Finding((w3c.ANCHORED,), message, is_warning=True)


def hidden(pointer: Pointer, name: str) -> Iterator[Finding]:
    """What nobody sees in a name: controls, and what turns the letters round."""
    found = _HIDDEN.search(name)
    if found is not None:
        code = f"U+{ord(found[0]):04X}"
        yield Finding(pointer, tr("holds a control character that nobody sees: {code}", code=code), is_warning=True)
    elif not name.strip():
        yield Finding(pointer, tr("is a name without a letter"), is_warning=True)


def _conflict(mark: Any) -> Iterator[Finding]:
    if not isinstance(mark, dict):
        yield Finding((w3c.CONFLICT,), tr("must be an object, not {value}", value=describe_value(mark)))
        return
    kinds = [kind.value for kind in ConflictKind]
    if mark.get("kind") not in kinds:
        message = tr(
            "must be one of {names}, not {value}", names=", ".join(kinds), value=describe_value(mark.get("kind"))
        )
        yield Finding((w3c.CONFLICT, "kind"), message)
    needed = ("of",) if mark.get("kind") == ConflictKind.EDITED.value else ()
    for key in ("of", "by"):
        if (key in mark or key in needed) and (not isinstance(mark.get(key), str) or not mark[key]):
            message = tr("must be a string that is not empty, not {value}", value=describe_value(mark.get(key)))
            yield Finding((w3c.CONFLICT, key), message)


def _anchored(mark: Any) -> Iterator[Finding]:
    if not isinstance(mark, dict):
        yield Finding((w3c.ANCHORED,), tr("must be an object, not {value}", value=describe_value(mark)))
        return
    if mark.get("state") not in w3c.MARKS:
        value = describe_value(mark.get("state"))
        message = tr("must be one of {names}, not {value}", names=", ".join(w3c.MARKS), value=value)
        yield Finding((w3c.ANCHORED, "state"), message)
    first = mark.get("from")
    if not isinstance(first, list) or not first:
        message = tr("must be an array with the selectors of each fragment, not {value}", value=describe_value(first))
        yield Finding((w3c.ANCHORED, "from"), message)
        return
    for number, selectors in enumerate(first):
        found = list(_each("from", selectors)) or [(("from",), selectors)]
        for place, selector in found:
            yield from _selector((w3c.ANCHORED, "from", number, *place[1:]), selector)
        try:
            w3c.read_selectors({"selector": selectors}, ())
        except w3c.Misunderstood as error:
            if not any(isinstance(selector, dict) for _, selector in found):
                yield Finding((w3c.ANCHORED, "from", number), error.message)


def _suggested(record: Mapping[str, Any]) -> Iterator[Finding]:
    value, kinds = record.get(w3c.SUGGESTED), w3c.motivations(record)
    if not isinstance(value, dict):
        yield Finding((w3c.SUGGESTED,), tr("must be an object, not {value}", value=describe_value(value)))
        return
    for key in ("origin", "tag"):
        if (key == "origin" or key in value) and (not isinstance(value.get(key), str) or not value[key]):
            message = tr("must be a string that is not empty, not {value}", value=describe_value(value.get(key)))
            yield Finding((w3c.SUGGESTED, key), message)
    if "score" in value and not is_score(value["score"]):
        message = tr("must be a number from 0 to 1, not {value}", value=describe_value(value["score"]))
        yield Finding((w3c.SUGGESTED, "score"), message)
    if "spans" in value and not (isinstance(value["spans"], list) and all(map(is_span, value["spans"]))):
        yield Finding((w3c.SUGGESTED, "spans"), tr("must be an array of [start, end], with 0 <= start < end"))
    decisions = [decision.value for decision in Decision]
    if "decision" in value and value["decision"] not in decisions:
        names, wrong = ", ".join(decisions), describe_value(value["decision"])
        message = tr("must be one of {names}, not {value}", names=names, value=wrong)
        yield Finding((w3c.SUGGESTED, "decision"), message)
    elif w3c.LINKING not in kinds:
        is_annotation = value.get("decision") in (Decision.ACCEPTED.value, Decision.CHANGED.value)
        if is_annotation and w3c.SUGGESTING in kinds:
            message = tr("must not be {motivation}: the suggestion was accepted", motivation=w3c.SUGGESTING)
            yield Finding(("motivation",), message)
        elif not is_annotation and w3c.SUGGESTING not in kinds:
            message = tr("must be {motivation}: the suggestion was not accepted", motivation=w3c.SUGGESTING)
            yield Finding(("motivation",), message)


def _identifier(record: Mapping[str, Any]) -> Iterator[Finding]:
    value = record.get("id")
    if not isinstance(value, str) or not value:
        yield Finding(("id",), tr("must be a string that is not empty, not {value}", value=describe_value(value)))


def _body(pointer: Pointer, body: Any) -> Iterator[Finding]:
    if isinstance(body, str):
        return
    if not isinstance(body, dict):
        yield Finding(pointer, tr("must be an object or an IRI, not {value}", value=describe_value(body)))
        return
    if "TextualBody" in w3c.as_list(body.get("type")) and not isinstance(body.get("value"), str):
        yield Finding((*pointer, "value"), tr("must be a string, not {value}", value=describe_value(body.get("value"))))
    if "purpose" in body and not all(isinstance(value, str) for value in w3c.as_list(body["purpose"])):
        yield Finding((*pointer, "purpose"), tr("must be one purpose or an array of them"))
    for finding in _direction(body):
        yield Finding((*pointer, *finding.pointer), finding.message)


def _direction(value: Mapping[str, Any]) -> Iterator[Finding]:
    if "textDirection" in value and value["textDirection"] not in _DIRECTIONS:
        message = tr(
            "must be one of {names}, not {value}",
            names=", ".join(_DIRECTIONS),
            value=describe_value(value["textDirection"]),
        )
        yield Finding(("textDirection",), message)


def _selector(pointer: Pointer, selector: Any) -> Iterator[Finding]:
    if isinstance(selector, str):
        return
    if not isinstance(selector, dict):
        yield Finding(pointer, tr("must be an object, not {value}", value=describe_value(selector)))
        return
    kinds = w3c.as_list(selector.get("type"))
    if w3c.QUOTE in kinds:
        for key in ("exact", "prefix", "suffix"):
            if (key == "exact" or key in selector) and not isinstance(selector.get(key), str):
                message = tr("must be a string, not {value}", value=describe_value(selector.get(key)))
                yield Finding((*pointer, key), message)
        if not any(selector.get(key) for key in ("exact", "prefix", "suffix")) and selector.get("exact") == "":
            yield Finding((*pointer, "exact"), tr("must not be empty where there is neither a prefix nor a suffix"))
    if w3c.POSITION in kinds:
        wrong = [key for key in ("start", "end") if not is_offset(selector.get(key))]
        for key in wrong:
            message = tr("must be an integer >= 0, not {value}", value=describe_value(selector.get(key)))
            yield Finding((*pointer, key), message)
        if not wrong and selector["start"] > selector["end"]:
            message = tr(
                "must not be less than start ({start}), not {end}", start=selector["start"], end=selector["end"]
            )
            yield Finding((*pointer, "end"), message)


def _each(key: str, value: Any) -> Iterator[tuple[Pointer, Any]]:
    """One value or each of an array, with the way to it."""
    if isinstance(value, list):
        for number, member in enumerate(value):
            yield (key, number), member
    elif value is not None:
        yield (key,), value
