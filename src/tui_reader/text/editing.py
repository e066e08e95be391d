"""A string being typed: what is changed in it, and how a change is taken back.

A change is a value with an inverse. Changes that belong together (a word typed letter by letter, letters taken away
one after the other) are one step of the history. All places are code points of the text.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from tui_reader.text.sanitise import is_control
from tui_reader.text.shaping import Role, role_of
from tui_reader.text.span import Span

_NEWLINE = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ONE_KEY = {"\ufef5": "لآ", "\ufef7": "لأ", "\ufef9": "لإ", "\ufefb": "لا"}
"""What keyboards with a key for lam-alef send for it, and the letters it stands for."""
_VARIATION = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_IN_EMOJI = re.compile("[\ufe0f\u20e3\U000e0020-\U000e007f]")
_EMOJI_ROLES = frozenset({Role.PICTOGRAPH, Role.REGIONAL, Role.MODIFIER})


class Run(Enum):
    """What kind of changes go on from one to the next."""

    NONE = auto()
    """Nothing goes on from this: a paste, a new line."""
    TYPING = auto()
    """Letter by letter; a run ends before the first letter of another word."""
    BACK = auto()
    """Taking away what stands before the caret."""
    FORTH = auto()
    """Taking away what stands behind it."""


class Edit(NamedTuple):
    """One stretch of a text made another."""

    start: int
    removed: str
    inserted: str

    @property
    def inverse(self) -> Edit:
        """What takes it back."""
        return Edit(self.start, self.inserted, self.removed)

    def applied(self, text: str) -> str:
        """The text after it."""
        return text[: self.start] + self.inserted + text[self.start + len(self.removed) :]


class Marks(NamedTuple):
    """Where the caret stands, and where what is selected begins or ends on its other side; None, and nothing is."""

    caret: int
    anchor: int | None = None


class Step(NamedTuple):
    """What is taken back at once: a change, with the marks before and after."""

    edit: Edit
    run: Run
    before: Marks
    after: Marks

    def joined(self, later: Step) -> Step | None:
        """This and what came next as one step, where that goes on from this."""
        if later.run is not self.run or later.before != self.after:
            return None
        one, two = self.edit, later.edit
        match self.run:
            case Run.TYPING if not (one.inserted[-1:].isspace() and not two.inserted[:1].isspace()):
                edit = Edit(one.start, one.removed, one.inserted + two.inserted)
            case Run.BACK if not two.inserted:
                edit = Edit(two.start, two.removed + one.removed, "")
            case Run.FORTH if not two.inserted:
                edit = Edit(one.start, one.removed + two.removed, "")
            case _:
                return None
        return Step(edit, self.run, self.before, later.after)


class Draft:
    """A text with a caret, perhaps a selection, and what was done to it so far."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self._marks = Marks(len(text))
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._goes_on = False
        """Whether nothing has come between since the latest step."""

    @property
    def caret(self) -> int:
        """What is typed comes to stand before the character here."""
        return self._marks.caret

    @property
    def anchor(self) -> int | None:
        """Where the selection was begun; None where nothing is selected."""
        return self._marks.anchor

    @property
    def selection(self) -> Span | None:
        """What is selected, never empty."""
        caret, anchor = self._marks
        if anchor is None or anchor == caret:
            return None
        return Span(min(anchor, caret), max(anchor, caret))

    @property
    def selected(self) -> str:
        """The selected text."""
        span = self.selection
        return "" if span is None else self.text[span.start : span.end]

    def move(self, caret: int, *, extend: bool = False) -> None:
        """Puts the caret elsewhere; `extend` selects from where it was, or from where the selection was begun."""
        here, anchor = self._marks
        self.mark(caret, (here if anchor is None else anchor) if extend else None)

    def mark(self, caret: int, anchor: int | None = None) -> None:
        """Puts the caret at one place and begins the selection at another; both are brought into the text."""
        caret = min(max(caret, 0), len(self.text))
        if anchor is not None:
            anchor = min(max(anchor, 0), len(self.text))
        self._marks = Marks(caret, None if anchor == caret else anchor)
        self._goes_on = False

    def replace(self, span: Span, inserted: str, run: Run = Run.NONE) -> bool:
        """Puts other text in the place of a span, and the caret behind it; whether that changed anything."""
        removed = self.text[span.start : span.end]
        if removed == inserted:
            self.move(span.start + len(inserted))
            return False
        before = self._marks
        edit = Edit(span.start, removed, inserted)
        self.text = edit.applied(self.text)
        self._marks = Marks(span.start + len(inserted))
        step = Step(edit, run, before, self._marks)
        joined = self._done[-1].joined(step) if self._goes_on and self._done else None
        if joined is not None:
            self._done.pop()
        self._done.append(joined or step)
        self._undone.clear()
        self._goes_on = True
        return True

    def undo(self) -> bool:
        """Takes the latest step back; whether there was one."""
        if not self._done:
            return False
        step = self._done.pop()
        self._undone.append(step)
        self.text = step.edit.inverse.applied(self.text)
        self._marks = step.before
        self._goes_on = False
        return True

    def redo(self) -> bool:
        """Does again what was taken back last; whether there was anything."""
        if not self._undone:
            return False
        step = self._undone.pop()
        self._done.append(step)
        self.text = step.edit.applied(self.text)
        self._marks = step.after
        self._goes_on = False
        return True


def can_be_typed(character: str) -> bool:
    """Whether a character a key gives belongs in a text: anything but controls. Joiners and marks of direction do."""
    return not is_control(character) and not _SURROGATE.match(character)


def as_typed(character: str) -> str:
    """What a character from the keyboard stands for: a lam-alef, which some keyboards send as one sign, two letters."""
    return _ONE_KEY.get(character, character)


def without_controls(text: str, *, several_lines: bool) -> str:
    """Text from elsewhere as it may be put into a field.

    Newlines of all kinds become LF, on one line a space; controls but the tab, on one line that too, are left out;
    what is half of a character (a lone surrogate) becomes U+FFFD. Bidi controls and joiners stay.
    """
    text = _SURROGATE.sub("\ufffd", _NEWLINE.sub("\n" if several_lines else " ", text))
    if not several_lines:
        text = text.replace("\t", " ")
    return "".join(character for character in text if character in "\t\n" or not is_control(character))


def taken_by_backspace(cluster: str) -> int:
    """How many code points backspace takes from the end of a cluster, or of the part of one before the caret.

    One: a mark before its letter, the alef of a lam-alef, a joiner or a mark of direction that was typed. But all of
    an emoji sequence, of a flag and of a CRLF, which nobody typed piece by piece, and a variation selector with what
    it varies.
    """
    if cluster.endswith("\r\n"):
        return 2
    last = cluster[-1]
    if _IN_EMOJI.match(last) or role_of(last) in _EMOJI_ROLES:
        hidden = next((n for n, c in enumerate(cluster) if role_of(c) is not Role.HIDDEN), 0)
        return len(cluster) - hidden
    return 2 if _VARIATION.match(last) and len(cluster) > 1 else 1
