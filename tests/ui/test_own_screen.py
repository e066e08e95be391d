"""Screens end once and alone, and paint over what has gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.widgets import Static

from tui_reader.ui.own_screen import OwnScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from hands import Hands
    from rich.console import RenderableType
    from textual.app import ComposeResult
    from textual.screen import Screen

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]


class TwoRows(OwnScreen[str]):
    def compose(self) -> ComposeResult:
        yield Static("stays")
        yield Static("goes", id="goes")


class Painted(App[None]):
    """Knows which rows were painted."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: set[int] = set()

    def get_default_screen(self) -> TwoRows:
        return TwoRows()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if isinstance(renderable, ChopsUpdate):
            self.rows |= {y for y, _, _ in renderable.spans}
        elif isinstance(renderable, LayoutUpdate):
            self.rows |= set(range(renderable.region.y, renderable.region.bottom))
        super()._display(screen, renderable)


async def test_what_has_gone_is_painted_over_though_somebody_asked_for_places_meanwhile() -> None:
    app = Painted()
    async with app.run_test(size=(20, 4)) as pilot:
        await pilot.pause()
        app.rows.clear()
        # What a change of something that is out of sight does.
        app.screen._compositor._full_map_invalidated = True
        app.screen.query_one("#goes").display = False
        assert app.screen.query_one("#goes") not in app.screen._compositor.full_map
        await pilot.pause()
        assert 1 in app.rows


async def test_a_screen_that_is_ended_twice_or_under_another_one_takes_nothing_with_it() -> None:
    app = Painted()
    answers: list[str | None] = []
    async with app.run_test() as pilot:
        below, above = TwoRows(), TwoRows()
        await app.push_screen(below, answers.append)
        await app.push_screen(above, answers.append)
        below.dismiss("too early")
        assert app.screen is above
        above.dismiss("once")
        above.dismiss("twice")
        assert app.screen is below
        await pilot.pause()
        assert answers == ["once"]


async def test_messages_leave_nothing_behind(reader: Reader) -> None:
    async with reader(messages=True) as hands:
        for number in range(4):
            hands.app.say(str(number))
            await hands.pilot.pause()
        await hands.until(lambda: len(hands.app.screen.query("ToastHolder")) == 1)
        hands.app.clear_notifications()
        await hands.until(lambda: not hands.app.screen.query("ToastHolder"))
