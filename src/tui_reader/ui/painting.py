"""From a line of the layout to Textual's segments. The only place where glyphs meet styles.

A cluster that holds a character of no width gets a segment of its own: Textual cuts strips between segments
without harm, and inside them between a letter and its mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.style import Style

    from tui_reader.text.layout import Line, PlacedCluster


def line_segments(line: Line, style_of: Callable[[PlacedCluster], Style], blank: Style) -> list[Segment]:
    """The whole text area of a line, `line.width` cells (more only if its widest cluster needs more)."""
    segments: list[Segment] = []
    run: list[str] = []
    run_style: Style | None = None
    cell = line.left
    if cell:
        segments.append(Segment(" " * cell, blank))
    for cluster in line.placed:
        if not cluster.width:
            continue
        style = style_of(cluster)
        if run and (style is not run_style or len(cluster.glyph) != cluster.width):
            segments.append(Segment("".join(run), run_style))
            run = []
        if len(cluster.glyph) == cluster.width:
            run.append(cluster.glyph)
            run_style = style
        else:
            segments.append(Segment(cluster.glyph, style))
        cell += cluster.width
    if run:
        segments.append(Segment("".join(run), run_style))
    if cell < line.width:
        segments.append(Segment(" " * (line.width - cell), blank))
    return segments


def uniform_strip(line: Line, style: Style, blank: Style | None = None) -> Strip:
    """A line in one style."""
    return Strip(line_segments(line, lambda _: style, blank or style))
