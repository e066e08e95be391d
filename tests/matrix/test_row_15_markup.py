"""Row 15: what reads as markup stands as it was written, in tags, quotes, authors, names of files and messages.

`tests/e2e/test_hostile_tour.py` opens such files; here each place is asked for the very characters.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from hostile import MARKUP
from rich.errors import MarkupError
from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import Static

from tui_reader.documents.library import Library
from tui_reader.session.files.opening import begin_reading
from tui_reader.session.library.shelf import Shelf
from tui_reader.session.state import ReadingState
from tui_reader.settings import Settings
from tui_reader.text.excerpt import label_text
from tui_reader.text.span import Span
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.widget import Widget


def shown_by(app: App[None]) -> str:
    """All that stands on the screen of an app."""
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


async def check_as_written(make: Callable[[str], Widget]) -> None:
    """Each text on a widget reads as it was written."""
    for text in MARKUP.values():

        class Shown(App[None]):
            def compose(self, text: str = text) -> ComposeResult:
                yield make(text)

        app = Shown()
        async with app.run_test(size=(100, 5)) as pilot:
            await pilot.pause()
            assert text in shown_by(app).replace("\n", "")


@pytest.mark.parametrize(
    "make", [TextView, lambda text: Static(label_text(text, 90), markup=False)], ids=["TextView", "label_text"]
)
async def test_our_widgets_show_it_as_written(make: Callable[[str], Widget]) -> None:
    await check_as_written(make)


@pytest.mark.parametrize("make", [Static, lambda text: Static(Text.from_markup(text))], ids=["Static", "Rich"])
async def test_naive_widgets_do_not(make: Callable[[str], Widget]) -> None:
    with pytest.raises((AssertionError, MarkupError)):
        await check_as_written(make)


@pytest.mark.parametrize("name", MARKUP)
async def test_every_place_in_the_app_shows_it_as_written(tmp_path: Path, name: str) -> None:
    text = MARKUP[name]
    file_name = f"{text.replace('/', '|')}.txt"
    path = tmp_path / file_name
    path.write_text(f"{text} and more\n", encoding="utf-8")
    chosen = Settings(annotator=text)
    shelf = Shelf(Library.find([path, path.parent]), chosen)
    app = ReaderApp(begin_reading(path, chosen), shelf, chosen, ReadingState(None))
    async with app.run_test(size=(200, 40)) as pilot:
        session = app.reading.session
        session.select(Span(0, len(text)))
        session.tag_selection(text)
        await pilot.press("f2") if not app.reading.query_one("#library-box").display else None
        app.say(text)
        await pilot.pause()
        await asyncio.sleep(0.05)
        await pilot.pause()
        shown = shown_by(app)
        # The text, the tag and the quote in the list, the author; some are cut.
        assert shown.count(text[:16]) >= 4, shown
        assert file_name in shown
        assert app.reading.saving.close() or app.reading.saving.error is not None
