"""The documents that were open last: listed, found, opened again, taken off the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hostile import HOSTILE

from tui_reader.session.state import ReadingPlace, ReadingState
from tui_reader.ui.dialogs.recent_dialog import RecentDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]


@pytest.fixture
def state(tmp_path: Path) -> ReadingState:
    """What the windows of the days before have left: three documents, the last of which is gone."""
    state = ReadingState(tmp_path / "state.txt")
    for name in ("الأول.txt", "second.txt", "gone.txt"):
        (tmp_path / name).write_text(f"نص {name}\nسطر ثان\n", encoding="utf-8")
        state.remember(tmp_path / name, ReadingPlace(3, 5))
    (tmp_path / "gone.txt").unlink()
    return state


def names(hands: Hands) -> list[str]:
    """The first word of each row of the list."""
    return [row.split()[0] for row in hands.rows("#recent-files") if row.strip()]


async def test_enter_opens_the_one_before_at_its_place(reader: Reader, state: ReadingState) -> None:
    async with reader() as hands:
        here = hands.app.reading.session.document.path
        await hands.press("R")
        await hands.finish()
        assert names(hands)[:2] == ["gone.txt", "second.txt"]
        assert "missing" in hands.rows("#recent-files")[0]
        assert "missing" not in hands.rows("#recent-files")[1]
        await hands.press("down", "enter")
        await hands.finish()
        assert hands.app.reading.session.document.path.name == "second.txt"
        assert hands.app.reading.session.caret == 5
        await hands.press("R", "enter")
        await hands.finish()
        assert hands.app.reading.session.document.path == here, "twice goes back"


async def test_it_is_found_by_what_one_types_as_in_a_search(
    reader: Reader, state: ReadingState, tmp_path: Path
) -> None:
    async with reader() as hands:
        await hands.press("R")
        await hands.paste("الاول")
        assert len(names(hands)) == 1
        await hands.press("enter")
        await hands.finish()
        assert hands.app.reading.session.document.path == tmp_path / "الأول.txt"


async def test_what_is_gone_is_said_and_stays_until_it_is_taken_off(
    reader: Reader, state: ReadingState, tmp_path: Path
) -> None:
    async with reader() as hands:
        here = hands.app.reading.session.document.path
        await hands.press("R", "enter")
        await hands.finish()
        assert any("gone.txt" in words for words in hands.said)
        assert hands.app.reading.session.document.path == here
        await hands.press("R", "ctrl+x")
        assert names(hands)[0] == "second.txt"
        await hands.press("escape", "R")
        assert names(hands)[0] == "second.txt"
        await hands.press("escape")
    assert tmp_path / "gone.txt" not in ReadingState(tmp_path / "state.txt").recent()


async def test_without_any_it_says_so(reader: Reader) -> None:
    async with reader() as hands:
        await hands.press("R")
        assert not isinstance(hands.app.screen, RecentDialog)
        assert len(hands.said) == 1


async def test_taking_all_off_leaves_an_empty_list(reader: Reader, state: ReadingState) -> None:
    async with reader() as hands:
        await hands.press("R", *["ctrl+x"] * 5, "up", "down", "enter")
        assert len(hands.app.screen_stack) == 1


async def test_what_names_hold_is_shown_and_not_sent(reader: Reader, tmp_path: Path) -> None:
    state = ReadingState(tmp_path / "state.txt")
    for text in HOSTILE.values():
        name = text.replace("/", "").replace("\0", "")[:60] or "x"
        state.remember(tmp_path / f"folder{name}" / name, ReadingPlace(0, 0))
    async with reader() as hands:
        await hands.press("R")
        await hands.finish()
        shown = "".join(hands.rows("#recent-files"))
        assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E for c in shown)
        await hands.press("escape")


async def test_what_keys_have_chosen_is_kept_and_a_look_in_front_of_the_text_is_not(
    reader: Reader, tmp_path: Path
) -> None:
    async with reader() as hands:
        await hands.press("f4", "V", "H", "f2", "f2", "ctrl+p")
        await hands.paste("theme nord")
        await hands.press("enter")
        await hands.finish()
    expected = {"sidebar": False, "harakat": False, "hidden": True, "theme": "nord"}
    assert ReadingState(tmp_path / "state.txt").chosen == expected
    async with reader(size=(50, 30)) as hands:
        await hands.press("f4", "f4", "f2")
        await hands.finish()
    assert ReadingState(tmp_path / "state.txt").chosen == expected


async def test_a_direction_is_kept_for_its_document_alone(reader: Reader, seeds: Path) -> None:
    first, second = sorted(seeds.glob("*.txt"))[:2]
    async with reader(first) as hands:
        await hands.press("D", "D")
        chosen = hands.app.reading.session.page.direction
        hands.app.remember_place()
    async with reader(second) as hands:
        assert hands.app.reading.session.page.direction is not chosen
    async with reader(first) as hands:
        assert hands.app.reading.session.page.direction is chosen
        assert hands.app.settings.direction is not chosen
