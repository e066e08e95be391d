"""What several annotators answer about the same text, put together: what nobody contradicts, and what to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.annotations.tagset import Kind, same_answer
from tui_reader.session.annotating.answering import questions_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.review.groups import Group
    from tui_reader.session.annotating.answering import Question


class Answer(NamedTuple):
    """One answer to a question, and who gives it."""

    value: Any
    """A JSON value."""
    words: str
    """As one reads it; names in it are isolated."""
    sides: tuple[int, ...]
    """The numbers of the sides that give it; none where it is put together from several."""


class Contested(NamedTuple):
    """A question that is answered in several ways."""

    name: str
    shown_name: str
    answers: tuple[Answer, ...]
    """What most say first, else in the order of the sides; at the end all together, where several may be given."""


class Merged(NamedTuple):
    """What comes of the answers of all."""

    attributes: dict[str, Any]
    """What nobody contradicts: who has not answered says nothing against it."""
    contested: tuple[Contested, ...]


def merged(group: Group, tagset: Tagset) -> Merged:
    """Puts together what the units of a group answer."""
    given: dict[str, list[tuple[int, Question]]] = {}
    for side, unit in group.present:
        for question in questions_of(unit.annotation, tagset):
            if question.answer is not None:
                given.setdefault(question.name, []).append((side, question))
    attributes: dict[str, Any] = {}
    contested: list[Contested] = []
    for name, questions in given.items():
        answers = _different(questions)
        if len(answers) == 1:
            attributes[name] = answers[0].value
        else:
            asked = questions[0][1]
            contested.append(Contested(name, asked.shown_name, (*answers, *_together(asked, answers))))
    return Merged(attributes, tuple(contested))


def _different(questions: Iterable[tuple[int, Question]]) -> list[Answer]:
    """The different answers there are, each with all who give it."""
    found: list[Answer] = []
    for side, question in questions:
        place = next((n for n, one in enumerate(found) if _says_the_same(question, one.value)), None)
        if place is None:
            found.append(Answer(question.answer, question.marked_words, (side,)))
        else:
            found[place] = found[place]._replace(sides=(*found[place].sides, side))
    return sorted(found, key=lambda answer: -len(answer.sides))


def _says_the_same(question: Question, value: Any) -> bool:
    if isinstance(question.answer, list) and isinstance(value, list):
        return sorted(map(repr, question.answer)) == sorted(map(repr, value))
    return same_answer(question.answer, value)


def _together(question: Question, answers: Iterable[Answer]) -> Iterable[Answer]:
    """All answers at once, where several may be given and nobody gives all of them already."""
    attribute, values = question.attribute, [answer.value for answer in answers]
    if attribute is None or attribute.kind is not Kind.SEVERAL or not all(map(attribute.accepts, values)):
        return
    said = {value for several in values for value in several}
    order = {value: place for place, value in enumerate(attribute.values)}
    together = sorted(said, key=order.__getitem__)
    if said not in map(set, values):
        yield Answer(together, question.words_of(together), ())
