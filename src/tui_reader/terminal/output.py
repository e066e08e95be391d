"""The terminal of a command that prints and ends: asked like the app's, before the first row is laid out.

Its keyboard is taken for that, where it is at hand, and given back.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tui_reader.terminal.inquiry import Inquiry, is_asked
from tui_reader.terminal.picked import picked_in
from tui_reader.terminal.policy import Decision, Evidence, decide
from tui_reader.terminal.replies import Replies
from tui_reader.terminal.signals import polite_exits
from tui_reader.terminal.stage import Keyboard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

    from tui_reader.terminal.choice import TerminalBidi


def decision_for_output(choice: TerminalBidi, picked: Path) -> Decision:
    """What is done for the terminal behind standard output; nothing is, where that is none.

    `picked` is the file of what people picked.
    """
    if sys.stdout is None or not sys.stdout.isatty():
        return Decision(reason="standard output is no terminal")
    keyboard = keyboard_of(sys.stdout) if is_asked(choice, os.environ) else None
    if keyboard is None or _waiting(keyboard):
        # What was typed already is for the shell.
        return decide(choice, Evidence(Replies(), os.environ), picked_in(picked))
    with taken(keyboard):
        inquiry = Inquiry(choice, os.environ, picked, keyboard, sys.stdout.fileno())
        try:
            return inquiry.decision()
        finally:
            inquiry.end()


def keyboard_of(screen: TextIO) -> int | None:
    """The descriptor of the keyboard of the terminal that a stream goes to, where it is at hand.

    It is not where standard input is something else, and where the program is in the background and would be stopped.
    """
    with suppress(OSError, AttributeError, ValueError):
        keyboard = sys.stdin.fileno()
        same = os.ttyname(keyboard) == os.ttyname(screen.fileno())
        if same and os.tcgetpgrp(keyboard) == os.getpgrp():
            return keyboard
    return None


@contextmanager
def taken(keyboard: int) -> Iterator[None]:
    """Nothing that is typed or answered is echoed; given back however the block is left, by a polite signal too."""
    with polite_exits():
        held = Keyboard(keyboard)
        try:
            yield
        finally:
            held.give_back()


def _waiting(keyboard: int) -> int:
    """Bytes that can be read at once."""
    import array
    import fcntl
    import termios

    count = array.array("i", [0])
    fcntl.ioctl(keyboard, termios.FIONREAD, count)
    return count[0]
