"""A program in a pseudo-terminal, with the screen a person would see: for benchmarks and for pictures.

What the program sends is kept with the time it came at and given to the emulator only when somebody looks at
the screen, so emulating costs a measured program nothing. What it asks the terminal is answered at once, so
that it never sits out a time-out.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import termios
import time
from collections import deque
from typing import TYPE_CHECKING, NamedTuple, Self

from emulator import Emulator
from process_tree import work_seconds
from terminal_queries import Queries, answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyte.screens import Screen

QUIET = 0.030
"""Seconds without output after which a program that is not computing has finished what a key began."""
SILENCE = 0.25
"""Seconds without output after which it has, though it computes: what it still does is not for the screen."""
LOOK, BUSY = 0.008, 0.5
"""How long is looked whether a program computes, in seconds, and the share of that time it then uses at least."""
SLICE = 1024
"""Bytes after which the screen is looked at: few rows, so that what is scrolled away at once is seen all the same."""
PATIENCE = 30.0
"""Seconds to wait for a screen before giving up."""

_FRAME_END = b"\x1b[?2026l"


class NotShown(RuntimeError):
    """What was waited for did not come; the message says why, and holds the screen."""


class Answer(NamedTuple):
    """When a program answered, in seconds from what was done."""

    first: float
    """The end of the first frame; where the program does not say where frames end, its first output."""
    last: float
    """The last output before a quiet time, which is not counted."""


class PtyScreen:
    """One program behind a screen of `columns` x `rows` cells. A context manager: leaving it ends the program."""

    def __init__(
        self, argv: Sequence[str | Path], columns: int, rows: int, env: Mapping[str, str], cwd: Path | None = None
    ) -> None:
        """`env` is the whole environment, but for TERM and COLORTERM."""
        self._emulator = Emulator(columns, rows)
        self._pending: deque[tuple[float, bytes]] = deque()
        self._queries = Queries()
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

    @property
    def pid(self) -> int:
        """Of the program."""
        return self._pid

    # The screen

    @property
    def screen(self) -> Screen:
        """The cells as they stand."""
        self._show()
        return self._emulator.screen

    @property
    def rows(self) -> list[str]:
        """The screen's text as it stands, row by row."""
        return list(self.screen.display)

    def wait_for(
        self, is_shown: Callable[[Sequence[str]], bool], patience: float = PATIENCE, pause: float = QUIET
    ) -> float:
        """Waits until the rows of the screen are as wanted; when what made them so came, by `time.perf_counter`.

        The screen is looked at, piece by piece, when the program has sent nothing for `pause` seconds.
        Raises NotShown when that does not happen or the program ends before.
        """
        give_up = time.perf_counter() + patience
        while True:
            while self._read(pause) and time.perf_counter() < give_up:
                pass
            while self._pending:
                came = self._show_next()
                if is_shown(self._emulator.screen.display):
                    return came
                # What comes while the emulator is at work gets its time too.
                self._read(0)
            if self._ended or time.perf_counter() > give_up:
                raise self._not_shown(patience)

    def watch(self, seconds: float) -> None:
        """Takes what comes in that time."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0 and not self._ended:
            self._read(left)

    def frames(self) -> Iterator[list[str]]:
        """Shows what has come and was not looked at; the rows at the end of each frame that is whole."""
        received = b"".join(received for _, received in self._pending)
        self._pending.clear()
        *whole, rest = received.split(_FRAME_END)
        for frame in whole:
            self._emulator.feed(frame + _FRAME_END)
            yield list(self._emulator.screen.display)
        self._emulator.feed(rest)

    # What a person does

    def kill(self) -> None:
        """Kills the program as `kill -9` does; what it had sent by then can still be looked at."""
        os.kill(self._pid, signal.SIGKILL)
        while self._read(PATIENCE):
            pass

    def send(self, sequence: bytes) -> None:
        """Sends what keys send."""
        while sequence:
            sequence = sequence[os.write(self._master, sequence) :]

    def press(self, sequence: bytes, patience: float = PATIENCE, *, at_once: bool = False) -> Answer:
        """Sends a key, when the program has settled or at once. Raises NotShown when nothing comes."""
        if not at_once:
            self.settle()
        self._show()
        before = time.perf_counter()
        self.send(sequence)
        return self._answer(before, patience)

    def hold(self, sequence: bytes, rate: float, seconds: float) -> float:
        """Holds a key down that repeats `rate` times a second; seconds from the last repeat to the last output."""
        self.settle()
        self._show()
        began = time.perf_counter()
        for count in range(round(rate * seconds)):
            while (left := began + count / rate - time.perf_counter()) > 0:
                self._read(left)
            self.send(sequence)
        return self._answer(time.perf_counter(), PATIENCE).last

    def resize(self, columns: int, rows: int, patience: float = PATIENCE) -> float:
        """Changes the size of the terminal; seconds until the rows are what they stay. Raises NotShown.

        What is sent once more, and changes nothing, is not waited for.
        """
        self.settle()
        self.screen.resize(rows, columns)
        before = time.perf_counter()
        self._set_size(columns, rows)
        self._answer(before, patience)
        return self._steady_since() - before

    def settle(self, quiet: float = QUIET, silence: float = SILENCE, patience: float = PATIENCE) -> None:
        """Reads until nothing has come for `quiet` seconds and the program is idle, or nothing for `silence`."""
        give_up = time.perf_counter() + patience
        quiet_since = time.perf_counter()
        while not self._ended and time.perf_counter() < give_up:
            used = work_seconds(self._pid)
            if self._read(LOOK):
                quiet_since = self._last_output
                continue
            is_busy = work_seconds(self._pid) - used > BUSY * LOOK
            if time.perf_counter() - quiet_since > (silence if is_busy else quiet):
                return

    def _answer(self, before: float, patience: float) -> Answer:
        if not self._read(patience):
            raise self._not_shown(patience)
        self.settle()
        end = b""
        first = None
        for came, received in self._pending:
            end = end[1 - len(_FRAME_END) :] + received
            if _FRAME_END in end:
                first = came
                break
        if first is None:
            first = self._pending[0][0] if self._pending else self._last_output
        return Answer(first - before, self._last_output - before)

    def _not_shown(self, patience: float) -> NotShown:
        why = "the program has ended" if self._ended else f"over {patience:g} s"
        screen = "\n".join(row.rstrip() for row in self.rows).strip("\n")
        return NotShown(f"{why}; the screen:\n{screen}")

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
        slices = range(0, len(received), SLICE)
        self._pending.extend((self._last_output, received[start : start + SLICE]) for start in slices)
        for query in self._queries.complete(received):
            self.send(answer(query, self._cursor))
        return True

    def _cursor(self) -> tuple[int, int]:
        cursor = self.screen.cursor
        return cursor.y, cursor.x

    def _steady_since(self) -> float:
        """Shows what has come, which is something; when the rows came to be what they are then."""
        shown: list[tuple[float, Sequence[str]]] = []
        while self._pending:
            came = self._show_next()
            if not self._pending or self._pending[0][0] > came:
                shown.append((came, self._emulator.screen.display))
        since, rows = shown[-1]
        for came, before in reversed(shown):
            if before != rows:
                break
            since = came
        return since

    def _show(self) -> None:
        while self._pending:
            self._show_next()

    def _show_next(self) -> float:
        came, received = self._pending.popleft()
        self._emulator.feed(received)
        return came
