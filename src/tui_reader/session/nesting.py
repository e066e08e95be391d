"""Annotations that lie on each other: which of those at a place is meant, and how one gets to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.session.refused import Refused

if TYPE_CHECKING:
    from tui_reader.session.reader import ReaderSession


def go_outward(session: ReaderSession) -> None:
    """Chooses the next larger of the annotations at the caret, after the largest the smallest; the caret stays.

    Raises Refused where there is no other.
    """
    ids = [entry.id for entry in session.at(session.caret)]
    if not ids:
        raise Refused(tr("There is no annotation here"))
    if ids == [session.focus_id]:
        raise Refused(tr("No other annotation is here"))
    place = ids.index(session.focus_id) + 1 if session.focus_id in ids else 0
    session.anchor = None
    session.focus_id = ids[place % len(ids)]
