"""How sure it is that a place is where a quote stood: by what stands there, and around it.

Places and reaches here are those of the text as it is compared (`text.comparing`); only a `Place` has code points.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.anchoring import CONTEXT
from tui_reader.annotations.sought import SEED
from tui_reader.text.comparing import compared_text
from tui_reader.text.edit_distance import distance, distances
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.annotations.sought import Sought
    from tui_reader.text.folding import Folded

LONG = 2000
"""Characters; of longer quotes the likeness is counted by blocks."""
LETTERS = 24
"""Characters of a context in another spelling that say something of a quote that is changed itself."""
OUTERMOST = 12
"""Characters at the far end of a context, or at the ends of a quote, that must be there if the whole is not."""
GAP = 500
"""Characters that may have been put in between a quote and its context, or taken out."""
GROWN = 2 * CONTEXT
"""Code points; a context is as long as this only if the quote has twins."""
TELLING = 32
"""Characters of a quote that says something when it is there with only one side of its context."""
CLOSE = 0.9
"""How much of a quote that has changed must be there, where its context has changed too."""
LIKE_CONTEXT = 0.85
"""How much of a context must stand where the quote should be, for the quote to be gone from between the two."""
MOST_EQUAL = 64
"""Places of a quote that are looked at around one place of its seeds."""
MOST_RANGES = 16
"""Stretches of one window in which something like the quote is looked for."""
_ROOM = 32
"""Characters, and a quarter of the quote, by which a guess may be wrong."""
_BLOCK, _DRIFT = 24, 1000


class Side(IntEnum):
    """What has become of the text on one side of a quote."""

    OTHER = 0
    RESUMES = 1
    """There is an edit in it; beyond that its far end is there."""
    ALIKE = 2
    """All of it is there, in another spelling."""
    WHOLE = 3


class Rank(IntEnum):
    """How sure it is that a place is where the quote stood."""

    DOUBTFUL = 0
    ONE_SIDE = 1
    """All that stood on one side stands there; the other side is another text."""
    BOTH_SIDES = 2
    WHOLE = 3


class Place(NamedTuple):
    span: Span
    likeness: float
    left: Side
    right: Side
    rank: Rank
    closed: bool
    """Whether what stood around the quote stands together without it, at this place."""
    as_written: bool
    """Whether the quote stands there code point for code point."""

    def rivals(self, best: Place) -> bool:
        """Whether the quote, or one side of its context, is here as it was, and not so at the place that is best."""
        if self.as_written and not best.as_written and max(self.left, self.right) > Side.OTHER:
            return True
        return (self.left is Side.WHOLE and best.left is not Side.WHOLE) or (
            self.right is Side.WHOLE and best.right is not Side.WHOLE
        )


class Window:
    """The text around a place of seeds, and what in it is like the quote. Places in it are those of `text`."""

    def __init__(
        self,
        sought: Sought,
        start: int,
        text: Folded,
        guesses: Sequence[int],
        *,
        at_start: bool,
        landmarks: tuple[bool, bool],
    ) -> None:
        self._sought = sought
        self._start = start
        self._folded = text
        self._text = text.text
        self._guesses = guesses
        self._at_start = at_start
        self._landmarks = landmarks

    def equal(self) -> Iterator[Place]:
        """The places at which the quote stands, but for the spelling."""
        wanted, place = self._sought.text, -1
        for _ in range(MOST_EQUAL):
            place = self._text.find(wanted, place + 1)
            if place < 0:
                return
            yield self._judged(place, place + len(wanted), 1.0)

    def like(self) -> Iterator[Place]:
        """The places that are most like the quote, around each place where it should be."""
        size = len(self._sought.text)
        room = _ROOM + size // 4
        ranges: list[Span] = []
        for guess in sorted(self._guesses):
            first, last = max(0, guess - room), min(len(self._text), guess + size + room)
            if ranges and first <= ranges[-1].start + room:
                ranges[-1] = Span(ranges[-1].start, max(ranges[-1].end, last))
            elif first < last:
                ranges.append(Span(first, last))
        for span in ranges[:MOST_RANGES]:
            yield from self._like_in(span)

    def _like_in(self, span: Span) -> Iterator[Place]:
        sought = self._sought
        between = self._between(span)
        if between is not None:
            yield self._judged(
                between.start, between.end, _likeness(sought.text, self._text[between.start : between.end])
            )
        if len(sought.text) > LONG:
            return
        window = self._text[span.start : span.end]
        ends = distances(sought.text, window)
        best = min(range(len(ends)), key=ends.__getitem__)
        # The next best one tells whether the best one is far ahead.
        beyond = [end for end in range(len(ends)) if abs(end - best) > len(sought.text) // 2]
        for end in (best, min(beyond, key=ends.__getitem__, default=0)):
            backwards = distances(sought.text[::-1], window[:end][::-1], anchored=True)
            start = end - min(range(len(backwards)), key=backwards.__getitem__)
            found = Span(span.start + start, span.start + end)
            is_another = between is None or found.end <= between.start or between.end <= found.start
            if start < end and is_another:
                yield self._judged(found.start, found.end, _likeness(sought.text, window[start:end]))

    def _between(self, span: Span) -> Span | None:
        """What stands between the ends of the context that were nearest to the quote, if both are there."""
        sought = self._sought
        before, after = sought.prefix[-SEED:], sought.suffix[:SEED]
        if not before or not after:
            return None
        size = len(sought.text)
        start = self._text.find(before, max(0, span.start - SEED), span.end)
        while start >= 0:
            begin = start + len(before)
            end = self._text.find(after, begin, begin + 2 * size + SEED)
            if end > begin and end - begin >= size // 2:
                while begin < end and self._text[begin] == " ":
                    begin += 1
                while begin < end and self._text[end - 1] == " ":
                    end -= 1
                if begin < end:
                    return Span(begin, end)
            start = self._text.find(before, start + 1, span.end)
        return None

    def _judged(self, begin: int, end: int, likeness: float) -> Place:
        sought = self._sought
        reach = 2 * max(len(sought.prefix), len(sought.suffix)) + GAP
        before = self._text[max(0, begin - reach) : begin][::-1]
        after = self._text[end : end + reach]
        span = self._source_span(begin, end)
        quote = sought.wanted.quote
        as_written = self._folded.source[span.start : span.end] == quote.exact
        left, right = (
            self._side(context, text, is_unique=is_unique, is_grown=len(known) >= GROWN)
            for context, text, is_unique, known in (
                (sought.prefix[::-1], before, self._landmarks[0], quote.prefix),
                (sought.suffix, after, self._landmarks[1], quote.suffix),
            )
        )
        if left is Side.ALIKE and self._source_before(span.start).endswith(sought.wanted.quote.prefix):
            left = Side.WHOLE
        if right is Side.ALIKE and self._source_after(span.end).startswith(sought.wanted.quote.suffix):
            right = Side.WHOLE
        if likeness < 1.0:
            # Where there was nothing around it, only the ends of the text tell where it stood. And with most of a
            # context being marks, the letters alone are few.
            left = left if sought.prefix or (self._at_start and begin == 0) else Side.OTHER
            right = right if sought.suffix or end == len(self._text) else Side.OTHER
            left = left if left is not Side.ALIKE or len(sought.prefix) >= LETTERS else Side.OTHER
            right = right if right is not Side.ALIKE or len(sought.suffix) >= LETTERS else Side.OTHER
        closed = False
        if not left is right is Side.WHOLE:
            # Its neighbours may have closed up, and what looks like the quote be one of them.
            from_here, to_here = self._text[begin : end + reach], self._text[max(0, begin - reach) : end]
            closed = _begins_rather(sought.suffix, from_here, after)
            closed = closed or _begins_rather(sought.prefix[::-1], to_here[::-1], before)
        is_like = as_written or (CLOSE <= likeness < 1.0 and self._has_its_ends(begin, end))
        rank = Rank.DOUBTFUL
        if not closed:
            rank = self._rank(Span(begin, end), left, right, as_written=as_written, is_like=is_like)
        return Place(span.shifted(self._start), likeness, left, right, rank, closed, as_written)

    def _has_its_ends(self, begin: int, end: int) -> bool:
        """Whether what has changed is inside: what differs at its ends may be the beginning of other text."""
        wanted, there = self._sought.text, self._text[begin:end]
        return there[:OUTERMOST] == wanted[:OUTERMOST] and there[-OUTERMOST:] == wanted[-OUTERMOST:]

    def _rank(self, place: Span, left: Side, right: Side, *, as_written: bool, is_like: bool) -> Rank:
        sought, text = self._sought, self._text
        if left >= Side.ALIKE and right >= Side.ALIKE:
            return Rank.WHOLE
        # A word does not become a part of another one.
        before, after = text[max(0, place.start - 1) : place.start], text[place.end : place.end + 1]
        if not _borders(sought.prefix[-1:], sought.text[:1], before):
            return Rank.DOUBTFUL
        if not _borders(sought.suffix[:1], sought.text[-1:], after):
            return Rank.DOUBTFUL
        quote = sought.wanted.quote
        prefix = "" if sought.wanted.reaches_start else quote.prefix
        sides = ((left, prefix), (right, quote.suffix))
        sure = max((side for side, context in sides if len(context) >= CONTEXT), default=Side.OTHER)
        if not is_like or sure is not Side.WHOLE:
            return Rank.DOUBTFUL
        if min(left, right) >= Side.RESUMES:
            return Rank.BOTH_SIDES
        # Where paragraphs were moved, the end of one and the beginning of another may read as a quote did.
        is_telling = len(sought.text) >= TELLING and "\n" not in quote.exact
        # Of a quote that has changed too, one side is enough only where nothing stood on the other.
        is_enough = as_written or not sought.prefix or not sought.suffix
        return Rank.ONE_SIDE if is_telling and is_enough else Rank.DOUBTFUL

    def _side(self, context: str, text: str, *, is_unique: bool, is_grown: bool) -> Side:
        """What has become of a context; both run away from the quote.

        `is_unique`: its far end stands once in the document. `is_grown`: it is as long as it is because a shorter one
        had twins, so all of it counts.
        """
        if text.startswith(context):
            return Side.ALIKE
        resumes = is_unique and not is_grown and len(context) >= OUTERMOST and context[-OUTERMOST:] in text
        return Side.RESUMES if resumes else Side.OTHER

    def _source_span(self, begin: int, end: int) -> Span:
        """The code points of the window for a place; those of the quote itself where it stands there as it is."""
        span = self._folded.span(begin, end)
        exact = self._sought.wanted.quote.exact
        source, first = self._folded.source, max(0, span.start - 8)
        at = source.find(exact, first, span.start + len(exact) + 8)
        if at >= 0 and compared_text(source[first:at]).strip() == compared_text(source[first : span.start]).strip():
            return Span(at, at + len(exact))
        return span

    def _source_before(self, place: int) -> str:
        return self._folded.source[max(0, place - len(self._sought.wanted.quote.prefix)) : place]

    def _source_after(self, place: int) -> str:
        return self._folded.source[place : place + len(self._sought.wanted.quote.suffix)]


def _borders(context: str, edge: str, now: str) -> bool:
    """Whether a quote that ended or began with a word still does. `context` and `now` are the characters beside it."""
    if not context or not edge.isalnum():
        return True
    return context.isalnum() == now.isalnum()


def _begins_rather(context: str, here: str, there: str) -> bool:
    """Whether a context stands rather `here`, where the quote should, than `there`, where itself should."""
    if not context or there.startswith(context):
        return False
    size = len(context)
    most = size - int(LIKE_CONTEXT * size)
    reach = size + most
    near = min(distances(context, here.lstrip(" ")[:reach], anchored=True))
    return near <= most and near <= min(distances(context, there[:reach], anchored=True))


def likeness(one: str, other: str) -> float:
    """How much of the longer of two texts is in the other, spelling aside, 0 to 1."""
    return _likeness(compared_text(one), compared_text(other))


def _likeness(quote: str, text: str) -> float:
    """How much of the longer of two texts is in the other, 0 to 1."""
    longest = max(len(quote), len(text), 1)
    if longest <= 2 * LONG:
        return 1 - distance(quote, text) / longest
    same = place = 0
    for start in range(0, len(quote), _BLOCK):
        block = quote[start : start + _BLOCK]
        at = text.find(block, max(0, place - _DRIFT), place + _DRIFT)
        same += len(block) if at >= 0 else 0
        place = at + len(block) if at >= 0 else place + len(block)
    return same / longest
