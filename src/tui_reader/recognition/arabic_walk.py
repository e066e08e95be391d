"""Where an Arabic noun phrase ends, told without a parser: from word to word as long as they are one phrase.

A phrase is a construct that one noun with the article, or a name, makes complete (`وزير الخارجية`); then come
adjectives, which have the article too, then names (`وزير الخارجية الفرنسي جان دوفال`). A noun without the article
behind a complete phrase that is no name is the object of the verb (`أعلنت الوزارة تسجيل ...`).
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from tui_reader.recognition.arabic_appositions import past_brackets
from tui_reader.recognition.arabic_complements import Complements, without_preposition
from tui_reader.recognition.arabic_extents import sure_to
from tui_reader.recognition.arabic_words import CLOSING, NAME_MARKS, has_article

if TYPE_CHECKING:
    from tui_reader.recognition.arabic_extents import Governing
    from tui_reader.recognition.arabic_words import ArabicWords

_NAMES = 5
"""Words of a name of a person."""
_SURNAMES = 2
"""Words of it with the article."""
_SOME_NAMES = 2
"""Words of a name that is surely one."""
_ANYBODY = frozenset({"role", "anonymous", "organisation"})
_PLURAL = ("ون", "ين")
_SURE = 6
"""Letters of a word with a preposition in front that is hardly all of it a noun."""


class _State(Enum):
    """What a phrase is so far."""

    CONSTRUCT = "waits for what completes it"
    OPEN = "without the article; adjectives without it may follow"
    DEFINITE = "complete"
    NAMED = "a name"


class Walk:
    """Goes on from word to word as long as they are one phrase."""

    def __init__(self, words: ArabicWords, first: int, limit: int, skip: int, governing: Governing, sure: int) -> None:
        self._words = words
        self._first = first
        self._limit = limit
        self._skip = skip
        self._governing = governing
        self._sure = sure
        """Words before this place are part of the phrase, if they can be at all."""
        self._complements = Complements(words, governing)
        self._place = first
        self._state = _State.OPEN
        self._is_definite = self._is_in_complement = False
        self.head = ""
        self._head_place = first
        self._names = 0
        self._surnames = 0

    @property
    def kind(self) -> str:
        """What kind of source it is, by its first noun."""
        kind = self._words.kind(self.head)
        if kind == "role" and self._names:
            return "named"
        return kind or ("named" if self._names else "unknown")

    @property
    def has_noun(self) -> bool:
        """Whether there is more in it than `ذلك`."""
        return bool(self.head)

    @property
    def is_open(self) -> bool:
        """Whether it says somebody and not who: `مسؤول تنفيذي`."""
        is_anybody = self._words.kind(self.head) in _ANYBODY and not has_article(self.head)
        return is_anybody and not self._is_definite and self._names < _NAMES

    @property
    def _is_sure(self) -> bool:
        return self._place < self._sure

    def last(self) -> int:
        """The last word of the phrase, or a place before the first."""
        while self._place < self._limit:
            step = self._mark() if not self._words.all[self._place].is_word else self._word()
            if not step:
                break
            self._place += step
        last = self._place - 1
        while last > self._first and not self._ends(last):
            last -= 1
        return last

    def _ends(self, place: int) -> bool:
        """Whether a phrase can end with it."""
        words = self._words
        if words.is_word(place):
            return not words.is_preposition(place)
        return words.text(place).isdecimal() or self._closes(place)

    def _closes(self, place: int) -> bool:
        closing = NAME_MARKS if self._words.text(self._first) in NAME_MARKS else CLOSING
        return any(self._words.text(place) in marks for marks in closing.values())

    # Marks

    def _mark(self) -> int:
        """How many words a mark takes the phrase on; none where it ends it."""
        words, place = self._words, self._place
        text = words.text(place)
        is_inside = self._first < place < self._limit - 1
        if text == "." and is_inside:
            # No end of a sentence, so an initial, or part of an abbreviation.
            return 1
        if text == "-" and is_inside:
            before, mark, after = words.all[place - 1 : place + 2]
            return int(before.end == mark.start and after.start == mark.end and after.is_word)
        if text == "(" and place > self._first:
            is_called = words.kind(self.head) == "role"
            return past_brackets(words, place, self._limit) if is_inside and is_called else 0
        if text.isdecimal() and place > self._first and words.kind(self.head) == "document":
            # `تعداد 2014`
            self._limit = place + 1
            return 1
        if text == "/" and is_inside and words.kind(words.text(place - 1)) == "organisation":
            # `صحيفة /هآرتس/`
            inside = range(place + 2, min(place + 5, self._limit))
            return next((behind + 1 - place for behind in inside if words.text(behind) == "/"), 0)
        return self._marked_name()

    def _marked_name(self) -> int:
        """Past a name between quotation marks."""
        words, place = self._words, self._place
        marks = NAME_MARKS if place == self._first else CLOSING
        closing = words.closing(place, self._limit) if words.text(place) in marks else None
        if closing is None:
            return 0
        is_called = place > self._first and words.kind(words.text(place - 1)) is not None
        inside = range(place + 1, closing)
        if not is_called and any(words.is_verb(inner) or words.is_in(inner, "particles") for inner in inside):
            return 0
        if place > self._first and not is_called and self._state is _State.OPEN:
            return 0
        self.head = self.head or words.text(place + 1)
        self._state = _State.NAMED
        self._names += 1
        return closing + 1 - place

    # Words

    def _word(self) -> int:
        """1 where a word is part of the phrase, and what it makes of it."""
        words, place = self._words, self._place
        is_first = place == self._first
        if not is_first:
            going_on = self._going_on()
            if going_on is not None:
                return going_on
        if words.text(place) in {"عام", "سنة"} and words.text(place + 1).isdecimal():
            # `إحصاء عام 2010`
            self._limit = place + 2
            return 2 * (words.kind(self.head) == "document")
        if words.is_stop(place) or words.is_heard(place) or words.begins_formula(place):
            return 0
        if words.is_in(place, "demonstratives"):
            return int(not self.head)
        if not self.head:
            text = words.text(place)
            return self._noun(without_preposition(text, self._skip) if self._skip and is_first else text)
        if words.is_verb(place) or words.begins_clause(place) or words.is_like_present(place) or self._is_told():
            return 0
        return self._next(words.text(place))

    def _is_told(self) -> bool:
        """Whether a verb stands behind what is complete: `بيان نشر`, `الكتلة عقدت`."""
        words, place = self._words, self._place
        text, spelt = words.text(place), words.spelt(place)
        if words.kind(self.head) == "document" and text in words.lexicon.verbs and words.kind(text) is None:
            return not words.is_action(place)
        is_feminine = self._state is _State.DEFINITE and words.spelt(place - 1).endswith("ة")
        is_feminine = is_feminine and words.kind(self.head) != "role"
        return is_feminine and spelt.endswith("ت") and text[-2] != "ا" and words.kind(text) is None

    def _going_on(self) -> int | None:
        """Past words by which a phrase goes on that could have ended; None where this is none of them."""
        words, place = self._words, self._place
        if words.is_in(place, "connectors"):
            return self._becomes(_State.CONSTRUCT)
        if self._complements.goes_on(place, self.head, self._limit):
            self._names, self._is_in_complement = 0, True
            self._sure = max(self._sure, sure_to(words, place + 1, self._limit, self._governing))
            return self._becomes(_State.CONSTRUCT)
        if words.is_in(place, "selves"):
            return self._becomes(_State.DEFINITE)
        if words.is_in(place, "general") and words.kind(words.text(place - 1).removeprefix("و")) == "role":
            # `مدير عام الشركة`: no time.
            is_number = words.text(place + 1).isdecimal()
            return 0 if is_number else self._becomes(_State.CONSTRUCT)
        return None

    def _becomes(self, state: _State) -> int:
        self._is_definite = self._is_definite or (state is _State.DEFINITE and not self._is_in_complement)
        self._state = state
        return 1

    def _noun(self, text: str) -> int:
        """The first noun, or another one joined by و."""
        words = self._words
        kind = words.kind(text)
        if not self.head:
            self.head, self._head_place = text, self._place
        if has_article(text) or words.has_pronoun(self._place) or text in words.lexicon.words["states"]:
            return self._becomes(_State.DEFINITE)
        if kind is not None or words.is_in(self._place, "kin"):
            return self._becomes(_State.OPEN if kind == "anonymous" else _State.CONSTRUCT)
        if self._place > self._first and text.endswith(_PLURAL) and self.head.endswith(_PLURAL):
            # `محتجون ومصريون`
            return self._becomes(_State.OPEN)
        self._names = 1
        return self._becomes(_State.NAMED)

    def _next(self, text: str) -> int:
        words = self._words
        is_joined = text[0] == "و" and text not in words.lexicon.words["names_with_waw"]
        is_plural = text.endswith(_PLURAL) and self.head.endswith(_PLURAL)
        if is_joined and (text[1:3] == "ال" or words.kind(text[1:]) or is_plural):
            return 0 if text[1:] in words.lexicon.words["objects"] else self._noun(text[1:])
        if has_article(text) and words.has_article(self._place):
            return self._definite(text)
        if self._is_state and text not in words.lexicon.words["of_states"] and not self._is_sure:
            return 0
        if text[0] in "لب" and len(text) > 3 and text not in words.lexicon.words["names_with_preposition"]:
            is_complete = self._state is _State.DEFINITE or self._names > 1
            # `الباش طبجي بمتانة`
            is_thing = (
                len(text) >= _SURE and words.spelt(self._place).endswith("ة") and self._is_definite and self._names > 0
            )
            is_complete = is_complete or is_thing
            if text[0] in self._governing.prepositions and is_complete:
                return 0
            found = self._with_preposition(text)
            if found is not None:
                return found
        if words.is_accusative_object(self._place):
            return 0
        if self._state is _State.CONSTRUCT:
            return self._completing(text)
        if self._state is _State.OPEN:
            return self._describing(text)
        return self._name(text)

    @property
    def _is_state(self) -> bool:
        """Whether all of it so far is the name of a state."""
        is_alone = self._place == self._head_place + 1
        return is_alone and self.head in self._words.lexicon.words["states"]

    @property
    def _is_man(self) -> bool:
        """Whether it names a man by what he is: `الرحالة جون بارك`, and hardly by a feminine noun behind that."""
        head = self._words.spelt(self._head_place)
        is_masculine = not head.endswith("ة") or self._words.is_feminine(self._head_place) is False
        return is_masculine and "ب" in self._governing.prepositions and self._words.kind(self.head) == "role"

    def _is_no_adjective(self, text: str) -> bool:
        """Whether a word with the article behind what is complete is rather the object of the verb."""
        words, place = self._words, self._place
        lists = words.lexicon.words
        is_addressed = text.endswith("ين") and text[2:] in lists["addressees"]
        if words.is_object(place) or is_addressed or text[2:] in lists["places"]:
            return True
        if self._is_state and text not in lists["of_states"]:
            return True
        before = words.spelt(place - 1)
        plural = ("ون", "ين", "ات")
        if text.startswith("الم") and text.endswith("ين") and text[-3] != "ي":
            # `الوزير المستوردين`: not of one alone.
            return not before.endswith(plural) and self.head.removeprefix("ال") not in lists["plurals"]
        is_masculine = place == self._head_place + 1 and words.kind(self.head) == "role" and not before.endswith("ة")
        is_masculine = is_masculine and self.head.removeprefix("ال") not in lists["plurals"]
        if is_masculine and words.spelt(place).endswith("ة"):
            # `غادر الوزير القاعة`
            return True
        # What is feminine all through has no adjective that is not: `وزارة الخارجية الاتفاق`
        is_feminine = before.endswith("ة") and words.spelt(self._head_place).endswith("ة")
        return is_feminine and not words.spelt(place).endswith(("ة", "ي", "ى", "ات", "اء"))

    def _definite(self, text: str) -> int:
        """A noun or an adjective with the article."""
        words = self._words
        if self._state is not _State.NAMED:
            is_told = self._governing.addresses and words.kind(text) == "role" and not self._is_title
            is_object = not self._is_sure and (is_told or self._is_no_adjective(text))
            is_object = is_object and self._state is _State.DEFINITE
            return 0 if is_object else self._becomes(_State.DEFINITE)
        if self._is_sure:
            self._names = 0 if words.kind(text) == "role" else self._names
            return self._becomes(_State.DEFINITE if words.kind(text) is not None else _State.NAMED)
        if self._governing.addresses and words.is_in(self._head_place, "of_names") and text[-1] != "ي":
            # `عرّف ابن خلدون العمران`
            return 0
        kind = words.kind(text)
        is_time = words.is_in(self._place, "times")
        if self._is_common and not is_time:
            # `عناصر التنظيم`: a noun that is no name, and what completes it.
            self._names = 0
            return self._becomes(_State.DEFINITE)
        is_people = (text.endswith("يين") and not words.spelt(self._place).endswith("ئين")) or (
            text.endswith("ين") and text[2:] in words.lexicon.words["addressees"]
        )
        is_thing = words.spelt(self._place).endswith("ة") and kind is None and self._is_man
        if (
            is_people
            or is_thing
            or self._surnames == _SURNAMES
            or words.is_object(self._place)
            or (self._governing.has_object and self._governing.is_verb and words.is_action_text(text[2:]))
            or kind in {"organisation", "anonymous"}
            or is_time
        ):
            return 0
        self._surnames += 1
        if kind == "role":
            self._names = 0
            return self._becomes(_State.DEFINITE)
        return 1

    @property
    def _is_title(self) -> bool:
        """Whether a name follows: `صاحب السمو الأمير جلوي`."""
        words, following = self._words, self._place + 1
        is_name = words.is_word(following) and not (words.is_stop(following) or words.has_article(following))
        return is_name and (words.text(following)[0] not in "بل" or words.is_in(following, "names_with_preposition"))

    @property
    def _is_common(self) -> bool:
        """Whether the phrase is one word so far that is hardly a name."""
        words, place = self._words, self._place - 1
        return place == self._head_place and not words.is_in(place, "given") and words.is_like_common(place)

    def _with_preposition(self, text: str) -> int | None:
        """Past a word with ل or ب in front; None where it is a name."""
        is_named = self._state is _State.NAMED
        found = self._complements.written_together(
            self._place, self.head, self._head_place, is_named, self._names > 0, self._limit, self._is_sure
        )
        if found is None:
            if text[0] == "ل" and len(text) > 4 and self._state is _State.DEFINITE:
                return self._becomes(_State.CONSTRUCT)
            return None
        if not found:
            return 0
        self._is_in_complement = True
        if found.is_complete:
            return self._becomes(_State.DEFINITE)
        self._names = 0 if found.renews else self._names
        return self._becomes(_State.CONSTRUCT)

    def _completing(self, text: str) -> int:
        words = self._words
        is_state = text in words.lexicon.words["states"]
        if (words.kind(text) in {"role", "organisation"} and not is_state) or text in words.lexicon.words["places"]:
            return 1
        if words.has_pronoun(self._place) or is_state:
            return self._becomes(_State.DEFINITE)
        following = words.text(self._place + 1)
        is_noun_followed = has_article(following) and words.kind(following) is not None
        if (words.is_like_common(self._place) and is_noun_followed) or following in words.lexicon.words["places"]:
            # `مدير فرع الجمعية`, `مدير جمرك مطار المدينة`
            return 1
        self._names += 1
        return self._becomes(_State.NAMED)

    def _describing(self, text: str) -> int:
        """An adjective (`مصدر مطلع`), or what completes the phrase (`بعض الرواة`, `مصادر أمنية`)."""
        words = self._words
        is_second = self._place == self._head_place + 1
        if is_second and words.has_pronoun(self._place) and words.kind(self.head) == "anonymous":
            # `أحد مسؤوليها`
            return self._becomes(_State.DEFINITE)
        if words.has_pronoun(self._place):
            return 0
        if self.head.endswith(_PLURAL) and not text.endswith(_PLURAL) and not self._is_sure:
            return 0
        if words.is_action(self._place) and words.kind(self.head) != "anonymous":
            return 0
        return self._becomes(_State.CONSTRUCT if words.kind(text) else _State.OPEN)

    def _name(self, text: str) -> int:
        """A word without the article behind what is complete: a name, a further title, or the object of the verb."""
        words, lists = self._words, self._words.lexicon.words
        kind = words.kind(text)
        is_given = words.is_in(self._place - 1, "given") or words.is_in(self._place - 1, "connectors")
        is_action = words.is_action(self._place) and not is_given
        is_owned = words.has_pronoun(self._place) and not (
            self._is_sure and (self._names or self._state is _State.DEFINITE)
        )
        if is_owned or (is_action and not words.is_in(self._place, "given")):
            return 0
        if (
            kind is None
            and not self._is_sure
            and words.text(self._place - 1).endswith("ون")
            and words.has_article(self._place - 1)
        ):
            # `يصف المؤرخون ناصر`
            return 0
        if self._is_sure:
            self._names += kind is None
            return self._becomes(_State.NAMED if kind is None else _State.CONSTRUCT)
        is_told = (
            kind == "document" or text in lists["places"] or text in lists["objects"] or text in lists["utterances"]
        )
        is_person = self._state is _State.NAMED and words.kind(self.head) in {None, "role"} and self._names > 1
        if is_told or ((self._state is _State.DEFINITE or is_person) and text in lists["states"]):
            return 0
        if kind in {"role", "organisation"}:
            return self._becomes(_State.CONSTRUCT)
        if self._names >= _NAMES or self._begins_object():
            return 0
        self._names += 1
        return self._becomes(_State.NAMED)

    def _begins_object(self) -> bool:
        """Whether a noun is rather what the verb does something to: `عبدالله باوارث حجم الخسارة`."""
        words, following = self._words, self._place + 1
        if not words.has_article(following):
            return False
        is_thing = words.spelt(self._place).endswith(("ية", "ات")) and not words.is_in(self._place - 1, "given")
        if is_thing and words.text(self._place)[0] != "و":
            # `نفى عسيري إمكانية الاستفادة`
            return True
        if self._names < _SOME_NAMES:
            return False
        spelt = words.spelt(following)
        return spelt.endswith("ة") and not spelt.endswith("ية") and words.kind(words.text(following)) is None
