"""What can be told of one Arabic word where it stands: what kind of noun, a verb, with a pronoun at its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.text.harakat import without_harakat

if TYPE_CHECKING:
    from tui_reader.recognition.lexicon import Lexicon
    from tui_reader.recognition.words import Word, Words

CLOSING = {"«": "»", "“": "”", '"': '"', "‹": "›", "„": "“”", "‘": "’"}
"""Marks before a name or a quotation, and what closes them."""
NAME_MARKS = {**CLOSING, "(": ")"}
"""Those around a name right behind a verb: `كتبت (فوربس) أن`."""
COMMAS = frozenset("،,")
_ACTION = re.compile(r"ا[^\Wاوي]\wا\w|ان?\wت?\w\wا\w|است\w{2,3}ا\w|اي\wا\w|ت[^\Wاوي][^\Wا]ي[^\Wاو]|ت\wا\w\w")
"""Patterns of the action nouns of derived forms: افعال, انفعال, افتعال, استفعال, تفعيل, تفاعل."""
_ADVERBIAL = re.compile(r"\w\wي\wا")
"""فعيلا: an adjective, as an adverb or beside an object."""
_FEMININE_VERB = re.compile(r"ت\w{3,}ت|است\w+ت|ان\w{2,}ت|ت\wت[^\Wاوي]\w|تست[^\Wا]\w\w")
"""Verbs of derived forms whose subject is feminine: تأسست, استقالت, تمتلك, تستخدم."""
_ACCUSATIVE = ("ًا", "اً", "ً")
_COMMON = re.compile(r"\w{3,}ات|م\wا\w[يو]\w|ا\w\w?ا\w|\wوا\w\w|\w\wاي\w")
"""Patterns of plurals that are hardly names: فعالات, مفاعيل, أفعال, فواعل, فعائل."""
_VERB = 4
"""Letters of a verb with an ending, at least."""
_INFLECTED = 6
"""Letters of a noun from which an ending can be taken."""
_ENDINGS = {
    "role": ("ان", "ين", "ون", "تان", "تين", "ات"),
    "organisation": ("ان", "ين", "تان", "تين", "تا", "تي", "ات"),
    "document": ("ان", "ين", "تان", "تين", "تا", "تي", "ات"),
}
"""Of the dual and the sound plural."""
_IN_BRACKETS = 8
"""Words between brackets behind a name."""
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_QUOTED_NAME = 5
"""Words of a name between quotation marks."""


class ArabicWords:
    """The words of a text, looked at one by one."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.all: list[Word] = words.all
        self.starts = words.sentence_start
        self.ends = words.sentence_end
        self.lexicon = lexicon
        self._kinds: dict[str, str | None] = {}
        self._stops = frozenset[str]().union(*(lexicon.words[name] for name in _STOPS))

    def text(self, place: int) -> str:
        """A word as it is compared; nothing beyond the text."""
        return self.all[place].text if 0 <= place < len(self.all) else ""

    def spelt(self, place: int) -> str:
        """A word as it is spelt, but for vowel marks."""
        return without_harakat(self.all[place].spelt)

    def is_word(self, place: int) -> bool:
        """Whether letters stand there."""
        return 0 <= place < len(self.all) and self.all[place].is_word

    def is_in(self, place: int, name: str) -> bool:
        """Whether a word is one of a list of the lexicon."""
        return self.text(place) in self.lexicon.words[name]

    def is_listed(self, text: str, name: str) -> bool:
        """The same of a noun, with the article or without."""
        return text.removeprefix("ال") in self.lexicon.words[name]

    def kind(self, text: str) -> str | None:
        """What kind of source a noun is, in the dual and the plural too."""
        known = self.lexicon.kinds.get(text)
        if known is not None or len(text) < _INFLECTED:
            return known
        if text not in self._kinds:
            self._kinds[text] = None if text in self.lexicon.verbs else _kind_inflected(text, self.lexicon.kinds)
        return self._kinds[text]

    def is_preposition(self, place: int) -> bool:
        """Whether it is one; علي, a name, is compared as على is."""
        return self.is_in(place, "prepositions") and not (
            self.text(place) == "علي" and self.all[place].spelt.endswith("ي")
        )

    def is_stop(self, place: int) -> bool:
        """Whether no phrase goes on here, whatever stands before."""
        if self.text(place) == "الان" and self.spelt(place).startswith("أ"):
            # ألان, a name
            return False
        if self.text(place) == "ام" and self.text(place - 1).lstrip("وف") in self.lexicon.verbs:
            # `تقول أم أحمد`: no أم of a question.
            return False
        return self.is_preposition(place) or self.text(place) in self._stops

    def begins_clause(self, place: int) -> bool:
        """Whether a further clause begins here and no phrase goes on: with a verb, or with و and what is no noun."""
        text = self.text(place)
        if _FEMININE_VERB.fullmatch(text):
            return True
        rest = text[1:]
        if text[:1] == "ف" and rest in self.lexicon.words["pronouns"]:
            return True
        if text[:1] != "و" or text in self.lexicon.words["names_with_waw"]:
            return False
        if self.has_pronoun(place) and self.kind(rest) is None:
            # `ومقره لندن`
            return True
        if rest[:1] == "ت" and rest[-1] == "ي" and len(rest) > 3 and not self.is_like_name(rest):
            # `وتوحي`
            return True
        is_verb = rest[:1] == "ي" and len(rest) > 3 and rest not in self.lexicon.words["names_with_yeh"]
        is_verb = is_verb or self.is_feminine_past(place)
        return is_verb or rest in self._stops or rest in self.lexicon.words["prepositions"]

    def is_feminine_past(self, place: int) -> bool:
        """Whether it looks like و and a verb of the past: `ودمرت`."""
        rest = self.text(place)[1:]
        if len(rest) < _VERB or rest[-1] != "ت" or rest[-2] == "ا" or rest[:2] == "ال":
            return False
        return self.spelt(place).endswith("ت") and rest not in self.lexicon.words["states"]

    def is_verb(self, place: int) -> bool:
        """Whether it is a form of a verb of saying that is hardly a noun."""
        text = self.text(place)
        if self.is_in(place, "prepositions"):
            return False
        verb = self.lexicon.verbs.get(text)
        if verb is not None:
            return verb.is_sure and self.is_spelt_as_verb(place) if verb.is_bare else self.kind(text) is None
        return len(text) > 3 and text[0] in "وف" and text[1:] in self.lexicon.verbs and self.kind(text[1:]) is None

    def is_like_present(self, place: int) -> bool:
        """Whether it looks like a verb of the present, `يتردد`, and is no name."""
        text = self.text(place)
        return (
            len(text) > 3
            and text[0] == "ي"
            and text[1] != "ا"
            and text not in self.lexicon.words["names_with_yeh"]
            and self.kind(text) is None
        )

    def is_like_feminine_present(self, place: int) -> bool:
        """The same of `تعزي`."""
        text = self.text(place)
        return len(text) > 3 and text[0] == "ت" and text[-1] == "ي" and not self.is_like_name(text)

    def is_spelt_as_verb(self, place: int) -> bool:
        """A weak verb ends in ى, a noun that looks like it in ي; and أعتقد is not اعتقد."""
        text, spelt = self.text(place), self.spelt(place)
        verb = self.lexicon.verbs.get(text)
        if verb is None:
            verb, spelt = self.lexicon.verbs.get(text[1:]), spelt[1:]
        if verb is None:
            return True
        is_noun = verb.spelt[-1] == "ى" and spelt.endswith("ي")
        return not is_noun and not (verb.spelt[0] == "ا" and spelt.startswith("أ"))

    def has_pronoun(self, place: int) -> bool:
        """Whether a pronoun is written at its end (`استقالته`)."""
        text = self.text(place)
        if (
            text.endswith("الله")
            or text in self.lexicon.words["complementisers"]
            or text in self.lexicon.words["no_pronouns"]
        ):
            # عبدالله, نصرالله
            return False
        if len(text) > 4 and text.endswith(("ها", "هم", "هما")):
            return True
        # Names end in يه: بيليه.
        return len(text) > 3 and text[-1] == "ه" and text[-2] != "ي" and self.spelt(place).endswith("ه")

    def is_action(self, place: int) -> bool:
        """Whether it is what somebody does and no name: `تسجيل`, `استقالة`."""
        text = self.text(place)
        if self.is_action_text(text) or self.all[place].spelt.endswith(_ACCUSATIVE):
            return True
        return self.spelt(place).endswith("ة") and _ACTION.fullmatch(text[:-1]) is not None

    def is_action_text(self, text: str) -> bool:
        """The same of a folded word."""
        if text in self.lexicon.words["action_nouns"]:
            return True
        # The article is no part of a pattern: `الحساب`, `الناس`.
        text = text.removeprefix("ال")
        return _ACTION.fullmatch(text) is not None and text not in self.lexicon.words["no_actions"]

    def is_feminine(self, place: int) -> bool | None:
        """Whether a noun with the article, or a state, is feminine; None where nothing tells."""
        text = self.text(place)
        noun = text.removeprefix("ال")
        if text in self.lexicon.words["masculine"] or noun in self.lexicon.words["masculine"]:
            return False
        if text in self.lexicon.words["feminine"] or noun in self.lexicon.words["feminine"]:
            return True
        has_ending = self.spelt(place).endswith(("ة", "ات")) and text.startswith("ال")
        return True if has_ending else None

    def is_accusative(self, place: int) -> bool:
        """Whether it is written with the ending of an adverb or an object."""
        return self.all[place].spelt.endswith(_ACCUSATIVE)

    def is_heard(self, place: int) -> bool:
        """Whether it is a name in Latin letters with ل in front: `لـCNN`."""
        text = self.text(place)
        return len(text) > 1 and text[0] == "ل" and text[1].isascii()

    def begins_formula(self, place: int) -> bool:
        """Whether a wish begins that stands behind names: `صلى الله عليه وسلم`, `رحمه الله`."""
        text = self.text(place)
        return (
            text in self.lexicon.words["blessings"]
            or (text in self.lexicon.words["wishes"] and self.text(place + 1).startswith("الل"))
            or (text in {"عليه", "عليها", "عليهم"} and self.text(place + 1) in {"السلام", "الصلاه"})
        )

    def past_formula(self, place: int) -> int:
        """Behind a wish that begins here, with what stands around it; here where none does."""
        start = place
        while self.text(place) in {"-", "–", "("} and self.begins_formula(place + 1):
            place += 1
        if not (place < len(self.all) and self.begins_formula(place)):
            return start
        while self.is_in(place, "of_wishes") or self.is_in(place, "wishes") or self.is_in(place, "blessings"):
            place += 1
        return place + (self.text(place) in {"-", "–", ")"})

    def past_brackets(self, place: int) -> int:
        """Behind brackets that begin here and stand around a few words: `شوينك (2012)`; here where none do."""
        if self.text(place) != "(":
            return place
        inside = range(place + 2, min(place + 2 + _IN_BRACKETS, len(self.all)))
        closing = next((behind for behind in inside if self.text(behind) == ")"), None)
        return place if closing is None else closing + 1

    def before_brackets(self, place: int) -> int:
        """Before brackets that end here and stand around a few words: `توخل (44 عاما)`; here where none do."""
        if self.text(place) != ")":
            return place
        inside = range(place - 2, max(-1, place - 2 - _IN_BRACKETS), -1)
        opening = next((before for before in inside if self.text(before) == "("), None)
        is_aside = opening is not None and any(self.is_word(within) for within in range(opening, place))
        return opening - 1 if opening and (is_aside or self.is_dated(opening)) else place

    def is_dated(self, place: int) -> bool:
        """Whether brackets begin here that end with a year: `(2012)`, `(ابن خلدون 2012)`."""
        end = self.past_brackets(place)
        return end > place and _YEAR.fullmatch(self.text(end - 2)) is not None

    def is_accusative_object(self, place: int) -> bool:
        """Whether its ending says that it is no subject: `انعكاسا`, `كبيرا`, with the sign or without."""
        if self.is_accusative(place):
            return True
        text = self.text(place)
        return (
            len(text) > 4
            and text[-1] == "ا"
            and text not in self.lexicon.words["states"]
            and not (self.is_in(place, "given") or text.endswith("ها"))
            and (
                self.is_action_text(text[:-1])
                or self.kind(text[:-1]) == "role"
                or _ADVERBIAL.fullmatch(text) is not None
            )
        )

    def is_like_common(self, place: int) -> bool:
        """Whether a word without the article is rather a noun than a name: by its form, or as it is known for one."""
        text, spelt = self.text(place), self.spelt(place)
        return (
            spelt.endswith("ة")
            or text in self.lexicon.words["common"]
            or self.kind(text) is not None
            or _COMMON.fullmatch(text) is not None
            or (text[-1] == "و" and len(text) >= _INFLECTED - 1 and self.has_article(place + 1))
        )

    def is_like_name(self, text: str) -> bool:
        """Whether a word is known for something else than a verb."""
        lists = self.lexicon.words
        return self.kind(text) is not None or text in lists["given"] or text in lists["no_actions"]

    def has_article(self, place: int) -> bool:
        """Whether a word begins with the article; ألمانية, without one, is compared as المانية."""
        return self.text(place).startswith("ال") and not self.spelt(place).startswith(("أ", "إ", "آ"))

    def is_object(self, place: int) -> bool:
        """Whether a noun with the article is rather what somebody speaks of."""
        text = self.text(place)
        return text.startswith("ال") and (self.is_listed(text, "objects") or self.is_listed(text, "action_nouns"))

    def closing(self, place: int, limit: int) -> int | None:
        """Where the mark that opens here is closed again, if it stands around a few words."""
        marks = NAME_MARKS[self.text(place)]
        if self.text(place) == "(" and any(not self.is_word(place + inside) for inside in (1, 2)):
            # `(ص140)`, `(2014)`, `(فوربس)`
            return place + 2 if self.is_word(place + 1) and self.text(place + 2) == ")" else None
        for closing in range(place + 2, min(place + 2 + _QUOTED_NAME, limit, len(self.all))):
            if self.text(closing) in marks:
                return closing
        return None


def has_article(text: str) -> bool:
    """Whether a folded word can have the article."""
    return text.startswith("ال") and len(text) > 3


def _kind_inflected(text: str, kinds: dict[str, str]) -> str | None:
    for length in (3, 2):
        ending, stem = text[-length:], text[:-length]
        if ending in _ALL_ENDINGS:
            for noun in (stem, f"{stem}ه"):
                kind = kinds.get(noun)
                if kind is not None and ending in _ENDINGS.get(kind, ()):
                    return kind
    return None


_ALL_ENDINGS = frozenset(ending for endings in _ENDINGS.values() for ending in endings)
_STOPS = ("complementisers", "pronouns", "relatives", "conjunctions", "particles", "adverbs")
