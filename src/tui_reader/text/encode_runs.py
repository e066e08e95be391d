"""Rows for terminals that run the bidi algorithm over each of them, left to right, and leave controls in their cells.

Konsole and VTE do, and keep what has no width on the cell before it. Letters are sent right to left, which the
terminal undoes. All else is sent from left to right, and must come out at level 0: a fence (LRM, bidi class L)
stands before whatever the letters or the Arabic number to the left of it would draw along.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from tui_reader.text.cell_rows import (
    ARABIC_NUMBER,
    EUROPEAN_NUMBER,
    LTR,
    NO_WIDTH,
    RTL,
    WIDE_LTR,
    WIDE_NEUTRAL,
    WIDENS,
    CellRow,
    Outgoing,
)
from tui_reader.text.encoders import Sent

if TYPE_CHECKING:
    from collections.abc import Sequence

S = TypeVar("S")

FENCE = "\u200e"
_TURNS = RTL + ARABIC_NUMBER
_STRETCH = re.compile(
    f"{RTL}[{RTL}{NO_WIDTH}]*|{ARABIC_NUMBER}[{ARABIC_NUMBER}{NO_WIDTH}]*|[{EUROPEAN_NUMBER}{LTR}{WIDE_LTR}][^{_TURNS}]*"
)
"""Letters, an Arabic number, or what begins with a Latin letter or a European number; neutrals may stand between.

Behind an L a European number is as good as one (W7).
"""
_WIDE_BESIDE_RTL = re.compile(f"(?:[{WIDE_LTR}{WIDE_NEUTRAL}][{NO_WIDTH}]*|{WIDENS}[{NO_WIDTH}]*){RTL}")


def in_runs(row: Sequence[tuple[str, S]]) -> Sent[S]:
    """What to send for a row in visual order with raw letters.

    Konsole gives the right half of a wide character the level of what comes next (ICU's reading of BN), and so
    tears it off where letters follow at once: such a row cannot be sent rightly.
    """
    cells = CellRow(row)
    if not cells.may_turn:
        return Sent(row)
    sent = Outgoing(cells)
    done = 0
    before = ""
    """Kind of the last stretch that turns, where no L has come since."""
    for stretch in _STRETCH.finditer(cells.kinds):
        start, end = stretch.span()
        kind = cells.kinds[start]
        if before == RTL or (before and kind in _TURNS):
            # As late as can be: inside a bracket that it opens, the fence keeps it, too, at level 0 (N0).
            sent.forwards(done, start)
            sent.fence(FENCE)
            done = start
        before = kind if kind in _TURNS else ""
        if kind == RTL:
            sent.forwards(done, start)
            sent.backwards(start, end)
            done = end
    sent.forwards(done, len(cells.text))
    return Sent(sent.stretches, _WIDE_BESIDE_RTL.search(cells.kinds) is None)
