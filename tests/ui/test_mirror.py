"""Library and annotations change sides: where they stand, that keys and mouse find them, that nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui_reader import language

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands
    from textual.geometry import Region
    from textual.screen import Screen

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]

NAMES = ("library-box", "reading-pane", "sidebar-box")


def regions(screen: Screen[None]) -> list[Region]:
    return [screen.query_one(f"#{name}").region for name in NAMES]


def is_mirrored(hands: Hands) -> bool:
    """Whether the panes stand from right to left; they have the whole screen between them, none under another."""
    placed = regions(hands.app.reading)
    shown = [region for region in placed if region.width]
    from_left = sorted(shown, key=lambda region: region.x)
    assert [region.x for region in from_left] == [0, *(region.right for region in from_left[:-1])]
    assert from_left[-1].right == hands.app.size.width
    return from_left[0] != shown[0]


@pytest.mark.parametrize("size", [(120, 36), (200, 60), (116, 20)])
@pytest.mark.parametrize(("mirror", "expected"), [("on", True), ("off", False), ("auto", True), ("", False)])
async def test_the_sides_are_as_they_were_asked_for(
    reader: Reader, size: tuple[int, int], mirror: str, expected: bool
) -> None:
    async with reader(size=size, mirror=mirror) as hands:
        assert is_mirrored(hands) is expected


@pytest.mark.parametrize(("mirror", "expected"), [("on", True), ("off", False), ("", True)])
async def test_an_interface_from_the_right_has_its_library_there(reader: Reader, mirror: str, expected: bool) -> None:
    language.use("ar")
    async with reader(mirror=mirror) as hands:
        assert is_mirrored(hands) is expected


async def test_only_the_sides_are_others(reader: Reader) -> None:
    async with reader(mirror="off") as hands:
        straight = regions(hands.app.reading)
    async with reader(mirror="on") as hands:
        mirrored = regions(hands.app.reading)
    assert [region.size for region in straight] == [region.size for region in mirrored]
    width = straight[-1].right
    assert [width - region.right for region in straight] == [region.x for region in mirrored]


async def test_with_auto_they_follow_the_document_that_is_opened(reader: Reader, seeds: Path) -> None:
    latin = seeds / "latin.txt"
    latin.write_text("Reading goes this way here, وليس هكذا.\n" * 40, encoding="utf-8")
    async with reader(mirror="auto") as hands:
        await hands.press("space", "c", "/")
        await hands.paste("في")
        await hands.press("enter", "f3")
        first = hands.app.reading.session
        caret = first.caret
        frames: list[list[Region]] = []
        screen = hands.app.reading
        screen.screen_layout_refresh_signal.subscribe(screen, lambda _: frames.append(regions(screen)), immediate=True)
        hands.app.open_document(latin)
        await hands.finish()
        assert not is_mirrored(hands)
        # Panes go from one side to the other at once, and stay there.
        assert frames
        assert all(frame == frames[-1] for frame in frames)
        hands.app.open_document(first.document.path)
        await hands.finish()
        assert is_mirrored(hands)
        assert hands.app.reading.session.caret == caret
        assert len(hands.app.reading.session.entries) == 1


async def test_a_direction_that_is_chosen_by_hand_is_followed(reader: Reader) -> None:
    async with reader(mirror="auto") as hands:
        seen = set()
        for _ in range(4):
            await hands.press("D")
            seen.add((str(hands.app.reading.session.page.direction), is_mirrored(hands)))
        assert seen == {("auto", True), ("majority", True), ("rtl", True), ("ltr", False)}


async def test_keys_and_mouse_find_the_panes(reader: Reader) -> None:
    async with reader(mirror="on") as hands:
        await hands.press("shift+tab")
        assert hands.app.focused is hands.app.reading.library
        await hands.press("tab", "tab")
        assert hands.app.focused is hands.app.reading.sidebar
        before = hands.app.reading.session.document.path
        await hands.pilot.click("#library", offset=(5, 3))
        await hands.finish()
        assert hands.app.reading.session.document.path != before
        await hands.press("f2", "f4")
        assert regions(hands.app.reading)[1].width == hands.app.size.width


@pytest.mark.parametrize("size", [(30, 10), (60, 20), (64, 20), (100, 30)])
async def test_on_narrow_screens_a_pane_stands_in_front_of_the_text(reader: Reader, size: tuple[int, int]) -> None:
    async with reader(size=size, mirror="on") as hands:
        for key in ("f2", "f4", "f4", "f2"):
            await hands.press(key)
            is_mirrored(hands)


async def test_in_arabic_a_folder_is_opened_by_the_key_that_points_into_it(reader: Reader) -> None:
    language.use("ar")
    async with reader() as hands:
        hands.app.reading.library.focus()
        await hands.press("home", "right")
        closed = [row for row in hands.rows("#library") if row.strip()]
        assert len(closed) == 1
        assert closed[0].rstrip().endswith("◂")
        await hands.press("left")
        assert len([row for row in hands.rows("#library") if row.strip()]) > 1


async def test_a_key_map_is_over_the_direction_of_the_interface(reader: Reader) -> None:
    language.use("ar")
    async with reader(keys={"library.close": "f7"}) as hands:
        hands.app.reading.library.focus()
        await hands.press("home", "f7")
        assert len([row for row in hands.rows("#library") if row.strip()]) == 1
