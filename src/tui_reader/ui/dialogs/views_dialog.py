"""The list of views: each question with the number of its answers, and how far the documents are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style

from tui_reader.language import tr
from tui_reader.session.views.questions import COUNTED, View
from tui_reader.text.excerpt import label_line
from tui_reader.text.folding import fold_text
from tui_reader.ui.dialogs.surveying import SurveyPicker
from tui_reader.ui.widgets.painting import line_segments, row_of
from tui_reader.ui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from collections.abc import Hashable
    from pathlib import Path

    from textual.strip import Strip

    from tui_reader.session.views.survey import Survey
    from tui_reader.session.window import Place

COUNT_CELLS = 12


class ViewChoice(NamedTuple):
    """One line."""

    view: View | None
    """None for the progress of the documents."""
    words: str
    here: str
    """How many there are in the open document."""
    everywhere: str
    """How many there are in all, as far as is known."""


class ViewList(PickList[ViewChoice]):
    """Questions, each with two numbers."""

    def row_strip(self, place: Place, width: int) -> Strip:
        choice = self.list.items[place.block]
        style = self.base_style + Style(reverse=place.block == self.marked)
        room = max(4, width - 2 * COUNT_CELLS)
        pieces = [line_segments(label_line(choice.words, room), style)]
        for count in (choice.here, choice.everywhere):
            pieces += [[Segment(" " * max(0, COUNT_CELLS - len(count)), style)], [Segment(count, style)]]
        return row_of(pieces, width, style)


class ViewsDialog(SurveyPicker[ViewChoice]):
    """Ends with what is to be looked at."""

    def __init__(self, survey: Survey, here: Path) -> None:
        """`here` is the path of the document that is open."""
        words = tr("{list.take} lists them · how many in this document, then in all")
        super().__init__(ViewList(id="views"), tr("type to find a view"), survey, title=tr("Views"), words=words)
        self._here = here

    def key(self, item: ViewChoice) -> Hashable:
        return item.words

    def title_words(self) -> str:
        return tr("Views")

    def found(self, typed: str) -> list[ViewChoice]:
        wanted = fold_text(typed).split()
        choices = [self._choice(view) for view in COUNTED]
        choices.append(ViewChoice(View.TAG, View.TAG.words, "", ""))
        choices.append(ViewChoice(None, tr("Progress of each document"), "", ""))
        return [choice for choice in choices if all(word in fold_text(choice.words) for word in wanted)]

    def _choice(self, view: View) -> ViewChoice:
        tallies = [(found.path, found.tally) for found in self.survey.findings if found.tally is not None]
        counts = {path: tally.counts[view] for path, tally in tallies}
        known = [count for count in counts.values() if count is not None]
        more = "" if self.survey.is_done else "…"
        everywhere = f"{sum(known)}{more}" if known else more or "–"
        here = counts.get(self._here)
        return ViewChoice(view, view.words, "" if here is None else str(here), everywhere)
