"""The words of a text as they are compared: folded, with the columns of the text as it is spelt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.text.folding import Folded, fold

if TYPE_CHECKING:
    from tui_reader.text.span import Span

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,٫٬:/]\d+)*|[^\w\s]|_|\n")
_INITIALS = 3
"""Letters between the full stops of an abbreviation."""
_SENTENCE_ENDS = frozenset(".!?؟؛;\n…۔")


class Word(NamedTuple):
    """A word, a number, or a punctuation mark."""

    text: str
    """Folded."""
    start: int
    """Where it begins in the folded text: code points."""
    end: int
    spelt: str
    """As the text has it."""
    is_word: bool
    """Whether it consists of letters."""


class Words:
    """What a text consists of, and where its sentences end."""

    def __init__(self, text: str) -> None:
        self.folded: Folded = fold(text)
        source, starts = text, self.folded.starts
        folded = self.folded.text
        self.all: list[Word] = []
        for found in _TOKEN.finditer(folded):
            start, end = found.span()
            spelt = source[starts[start] : starts[end] if end < len(starts) else len(source)]
            self.all.append(Word(found[0], start, end, spelt, found[0][0].isalpha()))
        self.sentence_end = self._sentence_ends()
        self.sentence_start = self._sentence_starts()

    def span(self, first: int, last: int, *, skip: int = 0) -> Span:
        """The columns from one word to another, both included, without so many letters in front."""
        return self.folded.span(self.all[first].start + skip, self.all[last].end)

    def _ends_sentence(self, place: int) -> bool:
        word = self.all[place].text
        if word not in _SENTENCE_ENDS:
            return False
        if word != "." or place == 0:
            return True
        before, mark = self.all[place - 1], self.all[place]
        if (
            place + 1 < len(self.all)
            and before.is_word
            and len(before.text) <= _INITIALS >= len(self.all[place + 1].text)
        ):
            # `بي.بي.سي`, `U.N.`
            after = self.all[place + 1]
            if after.is_word and before.end == mark.start and mark.end == after.start:
                return False
        # An initial or a title: `د.`, `J.`, `Dr.`
        return not (before.is_word and (len(before.text) == 1 or before.text in _ABBREVIATED))

    def _sentence_ends(self) -> list[int]:
        """For each word where its sentence ends: the place of the mark that ends it."""
        ends = [len(self.all)] * len(self.all)
        end = len(self.all)
        for place in range(len(self.all) - 1, -1, -1):
            if self._ends_sentence(place):
                end = place
            ends[place] = end
        return ends

    def _sentence_starts(self) -> list[int]:
        starts = [0] * len(self.all)
        start = 0
        for place in range(len(self.all)):
            starts[place] = start
            if self._ends_sentence(place):
                start = place + 1
        return starts


_ABBREVIATED = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "gen", "col", "sen", "gov", "rep", "st", "jr", "sr", "lt", "sgt", "capt"}
)
