"""Whole rows of a screen in visual order, as the encoders get them: panes and borders side by side."""

from __future__ import annotations

from itertools import cycle, groupby
from typing import TYPE_CHECKING

from tui_reader.text.bidi import Direction
from tui_reader.text.display import Display
from tui_reader.text.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RAW = Display(joined=False)
LIBRARY_CELLS, SIDEBAR_CELLS = 24, 30
NAMES = [
    "حرب 1991.txt",
    "▾ كتب (3)",
    "Azerbaijan.txt",
    "דו״ח 2020.md",
    "٣ مقالات",
    "notes",
    "رسالة_2.txt",
    "[قديم] نص.md",
]
QUOTES = ["Person  محمد", "«حرب» 12", "مكان (دولة)", "Event  אירוע 3", "1990", "no. 12 ٣٫٥", "قال: نعم", ""]

Row = list[tuple[str, int]]


def lines(text: str, width: int, direction: Direction = Direction.AUTO, display: Display = RAW) -> Iterator[str]:
    """The rows of a paragraph, each filled to its width or wider."""
    layout = lay_out(text, width, direction, display)
    for row in range(layout.row_count):
        line = layout.line(row)
        yield line.text() + " " * (width - line.right)


def alone(text: str, width: int, direction: Direction = Direction.AUTO, display: Display = RAW) -> Iterator[Row]:
    """The rows of a paragraph, a style for every four characters."""
    for line in lines(text, width, direction, display):
        yield styled(line)


def styled(line: str, length: int = 4) -> Row:
    """A row with another style every few characters, marks or not."""
    return [(line[at : at + length], at // length) for at in range(0, len(line), length)]


def framed(paragraphs: Iterable[str], width: int, display: Display = RAW) -> Iterator[Row]:
    """The rows of paragraphs between a library and a sidebar, each pane and border in styles of its own.

    As in the app a cell is left free for the scroll bar, and one behind the border.
    """
    names, quotes = cycle(NAMES), cycle(QUOTES)
    for paragraph in paragraphs:
        for line in lines(paragraph, width, display=display):
            library = next(lines(next(names), LIBRARY_CELLS, display=display))
            sidebar = next(lines(next(quotes), SIDEBAR_CELLS, display=display))
            cut = len(line) // 3
            yield [(library, 0), ("▕", 1), (line[:cut], 2), (line[cut:] + " ", 3), ("▏", 4), (" " + sidebar, 5)]


def without_seams(row: Row) -> Row:
    """The same row, cut only where the style changes."""
    return [("".join(text for text, _ in pieces), style) for style, pieces in groupby(row, lambda piece: piece[1])]
