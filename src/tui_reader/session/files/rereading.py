"""A reading that goes on in another version of its document: at the same place, with the same search and filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.session.searching import Search
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.session.files.same_place import SamePlace, SamePlaces
    from tui_reader.session.reader import ReaderSession

Selected = tuple[int | None, int]
"""Anchor and caret: where a selection began, if there is one, and where it ends."""


class Places(NamedTuple):
    """The offsets of a reading that mean something to the person."""

    top: int
    """First character of the row at the top of the pane."""
    here: Selected
    hit: Span | None
    """The hit of the search that was gone to."""
    origin: int
    """From where the person searches."""
    waiting: tuple[Selected, ...] = ()
    """Where commands were given that have not been done yet."""

    @classmethod
    def of(cls, session: ReaderSession, waiting: Iterable[Selected] = ()) -> Places:
        """Those of a reading as it is now."""
        search = session.search
        return cls(
            session.reading_offset,
            (session.anchor, session.caret),
            None if search is None else search.current,
            session.caret if search is None else search.origin,
            tuple(waiting),
        )


class PlacesAgain(NamedTuple):
    """The same in the document as it is now."""

    top: SamePlace
    caret: SamePlace
    anchor: int | None
    """None also where the selected text is not there any more."""
    hit: Span | None
    origin: int
    waiting: tuple[Selected | None, ...]
    """None for a command that was about text which is not there any more."""


def found_again(places: Places, way: SamePlaces) -> PlacesAgain:
    """Looks for the places of a reading in another version of its document; may read much of that."""
    here = _selection_again(places.here, way)
    anchor, caret = (None, way.find(places.here[1])) if here is None else here
    hit = None if places.hit is None else way.find_span(places.hit)
    waiting: list[Selected | None] = []
    for one in places.waiting:
        again = _selection_again(one, way)
        waiting.append(None if again is None else (again[0], again[1].offset))
    return PlacesAgain(way.find(places.top), caret, anchor, hit, way.find(places.origin).offset, tuple(waiting))


def _selection_again(selected: Selected, way: SamePlaces) -> tuple[int | None, SamePlace] | None:
    """Where a selection, or the caret alone, is again; None where the text that was selected is not there."""
    anchor, caret = selected
    if anchor is None:
        return None, way.find(caret)
    span = way.find_span(Span(min(anchor, caret), max(anchor, caret)))
    if span is None:
        return None
    first, last = (span.start, span.end) if anchor < caret else (span.end, span.start)
    place = way.find(caret)
    return first, place._replace(offset=last)


def go_on(session: ReaderSession, before: ReaderSession, places: PlacesAgain) -> None:
    """Has a reading go on where the one before was. Its sets need not have been read yet."""
    if before.shows_others is not session.shows_others:
        session.show_others(before.shows_others)
    session.filter = before.filter
    session.reading_offset = min(places.top.offset, session.document.end)
    session.move(places.caret.offset)
    if places.anchor is not None:
        session.anchor = session.page.snapped(places.anchor)
        session.anchor = None if session.anchor == session.caret else session.anchor
    # Who has chosen an annotation has it still, be it lost or elsewhere now.
    focus = before.focus_id
    if focus is not None and (session.own.is_to_come or session.entry(focus) is not None):
        session.focus_id = focus
    session.in_hand, session.was_at = before.in_hand, before.was_at
    link = before.link_start
    session.link_start = link if link is not None and link in session.own.store else None
    if before.search is not None:
        search = Search(session.document, before.search.query, places.origin)
        search.current, search.goes_on = places.hit, True
        session.search = search
