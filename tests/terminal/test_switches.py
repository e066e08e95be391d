"""A terminal is told to keep cells in their order, and told again when that is over."""

from __future__ import annotations

import os
import pty
import signal

import pytest

from tui_reader.terminal.switches import MODE, NOTHING, RECOMMENDED, switched


def test_a_terminal_is_switched_and_switched_back_even_after_a_failure() -> None:
    other_end, terminal = pty.openpty()
    try:
        with pytest.raises(KeyError), switched(terminal, RECOMMENDED):
            assert os.read(other_end, 64) == RECOMMENDED.on
            raise KeyError
        assert os.read(other_end, 64) == RECOMMENDED.off
    finally:
        os.close(terminal)
        os.close(other_end)


def test_a_terminal_that_needs_nothing_is_sent_nothing() -> None:
    reading, writing = os.pipe()
    with switched(writing, NOTHING):
        os.write(writing, b"text")
    os.close(writing)
    assert os.read(reading, 64) == b"text"
    os.close(reading)


def test_a_terminal_that_goes_away_meanwhile_is_no_failure() -> None:
    other_end, terminal = pty.openpty()
    with switched(terminal, MODE):
        os.close(other_end)
        os.close(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_polite_signal_leaves_the_block_and_handlers_are_as_before(number: signal.Signals) -> None:
    reading, writing = os.pipe()
    before = [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP)]
    with pytest.raises(SystemExit) as left, switched(writing, MODE):
        signal.raise_signal(number)
    assert left.value.code == 128 + number
    assert os.read(reading, 64) == MODE.on + MODE.off
    assert [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP)] == before
    os.close(reading)
    os.close(writing)


def test_a_signal_that_is_passed_over_still_is() -> None:
    reading, writing = os.pipe()
    usual = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with switched(writing, MODE):
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, usual)
        os.close(reading)
        os.close(writing)
