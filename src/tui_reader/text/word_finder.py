"""The same words wherever they stand as words: folded, and with what Arabic writes together with them.

الوزير is sought in والوزير and للوزير as well, and in وزير; not in وزيرة and not in تحالفوزير: a hit ends where a word
ends, and what stands before it in its word is nothing, or clitics.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from tui_reader.text.clitics import proclitics
from tui_reader.text.folding import fold, fold_text
from tui_reader.text.search import Query
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_AROUND = 32
"""Code points of a word before a hit, and behind it, that are looked at: no clitics are longer."""
_ARTICLE, _SHORTEST = "ال", 3
"""Letters that a word must have besides the article to be sought without it: الله is not له."""
_EXTENDERS = "\u0640\u200c\u200d"
"""Tatweel and the joiners: they belong to the word they stand in."""


class WordFinder:
    """Finds words as words. A hit is the whole word with its clitics; `bare` gives it without."""

    def __init__(self, words: str, *, clitics: bool = True) -> None:
        """`clitics`: whether words count that are written together with و ف ب ك ل س and the article."""
        words = " ".join(words.split())
        first, *_ = fold_text(words).split(" ", 1)
        has_article = clitics and first.startswith(_ARTICLE) and len(first) >= len(_ARTICLE) + _SHORTEST
        self._keeps_article = has_article
        self._clitics = clitics
        self._query = Query(_without_article(words) if has_article else words)
        self.longest = self._query.longest + 2 * MOST_AROUND
        """Code points of the longest hit, with what has to be seen around it."""

    def find(self, text: str) -> Iterator[Span]:
        """The hits as columns, in order, never overlapping."""
        return self._words(text, self._query.find(text))

    def find_in_window(self, text: str, encoded: bytes) -> Iterator[Span]:
        """What `find` gives, sooner in a long text; `encoded` is the text in UTF-8."""
        return self._words(text, self._query.find_in_window(text, encoded))

    def is_absent(self, encoded: bytes) -> bool:
        """Whether a look at the UTF-8 of a text is enough to know that there is no hit in it."""
        return self._query.is_absent(encoded)

    def bare(self, hit: str) -> Span:
        """The columns of a hit's own text without the clitics in front: with the article, where that was sought too."""
        # Clitics may be letters that the words begin with too: the last is the one at the end of the word.
        start = max((found.start for found in self._query.find(hit)), default=0)
        before = fold(hit[:start])
        if self._keeps_article and before.text.endswith(_ARTICLE):
            start = before.starts[-2]
        elif self._keeps_article and before.text.endswith("لل"):
            start = before.starts[-1]
        return Span(start, len(hit))

    def _words(self, text: str, hits: Iterator[Span]) -> Iterator[Span]:
        for hit in hits:
            end = hit.end
            while end < len(text) and _extends(text[end]):
                end += 1
            if end < len(text) and _is_in_word(text[end]):
                continue
            start = hit.start
            while start > 0 and hit.start - start <= MOST_AROUND and _is_in_word(text[start - 1]):
                start -= 1
            if start == hit.start or (self._clitics and hit.start - start in proclitics(text[start:end])):
                yield Span(start, end)


def _without_article(words: str) -> str:
    """Words without the article of the first one, in whatever spelling."""
    return words[fold(words).starts[len(_ARTICLE)] :]


def _is_in_word(character: str) -> bool:
    return character.isalnum() or _extends(character)


def _extends(character: str) -> bool:
    return character in _EXTENDERS or unicodedata.category(character) in ("Mn", "Mc", "Me")
