"""The command that saves what could not be saved."""

from __future__ import annotations

from tui_reader.annotations.dropping import DropRefused
from tui_reader.language import tr
from tui_reader.ui.commands.base import ReadingBase


class SavingCommands(ReadingBase):
    """Every change is saved by itself; this is for when that went wrong."""

    def action_save(self) -> None:
        """Tries again what could not be saved."""
        if isinstance(refused := self.saving.error, DropRefused):
            self.app.ask_about_refused(refused)
        elif self.saving.again():
            self.acknowledge(tr("Saving again"))
        elif self.saving.error is None:
            self.acknowledge(tr("Everything is saved: every change is written at once"))
