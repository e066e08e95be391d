"""From lines to segments: every cell has the style of what lies on its letter, however the segments are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region

from tui_reader.text.layout import lay_out
from tui_reader.ui.widgets.painting import Painted, line_segments

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands

PLAIN, BLANK = Style(), Style(dim=True)
STYLES = [Style(bold=True), Style(underline=True), Style(italic=True)]

texts = st.text("ابلمهشَّ abc 12\t،漢\u200d", min_size=1, max_size=40)
pieces = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(STYLES)), max_size=6)


@given(texts, st.integers(4, 30), pieces, st.integers(0, 3), st.integers(0, 3))
def test_each_cell_has_the_style_of_the_last_that_has_a_part_in_its_cluster(
    text: str, width: int, marks: list[tuple[int, int, Style]], before: int, after: int
) -> None:
    layout = lay_out(text, width)
    for row in range(layout.row_count):
        line = layout.line(row)
        painted = [Painted(*sorted((start, end)), style) for start, end, style in marks if start != end]
        painted = [p for p in painted if p.start < line.end and line.start < p.end]
        cells = [BLANK] * (before + line.left)
        for cluster in line.placed:
            style = PLAIN
            for start, end, own in painted:
                if start < cluster.end and cluster.start < end:
                    style = own
            cells += [style] * cluster.width
        cells += [BLANK] * (max(0, line.width - line.right) + after)
        segments = line_segments(line, PLAIN, BLANK, painted, before=before, after=after)
        shown = [(segment.style, cell) for segment in segments for cell in range(Segment(segment.text).cell_length)]
        assert [style for style, _ in shown] == cells


async def test_rows_painted_together_are_what_each_is_alone(
    reader: Callable[..., AbstractAsyncContextManager[Hands]], seeds: Path
) -> None:
    async with reader() as hands:
        await hands.press("space", "c", "ctrl+down", "space", "space", "q", "ctrl+down", "S", "shift+pagedown")
        text = hands.app.reading.text
        whole = Region(0, 0, *text.size)
        text.refresh()
        together = text.render_lines(whole)
        text.refresh(*(Region(0, y, text.size.width, 1) for y in range(text.size.height)))
        alone = text.render_lines(whole)
        assert [list(strip) for strip in together] == [list(strip) for strip in alone]
        assert any("+" in strip.text for strip in alone)
