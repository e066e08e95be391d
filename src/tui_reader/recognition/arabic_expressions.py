"""What attributes in Arabic besides verbs: fixed expressions (`وفقا ل`), documents (`جاء في بيان`), nouns (`مزاعم`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.recognition.arabic_complements import without_preposition
from tui_reader.recognition.arabic_phrases import phrase_at
from tui_reader.recognition.arabic_words import COMMAS
from tui_reader.recognition.attributed import Attributed, Phrase
from tui_reader.text.clitics import skips, without_pronoun

if TYPE_CHECKING:
    from tui_reader.recognition.arabic_forms import Forms
    from tui_reader.recognition.arabic_said import Said
    from tui_reader.recognition.arabic_words import ArabicWords

_BEFORE = 16
"""Words of a sentence before what is relayed in it."""
_OBJECT = 8
"""Words between where something stands and what does."""


class Expressions:
    """Looks for what attributes and is no verb."""

    def __init__(self, words: ArabicWords, said: Said, forms: Forms) -> None:
        self._words = words
        self._text = words.text
        self._lists = words.lexicon.words
        self._stances = words.lexicon.stances
        self._said = said
        self._forms = forms

    def at(self, place: int) -> Attributed | None:
        """What attributes from this word on."""
        return self._expression(place) or self._document(place) or self._restated(place) or self._noun(place)

    def _expression(self, place: int) -> Attributed | None:
        text = self._text(place)
        if text == "فحسب":
            return None
        for skip in skips(text):
            for kind in ("with_verb", "plain", "to"):
                for expression in self._words.lexicon.expressions[kind].get(text[skip:], ()):
                    found = self._expressed(kind, place, skip, expression)
                    if found is not None:
                        return found
        return None

    def _expressed(self, kind: str, place: int, skip: int, expression: tuple[str, ...]) -> Attributed | None:
        last = place + len(expression) - 1
        if any(self._text(place + number) != word for number, word in enumerate(expression[1:], 1)):
            return self._with_pronoun(place, last, skip, expression) if kind == "plain" else None
        if expression == ("علي", "ما") and self._words.is_word(place - 1):
            # `اطلع على ما نشر`, but `، على ما ذكر الوزير`
            return None
        if kind == "with_verb" and self._text(last + 1) in self._lists["stands"]:
            return self._as_it_stands(place, last + 1, skip)
        if kind == "with_verb":
            form = self._forms.at(last + 1)
            if form is None:
                return None
            return Attributed(place, last + 1, form.verb.stance, 0.9, self._sources(last + 2), skip, is_tag=True)
        following = self._text(last + 1)
        said = following.removeprefix("ل") if kind == "to" else following
        if said in self._lists["nouns"] or said in self._lists["sayings"]:
            # `نقلا عن تصريحات`, `على حد قول`: what was said, and not who said it.
            return Attributed(place, last + 1, self._stance(said), 0.85, self._sources(last + 2), skip, is_tag=True)
        if self._is_saying_of(last + 1):
            return Attributed(place, last + 1, self._stance(without_pronoun(following)), 0.85, (), skip, is_tag=True)
        if expression[-1] == "حد":
            return None
        if kind == "to":
            return self._according_to(place, last, skip)
        relayed = self._published(last + 1)
        if relayed is not None:
            return Attributed(place, relayed, "neutral", 0.85, self._sources(relayed + 1), skip, is_tag=True)
        if expression == ("حسب",) and following.endswith("ون"):
            # `وحسب كثيرون أن`: they thought.
            return None
        phrase = phrase_at(self._words, last + 1).phrase
        if phrase is None or (expression[0] == "استنادا" and phrase.kind in {"unknown", "named"}):
            return None
        score = 0.85
        if len(expression) == 1 and phrase.kind in {"unknown", "named"}:
            # `حسب الطلب`, `وفق خطة`, `حسب المساحة`, `حسب عدد الركاب`
            is_definite = self._text(last + 1).startswith("ال") and expression[0] == "حسب"
            is_name = (expression[0] != "وفق" and not is_definite) or self._words.is_in(last + 1, "given")
            is_name = is_name and not self._words.is_listed(self._text(last + 1), "accordance")
            score = 0.65 if is_name or self._is_aside(place, phrase) else 0.4
        return Attributed(place, last, self._stance(expression[-1]), score, (phrase,), skip, is_tag=True)

    def _is_aside(self, place: int, phrase: Phrase) -> bool:
        """Whether an expression stands between commas with one who can only be a name: `، وفق الريماوي، `."""
        words = self._words
        is_alone = phrase.first == phrase.last and words.spelt(phrase.first).endswith("ي")
        after = phrase.last + 1
        is_between = self._said.before(place) in COMMAS and (self._text(after) in COMMAS or words.ends[place] == after)
        return is_alone and is_between

    def _published(self, place: int) -> int | None:
        """The verb by which a document is somebody's: `بحسب بيان نقلته وكالة`, with who published it behind it."""
        words = self._words
        if words.kind(self._text(place)) != "document" or words.has_article(place):
            return None
        for verb in (place + 1, place + 2):
            bare = without_pronoun(self._text(verb))
            if bare != self._text(verb) and bare in self._lists["publishing"] and self._sources(verb + 1):
                return verb
        return None

    def _as_it_stands(self, place: int, last: int, skip: int) -> Attributed | None:
        """`وفقا لما جاء في البيان`, `طبقا لما ورد بموقع`"""
        following = self._text(last + 1)
        if following == "في":
            phrase = phrase_at(self._words, last + 2).phrase
        else:
            phrase = phrase_at(self._words, last + 1, skip=1).phrase if following.startswith("ب") else None
        return None if phrase is None else Attributed(place, last, "neutral", 0.85, (phrase,), skip, is_tag=True)

    def _with_pronoun(self, place: int, last: int, skip: int, expression: tuple[str, ...]) -> Attributed | None:
        """`في رأيه`, `من وجهة نظرهم`: the pronoun says who."""
        words = [self._text(place + number) for number in range(1, len(expression))]
        if not words or without_pronoun(words[-1]) != expression[-1] or words[:-1] != [*expression[1:-1]]:
            return None
        return Attributed(place, last, "neutral", 0.85, (), skip, is_tag=True)

    def _is_saying_of(self, place: int) -> bool:
        """`قوله`, `تعبيرهم`"""
        text = self._text(place)
        bare = without_pronoun(text)
        return bare != text and bare in self._lists["sayings"]

    def _according_to(self, place: int, last: int, skip: int) -> Attributed | None:
        first = last + 1
        following = self._text(first)
        if following == "ل":
            phrase = phrase_at(self._words, first + 1).phrase
        elif len(following) > 2 and following[0] == "ل" and following != "لما":
            phrase = phrase_at(self._words, first, skip=1).phrase
        else:
            return None
        if phrase is None:
            return None
        noun = without_preposition(self._text(phrase.first), phrase.skip)
        is_speaker = self._words.kind(noun) is not None
        if self._words.is_listed(noun, "accordance") or (noun.startswith("ال") and not is_speaker):
            # `وفقا للقانون`, `وفقا للحالة`: by what, and hardly by whom.
            return None
        return Attributed(place, last, "neutral", 0.9 if is_speaker else 0.7, (phrase,), skip, is_tag=True)

    def _stance(self, word: str) -> str:
        verb = self._words.lexicon.verbs.get(word)
        return self._stances.get(word, verb.stance if verb is not None else "neutral")

    def _sources(self, place: int) -> tuple[Phrase, ...]:
        phrase = phrase_at(self._words, place).phrase
        return () if phrase is None else (phrase,)

    def _document(self, place: int) -> Attributed | None:
        """`جاء في بيان أن`: what is said there follows."""
        text = self._text(place)
        skip = int(text[0] in "وف" and text[1:] in self._lists["stands"])
        if text[skip:] not in self._lists["stands"] or self._text(place + 1) != "في":
            return None
        found = phrase_at(self._words, place + 2)
        content = self._said.content(found.after, _OBJECT)
        if found.phrase is None or content is None:
            return None
        is_known = content <= 1 or found.phrase.kind == "document"
        score = 0.85 if is_known else 0.6 if found.phrase.kind != "unknown" else 0.4
        return Attributed(place, place, "neutral", score, (found.phrase,), skip)

    def _noun(self, place: int) -> Attributed | None:
        text = self._text(place)
        for skip in skips(text, "وفبك"):
            noun = text[skip:]
            bare = without_pronoun(noun)
            if bare != noun and bare in self._lists["sayings"]:
                # `رأينا أن`: we saw, and not our opinion.
                behind = self._past_wish(place + 1)
                is_said = self._said.content(behind, 1) is not None or self._is_located(behind)
                is_said = is_said and not noun.endswith("نا")
                is_scripture = self._words.is_in(place + 1, "of_wishes")
                found = Attributed(place, place, self._stance(bare), 0.7, (), skip, is_nameless=is_scripture)
                return found if is_said else None
            is_deed = bare != noun and (bare in self._lists["deeds"] or f"{bare[:-1]}ه" in self._lists["deeds"])
            if is_deed and self._said.opens_quote_behind(place):
                # `مع دعوتها إلى "..."`
                return Attributed(place, place, "neutral", 0.6, (), skip)
            if noun in self._lists["held"]:
                # `الرأي القائل بأن`
                following = self._text(place + 1)
                is_told = self._words.is_in(place + 1, "complementisers") or self._said.opens_quote(place + 1)
                is_held = is_told or (following[:1] == "ب" and len(following) > 3)
                return Attributed(place, place, "neutral", 0.7, (), skip, is_nameless=True) if is_held else None
            if noun in self._lists["deeds"]:
                return self._deed(place, skip)
            if noun in self._lists["nouns"]:
                return self._uttered(place, skip, self._stances[noun])
        return None

    def _past_wish(self, place: int) -> int:
        """Behind `تعالى`, `ﷺ` and the like."""
        while self._words.is_in(place, "of_wishes"):
            place += 1
        return self._words.past_formula(place)

    def _is_located(self, place: int) -> bool:
        """Whether a colon comes behind where it is said: `كقوله في ص٧٨:`."""
        return self._text(place) == "في" and any(self._text(colon) == ":" for colon in range(place + 2, place + 5))

    def _restated(self, place: int) -> Attributed | None:
        """A verb with the noun that says what is said: `جددت التأكيد على`, `تم الإعلان عن`."""
        text, restating = self._text(place), self._lists["restating"]
        skip = int(text not in restating)
        if skip and (text[1:] not in restating or text[0] not in "وف"):
            return None
        noun = self._text(place + 1)
        after = self._text(place + 2)
        if noun[:2] != "ال" or noun[2:] not in self._lists["restated"] or after not in {"علي", "عن", "ان", "من"}:
            return None
        return Attributed(place, place + 1, "neutral", 0.75, (), skip)

    def _uttered(self, place: int, skip: int, stance: str) -> Attributed | None:
        """`تصريحات الوزير`, `مزاعم "يريفان"`"""
        words, first = self._words, place + 1
        if words.is_in(first, "of_statements") or (stance == "neutral" and self._said.before(place) == "في"):
            # `في تصريح صحفي`: where, not who.
            return None
        phrase = phrase_at(words, first).phrase
        if (
            phrase is None
            or words.is_verb(first)
            or (self._text(first)[0] in "لب" and not words.kind(self._text(first)))
            or words.is_like_present(first)
            or (words.has_pronoun(first) and words.is_action_text(without_pronoun(self._text(first))))
        ):
            return None
        if stance == "neutral" and not self._is_told(place, phrase.last + 1):
            # `أغضبته تصريحات الوزير`: not what he says.
            return None
        is_unlike = phrase.kind == "unknown" or words.has_pronoun(first) or words.spelt(first).endswith("ة")
        is_unlike = is_unlike and phrase.kind in {"unknown", "named"}
        if is_unlike and stance == "neutral":
            return None
        return Attributed(place, place, stance, 0.55 if is_unlike else 0.65, (phrase,), skip, is_noun=True)

    def _deed(self, place: int, skip: int) -> Attributed | None:
        """`قول المعارضة بأن`, `دعوة المعارضة إلى`"""
        words = self._words
        found = phrase_at(words, place + 1)
        after = words.past_formula(found.after)
        is_called = self._text(place)[skip:] == "دعوه" and self._text(after) == "الي"
        is_said = self._said.content(after, 1) is not None or is_called
        if found.phrase is None or not is_said or found.phrase.kind == "unknown" or self._said.before(place) in {"حد"}:
            return None
        return Attributed(place, place, "neutral", 0.6, (found.phrase,), skip, is_noun=True)

    def _is_told(self, place: int, after: int) -> bool:
        """Whether what was stated follows, or somebody relays it."""
        if self._said.content(after, 2) is not None:
            return True
        start = max(self._words.starts[place], place - _BEFORE)
        forms = (self._forms.at(before) for before in range(place - 1, start - 1, -1) if self._words.is_word(before))
        return any(form is not None and form.verb.lemma in self._lists["relaying"] for form in forms)
