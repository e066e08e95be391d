"""Commands that link claims to the markers of references, and go from a marker to its reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.session.annotating.repeating import SENTENCE
from tui_reader.ui.commands.repeating import RepeatingCommands

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.session.reader import ReaderSession


class CitingCommands(RepeatingCommands):
    """What is cited for what is said."""

    _came_from: tuple[ReaderSession, int, int] | None = None
    """The reading in which one has gone to an entry, the offset of that, and of the marker."""

    def action_cite(self) -> None:
        """Links what is said at the caret, or selected, to the markers behind it; gives a marker its scope."""
        # What recognises markers is imported when the first is asked for.
        from tui_reader.session.annotating.citing import cite

        self.change(lambda: self._cited(cite), within=SENTENCE)

    def action_widen(self) -> None:
        """Widens what a marker backs, or a claim: clause, sentence, paragraph."""
        from tui_reader.session.annotating.citing import widen

        self.change(lambda: self._cited(widen))

    def _cited(self, command: Callable[[ReaderSession], str]) -> None:
        # A command may have to wait, and the session be another one then.
        words = self.attempt(lambda: command(self.session))
        if words:
            self.holding = False
            self.after_command(words)

    def action_reference(self) -> None:
        """Goes from a marker to its entry in the list of references, and back."""
        from tui_reader.session.annotating.citing import entry_of_marker

        came_from, self._came_from = self._came_from, None
        if came_from is not None and came_from[:2] == (self.session, self.session.caret):
            self.session.move(came_from[2])
            self.caret_moved()
            return
        was = self.attempt(lambda: entry_of_marker(self.session))
        if was is not None:
            self._came_from = self.session, self.session.caret, was
            self.after_command(tr("The same key leads back"))
