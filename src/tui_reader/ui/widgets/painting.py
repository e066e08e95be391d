"""From a line of the layout to Textual's segments. The only place where glyphs meet styles.

There is one segment for each run of one style, but a cluster that holds a character of no width gets a segment of
its own: Textual cuts strips between segments without harm, and inside them between a letter and its mark.
"""

from __future__ import annotations

import re
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from tui_reader import language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.style import Style

    from tui_reader.text.layout import Line


_RUN = re.compile(r"(.)\1*", re.DOTALL)
"""As many as there are of one character in a row."""


def row_of(pieces: Sequence[Iterable[Segment]], width: int, blank: Style) -> Strip:
    """A row of `width` cells: pieces side by side as the interface is read, in Arabic the first one at the right."""
    if not language.is_rtl():
        return Strip([segment for piece in pieces for segment in piece]).adjust_cell_length(width, blank)
    strip = Strip([segment for piece in reversed(pieces) for segment in piece])
    room = width - strip.cell_length
    return strip.crop(-room) if room < 0 else Strip([Segment(" " * room, blank), *strip], width)


class Painted(NamedTuple):
    """Columns of a paragraph, half-open, and the style of the clusters that have a part in them."""

    start: int
    end: int
    style: Style


def line_segments(
    line: Line,
    style: Style,
    blank: Style | None = None,
    painted: Sequence[Painted] = (),
    *,
    before: int = 0,
    after: int = 0,
) -> list[Segment]:
    """The whole text area of a line, `line.width` cells (more only if its widest cluster needs more).

    `blank` is the style beside the text, where it is another; `before` and `after` are cells of it to either side
    of the text area. Where two of `painted` have a part in a cluster, it has the style of the later one.
    """
    blank = style if blank is None else blank
    before += line.left
    after += max(0, line.width - line.right)
    text = "".join(line.glyphs)
    # With no cluster wider than a cell, as many characters as cells are a character in each.
    if len(text) == line.right - line.left and max(line.widths, default=0) <= 1:
        runs = [(text, style)] if not painted else _painted_runs(line, text, style, painted)
        if runs and runs[0][1] is blank:
            runs[0] = " " * before + runs[0][0], blank
        else:
            runs.insert(0, (" " * before, blank))
        if runs[-1][1] is blank:
            runs[-1] = runs[-1][0] + " " * after, blank
        else:
            runs.append((" " * after, blank))
        return [Segment(*run) for run in runs if run[0]]
    styles = [style] * len(line.glyphs)
    for start, end, own in painted:
        first, last = line.places_of(start, end)
        styles[first:last] = [own] * (last - first)
    segments: list[Segment] = []
    run, run_style = " " * before, blank
    for glyph, width, own in zip(line.glyphs, line.widths, line.in_order(styles), strict=True):
        if not width:
            continue
        detached = len(glyph) != width
        if detached or own is not run_style:
            if run:
                segments.append(Segment(run, run_style))
            run, run_style = "", own
        if detached:
            segments.append(Segment(glyph, own))
        else:
            run += glyph
    if run and run_style is not blank:
        segments.append(Segment(run, run_style))
        run = ""
    if run or after:
        segments.append(Segment(run + " " * after, blank))
    return segments


def _painted_runs(line: Line, text: str, style: Style, painted: Sequence[Painted]) -> list[tuple[str, Style]]:
    """The text of a line that has a character in each cell, from left to right, cut where its style changes."""
    numbers: dict[int, int] = {id(style): 0}
    styles = [style]
    marks = ["\0"] * len(line.glyphs)
    for start, end, own in painted:
        number = numbers.setdefault(id(own), len(styles))
        if number == len(styles):
            styles.append(own)
        first, last = line.places_of(start, end)
        marks[first:last] = chr(number) * (last - first)
    # A cluster without a cell has no character either.
    drawn = "".join(compress(line.in_order(marks), line.widths))
    return [(text[run.start() : run.end()], styles[ord(run[1])]) for run in _RUN.finditer(drawn)]


def overwritten(strip: Strip, cell: int, text: str, style: Style) -> Strip:
    """A row with other text, a character to a cell, on some of its cells; as wide as before."""
    width = strip.cell_length
    text = text[:width]
    cell = min(max(cell, 0), width - len(text))
    return Strip([*strip.crop(0, cell), Segment(text, style), *strip.crop(cell + len(text), width)], width)


def repainted(strip: Strip, cell: int, cells: int, change: Callable[[Style | None], Style]) -> Strip:
    """A row with other styles on some of its cells: those a caret stands on. Never beyond its edges."""
    width = strip.cell_length
    cell = min(max(cell, 0), width - 1)
    under = [Segment(s.text, change(s.style)) for s in strip.crop(cell, cell + cells)]
    return Strip([*strip.crop(0, cell), *under, *strip.crop(cell + cells, width)], width)
