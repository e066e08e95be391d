from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.annotations.intervals import BLOCK, Entry, Intervals
from tui_reader.text.span import Span

entries = st.builds(
    lambda start, length, name: Entry(start, start + length, name),
    st.integers(0, 60),
    st.integers(1, 30),
    st.sampled_from("abc"),
)


@given(st.lists(entries, max_size=40), st.lists(entries, max_size=20), st.data())
def test_questions_are_answered_as_by_looking_at_every_entry(
    first: list[Entry], added: list[Entry], data: st.DataObject
) -> None:
    intervals = Intervals(first)
    held = list(first)
    for entry in added:
        intervals.add(entry)
        held.append(entry)
    for entry in data.draw(st.lists(st.sampled_from(held), unique_by=id)) if held else []:
        intervals.remove(entry)
        held.remove(entry)
    held.sort()
    start = data.draw(st.integers(0, 90))
    span = Span(start, start + data.draw(st.integers(1, 20)))
    assert list(intervals) == held and len(intervals) == len(held)
    assert intervals.overlapping(span) == [entry for entry in held if entry.start < span.end and span.start < entry.end]


def test_many_entries_in_any_order_stay_sorted() -> None:
    intervals = Intervals()
    count = BLOCK * 5
    for number in range(count):
        start = number * 7919 % count
        intervals.add(Entry(start, start + 3, "a"))
    assert [entry.start for entry in intervals] == list(range(count))
    assert [entry.start for entry in intervals.overlapping(Span(700, 701))] == [698, 699, 700]
    for start in range(0, count, 2):
        intervals.remove(Entry(start, start + 3, "a"))
    assert [entry.start for entry in intervals] == list(range(1, count, 2))


def test_what_is_not_there_cannot_be_removed() -> None:
    intervals = Intervals([Entry(1, 2, "a")])
    with pytest.raises(KeyError):
        intervals.remove(Entry(1, 2, "b"))
    with pytest.raises(KeyError):
        Intervals().remove(Entry(1, 2, "b"))
