"""Rows for terminals that run the bidi algorithm over each of them, left to right, and drop all controls.

What is sent is the row itself, reordered by that algorithm: most often, but not always, doing it twice leads back.
Where it does not, blanks beside the trouble become U+2800, a blank of bidi class L, and what they keep apart is tried
again. What cannot be said even so (a letter to the left of a number, with no blank in between) is reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from tui_reader.text.cell_rows import NO_WIDTH, CellRow, Outgoing
from tui_reader.text.encoders import Sent
from tui_reader.text.row_levels import Turn, reordered, row_levels, row_order
from tui_reader.text.uax9 import BIDI_CLASS

if TYPE_CHECKING:
    from collections.abc import Sequence

S = TypeVar("S")

STRONG_BLANK = "\u2800"
MOST_PARTS = 48
"""Parts that a row may be taken apart into."""
_NEITHER = "!"
"""A separator of numbers that a mark keeps from being one (W1, W4) is as good as any other sign."""


def inverse(row: Sequence[tuple[str, S]]) -> Sent[S]:
    """What to send for a row in visual order with raw letters."""
    cells = CellRow(row)
    if not cells.may_turn:
        return Sent(row)
    places = [at for at, kind in enumerate(cells.kinds) if kind not in NO_WIDTH]
    bases = cells.text if len(places) == len(cells.text) else _bases(cells.text, places)
    order = row_order(row_levels(bases))
    is_right = not _wrong(bases, order)
    if not is_right:
        blanks = _blanks_to_change(bases)
        letters = list(bases)
        for blank in blanks:
            letters[blank] = STRONG_BLANK
        changed = "".join(letters)
        order = row_order(row_levels(changed))
        is_right = not _wrong(changed, order)
        cells.replace([places[blank] for blank in blanks], STRONG_BLANK)
    sent = Outgoing(cells)
    ends = [*places, len(cells.text)]
    for start, end, turned in order:
        if turned:
            sent.backwards(ends[start], ends[end], mirrored=True)
        else:
            sent.forwards(ends[start], ends[end])
    return Sent(sent.stretches, is_right)


def _bases(text: str, places: Sequence[int]) -> str:
    bases = [text[place] for place in places]
    for cell, place in enumerate(places):
        has_mark = place + 1 < len(text) and BIDI_CLASS[text[place + 1]] == "NSM"
        if has_mark and BIDI_CLASS[bases[cell]] in ("CS", "ES"):
            bases[cell] = _NEITHER
    return "".join(bases)


def _wrong(bases: str, order: Sequence[Turn]) -> list[int]:
    """The cells at which a terminal that is sent the others in this order shows something else."""
    sent = reordered(bases, order)
    cells: list[int] = []
    for start, end, turned in order:
        cells += range(end - 1, start - 1, -1) if turned else range(start, end)
    again = row_order(row_levels(sent))
    shown_cells: list[int] = []
    for start, end, turned in again:
        shown_cells += cells[start:end][::-1] if turned else cells[start:end]
    shown = reordered(sent, again)
    if shown == bases and shown_cells == list(range(len(bases))):
        return []
    found = zip(shown_cells, shown, strict=True)
    return [cell for cell, what in enumerate(found) if what != (cell, bases[cell])]


def _blanks_to_change(bases: str) -> list[int]:
    """Blanks that, being strong, would leave as little wrong as can be."""
    changed: list[int] = []
    parts = [(0, len(bases))]
    for _ in range(MOST_PARTS):
        if not parts:
            break
        start, end = parts.pop()
        part = bases[start:end]
        wrong = _wrong(part, row_order(row_levels(part)))
        for cell in wrong:
            left, right = part.rfind(" ", 0, cell + 1), part.find(" ", cell + 1)
            cuts = [start + blank for blank in (left, right) if blank >= 0]
            if cuts:
                changed += cuts
                edges = [start - 1, *cuts, end]
                parts += [(before + 1, after) for before, after in zip(edges, edges[1:], strict=False)]
                break
    return changed
