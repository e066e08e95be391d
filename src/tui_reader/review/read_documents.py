"""A document as figures see it: its groups as items, each with the marks that count there, for everybody or for two.

How two marks of an item lie to each other is found once, as every scope asks for that.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.agreement.f1 import is_overlapping, is_same_place
from tui_reader.agreement.sections import Continuum, Section
from tui_reader.review.figure import At
from tui_reader.review.likeness import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from tui_reader.agreement.confusion import Label
    from tui_reader.review.figure import ComparedDocument
    from tui_reader.review.sides import Unit
    from tui_reader.text.span import Span

LARGE = 1e15
"""Numbers from here on are names: their differences would not be exact."""


class Mark(NamedTuple):
    """An annotation as figures see it."""

    side: int
    who: int
    """The number of its annotator."""
    places: tuple[Span, ...]
    tags: Label
    answers: tuple[tuple[str, Any], ...]
    """By attribute, as labels: numbers, or what is the same for equal answers."""


class Item(NamedTuple):
    """A group as one scope sees it."""

    at: At
    readers: int
    """How many annotators could have marked something here."""
    marks: tuple[Mark, ...]
    """What they did, in the order of their numbers."""
    meeting: Mapping[tuple[int, int], bool]
    """Of the marks that have text in common the two sides, in that order, and whether they cover the same."""


class ReadDocument(NamedTuple):
    """A document as one scope sees it."""

    number: int
    compared: ComparedDocument
    readers: tuple[int, ...]
    """Of each side the number of its annotator."""
    sides: tuple[int, ...]
    """The numbers of the sides that count."""
    items: list[Item]


def continuum_of(compared: ComparedDocument, sides: Iterable[int]) -> Continuum:
    """A document as figures of stretches of text see it: what these sides have marked."""
    return Continuum(compared.length, [sections_of(compared, side) for side in sides])


def sections_of(compared: ComparedDocument, side: int) -> list[Section]:
    """What a side has marked, but for the document as a whole.

    A unit with several tags is one section for each, a highlight one without a category.
    """
    units = compared.comparison.sides[side].units
    return [Section(unit.places, tag) for unit in units if unit.places for tag in tags_of(unit) or ("",)]


def tags_of(unit: Unit) -> Label:
    """The tags of an annotation as one label."""
    return tuple(sorted(set(unit.tags)))


def numeric_attributes(documents: Iterable[ComparedDocument]) -> frozenset[str]:
    """The attributes of which all answers are numbers: these may lie near or far from each other."""
    are_numbers: dict[str, bool] = {}
    for compared in documents:
        for side in compared.comparison.sides:
            for unit in side.units:
                for name, answer in unit.annotation.attributes.items():
                    are_numbers[name] = are_numbers.get(name, True) and _is_number(answer)
    return frozenset(name for name, is_so in are_numbers.items() if is_so)


def read_by_all(
    number: int, compared: ComparedDocument, readers: tuple[int, ...], numeric: Collection[str]
) -> ReadDocument:
    def mark(side: int, unit: Unit) -> Mark:
        given = unit.annotation.attributes.items()
        answers = tuple((name, float(answer) if name in numeric else _label(answer)) for name, answer in given)
        return Mark(side, readers[side], unit.places, tags_of(unit), answers)

    items = []
    for group in compared.comparison.groups:
        marks = tuple(sorted((mark(side, unit) for side, unit in group.present), key=lambda mark: mark.who))
        items.append(Item(At(number, group.number), len(readers), marks, _meeting(marks)))
    return ReadDocument(number, compared, readers, tuple(range(len(readers))), items)


def _meeting(marks: Sequence[Mark]) -> Mapping[tuple[int, int], bool]:
    return {
        (one.side, other.side): is_same_place(one.places, other.places)
        for one, other in combinations(marks, 2)
        if is_overlapping(one.places, other.places)
    }


def of_pair(document: ReadDocument, pair: tuple[int, int]) -> ReadDocument:
    """A document as if only these two had read it."""
    marked = ((item, tuple([mark for mark in item.marks if mark.who in pair])) for item in document.items)
    items = [item._replace(readers=len(pair), marks=marks) for item, marks in marked if marks]
    sides = tuple(document.readers.index(who) for who in pair)
    return document._replace(sides=sides, items=items)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGE


def _label(answer: Any) -> str:
    """The same for answers that are equal, and only for these."""
    return f'"{answer}' if isinstance(answer, str) else canonical(answer)
