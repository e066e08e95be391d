"""The command that opens a review of the document at hand, and brings one back to the reading as it was."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.session.refused import NotYet, Refused
from tui_reader.ui.commands.pacing import Pacing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tui_reader.annotations.changes import Change
    from tui_reader.session.reader import ReaderSession
    from tui_reader.ui.review.screen import ReviewScreen


class ReviewingCommands(Pacing):
    """Opening a review."""

    review: ReviewScreen | None = None
    """The review that lies over this screen."""
    last_report: Path | None = None
    """Where the last report was written to."""

    @property
    def is_under_review(self) -> bool:
        """Whether a review lies over this screen."""
        return self.review is not None and self.review.is_mounted

    def action_review(self) -> None:
        """Reviews all sets of this document."""
        self.attempt(self.open_review)

    def open_review(self, named: Sequence[Path] = (), *, is_blind: bool = False) -> None:
        """Reviews these sets, or all of this document. Raises NotYet while they are being read, and Refused."""
        # Nobody who only reads need import what it takes.
        from tui_reader.session.review.comparing import usual_layers
        from tui_reader.session.review.review_session import ReviewSession
        from tui_reader.ui.review.screen import ReviewScreen

        session = self.session
        if session.own.is_to_come:
            raise NotYet(tr("The annotations are still being read; this is done as soon as they are"))
        if not named and not usual_layers(session):
            raise Refused(tr("Nobody has a set of annotations for this document"))
        if self.review is not None:
            return
        self.close_check()
        self.close_queue()
        place = session.caret, session.anchor, session.focus_id, session.reading_offset
        self.review = ReviewScreen(ReviewSession(session, is_blind=is_blind), self, named)
        self.app.clear_notifications()
        self.app.push_screen(self.review, partial(self._reviewed, session, place))

    def _reviewed(self, session: ReaderSession, place: tuple[int, int | None, str | None, int], _: None) -> None:
        self.review = None
        if session is self.session:
            session.caret, session.anchor, session.focus_id, session.reading_offset = place
        # The rows of the text were those of another pane.
        self.text.show_session(self.session)
        self.sidebar.reload()
        self.show_list_title()
        self.after_command()

    def close_review(self) -> None:
        """Ends the review: another document is opened."""
        if self.review is not None:
            self.review.close()

    def tell_review(self, change: Change | None = None) -> None:
        """Has the review, where one is open, show what has become of the sets."""
        if self.review is not None and self.is_under_review:
            self.review.reading_changed(change)
