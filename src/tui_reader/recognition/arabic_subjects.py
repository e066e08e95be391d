"""Who an Arabic verb says is speaking: the phrase behind it, or the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.recognition.arabic_extents import Governing
from tui_reader.recognition.arabic_phrases import phrase_at
from tui_reader.recognition.arabic_words import CLOSING, COMMAS, NAME_MARKS
from tui_reader.recognition.attributed import Phrase
from tui_reader.text.clitics import CONJUNCTIONS, skips

if TYPE_CHECKING:
    from tui_reader.recognition.arabic_said import Said
    from tui_reader.recognition.arabic_words import ArabicWords
    from tui_reader.recognition.lexicon import Verb

_BEFORE = 16
"""Words of a phrase before its verb."""
_MARKED = 5
"""Words of a name between marks."""
_DESCRIBED = 40
"""Words of it with a relative clause."""
_NOUN = 5
"""Words of a name before a relative pronoun."""
_RELATIVES = frozenset({"الذي", "التي", "الذين", "الذى", "اللذان", "اللذين"})
_BESIDE_BEFORE = 0.7
"""How sure a subject is that stands before its verb."""


class Subjects:
    """Looks for the subjects of verbs."""

    def __init__(self, words: ArabicWords, said: Said) -> None:
        self._words = words
        self._text = words.text
        self._lists = words.lexicon.words
        self._said = said

    def after(self, place: int, verb: Verb) -> tuple[Phrase | None, int]:
        """The phrase that follows the verb, and where the text goes on behind it."""
        words = self._words
        nothing = None, place + 1
        wished = words.past_formula(place + 1)
        if wished > place + 1:
            # `قال عليه السلام`
            return None, wished
        first = None if verb.is_plural else self._past_asides(place + 1, words.ends[place])
        if first is None or not words.all[first : first + 1]:
            return nothing
        text = self._text(first)
        if words.is_stop(first) or words.is_verb(first) or words.is_in(first, "asking"):
            return nothing
        if words.is_accusative(first):
            # `تتحدث دومًا عن`
            return nothing
        if self._is_counted(first):
            return Phrase(first, first + 1, "role", _BESIDE_BEFORE), first + 2
        if not words.is_word(first) and not self._is_name_in_marks(first):
            return nothing
        is_adverbial = text.startswith(("بال", "كال", "وال", "فال")) and len(text) > 5
        is_cited = any(words.is_dated(place) for place in range(first + 1, first + 4))
        is_adverbial = is_adverbial and not (words.is_in(first, "names_with_waw") or is_cited)
        if is_adverbial or (text.startswith("لل") and len(text) > 4):
            return nothing
        if words.is_word(first) and (self._is_spoken_of(first, verb) or self._is_addressed(first, place, verb)):
            return nothing
        found = phrase_at(words, first, governing=self._governing(verb))
        return found.phrase, words.past_brackets(words.past_formula(found.after))

    def _is_counted(self, place: int) -> bool:
        """Whether a number stands here of people who speak: `50 نائبا`."""
        words, noun = self._words, self._text(place + 1)
        is_many = self._text(place).isdecimal() and words.is_word(place + 1)
        return is_many and words.kind(noun if words.kind(noun) else noun.removesuffix("ا")) in {"role", "anonymous"}

    def _governing(self, verb: Verb) -> Governing:
        lemma = verb.lemma
        is_speaking, addresses = lemma in self._lists["speaking"], lemma in self._lists["addressing"]
        return Governing(verb.governs, is_verb=True, has_object=not is_speaking, addresses=addresses)

    def _past_asides(self, first: int, end: int) -> int | None:
        """Behind words that can stand between a verb and its subject: `قال عنه الناقد`, `قال لرويترز مسؤول`."""
        words, start = self._words, first
        while first < end and first - start < 3 and (words.is_in(first, "pronouns") or words.is_in(first, "days")):
            first += 1
        if first == start and self._text(first) in COMMAS:
            # `وقالت، صباح الأربعاء، الوزارة`
            closing = next((p for p in range(first + 1, min(first + 9, end)) if self._text(p) in COMMAS), None)
            is_aside = any(words.is_in(first + 1, name) for name in ("adverbs", "prepositions", "days"))
            return closing + 1 if closing is not None and is_aside and self.speaks(closing + 1) else None
        if first < end and words.is_heard(first):
            return first + 1 if first + 1 < end and self.speaks(first + 1) else None
        is_told = self._text(first) == "ذلك" and (self.speaks(first + 1) or not words.has_article(first + 1))
        if first == start and is_told:
            # `أكد ذلك الوزير`, `ذكر ذلك سالم جاد`
            first += 1
        text = self._text(first)
        if text[:1] == "ل" and text[1:] in self._lists["addressees"]:
            for further in range(first + 1, min(first + 5, end)):
                if not words.is_word(further):
                    return None
                if self.speaks(further) and not words.is_in(further, "addressees"):
                    return further
            return None
        return first if first < end else None

    def _is_name_in_marks(self, place: int) -> bool:
        """Whether what stands between quotation marks is who speaks, with more to come: `أفاد «ميشيل» في تغريدة أن`."""
        words = self._words
        if self._text(place) not in NAME_MARKS:
            return False
        found = phrase_at(words, place, appositions=False)
        phrase, after = found.phrase, found.after
        is_name = phrase is not None and phrase.first == place + 1 and phrase.last - phrase.first < _MARKED
        return is_name and (words.is_word(after) or self._text(after) == ":" or self._text(after) in COMMAS)

    def _is_spoken_of(self, place: int, verb: Verb) -> bool:
        """Whether the noun behind a verb is what is said and not who says it (`ونفت صحة الأنباء`)."""
        words, text = self._words, self._text(place)
        if words.kind(text) is not None:
            return False
        is_name = text in self._lists["names_with_preposition"]
        if text[0] == "ب" and text[1:] in self._lists["manners"]:
            return True
        if text[0] in "كبل" and len(text) > 4 and not is_name and words.is_action_text(text[1:]):
            return True
        if len(text) > 3 and not is_name and text[0] in verb.governs:
            return True
        return words.is_object(place) or words.has_pronoun(place) or words.is_action(place)

    def _is_addressed(self, noun: int, place: int, verb: Verb) -> bool:
        """Whether the noun right behind a verb is its object, as their genders differ: `واتهم الحكومة`."""
        if noun != place + 1 or verb.lemma not in self._lists["addressing"]:
            return False
        if self._words.is_in(noun, "spoken_to"):
            return True
        is_feminine = self._words.is_feminine(noun)
        return is_feminine is not None and is_feminine != verb.is_feminine

    def before(self, place: int, verb: Verb) -> Phrase | None:
        """The phrase that stands between the beginning of the clause and the verb, if nothing else does."""
        words = self._words
        start = max(words.starts[place], place - _BEFORE)
        last = place - 1
        if last > start and self._said.opens_quote(last):
            # `أن السيدة نجلاء "أكدت ..."`
            last -= 1
        while last >= start and (words.is_in(last, "before_verbs") or words.is_in(last, "was")):
            last -= 1
        last = words.before_brackets(last)
        is_topic = last > start and self._text(last) == "فقد"
        if is_topic:
            # `أما الوزير، فقد عبر`
            last -= 1
        if last >= start and self._text(last) in COMMAS:
            topic = self._topic(last, start, is_announced=is_topic)
            if topic is not None or last == place - 1:
                return topic
            # `وكانت الوزارة، قد أعلنت`
            last -= 1
        first = self._back_to(last + 1, start)
        boundary = self._said.before(first) if first <= last else ""
        if boundary in self._lists["relatives"]:
            return None
        if boundary in self._lists["prepositions"]:
            told_of = self._told_of(first, last) if verb.is_sure or verb.is_plural else None
            if self.is_handed_down(place, verb):
                told_of = self._up_to(first, last + 1) or told_of
            return self._with_complement(first - 1, last, start) or told_of
        if boundary == ":":
            boundary = ""
        if is_topic and boundary not in _ANNOUNCING:
            return None
        for begin in range(first, last + 1):
            text = self._text(begin)
            if words.is_like_present(begin):
                continue
            skip = int(text[0] in CONJUNCTIONS and (words.kind(text[1:]) is not None or text[1:3] == "ال"))
            noun = text[skip:]
            may_be_name = begin == first and (not boundary or boundary in self._lists["before_subjects"])
            if begin > first and self._is_construct(begin - 1):
                # `تصريحات الوزير`: nothing within it is the subject.
                return None
            is_completing = text in self._lists["states"] and not words.has_article(begin - 1)
            if (text.startswith("بال") and len(text) > 4) or (begin > first and is_completing):
                # `بالمقابل`, `عملية تحرير مدينة عدن`
                return None
            if words.kind(noun) is None and not may_be_name and not (begin == first and noun.startswith("ال")):
                continue
            is_time = begin == last and words.is_action(begin)
            found = self._up_to(begin, last + 1, skip=skip)
            if found is not None and not is_time:
                return found
        return None

    def _back_to(self, first: int, start: int) -> int:
        """Where the words begin that can all be one phrase up to here, names between marks too."""
        while first > start:
            before = first - 1
            if not self._continues_back(before):
                opening = next((p for p in range(before - 2, before - _MARKED, -1) if self._closes(p, before)), None)
                if opening is None or opening < start:
                    break
                before = opening
            first = before
        return first

    def _closes(self, opening: int, closing: int) -> bool:
        return self._text(closing) in CLOSING.get(self._text(opening), "")

    def _with_complement(self, preposition: int, last: int, start: int) -> Phrase | None:
        """A phrase with a preposition in it: `مصدر في الوزارة أكد`."""
        first = self._back_to(preposition, start)
        if self._said.before(first) in self._lists["prepositions"] or first == preposition:
            return None
        for begin in range(first, preposition):
            if self._words.kind(self._text(begin)) is None:
                continue
            found = self._up_to(begin, last + 1)
            if found is not None:
                return found
        return None

    def _up_to(self, begin: int, end: int, *, skip: int = 0) -> Phrase | None:
        """The phrase that begins with a word and ends right before a place, if there is one that does."""
        found = phrase_at(self._words, begin, appositions=False, before=end, skip=skip)
        is_all = found.phrase is not None and found.after == end
        return found.phrase._replace(score=_BESIDE_BEFORE) if is_all and found.phrase is not None else None

    def is_handed_down(self, place: int, verb: Verb) -> bool:
        """Whether somebody stands before a verb who handed down what is said: `عن هشام بن عروة قال`."""
        words = self._words
        first = self._back_to(place, max(words.starts[place], place - _NOUN))
        return (
            verb.lemma == "قال" and first < place and self._said.before(first) == "عن" and not words.has_article(first)
        )

    def told_of(self, place: int) -> Phrase | None:
        """Which document, right before a verb, an indefinite relative clause tells of: `بعد تقارير سابقة أكدت`."""
        words, last = self._words, place - 1
        for begin in range(last, max(words.starts[place], last - 1) - 1, -1):
            if words.kind(self._text(begin)) == "document" and words.is_preposition(begin - 1):
                return self._told_of(begin, last)
        return None

    def _told_of(self, first: int, last: int) -> Phrase | None:
        """Of whom an indefinite relative clause tells, behind a preposition: `من أخبار تفيد بأن`."""
        words = self._words
        if words.is_in(last + 2, "of_issued") or words.has_article(last):
            return None
        for begin in range(last, max(first, last - _NOUN) - 1, -1):
            if words.kind(self._text(begin)) not in {"document", "anonymous", "role"}:
                continue
            return self._up_to(begin, last + 1)
        return None

    def antecedent(self, place: int, verb: Verb) -> Phrase | None:
        """Of whom a relative clause tells that the verb opens: `البيان الذي أكد`."""
        words, relative = self._words, place - 1
        while words.is_in(relative, "before_verbs") or words.is_in(relative, "particles"):
            relative -= 1
        if relative <= words.starts[place] or self._text(relative) not in _RELATIVES:
            return None
        if (self._text(relative) == "التي") != verb.is_feminine and not verb.is_plural:
            return None
        end = relative - (self._text(relative - 1) in COMMAS)
        first = self._begins(end - 1, words.starts[place])
        if first is None:
            return None
        found = self._up_to(first, end)
        return found if found is not None and self.is_speaker(found) else None

    def _begins(self, last: int, start: int) -> int | None:
        """Where the noun begins that a phrase, told by its last word, is of: with its adjectives, title and names."""
        words, first = self._words, last
        if not words.is_word(last) or words.is_stop(last):
            return None
        while first > start and last - first < _NOUN and not words.has_article(first) and self._is_within(first - 1):
            first -= 1
        while first > start and words.has_article(first) and words.has_article(first - 1):
            first -= 1
        while first > start and words.kind(self._text(first - 1)) is not None and not words.has_article(first - 1):
            first -= 1
        return first

    def _is_within(self, place: int) -> bool:
        """Whether a name or a construct can go back to this word."""
        words = self._words
        is_end = words.is_stop(place) or words.is_verb(place) or words.begins_clause(place)
        return words.is_word(place) and not is_end

    def doer(self, place: int, *, is_feminine: bool) -> Phrase | None:
        """Who does what a participle stands beside: `خفضت المؤسسة تصنيفها قائلة`, `والوزير غادر مؤكدا`."""
        words, start = self._words, self._words.starts[place]
        for begin in range(place - 1, max(start, place - _NOUN) - 1, -1):
            # `فرد الرسول قائلا`
            if words.kind(self._text(begin)) != "role" or words.is_preposition(begin - 1):
                continue
            found = self._up_to(begin, place)
            if found is not None and not self._is_construct(begin - 1):
                return found
        for begin in range(place - 2, max(start, place - _DESCRIBED) - 1, -1):
            before = self._said.before(begin)
            if before and before not in COMMAS and before != "ان":
                continue
            acting = self._acting(begin, place)
            if acting is not None:
                gender = words.is_feminine(acting.first)
                return acting._replace(score=_BESIDE_BEFORE) if gender is None or gender == is_feminine else None
        return None

    def _acting(self, begin: int, end: int) -> Phrase | None:
        """Who acts in the clause that begins here: a speaker right behind its first word, or as its first."""
        words = self._words
        while begin < end and (words.is_in(begin, "before_subjects") or words.is_in(begin, "particles")):
            begin += 1
        text = self._text(begin)
        is_preposition = words.is_preposition(begin) or text.removeprefix("و") in self._lists["prepositions"]
        if not words.is_word(begin) or is_preposition or words.is_in(begin, "relatives"):
            return None
        for skip in skips(text):
            if words.kind(text[skip:]) is not None or text[skip:] in self._lists["states"]:
                found = phrase_at(words, begin, skip=skip).phrase
                return found if found is not None and found.last < end else None
        if self._text(begin + 1).startswith(("بال", "لل", "كال")):
            return None
        if text.startswith(("ال", "وال")) or (not words.is_word(begin + 1) and self._text(begin + 1) not in CLOSING):
            return None
        found = phrase_at(words, begin + 1).phrase
        is_known = found is not None and found.last < end and not words.is_stop(begin + 1)
        return found if is_known and found is not None and self.is_speaker(found) else None

    def issuer(self, place: int) -> Phrase | None:
        """Who published what the verb has a pronoun for: `أصدرت الوزارة بيانا أعربت فيه عن`."""
        if not self._words.is_in(place + 1, "of_issued"):
            return None
        start = max(self._words.starts[place], place - _BEFORE)
        for before in range(place - 1, start - 1, -1):
            text = self._text(before)
            if text in self._lists["issuing"] or (text[0] == "و" and text[1:] in self._lists["issuing"]):
                phrase = phrase_at(self._words, before + 1).phrase
                return phrase if phrase is not None and phrase.last < place else None
        return None

    def _topic(self, comma: int, start: int, *, is_announced: bool) -> Phrase | None:
        """A phrase with which its sentence begins, a comma before the verb: `لكن المدير، عادل بوشناف، نفى`."""
        first = comma
        while first > start and (self._continues_back(first - 1) or self._text(first - 1) in COMMAS):
            first -= 1
            boundary = self._said.before(first)
            if boundary and boundary not in self._lists["before_subjects"]:
                continue
            found = phrase_at(self._words, first)
            inside = range(first, comma)
            is_person = self.speaks(first) or any(self._text(place) in COMMAS for place in inside)
            if is_announced or boundary in _ANNOUNCING:
                is_person = boundary in _ANNOUNCING
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

    def _is_construct(self, place: int) -> bool:
        """Whether a noun stands there that the next one completes."""
        text = self._text(place)
        return self._words.is_in(place, "utterances") or text in self._lists["nouns"]

    def speaks(self, place: int) -> bool:
        return self._words.kind(self._text(place)) is not None

    def is_speaker(self, phrase: Phrase) -> bool:
        """Whether a phrase has a word in it for somebody, or something, that speaks."""
        if self._words.is_in(phrase.first, "utterances"):
            return False
        if phrase.kind not in {"unknown", "named"}:
            return True
        if self._words.is_in(phrase.first, "of_names") and phrase.last > phrase.first:
            # `ابن خلدون`
            return True
        return any(self.speaks(place) for place in range(phrase.first, min(phrase.last, phrase.first + 4) + 1))

    def is_author(self, phrase: Phrase) -> bool:
        """Whether a phrase is the name of somebody who can have written: `ابن الجوزي`, `الطبري`."""
        text = self._text(phrase.first)
        is_surname = phrase.first == phrase.last and text.startswith("ال") and text.endswith("ي")
        return is_surname or self.is_speaker(phrase)

    def is_indefinite(self, phrase: Phrase) -> bool:
        """Whether a verb behind it, with no mark in between, is rather a relative clause."""
        text = self._text(phrase.first)
        if self._words.has_article(phrase.last) or self._said.before(phrase.first) == "ان":
            return False
        is_first = phrase.first == self._words.starts[phrase.first]
        return not (
            is_first or text.startswith("ال") or text in self._lists["states"] or phrase.last > phrase.first + 1
        )


_ANNOUNCING = frozenset({"اما", "واما"})
_ENDS_BACK = (
    *("complementisers", "conjunctions", "particles", "relatives", "pronouns"),
    *("before_subjects", "topics"),
)
