"""Annotations without a text of their own: a point between two characters, and the document as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.annotations.records.targets import WORDS_AROUND, Target, TextQuote
from tui_reader.language import tr
from tui_reader.session.refused import Refused
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.session.entries import Entry
    from tui_reader.session.reader import ReaderSession


def annotate_point(session: ReaderSession, tag: str | None = None, note: str | None = None) -> Annotation:
    """Marks the place right before the character at the caret."""
    session.require_writable()
    if not session.document.end:
        raise Refused(tr("There is no text here"))
    place = Span(session.caret, session.caret)
    here = [entry for entry in session.at(session.caret) if entry.spans == (place,)]
    tags = (tag,) if tag else ()
    if note is None:
        session.require_new(here, tags)
    target = session.described(place)
    if not target.is_quoted:
        raise Refused(tr("There are damaged bytes on both sides: nothing could tell this place again"))
    return session.annotate((target,), tags, note)


def annotate_document(session: ReaderSession, tag: str | None = None, note: str | None = None) -> Annotation:
    """Says something of the document as a whole."""
    session.require_writable()
    tags = (tag,) if tag else ()
    if note is None:
        session.require_new(on_document(session), tags)
    return session.annotate((Target(),), tags, note)


def on_document(session: ReaderSession) -> list[Entry]:
    """What is said of the document as a whole, in all sets that are shown."""
    found = (session.entry(layer.scoped(a.id)) for layer in session.layers for a in layer.store.on_document)
    return [entry for entry in found if entry is not None]


def words_at(session: ReaderSession, offset: int) -> str:
    """A sign for the place before a character, between the words around it."""
    paragraph = session.document.paragraph_at(offset)
    column = paragraph.column(offset)
    before, behind = max(0, column - WORDS_AROUND), column + WORDS_AROUND
    return Target(TextQuote("", paragraph.slice(before, column), paragraph.slice(column, behind))).words
