"""Attributions: the words by which a text says that somebody says something, and who that is.

As PARC 3.0 has it (Pareti 2015), an attribution is a cue, a source, and what is attributed. What was quoted is found
elsewhere; here it is joined to its cue and its source. A Cue is a verb alone, as it is written but for و or ف in
front of it, without the preposition it governs and without أن or إن; of a fixed expression all its words. A ل that is
written together with the source belongs to neither. A Source is the whole phrase that names who speaks, with titles and
names in apposition; there is none where only a pronoun or the verb says who.

A clause behind أن or that is no Quote here: where it ends only a parser could tell. What was not said (`لم يذكر`) or
only should be (`أن يعلن`) is not attributed.
"""

from __future__ import annotations

import re
from functools import partial
from heapq import merge
from typing import TYPE_CHECKING

from tui_reader.recognition.arabic_cues import arabic_attributions
from tui_reader.recognition.english_cues import english_attributions
from tui_reader.recognition.found import Found, Join, Recognised
from tui_reader.recognition.lexicon import arabic
from tui_reader.recognition.quote_joins import last_speaker, speeches
from tui_reader.recognition.words import Words
from tui_reader.text.folding import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.recognition.attributed import Attributed, Phrase
    from tui_reader.recognition.words import Word
    from tui_reader.text.span import Span

ORIGIN = "attributions"
_NAME = 4
"""Words of a name between quotation marks."""
_TITLE = 3
"""Words before it that may say what it is the name of."""


def attributions(text: str, quotes: Recognised | None = None) -> Recognised:
    """Cues and Sources of a text, and with its quotations, these too where they are joined to what attributes them.

    A `Quote` is answered as it was given, so that who puts several answers together knows it again.
    """
    words = Words(text)
    cues = list(_attributed(words))
    found: list[Found] = []
    places: list[tuple[int, ...]] = []
    sources: dict[Span, int] = {}
    for cue in cues:
        answered = [len(found)]
        if not cue.is_silent:
            found.append(_cue(words, cue))
        for named in (_source(words, phrase, cue) for phrase in cue.sources):
            # Two verbs may have one subject.
            answered.append(sources.setdefault(named.extent, len(found)))
            found += [named] * (answered[-1] == len(found))
        places.append(tuple(answered))
    joins: list[Join] = []
    spoken = [quote for quote in quotes.found if quote.tag == "Quote"] if quotes is not None else []
    awaiting: list[int] = []
    for speech in speeches(words, cues, [quote.extent for quote in spoken], partial(_is_name, words, spoken)):
        quote = len(found)
        found.append(spoken[speech.quote])
        if speech.speaker is not None:
            cue_number, source = speech.speaker
            joins.append(Join("said_by", quote, places[cue_number][1 + source]))
        elif not (cues[speech.cue].is_nameless or cues[speech.cue].is_noun):
            awaiting.append(quote)
        if not cues[speech.cue].is_silent:
            joins.append(Join("signalled_by", quote, places[speech.cue][0]))
    last = last_speaker(cues)
    speaker = None if last is None else places[last[0]][1 + last[1]]
    return Recognised(tuple(found), tuple(joins), tuple(awaiting), speaker)


def _attributed(words: Words) -> Iterator[Attributed]:
    """What the rules of all languages find, in order; what overlaps another is the other's."""
    ways = [find(words) for letter, find in _LANGUAGES if letter.search(words.folded.text)]
    last = -1
    for cue in merge(*ways, key=lambda cue: cue.first):
        if cue.first > last:
            last = cue.last
            yield cue


def _is_name(words: Words, quotes: Sequence[Found], number: int, place: int) -> bool:
    """Whether what is quoted is a name by what stands before it: `صحيفة «...»`, `الرئيس الأذربيجاني «...»`."""
    quote, lexicon = quotes[number], arabic()
    lists = lexicon.words
    source = words.folded.source
    if source.count(" ", *quote.extent) >= _NAME:
        return False
    if place >= 0 and _is_foreign(source, quote.extent, words.all[place]):
        return True
    if fold_text(source[slice(*quote.extent)]) in lists["states"]:
        # `«إسرائيل»`
        return True
    near = [_bare(words.all[before].text) for before in range(place, max(-1, place - _TITLE), -1)]
    if any(not lists["mottos"].isdisjoint(texts) for texts in near):
        # `شعار المراسم «قوموا لله»`
        return True
    if quote.attributes.get("quote_type") == "direct":
        # `فيلم «يجب أن ننهض»`
        return bool(near) and not lists["naming"].isdisjoint(near[0])
    for before in range(place, max(-1, place - _TITLE), -1):
        text = words.all[before].text
        if not words.all[before].is_word:
            return False
        if text in lexicon.words["prepositions"] or text in lexicon.words["complementisers"]:
            # `ما يُعرف بـ"BBC"`
            is_known = text == "ب" and before > 0 and words.all[before - 1].text in lists["naming"]
            return is_known or text in {"ل", "عبر", "بين"}
        texts = _bare(text)
        # Only adjectives stand in between: `هيئة الإذاعة البريطانية "..."`
        are_adjectives = all(words.all[behind].text.startswith("ال") for behind in range(before + 1, place + 1))
        kinds = {lexicon.kinds.get(word) for word in texts}
        if place + 2 < len(words.all) and _is_present(words.all[place + 2].text):
            # `الاتحاد الأوروبي "يدعم كليا"`
            return False
        # `وكالة أنباء "انترفاكس"`
        is_alone = place - before == 1 and not source.count(" ", *quote.extent)
        if "role" in kinds or (
            "organisation" in kinds and (are_adjectives or is_alone) and text not in lists["states"]
        ):
            return True
        is_called = any(word in lists["naming"] or word in lists["places"] or word in lexicon.kinds for word in texts)
        if before == place and is_called and text not in lexicon.words["states"]:
            return True
    return False


def _is_present(text: str) -> bool:
    """Whether a word looks like a verb of the present."""
    lists = arabic().words
    return len(text) > len("يعد") and text[0] == "ي" and text not in lists["names_with_yeh"] | lists["given"]


def _is_foreign(source: str, extent: Span, before: Word) -> bool:
    """Whether words in Latin letters stand in an Arabic text: `في "London Clinic"`."""
    quoted = source[slice(*extent)]
    is_latin = any(letter.isalpha() for letter in quoted) and quoted.isascii()
    return is_latin and before.is_word and not before.text.isascii()


def _bare(text: str) -> set[str]:
    """A noun, and it without what may be written together with it."""
    bare = text[1:] if text[0] in "لوب" else text
    return {text, bare, bare.removeprefix("ال")}


def _cue(words: Words, attributed: Attributed) -> Found:
    span = words.span(attributed.first, attributed.last, skip=attributed.skip)
    return Found((span,), "Cue", ORIGIN, round(attributed.score, 2), {"cue_stance": attributed.stance})


def _source(words: Words, phrase: Phrase, attributed: Attributed) -> Found:
    span = words.span(phrase.first, phrase.last, skip=phrase.skip)
    return Found((span,), "Source", ORIGIN, round(phrase.score * attributed.score, 2), {"source_kind": phrase.kind})


_LANGUAGES = ((re.compile("[\u0620-\u064a]"), arabic_attributions), (re.compile("[a-z]"), english_attributions))
