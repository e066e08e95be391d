"""Where an Arabic noun phrase ends that names a speaker, told without a parser.

A phrase is a construct that one noun with the article, or a name, makes complete (`وزير الخارجية`); then come
adjectives, which have the article too, then names (`وزير الخارجية الفرنسي جان دوفال`). A noun without the article
behind a complete phrase that is no name is the object of the verb (`أعلنت الوزارة تسجيل ...`).
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.recognition.attributed import Phrase

if TYPE_CHECKING:
    from tui_reader.recognition.lexicon import Lexicon
    from tui_reader.recognition.words import Words

LONGEST = 26
"""Words of a phrase. Longer ones are not what they seem."""
_QUOTED_NAME = 5
"""Words of a name between quotation marks."""
_NAMES = 5
"""Words of a name of a person."""
_OPENING, _CLOSING = "«“\"‹„'‘", "»”\"›“'’"
_CLOSES = {"«": "»", "“": "”", '"': '"', "‹": "›", "„": "“”", "'": "'", "‘": "’"}
_ACTION = re.compile(r"ا[^\Wاوي][^\W]ا[^\W]|ان?[^\W]ت?[^\W]{2}ا[^\W]|است[^\W]{2,3}ا[^\W]|ت[^\Wاوي][^\Wاوي]ي[^\Wاون]")
"""Patterns of the action nouns of derived forms: افعال, افتعال, استفعال, تفعيل, تفعّل."""
_FEMININE_PAST = re.compile(r"ت\w{3,}ت|است\w+ت|ان\w{2,}ت")
"""Verbs of derived forms whose subject is feminine: تأسست, استقالت."""
_ACCUSATIVE = "ًا"


class _State(Enum):
    CONSTRUCT = "waits for what completes it"
    OPEN = "without the article, adjectives without it may follow"
    DEFINITE = "complete"
    NAMED = "a name"


class Ended(NamedTuple):
    """A phrase and where the text goes on."""

    phrase: Phrase | None
    after: int


class NounPhrases:
    """Finds phrases in the words of one text."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self._words = words.all
        self._ends = words.sentence_end
        self._lexicon = lexicon
        self._lists = lexicon.words

    # Single words

    def text(self, place: int) -> str:
        """A word as it is compared; nothing beyond the text."""
        return self._words[place].text if 0 <= place < len(self._words) else ""

    def is_stop(self, place: int) -> bool:
        """Whether no phrase goes on here, whatever stands before."""
        text = self.text(place)
        lists = self._lists
        if text in lists["prepositions"]:
            # Ali, a name, folds to the same as the preposition.
            return not (text == "علي" and self._words[place].spelt.endswith("ي"))
        return (
            text in lists["complementisers"]
            or text in lists["pronouns"]
            or text in lists["relatives"]
            or text in lists["conjunctions"]
            or text in lists["particles"]
            or text in lists["adverbs"]
        )

    def kind(self, text: str) -> str | None:
        """What kind of source a noun is."""
        return self._lexicon.kinds.get(text)

    def is_verb(self, place: int) -> bool:
        """Whether it is a form of a verb of saying that is hardly a noun."""
        text = self.text(place)
        if text in self._lists["prepositions"]:
            return False
        verb = self._lexicon.verbs.get(text)
        if verb is not None and not text.startswith("ال"):
            if verb.is_bare:
                return verb.is_sure and self.spelt_as_verb(place)
            return self.kind(text) is None
        if text[:1] in {"و", "ف"} and len(text) > 3:
            rest = text[1:]
            inner = self._lexicon.verbs.get(rest)
            return inner is not None and self.kind(rest) is None
        return False

    def spelt_as_verb(self, place: int) -> bool:
        """A weak verb ends in ى, a noun that looks like it in ي; and أعتقد is not اعتقد."""
        text, spelt = self.text(place), self._words[place].spelt
        verb = self._lexicon.verbs.get(text)
        if verb is None:
            verb, spelt = self._lexicon.verbs.get(text[1:]), spelt[1:]
        if verb is None:
            return True
        if verb.spelt[-1] == "ى" and spelt.endswith("ي"):
            return False
        return not (verb.spelt[0] == "ا" and spelt.startswith("أ"))

    def has_pronoun(self, place: int) -> bool:
        """Whether a pronoun is written at its end (`استقالته`)."""
        text, spelt = self.text(place), self._words[place].spelt
        if text.endswith(("ها", "هم", "هما")) and len(text) > 4:
            return True
        return (
            text.endswith("ه")
            and len(text) > 3
            and spelt.rstrip("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")[-1:] == "ه"
        )

    def is_action(self, place: int) -> bool:
        """Whether it is what somebody does and no name: `تسجيل`, `استقالة`."""
        spelt = self._words[place].spelt
        text = self.text(place)
        if self.is_action_text(text):
            return True
        if spelt.endswith((_ACCUSATIVE, "اً")):
            return True
        return spelt.endswith("ة") and _ACTION.fullmatch(text[:-1]) is not None

    def is_action_text(self, text: str) -> bool:
        """The same of a folded word."""
        return text in self._lists["action_nouns"] or (_ACTION.fullmatch(text) is not None and text not in _NO_ACTION)

    def is_object(self, place: int) -> bool:
        """Whether a noun with the article is rather what somebody speaks of."""
        text = self.text(place)
        return text.startswith("ال") and (text[2:] in self._lists["objects"] or text[2:] in self._lists["action_nouns"])

    # Phrases

    def at(self, first: int, *, appositions: bool = True, before: int | None = None, skip: int = 0) -> Ended:
        """The phrase that begins with a word, if that can begin one; `before` a place, without letters in front."""
        limit = min(first + LONGEST, self._ends[first] if first < len(self._ends) else 0)
        limit = limit if before is None else min(limit, before)
        state, place = _State.OPEN, first
        names = definite_names = 0
        head = ""
        first_noun = first
        while place < limit:
            word = self._words[place]
            text = word.text
            if not word.is_word:
                step = self._past_mark(place, first, limit, state)
                if step == place:
                    break
                if text in _OPENING:
                    state, names = _State.NAMED, names + 1
                place = step
                continue
            previous = self.text(place - 1) if place > first else ""
            if place > first and text in self._lists["connectors"]:
                state = _State.CONSTRUCT
                place += 1
                continue
            if self._goes_on(place, previous, head):
                state, names = _State.CONSTRUCT, 0
                place += 1
                continue
            if self.is_stop(place) or (
                place > first and (self.is_verb(place) or text in self._lists["demonstratives"])
            ):
                break
            if place > first and (_FEMININE_PAST.fullmatch(text) or (text[0] == "و" and self._begins_clause(text[1:]))):
                break
            joined = place > first and text[0] == "و" and len(text) > 2 and not self._is_name_with_waw(text)
            bare = text[1:] if joined and (text[1:3] == "ال" or self.kind(text[1:])) else text
            if place == first and text in self._lists["demonstratives"]:
                place += 1
                first_noun = place
                continue
            if place == first_noun:
                bare = self.without_preposition(text, skip) if skip else text
            if place == first_noun or bare is not text:
                if place > first and bare in self._lists["objects"]:
                    break
                kind = self.kind(bare)
                head = head or bare
                definite = bare.startswith("ال") and len(bare) > 3
                if definite or self.has_pronoun(place):
                    state = _State.DEFINITE
                elif bare in self._lists["states"]:
                    state = _State.DEFINITE
                elif kind == "anonymous":
                    state = _State.OPEN
                elif kind is not None:
                    state = _State.CONSTRUCT
                else:
                    state, names = _State.NAMED, 1
                place += 1
                continue
            definite = text.startswith("ال") and len(text) > 3
            kind = self.kind(text)
            if definite:
                if state is _State.NAMED:
                    if definite_names == 2 or self.is_object(place) or kind == "organisation":
                        break
                    definite_names += 1
                    if kind == "role":
                        state, names = _State.DEFINITE, 0
                elif state is _State.DEFINITE and self.is_object(place):
                    break
                elif state is not _State.NAMED:
                    state = _State.DEFINITE
                place += 1
                continue
            if text.startswith("لل") and len(text) > 4:
                if text[2:] in self._lists["addressees"] or state is _State.NAMED:
                    break
                state = _State.DEFINITE
                place += 1
                continue
            if text[0] in "لب" and len(text) > 3 and self._is_clitic(text, state, previous):
                if text[1:] in self._lists["addressees"] or names or self.is_action_text(text[1:]):
                    break
                state = _State.CONSTRUCT
                place += 1
                continue
            if text[0] in "بل" and len(text) > 4 and text not in _NAMES_WITH_LAM and self.is_action_text(text[1:]):
                break
            if text.startswith("بال") and len(text) > 5:
                works = head.removeprefix("ال") in self._lists["places_of_work"]
                if self.kind(text[1:]) is None and (not works or text[3:] in self._lists["occasions"]):
                    break
                state = _State.DEFINITE
                place += 1
                continue
            if state is _State.CONSTRUCT:
                if kind == "role" or kind == "organisation":
                    place += 1
                    continue
                state = _State.DEFINITE if self.has_pronoun(place) else _State.NAMED
                names += state is _State.NAMED
                place += 1
                continue
            if text[0] == "ل" and len(text) > 4 and state is _State.DEFINITE and not kind:
                state = _State.CONSTRUCT
                place += 1
                continue
            if state is _State.OPEN and head.endswith(("ون", "ين")) and not text.endswith(("ون", "ين")):
                break
            if state is _State.OPEN:
                # An adjective (`مصدر مطلع`), or what completes it (`مصادر أمنية`, `بعض الرواة`).
                if self.has_pronoun(place) or (self.is_action(place) and self.kind(head) != "anonymous"):
                    break
                state = _State.CONSTRUCT if kind else _State.OPEN
                place += 1
                continue
            if state is _State.DEFINITE and text in self._lists["states"]:
                break
            if kind == "document" or text in self._lists["objects"] or text in self._lists["utterances"]:
                break
            if kind in {"role", "organisation"} and not self.has_pronoun(place):
                state = _State.CONSTRUCT
                place += 1
                continue
            if self.is_action(place) or self.has_pronoun(place) or names >= _NAMES:
                break
            state = _State.NAMED
            names += 1
            place += 1
        last = place - 1
        while last > first and not self._words[last].is_word and self._words[last].text not in _CLOSING:
            last -= 1
        if last < first or not self._is_phrase(first, last):
            return Ended(None, first)
        kind_found = self._kind_of(head, names)
        if self.text(first) in _OPENING and self.text(last) in _CLOSES[self.text(first)] and last - first > 1:
            # Marks around all of it are not part of the name.
            return Ended(Phrase(first + 1, last - 1, kind_found, 0.8), last + 1)
        after = last + 1
        if appositions and self.text(after) in {"،", ","}:
            more = self._apposition(after + 1, kind_found, names)
            if more is not None:
                last, after = more, more + 1
                kind_found = "named" if kind_found in {"role", "named"} else kind_found
        return Ended(Phrase(first, last, kind_found, 0.8, skip), after)

    def _is_phrase(self, first: int, last: int) -> bool:
        word = self._words[first]
        if not word.is_word:
            return last > first
        return len(word.text) > 1 or last > first

    def _kind_of(self, head: str, names: int) -> str:
        kind = self.kind(head)
        if kind == "role" and names:
            return "named"
        if kind is not None:
            return kind
        return "named" if names else "unknown"

    def without_preposition(self, text: str, skip: int) -> str:
        """A noun without letters in front of it: of للوزارة and ل it is الوزارة."""
        rest = text[skip:]
        return f"ا{rest}" if text.startswith("لل") and len(text) > 4 else rest

    def _begins_clause(self, rest: str) -> bool:
        """Whether a word behind و is a verb or a particle, and no further speaker."""
        if any(
            rest in self._lists[name]
            for name in ("particles", "relatives", "pronouns", "complementisers", "prepositions")
        ):
            return True
        return rest[:1] == "ي" and len(rest) > 3 and rest not in _NAMES_WITH_YEH

    def _is_name_with_waw(self, text: str) -> bool:
        return text in _NAMES_WITH_WAW

    def _is_clitic(self, text: str, state: _State, previous: str) -> bool:
        """Whether ل or ب at the front is the preposition: what follows is a noun of ours."""
        if text in _NAMES_WITH_LAM or self.kind(text) is not None:
            return False
        rest = text[1:]
        return rest in self._lists["addressees"] or self.kind(rest) is not None or rest in _COMMON_AFTER_LAM

    def _goes_on(self, place: int, previous: str, head: str) -> bool:
        """Whether a preposition goes on with the phrase (`الباحث في مركز`, `عدد من`, `بيان صادر عن`)."""
        text, following = self.text(place), self.text(place + 1)
        bare = previous.removeprefix("ال")
        if text == "في":
            noun = following.removeprefix("ال")
            if noun in self._lists["occasions"] or following in self._lists["adverbs"] or self.kind(noun) == "document":
                return False
            if following in _OPENING:
                # A place: `وزارة الدفاع في "يريفان"`
                return self._closing(place + 1, place + 5) == place + 3 and self.kind(head) is not None
            if not following[:1].isalpha():
                return False
            is_place = following in self._lists["states"] or self.kind(noun) == "organisation"
            return head.removeprefix("ال") in self._lists["places_of_work"] or (
                is_place and self.kind(head) is not None
            )
        if text == "من":
            return bare in self._lists["counted"] or self.kind(following) == "organisation"
        if text == "عن":
            return bare in self._lists["of_issue"]
        return False

    def _past_mark(self, place: int, first: int, limit: int, state: _State) -> int:
        """Behind a mark that belongs to the phrase, or its own place where that ends it."""
        word = self._words[place]
        text = word.text
        if text == "." and place > first and place + 1 < limit and len(self.text(place - 1)) == 1:
            return place + 1
        if text == "-" and place > first and place + 1 < limit:
            before, after = self._words[place - 1], self._words[place + 1]
            if before.end == word.start and after.start == word.end and after.is_word:
                return place + 1
        if text in _OPENING:
            closing = self._closing(place, limit)
            if closing is None:
                return place
            inside = range(place + 1, closing)
            is_called = place > first and self.kind(self.text(place - 1)) is not None
            if not is_called and any(
                self.is_verb(inner) or self.text(inner) in self._lists["particles"] for inner in inside
            ):
                return place
            if place == first or is_called or state is not _State.OPEN:
                return closing + 1
        return place

    def _closing(self, place: int, limit: int) -> int | None:
        limit = min(limit, len(self._words))
        marks = _CLOSES[self.text(place)]
        for closing in range(place + 2, min(place + 2 + _QUOTED_NAME, limit)):
            if self.text(closing) in marks:
                return closing
        return None

    def _apposition(self, place: int, kind: str, names: int) -> int | None:
        """The last word of the apposition that begins here, if it is one: `رئيس المجلس، شارل ميشيل، ...`."""
        if place >= len(self._words) or self.is_stop(place) or self.is_verb(place):
            return None
        text = self.text(place)
        ending = self._words[place].spelt
        if text[:1] in {"ل", "ب"} and (text[1:] in self._lists["addressees"] or self.kind(text[1:])):
            return None
        if (text[:1] in {"و", "ف"} and self.kind(text[1:])) or ending.endswith((_ACCUSATIVE, "اً")):
            return None
        found = self.at(place, appositions=False)
        phrase = found.phrase
        if phrase is None:
            return None
        last = phrase.last
        if text in _OPENING:
            last = found.after - 1
            if self.text(last) not in _CLOSING:
                return None
        is_role_then_name = kind == "role" and phrase.kind in {"named", "unknown"} and phrase.last - place < 6
        is_name_then_role = kind == "named" and self.kind(text) in {"role", "organisation"}
        if not (is_role_then_name or is_name_then_role):
            return None
        after = found.after
        follows = self.text(after)
        if follows in {"،", ",", ":", "("} or follows in self._lists["complementisers"] or follows in _OPENING:
            return last
        if text in _OPENING and (after >= len(self._words) or self._ends[after] == after):
            return last
        return last if self.is_stop(after) and is_name_then_role else None


_NO_ACTION = frozenset(
    "ايران اسلام الهام اكرام اسرار اشجان ارمان تميم تكريت تنظيم تقرير تقارير تحقيق تحليل اعلام اقليم".split()
)
_NAMES_WITH_WAW = frozenset(
    [
        "وليد",
        "واءل",
        "وايل",
        "وسيم",
        "ويليام",
        "وليم",
        "وودرو",
        "ويتكوف",
        "واشنطن",
        "وارسو",
        "وهبه",
        "وفاء",
        "وداد",
        "ويلسون",
        "وولف",
        "والتر",
        "وانغ",
        "وانج",
        "وفيق",
        "وجدي",
        "وهران",
        "ويكيبيديا",
        "وكاله",
        "وكالات",
        "وكيل",
        "وزير",
        "وزيره",
        "وزراء",
        "وزاره",
        "وسائل",
        "وثيقه",
        "وثاءق",
        "والد",
        "والده",
        "والده",
    ]
)
_NAMES_WITH_YEH = frozenset(
    "يوسف ياسر يحيي يعقوب يونس ياسين يزيد يسري يوري يوهان يونيسف يومنا يمني يمنيه يونان يابان يهود".split()
)
_NAMES_WITH_LAM = frozenset(
    [
        "لجنه",
        "لجان",
        "لواء",
        "ليبيا",
        "لبنان",
        "لندن",
        "لافروف",
        "لوران",
        "لويس",
        "ليلي",
        "لاعب",
        "لاعبه",
        "لحود",
        "لوكسمبورغ",
        "لوموند",
        "بيان",
        "بلديه",
        "بوتين",
        "بايدن",
        "باحث",
        "باحثه",
        "بنك",
        "بلاغ",
        "باريس",
        "بكين",
        "برلين",
        "بغداد",
        "بيروت",
        "بيرنز",
        "بلينكن",
        "بحث",
        "بعض",
        "بعثه",
        "برلمان",
        "بورصه",
    ]
)
_COMMON_AFTER_LAM = frozenset(
    [
        "شوون",
        "حقوق",
        "امن",
        "امين",
        "مكافحه",
        "حمايه",
        "رعايه",
        "دراسات",
        "بحوث",
        "تنميه",
        "دعم",
        "عمليات",
        "علوم",
        "ادب",
    ]
)
