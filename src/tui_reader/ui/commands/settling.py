"""Commands that settle what two sides left in two states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.session.settling.conflicts import Conflicts
from tui_reader.ui.commands.base import ReadingBase

if TYPE_CHECKING:
    from tui_reader.annotations.settling import Settlement
    from tui_reader.session.settling.conflicts import Conflict


ROWS_ABOVE = 2
"""Rows between the top of the reading pane and what is in conflict, where the question would cover it else."""


class SettlingCommands(ReadingBase):
    """What becomes of conflicts."""

    _conflict_seen: str | None = None
    """The marked record that was looked at last."""

    @property
    def conflicts(self) -> Conflicts:
        """The conflicts of the set that the person at the keyboard changes."""
        return Conflicts(self.session)

    def action_settle_conflict(self) -> None:
        """Goes to the next conflict and asks how it ends."""
        self.attempt(self._show_conflict)

    def _show_conflict(self) -> None:
        conflict = self.conflicts.next(self._conflict_seen)
        self._conflict_seen = conflict.marked.id
        if conflict.entry is not None:
            self.session.focus(conflict.entry.id)
        self.caret_moved()
        self._uncover_caret()
        self.app.clear_notifications()
        # Dialogs are imported when the first one is opened.
        from tui_reader.ui.dialogs.conflict_dialog import ConflictDialog

        dialog = ConflictDialog(conflict, self.conflicts.versions(conflict))
        self.app.ask(dialog, lambda settlement: self._end_conflict(conflict, settlement))

    def _uncover_caret(self) -> None:
        """Has the caret stand near the top: the question will cover what is further down."""
        visible, here = self.text.visible_places, self.session.page.place_of(self.session.caret)
        if here not in visible[: len(visible) // 3]:
            self.text.put_caret(ROWS_ABOVE)

    def _end_conflict(self, conflict: Conflict, settlement: Settlement | None) -> None:
        if settlement is None:
            return

        def settled() -> bool:
            self.conflicts.settle(conflict, settlement)
            return True

        if self.attempt(settled):
            left, key = self.conflicts.words, self.app.key_of("conflict")
            self.after_command(
                tr("Settled; {undo} takes it back. Left: {conflicts} ({key})", key=key, conflicts=left)
                if left
                else tr("Settled; {undo} takes it back")
            )
