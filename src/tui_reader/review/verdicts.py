"""A reviewer's decision as a value: what became of a group, what its sides said then, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.annotations import w3c
from tui_reader.annotations.records import decision_shape
from tui_reader.annotations.records.decision_shape import ALL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from tui_reader.annotations.records.remark import Remark
    from tui_reader.annotations.records.targets import Target
    from tui_reader.text.span import Span


class Undecidable(ValueError):
    """Something cannot be decided so; the message is for people."""


class Verdict(Enum):
    """What became of a group."""

    ACCEPTED = decision_shape.ACCEPTED
    REJECTED = decision_shape.REJECTED


class Way(Enum):
    """How what was accepted came to be."""

    UNANIMOUS = decision_shape.UNANIMOUS
    """All said it."""
    ADJUDICATED = decision_shape.ADJUDICATED
    """It is one of several versions."""
    EDITED = decision_shape.EDITED
    """Nobody had said just this."""


class Member(NamedTuple):
    """What one side said when a decision was made."""

    id: str
    version: str


@dataclass(frozen=True)
class Outcome:
    """What was accepted of a group: an annotation to be."""

    targets: tuple[Target, ...]
    """One per fragment, in the order of the text; at least one."""
    tags: tuple[str, ...]
    attributes: Mapping[str, Any]
    note: str | None = None
    relations_of: tuple[str, ...] | None = None
    """Names of the sets of which the links that go out from here count; None: those of all."""

    @property
    def places(self) -> tuple[Span, ...]:
        """Its fragments in code points, as its targets say; none where it is about the whole document."""
        return places_of(self.targets)


@dataclass(frozen=True)
class Decision:
    """What a reviewer decided of a group."""

    remark: Remark
    verdict: Verdict
    way: Way | None
    """None where nothing was accepted."""
    members: Mapping[str, Member | None]
    """By the name of the file of a set: its annotation; None where it had nothing there."""
    outcome: Outcome | None
    """None where nothing was accepted."""
    reason: str | None
    confidence: float | None
    """From 0 to 1."""
    by_strategy: str | None
    """The rule it was made by, where nobody looked at the group itself."""

    @classmethod
    def of(cls, remark: Remark) -> Decision | None:
        """What a remark says; None of one by which nothing is decided."""
        said = remark.decision
        if said is None:
            return None
        members = {
            name: None if member is None else Member(member["id"], member["version"])
            for name, member in said["members"].items()
        }
        is_accepted = said["verdict"] == Verdict.ACCEPTED.value
        return cls(
            remark,
            Verdict(said["verdict"]),
            Way(said["how"]) if is_accepted else None,
            members,
            _read_outcome(remark) if is_accepted else None,
            said.get("reason"),
            said.get("confidence"),
            said.get("strategy"),
        )

    @property
    def id(self) -> str:
        """That of the record."""
        return self.remark.id

    @property
    def comment(self) -> str | None:
        """What the reviewer wrote beside it."""
        return self.remark.note

    @property
    def created(self) -> datetime | None:
        """When it was first decided, in UTC."""
        return self.remark.created

    @property
    def modified(self) -> datetime | None:
        """When it was last decided, in UTC."""
        return self.remark.modified

    @property
    def json(self) -> str:
        """The record's own JSON."""
        return self.remark.json


def _read_outcome(remark: Remark) -> Outcome:
    said = (remark.decision or {})["outcome"]
    whose = said.get("relations", ALL)
    return Outcome(
        remark.targets,
        remark.tags,
        said.get("attributes", {}),
        said.get("note"),
        None if whose == ALL else tuple(whose),
    )


def places_of(targets: Sequence[Target]) -> tuple[Span, ...]:
    """Where targets say they lie, in code points, in order; nowhere where they are about the whole document."""
    return tuple(sorted(target.position for target in targets if target.position is not None))


def written_outcome(outcome: Outcome) -> dict[str, Any]:
    """An outcome as `tui:decision` has it, but for its targets."""
    written: dict[str, Any] = {"tags": list(outcome.tags)}
    if outcome.attributes:
        written["attributes"] = dict(outcome.attributes)
    if outcome.note is not None:
        written["note"] = outcome.note
    if outcome.relations_of is not None:
        written["relations"] = list(outcome.relations_of)
    return written


def written_targets(targets: Sequence[Target], source: str) -> list[dict[str, Any]]:
    """Targets as a record has them, of which `source` is the IRI of what they are about."""
    found: list[dict[str, Any]] = []
    for target in targets:
        found.append({"source": source})
        if not target.is_whole:
            w3c.set_selectors(found[-1], target.quote, target.position)
    return found
