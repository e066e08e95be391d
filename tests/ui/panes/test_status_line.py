"""The status line: what matters most is told where there is little room, and what is to be pressed about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui_reader import language
from tui_reader.ui.panes.status_line import StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from hands import Hands

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]

LONG = "NOT SAVED: was replaced, and is not JSON: a key in double quotes was expected (line 1); it is left as it is"


def shown(hands: Hands, saved: str = "saved", save_key: str = "", check: str = "", mode: str = "") -> str:
    """The row, when there is this to tell."""
    line = hands.app.screen.query_one(StatusLine)
    line.show(
        hands.app.reading.session,
        saved,
        save_key=save_key,
        alarm=bool(save_key),
        mode=mode,
        trojan=("", "B"),
        source="",
        conflicts=("", "C"),
        check=(check, "X"),
        suggestion=("", ""),
    )
    strip = line.render_line(0)
    assert strip.cell_length == hands.app.size.width
    return strip.text


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80, 200])
async def test_why_something_is_not_saved_is_cut_before_the_key_that_saves_it(reader: Reader, width: int) -> None:
    async with reader(size=(width, 20)) as hands:
        row = shown(hands, LONG, "ctrl+s")
        assert "NOT" in row
        assert row.endswith("(ctrl+s) ")


@pytest.mark.parametrize("width", [40, 60, 120])
async def test_what_waits_is_told_before_who_annotates_and_where_one_is(reader: Reader, width: int) -> None:
    async with reader(size=(width, 20)) as hands:
        row = shown(hands, check="2 to confirm, 1 lost", mode="LINK: c cites")
        assert "2 to confirm, 1 lost (X)" in row
        assert row.endswith(" saved ")


@pytest.mark.parametrize("width", [40, 200])
async def test_what_was_done_is_told_until_the_next_key_and_cut_where_there_is_no_room(
    reader: Reader, width: int
) -> None:
    async with reader(size=(width, 20)) as hands:
        hands.app.reading.acknowledge("Undone: added Claim\nadded Citation, of which there is much more to tell")
        row = shown(hands)
        assert "Undone: added" in row and row.endswith(" saved ")
        assert ("added Claim · added Citation, of which there is much more to tell " in row) is (width == 200)
        await hands.press("down")
        assert "Undone" not in shown(hands)


async def test_the_key_stands_behind_the_words_as_the_interface_is_read(reader: Reader) -> None:
    language.use("ar")
    async with reader(size=(60, 20)) as hands:
        row = shown(hands, "لم يُحفظ: " + "القرص ممتلئ " * 20, "ctrl+s")
        assert row.startswith(" (ctrl+s) ")
