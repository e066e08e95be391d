"""Readings without a disk, written down as text with marks (`marked_text`)."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from marked_text import unmarked, with_marks
from strategies import hostile_text, prose

from tui_reader.annotations.sets import new_set
from tui_reader.annotations.store import AnnotationStore
from tui_reader.annotations.tagset import default_tagset
from tui_reader.documents.decoded import DecodedDocument
from tui_reader.session.layers import SetLayer
from tui_reader.session.page import Page
from tui_reader.session.reader import ReaderSession
from tui_reader.session.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.session.suggestions.suggesting import Suggestion

SOURCE = Path("seeds/doc.txt")
OWN, THEIRS = "amal", "badria"


def document_of(text: str) -> DecodedDocument:
    """Text as a document that was never on a disk."""
    return DecodedDocument(SOURCE, text)


def layer(document: DecodedDocument, annotator: str, records: Sequence[Annotation] = ()) -> SetLayer:
    """A set of somebody's over a document."""
    path = Path(f"annotations/doc.txt.{annotator}.json")
    empty = new_set(document, annotator, default_tagset().identifier, path)
    return SetLayer(empty, AnnotationStore(document, records), annotator)


def reading(marked_text: str, *, width: int = 60) -> ReaderSession:
    """A reading with caret and selection where the marks stand; its set is empty."""
    text, caret, anchor = unmarked(marked_text)
    session = fresh(text, width=width)
    session.move(caret if anchor is None else anchor)
    if anchor is not None:
        session.move(caret, extend=True)
    return session


def fresh(text: str, *, width: int = 60) -> ReaderSession:
    """A reading of a text without marks, in which nobody has moved yet."""
    document = document_of(text)
    return ReaderSession(document, Page(document, width), layer(document, OWN), [], default_tagset())


def add_other(session: ReaderSession, *records: Annotation) -> SetLayer:
    """Lays another annotator's set over a reading."""
    assert isinstance(session.document, DecodedDocument)
    other = layer(session.document, THEIRS, records)
    other.scope = THEIRS
    session.others.append(other)
    session.show_others(True)
    return other


def marked(session: ReaderSession) -> str:
    """The document with its caret and its selection as marks."""
    text = "".join(piece for _, piece in session.document.pieces())
    return with_marks(text, session.caret, session.anchor)


def put(session: ReaderSession, marked_text: str) -> None:
    """Puts caret and selection where the marks stand; the text must be the session's."""
    text, caret, anchor = unmarked(marked_text)
    assert text == "".join(piece for _, piece in session.document.pieces())
    session.move(caret if anchor is None else anchor)
    if anchor is not None:
        session.move(caret, extend=True)


def tagged(session: ReaderSession, quote: str, tag: str) -> Annotation:
    """Tags the first place where some text stands."""
    start = "".join(piece for _, piece in session.document.pieces()).index(quote)
    session.move(start)
    session.move(start + len(quote), extend=True)
    return session.tag_selection(tag)


def check_way_back(
    session: ReaderSession,
    written: Callable[[ReaderSession], str],
    begun: str,
    check: Callable[[ReaderSession], object] = bool,
) -> None:
    """All is taken back, to what would have been written at the beginning, and done again by the same steps."""
    steps = []
    with suppress(Refused):
        while True:
            steps.append(written(session))
            session.undo()
    assert written(session) == begun
    for expected in reversed(steps[:-1]):
        session.redo()
        assert written(session) == expected
        check(session)


texts = st.lists(st.one_of(prose, hostile_text), min_size=1, max_size=4).map("\n".join).filter(bool)
"""Documents of a few paragraphs in mixed scripts, some of them odd."""
widths = st.integers(2, 90)
"""Cells of a text area."""


def sought(steps: Iterator[Suggestion | None]) -> Suggestion | None:
    """What steps of looking lead to; None at their end."""
    return next((found for found in steps if found is not None), None)
