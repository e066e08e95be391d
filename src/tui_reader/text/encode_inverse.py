"""Rows for terminals that run the bidi algorithm over each of them, and drop all controls.

They do so left to right (iTerm2), or as the first strong letter of the row has it, and then lay what begins with
Arabic out from the right edge of the screen (PuTTY). So the first strong one has to be from left to right: a blank
before the letters becomes U+2800, of bidi class L. A row that has none is not shown rightly by the latter.

What is sent is the row itself, reordered by that algorithm: most often, but not always, doing it twice leads back.
Where it does not, blanks beside the trouble become U+2800, too, and what they keep apart is tried again. What cannot be
said even so (a letter to the left of a number, with no blank in between) is reported.
"""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING, TypeVar

from tui_reader.text.cell_rows import LTR, NO_WIDTH, RTL, WIDE_LTR, ZWNJ, CellRow, Outgoing, in_forms, turned
from tui_reader.text.encoders import Sent
from tui_reader.text.row_levels import Turn, in_order, mirrored, row_classes, row_levels, row_order
from tui_reader.text.uax9 import BIDI_CLASS

if TYPE_CHECKING:
    from collections.abc import Sequence

S = TypeVar("S")

STRONG_BLANK = "\u2800"
MOST_PARTS = 48
"""Parts that a row may be taken apart into."""
_STRONG = re.compile(f"[{RTL}{LTR}{WIDE_LTR}]")
_WITH_NON_JOINER = re.compile(f"[^ \u2500-\u259f]*{ZWNJ}[^ \u2500-\u259f]*")
_NEITHER = "!"
"""A separator of numbers that a mark keeps from being one (W1, W4) is as good as any other sign."""


def inverse(row: Sequence[tuple[str, S]]) -> Sent[S]:
    """What to send for a row in visual order with raw letters."""
    cells = CellRow(row)
    if not cells.may_turn:
        return Sent(row)
    if ZWNJ in cells.text:
        # It would be dropped with the others; forms are left as they are.
        cells.text = _WITH_NON_JOINER.sub(lambda word: turned(in_forms(turned(word[0]))), cells.text)
    begins_rightly = _begin_from_left_to_right(cells)
    places = [at for at, kind in enumerate(cells.kinds) if kind not in NO_WIDTH]
    bases = cells.text if len(places) == len(cells.text) else _bases(cells.text, places)
    order, wrong = _attempt(bases)
    if wrong:
        blanks = _blanks_to_change(bases)
        letters = list(bases)
        for blank in blanks:
            letters[blank] = STRONG_BLANK
        order, wrong = _attempt("".join(letters))
        cells.replace([places[blank] for blank in blanks], STRONG_BLANK)
    sent = Outgoing(cells)
    ends = [*places, len(cells.text)]
    for start, end, is_turned in order:
        if is_turned:
            sent.backwards(ends[start], ends[end], mirrored=True)
        else:
            sent.forwards(ends[start], ends[end])
    return Sent(sent.stretches, begins_rightly and not wrong)


def _begin_from_left_to_right(cells: CellRow[S]) -> bool:
    """Sees to it that the first strong cell is; whether it is. What is sent then begins with the same."""
    first = _STRONG.search(cells.kinds)
    if first is None or first[0] != RTL:
        return True
    blank = cells.text.find(" ", 0, first.start())
    if blank >= 0:
        cells.replace([blank], STRONG_BLANK)
    return blank >= 0


def _bases(text: str, places: Sequence[int]) -> str:
    bases = [text[place] for place in places]
    for cell, place in enumerate(places):
        has_mark = place + 1 < len(text) and BIDI_CLASS[text[place + 1]] == "NSM"
        if has_mark and BIDI_CLASS[bases[cell]] in ("CS", "ES"):
            bases[cell] = _NEITHER
    return "".join(bases)


def _attempt(bases: str) -> tuple[list[Turn], list[int]]:
    """The order to send cells in, and those at which the terminal would show something else."""
    classes = row_classes(bases)
    order = row_order(row_levels(bases, classes))
    sent = mirrored(bases, order)
    cells = [*chain.from_iterable(in_order(list(range(len(bases))), order))]
    again = row_order(row_levels(sent, "".join(in_order(classes, order))))
    shown, shown_cells = mirrored(sent, again), [*chain.from_iterable(in_order(cells, again))]
    if shown == bases and shown_cells == list(range(len(bases))):
        return order, []
    found = zip(shown_cells, shown, strict=True)
    return order, [cell for cell, what in enumerate(found) if what != (cell, bases[cell])]


def _blanks_to_change(bases: str) -> list[int]:
    """Blanks that, being strong, would leave as little wrong as can be."""
    changed: list[int] = []
    parts = [(0, len(bases))]
    for _ in range(MOST_PARTS):
        if not parts:
            break
        start, end = parts.pop()
        part = bases[start:end]
        _, wrong = _attempt(part)
        cuts = _blanks_beside(part, wrong)
        changed += [start + cut for cut in cuts]
        edges = [-1, *cuts, len(part)]
        if cuts:
            parts += [(start + before + 1, start + after) for before, after in pairwise(edges)]
    return changed


def _blanks_beside(part: str, wrong: Sequence[int]) -> list[int]:
    """Those nearest to the edges of what is wrong, where what is at fault most often stands; else nearest to any."""
    for cells in ({wrong[0], wrong[-1]} if wrong else (), wrong):
        cuts = {blank for cell in cells for blank in (part.rfind(" ", 0, cell + 1), part.find(" ", cell + 1))}
        if cuts - {-1}:
            return sorted(cuts - {-1})
    return []
