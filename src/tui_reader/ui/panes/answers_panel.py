"""The panel under the sidebar in which the questions about one annotation are answered, a key for each answer.

All questions stand below one another with their answers, first those about the annotation, then those about each of
its links. The one that one is at is open: its guidance, and what can be answered. It stays open while one goes from
annotation to annotation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message

from tui_reader.annotations.tagset import Kind
from tui_reader.language import is_rtl, tr
from tui_reader.session.window import ItemRows, Place
from tui_reader.text.bidi import Direction
from tui_reader.text.excerpt import interface_direction, isolated, label_line, rows_of
from tui_reader.ui.answer_keys import ANSWER_KEYS, place_of
from tui_reader.ui.widgets.painting import line_segments, row_of
from tui_reader.ui.widgets.rows_view import RowsView
from tui_reader.ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.strip import Strip

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.session.annotating.answering import Question
    from tui_reader.session.entries import Entry
    from tui_reader.session.links import Link
    from tui_reader.text.layout import Line

GUIDANCE_ROWS, ANSWER_ROWS = 4, 2
GIVEN_SIGN = "✓"
INDENT = 2
KEY_CELLS = 6
"""Before an answer: whether it is given, and the key that gives it."""


class _Row(NamedTuple):
    line: Line
    look: str
    """`title`, `question`, `here`, `guidance`, `choice` or `given`."""
    question: int | None = None
    """Which question it is about."""
    choice: int | None = None
    """Which answer it offers."""
    key: str = ""
    """The key that gives it."""


class AnswerList(RowsView):
    """The questions, one of them open."""

    HELP = """
## Attributes

The key beside an answer gives it, and goes on to the next question; where several may be given it adds the answer or
takes it away. What is written or is a number is typed after **{answers.write}**. **{answers.take_back}** deletes an
answer.

**{answers.up}** and **{answers.down}** go from question to question, also to those about links; **{annotation.next}**
and **{annotation.previous}** go on to the next annotation, and the panel with them. **{undo}** takes the last answer
back, **{answers.close}** closes.
"""

    FOOTER = ("answers.choose", "answers.write", "annotation.next", "answers.close", "undo", "answers.take_back")
    BINDINGS: ClassVar = [
        Binding("1", "choose(0)", "Choose", key_display="1–9", id="answers.choose"),
        Binding("up", "go(-1)", "Question before", show=False, id="answers.up"),
        Binding("down", "go(1)", "Next question", show=False, id="answers.down"),
        Binding("pageup", "go_far(-1)", "To the annotation or the link before", show=False, id="answers.page_up"),
        Binding("pagedown", "go_far(1)", "To the next link", show=False, id="answers.page_down"),
        Binding("enter", "write", "Write", id="answers.write"),
        Binding("backspace,delete", "take_back", "Delete the answer", id="answers.take_back"),
        Binding("escape", "close", "Close", id="answers.close"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"answers--muted", "answers--here", "answers--title"}

    DEFAULT_CSS = """
    AnswerList {
        height: 1fr;
        & > .answers--muted { color: $text-muted; }
        & > .answers--title { color: $text-primary; text-style: bold; }
        & > .answers--here { background: $boost; }
        &:focus > .answers--here { background: $primary-muted; }
    }
    """

    class Answered(Message):
        """An answer was chosen."""

        def __init__(self, question: Question, choice: Any) -> None:
            super().__init__()
            self.question = question
            self.choice = choice

    class TakenBack(Message):
        """An answer is to be deleted."""

        def __init__(self, question: Question) -> None:
            super().__init__()
            self.question = question

    class Asked(TakenBack):
        """An answer is to be written."""

    class Closed(Message):
        """The person wants no more of it."""

    def __init__(self) -> None:
        self.rows = ItemRows[_Row]()
        super().__init__(self.rows, id="answers")
        self.title = ""
        self.tagset: Tagset | None = None
        self.questions: Sequence[Question] = ()
        self.here = 0
        """Which question is open."""

    @property
    def question(self) -> Question | None:
        """The question that is open."""
        return self.questions[self.here] if self.questions else None

    def show(self, title: str, questions: Sequence[Question], tagset: Tagset, *, first: Link | None = None) -> None:
        """Shows questions; the open one stays, where it is still asked. `first`: the first one about that link."""
        before = self.question
        self.title, self.questions, self.tagset = title, questions, tagset
        names = [(question.item.id, question.name) for question in questions]
        if first is not None:
            self.here = next((n for n, q in enumerate(questions) if q.link and q.link.id == first.id), 0)
        elif before is None or (before.item.id, before.name) not in names:
            self.here = 0
        else:
            self.here = names.index((before.item.id, before.name))
        self._lay_out()

    def fit(self) -> None:
        self.rows.items = list(self._all_rows())
        super().fit()
        self._show_open()

    def _lay_out(self) -> None:
        # What is hidden has no width; it is laid out when it is seen again.
        if not self.size.width:
            self._fitted = None
            return
        self.rows.items = list(self._all_rows())
        self.forget_places()
        self._show_open()

    def _show_open(self) -> None:
        """Scrolls as far down as the open question asks, and no further: what stands above it says what it is about."""
        mine = [number for number, row in enumerate(self.rows.items) if row.question == self.here]
        self.window.scroll_to(Place(0, 0))
        for number in (*mine[-1:], *mine[:1]):
            self.window.show(Place(number, 0))

    def _all_rows(self) -> Iterator[_Row]:
        width = max(4, self.size.width - 1 - INDENT)
        yield _Row(label_line(self.title, width), "title")
        if not self.questions:
            for line in rows_of(tr("The tagset asks nothing about this"), width, 2, interface_direction()):
                yield _Row(line, "guidance")
        link: Link | None = None
        for number, question in enumerate(self.questions):
            if question.link is not None and (link is None or link.id != question.link.id):
                yield _Row(label_line(self._link_words(question.link), width), "title")
            link = question.link
            is_here = number == self.here
            # It points on in the direction of reading.
            sign = f"{'◂' if is_rtl() else '▸'} " if is_here else ""
            words = f"{sign}{isolated(question.shown_name)}: {question.marked_words}"
            yield _Row(label_line(words, width), "here" if is_here else "question", number)
            if is_here:
                yield from self._open(question, number, width)

    def _link_words(self, link: Link) -> str:
        assert self.tagset is not None, "what is shown has been put here"
        name = isolated(self.tagset.shown_relation(link.relation.name))
        return f"{link.sign(self.tagset)} {name}: {isolated(link.words(self.tagset))}"

    def _open(self, question: Question, number: int, width: int) -> Iterator[_Row]:
        """What stands below the question one is at."""
        guidance = question.guidance
        if question.attribute is None:
            guidance = tr("The tagset does not ask this here: it can be kept or deleted")
        for line in rows_of(guidance, width, GUIDANCE_ROWS, Direction.MAJORITY) if guidance else ():
            yield _Row(line, "guidance", number)
        if question.attribute is not None and not question.choices:
            is_number = question.attribute.kind is Kind.NUMBER
            words = tr("{answers.write}: type a number") if is_number else tr("{answers.write}: type an answer")
            yield _Row(label_line(words, width), "guidance", number)
        for place, choice in enumerate(question.choices):
            key = ANSWER_KEYS[place] if place < len(ANSWER_KEYS) else "·"
            is_given = question.is_given(choice)
            line = label_line(question.words_of(choice), width - KEY_CELLS)
            yield _Row(line, "given" if is_given else "choice", number, place, key)

    def row_strip(self, place: Place, width: int) -> Strip:
        row, base = self.rows.items[place.block], self.base_style
        if row.question == self.here and row.question is not None:
            base += Style(bgcolor=self.get_component_rich_style("answers--here").bgcolor)
        style = base
        match row.look:
            case "title":
                style = base + self.get_component_rich_style("answers--title", partial=True)
            case "here" | "given":
                style = base + Style(bold=True)
            case "guidance":
                style = base + Style(color=self.get_component_rich_style("answers--muted").color, italic=True)
        pieces = [[Segment(" ", base)], line_segments(row.line, style, base)]
        if row.key:
            sign = GIVEN_SIGN if row.look == "given" else " "
            pieces[1:1] = [[Segment(f" {sign} ", style)], [Segment(f"{row.key} ".center(KEY_CELLS - 3), style)]]
        return row_of(pieces, width, base)

    # Keys

    def on_key(self, event: events.Key) -> None:
        place = place_of(event.character)
        if self.question is not None and 0 <= place < len(self.question.choices):
            event.stop()
            event.prevent_default()
            self.action_choose(place)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if self.takes_bar(event) or event.y >= len(self.visible_places):
            return
        row = self.rows.items[self.visible_places[event.y].block]
        if row.question is None:
            return
        if row.choice is not None:
            self._choose(self.questions[row.question], row.choice)
        else:
            self._open_at(row.question)

    def action_choose(self, place: int) -> None:
        """Gives an answer of those that can be chosen."""
        if self.question is not None and place < len(self.question.choices):
            self._choose(self.question, place)

    def _choose(self, question: Question, place: int) -> None:
        self.post_message(self.Answered(question, question.choices[place]))

    def _open_at(self, number: int) -> None:
        self.here = min(max(number, 0), max(0, len(self.questions) - 1))
        self._lay_out()

    def action_go(self, by: int) -> None:
        """Goes on or back by so many questions."""
        self._open_at(self.here + by)

    def action_go_far(self, by: int) -> None:
        """Goes to the first question of the next link, or of the one before, or of the annotation."""
        firsts = [n for n, q in enumerate(self.questions) if not n or q.item.id != self.questions[n - 1].item.id]
        ahead = [number for number in firsts if (number - self.here) * by > 0]
        if ahead:
            self._open_at(min(ahead) if by > 0 else max(ahead))

    def action_write(self) -> None:
        """Asks for an answer that is written; where there is a choice, goes on to the next question."""
        question = self.question
        if question is not None and question.attribute is not None and not question.choices:
            self.post_message(self.Asked(question))
        else:
            self.action_go(1)

    def action_take_back(self) -> None:
        """Deletes the answer."""
        if self.question is not None:
            self.post_message(self.TakenBack(self.question))

    def action_close(self) -> None:
        """Closes the panel."""
        self.post_message(self.Closed())


class AnswersPanel(Vertical):
    """The list of questions, and a field for what is written."""

    BINDINGS: ClassVar = [Binding("escape", "give_up", "Give up", show=False, id="answers.give_up")]

    DEFAULT_CSS = """
    AnswersPanel { height: 3fr; min-height: 8; border-top: tall $primary 60%; }
    AnswersPanel:focus-within { border-top: tall $primary; }
    AnswersPanel TextField { display: none; }
    AnswersPanel.writing TextField { display: block; }
    """

    class Written(Message):
        """An answer was typed."""

        def __init__(self, question: Question, text: str) -> None:
            super().__init__()
            self.question = question
            self.text = text

    class GivenUp(Message):
        """What was typed is no answer."""

    def __init__(self) -> None:
        super().__init__(id="answers-panel")
        self.list = AnswerList()
        self.field = TextField(id="answer-field")
        self._about: Question | None = None
        """The question that is being answered in the field."""

    def compose(self) -> ComposeResult:
        yield self.list
        yield self.field

    def write(self, question: Question, begun: str = "") -> None:
        """Asks for an answer; `begun` is one that was being typed before."""
        self._about = question
        self.field.placeholder = question.shown_name
        self.field.value = begun or ("" if question.answer is None else str(question.answer))
        # An answer is replaced by what is typed; what was begun is gone on with.
        if not begun:
            self.field.select_all()
        self.add_class("writing")
        self.field.focus()

    def on_text_field_submitted(self, message: TextField.Submitted) -> None:
        message.stop()
        if self._about is not None:
            self.post_message(self.Written(self._about, message.value))

    def on_text_field_changed(self, message: TextField.Changed) -> None:
        message.stop()

    def end_writing(self) -> None:
        """Takes the field away."""
        self._about = None
        self.remove_class("writing")
        self.list.focus()

    def action_give_up(self) -> None:
        """Leaves the answer as it was."""
        self.end_writing()
        self.post_message(self.GivenUp())


def title_of(entry: Entry, tag: str) -> str:
    """What the questions are about."""
    return f"{isolated(tag)}: {isolated(entry.title)}"
