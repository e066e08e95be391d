"""The two comparisons of `compare`, each as rows for people and as JSON for programs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.records.remark import Remark
from tui_reader.annotations.revisions import Aspect, Revision, attributes_of, revisions
from tui_reader.annotations.strict_json import decode
from tui_reader.language import counted
from tui_reader.review.differing import answer_words, differences, place_words, sentence, tags_words
from tui_reader.review.groups import State
from tui_reader.review.likeness import canonical
from tui_reader.review.matching import compare
from tui_reader.review.words import SIGNS, state_words
from tui_reader.session.settling.text_marks import marked
from tui_reader.text.excerpt import beginning, isolated, label_line, label_text, rows_of
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from tui_reader.annotations.changes import Item
    from tui_reader.annotations.revisions import Revised
    from tui_reader.annotations.sets import AnnotationSet
    from tui_reader.review.groups import Comparison, Group
    from tui_reader.review.sides import Side, Unit

PLACE_CELLS = 8
"""Cells of the number before a row: where something begins, in code points."""
DETAIL = " " * (PLACE_CELLS + 4)
"""What stands before the rows that say more of the one above them."""
MOST_ROWS = 6
"""Rows of a text in which changes are marked."""
MOST_QUOTED = 400
"""Code points of a quote on one row; the rest would be cut anyway."""
LONGEST = 60
"""Cells of an annotator's name."""
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


class Compared(ABC):
    """A comparison of two sets."""

    @property
    @abstractmethod
    def differ(self) -> bool:
        """Whether the two do not say the same."""

    @abstractmethod
    def rows(self, width: int) -> Iterator[str]:
        """Rows of at most `width` cells, in visual order."""

    @abstractmethod
    def values(self) -> Iterator[dict[str, Any]]:
        """JSON objects."""


class ByPlace(Compared):
    """Two annotators' sets, as groups of what both have marked."""

    def __init__(
        self,
        sides: Sequence[Side],
        symmetric: Collection[str],
        goes_on: Callable[[float], bool] = lambda _: True,
        *,
        differing_only: bool,
    ) -> None:
        """`symmetric` are the relations of which the direction does not matter.

        `differing_only` leaves out what both say alike. `goes_on` is told which part of the work is done.
        """
        self._comparison: Comparison = compare(sides, goes_on, symmetric=symmetric)
        self._names = [side.annotator for side in sides]
        if len({*self._names}) < len(sides):
            self._names = ["A", "B"]
        self._differing_only = differing_only

    @property
    def differ(self) -> bool:
        return any(group.differences for group in self._comparison.groups)

    @property
    def _groups(self) -> list[Group]:
        return [group for group in self._comparison.groups if group.differences or not self._differing_only]

    def rows(self, width: int) -> Iterator[str]:
        for side, name in zip(self._comparison.sides, self._names, strict=True):
            yield f"{_label(isolated(name), LONGEST)}: {printable(str(side.path))}"
        names = [label_line(isolated(name), max(10, width // 4)) for name in self._names]
        widest = max(line.right - line.left for line in names)
        leads = [f"{DETAIL}{''.join(name.glyphs).strip()}{' ' * (widest - name.right + name.left)}  " for name in names]
        for group in self._groups:
            yield from self._group_rows(group, leads, len(DETAIL) + widest + 2, width)
        yield self._summary()

    def _summary(self) -> str:
        counts = Counter(group.state for group in self._comparison.groups)
        order = (State.AGREED, *(state for state in State if state is not State.AGREED))
        states = [f"{counts[state]} {state_words(state)}" for state in order if counts[state]]
        return f"{counted(len(self._comparison.groups), 'place', 'places')}: {', '.join(states)}".rstrip(": ")

    def _group_rows(self, group: Group, leads: Sequence[str], lead_cells: int, width: int) -> Iterator[str]:
        """`leads`: what stands before the words of each side, of so many cells."""
        first = group.present[0][1]
        start = min((unit.places[0].start for _, unit in group.present if unit.places), default=None)
        head = f"{_place(start)}  {SIGNS[group.state]} "
        if not group.differences:
            yield head + _label(f"{tags_words(first.tags)} {_text_words(first)}", width - len(head))
            return
        yield head + _states(frozenset(group.differences), width)
        are_moved = State.BOUNDARIES in group.differences
        texts = marked(*(unit.annotation.quote for _, unit in group.present)) if are_moved else ("", "")
        for lead, unit, text in zip(leads, group.units, texts, strict=True):
            words = "–" if unit is None else f"{tags_words(unit.tags)} {_text_words(unit)}"
            if unit is not None and are_moved:
                words = f"{tags_words(unit.tags)} {place_words(unit.places)}"
            yield lead + _label(words, width - lead_cells)
            yield from _rows(text, " " * lead_cells, width)
        for difference in differences(self._comparison, group):
            if difference.state in (State.ATTRIBUTES, State.RELATIONS):
                yield DETAIL + _label(sentence(difference, self._names), width - len(DETAIL))

    def values(self) -> Iterator[dict[str, Any]]:
        for group in self._groups:
            yield {
                "state": group.state.value,
                "differences": [state.value for state in State if state in group.differences],
                "likeness": round(group.likeness, 6),
                **{
                    key: None if unit is None else self._unit_value(number, unit)
                    for number, (key, unit) in enumerate(zip("ab", group.units, strict=True))
                },
            }

    def _unit_value(self, number: int, unit: Unit) -> dict[str, Any]:
        links = sorted(self._comparison.ties[number].get(unit.id, Counter()).elements())
        return {
            "annotator": self._comparison.sides[number].annotator,
            "id": unit.id,
            "tags": list(unit.tags),
            "fragments": [list(place) for place in unit.places],
            "text": unit.annotation.quote,
            "attributes": dict(unit.annotation.attributes),
            "relations": [
                {
                    "name": link.name,
                    "to": dict(self._comparison.groups[link.group].present)[number].id,
                    "attributes": {name: decode(value) for name, value in link.answers},
                }
                for link in links
            ],
        }


class ByRecord(Compared):
    """Two versions of one set: what came, went and changed."""

    def __init__(self, sets: tuple[AnnotationSet, AnnotationSet]) -> None:
        self._sets = sets
        self._found = revisions(*sets)
        self._items = {
            record.id: record for each in sets for record in each.records if isinstance(record, Annotation | Relation)
        }

    @property
    def differ(self) -> bool:
        return bool(self._found)

    def rows(self, width: int) -> Iterator[str]:
        before, after = self._sets
        yield f"{printable(str(before.path))} -> {printable(str(after.path))}"
        counts: Counter[str] = Counter()
        for key, old, new in self._found.members:
            yield _label(f"{'':{PLACE_CELLS}}  ~ {printable(key)}", width)
            yield from _change_rows(old or "", new or "", width)
        for revised in self._found.annotations:
            yield from self._revised_rows(revised, width, counts)
        for sign, records in zip("-+", self._found.unknown, strict=True):
            for record in records:
                yield _label(f"{'':{PLACE_CELLS}}  {sign} not understood: {isolated(record.id or record.json)}", width)
        there = sum(isinstance(record, Annotation | Remark) for record in after.records)
        same = there - counts["added"] - counts["changed"]
        words = [f"{counts[what]} {what}" for what in _SIGNS]
        page = [counted(len(self._found.members), "member of the page", "members of the page")]
        words += page if self._found.members else []
        yield f"{', '.join(words)}, {same} as before"

    def _revised_rows(self, revised: Revised, width: int, counts: Counter[str]) -> Iterator[str]:
        own, item = revised.own, revised.item
        what = "changed" if own is None else _what(own)
        counts[what] += 1
        if item is None:
            head, words = f"{'':{PLACE_CELLS}}  {_SIGNS[what]} ", "links of what is not there"
        else:
            head, words = f"{_place(_start(item))}  {_SIGNS[what]} ", self._item_words(item)
        yield head + _label(words, width - len(head))
        if own is not None:
            yield from self._aspect_rows(own, width)
        for link in revised.links:
            yield DETAIL + _label(f"{_SIGNS[_what(link)]} {self._item_words(link.item)}", width - len(DETAIL))
            yield from self._aspect_rows(link, width)

    def _aspect_rows(self, revision: Revision, width: int) -> Iterator[str]:
        before, after = revision.before, revision.after
        if before is None or after is None:
            return
        told = [aspect for aspect in Aspect if aspect in revision.aspects]
        for aspect in told:
            yield from self._aspect(aspect, before, after, width)

    def _aspect(self, aspect: Aspect, before: Item, after: Item, width: int) -> Iterator[str]:
        def line(about: str, old: str, new: str) -> str:
            return DETAIL + _label(f"{about}: {old} -> {new}", width - len(DETAIL))

        match aspect:
            case Aspect.TAG:
                yield line("tag", _tag_words(before), _tag_words(after))
            case Aspect.TEXT:
                yield DETAIL + "text:"
                yield from _change_rows(_quote(before), _quote(after), width)
            case Aspect.PLACE:
                yield line("place", _places(before), _places(after))
            case Aspect.ATTRIBUTES:
                answers = attributes_of(before), attributes_of(after)
                for name in sorted({name for each in answers for name in each}):
                    old, new = (each.get(name) for each in answers)
                    if canonical(old) != canonical(new):
                        yield line(isolated(name), answer_words(old), answer_words(new))
            case Aspect.NOTE:
                yield DETAIL + "note:"
                yield from _change_rows(before.note or "", after.note or "", width)
            case Aspect.STANDING:
                yield line("suggestion", _standing(before), _standing(after))
            case Aspect.ENDS:
                yield line("link", self._item_words(before), self._item_words(after))
            case Aspect.DECISION:
                yield line("decision", self._item_words(before), self._item_words(after))
            case Aspect.OTHER:
                yield DETAIL + _label("what programs have written to it", width - len(DETAIL))

    def _item_words(self, item: Item) -> str:
        if isinstance(item, Annotation):
            return _annotation_words(item)
        if isinstance(item, Relation):
            return f"link {isolated(item.name)} to {self._named([item.target])}"
        if item.decision is None:
            return f"comment on {self._named(item.about)}: «{isolated(beginning(item.note or '', MOST_QUOTED))}»"
        return f"{isolated(str(item.decision.get('verdict', 'decided')))}: {self._named(item.about)}"

    def _named(self, ids: Sequence[str]) -> str:
        """Some records, by what the first of them that is in one of the sets says."""
        there = (each for name in ids if isinstance(each := self._items.get(name), Annotation))
        found = next(there, None)
        return "what is not there" if found is None else _annotation_words(found)

    def values(self) -> Iterator[dict[str, Any]]:
        for key, old, new in self._found.members:
            yield {"change": "changed", "member": key, "before": _member(old), "after": _member(new)}
        for revised in self._found.annotations:
            for revision in (*([] if revised.own is None else [revised.own]), *revised.links):
                yield {
                    "change": _what(revision),
                    "id": revision.item.id,
                    "kind": _kind(revision.item),
                    "differences": [aspect.value for aspect in Aspect if aspect in revision.aspects],
                    "before": None if revision.before is None else decode(revision.before.json),
                    "after": None if revision.after is None else decode(revision.after.json),
                }
        for what, records in zip(("removed", "added"), self._found.unknown, strict=True):
            for record in records:
                yield {"change": what, "id": record.id, "kind": "unknown"}


def _label(text: str, width: int) -> str:
    return label_text(text, max(10, width)).rstrip(" ")


@cache
def _states(differences: frozenset[State], width: int) -> str:
    """In what two sides differ: there are few such rows, and very many groups."""
    return _label(", ".join(state_words(state) for state in State if state in differences), width)


def _change_rows(before: str, after: str, width: int) -> Iterator[str]:
    """Two texts, each with what only it has in marks; an empty one has no row."""
    for sign, text in zip("-+", marked(before, after), strict=True):
        yield from _rows(text, f"{DETAIL}{sign} ", width)


def _rows(text: str, lead: str, width: int) -> Iterator[str]:
    """A text on several rows, of which `lead` begins the first; none of an empty one."""
    if text:
        for line in rows_of(printable(text), max(10, width - len(lead)), MOST_ROWS):
            yield f"{lead}{''.join(line.glyphs)}".rstrip(" ")
            lead = " " * len(lead)


def _place(start: int | None) -> str:
    return f"{'' if start is None else start:>{PLACE_CELLS}}"


def _text_words(unit: Unit) -> str:
    return f"«{isolated(beginning(unit.annotation.quote, MOST_QUOTED))}»" if unit.places else "the whole document"


def _quote(item: Item) -> str:
    return item.quote if isinstance(item, Annotation) else ""


def _tag_words(item: Item) -> str:
    return isolated(item.name) if isinstance(item, Relation) else tags_words(item.tags)


def _annotation_words(annotation: Annotation) -> str:
    words = (
        "the whole document" if annotation.is_on_document else f"«{isolated(beginning(annotation.quote, MOST_QUOTED))}»"
    )
    standing = "suggested: " if annotation.is_suggestion else ""
    return f"{standing}{tags_words(annotation.tags)} {words}"


def _start(item: Annotation | Remark) -> int | None:
    return min((target.position.start for target in item.targets if target.position is not None), default=None)


def _places(item: Item) -> str:
    targets = item.targets if isinstance(item, Annotation) else ()
    return place_words([target.position for target in targets if target.position is not None])


def _standing(item: Item) -> str:
    said = None if isinstance(item, Remark) else item.suggested
    if said is None or said.decision is None:
        return "not decided" if isinstance(item, Annotation) and item.is_suggestion else "none"
    return str(said.decision.value)


def _kind(item: Item) -> str:
    if isinstance(item, Remark):
        return "comment" if item.decision is None else "decision"
    return "annotation" if isinstance(item, Annotation) else "relation"


def _what(revision: Revision) -> str:
    if revision.before is None:
        return "added"
    return "removed" if revision.after is None else "changed"


def _member(line: str | None) -> Any:
    return None if not line else decode(line)
