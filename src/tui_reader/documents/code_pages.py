"""Which old 8-bit code page bytes are in, the likeliest first.

In the code pages of Arabic and Hebrew nearly every byte is a letter, so a short text makes sense in several
of them, and general detectors, which ask for a page or more, find them equally good. But each gives one
character a byte, so they can be compared character by character: how common is this letter, and does it fit
its neighbours? `charset_normalizer` is asked when none of them reads well.
"""

from __future__ import annotations

import unicodedata
from math import log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

RIGHT_TO_LEFT_CODE_PAGES = ("cp1252", "cp1256", "iso8859_6", "cp720", "cp1255")
"""Where a right-to-left text of our day may come from. Latin first: when there is nothing else in a text,
it reads the same in others."""

# Letters from the most to the least common in running text.
_ARABIC_BY_FREQUENCY = "اليمونرتبةعدهسفأقكحجشصطىإخذضزثغئءظؤآپچگکژ"
_HEBREW_BY_FREQUENCY = "יוהלאתמרבשנכעדחקפםצגטןזסךץף"
_LATIN_BY_FREQUENCY = "éèàçêîôâùûüöäßñíóáú"
_HEBREW_FINAL_FORMS = "ךםןףץ"
_PUNCTUATION = "«»“”‘’–—…،؛؟ـ\xa0\u200c\u200d\u200e\u200f°־׳״"

_BITS = {
    letter: -log2(rank + 4)
    for letters in (_ARABIC_BY_FREQUENCY, _HEBREW_BY_FREQUENCY, _LATIN_BY_FREQUENCY)
    for rank, letter in enumerate(letters)
}
_OTHER_LETTER_BITS = -6.5
_MARK_BITS = -5.5
_PUNCTUATION_BITS = -5.0
_SYMBOL_BITS = -9.0
_MISFIT_BITS = -12.0
_FLOOR_BITS = -5.0
"""A reading whose characters are on average less likely than this is no reading."""


def likely_code_pages(sample: bytes) -> Iterator[str]:
    """Python names of the code pages that `sample` may be in, the likeliest first; possibly none.

    `sample` should hold some bytes outside ASCII: no other bytes tell code pages apart.
    """
    likely: dict[str, float] = {}
    for name in RIGHT_TO_LEFT_CODE_PAGES:
        try:
            likely[name] = _mean_bits(sample.decode(name))
        except UnicodeDecodeError:
            continue
    yield from sorted((name for name in likely if likely[name] >= _FLOOR_BITS), key=lambda name: -likely[name])

    from charset_normalizer import from_bytes

    yield from (match.encoding for match in from_bytes(sample))


def _mean_bits(text: str) -> float:
    """How likely the characters outside ASCII are on average, as a logarithm to the base 2, 0 at most."""
    bits = [_bits(text, column) for column, character in enumerate(text) if character > "\x7f"]
    return sum(bits) / len(bits) if bits else 0.0


def _bits(text: str, column: int) -> float:
    character = text[column]
    category = unicodedata.category(character)
    before = text[column - 1] if column else " "
    after = text[column + 1] if column + 1 < len(text) else " "
    if category == "Mn":
        follows_its_script = _script(before) == _script(character) != ""
        return _MARK_BITS if follows_its_script else _MISFIT_BITS
    if character in _PUNCTUATION:
        return _PUNCTUATION_BITS
    if not character.isalpha():
        is_inside_word = before.isalpha() and after.isalpha()
        return _SYMBOL_BITS if category[0] in "PSZ" and not is_inside_word else _MISFIT_BITS
    around = {_script(before), _script(after)} - {""}
    is_misplaced_final = character in _HEBREW_FINAL_FORMS and _script(after) != ""
    is_misplaced_capital = character.isupper() and before.islower()
    # Cyrillic or Greek read as Latin is nothing but accents.
    is_among_accents = _script(character) == "other" and before > "\x7f" < after and len(around) == 1
    if around - {_script(character)} or is_misplaced_final or is_misplaced_capital or is_among_accents:
        return _MISFIT_BITS
    return _BITS.get(character.lower(), _OTHER_LETTER_BITS)


def _script(character: str) -> str:
    """`arabic`, `hebrew` or `other` for a letter or a mark, nothing for what stands between words."""
    if not character.isalpha() and unicodedata.category(character) != "Mn":
        return ""
    if "\u0590" <= character <= "\u05ff":
        return "hebrew"
    return "arabic" if "\u0600" <= character <= "\u06ff" else "other"
