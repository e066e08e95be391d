"""What a terminal says when it is given back is read to its end, and what was typed meanwhile is told from it."""

from __future__ import annotations

import os
import re
import tty
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.terminal.last_answer import can_be_asked, typed_before, unfinished

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWER = b"\x1b[?62;22c"
SAID = [
    *(b"\x1b[?2048;0$y", b"\x1b[?2026;2$y", b"\x1b[8;1$y", b"\x1b[<35;12;4M", b"\x1b[M !!", b"\x1b[I", b"\x1b[97;;97u"),
    *(b"\x1bP>|VTE(7006)\x1b\\", b"\x1b]11;rgb:0000/0000/0000\x07", b"\x1b[200~", b"\x1b[A", b"\x1bOP", b"\x1bx"),
]
TYPED = st.sampled_from([b"ls -l", "سلام".encode(), b"\r", b"c", b"0$y", b"[?2048;0$y"])


@pytest.fixture(scope="module")
def line() -> Iterator[tuple[int, int]]:
    """A pseudo-terminal that echoes nothing: the end of the terminal, and of the program."""
    ends = os.openpty()
    tty.setraw(ends[1])
    yield ends
    for end in ends:
        os.close(end)


@given(st.lists(st.tuples(st.sampled_from(SAID), TYPED), max_size=6), st.integers(1, 2), TYPED, st.data())
def test_what_was_typed_comes_out_and_nothing_else(
    line: tuple[int, int], sent: list[tuple[bytes, bytes]], answers: int, behind: bytes, data: st.DataObject
) -> None:
    whole = b"".join(said + typed for said, typed in sent) + answers * ANSWER + behind
    cut = data.draw(st.integers(0, len(whole) - len(behind) - answers * len(ANSWER)))
    begun = unfinished(whole[:cut])
    os.write(line[0], whole[cut:])
    # What was read to its end before is no business of this.
    before = whole[cut - len(begun) :]
    expected = re.sub(b"|".join(map(re.escape, [*SAID, ANSWER])), b"", before)
    assert typed_before(line[1], answers, 5, begun) == expected


def test_the_words_of_an_answer_that_is_none_are_not_typed(line: tuple[int, int]) -> None:
    os.write(line[0], b"\x1bP>|rm -r ~\r" + ANSWER)
    assert typed_before(line[1], 1, 5) == b""


def test_who_does_not_answer_is_not_waited_for(line: tuple[int, int]) -> None:
    os.write(line[0], b"x" + ANSWER)
    assert typed_before(line[1], 2, 0.01) is None


def test_who_has_gone_is_not_waited_for() -> None:
    terminal, program = os.openpty()
    tty.setraw(program)
    os.close(terminal)
    assert typed_before(program, 1, 5) is None
    assert not can_be_asked(program)
    os.close(program)
