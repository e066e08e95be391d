"""All that is painted over the text of a reading: annotations, what is done to them, suggestions, signs, hits."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from tui_reader.annotations.anchoring import Placement
from tui_reader.session.decorations import CHOSEN, Decoration, Layer
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.documents.document import Document
    from tui_reader.session.reader import ReaderSession
    from tui_reader.text.paragraphs import Paragraph


def decorations(session: ReaderSession, within: Span) -> Iterator[Decoration]:
    """What is painted over a stretch of text, from all sources."""
    yield from _annotated(session, within)
    if session.suggestions is not None:
        yield from session.suggestions.decorations(within)
    if session.adjusting is not None:
        yield from session.adjusting.decorations()
    yield from found_there(session, within)


def found_there(session: ReaderSession, within: Span) -> Iterator[Decoration]:
    """What is painted over the text itself, whoever has annotated it: signs for what is hidden, hits, the selection."""
    if session.page.display.hidden:
        from tui_reader.text.hidden import signed_columns

        for paragraph in _paragraphs_in(session.document, within):
            first = max(within.start, paragraph.start)
            for column in signed_columns(paragraph.slice(first - paragraph.start, within.end - paragraph.start)):
                yield Decoration(Span(first + column, first + column + 1), Layer.HIDDEN, "", 5)
        for offset, _ in session.trojan.between(within):
            yield Decoration(Span(offset, offset + 1), Layer.SUSPECT, "", 6)
    if session.search is not None:
        for paragraph in _paragraphs_in(session.document, within):
            for hit in session.search.hits_in(paragraph, within):
                current = hit == session.search.current
                yield Decoration(hit, Layer.CURRENT_HIT if current else Layer.HIT, "", 31 if current else 30)
    if session.selection is not None:
        yield Decoration(session.selection, Layer.SELECTION, "", 40)


def _annotated(session: ReaderSession, within: Span) -> Iterator[Decoration]:
    """Annotations, and what is to be seen of their state."""
    partners = frozenset[str]() if session.focus_id is None else session.links.partners
    meant = session.focus_id, session.gaining
    for layer in session.layers:
        for annotation in layer.store.overlapping(within):
            placed, entry_id = layer.store.placement(annotation.id), layer.scoped(annotation.id)
            if session.adjusting is not None and session.adjusting.id == entry_id:
                continue
            places = placed.spans if isinstance(placed, Placement) else ()
            for place in places:
                span = place if place.length else Span(place.start, place.start + 1)
                kind = Layer.ANNOTATION if place.length else Layer.POINT
                for tag in annotation.tags or ("",):
                    yield Decoration(span, kind, tag, 10 if place.length else 13)
                if annotation.id in layer.store.unsettled:
                    yield Decoration(span, Layer.UNSETTLED, "", 11)
                if layer.store.is_in_conflict(annotation.id):
                    yield Decoration(span, Layer.CONFLICT, "", 12)
                if entry_id in meant:
                    yield Decoration(span, Layer.FOCUS, "", 20)
                    if len(places) > 1:
                        yield Decoration(span, Layer.FRAGMENT, "", 20)
                if entry_id == session.link_start:
                    yield Decoration(span, Layer.LINK_START, "", 21)
                if entry_id in partners:
                    is_chosen = entry_id == session.links.chosen_partner
                    yield Decoration(span, Layer.PARTNER, CHOSEN if is_chosen else "", 19)


def _paragraphs_in(document: Document, within: Span) -> Iterator[Paragraph]:
    return takewhile(lambda paragraph: paragraph.start < within.end, document.paragraphs(within.start))
