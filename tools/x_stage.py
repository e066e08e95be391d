"""A screen nobody looks at, and terminals on it: keys come as from a keyboard, and what is seen is read as pixels.

Needs Xvfb, xdotool, ImageMagick and `dbus-run-session` (Debian: xvfb xdotool imagemagick dbus-x11).
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from real_terminals import Terminal

SIZE = (1400, 900)
"""Of the screen, in pixels: more than any of the terminals takes."""
STARTING = 30.0
"""Seconds until a terminal must have a window."""
LOOK, STEADY = 0.25, 15.0
"""Seconds between two looks at a window, and until it is taken as it is though it still changes."""
BETWEEN_KEYS = 0.05
ENDING = 5.0
"""Seconds a terminal has to end by itself."""
LAST_LINES = 5
"""Of what it has said, where it shows nothing."""


class Missing(Exception):
    """A program that is needed is not installed; the message is its name."""


class NoWindow(Exception):
    """A terminal has ended, or shows nothing; the message is what it said last."""


def need(*programs: str) -> None:
    """Raises Missing for the first that is not installed."""
    for program in programs:
        if shutil.which(program) is None:
            raise Missing(program)


class Stage:
    """An X server without a monitor. A context manager: leaving it ends the server."""

    def __enter__(self) -> Self:
        """Raises Missing."""
        need("Xvfb", "xdotool", "import", "convert", "dbus-run-session")
        reader, writer = os.pipe()
        screen = "{}x{}x24".format(*SIZE)
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", screen, "-dpi", "96", "-nolisten", "tcp", "-noreset"],
            pass_fds=[writer],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        with os.fdopen(reader, encoding="ascii") as answer:
            self.display = ":" + answer.readline().strip()
        # The pointer begins in the middle, where it would be in the pictures.
        at = {**os.environ, "DISPLAY": self.display}
        subprocess.run(["xdotool", "mousemove", *map(str, SIZE)], env=at, check=False)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait()


class Window:
    """A terminal that runs one command. A context manager: leaving it ends both."""

    def __init__(
        self,
        stage: Stage,
        terminal: Terminal,
        command: Sequence[str | Path],
        environment: Mapping[str, str],
        cwd: Path,
        home: Path,
    ) -> None:
        """`environment` is the whole one, but for what a screen needs; its HOME is `home`. Raises Missing."""
        need(*terminal.programs)
        self._terminal = terminal
        self._log = home / "log"
        self._outside = {"DISPLAY": stage.display, "PATH": environment["PATH"]}
        run = home / "run"
        files = {**terminal.files, run.name: f"#!/bin/sh\ncd {shlex.quote(str(cwd))}\nexec {_words(command)}\n"}
        for name, text in files.items():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_text(text, encoding="utf-8")
        run.chmod(0o700)
        runtime = home / "runtime"
        runtime.mkdir(mode=0o700, exist_ok=True)
        argv = [word.replace("{home}", str(home)) for word in terminal.argv]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                ["dbus-run-session", "--", *argv, run],
                env={
                    **environment,
                    **self._outside,
                    **terminal.environment,
                    "XDG_RUNTIME_DIR": str(runtime),
                    "SHELL": "/bin/sh",
                },
                cwd=home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        """Waits for the window. Raises NoWindow."""
        try:
            self._number = self._find()
        except NoWindow:
            self.close()
            raise
        self._x("xdotool", "windowfocus", "--sync", self._number)
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the terminal, and what it has started."""
        for end in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, end)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(ENDING)

    def press(self, key: str) -> None:
        """Presses a key, or some together: `Down`, `ctrl+Left`, as xdotool names them."""
        self._x("xdotool", "key", key)
        time.sleep(BETWEEN_KEYS)

    def type(self, text: str) -> None:
        """Presses the keys of a text, one by one."""
        self._x("xdotool", "type", "--delay", str(round(1000 * BETWEEN_KEYS)), text)

    def click(self, x: int, y: int) -> None:
        """Clicks on a pixel of the cells."""
        # kitty shows the pointer again when it moves after a key, and only then asks where it is.
        for left in (x - 1, x):
            self._x("xdotool", "mousemove", "--window", self._number, str(left), str(y + self._terminal.above))
        self._x("xdotool", "click", "1")

    def picture(self) -> bytes:
        """The cells as PNG, when two looks at them have been the same."""
        give_up = time.monotonic() + STEADY
        before, now = b"", self._look()
        while now != before and time.monotonic() < give_up:
            time.sleep(LOOK)
            before, now = now, self._look()
        bars = ("-gravity", "north", "-chop", f"0x{self._terminal.above}")
        return subprocess.run(["convert", "ppm:-", *bars, "png:-"], input=now, capture_output=True, check=True).stdout

    def _look(self) -> bytes:
        return self._x("import", "-window", self._number, "-depth", "8", "ppm:-")

    def _find(self) -> str:
        """The number of the largest window, which is not the screen itself."""
        give_up = time.monotonic() + STARTING
        while time.monotonic() < give_up and self._process.poll() is None:
            numbers = self._x("xdotool", "search", "--onlyvisible", "--maxdepth", "1", "--name", "").split()
            sizes = {number.decode(): self._size(number.decode()) for number in numbers}
            windows = [number for number, (width, height) in sizes.items() if width > 2 and 2 < height < SIZE[1]]
            if windows:
                return max(windows, key=lambda number: sizes[number])
            time.sleep(LOOK)
        said = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        raise NoWindow("\n".join(said[-LAST_LINES:]))

    def _size(self, number: str) -> tuple[int, int]:
        words = self._x("xdotool", "getwindowgeometry", "--shell", number).decode().split()
        shape = dict(word.split("=") for word in words)
        return int(shape.get("WIDTH", 0)), int(shape.get("HEIGHT", 0))

    def _x(self, *words: str) -> bytes:
        """What a program prints that works on the screen. Raises NoWindow where the screen does not answer it."""
        # xdotool reads what it types in the encoding of the locale.
        environment = {**self._outside, "LC_ALL": "C.UTF-8"}
        try:
            return subprocess.run(words, env=environment, capture_output=True, timeout=STARTING, check=False).stdout
        except subprocess.TimeoutExpired as error:
            raise NoWindow(f"{words[0]} waits for the screen") from error


def _words(command: Sequence[str | Path]) -> str:
    return shlex.join(str(word) for word in command)
