"""Who says what in Arabic: verbs of saying, fixed expressions (`وفقا ل`), nouns (`مزاعم`), and the phrases beside them.

Many verbs look like nouns when vowels are not written (`ذكر`, `كتب`, `بين`), and many attribute only sometimes
(`كشف`, `تابع`). What stands around them decides: what may come before a verb, what was said behind it (أن, a colon,
a quotation, the verb's own preposition), and whether its subject is somebody who speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.recognition.arabic_phrases import phrase_at, without_preposition
from tui_reader.recognition.arabic_said import Said
from tui_reader.recognition.arabic_subjects import Subjects
from tui_reader.recognition.arabic_words import COMMAS, ArabicWords
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
_ADVERBIAL = 9
"""Words that say when or where, before a verb."""
_BEFORE = 16
"""Words of a sentence before what is relayed in it."""
_OBJECT = 8
"""Words between a verb and its preposition."""
_PRONOUNS = ("هما", "ها", "هم", "هن", "ني", "نا", "ه")
_DAMMA = "\u064f"


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
        self._said = Said(words)
        self._subjects = Subjects(words, self._said)

    def at(self, place: int) -> Attributed | None:
        """What attributes from this word on."""
        return self._expression(place) or self._document(place) or self._noun(place) or self._verb(place)

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
        if kind == "with_verb" and self._text(last + 1) in self._lists["stands"]:
            return self._as_it_stands(place, last + 1, skip)
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
        if phrase is None or (expression[0] == "استنادا" and phrase.kind in {"unknown", "named"}):
            return None
        score = 0.85
        if len(expression) == 1 and phrase.kind in {"unknown", "named"}:
            # `حسب الطلب`, `وفق خطة`
            is_name = phrase.kind == "named" and expression[0] != "وفق"
            if expression[0] == "حسب" and self._text(last + 1).startswith("ال"):
                # `حسب المساحة`
                is_name = False
            score = 0.65 if is_name else 0.4
        return Attributed(place, last, self._stance(expression[-1]), score, (phrase,), skip)

    def _as_it_stands(self, place: int, last: int, skip: int) -> Attributed | None:
        """`وفقا لما جاء في البيان`, `طبقا لما ورد بموقع`"""
        following = self._text(last + 1)
        if following == "في":
            phrase = phrase_at(self._words, last + 2).phrase
        else:
            phrase = phrase_at(self._words, last + 1, skip=1).phrase if following.startswith("ب") else None
        return None if phrase is None else Attributed(place, last, "neutral", 0.85, (phrase,), skip)

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
        content = self._said.content(found.after, _OBJECT)
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
                is_said = self._said.content(place + 1, 1) is not None
                return (
                    Attributed(place, place, self._stance(_without_pronoun(noun)), 0.7, (), skip) if is_said else None
                )
            if noun in self._lists["nouns"]:
                return self._uttered(place, skip, self._stances[noun])
        return None

    def _uttered(self, place: int, skip: int, stance: str) -> Attributed | None:
        """`تصريحات الوزير`, `مزاعم "يريفان"`"""
        words, first = self._words, place + 1
        if words.is_in(first, "of_statements") or (stance == "neutral" and self._said.before(place) == "في"):
            # `في تصريح صحفي`: where, not who.
            return None
        phrase = phrase_at(words, first).phrase
        if (
            phrase is None
            or words.is_verb(first)
            or (self._text(first)[0] in "لب" and not words.kind(self._text(first)))
            or words.is_like_present(first)
        ):
            return None
        if stance == "neutral" and not self._is_told(place, phrase.last + 1):
            # `أغضبته تصريحات الوزير`: not what he says.
            return None
        is_unlike = phrase.kind == "unknown" or words.has_pronoun(first) or words.spelt(first).endswith("ة")
        is_unlike = is_unlike and phrase.kind in {"unknown", "named"}
        if is_unlike and stance == "neutral":
            return None
        return Attributed(place, place, stance, 0.55 if is_unlike else 0.65, (phrase,), skip, is_noun=True)

    def _is_told(self, place: int, after: int) -> bool:
        """Whether what was stated follows, or somebody relays it."""
        if self._said.content(after, 2) is not None:
            return True
        start = max(self._words.starts[place], place - _BEFORE)
        forms = (self._form(before) for before in range(place - 1, start - 1, -1) if self._words.is_word(before))
        return any(form is not None and form.verb.lemma in self._lists["relaying"] for form in forms)

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
        is_dual = form.verb.tense is Tense.PAST and form.text.endswith("ا") and form.verb.is_plural
        if (form.skip == 0 or (is_dual and not form.verb.is_sure)) and not self._may_be_verb(form):
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
        if verb not in self._lists["passives"] or self._is_negated(place):
            return None
        is_marked = _DAMMA in self._words.all[place].spelt[skip : skip + 4] or verb in self._lists["only_passive"]
        if is_marked and verb == "نقل" and self._text(place + 1) == "عن":
            # `نُقل عن الرئيس قوله`
            return Attributed(place, place, "neutral", 0.8, self._sources(place + 2), skip)
        is_said = self._said.content(place + 1, 1) is not None
        return Attributed(place, place, self._stances[verb], 0.8, (), skip) if is_marked and is_said else None

    def _is_negated(self, place: int) -> bool:
        before = self._said.before(place)
        return before in self._lists["negations"] or before[1:] in self._lists["negations"]

    def _may_be_verb(self, form: _Form) -> bool:
        """Whether what stands before, and behind, can stand beside a verb."""
        place, verb, words = form.place, form.verb, self._words
        before = self._said.before(place)
        if form.text == "بين" or before in self._lists["before_nouns"]:
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

    def _participle(self, form: _Form) -> Attributed | None:
        place = form.place
        content = self._said.content(place + 1, 6)
        if form.text.endswith("ات") and self._text(place + 1) == ":":
            # `متابعات: `, a heading
            return None
        before = self._said.before(place)
        starts_clause = form.skip == 1 or not self._words.is_word(place - 1) or before == ""
        score = 0.2
        if content is not None and content <= 1:
            score += 0.6
        elif self._said.governs(form.verb, place + 1, 1):
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
        score = self._spoken_for(form, clause) + self._placed(form, clause) - self._doubted(form, clause)
        subject = clause.subject or self._subjects.issuer(place)
        sources = [subject] if subject is not None else []
        sources += self._relayed(form, clause.after)
        return Attributed(place, place, verb.stance, max(0.0, min(score, 0.98)), tuple(sources), form.skip)

    def _clause(self, form: _Form) -> _Clause:
        place, verb = form.place, form.verb
        opens = self._opens_clause(form)
        subject, after = self._subjects.after(form.place, form.verb)
        is_before = False
        is_behind = self._said.before(place) in self._lists["before_verbs"] or self._said.before(place) in COMMAS
        if not opens or (is_behind and not form.skip) or (verb.is_plural and not form.skip):
            before = self._subjects.before(place)
            is_topic = self._said.before(place) in COMMAS
            if before is not None and (subject is None or (self._leads(before) and not is_topic)):
                subject, after, is_before = before, place + 1, True
        content = self._said.content(after, _FAR)
        behind = self._said.past_relative(after)
        governs = self._said.governs(verb, behind, _OBJECT) or self._said.governs(verb, place + 1, 1)
        return _Clause(subject, is_before, after, content, opens, governs)

    def _spoken_for(self, form: _Form, clause: _Clause) -> float:
        """What speaks for it in what is said, and in who says it."""
        verb, subject = form.verb, clause.subject
        speaks = subject is not None and self._subjects.is_speaker(subject)
        is_told = self._said.is_said(clause.after)
        score = 0.15
        if verb.is_sure:
            begins = form.skip == 1 or not self._said.before(form.place)
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
        is_named = subject is not None and (speaks or subject.kind == "named")
        if form.has_pronoun and is_named and verb.lemma in self._lists["calling"]:
            # `وصفها الرحالة`
            score += 0.25
        if verb.lemma in self._lists["addressing"] and verb.tense is Tense.PAST and speaks and clause.opens:
            # `واعتبرت قطر القصف جريمة`, `وأبلغ الوزير التجار موقفه`
            score += 0.15 * (self._has_object(clause) and _DAMMA not in self._words.all[form.place].spelt)
        if not verb.is_sure and not form.skip and self._said.follows_quote(form.place):
            score += 0.3
        if verb.stance == "denying" and speaks and (is_told or clause.opens or clause.is_before):
            score += 0.15
        return score

    def _has_object(self, clause: _Clause) -> bool:
        """Whether an object follows a subject that is known."""
        words, after, subject = self._words, clause.after, clause.subject
        if subject is None or clause.is_before or not words.is_word(after) or words.is_stop(after):
            return False
        first = self._text(subject.first)
        return subject.kind in {"named", "organisation", "anonymous"} or first.startswith("ال")

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
            and self._subjects.is_indefinite(clause.subject)
        ):
            # `بعثة كشفت عن`: which found, and not who says.
            score -= 0.3
        return score

    def _doubted(self, form: _Form, clause: _Clause) -> float:
        """What speaks for another meaning of the verb."""
        words, place, verb = self._words, form.place, form.verb
        is_alone = clause.subject is None
        score = 0.0
        if verb.lemma in {"طلب", "رفض"} and words.is_in(clause.after, "unnamed"):
            score += 0.6
        if self._text(clause.after).startswith("نفس") or words.is_in(clause.after, "unveiled"):
            score += 0.4
        if verb.lemma in self._lists["talking"] and (not clause.is_governing or self._text(clause.after) == "مع"):
            score += 0.5
        if form.has_pronoun and form.text in self._lists["carrying"]:
            # `مقال نشرته صحيفة`
            score += 0.4
        is_calling = verb.lemma in self._lists["calling"]
        if form.has_pronoun and not (verb.is_sure or is_calling or clause.is_governing or clause.content is not None):
            score += 0.1
        if is_alone and not verb.is_sure and words.is_word(place + 1) and words.has_pronoun(place + 1):
            # `كتبت كلماتها`
            score += 0.2
        if is_alone and verb.tense is Tense.PRESENT and not clause.is_near and not clause.is_governing:
            score += 0.2
        is_thing = clause.subject is not None and clause.subject.kind == "unknown"
        if verb.is_sure and not verb.is_act and clause.content is None and is_thing and clause.subject is not None:
            # `تضيف الزيادة ضغوطا`
            score += 0.0 if self._subjects.is_speaker(clause.subject) else 0.2
        is_called = form.has_pronoun and not is_alone
        if (
            not verb.is_sure
            and clause.content is None
            and not (clause.subject and self._subjects.is_speaker(clause.subject))
        ):
            # `مما يشير إلى زيادة`, `المذهب الذي يدعو إلى الوسطية`
            is_relative = self._said.before(place) in {"ما", "مما"} or verb.tense is Tense.PRESENT
            # `ما وصفه بمجزرة` says who calls it so.
            is_relative = is_relative and not (is_calling and form.has_pronoun and clause.is_governing)
            score += 0.2 if is_relative else 0.0
        if form.text in {"يدعي", "تدعي"} and words.spelt(place).endswith("ى"):
            # `موقع يدعى «...»`
            score += 0.6
        is_told = (
            clause.content is not None
            and clause.content <= _OBJECT
            and words.is_in(clause.after + clause.content, "complementisers")
            and clause.subject is not None
            and self._subjects.is_speaker(clause.subject)
        )
        if form.text in self._lists["only_with_clause"] and not (clause.is_near or is_called or is_told):
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
        before = self._said.before(place)
        openers = self._lists["openers"]
        return (
            before in openers
            or self._words.is_in(place + 1, "of_issued")
            or (before == "ان" and self._text(place - 2).removeprefix("و") == "سبق")
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

    def _relayed(self, form: _Form, after: int) -> list[Phrase]:
        """Whom an agency quotes: `نقلت الوكالة عن مصدر`."""
        if form.verb.lemma not in self._lists["relaying"]:
            return []
        for place in range(after, min(after + 6, self._words.ends[form.place])):
            if self._text(place) == "عن":
                phrase = phrase_at(self._words, place + 1).phrase
                return [phrase] if phrase is not None else []
        return []


def _without_pronoun(text: str) -> str:
    """A noun without a pronoun at its end; as it is where there is none."""
    for pronoun in _PRONOUNS:
        if text.endswith(pronoun) and len(text) - len(pronoun) > 1:
            return text.removesuffix(pronoun)
    return text
