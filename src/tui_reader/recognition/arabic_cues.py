"""Who says what in Arabic: verbs of saying, fixed expressions (`وفقا ل`), nouns (`مزاعم`), and the phrases beside them.

Many verbs look like nouns when vowels are not written (`ذكر`, `كتب`, `بين`), and many attribute only sometimes
(`كشف`, `تابع`). What stands around them decides: what may come before a verb, what was said behind it (أن, a colon,
a quotation, the verb's own preposition), and whether its subject is somebody who speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.recognition.arabic_phrases import phrase_at, without_preposition
from tui_reader.recognition.arabic_words import CLOSING, COMMAS, ArabicWords
from tui_reader.recognition.attributed import LEAST, Attributed, Phrase
from tui_reader.recognition.lexicon import arabic
from tui_reader.recognition.lexicon.inflection import Tense

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.recognition.lexicon import Verb
    from tui_reader.recognition.words import Words

_FAR = 30
"""Words between a verb and what was said."""
_MIDDLE = 14
"""So many of them and what follows still speaks for a verb that is not sure."""
_BEFORE = 16
"""Words of a phrase before its verb."""
_ADVERBIAL = 9
"""Words that say when or where, before a verb."""
_OBJECT = 8
"""Words between a verb and its preposition."""
_PRONOUNS = ("هما", "ها", "هم", "هن", "ني", "نا", "ه")
_DAMMA = "\u064f"
_BESIDE_BEFORE = 0.7
"""How sure a subject is that stands before its verb."""


class _Form(NamedTuple):
    """A verb as it stands in a text."""

    verb: Verb
    place: int
    skip: int
    """Letters in front that are no part of it: و, ف."""
    has_pronoun: bool
    text: str
    """Without و and ف."""


class _Clause(NamedTuple):
    """What stands around a verb."""

    subject: Phrase | None
    is_before: bool
    """Whether the subject stands before the verb."""
    after: int
    """Where the text goes on behind verb and subject."""
    content: int | None
    """How many words further on what was said begins."""
    opens: bool
    """Whether the verb is the first word of its clause."""
    is_governing: bool
    """Whether a preposition of the verb follows."""

    @property
    def is_near(self) -> bool:
        return self.content is not None and self.content <= 1


def arabic_attributions(words: Words) -> Iterator[Attributed]:
    """Everything that attributes, in order."""
    finder = _Finder(ArabicWords(words, arabic()))
    place = 0
    while place < len(words.all):
        found = finder.at(place) if words.all[place].is_word else None
        if found is not None and found.score >= LEAST:
            yield found
            place = found.last
        place += 1


class _Finder:
    def __init__(self, words: ArabicWords) -> None:
        self._words = words
        self._text = words.text
        self._lists = words.lexicon.words
        self._stances = words.lexicon.stances

    def at(self, place: int) -> Attributed | None:
        """What attributes from this word on."""
        return self._expression(place) or self._document(place) or self._noun(place) or self._verb(place)

    def _before(self, place: int) -> str:
        """The word before, in the same sentence."""
        return self._text(place - 1) if place > self._words.starts[place] else ""

    # Fixed expressions

    def _expression(self, place: int) -> Attributed | None:
        text = self._text(place)
        if text == "فحسب":
            return None
        for skip in range(1 + (text[0] in "وف")):
            for kind in ("with_verb", "plain", "to"):
                for expression in self._words.lexicon.expressions[kind].get(text[skip:], ()):
                    found = self._expressed(kind, place, skip, expression)
                    if found is not None:
                        return found
        return None

    def _expressed(self, kind: str, place: int, skip: int, expression: tuple[str, ...]) -> Attributed | None:
        last = place + len(expression) - 1
        if any(self._text(place + number) != word for number, word in enumerate(expression[1:], 1)):
            return self._with_pronoun(place, last, skip, expression) if kind == "plain" else None
        if kind == "with_verb":
            form = self._form(last + 1)
            if form is None:
                return None
            return Attributed(place, last + 1, form.verb.stance, 0.9, self._sources(last + 2), skip)
        following = self._text(last + 1)
        said = following.removeprefix("ل") if kind == "to" else following
        if said in self._lists["nouns"] or said in self._lists["sayings"]:
            # `نقلا عن تصريحات`, `على حد قول`: what was said, and not who said it.
            return Attributed(place, last + 1, self._stance(said), 0.85, self._sources(last + 2), skip)
        if self._is_saying_of(last + 1):
            return Attributed(place, last + 1, self._stance(_without_pronoun(following)), 0.85, (), skip)
        if expression[-1] == "حد":
            return None
        if kind == "to":
            return self._according_to(place, last, skip)
        phrase = phrase_at(self._words, last + 1).phrase
        if phrase is None:
            return None
        score = 0.85
        if len(expression) == 1 and phrase.kind in {"unknown", "named"}:
            # `حسب الطلب`, `وفق خطة`
            is_name = phrase.kind == "named" and expression[0] != "وفق"
            score = 0.65 if is_name else 0.4
        return Attributed(place, last, self._stance(expression[-1]), score, (phrase,), skip)

    def _with_pronoun(self, place: int, last: int, skip: int, expression: tuple[str, ...]) -> Attributed | None:
        """`في رأيه`, `من وجهة نظرهم`: the pronoun says who."""
        words = [self._text(place + number) for number in range(1, len(expression))]
        if not words or _without_pronoun(words[-1]) != expression[-1] or words[:-1] != [*expression[1:-1]]:
            return None
        return Attributed(place, last, "neutral", 0.85, (), skip)

    def _is_saying_of(self, place: int) -> bool:
        """`قوله`, `تعبيرهم`"""
        text = self._text(place)
        bare = _without_pronoun(text)
        return bare != text and bare in self._lists["sayings"]

    def _according_to(self, place: int, last: int, skip: int) -> Attributed | None:
        first = last + 1
        following = self._text(first)
        if following == "ل":
            phrase = phrase_at(self._words, first + 1).phrase
        elif len(following) > 2 and following[0] == "ل" and following != "لما":
            phrase = phrase_at(self._words, first, skip=1).phrase
        else:
            return None
        if phrase is None:
            return None
        noun = without_preposition(self._text(phrase.first), phrase.skip)
        is_speaker = self._words.kind(noun) is not None
        if self._words.is_listed(noun, "accordance") or (noun.startswith("ال") and not is_speaker):
            # `وفقا للقانون`, `وفقا للحالة`: by what, and hardly by whom.
            return None
        return Attributed(place, last, "neutral", 0.9 if is_speaker else 0.7, (phrase,), skip)

    def _stance(self, word: str) -> str:
        verb = self._words.lexicon.verbs.get(word)
        return self._stances.get(word, verb.stance if verb is not None else "neutral")

    def _sources(self, place: int) -> tuple[Phrase, ...]:
        phrase = phrase_at(self._words, place).phrase
        return () if phrase is None else (phrase,)

    def _document(self, place: int) -> Attributed | None:
        """`جاء في بيان أن`: what is said there follows."""
        text = self._text(place)
        skip = int(text[0] in "وف" and text[1:] in self._lists["stands"])
        if text[skip:] not in self._lists["stands"] or self._text(place + 1) != "في":
            return None
        found = phrase_at(self._words, place + 2)
        content = self._content(found.after, _OBJECT)
        if found.phrase is None or content is None:
            return None
        score = 0.85 if content <= 1 or found.phrase.kind == "document" else 0.6
        return Attributed(place, place, "neutral", score, (found.phrase,), skip)

    # Nouns

    def _noun(self, place: int) -> Attributed | None:
        text = self._text(place)
        for skip in range(1 + (text[0] in "وفب")):
            noun = text[skip:]
            if _without_pronoun(noun) != noun and _without_pronoun(noun) in self._lists["sayings"]:
                is_said = self._content(place + 1, 1) is not None
                return (
                    Attributed(place, place, self._stance(_without_pronoun(noun)), 0.7, (), skip) if is_said else None
                )
            if noun in self._lists["nouns"]:
                return self._uttered(place, skip, self._stances[noun])
        return None

    def _uttered(self, place: int, skip: int, stance: str) -> Attributed | None:
        """`تصريحات الوزير`, `مزاعم "يريفان"`"""
        words, first = self._words, place + 1
        phrase = phrase_at(words, first).phrase
        if (
            phrase is None
            or words.is_verb(first)
            or (self._text(first)[0] in "لب" and not words.kind(self._text(first)))
        ):
            return None
        is_unlike = phrase.kind == "unknown" or words.has_pronoun(first) or words.spelt(first).endswith("ة")
        is_unlike = is_unlike and phrase.kind in {"unknown", "named"}
        if is_unlike and stance == "neutral":
            return None
        return Attributed(place, place, stance, 0.55 if is_unlike else 0.65, (phrase,), skip, is_noun=True)

    # Verbs

    def _form(self, place: int) -> _Form | None:
        """The form that a word is: without و or ف, then without a pronoun at its end."""
        if not self._words.is_word(place):
            return None
        text = self._text(place)
        verbs = self._words.lexicon.verbs
        for skip in range(1 + (text[0] in "وف" and len(text) > 3)):
            rest = text[skip:]
            verb = verbs.get(rest)
            if verb is not None:
                return _Form(verb, place, skip, False, rest)
            if rest[0] == "س" and rest[1:2] in {"ي", "ت"} and (verb := verbs.get(rest[1:])):
                # What will be said has not been: it needs more to speak for it.
                return _Form(verb._replace(is_sure=False), place, skip, False, rest[1:])
            for pronoun in _PRONOUNS:
                verb = verbs.get(rest.removesuffix(pronoun)) if len(rest) - len(pronoun) > 2 else None
                if verb is None or verb.tense is Tense.PARTICIPLE or self._words.spelt(place).endswith("ة"):
                    continue
                return _Form(verb, place, skip, True, rest.removesuffix(pronoun))
        return None

    def _verb(self, place: int) -> Attributed | None:
        passive = self._passive(place)
        if passive is not None:
            return passive
        form = self._form(place)
        if form is None or not self._words.is_spelt_as_verb(place) or self._is_negated(place):
            return None
        if form.skip == 0 and not self._may_be_verb(form):
            return None
        if form.verb.tense is Tense.PARTICIPLE:
            return self._participle(form)
        return self._finite(form)

    def _passive(self, place: int) -> Attributed | None:
        """`قيل إن`, `يُزعم أن`"""
        text = self._text(place)
        skip = int(text[0] in "وف" and text[1:] in self._lists["passives"])
        verb = text[skip:]
        if verb not in self._lists["passives"] or self._is_negated(place):
            return None
        is_marked = _DAMMA in self._words.all[place].spelt[skip : skip + 4] or verb in self._lists["only_passive"]
        is_said = self._content(place + 1, 1) is not None
        return Attributed(place, place, self._stances[verb], 0.8, (), skip) if is_marked and is_said else None

    def _is_negated(self, place: int) -> bool:
        before = self._before(place)
        return before in self._lists["negations"] or before[1:] in self._lists["negations"]

    def _may_be_verb(self, form: _Form) -> bool:
        """Whether what stands before, and behind, can stand beside a verb."""
        place, verb, words = form.place, form.verb, self._words
        before = self._before(place)
        if form.text == "بين" or before in self._lists["before_nouns"]:
            return False
        if verb.is_plural and verb.tense is Tense.PAST and form.text.endswith("ا") and not verb.is_sure:
            # `ردا على`, `نقلا عن`: hardly two that answer.
            return form.text.endswith("وا")
        if form.text == "عبر" and not self._governs(verb, place + 1, _OBJECT):
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
        return not verb.is_bare or self._text(place - 2) in self._lists["before_past"]

    def _participle(self, form: _Form) -> Attributed | None:
        place = form.place
        content = self._content(place + 1, 6)
        before = self._before(place)
        starts_clause = form.skip == 1 or not self._words.is_word(place - 1) or before == ""
        score = 0.2
        if content is not None and content <= 1:
            score += 0.6
        elif self._governs(form.verb, place + 1, 1):
            score += 0.4
        elif content is not None:
            score += 0.35
        if starts_clause:
            score += 0.2
        elif not form.text.endswith("ا") and content != 0:
            score -= 0.3
        if form.verb.is_sure:
            score += 0.15
        if form.text in self._lists["introducing"]:
            score += 0.2
        return Attributed(place, place, form.verb.stance, min(score, 0.95), (), form.skip)

    def _finite(self, form: _Form) -> Attributed | None:
        place, verb = form.place, form.verb
        clause = self._clause(form)
        is_passive = verb.tense is Tense.PAST and _DAMMA in self._words.all[place].spelt[form.skip + 1 : form.skip + 2]
        if is_passive and not clause.is_near:
            return None
        if is_passive:
            clause = clause._replace(subject=None)
        score = self._said(form, clause) + self._placed(form, clause) - self._doubted(form, clause)
        sources = [clause.subject] if clause.subject is not None else []
        sources += self._relayed(form, clause.after)
        return Attributed(place, place, verb.stance, max(0.0, min(score, 0.98)), tuple(sources), form.skip)

    def _clause(self, form: _Form) -> _Clause:
        place, verb = form.place, form.verb
        opens = self._opens_clause(form)
        subject, after = self._subject_after(form)
        is_before = False
        is_behind = self._before(place) in self._lists["before_verbs"] or self._before(place) in COMMAS
        if not opens or (is_behind and not form.skip) or (verb.is_plural and not form.skip):
            before = self._subject_before(place)
            is_topic = self._before(place) in COMMAS
            if before is not None and (subject is None or (self._leads(before) and not is_topic)):
                subject, after, is_before = before, place + 1, True
        content = self._content(after, _FAR)
        governs = self._governs(verb, after, _OBJECT) or self._governs(verb, place + 1, 1)
        return _Clause(subject, is_before, after, content, opens, governs)

    def _said(self, form: _Form, clause: _Clause) -> float:
        """What speaks for it in what is said, and in who says it."""
        verb, subject = form.verb, clause.subject
        speaks = subject is not None and self._is_speaker(subject)
        is_told = self._is_said(clause.after)
        score = 0.15
        if verb.is_sure:
            begins = form.skip == 1 or not self._before(form.place)
            score = 0.5 if verb.is_act or speaks or is_told or (begins and subject is not None) else 0.35
        if clause.is_near:
            score += 0.4
        elif clause.content is not None and (clause.is_governing or verb.is_sure or speaks):
            score += 0.35
        elif clause.content is not None and clause.content <= _MIDDLE:
            score += 0.3
        elif clause.is_governing:
            score += 0.35
        if speaks:
            score += 0.15
        if not verb.is_sure and self._words.is_in(clause.after + (self._text(clause.after) in COMMAS), "utterances"):
            score += 0.3
        if form.has_pronoun and speaks and verb.lemma in self._lists["calling"]:
            # `وصفها الرحالة`
            score += 0.25
        if not verb.is_sure and not form.skip and self._follows_quote(form.place):
            score += 0.3
        if verb.stance == "denying" and speaks and is_told:
            score += 0.15
        return score

    def _placed(self, form: _Form, clause: _Clause) -> float:
        """What speaks for and against a verb in where the word stands."""
        has_subject_before = clause.is_before and clause.subject is not None
        score = -0.25
        if clause.opens or has_subject_before or (form.verb.is_act and clause.is_governing):
            score = 0.1
        if form.verb.is_bare and form.skip == 0 and not clause.opens and not has_subject_before:
            score -= 0.2
        if (
            clause.is_before
            and clause.subject is not None
            and not clause.is_near
            and self._is_indefinite(clause.subject)
        ):
            # `بعثة كشفت عن`: which found, and not who says.
            score -= 0.3
        return score

    def _doubted(self, form: _Form, clause: _Clause) -> float:
        """What speaks for another meaning of the verb."""
        words, place, verb = self._words, form.place, form.verb
        is_alone = clause.subject is None
        score = 0.0
        if self._text(clause.after).startswith("نفس") or words.is_in(clause.after, "unveiled"):
            score += 0.4
        if form.has_pronoun and form.text in self._lists["carrying"]:
            # `مقال نشرته صحيفة`
            score += 0.3
        if form.has_pronoun and not verb.is_sure and not clause.is_governing and clause.content is None:
            score += 0.1
        if is_alone and not verb.is_sure and words.is_word(place + 1) and words.has_pronoun(place + 1):
            # `كتبت كلماتها`
            score += 0.2
        if is_alone and verb.tense is Tense.PRESENT and not clause.is_near and not clause.is_governing:
            score += 0.2
        is_called = form.has_pronoun and not is_alone
        if not verb.is_sure and clause.content is None and not (clause.subject and self._is_speaker(clause.subject)):
            # `مما يشير إلى زيادة`, `المذهب الذي يدعو إلى الوسطية`
            is_relative = self._before(place) in {"ما", "مما"} or verb.tense is Tense.PRESENT
            score += 0.2 if is_relative else 0.0
        if form.text in self._lists["only_with_clause"] and not clause.is_near and not is_called:
            score += 0.5
        if (
            verb.tense is Tense.PRESENT
            and words.spelt(place).endswith("ى")
            and not clause.is_near
            and len(form.text) > 3
        ):
            # يُدعى, يُروى: what is called, not who calls.
            score += 0.4
        return score

    # Beside a verb

    def _opens_clause(self, form: _Form) -> bool:
        """Whether a verb here is the first word of its clause, but for particles."""
        place = form.place
        start = self._words.starts[place]
        if form.skip and self._text(place)[0] == "ف" and self._text(start) in self._lists["topics"]:
            return False
        if form.skip or place == start or not self._words.is_word(place - 1) or self._follows_adverbial(place):
            return True
        before = self._before(place)
        openers = self._lists["openers"]
        return (
            before in openers
            or (before[0] in "وف" and before[1:] in openers)
            or self._words.is_in(place - 1, "adverbs")
            or self._words.is_in(place - 1, "complementisers")
        )

    def _follows_adverbial(self, place: int) -> bool:
        """Whether all that stands before the verb says when or where: `وفي وقت سابق قال ...`."""
        words, first = self._words, place
        while first > words.starts[place] and place - first < _ADVERBIAL and words.is_word(first - 1):
            first -= 1
            if words.is_verb(first) or words.is_in(first, "complementisers"):
                return False
        if first == place or place - first >= _ADVERBIAL:
            return False
        text = self._text(first)
        return any(
            word in self._lists["prepositions"] or word in self._lists["adverbs"]
            for word in (text, text.removeprefix("و"))
        )

    def _leads(self, phrase: Phrase) -> bool:
        """Whether a phrase before the verb is its subject although another phrase follows."""
        place = phrase.first
        return place == self._words.starts[place] or self._words.is_in(place - 1, "before_subjects")

    def _subject_after(self, form: _Form) -> tuple[Phrase | None, int]:
        """The phrase that follows the verb, and where the text goes on behind it."""
        words = self._words
        nothing = None, form.place + 1
        first = None if form.verb.is_plural else self._past_asides(form.place + 1, words.ends[form.place])
        if first is None or not words.all[first : first + 1]:
            return nothing
        text = self._text(first)
        if words.is_stop(first) or words.is_verb(first):
            return nothing
        if not words.is_word(first) and not self._is_name_in_marks(first):
            return nothing
        is_adverbial = text.startswith(("بال", "كال", "وال", "فال")) and len(text) > 5
        if is_adverbial or (text.startswith("لل") and len(text) > 4):
            return nothing
        if words.is_word(first) and self._is_spoken_of(first, form.verb):
            return nothing
        found = phrase_at(words, first)
        return found.phrase, found.after

    def _past_asides(self, first: int, end: int) -> int | None:
        """Behind words that can stand between a verb and its subject: `قال عنه الناقد`, `قال لرويترز مسؤول`."""
        words, start = self._words, first
        while first < end and first - start < 3 and (words.is_in(first, "pronouns") or words.is_in(first, "days")):
            first += 1
        if first == start and self._text(first) in COMMAS:
            # `وقالت، صباح الأربعاء، الوزارة`
            closing = next((p for p in range(first + 1, min(first + 9, end)) if self._text(p) in COMMAS), None)
            is_aside = any(words.is_in(first + 1, name) for name in ("adverbs", "prepositions", "days"))
            return closing + 1 if closing is not None and is_aside and self._speaks(closing + 1) else None
        text = self._text(first)
        if text[:1] == "ل" and text[1:] in self._lists["addressees"]:
            for further in range(first + 1, min(first + 5, end)):
                if not words.is_word(further):
                    return None
                if self._speaks(further) and not words.is_in(further, "addressees"):
                    return further
            return None
        return first if first < end else None

    def _is_name_in_marks(self, place: int) -> bool:
        """Whether what stands between quotation marks is who speaks, with more to come: `أفاد «ميشيل» في تغريدة أن`."""
        if self._text(place) not in CLOSING:
            return False
        found = phrase_at(self._words, place, appositions=False)
        phrase = found.phrase
        return (
            phrase is not None
            and phrase.last - phrase.first < 3
            and (self._words.is_word(found.after) or self._text(found.after) == ":")
        )

    def _is_spoken_of(self, place: int, verb: Verb) -> bool:
        """Whether the noun behind a verb is what is said and not who says it (`ونفت صحة الأنباء`)."""
        words, text = self._words, self._text(place)
        if words.kind(text) is not None:
            return False
        is_name = text in self._lists["names_with_preposition"]
        if text[0] in "كبل" and len(text) > 4 and not is_name and words.is_action_text(text[1:]):
            return True
        if len(text) > 3 and not is_name and text[0] in verb.governs:
            return True
        return words.is_object(place) or words.has_pronoun(place) or words.is_action(place)

    def _subject_before(self, place: int) -> Phrase | None:
        """The phrase that stands between the beginning of the clause and the verb, if nothing else does."""
        words = self._words
        start = max(words.starts[place], place - _BEFORE)
        last = place - 1
        if self._before(place) in COMMAS:
            return self._topic(last, start)
        while last >= start and words.is_in(last, "before_verbs"):
            last -= 1
        if last < place - 1 and self._text(last) in COMMAS:
            # `وكانت الوزارة، قد أعلنت`
            last -= 1
        first = last + 1
        while first > start and self._continues_back(first - 1):
            first -= 1
        boundary = self._before(first) if first <= last else ""
        if boundary in self._lists["prepositions"] or boundary in self._lists["relatives"]:
            return None
        for begin in range(first, last + 1):
            text = self._text(begin)
            skip = int(text[0] in "وف" and (words.kind(text[1:]) is not None or text[1:3] == "ال"))
            noun = text[skip:]
            may_be_name = begin == first and (not boundary or boundary in self._lists["before_subjects"])
            if words.kind(noun) is None and not may_be_name and not (begin == first and noun.startswith("ال")):
                continue
            found = phrase_at(words, begin, appositions=False, before=last + 1, skip=skip)
            if found.phrase is not None and found.after == last + 1:
                return found.phrase._replace(score=_BESIDE_BEFORE)
        return None

    def _topic(self, comma: int, start: int) -> Phrase | None:
        """A phrase with which its sentence begins, a comma before the verb: `لكن المدير، عادل بوشناف، نفى`."""
        first = comma
        while first > start and (self._continues_back(first - 1) or self._text(first - 1) in COMMAS):
            first -= 1
            boundary = self._before(first)
            if boundary and boundary not in self._lists["before_subjects"]:
                continue
            found = phrase_at(self._words, first)
            inside = range(first, comma)
            is_person = self._speaks(first) or any(self._text(place) in COMMAS for place in inside)
            return found.phrase if found.after == comma and is_person else None
        return None

    def _continues_back(self, place: int) -> bool:
        """Whether a word can be part of a phrase before a verb."""
        words = self._words
        if not words.is_word(place):
            return False
        if words.is_in(place, "connectors"):
            return True
        is_end = words.is_preposition(place) or any(words.is_in(place, name) for name in _ENDS_BACK)
        return not is_end and not words.is_verb(place)

    def _relayed(self, form: _Form, after: int) -> list[Phrase]:
        """Whom an agency quotes: `نقلت الوكالة عن مصدر`."""
        if form.verb.lemma not in self._lists["relaying"]:
            return []
        for place in range(after, min(after + 6, self._words.ends[form.place])):
            if self._text(place) == "عن":
                phrase = phrase_at(self._words, place + 1).phrase
                return [phrase] if phrase is not None else []
        return []

    def _speaks(self, place: int) -> bool:
        return self._words.kind(self._text(place)) is not None

    def _is_speaker(self, phrase: Phrase) -> bool:
        """Whether a phrase has a word in it for somebody, or something, that speaks."""
        if phrase.kind not in {"unknown", "named"}:
            return True
        return any(self._speaks(place) for place in range(phrase.first, min(phrase.last, phrase.first + 4) + 1))

    def _is_indefinite(self, phrase: Phrase) -> bool:
        """Whether a verb behind it, with no mark in between, is rather a relative clause."""
        text = self._text(phrase.first)
        is_first = phrase.first == self._words.starts[phrase.first]
        return not (
            is_first or text.startswith("ال") or text in self._lists["states"] or phrase.last > phrase.first + 1
        )

    # What was said

    def _is_said(self, place: int) -> bool:
        """Whether a noun stands here for what is said: `أكد ضرورة ...`."""
        words = self._words
        return words.is_word(place) and (words.is_action(place) or words.is_object(place))

    def _governs(self, verb: Verb, first: int, most: int) -> bool:
        """Whether a preposition of the verb stands among the next words."""
        for place in range(first, min(first + most, len(self._words.all))):
            text = self._text(place)
            if text in verb.governs:
                return True
            if not self._words.is_word(place) and text not in COMMAS:
                return False
            if len(text) > 3 and text[0] in verb.governs:
                return True
        return False

    def _content(self, first: int, most: int) -> int | None:
        """How many words further on what was said begins: أن, a colon, or a quotation."""
        words = self._words
        if first >= len(words.all):
            return None
        for place in range(first, min(first + most, len(words.all), words.ends[first] + 1)):
            if words.is_in(place, "complementisers") or words.is_in(place, "introducing"):
                return place - first
            if self._text(place) in {":", "«", "“"} or self._opens_quote(place):
                return place - first
            if place > first and words.is_verb(place):
                return None
        return None

    def _follows_quote(self, place: int) -> bool:
        """Whether a quotation ends before a word: `«...»، كتب أحدهم`."""
        words = self._words.all
        mark = place - 1 - (self._before(place) in COMMAS)
        if mark < 1 or not any(words[mark].text in closing for closing in CLOSING.values()):
            return False
        return words[mark].text != '"' or words[mark - 1].end == words[mark].start

    def _opens_quote(self, place: int) -> bool:
        """Whether a straight mark stands before what is quoted: with a blank on its outer side only."""
        words = self._words.all
        if words[place].text != '"' or not 0 < place < len(words) - 1:
            return False
        before, mark, after = words[place - 1 : place + 2]
        return after.start == mark.end and (before.end < mark.start or not before.is_word)


def _without_pronoun(text: str) -> str:
    """A noun without a pronoun at its end; as it is where there is none."""
    for pronoun in _PRONOUNS:
        if text.endswith(pronoun) and len(text) - len(pronoun) > 1:
            return text.removesuffix(pronoun)
    return text


_ENDS_BACK = (
    *("complementisers", "conjunctions", "particles", "relatives", "pronouns"),
    *("before_subjects", "topics"),
)
