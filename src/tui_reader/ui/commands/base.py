"""What every group of commands of the reading screen stands on: the reading, its panes, and how a command ends."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.keys import _character_to_key

from tui_reader.language import tr
from tui_reader.session.counting import Count
from tui_reader.session.refused import NotYet, Refused
from tui_reader.ui.keyboard_layouts import LATIN_KEY
from tui_reader.ui.panes.library_pane import LibraryPane
from tui_reader.ui.panes.prompt_bar import PromptBar
from tui_reader.ui.panes.reading_pane import CARET_MARGIN, ReadingPane
from tui_reader.ui.panes.sidebar import Sidebar
from tui_reader.ui.panes.status_line import StatusLine
from tui_reader.ui.parts import ScreenPart
from tui_reader.ui.widgets.page_view import PageView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from tui_reader.session.entries import Entry
    from tui_reader.session.files.rereading import Selected
    from tui_reader.session.files.saving import Saving
    from tui_reader.session.reader import ReaderSession
    from tui_reader.ui.app import ReaderApp
    from tui_reader.ui.commands.table import Command

Result = TypeVar("Result")


class ReadingBase(ScreenPart):
    """A screen with one reading on it. Groups of commands inherit from it, the reading screen from them."""

    TABLE: ClassVar[Sequence[Command]]
    """What can be done on this screen."""

    app: ReaderApp
    session: ReaderSession
    saving: Saving
    holding = False
    """Whether moving selects without shift."""

    def __init__(self) -> None:
        super().__init__()
        self.count = Count()
        """The number that is typed before a key."""
        self._waiting: list[tuple[Callable[[], object], int | None, int]] = []
        """Commands that wait for the annotations to be read; anchor and caret where each was given."""

    @property
    def text(self) -> ReadingPane:
        """The reading pane."""
        return self.query_one(ReadingPane)

    @property
    def sidebar(self) -> Sidebar:
        """The annotation sidebar."""
        return self.query_one(Sidebar)

    @property
    def library(self) -> LibraryPane:
        """The library pane."""
        return self.query_one(LibraryPane)

    @property
    def prompt(self) -> PromptBar:
        """The line where one types."""
        return self.query_one(PromptBar)

    def attempt(self, command: Callable[[], Result]) -> Result | None:
        """The result of a command; None, and a word to the person, when it is refused."""
        try:
            return command()
        except NotYet as waiting:
            self._waiting.append((command, self.session.anchor, self.session.caret))
            self.tell(str(waiting))
            return None
        except Refused as refusal:
            self.tell(str(refusal), warn=True)
            return None

    @property
    def is_typing(self) -> bool:
        """Whether letters go into a field."""
        return isinstance(self.focused, PageView) and self.focused.is_field

    @property
    def times(self) -> int:
        """How often the command under way is to be done."""
        return self.count.times

    def attempt_times(self, command: Callable[[], object]) -> int:
        """Does a command as often as the count says, until it is refused; how often. Only who gets nowhere is told."""

        def first() -> bool:
            command()
            return True

        if not self.attempt(first):
            return 0
        done = 1
        with suppress(Refused):
            while done < self.times:
                command()
                done += 1
        return done

    def do_what_waited(self) -> None:
        """Does the commands that had to wait, each where it was given."""
        session, waiting = self.session, self._waiting
        self.forget_what_waits()
        for command, anchor, caret in waiting:
            here = session.anchor, session.caret
            session.anchor, session.caret = anchor, caret
            self.attempt(command)
            # Who has gone elsewhere meanwhile stays there.
            session.anchor, session.caret = (None, session.caret) if here == (anchor, caret) else here
        if waiting:
            self.after_command()

    @property
    def something_waits(self) -> bool:
        """Whether there are commands that wait for the annotations."""
        return bool(self._waiting)

    @property
    def waiting_places(self) -> list[Selected]:
        """Anchor and caret of every command that waits."""
        return [(anchor, caret) for _, anchor, caret in self._waiting]

    def place_what_waits(self, places: Sequence[Selected | None]) -> int:
        """Has the commands that wait done elsewhere, each where its place says; how many are given up for None."""
        waiting = list(zip(self._waiting, places, strict=True))
        self._waiting = [(command, *place) for (command, _, _), place in waiting if place is not None]
        return len(waiting) - len(self._waiting)

    def forget_what_waits(self) -> None:
        """Gives up the commands that wait."""
        self._waiting = []

    def tell(self, words: str, *, warn: bool = False) -> None:
        """Says something at the edge of the screen, over the text, for some seconds.

        That is for what has to be read: a command that cannot be done, an answer that was asked for, the end of a way,
        what comes by itself, what has changed that is not on the screen. All else is for `acknowledge`.
        """
        self.app.say(words, warn=warn)

    def acknowledge(self, words: str) -> None:
        """Says in the status line, until the next key, what that key has done; who presses it sees that anyway.

        Under a dialog the status line would not be read.
        """
        if self.is_active:
            self.app.clear_notifications()
            self.query_one(StatusLine).acknowledge(words)
        else:
            self.tell(words)

    def caret_moved(self, *, margin: int = CARET_MARGIN) -> None:
        """Shows where the caret, the selection and the chosen annotation are now, `margin` rows from the edge."""
        self.text.follow(margin)
        self.sidebar.follow()
        self.show_status()

    def after_command(self, words: str = "") -> None:
        """Shows what a command has changed, and says so in the status line."""
        self.caret_moved()
        if words:
            self.acknowledge(words)

    def focused_entry(self) -> Entry | None:
        """The annotation commands are about; None, and a word to the person, where there is none."""
        entry = self.session.focused
        suggestions = self.session.suggestions
        if entry is None and suggestions is not None and suggestions.here() is not None:
            key = self.app.key_of("suggestion.accept")
            self.tell(tr("This is a suggestion yet: {key} makes an annotation of it", key=key), warn=True)
        elif entry is None:
            self.tell(tr("Nothing is selected and no annotation is here: {select.grow} takes the word"), warn=True)
        return entry

    async def takes_as_latin(self, event: events.Key) -> bool:
        """Does what a key means on a Latin keyboard, if the letter on it is of another one and no key itself.

        Whether it was such a letter.
        """
        latin = LATIN_KEY.get(event.character or "")
        # Textual asks every binding whether it is offered.
        if not latin or event.key in (active := self.active_bindings):
            return False
        event.stop()
        event.prevent_default()
        meant = None if self.takes_letter(latin) else active.get(_character_to_key(latin))
        if meant is not None:
            await self.app.run_action(meant.binding.action, meant.node)
        return True

    def takes_letter(self, letter: str) -> bool:
        """Takes a letter that means something only now; whether it did."""
        return False

    def takes_typed(self, purpose: str, value: str | None) -> bool:
        """Takes what was typed in the prompt for a purpose of its own, None where that was given up; whether it did."""
        return False

    def focus_text(self) -> None:
        """Goes to the text, which comes to the front where it was hidden."""
        raise NotImplementedError

    def show_sidebar(self) -> None:
        """Has the annotations on the screen, where they were hidden."""
        raise NotImplementedError

    def close_check(self) -> None:
        """Takes the panel away in which annotations are checked; who used it is in the text again."""
        raise NotImplementedError

    def takes_suggestion(self, tag: str) -> bool:
        """Accepts what is suggested at the caret with a tag, where that is what a tag's key means; whether it was."""
        raise NotImplementedError

    def close_queue(self) -> None:
        """Ends the way through the suggestions; one stays where one is."""
        raise NotImplementedError

    def stop_looking(self) -> bool:
        """Ends what is looked for a moment at a time; whether there was anything."""
        raise NotImplementedError

    def tagset_changed(self) -> None:
        """Gives new tags their keys and their colours."""
        raise NotImplementedError

    def show_status(self) -> None:
        """Shows the state of the reading in the status line."""
        raise NotImplementedError

    def show_list_title(self) -> None:
        """Shows how many annotations are listed, and by which filter."""
        raise NotImplementedError

    def resume_filter(self) -> None:
        """Filters the list as it is now by what it was filtered by before, a moment at a time where it is long."""
        raise NotImplementedError
