"""Terminals with ideas of their own about order, each as its source or its documents say it works.

A row is sent as stretches of text and style; `shown` are the cells from left to right: what is drawn in each, and
the style of the cell. The second cell of a wide character holds nothing. Fences and joiners are not drawn.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from contextlib import suppress
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from oracles import FriBidi
from rich.cells import get_character_cell_size
from visual_order import visual_order

from tui_reader.text import uax9
from tui_reader.text.ucd import MIRRORED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

S = TypeVar("S")
Shown = list[tuple[str, S]]
Levels = "Callable[[str], list[int]]"
_NOT_DRAWN = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u200c\ufe0e"))
RIGHT_HALF = "\0"


class Held(NamedTuple):
    """A cell as a terminal keeps it."""

    text: str
    """All that was written on it, `RIGHT_HALF` on the second of a wide character."""
    style: object


def held(sent: Sequence[tuple[str, S]], *, in_order: bool = True) -> list[Held]:
    """The cells of a row after something was written on it from its first cell.

    `in_order`: nothing may come between a cell and what belongs on it, as an escape sequence does where a style ends.
    """
    cells: list[Held] = []
    for text, style in sent:
        for number, character in enumerate(text):
            width = get_character_cell_size(character)
            if width:
                cells += [Held(character, style), *[Held(RIGHT_HALF, style)] * (width - 1)]
                continue
            assert number or not in_order
            at = len(cells) - 1
            while cells[at].text == RIGHT_HALF:
                at -= 1
            cells[at] = Held(cells[at].text + character, cells[at].style)
            if character == "\ufe0f" and at == len(cells) - 1 and _becomes_wide(cells[at].text):
                cells.append(Held(RIGHT_HALF, style))
    return cells


def _becomes_wide(text: str) -> bool:
    from rich.cells import cell_len

    return cell_len(text) == 2


def meant(row: Sequence[tuple[str, S]]) -> Shown[object]:
    """What a row in visual order is to look like."""
    return [(_drawn(cell.text), cell.style) for cell in held(row, in_order=False)]


def _drawn(text: str) -> str:
    return "" if text == RIGHT_HALF else text.translate(_NOT_DRAWN).replace("\u2800", " ")


def _mirrored(text: str) -> str:
    return MIRRORED.get(text[:1], text[:1]) + text[1:]


# Where the levels come from. All for one row, which is a paragraph from left to right.


def own_levels(text: str) -> list[int]:
    """Our own reading of UAX #9. Always there."""
    return uax9.levels(text, 0)


def fribidi_levels(text: str) -> list[int]:
    """Those of libfribidi, with which VTE works."""
    library = FriBidi.load()
    assert library is not None
    return list(library.paragraph(text, 0).levels)


class Icu:
    """The few functions of ICU that are asked, by ctypes, whatever the version."""

    def __init__(self, library: ctypes.CDLL, version: int) -> None:
        self._open = library[f"ubidi_open_{version}"]
        self._open.restype = ctypes.c_void_p
        self._close = library[f"ubidi_close_{version}"]
        self._set = library[f"ubidi_setPara_{version}"]
        self._levels = library[f"ubidi_getLevels_{version}"]
        self._levels.restype = ctypes.POINTER(ctypes.c_uint8)

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> Icu | None:
        """The installed library, None without one."""
        for version in range(90, 60, -1):
            with suppress(OSError, AttributeError):
                return cls(ctypes.CDLL(f"libicuuc.so.{version}"), version)
        return None

    def levels(self, text: str) -> list[int]:
        """One for each code point, after L1."""
        units = text.encode("utf-16-le")
        count = len(units) // 2
        buffer = (ctypes.c_uint16 * count).from_buffer_copy(units)
        error = ctypes.c_int(0)
        bidi = ctypes.c_void_p(self._open())
        try:
            self._set(bidi, buffer, ctypes.c_int32(count), ctypes.c_uint8(0), None, ctypes.byref(error))
            per_unit = self._levels(bidi, ctypes.byref(error))
            assert error.value <= 0
            found: list[int] = []
            at = 0
            for character in text:
                found.append(per_unit[at])
                at += 2 if ord(character) > 0xFFFF else 1
            return found
        finally:
            self._close(bidi)


def level_sources() -> list[Callable[[str], list[int]]]:
    """Every reading of the algorithm that is there."""
    found: list[Callable[[str], list[int]]] = [own_levels]
    if FriBidi.load() is not None:
        found.append(fribidi_levels)
    icu = Icu.load()
    if icu is not None:
        found.append(icu.levels)
    return found


_FRAMES = re.compile("[\u2500-\u25ff]")


def konsole(sent: Sequence[tuple[str, S]], levels: Callable[[str], list[int]] = own_levels) -> Shown[object]:
    """Konsole 26.08: `TerminalDisplay::bidiMap` and `TerminalPainter::drawContents`.

    All that is in the cells is one string for ICU, right halves as NUL. Frames (U+2500 to U+25FF) are letters from
    left to right. A cell stands where its first character does. Nothing is mirrored.
    """
    cells = held(sent)
    text = "".join(cell.text for cell in cells)
    found = levels(_FRAMES.sub("x", text))
    # ICU gives what X9 removes the level of what comes next, others that of what comes before.
    for at in range(len(text) - 2, -1, -1):
        if uax9.BIDI_CLASS[text[at]] == "BN":
            found[at] = found[at + 1]
    first: dict[int, int] = {}
    at = 0
    for number, cell in enumerate(cells):
        first[at] = number
        at += len(cell.text)
    order = [first[place] for place in visual_order(found) if place in first]
    shown: Shown[object] = [("", cells[number].style) for number in order]
    for x, number in enumerate(order):
        if cells[number].text == RIGHT_HALF:
            continue
        wide = number + 1 < len(cells) and cells[number + 1].text == RIGHT_HALF
        after = order[x + 1] if x + 1 < len(order) else len(order)
        drawn_at = x - 1 if wide and after < number else x
        if drawn_at >= 0:
            shown[drawn_at] = _drawn(cells[number].text), shown[drawn_at][1]
    return shown


def vte(sent: Sequence[tuple[str, S]], levels: Callable[[str], list[int]] = own_levels) -> Shown[object]:
    """VTE 0.82, implicit mode: `BidiRunner::implicit_paragraph`. Right halves are left out and put back."""
    cells = held(sent)
    whole = [number for number, cell in enumerate(cells) if cell.text != RIGHT_HALF]
    found = levels("".join(cells[number].text for number in whole))
    first: dict[int, int] = {}
    at = 0
    for number in whole:
        first[at] = number
        at += len(cells[number].text)
    shown: Shown[object] = []
    for place in visual_order(found):
        if place in first:
            shown += _placed(cells, first[place], odd=bool(found[place] & 1))
    return shown


def drops_controls(sent: Sequence[tuple[str, S]], levels: Callable[[str], list[int]] = own_levels) -> Shown[object]:
    """iTerm2: the algorithm over the row without its controls, as they were never kept."""
    kept = [("".join(c for c in text if unicodedata.category(c) != "Cf"), style) for text, style in sent]
    return vte([(text, style) for text, style in kept if text], levels)


def putty(sent: Sequence[tuple[str, S]], levels: Callable[[str], list[int]] = own_levels) -> Shown[object]:
    """PuTTY, for a row as wide as the screen: the same, in the direction of the first strong letter.

    Seen in pterm 0.78: a row that begins with Arabic begins at the right edge.
    """
    classes = (uax9.BIDI_CLASS[character] for text, _ in sent for character in text)
    begins_right = next((found in ("R", "AL") for found in classes if found in ("L", "R", "AL")), False)
    return drops_controls(sent, _levels_in_rtl if begins_right else levels)


def _levels_in_rtl(text: str) -> list[int]:
    return uax9.levels(text, 1)


def _placed(cells: Sequence[Held], number: int, *, odd: bool) -> Shown[object]:
    cell = cells[number]
    wide = number + 1 < len(cells) and cells[number + 1].text == RIGHT_HALF
    drawn = _drawn(cell.text)
    return [(_mirrored(drawn) if odd else drawn, cell.style), *[("", cell.style)] * wide]


_RTL_SCRIPT = re.compile(
    "[\u0590-\u0604\u0606-\u060b\u060d-\u061a\u061d\u061e\u0620-\u063f\u0641-\u064a\u0656-\u066f\u0671-\u06dc"
    "\u06de-\u08e1\u08e3-\u08ff\ufb1d-\ufd3d\ufd40-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_FRAME_OR_BLANK = re.compile("[ \u2002\u2500-\u259f\u2800-\u28ff]")


def kitty(
    sent: Sequence[tuple[str, S]], font: Callable[[str, S], object], face: Callable[[S], object] = lambda _: 0
) -> Shown[object]:
    """kitty 0.43: `render_line`, `shape_run`.

    Cells of one font (by character and face) that follow each other without a blank or a frame are shaped together;
    HarfBuzz (`hb_buffer_guess_segment_properties`) takes the script of the first letter that has one, and
    turns the whole run round where that script runs from right to left. Styles are those of the cells. Glyphs are
    dealt out from the left, to as many cells as hold the characters of the cluster before (`group_normal`): in a run
    that is turned round each would have to be as long as the one at the same distance from the other end.
    """
    cells = held(sent)
    shown: Shown[object] = []
    kinds: list[object] = []
    for cell in cells:
        if cell.text == RIGHT_HALF:
            kinds.append(kinds[-1])
        elif _FRAME_OR_BLANK.match(cell.text) and len(cell.text) == 1:
            kinds.append(None)
        else:
            kinds.append((font(cell.text, cell.style), face(cell.style)))  # type: ignore[arg-type]
    for kind, group in groupby(zip(kinds, cells, strict=True), lambda pair: pair[0]):
        run = [cell for _, cell in group]
        glyphs = [_drawn(cell.text) for cell in run]
        first = next((c for cell in run for c in cell.text if _has_script(c)), "")
        if kind is not None and first and _RTL_SCRIPT.match(first):
            lengths = [len(cell.text) for cell in run]
            fit = lengths == lengths[::-1]
            glyphs = [_mirrored(glyph) if fit else "misplaced" for glyph in reversed(glyphs)]
        shown += [(glyph, cell.style) for glyph, cell in zip(glyphs, run, strict=True)]
    return shown


def _has_script(character: str) -> bool:
    return bool(_RTL_SCRIPT.match(character)) or unicodedata.category(character)[0] == "L"


_SEQUENCE = re.compile(r"\x1b\[([?>=<]*)([0-9;]*)[ $]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]")


class Grid:
    """The cells of a screen, as they are kept by a terminal: from moves, colours and text that are written to it."""

    def __init__(self, columns: int, rows: int) -> None:
        self._rows: list[list[Held | None]] = [[None] * columns for _ in range(rows)]
        self._x = self._y = 0
        self._style = ""

    def write(self, data: str) -> None:
        """Output of a program. What it asks of a terminal otherwise is passed over."""
        end = 0
        for sequence in _SEQUENCE.finditer(data):
            self._put(data[end : sequence.start()])
            end = sequence.end()
            if sequence[3] == "H":
                self._y, self._x = (int(number) - 1 for number in sequence[2].split(";"))
            elif sequence[3] == "m":
                self._style = sequence[2].removeprefix("0") if sequence[2] != "0" else ""
        self._put(data[end:])

    def _put(self, text: str) -> None:
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if number:
                self._y += 1
            if not line:
                continue
            cells = held([(line, self._style)]) if get_character_cell_size(line[0]) else self._on_cell_before(line)
            self._rows[self._y][self._x : self._x + len(cells)] = cells
            self._x += len(cells)

    def _on_cell_before(self, line: str) -> list[Held]:
        raise AssertionError(f"{line!r} would be written on a cell from outside of its style")

    def row(self, y: int) -> list[tuple[str, str]]:
        """A row, cell by cell, as it could be written from its first column."""
        cells = [cell or Held(" ", "") for cell in self._rows[y]]
        return [(cell.text, str(cell.style)) for cell in cells if cell.text != RIGHT_HALF]
