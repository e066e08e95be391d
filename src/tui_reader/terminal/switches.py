"""How a terminal that reorders rows is told to leave them alone, and told again when that is over.

Mode 8 of ECMA-48 (BDSM) as the Terminal Working Group's recommendation on bidi reads it: set, the terminal orders
the text, which is its default; reset, the application does. The mode is one for the whole terminal and there is no
stack of them, so whoever changes it has to change it back.
"""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.terminal.signals import polite_exits

if TYPE_CHECKING:
    from collections.abc import Iterator

EXPLICIT, IMPLICIT = b"\x1b[8l", b"\x1b[8h"
LEFT_TO_RIGHT, USUAL_DIRECTION = b"\x1b[1 k", b"\x1b[0 k"
"""SCP: the direction of paragraphs, and the terminal's default."""
ARROWS_STAY, ARROWS_SWAP = b"\x1b[?1243l", b"\x1b[?1243h"
"""Whether the terminal swaps left and right in right-to-left paragraphs, which is the default."""
RESET = 2
"""DECRPM: the mode is known, and reset."""


class Switch(NamedTuple):
    """What a terminal is sent before text in visual order, and after it."""

    on: bytes = b""
    off: bytes = b""

    def found(self, order: int | None, arrows: int | None) -> Switch:
        """The same for a terminal whose modes were found so (DECRPM): afterwards they are so again."""
        off = self.off
        if order == RESET:
            off = off.replace(IMPLICIT, b"")
        if arrows == RESET:
            off = off.replace(ARROWS_SWAP, b"")
        return Switch(self.on, off)


NOTHING = Switch()
MODE = Switch(EXPLICIT, IMPLICIT)
"""The mode alone, which all terminals pass over that do not know it."""
MODE_AND_DIRECTION = Switch(EXPLICIT + LEFT_TO_RIGHT, USUAL_DIRECTION + IMPLICIT)
RECOMMENDED = Switch(EXPLICIT + LEFT_TO_RIGHT + ARROWS_STAY, ARROWS_SWAP + USUAL_DIRECTION + IMPLICIT)
"""All that the recommendation names. Only for terminals that have it: others may print the ends of such sequences."""
MLTERM = Switch(b"\x1b]5379;use_ctl=false\x07", b"\x1b]5379;use_ctl=true\x07")


@contextmanager
def switched(descriptor: int, switch: Switch) -> Iterator[None]:
    """Cells stay where they are put, on the terminal behind a file descriptor.

    The terminal is switched back however the block is left, by a polite signal too, and while the program is
    stopped; unless it has gone away.
    """
    if not switch.on:
        yield
        return

    def pause(*_: object) -> None:
        send(descriptor, switch.off)
        os.kill(os.getpid(), signal.SIGSTOP)
        send(descriptor, switch.on)

    stop = signal.getsignal(signal.SIGTSTP) or signal.SIG_DFL
    if stop is not signal.SIG_IGN:
        signal.signal(signal.SIGTSTP, pause)
    with polite_exits():
        send(descriptor, switch.on)
        try:
            yield
        finally:
            send(descriptor, switch.off)
            signal.signal(signal.SIGTSTP, stop)


def send(descriptor: int, sequence: bytes) -> None:
    """Writes all of it."""
    # A terminal that has gone away needs no mode.
    with suppress(OSError):
        while sequence:
            sequence = sequence[os.write(descriptor, sequence) :]
