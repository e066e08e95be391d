"""What two processes do with one set at the same time, each by a saver of a kind that is tried."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tui_reader.annotations import file
from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.commit import Known, commit
from tui_reader.annotations.file import new_set
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.documents.files import read_document
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tui_reader.annotations.records.record import Record
    from tui_reader.annotations.sets import AnnotationSet

PATIENCE = 20.0
"""Seconds after which the other process counts as dead."""
SOURCE, SET = "doc.txt", "doc.txt.amal.json"
SEED = Path(__file__).parents[2] / "seeds" / "000_0dcc0fd3091f3b6a.txt"
SHARED = "urn:uuid:shared"
"""An annotation that is there from the beginning."""


class Saver(Protocol):
    """Somebody who has opened a set."""

    set: AnnotationSet

    def __init__(self, path: Path) -> None: ...

    def save(self, records: Sequence[Record], deleted: Collection[str] = ()) -> None:
        """Has the set hold these from now on."""


class Committing:
    """Saves as the app does."""

    def __init__(self, path: Path) -> None:
        loaded = file.load(path)
        self.set = loaded.set
        self._known = Known(loaded.set, loaded.text_hash)

    def save(self, records: Sequence[Record], deleted: Collection[str] = ()) -> None:
        """Goes on from what came of the last save."""
        done = commit(self._known, self.set.with_records(records), deleted=deleted, patience=PATIENCE)
        self.set = done.set
        self._known = Known(done.set, done.saved.text_hash)


def put_set(place: Path) -> None:
    """A document, and a set with one annotation, on its first word."""
    shutil.copy(SEED, place / SOURCE)
    document = read_document(place / SOURCE)
    document.count()
    empty = new_set(document, "amal", "claims-citations@1", place / SET)
    file.save(place / SET, empty.with_records(_on_words(place, [SHARED])))


def add_many(place: Path, kind: type[Saver], who: str, count: int) -> None:
    """Adds annotations one by one while the other does the same."""
    saver = kind(place / SET)
    new = _on_words(place, [f"urn:uuid:{who}-{number}" for number in range(count)])
    _meet(place, "opened", who)
    for annotation in new:
        saver.save([*saver.set.records, annotation])


def change(place: Path, kind: type[Saver], who: str, note: str) -> None:
    """Opens the set with the other; then one after the other gives the shared annotation a note, or deletes it."""
    saver = kind(place / SET)
    _meet(place, "opened", who)
    if who == SECOND:
        _wait_for(place / f"done.{FIRST}")
    [shared] = [record for record in saver.set.records if record.id == SHARED]
    assert isinstance(shared, Annotation)
    others = [record for record in saver.set.records if record is not shared]
    if note:
        saver.save([*others, shared.with_note(note)])
    else:
        saver.save(others, deleted={SHARED})
    (place / f"done.{who}").touch()


FIRST, SECOND = "first", "second"


def _meet(place: Path, where: str, who: str) -> None:
    (place / f"{where}.{who}").touch()
    for other in (FIRST, SECOND):
        _wait_for(place / f"{where}.{other}")


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not path.exists():
        if time.monotonic() > deadline:
            raise TimeoutError(path.name)
        time.sleep(0)


def _on_words(place: Path, names: Sequence[str]) -> list[Annotation]:
    """An annotation for each name, on one word after the other."""
    document = read_document(place / SOURCE)
    document.count()
    words = [Span(*word.span()) for word in re.finditer(r"\S+", document.slice(Span(0, document.end)))]
    return [
        new_annotation([describe(document, word)], source=SOURCE, tags=["Claim"], new_id=lambda name=name: name)
        for name, word in zip(names, words, strict=False)
    ]
