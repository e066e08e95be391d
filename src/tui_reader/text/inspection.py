"""What is to be known of single code points in their place: names, classes, levels, how they join."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import NamedTuple

from tui_reader.text.display import Display
from tui_reader.text.joining import TATWEEL
from tui_reader.text.sanitise import is_noncharacter
from tui_reader.text.shaping import PREPENDED, ZWJ, ZWNJ, clusters
from tui_reader.text.uax9 import BIDI_CLASS, ISOLATE_INITIATORS
from tui_reader.text.ucd import DUAL_JOINING, PRESENTATION_FORMS, RIGHT_JOINING

FORMS = ("isolated", "final", "initial", "medial")
NEIGHBOURHOOD = 64
"""Columns to either side that have a say in how a letter joins."""

_CAUSES_JOINING = frozenset(f"{TATWEEL}{ZWJ}\u07fa\u0883\u0884\u0885\u180a")
_LEFT_JOINING = frozenset("\ua872\U00010acd\U00010ad7\U00010d00\U00010fcb")
_DUAL_PROXY, _RIGHT_PROXY = "\u0628", "\u062f"
"""Letters with a presentation form at every place they can stand at."""
_C0 = (
    "NULL|START OF HEADING|START OF TEXT|END OF TEXT|END OF TRANSMISSION|ENQUIRY|ACKNOWLEDGE|ALERT|BACKSPACE|"
    "CHARACTER TABULATION|LINE FEED|LINE TABULATION|FORM FEED|CARRIAGE RETURN|SHIFT OUT|SHIFT IN|DATA LINK ESCAPE|"
    "DEVICE CONTROL ONE|DEVICE CONTROL TWO|DEVICE CONTROL THREE|DEVICE CONTROL FOUR|NEGATIVE ACKNOWLEDGE|"
    "SYNCHRONOUS IDLE|END OF TRANSMISSION BLOCK|CANCEL|END OF MEDIUM|SUBSTITUTE|ESCAPE|INFORMATION SEPARATOR FOUR|"
    "INFORMATION SEPARATOR THREE|INFORMATION SEPARATOR TWO|INFORMATION SEPARATOR ONE"
)
_C1 = (
    "PADDING CHARACTER|HIGH OCTET PRESET|BREAK PERMITTED HERE|NO BREAK HERE|INDEX|NEXT LINE|START OF SELECTED AREA|"
    "END OF SELECTED AREA|CHARACTER TABULATION SET|CHARACTER TABULATION WITH JUSTIFICATION|LINE TABULATION SET|"
    "PARTIAL LINE FORWARD|PARTIAL LINE BACKWARD|REVERSE LINE FEED|SINGLE SHIFT TWO|SINGLE SHIFT THREE|"
    "DEVICE CONTROL STRING|PRIVATE USE ONE|PRIVATE USE TWO|SET TRANSMIT STATE|CANCEL CHARACTER|MESSAGE WAITING|"
    "START OF GUARDED AREA|END OF GUARDED AREA|START OF STRING|SINGLE GRAPHIC CHARACTER INTRODUCER|"
    "SINGLE CHARACTER INTRODUCER|CONTROL SEQUENCE INTRODUCER|STRING TERMINATOR|OPERATING SYSTEM COMMAND|"
    "PRIVACY MESSAGE|APPLICATION PROGRAM COMMAND"
)
_CONTROL_NAMES = {**dict(enumerate(_C0.split("|"))), 0x7F: "DELETE", **dict(enumerate(_C1.split("|"), 0x80))}
"""Aliases of NameAliases.txt: control characters have no names."""
_NAMELESS = {"Cs": "lone surrogate", "Co": "private use", "Cn": "unassigned"}


class CodePoint(NamedTuple):
    """One code point of a paragraph."""

    column: int
    number: str
    """As `U+0628`."""
    name: str
    category: str
    """General_Category."""
    bidi_class: str
    level: int
    """Embedding level in the paragraph, before L1."""
    joining_type: str
    """D, R, L, C, T or U."""
    form: str
    """One of `FORMS`; empty for what has none."""


def number_of(character: str) -> str:
    """A code point as people write it: `U+0628`."""
    return f"U+{ord(character):04X}"


def name_of(character: str) -> str:
    """The name of a character, else in lower case what it is."""
    if is_noncharacter(character):
        return "noncharacter"
    name = unicodedata.name(character, "") or _CONTROL_NAMES.get(ord(character), "")
    return name or _NAMELESS.get(unicodedata.category(character), "name not known")


def joining_type(character: str) -> str:
    """Joining_Type: dual, right, left, join-causing, transparent or non-joining."""
    if character in DUAL_JOINING:
        return "D"
    if character in RIGHT_JOINING:
        return "R"
    if character in _CAUSES_JOINING:
        return "C"
    if character in _LEFT_JOINING:
        return "L"
    is_apart = character == ZWNJ or character in PREPENDED or BIDI_CLASS[character] in ISOLATE_INITIATORS | {"PDI"}
    is_seen_through = unicodedata.category(character) in ("Mn", "Me", "Cf")
    return "T" if is_seen_through and not is_apart else "U"


def code_points(text: str, levels: bytes, start: int, end: int) -> list[CodePoint]:
    """The code points with the columns start <= column < end; `text` is their paragraph, or what is around them.

    Columns are those of `text`, and `levels` has one for each.
    """
    return [
        CodePoint(
            column,
            number_of(each),
            name_of(each),
            unicodedata.category(each),
            BIDI_CLASS[each],
            levels[column],
            joining_type(each),
            _form(text, levels, column),
        )
        for column, each in enumerate(text[start:end], start)
    ]


def _form(text: str, levels: bytes, column: int) -> str:
    """Which form a letter has, by that of a letter of the same joining type in its place."""
    proxy = {"D": _DUAL_PROXY, "R": _RIGHT_PROXY}.get(joining_type(text[column]))
    if proxy is None:
        return ""
    first, last = max(0, column - NEIGHBOURHOOD), column + NEIGHBOURHOOD
    around = text[first:column] + proxy + text[column + 1 : last]
    found = clusters(around, levels[first:last], Display())
    glyph = found.glyphs[bisect_right(found.starts, column - first) - 1]
    return FORMS[PRESENTATION_FORMS[proxy].index(glyph[0])]
