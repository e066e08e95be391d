"""Who says what in English: verbs of saying on either side of their subject, `according to`, `reportedly`.

The subject is told without a parser: back from the verb to where the clause begins, an apposition between commas
included; or forward from it where the verb follows what was said (`"...", said Helen Marsh`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.recognition.attributed import LEAST, Attributed, Phrase
from tui_reader.recognition.lexicon import english
from tui_reader.recognition.lexicon.inflection import Tense

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.recognition.lexicon import Verb
    from tui_reader.recognition.words import Words

_LONGEST = 20
"""Words of a phrase. Longer ones are not what they seem."""
_BEFORE = 16
"""Words of a phrase before its verb."""
_NEAR, _FAR = 5, 12
"""Words between a verb and what was said."""
_QUOTES = frozenset('“”"«»‘’„')
_OPENING = frozenset('«“"„:')
_POSSESSIVE = ("'s", "’s")
_SCORE = 0.85


def english_attributions(words: Words) -> Iterator[Attributed]:
    """Everything that attributes, in order."""
    finder = _Finder(words)
    place = 0
    while place < len(words.all):
        found = finder.at(place)
        if found is not None and found.score >= LEAST:
            yield found
            place = found.last
        place += 1


class _Finder:
    def __init__(self, words: Words) -> None:
        self._lexicon = english()
        self._lists = self._lexicon.words
        self._words = words.all
        self._starts = words.sentence_start
        self._ends = words.sentence_end

    def at(self, place: int) -> Attributed | None:
        """What attributes from this word on."""
        return self._expression(place) or self._quoted(place) or self._hedge(place) or self._verb(place)

    def _text(self, place: int) -> str:
        return self._words[place].text if 0 <= place < len(self._words) else ""

    def _is_in(self, place: int, name: str) -> bool:
        return self._text(place) in self._lists[name]

    def _is_name(self, place: int) -> bool:
        """Whether a word has a capital that it does not owe to the sentence."""
        if not 0 <= place < len(self._words) or not self._words[place].spelt[:1].isupper():
            return False
        return place > self._starts[place] or self._kind_of(place) not in {"role", "anonymous"}

    def _is_pronoun(self, place: int) -> bool:
        """Whether it is one, and no WHO."""
        return self._is_in(place, "pronouns") and not self._is_acronym(place)

    def _is_acronym(self, place: int) -> bool:
        return len(self._text(place)) > 1 and self._words[place].spelt.isupper()

    def _closes_quote(self, place: int) -> bool:
        """Whether a mark closes a quotation; a straight one does where it stands directly behind something."""
        if self._text(place) not in _QUOTES:
            return False
        return self._text(place) != '"' or (place > 0 and self._words[place - 1].end == self._words[place].start)

    def _is_part(self, place: int) -> bool:
        """Whether a word or a number stands there, and no mark."""
        return self._words[place].is_word or self._text(place)[0].isdigit()

    def _kind_of(self, place: int) -> str | None:
        text = self._text(place)
        return self._lexicon.kinds.get(text[:-2] if text.endswith(_POSSESSIVE) else text)

    # Without a verb

    def _expression(self, place: int) -> Attributed | None:
        for expression in self._lexicon.expressions["before_source"].get(self._text(place), ()):
            last = place + len(expression) - 1
            if any(self._text(place + number) != word for number, word in enumerate(expression)):
                continue
            phrase = self._phrase_from(last + 1, through=True)
            if phrase is None or (self._is_in(phrase.first, "possessives") and phrase.kind == "unknown"):
                # `according to their difficulty`
                continue
            return Attributed(place, last, "neutral", 0.9, (phrase,))
        return None

    def _hedge(self, place: int) -> Attributed | None:
        text = self._text(place)
        if text not in self._lists["hedges"]:
            return None
        return Attributed(place, place, self._lexicon.stances[text], 0.8, ())

    # Verbs

    def _verb(self, place: int) -> Attributed | None:
        form = self._lexicon.verbs.get(self._text(place))
        is_title = self._is_name(place) and place > self._starts[place] and self._text(place - 1) not in _QUOTES
        if form is None or is_title:
            return None
        before = self._text(place - 1) if place > self._starts[place] else ""
        if before in self._lists["negations"] or before.endswith(("n't", "n’t")):
            return None
        if form.tense is Tense.PARTICIPLE:
            return self._participle(place, form, before)
        return self._passive(place) or self._inverted(place, form) or self._finite(place, form, before)

    def _passive(self, place: int) -> Attributed | None:
        """`It is alleged that`, `is said to be`."""
        text, following = self._text(place), self._text(place + 1)
        if text not in self._lists["passives"] or not self._is_in(place - 1, "before_passives"):
            return None
        is_addressee = following == "to" and self._is_in(place + 2, "determiners")
        if following not in {"that", "to"} or is_addressee:
            return None
        return Attributed(place, place, self._lexicon.stances[text], 0.8, ())

    def _quoted(self, place: int) -> Attributed | None:
        """`Smith was quoted as saying`: all of it is the cue."""
        if [self._text(place + number) for number in range(3)] != ["quoted", "as", "saying"]:
            return None
        subject, _ = self._subject_before(place - 1) if self._is_in(place - 1, "before_passives") else (None, False)
        return Attributed(place, place + 2, "neutral", 0.9, () if subject is None else (subject,))

    def _participle(self, place: int, form: Verb, before: str) -> Attributed | None:
        first = place + 1 + (self._text(place + 1) == ",")
        is_said = self._text(place + 1) == "that" or self._text(first) in _OPENING
        if before == "," or (form.is_sure and before in {"by", "and"}):
            return Attributed(place, place, form.stance, 0.8, ()) if is_said else None
        return None

    def _inverted(self, place: int, form: Verb) -> Attributed | None:
        """`"...", said Helen Marsh`"""
        first = place + 1
        is_behind_quote = self._is_behind_quote(place)
        if form.is_plural or not (self._is_name(first) or self._is_in(first, "determiners")):
            return None
        if not is_behind_quote:
            is_behind_clause = self._text(place - 1) == "," and form.is_sure and form.tense is Tense.PAST
            if not (is_behind_clause and self._is_name(first)):
                return None
        phrase = self._phrase_from(first)
        if phrase is None:
            return None
        return Attributed(place, place, form.stance, 0.9 if is_behind_quote else 0.65, (phrase,))

    def _finite(self, place: int, form: Verb, before: str) -> Attributed | None:
        is_second = before == "and" and form.tense is Tense.PAST and (form.is_sure or self._text(place + 1) == "that")
        goes_on = self._goes_on_to(place)
        if before in self._lists["before_nouns"] and not is_second and goes_on is None:
            return None
        subject, is_pronoun = self._subject_before(place if goes_on is None else goes_on)
        content = self._content(place + 1)
        follows_quote = self._follows_quote(place, subject)
        if self._is_in(place, "nouns_too") and not follows_quote and (content is None or content > 1):
            return None
        speaks = subject is not None and subject.kind != "unknown"
        score = 0.55 if form.is_sure else 0.15
        if content is not None:
            score += 0.4 if content <= _NEAR else 0.25
        if follows_quote:
            score += 0.45
        if subject is not None:
            score += 0.15 if speaks else 0.05
        elif not is_pronoun and before not in {"and", "who", "which", "but"}:
            score -= 0.2
        if speaks and not form.is_sure and not form.is_bare:
            score += 0.1
        if speaks and form.is_act:
            score += 0.2
        agrees = goes_on is not None or is_pronoun or (subject is not None and self._is_plural(subject))
        if form.is_bare and not agrees:
            score -= 0.4
        if content is None and form.tense is Tense.PRESENT and is_pronoun and not self._is_aside(place, form):
            score -= 0.2
        if content is None and (self._is_in(place + 1, "before_places") or self._is_in(place + 2, "told_things")):
            score -= 0.3
        return Attributed(
            place, place, form.stance, max(0.0, min(score, 0.98)), (subject,) if subject is not None else ()
        )

    def _is_aside(self, place: int, form: Verb) -> bool:
        """`as he says`; or a verb that says what is done by saying it: `she denies the charges`."""
        return self._text(place - 2) == "as" or (form.is_sure and form.stance == "denying")

    def _goes_on_to(self, place: int) -> int | None:
        """`went on to say`: where `went` stands."""
        words = [self._text(before) for before in range(place - 3, place)]
        return place - 3 if words[0] in {"go", "goes", "went"} and words[1:] == ["on", "to"] else None

    def _content(self, first: int) -> int | None:
        """How many words further on what was said begins: that, a colon, or a quotation."""
        for place in range(first, min(first + _FAR, self._ends[first - 1])):
            text = self._text(place)
            if text in _OPENING or (place == first and self._is_in(place, "subjects")):
                return place - first
            if text == "that":
                # `a surplus that year`, `a paper that ...`
                is_relative = any(self._is_in(inner, "articles") for inner in range(first, place - 1))
                return None if is_relative and place - first > 1 else place - first
            if place > first and self._is_in(place, "conjunctions") and text != "as":
                return None
        return None

    def _follows_quote(self, place: int, subject: Phrase | None) -> bool:
        return self._is_behind_quote(subject.first if subject is not None else place - 1)

    def _is_behind_quote(self, place: int) -> bool:
        before = place - 1
        return self._closes_quote(before) or (self._text(before) == "," and self._closes_quote(before - 1))

    def _is_plural(self, phrase: Phrase) -> bool:
        """Whether a verb without an ending agrees with it."""
        places = range(phrase.first, phrase.last + 1)
        head = self._head(phrase.first, phrase.last)
        is_plural = self._text(head).endswith("s") and not self._text(head).endswith(("ss", "us", "is"))
        is_many = self._is_in(phrase.first, "many") or any(self._text(place) == "and" for place in places)
        return is_many or (is_plural and not self._is_name(head))

    # Subjects

    def _subject_before(self, place: int) -> tuple[Phrase | None, bool]:
        """The phrase that the verb is said of, and whether it is a pronoun."""
        last = place - 1
        start = self._starts[place]
        while last >= start and (self._is_in(last, "between") or self._text(last).endswith("ly")):
            last -= 1
        last = self._before_day(last, start)
        if last < start:
            return None, False
        if self._is_pronoun(last):
            return None, not self._is_in(last, "relatives")
        if self._text(last) == ",":
            return self._with_apposition(last, start), False
        return self._phrase_between(self._clause_start(last, start), last), False

    def _before_day(self, last: int, start: int) -> int:
        """The word before `yesterday` or `on Monday`; the same where no day stands there, or the sentence begins."""
        if last <= start or not self._is_in(last, "days"):
            return last
        first = last - (self._text(last - 1) in {"on", "late", "early"})
        return first - 1 if first > start else last

    def _with_apposition(self, comma: int, start: int) -> Phrase | None:
        """`Helen Marsh, the director, said`"""
        nearest = max(start, comma - _BEFORE) - 1
        opening = next((place for place in range(comma - 1, nearest, -1) if self._text(place) == ","), None)
        if opening is None or opening <= start:
            return None
        first = self._clause_start(opening - 1, start)
        phrase = self._phrase_between(first, opening - 1)
        if (
            phrase is not None
            and self._text(first - 1) == ","
            and self._kind_of(self._head(first, opening - 1)) == "role"
        ):
            # `Paul Grey, the finance minister, who resigned, told`
            named = self._phrase_between(self._clause_start(first - 2, start), first - 2)
            phrase = phrase if named is None else named._replace(last=phrase.last, kind="named")
        inner = opening + 1
        if phrase is None or self._is_in(inner, "relatives") or self._text(inner).endswith("ing"):
            return phrase
        if self._is_in(inner, "prepositions") or self._is_in(inner, "conjunctions"):
            return phrase
        is_person = self._is_name(phrase.first) or self._kind_of(phrase.first) == "role"
        return phrase._replace(last=comma - 1, kind="named" if is_person else phrase.kind)

    def _clause_start(self, last: int, start: int) -> int:
        """Back from a word to where its clause begins."""
        first = last
        while first >= start and last - first < _BEFORE:
            text = self._text(first)
            if not self._is_part(first):
                is_title = text == "." and first > start and self._is_name(first - 1)
                if not is_title and text not in {"-", "&"}:
                    break
            elif text in {"and", "or"}:
                if not (self._is_name(first - 1) and self._is_name(first + 1)):
                    break
            elif (self._is_in(first, "conjunctions") and not self._is_acronym(first)) or self._is_in(first, "verbs"):
                break
            first -= 1
        return first + 1

    def _phrase_between(self, first: int, last: int) -> Phrase | None:
        """The phrase these words are, without what stands before its first article or name."""
        while first <= last and self._is_in(first, "connecting"):
            first += 1
        if first <= last and (self._is_in(first, "prepositions") or self._text(first).endswith("ly")):
            first = self._after_adverbial(first, last)
        if first > last or (
            self._is_in(first, "pronouns") and (first == last or not self._is_in(first, "determiners"))
        ):
            return None
        if any(self._is_finite(place) for place in range(first + 1, last + 1)):
            return None
        kind = self._kind(first, last)
        if kind == "unknown" and not (self._is_name(first) or self._is_in(first, "determiners")):
            return None
        return Phrase(first, last, kind, _SCORE)

    def _is_finite(self, place: int) -> bool:
        form = self._lexicon.verbs.get(self._text(place))
        return form is not None and form.tense is Tense.PAST and not self._is_name(place)

    def _after_adverbial(self, first: int, last: int) -> int:
        """`On Monday the ministry said`: where the subject begins; behind the last word where none does."""
        for place in range(first + 2, last + 1):
            if self._is_in(place, "determiners") and not self._is_in(place - 1, "prepositions"):
                return place
        return last + 1

    def _head(self, first: int, last: int) -> int:
        """The word before the first preposition."""
        inside = range(first + 1, last + 1)
        return next((place - 1 for place in inside if self._is_in(place, "prepositions")), last)

    def _kind(self, first: int, last: int) -> str:
        inside = range(first, last + 1)
        head = self._head(first, last)
        kind = self._kind_of(head)
        is_unnamed = self._is_in(first, "determiners") or not self._is_name(first)
        if kind in {"role", "anonymous"} and is_unnamed and not self._is_name(head):
            is_many = self._text(head).endswith("s") and self._text(first) not in {"the", "both"}
            return "anonymous" if kind == "anonymous" or is_many else "role"
        if kind != "document" and any(self._kind_of(place) == "organisation" for place in inside):
            return "organisation"
        if kind in {"document", "anonymous"}:
            return kind
        is_named = any(self._is_name(place) and not self._is_in(place, "determiners") for place in inside)
        return "named" if is_named else kind or "unknown"

    def _phrase_from(self, first: int, *, through: bool = False) -> Phrase | None:
        """The phrase that begins with a word; `through` prepositions, as behind `according to`."""
        if first >= len(self._words) or not self._words[first].is_word:
            return None
        end = min(first + _LONGEST, self._ends[first])
        last = first
        while last + 1 < end and self._goes_on(last + 1, end, through=through):
            last += 1
        while last > first and not self._is_part(last):
            last -= 1
        if self._is_pronoun(first) and not self._is_in(first, "determiners"):
            return None
        return Phrase(first, last, self._kind(first, last), _SCORE)

    def _goes_on(self, place: int, end: int, *, through: bool) -> bool:
        """Whether a word behind others is part of one phrase with them."""
        text = self._text(place)
        if not self._is_part(place):
            is_title = text == "." and self._is_name(place - 1)
            return is_title or text in {"-", "&"} or (text == "," and not through and self._is_apposition(place, end))
        if text == "and" and self._is_name(place - 1) and self._is_name(place + 1):
            return True
        if any(self._is_in(place, name) for name in ("conjunctions", "verbs", "days")):
            return False
        if self._is_in(place, "prepositions"):
            return text in self._lists["inside"] or (through and text not in self._lists["before_times"])
        return True

    def _is_apposition(self, comma: int, end: int) -> bool:
        """Whether what follows a comma says who the person before it is."""
        first = comma + 1
        closing = next((place for place in range(first, end) if not self._words[place].is_word), end)
        inside = range(first, closing)
        if any(self._is_in(place, "verbs") or self._is_in(place, "conjunctions") for place in inside):
            return False
        is_owned = any(self._text(place).endswith(_POSSESSIVE) for place in inside[:3])
        is_person = any(self._kind_of(place) == "role" for place in inside)
        if self._is_in(first, "articles") or self._is_in(first, "possessives"):
            return is_person or (self._is_name(comma - 1) and not self._is_in(first + 1, "times"))
        return is_person and (is_owned or self._kind_of(first) == "role")
