"""The way through the suggestions: each is come to once, however one decides, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from readings import fresh, sought

from tui_reader.recognition.found import Found, Recognised
from tui_reader.session.suggestions.accepting import Accepting
from tui_reader.session.suggestions.queueing import Queue, in_context
from tui_reader.session.suggestions.suggesting import Suggestion, Suggestions
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from tui_reader.session.reader import ReaderSession

TEXT = "\n".join(["نص [1] نص [2]", "", "لا شيء", "[3][4] نص", "وهنا [5]"])


def markers(text: str) -> Recognised:
    return Recognised(
        tuple(Found((Span(*m.span()),), "Citation", "markers", 0.9) for m in re.finditer(r"\[\d+\]", text))
    )


def on_the_way(origin: int) -> tuple[ReaderSession, Suggestions, Accepting, Queue]:
    session = fresh(TEXT)
    suggestions = Suggestions(session, markers)
    return session, suggestions, Accepting(session, suggestions), Queue(session.document, suggestions, origin)


def come_on(queue: Queue) -> Suggestion | None:
    found = sought(queue.look_on())
    queue.item = found
    return found


@given(st.integers(0, len(TEXT)), st.lists(st.sampled_from(["accept", "reject", "leave"]), min_size=5, max_size=5))
def test_each_is_come_to_once_from_where_one_began(origin: int, decisions: list[str]) -> None:
    session, suggestions, accepting, queue = on_the_way(origin)
    everything = suggestions.overlapping(Span(0, session.document.end))
    list(queue.counting())
    assert (queue.count, queue.is_counted) == (5, True)
    seen = []
    for number, decision in enumerate(decisions, start=1):
        item = come_on(queue)
        assert item is not None and queue.number == number
        seen.append(item)
        if decision == "accept":
            accepting.accept([item])
        elif decision == "reject":
            accepting.reject([item])
        queue.leave(*((1, session.own.store.last_change) if decision != "leave" else ()))
    first = [each for each in everything if each.extent.start >= origin]
    assert seen == [*first, *everything[: len(everything) - len(first)]]
    assert sought(queue.look_on()) is None
    for item, decision in zip(reversed(seen), reversed(decisions), strict=True):
        assert (queue.last_change is not None) is (decision != "leave")
        if queue.last_change is not None:
            assert queue.last_change is session.own.store.last_change
            session.undo()
        assert queue.step_back() == item
    assert queue.number == 1 and queue.step_back() is None


@given(st.integers(0, 6), st.integers(0, 4))
def test_what_is_decided_while_they_are_counted_is_counted_once(steps: int, decided: int) -> None:
    _, _, accepting, queue = on_the_way(0)
    counting = queue.counting()
    for _ in range(steps):
        next(counting, None)
    for _ in range(decided):
        item = come_on(queue)
        assert item is not None
        accepting.accept([item])
        queue.leave(1)
    list(counting)
    assert queue.count == 5


def test_a_suggestion_is_shown_in_its_paragraph_and_no_more_than_is_near() -> None:
    session, suggestions, _, _ = on_the_way(0)
    item = suggestions.overlapping(Span(0, session.document.end))[2]
    shown = in_context(session.document, item.spans)
    assert shown.text == "[3][4] نص" and [shown.text[slice(*span)] for span in shown.spans] == ["[3]"]
    long = fresh(f"{'كلمة ' * 5000}[7] {'كلمة ' * 5000}")
    item = Suggestions(long, markers).overlapping(Span(0, long.document.end))[0]
    shown = in_context(long.document, item.spans)
    assert len(shown.text) < 400 and [shown.text[slice(*span)] for span in shown.spans] == ["[7]"]
    assert shown.text[0] == shown.text[-1] == "…"
