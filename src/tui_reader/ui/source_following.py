"""The source and the tagset are edited while they are open: they are read again, and the reading goes on where it was.

Everything that takes time is done in the thread that watches files. What is shown is changed at one stroke, when the
document is read, its annotations are placed and the reading place is found again. Where the open file itself was
written over there is nothing left to be shown meanwhile: then the text comes first and its annotations after it.
"""

from __future__ import annotations

from functools import partial
from time import monotonic, sleep, time_ns
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from tui_reader.annotations.tagset import load_tagset
from tui_reader.documents.files import read_document
from tui_reader.documents.standing import Standing, holds_other_bytes, stamp_now, standing_of
from tui_reader.errors import AnnotationFileError, DocumentError
from tui_reader.language import tr
from tui_reader.session.files.opening import Opened, begin_reading, tagset_path
from tui_reader.session.page import Page
from tui_reader.session.settling.confirming import Tally
from tui_reader.text.excerpt import isolated
from tui_reader.ui.opening import SHORT_REST
from tui_reader.ui.set_following import SetFollowing

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.annotations.store import AnnotationStore
    from tui_reader.annotations.tagset import Tagset
    from tui_reader.documents.document import Document
    from tui_reader.documents.stamp import Stamp
    from tui_reader.session.files.opening import SetFiles, Sets
    from tui_reader.session.files.rereading import Places, PlacesAgain
    from tui_reader.session.listing import Listing
    from tui_reader.session.reader import ReaderSession

QUIET = 0.3
"""Seconds for which a file has to be left alone before it is read again: who writes it may not be done."""
LONGEST_NOISE = 3.0
"""Seconds after which it is read all the same."""
AWAY = 0.5
"""Seconds for which a file may be away while a program replaces it."""
LONGEST_REST = 30.0
"""Seconds between two readings of a file that is written to again and again, at most. They begin at once and double."""
LEFT_ALONE = 5.0
"""Seconds, and twice the rest before, after which the next change is the first again."""
ATTEMPTS = 5
"""How often the reading place is looked for while the person goes on."""


class SourceFollowing(SetFollowing):
    """An app that follows what happens to the files of the reading."""

    _rest = 0.0
    """Seconds to be left between two readings of the source."""
    _read_at = 0.0
    """When the source was read last (`monotonic`)."""
    _is_doubtful = False
    """Whether the file may have been written since it was read, and look as it did."""
    _told_of_source = ""
    """What the person was told of the source last."""
    _told_of_tagset = ""
    """What was said last of what is wrong with the tagset."""
    _succeeded: tuple[ReaderSession, ReaderSession] | None = None
    """A reading whose sets are still to come, and the one it goes on from."""

    def read_sets(self, opened: Opened) -> None:
        super().read_sets(opened)
        session = opened.session
        if session.document.stamp is not None:
            self._told_of_source = ""
            self._rest = 0.0
            self._is_doubtful = not session.document.stamp.is_settled(time_ns())
            self._watch_source(session, session.document.stamp)
        path = tagset_path(session.own.path, self.settings.annotations)
        self._told_of_tagset = next((remark for remark in opened.remarks if str(path) in remark), "")
        self.watch_file(path, partial(self._tagset_written, session, path))

    def _watch_source(self, session: ReaderSession, read: Stamp | None = None) -> None:
        """Without the stamp it was read with, the next look finds the source changed."""
        self.watch_file(session.document.path, partial(self._source_written, session), read)

    # The source, in the thread that watches

    def _source_written(self, session: ReaderSession) -> None:
        document, standing = session.document, standing_of(session.document)
        if session is not self.reading.session:
            return
        if standing is Standing.GONE:
            sleep(AWAY)
            standing = standing_of(document)
        if standing is Standing.AS_READ:
            # It may have been written within the tick of the clock in which it was read.
            if self._is_doubtful and not document.is_counted:
                self._watch_source(session)
            elif self._is_doubtful and holds_other_bytes(document):
                standing = Standing.CHANGED
            else:
                self.call_from_thread(self._source_is_back, session)
        if standing is Standing.GONE:
            gone = tr("The document is no longer on the disk: it can be read here, but not annotated")
            self.call_from_thread(self._tell_of_source, session, gone)
        elif standing is Standing.CHANGED:
            self._wait_for_quiet(session)
            self._read_again(session)

    def _wait_for_quiet(self, session: ReaderSession) -> None:
        """Until the file is left alone, and has not been read for a while; not for long, and not if it is needed."""
        worker, began = get_current_worker(), monotonic()
        stamp, changed_at = stamp_now(session.document.path), began
        while not (worker.is_cancelled or self.reading.something_waits):
            sleep(SHORT_REST)
            now, latest = monotonic(), stamp_now(session.document.path)
            if latest != stamp:
                stamp, changed_at = latest, now
            is_quiet = now - changed_at >= QUIET or now - began >= LONGEST_NOISE
            if is_quiet and now - self._read_at >= self._rest:
                return

    def _read_again(self, before: ReaderSession) -> None:
        # Most sources never change.
        from tui_reader.session.files.rereading import Places, found_again
        from tui_reader.session.files.same_place import SamePlaces

        worker = get_current_worker()
        for attempt in range(ATTEMPTS):
            if worker.is_cancelled or before is not self.reading.session:
                return
            revision = before.own.store.revision
            if not self.reading.saving.finish():
                words = tr("The document has changed on the disk; it is read again when the annotations are saved")
                self.call_from_thread(self._tell_of_source, before, words)
                self._watch_source(before)
                return
            # What is read again is as it is on the disk, also where that is less.
            saving = self.reading.saving
            seen = saving.look()
            is_less = seen is not None and seen.takes_away and saving.is_kept
            old = before.page
            folder = self.shelf.opened_folder(before.document.path)
            try:
                document = read_document(before.document.path, self.settings.encoding)
                opened = begin_reading(
                    document.path, self.settings, folder, Page(document, old.width, old.direction, old.display)
                )
                opened = self._with_sets(before, opened)
            except DocumentError as error:
                words = tr("The document on the disk is another now and cannot be read: {reason}", reason=error.reason)
                self.call_from_thread(self._tell_of_source, before, words)
                return
            if worker.is_cancelled:
                return
            if self._is_the_same(before, document):
                before.document.stamp = document.stamp
                self.call_from_thread(self._source_is_back, before)
                return
            way = SamePlaces(before.document, document)
            places = Places.of(before, self.reading.waiting_places)
            again = found_again(places, way)
            is_last = attempt == ATTEMPTS - 1
            if self.call_from_thread(self._show_again, before, opened, revision, places, again, force=is_last):
                if is_less:
                    self.call_from_thread(self.say_is_a_backup, before.own.path)
                return
        self._watch_source(before)

    def _with_sets(self, before: ReaderSession, opened: Opened) -> Opened:
        """Reads the sets that are to come as well, where what is shown can stay until they are read."""
        files, session = opened.sets_to_come, opened.session
        if files is None or before.own.is_to_come or not before.document.is_intact:
            return opened
        worker = get_current_worker()

        def progress(_: float) -> bool:
            sleep(0)
            return not worker.is_cancelled

        sets = files.read(progress)
        if sets is None:
            return opened
        session.take_sets(sets.own, sets.others, session.list_entries([sets.own, *sets.others]))
        return opened._replace(remarks=[*opened.remarks, *sets.remarks], sets_to_come=None)

    @staticmethod
    def _is_the_same(before: ReaderSession, document: Document) -> bool:
        """Whether the file was only touched, or written anew with the same in it."""
        known = before.document
        if not (known.is_intact and known.is_counted and document.is_counted):
            return False
        return known.encoding == document.encoding and known.fingerprint == document.fingerprint

    # The source, on the screen

    def _tell_of_source(self, session: ReaderSession, words: str) -> None:
        """Says once why the document cannot be annotated; commands that waited for it are refused."""
        if session is not self.reading.session:
            return
        session.source_problem = words
        if self._told_of_source != words:
            self._told_of_source = words
            self.say(words, warn=True)
        self.reading.do_what_waited()
        self.reading.show_status()

    def _source_is_back(self, session: ReaderSession) -> None:
        self._is_doubtful = False
        if session is not self.reading.session:
            return
        if session.source_problem:
            session.source_problem = self._told_of_source = ""
            self.say(tr("The document is as it was"))
            self.reading.show_status()
        if not session.own.is_to_come:
            self.reading.do_what_waited()

    def _show_again(
        self,
        before: ReaderSession,
        opened: Opened,
        revision: int,
        places: Places,
        again: PlacesAgain,
        *,
        force: bool,
    ) -> bool:
        """Shows the reading that takes the place of another; False where the person has done something meanwhile."""
        from tui_reader.session.files.rereading import Places, go_on

        reading = self.reading
        if before is not reading.session:
            return True
        waiting = reading.waiting_places
        if before.own.store.revision != revision or len(waiting) != len(again.waiting):
            return False
        if Places.of(before, waiting) != places and not force:
            return False
        session = opened.session
        rows = reading.text.rows_to_caret
        by_caret = again.caret.by_text and not again.top.by_text
        self.unwatch_files()
        if opened.sets_to_come is None:
            session.own.store.inherit_history(before.own.store)
        if opened.files is not None and opened.files.remarks:
            # Its file is broken: the tags stay as they were.
            session.tagset = before.tagset
        go_on(session, before, again)
        given_up = reading.place_what_waits(again.waiting)
        reading.go_on_with(session, rows if by_caret else None)
        self.keep_place()
        rest, had_rest = self._next_rest(), self._rest > 0
        self.read_sets(opened)
        self._rest, self._read_at = rest, monotonic()
        self.let_go()
        self._succeeded = None if opened.sets_to_come is None else (session, before)
        if given_up:
            self.say(tr("Not done: the text that was selected is no longer in the document"), warn=True)
        elif opened.sets_to_come is None:
            self._say_where_annotations_are(session, before.own.store, quietly=had_rest)
        if opened.sets_to_come is None:
            reading.do_what_waited()
        return True

    def _next_rest(self) -> float:
        """A file that is written to again and again is read less and less often."""
        if monotonic() - self._read_at > 2 * self._rest + LEFT_ALONE:
            return 0.0
        return min(LONGEST_REST, max(1.0, 2 * self._rest))

    def _take_sets(self, session: ReaderSession, files: SetFiles, sets: Sets, entries: Listing) -> None:
        succeeded = self._succeeded
        if succeeded is not None and session is succeeded[0] is self.reading.session:
            before = succeeded[1]
            self._succeeded = None
            focus = before.focus_id
            if not before.own.is_to_come:
                sets.own.store.inherit_history(before.own.store)
            super()._take_sets(session, files, sets, entries)
            if focus is not None and session.entry(focus) is not None:
                session.focus_id = focus
                self.reading.sidebar.follow()
                self.reading.text.refresh()
            self._say_where_annotations_are(session, before.own.store, quietly=False)
            return
        super()._take_sets(session, files, sets, entries)

    def _say_where_annotations_are(self, session: ReaderSession, before: AnnotationStore, *, quietly: bool) -> None:
        """Says what became of the annotations. `quietly`: only if it is worse than before."""
        now = Tally.of(session.own.store)
        if quietly and now.unsettled <= Tally.of(before).unsettled:
            return
        words = tr("The document has changed on the disk and was read again")
        if now.total:
            words = tr("The document has changed on the disk: {found}", found=now.words)
        if now.unsettled:
            key = self.key_of("check")
            words = f"{words} ({isolated(key)})"
        self.say(words, warn=bool(now.unsettled))

    # The tagset

    def _tagset_written(self, session: ReaderSession, path: Path) -> None:
        try:
            tagset = load_tagset(path) if path.exists() else None
        except AnnotationFileError as error:
            if str(error) not in self._told_of_tagset:
                self._told_of_tagset = str(error)
                words = tr("{error}; the tags stay as they were", error=error)
                self.call_from_thread(self.say, words, warn=True)
            return
        self._told_of_tagset = ""
        if tagset is not None:
            self.call_from_thread(self._take_tagset, session, tagset.with_on(self.settings.tags))

    def _take_tagset(self, session: ReaderSession, tagset: Tagset) -> None:
        if session is not self.reading.session or tagset == session.tagset:
            return
        session.tagset = tagset
        self.reading.tagset_changed()
        self.reading.sidebar.reload()
        self.say(tr("The tagset has changed on the disk; its tags are in use"))
