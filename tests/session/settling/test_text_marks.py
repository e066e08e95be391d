"""Marks say what only one text has: without what is in them both are what they have in common."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from strategies import prose

from tui_reader.session.settling.text_marks import COME, GONE, marked
from tui_reader.text.excerpt import ELLIPSIS


def without(text: str, marks: tuple[str, str]) -> str:
    return re.sub(f"{re.escape(marks[0])}.*?{re.escape(marks[1])}", "", text)


words = st.lists(st.sampled_from(["قال", "الوزير", "إن", "الأسعار", "ارتفعت", "said", "prices", "rose"]), max_size=9)


@given(words, words)
def test_what_is_not_marked_is_the_same_in_both(one: list[str], other: list[str]) -> None:
    before, now = marked(" ".join(one), " ".join(other))
    assert without(before, GONE) == without(now, COME)
    assert re.sub(r"\[-|-\]", "", before) == " ".join(one)
    assert re.sub(r"\{\+|\+\}", "", now) == " ".join(other)


@given(prose)
def test_equal_texts_have_no_marks(text: str) -> None:
    one, other = marked(text, f" {text}\n")
    assert one == other
    if len(one) < 60:
        assert one == " ".join(text.split())


def test_long_stretches_that_both_have_are_left_out() -> None:
    long = " ".join(["الأسعار"] * 100)
    before, now = marked(f"{long} قديم {long}", f"{long} جديد {long}")
    assert "[-قديم-]" in before
    assert "{+جديد+}" in now
    assert max(len(before), len(now)) < 200
    assert before.count(ELLIPSIS) == 2
