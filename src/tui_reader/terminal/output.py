"""The terminal of a command that prints and ends: asked like the app's, before the first row is laid out."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from tui_reader.terminal.inquiry import Inquiry, is_asked
from tui_reader.terminal.picked import picked_in
from tui_reader.terminal.policy import Decision, Evidence, decide
from tui_reader.terminal.replies import Replies
from tui_reader.terminal.signals import polite_exits
from tui_reader.terminal.stage import Keyboard

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.terminal.choice import TerminalBidi


def decision_for_output(choice: TerminalBidi, picked: Path) -> Decision:
    """What is done for the terminal behind standard output; nothing is, where that is none.

    `picked` is the file of what people picked.
    """
    if sys.stdout is None or not sys.stdout.isatty():
        return Decision(reason="standard output is no terminal")
    keyboard = _keyboard() if is_asked(choice, os.environ) else None
    if keyboard is None:
        return decide(choice, Evidence(Replies(), os.environ), picked_in(picked))
    with polite_exits():
        taken = Keyboard(keyboard)
        inquiry = Inquiry(choice, os.environ, picked, keyboard, sys.stdout.fileno())
        try:
            return inquiry.decision()
        finally:
            inquiry.end()
            taken.give_back()


def _keyboard() -> int | None:
    """The descriptor of the terminal's keyboard, where it is at hand.

    It is not where standard input is something else, where the program is in the background and would be stopped,
    and where what was typed already for the shell waits in it.
    """
    with suppress(OSError, AttributeError, ValueError):
        keyboard = sys.stdin.fileno()
        same = os.ttyname(keyboard) == os.ttyname(sys.stdout.fileno())
        if same and os.tcgetpgrp(keyboard) == os.getpgrp() and not _waiting(keyboard):
            return keyboard
    return None


def _waiting(keyboard: int) -> int:
    """Bytes that can be read at once."""
    import array
    import fcntl
    import termios

    count = array.array("i", [0])
    fcntl.ioctl(keyboard, termios.FIONREAD, count)
    return count[0]
