"""The row of keys: it says what can be pressed now, and can be pressed itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from acts import Stage
from textual.geometry import Region

from tui_reader.language import use

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]


async def test_the_keys_of_the_pane_one_is_in_are_there(reader: Reader) -> None:
    async with reader(size=(160, 30)) as hands:
        [row] = hands.rows("#keys-line")
        assert row.startswith(" space Select  c Claim")
        assert row.endswith("^p palette")
        assert "Go to text" not in row
        await hands.press("tab")
        assert "Go to text" in hands.rows("#keys-line")[0]


@pytest.mark.parametrize("width", [40, 64, 100, 200])
async def test_the_row_is_as_wide_as_the_screen_and_the_palette_in_sight(reader: Reader, width: int) -> None:
    async with reader(size=(width, 20)) as hands:
        line = hands.app.screen.query_one("#keys-line")
        assert line.render_line(0).cell_length == width
        # On a narrow screen the palette has its key alone.
        assert hands.rows("#keys-line")[0].endswith("▏ ? Help  ^p palette" if width >= 100 else "▏ ? Help  ^p")


@pytest.mark.parametrize(
    ("keys", "first"),
    [
        ("", "space Select  c Claim  q Quote  s Source  r Citation"),
        ("tab", "⏎ Go to text  a Answers  n Note  d Delete  l Link"),
        ("[ a", "1–9 Choose  ⏎ Write  ] Next  esc Close"),
        ("[ m", "← → Word  ⏎ Keep  esc Give up"),
        ("S Q", "⏎ Accept  ⌫ Reject  space Later  z Back  esc End"),
        # What is typed into a field or finds a name is no key there.
        ("/", "esc Cancel  ^t Folded/exact/re…  ^q Quit  "),
        ("f2", "⏎ Open  M Review  / Search"),
    ],
    ids=lambda keys: keys,
)
async def test_the_keys_one_presses_most_are_there_at_eighty_cells(
    reader: Reader, tmp_path: Path, keys: str, first: str
) -> None:
    async with reader(size=(80, 24)) as hands:
        stage = Stage(hands)
        await stage.set("قال الوزير: «ارتفعت الأسعار».[9]|\n- Claim: الأسعار\n- Quote?: ارتفعت", tmp_path / "a.txt")
        await hands.press(*keys.split())
        if keys == "f2":
            hands.app.reading.library.focus()
        await hands.finish()
        row = hands.rows("#keys-line")[0]
        assert row.startswith(f" {first}"), row


async def test_in_arabic_it_begins_at_the_right(reader: Reader) -> None:
    use("ar")
    async with reader(size=(80, 24), lang="ar") as hands:
        (line,) = hands.app.screen.query_one("#keys-line").render_lines(Region(0, 0, 80, 1))
        assert line.text.endswith("space ")
        assert line.text.index("^p") < line.text.index("?") < line.text.index("▕")


async def test_a_key_can_be_clicked(reader: Reader) -> None:
    async with reader(size=(160, 30)) as hands:
        row = hands.rows("#keys-line")[0]
        await hands.pilot.click("#keys-line", offset=(row.index("Select"), 0))
        await hands.pilot.pause()
        assert hands.app.reading.session.selection is not None
        await hands.pilot.click("#keys-line", offset=(row.index("Search"), 0))
        await hands.pilot.pause()
        assert hands.app.reading.prompt.is_open


async def test_the_help_is_always_in_sight_and_can_be_clicked(reader: Reader) -> None:
    async with reader(size=(80, 24)) as hands:
        row = hands.rows("#keys-line")[0]
        await hands.pilot.click("#keys-line", offset=(row.index("Help") + 1, 0))
        await hands.pilot.pause()
        assert "Reading pane" in hands.rows("#help")[0]


async def test_the_palette_can_be_clicked_and_the_blank_before_it_does_nothing(reader: Reader) -> None:
    async with reader(size=(200, 30)) as hands:
        row = hands.rows("#keys-line")[0]
        before = hands.app.screen
        await hands.pilot.click("#keys-line", offset=(row.index("▏") - 1, 0))
        await hands.pilot.pause()
        assert hands.app.screen is before
        await hands.pilot.click("#keys-line", offset=(row.index("palette"), 0))
        await hands.pilot.pause()
        assert hands.app.screen is not before
