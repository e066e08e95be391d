"""What programs ask of a terminal, and what a plain one with colours and synchronised output answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_QUERY = re.compile(
    rb"\x1b\[(?:(?P<device>0?c)|(?P<secondary>>0?c)|(?P<status>5n)|(?P<position>6n)|(?P<mode>\??\d+)\$p)"
    rb"|\x1b\](?P<colour>1[01]);\?(?:\x07|\x1b\\)"
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]{0,8}\x1b?)?\Z")
_MODES = {b"?2026": 2}
"""DECRQM's answer by mode: 2 is known and off, which every other mode is not (0). 2026 is synchronised output."""
_COLOURS = {b"10": b"rgb:ffff/ffff/ffff", b"11": b"rgb:0000/0000/0000"}
"""Of letters and of what is behind them."""


class Queries:
    """Finds queries in output that comes in pieces."""

    def __init__(self) -> None:
        self._held = b""

    def complete(self, received: bytes) -> Iterator[re.Match[bytes]]:
        """The queries that end in a piece of output."""
        received = self._held + received
        unfinished = _UNFINISHED.search(received)
        self._held = unfinished[0] if unfinished else b""
        return _QUERY.finditer(received)


def answer(query: re.Match[bytes], cursor: Callable[[], tuple[int, int]]) -> bytes:
    """What the terminal sends; `cursor` gives row and column, from 0."""
    if query["device"]:
        return b"\x1b[?62;22c"
    if query["secondary"]:
        return b"\x1b[>1;10;0c"
    if query["status"]:
        return b"\x1b[0n"
    if query["position"]:
        row, column = cursor()
        return b"\x1b[%d;%dR" % (row + 1, column + 1)
    if query["mode"]:
        return b"\x1b[%s;%d$y" % (query["mode"], _MODES.get(query["mode"], 0))
    return b"\x1b]%s;%s\x1b\\" % (query["colour"], _COLOURS[query["colour"]])
