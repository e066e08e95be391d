"""Somebody who presses keys, and sees what the app shows when it has done what they ask for."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events
from textual.worker import WorkerCancelled

from tui_reader.text.excerpt import label_text
from tui_reader.ui.commands.finding import FindingCommands
from tui_reader.ui.commands.queueing import QueueingCommands
from tui_reader.ui.panes.status_line import StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from tui_reader.ui.app import ReaderApp


class Hands:
    """Somebody at the keyboard of the app."""

    def __init__(self, app: ReaderApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Presses keys, and waits until the app has done what they ask for."""
        for key in keys:
            await self.pilot.press(key)
            await self._rest()

    async def paste(self, text: str) -> None:
        """Types text all at once."""
        self.app.post_message(events.Paste(text))
        await self._rest()

    async def _rest(self) -> None:
        """Types nothing until what was typed is being searched, and the next question or suggestion is there."""
        await self.pilot.pause()
        while (
            isinstance(self.app.screen, QueueingCommands)
            and self.app.screen.looking
            and self.app.screen.query(".queue-panel")
        ):
            await self.pilot.pause(0.001)
        while isinstance(self.app.screen, FindingCommands) and self.app.screen.search_timer is not None:
            await self.pilot.pause(0.001)

    async def finish(self) -> None:
        """Waits for what is done in other threads, and for the screen to show it."""
        while list(self.app.workers):
            # What is given up ends too, and is no failure.
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete()
            await self.pilot.pause()

    async def until(self, true: Callable[[], object]) -> None:
        """Waits until something is so that nobody presses a key for: 12 s at most."""
        for _ in range(600):
            await self.pilot.pause(0.02)
            if true():
                await self.pilot.pause()
                return
        raise AssertionError(f"not within 12 s; said: {self.said}; status: {self.rows('#status-line')}")

    def rows(self, widget: str) -> list[str]:
        """What a widget shows, row by row."""
        found = self.app.screen.query_one(widget)
        return ["".join(s.text for s in found.render_line(y)).rstrip() for y in range(found.size.height)]

    @property
    def said(self) -> list[str]:
        """The messages on the screen, and what the status line says was done."""
        messages = [notification.message for notification in self.app._notifications]
        done = [line.acknowledged for line in self.app.screen.query(StatusLine) if line.acknowledged]
        return [*messages, *(label_text(words, 500) for words in done)]
