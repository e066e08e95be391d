"""Commands of the way through all open questions: a key answers each, and the next comes by itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.tagset import Kind
from tui_reader.language import tr
from tui_reader.session.wording import tag_words
from tui_reader.text.excerpt import isolated
from tui_reader.ui.commands.answering import AnsweringCommands
from tui_reader.ui.commands.confirming import ROWS_ABOVE
from tui_reader.ui.commands.queueing import QueueingCommands
from tui_reader.ui.commands.suggesting import some_steps

if TYPE_CHECKING:
    from tui_reader.session.annotating.unanswered import Unanswered, UnansweredQueue
    from tui_reader.session.files.drafts import Draft
    from tui_reader.session.suggestions.queueing import InContext
    from tui_reader.ui.panes.question_panel import QuestionPanel

PURPOSE = "answer"
"""What the prompt for an answer comes back with."""
PATIENCE = 0.01
"""Seconds for which it is looked whether any question is open, to be told of."""


class QuestioningCommands(QueueingCommands, AnsweringCommands):
    """One open question after the other."""

    questions: UnansweredQueue | None = None
    """The way through the questions, while one is on it."""
    _begun: Draft | None = None
    """Of the answer that is being typed."""

    def suggestions_are_over(self, *, is_first: bool) -> None:
        if is_first:
            self.go_through_questions(tr("Nothing is suggested here, and no question is open"))
        elif self._any_question:
            self.tell(tr("That was the last suggestion; {suggestion.queue} goes through the open questions"))
        else:
            super().suggestions_are_over(is_first=False)

    @property
    def _any_question(self) -> bool:
        from tui_reader.session.annotating.unanswered import UnansweredQueue

        return some_steps(UnansweredQueue(self.session).look_on(), PATIENCE)[0] is not None

    def close_queue(self) -> None:
        self.questions = None
        super().close_queue()

    def go_through_questions(self, nothing: str = "") -> None:
        """Begins the way through the open questions; `nothing` is said where there is none."""
        from tui_reader.session.annotating.unanswered import UnansweredQueue

        self.app.clear_notifications()
        self.close_check()
        self._suggest()
        self.questions = UnansweredQueue(self.session)
        self._ask_on(nothing or tr("No question is open here"))

    @property
    def _question_panel(self) -> QuestionPanel | None:
        from tui_reader.ui.panes.question_panel import QuestionPanel

        return next(iter(self.query(QuestionPanel)), None)

    def _ask_on(self, nothing: str) -> None:
        """Goes on to the next question; where none is left, says `nothing` and ends."""
        queue = self.questions
        if queue is None:
            return

        def over() -> None:
            self.close_queue()
            self.tell(nothing)

        words = tr("looking for open questions")
        self._in_moments(queue.look_on(), self._ask, over, words, lambda: queue.looked_to)

    async def _ask_in_panel(self, item: Unanswered) -> None:
        from tui_reader.ui.panes.question_panel import QuestionPanel

        await self.mount(QuestionPanel(), before=self.prompt)
        queue = self.questions
        if queue is not None:
            self._ask(item)
            self._count_questions()

    def _ask(self, item: Unanswered) -> None:
        panel, queue = self._question_panel, self.questions
        if queue is None:
            return
        if panel is None:
            self.call_later(self._ask_in_panel, item)
            return
        queue.item = item
        # From a list that is filtered one is not sent away.
        self.attempt(partial(self.session.focus, item.entry.id))
        panel.show(self.queue_title(), self._in_context(item))
        panel.ask(item.question)
        panel.focus()
        self.text.put_caret(ROWS_ABOVE)
        self.caret_moved()

    def _in_context(self, item: Unanswered) -> InContext:
        from tui_reader.session.suggestions.queueing import InContext, in_context

        spans = tuple(sorted(item.entry.spans))
        # What has lost its place, and what is about the whole document, stands nowhere.
        return in_context(self.session.document, spans) if spans else InContext(item.entry.title, ())

    def queue_title(self) -> str:
        queue = self.questions
        if queue is None or queue.item is None:
            return super().queue_title()
        count = f"{queue.count}{'' if queue.is_counted else '+'}"
        entry, question = queue.item
        about = isolated(tag_words(entry.annotation, self.session.tagset))
        if isinstance(question.item, Relation):
            link = next((link for link in self.session.links.of(entry) if link.relation.id == question.item.id), None)
            name = self.session.tagset.shown_relation(question.item.name)
            about += f" {isolated(name)}{'' if link is None else ' ' + isolated(link.words(self.session.tagset))}"
        return tr(
            "{number} of {count}   {about}: {question}",
            number=queue.number,
            count=count,
            about=about,
            question=isolated(question.shown_name),
        )

    def _count_questions(self) -> None:
        queue = self.questions
        if queue is not None:
            self._count(queue.counting(), lambda: self.questions is queue)
            for panel in filter(None, [self._question_panel]):
                panel.show_title(self.queue_title())

    def on_question_panel_answered(self, message: QuestionPanel.Answered) -> None:
        if not self.is_about_what_is_shown("answer"):
            return
        item = self._item_as_it_is()
        if item is None or self.questions is None:
            return
        question = item.question
        if not self._was_done(lambda: self.answering.choose(question, message.choice)):
            return
        change = self.session.own.store.last_change
        if question.attribute is not None and question.attribute.kind is Kind.SEVERAL:
            # Another one may follow.
            if change is not None:
                self.questions.answered.append(change)
            self._show_as_it_is()
        else:
            self.questions.leave(change)
            self._ask_on(self._last_words)

    def on_queue_panel_decided(self, message: QuestionPanel.Decided) -> None:
        queue = self.questions
        if queue is None or queue.item is None or not self.is_about_what_is_shown(message.how):
            return
        match message.how:
            case "on":
                self._on()
            case "leave":
                queue.leave(queue.answered[-1] if queue.answered else None)
                self._ask_on(self._last_words)
            case "undo":
                self._back()
            case "alone":
                is_alone = queue.ask_alone()
                self.acknowledge(tr("This question alone is asked") if is_alone else tr("All questions are asked"))
                self._count_questions()
            case "never":
                queue.leave_out()
                self._count_questions()
                self._ask_on(self._last_words)
            case "close":
                self.close_queue()
            case "suggestions":
                self.close_queue()
                self.call_later(self.go_through_suggestions)

    @property
    def _last_words(self) -> str:
        return tr("That was the last open question")

    def _on(self) -> None:
        """Goes on from what is answered; asks for what is written."""
        item, queue = self._item_as_it_is(), self.questions
        if item is None or queue is None:
            return
        question = item.question
        if question.choices:
            queue.leave(queue.answered[-1] if queue.answered else None)
            self._ask_on(self._last_words)
            return
        if not self._was_done(lambda: self.answering.require_changeable(question.item)):
            return
        draft = self._begun = self.app.drafts.draft(self.draft_name(question))
        self.prompt.open(PURPOSE, question.shown_name, begun=draft.begun)
        field = self.prompt.field
        self.app.drafts.watch(draft, lambda: field.value)

    def takes_typed(self, purpose: str, value: str | None) -> bool:
        if purpose != PURPOSE:
            return False
        self._write(value or "")
        return True

    def _write(self, text: str) -> None:
        item, draft = self._item_as_it_is(), self._begun
        self.app.drafts.leave()
        if self._question_panel is not None:
            self._question_panel.focus()
        if not text.strip():
            self._end_begun(draft)
        elif item is None or self.questions is None:
            # Read anew meanwhile, or gone: where the same is asked again it can be gone on with.
            self._keep_begun(draft, text)
        elif self._was_done(lambda: self.answering.write(item.question, text)):
            self._end_begun(draft)
            self.questions.leave(self.session.own.store.last_change)
            self._ask_on(self._last_words)
        else:
            self._keep_begun(draft, text)

    def _keep_begun(self, draft: Draft | None, text: str) -> None:
        if draft is not None:
            draft.keep(text)
        self._begun = None

    def _end_begun(self, draft: Draft | None) -> None:
        if draft is not None:
            draft.end()
        self._begun = None

    def _back(self) -> None:
        """Takes the last answer back, and goes to where it was given."""
        queue = self.questions
        if queue is None:
            return
        last = self.session.own.store.last_change
        if queue.answered:
            if queue.answered.pop() is last:
                self.attempt(self.session.undo)
            self._show_as_it_is()
            return
        # What has been changed since then stays, and the answer with it.
        if queue.last_change is not None and queue.last_change is last and self.attempt(self.session.undo) is None:
            return
        item = queue.step_back()
        if item is None:
            self.tell(tr("This is where it began"), warn=True)
        else:
            self._ask(item)

    def _item_as_it_is(self) -> Unanswered | None:
        """The question one is at, as it is answered now; where it is gone, goes on."""
        queue = self.questions
        item = None if queue is None or queue.item is None else queue.as_it_is(queue.item)
        if item is None and queue is not None:
            queue.leave()
            self._ask_on(self._last_words)
        return item

    def _show_as_it_is(self) -> None:
        item = self._item_as_it_is()
        if item is not None:
            self._ask(item)
