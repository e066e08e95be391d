"""Long Arabic texts made from the words of the sample sources: the same text for the same seed, on any machine.

A text twice as long has more different words, as real ones do: words get prefixes, suffixes and now and then
vowel signs, so caches kept by word do not look better than they are. Headings, numbers, citation marks and
Latin names stand between them, because they are what direction and order are about.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST_LINE = "نص طويل مصنوع للقياس"
"""The first paragraph of every text: plain letters, so that it is easily found on a screen."""

_ARABIC_WORD = re.compile("[\u0621-\u064a]{3,}")
_PREFIXES = ("و", "ف", "ب", "ل", "ال", "وال", "بال", "لل", "س", "كال")
_SUFFIXES = ("ه", "ها", "هم", "نا", "ات", "ين", "ون", "ية", "تها", "هما")
_VOWEL_SIGNS = ("\u064e", "\u064f", "\u0650", "\u0652", "\u0651", "\u0651\u064e")
_LATIN = ("Iran", "The New York Times", "S-300", "COVID-19", "(NATO)", "Mi-24")
_HEADING_EVERY = 6


def source_words(folder: Path) -> list[str]:
    """The words of all texts in a folder, in order, each as often as it stands there. Raises OSError."""
    words = [
        word for path in sorted(folder.glob("*.txt")) for word in _ARABIC_WORD.findall(path.read_text(encoding="utf-8"))
    ]
    if not words:
        raise FileNotFoundError(f"{folder}: holds no Arabic text to make longer ones from")
    return words


def make_text(words: list[str], size: int, seed: int = 1) -> str:
    """A text of about `size` bytes as UTF-8 (a paragraph more at most), ending in a newline."""
    chance = random.Random(seed)
    paragraphs = [FIRST_LINE]
    written = len(FIRST_LINE.encode()) + 1
    for paragraph in _paragraphs(words, chance):
        paragraphs.append(paragraph)
        written += len(paragraph.encode()) + 1
        if written >= size:
            break
    return "\n".join(paragraphs) + "\n"


def _paragraphs(words: list[str], chance: random.Random) -> Iterator[str]:
    number = 1
    while True:
        if chance.randrange(_HEADING_EVERY) == 0:
            yield " ".join(_word(words, chance) for _ in range(chance.randint(1, 4)))
        sentences = []
        for _ in range(chance.randint(1, 7)):
            mark = f"[{number}]" if chance.random() < 0.4 else ""
            number += bool(mark)
            sentences.append(_sentence(words, chance) + "." + mark)
        yield " ".join(sentences)


def _sentence(words: list[str], chance: random.Random) -> str:
    parts: list[str] = []
    for _ in range(chance.randint(6, 28)):
        kind = chance.random()
        if kind < 0.03:
            parts.append(str(chance.randint(1, 2030)))
        elif kind < 0.04:
            parts.append(chance.choice(_LATIN))
        elif kind < 0.06:
            parts.append(f"«{_word(words, chance)} {_word(words, chance)}»")
        elif kind < 0.12:
            parts.append(_word(words, chance) + "،")
        else:
            parts.append(_word(words, chance))
    return " ".join(parts)


def _word(words: list[str], chance: random.Random) -> str:
    word = chance.choice(words)
    if chance.random() < 0.2:
        word = chance.choice(_PREFIXES) + word
    if chance.random() < 0.15:
        word += chance.choice(_SUFFIXES)
    if chance.random() < 0.06:
        place = chance.randint(1, len(word))
        word = word[:place] + chance.choice(_VOWEL_SIGNS) + word[place:]
    return word
