"""A fault while the app is open: what was annotated is on the disk, the terminal as it was, no text in the report."""

from __future__ import annotations

import re
import signal
import sys
from typing import TYPE_CHECKING

import pytest
from desk import ANNOTATOR, Desk, quote_of
from hostile import one_line
from program import PATIENCE, environment
from sent import foreign
from terminal import Terminal

from tui_reader import crash
from tui_reader.errors import ExitCode
from tui_reader.telling import INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.pty

COLUMNS, ROWS = 120, 30
TEXT = "قال الوزير: ارتفعت الأسعار\n"
DRIVER = """
import sys
from pathlib import Path
from tui_reader.ui import app, reader_screen
from tui_reader.ui.panes import reading_pane
from tui_reader.annotations import saver
from tui_reader import __main__
from tui_reader.text.span import Span

HOSTILE = Path(__file__).with_name("hostile.txt").read_bytes().decode()

def fail(self, *_, **__):
    text = self.session.document.slice(Span(0, 100)) if hasattr(self, "session") else HOSTILE
    raise {error}

{fault}
__main__.main()
"""
MODES = [
    (b"\x1b[?1049h", b"\x1b[?1049l"),
    (b"\x1b[?25l", b"\x1b[?25h"),
    (b"\x1b[?1003h", b"\x1b[?1003l"),
    (b"\x1b[?2004h", b"\x1b[?2004l"),
    (b"\x1b[8l", b"\x1b[8h"),
]
"""How a mode is set, and how it is put back."""
FAULTS = {
    "an action": "reader_screen.ReaderScreen.action_goto = fail",
    "painting": "def later(self): reading_pane.ReadingPane.row_strip = fail; self.text.refresh()\n"
    "reader_screen.ReaderScreen.action_goto = later",
    "a worker": "def later(self): self.run_worker(lambda: fail(self), thread=True)\n"
    "reader_screen.ReaderScreen.action_goto = later",
    "a timer": "def later(self): self.set_timer(0.01, lambda: fail(self))\n"
    "reader_screen.ReaderScreen.action_goto = later",
    "a thread": "import threading\n"
    "def later(self): threading.Thread(target=fail, args=[self]).start()\n"
    "reader_screen.ReaderScreen.action_goto = later",
    "no memory": "def later(self): bytearray(1 << 62)\nreader_screen.ReaderScreen.action_goto = later",
    "for ever": "def later(self): later(self)\nreader_screen.ReaderScreen.action_goto = later",
}


@pytest.fixture
def faulty(desk: Desk) -> Iterator[Desk]:
    """A folder with a document that holds a lot besides its words."""
    desk.write("a.txt", f"{TEXT}{one_line()}\n")
    yield desk


def open_with(desk: Desk, fault: str, error: str = "ValueError(text + HOSTILE)", late: float = 0.0) -> Terminal:
    """The app with some lines of Python run before it; `late` is the `Terminal`'s."""
    (desk.folder / "hostile.txt").write_bytes(one_line().encode())
    driver = desk.folder / "driver.py"
    driver.write_text(DRIVER.format(fault=fault, error=error), encoding="utf-8")
    arguments = ["open", "--annotator", ANNOTATOR, "--encoding", "utf-8", "a.txt"]
    command = [sys.executable, driver, *arguments]
    return Terminal(command, COLUMNS, ROWS, cwd=desk.folder, env=environment(), late=late)


def assert_told(terminal: Terminal, home: Path) -> str:
    """One line, a report without text, and a terminal as it was; gives the report."""
    assert terminal.wait_for_exit(PATIENCE) == ExitCode.FAULT
    raw = bytes(terminal.raw)
    assert foreign(raw, COLUMNS, ROWS) == []
    assert terminal.echoes
    for was_set, put_back in MODES:
        assert raw.rfind(put_back) >= raw.rfind(was_set)
    [report] = (home / "state" / "tui-reader" / crash.REPORTS).iterdir()
    said = re.sub(rb"\x1b\[[?<]?[0-9]*[a-z]", b"", raw[max(raw.rfind(put_back) for _, put_back in MODES) :]).decode()
    assert said.startswith("tui-reader: ended by a fault of its own")
    assert said.endswith(f"{report}\r\n")
    assert len(said.splitlines()) == 1
    written = report.read_text(encoding="utf-8")
    for text in ("قال", "الوزير", "pwned"):
        assert text not in said + written
    return written


@pytest.mark.parametrize("place", FAULTS)
def test_wherever_it_happens_nothing_is_lost_and_nothing_let_out(faulty: Desk, home: Path, place: str) -> None:
    terminal = open_with(faulty, FAULTS[place])
    with terminal:
        terminal.wait_for(ANNOTATOR)
        terminal.settle()
        terminal.press("space", "c")
        terminal.wait_for("Annotations 1")
        terminal.send(b"g")
        report = assert_told(terminal, home)
    assert [quote_of(item) for item in faulty.items("a.txt")] == ["قال"]
    assert ("in later" if place in ("no memory", "for ever") else "in fail") in report


def test_who_interrupts_the_start_is_told_of_no_fault(faulty: Desk, home: Path) -> None:
    with open_with(faulty, "") as terminal:
        terminal.wait_for("Annotations")
        terminal.signal(signal.SIGINT)
        assert terminal.wait_for_exit(PATIENCE) == INTERRUPTED
    assert b"ended by a fault" not in terminal.raw
    assert terminal.raw.rfind(b"?1049l") > terminal.raw.rfind(b"?1049h")


def test_before_the_app_stands(faulty: Desk, home: Path) -> None:
    with open_with(faulty, "app.ReaderApp.__init__ = fail") as terminal:
        assert_told(terminal, home)


def test_as_the_app_comes_and_goes_while_the_terminal_is_still_answering(faulty: Desk, home: Path) -> None:
    with open_with(faulty, "app.ReaderApp.on_mount = fail", late=0.3) as terminal:
        assert_told(terminal, home)


def test_a_fault_of_the_thread_that_saves_is_a_fault(faulty: Desk, home: Path) -> None:
    with open_with(faulty, "saver.Saver._attempt = fail") as terminal:
        terminal.wait_for(ANNOTATOR)
        terminal.settle()
        terminal.send(b" c")
        assert "in fail" in assert_told(terminal, home)
