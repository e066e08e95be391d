"""The terminal as the app takes it and gives it back.

Its own ideas about order are switched off while text in visual order is on the screen. Terminals of the VTE
family (GNOME Terminal, Tilix, Xfce Terminal, ...), mintty and WezTerm reorder rows by themselves, and would undo
our order. The escape sequence that stops them is that of ECMA-48 (BDSM, mode 8) as the Terminal Working Group's
recommendation on bidi reads it; others pass it over.
"""

from __future__ import annotations

import os
import signal
import sys
import termios
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

EXPLICIT, IMPLICIT = b"\x1b[8l", b"\x1b[8h"
"""The application orders the text; the terminal does, which is its default."""

ENTER_SCREEN, LEAVE_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
"""To the alternate screen and back. Terminals clear it with each `ENTER_SCREEN`."""
_HIDE_CURSOR, _SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"
_IFLAG, _LFLAG, _CC = 0, 3, 6
"""Places in what `termios.tcgetattr` gives."""


@contextmanager
def explicit_order(descriptor: int) -> Iterator[None]:
    """Cells stay where they are put, on the terminal behind a file descriptor; on anything else nothing happens.

    The terminal goes back to its default however the block is left, unless it has gone away.
    """
    if not os.isatty(descriptor):
        yield
        return
    _send(descriptor, EXPLICIT)
    try:
        yield
    finally:
        _send(descriptor, IMPLICIT)


class Stage:
    """The alternate screen from before the app is loaded until it has gone; two terminals are one, in and out.

    Keys pressed meanwhile wait for the app and are not echoed. Only ctrl+c still interrupts.
    """

    def __init__(self, keyboard: int, screen: int) -> None:
        """File descriptors of the terminal that is read from and of the one that is written to."""
        self._keyboard, self._screen = keyboard, screen
        self.modes: list[Any] = termios.tcgetattr(keyboard)
        """The terminal's modes as they were found."""
        self.on_screen = False
        """Whether the alternate screen is shown. The app says so too when it leaves or comes back."""

    def enter(self, painting: str) -> None:
        """Shows a first screen. `painting` covers all of it."""
        modes = termios.tcgetattr(self._keyboard)
        modes[_IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        modes[_LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        nothing = bytes([os.fpathconf(self._keyboard, "PC_VDISABLE") & 0xFF])
        modes[_CC][termios.VSUSP] = modes[_CC][termios.VQUIT] = nothing
        modes[_CC][termios.VMIN] = 1
        # Not TCSAFLUSH, which throws away what was typed already.
        termios.tcsetattr(self._keyboard, termios.TCSANOW, modes)
        self.on_screen = True
        _send(self._screen, (ENTER_SCREEN + _HIDE_CURSOR + painting).encode("utf-8", "replace"))

    def leave(self) -> None:
        """Gives the terminal back as it was found, unless the app has done so."""
        with suppress(termios.error):
            termios.tcsetattr(self._keyboard, termios.TCSANOW, self.modes)
        if self.on_screen:
            self.on_screen = False
            _send(self._screen, (LEAVE_SCREEN + _SHOW_CURSOR).encode())


@contextmanager
def stage() -> Iterator[Stage]:
    """The stage on the terminal of standard input and standard error; however the block is left, so is the stage.

    A polite signal leaves it by `SystemExit`, until the app has handlers of its own.
    """

    def leave(number: int, _: object) -> NoReturn:
        sys.exit(128 + number)

    assert sys.__stdin__ is not None
    assert sys.__stderr__ is not None
    taken = Stage(sys.__stdin__.fileno(), sys.__stderr__.fileno())
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    try:
        yield taken
    finally:
        taken.leave()


def screen_size() -> tuple[int, int]:
    """Columns and rows of the terminal, as Textual finds them by way of `shutil`, whose import is dear."""
    columns, rows = (_number(os.environ.get(name, "")) for name in ("COLUMNS", "LINES"))
    if columns <= 0 or rows <= 0:
        with suppress(AttributeError, ValueError, OSError):
            found = os.get_terminal_size(sys.__stdout__.fileno())  # type: ignore[union-attr]
            columns = columns if columns > 0 else found.columns
            rows = rows if rows > 0 else found.lines
    return columns if columns > 0 else 80, rows if rows > 0 else 24


def _number(word: str) -> int:
    try:
        return int(word)
    except ValueError:
        return 0


def paint_on_a_terminal() -> None:
    """Has Textual, which paints on standard error, paint on standard output where the former is a file."""
    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        sys.__stderr__ = sys.__stdout__  # type: ignore[misc]


def _send(descriptor: int, sequence: bytes) -> None:
    # A terminal that has gone away needs no mode.
    with suppress(OSError):
        while sequence:
            sequence = sequence[os.write(descriptor, sequence) :]
