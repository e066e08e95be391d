"""Questions without an answer, one after the other: about one's own annotations and the links that go out from them.

The way goes through the annotations that are listed, from the caret to the end of the list, then from its beginning to
where it began. So filters of the list hold here too; besides, one may ask one question alone, or leave one out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.relation import Relation
from tui_reader.session.annotating.answering import questions_of
from tui_reader.session.listing import Key, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.annotations.changes import Change
    from tui_reader.session.annotating.answering import Question
    from tui_reader.session.entries import Entry
    from tui_reader.session.reader import ReaderSession

BATCH = 32
"""Annotations that are looked at in one step."""
MOST_COUNTED = 10_000
"""Questions that are counted."""


class Unanswered(NamedTuple):
    """A question, and the annotation from which it is come to."""

    entry: Entry
    question: Question

    @property
    def name(self) -> tuple[str, str]:
        """What tells it from others."""
        return self.question.item.id, self.question.name


class UnansweredQueue:
    """A way through the open questions of a reading."""

    def __init__(self, session: ReaderSession) -> None:
        self._session = session
        entry = session.focused
        self._origin = Key(session.caret, -1, "") if entry is None else key_of(entry)
        self._has_turned = False
        """Whether it has come to the end of the list, and begun again."""
        self._gone: list[tuple[Unanswered, Change | None]] = []
        """What one has been at, and the change that answered it last: none where it was left."""
        self._been_at: set[tuple[str, str]] = set()
        self._alone: str | None = None
        """The name of the question that alone is asked; None for all."""
        self._left_out: set[str] = set()
        """Names of questions that are not asked."""
        self.item: Unanswered | None = None
        """The one that is to be answered."""
        self.answered: list[Change] = []
        """The answers to that, where several may be given."""
        self.count = 0
        """How many there are, with those one has been at, as far as they are counted."""
        self.is_counted = False
        self.looked_to = session.caret
        """The offset at which the next one is being looked for, or was last."""
        self._counted_to: Key | None = None

    def look_on(self) -> Iterator[Unanswered | None]:
        """The steps of looking for the next one: None for so many annotations without."""
        here = self._origin if self.item is None else key_of(self.item.entry)
        if not self._has_turned:
            # The next question may be about the same annotation.
            yield from self._open(here._replace(id=""))
            self._has_turned = True
            here = Key(-2, -2, "")
        yield from self._open(here._replace(id=""), self._origin)

    def _open(
        self, behind: Key | None, until: Key | None = None, *, is_counting: bool = False
    ) -> Iterator[Unanswered | None]:
        """The open questions one has not been at, behind a place in the list and before another."""
        while keys := self._session.listed.keys(behind, BATCH):
            for key in keys:
                if until is not None and key >= until:
                    return
                entry = self._session.entry(key.id)
                if entry is not None and entry.layer is self._session.own:
                    yield from self._open_about(entry)
            behind = keys[-1]
            if not is_counting:
                self.looked_to = min(max(0, behind.start), self._session.document.end)
            yield None

    def _open_about(self, entry: Entry) -> Iterator[Unanswered]:
        store, tagset, own_id = self._session.own.store, self._session.tagset, entry.annotation.id
        links = (relation for relation in store.relations_of(own_id) if relation.source == own_id)
        items: list[Annotation | Relation] = [entry.annotation, *links]
        for item in items:
            for question in questions_of(item, tagset):
                found = Unanswered(entry, question)
                is_open = question.attribute is not None and question.answer is None
                if is_open and self._is_asked(question.name) and found.name not in self._been_at:
                    yield found

    def _is_asked(self, name: str) -> bool:
        return name not in self._left_out if self._alone is None else name == self._alone

    def leave(self, change: Change | None = None) -> None:
        """Is done with the present one: a change has answered it, or it is left."""
        if self.item is not None:
            self._gone.append((self.item, change))
            self._been_at.add(self.item.name)
            self._count_too(self.item, 1)
        self.answered = []

    @property
    def last_change(self) -> Change | None:
        """The answer to the one before; None where that was left."""
        return self._gone[-1][1] if self._gone else None

    def step_back(self) -> Unanswered | None:
        """The one before that is there still, to be the present one again; None where there is none."""
        while self._gone:
            before, _ = self._gone.pop()
            self._been_at.discard(before.name)
            self._count_too(before, -1)
            if (item := self.as_it_is(before)) is not None:
                self._has_turned = key_of(item.entry) < self._origin
                self.item, self.answered = item, []
                return item
        return None

    def as_it_is(self, item: Unanswered) -> Unanswered | None:
        """A question as it is answered now; None where what it is about is gone, or nobody asks it any more."""
        entry, record = self._session.entry(item.entry.id), self._session.own.store.get(item.question.item.id)
        if entry is None or not isinstance(record, Annotation | Relation):
            return None
        asked = (q for q in questions_of(record, self._session.tagset) if q.name == item.question.name)
        return next((Unanswered(entry, question) for question in asked if question.attribute is not None), None)

    @property
    def number(self) -> int:
        """Which one the present one is, from 1."""
        return 1 + len(self._gone)

    def ask_alone(self) -> bool:
        """Asks the question of the present one alone from now on, or all again; whether it alone."""
        if self.item is not None:
            self._alone = None if self._alone is not None else self.item.question.name
        self._has_turned = False
        self._origin = self._origin if self.item is None else key_of(self.item.entry)
        return self._alone is not None

    def leave_out(self) -> None:
        """Asks the question of the present one no more."""
        if self.item is not None:
            self._alone = None
            self._left_out.add(self.item.question.name)

    def counting(self) -> Iterator[None]:
        """The steps of counting how many there are. Begun anew where others are asked than before."""
        self.count, self.is_counted, self._counted_to = len(self._gone), False, Key(-2, -2, "")
        for found in self._open(None, is_counting=True):
            if found is None:
                yield
            else:
                self.count += 1
                self._counted_to = key_of(found.entry)
            if self.count >= MOST_COUNTED:
                return
        self.is_counted = True

    def _count_too(self, item: Unanswered, by: int) -> None:
        """Counts what will not be open when the counting comes to its place."""
        if not self.is_counted and self._counted_to is not None and key_of(item.entry) > self._counted_to:
            self.count += by
