"""Programs that the rows about a program are asked of: the app, and one that nobody should use."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desk import ANNOTATOR
from program import PROGRAM, environment
from terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk import Desk

Command = tuple[str, ...]
"""What to run; the document is named behind it."""

APP: Command = (*PROGRAM, "open", "--annotator", ANNOTATOR)
NAIVE: Command = (sys.executable, str(Path(__file__).parent / "naive" / "naive_reader.py"))

MODES = (
    (b"\x1b[?1049h", b"\x1b[?1049l"),
    (b"\x1b[?25l", b"\x1b[?25h"),
    (b"\x1b[?1003h", b"\x1b[?1003l"),
    (b"\x1b[?2004h", b"\x1b[?2004l"),
    (b"\x1b[8l", b"\x1b[8h"),
)
"""How a mode is set, and how it is put back: alternate screen, cursor, mouse, bracketed paste, bidi."""


def opened(
    desk: Desk, command: Command, document: str, *, wrapper: Sequence[str] = (), columns: int = 110, rows: int = 30
) -> Terminal:
    """A program on a document of the desk's folder, in a terminal; close it."""
    return Terminal([*wrapper, *command, document], columns, rows, cwd=desk.folder, env=environment())


def check_given_back(terminal: Terminal) -> None:
    """The terminal is as a shell expects it."""
    raw = bytes(terminal.raw)
    for was_set, put_back in MODES:
        assert raw.rfind(put_back) >= raw.rfind(was_set), f"{was_set!r} is still set"
    assert terminal.echoes
