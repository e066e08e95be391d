"""Commands of the way through all suggestions: one key for each, and the next comes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.ui.commands.confirming import ROWS_ABOVE
from tui_reader.ui.commands.suggesting import SuggestingCommands, some_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.timer import Timer

    from tui_reader.session.suggestions.queueing import Queue
    from tui_reader.session.suggestions.suggesting import Suggestion
    from tui_reader.ui.panes.suggestion_panel import SuggestionPanel

COUNT_MOMENT, COUNT_REST = 0.005, 0.05
"""Seconds for which suggestions are counted, and between two times of it: it is only told how many there are."""

DECISIONS = frozenset({"accept", "reject", "leave", "answer", "on", "alone", "never"})
"""What keys ask for that is about the one thing that is shown."""


class QueueingCommands(SuggestingCommands):
    """One suggestion after the other."""

    queue: Queue | None = None
    """The way through the suggestions, while one is on it."""
    counting: Timer | None = None

    async def action_queue(self) -> None:
        """Goes through all suggestions from the caret on; on the way already, ends it."""
        if self.query(".queue-panel"):
            self.close_queue()
            return
        if self.session.own.is_to_come:
            self.tell(tr("The annotations are still being read"), warn=True)
            return
        await self.go_through_suggestions()

    async def go_through_suggestions(self) -> None:
        """Begins the way through the suggestions."""
        from tui_reader.session.suggestions.queueing import Queue
        from tui_reader.ui.panes.suggestion_panel import SuggestionPanel

        # What was said before would stand over the panel.
        self.app.clear_notifications()
        self.close_check()
        suggestions = self._suggest()
        self.queue = Queue(self.session.document, suggestions, self.session.caret)
        here = suggestions.here()
        if here is not None:
            self.queue = Queue(self.session.document, suggestions, here.extent.start)
        queue = self.queue
        await self.mount(SuggestionPanel(), before=self.prompt)
        self._count(queue.counting(), lambda: self.queue is queue)
        self._queue_on()

    def close_queue(self) -> None:
        if self.counting is not None:
            self.counting.stop()
            self.counting = None
        self.queue = None
        for panel in self.query(".queue-panel"):
            # What comes next need not be found any more.
            self.stop_looking()
            had_focus = panel.has_focus
            panel.remove()
            if had_focus:
                self.focus_text()

    @property
    def _panel(self) -> SuggestionPanel | None:
        from tui_reader.ui.panes.suggestion_panel import SuggestionPanel

        return next(iter(self.query(SuggestionPanel)), None)

    @property
    def _is_in_text(self) -> bool:
        return super()._is_in_text or (self.queue is not None and self.focused is self._panel)

    def _queue_on(self) -> None:
        """Goes on to the next suggestion; where none is left, says so and ends."""
        if self.queue is None:
            return
        is_first = self.queue.item is None

        def over() -> None:
            self.close_queue()
            self.suggestions_are_over(is_first=is_first)

        self._in_moments(self.queue.look_on(), self._show_item, over, tr("looking for suggestions"))

    def suggestions_are_over(self, *, is_first: bool) -> None:
        """Says that no suggestion is left; `is_first`: there has been none."""
        self.tell(tr("Nothing is suggested here") if is_first else tr("That was the last suggestion"))

    def _show_item(self, item: Suggestion) -> None:
        from tui_reader.session.suggestions.queueing import in_context

        panel, queue, suggestions = self._panel, self.queue, self.session.suggestions
        if panel is None or queue is None or suggestions is None:
            return
        queue.item = item
        suggestions.go_to(item)
        panel.show(self.queue_title(), in_context(self.session.document, item.spans))
        panel.focus()
        self.text.put_caret(ROWS_ABOVE)
        self.caret_moved()

    def queue_title(self) -> str:
        """How far one has come, and what one is at."""
        queue = self.queue
        if queue is None or queue.item is None:
            return ""
        words = self.words_of(queue.item)
        count = f"{queue.count}{'' if queue.is_counted else '+'}"
        return tr("{number} of {count}   {suggestion}", number=queue.number, count=count, suggestion=words)

    def decided(self, took: int, words: str) -> None:
        if self.queue is None or self.focused is not self._panel:
            super().decided(took, words)
        else:
            self.queue.leave(took, self.session.own.store.last_change)
            self._queue_on()

    def on_queue_panel_decided(self, message: SuggestionPanel.Decided) -> None:
        queue, suggestions = self.queue, self.session.suggestions
        if queue is None or not self.is_about_what_is_shown(message.how):
            return
        if queue.item is None or suggestions is None:
            self.close_queue()
            return
        match message.how:
            case "accept" | "reject":
                if suggestions.here() != queue.item:
                    suggestions.go_to(queue.item)
                if suggestions.here() is None:
                    self._queue_on()  # Somebody else has decided on it meanwhile.
                else:
                    self._decide_chosen(accept=message.how == "accept")
            case "leave":
                queue.leave()
                self._queue_on()
            case "undo":
                self._queue_back()
            case "close":
                self.close_queue()
            case "questions":
                self.close_queue()
                self.go_through_questions()

    def is_about_what_is_shown(self, how: str) -> bool:
        """Whether what a key asks for can be done: nothing is decided on before it is shown.

        While the next one is looked for, the one that is shown is done with; one may go back to it, or end the way.
        """
        if self.looking is None:
            return True
        if how in DECISIONS:
            return False
        self.stop_looking()
        return True

    def go_through_questions(self) -> None:
        """Begins the way through the open questions."""
        raise NotImplementedError

    def _queue_back(self) -> None:
        """Goes back to the suggestion before, taking the decision on it back."""
        queue = self.queue
        if queue is None:
            return
        # What has been changed since then stays, and the decision with it.
        is_last = queue.last_change is not None and queue.last_change is self.session.own.store.last_change
        if is_last and self.attempt(self.session.undo) is None:
            return
        item = queue.step_back()
        if item is None:
            self.tell(tr("This is where it began"), warn=True)
        else:
            self._show_item(item)

    def _count(self, steps: Iterator[None], is_on: Callable[[], bool]) -> None:
        """Takes the steps of counting, a moment at a time, as long as one is on that way."""
        session = self.session
        if self.counting is not None:
            self.counting.stop()
            self.counting = None
        if some_steps(steps, COUNT_MOMENT)[1]:
            return

        def count() -> None:
            is_over = self.session is not session or not is_on() or some_steps(steps, COUNT_MOMENT)[1]
            if self.counting is not None and is_over:
                self.counting.stop()
                self.counting = None
            from tui_reader.ui.panes.queue_panel import QueuePanel

            for panel in self.query(QueuePanel):
                panel.show_title(self.queue_title())

        self.counting = self.set_interval(COUNT_REST, count)
