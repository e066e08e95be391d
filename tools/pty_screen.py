"""A program in a pseudo-terminal, with the screen a person would see: for benchmarks and for pictures.

What the program sends is kept with the time it came at and given to the emulator only when somebody looks at
the screen, so emulating costs a measured program nothing. What it asks the terminal is answered at once, so
that it never sits out a time-out.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from typing import TYPE_CHECKING, Self

import pyte

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

QUIET = 0.030
"""Seconds without output after which the program is taken to have finished what a key began."""
PATIENCE = 30.0
"""Seconds to wait for a screen before giving up."""

_QUERY = re.compile(
    rb"\x1b\[(?:(?P<device>0?c)|(?P<secondary>>0?c)|(?P<status>5n)|(?P<position>6n)|(?P<mode>\??\d+)\$p)"
)
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<=>][0-?]*[ -/]*[@-~]"  # private sequences, as of the kitty keyboard protocol
    rb"|\x1b\[[0-?]*[ -/]+[@-~]"  # with intermediate bytes, as DECRQM
    rb"|\x1b[P^_][^\x1b]*\x1b\\"  # DCS, PM and APC strings
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[P^_][^\x1b]*\x1b?)?\Z")
_MODES_ANSWERED = {b"?2026": 2}
"""DECRQM's answer by mode: 2 is known and off, which every other mode is not (0). 2026 is synchronised output."""


class PtyScreen:
    """One program behind a screen of `columns` x `rows` cells. A context manager: leaving it ends the program."""

    def __init__(
        self, argv: Sequence[str | Path], columns: int, rows: int, env: Mapping[str, str], cwd: Path | None = None
    ) -> None:
        """`env` is the whole environment, but for TERM and COLORTERM."""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._pending: list[tuple[float, bytes]] = []
        self._held = b""
        self._asked = b""
        self._ended = False
        self._last_output = 0.0
        words = [str(word) for word in argv]
        environment = {**env, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self._master, slave = os.openpty()
        self._set_size(columns, rows)
        self.started = time.perf_counter()
        """When the program was forked, by `time.perf_counter`."""
        self._pid = os.fork()
        if not self._pid:
            try:
                os.login_tty(slave)
                if cwd is not None:
                    os.chdir(cwd)
                os.execvpe(words[0], words, environment)
            finally:
                os._exit(127)
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Takes the program away, whatever it is doing."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            self._pid = 0
            os.close(self._master)

    # The screen

    @property
    def rows(self) -> list[str]:
        """The screen's text as it stands, row by row."""
        self._show()
        return list(self.screen.display)

    def wait_for(self, is_shown: Callable[[Sequence[str]], bool], patience: float = PATIENCE) -> float:
        """Waits until the rows of the screen are as wanted; when what made them so came, by `time.perf_counter`.

        Raises RuntimeError, with the screen, when that does not happen or the program ends before.
        """
        give_up = time.perf_counter() + patience
        while True:
            # The emulator gets its turn when the program has paused, and is asked after each piece of output.
            while self._read(QUIET):
                pass
            while self._pending:
                came = self._show_next()
                if is_shown(self.screen.display):
                    return came
            if self._ended or time.perf_counter() > give_up:
                why = "the program has ended" if self._ended else f"not within {patience:g} s"
                screen = "\n".join(row.rstrip() for row in self.screen.display)
                raise RuntimeError(f"not the screen that was waited for: {why}; it shows:\n{screen}")

    # What a person does

    def send(self, sequence: bytes) -> None:
        """Sends what keys send."""
        while sequence:
            sequence = sequence[os.write(self._master, sequence) :]

    def press(self, sequence: bytes, patience: float = PATIENCE) -> float:
        """Seconds from sending a key to the last output before a quiet time, which is not counted."""
        self.settle()
        before = time.perf_counter()
        self.send(sequence)
        return self._answer_time(before, patience)

    def resize(self, columns: int, rows: int, patience: float = PATIENCE) -> float:
        """Changes the size of the terminal; seconds as in `press`."""
        self.settle()
        self._show()
        self.screen.resize(rows, columns)
        before = time.perf_counter()
        self._set_size(columns, rows)
        return self._answer_time(before, patience)

    def settle(self, quiet: float = QUIET) -> None:
        """Reads until nothing has come for a while."""
        while self._read(quiet):
            pass

    def _answer_time(self, before: float, patience: float) -> float:
        if not self._read(patience):
            raise RuntimeError(f"no answer within {patience:g} s")
        self.settle()
        return self._last_output - before

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # What the program sends

    def _read(self, timeout: float) -> bool:
        """Takes what comes within a time; whether anything came."""
        if self._ended or not select.select([self._master], [], [], timeout)[0]:
            return False
        try:
            received = os.read(self._master, 1 << 16)
        except OSError:
            # Linux says EIO when the last program on the terminal has gone.
            received = b""
        if not received:
            self._ended = True
            return False
        self._last_output = time.perf_counter()
        self._pending.append((self._last_output, received))
        self._answer_queries(received)
        return True

    def _answer_queries(self, received: bytes) -> None:
        received = self._asked + received
        unfinished = _UNFINISHED.search(received)
        self._asked = unfinished[0] if unfinished else b""
        for query in _QUERY.finditer(received):
            if query["device"]:
                self.send(b"\x1b[?62;22c")
            elif query["secondary"]:
                self.send(b"\x1b[>1;10;0c")
            elif query["status"]:
                self.send(b"\x1b[0n")
            elif query["position"]:
                self._show()
                self.send(b"\x1b[%d;%dR" % (self.screen.cursor.y + 1, self.screen.cursor.x + 1))
            elif query["mode"]:
                self.send(b"\x1b[%s;%d$y" % (query["mode"], _MODES_ANSWERED.get(query["mode"], 0)))

    def _show(self) -> None:
        while self._pending:
            self._show_next()

    def _show_next(self) -> float:
        came, received = self._pending.pop(0)
        received = self._held + received
        unfinished = _UNFINISHED.search(received)
        self._held = unfinished[0] if unfinished else b""
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", received[: len(received) - len(self._held)]))
        return came


def private_environment(home: Path, package: Path) -> dict[str, str]:
    """An environment with nothing of the user's in it: everything that is kept is kept below `home`.

    Python finds the packages in the folder `package`, and keeps compiled code below `home` too.
    """
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "TMPDIR": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PYTHONPATH": str(package),
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
    }
