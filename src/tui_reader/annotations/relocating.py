"""Where a quote is that stands nowhere as it did: folded, or changed, but between the words it stood between.

A quote alone proves little: a text may hold its like many times over, and the one that was marked may be the one that
is gone. So a place is believed only where the old text around it is there (`places`): on both sides; of a quote that
stands there letter by letter, also with an edit beside it, or on one side, as `describe` makes each side long enough to
tell the quote from its twins. Two such places, or one that is hardly more like the quote than another, are none.

Quotes are compared as `text.comparing` has them. Places to look at are those where *seeds*, short pieces of the
quote and its context, stand in the document; all quotes share one walk over it. What a seed that stands nearly
everywhere would lead to is left aside, and no place is compared at more than some thousand characters: the time
grows with the text and with the number of quotes, whatever they hold.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tui_reader.annotations.occurrences import hits, windows
from tui_reader.annotations.places import GAP, Place, Rank, Side, Window
from tui_reader.annotations.sought import Sought
from tui_reader.language import tr
from tui_reader.text.comparing import compared, compared_text
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui_reader.annotations.sought import Wanted
    from tui_reader.documents.document import CodePoints
    from tui_reader.text.folding import Folded

COMMON = 32
"""A seed that stands in more places than this says nothing."""
FLOOR = 0.8
"""How much of a changed quote must be as it was."""
MARGIN = 0.08
"""How much more like the quote a place must be than the next one."""
LEAST_AROUND = 20
"""Characters of context, both sides together, without which nothing that is merely like a quote is believed."""
MOST_PLACES = 8
"""Places that are compared, of all that seeds lead to."""
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


class Relocation:
    """Looks for quotes that `find_all` has not found with their whole context."""

    def __init__(self, text: CodePoints, wanted: Iterable[Wanted]) -> None:
        self._text = text
        self._sought = {one: Sought(one) for one in wanted}
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

    def _place(self, sought: Sought) -> Outcome:
        if not sought.text and sought.wanted.held_at is not None:
            return Found(sought.wanted.held_at, 1.0)
        if not sought.text:
            return Lost(tr("its quote, with the text around it, is no longer in the source"))
        windows = [self._window(sought, group) for group in self._groups(sought)]
        equal = self._distinct(place for window in windows for place in window.equal())
        if sought.wanted.held_at is not None:
            return _kept(sought.wanted, sought.wanted.held_at, equal)
        best = max((place.rank for place in equal), default=Rank.DOUBTFUL)
        if best > Rank.DOUBTFUL:
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

    def _groups(self, sought: Sought) -> list[list[tuple[int, int]]]:
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

    def _window(self, sought: Sought, group: list[tuple[int, int]]) -> Window:
        reach = 2 * (sought.size + GAP)
        start = max(0, group[0][0] - reach)
        text = compared(self._text.slice(Span(start, group[-1][0] + reach)))
        guesses = [bisect_left(text.starts, offset - start) - place for offset, place in group]
        return Window(sought, start, text, guesses, at_start=start == 0, landmarks=self._landmarks(sought))

    def _landmarks(self, sought: Sought) -> tuple[bool, bool]:
        """Whether the far end of prefix and of suffix stand nowhere but once."""
        first, last = min(sought.seeds), max(sought.seeds)
        return len(self._hits[sought.seeds[first]]) == 1, len(self._hits[sought.seeds[last]]) == 1

    @staticmethod
    def _distinct(places: Iterable[Place]) -> list[Place]:
        return list({place.span: place for place in places}.values())


def _kept(wanted: Wanted, held_at: Span, equal: Sequence[Place]) -> Outcome:
    """The old place, unless one side of the context went along with the quote, and the other stayed with a twin."""
    for place in equal:
        other = place.right if wanted.is_left_whole else place.left
        if place.span != held_at and other is Side.WHOLE:
            return Lost(tr("its quote stands in more than one place"))
    return Found(held_at, 1.0)


def _most_like(places: Sequence[Place]) -> Outcome:
    """The one that is far ahead of the others, and stands where the quote stood."""
    ranked = sorted(places, key=lambda place: (-place.likeness, -place.left - place.right))
    surest = max((place.rank for place in ranked), default=Rank.DOUBTFUL)
    held = [place for place in ranked if place.rank is surest > Rank.DOUBTFUL]
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
