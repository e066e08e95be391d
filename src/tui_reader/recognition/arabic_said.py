"""What an Arabic text says beside a verb: where what was said begins, with أن, a colon or a quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.recognition.arabic_words import CLOSING, COMMAS
from tui_reader.text.clitics import without_pronoun

if TYPE_CHECKING:
    from tui_reader.recognition.arabic_words import ArabicWords
    from tui_reader.recognition.lexicon import Verb


_ASIDE = 10
"""Words between commas that say when, where, or who."""
_RELATIVE = 40
"""Words of a relative clause between commas."""


class Said:
    """Looks for what was said around a word."""

    def __init__(self, words: ArabicWords) -> None:
        self._words = words
        self._text = words.text

    def is_said(self, place: int) -> bool:
        """Whether a noun stands here for what is said: `أكد ضرورة ...`."""
        words = self._words
        bare = without_pronoun(words.text(place))
        return words.is_word(place) and (words.is_action(place) or words.is_object(place) or words.is_action_text(bare))

    def governs(self, verb: Verb, first: int, most: int) -> bool:
        """Whether a preposition of the verb stands among the next words."""
        words = self._words
        for place in range(first, min(first + most, len(self._words.all))):
            text = self._text(place)
            if text in verb.governs or (
                words.is_in(place, "pronouns") and without_pronoun(text, least=1) in verb.governs
            ):
                return True
            if not self._words.is_word(place) and text not in COMMAS:
                return False
            if len(text) > 3 and text[0] in verb.governs:
                return True
        return False

    def content(self, first: int, most: int) -> int | None:
        """How many words further on what was said begins: أن, a colon, or a quotation."""
        words = self._words
        if first >= len(words.all):
            return None
        behind = self._past_aside(first)
        if words.is_in(behind, "complementisers"):
            return 1
        is_past = False
        for place in range(first, min(first + most, len(words.all), words.ends[first] + 1)):
            if words.is_in(place, "complementisers") and words.is_in(place - 1, "not_telling"):
                # `حتى أن`, `غير أن`
                return None
            if any(words.is_in(place, name) for name in ("complementisers", "introducing", "asking")):
                return place - first
            if self._text(place) == ":" or self.opens_quote(place):
                # `واعترضت القوات ودمرت طائرات "مسيرة"`: what is quoted is another verb's.
                return None if is_past and self._text(place) != ":" else place - first
            if place > first and words.is_verb(place):
                # `وكتب خالد عنها يقول: «`
                return place - first if self._text(place) in {"يقول", "تقول"} and not is_past else None
            is_past = is_past or (self._text(place)[0] == "و" and words.is_feminine_past(place))
        return None

    def follows_quote(self, place: int) -> bool:
        """Whether a quotation ends before a word: `«...»، كتب أحدهم`."""
        words = self._words.all
        mark = place - 1 - (self.before(place) in COMMAS)
        if mark < 1 or not any(words[mark].text in closing for closing in CLOSING.values()):
            return False
        return words[mark].text != '"' or words[mark - 1].end == words[mark].start

    def opens_quote_behind(self, place: int) -> bool:
        """Whether a quotation opens behind a noun and its preposition: `دعوتها إلى "..."`."""
        words = self._words
        mark = place + 1 + words.is_preposition(place + 1)
        return mark < len(words.all) and self.opens_quote(mark)

    def opens_quote(self, place: int) -> bool:
        """Whether a mark stands before what is quoted; a straight one has a blank on its outer side only."""
        words = self._words.all
        if place >= len(words):
            return False
        if words[place].text in {"«", "“"}:
            return True
        if words[place].text != '"' or not 0 < place < len(words) - 1:
            return False
        before, mark, after = words[place - 1 : place + 2]
        return after.start == mark.end and (before.end < mark.start or not before.is_word)

    def _past_aside(self, first: int) -> int:
        """Behind a few words between commas that begin here: `، اليوم الأحد، `; here where none do."""
        if first >= len(self._words.all) or self._text(first) not in COMMAS:
            return first
        inside = range(first + 2, min(first + _ASIDE, self._words.ends[first]))
        return next((place + 1 for place in inside if self._text(place) in COMMAS), first)

    def past_relative(self, first: int) -> int:
        """Behind a relative clause between commas that begins here: `الوزير، الذي وصل أمس، `; here where none does."""
        words = self._words
        if first + 1 >= len(words.all) or self._text(first) not in COMMAS or not words.is_in(first + 1, "relatives"):
            return first
        inside = range(first + 2, min(first + _RELATIVE, words.ends[first]))
        return next((place + 1 for place in inside if self._text(place) in COMMAS), first)

    def before(self, place: int) -> str:
        """The word before, in the same sentence."""
        return self._text(place - 1) if place > self._words.starts[place] else ""
