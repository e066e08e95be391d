"""Where groups lie: which of them are on a stretch of text, and which parts of one are not everybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.annotations.intervals import Entry, Intervals
from tui_reader.text.span import Span
from tui_reader.text.span_sets import difference, union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.review.groups import Comparison, Group


class GroupPlaces:
    """The places of all groups of a comparison. All spans are offsets."""

    def __init__(self, comparison: Comparison) -> None:
        self._groups = comparison.groups
        self._intervals = Intervals(
            Entry(span.start, span.end, str(group.number)) for group in comparison.groups for span in covered(group)
        )
        self._disputed: dict[int, tuple[Span, ...]] = {}

    def on(self, within: Span) -> list[Group]:
        """The groups that have a part in a stretch of text, in document order."""
        numbers = {int(entry.name) for entry in self._intervals.overlapping(within)}
        return [self._groups[number] for number in sorted(numbers)]

    def at(self, offset: int) -> list[Group]:
        """The groups on a character, the innermost first."""
        return sorted(self.on(Span(offset, offset + 1)), key=lambda group: sum(s.length for s in covered(group)))

    def disputed(self, group: Group) -> tuple[Span, ...]:
        """What some of those who have marked something here have in it, and others have not."""
        found = self._disputed.get(group.number)
        if found is None:
            found = self._disputed[group.number] = tuple(_disputed(group))
        return found

    def sides_on(self, within: Span) -> frozenset[int]:
        """The numbers of the sides that have something on a stretch of text."""
        return frozenset(
            side
            for group in self.on(within)
            for side, unit in group.present
            if any(meets(span, within) for span in unit.spans)
        )


def covered(group: Group) -> list[Span]:
    """All that anybody has marked in a group: spans in order that do not touch, and points."""
    return sorted([*union(group.spans), *(span for span in group.spans if not span.length)])


def meets(span: Span, within: Span) -> bool:
    """Whether a span has a part in a stretch of text; a point lies on the character behind it."""
    return span.start < within.end and (within.start < span.end or within.start == span.start)


def _disputed(group: Group) -> Sequence[Span]:
    spans = [union(unit.spans) for _, unit in group.present]
    if all(each == spans[0] for each in spans):
        return ()
    parts = []
    for each in spans:
        left = union(group.spans)
        for span in each:
            left = difference(left, span)
        parts += left
    return union(parts)
