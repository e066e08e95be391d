"""Which words of an Arabic text can be forms of verbs of saying: by what is written together with them and beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.recognition.lexicon.inflection import Tense
from tui_reader.text.clitics import CONJUNCTIONS, PRONOUNS, skips

if TYPE_CHECKING:
    from tui_reader.recognition.arabic_said import Said
    from tui_reader.recognition.arabic_words import ArabicWords
    from tui_reader.recognition.lexicon import Verb

_OBJECT = 8
"""Words between a verb and its preposition."""
_SHADDA = "\u0651"
_SHORTEST = 3
"""Letters of a word that is too short to begin with و or ف."""


class Form(NamedTuple):
    """A verb as it stands in a text."""

    verb: Verb
    place: int
    skip: int
    """Letters in front that are no part of it: و, ف."""
    has_pronoun: bool
    text: str
    """Without و and ف."""


class Forms:
    """Looks for verbs."""

    def __init__(self, words: ArabicWords, said: Said) -> None:
        self._words = words
        self._text = words.text
        self._lists = words.lexicon.words
        self._said = said

    def at(self, place: int) -> Form | None:
        """The form that a word is: without و or ف, then without a pronoun at its end."""
        if not self._words.is_word(place):
            return None
        text = self._text(place)
        lexicon = self._words.lexicon
        verbs, is_doubled = lexicon.verbs, _SHADDA in self._words.all[place].spelt
        is_clear = len(text) > _SHORTEST or is_doubled
        for skip in skips(text, CONJUNCTIONS if is_clear else ""):
            rest = text[skip:]
            if rest in self._lists["no_verbs"]:
                return None
            verb = (lexicon.doubled.get(rest) if is_doubled else None) or verbs.get(rest)
            if verb is not None and verb.spelt[0] == "أ" and self._words.spelt(place)[skip : skip + 1] == "إ":
                # `إعلان`: what somebody does, as a noun.
                return None
            if verb is not None:
                # What one says of oneself needs a clause behind it.
                is_own = verb.is_plural and verb.tense is Tense.PAST and rest.endswith(("ت", "نا"))
                return Form(verb._replace(is_sure=False) if is_own else verb, place, skip, False, rest)
            if rest[0] == "س" and rest[1:2] in {"ي", "ت"} and (verb := verbs.get(rest[1:])):
                # What will be said has not been: it needs more to speak for it.
                return Form(verb._replace(is_sure=False), place, skip, False, rest[1:])
            found = self._with_pronoun(place, skip, rest)
            if found is not None:
                return found
        return None

    def _with_pronoun(self, place: int, skip: int, rest: str) -> Form | None:
        """`وصفها`, `نفاه`: whom or what it is said of."""
        if not rest.endswith(PRONOUNS):
            return None
        verbs = self._words.lexicon.verbs
        for pronoun in PRONOUNS:
            if not rest.endswith(pronoun) or len(rest) - len(pronoun) < _SHORTEST:
                continue
            stem = rest.removesuffix(pronoun)
            # A final ى is an ا before a pronoun.
            is_weak = stem[-1] == "ا" and stem not in verbs
            stem = f"{stem[:-1]}ي" if is_weak else stem
            verb = verbs.get(stem)
            if verb is not None and verb.spelt[-1] == "ى" and not is_weak:
                # `رأينا`: we, and not us.
                return None
            if verb is None or verb.tense is Tense.PARTICIPLE or self._words.spelt(place).endswith("ة"):
                continue
            if verb.spelt[0] == "أ" and self._words.spelt(place)[skip : skip + 1] == "إ":
                continue
            return Form(verb, place, skip, True, stem)
        return None

    def is_negated(self, place: int) -> bool:
        before = self._said.before(place)
        return before in self._lists["negations"] or before[1:] in self._lists["negations"]

    def may_be_verb(self, form: Form) -> bool:
        """Whether what stands before, and behind, can stand beside a verb."""
        place, verb, words = form.place, form.verb, self._words
        before = self._said.before(place)
        is_that = before == "ذلك" and (
            self._text(place - 2).removeprefix("و") in self._lists["prepositions"] or verb.tense is Tense.PARTICIPLE
        )
        if form.text == "بين" or (before in self._lists["before_nouns"] and not is_that):
            return False
        if verb.is_plural and verb.tense is Tense.PAST and form.text.endswith("ا") and not verb.is_sure:
            # `ردا على`, `نقلا عن`: hardly two that answer.
            return form.text.endswith("وا")
        if form.text in {"عبر", "عقب"} and not self._said.governs(verb, place + 1, _OBJECT):
            return False
        if before[:1] == "و" and before[1:] in self._lists["prepositions"]:
            return False
        if before and words.is_preposition(place - 1):
            return before == "حتي" or (
                before in self._lists["before_past"] and verb.tense is Tense.PAST and not verb.is_bare
            )
        if before != "ان":
            return True
        if verb.tense is Tense.PRESENT:
            # أن with a verb behind it is what should be, not what was said.
            return self._text(place - 2) in {"قبل", "بعد"}
        # إن and أن have a noun behind them, or a pronoun.
        return not verb.is_bare or self._text(place - 2).lstrip("وف") in self._lists["before_past"]
