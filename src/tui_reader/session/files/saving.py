"""Keeps the disk up with one reading, and the reading with the disk; there are words for how it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import file
from tui_reader.annotations.changes import Add, Remove, steps
from tui_reader.annotations.difference import Difference
from tui_reader.annotations.dropping import Dropping
from tui_reader.annotations.file import Known
from tui_reader.annotations.folders import set_name
from tui_reader.errors import SaveError
from tui_reader.language import tr
from tui_reader.settings import state_folder
from tui_reader.text.excerpt import isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from tui_reader.annotations.changes import Change
    from tui_reader.annotations.journal import Left
    from tui_reader.annotations.saver import Saver, SaveState
    from tui_reader.annotations.set_file import Job, SetFile, Written
    from tui_reader.annotations.sets import AnnotationSet
    from tui_reader.session.files.following import OwnSeen
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.reader import ReaderSession

COPIES = "unsaved"
"""The folder in the state folder for what could not be saved beside the set."""
QUIT_PATIENCE = 10.0
"""Seconds to wait for the disk at the end."""


class News(NamedTuple):
    """What has been taken in from the disk."""

    difference: Difference = Difference()
    conflicts: int = 0
    """How many records both sides had changed."""
    was_gone: bool = False
    """Whether the file had been deleted, and was written anew."""


class Saving:
    """Saves a session after every change. The thread is begun by the first one."""

    def __init__(self, session: ReaderSession, on_result: Callable[[], object]) -> None:
        """`on_result` is called on another thread whenever a save has succeeded or failed."""
        self._session = session
        self._on_result = on_result
        self._saver: Saver[Change, Job, Written] | None = None
        self._file: SetFile | None = None
        self._is_taking = False
        """Whether what changes now comes from the disk."""
        self._taken: Written | None = None
        self._recovered: list[Left] = []
        """Journals whose changes were made again, and are not known to be on the disk yet."""
        self._complained: set[str] = set()
        self._outside = ""
        """Why the file, which was saved, is not what is here any more."""
        self.is_kept = False
        """Whether what was last seen to be on the disk no more is a backup."""
        session.subscribe(self._submit)

    @property
    def _layer(self) -> SetLayer:
        return self._session.own

    def _submit(self, change: Change) -> None:
        if self._is_taking:
            return
        saver, kept = self._begun()
        self._forget()
        for step in steps(change):
            if isinstance(step, Remove):
                kept.deleted.add(step.item.id)
            elif isinstance(step, Add):
                kept.deleted.discard(step.item.id)
        store = self._layer.store
        saver.submit(store.revision, self._job, change, more_comes=store.is_under_way)

    @property
    def _job(self) -> Job:
        from tui_reader.annotations.set_file import Job

        return Job(self._layer.annotations, self._layer.store.snapshot())

    def _begun(self) -> tuple[Saver[Change, Job, Written], SetFile]:
        if self._saver is None or self._file is None:
            # Who only reads changes nothing.
            from tui_reader.annotations import backups
            from tui_reader.annotations import journal as journals
            from tui_reader.annotations.saver import Saver
            from tui_reader.annotations.set_file import SetFile

            layer = self._layer
            page = file.serialise(replace(layer.annotations, records=()))
            header = journals.header_for(layer.path, self._session.document.path, layer.annotator, page)
            journal = journals.Journal(state_folder() / journals.FOLDER, header)
            kept = backups.Backups(state_folder() / backups.FOLDER, layer.path)
            self._file = SetFile(layer.known, journal, kept)
            self._saver = Saver(self._file, on_result=self._told)
        return self._saver, self._file

    def _told(self, _: SaveState[Written]) -> None:
        self._on_result()

    @property
    def _state(self) -> SaveState[Written] | None:
        return None if self._saver is None else self._saver.state

    # What comes from the disk

    @property
    def is_clean(self) -> bool:
        """Whether all that was done here is on the disk."""
        state = self._state
        return not self._layer.store.is_under_way and (state is None or state.is_current)

    def take_news(self) -> News | None:
        """Takes in what the last save has found on the disk; None where that is nothing, or was taken in before.

        While there are newer changes it waits: the save of these finds it again. Much is left to `look`.
        """
        self._forget()
        state = self._state
        written = None if state is None else state.written
        if written is None or written is self._taken or not self.is_clean:
            return None
        self._outside = ""
        from tui_reader.session.files.following import is_little

        if written.news is not None and not is_little(written.news, self._layer.store):
            return None
        self._taken = written
        committed, merged = written.committed, written.committed.merged
        if written.news is not None:
            self._take_in(written.news)
        self._know(Known(committed.set, committed.saved.text_hash))
        conflicts = len(merged.conflicts) if merged is not None else 0
        if written.news is None and not conflicts and not committed.was_gone:
            return None
        return News(written.news or Difference(), conflicts, committed.was_gone)

    def look(self) -> OwnSeen | None:
        """What has become of the file since it was read or saved; None where that is nothing, or is for a save to find.

        For another thread: it may take long.
        """
        from tui_reader.session.files.following import OwnSeen, look_at_own

        if self._layer.is_to_come or not self.is_clean:
            return None
        known = self._known
        seen = look_at_own(self._session, known)
        if seen is None:
            return OwnSeen(known, known.text_hash or "", is_back=True) if self._outside else None
        if seen.takes_away and known.base is not None and known.base.records:
            self._keep(known.base)
        return seen

    def _keep(self, annotations: AnnotationSet) -> None:
        """Has a backup of what is on the disk no more: however the program ends, it is not the only copy."""
        from tui_reader.annotations import backups

        try:
            kept = backups.Backups(state_folder() / backups.FOLDER, annotations.path)
            kept.keep(file.serialise(annotations).encode())
        except SaveError:
            self.is_kept = False
        else:
            self.is_kept = True

    def take(self, seen: OwnSeen) -> News | None:
        """Takes in what was seen; None where something was done here meanwhile, and it has to be looked at again."""
        session, layer = self._session, self._layer
        if not self.is_clean or seen.known is not self._known:
            return None
        if seen.is_back:
            self._outside = ""
            return News()
        if seen.loaded is None:
            self._outside = seen.problem or tr("deleted from the disk, kept here")
            return News()
        if seen.layer is None:
            self._take_in(seen.news)
            layer.problems = seen.loaded.problems
        elif seen.others is not session.others or seen.entries is None:
            return None
        else:
            focus = session.focus_id
            seen.layer.store.inherit_history(layer.store)
            session.take_sets(seen.layer, session.others, seen.entries)
            if focus is not None and session.entry(focus) is not None:
                session.focus_id = focus
        self._know(Known(seen.loaded.set, seen.loaded.text_hash))
        self._taken = None if self._state is None else self._state.written
        self._outside = ""
        return News(seen.news)

    def leave(self, seen: OwnSeen) -> None:
        """Leaves what was seen where it is, for now; what is here stays as it is, and a save will find the other."""
        if seen.known is self._known:
            self._outside = tr("another version is on the disk")

    def put_back(self) -> None:
        """Saves what is here into what is on the disk: what another program has taken away comes back."""
        saver, kept = self._begun()
        self._outside = ""
        kept.dropping = Dropping.UNDONE
        saver.submit(self._layer.store.revision, self._job)

    def _take_in(self, news: Difference) -> None:
        if not news:
            return
        self._is_taking = True
        try:
            self._layer.store.take_in(news.change, news.unknown)
        finally:
            self._is_taking = False

    @property
    def _known(self) -> Known:
        return self._layer.known if self._file is None else self._file.known

    def _know(self, known: Known) -> None:
        layer = self._layer
        layer.known = known
        if known.base is not None:
            layer.annotations = known.base
            if layer.made_on == known.base.described_bytes:
                # A merge has put back what the page said of its source.
                layer.made_on = None
        if self._file is not None:
            self._file.take(known)

    # How it stands

    @property
    def words(self) -> str:
        """`saved` only when what is on the disk is what is on the screen."""
        if self._layer.is_to_come:
            return tr("reading annotations… {percent}%", percent=int(100 * self._session.counted))
        if self._layer.read_only_because:
            return tr("read only")
        state = self._state
        if self._outside and self.is_clean:
            return self._outside
        if state is None:
            return tr("saved") if self._layer.known.text_hash else tr("nothing to save")
        if state.error is not None:
            return tr("NOT SAVED: {reason}", reason=state.error.reason)
        if not state.is_current:
            return tr("saving…")
        is_durable = state.written is None or state.written.committed.saved.durable
        return tr("saved") if is_durable else tr("saved, not confirmed by the disk")

    @property
    def error(self) -> SaveError | None:
        """Why the newest changes are not on the disk, if something is wrong."""
        return None if self._saver is None else self._saver.state.error

    @property
    def only_here(self) -> str:
        """Why what was saved is on the disk no more; empty where it is, or there was nothing."""
        base = self._known.base
        return self._outside if self.is_clean and base is not None and base.records else ""

    @property
    def alarm(self) -> bool:
        """Whether the disk does not have what is here."""
        return self.error is not None or bool(self._outside)

    @property
    def journal_error(self) -> SaveError | None:
        """Why the newest changes are not in the journal, if something is wrong."""
        return None if self._saver is None else self._saver.state.note_error

    def complaints(self) -> list[str]:
        """What is not as it should be although changes are saved; each is told once."""
        state = self._state
        if state is None:
            return []
        found = {}
        if self.journal_error is not None:
            reason = self.journal_error.reason
            words = tr("Changes are saved, but cannot be kept in the journal: {reason}", reason=reason)
            found["journal"] = words
        committed = None if state.written is None else state.written.committed
        if committed is not None and committed.backup_error is not None:
            reason = committed.backup_error.reason
            found["backup"] = tr("Changes are saved, but the version before has no backup: {reason}", reason=reason)
        if committed is not None and committed.saved.other_names:
            name = isolated(self._layer.path.name)
            found["links"] = tr("{name} has other names (hard links): they stay with what was there before", name=name)
        new = [words for kind, words in found.items() if kind not in self._complained]
        self._complained |= found.keys()
        return new

    @property
    def is_journalled(self) -> bool:
        """Whether the journal holds what is not saved, so that the next start offers it."""
        state = self._state
        return state is not None and state.noted == state.submitted and state.note_error is None

    def finish(self, timeout: float = QUIT_PATIENCE) -> bool:
        """Waits until the newest changes are on the disk; whether they are."""
        return self._saver is None or self._saver.flush(timeout)

    def again(self, dropping: Dropping = Dropping.REFUSED) -> bool:
        """Tries a failed save once more; whether there was one. `dropping`: what becomes of what would go unasked."""
        if self._saver is None or self._file is None:
            return False
        self._file.dropping = dropping
        return self._saver.retry()

    def save_copy(self) -> Path:
        """Saves the set under the name of an annotator called `...-unsaved`, as whose set it will be shown.

        That is beside the set; in the user's own folder where nothing can be written there. Raises SaveError when that
        cannot be written either.
        """
        try:
            return self._save_copy(self._layer.path.parent)
        except SaveError:
            return self._save_copy(state_folder() / COPIES)

    def _save_copy(self, folder: Path) -> Path:
        layer = self._layer
        source = self._session.document.path.name
        number = 1
        while (path := folder / set_name(source, f"{layer.annotator}-unsaved-{number}")).exists():
            number += 1
        copy = layer.annotations.copied_for(f"{layer.annotator}-unsaved-{number}")
        file.save(path, copy.with_snapshot(layer.store.snapshot()))
        return path

    def forget_when_saved(self, journals: Iterable[Left]) -> None:
        """Has journals removed, whose changes have just been made again, once these are saved or in a journal of ours.

        Were they there any longer, what is taken back here could be found in them once more.
        """
        self._recovered += journals

    def _forget(self) -> None:
        if self._recovered and (self.is_clean or self.is_journalled):
            from tui_reader.session.files.recovery import forget

            self._recovered = [left for left in self._recovered if not forget(left)]

    def close(self) -> bool:
        """Ends the thread after the last save; whether everything is on the disk.

        The journal of what is not, or is not confirmed by the disk, stays.
        """
        if self._saver is None or self._file is None:
            return True
        is_saved = self._saver.close(QUIT_PATIENCE)
        self._file.journal.close()
        self._forget()
        return is_saved
