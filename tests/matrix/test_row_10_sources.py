"""Row 10: a source that cannot be opened is told of in one line; one of any size opens within its bounds.

What each reason says is in `tests/documents/test_files.py`, what is done with large files in `test_in_file.py`. Here
the whole program is asked, in a terminal, and its memory is measured.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desk import ANNOTATOR
from readers import APP, NAIVE, Command, check_given_back, opened

from tui_reader.errors import ExitCode
from tui_reader.terminal.inquiry import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk import Desk

pytestmark = pytest.mark.pty

DEADLINE = 6.0
"""Seconds after which a program hangs."""
PARAGRAPH = "قال الوزير: ارتفعت الأسعار [9] كثيرا (2020) ثم قال: «لا».\n".encode()
LARGE, LONG = 200 << 20, 50 << 20
"""Bytes of a large file, and of a long line."""
MOST_MEMORY = 160 << 20
"""Bytes of memory the app may have; with a small document it has about 70 MiB."""
_WITHOUT_POWERS = (
    "import ctypes,os,sys\n"
    "for power in (1, 2):\n"  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: with these root may read anything
    "    if ctypes.CDLL(None).prctl(24, power, 0, 0, 0): sys.exit(99)\n"  # PR_CAPBSET_DROP
    "os.execvp(sys.argv[1], sys.argv[1:])\n"
)


def _nothing(path: Path) -> None:
    """No file."""


def _unreadable(path: Path) -> None:
    path.write_bytes(PARAGRAPH)
    path.chmod(0)


SOURCES: dict[str, Callable[[Path], object]] = {
    "missing": _nothing,
    "unreadable": _unreadable,
    "binary": lambda path: path.write_bytes(bytes(range(256)) * 100),
    "empty": lambda path: path.write_bytes(b""),
    "folder": lambda path: path.mkdir(),
    "fifo": os.mkfifo,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "loop": lambda path: path.symlink_to(path.name),
    "socket behind a link": lambda path: path.symlink_to("/dev/stdin"),
}


def check_told(desk: Desk, command: Command, kind: str) -> None:
    """One line with the path, an exit code, no screen taken, no waiting."""
    path = desk.folder / "source.txt"
    SOURCES[kind](path)
    wrapper = [sys.executable, "-c", _WITHOUT_POWERS] if kind == "unreadable" and os.geteuid() == 0 else []
    with opened(desk, command, path.name, wrapper=wrapper) as terminal:
        code = terminal.wait_for_exit(DEADLINE)
        if code == 99:
            pytest.skip("may not give up the power to read anything")
        assert code == ExitCode.UNREADABLE, bytes(terminal.raw)
        said = bytes(terminal.raw).replace(QUESTIONS, b"").decode().strip().splitlines()
        assert len(said) == 1
        assert said[0].startswith(f"tui-reader: {path.name}: ")
        check_given_back(terminal)


@pytest.mark.parametrize("kind", SOURCES)
def test_what_cannot_be_opened_is_told(desk: Desk, kind: str) -> None:
    check_told(desk, APP, kind)


@pytest.mark.parametrize("kind", ["missing", "binary", "empty"])
def test_a_naive_reader_does_not_tell(desk: Desk, kind: str) -> None:
    with pytest.raises(AssertionError):
        check_told(desk, NAIVE, kind)


def check_bounds(desk: Desk, command: Command, *, breaks: bool) -> None:
    """A huge file is shown, gone to the end of, annotated there and left, in little memory."""
    path = desk.folder / "huge.txt"
    piece = (PARAGRAPH if breaks else PARAGRAPH.rstrip() + b" ") * (1 << 12)
    with path.open("wb") as file:
        for _ in range((LARGE if breaks else LONG) // len(piece)):
            file.write(piece)
    size = path.stat().st_size
    with opened(desk, command, path.name) as terminal:
        terminal.wait_for(ANNOTATOR, timeout=60)
        terminal.settle()
        assert terminal.text.count("[9]") + terminal.text.count("]9[") > 5
        terminal.press("ctrl+end")
        terminal.wait_for("100%")
        memory = Path(f"/proc/{terminal.process.pid}/status")
        if memory.exists():
            found = re.search(r"VmHWM:\s*(\d+) kB", memory.read_text())
            assert found is not None
            assert int(found[1]) << 10 < MOST_MEMORY, f"{int(found[1]) >> 10} MiB for {size >> 20} MiB"
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit(60) == 0
    assert path.stat().st_size == size
    path.unlink()


@pytest.mark.parametrize("breaks", [True, False], ids=["200 MB", "one line of 50 MB"])
def test_a_huge_source_opens_within_bounds(desk: Desk, breaks: bool) -> None:
    check_bounds(desk, APP, breaks=breaks)


@pytest.mark.linux_only
def test_a_naive_reader_does_not_keep_to_them(desk: Desk) -> None:
    with pytest.raises(AssertionError, match="MiB for 199 MiB"):
        check_bounds(desk, NAIVE, breaks=True)
