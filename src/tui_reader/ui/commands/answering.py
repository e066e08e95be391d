"""Commands that answer what the tagset asks about annotations and links."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from tui_reader.language import tr
from tui_reader.session.files.drafts import on_annotation
from tui_reader.session.wording import tag_words
from tui_reader.ui.commands.repeating import RepeatingCommands
from tui_reader.ui.panes.reading_pane import CARET_MARGIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.session.annotating.answering import Answering, Question
    from tui_reader.session.files.drafts import Draft
    from tui_reader.session.links import Link
    from tui_reader.ui.panes.answers_panel import AnswerList, AnswersPanel


class AnsweringCommands(RepeatingCommands):
    """What is said about annotations in their attributes."""

    _answers: AnswersPanel | None = None
    _draft: Draft | None = None
    """Of the answer that is being written."""
    _asked_in_list = False
    """Whether the person was in the list of annotations when the questions were opened, and goes back there."""

    @property
    def answering(self) -> Answering:
        """The questions of the reading."""
        # Who answers nothing needs none of this.
        from tui_reader.session.annotating.answering import Answering

        return Answering(self.session)

    async def action_attributes(self) -> None:
        """Opens the questions about the annotation at the caret, or about the chosen link of it."""
        entry = self.focused_entry()
        if entry is None:
            return
        in_list = self.focused is self.sidebar
        if self._answers is None or self.focused is not self._answers.list:
            self._asked_in_list = in_list
        link = self.session.links.chosen if in_list else None
        box = self.query_one("#sidebar-box")
        self.show_sidebar()
        if self._answers is None:
            from tui_reader.ui.panes.answers_panel import AnswersPanel

            self._answers = AnswersPanel()
            await box.mount(self._answers)
        # What was said before would stand over the answers.
        self.app.clear_notifications()
        self.show_answers(first=link)
        self._answers.list.focus()

    def show_answers(self, *, first: Link | None = None) -> None:
        """Shows in the panel, if it is open, what is asked about the annotation one is at."""
        if self._answers is None:
            return
        from tui_reader.ui.panes.answers_panel import title_of

        entry = self.session.focused
        questions = [] if entry is None else self.answering.questions(entry)
        title = "" if entry is None else title_of(entry, tag_words(entry.annotation, self.session.tagset))
        self._answers.list.show(title, questions, self.session.tagset, first=first)

    def caret_moved(self, *, margin: int = CARET_MARGIN) -> None:
        """Shows the questions about the annotation one is at now, too."""
        super().caret_moved(margin=margin)
        self.show_answers()

    def on_answer_list_answered(self, message: AnswerList.Answered) -> None:
        question, choice = message.question, message.choice
        # Where several answers may be given, another one may follow.
        goes_on = question.attribute is not None and question.attribute.kind.value != "several"
        self._answer(question, partial(_choose, choice), goes_on=goes_on)

    def on_answer_list_taken_back(self, message: AnswerList.TakenBack) -> None:
        self._answer(message.question, _take_back, goes_on=False)

    def on_answer_list_asked(self, message: AnswerList.Asked) -> None:
        question = message.question
        if self._answers is not None and self._was_done(lambda: self.answering.require_changeable(question.item)):
            answer = "" if question.answer is None else str(question.answer)
            self._draft = draft = self.app.drafts.draft(self.draft_name(question), answer)
            field = self._answers.field
            self._answers.write(question, draft.begun)
            self.app.drafts.watch(draft, lambda: field.value)
            if draft.begun:
                self.tell(tr("This was being typed when the program ended"))

    def draft_name(self, question: Question) -> str:
        """The name of an answer that is being typed."""
        return on_annotation(self.session.own.path, f"answer:{question.item.id}:{question.name}")

    def on_answers_panel_given_up(self) -> None:
        self._end_draft()

    def _end_draft(self) -> None:
        self.app.drafts.leave()
        if self._draft is not None:
            self._draft.end()
            self._draft = None

    def on_answers_panel_written(self, message: AnswersPanel.Written) -> None:
        if self._answer(message.question, partial(_write, message.text), goes_on=True) and self._answers is not None:
            self._answers.end_writing()
            self._end_draft()

    async def on_answer_list_closed(self) -> None:
        panel, self._answers = self._answers, None
        if self._draft is not None:
            self.app.drafts.leave()
            self._draft = None
        if panel is not None:
            if self._asked_in_list:
                self.sidebar.focus()
            else:
                self.focus_text()
            await panel.remove()

    def _answer(self, question: Question, give: Callable[[Answering, Question], object], *, goes_on: bool) -> bool:
        """Gives an answer, and the same one where it is repeated; whether it was taken."""
        done = self.change(
            partial(self._given, question, give), partial(self._given_here, question.name, question.link, give)
        )
        if done and goes_on and self._answers is not None:
            self._answers.list.action_go(1)
        return done

    def _given(self, question: Question, give: Callable[[Answering, Question], object]) -> bool:
        done = self._was_done(lambda: give(self.answering, question))
        self.caret_moved()
        return done

    def _given_here(self, name: str, link: Link | None, give: Callable[[Answering, Question], object]) -> None:
        """Gives the answer to the question of the same name about the annotation one is at, or about its first link."""
        entry = self.focused_entry()
        if entry is None:
            return
        asked = (q for q in self.answering.questions(entry) if q.name == name and (q.link is None) is (link is None))
        question = next(asked, None)
        if question is not None:
            self._given(question, give)

    def _was_done(self, command: Callable[[], Any]) -> bool:
        def done() -> bool:
            command()
            return True

        return bool(self.attempt(done))


def _choose(choice: Any, answering: Answering, question: Question) -> None:
    answering.choose(question, choice)


def _write(text: str, answering: Answering, question: Question) -> None:
    answering.write(question, text)


def _take_back(answering: Answering, question: Question) -> None:
    answering.take_back(question)
