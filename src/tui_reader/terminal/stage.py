"""The terminal as the app takes it and gives it back: the keyboard first, then the alternate screen."""

from __future__ import annotations

import os
import signal
import sys
import termios
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from tui_reader.terminal.inquiry import Inquiry
from tui_reader.terminal.signals import polite_exits
from tui_reader.terminal.switches import NOTHING, Switch, send

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.terminal.choice import TerminalBidi

ENTER_SCREEN, LEAVE_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
"""To the alternate screen and back. Terminals clear it with each `ENTER_SCREEN`."""
_HIDE_CURSOR, SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"
_CLEAR = "\x1b[2J"
_IFLAG, _LFLAG, _CC = 0, 3, 6
"""Places in what `termios.tcgetattr` gives."""


class Keyboard:
    """A terminal's keyboard, without echo and without lines, while somebody has it. Only ctrl+c still interrupts."""

    def __init__(self, descriptor: int) -> None:
        """Takes it."""
        self.descriptor = descriptor
        self.modes: list[Any] = termios.tcgetattr(descriptor)
        """The terminal's modes as they were found."""
        modes = termios.tcgetattr(descriptor)
        modes[_IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        modes[_LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        nothing = bytes([os.fpathconf(descriptor, "PC_VDISABLE") & 0xFF])
        modes[_CC][termios.VSUSP] = modes[_CC][termios.VQUIT] = nothing
        modes[_CC][termios.VMIN] = 1
        # Not TCSAFLUSH, which throws away what was typed already.
        termios.tcsetattr(descriptor, termios.TCSANOW, modes)

    def give_back(self) -> None:
        """Leaves it as it was found."""
        with suppress(termios.error):
            termios.tcsetattr(self.descriptor, termios.TCSANOW, self.modes)


class Stage:
    """The alternate screen from before the app is loaded until it has gone; two terminals are one, in and out.

    Keys pressed meanwhile wait for the app and are not echoed.
    """

    def __init__(self, keyboard: int, screen: int) -> None:
        """File descriptors of the terminal that is read from and of the one that is written to."""
        self._screen = screen
        self._keyboard = Keyboard(keyboard)
        self.inquiry: Inquiry | None = None
        """What the terminal was asked, whose answers may still come."""
        self.switch: Switch = NOTHING
        """What the terminal is sent before the alternate screen is shown, and after it."""
        self.on_screen = False
        """Whether the alternate screen is shown. The app says so too when it leaves or comes back."""

    @property
    def modes(self) -> list[Any]:
        """The terminal's modes as they were found."""
        return self._keyboard.modes

    def ask(self, choice: TerminalBidi, picked: Path) -> Inquiry:
        """Begins to ask the terminal who it is."""
        self.inquiry = Inquiry(choice, os.environ, picked, self._keyboard.descriptor, self._screen)
        return self.inquiry

    @property
    def entering(self) -> str:
        """What shows the alternate screen. VTE takes a switch over a row only where it is made anew."""
        return self.switch.on.decode("ascii") + ENTER_SCREEN + (_CLEAR if self.switch.on else "")

    @property
    def leaving(self) -> str:
        """The opposite."""
        return LEAVE_SCREEN + self.switch.off.decode("ascii")

    def enter(self, painting: str) -> None:
        """Shows a first screen. `painting` covers all of it."""
        self.on_screen = True
        send(self._screen, (self.entering + _HIDE_CURSOR + painting).encode("utf-8", "replace"))

    def leave(self) -> None:
        """Gives the terminal back as it was found, unless the app has done so."""
        if self.inquiry is not None:
            self.inquiry.end(self.inquiry.time_left)
        self._keyboard.give_back()
        if self.on_screen:
            self.on_screen = False
            send(self._screen, (self.leaving + SHOW_CURSOR).encode())


@contextmanager
def stage() -> Iterator[Stage]:
    """The stage on the terminal of standard input and standard error; however the block is left, so is the stage.

    A polite signal leaves it by `SystemExit`, until the app has handlers of its own.
    """
    assert sys.__stdin__ is not None
    assert sys.__stderr__ is not None
    with polite_exits():
        taken = Stage(sys.__stdin__.fileno(), sys.__stderr__.fileno())
        # Nobody would clean up behind a program that is stopped now; the app can be stopped.
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
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
