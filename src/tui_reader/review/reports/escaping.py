"""Text as HTML and SVG may hold it: whatever it says, it stays text, and each character stays one.

What HTML cannot hold (controls, halves of characters, noncharacters) has a picture or U+FFFD in its place. Marks of
direction are text as well: what stands in a block or an inline block orders nothing outside it, however many isolates
it ends that it has not begun.
"""

from __future__ import annotations

import html
import re

from tui_reader.text.sanitise import is_control, picture

_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2029\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(0x11) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_BREAKS = str.maketrans("\t\n", "\u2409\u2424")


def fit(text: str) -> str:
    """Text without what no text file should hold; breaks and tabs stay."""
    return _UNFIT.sub(_picture, text)


def escaped(text: str) -> str:
    """Text of several lines, between tags or in a quoted attribute."""
    return html.escape(fit(text), quote=True)


def escaped_line(text: str) -> str:
    """The same of a name, which has only one line: breaks and tabs are pictures too."""
    return html.escape(fit(text.translate(_BREAKS)), quote=True)


def name(text: str) -> str:
    """Somebody's words among ours, in a direction of their own."""
    return f"<bdi>{escaped_line(text)}</bdi>"


def _picture(found: re.Match[str]) -> str:
    character = found[0]
    return picture(character) if is_control(character) or character == "\u2029" else "\ufffd"
