"""What stands beside an Arabic noun phrase and is the same person: between commas, or behind brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.recognition.arabic_extents import Governing
from tui_reader.recognition.arabic_words import CLOSING, COMMAS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.recognition.arabic_words import ArabicWords
    from tui_reader.recognition.attributed import Ended

_BETWEEN_COMMAS = Governing(is_verb=True, has_object=False)
_WORDS = 6
"""Words of a name."""
_IN_BRACKETS = 5
"""Words and marks between brackets within a phrase."""


def apposition(
    words: ArabicWords, place: int, kind: str, is_titled: bool, phrase_at: Callable[..., Ended]
) -> int | None:
    """The last word of the apposition that begins here, if it is one: `رئيس المجلس، شارل ميشيل، ...`.

    `kind` is that of the phrase before it; `is_titled` says whether its first noun says what somebody is.
    """
    if place >= len(words.all) or words.is_stop(place) or words.is_verb(place) or words.is_accusative(place):
        return None
    text = words.text(place)
    if words.is_in(place, "plurals"):
        return None
    rest = text[1:]
    if text[0] in "لبوف" and (words.kind(rest) or rest in words.lexicon.words["addressees"]):
        return None
    found = phrase_at(words, place, appositions=False, governing=_BETWEEN_COMMAS)
    if found.phrase is None:
        return None
    last, after = found.after - 1, found.after
    is_name = is_titled and found.phrase.kind in {"named", "unknown"} and last - place < _WORDS
    is_role = kind == "named" and words.kind(text) in {"role", "organisation"}
    if not (is_name or is_role):
        return None
    follows = words.text(after)
    is_marked = text in CLOSING
    if follows in COMMAS or follows in {":", "("} or follows in CLOSING or words.is_in(after, "complementisers"):
        return last
    is_end = after >= len(words.all) or words.ends[after] == after
    if is_marked and is_end:
        return last
    if is_name and found.phrase.kind == "named" and words.is_preposition(after) and last > place:
        return last
    return last if is_role and (is_end or words.is_stop(after)) else None


def past_brackets(words: ArabicWords, place: int, limit: int) -> int:
    """Past brackets with a name behind: `مدير المنظمة (اليونيسف) جون سميث`; 0 where the phrase ends before them."""
    inside = range(place + 2, min(place + 2 + _IN_BRACKETS, limit - 1))
    closing = next((behind for behind in inside if words.text(behind) == ")"), None)
    if closing is None:
        return 0
    after = closing + 1
    is_name = words.is_word(after) and not (
        words.is_stop(after) or words.is_verb(after) or words.begins_clause(after) or words.is_action(after)
    )
    return after - place if is_name else 0
