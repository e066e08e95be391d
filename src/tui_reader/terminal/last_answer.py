"""What a terminal says last: behind that answer, all that comes from the keyboard was typed.

A terminal answers in the order in which it is asked. So before it is given back, when it has been told to report
nothing more, it is asked for what every terminal answers (DA1), and read up to there: answers that were still on
their way and reports of the mouse would be printed by a shell, or taken for what they spell. Neovim leaves like this.
"""

from __future__ import annotations

import os
import re
import select
import termios
from contextlib import suppress
from time import monotonic

QUESTION = "\x1b[c"
PATIENCE = 1.0
"""Seconds for which a terminal is waited for that is known to answer."""
LEAST_PATIENCE = 0.15
"""The same for one of which nothing is known."""
_LFLAG = 3
# `re` compiles them when they are needed, which is at the end.
_ANSWER = rb"\x1b\[\?[0-9;]{0,64}c"
# Control sequences, of the mouse in its oldest form with three bytes behind; strings; keys of one letter (SS3).
_SEQUENCE = rb"\x1b(?:\[M[\s\S]{3}|\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|O[ -~]|[ -/]*[0-N`-~])"
_BEGINNING = rb"\x1b(?:\[[0-?]*[ -/]*|\[M[\s\S]{0,2}|[\]PX^_][^\x07\x1b]*\x1b?|O|[ -/]*)\Z"
_NO_TEXT = rb"[\x00-\x07\x0b\x0c\x0e-\x1f]"


def can_be_asked(keyboard: int) -> bool:
    """Whether what is answered will come here, and unseen: not where another program has the terminal by now."""
    with suppress(OSError, termios.error):
        is_read_by_line = termios.tcgetattr(keyboard)[_LFLAG] & (termios.ICANON | termios.ECHO)
        return os.tcgetpgrp(keyboard) == os.getpgrp() and not is_read_by_line
    return False


def typed_before(keyboard: int, answers: int, patience: float, received: bytes = b"") -> bytes | None:
    """Reads up to the last of so many answers to `QUESTION`; what a person typed meanwhile, as text without keys.

    `received` was read already: the beginning of an answer. None where the answers do not come within `patience`
    seconds, or the terminal has gone.
    """
    until = monotonic() + patience
    while (end := _end_of(received, answers)) is None:
        left = until - monotonic()
        if left <= 0 or not select.select([keyboard], [], [], left)[0]:
            return None
        try:
            more = os.read(keyboard, 4096)
        except OSError:
            return None
        if not more:
            return None
        received += more
    before, after = (re.sub(_SEQUENCE, b"", part) for part in (received[:end], received[end:]))
    # What comes behind an escape that begins nothing may be the words of an answer.
    typed = (b"" if b"\x1b" in before else before) + after.partition(b"\x1b")[0]
    return re.sub(_NO_TEXT, b"", typed)


def unfinished(received: bytes) -> bytes:
    """The sequence whose end has not been received yet."""
    begun = re.search(_BEGINNING, received)
    return begun[0] if begun is not None else b""


def _end_of(received: bytes, answers: int) -> int | None:
    ends = [answer.end() for answer in re.finditer(_ANSWER, received)]
    return ends[answers - 1] if len(ends) >= answers else None


def type_again(keyboard: int, keys: bytes) -> None:
    """Has keys come from a keyboard as if they were typed now."""
    import fcntl

    # Newer systems forbid it.
    with suppress(OSError):
        for key in keys:
            fcntl.ioctl(keyboard, termios.TIOCSTI, bytes([key]))
