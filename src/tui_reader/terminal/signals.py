"""What takes a terminal gives it back when the program is ended politely."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

POLITE = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


@contextmanager
def polite_exits() -> Iterator[None]:
    """SIGTERM, SIGHUP and SIGINT leave the block by `SystemExit`, with the exit code of the signal.

    Left to Python, SIGINT would be asyncio's, which only cancels what is being done: an app that is half there goes on.
    """

    def leave(number: int, _: object) -> NoReturn:
        sys.exit(128 + number)

    # What is passed over (nohup) is so on purpose. None is a handler that is not Python's.
    before = {number: signal.getsignal(number) or signal.SIG_DFL for number in POLITE}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, leave)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
