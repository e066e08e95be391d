"""Commands of the way through all suggestions: one key for each, and the next comes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.ui.commands.confirming import ROWS_ABOVE
from tui_reader.ui.commands.suggesting import SuggestingCommands, some_steps

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui_reader.session.suggestions.queueing import Queue
    from tui_reader.session.suggestions.suggesting import Suggestion
    from tui_reader.ui.panes.suggestion_panel import SuggestionPanel

COUNT_MOMENT, COUNT_REST = 0.005, 0.05
"""Seconds for which suggestions are counted, and between two times of it: it is only told how many there are."""


class QueueingCommands(SuggestingCommands):
    """One suggestion after the other."""

    queue: Queue | None = None
    """The way through the suggestions, while one is on it."""
    counting: Timer | None = None

    async def action_queue(self) -> None:
        """Goes through all suggestions from the caret on; on the way already, ends it."""
        from tui_reader.session.suggestions.queueing import Queue
        from tui_reader.ui.panes.suggestion_panel import SuggestionPanel

        if self.queue is not None:
            self.close_queue()
            return
        if self.session.own.is_to_come:
            self.tell(tr("The annotations are still being read"), warn=True)
            return
        # What was said before would stand over the panel.
        self.app.clear_notifications()
        self.close_check()
        suggestions = self._suggest()
        self.queue = Queue(self.session.document, suggestions, self.session.caret)
        here = suggestions.here()
        if here is not None:
            self.queue = Queue(self.session.document, suggestions, here.extent.start)
        await self.mount(SuggestionPanel(), before=self.prompt)
        self._count()
        self._queue_on()

    def close_queue(self) -> None:
        if self.counting is not None:
            self.counting.stop()
            self.counting = None
        if self.queue is None:
            return
        self.queue = None
        for panel in self.query("#suggestion-panel"):
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
            self.tell(tr("Nothing is suggested here") if is_first else tr("That was the last suggestion"))

        self._in_moments(self.queue.look_on(), self._show_item, over, tr("looking for suggestions"))

    def _show_item(self, item: Suggestion) -> None:
        from tui_reader.session.suggestions.queueing import in_context

        panel, queue, suggestions = self._panel, self.queue, self.session.suggestions
        if panel is None or queue is None or suggestions is None:
            return
        queue.item = item
        suggestions.go_to(item)
        panel.show(self._queue_title(), in_context(self.session.document, item))
        panel.focus()
        self.text.put_caret(ROWS_ABOVE)
        self.caret_moved()

    def _queue_title(self) -> str:
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

    def on_suggestion_panel_decided(self, message: SuggestionPanel.Decided) -> None:
        queue, suggestions = self.queue, self.session.suggestions
        if queue is None or queue.item is None or suggestions is None:
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

    def _count(self) -> None:
        queue, session = self.queue, self.session
        assert queue is not None
        steps = queue.counting()
        if some_steps(steps, COUNT_MOMENT)[1]:
            return

        def count() -> None:
            is_on = self.session is session and self.queue is queue
            if self.counting is not None and (not is_on or some_steps(steps, COUNT_MOMENT)[1]):
                self.counting.stop()
                self.counting = None
            self._show_count()

        self.counting = self.set_interval(COUNT_REST, count)

    def _show_count(self) -> None:
        panel = self._panel
        if panel is not None:
            panel.show_title(self._queue_title())
