"""Work in a thread that tells a screen how far it is, and never more than the screen has time to show."""

from __future__ import annotations

from time import monotonic, sleep
from typing import TYPE_CHECKING, TypeVar

from textual.message import Message
from textual.worker import get_current_worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.widget import Widget

Found = TypeVar("Found")

TELL_EVERY = 0.1
"""Seconds between two times that progress is told."""
RUN, TURN = 0.01, 0.001
"""Seconds of work, then of rest: Python runs one thread at a time, and the keyboard has its turns."""


class Told(Message):
    """Something has come further. Whoever has shown it says so (`shown_by`)."""

    is_shown = False

    def shown_by(self, screen: Widget) -> None:
        """To be called when the screen has been changed; more is told when that has been painted."""

        def painted() -> None:
            self.is_shown = True

        screen.call_after_refresh(painted)


def work(steps: Iterator[object], urgent: Callable[[], object], tell: Callable[[], Told]) -> None:
    """Takes steps to their end, or until the worker is cancelled; for the function of a thread worker.

    `tell` posts what there is to tell: at once when the answer of `urgent` is another one, at the end, and now and
    then between, when what was told before is on the screen.
    """
    worker = get_current_worker()
    told, answer = None, urgent()
    told_at = rested_at = monotonic()
    for _ in steps:
        if worker.is_cancelled:
            return
        now = monotonic()
        is_due = now - told_at > TELL_EVERY and (told is None or told.is_shown)
        if is_due or urgent() != answer:
            told, told_at, answer = tell(), now, urgent()
        if now - rested_at > RUN:
            sleep(TURN)
            rested_at = monotonic()
    tell()


def asked_often() -> Callable[[], bool]:
    """What says whether the worker of this thread is to go on, and has it rest now and then. To be called in it."""
    worker = get_current_worker()
    rested_at = monotonic()

    def goes_on() -> bool:
        nonlocal rested_at
        if monotonic() - rested_at > RUN:
            sleep(TURN)
            rested_at = monotonic()
        return not worker.is_cancelled

    return goes_on


def look(steps: Iterator[Found | None], tell: Callable[[Found | None], object]) -> None:
    """Takes steps until one finds something, and tells it, or None at their end; for the function of a thread worker.

    Nothing is told when the worker is cancelled.
    """
    worker = get_current_worker()
    for found in steps:
        if worker.is_cancelled:
            return
        if found is not None:
            tell(found)
            return
    tell(None)
