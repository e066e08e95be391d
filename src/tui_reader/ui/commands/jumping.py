"""Jump mode: labels over the text, and the keys that go to them.

While there are labels every key with a character is one of a label, or ends the mode; whatever else is pressed or
clicked ends it and does what it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.session.jumping import LETTER_OF, SHIFTED, JumpLabel, labelled, targets
from tui_reader.ui.commands.base import ReadingBase
from tui_reader.ui.keyboard_layouts import LABEL_KEY

if TYPE_CHECKING:
    from textual import events


class JumpingCommands(ReadingBase):
    """Going to what is seen by what is written over it."""

    def action_jump(self) -> None:
        """Writes a label over each sentence and annotation in sight."""
        self.focus_text()
        seen = self.text.span_in_sight
        labels = labelled(targets(self.session, seen), seen)
        if not labels:
            self.tell(tr("There is nothing here to jump to"), warn=True)
            return
        self._show_labels(labels)

    @property
    def jump_words(self) -> str:
        """What is under way, for the status line."""
        return tr("JUMP: a label goes there, with shift it selects") if self.text.labels else ""

    def takes_label(self, event: events.Key) -> bool:
        """Takes a key of a label; whether it was for this mode."""
        labels = self.text.labels
        if not labels:
            return False
        if event.character is None or event.key in ("escape", "enter", "tab"):
            self.end_jump()
            return event.key == "escape"
        typed = LABEL_KEY.get(event.character, event.character)
        letter = LETTER_OF.get(typed, "")
        left = [
            label._replace(letters=label.letters[1:]) for label in labels if letter and label.letters.startswith(letter)
        ]
        if len(left) == 1 and not left[0].letters:
            self.end_jump()
            self._jump(left[0], select=typed == SHIFTED[letter])
        elif left:
            self._show_labels(left)
        else:
            self.end_jump()
        return True

    def _jump(self, label: JumpLabel, *, select: bool) -> None:
        session, (span, entry_id) = self.session, label.target
        if select:
            session.select(span)
        elif entry_id is None or self.holding:
            session.move(span.start, extend=self.holding)
        else:
            self.attempt(lambda: session.focus(entry_id))
        self.caret_moved()

    def end_jump(self) -> None:
        """Takes the labels away."""
        if self.text.labels:
            self._show_labels([])

    def _show_labels(self, labels: list[JumpLabel]) -> None:
        self.text.labels = labels
        self.text.refresh()
        self.show_status()
