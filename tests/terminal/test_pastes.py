"""What is pasted has no escape left in it, however it is cut up; what is typed comes through as it is."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from tui_reader.terminal.pastes import END, START, Pastes

if TYPE_CHECKING:
    from collections.abc import Sequence

TYPED = st.sampled_from([b"", b"a", b"\x1b", b"\x1b[", b"\x1b[2", b"\x1b[20", b"\x1b[A", b"\x1b[5~", "ش".encode(), END])
PASTED = st.lists(st.sampled_from([b"x", b"\x1b", b"\x1b\x1b[", b"[201~", b"\x1b[20", b"\x1b[31m", START, b"\r"]))


def fed(sent: bytes, cuts: Sequence[int]) -> bytes:
    """What comes out of it when it comes in pieces."""
    pastes = Pastes()
    places = sorted({0, len(sent), *(cut % (len(sent) + 1) for cut in cuts)})
    return b"".join(pastes.feed(sent[a:b]) for a, b in itertools.pairwise(places))


@given(st.lists(st.tuples(TYPED, PASTED)), TYPED, st.lists(st.integers(0, 300)))
def test_escapes_are_taken_out_of_pastes_and_of_nothing_else(
    pairs: list[tuple[bytes, list[bytes]]], last: bytes, cuts: list[int]
) -> None:
    sent, expected = b"", b""
    for typed, parts in pairs:
        pasted = b"".join(parts)
        while END in pasted:
            pasted = pasted.replace(END, b"")
        sent += typed + START + pasted + END
        expected += typed + START + pasted.replace(b"\x1b", b"") + END
    assert fed(sent + last, cuts) == expected + last


@given(st.sampled_from(sorted(HOSTILE.values())), st.sampled_from(sorted(HOSTILE.values())), st.integers(0, 300))
def test_textual_sees_one_paste_and_no_key(text: str, other: str, cut: int) -> None:
    pasted = f"{text} {other}".replace(END.decode(), "")
    received = fed(START + pasted.encode() + END, [cut]).decode()
    [message] = XTermParser().feed(received)
    assert isinstance(message, events.Paste)
    assert message.text == pasted.replace("\x1b", "").replace("\0", "")


@pytest.mark.parametrize("key", [b"\x1b", b"\x1b[", b"\x1b[200"])
def test_what_was_a_key_begins_no_paste(key: bytes) -> None:
    pastes = Pastes()
    assert pastes.feed(key) == key
    pastes.wait_no_more()
    rest = START[len(key) :] + b"\x1b[A"
    assert pastes.feed(rest) == rest


def test_the_beginning_of_an_end_waits_for_the_rest() -> None:
    pastes = Pastes()
    assert pastes.feed(START + b"a\x1b[201") == START + b"a"
    pastes.wait_no_more()
    assert pastes.feed(b"~\x1b") == END + b"\x1b"
