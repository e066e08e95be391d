"""The first screen as a string: every row fills the screen, however small it is, and nothing in it is obeyed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reordering import Grid, konsole, meant, vte
from rich.cells import cell_len
from strategies import hostile_text, prose

from tui_reader import language
from tui_reader.documents.files import DecodedDocument
from tui_reader.first_screen import first_screen
from tui_reader.session.page import Page
from tui_reader.session.state import ReadingPlace
from tui_reader.settings import Settings
from tui_reader.text.display import Display
from tui_reader.text.encoders import Encoder

if TYPE_CHECKING:
    from collections.abc import Callable

    from reordering import Shown

STYLE = re.compile(r"\x1b\[[0-9;]*m")


@given(
    st.lists(hostile_text, min_size=1, max_size=5),
    st.tuples(st.integers(1, 220), st.integers(1, 60)),
    st.booleans(),
    st.none() | st.builds(ReadingPlace, st.integers(0, 500), st.integers(0, 500)),
    st.sampled_from(["centre", "start"]),
    st.sampled_from(["", "on", "off", "auto"]),
    st.sampled_from(language.LANGUAGES),
)
def test_it_fills_the_screen_and_no_more(
    texts: list[str],
    size: tuple[int, int],
    several: bool,
    place: ReadingPlace | None,
    align: str,
    mirror: str,
    lang: str,
) -> None:
    page = Page(DecodedDocument(Path("a.txt"), "\n".join(texts) + "\n"))
    columns, rows = size
    language.use(lang)
    sent = first_screen(page, place, Settings(align=align, mirror=mirror), size, several=several)
    painted = re.split(r"\x1b\[(\d+);1H", sent)[1:]
    assert [int(number) for number in painted[::2]] == list(range(1, rows + 1))
    for row in painted[1::2]:
        plain = STYLE.sub("", row)
        assert "\x1b" not in plain
        # A cluster of two cells may stand over the edge of a text area of one.
        assert cell_len(plain) == columns or columns < 6


@pytest.mark.parametrize(("encoder", "shows"), [(Encoder.RUNS, konsole), (Encoder.RUNS, vte)])
@given(
    text=prose,
    size=st.tuples(st.integers(40, 160), st.integers(4, 12)),
    place=st.builds(ReadingPlace, st.just(0), st.integers(0, 200)),
)
def test_terminals_that_reorder_show_the_same(
    encoder: Encoder, shows: Callable[..., Shown[object]], text: str, size: tuple[int, int], place: ReadingPlace
) -> None:
    screens: list[Grid] = []
    for way in (Encoder.VISUAL, encoder):
        page = Page(DecodedDocument(Path("a.txt"), text), display=Display(joined=False))
        grid = Grid(*size)
        grid.write(first_screen(page, place, Settings(), size, several=True, encoder=way))
        screens.append(grid)
    visual, encoded = screens
    assert [shows(encoded.row(y)) for y in range(size[1])] == [meant(visual.row(y)) for y in range(size[1])]
