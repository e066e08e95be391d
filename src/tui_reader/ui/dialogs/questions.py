"""The questions the app asks: what note, and whether."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical

from tui_reader.language import tr
from tui_reader.text.excerpt import interface_direction, isolated
from tui_reader.ui.dialogs.dialog import Dialog
from tui_reader.ui.widgets.text_field import TextField
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult


def _words(text: str, *, wrap: bool = True) -> TextView:
    """What a dialog says, in which somebody's words may stand."""
    return TextView(text, wrap=wrap, direction=interface_direction())


class NoteEditor(Dialog["str | None"]):
    """A note of several lines. Ends with its text, or None when it is given up."""

    BINDINGS: ClassVar = [
        Binding("escape", "dismiss(None)", "Cancel", id="note_editor.cancel"),
        Binding("enter,ctrl+s", "keep", "Keep the note", priority=True, id="note_editor.keep"),
    ]

    DEFAULT_CSS = """
    NoteEditor { align: center middle; }
    NoteEditor > Vertical {
        width: 72; max-width: 90%; height: 50%; min-height: 10; max-height: 24;
        background: $surface; border: round $primary; padding: 0 1;
    }
    NoteEditor TextField { height: 1fr; max-height: 100%; }
    NoteEditor TextView { color: $text-muted; }
    """

    def __init__(self, note: str, title: str, *, was_begun: bool = False) -> None:
        """`was_begun`: the note is what was typed when the program ended."""
        super().__init__()
        self._title = title
        self._was_begun = was_begun
        self._field = TextField(note, placeholder=tr("write here"), multiline=True, id="note-field")

    @property
    def value(self) -> str:
        """What stands in the field, also when that is no longer on the screen."""
        return self._field.value

    def compose(self) -> ComposeResult:
        with Vertical():
            yield _words(self._title, wrap=False)
            if self._was_begun:
                yield _words(tr("This was being typed when the program ended"))
            yield self._field
            yield _words(
                tr(
                    "{note_editor.keep} keeps it · "
                    "{field.begin_a_new_line_where_there_may_be_several} begins a new line · "
                    "{note_editor.cancel} gives up"
                )
            )

    def on_mount(self) -> None:
        self._field.focus()

    def action_keep(self) -> None:
        """Ends with the note."""
        self.dismiss(self.value)


class Question(Dialog["str | None"]):
    """A question with a few answers, one key each. Ends with the key; None for escape."""

    BINDINGS: ClassVar = [Binding("escape", "dismiss(None)", "Cancel", id="question.cancel")]

    DEFAULT_CSS = """
    Question { align: center middle; }
    Question > Vertical {
        width: 66; max-width: 90%; height: auto; background: $surface; border: round $warning; padding: 1 2;
    }
    """

    def __init__(self, lines: Sequence[str], answers: Mapping[str, str], otherwise: str = "") -> None:
        """`answers`: what each key means, in words; `otherwise`: what escape means."""
        super().__init__()
        self._lines = lines
        self._answers = answers
        self._otherwise = otherwise or tr("stay")

    def compose(self) -> ComposeResult:
        with Vertical():
            for line in self._lines:
                yield _words(line)
            yield _words("")
            for key, words in {**self._answers, "escape": self._otherwise}.items():
                yield _words(f"{isolated(key)}  {words}")

    def on_key(self, event: events.Key) -> None:
        if event.character in self._answers:
            event.stop()
            self.dismiss(event.character)


class LongText(Dialog[None]):
    """Something to be looked through, which may be longer than the screen."""

    BINDINGS: ClassVar = [
        Binding("escape,enter,q", "dismiss(None)", "Back", id="long_text.back"),
        Binding("up", "scroll(-1)", "Up", show=False, id="long_text.up"),
        Binding("down", "scroll(1)", "Down", show=False, id="long_text.down"),
        Binding("pageup", "scroll(-10)", "Ten up", show=False, id="long_text.page_up"),
        Binding("pagedown,space", "scroll(10)", "Ten down", show=False, id="long_text.page_down"),
    ]

    DEFAULT_CSS = """
    LongText { align: center middle; }
    LongText > Vertical {
        width: 80; max-width: 90%; height: 20; max-height: 90%;
        background: $surface; border: round $primary; padding: 0 1;
    }
    LongText #long-text { height: 1fr; }
    LongText .about { color: $text-muted; }
    """

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._text = TextView("\n".join(lines), direction=interface_direction(), id="long-text")

    def compose(self) -> ComposeResult:
        with Vertical():
            yield TextView(self._title, wrap=False, direction=interface_direction(), classes="about")
            yield self._text
            yield TextView(
                tr("{long_text.back} goes back"), wrap=False, direction=interface_direction(), classes="about"
            )

    def action_scroll(self, by: int) -> None:
        """Scrolls by rows."""
        self._text.scroll_rows(by)
