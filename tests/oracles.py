"""Second opinions on the text core that share none of its code or tables.

FriBidi is called through ctypes (`FriBidi.load()` is None where it is not installed). Joining is decided here
by the rules of the core specification, chapter 9, with FriBidi's table of joining types; presentation forms
come from the decompositions in `unicodedata`.
"""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_STRONG_L, _STRONG_R = 0x110, 0x111
"""FRIBIDI_PAR_LTR and FRIBIDI_PAR_RTL: the paragraph types of a fixed direction."""
_JOINS_RIGHT, _JOINS_LEFT, _TRANSPARENT = 0x01, 0x02, 0x08
"""Bits of a FriBidiJoiningType; "right" is towards the character before."""
_NSM_AND_FORMATS = ("Mn", "Me", "Cf")


class FriBidi:
    """The few functions of libfribidi that are asked, on Python strings."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        library.fribidi_get_par_embedding_levels_ex.restype = ctypes.c_int8
        library.fribidi_reorder_line.restype = ctypes.c_int8

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> FriBidi | None:
        """The installed library, None without one."""
        try:
            return cls(ctypes.CDLL("libfribidi.so.0"))
        except OSError:
            return None

    def paragraph(self, text: str, base: int) -> FriBidiParagraph:
        """Types and levels of a paragraph with a base level of 0 or 1."""
        count = len(text)
        characters = (ctypes.c_uint32 * count)(*map(ord, text))
        types = (ctypes.c_uint32 * count)()
        brackets = (ctypes.c_uint32 * count)()
        levels = (ctypes.c_int8 * count)()
        direction = ctypes.c_uint32(_STRONG_R if base else _STRONG_L)
        self._library.fribidi_get_bidi_types(characters, count, types)
        self._library.fribidi_get_bracket_types(characters, count, types, brackets)
        highest = self._library.fribidi_get_par_embedding_levels_ex(
            types, brackets, count, ctypes.byref(direction), levels
        )
        assert highest > 0
        return FriBidiParagraph(self._library, direction, types, levels)

    def mirrored(self, character: str) -> str:
        """What stands for a character in right-to-left text (L4)."""
        found = ctypes.c_uint32()
        self._library.fribidi_get_mirror_char(ctypes.c_uint32(ord(character)), ctypes.byref(found))
        return chr(found.value)

    @lru_cache(maxsize=4096)  # noqa: B019 - there is one instance
    def joining_type(self, character: str) -> int:
        """FriBidi's joining type of one character, as bits."""
        found = ctypes.c_uint8()
        self._library.fribidi_get_joining_types(ctypes.byref(ctypes.c_uint32(ord(character))), 1, ctypes.byref(found))
        return found.value


@dataclass
class FriBidiParagraph:
    """One paragraph as FriBidi sees it."""

    _library: ctypes.CDLL
    _direction: ctypes.c_uint32
    _types: ctypes.Array[ctypes.c_uint32]
    levels: ctypes.Array[ctypes.c_int8]
    """One per code point. White space at the end of the paragraph is already reset (L1)."""

    def visual_order(self, start: int, end: int) -> list[int]:
        """Columns of the line start <= column < end from left to right, by L1 and L2."""
        count = len(self.levels)
        levels = type(self.levels)(*self.levels)
        order = (ctypes.c_int32 * count)(*range(count))
        self._library.fribidi_reorder_line(0, self._types, end - start, start, self._direction, levels, None, order)
        return list(order[start:end])


@lru_cache(maxsize=1)
def presentation_forms() -> dict[tuple[str, str], str]:
    """Letters (one, or lam and alef) with `<isolated>`, `<final>`, `<initial>` or `<medial>`, to the form."""
    found: dict[tuple[str, str], str] = {}
    for point in [*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEFD)]:
        match unicodedata.decomposition(chr(point)).split():
            case [form, *letters] if form.startswith("<"):
                found["".join(chr(int(letter, 16)) for letter in letters), form] = chr(point)
    return found


def joined_letters(text: str, levels: list[int], fribidi: FriBidi) -> dict[int, str]:
    """Column of each letter to what it looks like; the alef of a lam-alef is left out.

    Core specification, section 9.2: R1 (marks and formats are transparent) to R7. Letters of different levels
    do not join; a ZWJ has no level of its own. A letter without a presentation form stands for itself.
    """
    shown: dict[int, str] = {}
    chain = [c for c in range(len(text)) if not fribidi.joining_type(text[c]) & _TRANSPARENT]
    tied = [False] * (len(chain) + 1)
    """Whether each letter of the chain joins with the one before it."""
    for i in range(1, len(chain)):
        before, after = chain[i - 1], chain[i]
        tied[i] = bool(
            fribidi.joining_type(text[before]) & _JOINS_LEFT
            and fribidi.joining_type(text[after]) & _JOINS_RIGHT
            and (levels[before] == levels[after] or "\u200d" in (text[before], text[after]))
        )
    forms = presentation_forms()
    skip = False
    for i, column in enumerate(chain):
        if skip:
            skip = False
            continue
        letters = text[column]
        joined_before, joined_after = tied[i], tied[i + 1]
        if letters == "\u0644" and joined_after and (pair := letters + text[chain[i + 1]]) in _LAM_ALEFS:
            between = text[column + 1 : chain[i + 1]]
            if all(unicodedata.category(character) == "Mn" for character in between):
                letters, joined_after, skip = pair, False, True
        form = ("<isolated>", "<initial>", "<final>", "<medial>")[2 * joined_before + joined_after]
        shown[column] = forms.get((letters, form), letters)
    return shown


_LAM_ALEFS = {"\u0644" + alef for alef in "\u0622\u0623\u0625\u0627"}


def visual_row(text: str, base: int, start: int, end: int, fribidi: FriBidi) -> str:
    """The row that shows start <= column < end of a paragraph, without the blanks at its end.

    For text of letters, marks, formats and narrow symbols: no emoji sequence and no control character.
    Formats behind the last blank belong to the word that comes next: they keep no blank from the line's end.
    """
    while end > start and (text[end - 1].isspace() or unicodedata.category(text[end - 1]) == "Cf"):
        end -= 1
    paragraph = fribidi.paragraph(text, base)
    levels = list(paragraph.levels)
    letters = joined_letters(text, levels, fribidi)
    drawn: list[str] = []
    for column in paragraph.visual_order(start, end):
        if unicodedata.category(text[column]) in _NSM_AND_FORMATS or column not in letters:
            continue
        shown = letters[column]
        if levels[column] & 1:
            shown = fribidi.mirrored(shown)
        after = column + 1
        marks = []
        while after < end and (after not in letters or unicodedata.category(text[after]) in _NSM_AND_FORMATS):
            if unicodedata.category(text[after]) in ("Mn", "Me"):
                marks.append(text[after])
            after += 1
        if shown.isspace():
            shown = "\u00a0" if marks else " "
        drawn.append(shown + "".join(marks))
    return "".join(drawn)
