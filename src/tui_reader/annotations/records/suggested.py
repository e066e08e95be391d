"""What a record says of having been suggested: by whom, how surely, and what a person made of it.

It is a member of the record, `"tui:suggested": {"origin": "quotations", "score": 0.9}`. While nobody has decided, and
where somebody said no (`"decision": "rejected"`), the record's motivation is `tui:suggesting`: no program takes it for
an annotation. One that was accepted is an annotation like others, and keeps the member with the decision; where it was
changed while being accepted, with the tag and the place that had been suggested too.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.annotations.w3c import (
    OWN_MOTIVATIONS,
    SUGGESTED,
    SUGGESTING,
    TAGGING,
    is_offset,
    motivations,
    set_motivation,
)
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.annotations.strict_json import JsonObject


_DECIDED = frozenset({"decision", "tag", "spans"})


class Decision(Enum):
    """What a person made of a suggestion."""

    ACCEPTED = "accepted"
    CHANGED = "changed"
    """Accepted with another tag, or on other text."""
    REJECTED = "rejected"


class Suggested(NamedTuple):
    """What a record says of having been suggested."""

    origin: str
    """The recogniser or the command that suggested it."""
    score: float | None = None
    """From 0 to 1: how sure that was."""
    decision: Decision | None = None
    """None while nobody has decided."""
    tag: str | None = None
    """The tag that was suggested, where it got another one."""
    spans: tuple[Span, ...] = ()
    """The code points it was suggested on, one span per fragment, where it was put on others."""

    @property
    def is_annotation(self) -> bool:
        """Whether somebody said that it is one."""
        return self.decision in (Decision.ACCEPTED, Decision.CHANGED)

    @property
    def json(self) -> JsonObject:
        """The value of its member."""
        members: JsonObject = {"origin": self.origin}
        if self.score is not None:
            members["score"] = self.score
        if self.decision is not None:
            members["decision"] = self.decision.value
        if self.tag is not None:
            members["tag"] = self.tag
        if self.spans:
            members["spans"] = [list(span) for span in self.spans]
        return members


def is_score(value: Any) -> bool:
    """Whether a JSON value can be a score: a number from 0 to 1. `true` is no number."""
    return type(value) in (int, float) and 0 <= value <= 1


def is_span(value: Any) -> bool:
    """Whether a JSON value is the beginning and the end of some text."""
    return isinstance(value, list) and len(value) == 2 and all(map(is_offset, value)) and value[0] < value[1]


def read_suggested(record: Mapping[str, Any]) -> Suggested | None:
    """What a record says of having been suggested; None where it says nothing that is understood."""
    value = record.get(SUGGESTED)
    if not isinstance(value, dict) or not isinstance(value.get("origin"), str) or not value["origin"]:
        return None
    try:
        decision = Decision(value["decision"]) if "decision" in value else None
    except ValueError:
        return None
    score, tag, spans = value.get("score"), value.get("tag"), value.get("spans")
    return Suggested(
        value["origin"],
        score if is_score(score) else None,
        decision,
        tag if isinstance(tag, str) else None,
        tuple(Span(*span) for span in spans) if isinstance(spans, list) and all(map(is_span, spans)) else (),
    )


def set_decision(record: JsonObject, decision: Decision, *, tag: str | None = None, spans: Sequence[Span] = ()) -> None:
    """Write down what a person made of a suggestion. Keys of others stay.

    `tag` and `spans` (code points) are what had been suggested, where something else was accepted.
    """
    value, first = record.get(SUGGESTED), read_suggested(record)
    kept = {key: value[key] for key in value if key not in _DECIDED} if isinstance(value, dict) else {}
    if decision is not Decision.CHANGED:
        tag, spans = None, ()
    elif first is not None and first.decision is Decision.CHANGED:
        tag, spans = first.tag or tag, first.spans or spans
    said = {"decision": decision.value, "tag": tag, "spans": [list(span) for span in spans]}
    record[SUGGESTED] = kept | {key: member for key, member in said.items() if member}


def set_standing(record: JsonObject, *, is_annotation: bool) -> None:
    """Let a record on text be an annotation like others, or only a suggestion. Motivations of others stay."""
    kinds = motivations(record)
    others = [kind for kind in kinds if kind != SUGGESTING and (is_annotation or kind not in OWN_MOTIVATIONS)]
    if not is_annotation:
        record["motivation"] = [SUGGESTING, *others] if others else SUGGESTING
    elif SUGGESTING in kinds:
        record["motivation"] = others if len(others) > 1 else others[0] if others else TAGGING
        set_motivation(record)
