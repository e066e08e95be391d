"""A program in a real pseudo-terminal behind a terminal emulator: what it sends, and what a person would see.

The emulator (pyte) puts every character where it was sent and reorders nothing, so the cells of its screen
are the cells the program meant. Nothing here sleeps for a fixed time: the screen is waited for.
"""

from __future__ import annotations

import fcntl
import itertools
import math
import os
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

import pyte
import warm

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable, Mapping, Sequence

    from pyte.screens import Char

Found = TypeVar("Found")

IDENTITY = re.compile(
    "ALACRITTY_.*|GHOSTTY_.*|KITTY_.*|KONSOLE_.*|LC_TERMINAL.*|MLTERM|STY|TERM_PROGRAM.*|TMUX.*|VTE_VERSION|WEZTERM_.*"
    "|WT_SESSION|XTERM_VERSION|ZELLIJ.*"
)
"""Variables that say which terminal a program is in: those of who runs the tests say nothing of this one."""
PATIENCE = 20.0
"""Seconds to wait for something that should happen at once, on a machine that does other things too."""
QUIET = 0.12
"""Seconds without output after which a program counts as waiting for input, if it is at rest."""
AT_REST = 0.02
"""Seconds of the processor that a program at rest uses at most meanwhile."""
AT_WORK = 3.0
"""Seconds for which a program is waited for that sends nothing and is at work all the same."""

KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "delete": "\x1b[3~",
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "escape": "\x1b",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f7": "\x1b[18~",
}
"""What xterm sends for keys that type no character."""
CURSOR_KEYS = {"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F"}
MODIFIERS = {"shift": 1, "alt": 2, "ctrl": 4}

# What is asked of a terminal: device attributes, status, position, modes (DECRQM), the keyboard protocol.
_QUERY = re.compile(
    rb"\x1b\[(?:(?P<device>0?c)|(?P<secondary>>0?c)|(?P<status>5n)|(?P<position>6n)"
    rb"|(?P<private>\??)(?P<mode>\d+)\$p|(?P<name>>0?q)|8(?P<order>[hl])|(?P<unanswered>[<=>][0-9;]*[A-Za-z]|\?u))"
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*)?\Z")

# A pseudo-terminal becomes the controlling one of a new session only by a call from inside it.
# Where the tests run in the background, the shell has had them, and all they start, pass SIGINT over.
_TAKE_TERMINAL = (
    "import fcntl,os,signal,sys,termios;fcntl.ioctl(0,termios.TIOCSCTTY,0);signal.signal(signal.SIGINT,signal.SIG_DFL);"
    "os.execvp(sys.argv[1],sys.argv[1:])"
)


class Terminal:
    """One program and its screen of `columns` x `rows` cells. Use it as a context manager, or `close` it."""

    def __init__(
        self,
        argv: Sequence[str | bytes | Path],
        columns: int = 80,
        rows: int = 24,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        identity: Mapping[str, str] | None = None,
        name: str = "",
        silent: bool = False,
        late: float = 0.0,
        is_warm: bool = False,
    ) -> None:
        """`env` is the whole environment, but for what says which terminal this is.

        `identity` is what does; `name` is what it answers to XTVERSION, if it does; a silent one answers nothing,
        and a late one so many seconds after it was asked. `is_warm`: the program, begun `warm`.
        """
        self.raw = bytearray()
        """Everything the program has sent."""
        self.name, self.silent, self.late = name, silent, late
        self._answers: list[tuple[float, bytes]] = []
        self.order = 1
        """Of mode 8, as DECRPM has it: 1 where this terminal would reorder rows, 2 where it was told not to."""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._held = b""
        self._ended = False
        self._master, slave = os.openpty()
        self._set_size(columns, rows)
        usual = os.environ if env is None else env
        variables = {word: value for word, value in usual.items() if not IDENTITY.fullmatch(word)}
        variables |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        variables |= {} if identity is None else identity
        # After an escape Textual waits so many milliseconds for the rest of a sequence.
        variables |= {"ESCDELAY": "20"}
        self.process: subprocess.Popen[bytes] | warm.Process
        if is_warm:
            nursery = warm.nursery_for("app", variables)
            self.process = nursery.begin(argv, [slave] * 3, cwd, variables, takes_terminal=True)
        else:
            self.process = subprocess.Popen(
                [sys.executable, "-ISc", _TAKE_TERMINAL, *argv],
                stdin=slave,
                stdout=slave,
                stderr=slave,
                cwd=cwd,
                env=variables,
                start_new_session=True,
            )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Takes the terminal away and makes an end of the program."""
        self.hang_up()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)

    def hang_up(self) -> None:
        """Closes the terminal, as when its window is closed; the system sends SIGHUP."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    # What is on the screen

    @property
    def columns(self) -> int:
        """Cells of a row."""
        return self._screen.columns

    @property
    def rows(self) -> list[str]:
        """The screen's text, row by row, blanks at the ends included."""
        return list(self._screen.display)

    @property
    def text(self) -> str:
        """The screen's text in one string."""
        return "\n".join(row.rstrip() for row in self.rows)

    def cell(self, row: int, column: int) -> Char:
        """One cell: `data`, `fg`, `bg`, `bold`, `italics`, `underscore`, `reverse`."""
        return self._screen.buffer[row][column]

    def cells(self, row: int, columns: range) -> list[Char]:
        """Neighbouring cells of a row."""
        return [self.cell(row, column) for column in columns]

    def glyphs(self, row: int) -> list[str]:
        """What stands on each cell of a row: a letter with its marks; nothing on the second cell of a wide one."""
        return [cell.data for cell in self.cells(row, range(self.columns))]

    def find(self, text: str) -> tuple[int, int] | None:
        """Row and column of the cell where some text first stands on the screen."""
        for row in range(len(self.rows)):
            glyphs = self.glyphs(row)
            place = "".join(glyphs).find(text)
            if place >= 0:
                ends = itertools.accumulate(map(len, glyphs))
                return row, next(column for column, end in enumerate(ends) if end > place)
        return None

    def place_of(self, text: str) -> tuple[int, int]:
        """The same for text that has to be there."""
        found = self.find(text)
        assert found is not None, f"{text!r} is not on the screen:\n{self.text}"
        return found

    # Waiting

    def wait_for(self, wanted: str | Callable[[Terminal], Found], timeout: float = PATIENCE) -> Found | str:
        """Reads on until some text is on the screen, or until a question has a true answer, which is given.

        Raises AssertionError, with the screen, when that does not come or the program ends before.
        """
        until = time.monotonic() + timeout
        while True:
            found = (wanted if wanted in self.text else "") if isinstance(wanted, str) else wanted(self)
            if found:
                return found
            if self._ended or time.monotonic() > until:
                what = repr(wanted) if isinstance(wanted, str) else getattr(wanted, "__doc__", None) or wanted
                state = "the program has ended" if self._ended else f"not within {timeout:g} s"
                raise AssertionError(f"waited for {what}: {state}; the screen:\n{self.text}")
            self._read(0.05)

    def settle(self, quiet: float = QUIET, timeout: float = PATIENCE) -> Self:
        """Reads on until the program has sent nothing for a while, and not because it had no turn on the processor.

        The latter is looked at only where the while is as long as usual: shorter ones are between two keys.
        """
        now = time.monotonic()
        until, rests_by = now + timeout, now + AT_WORK
        ran = self._ran()
        while (now := time.monotonic()) < until:
            if self._read(quiet):
                ran, rests_by = self._ran(), time.monotonic() + AT_WORK
                continue
            before, ran = ran, self._ran()
            is_at_rest = quiet < QUIET or ran is None or before is None or (ran < math.inf and ran - before < AT_REST)
            if is_at_rest or now > rests_by:
                break
        return self

    def _ran(self) -> float | None:
        """Seconds of the processor that the program has used so far; infinite while it waits for its turn.

        None where the system does not tell, or it has ended.
        """
        tasks = Path(f"/proc/{self.process.pid}/task")
        ran = 0
        try:
            for task in tasks.iterdir():
                state, *numbers = (task / "stat").read_text().rpartition(")")[2].split()
                if state == "R":
                    return math.inf
                ran += int(numbers[10]) + int(numbers[11])
        except (OSError, ValueError):
            return None
        return ran / os.sysconf("SC_CLK_TCK")

    def wait_for_exit(self, timeout: float = PATIENCE) -> int:
        """The exit code as a shell gives it: 128 and the number of the signal where one ended the program."""
        until = time.monotonic() + timeout
        while self._master >= 0 and not self._ended and time.monotonic() < until:
            self._read(0.05)
        try:
            code = self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still running after {timeout:g} s; the screen:\n{self.text}") from None
        return code if code >= 0 else 128 - code

    def _read(self, timeout: float) -> bool:
        """Takes in what comes within a time; whether anything came."""
        while self._answers and self._answers[0][0] <= time.monotonic():
            self.send(self._answers.pop(0)[1])
        if self._ended or self._master < 0 or not select.select([self._master], [], [], timeout)[0]:
            return False
        try:
            received = os.read(self._master, 1 << 16)
        except OSError:
            received = b""
        if not received:
            self._ended = True
            return False
        self.raw += received
        self._show(self._held + received)
        return True

    def _show(self, received: bytes) -> None:
        unfinished = _UNFINISHED.search(received)
        end = unfinished.start() if unfinished else len(received)
        received, self._held = received[:end], received[end:]
        shown = 0
        for query in _QUERY.finditer(received):
            self._stream.feed(received[shown : query.start()])
            shown = query.end()
            self._answer(query)
        self._stream.feed(received[shown:])

    def _answer(self, query: re.Match[bytes]) -> None:
        if query["order"]:
            self.order = 1 if query["order"] == b"h" else 2
        elif self.silent:
            return
        elif query["device"]:
            self._reply(b"\x1b[?62;22c")
        elif query["secondary"]:
            self._reply(b"\x1b[>1;10;0c")
        elif query["status"]:
            self._reply(b"\x1b[0n")
        elif query["position"]:
            self._reply(b"\x1b[%d;%dR" % (self._screen.cursor.y + 1, self._screen.cursor.x + 1))
        elif query["name"] and self.name:
            self._reply(b"\x1bP>|%s\x1b\\" % self.name.encode())
        elif query["mode"] == b"8" and not query["private"]:
            self._reply(b"\x1b[8;%d$y" % self.order)
        elif query["mode"]:
            self._reply(b"\x1b[%s%s;0$y" % (query["private"], query["mode"]))

    def _reply(self, sequence: bytes) -> None:
        if self.late:
            self._answers.append((time.monotonic() + self.late, sequence))
        else:
            self.send(sequence)

    # What a person does

    def send(self, sequence: bytes) -> None:
        """Sends bytes as they are."""
        os.write(self._master, sequence)

    def press(self, *keys: str) -> Self:
        """Presses keys by Textual's names (`ctrl+q`, `shift+left`) or by their character, then waits for quiet."""
        for key in keys:
            self.send(key_bytes(key))
            # A key that follows an escape at once would be read as one with alt.
            self.settle(QUIET if key == "escape" else 0.01)
        return self.settle()

    def type(self, text: str) -> Self:
        """Types text, in logical order."""
        self.send(text.encode())
        return self.settle()

    def paste(self, text: str) -> Self:
        """Pastes text as xterm does: bracketed, lines ended by CR, other C0 controls replaced by spaces."""
        lines = text.replace("\r\n", "\r").replace("\n", "\r")
        clean = "".join(" " if c < " " and c not in "\r\t" else c for c in lines)
        self.send(b"\x1b[200~" + clean.encode() + b"\x1b[201~")
        return self.settle()

    def mouse_press(self, row: int, column: int) -> Self:
        """Puts the left button down on a cell."""
        return self._mouse(0, row, column, "M")

    def mouse_move(self, row: int, column: int) -> Self:
        """Moves the mouse to a cell with the left button down."""
        return self._mouse(32, row, column, "M")

    def mouse_release(self, row: int, column: int) -> Self:
        """Lets the left button go on a cell."""
        return self._mouse(0, row, column, "m")

    def click(self, row: int, column: int, *, times: int = 1) -> Self:
        """Clicks a cell; twice or three times at once when asked."""
        for _ in range(times):
            self.mouse_press(row, column)
            self.mouse_release(row, column)
        return self.settle()

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> Self:
        """Drags from one (row, column) to another."""
        self.mouse_press(*start)
        self.mouse_move(*end)
        self.mouse_release(*end)
        return self.settle()

    def wheel(self, row: int, column: int, *, down: bool) -> Self:
        """Turns the wheel by one notch over a cell."""
        return self._mouse(65 if down else 64, row, column, "M").settle()

    def _mouse(self, button: int, row: int, column: int, final: str) -> Self:
        self.send(f"\x1b[<{button};{column + 1};{row + 1}{final}".encode())
        return self

    def resize(self, columns: int, rows: int, *, wait: bool = True) -> Self:
        """Gives the terminal another size, as when its window is drawn larger, and waits for quiet."""
        self._screen.resize(rows, columns)
        self._set_size(columns, rows)
        return self.settle() if wait else self

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def scribble(self, sequence: bytes) -> None:
        """Has another program write on the screen."""
        self._show(sequence)

    def signal(self, number: signal.Signals) -> None:
        """Sends the program a signal."""
        self.process.send_signal(number)

    @property
    def echoes(self) -> bool:
        """Whether the terminal is in the state a shell expects: lines are edited and echoed."""
        flags = termios.tcgetattr(self._master)[3]
        return bool(flags & termios.ECHO) and bool(flags & termios.ICANON)


def key_bytes(key: str) -> bytes:
    """What xterm sends for a key, by Textual's name for it."""
    if key in KEYS:
        return KEYS[key].encode()
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    if name in CURSOR_KEYS and modifiers:
        return f"\x1b[1;{1 + sum(MODIFIERS[modifier] for modifier in modifiers)}{CURSOR_KEYS[name]}".encode()
    if modifiers == ["ctrl"] and len(name) == 1 and name.isalpha():
        return bytes([ord(name.lower()) & 0x1F])
    if modifiers or len(name) != 1:
        raise ValueError(f"no such key: {key}")
    return name.encode()
