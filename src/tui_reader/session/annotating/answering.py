"""What a tagset asks about an annotation and its links, what is answered, and how an answer is changed.

The questions are those of the annotation's tags and of its links. What is answered that nobody asks stands behind
them: it came from another tagset, is shown, and stays. Every answer is a change of its own, which can be taken back.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader import language
from tui_reader.annotations.changes import Update
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.tagset import Attribute, Kind, in_language, same_answer, value_words
from tui_reader.language import listed, tr
from tui_reader.session.refused import Refused
from tui_reader.text.excerpt import isolated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.annotations.tagset import Tagset
    from tui_reader.session.entries import Entry
    from tui_reader.session.links import Link
    from tui_reader.session.reader import ReaderSession

_DIGITS_AND_SIGNS = str.maketrans({"٫": ".", "−": "-", "\u200e": "", "\u200f": "", "\u061c": ""})
_WHOLE = re.compile(r"[+-]?\d{1,15}")


class Question(NamedTuple):
    """One thing that may be said about an annotation or a link, and what is said."""

    item: Annotation | Relation
    name: str
    attribute: Attribute | None
    """None where the tagset asks no such thing of it."""
    answer: Any
    """A JSON value; None where there is no answer."""
    link: Link | None = None
    """The link it is about, as it is seen from the annotation; None where it is about the annotation itself."""

    @property
    def shown_name(self) -> str:
        """What it is called on the screen."""
        names = {} if self.attribute is None else self.attribute.names
        return in_language(names, language.current(), self.name)

    @property
    def guidance(self) -> str:
        """A line of help; empty where there is none."""
        return "" if self.attribute is None else in_words(self.attribute)

    @property
    def choices(self) -> tuple[Any, ...]:
        """The answers to choose from; empty where one writes."""
        if self.attribute is None:
            return ()
        return (True, False) if self.attribute.kind is Kind.BOOLEAN else self.attribute.values

    @property
    def is_odd(self) -> bool:
        """Whether it is answered with what the tagset does not know as an answer."""
        return self.answer is not None and (self.attribute is None or not self.attribute.accepts(self.answer))

    @property
    def words(self) -> str:
        """The answer."""
        return "" if self.answer is None else self.words_of(self.answer)

    @property
    def marked_words(self) -> str:
        """The answer, with a mark where it is odd."""
        return f"{self.words} (?)" if self.is_odd else self.words

    def words_of(self, answer: Any) -> str:
        """An answer to it, or a choice, as one reads it; names in it are isolated."""
        if isinstance(answer, list):
            return listed(map(self.words_of, answer))
        if self.attribute is None:
            return isolated(value_words(answer))
        return isolated(self.attribute.shown_value(answer))

    def is_given(self, choice: Any) -> bool:
        """Whether a choice is the answer, or among the answers."""
        if isinstance(self.answer, list):
            return choice in self.answer
        return same_answer(self.answer, choice)


def in_words(asked: Attribute) -> str:
    """The guidance of a question, in the language of the interface or else in English."""
    english = in_language(asked.guidance, language.ENGLISH, "")
    return in_language(asked.guidance, language.current(), english)


def questions_of(item: Annotation | Relation, tagset: Tagset, link: Link | None = None) -> list[Question]:
    """What is asked about an annotation or a link, then what is only answered."""
    asked = {attribute.name: attribute for attribute in _asked(item, tagset)}
    names = dict.fromkeys([*asked, *item.attributes])
    return [Question(item, name, asked.get(name), item.attributes.get(name), link) for name in names]


def _asked(item: Annotation | Relation, tagset: Tagset) -> Iterator[Attribute]:
    if isinstance(item, Relation):
        kind = tagset.relation(item.name)
        yield from kind.attributes if kind is not None else ()
        return
    for name in item.tags:
        tag = tagset.tag(name)
        yield from tag.attributes if tag is not None else ()


def answered(item: Annotation | Relation, tagset: Tagset) -> str:
    """What is said of an annotation or a link in its attributes, in a line; empty where nothing is."""
    if not item.attributes:
        return ""
    given = [question for question in questions_of(item, tagset) if question.answer is not None]
    return " · ".join(f"{isolated(q.shown_name)}: {q.marked_words}" for q in given)


class Answering:
    """The questions about one annotation of a reading at a time. What cannot be done raises Refused."""

    def __init__(self, session: ReaderSession) -> None:
        self._session = session

    def questions(self, entry: Entry) -> list[Question]:
        """Those about the annotation, then those about its links, of other sets too."""
        tagset = self._session.tagset
        found = questions_of(entry.annotation, tagset)
        for link in self._session.links.of(entry):
            found += questions_of(link.relation, tagset, link)
        return found

    def choose(self, question: Question, choice: Any) -> None:
        """Gives an answer; of several that may be given, gives one more or takes it back."""
        if question.attribute is None:
            raise Refused(tr("The tagset does not ask this here: it can be kept or deleted"))
        if question.attribute.kind is not Kind.SEVERAL:
            self._answer(question, choice)
            return
        before = question.answer if isinstance(question.answer, list) else []
        known = question.attribute.values
        after = [value for value in before if value != choice] if choice in before else [*before, choice]
        order = {value: place for place, value in enumerate(known)}
        self._answer(question, sorted(after, key=lambda value: order.get(str(value), len(order))) or None)

    def write(self, question: Question, text: str) -> None:
        """Gives an answer that somebody has typed; none where that is empty."""
        attribute, typed = question.attribute, text.strip()
        if attribute is None:
            raise Refused(tr("The tagset does not ask this here: it can be kept or deleted"))
        answer: Any = typed or None
        if typed and attribute.kind is Kind.NUMBER:
            answer = number_in(typed)
            if answer is None:
                raise Refused(tr("{name} is a number", name=isolated(question.shown_name)))
        if answer is not None and not attribute.accepts(answer):
            raise Refused(tr("{name} cannot be answered so", name=isolated(question.shown_name)))
        self._answer(question, answer)

    def take_back(self, question: Question) -> None:
        """Leaves the question without an answer."""
        if question.name not in question.item.attributes:
            raise Refused(tr("This is not answered"))
        self._answer(question, None)

    def require_changeable(self, item: Annotation | Relation) -> None:
        """Raises Refused where somebody else has said this, or nothing may be changed."""
        session = self._session
        session.require_writable()
        for layer in session.layers:
            if layer.store.get(item.id) == item and layer is not session.own:
                whose = layer.annotator
                raise Refused(tr("This is {annotator}'s; only your own can be changed", annotator=isolated(whose)))
        if session.own.store.get(item.id) != item:
            raise Refused(tr("This was changed elsewhere meanwhile: look at it again"))

    def _answer(self, question: Question, answer: Any) -> None:
        self.require_changeable(question.item)
        attributes = dict(question.item.attributes)
        if answer is None:
            attributes.pop(question.name, None)
        else:
            attributes[question.name] = answer
        if not same_answer(attributes.get(question.name), question.item.attributes.get(question.name)):
            after = question.item.with_attributes(attributes)
            self._session.own.store.apply(Update(question.item, after))


def number_in(text: str) -> int | float | None:
    """The number that a text is, in digits of any script; None where it is none."""
    plain = text.translate(_DIGITS_AND_SIGNS)
    if _WHOLE.fullmatch(plain):
        return int(plain)
    try:
        number = float(plain)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
