"""What Arabic writes together with words: و ف in front, then ب ك ل and the article, or س of a verb; pronouns behind.

Nothing in a word says where they end: the first letter of وزير is no conjunction. So there are several answers, and
whoever compares words knows which rest is a word. Order and combinations: Buckwalter, Arabic Morphological Analyzer 2.0
(LDC2004L02), table of prefixes.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from tui_reader.text.folding import fold

USUAL = 64
"""Code points of a word that is worth remembering: there is no word of a language that is longer."""


class Rest(NamedTuple):
    """A word without some of what may be clitics."""

    at: int
    """Code points of the word that come before it, with vowel signs and the tatweel of بـNATO."""
    text: str
    """It in its folded spelling, with the article whole where the ل of للكتاب has swallowed its alef."""


_CONJUNCTIONS = ("", "و", "ف")
_BEFORE_NOUNS = frozenset(map("".join, product(_CONJUNCTIONS, ("", "ب", "ك"), ("", "ال")))) - {""}
_TO = frozenset(map("".join, product(_CONJUNCTIONS, "ل")))
_TO_THE = frozenset(map("".join, product(_CONJUNCTIONS, ["لل"])))
_WILL = frozenset(map("".join, product(_CONJUNCTIONS, "س")))
_PREFIXES = _BEFORE_NOUNS | _TO | _TO_THE | _WILL
_LONGEST = max(map(len, _PREFIXES))
CONJUNCTIONS = "وف"
PRONOUNS = ("هما", "ها", "هم", "هن", "ني", "نا", "ه")
"""What is written together with the word before it, folded: whose it is, or whom somebody does something to."""
_FIRST_OF_VERBS = "ايتن"
"""What a verb in the imperfect begins with."""
_HAMZAS = frozenset("\u0653\u0654\u0655")
"""What tells أ إ آ ؤ from the letters of clitics, taken apart."""


def proclitics(word: str) -> tuple[int, ...]:
    """How many code points at the beginning of a word may be clitics, fewest first: 0, and whatever else may be."""
    return tuple(dict.fromkeys(rest.at for rest in rests(word)))


def rests(word: str) -> tuple[Rest, ...]:
    """A word whole, then without what may be clitics, the fewest first."""
    return _remembered(word) if len(word) <= USUAL else _rests(word)


def _rests(word: str) -> tuple[Rest, ...]:
    folded = fold(word)
    letters, starts = folded.text, folded.starts
    found = [Rest(0, letters)]
    for length in range(1, min(_LONGEST, len(letters) - 1) + 1):
        prefix, rest = letters[:length], letters[length:]
        if prefix not in _PREFIXES or starts[length] == starts[length - 1]:
            continue
        if prefix in _WILL and rest[0] not in _FIRST_OF_VERBS:
            continue
        at = starts[length]
        if not _HAMZAS.isdisjoint(unicodedata.normalize("NFKD", word[:at])):
            continue
        if prefix in _TO and rest[0] == "ل":
            # One ل of two, or two of three, stand for the article: of للكتاب, and of لليل.
            found += [Rest(at, f"ا{rest}"), Rest(at, f"ال{rest}")]
        found.append(Rest(at, rest))
    return tuple(found)


def skips(word: str, letters: str = CONJUNCTIONS) -> range:
    """Of how many letters a folded word may be without in turn: none, and one where it begins with one of `letters`."""
    return range(1 + (len(word) > 1 and word[0] in letters))


def without_pronoun(word: str, least: int = 2) -> str:
    """A folded word without a pronoun at its end; as it is where none is, or no more than `least` letters were left."""
    if not word.endswith(PRONOUNS):
        return word
    for pronoun in PRONOUNS:
        if word.endswith(pronoun) and len(word) - len(pronoun) >= least:
            return word.removesuffix(pronoun)
    return word


_remembered = lru_cache(maxsize=1 << 14)(_rests)
