"""What may be accepted of a group: one of its versions, or one with other boundaries, tags or answers."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from tui_reader.annotations.anchoring import Orphan, anchor, describe
from tui_reader.annotations.records.targets import Target
from tui_reader.language import tr
from tui_reader.review.saying import side_names
from tui_reader.review.verdicts import Outcome, Undecidable
from tui_reader.text.span import Span
from tui_reader.text.span_sets import intersection, union

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.documents.document import Document
    from tui_reader.review.groups import Comparison, Group
    from tui_reader.review.sides import Unit


class Boundaries(Enum):
    """How several versions of a place become one."""

    UNION = "union"
    """All that somebody has marked; fragments with text between them stay apart."""
    INTERSECTION = "intersection"
    """Only what all have marked who have marked anything here."""


def as_side(comparison: Comparison, group: Group, side: int, document: Document) -> Outcome:
    """The version of one side, with its links. Raises Undecidable where it has nothing here."""
    return _as_unit(_unit(group, side), document, (side_names(comparison.sides)[side],))


def as_all(group: Group, document: Document) -> Outcome:
    """What all say, as the first of them has it, with the links of all."""
    return _as_unit(group.present[0][1], document, None)


def with_boundaries(outcome: Outcome, group: Group, boundaries: Boundaries | int, document: Document) -> Outcome:
    """An outcome with other boundaries: made of all versions, or those of the side with this number.

    Raises Undecidable where that side has nothing here, where one version is about the whole document and another is
    not, and where the versions have no text in common.
    """
    if not isinstance(boundaries, Boundaries):
        return replace(outcome, targets=targets_of(_unit(group, boundaries), document))
    units = [unit for _, unit in group.present]
    first = units[0]
    if all(unit.places == first.places for unit in units):
        return replace(outcome, targets=targets_of(first, document))
    if not all(unit.places for unit in units):
        raise Undecidable(tr("One version is about the whole document and another is not: choose one"))
    marked = [union(unit.spans) for unit in units]
    spans = union(span for spans in marked for span in spans)
    if boundaries is Boundaries.INTERSECTION:
        spans = marked[0]
        for other in marked[1:]:
            spans = intersection(spans, other)
    if not spans:
        raise Undecidable(tr("The versions have no text in common"))
    for unit in units:
        # What somebody has as it is keeps its selectors.
        if list(unit.spans) == spans:
            return replace(outcome, targets=targets_of(unit, document))
    return replace(outcome, targets=tuple(describe(document, span) for span in spans))


def with_tags(outcome: Outcome, tags: Sequence[str]) -> Outcome:
    """An outcome with these tags and no others."""
    return replace(outcome, tags=tuple(dict.fromkeys(tags)))


def targets_of(unit: Unit, document: Document) -> tuple[Target, ...]:
    """What leads to a unit in the text as it is now, in its order: its own targets where they are right."""
    if not unit.places:
        return (Target(),)
    own = sorted(unit.annotation.targets, key=lambda target: target.position or (-1, -1))
    if [target.position for target in own] == list(unit.places) and all(target.is_quoted for target in own):
        text = document.code_points
        if all(t.quote is not None and t.position is not None and text.slice(t.position) == t.quote.exact for t in own):
            return tuple(own)
    return tuple(describe(document, span) for span in unit.spans)


def today(targets: Sequence[Target], document: Document) -> tuple[Target, ...]:
    """Targets as they are described now, in the order of the text. Raises Undecidable where their text is lost."""
    found = []
    for target in targets:
        if target.is_whole or _stands(target, document):
            found.append(target)
            continue
        place = anchor(document, target)
        if isinstance(place, Orphan):
            raise Undecidable(tr("Its text is not there any more: {reason}", reason=place.reason))
        found.append(describe(document, place.span))
    return tuple(sorted(found, key=lambda target: target.position or (0, 0)))


def with_attributes(outcome: Outcome, attributes: Mapping[str, Any]) -> Outcome:
    """An outcome with these answers and no others."""
    return replace(outcome, attributes=dict(attributes))


def _stands(target: Target, document: Document) -> bool:
    """Whether a target says in the text as it is now where it lies."""
    quote, position = target.quote, target.position
    if quote is None or position is None:
        return False
    around = Span(max(0, position.start - len(quote.prefix)), position.end + len(quote.suffix))
    return document.code_points.slice(around) == f"{quote.prefix}{quote.exact}{quote.suffix}"


def _unit(group: Group, side: int) -> Unit:
    unit = group.units[side] if 0 <= side < len(group.units) else None
    if unit is None:
        raise Undecidable(tr("Nothing is marked here in this set"))
    return unit


def _as_unit(unit: Unit, document: Document, relations_of: tuple[str, ...] | None) -> Outcome:
    said = unit.annotation
    return Outcome(targets_of(unit, document), said.tags, dict(said.attributes), said.note, relations_of)
