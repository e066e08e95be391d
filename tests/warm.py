"""The program begun warm: forked from a process that has imported what every start imports, and then does as it would.

Most of what a start costs is imports, and thousands of tests start the program. What they ask about comes behind
that. Those that ask about the start itself, or about another interpreter than the usual one, start it as users do.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROGRAM = (sys.executable, "-m", "tui_reader")
AT_IMPORT = re.compile("PYTHON.*|LANG|LANGUAGE|LC_.*|TZ|TEXTUAL.*|ESCDELAY|NO_COLOR|FORCE_COLOR|COLORTERM|TERM")
"""Variables that the interpreter, or what is imported, reads as it starts."""


class Process:
    """A process that was forked for somebody else, as `subprocess.Popen` has it."""

    def __init__(self, args: Sequence[str], pid: int, ended: int) -> None:
        self.args, self.pid = list(args), pid
        self.returncode: int | None = None
        self._ended = ended

    def poll(self) -> int | None:
        """The exit code, where it has ended: less than nothing for a signal."""
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, once it has ended. Raises subprocess.TimeoutExpired."""
        if self.returncode is None:
            if not select.select([self._ended], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(self.args, timeout or 0)
            self.returncode = os.waitstatus_to_exitcode(int(os.read(self._ended, 64) or b"9"))
            os.close(self._ended)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Sends it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Ends it."""
        self.send_signal(signal.SIGKILL)


class Nursery:
    """A process that forks others."""

    def __init__(self, kind: str, environment: Mapping[str, str]) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(theirs.fileno()), kind],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=environment,
                cwd="/",
            )
        atexit.register(self.close)

    def begin(
        self,
        args: Sequence[str],
        streams: Sequence[int],
        cwd: str | Path | None,
        environment: Mapping[str, str],
        *,
        takes_terminal: bool = False,
        closed: Sequence[int] = (),
    ) -> Process:
        """Begins the program on three streams, of which some are closed.

        It `takes_terminal` where it has a session of its own, whose terminal is the first of them.
        """
        ended, tells = os.pipe()
        words = {
            "args": [os.fsdecode(arg) for arg in args],
            "cwd": os.fspath(cwd or Path.cwd()),
            "environment": dict(environment),
            "takes_terminal": takes_terminal,
            "closed": list(closed),
        }
        message = json.dumps(words).encode()
        socket.send_fds(self._line, [len(message).to_bytes(4, "big")], [*streams, tells])
        self._line.sendall(message)
        os.close(tells)
        return Process(args, int.from_bytes(_exactly(self._line, 4), "big"), ended)

    def close(self) -> None:
        """Ends it, and with it all that it has forked."""
        self._line.close()
        self._process.wait()


@cache
def _nursery(kind: str, at_import: tuple[tuple[str, str], ...]) -> Nursery:
    return Nursery(kind, dict(at_import))


def nursery_for(kind: str, environment: Mapping[str, str]) -> Nursery:
    """What forks `commands`, or the `app`, for an environment that is the usual one where it matters to imports."""
    usual = {name: value for name, value in environment.items() if AT_IMPORT.fullmatch(name)}
    return _nursery(kind, tuple(sorted({**usual, "PATH": environment.get("PATH", os.defpath)}.items())))


def _exactly(line: socket.socket, count: int) -> bytes:
    received = b""
    while len(received) < count:
        more = line.recv(count - len(received))
        if not more:
            raise EOFError
        received += more
    return received


# What follows is done in the other process.


def _import_for(kind: str) -> None:
    import importlib
    import pkgutil

    import tui_reader

    if kind == "app":
        importlib.import_module("tui_reader.launch")
        importlib.import_module("tui_reader.ui.app")
        importlib.import_module("tui_reader.session.files.opening")
        importlib.import_module("textual.drivers.linux_driver")
    else:
        for module in pkgutil.walk_packages(tui_reader.__path__, "tui_reader."):
            if not module.name.startswith(("tui_reader.ui", "tui_reader.widgets", "tui_reader.__main__")):
                importlib.import_module(module.name)
    assert kind == "app" or "textual" not in sys.modules


def _serve(line: socket.socket) -> dict[str, object] | None:
    """Forks whatever is asked for; what was asked of this process, once it is one of these; None at the end."""
    children: dict[int, int] = {}
    woken, wakes = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(wakes, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wakes)
    while True:
        ready = select.select([line, woken], [], [])[0]
        if woken in ready:
            with suppress(BlockingIOError):
                os.read(woken, 4096)
            with suppress(ChildProcessError):
                while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                    tells = children.pop(ended[0])
                    with suppress(BrokenPipeError):
                        os.write(tells, str(ended[1]).encode())
                    os.close(tells)
        if line in ready:
            head, given, _, _ = socket.recv_fds(line, 4, 4)
            if not head:
                for pid in children:
                    os.kill(pid, signal.SIGKILL)
                return None
            *streams, tells = given
            asked = json.loads(_exactly(line, int.from_bytes(head + _exactly(line, 4 - len(head)), "big")))
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                line.close()
                _become(asked, streams)
                return asked
            children[pid] = tells
            for stream in streams:
                os.close(stream)
            line.sendall(pid.to_bytes(4, "big"))


def _become(asked: dict[str, object], streams: list[int]) -> None:
    import fcntl
    import io
    import termios

    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.closerange(3, max(64, *streams) + 8)
    if asked["takes_terminal"]:
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    # As the interpreter makes them.
    ways = {name: (getattr(sys, name).encoding, getattr(sys, name).errors) for name in ("stdin", "stdout", "stderr")}
    for number, (name, (encoding, errors)) in enumerate(ways.items()):
        if number in asked["closed"]:
            os.close(number)
            setattr(sys, name, None)
            setattr(sys, f"__{name}__", None)
            continue
        raw = io.FileIO(number, "r" if name == "stdin" else "w", closefd=False)
        raw.name = f"<{name}>"
        stream = io.TextIOWrapper(
            io.BufferedReader(raw) if name == "stdin" else io.BufferedWriter(raw),
            encoding=encoding,
            errors=errors,
            newline=None if name == "stdin" else "\n",
            line_buffering=name == "stderr" or raw.isatty(),
        )
        stream.mode = "r" if name == "stdin" else "w"
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


if __name__ == "__main__":
    import gc
    import runpy

    del sys.path[0]
    _import_for(sys.argv[2])
    gc.freeze()
    with socket.socket(fileno=int(sys.argv[1])) as _line:
        _asked = _serve(_line)
    if _asked is not None:
        sys.path.insert(0, str(Path.cwd()))
        sys.argv = ["-m", *_asked["args"][len(PROGRAM) :]]
        runpy.run_module("tui_reader", run_name="__main__", alter_sys=True)
