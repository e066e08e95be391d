"""From a span to a description that survives edits, and from a description back to a span or to an orphan.

Nothing is guessed. A target is *exact* where position and quote agree, *moved* where its quote is elsewhere between
the words it stood between, *changed* where something like it is (`relocating` says when that is believed); anything
else is an orphan that says why. What is moved or changed stays so for people until somebody confirms it: a *mark* on
the annotation says it after its selectors were written anew, and keeps the old ones. Selectors are those of the Web
Annotation Data Model, sections 4.2.4 and 4.2.5; offsets are code points.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from tui_reader.annotations.occurrences import find_all
from tui_reader.annotations.records.targets import Target, TextQuote
from tui_reader.annotations.records.written import utc_now
from tui_reader.errors import Stopped
from tui_reader.language import tr
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tui_reader.annotations.records.annotation import Annotation, Mark
    from tui_reader.annotations.records.written import Clock
    from tui_reader.annotations.relocating import Found
    from tui_reader.annotations.sought import Wanted
    from tui_reader.documents.document import CodePoints, Document

CONTEXT = 32
"""Code points of prefix and of suffix, where that is enough to tell the quote from its look-alikes."""
MAX_CONTEXT = 512
"""Prefix and suffix grow no further, even if the quote stays ambiguous."""
NEIGHBOURHOOD = 1 << 18
"""Look-alikes are sought this many code points to either side: a describing stays quick in any document."""
MAX_CLUSTER = 32
"""A context is widened by at most this many marks, so that a heap of them cannot swallow the paragraph."""

_DAMAGED = "[\ud800-\udfff]"
"""What stands for bytes that are not in a document's encoding."""
ZERO_WIDTH_JOINER = "\u200d"


class State(Enum):
    """How a target was found, the surest way first."""

    EXACT = "exact"
    """Its quote is where its position says; or, with only one of the two, nothing speaks against it."""
    MOVED = "moved"
    """Its quote is elsewhere, once, with the text around it."""
    CHANGED = "changed"
    """Where it should be is something like its quote: the same but for the spelling, or most of it."""


_WORSE = {state: number for number, state in enumerate(State)}


class Anchored(NamedTuple):
    """One target and the span it was found at."""

    span: Span
    state: State
    likeness: float = 1.0
    """How much of the quote stands there, spelling aside, 0 to 1."""


class Orphan(NamedTuple):
    """A target, or an annotation, whose text was not found."""

    reason: str


class Placement(NamedTuple):
    """Where all fragments of an annotation were found; as sure as the least sure of them."""

    spans: tuple[Span, ...]
    """One per target, in the order of the targets; that of a point is empty. None for one about the whole source."""
    state: State
    likeness: float = 1.0
    """Of the fragment that has changed most."""

    @property
    def reason(self) -> str:
        """Why somebody should look at it, in a few words; empty where nobody need."""
        if self.state is State.EXACT:
            return ""
        if self.state is State.MOVED:
            return tr("found elsewhere: the text has changed")
        if self.likeness == 1.0:
            return tr("found in another spelling")
        return tr("found changed: {percent} % of it is as it was", percent=int(100 * self.likeness))


Placed: TypeAlias = Placement | Orphan


class Placeable(Protocol):
    """A record that lies somewhere in the text: an annotation, or a decision about several."""

    @property
    def id(self) -> str: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def targets(self) -> tuple[Target, ...]: ...
    @property
    def mark(self) -> Mark | None: ...
    @property
    def earlier(self) -> tuple[tuple[Target, ...], ...]: ...
    @property
    def is_rejected(self) -> bool: ...
    @property
    def is_on_document(self) -> bool: ...


def is_placed_as(one: Placeable, other: Placeable) -> bool:
    """Whether a record, or another version of it, lies where this one does."""
    return one.targets == other.targets and one.mark == other.mark and one.is_rejected == other.is_rejected


def describe(document: Document, span: Span) -> Target:
    """The target that leads back to `span` (offsets): its text, what stands around it, and its position.

    Prefix and suffix each grow while the same text with the same context on that side stands elsewhere in the
    neighbourhood, up to MAX_CONTEXT: so either of them alone tells the quote from its twins, when the other is
    edited. They never begin or end inside a base letter and its marks. An empty span gives a point. Raises ValueError
    for a span that reaches outside the document, or where there is no text at all, and NotCounted.
    """
    if not 0 <= span.start <= span.end <= document.end or not document.end:
        raise ValueError(f"no text to describe at {span.start}-{span.end} of {document.end}")
    text, position = document.code_points, document.code_point_span(span)
    exact = text.slice(position)
    first = max(0, position.start - NEIGHBOURHOOD)
    around, own = text.slice(Span(first, position.end + NEIGHBOURHOOD)), position.start - first
    prefix = suffix = ""
    is_ambiguous = [True, True]
    size = CONTEXT
    while any(is_ambiguous) and size <= MAX_CONTEXT:
        before, after = _context(text, position, size)
        if is_ambiguous[0]:
            prefix = before
            is_ambiguous[0] = _stands_elsewhere(around, prefix + exact, own - len(prefix))
        if is_ambiguous[1]:
            suffix = after
            is_ambiguous[1] = _stands_elsewhere(around, exact + suffix, own)
        size *= 2
    return Target(TextQuote(exact, prefix, suffix), position)


def anchor(document: Document, target: Target, *, source_unchanged: bool = False) -> Anchored | Orphan:
    """Where `target` lies in `document`. `source_unchanged`: its bytes are those the target was made on.

    A target with a quote alone is exact where the quote, with its context, stands once. One with a position
    alone is exact while the source is unchanged, and an orphan afterwards. Raises NotCounted.
    """
    placed = _anchored(document.code_points, [target], source_unchanged, lambda _: True)[0]
    return placed if isinstance(placed, Orphan) else placed._replace(span=document.span_of(placed.span))


def anchor_all(
    document: Document,
    annotations: Iterable[Placeable],
    *,
    source_unchanged: bool = False,
    progress: Callable[[float], bool] = lambda _: True,
) -> Mapping[str, Placed]:
    """The placement of every record, by id, in offsets. Raises NotCounted if there is any.

    Those still in place cost one slice a target; all others share two searches over the text. `progress` is told
    which part of these is done, 0 to 1, and says whether to go on: Stopped is raised when it says no.
    """
    annotations = list(annotations)
    if not annotations:
        return {}
    placed: dict[str, Placed] = {a.id: Placement((), State.EXACT) for a in annotations if a.is_on_document}
    # Decisions stand in no order in a file, and a window of a large text is read once for all that is near.
    parts = sorted((a for a in annotations if a.id not in placed), key=_first_place)
    targets = [target for annotation in parts for target in annotation.targets]
    found = iter(_anchored(document.code_points, targets, source_unchanged, progress)) if targets else iter(())
    placed |= {a.id: _together(document, a, list(islice(found, len(a.targets)))) for a in parts}
    return placed


def _first_place(annotation: Placeable) -> int:
    """Where it once began, in code points; 0 where it has only a quote."""
    return min((target.position.start for target in annotation.targets if target.position is not None), default=0)


def stands_in_place(document: Document, annotation: Placeable, *, source_unchanged: bool = False) -> bool:
    """Whether it takes no search to tell where an annotation lies, or that it lies nowhere. Raises NotCounted."""
    if annotation.is_on_document:
        return True
    text = document.code_points
    return all(_in_place(text, each, source_unchanged=source_unchanged) is not None for each in annotation.targets)


def reanchored(annotation: Annotation, document: Document, placed: Placement, *, now: Clock = utc_now) -> Annotation:
    """The annotation with selectors for where it was found; marked, with its old selectors, unless that is exact.

    A suggestion bears no mark: who accepts it where it is says that it belongs there.
    """
    targets = [describe(document, span) for span in placed.spans]
    if placed.state is State.EXACT or annotation.is_suggestion:
        return annotation.with_targets(targets, now=now)
    return annotation.with_mark(placed.state.value, targets, now=now)


def confirmed(annotation: Annotation, document: Document, spans: Sequence[Span], *, now: Clock = utc_now) -> Annotation:
    """The annotation as it is when somebody says that `spans` (offsets) are what it is about.

    New selectors, no mark; the selectors it was made with are kept as earlier ones. Raises ValueError where there is
    no span, and NotCounted.
    """
    return annotation.settled([describe(document, span) for span in spans], now=now)


def reattached(
    annotation: Annotation, document: Document, spans: Sequence[Span], *, now: Clock = utc_now
) -> Annotation:
    """The annotation, perhaps an orphan, put on other text by hand: what somebody chooses is confirmed by that."""
    return confirmed(annotation, document, spans, now=now)


def rejected(annotation: Annotation, document: Document, spans: Sequence[Span], *, now: Clock = utc_now) -> Annotation:
    """The annotation as it was made, when somebody says that `spans` (offsets), where it was found, are not it.

    It is an orphan from then on, until its text stands where it stood or it is attached by hand. Raises NotCounted.
    """
    return annotation.rejected([describe(document, span) for span in spans], now=now)


def original_targets(annotation: Annotation) -> tuple[Target, ...]:
    """What the annotation was made on, also while it is marked as found elsewhere."""
    mark = annotation.mark
    return annotation.targets if mark is None else mark.targets


def _anchored(
    text: CodePoints, targets: Sequence[Target], source_unchanged: bool, progress: Callable[[float], bool]
) -> list[Anchored | Orphan]:
    """Where each target lies, in code points: in place, else with its whole context, else wherever it is believed."""
    found = [_in_place(text, target, source_unchanged=source_unchanged) for target in targets]
    lost = [number for number, place in enumerate(found) if place is None]
    if lost:
        occurrences = find_all(text, {_needle(targets[number]) for number in lost})
        for number in lost:
            found[number] = _settle(text, targets[number], occurrences[_needle(targets[number])])
        lost = [number for number in lost if found[number] is None]
    if lost:
        # Only those who have to look for a quote that is not there as it was need what that takes.
        for number, place in _elsewhere(text, {number: targets[number] for number in lost}, progress):
            found[number] = place
    return [place for place in found if place is not None]


def _elsewhere(
    text: CodePoints, lost: Mapping[int, Target], progress: Callable[[float], bool]
) -> Iterator[tuple[int, Anchored | Orphan]]:
    """What becomes of targets whose quote does not stand anywhere as it did. Raises Stopped."""
    from tui_reader.annotations import points
    from tui_reader.annotations.relocating import Lost, Relocation

    between = {number: target.quote for number, target in lost.items() if target.is_point and target.quote is not None}
    wanted = {number: _wanted(text, target) for number, target in lost.items() if number not in between}
    outcomes = Relocation(text, {*wanted.values(), *map(points.wanted, between.values())}).run(progress)
    if outcomes is None:
        raise Stopped(tr("the search was given up"))
    sides = find_all(text, {side for _, *both in between.values() for side in both}) if between else {}
    for number, quote in between.items():
        yield number, points.between(text, quote, outcomes[points.wanted(quote)], sides)
    for number, one in wanted.items():
        outcome = outcomes[one]
        yield (
            number,
            Orphan(outcome.reason) if isinstance(outcome, Lost) else _relocated(text, lost[number], outcome),
        )


def _wanted(text: CodePoints, target: Target) -> Wanted:
    """What is looked for, and whether one side of it holds at the old place."""
    from tui_reader.annotations.sought import Wanted

    quote, position = target.quote, target.position
    assert quote is not None
    reaches_start = position is not None and position.start <= len(quote.prefix)
    if position is None or text.slice(position) != quote.exact:
        return Wanted(quote, reaches_start=reaches_start)
    left, right = _whole_sides(text, quote, position)
    return Wanted(quote, position if left or right else None, left, reaches_start)


def _relocated(text: CodePoints, target: Target, found: Found) -> Anchored:
    if target.quote is not None and text.slice(found.span) == target.quote.exact:
        return Anchored(found.span, State.EXACT if found.span == target.position else State.MOVED)
    return Anchored(found.span, State.CHANGED, found.likeness)


def _together(document: Document, annotation: Placeable, found: Sequence[Anchored | Orphan]) -> Placed:
    places = []
    for place in found:
        if isinstance(place, Orphan):
            return _as_before(document, annotation) or place
        places.append(place)
    if _order([place.span for place in places]) != _order([target.position for target in annotation.targets]):
        return Orphan(tr("its parts do not stand in their order any more"))
    if annotation.is_rejected and any(place.state is not State.EXACT for place in places):
        return Orphan(tr("somebody has said that what was found is not it"))
    spans = tuple(document.span_of(place.span) for place in places)
    mark = annotation.mark
    states = [place.state for place in places] + ([] if mark is None else [State(mark.state)])
    likeness = min(place.likeness for place in places)
    if mark is not None:
        likeness = min(likeness, _likeness(mark.targets, annotation.targets))
    return Placement(spans, max(states, key=_WORSE.__getitem__), likeness)


def _as_before(document: Document, annotation: Placeable) -> Placement | None:
    """Where it stood before somebody confirmed it elsewhere, if all of that, and all around it, stands there again.

    So whoever takes an edit of the source back has the annotations back; as moved, since nobody has said so yet.
    """
    text = document.code_points
    for targets in () if annotation.is_rejected else annotation.earlier:
        found = [_in_place(text, target, source_unchanged=False) for target in targets]
        places = [place for place in found if isinstance(place, Anchored)]
        if places and len(places) == len(annotation.targets) == len(targets) and all(map(_has_context, targets)):
            return Placement(tuple(document.span_of(place.span) for place in places), State.MOVED)
    return None


def _has_context(target: Target) -> bool:
    return target.quote is not None and bool(target.quote.prefix or target.quote.suffix)


def _order(spans: Sequence[Span | None]) -> list[int] | None:
    """Which of the spans comes first in the text, which next; None where that is not known."""
    known = [span for span in spans if span is not None]
    return None if len(known) < len(spans) else sorted(range(len(known)), key=known.__getitem__)


def _likeness(old: Sequence[Target], new: Sequence[Target]) -> float:
    from tui_reader.annotations.places import likeness

    pairs = [(a.quote, b.quote) for a, b in zip(old, new, strict=False)]
    # Of a point there is nothing but the text around it to be like what it was.
    texts = [(a.exact, b.exact) if a.exact else (a.prefix + a.suffix, b.prefix + b.suffix) for a, b in pairs if a and b]
    return min((likeness(a, b) for a, b in texts), default=1.0)


def _in_place(text: CodePoints, target: Target, *, source_unchanged: bool) -> Anchored | Orphan | None:
    """The answer that needs no search, or None."""
    quote, position = target.quote, target.position
    if quote is not None and not any(quote):
        return Orphan(tr("its quote is empty, and nothing tells what stood around it"))
    if position is None:
        return None if quote is not None else Orphan(tr("it says neither where it is nor what it quotes"))
    if quote is None:
        if not source_unchanged:
            return Orphan(tr("the source has changed and there is no quote to find it by"))
        if position.end > text.length:
            return Orphan(tr("it ends at {end}, but the source at {length}", end=position.end, length=text.length))
        return Anchored(position, State.EXACT)
    if position.length != len(quote.exact) or position.end > text.length:
        return None
    if source_unchanged and quote.exact:
        agrees = text.slice(position) == quote.exact
    else:
        around = Span(position.start - len(quote.prefix), position.end + len(quote.suffix))
        agrees = around.start >= 0 and text.slice(around) == _needle(target)
    return Anchored(position, State.EXACT) if agrees else None


def _settle(text: CodePoints, target: Target, offsets: list[int]) -> Anchored | Orphan | None:
    """Decide for a target that does not stand in place with its whole context; None where that takes a closer look.

    `offsets` are the first two places of the quote with its whole context. The old place holds if the text on at
    least one side is as it was: an edit nearby changes one side, while the same short word at the same offset by
    chance agrees on neither. But one side may have gone elsewhere with the quote, and a twin come in its place.
    """
    quote, position = target.quote, target.position
    if quote is None:
        return Orphan(tr("there is no quote to find it by"))
    if target.is_point and len(offsets) == 2:
        return Orphan(tr("what stood around it stands in more than one place"))
    ambiguous = Orphan(tr("its quote stands in more than one place"))
    there = position is not None and text.slice(position) == quote.exact
    holds = there and position is not None and not target.is_point and any(_whole_sides(text, quote, position))
    if len(offsets) == 1:
        start = offsets[0] + len(quote.prefix)
        span = Span(start, start + len(quote.exact))
        if position in (None, span):
            return Anchored(span, State.EXACT)
        return ambiguous if holds else Anchored(span, State.MOVED)
    if target.is_point:
        return None
    if there and position is not None and not quote.prefix and not quote.suffix:
        return Anchored(position, State.EXACT)
    if offsets and holds and position is not None:
        return Anchored(position, State.EXACT)
    if offsets:
        return ambiguous
    if there and not holds:
        return Orphan(tr("the same words stand there, but nothing around them is as it was"))
    return None


def _whole_sides(text: CodePoints, quote: TextQuote, position: Span) -> tuple[bool, bool]:
    """Whether what stands before a place, and what stands behind it, is as it was."""
    before = text.slice(Span(max(0, position.start - len(quote.prefix)), position.start))
    after = text.slice(Span(position.end, position.end + len(quote.suffix)))
    return before == quote.prefix != "", after == quote.suffix != ""


def _needle(target: Target) -> str:
    quote = target.quote
    return "" if quote is None else quote.prefix + quote.exact + quote.suffix


def _stands_elsewhere(text: str, needle: str, own: int) -> bool:
    """Whether a text that stands at `own` stands in a second place too."""
    first = text.find(needle)
    return first != own or text.find(needle, own + 1) >= 0


def _context(text: CodePoints, span: Span, size: int) -> tuple[str, str]:
    """`size` code points before and after the span, fewer at the ends, widened to whole clusters."""
    reach = size + MAX_CLUSTER
    # What is not a character cannot be written to a file.
    before = re.split(_DAMAGED, text.slice(Span(max(0, span.start - reach), span.start)))[-1]
    after = re.split(_DAMAGED, text.slice(Span(span.end, span.end + reach)))[0]
    first = max(0, len(before) - size)
    while 0 < first < len(before) and _joined(before[first - 1], before[first]):
        first -= 1
    last = min(size, len(after))
    while 0 < last < len(after) and _joined(after[last - 1], after[last]):
        last += 1
    return before[first:], after[:last]


def _joined(left: str, right: str) -> bool:
    """Whether the two stand in one cluster: marks, joiners and emoji modifiers (UAX #29, GB3, GB9, GB11)."""
    return (
        unicodedata.category(right).startswith("M")
        or right == ZERO_WIDTH_JOINER
        or left == ZERO_WIDTH_JOINER
        or "\U0001f3fb" <= right <= "\U0001f3ff"
        or (left == "\r" and right == "\n")
    )
