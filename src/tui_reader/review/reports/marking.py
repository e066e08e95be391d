"""The text with what each set marks in it, cut where anything begins or ends: one walk over text and boundaries.

Text and marks stay apart: a piece has the characters of the source and no others, and says what is drawn at it. A mark
that takes room on the line stands before a word, where it changes neither the order nor the joining of letters.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.review.groups import State
from tui_reader.text.bidi import base_level
from tui_reader.text.span_sets import union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui_reader.review.reports.content import Reviewed
    from tui_reader.text.paragraphs import Paragraph
    from tui_reader.text.span import Span

WHOLE_TEXT = 200_000
"""Code points; of a longer text only what stands around annotations is shown."""
LONG = 8192
"""Code points of a paragraph of such a text that is shown whole."""
REACH = 240
"""Code points to either side of what begins or ends in a paragraph that is longer."""
WORD_REACH = 256
"""Code points in which the beginning of a word is looked for."""


class Marker(NamedTuple):
    """That a group has text from here on."""

    group: int
    is_first: bool
    """Whether nothing of it stands before."""


class Stroke(NamedTuple):
    """That a set marks a piece."""

    side: int
    kind: str
    """`odd` or `even`, so that annotations that touch are told apart; `several` where it has more than one here."""


class Piece(NamedTuple):
    """Text in which nothing begins or ends."""

    text: str
    state: State | None
    """The greatest difference of the groups here; None where nobody marks anything."""
    strokes: tuple[Stroke, ...]
    """By the order of the sets."""
    markers: tuple[Marker, ...]
    """What stands before it."""
    points: tuple[int, ...]
    """Sets that have a point right before it."""


class Passage(NamedTuple):
    """A paragraph, or a stretch of one."""

    number: int | None
    """Of the paragraph, from 1."""
    is_rtl: bool
    pieces: tuple[Piece, ...]
    groups: tuple[int, ...]
    """Those that begin in it, in their order."""
    is_cut_before: bool
    is_cut_behind: bool
    skips: bool
    """Whether text that is left out stands before its paragraph."""


class _Boundary(NamedTuple):
    offset: int
    is_start: bool
    """Ends come first."""
    side: int
    unit: int
    state: State


class _Active:
    """What is marked at one place."""

    def __init__(self, sides: int) -> None:
        self._units: list[dict[int, int]] = [{} for _ in range(sides)]
        self._states: Counter[State] = Counter()

    def pass_by(self, boundary: _Boundary) -> None:
        units = self._units[boundary.side]
        step = 1 if boundary.is_start else -1
        self._states[boundary.state] += step
        # The fragments of a unit may touch or overlap in what other programs have written.
        count = units.get(boundary.unit, 0) + step
        if count:
            units[boundary.unit] = count
        else:
            units.pop(boundary.unit, None)

    @property
    def state(self) -> State | None:
        return next((state for state in State if self._states[state] > 0), None)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        return tuple(
            Stroke(side, "several" if len(units) > 1 else "odd" if next(iter(units)) % 2 else "even")
            for side, units in enumerate(self._units)
            if units
        )


def is_excerpt(reviewed: Reviewed) -> bool:
    """Whether text in which nobody marked anything is left out, as there is so much of it."""
    return reviewed.length > WHOLE_TEXT


def passages(reviewed: Reviewed) -> Iterator[Passage]:
    """The text from its beginning to its end, a paragraph at a time."""
    return _Walk(reviewed).passages()


class _Walk:
    def __init__(self, reviewed: Reviewed) -> None:
        self._reviewed = reviewed
        self._document = reviewed.document
        boundaries, points = [], []
        counts = [0] * len(reviewed.sets)
        for entry in reviewed.entries:
            for side, version in enumerate(entry.versions):
                if version is None:
                    continue
                counts[side] += 1
                for span in version.spans:
                    if span.length > 0:
                        for place, is_start in ((span.start, True), (span.end, False)):
                            boundaries.append(_Boundary(place, is_start, side, counts[side], entry.state))
                    else:
                        points.append((span.start, side))
        self._boundaries = sorted(boundaries, key=lambda boundary: boundary[:4])
        self._points = sorted(points)
        self._starts = sorted(
            (start, entry.number, not number)
            for entry in reviewed.entries
            for number, start in enumerate(_starts(entry.spans))
        )
        self._active = _Active(len(reviewed.sets))
        self._passed = self._pointed = self._marked = 0

    def passages(self) -> Iterator[Passage]:
        paragraphs = self._around_marks() if is_excerpt(self._reviewed) else self._all()
        following = 0
        for paragraph, stretches in paragraphs:
            behind = self._document.following(paragraph)
            is_rtl = bool(base_level(paragraph.slice(0, LONG), self._reviewed.direction) % 2)
            for number, (first, last) in enumerate(stretches):
                is_last = number == len(stretches) - 1
                until = paragraph.start + last if not is_last else None if behind is None else behind.start - 1
                pieces, groups = self._pieces(paragraph, first, last, until)
                yield Passage(
                    self._document.number_of(paragraph),
                    is_rtl,
                    pieces,
                    groups,
                    first > 0,
                    last < paragraph.length,
                    not number and paragraph.start > following,
                )
            following = self._document.end if behind is None else behind.start

    def _all(self) -> Iterator[tuple[Paragraph, list[tuple[int, int]]]]:
        return ((paragraph, [(0, paragraph.length)]) for paragraph in self._document.paragraphs())

    def _around_marks(self) -> Iterator[tuple[Paragraph, list[tuple[int, int]]]]:
        """The paragraphs in which something begins or ends, each with what is shown of it."""
        ends = (max(0, b.offset - (not b.is_start)) for b in self._boundaries)
        places = sorted({*ends, *(place for place, _ in self._points)})
        number = 0
        while number < len(places):
            paragraph = self._document.paragraph_at(places[number])
            behind = self._document.following(paragraph)
            columns = []
            while number < len(places) and (behind is None or places[number] < behind.start):
                columns.append(paragraph.column(places[number]))
                number += 1
            if paragraph.length <= LONG:
                yield paragraph, [(0, paragraph.length)]
            else:
                yield paragraph, list(_stretches(paragraph, columns))

    def _pieces(
        self, paragraph: Paragraph, first: int, last: int, until: int | None
    ) -> tuple[tuple[Piece, ...], tuple[int, ...]]:
        """The pieces of a stretch, and the groups that begin in it or, up to the offset `until`, right behind it."""
        text = paragraph.slice(first, last)
        start = paragraph.start + first

        def column(offset: int) -> int:
            return min(max(offset - start, 0), len(text))

        def taken(items: Sequence[tuple[Any, ...]], number: int) -> int:
            while number < len(items) and (until is None or items[number][0] <= until):
                number += 1
            return number

        marked, pointed = taken(self._starts, self._marked), taken(self._points, self._pointed)
        begun = self._starts[self._marked : marked]
        markers: dict[int, list[Marker]] = {}
        for offset, group, is_first in begun:
            markers.setdefault(_word_start(text, column(offset)), []).append(Marker(group, is_first))
        points: dict[int, list[int]] = {}
        for offset, side in self._points[self._pointed : pointed]:
            points.setdefault(column(offset), []).append(side)
        self._marked, self._pointed = marked, pointed
        passed = taken(self._boundaries, self._passed)
        boundaries = self._boundaries[self._passed : passed]
        self._passed = passed
        cuts = sorted({0, len(text), *markers, *points, *(column(b.offset) for b in boundaries)})
        pieces = []
        number = 0
        for cut, end in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
            while number < len(boundaries) and column(boundaries[number].offset) <= cut:
                self._active.pass_by(boundaries[number])
                number += 1
            if end > cut or cut in markers or cut in points:
                drawn = (self._active.state, self._active.strokes) if end > cut else (None, ())
                before = (tuple(markers.get(cut, ())), tuple(sorted(set(points.get(cut, ())))))
                pieces.append(Piece(text[cut:end], *drawn, *before))
        return tuple(pieces), tuple(dict.fromkeys(group for _, group, is_first in begun if is_first))


def _starts(spans: Sequence[Span]) -> list[int]:
    """Where a group's text begins, and begins again behind a gap."""
    whole = union(spans)
    points = (span.start for span in spans if not span.length)
    lone = {point for point in points if not any(span.start <= point <= span.end for span in whole)}
    return sorted({*(span.start for span in whole), *lone})


def _stretches(paragraph: Paragraph, columns: Iterable[int]) -> Iterator[tuple[int, int]]:
    """What is shown of a long paragraph: what stands around some columns, cut between words."""
    first = last = -1
    for at in chain(columns, (None,)):
        if at is not None and first >= 0 and at - REACH <= last:
            last = at + REACH
            continue
        if first >= 0:
            yield _between_words(paragraph, first, min(last, paragraph.length))
        if at is not None:
            first, last = max(0, at - REACH), at + REACH


def _between_words(paragraph: Paragraph, first: int, last: int) -> tuple[int, int]:
    lead, tail = paragraph.slice(first, first + REACH // 2), paragraph.slice(last - REACH // 2, last)
    blank = next((place for place, character in enumerate(lead) if character.isspace()), -1)
    end = next((place for place in range(len(tail) - 1, -1, -1) if tail[place].isspace()), -1)
    return (
        first + blank + 1 if first and blank >= 0 else first,
        last - len(tail) + end if last < paragraph.length and end >= 0 else last,
    )


def _word_start(text: str, column: int) -> int:
    """The nearest column at or before this one at which a mark changes neither order nor joining."""
    for place in range(column, max(-1, column - WORD_REACH), -1):
        if place == 0 or _is_safe(text, place):
            return place
    return column


def _is_safe(text: str, place: int) -> bool:
    """Whether a neutral may stand here: behind a blank, or between letters that never join and need no blanks."""
    before, behind = text[place - 1], text[place : place + 1]
    if behind and unicodedata.category(behind).startswith("M"):
        return False
    if before.isspace():
        return True
    return bool(behind) and all(
        unicodedata.category(letter) == "Lo" and unicodedata.bidirectional(letter) == "L" for letter in (before, behind)
    )
