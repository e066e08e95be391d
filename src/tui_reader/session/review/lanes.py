"""What each annotator says of one group: the same stretch of text for all, and in it what each has marked.

As the text is the same in all lanes, boundaries that differ stand below one another.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.records.targets import POINT_SIGN
from tui_reader.language import tr
from tui_reader.session.review.places import covered
from tui_reader.text.excerpt import ELLIPSIS, beginning, isolated
from tui_reader.text.span import Span
from tui_reader.text.span_sets import union

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.annotations.records.relation import Relation
    from tui_reader.annotations.tagset import Tagset
    from tui_reader.documents.document import Document
    from tui_reader.review.groups import Comparison, Group
    from tui_reader.review.sides import Side, Unit
    from tui_reader.session.reader import ReaderSession
    from tui_reader.session.review.places import GroupPlaces

_BLANK = re.compile(r"\s")
_BREAK = re.compile("\r\n|[\n\r\t\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class Extent(NamedTuple):
    """How much of the text a lane has, in code points."""

    context: int
    """At most so much is shown before and behind what anybody has marked, in whole words where there are any."""
    whole: int
    """What stands between two boundaries is shown whole up to this length; of more, the ends."""


AT_LENGTH = Extent(context=24, whole=140)
IN_SHORT = Extent(context=10, whole=26)
MOST_QUOTED = 60
"""Code points of the other end of a link."""


class Stretch(NamedTuple):
    """Some of the text of a lane."""

    text: str
    span: Span
    """Its offsets; `text` may leave out some in the middle."""


class Said(NamedTuple):
    """What is said of a group: those for whom it is the same say the same version of it."""

    tags: tuple[str, ...]
    """Names of tags."""
    text: str
    """A line; the same for all but for the signs of points. Empty of what is about the whole document."""
    marked: tuple[Span, ...]
    """The code points of `text` that are marked."""
    disputed: tuple[Span, ...]
    """Those that some have marked and others have not."""
    answers: str
    """Attributes, in words."""
    links: str
    """Relations that go out from here, in words."""


class Lane(NamedTuple):
    """One version, and who says it."""

    sides: tuple[int, ...]
    """The numbers of the sides."""
    said: Said | None
    """None: they have nothing here."""
    notes: tuple[tuple[int, str], ...]
    """What each has written, with the numbers of the sides."""


class LaneMaker:
    """Makes the lanes of the groups of one comparison."""

    def __init__(self, reading: ReaderSession, comparison: Comparison, places: GroupPlaces) -> None:
        self._reading, self._sides, self._places = reading, comparison.sides, places
        self._indexes: dict[int, _Index] = {}

    def lanes(self, group: Group, extent: Extent = AT_LENGTH) -> list[Lane]:
        """The versions of a group, in the order of the sides that say them first; last who has nothing here."""
        stretches = list(_stretches(self._reading.document, group, extent))
        disputed = self._places.disputed(group)
        by_version: dict[Said, list[int]] = {}
        for side, unit in group.present:
            by_version.setdefault(self._said(side, unit, stretches, disputed), []).append(side)
        lanes = [Lane(tuple(sides), said, _notes(group, sides)) for said, sides in by_version.items()]
        absent = tuple(side for side, unit in enumerate(group.units) if unit is None)
        return [*lanes, Lane(absent, None, ())] if absent else lanes

    def _said(self, side: int, unit: Unit, stretches: Sequence[Stretch], disputed: Sequence[Span]) -> Said:
        text, marked, differing = "", [], []
        points = {span.start for span in unit.spans if not span.length}
        for stretch in stretches:
            if stretch.span.start in points:
                marked.append(Span(len(text), len(text) + 1))
                text += POINT_SIGN
            here = Span(len(text), len(text) + len(stretch.text))
            if any(span.start <= stretch.span.start and stretch.span.end <= span.end for span in unit.spans):
                marked.append(here)
            if any(span.overlaps(stretch.span) for span in disputed):
                differing.append(here)
            text += stretch.text
        tagset = self._reading.tagset
        return Said(
            unit.tags,
            text,
            tuple(union(marked)),
            tuple(union(differing)),
            _answers(unit.annotation, tagset),
            "  ".join(self._index(side).links(unit.id, tagset)),
        )

    def _index(self, side: int) -> _Index:
        found = self._indexes.get(side)
        if found is None:
            found = self._indexes[side] = _Index(self._sides[side])
        return found


class _Index:
    """The links of a side, in words."""

    def __init__(self, side: Side) -> None:
        self._annotations = {unit.id: unit.annotation for unit in side.units}
        self._outgoing = side.outgoing

    def links(self, unit_id: str, tagset: Tagset) -> list[str]:
        """The links that go out from an annotation, in words and in an order that is the same for all."""
        return sorted(self._words(relation, tagset) for relation in self._outgoing.get(unit_id, ()))

    def _words(self, relation: Relation, tagset: Tagset) -> str:
        other = self._annotations[relation.target]
        quote = beginning(other.quote, MOST_QUOTED)
        answers = _answers(relation, tagset)
        words = f"→ {isolated(tagset.shown_relation(relation.name))}: {isolated(quote or tr('the whole document'))}"
        return f"{words} ({answers})" if answers else words


def _notes(group: Group, sides: Sequence[int]) -> tuple[tuple[int, str], ...]:
    units = ((side, group.units[side]) for side in sides)
    return tuple((side, unit.annotation.note) for side, unit in units if unit is not None and unit.annotation.note)


def _answers(item: Annotation | Relation, tagset: Tagset) -> str:
    if not item.attributes:
        return ""
    # Many sets have none.
    from tui_reader.session.annotating.answering import answered

    return answered(item, tagset)


def _stretches(document: Document, group: Group, extent: Extent) -> Iterator[Stretch]:
    """The text around a group, cut at all boundaries; what is long is shortened in the middle."""
    spans = covered(group)
    if not spans:
        return
    start, end = spans[0].start, max(span.end for span in spans)
    first, last = document.paragraph_at(start), document.paragraph_at(max(start, end - 1))
    column, behind = start - first.start, end - last.start
    before = first.slice(max(0, column - extent.context), column)
    if before:
        lead = ""
        if column > extent.context:
            lead, before = ELLIPSIS, _without_part_of_a_word(before)
        yield Stretch(lead + _on_one_line(before), Span(start - len(before), start))
    cuts = sorted({place for _, unit in group.present for span in unit.spans for place in span})
    for one, other in pairwise(cuts):
        yield Stretch(_shortened(document.slice(Span(one, other)), extent.whole), Span(one, other))
    after = last.slice(behind, behind + extent.context + 1)
    if after or not cuts[1:]:
        tail = ""
        if len(after) > extent.context:
            tail, after = ELLIPSIS, _without_part_of_a_word(after[::-1])[::-1]
        yield Stretch(_on_one_line(after) + tail, Span(end, end + len(after)))


def _without_part_of_a_word(text: str) -> str:
    """Text without what stands before its first blank: letters of a part of a word have other shapes than its own."""
    blank = _BLANK.search(text)
    return text if blank is None else text[blank.start() :]


def _shortened(text: str, most: int) -> str:
    text = _on_one_line(text)
    if len(text) <= most:
        return text
    half = most // 2
    first, last = _without_part_of_a_word(text[:half][::-1])[::-1], _without_part_of_a_word(text[-half:])
    return f"{first.rstrip()} {ELLIPSIS} {last.lstrip()}"


def _on_one_line(text: str) -> str:
    return _BREAK.sub(" ", text)
