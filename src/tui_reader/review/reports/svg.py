"""Pictures as SVG in a page: they take their colours from its style, and every number in them is text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.review.reports.markup import escaped_line
from tui_reader.text.uax9 import first_strong

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.review.reports.content import Bar, Matrix

CELL, ROW = 56, 30
"""Pixels: width of a cell of the matrix, height of a row."""
LABEL = 190
"""Pixels for the names beside rows and bars."""
LABEL_CLUSTERS = 24
"""Of a name; what is longer is cut, and whole in its title."""
BAR, AXIS = 420, 26
SLANT = 40
"""Degrees that the names above columns are turned."""


def matrix(table: Matrix) -> Iterator[str]:
    """The matrix as a heat map: rows and columns are the tags of one and of another annotator."""
    names = [tr("nothing") if label is None else label for label in table.labels]
    size = len(names)
    top = 140
    width, height = LABEL + size * CELL + 110, top + size * ROW + 8
    most = max((number for row in table.rows for number in row), default=0)
    yield _opening(width, height, tr("Confusion matrix of tags"))
    for column, name in enumerate(names):
        x, y = LABEL + column * CELL + CELL // 2, top - 8
        yield _text(name, x, y, "start", turned=True)
    for row, (name, numbers) in enumerate(zip(names, table.rows, strict=True)):
        y = top + row * ROW
        yield _text(name, LABEL - 8, y + ROW // 2 + 5, "end")
        for column, number in enumerate(numbers):
            x = LABEL + column * CELL
            part = number / most if most else 0.0
            kind = "same" if row == column else "other"
            ink = " over" if part > 0.5 else ""
            yield (
                f'<rect class="{kind}" x="{x + 1}" y="{y + 1}" width="{CELL - 2}" height="{ROW - 2}" rx="3"'
                f' fill-opacity="{0.06 + 0.94 * part if number else 0.03:.2f}"/>'
                f'<text class="number{ink}" x="{x + CELL // 2}" y="{y + ROW // 2 + 5}" text-anchor="middle">'
                f"{number}</text>"
            )
    yield "</svg>"


def bars(documents: Sequence[Bar]) -> Iterator[str]:
    """Agreement on each document, with its interval; the scale goes from the least there is, 0 at most, to 1."""
    values = [
        value for bar in documents for value in (bar.figure.value, *(bar.figure.interval or ())) if value is not None
    ]
    least: float = min([0.0, *values])
    width, height = LABEL + BAR + 190, len(documents) * ROW + AXIS

    def x(value: float) -> float:
        return LABEL + (max(least, min(value, 1.0)) - least) / (1 - least) * BAR

    yield _opening(width, height, tr("Agreement per document"))
    for mark in dict.fromkeys((least, 0.0, 0.25, 0.5, 0.75, 1.0)):
        place = f"{x(mark):.1f}"
        yield f'<line class="grid" x1="{place}" x2="{place}" y1="0" y2="{height - AXIS}"/>'
        yield f'<text class="axis" x="{place}" y="{height - 8}" text-anchor="middle">{mark:.3g}</text>'
    for number, bar in enumerate(documents):
        y, figure = number * ROW, bar.figure
        yield _text(bar.name, LABEL - 8, y + ROW // 2 + 5, "end")
        if figure.value is not None:
            left, right = sorted((x(0.0), x(figure.value)))
            yield (
                f'<rect class="same" x="{left:.1f}" y="{y + 7}" width="{right - left:.1f}" height="{ROW - 14}" rx="2"/>'
            )
        if figure.interval is not None:
            low, high, middle = *map(x, figure.interval), y + ROW / 2
            yield (
                f'<path class="interval" d="M{low:.1f} {middle}H{high:.1f}M{low:.1f} {middle - 5}V{middle + 5}'
                f'M{high:.1f} {middle - 5}V{middle + 5}"/>'
            )
        words = f"{figure.words} {figure.interval_words}".strip()
        yield _text(words, LABEL + BAR + 10, y + ROW // 2 + 5, "start")
    yield "</svg>"


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
