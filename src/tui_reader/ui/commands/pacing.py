"""Changes of many records, done between one frame and the next: a piece, then whatever else waits, then a piece.

The store has the rest of them (`AnnotationStore.begin`), and tells of each piece as of a change: so the screen shows
how far it is, and nothing has to wait for the end but what says that it is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.ui.commands.base import ReadingBase

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

REST = 0.005
"""Seconds between two pieces."""


class Pacing(ReadingBase):
    """A screen that has the changes of its reading done piece by piece."""

    _next_piece: Timer | None = None

    def __init__(self) -> None:
        super().__init__()
        self._afterwards: list[Callable[[], object]] = []

    def keep_going(self) -> None:
        """To be called after each change: has the next piece done soon, if there is one."""
        if self._next_piece is None and self.session.own.store.is_under_way:
            self._next_piece = self.set_timer(REST, self._do_piece)

    def when_done(self, then: Callable[[], object]) -> None:
        """Calls something as soon as no change is under way."""
        if self.session.own.store.is_under_way:
            self._afterwards.append(then)
        else:
            then()

    def _do_piece(self) -> None:
        self._next_piece = None
        if self.session.own.store.go_on():
            self.keep_going()
        else:
            then, self._afterwards = self._afterwards, []
            for each in then:
                each()
