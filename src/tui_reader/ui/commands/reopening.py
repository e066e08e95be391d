"""The command that opens again what was open on the days before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.ui.commands.base import ReadingBase

if TYPE_CHECKING:
    from pathlib import Path


class ReopeningCommands(ReadingBase):
    """What was open before."""

    def action_open_recent(self) -> None:
        """Lists the documents that were open last, of which one can be opened."""
        from tui_reader.ui.dialogs.recent_dialog import RecentDialog

        here = self.session.document.path.absolute()
        state = self.app.state
        paths = [path for path in state.recent() if path != here]
        if not paths:
            self.tell(tr("No other document has been open"), warn=True)
            return

        def answered(path: Path | None) -> None:
            if path is not None:
                self.app.open_document(path)

        self.app.ask(RecentDialog(paths, state.forget), answered)
