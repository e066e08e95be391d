"""At the start: changes that were not saved when the program ended are offered again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from tui_reader.errors import SaveError
from tui_reader.language import tr, tr_count
from tui_reader.text.excerpt import isolated
from tui_reader.ui.set_following import SetFollowing

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.session.files.following import OwnSeen
    from tui_reader.session.files.opening import SetFiles
    from tui_reader.session.files.recovery import LeftOver, Unsaved
    from tui_reader.session.reader import ReaderSession


class Recovering(SetFollowing):
    """An app that offers what was not saved."""

    _offered: frozenset[Path] = frozenset()
    """Journals that have been offered: who says `later` is asked at the next start."""
    _has_remarked = False

    def follow_sets(self, session: ReaderSession, files: SetFiles) -> None:
        super().follow_sets(session, files)
        self._begin_look(session)

    def _taken_own(self, session: ReaderSession, seen: OwnSeen) -> None:
        was_read_only = session.own.read_only_because
        super()._taken_own(session, seen)
        if was_read_only and not session.own.read_only_because:
            self._begin_look(session)

    def _begin_look(self, session: ReaderSession) -> None:
        look = partial(self._look_for_left, session)
        # The text comes first.
        self.call_after_refresh(self.run_worker, look, thread=True, group="sets")

    def _look_for_left(self, session: ReaderSession) -> None:
        from tui_reader.session.files import recovery

        left = recovery.look(session)
        if not get_current_worker().is_cancelled:
            self.call_from_thread(self._take_left, session, left)

    def _take_left(self, session: ReaderSession, left: LeftOver) -> None:
        if session is not self.reading.session:
            return
        remarks = [] if self._has_remarked else left.remarks
        self.say_remarks([left.waiting, *remarks] if left.waiting else remarks)
        self._has_remarked = True
        if left.unsaved is not None and not left.unsaved.paths <= self._offered:
            self._offered |= left.unsaved.paths
            self.when_free(partial(self._offer, session, left.unsaved))

    def _offer(self, session: ReaderSession, unsaved: Unsaved) -> None:
        if session is not self.reading.session:
            return
        name = isolated(session.own.path.name)
        lines = [tr("Not everything was saved in {name} when the program ended:", name=name), *unsaved.words]
        answers = {
            "r": tr("recover it"),
            "l": tr("look at it first"),
            "d": tr("discard it: the journal is set aside, not deleted"),
        }

        def answered(key: str | None) -> None:
            if session is not self.reading.session:
                return
            if key == "l":
                title = tr("Not saved in {name}", name=name)
                self.show_long(title, unsaved.changes(session), lambda: self._offer(session, unsaved))
            elif key == "r":
                self._recover(session, unsaved)
            elif key == "d":
                self._set_aside(unsaved)

        self.ask_with_keys(lines, answers, answered, otherwise=tr("later"))

    def _recover(self, session: ReaderSession, unsaved: Unsaved) -> None:
        from tui_reader.session.files import recovery

        count = recovery.recover(session, unsaved)
        self.reading.saving.forget_when_saved(unsaved.journals)
        self.reading.after_command(
            tr_count(
                count,
                "Recovered {count} change; {undo} takes it back",
                "Recovered {count} changes; {undo} takes them back",
            )
        )

    def _set_aside(self, unsaved: Unsaved) -> None:
        from tui_reader.session.files import recovery

        try:
            aside = recovery.set_aside(unsaved)
        except SaveError as error:
            self.say(str(error), warn=True)
            return
        self.say(tr("Set aside as {path}", path=isolated(str(aside[0]))))
