"""One sitting, as the app has it, without a screen: a set is opened, word after word is tagged, all of it is saved.

It tells how far it has come: what it says is noted or saved has to be found after whatever happens next.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

from faulted import TOLD, tell

from tui_reader.annotations import backups, file, journal
from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.backups import Backups
from tui_reader.annotations.changes import Add
from tui_reader.annotations.journal import Journal
from tui_reader.annotations.merging import merge
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.set_file import Job, SetFile
from tui_reader.annotations.tagset import default_tagset
from tui_reader.documents.files import read_document
from tui_reader.errors import AnnotationFileError
from tui_reader.session.files import recovery
from tui_reader.session.files.saving import Saving
from tui_reader.session.layers import own_layer
from tui_reader.session.page import Page
from tui_reader.session.reader import ReaderSession
from tui_reader.settings import APP_NAME
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from faulted import Call

    from tui_reader.annotations.journal import Left
    from tui_reader.annotations.sets import AnnotationSet
    from tui_reader.documents.document import Document

SEED = Path(__file__).parents[2] / "seeds" / "000_0dcc0fd3091f3b6a.txt"
SOURCE, SET, STATE = "doc.txt", "annotations/doc.txt.amal.json", "state"
TAGGED = 3
"""Words that are tagged at one sitting."""
HURRIED = TAGGED - 1
"""The how manieth of them is not saved before the next one is tagged."""
OTHERS = 10
OTHER_WORDS = range(OTHERS, OTHERS + 2)
"""Words that were tagged before."""
PATIENCE = 10.0
OPENED, NOTED, SAVED = "opened", "noted", "saved"


class Told(NamedTuple):
    """How many annotations were said to be safe."""

    noted: int
    saved: int


def put_source(place: Path) -> None:
    """A document, of which there is no set yet."""
    shutil.copy(SEED, place / SOURCE)


def put_set(place: Path) -> None:
    """A document with a set in which some words are tagged already, and nothing in the state folder."""
    put_source(place)
    sit(place, OTHER_WORDS)
    shutil.rmtree(place / STATE)


class Sat(NamedTuple):
    """What is said of a sitting in the end."""

    words: str
    """Of how it stands with the disk."""
    annotations: int
    """In memory."""
    insisted: str
    """What is said then, where it was tried once more because it had failed."""


def sit(place: Path, which: Iterable[int] = range(TAGGED)) -> Sat:
    """Tags some words of the document, one after the other. Where the last save fails, it is tried once more."""
    with _opened(place) as (session, saving):
        words = words_of(session.document)
        for number, word in enumerate(which, 1):
            session.select(words[word])
            session.tag_selection("Claim")
            _wait_until(lambda: saving.is_journalled or saving.is_clean or saving.error is not None)
            if saving.is_journalled:
                tell(f"{NOTED} {number}")
            if number != HURRIED:
                saving.finish()
                if saving.words == "saved":
                    tell(f"{SAVED} {number}")
        words_then = saving.words
        if saving.error is not None and saving.again():
            saving.finish()
        return Sat(words_then, len(session.own.store), saving.words)


def resume(place: Path) -> str:
    """The next sitting: all that was left unsaved is taken in, as it is offered; what is said then."""
    with _opened(place) as (session, saving):
        unsaved = recovery.look(session).unsaved
        if unsaved is not None:
            saving.forget_when_saved(unsaved.journals)
            recovery.recover(session, unsaved)
        saving.finish()
        return saving.words


def change_once(place: Path) -> None:
    """One change noted and saved, by what the thread that saves calls, without a thread."""
    document = _read(place)
    own = own_layer(place / SET, document, "amal", default_tagset().identifier)
    header = journal.header_for(own.path, document.path, "amal", file.serialise(replace(own.annotations, records=())))
    state = place / STATE / APP_NAME
    kept = SetFile(own.known, Journal(state / journal.FOLDER, header), Backups(state / backups.FOLDER, own.path))
    word = describe(document, words_of(document)[0])
    change = Add(new_annotation([word], source=own.annotations.source_iri, tags=["Claim"]))
    own.store.apply(change)
    kept.note([change])
    kept.write(Job(own.annotations, own.store.snapshot()))


@contextmanager
def _opened(place: Path) -> Iterator[tuple[ReaderSession, Saving]]:
    document = _read(place)
    own = own_layer(place / SET, document, "amal", default_tagset().identifier)
    session = ReaderSession(document, Page(document), own, [], default_tagset())
    with patch.dict(os.environ, {"XDG_STATE_HOME": str(place / STATE)}):
        tell(OPENED)
        saving = Saving(session, lambda: None)
        yield session, saving
        saving.close()


def _read(place: Path) -> Document:
    document = read_document(place / SOURCE)
    document.count()
    return document


def left_in(place: Path) -> list[Left]:
    """The journals that the dead have left."""
    return journal.left_anywhere(place / STATE / APP_NAME / journal.FOLDER)


def words_of(document: Document) -> list[Span]:
    """The words of its beginning, each of which stands there once."""
    text = document.slice(Span(0, min(4000, document.end)))
    found = {word[0]: Span(*word.span()) for word in reversed(list(re.finditer(r"[^\W\d_]{4,}", text)))}
    return sorted(found.values())


def told_in(log: Iterable[Call]) -> Told:
    """What was told in a log, or a part of it."""
    numbers = {NOTED: 0, SAVED: 0}
    for call in log:
        if call.name == TOLD and call.path != OPENED:
            what, number = call.path.split()
            numbers[what] = int(number)
    return Told(**numbers)


def tagged_in(place: Path, content: bytes | None) -> int:
    """How many of the words of a sitting a set of this content has: the first ones, each once, and no others.

    Raises AssertionError where it has not, or where the set is not what a save writes.
    """
    if content is None:
        return 0
    try:
        loaded = file.read(place / SET, content)
    except AnnotationFileError as error:
        raise AssertionError(error.reason) from error
    assert loaded.problems == ()
    return _tagged(place, loaded.set)


def recovered(place: Path, content: bytes | None, journals: Iterable[bytes]) -> int:
    """How many of them there are when the journals of the dead have been taken into a set of this content."""
    there = None if content is None else file.read(place / SET, content).set
    for written in journals:
        found = journal.understood(written)
        if found.header is None:
            continue
        page = file.parse(place / SET, found.header.page).set
        there = page if there is None else there
        before, after = journal.sides(found.edits)
        there = merge(page.with_records(before), page.with_records(after), there).set
    return 0 if there is None else _tagged(place, there)


def _tagged(place: Path, annotations: AnnotationSet) -> int:
    document = _read(place)
    words = [document.slice(word) for word in words_of(document)]
    quotes = [item.targets[0].quote.exact for item in annotations.records if isinstance(item, Annotation)]
    new = [quote for quote in quotes if quote in words[:OTHERS]]
    assert len(annotations.records) - len(new) in (0, len(OTHER_WORDS))
    assert sorted(new) == sorted(words[: len(new)])
    return len(new)


def _wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.0005)
