"""Pictures as SVG in a page: they take their colours from its style, and every number in them is text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.agreement.value import Undefined
from tui_reader.language import tr
from tui_reader.review.figure_words import interval_words, value_words
from tui_reader.review.reports.escaping import escaped_line
from tui_reader.review.reports.words import label_words
from tui_reader.text.uax9 import first_strong

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.agreement.confusion import Confusion
    from tui_reader.review.figure import At, Figure

CELL, ROW = 56, 30
"""Pixels: width of a cell of the matrix, height of a row."""
LABEL = 190
"""Pixels for the names beside rows and bars."""
LABEL_CLUSTERS = 24
"""Of a name; what is longer is cut, and whole in its title."""
LETTER = 5
"""Pixels of height for each letter of the longest name above columns, turned as they are."""
BASE = ROW // 2 + 5
"""Pixels from the top of a row to the line its words stand on."""
BAR, AXIS = 420, 26
SLANT = 40
"""Degrees that the names above columns are turned."""


class Bar(NamedTuple):
    """A figure with a name beside it."""

    name: str
    figure: Figure


def matrix(table: Confusion[At]) -> Iterator[str]:
    """A confusion matrix as a heat map: the diagonal, where annotators agree, has a colour of its own."""
    names = [label_words(label) for label in table.labels]
    counts = [[table.count(row, column) for column in table.labels] for row in table.labels]
    size = len(names)
    above = 24 + LETTER * max(len(_shortened(name)) for name in names)
    width, height = LABEL + size * CELL + above, above + size * ROW + 8
    most = max((number for row in counts for number in row), default=0)
    yield _opening(width, height, tr("Confusion matrix of tags"))
    for column, name in enumerate(names):
        yield _text(name, LABEL + column * CELL + CELL // 2, above - 8, "start", turned=True)
    for row, (name, numbers) in enumerate(zip(names, counts, strict=True)):
        y = above + row * ROW
        yield _text(name, LABEL - 8, y + BASE, "end")
        for column, number in enumerate(numbers):
            x = LABEL + column * CELL
            part = number / most if most else 0.0
            kind = "same" if row == column else "other"
            ink = " over" if part > 0.5 else ""
            yield (
                f'<rect class="{kind}" x="{x + 1}" y="{y + 1}" width="{CELL - 2}" height="{ROW - 2}" rx="3"'
                f' fill-opacity="{0.06 + 0.94 * part if number else 0.03:.2f}"/>'
                f'<text class="number{ink}" x="{x + CELL // 2}" y="{y + BASE}" text-anchor="middle">{number}</text>'
            )
    yield "</svg>"


def bars(title: str, rows: Sequence[Bar]) -> Iterator[str]:
    """Figures as bars with their intervals; the scale goes from the least there is, 0 at most, to 1."""
    ends = [end for bar in rows for end in (bar.figure.value, *_ends(bar.figure)) if not isinstance(end, Undefined)]
    least: float = min([0.0, *ends])
    width, height = LABEL + BAR + LABEL, len(rows) * ROW + AXIS

    def x(value: float) -> float:
        return LABEL + (min(value, 1.0) - least) / (1 - least) * BAR

    yield _opening(width, height, title)
    for mark in dict.fromkeys((least, 0.0, 0.25, 0.5, 0.75, 1.0)):
        place = f"{x(mark):.1f}"
        yield f'<line class="grid" x1="{place}" x2="{place}" y1="0" y2="{height - AXIS}"/>'
        yield f'<text class="axis" x="{place}" y="{height - 8}" text-anchor="middle">{mark:.3g}</text>'
    for number, (name, figure) in enumerate(rows):
        y = number * ROW
        yield _text(name, LABEL - 8, y + BASE, "end")
        if not isinstance(figure.value, Undefined):
            left, right = sorted((x(0.0), x(figure.value)))
            yield (
                f'<rect class="same" x="{left:.1f}" y="{y + 7}" width="{right - left:.1f}" height="{ROW - 14}" rx="2"/>'
            )
        if _ends(figure):
            low, high = map(x, _ends(figure))
            middle = y + ROW // 2
            yield (
                f'<path class="interval" d="M{low:.1f} {middle}H{high:.1f}M{low:.1f} {middle - 5}V{middle + 5}'
                f'M{high:.1f} {middle - 5}V{middle + 5}"/>'
            )
        words = f"{value_words(figure.value)}  {interval_words(figure.interval)}".strip()
        yield _text(words, LABEL + BAR + 10, y + BASE, "start")
    yield "</svg>"


def _ends(figure: Figure) -> tuple[float, ...]:
    return () if isinstance(figure.interval, Undefined) else tuple(figure.interval)


def _opening(width: int, height: int, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" direction="ltr"><title>{escaped_line(title)}</title>'
    )


def _text(words: str, x: int, y: int, anchor: str, *, turned: bool = False) -> str:
    """Words that end or start at a place, as seen: of what runs from right to left that is its other end."""
    shown = _shortened(words)
    is_rtl = first_strong(shown) == 1
    seen = {"start": "end", "end": "start"}[anchor] if is_rtl else anchor
    turn = f' transform="rotate(-{SLANT} {x} {y})"' if turned else ""
    title = f"<title>{escaped_line(words)}</title>" if shown != words else ""
    return (
        f'<text x="{x}" y="{y}" text-anchor="{seen}" direction="{"rtl" if is_rtl else "ltr"}"{turn}>'
        f"{title}{escaped_line(shown)}</text>"
    )


def _shortened(words: str) -> str:
    """The beginning of a long name; no letter loses its marks, and heaps of them are no letters' own."""
    clusters: list[str] = []
    for character in words:
        if clusters and unicodedata.category(character) in ("Mn", "Me", "Mc"):
            if len(clusters[-1]) < 8:
                clusters[-1] += character
        elif len(clusters) == LABEL_CLUSTERS:
            return "".join(clusters[:-1]) + "…"
        else:
            clusters.append(character)
    return "".join(clusters)
