"""What may reach a terminal: every control character becomes a picture of itself, one cell wide.

Text from outside (documents, sets, file names, tags, messages of the system) is hostile. The layout shows
pictures by its own means (`shaping`); everything that is printed without a layout goes through `printable`.
"""

from __future__ import annotations

import re
import unicodedata

from tui_reader.language import FIRST_STRONG_ISOLATE, POP_ISOLATE

MAX_MARKS = 8
"""Marks that are sent with one letter; of more only the number is shown. No script writes so many."""
HEAPS = "".join(map(chr, range(0x2468, 0x2474))) + "\u2295"
"""The numbers from nine to twenty, and what stands for more; all neutral, so that they move with the letter."""

_REPLACEMENT = "\ufffd"
_PICTURES: dict[int, str | None] = {code: chr(0x2400 + code) for code in range(0x20)}
_PICTURES[0x7F] = "\u2421"
_PICTURES |= dict.fromkeys(range(0x80, 0xA0), "\u2426")
_PICTURES |= {0x2028: "\u2424", 0x2029: "\u2424"}
_PICTURES |= dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
# What is invisible and joins nothing: operators, deprecated controls, byte order mark, annotation marks, tags.
_PICTURES |= dict.fromkeys([0x200B, *range(0x2060, 0x2066), *range(0x206A, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC)])
_PICTURES |= dict.fromkeys(range(0xE0000, 0xE0080))
_PICTURES |= dict.fromkeys(range(0xFDD0, 0xFDF0), _REPLACEMENT)
_PICTURES |= {plane << 16 | last: _REPLACEMENT for plane in range(0x11) for last in (0xFFFE, 0xFFFF)}

_PLANE_ENDS = "".join(chr(plane << 16 | last) for plane in range(0x11) for last in (0xFFFE, 0xFFFF))
# Patterns, compiled when the first text comes that is not plain ASCII.
_UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    f"\U000e0000-\U000e007f{_PLANE_ENDS}]"
)
# Marks are no word characters to `re`. Few other stretches are as long; which of them is a heap is looked at then.
_PERHAPS_HEAP = f"[^\\w\\s\x00-\x7f]{{{MAX_MARKS + 1},}}"
_BIDI_CONTROL = "([\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])"


def picture(character: str) -> str:
    """One printable character that stands for a control character (C0, DEL or C1)."""
    found = _PICTURES[ord(character)]
    assert found is not None, "a control has a picture"
    return found


def is_control(character: str) -> bool:
    """Whether a terminal might obey this character instead of showing it."""
    code = ord(character)
    return code < 0x20 or 0x7F <= code < 0xA0


def is_noncharacter(character: str) -> bool:
    """Whether a code point is meant for no character ever."""
    code = ord(character)
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def heap(marks: int) -> str:
    """One cell that stands for the marks on a letter where there are more than `MAX_MARKS`: their number, up to 20."""
    return HEAPS[min(marks - MAX_MARKS, len(HEAPS)) - 1]


def printable(text: str) -> str:
    """The same text, on one line, without anything a terminal would obey or be overrun by.

    Controls and line breaks become pictures; lone surrogates (undecodable bytes in file names) and noncharacters
    become U+FFFD; bidi controls, which a terminal that reorders would obey, and what is invisible are dropped, but
    for the joiners that Persian words and emoji are spelt with; a heap of marks becomes its number.
    """
    if text.isascii() and text.isprintable():
        return text
    if re.search(_UNSAFE, text):
        text = "".join(_REPLACEMENT if "\ud800" <= character <= "\udfff" else character for character in text)
        text = text.translate(_PICTURES)
    return re.sub(_PERHAPS_HEAP, _without_heaps, text)


def composed(text: str) -> str:
    """Words from several mouths, ordered by nothing but the isolates in which some of them stand (FSI ... PDI).

    Every other bidi control is dropped: a name with an override in it would turn round what stands beside it.
    """
    if text.isascii() or not re.search(_BIDI_CONTROL, text):
        return text
    kept: list[str] = []
    begun: list[int] = []
    for piece in re.split(_BIDI_CONTROL, text):
        if piece == FIRST_STRONG_ISOLATE:
            begun.append(len(kept))
        elif piece == POP_ISOLATE and begun:
            begun.pop()
        elif re.fullmatch(_BIDI_CONTROL, piece):
            continue
        kept.append(piece)
    # What was begun and not ended would isolate all that follows.
    for place in begun:
        kept[place] = ""
    return "".join(kept)


def _without_heaps(stretch: re.Match[str]) -> str:
    """A stretch of characters that are no letters, with every heap of marks in it replaced by its number."""
    kept: list[str] = []
    marks: list[str] = []
    for character in [*stretch[0], ""]:
        if character and takes_no_room(character):
            marks.append(character)
            continue
        kept += [heap(len(marks))] if len(marks) > MAX_MARKS else marks
        marks = []
        kept.append(character)
    return "".join(kept)


def takes_no_room(character: str) -> bool:
    """Whether a character is shown on the one before, or not at all."""
    return unicodedata.category(character) in ("Mn", "Me", "Cf")
