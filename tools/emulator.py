"""pyte, with what it lacks of a terminal: scrolling by rows, repeating a character, and a deaf ear for the unknown."""

from __future__ import annotations

import re
from typing import Any, ClassVar

import pyte

_UNKNOWN = re.compile(
    rb"\x1b\[[<=>][0-?]*[ -/]*[@-~]"  # private sequences, as of the kitty keyboard protocol
    rb"|\x1b\[[0-?]*[ -/]+[@-~]"  # with intermediate bytes, as DECRQM
    rb"|\x1b\[\?[0-9;]*[^0-9;hl]"  # private, other than setting and resetting modes
    rb"|\x1b\[[0-9;]*t"  # of the window
    rb"|\x1b[P^_][^\x1b]*\x1b\\"  # DCS, PM and APC strings
    rb"|\x1b[=>]"  # the keypad's modes
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[P^_][^\x1b]*\x1b?)?\Z")


class _Screen(pyte.Screen):
    """A screen with SU, SD and REP (ECMA-48)."""

    _last = " "

    def draw(self, data: str) -> None:
        self._last = data[-1:] or self._last
        super().draw(data)

    def scroll_up(self, count: int = 1) -> None:
        """Moves the rows of the scrolling region up."""
        self._scroll(count, self.index, at_top=False)

    def scroll_down(self, count: int = 1) -> None:
        """Moves the rows of the scrolling region down."""
        self._scroll(count, self.reverse_index, at_top=True)

    def repeat(self, count: int = 1) -> None:
        """Draws the last character again."""
        super().draw(self._last * (count or 1))

    def _scroll(self, count: int, step: Any, *, at_top: bool) -> None:
        row = self.cursor.y
        top, bottom = self.margins or (0, self.lines - 1)
        for _ in range(min(count or 1, self.lines)):
            self.cursor.y = top if at_top else bottom
            step()
        self.cursor.y = row


class _Stream(pyte.ByteStream):
    csi: ClassVar = pyte.ByteStream.csi | {"S": "scroll_up", "T": "scroll_down", "b": "repeat"}
    events: ClassVar = pyte.ByteStream.events | {"scroll_up", "scroll_down", "repeat"}


class Emulator:
    """A screen and what it is fed."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = _Screen(columns, rows)
        self._stream = _Stream(self.screen)
        self._held = b""

    def feed(self, received: bytes) -> None:
        """Shows output, which may end in the middle of a sequence or a character."""
        received = self._held + received
        unfinished = _UNFINISHED.search(received)
        self._held = unfinished[0] if unfinished else b""
        self._stream.feed(_UNKNOWN.sub(b"", received[: len(received) - len(self._held)]))
