"""Remarks: records about other records. What a reviewer decided of annotations, what people say to one another of them.

To the standard they are annotations whose targets are annotations, named by their ids (Web Annotation Data Model,
3.3.5: `moderating` and `replying`); these may be in other files. Here they are kept, merged and undone as all records
are, and counted as annotations by nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tui_reader.annotations import w3c
from tui_reader.annotations.records.decision_shape import ACCEPTED, OWN_KEYS, faults
from tui_reader.annotations.records.targets import Target, read_target
from tui_reader.annotations.records.written import Clock, NewId, Written, random_id, rewritten, utc_now
from tui_reader.annotations.w3c import COMMENTING, DECISION, MODERATING, REPLYING, Misunderstood, identified
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.annotations.records.annotation import Mark
    from tui_reader.annotations.strict_json import JsonObject

_TEXT_PURPOSES = (COMMENTING, REPLYING, MODERATING)


@dataclass(frozen=True, slots=True)
class Remark(Written):
    """What somebody said of annotations: a decision, or a comment."""

    id: str
    motivation: str
    """`moderating` or `replying`."""
    about: tuple[str, ...]
    """Ids of the records it is about, here or in other files; at least one."""
    note: str | None
    """Its comment."""
    verdict: str | None
    """`accepted` or `rejected`; None where nothing is decided by it."""
    tags: tuple[str, ...]
    """The tags that the text has as was decided."""
    targets: tuple[Target, ...]
    """Where what is decided lies: one per fragment. None where nothing is decided."""
    json: str = field(repr=False)

    @classmethod
    def read(cls, record: JsonObject, json: str) -> Remark:
        """What such a record says; `json` is its own text on one line. Raises Misunderstood."""
        kind = min(w3c.ABOUT_ANNOTATIONS.intersection(w3c.motivations(record)))
        members = w3c.as_list(record.get("target"))
        about = [name for member in members if not _has_selector(member) and (name := identified(member)) is not None]
        if not about or len(about) != len(members):
            raise Misunderstood((), tr("is a {kind} annotation, about another annotation", kind=kind))
        decision = record.get(DECISION) if kind == MODERATING else None
        if decision is not None:
            for pointer, message in faults(decision):
                raise Misunderstood((DECISION, *pointer), message)
        return Remark(
            id=record["id"],
            motivation=kind,
            about=tuple(about),
            note=_read_note(record),
            verdict=None if decision is None else decision["verdict"],
            tags=() if decision is None else _tags_in(decision),
            targets=() if decision is None else tuple(map(read_target, decision["target"])),
            json=json,
        )

    @property
    def decision(self) -> Mapping[str, Any] | None:
        """The value of `tui:decision`, in which `faults` finds nothing; None where nothing is decided."""
        # A parser has to be asked: whoever only reads need not wait for that.
        return None if self.verdict is None else self._record()[DECISION]

    @property
    def is_on_document(self) -> bool:
        """Whether what is decided is about the source as a whole."""
        return bool(self.targets) and self.targets[0].is_whole

    @property
    def mark(self) -> Mark | None:
        """Never there: a decision whose text has changed is looked for each time, and asked again by who reviews."""
        return None

    @property
    def earlier(self) -> tuple[tuple[Target, ...], ...]:
        """Never there, as nobody settles where a decision lies."""
        return ()

    @property
    def is_rejected(self) -> bool:
        """Never: nobody is asked whether what was found again is what was decided on."""
        return False

    def with_note(
        self, note: str | None, *, language: str | None = None, direction: str | None = None, now: Clock = utc_now
    ) -> Remark:
        """The same remark with this comment; None takes it away."""
        record = self._record()
        bodies = w3c.as_list(record.pop("body", None))
        record.pop("bodyValue", None)
        old = next((body for body in bodies if _is_text(body)), None)
        others = [body for body in bodies if body is not old]
        written = [] if note is None else [(old or {}) | w3c.note_body(note, language, direction)]
        if written or others:
            w3c.put_before(record, "target", "body", [*written, *others])
        return self._changed(record, now)

    def with_decision(self, decision: Mapping[str, Any], about: Sequence[str], *, now: Clock = utc_now) -> Remark:
        """The same remark with another decision about these records. Keys of others stay."""
        record = self._record()
        kept = {key: value for key, value in (self.decision or {}).items() if key not in OWN_KEYS}
        record["target"] = _written_ids(about)
        record[DECISION] = {**decision, **kept}
        return self._changed(record, now)

    def with_targets(self, targets: Sequence[Target]) -> Remark:
        """The same decision with selectors for where its text is now. What is decided has not changed, nor when it was.

        Raises ValueError where these are not as many as it has.
        """
        record = self._record()
        if not self.targets or len(targets) != len(self.targets):
            raise ValueError("a decision keeps its fragments")
        for member, target in zip(record[DECISION]["target"], targets, strict=True):
            w3c.set_selectors(member, target.quote, target.position)
        return self.read(*rewritten(record))


def new_remark(
    about: Sequence[str],
    *,
    note: str | None = None,
    decision: Mapping[str, Any] | None = None,
    language: str | None = None,
    direction: str | None = None,
    now: Clock = utc_now,
    new_id: NewId = random_id,
) -> Remark:
    """A remark about records, made now: a comment, or a decision with or without one.

    `decision` is the value of `tui:decision`; `language` and `direction` are the comment's. Raises Misunderstood.
    """
    moment = w3c.timestamp(now())
    record: JsonObject = {
        "id": new_id(),
        "type": "Annotation",
        "motivation": REPLYING if decision is None else MODERATING,
        "created": moment,
        "modified": moment,
    }
    if note is not None:
        record["body"] = [w3c.note_body(note, language, direction)]
    record["target"] = _written_ids(about)
    if decision is not None:
        record[DECISION] = dict(decision)
    return Remark.read(*rewritten(record))


def _tags_in(decision: Mapping[str, Any]) -> tuple[str, ...]:
    is_accepted = decision["verdict"] == ACCEPTED
    return tuple(dict.fromkeys(decision["outcome"].get("tags", ()))) if is_accepted else ()


def _has_selector(target: Any) -> bool:
    return isinstance(target, dict) and bool(w3c.as_list(target.get("selector")))


def _is_text(body: Any) -> bool:
    """Whether a body holds the comment: a reply need not say what it is for (3.3.5)."""
    if not isinstance(body, dict) or not isinstance(body.get("value"), str):
        return False
    if "TextualBody" not in w3c.as_list(body.get("type", "TextualBody")):
        return False
    purposes = w3c.as_list(body.get("purpose"))
    return not purposes or any(purpose in _TEXT_PURPOSES for purpose in purposes)


def _read_note(record: Mapping[str, Any]) -> str | None:
    short = record.get("bodyValue")
    if isinstance(short, str):
        return short
    return next((body["value"] for body in w3c.as_list(record.get("body")) if _is_text(body)), None)


def _written_ids(about: Sequence[str]) -> Any:
    return about[0] if len(about) == 1 else list(about)
