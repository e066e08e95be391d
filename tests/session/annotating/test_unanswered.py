"""The way through the open questions: each is come to once, from where one began and round, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from readings import fresh, sought

from tui_reader.session.annotating.answering import Answering
from tui_reader.session.annotating.unanswered import UnansweredQueue
from tui_reader.session.entries import Filter
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from tui_reader.session.annotating.unanswered import Unanswered
    from tui_reader.session.reader import ReaderSession

TEXT = "قال الوزير ثم نفى المتحدث ما زعمه الخبير"
TAGS = {"قال": "Cue", "الوزير": "Source", "نفى": "Cue", "المتحدث": "Source", "زعمه": "Cue"}
"""Each asks one question."""


def tagged() -> ReaderSession:
    session = fresh(TEXT)
    for word, tag in TAGS.items():
        session.anchor, session.caret = TEXT.index(word), TEXT.index(word) + len(word)
        session.tag_selection(tag)
    return session


def come_on(queue: UnansweredQueue) -> Unanswered | None:
    queue.item = sought(queue.look_on())
    return queue.item


@settings(max_examples=25)
@given(st.integers(0, len(TEXT)), st.lists(st.booleans(), min_size=5, max_size=5), st.integers(0, 3))
def test_each_is_come_to_once_from_where_one_began(origin: int, answers: list[bool], counted: int) -> None:
    session = tagged()
    session.move(origin)
    queue = UnansweredQueue(session)
    counting = queue.counting()
    for _ in range(counted):
        next(counting, None)
    seen: list[Unanswered] = []
    for number, answer in enumerate(answers, start=1):
        item = come_on(queue)
        assert item is not None and queue.number == number
        seen.append(item)
        if answer:
            Answering(session).choose(item.question, item.question.choices[0])
        queue.leave(session.own.store.last_change if answer else None)
    list(counting)
    assert (queue.count, queue.is_counted) == (5, True)
    starts = [item.entry.start or 0 for item in seen]
    assert len({item.name for item in seen}) == 5
    turned = starts.index(min(starts))
    assert starts[turned:] + starts[:turned] == sorted(starts), "once round"
    assert come_on(queue) is None
    for item, answer in zip(reversed(seen), reversed(answers), strict=True):
        if answer:
            session.undo()
        back = queue.step_back()
        assert back is not None and back.name == item.name and back.question.answer is None
    assert queue.step_back() is None


def test_it_goes_through_what_is_listed_and_what_is_asked() -> None:
    session = tagged()
    session.move(0)
    session.filter = Filter.of("Source")
    queue = UnansweredQueue(session)
    assert [each.question.name for each in queue.look_on() if each] == ["source_kind"] * 2
    session.filter = Filter()
    session.move(0)
    queue = UnansweredQueue(session)
    assert come_on(queue) is not None and queue.ask_alone()
    assert {each.question.name for each in queue.look_on() if each} == {"cue_stance"}
    queue = UnansweredQueue(session)
    assert come_on(queue) is not None
    queue.leave_out()
    assert {each.question.name for each in queue.look_on() if each} == {"source_kind"}


def test_what_is_gone_meanwhile_is_not_come_back_to() -> None:
    session = tagged()
    session.move(0)
    queue = UnansweredQueue(session)
    for _ in range(3):
        assert come_on(queue) is not None
        queue.leave()
    second = session.at(TEXT.index("نفى"))[0]
    session.delete(second.id)
    back = queue.step_back()
    assert back is not None and back.entry.spans == (Span(TEXT.index("الوزير"), TEXT.index("الوزير") + 6),)
