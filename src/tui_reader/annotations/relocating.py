"""Where a quote is that stands nowhere as it did: folded, or changed, but between the words it stood between.

A quote alone proves little: a text may hold its like many times over, and the one that was marked may be the one
that is gone. So a place is believed only where the old text around it is there: on both sides, whole or with an edit in
it beyond which it goes on as it was (`_Side`); for the quote as it was, one side that is whole is enough, as `describe`
makes each side long enough to tell it from its twins. Two such places, or one that is hardly more like the quote than
another, are none.

Quotes are compared as `text.comparing` has them. Places to look at are those where *seeds*, short pieces of the
quote and its context, stand in the document; all quotes share one walk over it. What a seed that stands nearly
everywhere would lead to is left aside, and no place is compared at more than some thousand characters: the time
grows with the text and with the number of quotes, whatever they hold.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tui_reader.annotations.occurrences import hits, windows
from tui_reader.language import tr
from tui_reader.text.comparing import compared, compared_text
from tui_reader.text.edit_distance import distance, distances
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui_reader.annotations.model import TextQuote
    from tui_reader.documents.document import CodePoints
    from tui_reader.text.folding import Folded

SEED = 10
"""Characters of a seed."""
COMMON = 32
"""A seed that stands in more places than this says nothing."""
FLOOR = 0.8
"""How much of a changed quote must be as it was."""
MARGIN = 0.08
"""How much more like the quote a place must be than the next one."""
SHORT = 12
"""Clusters; a shorter quote is never taken for changed."""
LONG = 2000
"""Characters; of longer quotes the likeness is counted by blocks."""
LEAST_AROUND = 20
"""Characters of context, both sides together, without which nothing that is merely like a quote is believed."""
LETTERS = 24
"""Characters of a context in another spelling that say something of a quote that is changed itself."""
OUTERMOST = 12
"""Characters at the far end of a context that must be there, if the context is not whole."""
GAP = 500
"""Characters that may have been put in between a quote and its context, or taken out."""
CONTEXT = 32
"""Code points of prefix and of suffix, where that is enough to tell the quote from its look-alikes; a shorter one is
at an end of the text, or was written by another program, and proves nothing by itself."""
GROWN = 2 * CONTEXT
"""Code points; a context is as long as this only if the quote has twins."""
TELLING = 32
"""Characters of a quote that says something when it is there with only one side of its context."""
EDGE = 4
"""Characters by which the border of a changed quote is known."""
LIKE_CONTEXT = 0.85
"""How much of a context must be as it was, if its far end alone does not prove it."""
MOST_PLACES = 8
"""Places that are compared, of all that seeds lead to."""
MOST_EQUAL = 64
"""Places of a quote that are looked at around one place of its seeds."""
_BLOCK, _DRIFT = 24, 1000
_OVERLAP = 512
"""Code points of a window that the next one begins with: more than a seed takes, with its marks and spaces."""


class Found(NamedTuple):
    """A place, and how much of the quote stands there."""

    span: Span
    likeness: float
    """1.0 where there is no difference but in spelling."""


class Lost(NamedTuple):
    """Why there is no place."""

    reason: str


Outcome: TypeAlias = Found | Lost


class Wanted(NamedTuple):
    """What is looked for."""

    quote: TextQuote
    held_at: Span | None = None
    """Where the quote stands as it did, with only one side of its context."""
    is_left_whole: bool = False
    """Which one."""
    reaches_start: bool = False
    """Whether its prefix is all that stood before it: then it may be as long as it is and have twins all the same."""


class _Side(IntEnum):
    """What has become of the text on one side of a quote."""

    OTHER = 0
    RESUMES = 1
    """There is an edit in it; beyond that its far end is there."""
    ALIKE = 2
    """All of it is there, in another spelling."""
    WHOLE = 3


class _Rank(IntEnum):
    """How sure it is that a place is where the quote stood."""

    DOUBTFUL = 0
    ONE_SIDE = 1
    """All that stood on one side stands there; the other side is another text."""
    BOTH_SIDES = 2
    WHOLE = 3


class _Place(NamedTuple):
    span: Span
    likeness: float
    left: _Side
    right: _Side
    rank: _Rank
    closed: bool
    """Whether what stood around the quote stands together without it, at this place."""
    as_written: bool
    """Whether the quote stands there code point for code point."""
    certain: bool
    """Whether it is clear where it begins and ends."""

    def rivals(self, best: _Place) -> bool:
        """Whether the quote, or one side of its context, is here as it was, and not so at the place that is best."""
        if self.as_written and not best.as_written and max(self.left, self.right) > _Side.OTHER:
            return True
        return (self.left is _Side.WHOLE and best.left is not _Side.WHOLE) or (
            self.right is _Side.WHOLE and best.right is not _Side.WHOLE
        )


class _Sought:
    """A quote as it is compared, and its seeds."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted, quote = wanted, wanted.quote
        needle = compared(quote.prefix + quote.exact + quote.suffix)
        begin = bisect_left(needle.starts, len(quote.prefix))
        end = bisect_left(needle.starts, len(quote.prefix) + len(quote.exact))
        while begin < end and needle.text[begin] == " ":
            begin += 1
        while begin < end and needle.text[end - 1] == " ":
            end -= 1
        self.text = needle.text[begin:end]
        self.prefix = needle.text[:begin].lstrip(" ")
        self.suffix = needle.text[end:].rstrip(" ")
        self.is_short = min(len(self.text), len(quote.exact)) < SHORT
        self.size = len(self.prefix) + len(self.text) + len(self.suffix)
        self.seeds = dict(self._seeds()) if self.text else {}
        """By the place in the needle, counted from where the quote begins."""

    def _seeds(self) -> Iterator[tuple[int, str]]:
        needle, begin, size = self.prefix + self.text + self.suffix, len(self.prefix), len(self.text)
        last = max(0, len(needle) - SEED)
        end = begin + size
        places = (0, begin - SEED, begin, begin + size // 3, begin + 2 * size // 3, end - SEED, end, last)
        for place in dict.fromkeys(min(max(place, 0), last) for place in places):
            yield place - begin, needle[place : place + SEED]


class Relocation:
    """Looks for quotes that `find_all` has not found with their whole context."""

    def __init__(self, text: CodePoints, wanted: Iterable[Wanted]) -> None:
        self._text = text
        self._sought = {one: _Sought(one) for one in wanted}
        self._hits: dict[str, list[int]] = {}

    def run(self, progress: Callable[[float], bool] = lambda _: True) -> dict[Wanted, Outcome] | None:
        """Where each is, or why nowhere. `progress` is told which part is done, 0 to 1, and says whether to
        go on; None where it is not.
        """
        seeds = {seed for sought in self._sought.values() for seed in sought.seeds.values()}
        if not self._walk(seeds, lambda part: progress(part / 2)):
            return None
        found: dict[Wanted, Outcome] = {}
        for number, (wanted, sought) in enumerate(self._sought.items(), 1):
            found[wanted] = self._place(sought)
            if not progress(0.5 + number / len(self._sought) / 2):
                return None
        return found

    # The walk

    def _walk(self, seeds: set[str], progress: Callable[[float], bool]) -> bool:
        """Notes where each seed begins, in code points, up to one place more than `COMMON`."""
        self._hits = {seed: [] for seed in seeds}
        wanted: dict[int, dict[str, object]] = defaultdict(dict)
        for seed in seeds:
            wanted[len(seed)][seed] = None
        for start, window in windows(self._text, _OVERLAP + 1):
            if not any(wanted.values()):
                break
            text = compared_text(window)
            mapped: Folded | None = None
            for length, heads in wanted.items():
                for at, seed in hits(text, length, heads):
                    if mapped is None:
                        mapped = compared(window)
                    offset, places = start + mapped.starts[at], self._hits[seed]
                    if not places or places[-1] < offset:
                        places.append(offset)
                        if len(places) > COMMON:
                            del heads[seed]
            if not progress(min(1.0, (start + len(window)) / max(1, self._text.length))):
                return False
        return True

    # One quote

    def _place(self, sought: _Sought) -> Outcome:
        if not sought.text and sought.wanted.held_at is not None:
            return Found(sought.wanted.held_at, 1.0)
        if not sought.text:
            return Lost(tr("its quote, with the text around it, is no longer in the source"))
        windows = [self._window(sought, group) for group in self._groups(sought)]
        equal = self._distinct(place for window in windows for place in window.equal())
        if sought.wanted.held_at is not None:
            return _kept(sought.wanted, sought.wanted.held_at, equal)
        best = max((place.rank for place in equal), default=_Rank.DOUBTFUL)
        if best > _Rank.DOUBTFUL:
            first, *others = sorted(equal, key=lambda place: -place.rank)
            if any(place.rank is best or place.rivals(first) for place in others):
                return Lost(tr("its quote stands in more than one place"))
            return Found(first.span, 1.0)
        if any(place.closed for place in equal):
            return Lost(tr("it was taken out: what stood around it stands together now"))
        if equal:
            return Lost(tr("the same words stand elsewhere, but the text around them is another"))
        if sought.is_short or len(sought.prefix) + len(sought.suffix) < LEAST_AROUND:
            return Lost(tr("its quote, with the text around it, is no longer in the source"))
        like = self._distinct(place for window in windows for place in window.like())
        return _most_like(like)

    def _groups(self, sought: _Sought) -> list[list[tuple[int, int]]]:
        """The places of its seeds that lie together, as (code point, place in the needle); those with the most
        different seeds first.
        """
        found = sorted(
            (offset, place)
            for place, seed in sought.seeds.items()
            if len(self._hits[seed]) <= COMMON
            for offset in self._hits[seed]
        )
        groups: list[list[tuple[int, int]]] = []
        apart = 2 * sought.size + GAP // 2
        for hit in found:
            if groups and hit[0] - groups[-1][-1][0] <= apart and hit[0] - groups[-1][0][0] <= 4 * apart:
                groups[-1].append(hit)
            else:
                groups.append([hit])
        told = [(len({place for _, place in group}), group) for group in groups]
        most = max((count for count, _ in told), default=0)
        # What has hardly any of the seeds could not rival what has many.
        told = [(count, group) for count, group in told if 3 * count >= most]
        return [group for _, group in sorted(told, key=lambda pair: -pair[0])[:MOST_PLACES]]

    def _window(self, sought: _Sought, group: list[tuple[int, int]]) -> _Window:
        reach = 2 * (sought.size + GAP)
        start = max(0, group[0][0] - reach)
        text = compared(self._text.slice(Span(start, group[-1][0] + reach)))
        guesses = [bisect_left(text.starts, offset - start) - place for offset, place in group]
        return _Window(sought, start, text, guesses, at_start=start == 0, landmarks=self._landmarks(sought))

    def _landmarks(self, sought: _Sought) -> tuple[bool, bool]:
        """Whether the far end of prefix and of suffix stand nowhere but once."""
        first, last = min(sought.seeds), max(sought.seeds)
        return len(self._hits[sought.seeds[first]]) == 1, len(self._hits[sought.seeds[last]]) == 1

    @staticmethod
    def _distinct(places: Iterable[_Place]) -> list[_Place]:
        return list({place.span: place for place in places}.values())


class _Window:
    """The text around a place of seeds, and what in it is like the quote. Places in it are those of `text`."""

    def __init__(
        self,
        sought: _Sought,
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

    def equal(self) -> Iterator[_Place]:
        """The places at which the quote stands, but for the spelling."""
        wanted, place = self._sought.text, -1
        for _ in range(MOST_EQUAL):
            place = self._text.find(wanted, place + 1)
            if place < 0:
                return
            yield self._judged(place, place + len(wanted), 1.0)

    def like(self) -> Iterator[_Place]:
        """The places that are most like the quote, around each place where it should be."""
        size = len(self._sought.text)
        room = 32 + size // 4
        ranges: list[Span] = []
        for guess in sorted(self._guesses):
            first, last = max(0, guess - room), min(len(self._text), guess + size + room)
            if ranges and first <= ranges[-1].start + room:
                ranges[-1] = Span(ranges[-1].start, max(ranges[-1].end, last))
            elif first < last:
                ranges.append(Span(first, last))
        for span in ranges[: 2 * MOST_PLACES]:
            yield from self._like_in(span)

    def _like_in(self, span: Span) -> Iterator[_Place]:
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

    def _judged(self, begin: int, end: int, likeness: float) -> _Place:
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
        if left is _Side.ALIKE and self._source_before(span.start).endswith(sought.wanted.quote.prefix):
            left = _Side.WHOLE
        if right is _Side.ALIKE and self._source_after(span.end).startswith(sought.wanted.quote.suffix):
            right = _Side.WHOLE
        if likeness < 1.0:
            # Where there was nothing around it, only the ends of the text tell where it stood. And with most of a
            # context being marks, the letters alone are few.
            left = left if sought.prefix or (self._at_start and begin == 0) else _Side.OTHER
            right = right if sought.suffix or end == len(self._text) else _Side.OTHER
            left = left if left is not _Side.ALIKE or len(sought.prefix) >= LETTERS else _Side.OTHER
            right = right if right is not _Side.ALIKE or len(sought.suffix) >= LETTERS else _Side.OTHER
        closed = False
        if not left is right is _Side.WHOLE:
            # Its neighbours may have closed up, and what looks like the quote be one of them.
            from_here, to_here = self._text[begin : end + reach], self._text[max(0, begin - reach) : end]
            closed = _begins_rather(sought.suffix, from_here, after)
            closed = closed or _begins_rather(sought.prefix[::-1], to_here[::-1], before)
        rank = _Rank.DOUBTFUL if closed else self._rank(Span(begin, end), left, right, as_written=as_written)
        certain = self._is_certain(begin, end)
        return _Place(span.shifted(self._start), likeness, left, right, rank, closed, as_written, certain)

    def _rank(self, place: Span, left: _Side, right: _Side, *, as_written: bool) -> _Rank:
        sought, text = self._sought, self._text
        if left >= _Side.ALIKE and right >= _Side.ALIKE:
            return _Rank.WHOLE
        # A word does not become a part of another one.
        before, after = text[max(0, place.start - 1) : place.start], text[place.end : place.end + 1]
        if not _borders(sought.prefix[-1:], sought.text[:1], before):
            return _Rank.DOUBTFUL
        if not _borders(sought.suffix[:1], sought.text[-1:], after):
            return _Rank.DOUBTFUL
        quote = sought.wanted.quote
        prefix = "" if sought.wanted.reaches_start else quote.prefix
        sides = ((left, prefix), (right, quote.suffix))
        sure = max((side for side, context in sides if len(context) >= CONTEXT), default=_Side.OTHER)
        if not as_written or sure is not _Side.WHOLE:
            return _Rank.DOUBTFUL
        if min(left, right) >= _Side.RESUMES:
            return _Rank.BOTH_SIDES
        # Where paragraphs were moved, the end of one and the beginning of another may read as a quote did.
        is_telling = len(sought.text) >= TELLING and "\n" not in quote.exact
        return _Rank.ONE_SIDE if is_telling else _Rank.DOUBTFUL

    def _is_certain(self, begin: int, end: int) -> bool:
        """Whether at both ends of a place some of the quote, or of its context, is as it was."""
        sought, text = self._sought, self._text
        starts = text.startswith(sought.text[:EDGE], begin) or (
            len(sought.prefix) >= EDGE and text[:begin].endswith(sought.prefix[-EDGE:])
        )
        ends = text[:end].endswith(sought.text[-EDGE:]) or (
            len(sought.suffix) >= EDGE and text.startswith(sought.suffix[:EDGE], end)
        )
        return starts and ends

    def _side(self, context: str, text: str, *, is_unique: bool, is_grown: bool) -> _Side:
        """What has become of a context; both run away from the quote.

        `is_unique`: its far end stands once in the document. `is_grown`: it is as long as it is because a shorter one
        had twins, so all of it counts.
        """
        if text.startswith(context):
            return _Side.ALIKE
        resumes = is_unique and not is_grown and len(context) >= OUTERMOST and context[-OUTERMOST:] in text
        return _Side.RESUMES if resumes else _Side.OTHER

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


def _kept(wanted: Wanted, held_at: Span, equal: Sequence[_Place]) -> Outcome:
    """The old place, unless one side of the context went along with the quote, and the other stayed with a twin."""
    for place in equal:
        other = place.right if wanted.is_left_whole else place.left
        if place.span != held_at and other is _Side.WHOLE:
            return Lost(tr("its quote stands in more than one place"))
    return Found(held_at, 1.0)


def _most_like(places: Sequence[_Place]) -> Outcome:
    """The one that is far ahead of the others, and stands where the quote stood."""
    ranked = sorted(places, key=lambda place: (-place.likeness, -place.left - place.right))
    held = [place for place in ranked if place.rank is _Rank.WHOLE and place.certain]
    if not held:
        if any(place.closed for place in ranked):
            return Lost(tr("it was taken out: what stood around it stands together now"))
        if ranked and ranked[0].likeness >= FLOOR:
            return Lost(tr("what is like it stands elsewhere, and the text around that is another"))
        return Lost(tr("its quote, with the text around it, is no longer in the source"))
    best = held[0]
    if best.likeness < FLOOR:
        return Lost(tr("the text in its place is too different: {percent} % alike", percent=int(100 * best.likeness)))
    for place in ranked:
        apart = place.span.end <= best.span.start or best.span.end <= place.span.start
        if apart and place.likeness > best.likeness - MARGIN:
            return Lost(tr("two places are nearly as much like it as each other"))
    return Found(best.span, best.likeness)


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
