"""What speaks for and against a verb that may attribute: its place, who says it, what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.recognition.arabic_senses import other_sense
from tui_reader.recognition.arabic_words import CLOSING, COMMAS
from tui_reader.recognition.lexicon.inflection import Tense

if TYPE_CHECKING:
    from tui_reader.recognition.arabic_forms import Form
    from tui_reader.recognition.arabic_said import Said
    from tui_reader.recognition.arabic_subjects import Subjects
    from tui_reader.recognition.arabic_words import ArabicWords
    from tui_reader.recognition.attributed import Phrase

_FAR = 30
"""Words between a verb and what was said."""
_MIDDLE = 14
"""So many of them and what follows still speaks for a verb that is not sure."""
_ADVERBIAL = 9
"""Words that say when or where, before a verb."""
_OBJECT = 8
"""Words between a verb and its preposition."""
_TELLING = frozenset({"document", "anonymous", "organisation"})
_CLOSERS = frozenset("".join(CLOSING.values()))
_DAMMA = "\u064f"


class Clause(NamedTuple):
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


class Clauses:
    """Looks at what stands around verbs."""

    def __init__(self, words: ArabicWords, said: Said, subjects: Subjects) -> None:
        self._words = words
        self._text = words.text
        self._lists = words.lexicon.words
        self._said = said
        self._subjects = subjects

    def around(self, form: Form) -> Clause:
        place, verb = form.place, form.verb
        opens = self._opens_clause(form)
        subject, after = self._subjects.after(form.place, form.verb)
        is_before = False
        before_it = self._said.before(place)
        is_behind = before_it in self._lists["before_verbs"] or before_it in COMMAS or before_it in _CLOSERS
        is_behind = is_behind or before_it in self._lists["was"] or before_it in {"فقد", ")"} or before_it in CLOSING
        is_behind = is_behind or self._subjects.is_handed_down(place, verb)
        if not opens or (is_behind and not form.skip) or (verb.is_plural and not form.skip):
            before = self._subjects.before(place, verb)
            is_topic = self._said.before(place) in COMMAS or self._said.before(place) == "فقد"
            if before is not None and (subject is None or (self._leads(before) and not is_topic)):
                subject, after, is_before = before, place + 1, True
        if subject is None and verb.is_sure and not form.skip:
            subject = self._subjects.told_of(place)
            is_before = subject is not None
        content = self._said.content(after, _FAR)
        if not form.has_pronoun and not is_before and (subject is None or content is None or content > 1):
            antecedent = self._subjects.antecedent(place, verb)
            if antecedent is not None:
                subject, after, is_before = antecedent, place + 1, True
                content = self._said.content(after, _FAR)
        behind = self._said.past_relative(after)
        governs = self._said.governs(verb, behind, _OBJECT) or self._said.governs(verb, place + 1, 1)
        return Clause(subject, is_before, after, content, opens, governs)

    def score(self, form: Form, clause: Clause) -> float:
        """From 0 to 1: how sure it is that a verb attributes."""
        score = self._spoken_for(form, clause) + self._placed(form, clause) - self._doubted(form, clause)
        return max(0.0, min(score, 0.98))

    def _spoken_for(self, form: Form, clause: Clause) -> float:
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
        tells = subject is not None and subject.kind in _TELLING and form.text not in self._lists["only_with_clause"]
        if is_told and tells and not verb.is_sure and verb.lemma not in self._lists["doing"]:
            # `أثبتت الدراسات وجود`
            score += 0.1
        if not verb.is_sure and self._words.is_in(clause.after + (self._text(clause.after) in COMMAS), "utterances"):
            score += 0.3
        is_named = subject is not None and (speaks or subject.kind == "named")
        if form.has_pronoun and is_named and verb.lemma in self._lists["calling"]:
            # `وصفها الرحالة`
            score += 0.25
        if verb.lemma in self._lists["addressing"] and verb.tense is Tense.PAST and speaks and clause.opens:
            # `واعتبرت قطر القصف جريمة`, `وأبلغ الوزير التجار موقفه`
            score += 0.15 * (self._has_object(clause) and _DAMMA not in self._words.all[form.place].spelt)
        if not form.skip and self._said.follows_quote(form.place):
            score += 0.3
        if self._is_cited(form, clause):
            score += 0.3
        is_as = self._said.before(form.place) == "كما" and verb.tense is Tense.PAST and is_named
        if is_as and not verb.is_sure and form.text not in self._lists["only_with_clause"]:
            # `كما ذكرت السلطات`
            score += 0.2
        if verb.stance == "denying" and speaks and (is_told or clause.opens or clause.is_before):
            score += 0.15
        return score

    def _is_cited(self, form: Form, clause: Clause) -> bool:
        """Whether somebody's writing is referred to: `اقترح شوينك (2012) استخدام`, `ذكر ابن الجوزي أخبار النساء`."""
        verb, subject, is_far = form.verb, clause.subject, clause.content is None or clause.content > 1
        if subject is None or not is_far:
            return False
        if self._words.is_dated(subject.last + 1):
            return True
        is_mentioning = verb.lemma in self._lists["mentioning"] and not (
            form.has_pronoun or verb.is_plural or verb.is_sure
        )
        return is_mentioning and self._subjects.is_author(subject) and (clause.opens or clause.is_before)

    def _has_object(self, clause: Clause) -> bool:
        """Whether an object follows a subject that is known."""
        words, after, subject = self._words, clause.after, clause.subject
        if subject is None or clause.is_before or not words.is_word(after) or words.is_stop(after):
            return False
        first = self._text(subject.first)
        return subject.kind in {"named", "organisation", "anonymous"} or first.startswith("ال")

    def _placed(self, form: Form, clause: Clause) -> float:
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
            and not form.verb.is_plural
            and self._subjects.is_indefinite(clause.subject)
        ):
            # `بعثة كشفت عن`: which found, and not who says.
            score -= 0.3
        return score

    def _doubted(self, form: Form, clause: Clause) -> float:
        """What speaks for another meaning of the verb."""
        words, place, verb = self._words, form.place, form.verb
        is_alone = clause.subject is None
        score = other_sense(words, self._said, form, clause)
        is_calling = verb.lemma in self._lists["calling"]
        if form.has_pronoun and not (verb.is_sure or is_calling or clause.is_governing or clause.content is not None):
            score += 0.1
        if (
            is_alone
            and not verb.is_sure
            and words.is_word(place + 1)
            and words.has_pronoun(place + 1)
            and not words.is_in(place + 1, "introducing")
        ):
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
        is_told = (
            clause.content is not None
            and clause.content <= _OBJECT
            and words.is_in(clause.after + clause.content, "complementisers")
            and clause.subject is not None
            and self._subjects.is_speaker(clause.subject)
        )
        if (
            is_called
            and verb.is_sure
            and self._said.before(place) == "ما"
            and clause.subject is not None
            and clause.subject.kind == "named"
        ):
            # `هذا ما قاله كريم بنزيما`
            score -= 0.15
        only = self._lists["only_with_clause"]
        if (form.text in only or (verb.is_plural and verb.lemma in only)) and not (
            clause.is_near or is_called or is_told
        ):
            # `أجمع مؤرخو الطب على ريادتها`
            speaks = clause.subject is not None and self._subjects.is_speaker(clause.subject)
            score += 0.1 if verb.lemma == "اجمع" and clause.is_governing and speaks else 0.5
        if (
            verb.tense is Tense.PRESENT
            and words.spelt(place).endswith("ى")
            and not clause.is_near
            and len(form.text) > 3
        ):
            # يُدعى, يُروى: what is called, not who calls.
            score += 0.4
        return score

    def _opens_clause(self, form: Form) -> bool:
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
