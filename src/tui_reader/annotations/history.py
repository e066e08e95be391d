"""What can be taken back, and what can be done again."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from tui_reader.annotations.changes import Batch, steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.annotations.changes import Change


class Outdated(ValueError):
    """A change that cannot be taken back or done again: what it is about was changed elsewhere meanwhile."""


class History:
    """The changes that were done, and those of them that were taken back."""

    def __init__(self) -> None:
        self._done: list[Change] = []
        self._undone: list[Change] = []

    def __len__(self) -> int:
        """How many changes can be taken back."""
        return len(self._done)

    @property
    def last(self) -> Change | None:
        """What would be taken back next."""
        return self._done[-1] if self._done else None

    def add(self, change: Change) -> None:
        """A change was done: nothing can be done again any more."""
        self._done.append(change)
        self._undone.clear()

    def join(self, first: int) -> None:
        """Makes one of the changes from number `first` on, where they are several."""
        together = self._done[first:]
        if len(together) > 1:
            self._done[first:] = [Batch(tuple(chain.from_iterable(map(steps, together))))]

    def take_back(self, do: Callable[[Change], object]) -> Change | None:
        """Has `do` take the last change back; the change that does so, None where there is nothing to take back.

        Raises Outdated where `do` raises ValueError, as the change does not fit any more; it is then forgotten.
        """
        if not self._done:
            return None
        change = self._done.pop()
        back = change.inverse()
        _try(do, back)
        self._undone.append(change)
        return back

    def do_again(self, do: Callable[[Change], object]) -> Change | None:
        """Has `do` do again what was taken back last; that change, or None. Raises Outdated as `take_back` does."""
        if not self._undone:
            return None
        change = self._undone.pop()
        _try(do, change)
        self._done.append(change)
        return change


def _try(do: Callable[[Change], object], change: Change) -> None:
    try:
        do(change)
    except ValueError as error:
        raise Outdated(str(error)) from None
