"""Rows for kitty, which orders nothing but draws what it shapes in one go the way its script runs.

It shapes runs of cells of one font, and blanks and frames stand between them; HarfBuzz takes the direction of a run
from its first letter. So letters of a right-to-left script are sent right to left, stretch by stretch, with Arabic
digits and signs among them, which are drawn the same way. What else is in the word must be no part of that run: in
many fonts it is of itself; where one font has all, another face of it is another font. Cells are not moved, only what
is in them: colours stay where they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from tui_reader.text.cell_rows import (
    NO_WIDTH,
    WIDE_LTR,
    WIDE_NEUTRAL,
    ZWNJ,
    CellRow,
    Outgoing,
    cells_of,
    in_forms,
    turned,
)
from tui_reader.text.encoders import Sent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.text.encoders import Faces

S = TypeVar("S")

_FILLER = "\ufe0e"
"""A mark without a look or a say in how letters join, and that kitty does not look for in the font (VS15)."""
_BLOCKS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
"""Those of the right-to-left scripts, with their digits and signs: what one font is taken for."""
_OF_NO_SCRIPT = "\u0605\u060c\u061b\u061f\u0640\u064b-\u0655\u0670\u06dd\u08e2\ufd3e\ufd3f"
"""Of these alone (Script is Common or Inherited) HarfBuzz makes no right-to-left run."""
_ON_ANY = "\u0300-\u036f\u200c"
_LETTER = f"(?![{_OF_NO_SCRIPT}])[{_BLOCKS}]"
_RTL_LETTER = re.compile(_LETTER)
_IN_A_WORD = "[^ \u2002\u2500-\u259f\u2800-\u28ff]*"
_WORD = re.compile(_IN_A_WORD + _LETTER + _IN_A_WORD)
"""What stands between blanks and frames, with a letter of a right-to-left script in it."""
_STRETCH = re.compile(f"(?P<rtl>[{_BLOCKS}][{_BLOCKS}{_ON_ANY}]*)|[^{_BLOCKS}]+")
_WIDE_OR_NARROW = re.compile(f"(?P<wide>[{WIDE_LTR}{WIDE_NEUTRAL}][{NO_WIDTH}]*)|[^{WIDE_LTR}{WIDE_NEUTRAL}]+")
"""Wide characters are in fonts of their own."""


def for_kitty(row: Sequence[tuple[str, S]], faces: Faces[S] | None = None) -> Sent[S]:
    """What to send for a row in visual order with raw letters. Without `faces` there is but one."""
    if not any(_RTL_LETTER.search(text) for text, _ in row):
        return Sent(row)
    cells = CellRow(row)
    sent = Outgoing(cells)
    done = 0
    for word in _WORD.finditer(cells.text):
        sent.forwards(done, word.start())
        done = word.end()
        for stretch in _STRETCH.finditer(cells.text, *word.span()):
            if stretch["rtl"]:
                _send_rtl(sent, cells, *stretch.span(), faces)
            else:
                _send_beside(sent, cells, stretch.span(), word.span(), faces)
    sent.forwards(done, len(cells.text))
    return Sent(sent.stretches)


def _send_rtl(sent: Outgoing[S], cells: CellRow[S], start: int, end: int, faces: Faces[S] | None) -> None:
    """A stretch of right-to-left cells, each run of one face turned round by itself."""
    for _, run in groupby(cells.pieces(start, end), lambda piece: faces.face(piece[2]) if faces else None):
        pieces = list(run)
        first, last = pieces[0][0], pieces[-1][1]
        text = cells.text[first:last]
        sent.in_place(_turned(text) if _RTL_LETTER.search(text) else text, pieces)


@lru_cache(maxsize=1 << 12)
def _turned(text: str) -> str:
    """The cells in the opposite order, each with as many characters as the one it changes places with.

    kitty deals glyphs, which come from the left, out to cells by the lengths of cells from the right: where a mark
    makes one longer than another, letters would lie on each other.
    """
    cells = cells_of(_without_non_joiners(turned(text)))
    lengths = list(map(len, cells))
    pairs = zip(cells, lengths, reversed(lengths), strict=True)
    return "".join([cell + _FILLER * (opposite - own) for cell, own, opposite in pairs])


def _without_non_joiners(letters: str) -> str:
    """Letters in logical order, in the forms they have where a ZWNJ is among them: few fonts have it, and another
    font would end the run in the middle of the word."""
    if ZWNJ not in letters:
        return letters
    return in_forms(letters).replace(ZWNJ, "")


def _send_beside(
    sent: Outgoing[S], cells: CellRow[S], span: tuple[int, int], word: tuple[int, int], faces: Faces[S] | None
) -> None:
    """What stands in a word beside right-to-left cells, in another face than they."""
    if faces is None:
        sent.forwards(*span)
        return
    start, end = span
    around = ((max(word[0], start - 1), start), (end, min(end + 1, word[1])))
    beside = {faces.face(style) for edge in around for _, _, style in cells.pieces(*edge)}
    for part in _WIDE_OR_NARROW.finditer(cells.kinds, start, end):
        for first, last, style in cells.pieces(*part.span()):
            styles = [style] if part["wide"] else [style, *faces.others(style)]
            apart = next((other for other in styles if faces.face(other) not in beside), style)
            sent.in_place(cells.text[first:last], [(first, last, apart)])
