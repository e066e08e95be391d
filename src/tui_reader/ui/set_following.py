"""The sets of the open document are followed on the disk: what others write is shown, and what would be lost is asked.

A look takes place in the thread that watches files; what it finds is taken in on the event loop, at one stroke.
"""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from tui_reader.annotations.dropping import Dropping, DropRefused
from tui_reader.language import tr, tr_count
from tui_reader.session.wording import difference_words
from tui_reader.text.excerpt import isolated
from tui_reader.ui.opening import DocumentOpening

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from tui_reader.session.files.following import OthersSeen, OwnSeen
    from tui_reader.session.files.opening import SetFiles
    from tui_reader.session.files.saving import News
    from tui_reader.session.reader import ReaderSession


HANDS_OFF = 0.6
"""Seconds without a key after which a question may come up by itself."""


class SetFollowing(DocumentOpening):
    """An app that follows what others do to the sets it has open."""

    _refused: DropRefused | None = None
    """The save about which the person was asked last."""
    _asked_hash = ""
    """The version on the disk about which the person was asked last."""

    @abstractmethod
    def key_of(self, command: str) -> str:
        """The first key of a command, as a person would write it."""

    @abstractmethod
    def ask_with_keys(
        self,
        lines: Sequence[str],
        answers: Mapping[str, str],
        answered: Callable[[str | None], object],
        otherwise: str = "",
    ) -> None:
        """Puts a question with a few answers, one key each, over the screen. The answer is None for escape.

        `otherwise` is what escape means, in words.
        """

    @abstractmethod
    def show_long(self, title: str, lines: Sequence[str], then: Callable[[], object]) -> None:
        """Shows lines that may be many over the screen; `then` is called when they are closed."""

    def follow_sets(self, session: ReaderSession, files: SetFiles) -> None:
        self._watch_sets(session, files)

    def _watch_sets(self, session: ReaderSession, files: SetFiles) -> None:
        """Has the sets of a reading watched, and the folders in which others may come to be."""
        self.watch_file(session.own.path, partial(self._look_at_own, session))
        for path in (*files.folders, *(layer.path for layer in session.others)):
            self.watch_file(path, partial(self._look_at_others, session, files))

    # In the thread that watches

    def _look_at_own(self, session: ReaderSession) -> None:
        if session is not self.reading.session:
            return
        saving = self.reading.saving
        seen = saving.look()
        if seen is not None:
            self.call_from_thread(self._take_own, session, seen)
        elif saving.error is not None:
            # Whatever is there now may let itself be saved into.
            saving.again()

    def _look_at_others(self, session: ReaderSession, files: SetFiles) -> None:
        from tui_reader.session.files.following import look_at_others

        if session is self.reading.session:
            seen = look_at_others(session, files)
            if seen is not None:
                self.call_from_thread(self._take_others, session, files, seen)

    # On the event loop

    def _take_own(self, session: ReaderSession, seen: OwnSeen) -> None:
        if session is not self.reading.session:
            return
        if seen.lost:
            self._ask_what_to_take(session, seen)
        else:
            self._taken_own(session, seen)

    def _taken_own(self, session: ReaderSession, seen: OwnSeen) -> None:
        name = session.own.path.name
        news = self.reading.saving.take(seen)
        if news is None:
            # Something was done here meanwhile: another look.
            self._asked_hash = ""
            self.watch_file(session.own.path, partial(self._look_at_own, session))
            return
        if seen.problem:
            self.say(tr("{name} {problem}", name=isolated(name), problem=seen.problem), warn=True)
        elif seen.loaded is None and not seen.is_back:
            words = tr(
                "{name} was deleted; your annotations are kept here, and saved with the next change",
                name=isolated(name),
            )
            self.say(words, warn=True)
        elif news.difference:
            self.say(difference_words(name, news.difference))
        if seen.layer is not None:
            self.reading.sets_changed()
        self.reading.show_status()

    def _ask_what_to_take(self, session: ReaderSession, seen: OwnSeen) -> None:
        if seen.text_hash == self._asked_hash:
            return
        self._asked_hash = seen.text_hash
        there = len(seen.known.base.records) if seen.known.base is not None else 0
        lines = [
            tr("{name} was changed by another program.", name=isolated(session.own.path.name)),
            tr_count(
                seen.lost,
                "{count} of your {there} annotations is not in it any more.",
                "{count} of your {there} annotations are not in it any more.",
                there=there,
            ),
        ]
        answers = {"t": tr("take what is on the disk"), "b": tr("put back what is gone, and keep what is new")}

        def answered(key: str | None) -> None:
            if session is not self.reading.session:
                return
            if key == "t":
                self._taken_own(session, seen)
            elif key == "b":
                self.reading.saving.put_back()
            else:
                self.reading.saving.leave(seen)
            self.reading.show_status()

        self.when_free(lambda: self.ask_with_keys(lines, answers, answered))

    def _take_others(self, session: ReaderSession, files: SetFiles, seen: OthersSeen) -> None:
        if session is not self.reading.session:
            return
        if session.own.store.revision != seen.own_revision:
            self._watch_sets(session, files)
            return
        focus = session.focus_id
        session.take_sets(session.own, seen.others, seen.entries)
        if focus is not None and session.entry(focus) is not None:
            session.focus_id = focus
        self.reading.sets_changed()
        self._watch_sets(session, files)
        for words in seen.words[:1]:
            more = len(seen.words) - 1
            self.say(
                tr_count(more, "{first} (and {count} more)", "{first} (and {count} more)", first=words)
                if more
                else words
            )

    # After a save

    def save_settled(self) -> None:
        """Takes in what a save has brought, and asks where it was refused."""
        saving, session = self.reading.saving, self.reading.session
        news = saving.take_news()
        if news is not None:
            self._tell_of(session.own.path, news)
        if saving.is_clean:
            # What has come and gone between two looks would look as if nothing had been there.
            self.watch_file(session.own.path, partial(self._look_at_own, session))
        self.reading.show_status()
        for words in saving.complaints():
            self.say(words, warn=True)
        refused = saving.error
        if isinstance(refused, DropRefused) and refused is not self._refused:
            self._refused = refused
            self.when_free(lambda: self.ask_about_refused(refused))

    def when_free(self, ask: Callable[[], object]) -> None:
        """Asks what nobody waits for when the person is not typing, so that no key is taken for an answer."""
        if self.is_typing or monotonic() - self.touched_at < HANDS_OFF:
            self.set_timer(HANDS_OFF / 4, partial(self.when_free, ask))
        else:
            ask()

    def ask_about_refused(self, refused: DropRefused) -> None:
        """What is to become of a save in which many annotations would go."""
        if self.reading.saving.error is not refused:
            return
        answers = {
            "b": tr("put back what is gone, and save"),
            "s": tr("save all the same"),
        }

        def answered(key: str | None) -> None:
            if key is not None and self.reading.saving.error is refused:
                self.reading.saving.again(Dropping.UNDONE if key == "b" else Dropping.ALLOWED)
                self.reading.show_status()

        name = isolated(refused.path.name)
        lines = [tr("{name} is not saved:", name=name), refused.reason]
        self.ask_with_keys(lines, answers, answered)

    def _tell_of(self, path: Path, news: News) -> None:
        name = isolated(path.name)
        if news.conflicts:
            settles = self.key_of("conflict")
            words = tr_count(
                news.conflicts,
                "{name}: {count} conflict with what was done elsewhere; all of it is kept, {key} settles it",
                "{name}: {count} conflicts with what was done elsewhere; all of it is kept, {key} settles them",
                name=name,
                key=isolated(settles),
            )
            self.say(words, warn=True)
        elif news.was_gone:
            self.say(tr("{name} had been deleted; it is saved anew", name=name), warn=True)
        elif news.difference:
            self.say(difference_words(path.name, news.difference))
