"""Rows for kitty, which orders nothing but draws what it shapes in one go the way its script runs.

It shapes runs of cells of one font, and blanks and frames stand between them; HarfBuzz takes the direction of a run
from its first letter. So letters of a right-to-left script are sent right to left, stretch by stretch, with
Arabic digits and signs among them, which are drawn the same way. Cells are not moved, only what is in them: colours
stay where they are.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from tui_reader.text.cell_rows import CellRow, Outgoing, turned
from tui_reader.text.encoders import Sent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

S = TypeVar("S")

_BLOCKS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
"""Those of the right-to-left scripts, with their digits and signs: what one font is taken for."""
_STRETCH = re.compile(f"[{_BLOCKS}][{_BLOCKS}\u0300-\u036f\u200c]*")
_OF_NO_SCRIPT = "\u0605\u060c\u061b\u061f\u0640\u064b-\u0655\u0670\u06dd\u08e2\ufd3e\ufd3f\u0300-\u036f\u200c"
"""Of these alone (Script is Common or Inherited) HarfBuzz makes no right-to-left run."""
_HAS_SCRIPT = re.compile(f"[^{_OF_NO_SCRIPT}]")


def for_kitty(row: Sequence[tuple[str, S]], face: Callable[[S], object] | None = None) -> Sent[S]:
    """What to send for a row in visual order with raw letters.

    `face` tells apart what is drawn in different fonts (bold, italic); no run goes on from one into another.
    """
    cells = CellRow(row)
    sent = Outgoing(cells)
    done = 0
    for stretch in _STRETCH.finditer(cells.text):
        pieces = cells.pieces(*stretch.span())
        for _, run in groupby(pieces, lambda piece: face(piece[2]) if face else None):
            same_font = list(run)
            start, end = same_font[0][0], same_font[-1][1]
            if not _HAS_SCRIPT.search(cells.text, start, end):
                continue
            sent.forwards(done, start)
            sent.in_place(turned(cells.text[start:end]), same_font)
            done = end
    if not done:
        return Sent(row)
    sent.forwards(done, len(cells.text))
    return Sent(sent.stretches)
