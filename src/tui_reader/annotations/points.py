"""Where a point is, which has no text of its own: between what stands before it and what stands behind it.

The text around it is all that tells one place from another, so it is looked at also where the source is as it was.
Here is what happens when both sides do not stand together any more as they did: they may be spelt otherwise, something
may have been put in between them, or one of them is another text. A side alone is believed if it is long, stands in
one place, and the other side stands in none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.annotations.anchoring import CONTEXT, Anchored, Orphan, State
from tui_reader.annotations.places import GAP, likeness
from tui_reader.annotations.records.targets import TextQuote
from tui_reader.annotations.relocating import Found
from tui_reader.annotations.sought import Wanted
from tui_reader.language import tr
from tui_reader.text.comparing import compared, compared_text
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.annotations.relocating import Outcome
    from tui_reader.documents.document import CodePoints


def wanted(quote: TextQuote) -> Wanted:
    """Both sides as one text, which may be spelt otherwise."""
    return Wanted(TextQuote(quote.prefix + quote.suffix))


def between(
    text: CodePoints, quote: TextQuote, outcome: Outcome, occurrences: Mapping[str, Sequence[int]]
) -> Anchored | Orphan:
    """The point, or why there is none.

    `outcome` is what became of `wanted`, `occurrences` has the first two places of each side (code points).
    """
    if isinstance(outcome, Found):
        folded = compared(text.slice(outcome.span))
        letters = len(compared_text(quote.prefix).lstrip(" "))
        place = outcome.span.start + folded.span(letters, letters).start
        return Anchored(Span(place, place), State.CHANGED)
    before, right = _one_place(quote.prefix, occurrences), _one_place(quote.suffix, occurrences)
    left = None if before is None else before + len(quote.prefix)
    if left is not None and right is not None:
        if 0 <= right - left <= GAP:
            # What was put in at the point itself stands behind it, until somebody says otherwise.
            return _changed(text, quote, left)
        return Orphan(tr("what stood before it and what stood behind it stand apart now"))
    for alone, other in ((left, quote.suffix), (right, quote.prefix)):
        if alone is not None and (len(other) < CONTEXT or not occurrences[other]):
            return _changed(text, quote, alone)
    return Orphan(tr("the text around it is no longer in the source, or stands in more than one place"))


def _one_place(side: str, occurrences: Mapping[str, Sequence[int]]) -> int | None:
    """Where a side stands, if it is long enough to tell and stands nowhere else."""
    places = occurrences[side]
    return places[0] if len(side) >= CONTEXT and len(places) == 1 else None


def _changed(text: CodePoints, quote: TextQuote, place: int) -> Anchored:
    around = Span(max(0, place - len(quote.prefix)), place + len(quote.suffix))
    return Anchored(Span(place, place), State.CHANGED, likeness(text.slice(around), quote.prefix + quote.suffix))
