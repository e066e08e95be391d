"""A process in which every call to the file system is counted and logged, and chosen ones go wrong.

What is called through `os`, `io` and `fcntl` is wrapped, and files are opened by `_pyio`, which does by such
calls what the usual `io` does in C. Files that C code opens by itself (imports) are not seen.

    faulted.py                          jobs come by standard input, each done in a fork (see `faults.Forge`)
    faulted.py PLAN LOG MODULE WORDS... a program, as `python -m MODULE WORDS...`, under the rules pickled in PLAN
"""

from __future__ import annotations

import _pyio
import builtins
import errno
import fcntl
import io
import os
import pickle
import re
import signal
import struct
import sys
import threading
import traceback
from enum import StrEnum
from runpy import run_module
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Path = str | bytes | os.PathLike | int

TOLD, END = "told", "end"
"""Names of what is in a log without being a call."""
OF_PATHS = ("unlink", "remove", "mkdir", "rmdir", "chmod", "chown", "truncate", "utime", "setxattr", "removexattr")
OF_TWO_PATHS = ("rename", "replace", "link", "symlink")
OF_DESCRIPTORS = ("fsync", "fdatasync", "fchmod", "fchown", "ftruncate", "pwrite", "writev", "read")
OF_LOCKS = ("flock", "lockf")


class Does(StrEnum):
    """What goes wrong, besides an error, which is given by the name of its number: `ENOSPC`."""

    DIE_BEFORE = "dies before"
    DIE_AFTER = "dies after"
    DIE_WITHIN = "dies within"
    """Half of what is to be written is written."""
    SHORT = "writes less"
    """One call writes half of what it was given, and says so."""


class Rule(NamedTuple):
    """Something that goes wrong with calls that it fits."""

    does: str
    at: int = 0
    """The how manieth of those that fit; 0 for all."""
    lasting: bool = False
    """Whether all that follow go wrong as well."""
    calls: str = ".*"
    """An expression for the names of calls."""
    path: str = ".*"
    """An expression for the paths they are about."""
    only_while: str = ""
    """A file: the rule holds while that is there."""


class Call(NamedTuple):
    """One call, as it was made."""

    name: str
    path: str
    """Of the file or folder, as the process named it when it opened it."""
    to: str = ""
    """The second path of calls that have one; the operation of a lock."""
    data: Any = b""
    """What was written, as far as it was."""
    flags: int = 0
    """Of an `open`; the length of a `truncate`."""
    error: str = ""
    """The name of the error it ended with."""


_watches: list[Watch] = []


def tell(words: str) -> None:
    """Has the log of this process say something, between its calls."""
    for watch in _watches:
        watch.note(Call(TOLD, words))


class Watch:
    """Counts and logs calls, and has those go wrong that a rule fits."""

    def __init__(self, rules: Sequence[Rule], log: int) -> None:
        self._rules = rules
        self._fitted = [0] * len(rules)
        self._log = log
        self._paths: dict[int, str] = {}
        self._guard = threading.Lock()
        self._write = os.write

    def install(self) -> None:
        """From here on calls are watched."""
        for name in OF_PATHS:
            self._wrap(os, name, self._of_path)
        for name in OF_TWO_PATHS:
            self._wrap(os, name, self._of_two_paths)
        for name in OF_DESCRIPTORS:
            self._wrap(os, name, self._of_descriptor)
        for name in OF_LOCKS:
            self._wrap(fcntl, name, self._of_lock)
        self._wrap(os, "open", self._of_open)
        self._wrap(os, "write", self._of_write)
        self._wrap(os, "close", self._of_close)
        io.open = builtins.open = _pyio.open
        _watches.append(self)

    def _wrap(self, module: Any, name: str, how: Callable[..., Callable[..., Any]]) -> None:
        if real := getattr(module, name, None):
            setattr(module, name, how(name, real))

    # One call

    def _made(self, call: Call, act: Callable[[], Any]) -> Any:
        return self._make(call, act, self._wrong(call))

    def _make(self, call: Call, act: Callable[[], Any], wrong: str) -> Any:
        if wrong == Does.DIE_BEFORE:
            self._die()
        if wrong in errno.errorcode.values():
            if call.name == "close":
                # The descriptor is gone, whatever a `close` answers.
                act()
            self.note(call._replace(error=wrong, data=b""))
            number = getattr(errno, wrong)
            raise OSError(number, os.strerror(number), call.path)
        try:
            answer = act()
        except OSError as error:
            self.note(call._replace(error=errno.errorcode.get(error.errno or 0, str(error)), data=b""))
            raise
        self.note(call)
        if wrong == Does.DIE_AFTER:
            self._die()
        return answer

    def _wrong(self, call: Call) -> str:
        with self._guard:
            for place, rule in enumerate(self._rules):
                if (
                    re.fullmatch(rule.calls, call.name)
                    and re.fullmatch(rule.path, call.path, re.DOTALL)
                    and (not rule.only_while or os.path.exists(rule.only_while))  # noqa: PTH110 - no call of ours
                ):
                    self._fitted[place] += 1
                    now = self._fitted[place]
                    if rule.at in (0, now) or (rule.lasting and now > rule.at):
                        return rule.does
        return ""

    def note(self, call: Call) -> None:
        """Puts a call on the log, whatever happens next."""
        record = pickle.dumps(tuple(call))
        self._write(self._log, struct.pack("!I", len(record)) + record)

    @staticmethod
    def _die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def _path(self, path: Path, folder: int | None = None) -> str:
        if isinstance(path, int):
            return self._paths.get(path, "")
        name = os.fsdecode(path)
        return name if folder is None else f"{self._paths.get(folder, '')}/{name}"

    # Kinds of calls

    def _of_open(self, name: str, real: Callable[..., int]) -> Callable[..., int]:
        def call(path: Path, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
            made = Call(name, self._path(path, dir_fd), flags=flags)
            descriptor: int = self._made(made, lambda: real(path, flags, mode, dir_fd=dir_fd))
            self._paths[descriptor] = made.path
            return descriptor

        return call

    def _of_close(self, name: str, real: Callable[[int], None]) -> Callable[[int], None]:
        def call(descriptor: int) -> None:
            path = self._paths.pop(descriptor, None)
            if path is None:
                real(descriptor)
            else:
                self._made(Call(name, path), lambda: real(descriptor))

        return call

    def _of_write(self, name: str, real: Callable[[int, Any], int]) -> Callable[[int, Any], int]:
        def call(descriptor: int, data: Any) -> int:
            if descriptor not in self._paths:
                return real(descriptor, data)
            whole = bytes(data)
            made = Call(name, self._paths[descriptor], data=whole)
            wrong = self._wrong(made)
            if wrong in (Does.SHORT, Does.DIE_WITHIN) and len(whole) > 1:
                half = whole[: len(whole) // 2]
                wrong, whole = Does.DIE_AFTER if wrong == Does.DIE_WITHIN else "", half
                made = made._replace(data=half)
            written: int = self._make(made, lambda: real(descriptor, whole), wrong)
            return written

        return call

    def _of_descriptor(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(descriptor: int, *arguments: Any) -> Any:
            if descriptor not in self._paths:
                return real(descriptor, *arguments)
            length = arguments[0] if name == "ftruncate" else 0
            return self._made(Call(name, self._paths[descriptor], flags=length), lambda: real(descriptor, *arguments))

        return call

    def _of_lock(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(file: Any, operation: int, *arguments: Any) -> Any:
            descriptor = file if isinstance(file, int) else file.fileno()
            made = Call(name, self._paths.get(descriptor, ""), str(operation))
            return self._made(made, lambda: real(file, operation, *arguments))

        return call

    def _of_path(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Path, *arguments: Any, **named: Any) -> Any:
            length = arguments[0] if name == "truncate" else 0
            made = Call(name, self._path(path, named.get("dir_fd")), flags=length)
            return self._made(made, lambda: real(path, *arguments, **named))

        return call

    def _of_two_paths(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(first: Path, second: Path, *arguments: Any, **named: Any) -> Any:
            made = Call(name, self._path(first, named.get("src_dir_fd")), self._path(second, named.get("dst_dir_fd")))
            return self._made(made, lambda: real(first, second, *arguments, **named))

        return call


class Outcome(NamedTuple):
    """How a function ended in a process of its own."""

    ended: str
    """`returned`, `raised` or `killed`."""
    value: Any
    """What it returned."""
    error: str
    """The name of the type of what it raised, and what that says."""
    log: list[Call]
    """The calls it made, up to the one it did not survive."""

    @property
    def returned(self) -> bool:
        """Whether it came to its end."""
        return self.ended == "returned"


def read_log(stream: BinaryIO) -> Iterator[Call]:
    """The calls of a log, as far as they are whole."""
    while len(head := stream.read(4)) == 4:
        record = stream.read(struct.unpack("!I", head)[0])
        yield Call(*pickle.loads(record))


def send(stream: BinaryIO, thing: Any) -> None:
    """Sends one thing to the process at the other end."""
    data = pickle.dumps(thing)
    stream.write(struct.pack("!I", len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """What the process at the other end has sent; None when it will send no more."""
    head = stream.read(4)
    return pickle.loads(stream.read(struct.unpack("!I", head)[0])) if len(head) == 4 else None


def done(function: Callable[..., Any], arguments: Sequence[Any], rules: Sequence[Rule]) -> Outcome:
    """Calls a function in a fork, under rules."""
    # By a pipe: a limit on the size of files may be among what is tried.
    incoming, outgoing = os.pipe()
    child = os.fork()
    if not child:
        os.close(incoming)
        _call(function, arguments, rules, outgoing)
    os.close(outgoing)
    with os.fdopen(incoming, "rb") as stream:
        log = list(read_log(stream))
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return Outcome("killed", None, "", log)
    # Other threads may go on for a moment.
    ends = [call for call in log if call.name == END]
    return Outcome(*ends[0].data, log[: log.index(ends[0])])


def _call(function: Callable[..., Any], arguments: Sequence[Any], rules: Sequence[Rule], log: int) -> None:
    end = os._exit
    watch = Watch(rules, log)
    try:
        watch.install()
        said: tuple[str, Any, str] = ("returned", function(*arguments), "")
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is told
        said = ("raised", None, f"{type(error).__name__}: {error}")
        if type(error).__module__ == "builtins" and not isinstance(error, OSError):
            traceback.print_exc()
    watch.note(Call(END, "", data=said))
    end(0)


def serve() -> None:
    """Does jobs until no more come."""
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while (job := receive(jobs)) is not None:
        send(answers, done(*job))


def program(plan: str, log: str, module: str, arguments: Sequence[str]) -> None:
    """Runs a program under the rules of a plan."""
    with open(plan, "rb") as stream:  # noqa: PTH123
        rules = pickle.load(stream)
    Watch(rules, os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)).install()
    sys.argv[1:] = arguments
    run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    # What is pickled names this module by its name.
    import faulted

    if sys.argv[1:]:
        faulted.program(*sys.argv[1:4], sys.argv[4:])
    else:
        faulted.serve()
