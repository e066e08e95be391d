"""Who says what in Arabic: verbs of saying, fixed expressions (`وفقا ل`), nouns (`مزاعم`), and the phrases beside them.

Many verbs look like nouns when vowels are not written (`ذكر`, `كتب`, `بين`), and many attribute only sometimes
(`كشف`, `تابع`). What stands around them decides: what may come before a verb, what was said behind it (أن, a colon,
a quotation, the verb's own preposition), and whether its subject is somebody who speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.recognition.arabic_phrases import NounPhrases
from tui_reader.recognition.attributed import Attributed, Phrase
from tui_reader.recognition.lexicon import Verb as Form
from tui_reader.recognition.lexicon import arabic
from tui_reader.recognition.lexicon.inflection import Tense

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.recognition.words import Words

LEAST = 0.5
"""Below this nothing is suggested."""
_FAR = 30
"""Words between a verb and what was said."""
_BEFORE = 16
"""Words of a phrase before its verb."""
_ADVERBIAL = 9
"""Words that say when or where, before a verb."""
_PRONOUNS = ("هما", "ها", "هم", "هن", "ني", "نا", "ه")
_OPENING = frozenset('«“"‹„')
_COMMAS = frozenset("،,")


def arabic_attributions(words: Words) -> Iterator[Attributed]:
    """Everything that attributes, in order."""
    return _Finder(words).all()


class _Finder:
    def __init__(self, words: Words) -> None:
        self._lexicon = arabic()
        self._lists = self._lexicon.words
        self._words = words.all
        self._starts = words.sentence_start
        self._ends = words.sentence_end
        self._phrases = NounPhrases(words, self._lexicon)
        self._text = self._phrases.text

    def all(self) -> Iterator[Attributed]:
        place = 0
        while place < len(self._words):
            found = None
            if self._words[place].is_word:
                found = self._expression(place) or self._document(place) or self._noun(place) or self._verb(place)
            if found is None:
                place += 1
            else:
                yield found
                place = found.last + 1

    # Fixed expressions

    def _expression(self, place: int) -> Attributed | None:
        text = self._text(place)
        if text == "فحسب":
            return None
        for skip in (0, 1) if text[0] in "وف" else (0,):
            for name in ("with_verb", "plain", "to"):
                for expression in self._lexicon.expressions[name].get(text[skip:], ()):
                    last = place + len(expression) - 1
                    rest = expression[1:]
                    if (
                        name == "plain"
                        and self._matches(place + 1, rest[:-1])
                        and rest
                        and self._pronoun_on(last, rest[-1])
                    ):
                        return Attributed(place, last, self._stance(rest[-1]), 0.85, (), skip)
                    if not self._matches(place + 1, rest):
                        continue
                    found = self._expressed(name, place, last, skip, expression)
                    if found is not None:
                        return found
        return None

    def _matches(self, place: int, expected: tuple[str, ...]) -> bool:
        return all(self._text(place + further) == word for further, word in enumerate(expected))

    def _pronoun_on(self, place: int, noun: str) -> bool:
        """Whether a noun has a pronoun at its end (`على حد قوله`)."""
        text = self._text(place)
        return text.startswith(noun) and text[len(noun) :] in {*_PRONOUNS, "هم"}

    def _expressed(self, name: str, place: int, last: int, skip: int, expression: tuple[str, ...]) -> Attributed | None:
        stance = self._stance(expression[-1])
        following = self._text(last + 1)
        said = following[1:] if name == "to" and following[:1] == "ل" else following
        if name != "with_verb" and said in self._lists["nouns"]:
            # `نقلا عن تصريحات`: what was said, and not who said it.
            stance = self._lexicon.stances[said]
            phrase = self._phrases.at(last + 2).phrase
            return Attributed(place, last + 1, stance, 0.85, _sources(phrase), skip)
        if name == "with_verb":
            form = self._form(last + 1)
            if form is None:
                return None
            phrase = self._phrases.at(last + 2).phrase
            return Attributed(place, last + 1, form[0].stance, 0.9, _sources(phrase), skip)
        if name == "to":
            return self._according_to(place, last, skip, stance)
        phrase = self._phrases.at(last + 1).phrase
        if phrase is None:
            return None
        score = 0.85
        if len(expression) == 1 and phrase.kind in {"unknown", "named"}:
            # `حسب الطلب`, `وفق خطة`
            score = 0.4 if phrase.kind == "unknown" or self._text(place)[skip:] == "وفق" else 0.65
        return Attributed(place, last, stance, score, (phrase,), skip) if score >= LEAST else None

    def _according_to(self, place: int, last: int, skip: int, stance: str) -> Attributed | None:
        following = self._text(last + 1)
        if following == "ل":
            phrase = self._phrases.at(last + 2).phrase
        elif following.startswith("ل") and len(following) > 2:
            if following == "لما":
                return None
            phrase = self._phrases.at(last + 1, skip=1).phrase
        else:
            return None
        if phrase is None:
            return None
        score = 0.9 if phrase.kind not in {"unknown", "named"} else 0.7
        noun = self._phrases.without_preposition(self._text(phrase.first), phrase.skip).removeprefix("ال")
        if noun in _ACCORDANCE:
            return None
        if self._phrases.kind(f"ال{noun}") is None and self._text(phrase.first).startswith("لل"):
            # `وفقا للحالة`: by what, and hardly by whom.
            return None
        return Attributed(place, last, stance, score, (phrase,), skip)

    def _stance(self, word: str) -> str:
        form = self._lexicon.verbs.get(word)
        return self._lexicon.stances.get(word, form.stance if form is not None else "neutral")

    def _document(self, place: int) -> Attributed | None:
        """`جاء في بيان أن`: what is said there follows."""
        text = self._text(place)
        skip = int(text[:1] in {"و", "ف"} and text[1:] in self._lists["stands"])
        if text[skip:] not in self._lists["stands"] or self._text(place + 1) != "في":
            return None
        found = self._phrases.at(place + 2)
        content = self._content(found.after, 8)
        if found.phrase is None or content is None:
            return None
        score = 0.85 if content <= 1 or found.phrase.kind == "document" else 0.6
        return Attributed(place, place, "neutral", score, (found.phrase,), skip, True)

    # Nouns

    def _noun(self, place: int) -> Attributed | None:
        text = self._text(place)
        for skip in (0, 1) if text[0] in "وفب" else (0,):
            noun = text[skip:]
            if noun in self._lists["saying"]:
                if self._content(place + 1, 1) is None:
                    return None
                return Attributed(place, place, "neutral", 0.7, (), skip, True)
            if noun in self._lists["nouns"]:
                phrase = self._phrases.at(place + 1).phrase
                if phrase is None or self._phrases.is_verb(place + 1):
                    return None
                if self._text(place + 1)[0] in "لب" and self._phrases.kind(self._text(place + 1)) is None:
                    return None
                stance = self._lexicon.stances[noun]
                if phrase.kind == "unknown" or (phrase.kind == "named" and not self._names_follow(place + 1)):
                    if stance == "neutral":
                        return None
                    return Attributed(place, place, stance, 0.55, (phrase,), skip)
                return Attributed(place, place, stance, 0.65, (phrase,), skip)
        return None

    def _names_follow(self, place: int) -> bool:
        return not self._phrases.has_pronoun(place) and not self._words[place].spelt.endswith("ة")

    # Verbs

    def _form(self, place: int) -> tuple[Form, int, bool] | None:
        """The form that a word is: with how many letters before it, and whether a pronoun stands at its end."""
        if not 0 <= place < len(self._words):
            return None
        text = self._text(place)
        verbs = self._lexicon.verbs
        for skip in (0, 1):
            if skip and (text[:1] not in {"و", "ف"} or len(text) < 4):
                break
            rest = text[skip:]
            form = verbs.get(rest)
            if form is not None:
                return form, skip, False
            if rest[:1] == "س" and rest[1:2] in {"ي", "ت"} and (form := verbs.get(rest[1:])):
                return form._replace(is_sure=False), skip, False
            for pronoun in _PRONOUNS:
                if rest.endswith(pronoun) and len(rest) - len(pronoun) > 2:
                    form = verbs.get(rest[: -len(pronoun)])
                    if form is not None and form.tense is not Tense.PARTICIPLE:
                        if self._words[place].spelt.rstrip("ًٌٍَُِّْ").endswith("ة"):
                            continue
                        return form, skip, True
        return None

    def _passive(self, place: int) -> Attributed | None:
        text = self._text(place)
        skip = int(text[:1] in {"و", "ف"} and text[1:] in self._lists["passives"])
        verb = text[skip:]
        if verb not in self._lists["passives"] or self._is_negated(place):
            return None
        marked = "\u064f" in self._words[place].spelt[skip : skip + 4]
        following = self._text(place + 1)
        is_content = following in self._lists["complementisers"] or following == ":" or following in _OPENING
        if not is_content or not (marked or verb in _ALWAYS_PASSIVE):
            return None
        return Attributed(place, place, self._lexicon.stances[verb], 0.8, (), skip, True)

    def _verb(self, place: int) -> Attributed | None:
        passive = self._passive(place)
        if passive is not None:
            return passive
        known = self._form(place)
        if known is None or not self._phrases.spelt_as_verb(place):
            return None
        form, skip, has_pronoun = known
        before = self._text(place - 1) if place > self._starts[place] else ""
        if skip == 0 and not self._may_be_verb(place, before, form):
            return None
        if self._is_negated(place):
            return None
        if skip == 0 and self._text(place) == "بين":
            return None
        if self._text(place) == "عبر" and not self._governs(form, place + 1, place + 10):
            return None
        if form.is_bare and skip == 0 and before == "ان" and self._text(place - 2) not in _BEFORE_PAST:
            # A noun: إن and أن have one, or a pronoun, behind them.
            return None
        if form.tense is Tense.PARTICIPLE:
            return self._participle(place, form, skip, before)
        return self._finite(place, form, skip, has_pronoun, before)

    def _is_negated(self, place: int) -> bool:
        before = self._text(place - 1) if place > self._starts[place] else ""
        return before.removeprefix("و").removeprefix("ف") in self._lists["negations"]

    def _may_be_verb(self, place: int, before: str, form: Form) -> bool:
        """Whether what stands before can stand before a verb."""
        if before in self._lists["prepositions"] and not (
            before == "علي" and self._words[place - 1].spelt.endswith("ي")
        ):
            return before == "حتي" or (
                before in {"قبل", "بعد", "منذ"} and form.tense is Tense.PAST and not form.is_bare
            )
        if before == "ان" and form.tense is Tense.PRESENT:
            # أن with a verb behind it is what should be, not what was said.
            return self._text(place - 2) in {"قبل", "بعد"}
        return before not in {"كل", "اي", "هذا", "ذلك", "بعض", "عدم"}

    def _participle(self, place: int, form: Form, skip: int, before: str) -> Attributed | None:
        content = self._content(place + 1, 6)
        text = self._text(place)[skip:]
        is_accusative = text.endswith("ا")
        starts_clause = skip == 1 or before in _COMMAS or before in {")", "]", "»", "”", '"'} or before == ""
        governed = self._governs(form, place + 1, place + 2)
        score = 0.2
        if content is not None and content <= 1:
            score += 0.6
        elif governed:
            score += 0.4
        elif content is not None:
            score += 0.35
        if starts_clause:
            score += 0.2
        if form.is_sure:
            score += 0.15
        if not is_accusative and not starts_clause and content != 0:
            score -= 0.3
        if text == "قاءلا" or text == "قايلا":
            score += 0.2
        if score < LEAST:
            return None
        return Attributed(place, place, form.stance, min(score, 0.95), (), skip, content is not None)

    def _finite(self, place: int, form: Form, skip: int, has_pronoun: bool, before: str) -> Attributed | None:
        end = self._ends[place]
        opens = self._opens_clause(place, skip, before)
        subject, after = self._subject_after(place, form)
        before_phrase: Phrase | None = None
        if self._text(place)[0] == "ف" and skip and self._text(self._starts[place]) in {"اما", "واما"}:
            opens = False
        if not opens or before in {"قد", "لقد", "سبق"} or (form.is_plural and not skip):
            before_phrase = self._subject_before(place)
        if before_phrase is not None and (subject is None or self._is_headline(place, before_phrase, form)):
            subject, after = before_phrase, place + 1
        content = self._content(after, _FAR)
        near = content is not None and content <= 1
        is_passive = "\u064f" in self._words[place].spelt[skip + 1 : skip + 2] and form.tense is Tense.PAST
        if is_passive and not near:
            return None
        if is_passive:
            subject = None
        governed = self._governs(form, after, min(after + 8, end)) or self._governs(form, place + 1, place + 2)
        speaks = subject is not None and self._is_speaker(subject)
        score = 0.15
        if form.is_sure:
            is_likely = form.is_act or speaks or (opens and subject is not None) or self._is_said(after)
            score = 0.5 if is_likely else 0.35
        if self._text(after).startswith("نفس") or self._text(after) in self._lists["unveiled"]:
            score -= 0.4
        if near:
            score += 0.4
        elif content is not None and (governed or form.is_sure or speaks):
            score += 0.35
        elif content is not None and content <= 14:
            score += 0.3
        elif governed:
            score += 0.35
        if speaks:
            score += 0.15
        told = after + 1 if self._text(after) in _COMMAS else after
        if form.stance == "denying" and speaks and self._is_said(after):
            score += 0.15
        if not form.is_sure and self._text(told) in self._lists["utterances"]:
            score += 0.3
        if has_pronoun and not form.is_sure and not governed and content is None:
            score -= 0.1
        if subject is before_phrase is not None and not near and self._is_indefinite(subject):
            # `بعثة كشفت عن`: which found, and not who says.
            score -= 0.3
        if has_pronoun and form.governs & {"عن"} or (has_pronoun and form.spelt[-3:] in {"نشر", "كتب"}):
            score -= 0.3
        if opens or before_phrase is not None or (form.is_act and governed):
            score += 0.1
        else:
            score -= 0.25
        if form.is_bare and skip == 0 and not opens and before_phrase is None:
            score -= 0.2
        if subject is None and self._is_within(place + 1) and self._phrases.has_pronoun(place + 1) and not form.is_sure:
            score -= 0.2
        if form.tense is Tense.PRESENT and subject is None and not near and not governed:
            score -= 0.2
        if self._text(place)[skip:].removeprefix("س") in _IMPERSONAL and not near:
            score -= 0.5
        if (
            form.tense is Tense.PRESENT
            and self._words[place].spelt.endswith("ى")
            and not near
            and len(self._text(place)) > 3
        ):
            # يُدعى, يُروى: what is called, not who calls.
            score -= 0.4
        if score < LEAST:
            return None
        sources = [subject] if subject is not None else []
        sources += self._relayed(place, form, after, end)
        has_clause = content is not None and self._text(after + content) in self._lists["complementisers"]
        return Attributed(place, place, form.stance, min(score, 0.98), tuple(sources), skip, has_clause)

    def _opens_clause(self, place: int, skip: int, before: str) -> bool:
        """Whether a verb here is the first word of its clause, but for particles."""
        if skip or place == self._starts[place]:
            return True
        if before in _COMMAS or not self._words[place - 1].is_word:
            return True
        if self._follows_adverbial(place):
            return True
        return (
            before in self._lists["openers"]
            or before.removeprefix("و").removeprefix("ف") in self._lists["openers"]
            or before in self._lists["adverbs"]
            or (before in self._lists["complementisers"])
        )

    def _follows_adverbial(self, place: int) -> bool:
        """Whether all that stands before the verb says when or where: `وفي وقت سابق قال ...`."""
        first = place
        while first > self._starts[place] and place - first < _ADVERBIAL and self._words[first - 1].is_word:
            first -= 1
            if self._phrases.is_verb(first) or self._text(first) in self._lists["complementisers"]:
                return False
        if first == place or place - first >= _ADVERBIAL:
            return False
        text = self._text(first)
        return any(
            word in self._lists["prepositions"] or word in self._lists["adverbs"]
            for word in (text, text.removeprefix("و"))
        )

    def _is_headline(self, place: int, phrase: Phrase, form: Form) -> bool:
        """Whether the phrase before the verb is its subject although another phrase follows."""
        return phrase.first == self._starts[place] or self._text(phrase.first - 1) in _BEFORE_SUBJECTS

    def _subject_after(self, place: int, form: Form) -> tuple[Phrase | None, int]:
        """The phrase that follows the verb, and where the text goes on behind it."""
        first = place + 1
        end = self._ends[place]
        if form.is_plural or first >= end:
            return None, first
        # `قال عنه الناقد`, `وقال اليوم الوزير`, `قال لرويترز مسؤول`
        aside = 0
        while (
            first < end and aside < 3 and (self._text(first) in self._lists["pronouns"] or self._text(first) in _ASIDE)
        ):
            first, aside = first + 1, aside + 1
        if self._text(first) in _COMMAS and not aside:
            closing = next((p for p in range(first + 1, min(first + 9, end)) if self._text(p) in _COMMAS), None)
            inner = self._text(first + 1)
            is_aside = inner in self._lists["adverbs"] or inner in self._lists["prepositions"] or inner in _ASIDE
            if closing is None or not is_aside or not self._speaks(closing + 1):
                return None, place + 1
            first = closing + 1
        text = self._text(first)
        if text[:1] == "ل" and text[1:] in self._lists["addressees"]:
            further = next(
                (
                    p
                    for p in range(first + 1, min(first + 5, end))
                    if self._speaks(p) and self._text(p) not in self._lists["addressees"]
                ),
                None,
            )
            if further is None or any(not self._words[p].is_word for p in range(first, further)):
                return None, place + 1
            first = further
        elif (text.startswith("لل") and self._phrases.kind(text) is None and len(text) > 4) or (
            text.startswith(("بال", "كال", "وال", "فال")) and len(text) > 5
        ):
            return None, place + 1
        if (
            first >= end
            or self._phrases.is_stop(first)
            or self._phrases.is_verb(first)
            or not self._words[first].is_word
        ):
            if not self._is_name_in_marks(first):
                return None, place + 1
        if text[0] in "كبل" and len(text) > 4 and text not in _NAMES_WITH_BA and self._phrases.is_action_text(text[1:]):
            return None, place + 1
        if self._is_content_noun(first, form):
            return None, place + 1
        found = self._phrases.at(first)
        return found.phrase, found.after

    def _is_name_in_marks(self, place: int) -> bool:
        """Whether what stands between quotation marks is who speaks, with more to come: `أفاد «ميشيل» في تغريدة أن`."""
        if self._text(place) not in _OPENING:
            return False
        found = self._phrases.at(place, appositions=False)
        phrase = found.phrase
        return phrase is not None and phrase.last - phrase.first < 3 and self._is_within(found.after)

    def _is_content_noun(self, place: int, form: Form) -> bool:
        """Whether the noun behind a verb is what is said and not who says it (`ونفت صحة الأنباء`)."""
        text = self._text(place)
        if self._phrases.kind(text) is not None:
            return False
        if text[:1] == "ب" and text not in _NAMES_WITH_BA and len(text) > 3 and form.governs & {"ب"}:
            return True
        return self._phrases.is_object(place) or self._phrases.has_pronoun(place) or self._phrases.is_action(place)

    def _is_indefinite(self, phrase: Phrase) -> bool:
        """Whether a verb behind it, with no mark in between, is rather a relative clause."""
        text = self._text(phrase.first)
        is_first = phrase.first == self._starts[phrase.first]
        return not (
            is_first or text.startswith("ال") or text in self._lists["states"] or phrase.last > phrase.first + 1
        )

    def _is_said(self, place: int) -> bool:
        """Whether a noun stands here for what is said: `أكد ضرورة ...`."""
        return self._is_within(place) and (self._phrases.is_action(place) or self._phrases.is_object(place))

    def _is_within(self, place: int) -> bool:
        return 0 <= place < len(self._words) and self._words[place].is_word

    def _is_speaker(self, phrase: Phrase) -> bool:
        """Whether a phrase has a word in it for somebody, or something, that speaks."""
        if phrase.kind not in {"unknown", "named"}:
            return True
        inside = range(phrase.first, min(phrase.last, phrase.first + 4) + 1)
        return any(self._phrases.kind(self._text(place)) for place in inside)

    def _speaks(self, place: int) -> bool:
        return self._phrases.kind(self._text(place)) in {"role", "organisation", "anonymous", "document"}

    def _subject_before(self, place: int) -> Phrase | None:
        """The phrase that stands between the beginning of the clause and the verb, if nothing else does."""
        start = max(self._starts[place], place - _BEFORE)
        last = place - 1
        while last >= start and self._text(last) in {"قد", "لقد", "سوف", "ايضا", "كذلك"}:
            last -= 1
        first = last
        while first >= start and self._continues_back(first):
            first -= 1
        first += 1
        if first > last:
            return None
        boundary = self._text(first - 1) if first > self._starts[place] else ""
        if boundary in self._lists["prepositions"] or boundary in self._lists["relatives"]:
            return None
        for begin in range(first, last + 1):
            text = self._text(begin)
            skip = int(text[0] in "وف" and (self._phrases.kind(text[1:]) is not None or text[1:3] == "ال"))
            noun = text[skip:]
            is_first = begin == first and (boundary == "" or boundary in _BEFORE_SUBJECTS)
            if self._phrases.kind(noun) is None and not (begin == first and (is_first or noun.startswith("ال"))):
                continue
            found = self._phrases.at(begin, appositions=False, before=last + 1, skip=skip)
            if found.phrase is not None and found.after == last + 1:
                return found.phrase._replace(score=0.7)
        return None

    def _continues_back(self, place: int) -> bool:
        word = self._words[place]
        if not word.is_word:
            return False
        text = word.text
        lists = self._lists
        if text in lists["connectors"]:
            return True
        return not (
            text in lists["complementisers"]
            or text in lists["conjunctions"]
            or text in lists["particles"]
            or text in lists["relatives"]
            or text in lists["pronouns"]
            or text in lists["prepositions"]
            or text in {"وكان", "وكانت", "غير", "الا", "وقد", "واما", "فان", "وان"}
            or self._phrases.is_verb(place)
        )

    def _relayed(self, place: int, form: Form, after: int, end: int) -> list[Phrase]:
        """Whom an agency quotes: `نقلت الوكالة عن مصدر`."""
        if "عن" not in form.governs or self._text(place).removeprefix("و")[-3:-1] == "شف":
            return []
        if not any(part in self._text(place) for part in ("نقل", "رو", "حك")):
            return []
        for further in range(after, min(after + 6, end)):
            if self._text(further) == "عن":
                phrase = self._phrases.at(further + 1).phrase
                return [phrase._replace(score=0.75)] if phrase is not None else []
        return []

    def _governs(self, form: Form, first: int, end: int) -> bool:
        """Whether a preposition of the verb stands among these words."""
        for place in range(first, min(end, len(self._words))):
            text = self._text(place)
            if text in form.governs:
                return True
            if not self._words[place].is_word and text not in _COMMAS:
                return False
            if "ب" in form.governs and text[:1] == "ب" and len(text) > 3:
                return True
            if "ل" in form.governs and text[:1] == "ل" and len(text) > 4:
                return True
        return False

    def _opens_quote(self, place: int) -> bool:
        """Whether a straight mark stands before what is quoted: with a blank on its outer side only."""
        word = self._words[place]
        if word.text != '"' or not 0 < place < len(self._words) - 1:
            return False
        before, after = self._words[place - 1], self._words[place + 1]
        return after.start == word.end and (before.end < word.start or not before.is_word)

    def _content(self, first: int, most: int) -> int | None:
        """How many words further on what was said begins: أن, a colon, or a quotation."""
        if first >= len(self._words):
            return None
        end = min(first + most, len(self._words), self._ends[first] + 1)
        for place in range(first, end):
            text = self._text(place)
            if text in self._lists["complementisers"] or text in {":", "«", "“"} or self._opens_quote(place):
                return place - first
            if text in self._lists["introducing"]:
                return place - first
            if place > first and self._phrases.is_verb(place):
                return None
        return None


def _sources(phrase: Phrase | None) -> tuple[Phrase, ...]:
    return () if phrase is None else (phrase,)


_ASIDE = frozenset(
    {
        "امس",
        "اليوم",
        "الاحد",
        "الاثنين",
        "الثلاثاء",
        "الاربعاء",
        "الخميس",
        "الجمعه",
        "السبت",
        "ايضا",
        "كذلك",
        "بدوره",
        "بدورها",
        "مساء",
        "صباح",
        "يوم",
    }
)
_NAMES_WITH_BA = frozenset(
    {"بوتين", "بايدن", "بلينكن", "بيان", "بعض", "باحث", "باحثه", "بلديه", "بنك", "بلاغ", "بعثه", "برلمان"}
)
_IMPERSONAL = frozenset(
    {"شهد", "شهدت"} | {"تبين", "يذكر", "يعتبر", "تعتبر", "يعد", "تعد", "يري", "يلاحظ", "يشهد", "تشهد", "يضيف"}
)
_BEFORE_SUBJECTS = frozenset({"ان", "كان", "وكان", "كانت", "وكانت", "اما", "واما", "لكن", "ولكن"})
_BEFORE_PAST = frozenset({"بعد", "سبق", "الي", "حتي", "قبل", "منذ"})
_ALWAYS_PASSIVE = frozenset({"قيل", "يقال"})
_ACCORDANCE = frozenset(
    [
        "قانون",
        "دستور",
        "شروط",
        "معايير",
        "اتفاق",
        "خطه",
        "نظام",
        "مباديء",
        "مبادي",
        "قواعد",
        "احكام",
        "ماده",
        "جدول",
        "نوع",
        "حجم",
        "طلب",
        "حاجه",
        "لون",
        "حروف",
        "ترتيب",
        "قدره",
        "مواصفات",
        "انظمه",
        "لوايح",
        "قوانين",
        "معيار",
        "مقاييس",
        "ذوق",
    ]
)
