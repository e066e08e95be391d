"""The line under the text while an annotation is resized or moved: what moves, and the keys of that."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding
from textual.message import Message

from tui_reader.language import tr
from tui_reader.session.annotating.adjusting import Part
from tui_reader.text.excerpt import isolated
from tui_reader.ui.widgets.text_view import TextView


class AdjustBar(TextView, can_focus=True):
    """Has the keys while it is open; the screen's commands wait."""

    HELP = """
## Resizing and moving

**{adjust.word_left}** and **{adjust.word_right}** move an end of the annotation word by word,
**{adjust.letter_left}** and **{adjust.letter_right}** letter by letter; **{adjust.sentence_before}** and
**{adjust.next_sentence}** sentence by sentence, as do **{adjust.sentence_left}** and **{adjust.sentence_right}**.
**{adjust.other_end}** goes to the other end, and on to other parts; **{adjust.whole}** has the whole part move. The
mouse pulls the nearest end. **{adjust.undo}** takes the last step back. **{adjust.keep}** keeps it,
**{adjust.give_up}** leaves all as it was.
"""

    FOOTER = ("adjust.word_left", "adjust.keep", "adjust.give_up", "adjust.letter_left", "adjust.sentence_before")
    BINDINGS: ClassVar = [
        Binding("left", "step('WORD', False)", "Word", key_display="← →", id="adjust.word_left"),
        Binding("right", "step('WORD', True)", "Word", show=False, id="adjust.word_right"),
        Binding("shift+left", "step('LETTER', False)", "Letter", key_display="⇧← →", id="adjust.letter_left"),
        Binding("shift+right", "step('LETTER', True)", "Letter", show=False, id="adjust.letter_right"),
        Binding("up", "go('SENTENCE', False)", "Sentence", key_display="↑ ↓", id="adjust.sentence_before"),
        Binding("down", "go('SENTENCE', True)", "Sentence", show=False, id="adjust.next_sentence"),
        Binding("ctrl+left", "step('SENTENCE', False)", "Sentence", show=False, id="adjust.sentence_left"),
        Binding("ctrl+right", "step('SENTENCE', True)", "Sentence", show=False, id="adjust.sentence_right"),
        Binding("enter", "end(True)", "Keep", id="adjust.keep"),
        Binding("escape", "end(False)", "Give up", id="adjust.give_up"),
        Binding("tab", "part(True)", "Other end", id="adjust.other_end"),
        Binding("shift+tab", "part(False)", "Other end", show=False, id="adjust.end_before"),
        Binding("m", "whole", "Move whole", id="adjust.whole"),
        Binding("z,ctrl+z", "take_back", "Undo", id="adjust.undo"),
    ]

    DEFAULT_CSS = """
    AdjustBar {
        display: none; height: 1; padding: 0 1; background: $surface; color: $primary; text-style: bold;
        &.open { display: block; }
    }
    """

    class Pressed(Message):
        """A key was pressed that moves something."""

        def __init__(self, how: str, step: str = "", *, onward: bool = True) -> None:
            super().__init__()
            self.how = how
            """`step` to a side of the screen, `go` in the direction of reading, `part`, `whole`, `undo` or `end`."""
            self.step = step
            self.onward = onward
            """To the right; on; or that it is kept."""

    def __init__(self) -> None:
        super().__init__(id="adjust-bar", wrap=False)

    @property
    def is_open(self) -> bool:
        """Whether an annotation is being resized."""
        return self.has_class("open")

    def show(self, name: str, part: Part) -> None:
        """Says of which annotation, by its name, what moves."""
        words = {
            Part.START: tr("{annotation}: its beginning moves", annotation=isolated(name)),
            Part.END: tr("{annotation}: its end moves", annotation=isolated(name)),
            Part.WHOLE: tr("{annotation}: all of it moves", annotation=isolated(name)),
        }
        self.update(words[part])
        self.add_class("open")

    def close(self) -> None:
        """Goes away."""
        self.remove_class("open")

    def action_step(self, step: str, right: bool) -> None:
        """Moves to a side of the screen."""
        self.post_message(self.Pressed("step", step, onward=right))

    def action_go(self, step: str, forward: bool) -> None:
        """Moves on or back."""
        self.post_message(self.Pressed("go", step, onward=forward))

    def action_part(self, forward: bool) -> None:
        """Has another end move."""
        self.post_message(self.Pressed("part", onward=forward))

    def action_whole(self) -> None:
        """Has all of it move."""
        self.post_message(self.Pressed("whole"))

    def action_take_back(self) -> None:
        """Takes the last step back."""
        self.post_message(self.Pressed("undo"))

    def action_end(self, keep: bool) -> None:
        """Keeps it, or leaves all as it was."""
        self.post_message(self.Pressed("end", onward=keep))

    def on_blur(self) -> None:
        # Another window may have come to the front, which changes nothing here.
        if self.is_open and self.app.app_focus:
            self.action_end(False)
