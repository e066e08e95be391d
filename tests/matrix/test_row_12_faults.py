"""Row 12: a fault of the program, or no memory: what was annotated is whole, the terminal given back, no text told.

`tests/e2e/test_faults.py` has a fault in every part of the app, `tests/test_crash.py` what a report may say.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desk import ANNOTATOR, quote_of
from readers import APP, NAIVE, Command, check_given_back, opened

from tui_reader.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk import Desk
    from terminal import Terminal

pytestmark = pytest.mark.pty

SECRET = "الوزير"
TEXT = f"قال {SECRET}: ارتفعت الأسعار\n" * 3000
FAULTY = (
    "from tui_reader.ui import reader_screen\n"
    "from tui_reader.text.span import Span\n"
    "def fail(self): raise ValueError(self.session.document.slice(Span(0, 100)))\n"
    "reader_screen.ReaderScreen.action_goto = fail\n"
    "from tui_reader import __main__\n"
    "__main__.main()\n"
)
APP_WITH_A_FAULT: Command = (sys.executable, "-c", FAULTY, *APP[3:])
ROOM = 1 << 20
"""Bytes of address space that a program may have on top of what it has: a thread cannot be begun in it."""
KEYS = (
    b" ",
    b"c",
    b"\x1b[6~",
    b"/",
    "الأسعار".encode(),
    b"\r",
    b"\x1b",
    b"\x06",
    b"x\r",
    b"\x1b",
    b"\x10",
    b"\x1b",
    b"?",
    b"\x11",
)
"""What needs some: a mark, a page, searches here and in all documents, the palette, the help; and the end."""


def press_what_fails(terminal: Terminal) -> None:
    """A key whose command is at fault."""
    terminal.send(b"g")


def check_fault(desk: Desk, command: Command, home: Path, provoke: Callable[[Terminal], None]) -> None:
    """A fault behind an annotation."""
    desk.write("a.txt", TEXT)
    with opened(desk, command, "a.txt") as terminal:
        terminal.wait_for(ANNOTATOR)
        terminal.settle()
        terminal.send(b" c")
        terminal.wait_for("Annotations 1")
        provoke(terminal)
        assert terminal.wait_for_exit() == ExitCode.FAULT
        check_given_back(terminal)
        behind = bytes(terminal.raw)[bytes(terminal.raw).rindex(b"\x1b[?1049l") :].decode()
        assert "fault of its own" in behind
        assert SECRET not in behind
    check_whole(desk)
    for report in (home / "state").rglob("*.txt"):
        assert SECRET not in report.read_text("utf-8")


def check_whole(desk: Desk) -> None:
    """The set is there and can be read, and in it is what was annotated."""
    quotes = [quote_of(item) for item in json.loads(desk.set_path("a.txt").read_bytes())["items"]]
    assert quotes[:1] == ["قال"]
    assert [each.name for each in desk.set_path("a.txt").parent.iterdir()] == [desk.set_path("a.txt").name]


def check_no_memory(desk: Desk, command: Command) -> None:
    """No more memory is given, and everything is asked of it: it goes on or ends, and the set is whole either way."""
    desk.write("a.txt", TEXT)
    with opened(desk, command, "a.txt") as terminal:
        terminal.wait_for(ANNOTATOR)
        terminal.settle()
        terminal.send(b" c")
        terminal.wait_for("Annotations 1")
        terminal.settle()
        has = int(Path(f"/proc/{terminal.process.pid}/statm").read_text().split()[0]) * resource.getpagesize()
        resource.prlimit(terminal.process.pid, resource.RLIMIT_AS, (has + ROOM, has + ROOM))
        for keys in KEYS:
            if terminal.process.poll() is None:
                terminal.send(keys)
                terminal.settle(timeout=2)
        assert terminal.wait_for_exit() in (ExitCode.OK, ExitCode.FAULT)
        check_given_back(terminal)
        assert b"Traceback" not in terminal.raw
    check_whole(desk)


def test_a_fault_costs_nothing(desk: Desk, home: Path) -> None:
    check_fault(desk, APP_WITH_A_FAULT, home, press_what_fails)


def test_it_costs_a_naive_reader_the_work_and_the_terminal(desk: Desk, home: Path) -> None:
    with pytest.raises(AssertionError):
        check_fault(desk, NAIVE, home, press_what_fails)


@pytest.mark.linux_only
def test_no_memory_costs_nothing(desk: Desk) -> None:
    check_no_memory(desk, APP)


@pytest.mark.linux_only
def test_it_costs_a_naive_reader_all(desk: Desk) -> None:
    with pytest.raises((AssertionError, FileNotFoundError)):
        check_no_memory(desk, NAIVE)
