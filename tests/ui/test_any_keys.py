"""Whatever is pressed, pasted, clicked and resized, in any order: the app goes on, and what it saved can be read."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from strategies import NASTY_PARAGRAPHS
from textual import events

from tui_reader.annotations.validate import validate
from tui_reader.documents.files import read_document
from tui_reader.ui.commands.table import bindings

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]

STEPS = 120
HARD = [
    "\x1b[31mأحمر\x1b[0m\t\x07",
    "👨\u200d👩\u200d👧 ❤\ufe0f 👍🏽 🇸🇦 لا",
    "\u202eabc\u202c \u2067نص\u2069",
    "",
    "   ",
    "中文字符 عربي",
    "\u0301عَربي",
    "a\u2028b\u2028",
    "\ufeff\u200f",
    "ا" * 200,
]
PASTED = ["عربي", "abc", "[/x]", "50%", "٣", "\x1b[31m"]
LEAVES = {"ctrl+q"}


def every_key() -> list[str]:
    """All keys that mean something in the reading screen, some letters that mean tags, and some that mean nothing."""
    keys = [key for binding in bindings() for key in binding.key.split(",")]  # type: ignore[union-attr]
    return [*(key for key in keys if key not in LEAVES), *"csqrxm1ؤ", "enter", "escape", "ctrl+p", "question_mark"]


@pytest.mark.parametrize("seed", range(4))
async def test_nothing_that_is_done_ends_the_app(reader: Reader, seeds: Path, seed: int) -> None:
    chance = random.Random(seed)
    paragraphs = chance.choices([*NASTY_PARAGRAPHS, *HARD], k=20)
    document = seeds / "hard.txt"
    document.write_text("\n".join(paragraphs), encoding="utf-8", newline="")
    async with reader(document) as hands:
        app, pilot, done = hands.app, hands.pilot, []
        keys = every_key()
        for _ in range(STEPS):
            way = chance.random()
            if way < 0.88:
                done.append(chance.choice(keys))
                await pilot.press(done[-1])
            elif way < 0.92:
                done.append(chance.choice(PASTED))
                app.post_message(events.Paste(done[-1]))
            elif way < 0.96:
                size = chance.choice([(1, 1), (7, 4), (40, 10), (90, 20), (150, 40)])
                done.append(str(size))
                await pilot.resize_terminal(*size)
            else:
                cell = chance.randrange(app.size.width), chance.randrange(app.size.height)
                done.append(str(cell))
                await pilot.click(offset=cell, times=chance.randint(1, 3))
            await pilot.pause()
            assert app.is_running, done
        assert app.reading.saving.finish(), done
    for path in (seeds.parent / "annotations").glob("hard.txt.*"):
        assert validate(path, read_source=read_document) == [], done
