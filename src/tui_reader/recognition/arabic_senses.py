"""Words that are forms of a verb of saying and say something else where they stand: `بيننا وبين`, `كان يدين بها`.

One word at a time: what holds for all verbs is in `arabic_clauses`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.recognition.arabic_words import COMMAS
from tui_reader.recognition.lexicon.inflection import Tense

if TYPE_CHECKING:
    from tui_reader.recognition.arabic_clauses import Clause
    from tui_reader.recognition.arabic_forms import Form
    from tui_reader.recognition.arabic_said import Said
    from tui_reader.recognition.arabic_words import ArabicWords

_BETWEEN = 8
"""Words from one `بين` to the other."""
_DAMMA = "\u064f"


def other_sense(words: ArabicWords, said: Said, form: Form, clause: Clause) -> float:
    """How much speaks against a verb because of what this one means beside these words; 0 where nothing does."""
    lists, text = words.lexicon.words, words.text
    place, verb = form.place, form.verb
    is_alone = clause.subject is None
    score = 0.0
    if verb.lemma in {"طلب", "رفض"} and words.is_in(clause.after, "unnamed"):
        score += 0.6
    if text(clause.after).startswith("نفس") or words.is_in(clause.after, "unveiled"):
        score += 0.4
    if verb.lemma in lists["talking"] and (not clause.is_governing or text(clause.after) == "مع"):
        score += 0.5
    if form.has_pronoun and form.text in lists["carrying"]:
        # `مقال نشرته صحيفة`
        score += 0.4
    if form.text in lists["by_the_way"] and is_alone and not form.skip and place == words.starts[place]:
        score += 0.5
    if form.text == "بين" and any(
        text(before) == "بين" or text(before).startswith("بين") for before in range(place - _BETWEEN, place)
    ):
        # `بيننا وبين الحكومة`
        score += 0.6
    if (
        verb.lemma == "رفض"
        and clause.content is None
        and not said.is_said(clause.after + (text(clause.after) in COMMAS))
    ):
        # `رفض المدرب عرضا`
        score += 0.3
    if form.text in {"يدعي", "تدعي"} and words.spelt(place).endswith("ى"):
        # `موقع يدعى «...»`
        score += 0.6
    if verb.lemma == "ادان" and text(place + 1)[:1] == "ب":
        # `كان يدين بها`: what he professed.
        score += 0.4
    if is_alone and verb.tense is Tense.PRESENT and verb.lemma in lists["passive_too"]:
        # `المقولة عادة ما تفسر بأن`, `تظهر له أنها`
        score += 0.5
    if form.text == "يدعون" and said.opens_quote(place + 1):
        # `يدعون "أعراب"`
        score += 0.4
    is_imperative = verb.lemma in lists["bidding"] and verb.tense is Tense.PAST and verb.is_bare
    is_imperative = is_imperative and _DAMMA not in words.all[place].spelt
    if is_imperative and is_alone and not form.skip and place == words.starts[place]:
        # `لاحظ أنه يمكن`
        score += 0.5
    if (
        verb.lemma == "قدر"
        and _DAMMA not in words.all[place].spelt
        and verb.tense is Tense.PRESENT
        and text(clause.after) == "ان"
        and text(clause.after + 1)[:1] in {"ت", "ي"}
    ):
        # `تقدر أن تحتفظ`: what can be.
        score += 0.5
    return score
