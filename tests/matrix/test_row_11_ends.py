"""Row 11: however the program is ended or stopped, what it showed is on the disk, and the terminal is given back.

`tests/e2e/test_safety.py` has signals at odd moments, `test_start.py` those before the app is there,
`test_terminal_order.py` the modes of each terminal around a stop.
"""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desk import ANNOTATOR, quote_of
from readers import APP, NAIVE, Command, check_given_back, opened
from terminal import PATIENCE

if TYPE_CHECKING:
    from desk import Desk
    from terminal import Terminal

pytestmark = pytest.mark.pty

TEXT = "قال الوزير: ارتفعت الأسعار\n"
ENDS = {signal.SIGTERM: 143, signal.SIGHUP: 129, signal.SIGINT: 130}


def check_end(desk: Desk, command: Command, number: signal.Signals) -> None:
    """A signal as soon as something has been annotated."""
    desk.write("a.txt", TEXT)
    with annotated(desk, command) as terminal:
        terminal.signal(number)
        assert terminal.wait_for_exit() == ENDS[number]
        check_given_back(terminal)
        assert b"Traceback" not in terminal.raw
    check_kept(desk)


def check_hang_up(desk: Desk, command: Command) -> None:
    """The window is closed: nobody is left to be told anything."""
    desk.write("a.txt", TEXT)
    terminal = annotated(desk, command)
    terminal.hang_up()
    assert terminal.wait_for_exit() == ENDS[signal.SIGHUP]
    check_kept(desk)


def check_stop(desk: Desk, command: Command) -> None:
    """Stopped, the shell has its terminal; and back again, everything is as it was."""
    desk.write("a.txt", TEXT)
    with annotated(desk, command) as terminal:
        terminal.wait_for("saved")
        terminal.settle()
        before = terminal.text
        terminal.signal(signal.SIGTSTP)
        wait_for_stop(terminal)
        terminal.settle()
        check_given_back(terminal)
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("Annotations 1")
        assert terminal.settle().text == before
        assert bytes(terminal.raw).rfind(b"\x1b[?1049h") > bytes(terminal.raw).rfind(b"\x1b[?1049l")
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit() == 0
        check_given_back(terminal)
    check_kept(desk)


def check_held(desk: Desk, command: Command) -> None:
    """Stopped by somebody else, who asked nobody; and going on twice: it paints anew, and can be left."""
    desk.write("a.txt", TEXT)
    with annotated(desk, command) as terminal:
        terminal.wait_for("saved")
        terminal.settle()
        before = terminal.text
        terminal.signal(signal.SIGSTOP)
        wait_for_stop(terminal)
        terminal.scribble(b"\x1b[H\x1b[2Jgarbage of a shell")
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("Annotations 1", timeout=5)
        terminal.settle()
        terminal.signal(signal.SIGCONT)
        assert terminal.settle().text == before
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit() == 0
        check_given_back(terminal)
    check_kept(desk)


def annotated(desk: Desk, command: Command) -> Terminal:
    """The program, in which the first word has been annotated; shown, and not waited for any longer."""
    terminal = opened(desk, command, "a.txt")
    terminal.wait_for(ANNOTATOR)
    terminal.settle()
    terminal.send(b" c")
    terminal.wait_for("Annotations 1")
    return terminal


def wait_for_stop(terminal: Terminal) -> None:
    """Waits until the system says that the program is stopped, reading what it sends before."""
    until = time.monotonic() + PATIENCE
    while (found := os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT)) is None:
        assert time.monotonic() < until, "it does not stop"
        terminal.settle(0.02)
    assert found.si_status == signal.SIGSTOP or found.si_status == signal.SIGTSTP


def check_kept(desk: Desk) -> None:
    """The annotation is on the disk, and nothing is left beside it."""
    path = desk.set_path("a.txt")
    assert [quote_of(item) for item in json.loads(path.read_bytes())["items"]] == ["قال"]
    assert [each.name for each in Path(path.parent).iterdir()] == [path.name]


@pytest.mark.parametrize("number", ENDS)
def test_a_signal_ends_it_politely(desk: Desk, number: signal.Signals) -> None:
    check_end(desk, APP, number)


@pytest.mark.parametrize("number", ENDS)
def test_a_naive_reader_is_torn_away(desk: Desk, number: signal.Signals) -> None:
    with pytest.raises((AssertionError, FileNotFoundError)):
        check_end(desk, NAIVE, number)


def test_a_closed_window_costs_nothing(desk: Desk) -> None:
    check_hang_up(desk, APP)


def test_it_costs_a_naive_reader_all(desk: Desk) -> None:
    with pytest.raises((AssertionError, FileNotFoundError)):
        check_hang_up(desk, NAIVE)


def test_stopped_it_gives_the_terminal_back_and_takes_it_again(desk: Desk) -> None:
    check_stop(desk, APP)


def test_a_naive_reader_keeps_it(desk: Desk) -> None:
    with pytest.raises(AssertionError, match="still set"):
        check_stop(desk, NAIVE)


def test_held_by_somebody_else_it_goes_on(desk: Desk) -> None:
    check_held(desk, APP)


def test_a_naive_reader_goes_on_blind(desk: Desk) -> None:
    with pytest.raises(AssertionError):
        check_held(desk, NAIVE)
