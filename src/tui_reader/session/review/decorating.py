"""What is painted over the text of a review: groups by how far people agree, what is decided, the group one is at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.session.decorating import found_there
from tui_reader.session.decorations import REJECTED, Decoration, Layer
from tui_reader.session.review.places import covered, meets
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.session.review.review_session import ReviewSession


def decorations(review: ReviewSession, within: Span) -> Iterator[Decoration]:
    """What is painted over a stretch of text."""
    for group in review.places.on(within):
        state, is_open = group.state.value, review.is_open(group)
        kind, name = (Layer.GROUP, state) if is_open else (Layer.DECIDED, REJECTED if review.is_rejected(group) else "")
        spans = [span if span.length else Span(span.start, span.start + 1) for span in covered(group)]
        for span in spans:
            if meets(span, within):
                yield Decoration(span, kind, name, 10)
                if group.number == review.current:
                    yield Decoration(span, Layer.CURRENT_GROUP, "", 20)
        yield Decoration(Span(spans[0].start, spans[0].start + 1), Layer.GROUP_START, state if is_open else name, 12)
        if is_open:
            for span in review.places.disputed(group):
                yield Decoration(span, Layer.DISPUTED, "", 11)
    yield from found_there(review.reading, within)
