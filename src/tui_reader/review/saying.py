"""What a side says, so that it can be compared with what it said before, with another side, and with an outcome."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from tui_reader.annotations.versions import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.annotations.model import Relation
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


def said(places: Sequence[Span], tags: Sequence[str], attributes: Mapping[str, Any], origin: Sequence[Span]) -> str:
    """What somebody says, so that it can be compared: the place is counted from the beginning of `origin`."""
    first = origin[0].start if origin else 0
    spans = [[span.start - first, span.end - first] for span in sorted(places)]
    return canonical([spans, sorted(tags), dict(attributes)])


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:VERSION]


def links_in(version: str) -> str:
    """The part of a version that is about links; empty where there are none."""
    return version.partition("-")[2]


class Sayings:
    """What the units of a comparison say."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison

    def version(self, side: int, unit: Unit, origin: Sequence[Span]) -> str:
        """What a unit says: the same as long as that is. Notes and times are no part of it.

        Its place is counted from `origin`, code points in order: an edit of the text elsewhere changes nothing.
        """
        words = said(unit.places, unit.tags, unit.annotation.attributes, origin)
        links = sorted((link.name, link.target, canonical(link.attributes)) for link in self.outgoing(side, unit))
        return f"{_hash(words)}-{_hash(canonical(links))}" if links else _hash(words)

    def outgoing(self, side: int, unit: Unit) -> Sequence[Relation]:
        """The links that go out from a unit."""
        return self._relations[side].get(unit.id, ())

    def links(self, side: int, unit: Unit) -> set[Link]:
        """The links that go out from a unit, as they can be compared with those of another side."""
        numbers = self._comparison.group_numbers
        return {
            (link.name, canonical(link.attributes), numbers[side, link.target]) for link in self.outgoing(side, unit)
        }

    def links_of(self, group: Group, sides: Sequence[int]) -> set[Link]:
        """The links that these sides have going out from a group."""
        return {link for side, unit in group.present if side in sides for link in self.links(side, unit)}

    @cached_property
    def _relations(self) -> list[dict[str, list[Relation]]]:
        """For each side the links that go out from each annotation."""
        found: list[dict[str, list[Relation]]] = []
        for side in self._comparison.sides:
            by_source: dict[str, list[Relation]] = {}
            for relation in side.relations:
                by_source.setdefault(relation.source, []).append(relation)
            found.append(by_source)
        return found
