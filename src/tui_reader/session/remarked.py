"""Annotations of which something is said (decisions, comments, answers): which they are, and the way to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.session.conversing import said_of
from tui_reader.session.layers import SCOPE
from tui_reader.session.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.session.entries import Entry
    from tui_reader.session.reader import ReaderSession
    from tui_reader.session.reading.shown_sets import ShownSets


def is_remarked(sets: ShownSets, entry: Entry) -> bool:
    """Whether something is said of an annotation in the sets that are shown."""
    is_named = any(layer.store.remarks_about(entry.annotation.id) for layer in sets.layers)
    return is_named and bool(said_of(sets, entry))


def go_to_remarked(session: ReaderSession, times: int = 1) -> bool:
    """Goes so many of those listed on, behind the last to the first again; whether it has gone round.

    Raises Refused where nothing is said of any that is listed.
    """
    listed = session.listed
    here = listed.rank(session.focus_id)
    first = listed.rank_from(session.caret + 1) if here is None else here + 1
    found: list[int] = []
    for rank in _remarked(session, first):
        found.append(rank)
        if len(found) == times:
            break
    if not found:
        raise Refused(tr("Nothing is said of the annotations that are listed"))
    # Who counts further than there are goes round and round.
    rank = found[(times - 1) % len(found)]
    session.focus(listed.id_at(rank))
    return rank < first


def _remarked(session: ReaderSession, first: int) -> Iterator[int]:
    """The places in the list where something is said, from one on and round."""
    listed = session.listed
    named = {name for layer in session.layers for remark in layer.store.remarks for name in remark.about}
    ids = [key.id for key in listed.keys(None, len(listed))]
    for rank in (*range(first, len(ids)), *range(first)):
        # There may be thousands of others between two: of these no entry is made.
        if ids[rank].partition(SCOPE)[0] in named and said_of(session, listed[rank]):
            yield rank
