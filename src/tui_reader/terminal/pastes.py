"""What is pasted holds no escape: between the brackets of a paste all is text, whatever it would be as keys.

Terminals take the escapes out of what is pasted, but not all of them do, and Textual's parser reads up to 32
characters behind one as keys. Fields leave controls out of what they are given; the escape has to go before.
Text behind an end that came in the paste itself cannot be told from typing: that no program can mend.
"""

from __future__ import annotations

START, END = b"\x1b[200~", b"\x1b[201~"
"""Around what is pasted (xterm's ctlseqs, bracketed paste mode)."""
_ESCAPE = b"\x1b"


class Pastes:
    """Takes escapes out of all that is pasted on one keyboard."""

    def __init__(self) -> None:
        self._inside = False
        self._before = b""
        """What was given on already and may be the beginning of a `START`."""
        self._held = b""
        """What was pasted and may be the beginning of an `END`."""

    def feed(self, received: bytes) -> bytes:
        """What was typed as it is, and what was pasted, in its brackets, without escapes.

        Within a paste the beginning of an end is held until more comes.
        """
        given: list[bytes] = []
        while received:
            if self._inside:
                pasted, end, received = (self._held + received).partition(END)
                self._inside = not end
                self._held = b"" if end else _beginning_at_the_end(pasted, END)
                given += [pasted.removesuffix(self._held).replace(_ESCAPE, b""), end]
                continue
            before, self._before = self._before, b""
            typed, start, received = (before + received).partition(START)
            self._inside = bool(start)
            if not start:
                self._before = _beginning_at_the_end(typed, START)
            given.append((typed + start)[len(before) :])
        return b"".join(given)

    def wait_no_more(self) -> None:
        """Nothing has come for so long that what came last was a key."""
        self._before = b""


def _beginning_at_the_end(received: bytes, bracket: bytes) -> bytes:
    """The beginning of a bracket with which something ends; nothing where it does not."""
    return next(
        (bracket[:length] for length in range(len(bracket) - 1, 0, -1) if received.endswith(bracket[:length])), b""
    )
