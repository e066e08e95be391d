"""The annotation that commands are about: chosen by hand, or the innermost one at the caret; and the way to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.session.reading.caret import Caret
from tui_reader.session.reading.shown_sets import ShownSets
from tui_reader.session.refused import Refused

if TYPE_CHECKING:
    from tui_reader.annotations.tagset import Tagset
    from tui_reader.documents.document import Document
    from tui_reader.session.entries import Entry
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.page import Page


class Focus(Caret, ShownSets):
    """What of the annotations shown is chosen while the caret goes about."""

    def __init__(self, document: Document, page: Page, own: SetLayer, others: list[SetLayer], tagset: Tagset) -> None:
        Caret.__init__(self, document, page)
        ShownSets.__init__(self, own, others, tagset)
        self.focus_id: str | None = None
        """The annotation commands are about: chosen by hand, or the innermost one at the caret."""
        self.in_hand: str | None = None
        """The annotation that was chosen or worked on last: what is done with a selection elsewhere is done to it."""
        self.was_at: str | None = None
        """The annotation that the caret was on last."""

    @property
    def focused(self) -> Entry | None:
        """The entry that commands are about."""
        return None if self.focus_id is None else self.entry(self.focus_id)

    def focus(self, entry_id: str, at: int | None = None) -> None:
        """Chooses an annotation and puts the caret on its first character, or where else `at` says."""
        entry = self.entry(entry_id)
        if entry is None:
            raise Refused(tr("This annotation is not shown"))
        self.anchor = None
        place = entry.start if at is None else at
        if place is not None:
            self.caret = self.page.snapped(place)
        self.focus_id = self.in_hand = entry_id

    def focus_next(self, times: int = 1) -> None:
        """Goes so many annotations on in the list, or as far as there are any."""
        self._focus_beside(times, forward=True)

    def focus_previous(self, times: int = 1) -> None:
        """Goes back."""
        self._focus_beside(times, forward=False)

    def came_to(self, offset: int) -> None:
        """Has commands be about the innermost annotation at an offset, if not about another one there already."""
        self.was_at = self.focus_id or self.was_at
        here = self.at(offset)
        if all(entry.id != self.focus_id for entry in here):
            self.focus_id = here[0].id if here else None
        self.was_at = self.focus_id or self.was_at

    def show_others(self, show: bool) -> None:
        """Shows or hides the sets of other annotators."""
        super().show_others(show)
        self.came_to(self.caret)

    def _focus_beside(self, times: int, *, forward: bool) -> None:
        listed, count = self.listed, self.listed.placed_count
        if not count:
            raise Refused(tr("No annotations to go to"))
        place = listed.rank(self.focus_id)
        start = None if place is None else listed[place].start
        # Of one about the whole document any place is its place.
        if place is not None and place < count and (start is None or self.caret == self.page.snapped(start)):
            place += 1 if forward else -1
        else:
            place = listed.rank_from(self.caret + forward)
            place = place if forward else place - 1
        if not 0 <= place < count:
            raise Refused(tr("No annotation after this one") if forward else tr("No annotation before this one"))
        place += times - 1 if forward else 1 - times
        self.focus(listed.id_at(min(max(place, 0), count - 1)))
