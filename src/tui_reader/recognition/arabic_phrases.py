"""Where an Arabic noun phrase ends that names a speaker, told without a parser.

A phrase is a construct that one noun with the article, or a name, makes complete (`وزير الخارجية`); then come
adjectives, which have the article too, then names (`وزير الخارجية الفرنسي جان دوفال`). A noun without the article
behind a complete phrase that is no name is the object of the verb (`أعلنت الوزارة تسجيل ...`).
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.recognition.arabic_words import CLOSING, COMMAS
from tui_reader.recognition.attributed import Phrase

if TYPE_CHECKING:
    from tui_reader.recognition.arabic_words import ArabicWords

LONGEST = 26
"""Words of a phrase. Longer ones are not what they seem."""
_NAMES = 5
"""Words of a name of a person."""
_SURNAMES = 2
"""Words of it with the article."""
_IN_BRACKETS = 5
"""Words and marks between brackets within a phrase."""
_SCORE = 0.8


class _State(Enum):
    """What a phrase is so far."""

    CONSTRUCT = "waits for what completes it"
    OPEN = "without the article; adjectives without it may follow"
    DEFINITE = "complete"
    NAMED = "a name"


class Ended(NamedTuple):
    """A phrase and where the text goes on."""

    phrase: Phrase | None
    after: int


def phrase_at(
    words: ArabicWords,
    first: int,
    *,
    appositions: bool = True,
    before: int | None = None,
    skip: int = 0,
    governs: frozenset[str] = frozenset(),
) -> Ended:
    """The phrase that begins with a word, if that can begin one; `before` a place, without letters in front.

    It ends where a preposition stands, written together with a word, that the verb of the clause `governs`.
    """
    if first >= len(words.all):
        return Ended(None, first)
    limit = min(first + LONGEST, words.ends[first])
    walk = _Walk(words, first, limit if before is None else min(limit, before), skip, governs)
    last = walk.last()
    if last < first or not walk.has_noun or (last == first and len(words.text(first)) == 1):
        return Ended(None, first)
    kind = walk.kind
    if words.text(first) in CLOSING and words.text(last) in CLOSING[words.text(first)] and last - first > 1:
        # Marks around all of it are not part of the name.
        return Ended(Phrase(first + 1, last - 1, kind, _SCORE), last + 1)
    if appositions and words.text(last + 1) in COMMAS:
        more = _apposition(words, last + 2, kind)
        if more is not None:
            return Ended(Phrase(first, more, "named" if kind == "role" else kind, _SCORE, skip), more + 1)
    return Ended(Phrase(first, last, kind, _SCORE, skip), last + 1)


def _apposition(words: ArabicWords, place: int, kind: str) -> int | None:
    """The last word of the apposition that begins here, if it is one: `رئيس المجلس، شارل ميشيل، ...`."""
    if place >= len(words.all) or words.is_stop(place) or words.is_verb(place) or words.is_accusative(place):
        return None
    text = words.text(place)
    if words.is_in(place, "plurals"):
        return None
    rest = text[1:]
    if text[0] in "لبوف" and (words.kind(rest) or rest in words.lexicon.words["addressees"]):
        return None
    found = phrase_at(words, place, appositions=False)
    if found.phrase is None:
        return None
    last, after = found.after - 1, found.after
    is_name = kind == "role" and found.phrase.kind in {"named", "unknown"} and last - place < _NAMES + 1
    is_role = kind == "named" and words.kind(text) in {"role", "organisation"}
    if not (is_name or is_role):
        return None
    follows = words.text(after)
    is_marked = text in CLOSING
    if follows in COMMAS or follows in {":", "("} or follows in CLOSING or words.is_in(after, "complementisers"):
        return last
    if is_marked and (after >= len(words.all) or words.ends[after] == after):
        return last
    is_end = after >= len(words.all) or words.ends[after] == after
    return last if is_role and (is_end or words.is_stop(after)) else None


class _Walk:
    """Goes on from word to word as long as they are one phrase."""

    def __init__(self, words: ArabicWords, first: int, limit: int, skip: int, governs: frozenset[str]) -> None:
        self._words = words
        self._first = first
        self._limit = limit
        self._skip = skip
        self._governs = governs
        self._place = first
        self._state = _State.OPEN
        self._head = ""
        self._head_place = first
        self._names = 0
        self._surnames = 0

    @property
    def kind(self) -> str:
        """What kind of source it is, by its first noun."""
        kind = self._words.kind(self._head)
        if kind == "role" and self._names:
            return "named"
        return kind or ("named" if self._names else "unknown")

    @property
    def has_noun(self) -> bool:
        """Whether there is more in it than `ذلك`."""
        return bool(self._head)

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
        return any(self._words.text(place) in marks for marks in CLOSING.values())

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
        if text == "(" and is_inside and words.kind(self._head) == "role":
            return self._in_brackets()
        if text.isdecimal() and place > self._first and words.kind(self._head) == "document":
            # `تعداد 2014`
            self._limit = place + 1
            return 1
        if text == "/" and is_inside and words.kind(words.text(place - 1)) == "organisation":
            # `صحيفة /هآرتس/`
            inside = range(place + 2, min(place + 5, self._limit))
            return next((behind + 1 - place for behind in inside if words.text(behind) == "/"), 0)
        closing = words.closing(place, self._limit) if text in CLOSING else None
        if closing is None:
            return 0
        is_called = place > self._first and words.kind(words.text(place - 1)) is not None
        inside = range(place + 1, closing)
        if not is_called and any(words.is_verb(inner) or words.is_in(inner, "particles") for inner in inside):
            return 0
        if place > self._first and not is_called and self._state is _State.OPEN:
            return 0
        self._head = self._head or words.text(place + 1)
        self._state = _State.NAMED
        self._names += 1
        return closing + 1 - place

    def _in_brackets(self) -> int:
        """Past brackets with a name behind: `مدير المنظمة (اليونيسف) جون سميث`; 0 where the phrase ends before them."""
        words, place = self._words, self._place
        inside = range(place + 2, min(place + 2 + _IN_BRACKETS, self._limit - 1))
        closing = next((behind for behind in inside if words.text(behind) == ")"), None)
        if closing is None:
            return 0
        after = closing + 1
        is_name = words.is_word(after) and not (
            words.is_stop(after) or words.is_verb(after) or words.begins_clause(after) or words.is_action(after)
        )
        return after - place if is_name else 0

    def _word(self) -> int:
        """1 where a word is part of the phrase, and what it makes of it."""
        words, place = self._words, self._place
        is_first = place == self._first
        if not is_first and words.is_in(place, "connectors"):
            return self._becomes(_State.CONSTRUCT)
        if not is_first and self._goes_on():
            self._names = 0
            return self._becomes(_State.CONSTRUCT)
        if not is_first and words.is_in(place, "selves"):
            return self._becomes(_State.DEFINITE)
        if words.text(place) in {"عام", "سنة"} and words.text(place + 1).isdecimal():
            # `إحصاء عام 2010`
            self._limit = place + 2
            return 2 * (words.kind(self._head) == "document")
        if words.is_stop(place) or words.is_heard(place):
            return 0
        if words.is_in(place, "demonstratives"):
            return int(not self._head)
        if not self._head:
            text = words.text(place)
            return self._noun(without_preposition(text, self._skip) if self._skip and is_first else text)
        if words.is_verb(place) or words.begins_clause(place):
            return 0
        return self._next(words.text(place))

    def _becomes(self, state: _State) -> int:
        self._state = state
        return 1

    def _noun(self, text: str) -> int:
        """The first noun, or another one joined by و."""
        words = self._words
        kind = words.kind(text)
        if not self._head:
            self._head, self._head_place = text, self._place
        if _has_article(text) or words.has_pronoun(self._place) or text in words.lexicon.words["states"]:
            return self._becomes(_State.DEFINITE)
        if kind is not None:
            return self._becomes(_State.OPEN if kind == "anonymous" else _State.CONSTRUCT)
        self._names = 1
        return self._becomes(_State.NAMED)

    def _next(self, text: str) -> int:
        words = self._words
        is_joined = text[0] == "و" and text not in words.lexicon.words["names_with_waw"]
        if is_joined and (text[1:3] == "ال" or words.kind(text[1:])):
            return 0 if text[1:] in words.lexicon.words["objects"] else self._noun(text[1:])
        if _has_article(text) and words.has_article(self._place):
            return self._definite(text)
        if self._is_state and text not in words.lexicon.words["of_states"]:
            return 0
        if text[0] in "لب" and len(text) > 3 and text not in words.lexicon.words["names_with_preposition"]:
            is_complete = self._state is _State.DEFINITE or self._names > 1
            if text[0] in self._governs and is_complete:
                return 0
            found = self._with_preposition(text)
            if found is not None:
                return found
        if self._state is _State.CONSTRUCT:
            return self._completing(text)
        if self._state is _State.OPEN:
            return self._describing(text)
        return self._name(text)

    @property
    def _is_state(self) -> bool:
        """Whether all of it so far is the name of a state."""
        is_alone = self._place == self._head_place + 1
        return is_alone and self._head in self._words.lexicon.words["states"]

    @property
    def _is_man(self) -> bool:
        """Whether it names a man by what he is: `الرحالة جون بارك`, and hardly by a feminine noun behind that."""
        head = self._words.spelt(self._head_place)
        is_masculine = not head.endswith("ة") or self._words.is_feminine(self._head_place) is False
        return is_masculine and "ب" in self._governs and self._words.kind(self._head) == "role"

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
            return not before.endswith(plural) and self._head.removeprefix("ال") not in lists["plurals"]
        # What is feminine all through has no adjective that is not: `وزارة الخارجية الاتفاق`
        is_feminine = before.endswith("ة") and words.spelt(self._head_place).endswith("ة")
        return is_feminine and not words.spelt(place).endswith(("ة", "ي", "ى", "ات", "اء"))

    def _definite(self, text: str) -> int:
        """A noun or an adjective with the article."""
        words = self._words
        if self._state is not _State.NAMED:
            is_object = self._state is _State.DEFINITE and self._is_no_adjective(text)
            return 0 if is_object else self._becomes(_State.DEFINITE)
        kind = words.kind(text)
        is_time = words.is_in(self._place, "times")
        is_people = (text.endswith("يين") and not words.spelt(self._place).endswith("ئين")) or (
            text.endswith("ين") and text[2:] in words.lexicon.words["addressees"]
        )
        is_thing = words.spelt(self._place).endswith("ة") and kind is None and self._is_man
        if (
            is_people
            or is_thing
            or self._surnames == _SURNAMES
            or words.is_object(self._place)
            or kind == "organisation"
            or is_time
        ):
            return 0
        self._surnames += 1
        if kind == "role":
            self._names = 0
            return self._becomes(_State.DEFINITE)
        return 1

    def _with_preposition(self, text: str) -> int | None:
        """A word with ل or ب in front: `الأمين العام للمنظمة`, but `قال الوزير للصحفيين`; None where it is a name."""
        words, lists = self._words, self._words.lexicon.words
        rest = text[1:]
        if text.startswith("لل") and len(text) > 4:
            # `وكالة الأناضول للأنباء`
            is_named_for = words.kind(self._head) in {"document", "organisation"} and words.kind(text[2:]) is None
            is_heard = text[2:] in lists["addressees"] or (self._state is _State.NAMED and not is_named_for)
            return 0 if is_heard else self._becomes(_State.DEFINITE)
        if words.kind(text) is None and (
            rest in lists["addressees"] or words.kind(rest) is not None or rest in lists["fields"]
        ):
            is_issued = words.kind(self._head) == "document" and self._place == self._head_place + 1
            is_heard = (rest in lists["addressees"] and not is_issued) or (self._names > 0 and text[0] == "ل")
            return 0 if is_heard else self._becomes(_State.CONSTRUCT)
        if len(text) > 4 and words.is_action_text(rest):
            return 0
        if text.startswith("بال") and len(text) > 5:
            is_place = words.is_listed(self._head, "places_of_work") and text[3:] not in lists["occasions"]
            return self._becomes(_State.DEFINITE) if is_place or words.kind(rest) is not None else 0
        if text[0] == "ل" and len(text) > 4 and self._state is _State.DEFINITE:
            return self._becomes(_State.CONSTRUCT)
        return None

    def _completing(self, text: str) -> int:
        words = self._words
        is_state = text in words.lexicon.words["states"]
        if (words.kind(text) in {"role", "organisation"} and not is_state) or text in words.lexicon.words["places"]:
            return 1
        if words.has_pronoun(self._place) or is_state:
            return self._becomes(_State.DEFINITE)
        self._names += 1
        return self._becomes(_State.NAMED)

    def _describing(self, text: str) -> int:
        """An adjective (`مصدر مطلع`), or what completes the phrase (`بعض الرواة`, `مصادر أمنية`)."""
        words = self._words
        plural = ("ون", "ين")
        is_second = self._place == self._head_place + 1
        if is_second and words.has_pronoun(self._place) and words.kind(self._head) == "anonymous":
            # `أحد مسؤوليها`
            return self._becomes(_State.DEFINITE)
        if words.has_pronoun(self._place) or (self._head.endswith(plural) and not text.endswith(plural)):
            return 0
        if words.is_action(self._place) and words.kind(self._head) != "anonymous":
            return 0
        return self._becomes(_State.CONSTRUCT if words.kind(text) else _State.OPEN)

    def _name(self, text: str) -> int:
        """A word without the article behind what is complete: a name, a further title, or the object of the verb."""
        words, lists = self._words, self._words.lexicon.words
        kind = words.kind(text)
        is_told = (
            kind == "document" or text in lists["places"] or text in lists["objects"] or text in lists["utterances"]
        )
        if is_told or words.has_pronoun(self._place) or (self._state is _State.DEFINITE and text in lists["states"]):
            return 0
        if kind in {"role", "organisation"}:
            return self._becomes(_State.CONSTRUCT)
        is_action = words.is_action(self._place) and not words.is_in(self._place - 1, "given")
        if is_action or self._names >= _NAMES:
            return 0
        self._names += 1
        return self._becomes(_State.NAMED)

    def _goes_on(self) -> bool:
        """Whether a preposition goes on with the phrase (`الباحث في مركز`, `عدد من`, `بيان صادر عن`)."""
        words, place = self._words, self._place
        text, before, following = words.text(place), words.text(place - 1), words.text(place + 1)
        if text == "لدي" and words.is_listed(self._head, "sent"):
            return True
        if text == "من":
            return words.is_listed(before, "counted") or words.kind(following) == "organisation"
        if text == "عن":
            return words.is_listed(before, "of_issue")
        is_counted = words.is_listed(self._head, "counted")
        if text != "في" or text in self._governs or (words.kind(self._head) is None and not is_counted):
            return False
        if following in CLOSING:
            # A place: `وزارة الدفاع في "يريفان"`
            is_office = words.is_listed(self._head, "places_of_work")
            closing = words.closing(place + 1, place + 7)
            return closing is not None and (is_office or closing == place + 3)
        noun = following.removeprefix("ال")
        if not words.is_word(place + 1) or words.is_listed(noun, "occasions") or words.is_in(place + 1, "adverbs"):
            return False
        if words.is_listed(self._head, "places_of_work"):
            return words.kind(noun) != "document"
        return words.is_in(place + 1, "lands") or words.is_in(place + 1, "states") or words.kind(noun) == "organisation"


def without_preposition(text: str, skip: int) -> str:
    """A noun without so many letters in front of it; of للوزارة, without ل, it is الوزارة."""
    return f"ا{text[skip:]}" if text.startswith("لل") and len(text) > 4 else text[skip:]


def _has_article(text: str) -> bool:
    return text.startswith("ال") and len(text) > 3
