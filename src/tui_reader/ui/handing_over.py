"""Commands that write down what has come of a review: the adjudicated set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from tui_reader.errors import DocumentError, SaveError
from tui_reader.language import tr
from tui_reader.text.excerpt import isolated
from tui_reader.ui.deciding import DecidingCommands

if TYPE_CHECKING:
    from tui_reader.review.decisions import Decisions


class HandingOverCommands(DecidingCommands):
    """What is written besides the reviewer's own set."""

    def action_write_adjudicated(self) -> None:
        """Writes the set that comes of the decisions, beside the reviewer's own; made again it is the same."""
        decisions = self.review.decisions
        if decisions is None:
            self.tell(tr("The sets are still being compared"), warn=True)
        elif self.was_done(self.deciding.begin_writing):
            self.run_worker(lambda: self._write(decisions), thread=True, group="adjudicate", exclusive=True)

    def _write(self, decisions: Decisions) -> None:
        from tui_reader.session.review.adjudicating import write_adjudicated
        from tui_reader.session.review.decided import written_words

        try:
            words, warn = written_words(write_adjudicated(decisions, self.session.tagset)), False
        except (SaveError, DocumentError) as error:
            words, warn = tr("Not written: {error}", error=isolated(str(error))), True
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._written, words, warn=warn)

    def _written(self, words: str, *, warn: bool) -> None:
        self.deciding.end_writing()
        self.tell(words, warn=warn)
