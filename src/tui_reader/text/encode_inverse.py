"""Rows for terminals that run the bidi algorithm over each of them, left to right, and drop all controls.

What is sent is the row itself, reordered by that algorithm: most often, but not always, doing it twice leads back.
Where it does not, blanks beside the trouble become U+2800, a blank of bidi class L that keeps apart what stands on
either side. What cannot be said even so (a letter to the left of a number, with nothing in between) is reported.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tui_reader.text.bidi import paragraph_levels, visual_runs
from tui_reader.text.cell_rows import NO_WIDTH, CellRow, Outgoing
from tui_reader.text.encoders import Sent
from tui_reader.text.ucd import MIRRORED

if TYPE_CHECKING:
    from collections.abc import Sequence

S = TypeVar("S")

STRONG_BLANK = "\u2800"
MOST_ATTEMPTS = 24
"""Blanks, at two an attempt, that a row may be repaired with."""


class _Attempt(NamedTuple):
    """The algorithm done twice to a row."""

    runs: list[range]
    """What is sent: runs of cells, by their places on the row, that go up or down."""
    wrong: list[int]
    """Places on the row that the terminal would show something else at."""


def inverse(row: Sequence[tuple[str, S]]) -> Sent[S]:
    """What to send for a row in visual order with raw letters."""
    cells = CellRow(row)
    if not cells.may_turn:
        return Sent(row)
    places = [at for at, kind in enumerate(cells.kinds) if kind not in NO_WIDTH]
    attempt, blanks = _repaired(cells.text, places)
    if blanks:
        cells.replace(blanks, STRONG_BLANK)
    sent = Outgoing(cells)
    ends = [*places, len(cells.text)]
    for run in attempt.runs:
        if run.step > 0:
            sent.forwards(ends[run.start], ends[run.stop])
        else:
            sent.backwards(ends[run.stop + 1], ends[run.start + 1], mirrored=True)
    return Sent(sent.stretches, not attempt.wrong)


def _repaired(text: str, places: list[int]) -> tuple[_Attempt, list[int]]:
    """The best attempt that was found, and the blanks that are strong in it, by their places in the text."""
    best = attempt = _attempt(text, places)
    strong: list[int] = []
    best_strong: list[int] = []
    letters = list(text)
    for _ in range(MOST_ATTEMPTS):
        found = _blanks_beside(attempt.wrong, letters, places)
        if not found:
            break
        for at in found:
            letters[at] = STRONG_BLANK
        strong += found
        attempt = _attempt("".join(letters), places)
        if len(attempt.wrong) < len(best.wrong):
            best, best_strong = attempt, list(strong)
    return best, best_strong


def _blanks_beside(wrong: Sequence[int], letters: Sequence[str], places: Sequence[int]) -> list[int]:
    """The nearest blanks to either side of the first wrong cell that has any before the next strong blank."""
    for cell in wrong:
        found: list[int] = []
        for way in (range(cell, -1, -1), range(cell + 1, len(places))):
            nearest = next((place for place in way if letters[places[place]] in (" ", STRONG_BLANK)), None)
            if nearest is not None and letters[places[nearest]] == " ":
                found.append(places[nearest])
        if found:
            return found
    return []


def _attempt(text: str, places: list[int]) -> _Attempt:
    """`places` are those of the cells' bases in the text.

    L1 has nothing to do: at level 0 and without embeddings blanks at the end of a row are at level 0 by N2.
    """
    runs = visual_runs(_levels(text, places))
    order = list(chain.from_iterable(runs))
    ends = [*places, len(text)]
    glyphs = [text[start:end] for start, end in zip(places, ends[1:], strict=True)]
    turned = {cell for run in runs if run.step < 0 for cell in run}
    sent = [_mirrored(glyphs[cell]) if cell in turned else glyphs[cell] for cell in order]
    starts: list[int] = []
    length = 0
    for glyph in sent:
        starts.append(length)
        length += len(glyph)
    shown: list[tuple[int, str]] = []
    for run in visual_runs(_levels("".join(sent), starts)):
        odd = run.step < 0
        shown += [(order[place], _mirrored(sent[place]) if odd else sent[place]) for place in run]
    wrong = [cell for cell, found in enumerate(shown) if found != (cell, glyphs[cell])]
    return _Attempt(runs, wrong)


def _levels(text: str, places: list[int]) -> bytes:
    levels = paragraph_levels(text, 0)
    return levels if len(places) == len(text) else bytes([levels[place] for place in places])


def _mirrored(glyph: str) -> str:
    return MIRRORED.get(glyph[0], glyph[0]) + glyph[1:]
