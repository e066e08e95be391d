"""Answers are taken out of what is typed, however it is cut up; what a person typed is whole and in order."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.terminal.replies import MOST_HELD, MOST_NAME, Replies

ANSWERS = [b"\x1b[8;1$y", b"\x1b[?1243;1$y", b"\x1bP>|VTE(7006)\x1b\\", b"\x1b[>65;7006;1c", b"\x1b[?65;1;9c"]
KEYS = st.one_of(
    st.sampled_from([b"a", "ش".encode(), b"\r", b"8;1$y", b"c", b"\x1bx", b"\x1bOP"]),
    st.sampled_from([b"\x1b[A", b"\x1b[1;5C", b"\x1b[<0;12;4M", b"\x1b[8~", b"\x1b[27;5;9~", b"\x1b[48;24;80;0;0t"]),
    st.sampled_from([b"\x1b[200~text\x1b[201~", b"\x1b[?2026;2$y"]),
)
"""As terminals send them; the replies to what Textual asks are Textual's."""


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[a:b] for a, b in itertools.pairwise(places)]


@given(st.lists(st.lists(KEYS, max_size=3), min_size=6, max_size=6), st.lists(st.integers(0, 200)))
def test_typed_keys_come_through_between_the_answers_in_pieces(keys: list[list[bytes]], cuts: list[int]) -> None:
    sent = b"".join(key for key in keys[0])
    for answer, typed in zip(ANSWERS, keys[1:], strict=True):
        sent += answer + b"".join(typed)
    replies = Replies()
    received = b"".join(replies.feed(piece) for piece in pieces(sent, cuts))
    assert received + replies.held == b"".join(key for typed in keys for key in typed)
    assert replies.complete
    assert (replies.order, replies.arrows) == (1, 1)
    assert (replies.name, replies.secondary, replies.attributes) == ("VTE(7006)", "65;7006;1", "65;1;9")


@given(st.binary(max_size=60), st.lists(st.integers(0, 60)))
def test_what_is_no_answer_is_never_lost(data: bytes, cuts: list[int]) -> None:
    whole, cut = Replies(), Replies()
    expected = whole.feed(data) + whole.held
    assert b"".join(cut.feed(piece) for piece in pieces(data, cuts)) + cut.held == expected
    if not any(start in data for start in (b"\x1b[?", b"\x1b[>", b"\x1b[8", b"\x1bP")):
        assert expected == data


@pytest.mark.parametrize("key", [b"\x1b", b"\x1b[", b"\x1b[8", b"\x1bP"])
def test_a_key_that_could_begin_an_answer_is_let_go_when_nothing_follows(key: bytes) -> None:
    replies = Replies()
    assert replies.feed(b"a" + key) == b"a"
    assert replies.may_be_keys
    assert replies.let_go() == key
    assert replies.held == b""
    assert replies.feed(b"b") == b"b"


@pytest.mark.parametrize("answer", ANSWERS)
def test_half_of_an_answer_is_never_keys(answer: bytes) -> None:
    for end in range(1, len(answer)):
        replies = Replies()
        assert replies.feed(answer[:end]) == b""
        assert replies.let_go() in (b"", b"\x1b", b"\x1b[", b"\x1b[8", b"\x1bP")
        assert replies.feed(b"q") == b"q"


@given(st.binary(max_size=200))
def test_a_name_is_short_and_printable_whatever_it_is(name: bytes) -> None:
    replies = Replies()
    replies.feed(b"\x1bP>|" + name.replace(b"\x1b", b"") + b"\x1b\\")
    assert len(replies.name) <= MOST_NAME
    assert replies.name.isascii()
    assert replies.name.isprintable()


def test_a_name_without_an_end_is_bounded() -> None:
    replies = Replies()
    came = replies.feed(b"\x1bP>|" + b"x" * MOST_HELD)
    for _ in range(10):
        came += replies.feed(b"y" * MOST_HELD)
        assert len(replies.held) <= MOST_HELD + 10
    assert replies.name == ""


def test_the_first_answer_counts() -> None:
    replies = Replies()
    replies.feed(b"\x1b[8;1$y\x1bP>|one\x1b\\\x1b[8;2$y\x1bP>|two\x1b\\")
    assert (replies.order, replies.name) == (1, "one")


def test_behind_the_last_answer_whole_ones_are_no_keys_and_nothing_is_held() -> None:
    replies = Replies()
    replies.feed(b"\x1b[?6c")
    assert replies.feed(b"a\x1bP>|late\x1b\\b\x1b[?7c\x1b") == b"ab\x1b"
    assert replies.held == b""
    assert (replies.name, replies.attributes) == ("late", "6")
