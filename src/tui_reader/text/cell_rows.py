"""A row of the screen, cell by cell from left to right, as something that can be cut and turned round.

Most of a row is sent as it is. So a row stays text, with a letter for the kind of each character beside it;
the expressions of the encoders look for what matters in those, and only that is taken apart.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from rich.cells import get_character_cell_size

from tui_reader.text.joining import forms, presentation_form
from tui_reader.text.uax9 import BIDI_CLASS
from tui_reader.text.ucd import MIRRORED

if TYPE_CHECKING:
    from collections.abc import Sequence

S = TypeVar("S")

RTL, ARABIC_NUMBER, EUROPEAN_NUMBER, LTR, NEUTRAL = "r", "a", "e", "l", "n"
"""Kinds of characters one cell wide by bidi class: R and AL, AN, EN, L, all others."""
WIDE_LTR, WIDE_NEUTRAL = "L", "N"
"""Two cells wide. There are no other wide ones."""
ON_CELL_BEFORE, WIDENS = "m", "w"
"""Of no width: on the cell of the character before, which the latter (VS16) may make a wide one."""
NO_WIDTH = "mw"
ZWNJ = "\u200c"

_MIRRORED = str.maketrans(MIRRORED)
_CELL = re.compile(f".[{NO_WIDTH}]*")
_MAY_TURN = re.compile(f"[{RTL}{ARABIC_NUMBER}]")


class _Kinds(dict[int, str]):
    """Code point to kind, looked up once."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        width, bidi_class = get_character_cell_size(character), BIDI_CLASS[character]
        if not width:
            kind = WIDENS if character == "\ufe0f" else ON_CELL_BEFORE
        elif width > 1:
            kind = WIDE_LTR if bidi_class == "L" else WIDE_NEUTRAL
        else:
            kind = {"R": RTL, "AL": RTL, "AN": ARABIC_NUMBER, "EN": EUROPEAN_NUMBER, "L": LTR}.get(bidi_class, NEUTRAL)
        self[point] = kind
        return kind


_KINDS = _Kinds()


class CellRow(Generic[S]):
    """A row in visual order: its text, the kinds of its characters, and what goes with each."""

    def __init__(self, stretches: Sequence[tuple[str, S]]) -> None:
        self.text = "".join([text for text, _ in stretches])
        self.kinds = self.text.translate(_KINDS)
        """A letter for each code point of `text`."""
        self._starts: list[int] = []
        self._styles: list[S] = []
        at = 0
        for text, style in stretches:
            start, at = at, at + len(text)
            # What has no width stays with the cell it is on.
            while start and start < at and self.kinds[start] in NO_WIDTH:
                start += 1
            if start < at:
                self._starts.append(start)
                self._styles.append(style)
        self._ends = [*self._starts[1:], at]

    @property
    def may_turn(self) -> bool:
        """Whether a terminal that reorders would find anything to reorder."""
        return _MAY_TURN.search(self.kinds) is not None

    def replace(self, places: Sequence[int], character: str) -> None:
        """Puts another character, as wide, at places in the text."""
        letters = list(self.text)
        for place in places:
            letters[place] = character
        self.text = "".join(letters)
        self.kinds = self.text.translate(_KINDS)

    def pieces(self, start: int, end: int) -> list[tuple[int, int, S]]:
        """The stretches from one place in the text to another: start, end and what goes with it."""
        if start == end:
            return []
        first = bisect_right(self._starts, start) - 1
        if end <= self._ends[first]:
            return [(start, end, self._styles[first])]
        found: list[tuple[int, int, S]] = []
        while start < end:
            until = min(self._ends[first], end)
            found.append((start, until, self._styles[first]))
            start, first = until, first + 1
        return found


class Outgoing(Generic[S]):
    """What is sent for a row, put together from its parts."""

    def __init__(self, row: CellRow[S]) -> None:
        self._row = row
        self.stretches: list[tuple[str, S]] = []

    def _add(self, text: str, style: S) -> None:
        if self.stretches and self.stretches[-1][1] is style:
            self.stretches[-1] = self.stretches[-1][0] + text, style
        else:
            self.stretches.append((text, style))

    def forwards(self, start: int, end: int) -> None:
        """The cells from one place in the text to another, from left to right."""
        for first, last, style in self._row.pieces(start, end):
            self._add(self._row.text[first:last], style)

    def backwards(self, start: int, end: int, *, mirrored: bool = False) -> None:
        """The same cells from right to left, each with what goes with it."""
        for first, last, style in reversed(self._row.pieces(start, end)):
            text = turned(self._row.text[first:last])
            self._add(text.translate(_MIRRORED) if mirrored else text, style)

    def in_place(self, text: str, pieces: Sequence[tuple[int, int, S]]) -> None:
        """Other cells, as many, where some pieces of the row are: what goes with each cell stays where it is."""
        if len(pieces) == 1:
            self._add(text, pieces[0][2])
            return
        cells = cells_of(text)
        for first, last, style in pieces:
            count = len(_CELL.findall(self._row.kinds, first, last))
            self._add("".join(cells[:count]), style)
            del cells[:count]

    def fence(self, control: str) -> None:
        """A control on the last cell, in the same write: it would be lost behind a change of style."""
        text, style = self.stretches[-1]
        self.stretches[-1] = text + control, style


def in_forms(letters: str) -> str:
    """Letters in logical order, each in the form it has there. Marks and non-joiners stay as they are."""
    found = list(letters)
    places = [
        place for place, kind in enumerate(letters.translate(_KINDS)) if kind not in NO_WIDTH or letters[place] == ZWNJ
    ]
    for place, form in zip(places, forms("".join([found[place] for place in places])), strict=True):
        found[place] = presentation_form(found[place], form)
    return "".join(found)


@lru_cache(maxsize=1 << 12)
def turned(text: str) -> str:
    """The cells of a text in the opposite order."""
    return "".join(reversed(cells_of(text)))


def cells_of(text: str) -> list[str]:
    """The text of each cell, a wide one being one."""
    kinds = text.translate(_KINDS)
    if ON_CELL_BEFORE not in kinds and WIDENS not in kinds:
        return list(text)
    return [text[cell.start() : cell.end()] for cell in _CELL.finditer(kinds)]
