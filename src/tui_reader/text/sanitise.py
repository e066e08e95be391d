"""What may reach a terminal: every control character becomes a picture of itself, one cell wide.

Text from outside (documents, sets, file names, tags, messages of the system) is hostile. The layout shows
pictures by its own means (`shaping`); everything that is printed without a layout goes through `printable`.
"""

from __future__ import annotations

import re

_REPLACEMENT = "\ufffd"
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)}
_PICTURES[0x7F] = "\u2421"
_PICTURES |= dict.fromkeys(range(0x80, 0xA0), "\u2426")
_PICTURES |= {0x2028: "\u2424", 0x2029: "\u2424"}
_PICTURES |= dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], None)  # type: ignore[arg-type]
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def picture(character: str) -> str:
    """One printable character that stands for a control character (C0, DEL or C1)."""
    return _PICTURES[ord(character)]


def is_control(character: str) -> bool:
    """Whether a terminal might obey this character instead of showing it."""
    code = ord(character)
    return code < 0x20 or 0x7F <= code < 0xA0


def printable(text: str) -> str:
    """The same text, on one line, without anything a terminal would obey.

    Controls and line breaks become pictures, lone surrogates (undecodable bytes in file names) become U+FFFD,
    and bidi controls, which a terminal that reorders would obey, are dropped.
    """
    if not _UNSAFE.search(text):
        return text
    return "".join(_REPLACEMENT if "\ud800" <= character <= "\udfff" else character for character in text).translate(
        _PICTURES
    )
