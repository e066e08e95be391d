"""Has what somebody is typing kept at short intervals, in a thread: a program that is killed costs half a second of it.

Nothing is written per key, and nothing while nobody types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.session.files.drafts import Draft, Drafts

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer
    from textual.worker import Worker

    from tui_reader.ui.app import ReaderApp

INTERVAL = 0.5
"""Seconds between two looks at what is typed."""


class DraftKeeper:
    """The draft of an app that is being typed. There is one at a time: a field has the keyboard."""

    def __init__(self, app: ReaderApp, drafts: Drafts) -> None:
        self._app = app
        self._drafts = drafts
        self._draft: Draft | None = None
        self._value: Callable[[], str] = str
        self._timer: Timer | None = None
        self._keeping: Worker[bool] | None = None

    def draft(self, name: str, said: str = "") -> Draft:
        """What was typed under a name before, to be gone on with. `said`: what there is without that."""
        return Draft(self._drafts, name, said)

    def watch(self, draft: Draft, value: Callable[[], str]) -> None:
        """Has the draft kept from now on; `value` is what stands in the field."""
        self.leave()
        self._draft, self._value = draft, value
        self._timer = self._app.set_interval(INTERVAL, self._look)

    def leave(self) -> None:
        """Watches it no more; what has been kept of it stays as long as nobody ends it."""
        if self._timer is not None:
            self._timer.stop()
        self._draft = self._timer = None

    def keep_now(self) -> None:
        """Has the disk keep it at once, as the program ends."""
        if self._draft is not None:
            self._draft.keep(self._value())

    def _look(self) -> None:
        draft, is_busy = self._draft, self._keeping is not None and not self._keeping.is_finished
        if draft is None or is_busy:
            return
        text = self._value()
        if draft.differs(text):
            draft.note(text)
            self._keeping = self._app.run_worker(draft.keep_noted, thread=True, group="drafts", exit_on_error=False)
