"""What a side says, so that it can be compared with what it said before, with another side, and with an outcome."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, TypeAlias

from tui_reader.review.likeness import canonical
from tui_reader.text.span_sets import union

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.annotations.records.relation import Relation
    from tui_reader.review.groups import Comparison, Group
    from tui_reader.review.sides import Side, Unit
    from tui_reader.text.span import Span

VERSION = 16
"""Hexadecimal digits of a hash that tell what a side says."""
Link: TypeAlias = tuple[str, str, int]
"""A link as all sides can say it: its name, its answers, and the number of the group it leads to."""


def side_names(sides: Sequence[Side]) -> tuple[str, ...]:
    """What decisions call each side: the name of its file, with folders before it where that is another's too."""
    found: list[str] = []
    for side in sides:
        parts = side.path.parts
        names = ("/".join(parts[-count:]) for count in range(1, len(parts) + 1))
        found.append(next((name for name in names if name not in found), f"{side.path}#{len(found)}"))
    return tuple(found)


def said(
    places: Sequence[Span], tags: Sequence[str], attributes: Mapping[str, Any], origin: Sequence[Span] = ()
) -> str:
    """What is said of some text, the same for all who say the same: it is what matching compares.

    `places` are code points, none of what is about the whole document; they are counted from the beginning of
    `origin`, where there is one.
    """
    first = min(origin).start if origin else 0
    spans = [[span.start - first, span.end - first] for span in union(places)]
    points = sorted({place.start - first for place in places if not place.length})
    answers = sorted((name, canonical(value)) for name, value in attributes.items())
    return json.dumps([spans, points, not places, sorted(set(tags)), answers], ensure_ascii=False)


def said_hash(words: str) -> str:
    """What is said as a version tells it."""
    return hashlib.sha256(words.encode()).hexdigest()[:VERSION]


def said_in(version: str) -> str:
    """The part of a version that is about all but links."""
    return version.partition("-")[0]


def links_in(version: str) -> str:
    """The part of a version that is about links; empty where there are none."""
    return version.partition("-")[2]


class Sayings:
    """What the units of a comparison say."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison

    @staticmethod
    def words(unit: Unit, origin: Sequence[Span] = ()) -> str:
        """What a unit says but for its links."""
        return said(unit.places, unit.tags, unit.annotation.attributes, origin)

    def version(self, side: int, unit: Unit, origin: Sequence[Span]) -> str:
        """What a unit says: the same as long as that is. Notes and times are no part of it.

        Its place is counted from `origin`, code points in order: an edit of the text elsewhere changes nothing.
        """
        words = self.words(unit, origin)
        links = sorted((link.name, link.target, canonical(dict(link.attributes))) for link in self.outgoing(side, unit))
        return f"{said_hash(words)}-{said_hash(json.dumps(links))}" if links else said_hash(words)

    def outgoing(self, side: int, unit: Unit) -> Sequence[Relation]:
        """The links that go out from a unit."""
        return self._comparison.sides[side].outgoing.get(unit.id, ())

    def links(self, side: int, unit: Unit) -> set[Link]:
        """The links that go out from a unit, as they can be compared with those of another side."""
        numbers = self._comparison.group_numbers
        return {
            (link.name, canonical(dict(link.attributes)), numbers[side, link.target])
            for link in self.outgoing(side, unit)
        }

    def links_of(self, group: Group, sides: Sequence[int]) -> set[Link]:
        """The links that these sides have going out from a group."""
        return {link for side, unit in group.present if side in sides for link in self.links(side, unit)}
