"""The terminal is asked who it is and how it orders text, and is waited for only when that has to be known.

What is asked, in xterm's terms: DECRQM of mode 8 and of mode ?1243, XTVERSION, secondary and then primary device
attributes, which every terminal answers and answers last. Terminals that print what they do not understand
(qterminal: a `p`) do it on a spot that is wiped at once.
"""

from __future__ import annotations

import os
import select
from time import monotonic
from typing import TYPE_CHECKING

from tui_reader.terminal.choice import TerminalBidi
from tui_reader.terminal.last_answer import type_again
from tui_reader.terminal.picked import picked_in
from tui_reader.terminal.policy import Decision, Evidence, decide
from tui_reader.terminal.replies import Replies
from tui_reader.terminal.switches import send

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tui_reader.terminal.tmux import TmuxClients

QUESTIONS = b"\x1b7\x1b[8$p\x1b[?1243$p\x1b[>q\x1b[>c\x1b[c\x1b8\x1b[K"
PATIENCE = 0.15
"""Seconds from the questions after which answers are not waited for any more."""
LATEST = 1.0
"""The same where the terminal is given back, and what comes later would be somebody else's."""
_NOT_ASKED = frozenset({"", "dumb", "linux"})
"""Values of TERM. The Linux console prints what it does not understand, and has no name to tell."""


class Inquiry:
    """One round of questions to one terminal, whose keyboard has been taken (no echo, no lines)."""

    def __init__(
        self,
        choice: TerminalBidi,
        environment: Mapping[str, str],
        picked: Path,
        keyboard: int,
        screen: int,
        patience: float = PATIENCE,
    ) -> None:
        """Asks, unless the answer could change nothing, and waits for so many seconds in all.

        `picked` is the file of what people picked.
        """
        self.replies = Replies()
        """What was answered; whoever reads the keyboard after this feeds it, for answers that come late."""
        self._typed = b""
        self._choice, self._environment, self._picked = choice, environment, picked
        self._keyboard = keyboard
        self.asked = is_asked(choice, environment)
        """Whether there may be answers."""
        self._asked_at = monotonic()
        self._until = self._asked_at + patience
        self._tmux: TmuxClients | None = None
        if choice in (TerminalBidi.AUTO, TerminalBidi.EXPLICIT) and environment.get("TMUX"):
            from tui_reader.terminal.tmux import TmuxClients

            self._tmux = TmuxClients(environment)
        if self.asked:
            send(screen, QUESTIONS)

    def evidence(self) -> Evidence:
        """What came out of it."""
        self.wait()
        clients = self._tmux.collect(self._until) if self._tmux is not None else []
        return Evidence(self.replies, self._environment, clients)

    def decision(self) -> Decision:
        """What is done for this terminal."""
        return decide(self._choice, self.evidence(), picked_in(self._picked))

    def wait(self) -> None:
        """Reads the answers, as long as they are to be waited for. What was typed meanwhile is kept."""
        while self.asked and not self.replies.complete:
            left = self._until - monotonic()
            if left <= 0 or not select.select([self._keyboard], [], [], left)[0]:
                break
            try:
                received = os.read(self._keyboard, 4096)
            except OSError:
                break
            if not received:
                break
            self._typed += self.replies.feed(received)

    def take_typed(self) -> bytes:
        """What was typed before the app was there, in order, once."""
        typed, self._typed = self._typed, b""
        return typed

    @property
    def time_left(self) -> float:
        """Seconds for which the terminal may still be about to answer, where it is given back."""
        return max(0.0, self._asked_at + LATEST - monotonic())

    def wait_no_more(self) -> None:
        """To be called by whoever has read the rest of the answers, or has waited for them."""
        self.asked = False

    def end(self, patience: float = 0.0) -> None:
        """Nothing of the answers is left for whoever has the terminal next; what was typed is, where that can be.

        They are waited for so many seconds from now, where that is longer.
        """
        self._until = max(self._until, monotonic() + patience)
        self.wait()
        if self._tmux is not None:
            self._tmux.close()
        typed = self.take_typed() + (self.replies.let_go() if self.asked else b"")
        if typed:
            type_again(self._keyboard, typed)


def is_asked(choice: TerminalBidi, environment: Mapping[str, str]) -> bool:
    """Whether a terminal is asked: where it can answer, and nobody has decided already."""
    if choice not in (TerminalBidi.AUTO, TerminalBidi.EXPLICIT):
        return False
    return environment.get("TERM", "") not in _NOT_ASKED and environment.get("TERM_PROGRAM") != "Apple_Terminal"
