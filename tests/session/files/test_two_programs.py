"""Two programs on one set, in any order of changes, saves, looks at the disk and deaths: what either did is there.

Every note is written once, so that it is known from which change it comes. A note lives until somebody who sees it
takes it away or writes another in its place; in the end every living note has to be in the file.
"""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from readings import document_of

from tui_reader.annotations import file, saver
from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.commit import commit
from tui_reader.annotations.dropping import Dropping, DropRefused
from tui_reader.annotations.file import Known
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.saver import SaveState
from tui_reader.annotations.tagset import default_tagset
from tui_reader.errors import SaveError
from tui_reader.session.files import recovery, saving
from tui_reader.session.layers import own_layer
from tui_reader.session.page import Page
from tui_reader.session.reader import ReaderSession
from tui_reader.session.refused import Refused
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui_reader.annotations.sets import AnnotationSet
    from tui_reader.session.files.following import OwnSeen

DOCUMENT = document_of("قال الوزير: ارتفعت الأسعار بنسبة كبيرة في هذا العام\n")
WHICH = st.integers(0, 99)
"""One of the annotations there are."""


class SteppedSaver:
    """A saver without a thread: it writes when it is told to."""

    def __init__(self, disk: object, *, on_result: object = None) -> None:
        self.disk, self.waiting, self.failed = disk, None, None
        self.state: SaveState = SaveState()

    def submit(self, revision: int, snapshot: object, change: object = None, *, more_comes: bool = False) -> None:
        self.waiting = (revision, snapshot)
        self.state = self.state._replace(submitted=revision, noted=revision)
        if change is not None:
            self.disk.note([change])

    def step(self) -> None:
        if self.waiting is None:
            return
        revision, snapshot = self.waiting
        try:
            written = self.disk.write(snapshot)
        except SaveError as error:
            self.state = self.state._replace(error=error)
        else:
            self.waiting = None
            self.state = self.state._replace(saved=revision, written=written, error=None)

    def retry(self) -> bool:
        self.step()
        return True

    @property
    def rests(self) -> bool:
        return self.waiting is None

    def flush(self, timeout: float | None = None) -> bool:
        self.step()
        return self.state.is_current

    def close(self, timeout: float | None = None) -> bool:
        return self.flush()


class TwoPrograms(RuleBasedStateMachine):
    """The app, and somebody who reads the file, changes what was read and saves it some time later."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "annotations" / "doc.txt.amal.json"
        self.numbers = itertools.count()
        self.living: set[str] = set()
        self.left_by_other: set[str] = set()
        self.optional: set[str] = set()
        self.real_saver, saver.Saver = saver.Saver, SteppedSaver
        self.open_app()
        self.open_other()

    def teardown(self) -> None:
        if hasattr(self, "real_saver"):
            try:
                self.come_to_rest()
                assert self.saving.close()
                # What is saved is in no journal any more.
                assert recovery.look(self.session).unsaved is None
            finally:
                saver.Saver = self.real_saver
                self.folder.cleanup()

    # The app

    def open_app(self) -> None:
        own = own_layer(self.path, DOCUMENT, "amal", default_tagset().identifier)
        self.session = ReaderSession(DOCUMENT, Page(DOCUMENT), own, [], default_tagset())
        self.saving = saving.Saving(self.session, lambda: None)
        self.seen: OwnSeen | None = None

    def in_app(self, act: Callable[[], object]) -> None:
        before = notes(self.session.own.store.snapshot().records)
        try:
            act()
        except Refused:
            assert notes(self.session.own.store.snapshot().records) == before
        after = notes(self.session.own.store.snapshot().records)
        # What comes back by undo, and somebody else has left behind knowingly, need not come back to the file: who
        # takes back what was never saved has done nothing there.
        come = after - before
        self.living = (self.living - (before - after)) | (come - self.left_by_other)
        self.optional |= come & self.left_by_other

    def chosen(self, which: int) -> str | None:
        listed = self.session.entries
        return listed[which % len(listed)].id if listed else None

    @rule(start=st.integers(0, 40), length=st.integers(1, 9))
    def add(self, start: int, length: int) -> None:
        self.session.select(Span(start, start + length))
        self.in_app(lambda: self.session.note_selection(self.new_note()))

    @rule(which=WHICH)
    def edit(self, which: int) -> None:
        if (name := self.chosen(which)) is not None:
            self.in_app(lambda: self.session.write_note(name, self.new_note()))

    @rule(which=WHICH)
    def delete(self, which: int) -> None:
        if (name := self.chosen(which)) is not None:
            self.in_app(lambda: self.session.delete(name))

    @rule()
    def undo(self) -> None:
        self.in_app(self.session.undo)

    @rule()
    def redo(self) -> None:
        self.in_app(self.session.redo)

    @rule()
    def save(self) -> None:
        self.saving.finish()
        if isinstance(self.saving.error, DropRefused):
            self.saving.again(Dropping.ALLOWED)
        assert self.saving.error is None

    @rule()
    def take_in(self) -> None:
        self.saving.take_news()

    @rule()
    def look(self) -> None:
        self.seen = self.saving.look()

    @rule()
    def take_what_was_seen(self) -> None:
        seen, self.seen = self.seen, None
        if seen is not None and seen.loaded is not None:
            self.saving.take(seen)

    @rule()
    def die_and_recover(self) -> None:
        """The app is killed, and opened again by somebody who has what was not saved recovered."""
        if self.saving._file is not None:
            self.saving._file.journal.close()
        self.open_app()
        left = recovery.look(self.session).unsaved
        if left is not None:
            recovery.recover(self.session, left)
            self.saving.forget_when_saved(left.journals)

    # Somebody else

    def open_other(self) -> None:
        self.known = Known()
        if self.path.exists():
            loaded = file.load(self.path)
            self.known = Known(loaded.set, loaded.text_hash)
        self.other: AnnotationSet = self.known.base or self.session.own.annotations.with_records(())

    def in_other(self, records: Iterable[Annotation]) -> None:
        before = notes(self.other.records)
        self.other = self.other.with_records(records)
        after = notes(self.other.records)
        self.left_by_other |= before - after
        self.living = (self.living - (before - after)) | (after - before)

    @rule(start=st.integers(0, 40), length=st.integers(1, 9))
    def other_adds(self, start: int, length: int) -> None:
        target = describe(DOCUMENT, DOCUMENT_PAGE.snapped_span(start, start + length))
        new = new_annotation((target,), source="../doc.txt", note=self.new_note())
        self.in_other([*self.other.records, new])

    @rule(which=WHICH)
    def other_edits(self, which: int) -> None:
        records = list(self.other.records)
        if records:
            number = which % len(records)
            records[number] = records[number].with_note(self.new_note())
            self.in_other(records)

    @rule(which=WHICH)
    def other_deletes(self, which: int) -> None:
        records = list(self.other.records)
        if records:
            del records[which % len(records)]
            self.in_other(records)

    @rule()
    def other_saves(self) -> None:
        if self.other.records or self.known.base is not None:
            done = commit(self.known, self.other, dropping=Dropping.ALLOWED)
            self.known, self.other = Known(done.set, done.saved.text_hash), done.set

    # What has to be so

    def new_note(self) -> str:
        return f"note {next(self.numbers)}"

    def come_to_rest(self) -> None:
        for _ in range(2):
            self.other_saves()
            if self.saving._saver is not None:
                self.saving._saver.submit(self.session.own.store.revision, self.saving._job)
            self.save()
            self.take_in()
        if not self.path.exists():
            assert not self.living
            return
        loaded = file.load(self.path)
        assert not loaded.problems
        there = loaded.set.records
        assert self.living <= notes(there)
        # What was taken away is not there again, unless somebody has to settle it.
        assert notes(record for record in there if "tui:conflict" not in record.json) <= self.living | self.optional
        if self.saving._saver is not None:
            assert set(self.session.own.store.snapshot().records) == set(there)
            assert self.saving.words == "saved"

    @invariant()
    def nothing_written_is_missing_on_both_sides(self) -> None:
        if hasattr(self, "real_saver"):
            here = notes(self.session.own.store.snapshot().records) | notes(self.other.records)
            there = notes(file.load(self.path).set.records) if self.path.exists() else set()
            assert self.living <= here | there


DOCUMENT_PAGE = Page(DOCUMENT)


def notes(records: Iterable[object]) -> set[str]:
    """The notes of some records."""
    return {record.note for record in records if isinstance(record, Annotation) and record.note}


TestTwoPrograms = TwoPrograms.TestCase
TestTwoPrograms.settings = settings(max_examples=60, stateful_step_count=40)
