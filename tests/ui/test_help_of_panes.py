"""The help of a pane: every key that can be pressed there is in it, in both languages, and as it is mapped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tui_reader.language import LANGUAGES, use
from tui_reader.ui.commands.table import NO_KEY, binding_words
from tui_reader.ui.panes.help_panel import HelpPanel

if TYPE_CHECKING:
    from acts import Reader

PANES = {"reading-pane": ("escape",), "sidebar": ("tab",), "library": ("tab",), "prompt-field": ("escape", "slash")}
"""The keys that lead from one to the next."""


@pytest.mark.parametrize("spoken", LANGUAGES)
async def test_every_binding_of_a_pane_is_in_its_help(reader: Reader, spoken: str) -> None:
    use(spoken)
    keys = {"highlight": "x", "check": "f6", "library.open": "f6", "others": "", "tagset.Evidence": "e"}
    async with reader(size=(220, 50), keys=keys, lang=spoken) as hands:
        screen = hands.app.screen
        for way in PANES.values():
            await hands.press(*way, "f1")
            panel = screen.query_one(HelpPanel)
            told = {key: words for group in panel.offered for keys, words in group.items() for key in keys.split()}
            for active in screen.active_bindings.values():
                if active.binding.key != NO_KEY and not active.binding.system:
                    assert told[hands.app.get_key_display(active.binding)]
                    assert binding_words(active.binding, at_length=True) in told.values()
            assert not any("none" in key for key in told)
            prose = "\n".join("".join(item.line.glyphs) for item in panel.rows.items if item.key is None)
            assert not re.search(r"\{[a-z_.]+\}", prose), "ids of bindings stand for keys"
            assert "f6" in prose or "ctrl+j" in prose
            await hands.press("f1")


async def test_the_panel_of_suggestions_tells_of_the_keys_it_has(reader: Reader) -> None:
    async with reader(size=(220, 80), keys={"suggestion.reject": "x", "suggestion.later": "f6"}) as hands:
        await hands.press("Q", "f1")
        prose = " ".join(" ".join(hands.rows("#help")).split())
        assert "enter accepts it, x rejects it" in prose
        assert "f6 leaves it for later. z takes the last decision back" in prose


async def test_what_has_no_key_is_told_to_have_none(reader: Reader) -> None:
    async with reader(size=(220, 80), keys={"others": "", "inspect": "nokey"}) as hands:
        await hands.press("f1")
        prose = " ".join(" ".join(hands.rows("#help")).split())
        assert "(no key) shows or hides what other annotators have done" in prose
        assert "i tells of the character at the caret" in prose


@pytest.mark.parametrize("pane", ["sidebar", "library", "answers"])
async def test_the_pane_that_help_is_asked_for_stays_beside_it_and_gives_room_again(reader: Reader, pane: str) -> None:
    ways = {"sidebar": ("tab",), "library": ("f2",), "answers": ("space", "c", "a")}
    async with reader(size=(80, 24)) as hands:
        await hands.press(*ways[pane])
        before = hands.rows(f"#{pane}")
        await hands.press("f1")
        focused = hands.app.screen.focused
        assert focused is not None
        assert focused.id == pane
        assert focused.size.width > 20
        assert any("tab comes here" in row for row in hands.rows("#help"))
        assert not hands.rows("#help")[0].strip().startswith("tab"), "it says which pane it is about"
        await hands.press("f1")
        assert hands.app.screen.focused is focused
        assert hands.rows(f"#{pane}") == before
