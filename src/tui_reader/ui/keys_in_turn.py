"""One key after the other, for any Textual app: what a key opens gets the keys that were typed behind it.

Textual hands keys to the widget that has the focus when they come, which is not yet the field of a dialog that the
key before is about to open, and does what is bound with priority before the letters in front of it are in the field.
Who types fast, or over a slow line, loses letters then. Here a key waits until the one before is done with.
"""

from __future__ import annotations

import asyncio
from collections import deque
from functools import cached_property
from itertools import chain
from time import monotonic
from typing import TYPE_CHECKING

from textual import events
from textual.app import App, ReturnType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.message_pump import MessagePump
    from textual.screen import Screen
    from textual.widget import Widget

PATIENCE = 1.0
"""Seconds after which a key is not waited for any more: what it was handed to may be gone."""


class KeysInTurn(App[ReturnType]):
    """A base for apps, in the place of `App`, in which keys and pastes are done with one after the other."""

    _turn = 0
    """The number of the key that was handed on last."""
    _done_by = 0.0
    """When that one is taken for done in any case (`monotonic`)."""
    _handed_to: Widget | None = None
    _way: tuple[Widget, str] | None = None
    """What other keys go with it."""
    _at_once: asyncio.TimerHandle | None = None
    _seen: Screen[object] | None = None
    """The screen that keys are handed to; another one may not have its widgets yet."""

    @cached_property
    def _waiting(self) -> deque[events.Event]:
        return deque()

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
            return
        way = self._way_of(event)
        if self._waiting or (monotonic() < self._done_by and (way is None or way != self._way)):
            self._waiting.append(event)
            # Only now, as to follow a key costs more than most keys do.
            if self._at_once is None and self._handed_to is not None:
                loop = asyncio.get_running_loop()
                self._at_once = loop.call_later(PATIENCE, self.call_later, self._go_on, self._turn)
                # What is bound to it is done in the app, at the end of its way, and may have a widget say something.
                self._follow(chain(_way_up(self._handed_to), _way_up(self._handed_to)), self._turn)
            return
        self._turn += 1
        self._done_by, self._way = monotonic() + PATIENCE, way
        self._handed_to = self.focused or self.screen
        self.key_begins()
        await super().on_event(event)

    def key_begins(self) -> None:
        """A key is handed on now, and what the one before has done is shown: for apps that tell of it until then."""

    def _way_of(self, event: events.Key | events.Paste) -> tuple[Widget, str] | None:
        """The same for keys that need not wait for each other: letters in a field, a motion that is repeated."""
        focused = self.focused
        if not isinstance(event, events.Key) or focused is None:
            return None
        if event.character is None:
            return focused, event.key
        return (focused, "") if focused.check_consume_key(event.key, event.character) else None

    def _follow(self, way: Iterator[MessagePump], turn: int) -> None:
        """Goes on behind a key, and behind what widgets say because of it."""
        for pump in way:
            # One that has been taken away says nothing more.
            if pump.call_later(self._follow, way, turn):
                return
        self.call_later(self._arrive, turn)

    async def _arrive(self, turn: int) -> None:
        """The app has done what the key asks for. A screen that has been opened is to have its widgets first."""
        screen = self.screen
        if turn == self._turn and screen is not self._seen:
            self._seen = screen
            if screen.call_later(self.call_later, self._arrive, turn):
                return
        await self._go_on(turn)

    async def _go_on(self, turn: int) -> None:
        if turn != self._turn or not self._waiting:
            return
        self._done_by = 0.0
        if self._at_once is not None:
            self._at_once.cancel()
            self._at_once = None
        waiting = list(self._waiting)
        self._waiting.clear()
        for event in waiting:
            await self.on_event(event)


def _way_up(widget: Widget) -> Iterator[MessagePump]:
    """From a widget to the app, each of them twice: what it says to itself comes behind what it has been told."""
    pump: MessagePump | None = widget
    while pump is not None:
        yield pump
        yield pump
        pump = pump._parent
