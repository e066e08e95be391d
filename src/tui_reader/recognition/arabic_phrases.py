"""Arabic noun phrases that name a speaker: where one that begins with a word ends, with what stands beside it.

Everybody who needs one asks `phrase_at`: behind a verb, before it, behind an expression, in a headline. `arabic_walk`
goes from word to word. Where nouns alone stand between a verb and what was said, they are its subject, whatever they
look like: how far that is sure is found first (`arabic_extents`), and up to there a word needs less to be part of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.recognition.arabic_appositions import apposition
from tui_reader.recognition.arabic_extents import Governing, described_to, sure_to
from tui_reader.recognition.arabic_walk import Walk
from tui_reader.recognition.arabic_words import CLOSING, COMMAS, NAME_MARKS
from tui_reader.recognition.attributed import Ended, Phrase

if TYPE_CHECKING:
    from tui_reader.recognition.arabic_words import ArabicWords

LONGEST = 26
"""Words of a phrase. Longer ones are not what they seem."""
_SCORE = 0.8
_ALONE = Governing()


def phrase_at(
    words: ArabicWords,
    first: int,
    *,
    appositions: bool = True,
    before: int | None = None,
    skip: int = 0,
    governing: Governing = _ALONE,
) -> Ended:
    """The phrase that begins with a word, if that can begin one; `before` a place, without letters in front.

    `governing` is what the verb is that it is the subject of: of one without, nothing tells where it ends but itself.
    """
    if first >= len(words.all):
        return Ended(None, first)
    limit = min(first + LONGEST, words.ends[first])
    limit = limit if before is None else min(limit, before)
    sure = sure_to(words, first, limit, governing) if before is None else before
    walk = Walk(words, first, limit, skip, governing, sure)
    last = walk.last()
    if sure > first and last < sure - 1:
        walk = Walk(words, first, limit, skip, governing, first)
        last = walk.last()
    if last < first or not walk.has_noun or (last == first and len(words.text(first)) == 1):
        return Ended(None, first)
    kind, is_titled = walk.kind, words.kind(walk.head) == "role"
    more = None
    if appositions and words.text(last + 1) in COMMAS and not (governing.addresses and words.text(first) in CLOSING):
        more = apposition(words, last + 2, kind, is_titled, phrase_at)
    if more is not None:
        return Ended(Phrase(first, more, "named" if kind == "role" else kind, _SCORE, skip), more + 1)
    marks = NAME_MARKS.get(words.text(first), "")
    if marks and words.text(last) in marks and last - first > 1:
        # Marks around all of it are not part of the name.
        return Ended(Phrase(first + 1, last - 1, kind, _SCORE), last + 1)
    if appositions and before is None:
        last = described_to(words, last, walk.is_open, kind, governing)
    return Ended(Phrase(first, last, kind, _SCORE, skip), last + 1)
