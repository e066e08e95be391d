"""What tmux says about the terminals it is shown on: asked in a process of its own, while other things are done.

Not by way of `subprocess`, whose import takes longer than the answer.
"""

from __future__ import annotations

import os
import select
import signal
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_FORMAT = "#{client_activity} #{client_pid} #{client_termname} #{client_termtype}"
MOST_BYTES = 1 << 16


class Client(NamedTuple):
    """A terminal on which the session of this pane is shown."""

    term: str
    """Its TERM."""
    name: str
    """What it answered to XTVERSION, if it did."""
    environment: Mapping[str, str]
    """That of the process in it; empty where nobody may look."""


class TmuxClients:
    """The question, and the answer when it has come."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Asks. Where there is no tmux to be asked, there are no clients."""
        self._output, self._process = -1, 0
        reading, writing = os.pipe()
        # The pane says which session is meant; without it tmux would take the one that was used last.
        pane = environment.get("TMUX_PANE", "")
        target = ["-t", pane] if pane.startswith("%") else []
        nowhere = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 2)]
        try:
            self._process = os.posix_spawnp(
                "tmux",
                ["tmux", "list-clients", *target, "-F", _FORMAT],
                environment,
                file_actions=[*nowhere, (os.POSIX_SPAWN_DUP2, writing, 1)],
            )
            self._output = reading
        except OSError:
            os.close(reading)
        finally:
            os.close(writing)

    def collect(self, until: float) -> list[Client]:
        """The clients, the one used last first. Waits until a time (of `monotonic`) and no longer."""
        if self._output < 0:
            return []
        answer = b""
        while len(answer) < MOST_BYTES and select.select([self._output], [], [], max(0.0, until - monotonic()))[0]:
            received = os.read(self._output, MOST_BYTES)
            if not received:
                break
            answer += received
        self.close()
        lines = [line.split(" ", 3) for line in answer.decode("utf-8", "replace").splitlines()]
        whole = [line for line in lines if len(line) == 4 and line[0].isdecimal() and line[1].isdecimal()]
        whole.sort(key=lambda line: int(line[0]), reverse=True)
        return [Client(term, name, _environment(process)) for _, process, term, name in whole]

    def close(self) -> None:
        """Ends the process, whether it has answered or not."""
        if self._output >= 0:
            os.close(self._output)
            self._output = -1
            with suppress(OSError):
                os.kill(self._process, signal.SIGKILL)
                os.waitpid(self._process, 0)


def _environment(process: str) -> dict[str, str]:
    """The variables of another process of ours, where the system shows them."""
    try:
        with open(f"/proc/{process}/environ", "rb") as file:  # noqa: PTH123 - no path is made of it
            words = file.read(MOST_BYTES).decode("utf-8", "replace").split("\0")
    except OSError:
        return {}
    return {name: value for name, _, value in (word.partition("=") for word in words)}
