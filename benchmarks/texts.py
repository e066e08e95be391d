"""Arabic texts of any size made from the words of the sample sources: the same text for the same size, anywhere.

A text twice as long has more different words, as real ones do: words get prefixes, suffixes and now and then
vowel signs, so caches kept by word do not look better than they are. Headings, numbers, citation marks and
Latin names stand between them, because they are what direction and order are about. Beyond `STOCK` bytes the
paragraphs come again, each with another number before it.
"""

from __future__ import annotations

import hashlib
import random
import re
from itertools import count, cycle
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_LINE = "نص طويل مصنوع للقياس"
"""The first words of every text: plain letters, so that they are easily found on a screen."""
LAST_LINE = "تمت خاتمة النص الطويل"
"""The last words of every text."""
LAST_WORD = LAST_LINE.split()[-1]
"""It stands nowhere else; in a text of one line, the last words may stand on two rows."""
NEEDLE, BESIDE_NEEDLE = "قسطنطينية", "زمردتان"
"""Two words that stand once in every text, side by side at `NEEDLE_AT` of its bytes: one to search for, and one
by which the place is known, since the former also stands where it was typed."""
NEEDLE_AT = 0.95
STOCK = 2_000_000
"""Bytes of paragraphs that are made before they come again."""

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


def text_file(folder: Path, words: list[str], size: int, *, one_line: bool = False) -> Path:
    """A file with a text of about `size` bytes; written if it is not in the folder yet. Raises OSError.

    The name tells texts of other words, and of another state of this module, apart.
    """
    state = hashlib.sha256(Path(__file__).read_bytes() + " ".join(words).encode()).hexdigest()[:8]
    path = folder / f"{'line' if one_line else 'text'}-{size}-{state}.txt"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        with unfinished.open("wb", buffering=1 << 20) as file:
            file.writelines(pieces(words, size, one_line=one_line))
        unfinished.replace(path)
    return path


def pieces(words: list[str], size: int, *, one_line: bool = False) -> Iterator[bytes]:
    """A text in UTF-8, paragraph by paragraph: `size` bytes and a paragraph more at most, ending in a newline.

    With `one_line` it has no newline but the last.
    """
    separator = b" " if one_line else b"\n"
    end = LAST_LINE.encode() + b"\n"
    stock = cycle(_stock(words, min(size, STOCK)))
    needle = f"{NEEDLE} {BESIDE_NEEDLE} ".encode()
    piece = FIRST_LINE.encode() + separator
    written = len(piece)
    yield piece
    for number in count(1):
        if written + len(end) >= size:
            break
        piece = f"الفقرة {number}: ".encode()
        if needle and written >= NEEDLE_AT * size:
            piece += needle
            needle = b""
        piece += next(stock) + separator
        written += len(piece)
        yield piece
    yield needle + end


def _stock(words: list[str], size: int) -> list[bytes]:
    """Different paragraphs, `size` bytes in all and a paragraph more at most."""
    stock, made = [], 0
    for paragraph in _paragraphs(words, random.Random(1)):
        stock.append(paragraph.encode())
        made += len(stock[-1])
        if made >= size:
            break
    return stock


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
