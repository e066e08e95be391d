"""What a report says, whatever its form: documents, groups, decisions, figures, as plain values in reading order.

Nothing here is made safe for any form, and nothing is worked out in a form: all of them say the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.text.bidi import Direction

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tui_reader.documents.document import Document
    from tui_reader.review.figure import Figures
    from tui_reader.review.groups import State
    from tui_reader.text.span import Span


class Link(NamedTuple):
    """A relation that goes out from an annotation."""

    name: str
    group: int | None
    """Number of the group it leads to, from 0."""
    quote: str
    """The text of the annotation it leads to."""


class Version(NamedTuple):
    """What an annotation says: one of an annotator's, or the one that was decided on."""

    id: str
    tags: tuple[str, ...]
    """None of a highlight."""
    spans: tuple[Span, ...]
    """Offsets, in order; none where it is about the whole document."""
    places: tuple[Span, ...]
    """The same in code points of the whole text."""
    quote: str
    attributes: Mapping[str, Any]
    note: str | None
    links: tuple[Link, ...]


class Remark(NamedTuple):
    """A comment or a reply."""

    author: str
    written: datetime | None
    text: str
    depth: int
    """How many remarks it is an answer to; 0 of one about the group itself."""


class Ruling(NamedTuple):
    """A decision."""

    is_accepted: bool
    """Else it was rejected."""
    is_stale: bool
    """Whether one of the sets has changed since, so that it is asked again."""
    reviewer: str
    written: datetime | None
    how: str | None
    """Provenance of what was accepted: `unanimous`, `adjudicated` or `edited`."""
    outcome: Version | None
    """What was accepted."""
    reason: str | None
    comment: str | None
    confidence: float | None
    """0 to 1."""
    strategy: str | None
    """The pre-merge strategy that decided; None where a person did."""


class Entry(NamedTuple):
    """A group, with all that was said of it."""

    number: int
    """From 0; people are shown one more."""
    state: State
    differences: tuple[State, ...]
    """All there are, the greatest first."""
    likeness: float
    """0 to 1."""
    versions: tuple[Version | None, ...]
    """One for each set; None where that has nothing."""
    ruling: Ruling | None
    remarks: tuple[Remark, ...]
    """Answers behind what they answer."""

    @property
    def standing(self) -> str:
        """`open`, `accepted`, `rejected`, or `stale`: decided, and to be asked again."""
        if self.ruling is None:
            return "open"
        if self.ruling.is_stale:
            return "stale"
        return "accepted" if self.ruling.is_accepted else "rejected"

    @property
    def tags(self) -> tuple[str, ...]:
        """All tags anybody has given, in the order of the sets."""
        return tuple(dict.fromkeys(tag for version in self.versions if version for tag in version.tags))

    @property
    def spans(self) -> list[Span]:
        """All fragments of all versions, as offsets, sorted; they may overlap."""
        return sorted({span for version in self.versions if version for span in version.spans})


class Lost(NamedTuple):
    """An annotation that has no place in the text as it is now."""

    id: str
    tags: tuple[str, ...]
    quote: str


class ReportedSet(NamedTuple):
    """One of the sets."""

    name: str
    """Of its annotator; a letter where names are hidden."""
    file: str | None
    """Where it is; None where names are hidden."""
    sha256: str
    """Of its annotations and links (`adjudication.content_of`)."""
    annotations: int
    links: int
    lost: tuple[Lost, ...]


@dataclass(frozen=True)
class Reviewed:
    """One document, its sets, and what was said of it."""

    name: str
    sha256: str
    length: int
    """Code points."""
    encoding: str
    document: Document
    sets: tuple[ReportedSet, ...]
    entries: tuple[Entry, ...]
    """By their numbers."""
    direction: Direction = Direction.AUTO
    """How the base direction of its paragraphs is found."""

    @cached_property
    def states(self) -> Counter[State]:
        """How many groups there are in each state."""
        return Counter(entry.state for entry in self.entries)

    @cached_property
    def standings(self) -> Counter[str]:
        """How many groups there are in each standing."""
        return Counter(entry.standing for entry in self.entries)


@dataclass(frozen=True)
class Report:
    """All of it."""

    reviewer: str
    written: datetime
    """When; handed in, so that a report of the same is the same."""
    program: str
    """Name and version of what wrote it."""
    documents: tuple[Reviewed, ...]
    """At least one."""
    figures: Figures | None = None
    """Of these documents, in this order; None where one set alone was reviewed."""
