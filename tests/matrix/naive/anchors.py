"""Anchors that believe the words alone: what public annotation clients do, and what row 9 must find out."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from tui_reader.annotations.anchoring import Anchored, Orphan, State
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from tui_reader.annotations.records.targets import Target
    from tui_reader.documents.document import Document

ENOUGH = 0.75
"""The likeness at which a public client takes a text for the quote."""
STEP = 4
"""Code points between two places it compares."""


def first_that_reads_the_same(document: Document, target: Target) -> Anchored | Orphan:
    """The first place of the quote, wherever that is."""
    quote = target.quote
    assert quote is not None
    text = document.code_points.slice(Span(0, document.code_points.length))
    at = text.find(quote.exact)
    if at < 0:
        return Orphan("not found")
    span = Span(at, at + len(quote.exact))
    return Anchored(span, State.EXACT if span == target.position else State.MOVED)


def most_alike(document: Document, target: Target) -> Anchored | Orphan:
    """The place that is most like the quote, if it is like it at all."""
    quote = target.quote
    assert quote is not None
    found = first_that_reads_the_same(document, target)
    if isinstance(found, Anchored):
        return found
    text = document.code_points.slice(Span(0, document.code_points.length))
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(quote.exact)
    best, best_at = 0.0, 0
    for at in range(0, max(1, len(text) - len(quote.exact) + 1), STEP):
        matcher.set_seq1(text[at : at + len(quote.exact)])
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
            best, best_at = matcher.ratio(), at
    if best < ENOUGH:
        return Orphan("not found")
    return Anchored(Span(best_at, min(len(text), best_at + len(quote.exact))), State.CHANGED, best)
