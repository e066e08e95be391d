"""Rows that are found again: they show what they would if they were painted anew, and are not."""

from __future__ import annotations

import random
from inspect import GEN_CLOSED, getgeneratorstate
from typing import TYPE_CHECKING

import pytest
from sets import make_set

from tui_reader.annotations import file, folders
from tui_reader.documents.files import read_document
from tui_reader.session.suggestions import suggesting
from tui_reader.ui.panes.text_rows import TextRow, TextRows

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands
    from rich.segment import Segment

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]

STEPS = 45
MANY = 400
KEYS = (
    *("pagedown", "pagedown", "pagedown", "pageup", "down", "up", "shift+down", "ctrl+down", "ctrl+left", "end"),
    *("S", "semicolon", "enter", "backspace", "z", "space", "c", "q", "s", "x", "h", "]", "}", "w", "v", "escape"),
    *("H", "A", "m", "l", "O", "P"),
)
THEMES = ("textual-dark", "textual-light")
SIZES = ((200, 36), (90, 20), (60, 30))


@pytest.fixture
def annotated(seeds: Path) -> Path:
    """A long document with many annotations, and other words like theirs to be suggested."""
    path = seeds / "long.txt"
    texts = [text.read_text(encoding="utf-8") for text in sorted(seeds.glob("*.txt"))]
    english = "A paragraph that is read from the left stands between them."
    path.write_text(f"\n{english}\n{english}\n".join(texts * 3), encoding="utf-8")
    document = read_document(path)
    document.count()
    own = folders.annotation_path(path, "amal", opened=seeds)
    file.save(own, make_set(document, own, MANY, annotator="amal"))
    return path


def on_screen(hands: Hands) -> list[list[Segment]]:
    return [list(strip) for strip in hands.app.screen._compositor.render_strips()]


@pytest.mark.parametrize("seed", range(2))
async def test_what_is_on_the_screen_is_what_would_be_painted_anew(
    reader: Reader, annotated: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(suggesting, "PATIENCE", 60.0)
    chance, done = random.Random(seed), list[str]()
    async with reader(annotated, (200, 36), align="start") as hands:
        pane = hands.app.reading.text
        await hands.press("S")
        for _ in range(STEPS):
            way = chance.random()
            if way < 0.9:
                done.append(chance.choice(KEYS))
                await hands.pilot.press(done[-1])
            elif way < 0.95:
                done.append(chance.choice(THEMES))
                hands.app.theme = done[-1]
            else:
                size = chance.choice(SIZES)
                done.append(str(size))
                await hands.pilot.resize_terminal(*size)
            while chance.random() < 0.8 and getgeneratorstate(pane._ahead) != GEN_CLOSED:
                await hands.pilot.pause(0.005)
            await hands.pilot.pause()
            shown = on_screen(hands)
            pane._rows = TextRows(pane.looks, pane.session.tagset)
            pane._styles_cache.clear()
            assert on_screen(hands) == shown, done
            places = pane.visible_places
            assert pane.text_rows(places) == [row for place in places for row in pane.text_rows([place])], done


async def test_a_page_that_was_painted_ahead_is_not_painted_again(
    reader: Reader, annotated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(annotated) as hands:
        pane = hands.app.reading.text
        await hands.press("pagedown")
        while getgeneratorstate(pane._ahead) != GEN_CLOSED:
            await hands.pilot.pause(0.005)
        monkeypatch.setattr(pane, "_next_places", lambda: iter(()))
        painted: list[TextRow] = []
        paint = TextRows._paint
        monkeypatch.setattr(TextRows, "_paint", lambda rows, row: (painted.append(row), paint(rows, row))[1])
        await hands.press("pagedown")
        # What the caret is on looks otherwise than it did.
        marked = {d.layer.value for row in painted for d in row.decorations}
        assert len(painted) < pane.size.height / 4, marked
        await hands.press("pageup", "up")
        assert len(painted) < pane.size.height / 2, marked


async def test_a_row_that_differs_in_anything_has_a_picture_of_its_own(reader: Reader, annotated: Path) -> None:
    async with reader(annotated, (200, 36), align="start") as hands:
        pane = hands.app.reading.text
        rows = pane.text_rows(pane.visible_places)
    numbered = next(row for row in rows if row.number is not None)
    decorated = next(row for row in rows if row.decorations)
    for row in (numbered, decorated):
        variants = [
            row,
            row._replace(width=row.width + 3),
            row._replace(left=row.left + 1),
            row._replace(margin=row.margin - 1, number=None),
            row._replace(margin=row.margin + 2, number=None, left=row.left + 2, width=row.width + 4),
            row._replace(number=None),
            row._replace(decorations=()),
            *(row._replace(decorations=other.decorations) for other in rows),
        ]
        pictures = TextRows(pane.looks, pane.session.tagset)
        for variant in [*variants, *reversed(variants)]:
            assert list(pictures.strip(variant)) == list(TextRows(pane.looks, pane.session.tagset).strip(variant))
        assert len({str(list(pictures.strip(variant))) for variant in variants[:4]}) == 4
