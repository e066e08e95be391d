"""What people say to one another: in its order, however deep it goes, and in whatever circle."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from three_sets import BEGIN

from tui_reader.annotations.records.remark import new_remark
from tui_reader.review.replies import Replies, Voice

if TYPE_CHECKING:
    from tui_reader.annotations.records.remark import Remark


def said(name: str, about: str, minutes: int = 0) -> Remark:
    return new_remark([about], note=name, now=lambda: BEGIN + timedelta(minutes=minutes), new_id=lambda: name)


def between(*remarks: Remark) -> Replies:
    return Replies([Voice("amal", lambda name: [each for each in remarks if name in each.about])])


def test_answers_stand_behind_what_they_answer_and_the_earlier_before_the_later() -> None:
    replies = between(said("late", "a", 9), said("early", "a", 1), said("answer", "early", 20), said("other", "b"))
    assert [(one.id, one.depth) for one in replies.about(["a"])] == [("early", 0), ("answer", 1), ("late", 0)]
    assert [one.id for one in replies.about(["a"], most=2)] == ["early", "answer"]


def test_each_is_there_once_in_however_long_a_row_or_a_circle() -> None:
    row = [said(f"r{number}", f"r{number - 1}") for number in range(1, 3000)]
    found = between(said("r1", "r0"), said("r2", "r1"), said("r1b", "r2"), said("r0", "r1")).about(["r0"])
    assert [one.id for one in found] == ["r1", "r2", "r1b"]
    by_subject = {each.about[0]: [each] for each in row}
    found = Replies([Voice("amal", lambda name: by_subject.get(name, ()))]).about(["r0"])
    assert [one.depth for one in found] == list(range(2999))


def test_of_what_stands_in_two_sets_ones_own_is_told() -> None:
    voices = [Voice("copy", lambda _: [said("x", "a")]), Voice("rana", lambda _: [said("x", "a")], is_own=True)]
    assert [one.is_own for one in Replies(voices).about(["a"])] == [True]
