"""From a span to a description that survives edits, and from a description back to a span or to an orphan.

Nothing is guessed. A target is *exact* where position and quote agree, *moved* where its quote is elsewhere,
once, with the text around it unchanged; anything else is an orphan that says why. Selectors are those of the
Web Annotation Data Model, sections 4.2.4 and 4.2.5; offsets are code points.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tui_reader.annotations.model import Target, TextQuote
from tui_reader.annotations.occurrences import find, find_all
from tui_reader.language import tr
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tui_reader.annotations.model import Annotation
    from tui_reader.documents.document import CodePoints, Document

CONTEXT = 32
"""Code points of prefix and of suffix, where that is enough to tell the quote from its look-alikes."""
MAX_CONTEXT = 512
"""Prefix and suffix grow no further, even if the quote stays ambiguous."""
NEIGHBOURHOOD = 1 << 18
"""Look-alikes are sought this many code points to either side: a describing stays quick in any document."""
MAX_CLUSTER = 32
"""A context is widened by at most this many marks, so that a heap of them cannot swallow the paragraph."""

_DAMAGED = re.compile("[\ud800-\udfff]")
"""What stands for bytes that are not in a document's encoding."""
ZERO_WIDTH_JOINER = "\u200d"


class State(Enum):
    """How a target was found."""

    EXACT = "exact"
    """Its quote is where its position says; or, with only one of the two, nothing speaks against it."""
    MOVED = "moved"
    """Its quote is elsewhere, once, with its whole context."""


class Anchored(NamedTuple):
    """One target and the span it was found at."""

    span: Span
    state: State


class Orphan(NamedTuple):
    """A target, or an annotation, whose text was not found."""

    reason: str


class Placement(NamedTuple):
    """Where all fragments of an annotation were found; moved if one of them is."""

    spans: tuple[Span, ...]
    """One per target, in the order of the targets."""
    state: State


Placed: TypeAlias = Placement | Orphan


def describe(document: Document, span: Span) -> Target:
    """The target that leads back to `span` (offsets): its text, what stands around it, and its position.

    Prefix and suffix grow while the same text with the same context stands elsewhere in the neighbourhood,
    up to MAX_CONTEXT, and never begin or end inside a base letter and its marks. Raises ValueError for a
    span that is empty or reaches outside the document, and NotCounted.
    """
    if not 0 <= span.start < span.end <= document.end:
        raise ValueError(f"no text to describe at {span.start}-{span.end} of {document.end}")
    text, position = document.code_points, document.code_point_span(span)
    exact = text.slice(position)
    size = CONTEXT
    prefix, suffix = _context(text, position, size)
    searched_to = max(0, position.start - NEIGHBOURHOOD)
    while size < MAX_CONTEXT:
        twin = _look_alike(text, position, TextQuote(exact, prefix, suffix), searched_to)
        if twin is None:
            break
        searched_to = twin
        size *= 2
        prefix, suffix = _context(text, position, size)
    return Target(TextQuote(exact, prefix, suffix), position)


def anchor(document: Document, target: Target, *, source_unchanged: bool = False) -> Anchored | Orphan:
    """Where `target` lies in `document`. `source_unchanged`: its bytes are those the target was made on.

    A target with a quote alone is exact where the quote, with its context, stands once. One with a position
    alone is exact while the source is unchanged, and an orphan afterwards. Raises NotCounted.
    """
    text = document.code_points
    placed = _in_place(text, target, source_unchanged=source_unchanged)
    if placed is None:
        needle = _needle(target)
        placed = _settle(text, target, find_all(text, (needle,))[needle])
    return placed if isinstance(placed, Orphan) else Anchored(document.span_of(placed.span), placed.state)


def anchor_all(
    document: Document, annotations: Iterable[Annotation], *, source_unchanged: bool = False
) -> Mapping[str, Placed]:
    """The placement of every annotation, by id, in offsets. Raises NotCounted if there is any.

    Those still in place cost one slice a target; all others share one search over the text.
    """
    annotations = list(annotations)
    if not annotations:
        return {}
    text = document.code_points
    placed: dict[str, Placed] = {}
    waiting: list[tuple[Annotation, list[Anchored | Orphan | None]]] = []
    for annotation in annotations:
        found = [_in_place(text, target, source_unchanged=source_unchanged) for target in annotation.targets]
        if None in found:
            waiting.append((annotation, found))
        placed[annotation.id] = _together(document, found)
    lost = [t for annotation, found in waiting for t, p in zip(annotation.targets, found, strict=True) if p is None]
    occurrences = find_all(text, {_needle(target) for target in lost})
    for annotation, found in waiting:
        settled = [
            _settle(text, target, occurrences[_needle(target)]) if place is None else place
            for target, place in zip(annotation.targets, found, strict=True)
        ]
        placed[annotation.id] = _together(document, settled)
    return placed


def _together(document: Document, found: Sequence[Anchored | Orphan | None]) -> Placed:
    spans = []
    state = State.EXACT
    for place in found:
        if isinstance(place, Orphan):
            return place
        if place is not None:
            spans.append(document.span_of(place.span))
            if place.state is State.MOVED:
                state = State.MOVED
    return Placement(tuple(spans), state)


def _in_place(text: CodePoints, target: Target, *, source_unchanged: bool) -> Anchored | Orphan | None:
    """The answer that needs no search, or None."""
    quote, position = target.quote, target.position
    if quote is not None and not quote.exact:
        return Orphan(tr("its quote is empty"))
    if position is None:
        return None if quote is not None else Orphan(tr("it says neither where it is nor what it quotes"))
    if quote is None:
        if position.start >= position.end:
            return Orphan(tr("it covers no text"))
        if not source_unchanged:
            return Orphan(tr("the source has changed and there is no quote to find it by"))
        if position.end > text.length:
            return Orphan(tr("it ends at {end}, but the source at {length}", end=position.end, length=text.length))
        return Anchored(position, State.EXACT)
    if position.length != len(quote.exact) or position.end > text.length:
        return None
    if source_unchanged:
        agrees = text.slice(position) == quote.exact
    else:
        around = Span(position.start - len(quote.prefix), position.end + len(quote.suffix))
        agrees = around.start >= 0 and text.slice(around) == _needle(target)
    return Anchored(position, State.EXACT) if agrees else None


def _settle(text: CodePoints, target: Target, offsets: list[int]) -> Anchored | Orphan:
    """Decide for a target that does not stand in place with its whole context.

    The whole context elsewhere, once, says more than the quote alone in its old place. Failing that, the old
    place holds if the text on at least one side is as it was: an edit nearby changes one side, while the same
    short word at the same offset by chance agrees on neither.
    """
    quote, position = target.quote, target.position
    if quote is None:
        return Orphan(tr("there is no quote to find it by"))
    if len(offsets) == 1:
        start = offsets[0] + len(quote.prefix)
        span = Span(start, start + len(quote.exact))
        return Anchored(span, State.EXACT if position in (None, span) else State.MOVED)
    if position is not None and text.slice(position) == quote.exact:
        before = text.slice(Span(max(0, position.start - len(quote.prefix)), position.start))
        after = text.slice(Span(position.end, position.end + len(quote.suffix)))
        no_context = not quote.prefix and not quote.suffix
        if no_context or before == quote.prefix != "" or after == quote.suffix != "":
            return Anchored(position, State.EXACT)
        return Orphan(tr("the same words stand there, but nothing around them is as it was"))
    if offsets:
        return Orphan(tr("its quote stands in more than one place"))
    return Orphan(tr("its quote, with the text around it, is no longer in the source"))


def _needle(target: Target) -> str:
    quote = target.quote
    return "" if quote is None else quote.prefix + quote.exact + quote.suffix


def _look_alike(text: CodePoints, span: Span, quote: TextQuote, start: int) -> int | None:
    """Whether the same quote in the same context stands elsewhere, from `start` on; and if so, from which
    offset on a longer context would have to be sought: earlier places are ruled out already.
    """
    own = span.start - len(quote.prefix)
    end = min(text.length, span.end + NEIGHBOURHOOD)
    for offset in find(text, quote.prefix + quote.exact + quote.suffix, start, end):
        if offset != own:
            return max(0, offset - MAX_CONTEXT)
    return None


def _context(text: CodePoints, span: Span, size: int) -> tuple[str, str]:
    """`size` code points before and after the span, fewer at the ends, widened to whole clusters."""
    reach = size + MAX_CLUSTER
    # What is not a character cannot be written to a file.
    before = _DAMAGED.split(text.slice(Span(max(0, span.start - reach), span.start)))[-1]
    after = _DAMAGED.split(text.slice(Span(span.end, span.end + reach)))[0]
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
