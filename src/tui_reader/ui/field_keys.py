"""The keys of a text field: Textual's own, readline's, and those of other programs, where they do not contradict.

The help panel lists them from here. A terminal may keep some of them for itself, or send the same for two of them;
so what one needs has a key that comes through everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Motion(NamedTuple):
    """One way the caret can go."""

    keys: str
    selecting: str
    """The keys with which what is passed over is selected."""
    action: str
    """The action, to which is added whether to select."""
    words: str


_MOTIONS = (
    _Motion("left", "shift+left", "step(False, {})", "One letter to the left"),
    _Motion("right", "shift+right", "step(True, {})", "One letter to the right"),
    _Motion("ctrl+left,alt+left", "ctrl+shift+left,alt+shift+left", "step_word(False, {})", "One word to the left"),
    _Motion("ctrl+right,alt+right", "ctrl+shift+right,alt+shift+right", "step_word(True, {})", "One word to the right"),
    _Motion("home,ctrl+a", "shift+home", "line_start({})", "Beginning of the line"),
    _Motion("end,ctrl+e", "shift+end", "line_end({})", "End of the line"),
    _Motion("up", "shift+up", "step_rows(-1, {})", "One line up"),
    _Motion("down", "shift+down", "step_rows(1, {})", "One line down"),
    _Motion("pageup", "shift+pageup", "turn_page(-1, {})", "One page up"),
    _Motion("pagedown", "shift+pagedown", "turn_page(1, {})", "One page down"),
    _Motion("ctrl+up", "ctrl+shift+up", "paragraph(False, {})", "Paragraph before"),
    _Motion("ctrl+down", "ctrl+shift+down", "paragraph(True, {})", "Next paragraph"),
    _Motion("ctrl+home", "ctrl+shift+home", "text_start({})", "Beginning of the text"),
    _Motion("ctrl+end", "ctrl+shift+end", "text_end({})", "End of the text"),
)
_CHANGES = (
    ("backspace", "backspace", "Take away the letter before, its marks first"),
    ("delete,ctrl+d", "delete", "Take away the letter at the caret"),
    ("ctrl+w,ctrl+backspace,alt+backspace", "delete_word_back", "Take away the word before"),
    ("ctrl+delete,alt+delete,alt+d", "delete_word", "Take away the word behind"),
    ("ctrl+u", "delete_to_line_start", "Take away all before on the line"),
    ("ctrl+k", "delete_to_line_end", "Take away all behind on the line"),
    ("ctrl+x,shift+delete,super+x", "cut", "Cut"),
    ("ctrl+c,ctrl+insert,super+c", "copy", "Copy"),
    ("ctrl+v,shift+insert", "paste", "Paste what was cut or copied here"),
    ("ctrl+z,ctrl+underscore,super+z", "undo", "Undo"),
    ("ctrl+y,ctrl+shift+z,super+shift+z", "redo", "Redo"),
    ("f7,ctrl+shift+a,super+a", "select_all", "Select all"),
    ("ctrl+j,alt+enter,shift+enter", "begin_line", "Begin a new line, where there may be several"),
    ("enter", "submit", "Done"),
)


def field_bindings() -> Iterator[Binding]:
    """The keys as Textual's bindings; none of them stands in a footer."""
    for motion in _MOTIONS:
        yield Binding(motion.keys, motion.action.format(False), motion.words, show=False)
        yield Binding(motion.selecting, motion.action.format(True), f"Select: {motion.words.lower()}", show=False)
    for keys, action, words in _CHANGES:
        yield Binding(keys, action, words, show=False)
