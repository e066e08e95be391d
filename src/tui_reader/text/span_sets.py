"""Sets of places as spans in order, of which none touches another: put together, and taken from each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def union(spans: Iterable[Span]) -> list[Span]:
    """The places in any of the spans, which may lie in any way; what touches is one. Empty ones hold no place."""
    found: list[Span] = []
    for span in sorted(span for span in spans if span.length > 0):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def difference(spans: Iterable[Span], taken: Span) -> list[Span]:
    """The places in any of the spans that are not in `taken`."""
    if taken.length <= 0:
        return union(spans)
    pieces = (
        piece
        for span in union(spans)
        for piece in (Span(span.start, min(span.end, taken.start)), Span(max(span.start, taken.end), span.end))
    )
    return [piece for piece in pieces if piece.length > 0]


def intersection(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """The places in any of the spans that are in one of the others too."""
    some, rest = union(spans), union(others)
    shared = (Span(max(a.start, b.start), min(a.end, b.end)) for a in some for b in rest)
    return union(shared)


def shared_part(some: Sequence[Span], others: Sequence[Span]) -> float:
    """How much two sets have in common, 0 to 1, of all that either of them covers (Jaccard index).

    Over paragraphs offsets may leap: then it is an estimate.
    """
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in some for b in others)
    covered = sum(span.length for span in (*some, *others)) - shared
    return shared / covered if covered > 0 else 0.0
