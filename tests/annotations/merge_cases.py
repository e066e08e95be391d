"""Three sets that grew out of one another, as people, other programs and merges leave them."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from annotation_cases import annotate, clock
from hypothesis import strategies as st
from plain_document import SPEC_TEXT, PlainDocument

from tui_reader.annotations import w3c
from tui_reader.annotations.file import AnnotationSet, new_set
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.record import Record, UnknownRecord, read_record
from tui_reader.annotations.records.relation import Relation, new_relation
from tui_reader.annotations.records.remark import Remark, new_remark
from tui_reader.annotations.records.suggested import Suggested
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

DOCUMENT = PlainDocument(SPEC_TEXT)
SPANS = (Span(0, 3), Span(4, 10), Span(15, 39), Span(41, 44), Span(44, 48))
EMPTY = new_set(
    DOCUMENT, "amal", "claims-citations@1", Path("annotations/doc.txt.amal.json"), new_id=lambda: "urn:uuid:page"
)


class Three(NamedTuple):
    base: AnnotationSet | None
    mine: AnnotationSet
    theirs: AnnotationSet

    def __repr__(self) -> str:
        lines = ("\n  ".join(record.json for record in side.records) if side else "none" for side in self)
        return "".join(f"\n{name}:\n  {text}" for name, text in zip(self._fields, lines, strict=True))


def note_of(name: str, tag: str = "Claim", note: str | None = None, **says: Any) -> Annotation:
    place = sum(map(ord, name)) % len(SPANS)
    return annotate(DOCUMENT, SPANS[place], name=f"urn:uuid:{name}", tags=[tag], note=note, **says)


def link(name: str, source: str, target: str, kind: str = "cites") -> Relation:
    return new_relation(
        kind, f"urn:uuid:{source}", f"urn:uuid:{target}", now=clock(), new_id=lambda: f"urn:uuid:{name}"
    )


def rewritten(record: Record, **members: Any) -> Record:
    """A record with other members; None takes one away."""
    value = {**json.loads(record.json), **members}
    line = json.dumps({key: member for key, member in value.items() if member is not None}, ensure_ascii=False)
    if isinstance(record, UnknownRecord):
        return UnknownRecord(line, record.reason, record.id)
    return read_record(json.loads(line), line)


def reply(name: str, to: str, text: str = "نعم") -> Remark:
    """What another program wrote about an annotation."""
    value = _reply(name, text) | {"target": f"urn:uuid:{to}"}
    return Remark.read(value, json.dumps(value, ensure_ascii=False))


def strange(name: str, to: str, text: str = "نعم") -> UnknownRecord:
    """The same about a part of an annotation: nobody here understands what that is."""
    target = {"source": f"urn:uuid:{to}", "selector": {"type": "FragmentSelector", "value": "body"}}
    value = _reply(name, text) | {"target": target}
    reason = "$: is a replying annotation, about another annotation"
    return UnknownRecord(json.dumps(value, ensure_ascii=False), reason, value["id"])


def _reply(name: str, text: str) -> dict[str, Any]:
    body = {"type": "TextualBody", "value": text}
    return {"id": f"urn:uuid:{name}", "type": "Annotation", "motivation": "replying", "body": body}


def judged(name: str, to: str, verdict: str = "rejected", **says: Any) -> Remark:
    """What a reviewer decided of an annotation: the same reviewer's has the same id in every branch."""
    decision = {"verdict": verdict, "members": {}, "target": [{"source": "doc.txt"}]}
    decision |= {"how": "edited", "outcome": {"tags": ["Claim"]}} if verdict == "accepted" else {}
    about = [f"urn:uuid:{to}"]
    return new_remark(about, decision=decision, now=clock(), new_id=lambda: f"urn:uuid:{name}", **says)


def of(*records: Record, base: AnnotationSet = EMPTY) -> AnnotationSet:
    return base.with_records(records)


NAMES = "abcd"
LINES = (UnknownRecord('{"x": 1}', "id: no"), UnknownRecord("[2]", "no object"), UnknownRecord("null", "no object"))


def _whole(records: Iterable[Record]) -> list[Record]:
    """Without the relations that lead nowhere: as a program leaves a set that deletes them with their ends."""
    kept = list(records)
    there = {record.id for record in kept if isinstance(record, Annotation)}
    return [record for record in kept if not isinstance(record, Relation) or {record.source, record.target} <= there]


def _step(here: dict[str, Record], act: str, name: str, choice: int) -> None:
    """One thing somebody does; nothing where it does not fit what is there."""
    ident, moment = f"urn:uuid:{name}", clock(choice)
    there = here.get(ident)
    relation = here.get(f"urn:uuid:r{name}")
    match act:
        case "note" if isinstance(there, Annotation):
            here[ident] = there.with_note([None, "أ", "ب", "أ"][choice], now=moment)
        case "tag" if isinstance(there, Annotation):
            here[ident] = there.with_tags([["Claim"], ["Quote"], [], ["Claim", "Quote"]][choice], now=moment)
        case "note" | "tag":
            here[ident] = note_of(name, ["Claim", "Quote", "Claim", "Quote"][choice])
        case "decide" if isinstance(there, Annotation) and there.suggested is not None:
            changed = partial(there.changed_to, ["Evidence"])
            decided = (there.accepted, there.rejected_suggestion, changed, there.accepted)
            here[ident] = decided[choice](now=moment)
        case "suggest" if there is None:
            here[ident] = note_of(name, suggested=Suggested("quotations", 0.5))
        case "touch" if there is not None:
            here[ident] = rewritten(there, modified=w3c.timestamp(moment()))
        case "spell" if there is not None:
            here[ident] = rewritten(there, **{"ex:k": [None, 1, True, 1.0][choice]})
        case "link":
            new = link(f"r{name}", name, NAMES[choice])
            here.setdefault(new.id, new)
        case "relink" if isinstance(relation, Relation):
            here[relation.id] = relation.with_name(["cites", "said_by", "restates", "cites"][choice], now=moment)
        case "delete":
            here.pop([ident, ident, f"urn:uuid:r{name}", f"urn:uuid:u{name}"][choice], None)
        case "settle" if there is not None:
            here[ident] = rewritten(there, **{"tui:conflict": None})
        case "reply":
            say = reply if choice < 2 else strange
            found = say(f"u{name}", NAMES[choice], ["نعم", "لا"][choice % 2])
            here[found.id or ""] = found
        case "judge":
            found = judged(f"j{name}", name, ["accepted", "rejected"][choice % 2], note=[None, "أ"][choice // 2])
            here[found.id] = found
        case "line":
            line = LINES[choice % len(LINES)]
            if here.pop(line.json, None) is None:
                here[line.json] = line


ACTS = (
    *("note", "tag", "suggest", "decide", "decide", "delete", "link", "relink"),
    *("touch", "spell", "settle", "reply", "judge", "line"),
)
_steps = st.tuples(st.sampled_from(ACTS), st.sampled_from(NAMES), st.integers(0, 3))


def sides(base: AnnotationSet) -> st.SearchStrategy[AnnotationSet]:
    """A set after somebody has worked on it for a while."""

    def worked(steps: list[tuple[str, str, int]]) -> AnnotationSet:
        here = {record.id or record.json: record for record in base.records}
        for step in steps:
            _step(here, *step)
        return base.with_records(_whole(here.values()))

    return st.lists(_steps, min_size=2, max_size=7).map(worked)


FULL = of(
    *map(note_of, "abc"),
    note_of("d", suggested=Suggested("quotations", 0.5)),
    link("ra", "a", "b"),
    link("rb", "b", "c"),
    link("rc", "c", "a"),
    reply("ud", "d"),
    *LINES[:2],
)


@st.composite
def threes(draw: st.DrawFn, merge: Callable[..., Any] | None = None) -> Three:
    """A base, or none, and what two made of it; where a merge is given, the base may bear its marks."""
    base = draw(sides(FULL))
    if merge is not None and draw(st.booleans()):
        base = merge(base, draw(sides(base)), draw(sides(base))).set
    mine, theirs = draw(sides(base)), draw(sides(base))
    return Three(None if draw(st.integers(0, 4)) == 0 else base, mine, theirs)
