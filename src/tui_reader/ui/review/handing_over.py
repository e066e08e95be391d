"""Commands that write down what has come of a review: the adjudicated set, and a report.

Both look at all decisions, in a thread; meanwhile nothing is decided.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from tui_reader.annotations.bulk import without_collecting
from tui_reader.errors import DocumentError, SaveError, Stopped
from tui_reader.language import tr
from tui_reader.text.excerpt import isolated
from tui_reader.ui.review.deciding import DecidingCommands

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.review.decisions import Decisions
    from tui_reader.review.reports import Form
    from tui_reader.ui.panes.prompt_bar import PromptBar

PURPOSE = "report"
"""What the prompt for the name of a report comes back with."""


class HandingOverCommands(DecidingCommands):
    """What is written besides the reviewer's own set."""

    def action_write_adjudicated(self) -> None:
        """Writes the set that comes of the decisions, beside the reviewer's own; made again it is the same."""
        decisions = self.review.decisions
        if decisions is None:
            self.tell(tr("The sets are still being compared"), warn=True)
        else:
            self._write(partial(self._adjudicated, decisions))

    def _adjudicated(self, decisions: Decisions) -> str:
        from tui_reader.session.review.adjudicating import write_adjudicated
        from tui_reader.session.review.decided import written_words

        return written_words(write_adjudicated(decisions, self.session.own, self.session.tagset))

    def action_write_report(self) -> None:
        """Asks where a report is to be written, and as what: the end of the name says it."""
        if self.review.decisions is None:
            self.tell(tr("The sets are still being compared"), warn=True)
            return
        self.prompt.open(PURPOSE, tr("Report (html, md, csv, json):"), str(self._offered_report))

    @property
    def _offered_report(self) -> Path:
        from tui_reader.session.review.reporting import offered_path

        return offered_path(self.session.document.path, self.session.own.path, self.reader.last_report)

    def on_prompt_bar_submitted(self, message: PromptBar.Submitted) -> None:
        # Textual calls that of the other groups of commands too: it goes back to the text.
        if message.purpose == PURPOSE and message.value.strip():
            # A name alone is a name in the folder that was offered.
            self._report_to(self._offered_report.parent / Path(message.value.strip()).expanduser())

    def _report_to(self, path: Path) -> None:
        from tui_reader.review.reports import Form

        form = Form.of(path)
        if form is None:
            self.tell(tr("The name of a report ends with .html, .md, .csv or .json"), warn=True)
        elif path.exists():
            lines = [tr("{name} is there already.", name=isolated(str(path)))]

            def answered(key: str | None) -> None:
                if key == "w":
                    self._write(partial(self._reported, path, form))

            self.app.ask_with_keys(lines, {"w": tr("write over it")}, answered)
        else:
            self._write(partial(self._reported, path, form))

    def _reported(self, path: Path, form: Form) -> str:
        # Only who reports needs figures.
        from tui_reader.session.review import reporting

        worker = get_current_worker()
        part = reporting.part_of(self.review)
        moment = datetime.now(UTC).replace(microsecond=0)
        made = reporting.report([part], self.session.own.annotator, moment, lambda _: not worker.is_cancelled)
        reporting.write_report(made, form, path, [part], force=True)
        self.reader.last_report = path
        return tr("Written: {name}", name=isolated(str(path)))

    def _write(self, write: Callable[[], str]) -> None:
        """Has a thread write something, and says what came of it."""
        if self.was_done(self.deciding.begin_writing):
            self.tell(tr("Writing…"))
            self.run_worker(lambda: self._in_thread(write), thread=True, group="handing_over", exclusive=True)

    def _in_thread(self, write: Callable[[], str]) -> None:
        try:
            with without_collecting():
                words, warn = write(), False
        except Stopped:
            return
        except (SaveError, DocumentError) as error:
            words, warn = tr("Not written: {error}", error=isolated(str(error))), True
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._written, words, warn=warn)

    def _written(self, words: str, *, warn: bool) -> None:
        self.deciding.end_writing()
        self.tell(words, warn=warn)
