"""The terminal is told to keep cells in their order, and told again when that is over."""

from __future__ import annotations

import os
import pty

import pytest

from tui_reader.terminal import EXPLICIT, IMPLICIT, explicit_order


def test_a_terminal_is_switched_and_switched_back_even_after_a_failure() -> None:
    other_end, terminal = pty.openpty()
    try:
        with pytest.raises(KeyError), explicit_order(terminal):
            assert os.read(other_end, 64) == EXPLICIT
            raise KeyError
        assert os.read(other_end, 64) == IMPLICIT
    finally:
        os.close(terminal)
        os.close(other_end)


def test_what_is_no_terminal_is_sent_nothing() -> None:
    reading, writing = os.pipe()
    with explicit_order(writing):
        os.write(writing, b"text")
    os.close(writing)
    assert os.read(reading, 64) == b"text"
    os.close(reading)


def test_a_terminal_that_goes_away_meanwhile_is_no_failure() -> None:
    other_end, terminal = pty.openpty()
    with explicit_order(terminal):
        os.close(other_end)
        os.close(terminal)
