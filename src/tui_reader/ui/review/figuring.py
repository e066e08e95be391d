"""The command that shows how far annotators agree, and lists the groups of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.session.refused import Refused
from tui_reader.ui.commands.base import ReadingBase

if TYPE_CHECKING:
    from tui_reader.session.review.figuring import FigureRow, Figuring
    from tui_reader.session.review.filtering import GroupFilter
    from tui_reader.session.review.review_session import ReviewSession


class FiguringCommands(ReadingBase):
    """Figures of agreement."""

    review: ReviewSession
    _figuring: Figuring | None = None
    """The figures that were worked out last."""

    def action_figures(self) -> None:
        """Shows the figures of what is compared."""
        self.attempt(self._show_figures)

    def _show_figures(self) -> None:
        if self.review.compared is None:
            raise Refused(tr("The sets are still being compared"))
        # Nobody who asks for no figures need import what it takes.
        from tui_reader.session.review.figuring import Figuring
        from tui_reader.ui.review.figures_panel import FiguresPanel

        if self._figuring is None or not self._figuring.is_of(self.review):
            self._figuring = Figuring(self.review)
        self.app.ask(FiguresPanel(self._figuring), self._list_groups)

    def _list_groups(self, row: FigureRow | None) -> None:
        """Lists the groups that a figure was made from."""
        if row is None:
            return
        if self._figuring is None or not self._figuring.is_of(self.review):
            self.tell(tr("The sets were compared anew; ask for the figures again"), warn=True)
            return
        if not row.groups:
            self.tell(tr("There is no group that it was made from"), warn=True)
            return
        from tui_reader.session.review.filtering import GroupFilter

        among = frozenset(at.group for at in row.groups)
        self.filter_groups(GroupFilter(among=among, among_words=row.about))

    def filter_groups(self, chosen: GroupFilter) -> None:
        """Lists other groups."""
        raise NotImplementedError
