"""Commands that take back what was done to annotations, and do it again."""

from __future__ import annotations

from tui_reader.language import tr
from tui_reader.ui.commands.base import ReadingBase

MOST_TOLD = 3
"""Changes that are told of at once when several are taken back."""


class UndoingCommands(ReadingBase):
    """The way back, and forth again."""

    def action_undo(self) -> None:
        """Takes the last change back, with a count the last ones."""
        done: list[str] = []
        if self.attempt_times(lambda: done.append(self.session.undo())):
            self.after_command(tr("Undone: {words}", words="\n".join(done[-MOST_TOLD:])))

    def action_redo(self) -> None:
        """Does again what was taken back, with a count as much of it."""
        done: list[str] = []
        if self.attempt_times(lambda: done.append(self.session.redo())):
            self.after_command(tr("Done again: {words}", words="\n".join(done[-MOST_TOLD:])))
