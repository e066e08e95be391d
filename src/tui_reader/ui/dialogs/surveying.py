"""A picker whose items come from a survey that a thread makes while one looks at them."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from tui_reader.language import tr
from tui_reader.session.views.questions import NotInTagset
from tui_reader.text.excerpt import isolated
from tui_reader.ui.background import Told, work
from tui_reader.ui.dialogs.picker import Picker
from tui_reader.ui.widgets.text_field import TextField
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from tui_reader.session.views.survey import Survey
    from tui_reader.ui.widgets.pick_list import PickList

Item = TypeVar("Item")

PATIENCE = 0.01
"""Seconds for which one waits for the first findings, rather than see a list that is empty for a moment."""


class SurveyPicker(Picker[Item]):
    """Shows what is found as it is found. What was marked stays marked, wherever it comes to stand."""

    class Went(Told):
        """A survey has come further."""

        def __init__(self, survey: Survey) -> None:
            super().__init__()
            self.survey = survey

    def __init__(
        self,
        rows: PickList[Item],
        placeholder: str,
        survey: Survey,
        *,
        title: str,
        words: str,
        mark: Hashable = None,
        place: int = 0,
    ) -> None:
        """`mark` is the `key` of the item that is to be marked as soon as it is there; `place` where it stood."""
        super().__init__(rows, placeholder, title, words)
        self.survey = survey
        self._wanted = mark
        self._place = place
        self._typed = ""
        self._is_taking = False
        """Whether enter was pressed before there was anything to take."""

    @abstractmethod
    def key(self, item: Item) -> Hashable:
        """By what an item is known again when the list has been made anew."""

    @abstractmethod
    def title_words(self) -> str:
        """What stands above the list now."""

    def on_mount(self) -> None:
        # Textual calls the handlers of all bases, that of the picker next.
        self._typed = self.query_one(TextField).value
        self.begin(self.survey)

    def begin(self, survey: Survey) -> None:
        """Shows a survey, which is made from now on."""
        if survey is not self.survey:
            self.survey.cancel()
            self.survey = survey
        steps, until = survey.run(), monotonic() + PATIENCE
        while survey.is_quick and not survey.is_done and monotonic() < until:
            next(steps, None)
        if not survey.is_done:
            self.run_worker(partial(self._survey_on, survey, steps), thread=True, group="survey", exclusive=True)

    def _survey_on(self, survey: Survey, steps: Iterator[None]) -> None:
        def tell() -> Told:
            went = self.Went(survey)
            self.post_message(went)
            return went

        work(steps, lambda: bool(survey.findings), tell)

    def on_survey_picker_went(self, message: Went) -> None:
        if message.survey is self.survey:
            self.find_again()
            if self._is_taking and self.rows.item is not None:
                self.action_take()
        message.shown_by(self)

    def on_unmount(self) -> None:
        # However it went away: nobody is interested any more.
        self.survey.cancel()

    def on_text_field_changed(self) -> None:
        self._is_taking = False
        typed = self.query_one(TextField).value
        if typed != self._typed:
            # Another word finds other things: the first of them is meant.
            self._typed, self._wanted, self._place = typed, None, 0

    def find_again(self) -> None:
        rows, top = self.rows, self.rows.window.top
        super().find_again()
        if self._wanted is None:
            self._wanted = self.meant()
        if self._wanted is not None:
            at = next((n for n, item in enumerate(rows.list.items) if self.key(item) == self._wanted), None)
            rows.window.scroll_to(top)
            # What is gone has left its place to the one behind it.
            rows.mark(self._place if at is None else at)
            self._show_about()
        self.show_title()

    def meant(self) -> Hashable:
        """The key of the item that somebody means who has marked none; None for the first one."""
        return None

    def action_take(self) -> None:
        """Ends with the marked item, as soon as there is one."""
        self._is_taking = self.rows.item is None and not self.survey.is_done
        if not self._is_taking:
            self.take()

    def take(self) -> None:
        """Ends with the marked item."""
        super().action_take()

    def action_mark(self, by: int) -> None:
        self._is_taking = False
        super().action_mark(by)
        self._remember_marked()

    def on_pick_list_taken(self) -> None:
        self._remember_marked()

    def _remember_marked(self) -> None:
        item, self._place = self.rows.item, self.rows.marked
        self._wanted = None if item is None else self.key(item)

    def show_title(self) -> None:
        """Says what is listed, and how far the survey is."""
        words = self.title_words()
        if not self.survey.is_done:
            words += f"  ({tr('{count} searched', count=self.survey.looked_at)}…)"
        if problem := self._problem():
            words += f"  · {isolated(problem)}"
        self.query_one("#picker-title", TextView).update(words)

    def _problem(self) -> str:
        """What could not be read; what a tagset has no words for is said where nothing is listed."""
        problems = (problem for found in self.survey.findings for problem in found.problems)
        return next((str(problem) for problem in problems if not isinstance(problem, NotInTagset)), "")
