"""A figure of agreement: one number, what it is about, and the groups it was made from. What figures mean is told in
`docs/agreement.md`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.review import sides

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui_reader.agreement.bootstrap import Sureness
    from tui_reader.agreement.confusion import Confusion
    from tui_reader.agreement.value import Value
    from tui_reader.review.groups import Comparison

F1_EXACT, F1_OVERLAP = "f1-exact", "f1-overlap"
F1_EXACT_PLACE, F1_OVERLAP_PLACE = "f1-exact-place", "f1-overlap-place"
COHEN, FLEISS, ALPHA = "cohen", "fleiss", "alpha"
UNITIZING, UNITIZING_BINARY, UNITIZING_CODING = "u-alpha", "u-alpha-binary", "u-alpha-coding"
RELATION_F1 = "relation-f1"
GAMMA = "gamma"
"""Takes long: `gamma_figure` makes it where it is asked for."""
MEASURES = (
    F1_EXACT,
    F1_OVERLAP,
    F1_EXACT_PLACE,
    F1_OVERLAP_PLACE,
    COHEN,
    FLEISS,
    ALPHA,
    UNITIZING,
    UNITIZING_BINARY,
    UNITIZING_CODING,
    RELATION_F1,
)
"""What there is of everything that is compared."""
OF_ATTRIBUTES = (COHEN, FLEISS, ALPHA)
"""What can be asked of an attribute too."""


class Kind(Enum):
    """What a figure is about."""

    OVERALL = "overall"
    PAIR = "pair"
    TAG = "tag"
    DOCUMENT = "document"


class Scope(NamedTuple):
    """Which marks a figure is about."""

    kind: Kind
    names: tuple[str, ...] = ()
    """The two annotators, the tag, the document."""


OVERALL = Scope(Kind.OVERALL)


class At(NamedTuple):
    """A group: the number of its document among those compared, and its own."""

    document: int
    group: int


class ComparedDocument(NamedTuple):
    """A document and what was said of it."""

    name: str
    comparison: Comparison
    length: int
    """Code points of its text."""
    annotators: tuple[str, ...] = ()
    """What the sides are called; empty: by their annotators. Who has the same name elsewhere is the same person."""


@dataclass(frozen=True)
class Figure:
    """One number, and what it was made from."""

    measure: str
    """One of MEASURES, or GAMMA."""
    attribute: str | None
    """Of which attribute; None where it is of tags or places."""
    scope: Scope
    value: Value
    items: int
    """How many groups it was counted on, of `relation-f1` how many links, of the unitizing ones how many documents."""
    groups: tuple[At, ...]
    """What a person looks at who asks where it comes from, in document order."""
    sureness: Callable[[], Sureness] = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """The measure, and the attribute behind a colon: what tells it from others of its scope."""
        return self.measure if self.attribute is None else f"{self.measure}:{self.attribute}"

    @cached_property
    def interval(self) -> Sureness:
        """Where it would lie for others like these (95 %). Worked out when it is asked for: some 10 to 100 ms."""
        return self.sureness()

    @property
    def known_interval(self) -> Sureness | None:
        """The interval, if it was worked out already."""
        found: Sureness | None = self.__dict__.get("interval")
        return found


@dataclass(frozen=True)
class Part:
    """All figures of one scope."""

    scope: Scope
    figures: tuple[Figure, ...]
    confusion: Confusion[At] | None
    """None for a tag."""

    def figure(self, name: str) -> Figure | None:
        """By `Figure.name`."""
        return next((figure for figure in self.figures if figure.name == name), None)


@dataclass(frozen=True)
class Figures:
    """What there is to say of some documents."""

    annotators: tuple[str, ...]
    """Everybody, in the order of their names."""
    documents: tuple[str, ...]
    parts: tuple[Part, ...]
    """Overall first; then by pair, by tag, and by document where there are several."""

    def part(self, scope: Scope) -> Part | None:
        """The figures of one scope."""
        return next((part for part in self.parts if part.scope == scope), None)

    @property
    def overall(self) -> Part:
        return self.parts[0]

    def of(self, kind: Kind) -> tuple[Part, ...]:
        """All parts of one kind."""
        return tuple(part for part in self.parts if part.scope.kind is kind)


def annotators_of(documents: Iterable[ComparedDocument]) -> tuple[str, ...]:
    """Everybody who has a side, in the order of their names."""
    return tuple(sorted({name for compared in documents for name in names_of(compared)}))


def names_of(compared: ComparedDocument) -> tuple[str, ...]:
    """What the sides of a document are called."""
    return compared.annotators or sides.names_of(compared.comparison.sides)
