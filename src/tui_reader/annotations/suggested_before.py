"""Whether a suggestion is news: nobody need be asked again what somebody has answered, or is being asked already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.text.span import Span
from tui_reader.text.span_sets import shared_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.annotations.store import AnnotationStore

MOSTLY = 0.5
"""More than this part of what two places cover is in both: they are about the same text."""


def is_decided(store: AnnotationStore, tag: str, spans: Sequence[Span]) -> bool:
    """Whether nobody need be asked any more whether these spans should have this tag.

    They, or more than half of what they and it cover, have it; they were suggested for it and got another one; or
    somebody said no to just this.
    """
    extent = _extent(spans)
    for annotation in store.overlapping(extent):
        suggested = annotation.suggested
        if suggested is not None and suggested.tag == tag:
            return True
        if tag in annotation.tags and shared_part(store.spans_of(annotation), spans) > MOSTLY:
            return True
    return any(
        tag in rejected.tags and store.spans_of(rejected) == tuple(spans)
        for rejected in store.rejected_overlapping(extent)
    )


def is_suggested(store: AnnotationStore, tag: str, spans: Sequence[Span]) -> bool:
    """Whether just these spans are suggested for this tag, and nobody has decided."""
    pending = store.suggestions_overlapping(_extent(spans))
    return any(tag in one.tags and store.spans_of(one) == tuple(spans) for one in pending)


def _extent(spans: Sequence[Span]) -> Span:
    """From the beginning of the first to the end of the last."""
    return Span(min(span.start for span in spans), max(span.end for span in spans))
