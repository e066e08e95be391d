"""The library pane on a folder of many documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from folders import name_of

from tui_reader.ui import watching
from tui_reader.ui.panes.library_pane import LibraryPane

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    import pytest
    from hands import Hands

    Opener = Callable[..., AbstractAsyncContextManager[Hands]]

DOCUMENTS = 260


def pane_of(hands: Hands) -> LibraryPane:
    return hands.app.screen.query_one(LibraryPane)


def marked(hands: Hands) -> str:
    pane = pane_of(hands)
    return pane.outline.entry(pane.marked).name


async def into_the_pane(hands: Hands) -> None:
    pane_of(hands).focus()
    await hands.pilot.pause()
    await hands.app.workers.wait_for_complete()


async def test_the_list_fills_in_with_titles_and_counts(folder: Opener) -> None:
    async with folder() as hands:
        rows = hands.rows("#library")
        assert rows[0].endswith("1/260")
        assert rows[1].endswith("1/2")
        assert " 0 " in rows[2]
        assert len(pane_of(hands).outline.seen) == DOCUMENTS + 1
        title = hands.app.screen.query_one("#library-title")
        assert str(title.render()) == f"Library {DOCUMENTS}"


async def test_keys_go_to_the_ends_and_page_by_page(folder: Opener) -> None:
    async with folder() as hands:
        await into_the_pane(hands)
        await hands.press("end")
        assert marked(hands) == name_of(DOCUMENTS - 1)
        assert name_of(DOCUMENTS - 1) in "\n".join(hands.rows("#library"))
        await hands.press("home", "down")
        assert marked(hands) == name_of(0)
        await hands.press("pagedown")
        assert marked(hands) in map(name_of, range(8, 20))
        await hands.press("pageup")
        assert marked(hands) in map(name_of, range(3))


async def test_typing_finds_a_document_by_name_and_by_title(folder: Opener) -> None:
    async with folder() as hands:
        await into_the_pane(hands)
        await hands.press(*"250")
        assert marked(hands) == name_of(250)
        assert name_of(250) in "\n".join(hands.rows("#library"))
        await hands.press("escape")
        await hands.press(*"رقم", "space", *"7", "space")
        assert marked(hands) == name_of(7)
        await hands.press("escape", *"nothing")
        assert marked(hands) == name_of(7)
        assert "(none)" in str(hands.app.screen.query_one("#library-title").render())
        await hands.press("enter")
        await hands.app.workers.wait_for_complete()
        await hands.pilot.pause()
        assert hands.app.reading.session.document.path.name == name_of(7)


async def test_letters_typed_in_the_pane_annotate_nothing(folder: Opener) -> None:
    async with folder() as hands:
        await hands.press("space")
        await into_the_pane(hands)
        await hands.press(*"hcd")
        session = hands.app.reading.session
        assert len(session.own.store.annotations) == 1


async def test_a_document_in_a_closed_folder_is_found(folder: Opener) -> None:
    async with folder(per_folder=20) as hands:
        await into_the_pane(hands)
        await hands.press("home", "left")
        assert len(pane_of(hands).outline.seen) == 1
        await hands.press(*"259")
        assert marked(hands) == name_of(259)
        await hands.press("escape", "left", "left", "ctrl+l")
        assert marked(hands) == name_of(0)


async def test_the_count_follows_every_change_at_once(folder: Opener) -> None:
    async with folder() as hands:
        await hands.press("ctrl+down", "space", "h")
        assert any("2/3" in row for row in hands.rows("#library"))
        await hands.press("ctrl+z")
        assert any("1/2" in row for row in hands.rows("#library"))
        await hands.press("ctrl+y")
        hands.app.open_document(pane_of(hands).outline.library.documents[1].path)
        await hands.app.workers.wait_for_complete()
        await hands.pilot.pause()
        await hands.app.workers.wait_for_complete()
        await hands.pilot.pause()
        assert any("2/3" in row for row in hands.rows("#library"))


async def test_the_count_follows_the_sets_of_others(folder: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LOOK_EVERY", 0.05)
    async with folder() as hands:
        await hands.press("ctrl+down", "space", "h")
        assert any("2/3" in row for row in hands.rows("#library"))
        session = hands.app.reading.session
        (theirs,) = (layer.path for layer in session.others)
        theirs.unlink()
        await hands.until(lambda: not session.others)
        (row,) = (row for row in hands.rows("#library") if "text 0.txt" in row)
        assert row.split()[-1] == "2"


async def test_reading_anew_keeps_the_mark_and_the_closed_folders(folder: Opener, tmp_path: Path) -> None:
    async with folder(per_folder=100) as hands:
        await into_the_pane(hands)
        await hands.press("home", "down", "left")
        await hands.press(*"105", "escape")
        texts = tmp_path / "work" / "texts"
        (texts / "a new one.txt").write_text("جديد\n", encoding="utf-8")
        (texts / "part 2" / name_of(103)).unlink()
        await hands.press("f5")
        await hands.app.workers.wait_for_complete()
        await hands.pilot.pause()
        assert marked(hands) == name_of(105)
        pane = pane_of(hands)
        assert texts / "part 1" in pane.outline.closed
        names = {entry.name for entry in pane.outline.library.entries}
        assert "a new one.txt" in names
        assert name_of(103) not in names
        assert f"Library {DOCUMENTS}" in str(hands.app.screen.query_one("#library-title").render())


async def test_coming_back_to_the_pane_shows_what_has_changed(folder: Opener, tmp_path: Path) -> None:
    async with folder() as hands:
        (tmp_path / "work" / "texts" / name_of(1)).write_text("عنوان آخر\n", encoding="utf-8")
        (tmp_path / "work" / "texts" / "text 0a.txt").write_text("جديد\n", encoding="utf-8")
        await into_the_pane(hands)
        await hands.pilot.pause()
        pane = pane_of(hands)
        details = {path.name: found.title for path, found in hands.app.shelf.details.items()}
        assert (details[name_of(1)], details["text 0a.txt"]) == ("عنوان آخر", "جديد")
        assert [pane.outline.entry(place).name for place in (1, 2, 3)] == [name_of(0), "text 0a.txt", name_of(1)]


async def test_everything_can_vanish(folder: Opener, tmp_path: Path) -> None:
    async with folder() as hands:
        await into_the_pane(hands)
        for path in (tmp_path / "work" / "texts").iterdir():
            path.unlink()
        await hands.press("f5")
        await hands.app.workers.wait_for_complete()
        await hands.press("down", "end", "left", "right", "enter", *"ab", "pageup")
        assert pane_of(hands).outline.seen == []
        assert hands.app.is_running


async def test_keys_work_while_the_list_fills_in(folder: Opener) -> None:
    async with folder(fill_in=False) as hands:
        pane_of(hands).focus()
        await hands.press("down", "end", "left", "right", "down", "f5", "home", *"text")
        await hands.app.workers.wait_for_complete()
        assert len(pane_of(hands).outline.seen) == DOCUMENTS + 1
