"""The keys of a text field: Textual's own, readline's, and those of other programs, where they do not contradict.

The help panel lists them from here. A terminal may keep some of them for itself, or send the same for two of them;
so what one needs has a key that comes through everywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Iterator


class FieldMotion(NamedTuple):
    """One way the caret can go."""

    keys: str
    selecting_keys: str
    """With these, what is passed over is selected."""
    words: str
    selecting_words: str
    action: str
    """To which is added whether to select."""


class FieldCommand(NamedTuple):
    """Something that can be done to the text."""

    keys: str
    action: str
    words: str


_MOTIONS = (
    FieldMotion("left", "shift+left", "One letter to the left", "Select one letter to the left", "step(False, {})"),
    FieldMotion("right", "shift+right", "One letter to the right", "Select one letter to the right", "step(True, {})"),
    FieldMotion(
        "ctrl+left,alt+left",
        "ctrl+shift+left,alt+shift+left",
        "One word to the left",
        "Select one word to the left",
        "step_word(False, {})",
    ),
    FieldMotion(
        "ctrl+right,alt+right",
        "ctrl+shift+right,alt+shift+right",
        "One word to the right",
        "Select one word to the right",
        "step_word(True, {})",
    ),
    FieldMotion(
        "home,ctrl+a",
        "shift+home",
        "Beginning of the line",
        "Select to the beginning of the line",
        "line_start({})",
    ),
    FieldMotion("end,ctrl+e", "shift+end", "End of the line", "Select to the end of the line", "line_end({})"),
    FieldMotion("up", "shift+up", "One line up", "Select one line up", "step_rows(-1, {})"),
    FieldMotion("down", "shift+down", "One line down", "Select one line down", "step_rows(1, {})"),
    FieldMotion("pageup", "shift+pageup", "One page up", "Select one page up", "turn_page(-1, {})"),
    FieldMotion("pagedown", "shift+pagedown", "One page down", "Select one page down", "turn_page(1, {})"),
    FieldMotion(
        "ctrl+up", "ctrl+shift+up", "Paragraph before", "Select to the paragraph before", "paragraph(False, {})"
    ),
    FieldMotion(
        "ctrl+down", "ctrl+shift+down", "Next paragraph", "Select to the next paragraph", "paragraph(True, {})"
    ),
    FieldMotion(
        "ctrl+home",
        "ctrl+shift+home",
        "Beginning of the text",
        "Select to the beginning of the text",
        "text_start({})",
    ),
    FieldMotion("ctrl+end", "ctrl+shift+end", "End of the text", "Select to the end of the text", "text_end({})"),
)
_COMMANDS = (
    FieldCommand("backspace", "backspace", "Take away the letter before, its marks first"),
    FieldCommand("delete,ctrl+d", "delete", "Take away the letter at the caret"),
    FieldCommand("ctrl+w,ctrl+backspace,alt+backspace", "delete_word_back", "Take away the word before"),
    FieldCommand("ctrl+delete,alt+delete,alt+d", "delete_word", "Take away the word behind"),
    FieldCommand("ctrl+u", "delete_to_line_start", "Take away all before on the line"),
    FieldCommand("ctrl+k", "delete_to_line_end", "Take away all behind on the line"),
    FieldCommand("ctrl+x,shift+delete,super+x", "cut", "Cut"),
    FieldCommand("ctrl+c,ctrl+insert,super+c", "copy", "Copy"),
    FieldCommand("ctrl+v,shift+insert", "paste", "Paste what was cut or copied here"),
    FieldCommand("ctrl+z,ctrl+underscore,super+z", "undo", "Undo"),
    FieldCommand("ctrl+y,ctrl+shift+z,super+shift+z", "redo", "Redo"),
    FieldCommand("f7,ctrl+shift+a,super+a", "select_all", "Select all"),
    FieldCommand("ctrl+j,alt+enter,shift+enter", "begin_line", "Begin a new line, where there may be several"),
    FieldCommand("enter", "submit", "Done"),
)


def field_bindings() -> Iterator[Binding]:
    """The keys as Textual's bindings; none of them stands in a footer."""
    for motion in _MOTIONS:
        yield _binding(motion.keys, motion.action.format(False), motion.words)
        yield _binding(motion.selecting_keys, motion.action.format(True), motion.selecting_words)
    for command in _COMMANDS:
        yield _binding(command.keys, command.action, command.words)


def _binding(keys: str, action: str, words: str) -> Binding:
    # What a key map names it by is what it does.
    name = "_".join(re.findall("[a-z]+", words.lower()))
    return Binding(keys, action, words, show=False, id=f"field.{name}")
