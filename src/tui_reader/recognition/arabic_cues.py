"""Who says what in Arabic: verbs of saying, fixed expressions (`وفقا ل`), nouns (`مزاعم`), and the phrases beside them.

Many verbs look like nouns when vowels are not written (`ذكر`, `كتب`, `بين`), and many attribute only sometimes
(`كشف`, `تابع`). What stands around them decides: what may come before a verb, what was said behind it (أن, a colon,
a quotation, the verb's own preposition), and whether its subject is somebody who speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.recognition.arabic_clauses import Clauses
from tui_reader.recognition.arabic_expressions import Expressions
from tui_reader.recognition.arabic_forms import Form, Forms
from tui_reader.recognition.arabic_phrases import phrase_at
from tui_reader.recognition.arabic_said import Said
from tui_reader.recognition.arabic_subjects import Subjects
from tui_reader.recognition.arabic_words import COMMAS, ArabicWords
from tui_reader.recognition.attributed import LEAST, Attributed, Phrase
from tui_reader.recognition.lexicon import arabic
from tui_reader.recognition.lexicon.inflection import Tense

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.recognition.words import Words

_HEADLINE = 9
"""Words of who speaks in a headline."""
_TOLD = 3
"""Words of what is told there, at least."""
_MOST_TOLD = 30
"""And at most."""
_LATER = 7
"""Words between a participle and its preposition."""
_DAMMA = "\u064f"


def arabic_attributions(words: Words) -> Iterator[Attributed]:
    """Everything that attributes, in order."""
    finder = _Finder(ArabicWords(words, arabic()))
    place = 0
    headline = finder.headline()
    if headline is not None:
        yield headline
        place = headline.last + 1
    while place < len(words.all):
        found = finder.at(place) if words.all[place].is_word else None
        if found is not None and found.score >= LEAST:
            yield found
            finder.heard = found.last if found.sources else finder.heard
            place = found.last
        place += 1


class _Finder:
    def __init__(self, words: ArabicWords) -> None:
        self._words = words
        self._text = words.text
        self._lists = words.lexicon.words
        self._stances = words.lexicon.stances
        self._said = Said(words)
        self._subjects = Subjects(words, self._said)
        self._forms = Forms(words, self._said)
        self._clauses = Clauses(words, self._said, self._subjects)
        self._expressions = Expressions(words, self._said, self._forms)
        self.heard = -1
        """The last word so far that attributes to somebody who is named."""

    def at(self, place: int) -> Attributed | None:
        """What attributes from this word on."""
        return self._expressions.at(place) or self._verb(place)

    def headline(self) -> Attributed | None:
        """Who speaks in a headline: `الوزير: لا عودة إلى الوراء`."""
        words = self._words
        if not words.all or not words.is_word(0) or words.is_stop(0) or words.is_verb(0):
            return None
        found = phrase_at(words, 0, appositions=False)
        phrase, colon = found.phrase, found.after
        if phrase is None or self._text(colon) != ":" or colon - phrase.first > _HEADLINE:
            return None
        told = len(words.all) - colon
        is_headline = self._text(len(words.all) - 1) != "." and _TOLD < told < _MOST_TOLD
        is_many = words.spelt(phrase.first).endswith("ات")
        is_known = (phrase.kind in {"role", "organisation"} and not is_many) or (
            phrase.kind == "named" and self._subjects.is_speaker(phrase)
        )
        is_surname = phrase.first == phrase.last and words.spelt(0).startswith("ال") and words.spelt(0).endswith("ي")
        is_name = is_surname or (
            phrase.kind == "named"
            and not any(
                words.is_in(place, "common") or words.is_action(place) for place in range(phrase.first, phrase.last + 1)
            )
        )
        inside = range(phrase.first + 1, phrase.last + 1)
        verb = next((place for place in inside if words.is_like_feminine_present(place)), None)
        if verb is not None:
            # `الأرملة تعزي الوالد: ...`
            phrase = phrase._replace(last=verb - 1)
        if not is_headline or not (is_known or is_name) or words.is_in(0, "labels"):
            return None
        return Attributed(colon, colon, "neutral", 0.65, (phrase,), is_silent=True)

    def _verb(self, place: int) -> Attributed | None:
        passive = self._passive(place)
        if passive is not None:
            return passive
        form = self._forms.at(place)
        if form is None or not self._words.is_spelt_as_verb(place) or self._forms.is_negated(place):
            return None
        is_dual = form.verb.tense is Tense.PAST and form.text.endswith("ا") and form.verb.is_plural
        if (form.skip == 0 or (is_dual and not form.verb.is_sure)) and not self._forms.may_be_verb(form):
            return None
        if form.verb.tense is not Tense.PARTICIPLE and self._words.is_accusative(place):
            # `وردًا على سؤال`
            return None
        if form.verb.tense is Tense.PARTICIPLE:
            return self._participle(form)
        return self._finite(form)

    def _passive(self, place: int) -> Attributed | None:
        """`قيل إن`, `يُزعم أن`"""
        text = self._text(place)
        skip = int(text[0] in "وف" and text[1:] in self._lists["passives"])
        verb = text[skip:]
        if verb not in self._lists["passives"] or self._forms.is_negated(place):
            return None
        is_marked = _DAMMA in self._words.all[place].spelt[skip : skip + 4] or verb in self._lists["only_passive"]
        if is_marked and verb == "نقل" and self._text(place + 1) == "عن":
            # `نُقل عن الرئيس قوله`
            return Attributed(place, place, "neutral", 0.8, self._relayed_by(place + 2), skip)
        is_said = self._said.content(place + 1, 1) is not None
        return (
            Attributed(place, place, self._stances[verb], 0.8, (), skip, is_nameless=True)
            if is_marked and is_said
            else None
        )

    def _relayed_by(self, place: int) -> tuple[Phrase, ...]:
        phrase = phrase_at(self._words, place).phrase
        return () if phrase is None else (phrase,)

    def _participle(self, form: Form) -> Attributed | None:
        place = form.place
        content = self._said.content(place + 1, 6)
        is_heading = form.text.endswith("ات") or (place == 0 and not form.verb.is_sure)
        if is_heading and self._text(place + 1) == ":":
            # `متابعات: `, `ملاحظة: `
            return None
        before = self._said.before(place)
        starts_clause = form.skip == 1 or not self._words.is_word(place - 1) or before == ""
        score = 0.2
        if content is not None and content <= 1:
            score += 0.6
        elif self._said.governs(form.verb, place + 1, 1):
            score += 0.4
        elif (before in COMMAS or form.skip) and self._is_of_somebody(form):
            # `مطالبة السلطات بالحماية`, `محذرة في الوقت نفسه من`
            score += 0.35
        elif content is not None:
            score += 0.35
        if starts_clause:
            score += 0.2
        elif not form.text.endswith("ا") and content != 0:
            score -= 0.3
        if form.verb.is_sure:
            is_adverb = self._words.is_accusative(place) and form.text.endswith("ا")
            score += 0.35 if is_adverb and content is None else 0.15
        if form.text in self._lists["introducing"]:
            score += 0.2
        is_clear = score >= LEAST and content is not None and not form.verb.is_plural
        doer = (
            self._subjects.doer(place, is_feminine=form.text[-1] == "ه")
            if is_clear and not self._is_heard(place)
            else None
        )
        sources = () if doer is None else (doer,)
        return Attributed(place, place, form.verb.stance, min(score, 0.95), sources, form.skip)

    def _is_of_somebody(self, form: Form) -> bool:
        """Whether a participle speaks of what follows: its preposition comes later, or it calls something so."""
        following = self._text(form.place + 1)
        is_beside = not form.verb.is_plural or form.text.endswith("ين")
        if following in {"الله", "المولي"} or not is_beside:
            return False
        is_calling = form.verb.lemma in self._lists["calling"] and self._words.is_word(form.place + 1)
        return is_calling or self._said.governs(form.verb, form.place + 1, _LATER)

    def _is_heard(self, place: int) -> bool:
        """Whether somebody speaks already in the sentence."""
        return self.heard >= self._words.starts[place]

    def _finite(self, form: Form) -> Attributed | None:
        place, verb = form.place, form.verb
        clause = self._clauses.around(form)
        is_passive = verb.tense is Tense.PAST and _DAMMA in self._words.all[place].spelt[form.skip + 1 : form.skip + 2]
        if is_passive and not clause.is_near:
            return None
        if is_passive:
            clause = clause._replace(subject=None)
        score = self._clauses.score(form, clause)
        subject = clause.subject or self._subjects.issuer(place)
        sources = [subject] if subject is not None else []
        sources += self._relayed(form, clause.after)
        # `تابع بقوله`
        is_with = self._words.is_in(place + 1, "introducing") and self._text(place + 1)[0] == "ب"
        return Attributed(place, place + is_with, verb.stance, score, tuple(sources), form.skip)

    def _relayed(self, form: Form, after: int) -> list[Phrase]:
        """Whom an agency quotes: `نقلت الوكالة عن مصدر`."""
        if form.verb.lemma not in self._lists["relaying"]:
            return []
        for place in range(after, min(after + 6, self._words.ends[form.place])):
            if self._text(place) == "عن":
                phrase = phrase_at(self._words, place + 1).phrase
                is_quoted = phrase is not None and not self._words.has_pronoun(phrase.first)
                return [phrase] if phrase is not None and (is_quoted or self._subjects.is_speaker(phrase)) else []
        return []
