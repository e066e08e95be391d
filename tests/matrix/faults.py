"""Saves that die or fail at any one of their calls: the calls are counted first, then each has its turn.

A `Forge` is a process that does what it is asked in a fork, in which the calls to the file system are those of
`faulted`. What is tried is a function that both processes can import, with arguments that can be pickled; what
is left on the disk is judged here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from faulted import Call, Does, Outcome, Rule, receive, send
from program import SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HERE = Path(__file__).parent
PATIENCE = 10.0
"""Seconds for a process to end that has nothing more to do."""
FULL = ("ENOSPC", "EDQUOT")
ERRORS = {
    "open": (*FULL, "EIO", "EROFS", "EMFILE"),
    "read": ("EIO",),
    "write": (*FULL, "EIO", "EFBIG"),
    "pwrite": (*FULL, "EIO", "EFBIG"),
    "writev": (*FULL, "EIO", "EFBIG"),
    "truncate": ("EIO", "EROFS"),
    "ftruncate": (*FULL, "EIO"),
    "fsync": (*FULL, "EIO"),
    "fdatasync": (*FULL, "EIO"),
    "close": ("EDQUOT", "EIO"),
    "rename": (*FULL, "EIO", "EROFS"),
    "replace": (*FULL, "EIO", "EROFS"),
    "link": (*FULL, "EPERM"),
    "mkdir": (*FULL, "EROFS"),
    "unlink": ("EIO", "EROFS"),
    "flock": ("ENOLCK",),
}
"""What a call may end with where the disk, not the program, is at fault, as POSIX and Linux's manual pages say."""


class Forge:
    """A process that does jobs, each in a fork of its own. Use it as a context manager."""

    def __init__(self, *before: str) -> None:
        """`before` stands before the command that starts it: see `mounts`."""
        paths = (HERE, HERE.parent, SOURCES)
        self._process = subprocess.Popen(
            [*before, sys.executable, HERE / "faulted.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths))},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def do(self, function: Callable[..., Any], *arguments: Any, rules: Sequence[Rule] = ()) -> Outcome:
        """How a function ends under some rules, and the calls it makes."""
        self.begin(function, *arguments, rules=rules)
        return self.end()

    def begin(self, function: Callable[..., Any], *arguments: Any, rules: Sequence[Rule] = ()) -> None:
        """Has a function begin; `end` tells how it ends."""
        assert self._process.stdin is not None
        send(self._process.stdin, (function, arguments, tuple(rules)))

    def end(self) -> Outcome:
        """How the function ends that has begun."""
        assert self._process.stdout is not None
        outcome: Outcome | None = receive(self._process.stdout)
        assert outcome is not None, "the forge has broken"
        return outcome


class Trial(NamedTuple):
    """One fault, and what it led to."""

    rule: Rule
    call: Call
    """The call that went wrong, as it was when it did not."""
    folder: Path
    """What is on the disk now."""
    outcome: Outcome

    def __str__(self) -> str:
        calls = "\n".join(f"  {call.name} {call.path} {call.to} {call.error}" for call in self.outcome.log)
        return (
            f"{self.call.name} of {self.call.path} {self.rule.does}: {self.outcome.ended} {self.outcome.error}\n{calls}"
        )


def deaths(log: Sequence[Call]) -> Iterator[tuple[Call, Rule]]:
    """A death before every call, one in the middle of every write, and one after the last."""
    for number, call in enumerate(log, 1):
        yield call, Rule(Does.DIE_BEFORE, number)
        if len(call.data) > 1:
            yield call, Rule(Does.DIE_WITHIN, number)
    yield log[-1], Rule(Does.DIE_AFTER, len(log))


def errors(log: Sequence[Call]) -> Iterator[tuple[Call, Rule]]:
    """Every error that each call may end with: that one call alone, or what is like it from there on."""
    for number, call in enumerate(log, 1):
        for name in ERRORS.get(call.name, ()):
            yield call, Rule(name, number)
        if len(call.data) > 1:
            yield call, Rule(Does.SHORT, number)
    for name in FULL:
        # A disk that is full stays so, but what takes no room can be done.
        for number, call in enumerate([call for call in log if call.name in _TAKING_ROOM], 1):
            yield call, Rule(name, number, lasting=True, calls="|".join(_TAKING_ROOM))


_TAKING_ROOM = ("write", "pwrite", "writev", "mkdir", "link", "fsync")


def trials(
    forge: Forge,
    folder: Path,
    prepare: Callable[[Path], None],
    act: Callable[..., Any],
    *arguments: Any,
    faults: Callable[[Sequence[Call]], Iterator[tuple[Call, Rule]]],
) -> Iterator[Trial]:
    """Lets `act(place, *arguments)` meet one fault after the other, each in a place that `prepare` has made.

    Which calls there are is seen in a first run, without a fault.
    """
    place = _fresh(folder, prepare)
    first = forge.do(act, place, *arguments)
    assert first.returned, first.error
    found = list(faults(first.log))
    assert found, "nothing was called"
    for call, rule in found:
        place = _fresh(folder, prepare)
        yield Trial(rule, call, place, forge.do(act, place, *arguments, rules=[rule]))


def _fresh(folder: Path, prepare: Callable[[Path], None]) -> Path:
    place = folder / "place"
    if place.exists():
        shutil.rmtree(place)
    place.mkdir()
    prepare(place)
    return place
