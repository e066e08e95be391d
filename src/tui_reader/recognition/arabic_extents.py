"""How far an Arabic subject reaches, told by what stands behind it.

Between a verb of saying and what was said there is its subject. Where nothing but nouns stands there, all of them are
(`قال ديفيد إيه تومسون رئيس المؤتمر العالمي للبطاطس إن`); and what describes somebody who is not named is part of the
phrase (`قال رجل أعمال أسترالي يعمل لشركة دولية إن`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.recognition.arabic_words import CLOSING, COMMAS

if TYPE_CHECKING:
    from tui_reader.recognition.arabic_words import ArabicWords

_PLACED = frozenset({"organisation", "document", "anonymous"})
"""What a place belongs to; where people are is where they speak."""
_DESCRIPTION = 18
"""Words of a description behind a noun."""


class Governing(NamedTuple):
    """What a verb has beside its subject."""

    prepositions: frozenset[str] = frozenset()
    """Those before what was said."""
    is_verb: bool = False
    """Whether there is a verb at all."""
    has_object: bool = True
    """Whether what was said can be a noun without a preposition: `أعلن الوزير استقالته`."""
    addresses: bool = False
    """Whether a noun behind its subject can be whom something is said to: `أبلغ الوزير التجار أن`."""


def sure_to(words: ArabicWords, first: int, limit: int, governing: Governing) -> int:
    """The place before which all words belong to the subject that begins here; `first` where nothing says so."""
    if not governing.is_verb or governing.addresses:
        return first
    place = first
    while place < limit and _is_nominal(words, place):
        if words.text(place) in CLOSING:
            closing = words.closing(place, limit)
            if closing is None:
                break
            place = closing
        place += 1
    if place <= first:
        return first
    text = words.text(place)
    is_behind_comma = text in COMMAS and words.is_in(place + 1, "complementisers")
    is_said = words.is_in(place, "complementisers") or text == ":" or text in CLOSING or is_behind_comma
    if is_said:
        return place
    is_governed = text in governing.prepositions and words.is_word(place)
    if not governing.has_object and (is_governed or words.is_preposition(place) or text in COMMAS):
        return place
    return first


def _is_nominal(words: ArabicWords, place: int) -> bool:
    """Whether a word can be part of a phrase without anything that links it."""
    text = words.text(place)
    if not words.is_word(place):
        # A name between marks stands behind what it is the name of.
        return text in {".", "-"} or (text in CLOSING and words.kind(words.text(place - 1)) is not None)
    if words.is_in(place, "connectors"):
        return True
    is_end = words.is_stop(place) or words.is_verb(place) or words.begins_clause(place) or words.is_heard(place)
    return not (
        is_end or words.is_like_present(place) or words.begins_formula(place) or words.is_accusative_object(place)
    )


def described_to(words: ArabicWords, last: int, is_open: bool, kind: str, governing: Governing) -> int:
    """The last word of what describes the noun of a phrase that ends with `last`: that one, where nothing does.

    `is_open`: whether the phrase says somebody, and not who; `kind`: that of its first noun.
    """
    start = last + 1
    if not governing.is_verb or start >= len(words.all) or not words.is_word(start):
        return last
    is_placed = kind in _PLACED and words.text(start) == "في" and _is_place(words, start + 1)
    if not (words.is_in(start, "relatives") or is_placed or (is_open and _describes(words, start))):
        return last
    for place in range(start + 1, min(start + _DESCRIPTION, words.ends[last] + 1, len(words.all))):
        text = words.text(place)
        is_said = words.is_in(place, "complementisers") or words.is_in(place, "asking")
        if is_open and text in governing.prepositions and words.is_word(place):
            return place - 1
        if text == ":" or is_said or _opens_quote(words, place):
            # `في أن`, `إلى أن`: the preposition is the verb's.
            return place - 2 if words.is_preposition(place - 1) else place - 1
        if text in COMMAS or text == "(" or words.is_verb(place):
            return last
        if words.is_in(place, "adverbs") or words.is_in(place, "beside_saying"):
            return last
        if words.is_in(place, "prepositions") and words.is_listed(words.text(place + 1), "occasions"):
            return last
    return last


def _is_place(words: ArabicWords, place: int) -> bool:
    text = words.text(place)
    if words.has_pronoun(place):
        return False
    is_noun = words.has_article(place) or words.is_in(place, "places") or words.kind(text) is not None
    return is_noun and not words.is_listed(text, "occasions") and not words.is_in(place, "adverbs")


def _describes(words: ArabicWords, place: int) -> bool:
    """Whether a description without a relative pronoun can begin here: `مقيم في`, `يعمل`, `لديها`, `بشركة`."""
    text, following = words.text(place), words.text(place + 1)
    if words.is_in(place, "describing"):
        return not (words.is_listed(following, "occasions") or words.is_in(place + 1, "adverbs"))
    if text[0] in "لب" and len(text) > 3:
        noun = text[2:] if text.startswith("لل") else text[1:].removeprefix("ال")
        if noun in words.lexicon.words["addressees"] or noun in words.lexicon.words["occasions"]:
            return False
        is_place = words.kind(text[1:]) is not None or words.is_listed(text[1:], "places")
        return is_place or text.startswith("لل")
    return words.is_like_present(place) or (words.is_listed(text, "staying") and not text.startswith("ال"))


def _opens_quote(words: ArabicWords, place: int) -> bool:
    """Whether a quotation opens that is no name of what stands before it."""
    if words.text(place) not in CLOSING:
        return False
    return words.kind(words.text(place - 1)) is None or words.closing(place, len(words.all)) is None
