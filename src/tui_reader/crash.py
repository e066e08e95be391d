"""What should never happen: a report for whoever mends the program, one line for the person, and an exit code.

The report says where the program was, in which versions. It holds no text: not the messages of the exceptions, which
quote what was being read, and no values. So it can be sent to others as it is.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from tui_reader.errors import ExitCode
from tui_reader.telling import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from traceback import FrameSummary

REPORTS = "crash-reports"
"""The folder of the reports, in the state folder."""
KEPT = 10
"""Reports that are kept, the newest ones."""
PACKAGES = ("textual", "rich", "click", "python-bidi", "arabic-reshaper", "regex", "charset-normalizer", "tomlkit")
"""Packages whose versions are reported."""


@contextlib.contextmanager
def reported() -> Iterator[None]:
    """Ends the program by `FAULT` where an exception leaves the block, once it has been reported."""
    sys.unraisablehook = _unraised
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it is, it was not foreseen
        say(_told(error))
        # The exception has been told; Python would print it once more, and its message with it.
        raise SystemExit(ExitCode.FAULT) from None


def _unraised(failed: sys.UnraisableHookArgs) -> None:
    """Reports an exception in what is thrown away, which ends nothing.

    Python would print it, its message included, over whatever the screen shows.
    """
    if failed.exc_value is not None:
        with contextlib.suppress(OSError, MemoryError):
            write_report(failed.exc_value)


def _told(error: Exception) -> str:
    where = _place(error)
    words = f"ended by a fault of its own ({type(error).__name__}{f' at {where}' if where else ''})"
    try:
        path = write_report(error)
    except (OSError, MemoryError) as problem:
        return f"{words}; no report of it could be written ({getattr(problem, 'strerror', None) or 'no memory'})"
    return f"{words}; a report without any of your text is in {path}"


def write_report(error: BaseException) -> Path:
    """Writes a report of an exception into the state folder; where it is. Raises OSError."""
    import os
    from datetime import UTC, datetime

    from tui_reader.settings import state_folder

    now = datetime.now(UTC)
    folder = state_folder() / REPORTS
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{now:%Y-%m-%dT%H%M%S.%fZ}-{os.getpid()}.txt"
    path.write_text("\n".join([f"{now:%Y-%m-%d %H:%M:%S} UTC", *_versions(), "", *_account(error), ""]), "utf-8")
    for old in sorted(folder.glob("*.txt"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return path


def _versions() -> Iterator[str]:
    import platform
    from importlib.metadata import PackageNotFoundError, version

    from tui_reader import __version__

    yield f"tui-reader {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    for name in PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} is not there"


def _account(error: BaseException, seen: frozenset[int] = frozenset()) -> Iterator[str]:
    """Where an exception was raised, by what it was caused, and what else was under way, the first before the last."""
    from traceback import extract_tb

    seen |= {id(error)}
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _account(before, seen)
        yield ""
        yield "which caused:" if error.__cause__ is not None else "while that was handled:"
        yield ""
    frames = extract_tb(error.__traceback__)
    for frame in frames:
        frame.filename = _shortened(frame)
    # Thousands of calls of one function by itself are two lines.
    for lines in frames.format():
        yield from lines.rstrip("\n").split("\n")
    yield f"{type(error).__module__}.{type(error).__qualname__}{_number(error)}"
    if isinstance(error, BaseExceptionGroup):
        for number, inner in enumerate(error.exceptions, start=1):
            yield ""
            yield f"{number} of {len(error.exceptions)} in this group:"
            yield from _account(inner, seen)


def _number(error: BaseException) -> str:
    """What the system called it, which quotes nobody."""
    return f": {error.strerror}" if isinstance(error, OSError) and error.errno is not None else ""


def _place(error: BaseException) -> str:
    """The last line of ours that the exception went through, or else of anybody's."""
    from traceback import extract_tb

    frames = extract_tb(error.__traceback__, None)
    ours = [frame for frame in frames if _shortened(frame).startswith("tui_reader/")]
    last = (ours or list(frames))[-1:]
    return "".join(f"{_shortened(frame)}:{frame.lineno}" for frame in last)


def _shortened(frame: FrameSummary) -> str:
    """A file's name below the folder that Python found it in: whose folder that is, is nobody's business."""
    import sys

    found = [folder for folder in sys.path if folder and frame.filename.startswith(f"{folder}/")]
    return frame.filename[len(max(found, key=len)) + 1 :] if found else frame.filename
