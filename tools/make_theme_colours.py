#!/usr/bin/env python3
"""Writes src/tui_reader/theme_colours.py from what the app paints in each of Textual's themes.

make_theme_colours.py > src/tui_reader/theme_colours.py
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from textual.theme import BUILTIN_THEMES

from tui_reader.documents.library import Library
from tui_reader.session.files.opening import open_reading
from tui_reader.session.library.shelf import Shelf
from tui_reader.session.state import ReadingState
from tui_reader.settings import Settings
from tui_reader.ui.app import ReaderApp

if TYPE_CHECKING:
    from rich.style import Style

COLUMNS, ROWS = 160, 12
HEAD = '''"""The colours the app has in each of Textual's themes; written by tools/make_theme_colours.py.

Textual works them out from a few when it is loaded, which is too late for the first screen.
"""

from __future__ import annotations

from typing import NamedTuple


class Colours(NamedTuple):
    """Red, green and blue, two hexadecimal digits each. The first three lie on `surface`."""

    surface: str
    text: str
    number: str
    """Of a paragraph, in the margin."""
    title: str
    """Of a pane beside the text, on `panel`."""
    panel: str
    border: str
    border_behind: str
    status: str
    footer: str


_COLOURS = {'''


TAIL = '''}


def colours_of(theme: str) -> Colours | None:
    """The colours of a theme; None for one that is not here, as those in the terminal's own colours are."""
    found = _COLOURS.get(theme)
    return Colours(*found.split()) if found else None
'''


async def colours_of_themes(folder: Path) -> dict[str, list[str]]:
    """What stands where, by theme, in the order of `Colours`. Themes in the terminal's own colours have none."""
    (folder / "a.txt").write_text("one\\n")
    (folder / "b.txt").write_text("two\\n")
    settings = Settings(annotator="me")
    library = Library.find([folder])
    opened = open_reading(folder / "a.txt", settings, folder)
    app = ReaderApp(opened, Shelf(library, settings), settings, ReadingState(folder / "places.json"))
    found = {}
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        for theme in BUILTIN_THEMES:
            app.theme = theme
            await pilot.pause()
            pane, box = app.reading.text.region, app.reading.query_one("#sidebar-box").region
            number = pane.x + app.reading.text.text_left - 2
            plain, digit = style_at(app, pane.x, 1), style_at(app, number, 0)
            title, border = style_at(app, box.x + 2, 0), style_at(app, box.x, 1)
            status, footer = style_at(app, COLUMNS // 2, ROWS - 2), style_at(app, COLUMNS - 20, ROWS - 1)
            styles = [
                plain.bgcolor,
                plain.color,
                digit.color,
                title.color,
                title.bgcolor,
                border.color,
                border.bgcolor,
                status.bgcolor,
                footer.bgcolor,
            ]
            triplets = [colour.triplet for colour in styles if colour is not None]
            if None not in triplets:
                found[theme] = [triplet.hex[1:] for triplet in triplets if triplet is not None]
    return found


def style_at(app: ReaderApp, column: int, row: int) -> Style:
    """The style of a cell on the app's screen."""
    strip = app.screen._compositor.render_strips()[row]
    [segment] = strip.crop(column, column + 1)
    assert segment.style is not None
    return segment.style


def table(found: dict[str, list[str]]) -> str:
    """The module's text."""
    rows = [f'    "{name}": "{" ".join(colours)}",' for name, colours in found.items()]
    return "\n".join([HEAD, *rows, TAIL])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(table(asyncio.run(colours_of_themes(Path(folder)))))
