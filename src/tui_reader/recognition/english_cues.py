"""Who says what in English: verbs of saying on either side of their subject, `according to`, `reportedly`.

The subject is told without a parser: back from the verb to where the clause begins, an apposition between commas
included; or forward from it where the verb follows what was said (`"...", said Helen Marsh`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.recognition.attributed import LEAST, Attributed, Phrase
from tui_reader.recognition.lexicon import Verb, english
from tui_reader.recognition.lexicon.inflection import Tense

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.recognition.words import Words

_LONGEST = 16
_QUOTES = frozenset('“”"«»‘’„')
_MARKS = frozenset('«“"„:')


def english_attributions(words: Words) -> Iterator[Attributed]:
    """Everything that attributes, in order."""
    return _Finder(words).all()


class _Finder:
    def __init__(self, words: Words) -> None:
        self._lexicon = english()
        self._lists = self._lexicon.words
        self._words = words.all
        self._starts = words.sentence_start
        self._ends = words.sentence_end

    def all(self) -> Iterator[Attributed]:
        place = 0
        while place < len(self._words):
            found = self._expression(place) or self._adverb(place) or self._verb(place)
            if found is None:
                place += 1
            else:
                yield found
                place = found.last + 1

    def _text(self, place: int) -> str:
        return self._words[place].text if 0 <= place < len(self._words) else ""

    def _is_name(self, place: int) -> bool:
        return 0 <= place < len(self._words) and self._words[place].spelt[:1].isupper()

    def _kind_of(self, place: int) -> str | None:
        return self._lexicon.kinds.get(self._text(place).removesuffix("'s").removesuffix("’s"))

    # Without a verb

    def _expression(self, place: int) -> Attributed | None:
        for expression in self._lexicon.expressions["before_source"].get(self._text(place), ()):
            last = place + len(expression) - 1
            if all(self._text(place + further) == word for further, word in enumerate(expression)):
                if expression == ("per",) and not self._is_name(place + 1):
                    continue
                phrase = self._phrase_from(last + 1, through=True)
                if phrase is not None:
                    score = 0.9 if len(expression) > 1 else 0.5
                    return Attributed(place, last, "neutral", score, (phrase,))
        return None

    def _adverb(self, place: int) -> Attributed | None:
        text = self._text(place)
        if text not in self._lists["hedges"]:
            return None
        return Attributed(place, place, self._lexicon.stances[text], 0.8, ())

    # Verbs

    def _verb(self, place: int) -> Attributed | None:
        form = self._lexicon.verbs.get(self._text(place))
        if form is None:
            return None
        before = self._text(place - 1) if place > self._starts[place] else ""
        if before in {"not", "n't", "never", "without", "cannot"} or before.endswith(("n't", "n’t")):
            return None
        passive = self._passive(place, before)
        if passive is not None:
            return passive
        if form.tense is Tense.PARTICIPLE:
            return self._participle(place, form, before)
        return self._inverted(place, form) or self._finite(place, form, before)

    def _passive(self, place: int, before: str) -> Attributed | None:
        """`It is alleged that`, `is said to be`."""
        text = self._text(place)
        if text not in self._lists["passives"] or before not in {"is", "was", "are", "were", "been", "widely", "often"}:
            return None
        following = self._text(place + 1)
        if following not in {"that", "to"} or (
            following == "to" and self._text(place + 2) in self._lists["determiners"]
        ):
            return None
        return Attributed(place, place, self._lexicon.stances[text], 0.8, ())

    def _participle(self, place: int, form: Verb, before: str) -> Attributed | None:
        following = self._text(place + 1)
        if before != "," and before not in {"by", "and"}:
            return None
        if (
            following != "that"
            and following not in _MARKS
            and not (following == "," and self._text(place + 2) in _MARKS)
        ):
            return None
        if not form.is_sure and before != "," and following != "that":
            return None
        return Attributed(place, place, form.stance, 0.8, ())

    def _inverted(self, place: int, form: Verb) -> Attributed | None:
        """`"...", said Helen Marsh`"""
        if form.tense is not Tense.PAST and form.is_plural:
            return None
        behind = place - 1
        if self._text(behind) == ",":
            behind -= 1
        is_behind_quote = self._text(behind) in _QUOTES or self._text(place - 1) in _QUOTES
        if not is_behind_quote and self._text(place - 1) != ",":
            return None
        first = place + 1
        if not (self._is_name(first) or self._text(first) in self._lists["determiners"]):
            return None
        if self._text(first) in self._lists["pronouns"] and not self._is_name(first):
            return None
        if not is_behind_quote and not (form.is_sure and form.tense is Tense.PAST and self._is_name(first)):
            return None
        phrase = self._phrase_from(first)
        if phrase is None:
            return None
        return Attributed(place, place, form.stance, 0.9 if is_behind_quote else 0.65, (phrase,))

    def _finite(self, place: int, form: Verb, before: str) -> Attributed | None:
        subject, is_pronoun = self._subject_before(place)
        following = self._text(place + 1)
        if before in {
            "to",
            "a",
            "an",
            "the",
            "of",
            "in",
            "his",
            "her",
            "their",
            "its",
            "these",
            "this",
            "those",
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
            "being",
            "and",
            "or",
        } and not (before in {"and"} and form.tense is Tense.PAST and (form.is_sure or following == "that")):
            return None
        content = self._content(place + 1)
        score = 0.55 if form.is_sure else 0.15
        if content == "near":
            score += 0.4
        elif content == "far":
            score += 0.25
        if self._follows_quote(place, subject):
            score += 0.45
        if subject is not None:
            score += 0.15 if subject.kind not in {"unknown"} else 0.05
            if (
                not form.is_sure
                and subject.kind in {"role", "organisation", "document", "anonymous", "named"}
                and not form.is_bare
            ):
                score += 0.1
        elif not is_pronoun and before not in {"and", "who", "which", "but"}:
            score -= 0.2
        if form.is_bare and (subject is None or not self._is_plural(subject)) and not is_pronoun:
            score -= 0.4
        if following in {"of", "in", "for", "by"} and content is None:
            score -= 0.3
        if is_pronoun and content is None and before in {"there", "it"} and form.tense is Tense.PAST:
            score -= 0.1
        if following in {"the", "a"} and self._text(place + 2) in {
            "truth",
            "story",
            "way",
            "time",
            "difference",
            "cost",
            "goal",
        }:
            score -= 0.4
        if (
            form.tense is Tense.PAST
            and form.is_sure is False
            and content is None
            and score < 0.6
            and not self._governs_object(place)
        ):
            score -= 0.1
        if score < LEAST:
            return None
        sources = (subject,) if subject is not None else ()
        return Attributed(place, place, form.stance, min(score, 0.98), sources)

    def _governs_object(self, place: int) -> bool:
        return self._text(place) in {
            "described",
            "describes",
            "suggested",
            "suggests",
            "praised",
            "criticised",
            "criticized",
            "condemned",
            "dismissed",
            "rejected",
            "disputed",
            "rejects",
            "dispute",
            "disputes",
            "called",
        }

    def _content(self, first: int) -> str | None:
        end = min(first + 12, self._ends[first - 1])
        for place in range(first, end):
            text = self._text(place)
            if text == "that" or text in _MARKS:
                return "near" if place - first <= 5 else "far"
            if text in self._lists["conjunctions"] and place > first:
                return None
        return None

    def _follows_quote(self, place: int, subject: Phrase | None) -> bool:
        first = subject.first if subject is not None else place - 1
        before = self._text(first - 1)
        return before in _QUOTES or (before == "," and self._text(first - 2) in _QUOTES)

    def _is_plural(self, phrase: Phrase) -> bool:
        """Whether a verb without an ending agrees with it."""
        texts = [self._text(place) for place in range(phrase.first, phrase.last + 1)]
        head = next((n - 1 for n, text in enumerate(texts) if text in {"of", "in", "at", "from"} and n), len(texts) - 1)
        return (
            "and" in texts
            or texts[0] in {"some", "many", "most", "several", "two", "others", "critics"}
            or (
                texts[head].endswith("s")
                and not texts[head].endswith(("ss", "us", "is"))
                and not self._is_name(phrase.first + head)
            )
        )

    # Subjects

    def _subject_before(self, place: int) -> tuple[Phrase | None, bool]:
        """The phrase that the verb is said of, and whether it is a pronoun."""
        last = place - 1
        start = self._starts[place]
        while last >= start and (self._text(last) in self._lists["between"] or self._text(last).endswith("ly")):
            last -= 1
        if last < start:
            return None, False
        if self._text(last) in self._lists["pronouns"]:
            return None, self._text(last) in {"he", "she", "they", "it", "i", "we", "you"}
        if self._text(last) == ",":
            return self._with_apposition(last, start), False
        first = self._clause_start(last, start)
        return self._phrase_between(first, last), False

    def _with_apposition(self, comma: int, start: int) -> Phrase | None:
        """`Helen Marsh, the director, said`"""
        opening = next(
            (p for p in range(comma - 1, max(start, comma - _LONGEST) - 1, -1) if self._text(p) == ","), None
        )
        if opening is None or opening <= start:
            return None
        inner = self._text(opening + 1)
        first = self._clause_start(opening - 1, start)
        phrase = self._phrase_between(first, opening - 1)
        if phrase is None or inner in {"who", "which", "whose"}:
            return phrase
        if inner in self._lists["prepositions"] or inner in self._lists["conjunctions"] or inner.endswith("ing"):
            return phrase
        kind = "named" if self._is_name(first) or self._kind_of(first) == "role" else phrase.kind
        return phrase._replace(last=comma - 1, kind=kind)

    def _clause_start(self, last: int, start: int) -> int:
        """Back from a word to where its clause begins."""
        first = last
        while first >= start and last - first < _LONGEST:
            text, word = self._text(first), self._words[first]
            if not word.is_word and not text[0].isdigit():
                is_title = text == "." and first > start and self._is_name(first - 1)
                is_hyphen = text in {"-", "&", "/"}
                if not (is_title or is_hyphen):
                    break
            elif text == "and" or text == "or":
                both = self._is_name(first - 1) and self._is_name(first + 1)
                if not both and not (self._words[first - 1].is_word and self._text(first - 1) == "both"):
                    break
            elif text in self._lists["conjunctions"] or text in self._lists["verbs"]:
                break
            first -= 1
        return first + 1

    def _phrase_between(self, first: int, last: int) -> Phrase | None:
        """The phrase these words are, without what stands before its first article or name."""
        while first <= last and self._text(first) in _SKIPPED:
            first += 1
        if first > last:
            return None
        if self._text(first) in self._lists["prepositions"] or self._text(first).endswith("ly"):
            begin = self._after_adverbial(first, last)
            if begin is None:
                return None
            first = begin
        if any(self._text(p) in self._lists["pronouns"] and not self._is_name(p) for p in range(first, first + 1)):
            if self._text(first) not in self._lists["determiners"] or first == last:
                return None
        if any(self._is_verb_form(p) for p in range(first + 1, last + 1)):
            return None
        kind = self._kind(first, last)
        if kind == "unknown" and not (self._is_name(first) or self._text(first) in self._lists["determiners"]):
            return None
        return Phrase(first, last, kind, 0.85)

    def _is_verb_form(self, place: int) -> bool:
        form = self._lexicon.verbs.get(self._text(place))
        return form is not None and form.tense is Tense.PAST and not self._is_name(place)

    def _after_adverbial(self, first: int, last: int) -> int | None:
        """`On Monday the ministry said`: where the subject begins."""
        for place in range(first + 2, last + 1):
            if (
                self._text(place) in self._lists["determiners"]
                and self._text(place - 1) not in self._lists["prepositions"]
            ):
                return place
        return None

    def _kind(self, first: int, last: int) -> str:
        inside = range(first, last + 1)
        head = next((p - 1 for p in inside if self._text(p) in self._lists["prepositions"] and p > first), last)
        kinds = [self._kind_of(p) for p in inside]
        head_kind = self._kind_of(head)
        is_unnamed = self._text(first) in self._lists["determiners"] or not self._is_name(first)
        if head_kind in {"role", "anonymous"} and is_unnamed and not self._is_name(head):
            is_plural = self._text(head).endswith("s") and self._text(first) not in {"the", "both"}
            return "anonymous" if head_kind == "anonymous" or is_plural else "role"
        if "organisation" in kinds and head_kind != "document":
            return "organisation"
        if head_kind in {"document", "organisation", "anonymous"}:
            return head_kind
        if any(self._is_name(p) for p in inside if p > first or self._text(p) not in self._lists["determiners"]):
            return "named"
        return head_kind or "unknown"

    def _phrase_from(self, first: int, *, through: bool = False) -> Phrase | None:
        """The phrase that begins with a word; `through` prepositions, as behind `according to`."""
        end = min(first + _LONGEST + 4, self._ends[first] if first < len(self._ends) else 0)
        place = first
        while place < end:
            text, word = self._text(place), self._words[place]
            if not word.is_word and not text[0].isdigit():
                is_title = text == "." and place > first and self._is_name(place - 1)
                if text in {"-", "&", "/"} or is_title:
                    place += 1
                    continue
                if text == "," and not through and self._is_apposition(place, end):
                    place += 1
                    continue
                break
            if text == "and" and self._is_name(place - 1) and self._is_name(place + 1):
                place += 1
                continue
            if place > first and (text in self._lists["conjunctions"] or text in self._lists["verbs"]):
                break
            if place > first and text in self._lists["prepositions"]:
                if not (through or text in {"of", "for"}) or text in {"on", "during", "after", "before", "since"}:
                    break
            if place > first and text in {
                "yesterday",
                "today",
                "tomorrow",
                "monday",
                "tuesday",
                "wednesday",
                "thursday",
                "friday",
                "saturday",
                "sunday",
            }:
                break
            place += 1
        last = place - 1
        while last > first and not self._words[last].is_word and not self._text(last)[0].isdigit():
            last -= 1
        if last < first or (
            self._text(first) in self._lists["pronouns"] and self._text(first) not in self._lists["determiners"]
        ):
            return None
        if not self._words[first].is_word:
            return None
        return Phrase(first, last, self._kind(first, last), 0.85)

    def _is_apposition(self, comma: int, end: int) -> bool:
        """Whether what follows a comma says who the person before it is."""
        following = self._text(comma + 1)
        if following not in {"a", "an", "the", "its", "his", "her"} and self._kind_of(comma + 1) != "role":
            if not any(self._text(p).endswith(("'s", "’s")) for p in range(comma + 1, min(comma + 4, end))):
                return False
        closing = next((p for p in range(comma + 1, end) if not self._words[p].is_word), end)
        return any(self._kind_of(p) == "role" for p in range(comma + 1, closing))


_SKIPPED = frozenset(
    {
        "meanwhile",
        "however",
        "later",
        "then",
        "but",
        "and",
        "yesterday",
        "also",
        "so",
        "still",
        "today",
        "while",
        "as",
        "that",
    }
)
