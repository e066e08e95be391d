"""The answers to a question, each in its context, found by what one types and sorted as one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding

from tui_reader.language import tr, tr_count
from tui_reader.session.library.folder_search import documents_counted
from tui_reader.session.views.arranging import Arranger, Heading, Order, grouped, passing
from tui_reader.session.views.passages import Passage
from tui_reader.session.views.questions import NotInTagset, View
from tui_reader.text.excerpt import isolated
from tui_reader.ui.dialogs.passage_list import PassageList, Row
from tui_reader.ui.dialogs.surveying import SurveyPicker
from tui_reader.ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.session.views.survey import Asked, Survey

    NewSurvey = Callable[[Asked, bool, Survey | None], Survey]

MOST_LISTED = 20_000
"""Passages in a list. Beyond that they are counted only."""


class Left(NamedTuple):
    """A list as it was when one went from it into the text."""

    asked: Asked
    only_here: bool
    """Whether it is of the open document only."""
    order: Order
    typed: str
    key: Hashable
    """What was marked, and where that stood."""
    marked: int
    survey: Survey | None
    """What was found the last time."""
    gone_to: Path | None = None
    """The document in which one has gone to a passage."""
    is_from_views: bool = False
    """Whether it was opened from the list of views."""


class PassageDialog(SurveyPicker[Row]):
    """Ends with the passage that is to be gone to."""

    BINDINGS: ClassVar = [
        Binding("ctrl+t", "sort", "Sort otherwise", priority=True, id="passages.sort"),
        Binding("ctrl+o", "only_here", "This document or all", priority=True, id="passages.only_here"),
    ]

    DEFAULT_CSS = "PassageDialog > Vertical { width: 96%; max-width: 96%; height: 90%; max-height: 90%; }"

    def __init__(
        self,
        rows: PassageList,
        tagset: Tagset,
        new_survey: NewSurvey,
        left: Left,
        here: tuple[Path, int],
    ) -> None:
        """`left` is how the list is to be; `new_survey` begins another look through one document or all.

        `here` is where the caret is: document and offset.
        """
        self._here = here
        self.left = left
        self._tagset = tagset
        self._new_survey = new_survey
        self._list = rows
        self._arranger = Arranger()
        self._listed = self._count = 0
        words = tr(
            "{list.take} goes there · {passages.sort} sorts · {passages.only_here} this document or all · {list.cancel}"
        )
        super().__init__(
            rows,
            tr("words to find passages by"),
            new_survey(left.asked, left.only_here, left.survey),
            title=left.asked.view.words if left.asked.view else "",
            words=words,
            mark=left.key,
            place=left.marked,
        )

    def on_mount(self) -> None:
        if self.left.typed:
            self.query_one(TextField).value = self.left.typed

    @property
    def as_left(self) -> Left:
        """The list as it is now."""
        item = self.rows.item
        return self.left._replace(
            typed=self.query_one(TextField).value,
            key=None if item is None else self.key(item),
            marked=self.rows.marked,
            survey=self.survey,
        )

    def key(self, item: Row) -> Hashable:
        return item.name if isinstance(item, Heading) else (item.path, item.id, item.source_key)

    def meant(self) -> Hashable:
        path, caret = self._here
        near = [item for item in self.rows.list.items if isinstance(item, Passage) and item.path == path]
        placed = [passage for passage in near if passage.start is not None]
        behind = (passage for passage in placed if (passage.start or 0) >= caret)
        passage = next(behind, placed[-1] if placed else None)
        return None if passage is None else self.key(passage)

    def found(self, typed: str) -> list[Row]:
        passages = [passage for found in self.survey.findings for passage in found.passages]
        self._count = len(passages)
        passages = passing(passages[:MOST_LISTED], typed)
        self._listed = len(passages)
        self._list.words_of_nothing = self._words_of_nothing(typed)
        if self.left.asked.view is View.BY_SOURCE and self.left.order is Order.PLACE:
            rows: list[Row] = []
            for heading, members in grouped(passages):
                rows += [heading, *members]
            return rows
        return [*self._arranger.arranged(passages, self.left.order)]

    def _words_of_nothing(self, typed: str) -> str:
        if not self.survey.is_done:
            return ""
        if self._count and typed:
            return tr("Nothing found")
        refusals = (
            str(problem)
            for found in self.survey.findings
            for problem in found.problems
            if isinstance(problem, NotInTagset)
        )
        nothing = {
            View.UNCITED: tr("Nothing that wants a citation is without one."),
            View.UNUSED_CITATIONS: tr("Every citation is used."),
            View.BY_SOURCE: tr("Nothing is said by anybody yet."),
            View.UNATTRIBUTED: tr("Every quote has a speaker."),
            View.TAG: tr("Nothing has this tag yet."),
        }
        view = self.left.asked.view
        return next(refusals, nothing[view] if view else "")

    def title_words(self) -> str:
        view, tag = self.left.asked.view, self.left.asked.tag
        assert view is not None, "a list of passages answers a question"
        name = tr("Tag {name}", name=isolated(self._tagset.shown_name(tag))) if tag else view.words
        documents = sum(bool(found.passages) for found in self.survey.findings)
        count = tr_count(self._count, "{count} passage", "{count} passages")
        if self.left.only_here:
            count = tr("{found} in this document", found=count)
        else:
            count = tr("{hits} in {documents}", hits=count, documents=documents_counted(documents))
        if self._listed < self._count:
            count = tr_count(self._listed, "{found}, {count} listed", "{found}, {count} listed", found=count)
        return f"{name} · {count} · {self.left.order.words}"

    def take(self) -> None:
        """Ends with the marked passage; with the first one of a source."""
        items, marked = self.rows.list.items, self.rows.marked
        passage = next((item for item in items[marked:] if not isinstance(item, Heading)), None)
        if passage is not None:
            self.left = self.as_left
            self.dismiss(passage)

    def action_sort(self) -> None:
        """Sorts by something else."""
        self.left = self.left._replace(order=self.left.order.following)
        self.find_again()

    def action_only_here(self) -> None:
        """Looks in the open document only, or in all."""
        only_here = not self.left.only_here
        self.left = self.left._replace(only_here=only_here)
        self.begin(self._new_survey(self.left.asked, only_here, self.survey))
        self.find_again()
