"""Given text on the screen: in order, wrapped or cut, in styles, and what a click says."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from fields import cells_like
from rich.style import Style
from strategies import NASTY_PARAGRAPHS
from textual.app import App
from textual.containers import VerticalScroll

from tui_reader.text.bidi import Direction
from tui_reader.text.layout import lay_out
from tui_reader.ui.widgets.painting import Painted
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.app import ComposeResult
    from textual.pilot import Pilot

TEXT = "قال الوزير: ارتفعت الأسعار [9] كثيرا. وقالت Reuters إن 12% منها انخفضت.\nونفى ذلك آخرون"


class ViewApp(App[None]):
    def __init__(self, view: TextView) -> None:
        super().__init__()
        self.view = view
        self.clicked: list[int] = []

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield self.view

    def on_text_view_clicked(self, message: TextView.Clicked) -> None:
        self.clicked.append(message.offset)


@asynccontextmanager
async def shown(view: TextView, width: int = 30, height: int = 20) -> AsyncIterator[Pilot[None]]:
    async with ViewApp(view).run_test(size=(width, height)) as pilot:
        await pilot.pause()
        yield pilot


def rows(view: TextView) -> list[str]:
    return ["".join(segment.text for segment in view.render_line(y)) for y in range(view.size.height)]


@pytest.mark.parametrize("text", [TEXT, *NASTY_PARAGRAPHS])
async def test_paragraphs_are_wrapped_to_the_width_there_is(text: str) -> None:
    view = TextView(text)
    async with shown(view):
        layouts = [lay_out(paragraph, view.size.width) for paragraph in text.split("\n")]
        expected = [layout.line(row).text() for layout in layouts for row in range(layout.row_count)]
        assert [row.rstrip() for row in rows(view)] == [row.rstrip() for row in expected]


async def test_one_line_is_cut_where_it_is_too_long() -> None:
    view = TextView(TEXT, wrap=False)
    async with shown(view):
        (row,) = rows(view)
        assert row.lstrip().startswith("…")
        assert len(row) == 30
        assert row.endswith(lay_out("قال الوزير", 10).line(0).text())
        view.update("أول\nثان")
        (row,) = rows(view)
        assert row.strip() == lay_out("أول ثان", 7).line(0).text()


@pytest.mark.parametrize("wrap", [True, False])
async def test_a_click_says_which_character_is_there(wrap: bool) -> None:
    view = TextView(TEXT, wrap=wrap)
    async with shown(view, width=34) as pilot:
        clicked = pilot.app.clicked  # type: ignore[attr-defined]
        for y, place in enumerate(view.visible_places):
            line = view.page.line(place)
            for cell in range(0, line.width, 3):
                await pilot.click(TextView, offset=(cell, y))
                assert clicked.pop() == min(view.page.at_cell(place, cell), len(TEXT))
        assert not clicked


async def test_styles_are_on_the_cells_of_their_letters() -> None:
    start = TEXT.index("وقالت")
    end = TEXT.index("منها")
    view = TextView(TEXT, painted=[Painted(start, end, Style(underline=True)), Painted(72, 78, Style(underline=True))])
    async with shown(view):
        for y, place in enumerate(view.visible_places):
            line, first = view.page.line(place), view.page.text.paragraph_at(place.block).start
            spans = [(start, end), (72, 78)]
            ranges = [r for low, high in spans for r in line.cell_ranges(max(0, low - first), high - first)]
            expected = {cell for low, high in ranges for cell in range(low, high)}
            assert cells_like(view.render_line(y), underline=True) == expected


async def test_a_view_takes_the_room_its_text_needs() -> None:
    view = TextView("قال")
    view.styles.width = "auto"
    async with shown(view) as pilot:
        assert view.size == (3, 1)
        view.update("قال الوزير")
        await pilot.pause()
        assert view.size == (10, 1)
        view.update("قال " * 20)
        await pilot.pause()
        assert view.size.width == 30
        assert view.size.height == 3


async def test_what_does_not_fit_is_scrolled_and_the_wheel_is_left_to_others_where_all_does() -> None:
    view = TextView("\n".join(f"سطر {n}" for n in range(20)))
    view.styles.height = 5
    async with shown(view) as pilot:
        before = rows(view)
        await pilot._post_mouse_events([_wheel()], TextView, offset=(2, 2))
        assert rows(view) != before
        assert rows(view)[0] == before[3]
    whole = TextView("\n".join(f"سطر {n}" for n in range(40)))
    async with shown(whole) as pilot:
        scroll = pilot.app.query_one(VerticalScroll)
        await pilot._post_mouse_events([_wheel()], TextView, offset=(2, 2))
        await pilot.pause()
        assert scroll.scroll_target_y > 0


async def test_direction_and_hostile_text() -> None:
    view = TextView("[b]hi[i] \x1b[31m \u202eabc", direction=Direction.RTL)
    async with shown(view):
        (row,) = rows(view)
        assert "\x1b" not in row
        assert "\u202e" not in row
        # An override turns even Latin letters round; markup is text.
        assert "cba" in row
        assert "hi" in row
        assert row.count("[") == 3


def _wheel() -> type:
    from textual.events import MouseScrollDown

    return MouseScrollDown
