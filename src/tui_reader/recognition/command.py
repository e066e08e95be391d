"""Any command as a recogniser: it is given text, and says what it finds in it, a JSON object a line.

It reads UTF-8 from standard input and writes lines like `{"start": 4, "end": 10, "tag": "Source"}` to standard output:
code points of that text. `score` (0 to 1), `origin`, `attributes` (an object) and `text` may be there too; `text` is
compared with what stands at that place, so a command that counts something else is found out. A line that cannot be
used is told and left out. The command is started without a shell, in a session of its own, and has no terminal: what
it says on standard error is seen only where it fails, as a part of a sentence. When its time is over, when it gives too
much, or when somebody gives up, it is killed with all that it has started.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import tempfile
import unicodedata
from contextlib import suppress
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from tui_reader.errors import Stopped
from tui_reader.language import tr, tr_count
from tui_reader.recognition.found import NOTHING, Found
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MOST_OUTPUT = 64 << 20
"""Bytes of one answer."""
MOST_FOUND = 100_000
"""Lines of one answer that are used."""
MOST_TOLD = 10
"""Lines that cannot be used of which each is told; the rest is counted."""
MOST_COVERED = 1 << 20
"""Code points of one span."""
SCORE = 0.5
"""Of what the command gives no score."""
_LOOK = 0.05
"""Seconds between two looks at whether it has ended, or somebody gave up."""
_SOON = 0.001
"""Seconds until the next look when it has nothing more to say."""
_SAID = 4096
"""Bytes of standard error that are kept, the last ones."""
_SHOWN = 200
"""Code points of them that are told."""
_AT_ONCE = 1 << 16


class Given(Protocol):
    """Text to look at, which need not be in memory as a whole."""

    @property
    def length(self) -> int:
        """Code points."""

    def slice(self, span: Span) -> str:
        """The text of a span, clipped."""

    def pieces(self) -> Iterable[tuple[int, str]]:
        """All of it in order, piece by piece, each with the code point it begins at."""


class InMemory:
    """Text that is held as a whole."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.length = len(text)

    def slice(self, span: Span) -> str:
        """The text of a span."""
        return self._text[span.start : span.end]

    def pieces(self) -> Iterable[tuple[int, str]]:
        """All of it at once."""
        return ((0, self._text),)


class Command(NamedTuple):
    """A command that suggests."""

    name: str
    """What it is called in the configuration: the origin of what it finds, where it names none."""
    words: tuple[str, ...]
    """The program and its arguments."""
    timeout: float = 10.0
    """Seconds it may take."""
    tag: str = ""
    """Of what it gives no tag; empty where it has to."""


class Answer(NamedTuple):
    """What a command found, and what was wrong with it."""

    found: tuple[Found, ...]
    """In the order it gave them."""
    problems: tuple[str, ...]
    """A line each, which may hold words from outside."""
    has_failed: bool = False
    """Whether the command could not be started, or was not heard to its end."""


def ask(command: Command, text: Given, is_cancelled: Callable[[], bool] = lambda: False) -> Answer:
    """What a command finds in a text. Raises Stopped when `is_cancelled`, which is asked again and again, says so."""
    try:
        ended = _run(command, text, is_cancelled)
    except OSError as error:
        program, reason = command.words[0], error.strerror or error
        words = tr("{name}: {program}: cannot be started ({reason})", name=command.name, program=program, reason=reason)
        return Answer((), (words,), has_failed=True)
    found: list[Found] = []
    problems = [f"{command.name}: {ended.problem}"] if ended.problem else []
    wrong = 0
    for number, line in enumerate(ended.lines, start=1):
        if not line.strip():
            continue
        if len(found) == MOST_FOUND:
            message = tr("is one of more than {most}; the rest is left out", most=MOST_FOUND)
            problems.append(_of_line(command, number, message))
            break
        try:
            found.append(_read(command, line, text))
        except _Unusable as error:
            wrong += 1
            if wrong <= MOST_TOLD:
                problems.append(_of_line(command, number, str(error)))
    if wrong > MOST_TOLD:
        more = wrong - MOST_TOLD
        problems.append(
            f"{command.name}: {tr_count(more, '{count} more line cannot be used', '{count} more lines cannot be used')}"
        )
    return Answer(tuple(found), tuple(problems), has_failed=bool(ended.problem))


def _of_line(command: Command, number: int, message: str) -> str:
    return tr("{name}: line {number}: {message}", name=command.name, number=number, message=message)


class _Ended(NamedTuple):
    """What a command left behind."""

    lines: list[bytes]
    problem: str
    """Why this may not be all; empty where the command ended well."""


class _Unusable(ValueError):
    """A line that says nothing that can be used, and why."""


def _run(command: Command, text: Given, is_cancelled: Callable[[], bool]) -> _Ended:
    # A file and no pipe: nothing waits for a command that does not read, nor breaks for one that reads no further.
    with tempfile.TemporaryFile() as given:
        for _, piece in text.pieces():
            given.write(piece.encode("utf-8", "replace"))
        given.seek(0)
        process = subprocess.Popen(
            command.words, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )
    with process:
        try:
            out, said, problem = _listen(process, command.timeout, is_cancelled)
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
    lines = out.split(b"\n")
    if problem:
        # What came last may be half a line.
        return _Ended(lines[:-1], tr("{problem}; what it had given until then is used", problem=problem))
    if process.returncode:
        last = _last_line(said)
        return _Ended(lines, tr("ended with {code}", code=process.returncode) + (f": {last}" if last else ""))
    return _Ended(lines, "")


def _listen(
    process: subprocess.Popen[bytes], timeout: float, is_cancelled: Callable[[], bool]
) -> tuple[bytes, bytes, str]:
    """What a process says on both its streams until it ends, and why it was not heard to its end."""
    assert process.stdout is not None and process.stderr is not None
    until = monotonic() + timeout
    out, said = bytearray(), bytearray()
    with selectors.DefaultSelector() as streams:
        for stream, kept in ((process.stdout, out), (process.stderr, said)):
            os.set_blocking(stream.fileno(), False)
            streams.register(stream, selectors.EVENT_READ, kept)
        while streams.get_map():
            # Asked before the streams are looked at: what it has written by then is there to be read.
            has_ended = _has_ended(process)
            is_silent = True
            for key, _ in streams.select(0 if has_ended else max(0.0, min(_LOOK, until - monotonic()))):
                piece = os.read(key.fd, _AT_ONCE)
                is_silent = False
                if not piece:
                    streams.unregister(key.fileobj)
                key.data.extend(piece)
            del said[:-_SAID]
            if len(out) > MOST_OUTPUT:
                return bytes(out), bytes(said), tr("gave more than {size} MB and was stopped", size=MOST_OUTPUT >> 20)
            if has_ended and is_silent:
                # Only what it has left running holds the streams open still.
                break
            if is_cancelled():
                raise Stopped(tr("the search was given up"))
            if monotonic() >= until:
                return (
                    bytes(out),
                    bytes(said),
                    tr("took more than {seconds} seconds and was stopped", seconds=f"{timeout:g}"),
                )
        while not _has_ended(process):
            if is_cancelled():
                raise Stopped(tr("the search was given up"))
            left = until - monotonic()
            if left <= 0:
                return (
                    bytes(out),
                    bytes(said),
                    tr("took more than {seconds} seconds and was stopped", seconds=f"{timeout:g}"),
                )
            sleep(_SOON)
    return bytes(out), bytes(said), ""


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether it has, without freeing its number where that can be had: its group is still to be killed by that."""
    if process.returncode is None and hasattr(os, "waitid"):
        return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    return process.poll() is not None


def _last_line(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").split("\n")
    last = next((" ".join(line.split()) for line in reversed(lines) if line.strip()), "")
    return last if len(last) <= _SHOWN else f"{last[: _SHOWN - 1]}…"


def _read(command: Command, line: bytes, text: Given) -> Found:
    """What a line says. Raises _Unusable."""
    try:
        value = json.loads(line.decode())
    except UnicodeDecodeError:
        raise _Unusable(tr("is not UTF-8")) from None
    except (ValueError, RecursionError):
        raise _Unusable(tr("is not JSON")) from None
    if not isinstance(value, dict):
        raise _Unusable(tr("must be an object"))
    start, end = (_offset(value, key) for key in ("start", "end"))
    if not start < end <= text.length:
        raise _Unusable(
            tr("covers {start}-{end} of a text of {length} code points", start=start, end=end, length=text.length)
        )
    if end - start > MOST_COVERED:
        raise _Unusable(tr("covers more than {most} code points", most=MOST_COVERED))
    there = text.slice(Span(start, end))
    if value.get("text", there) != there:
        said, found = _shown(value["text"]), _shown(there)
        raise _Unusable(
            tr("says {said} is at {start}-{end}, where {found} is", said=said, start=start, end=end, found=found)
        )
    if not there.strip():
        raise _Unusable(tr("covers only white space at {start}-{end}", start=start, end=end))
    score = value.get("score", SCORE)
    if type(score) not in (int, float) or not 0 <= score <= 1:
        raise _Unusable(tr("score must be a number from 0 to 1"))
    tag = _name(value, "tag", command.tag)
    if not tag:
        raise _Unusable(tr("has no tag, and there is no default"))
    attributes = value.get("attributes") or NOTHING
    if not (isinstance(attributes, dict) or attributes is NOTHING) or not _is_writable(attributes):
        raise _Unusable(tr("attributes must be an object"))
    # Nobody means to tag white space.
    first = start + len(there) - len(there.lstrip())
    return Found(
        (Span(first, first + len(there.strip())),), tag, _name(value, "origin", command.name), float(score), attributes
    )


def _offset(value: dict[str, Any], key: str) -> int:
    offset = value.get(key)
    if type(offset) is not int or offset < 0:
        raise _Unusable(tr("{key} must be an integer >= 0", key=key))
    return offset


def _name(value: dict[str, Any], key: str, default: str) -> str:
    name = value.get(key, default)
    if not isinstance(name, str) or any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name):
        raise _Unusable(tr("{key} must be a string without control characters", key=key))
    return name.strip() or default


def _is_writable(attributes: Any) -> bool:
    try:
        json.dumps(dict(attributes), ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return False
    return True


def _shown(text: Any) -> str:
    shown = json.dumps(text, ensure_ascii=False)
    return shown if len(shown) <= 42 else f"{shown[:41]}…"
