"""The panel under the text in which one open question after the other is answered, by a key for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.message import Message

from tui_reader.annotations.tagset import Kind
from tui_reader.language import tr
from tui_reader.text.excerpt import interface_direction, isolated
from tui_reader.ui.answer_keys import ANSWER_KEYS, place_of
from tui_reader.ui.panes.answers_panel import GIVEN_SIGN
from tui_reader.ui.panes.queue_panel import QueuePanel
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from typing import Any

    from textual import events
    from textual.app import ComposeResult

    from tui_reader.session.annotating.answering import Question

BETWEEN = "   "
"""Between an answer and the next."""


class QuestionPanel(QueuePanel):
    """One question with the text it is about, and the keys that answer it."""

    HELP = """
## Open questions, a key for each

One question of the tagset that is not answered yet is shown after the other, with the text it is about. The key
beside an answer gives it, and the next question comes; where several may be given the keys add and take away, and
**{question.on}** goes on. What is written or is a number is typed after **{question.on}**.

**{question.later}** leaves it for later. **{question.back}** takes the last answer back, and you are at that question
again. **{question.alone}** asks this question alone, of all annotations, and all of them again; **{question.never}**
asks it no more. **{question.end}** ends it: you stay where you are. Those annotations are gone through that are listed:
**{filter.tag}** and **{filter.text}** filter them before.

**{question.suggestions}** goes over to the suggestions.
"""

    BINDINGS: ClassVar = [
        Binding("1", "answer(0)", "Choose", key_display="1–9", id="question.first"),
        Binding("enter", "decide('on')", "On", id="question.on"),
        Binding("space,semicolon,down", "decide('leave')", "Later", id="question.later"),
        Binding("z,ctrl+z", "decide('undo')", "Back", id="question.back"),
        Binding("colon,up", "decide('undo')", "Back", show=False, id="question.back_again"),
        Binding("asterisk", "decide('alone')", "Only this", id="question.alone"),
        Binding("exclamation_mark", "decide('never')", "Not this", id="question.never"),
        Binding("escape", "decide('close')", "End", id="question.end"),
        Binding("tab", "decide('suggestions')", "Suggestions", id="question.suggestions"),
    ]

    DEFAULT_CSS = """
    QuestionPanel #question-guidance { max-height: 3; text-style: italic; }
    QuestionPanel #question-choices { color: $foreground; max-height: 8; }
    """

    class Answered(Message):
        """An answer was chosen."""

        def __init__(self, choice: Any) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self) -> None:
        super().__init__(id="question-panel")
        self._question: Question | None = None

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield TextView(id="question-guidance", direction=interface_direction())
        yield TextView(id="question-choices", direction=interface_direction())

    def ask(self, question: Question) -> None:
        """Shows what can be answered, and what is."""
        self._question = question
        guidance = self.query_one("#question-guidance", TextView)
        guidance.update(question.guidance)
        guidance.display = bool(question.guidance)
        self.query_one("#question-choices", TextView).update(self._choices(question))

    def _choices(self, question: Question) -> str:
        if not question.choices:
            is_number = question.attribute is not None and question.attribute.kind is Kind.NUMBER
            return tr("{question.on}: type a number") if is_number else tr("{question.on}: type an answer")
        # What belongs to a key does not leave it at the end of a row.
        return BETWEEN.join(
            f"{GIVEN_SIGN if question.is_given(choice) else ''}{isolated(key)}\u00a0{question.words_of(choice)}"
            for key, choice in zip(ANSWER_KEYS, question.choices, strict=False)
        )

    def on_key(self, event: events.Key) -> None:
        place = place_of(event.character)
        if self._question is not None and 0 <= place < len(self._question.choices):
            event.stop()
            event.prevent_default()
            self.action_answer(place)

    def action_answer(self, place: int) -> None:
        """Gives an answer of those that can be chosen."""
        if self._question is not None and place < len(self._question.choices):
            self.post_message(self.Answered(self._question.choices[place]))
