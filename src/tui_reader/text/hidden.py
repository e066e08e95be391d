"""Signs for characters that have no look of their own, or the look of another: controls, joiners, spaces, tatweel.

Each sign is a neutral character of common fonts, mirrored by nobody. Whoever paints them gives them a style that
text does not have, as a text may hold any of them itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_reader.text.shaping import Clusters, Kind, Role, role_of
from tui_reader.text.uax9 import BIDI_CLASS, REMOVED_BY_X9

if TYPE_CHECKING:
    from collections.abc import Iterator

_OTHER = "\u25a1"
_VARIATION, _TAG, _MATHS, _DEPRECATED = "\u25ca", "\u2691", "\u2297", "\u22a1"
_SIGNS = {
    "\u200e": "\u25b8",  # LRM
    "\u200f": "\u25c2",  # RLM
    "\u061c": "\u25c3",  # ALM
    "\u202a": "\u21e2",  # LRE
    "\u202b": "\u21e0",  # RLE
    "\u202c": "\u21e1",  # PDF
    "\u202d": "\u21e8",  # LRO
    "\u202e": "\u21e6",  # RLO
    "\u2066": "\u21a3",  # LRI
    "\u2067": "\u21a2",  # RLI
    "\u2068": "\u21ad",  # FSI
    "\u2069": "\u21a5",  # PDI
    "\u200b": "\u2219",  # ZWSP
    "\u200c": "\u00a6",  # ZWNJ
    "\u200d": "\u222a",  # ZWJ
    "\u2060": "\u2294",  # WJ
    "\ufeff": "\u2302",  # a byte-order mark that is none
    "\u00ad": "\u00ac",  # SHY
    "\u034f": "\u2218",  # CGJ
    **dict.fromkeys([*"\u180b\u180c\u180d\u180f", *map(chr, range(0xFE00, 0xFE10))], _VARIATION),
    **dict.fromkeys(map(chr, range(0xE0100, 0xE01F0)), _VARIATION),
    **dict.fromkeys(map(chr, range(0xE0000, 0xE0080)), _TAG),
    **dict.fromkeys(map(chr, range(0x2061, 0x2065)), _MATHS),
    **dict.fromkeys(map(chr, range(0x206A, 0x2070)), _DEPRECATED),
}
SIGN_INSTEAD = {
    "\u0640": "\u2017",  # tatweel
    "\u00a0": "\u2423",  # NBSP
    "\u202f": "\u237d",  # NNBSP
    "\u3000": "\u25e6 ",
    **dict.fromkeys([*"\u1680\u205f", *map(chr, range(0x2000, 0x200B))], "\u25e6"),
}
"""For characters that are sent, what is sent in their place, as wide as they are."""
_ON_A_BASE = frozenset({Role.HIDDEN, Role.EXTEND})


def sign_of(hidden: str) -> str:
    """The sign, one cell wide, for a character that is never sent."""
    return _SIGNS.get(hidden, _OTHER)


def signed_columns(text: str) -> Iterator[int]:
    """The columns of the characters that have a sign where hidden characters are seen."""
    return (column for column, each in enumerate(text) if role_of(each) is Role.HIDDEN or each in SIGN_INSTEAD)


def with_signs(text: str, levels: bytes, found: Clusters) -> Clusters:
    """The clusters of a paragraph with a sign for each hidden character, which is a cluster too.

    What X9 removes has the level of what stands before it (UAX #9, 5.2), and so divides nothing.
    """
    starts, glyphs, widths = list[int](), list[str](), list[int]()
    kinds, sign_levels = bytearray(), bytearray()

    def add(start: int, glyph: str, kind: int, level: int) -> None:
        starts.append(start)
        glyphs.append(glyph)
        widths.append(cell_len(glyph))
        kinds.append(kind)
        sign_levels.append(level)

    ends = [*found.starts[1:], len(text)]
    for start, end, glyph, kind, level in zip(found.starts, ends, found.glyphs, found.kinds, found.levels, strict=True):
        kind_of_base = Kind.ORDINARY if kind == Kind.BREAK_AFTER else kind
        is_sent = not glyph and kind not in (Kind.TAB, Kind.LINE_SEPARATOR)
        last_base = max((c for c in range(start, end) if role_of(text[c]) not in _ON_A_BASE), default=start)
        for column in range(start, end):
            each = text[column]
            if role_of(each) is Role.HIDDEN:
                removed = BIDI_CLASS[each] in REMOVED_BY_X9
                before = sign_levels[-1] if sign_levels else levels[column]
                # What stands behind it in an emoji sequence is drawn before it, and is not white.
                is_white = (removed or "\u2066" <= each <= "\u2069") and column > last_base
                add(
                    column,
                    sign_of(each),
                    Kind.INERT if is_white else Kind.ORDINARY,
                    before if removed else levels[column],
                )
            elif not is_sent or column == start:
                is_sent = True
                add(column, SIGN_INSTEAD.get(each, glyph[:1]) + glyph[1:], kind_of_base, level)
        if kind == Kind.BREAK_AFTER:
            kinds[-1] = kind
    return Clusters(starts, glyphs, widths, bytes(kinds), bytes(sign_levels))
