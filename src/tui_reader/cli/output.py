"""What a command prints: rows as the terminal behind standard output wants them, or lines as they are."""

from __future__ import annotations

import signal
import sys
import time
from typing import TYPE_CHECKING

from tui_reader.errors import ExitCode
from tui_reader.telling import fail, fail_on_output, say
from tui_reader.terminal.signals import polite_exits
from tui_reader.terminal.switches import NOTHING, switched
from tui_reader.text.encoders import Encoder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tui_reader.printing import Row
    from tui_reader.terminal.choice import TerminalBidi
    from tui_reader.terminal.policy import Decision
    from tui_reader.terminal.switches import Switch

SAYS_FIRST = 0.5
"""Seconds of work after which it is said how far it is."""
SAYS_AGAIN = 2.0
"""Seconds between that and the next time: each is a line, and stays."""
SENT_ON = 0.2
"""Seconds after which what was printed is sent on, together with what comes next."""


def output_terminal(choice: TerminalBidi, encoder: str | None = None) -> Decision:
    """What is done for the terminal behind standard output, before anything is laid out for it.

    An encoder that was named is used whatever is there, and nobody is asked.
    """
    from tui_reader.launch import picked_path
    from tui_reader.terminal.output import decision_for_output
    from tui_reader.terminal.policy import Decision
    from tui_reader.text.display import set_usual_display

    decision = Decision(Encoder(encoder)) if encoder else decision_for_output(choice, picked_path())
    set_usual_display(decision.encoder.display)
    return decision


class Progress:
    """Says on a terminal how far long work is; elsewhere, and of short work, nothing."""

    def __init__(self) -> None:
        self._is_seen = sys.stderr is not None and sys.stderr.isatty()
        self._next = time.monotonic() + SAYS_FIRST

    def tell(self, what: Path | str, part: float) -> None:
        """Says which part of a file or of some work is done, 0 to 1, unless that was said a moment ago."""
        now = time.monotonic()
        if self._is_seen and now >= self._next:
            self._next = now + SAYS_AGAIN
            say(f"{what}: {part:.0%}")


def on_a_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def print_rows(rows: Iterable[Row], terminal: Decision, *, in_faces: bool) -> None:
    """Writes rows in visual order as the terminal wants them."""
    from tui_reader.printing import sent

    print_lines(sent(rows, terminal.encoder, in_faces=in_faces), terminal.switch)


def require_output() -> None:
    """Ends the program where standard output is closed, and has it end quietly when nobody reads on."""
    if sys.stdout is None:
        fail("standard output: is closed", ExitCode.NOT_WRITTEN)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def print_lines(lines: Iterable[str], switch: Switch = NOTHING) -> None:
    """Writes lines to standard output as UTF-8, whatever the locale says. Ends quietly when nobody reads on."""
    print_pieces((line.encode("utf-8", "replace") + b"\n" for line in lines), switch)


def print_pieces(pieces: Iterable[bytes], switch: Switch = NOTHING) -> None:
    """Writes bytes to standard output as they are. Ends quietly when nobody reads on.

    What takes its time is sent on as it comes. Who ends the program politely gets all that was said until then: it may
    be what was written to files.
    """
    require_output()
    out = sys.stdout.buffer
    sent = time.monotonic()
    try:
        with polite_exits(), switched(out.fileno(), switch):
            try:
                for piece in pieces:
                    out.write(piece)
                    now = time.monotonic()
                    if now - sent >= SENT_ON:
                        out.flush()
                        sent = now
            finally:
                out.flush()
    except OSError as error:
        fail_on_output(error)
