"""Saves that die or fail at any one of their calls: the calls are counted first, then each has its turn.

A `Forge` is a process that does what it is asked in a fork, in which the calls to the file system are those of
`faulted`. What is tried is a function that both processes can import, with arguments that can be pickled; what
is left on the disk is judged here.
"""

from __future__ import annotations

import os
import pickle
import random
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from faulted import TOLD, Call, Does, Outcome, Rule, receive, send
from program import SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Faults = Callable[[Sequence[Call]], Iterator[tuple[Call, Rule]]]

HERE = Path(__file__).parent
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
TAKING_ROOM = ("write", "pwrite", "writev", "mkdir", "link", "fsync")
"""Calls for which a disk may be too full."""


class Forge:
    """A process that does jobs, each in a fork of its own. Use it as a context manager."""

    def __init__(self, home: Path, *before: str) -> None:
        """`home` is that of all it does; `before` stands before the command that starts it: see `mounts`."""
        paths = (HERE, HERE.parent, SOURCES)
        self._process = subprocess.Popen(
            [*before, sys.executable, HERE / "faulted.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **_at_home(home), "PYTHONPATH": os.pathsep.join(map(str, paths))},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # Without a reader its input ends, and so does it.
        with suppress(BrokenPipeError):
            self._process.communicate()

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


def _at_home(home: Path) -> dict[str, str]:
    own = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "STATE", "DATA", "CACHE")}
    return {**own, "HOME": str(home), "LANG": "C.UTF-8"}


def faulty_program(folder: Path, *rules: Rule, module: str = "tui_reader") -> list[str]:
    """What stands before the words of a program to have it run under rules; `folder` is for the plan and the log."""
    plan = folder / "plan"
    plan.write_bytes(pickle.dumps(rules))
    return [sys.executable, str(HERE / "faulted.py"), str(plan), str(folder / "log"), module]


class NoTrial(Exception):
    """What is to be tried does not even work without a fault."""


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
    calls = _calls(log)
    for number, call in calls:
        yield call, Rule(Does.DIE_BEFORE, number)
        if len(call.data) > 1:
            yield call, Rule(Does.DIE_WITHIN, number)
    number, call = calls[-1]
    yield call, Rule(Does.DIE_AFTER, number)


def errors(log: Sequence[Call]) -> Iterator[tuple[Call, Rule]]:
    """All that may go wrong with each call."""
    return ((call, Rule(wrong, number)) for number, call in _calls(log) for wrong in _wrongs(call))


def an_error_each(log: Sequence[Call]) -> Iterator[tuple[Call, Rule]]:
    """One thing that goes wrong with each call, calls of one name having all of theirs in turn: where it takes long."""
    turns: Counter[str] = Counter()
    for number, call in _calls(log):
        if wrongs := _wrongs(call):
            yield call, Rule(wrongs[turns[call.name] % len(wrongs)], number)
            turns[call.name] += 1


def _wrongs(call: Call) -> Sequence[str]:
    return (*ERRORS.get(call.name, ()), *([Does.SHORT] if len(call.data) > 1 else ()))


def unconfirmed(log: Sequence[Call]) -> Iterator[tuple[Call, Rule]]:
    """Every fsync fails, once."""
    return ((call, Rule("EIO", number)) for number, call in _calls(log) if call.name in ("fsync", "fdatasync"))


def full_disks(log: Sequence[Call]) -> Iterator[tuple[Call, Rule]]:
    """A disk that is full from any call on, and stays so; what takes no room can be done."""
    for number, call in enumerate((call for call in log if call.name in TAKING_ROOM), 1):
        yield call, Rule(FULL[number % 2], number, lasting=True, calls="|".join(TAKING_ROOM))


def any_of(*kinds: Faults) -> Faults:
    """Faults of several kinds."""
    return lambda log: (found for kind in kinds for found in kind(log))


def since(words: str, faults: Faults) -> Faults:
    """Faults at such calls only as come after something was told."""

    def found(log: Sequence[Call]) -> Iterator[tuple[Call, Rule]]:
        told = next(place for place, call in enumerate(log) if call[:2] == (TOLD, words))
        before = len(_calls(log[:told]))
        return ((call, rule) for call, rule in faults(log) if rule.at > before)

    return found


def _calls(log: Sequence[Call]) -> list[tuple[int, Call]]:
    """The calls of a log, numbered from 1."""
    return list(enumerate((call for call in log if call.name != TOLD), 1))


def trials(
    forge: Forge,
    folder: Path,
    prepare: Callable[[Path], None],
    act: Callable[..., Any],
    *arguments: Any,
    faults: Faults,
) -> Iterator[Trial]:
    """Lets `act(place, *arguments)` meet one fault after the other, each in a place that `prepare` has made.

    Which calls there are is seen in a first run, without a fault. Raises NoTrial when that fails.
    """
    place, prepared = folder / "place", folder / "prepared"
    place.mkdir()
    prepare(place)
    place.rename(prepared)
    shutil.copytree(prepared, place)
    first = forge.do(act, place, *arguments)
    if not first.returned:
        raise NoTrial(first)
    found = list(faults(first.log))
    assert found, "nothing was called"
    # Who loses something is found sooner, and all of those that are tried are.
    random.Random(1).shuffle(found)
    for call, rule in found:
        shutil.rmtree(place)
        shutil.copytree(prepared, place)
        yield Trial(rule, call, place, forge.do(act, place, *arguments, rules=[rule]))
