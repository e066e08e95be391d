"""What standard error is sent, and the way out of the program."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from tui_reader.errors import ExitCode, TuiReaderError
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, TextIO

INTERRUPTED = 130
"""What a shell gives for SIGINT."""


class SafeError:
    """Standard error, on which nothing but line ends is obeyed, whoever writes: warnings and tracebacks too."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, words: str) -> int:
        """Writes words, with pictures for controls; how many characters were to be written."""
        self._stream.write("\n".join(map(printable, words.split("\n"))))
        return len(words)

    def writelines(self, lines: Iterable[str]) -> None:
        """Writes pieces one behind the other."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        # What it is a stream of, and whether that is a terminal, the stream knows.
        return getattr(self._stream, name)


def guard_standard_error() -> None:
    """From now on nothing that is written to `sys.stderr` can control a terminal."""
    if sys.stderr is not None:
        sys.stderr = SafeError(sys.stderr)


def say(words: str) -> None:
    """Says something in the program's name."""
    say_line(f"tui-reader: {words}")


def say_line(line: str) -> None:
    """Writes a line, safe for the terminal."""
    # Where standard error is closed or full there is nobody left to tell, and the exit code says enough.
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"{printable(line)}\n")
            sys.stderr.flush()


def fail(words: str, code: ExitCode) -> NoReturn:
    """Says why, and ends the program."""
    say(words)
    sys.exit(code)


def fail_on_output(error: OSError) -> NoReturn:
    """Ends the program because standard output takes no more."""
    # Python would complain once more when it closes what it cannot flush.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    fail(f"standard output: cannot be written ({error.strerror or error})", ExitCode.NOT_WRITTEN)


@contextlib.contextmanager
def told() -> Iterator[None]:
    """What can go wrong in the block becomes a line and an exit code."""
    try:
        yield
    except TuiReaderError as error:
        fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OSError as error:
        # An error of a file names it; one without a name is of the stream that help and version go to.
        if error.filename is not None:
            raise
        fail_on_output(error)
