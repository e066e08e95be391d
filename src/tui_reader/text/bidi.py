"""Direction, levels and visual order: what UAX #9 asks of a paragraph and of a line.

Levels belong to the paragraph and are asked of python-bidi for the whole of it, one letter standing for each
stretch whose characters can have but one level; its `debug` output is documented to hold them. L1 and L2 belong to
the line and are done here, on whatever the line is made of: code points in the conformance tests, clusters in the
layout. L4 is a table (`ucd.MIRRORED`).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.text import uax9

if TYPE_CHECKING:
    from collections.abc import Callable, MutableSequence, Sequence

_RAISES_LEVELS = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Every character that can raise a level in a left-to-right paragraph lies in one of these ranges."""
_WRONG_IN_PYTHON_BIDI = re.compile(
    "[\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane | last) for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
    + "]"
)
"""Isolate controls, lone surrogates and noncharacters."""
_LETTERS_R = "\u05d0-\u05ea\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06fa-\u06fc"
_LETTERS_L = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af"
_BETWEEN = " !\"#$%&'*+,\\-./:;=?@\u00ab\u00bb\u060c\u200c\u2013\u2014\u2018-\u201e\u2026"
"""Neutral, weak and (U+200C) removed by X9, but no bracket that pairs and no number."""
_MARKS = "\u0591-\u05bd\u064b-\u065f\u0670"
_LIKE_WHAT_FOLLOWS = re.compile(
    f"[{_LETTERS_R}][{_LETTERS_R}{_MARKS}{_BETWEEN}\u061b\u061f]*(?=[{_LETTERS_R}])"
    f"|[{_LETTERS_L}][{_LETTERS_L}{_MARKS}{_BETWEEN}0-9]*(?=[{_LETTERS_L}])"
    "|[0-9]+(?=[0-9])|[\u0660-\u0669]+(?=[\u0660-\u0669])"
)
"""Characters that have the level of the one behind them, and without which all others have the levels they have.

Between two letters of one direction W1 to W7 and N1 leave nothing that differs from them (European digits between
Latin letters are L by W7), and to what stands outside they show the same strong type on either side. That no
bracket is among them keeps N0 out of it; and X1 to X8 give one level, and one override, to all of such a stretch.
"""
_SEPARATOR = re.compile("[\n\r\x1c-\x1e\x85\u2029]")
EXPLICIT_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""An embedding, override, isolate, or the end of one (UAX #9, 2)."""
LEVEL_RUN = re.compile(rb"(?s)(.)\1*")
"""Finds the runs of one level in levels that are bytes."""
_IS_LEAD_BYTE = bytes(byte & 0xC0 != 0x80 for byte in range(256))
_LEVELS_HEADING = "\n    levels: [\n"
_SELF_CHECK = "\u0642\u0627\u0644 [9][10] (Iran 3.5%) \u0661\u0662\u066a \u2067a\u2069 \U0001f600 1991-1994"


class Direction(StrEnum):
    """How the base direction of a paragraph is found."""

    AUTO = "auto"
    """By its first strong character (P2, P3); left to right where there is none."""
    MAJORITY = "majority"
    """By most of its strong characters; a tie is settled as in `auto`."""
    RTL = "rtl"
    LTR = "ltr"

    @property
    def words(self) -> str:
        """What it is called on the screen."""
        names = {"auto": tr("auto"), "majority": tr("majority"), "rtl": tr("right to left"), "ltr": tr("left to right")}
        return names[self.value]


def base_level(text: str, direction: Direction = Direction.AUTO) -> int:
    """0 (left to right) or 1 (right to left) for a paragraph."""
    if direction is Direction.RTL:
        return 1
    if direction is Direction.LTR:
        return 0
    if direction is Direction.MAJORITY:
        classes = [uax9.BIDI_CLASS[character] for character in text]
        left, right = classes.count("L"), classes.count("R") + classes.count("AL")
        if left != right:
            return int(right > left)
    return uax9.first_strong(text) or 0


def needs_levels(text: str) -> bool:
    """Whether anything in a left-to-right paragraph can have a level but 0."""
    return _RAISES_LEVELS.search(text) is not None


def paragraph_levels(text: str, base: int) -> bytes:
    """Embedding level of each code point of one paragraph, before L1.

    `base` is 0 or 1. A paragraph separator may stand at the end of `text`, and nowhere else.
    """
    if not text or (not base and not needs_levels(text)):
        return bytes(len(text))
    if _SEPARATOR.match(text, len(text) - 1):
        return paragraph_levels(text[:-1], base) + bytes((base,))
    short = _LIKE_WHAT_FOLLOWS.sub("", text)
    levels = bytes(_level_source(short)(short, base))
    pieces: list[bytes] = []
    taken = seen = 0
    for left_out in _LIKE_WHAT_FOLLOWS.finditer(text):
        start, end = left_out.span()
        found = taken + start - seen
        pieces += levels[taken:found], levels[found : found + 1] * (end - start)
        taken, seen = found, end
    return b"".join(pieces) + levels[taken:]


def _level_source(text: str) -> Callable[[str, int], list[int]]:
    """Which of the two implementations is to be asked about this paragraph.

    The Rust crate behind python-bidi pairs brackets across the edge of an isolate (servo/unicode-bidi #141),
    takes noncharacters for letters (they are BN), and cannot be given a lone surrogate.
    """
    if _WRONG_IN_PYTHON_BIDI.search(text) or not _python_bidi_is_right():
        return uax9.levels
    return _levels_by_python_bidi


@lru_cache(maxsize=1)
def _python_bidi_is_right() -> bool:
    """Whether the installed python-bidi can be loaded, and its debug output read, with the right result."""
    try:
        return all(_levels_by_python_bidi(_SELF_CHECK, b) == uax9.levels(_SELF_CHECK, b) for b in (0, 1))
    except (ImportError, ValueError, IndexError, TypeError):
        return False


def _levels_by_python_bidi(text: str, base: int) -> list[int]:
    from bidi import get_display

    report = str(get_display(text, base_dir="R" if base else "L", debug=True))
    # The report quotes the text with its newlines escaped, so this heading cannot come from the text.
    start = report.rindex(_LEVELS_HEADING) + len(_LEVELS_HEADING)
    per_byte = [int(word[:-1]) for word in report[start : report.index("    ],\n", start)].split()[1::3]]
    lead_bytes = text.encode().translate(_IS_LEAD_BYTE)
    if len(per_byte) != len(lead_bytes):
        raise ValueError("python-bidi reports levels in another form")
    return list(compress(per_byte, lead_bytes))


def reset_whitespace(levels: MutableSequence[int], kinds: Sequence[str], base: int) -> None:
    """L1, in place, on one line: separators, and white space before them or at the end, get the base level.

    `kinds` are the original bidi classes of the line's items; what X9 removes counts as white space.
    """
    trailing = True
    for place in range(len(levels) - 1, -1, -1):
        kind = kinds[place]
        if kind in ("S", "B"):
            trailing = True
        elif kind not in _RESET_WITH_TRAILING:
            trailing = False
        if trailing:
            levels[place] = base


_RESET_WITH_TRAILING = frozenset({"WS", "LRI", "RLI", "FSI", "PDI"}) | uax9.REMOVED_BY_X9


def visual_runs(levels: bytes) -> list[range]:
    """L2: the places of a line's items from left to right, in runs that go up or down."""
    runs = [range(*run.span()) for run in LEVEL_RUN.finditer(levels)]
    heights = [levels[run.start] for run in runs]
    if not runs:
        return []
    for level in range(max(heights), (min(heights) | 1) - 1, -1):
        start = 0
        while start < len(runs):
            end = start
            while end < len(runs) and heights[end] >= level:
                end += 1
            if end > start:
                runs[start:end] = [run[::-1] for run in reversed(runs[start:end])]
                heights[start:end] = heights[start:end][::-1]
            start = end + 1
    return runs
