"""Prepositions that belong to an Arabic noun phrase and not to its verb: `الأمين العام للمنظمة`, `الباحث في مركز`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.recognition.arabic_extents import sure_to
from tui_reader.recognition.arabic_words import CLOSING, COMMAS

if TYPE_CHECKING:
    from tui_reader.recognition.arabic_extents import Governing
    from tui_reader.recognition.arabic_words import ArabicWords


class Together(NamedTuple):
    """What a word with a preposition in front makes of a phrase."""

    is_part: bool
    is_complete: bool = False
    renews: bool = False
    """Whether names behind it are those of the first noun: `مدير الخدمات بالبلدية أحمد البركاتي`."""

    def __bool__(self) -> bool:
        return self.is_part


_NO_PART = Together(False)


class Complements:
    """Looks at prepositions within a phrase."""

    def __init__(self, words: ArabicWords, governing: Governing) -> None:
        self._words = words
        self._governing = governing
        self._governed = governing.prepositions

    def goes_on(self, place: int, head: str, limit: int) -> bool:
        """Whether a preposition goes on with the phrase (`الباحث في مركز`, `عدد من`, `بيان صادر عن`)."""
        words = self._words
        text, before, following = words.text(place), words.text(place - 1), words.text(place + 1)
        if text == "علي" and words.is_listed(before, "in_charge"):
            # `أكد المشرف على العروض`, but `أكد المشرف على أن`
            return text not in self._governed or words.has_article(place + 1)
        if text == "علي" and words.is_listed(head, "accounts"):
            return words.kind(following) == "organisation"
        if not words.is_preposition(place) or text in self._governed:
            return False
        if text == "لدي" and words.is_listed(head, "sent"):
            return True
        if text == "من":
            is_one_of = words.is_listed(before, "counted") or words.is_listed(head, "counted")
            return is_one_of or words.kind(following) == "organisation"
        if text == "عن":
            return words.is_listed(before, "of_issue")
        is_counted = words.is_listed(head, "counted")
        if text != "في" or (words.kind(head) is None and not is_counted):
            return False
        if following in CLOSING:
            # A place: `وزارة الدفاع في "يريفان"`
            is_office = words.is_listed(head, "places_of_work")
            closing = words.closing(place + 1, place + 7)
            return closing is not None and (is_office or closing == place + 3)
        noun = following.removeprefix("ال")
        if not words.is_word(place + 1) or words.is_listed(noun, "occasions") or words.is_in(place + 1, "adverbs"):
            return False
        if words.has_pronoun(place + 1) and words.kind(following) is None:
            # `الباحثون في دراستهم`
            return False
        if words.is_listed(head, "places_of_work"):
            return words.kind(noun) != "document"
        if words.is_in(place + 1, "lands") or words.is_in(place + 1, "states") or words.kind(noun) == "organisation":
            return True
        return self._names_follow(place + 1, head, limit)

    def _names_follow(self, first: int, head: str, limit: int) -> bool:
        """Whether a name stands behind the phrase that begins here, which can only be that of the noun before it."""
        words = self._words
        if words.kind(head) != "role":
            return False
        for place in range(first, min(first + 6, limit)):
            if not words.is_word(place) or words.is_stop(place) or words.is_verb(place):
                return False
            if place > first and words.has_article(place - 1) and not words.has_article(place):
                return not words.is_action(place) and (
                    words.is_in(place, "given") or words.kind(words.text(place)) == "role"
                )
        return False

    def _is_amidst(self, place: int, head: str, limit: int) -> bool:
        """Whether nouns stand behind it up to what was said: `رئيس اللجنة بالجبيل مطلق النبأ أن`."""
        words, after = self._words, place + 1
        is_title = words.kind(head) == "role" and words.is_word(after) and not words.has_article(after)
        return is_title and sure_to(words, after, limit, self._governing) > after

    def written_together(
        self, place: int, head: str, head_place: int, is_named: bool, has_names: bool, limit: int, is_sure: bool
    ) -> Together | None:
        """The same of ل and ب: `الأمين العام للمنظمة`, but `قال الوزير للصحفيين`; None where it is a name."""
        words, lists = self._words, self._words.lexicon.words
        text = words.text(place)
        rest = text[1:]
        if text.startswith("لل") and len(text) > 4:
            # `وكالة الأناضول للأنباء`
            is_named_for = is_sure or (
                words.kind(head) in {"document", "organisation"} and words.kind(text[2:]) is None
            )
            is_heard = text[2:] in lists["addressees"] or (
                is_named and not is_named_for and not self._is_titled(place, head_place)
            )
            return _NO_PART if is_heard else Together(True, is_complete=True)
        if words.kind(text) is None and (
            rest in lists["addressees"] or words.kind(rest) is not None or rest in lists["fields"]
        ):
            is_issued = words.kind(head) == "document" and place == head_place + 1
            is_heard = (rest in lists["addressees"] and not is_issued) or (has_names and text[0] == "ل")
            return _NO_PART if is_heard else Together(True)
        if len(text) > 4 and words.is_action_text(rest) and not rest.startswith("اي"):
            return Together(True) if is_sure and text[0] == "ل" else _NO_PART
        if text.startswith("بال") and len(text) > 5:
            is_place = words.is_listed(head, "places_of_work") and text[3:] not in lists["occasions"]
            is_office = words.kind(head) is not None and words.is_listed(text[3:], "places")
            is_followed = "ب" not in self._governed and (
                self._names_follow(place, head, limit) or self._is_amidst(place, head, limit)
            )
            if is_place or is_office or is_followed or words.kind(rest) is not None:
                return Together(True, is_complete=True)
            return _NO_PART
        if text[0] == "ب" and len(text) > 4 and words.is_listed(rest, "places") and words.kind(head) is not None:
            # `بلدية المدينة بمحافظة جدة`
            return Together(True, renews=True)
        is_last = not words.is_word(place + 1) or words.is_stop(place + 1)
        is_how = text[0] == "ب" and is_last and words.spelt(place).endswith("ة") and not text.endswith("يه")
        # `بقوة`, `بصراحة`
        return _NO_PART if is_how else None

    def _is_titled(self, place: int, head_place: int) -> bool:
        """Whether a title stands between the name and this: `جاي باريك نائب رئيس شركة فيسبوك للهندسة`."""
        words = self._words
        after = place + 1
        is_last = words.text(after) in COMMAS or words.is_in(after, "complementisers")
        return is_last and any(words.kind(words.text(before)) for before in range(max(head_place, place - 4), place))


def without_preposition(text: str, skip: int) -> str:
    """A noun without so many letters in front of it; of للوزارة, without ل, it is الوزارة."""
    return f"ا{text[skip:]}" if text.startswith("لل") and len(text) > 4 else text[skip:]
