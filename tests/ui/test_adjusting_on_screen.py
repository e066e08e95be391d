"""Resizing on the screen: what is offered meanwhile, what ends it, and what is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acts import annotate

from tui_reader.session.files.opening import begin_reading
from tui_reader.ui.panes.reading_pane import ReadingPane
from tui_reader.ui.panes.sidebar import Sidebar
from tui_reader.ui.panes.text_rows import FRAGMENT_SIGN, PARTNER_SIGN

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]

TEXT = "قال الوزير إن الأسعار ارتفعت.[9]\nثم خرج مسرعا."
DRAWN = ["Claim: الوزير … مسرعا", "Citation: [9]", "1 cites 2"]


async def opened(hands: Hands, path: Path, *drawn: str) -> None:
    """Shows the text with annotations."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(TEXT, encoding="utf-8")
    app = hands.app
    reading = begin_reading(path, app.settings, app.shelf.opened_folder(path))
    annotate(reading.session, drawn)
    app.reading.show_session(reading.session)
    await hands.finish()
    await hands.pilot.pause()


async def test_only_what_can_be_pressed_is_offered_and_whatever_leads_away_ends_it(
    reader: Reader, tmp_path: Path
) -> None:
    async with reader() as hands:
        await opened(hands, tmp_path / "x" / "a.txt", *DRAWN[:1])
        session, app = hands.app.reading.session, hands.app
        before = session.own.store.snapshot().records
        usual = "".join(hands.rows("#keys-line"))
        await hands.press("right_square_bracket", "m", "left")
        offered = "".join(hands.rows("#keys-line"))
        assert "Keep" in offered
        assert "Claim" not in offered
        assert "its end moves" in "".join(hands.rows("#adjust-bar"))
        await hands.press("escape")
        assert "".join(hands.rows("#keys-line")) == usual
        assert app.reading.focused is app.reading.text

        await hands.press("m", "left")
        await hands.pilot.click(Sidebar, offset=(5, 5))
        await hands.pilot.pause()
        assert session.adjusting is None
        assert not app.reading.adjust_bar.is_open

        await hands.press("right_square_bracket", "left_square_bracket", "m", "left")
        await opened(hands, tmp_path / "x" / "b.txt")
        assert not app.reading.adjust_bar.is_open
        assert app.reading.focused is app.reading.text
        assert session.own.store.snapshot().records == before


async def test_the_mouse_pulls_an_end(reader: Reader, tmp_path: Path) -> None:
    async with reader() as hands:
        await opened(hands, tmp_path / "x" / "a.txt", "Claim: الأسعار", "Quote: ارتفعت")
        session, text = hands.app.reading.session, hands.app.reading.text
        await hands.press("right_square_bracket", "m")

        def cell(word: str, at: int) -> tuple[int, int]:
            first, _ = session.page.caret_cell(TEXT.index(word) + at)
            return text.text_left + first, 0

        await hands.pilot.mouse_down(ReadingPane, offset=cell("الأسعار", 0))
        await hands.pilot.hover(ReadingPane, offset=cell("الوزير", 0))
        await hands.pilot.mouse_up(ReadingPane, offset=cell("الوزير", 0))
        await hands.pilot.click(ReadingPane, offset=cell("ارتفعت", 2))
        await hands.press("shift+left", "enter")
        assert [entry.quote for entry in session.entries] == ["الوزير إن الأسعار ارتف", "ارتفعت"]
        await hands.press("z")
        assert [entry.quote for entry in session.entries] == ["الأسعار", "ارتفعت"]


async def test_parts_and_partners_have_signs_beside_their_rows(reader: Reader, tmp_path: Path) -> None:
    async with reader() as hands:
        await opened(hands, tmp_path / "x" / "a.txt", *DRAWN[:3])
        margins = ["".join(hands.rows("#reading-pane"))]
        await hands.press("right_square_bracket")
        margins.append("".join(hands.rows("#reading-pane")))
        assert [sign in row for row in margins for sign in (FRAGMENT_SIGN, PARTNER_SIGN)] == [False, False, True, True]
        assert any("…" in row for row in hands.rows("#sidebar"))
