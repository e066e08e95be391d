"""Every key of the review screen at work, on three sets that differ in every way."""

from __future__ import annotations

import shlex
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from review_acts import ReviewAct, play
from textual.keys import _character_to_key

from tui_reader.ui.review.table import COMMANDS_OF_REVIEW

if TYPE_CHECKING:
    from review_acts import Reader

HERE = Path(__file__).parent
LEAVING = "screen=reading"

ACTS = [
    # From group to group
    ReviewAct("review.next", "", "n", "at=3/24 caret=62"),
    ReviewAct("review.next", "", "n n", "at=4/24 caret=139"),
    ReviewAct("review.next", "tab end", "n", "at=1/24 side=1"),
    ReviewAct("review.previous", "", "N", "at=1/24"),
    ReviewAct("review.previous", "n", "N", "at=2/24 caret=0"),
    ReviewAct("review.down", "", "j", "at=3/24 caret=62"),
    ReviewAct("review.down", "", "]", "at=3/24 caret=62"),
    ReviewAct("review.down", "tab end", "j", said="This is the last group of the list"),
    ReviewAct("review.up", "", "k", "at=1/24"),
    ReviewAct("review.up", "j", "[", "at=2/24 caret=0"),
    ReviewAct("review.up", "k", "k", said="This is the first group"),
    ReviewAct("groups.down", "tab", "down", "at=3/24 caret=62"),
    ReviewAct("groups.up", "tab", "up", "at=1/24"),
    ReviewAct("groups.page_down", "tab", "pagedown", "at=12/24 caret=579"),
    ReviewAct("groups.page_up", "tab pagedown", "pageup", "at=2/24 caret=0"),
    ReviewAct("groups.last", "tab", "end", "at=24/24 caret=1136"),
    ReviewAct("groups.first", "tab end", "home", "at=1/24"),
    ReviewAct("groups.jump", "tab", "enter", "focus=reading-pane"),
    # The row of keys
    ReviewAct("review.accept_1", "", "j", "at=3/24 caret=62", sees=" 1–9 Theirs  ⏎ Accept  n Next  x Reject  z Undo"),
    # Versions
    ReviewAct("review.lane", "n", "o", "side=2"),
    ReviewAct("review.lane", "n o", "o", "side=1"),
    ReviewAct("review.lane", "", "o"),
    ReviewAct("review.lane", "tab 'o'", "o"),
    # How it is shown
    ReviewAct("review.sort", "", "s", "order=likeness at=16/24", said="least agreement first"),
    ReviewAct("review.sort", "s", "s", "order=open at=2/24", said="undecided first"),
    ReviewAct("review.sort", "s s", "s", "order=place", said="by place"),
    ReviewAct("review.blind", "", "v", "blind=true", said="Names are hidden", misses="badria"),
    ReviewAct("review.blind", "v", "v", "blind=false", said="Names are shown", sees="badria"),
    ReviewAct("review.filter", "", "F", "screen=ReviewFilter", sees="missing for some (8)"),
    ReviewAct("review.filter", "", "F 'claim' enter", "filtered=true at=1/13", sees="Groups 13 of 24 · Claim"),
    ReviewAct("review.filter", "F 'claim' enter", "F 'agreed' enter", "at=1/2", sees="agreed, Claim"),
    ReviewAct("review.filter", "F 'claim' enter", "F 'claim' enter", "filtered=false at=2/24", misses="Groups 13"),
    ReviewAct("review.filter", "F 'claim' enter", "F 'all' enter", "filtered=false at=2/24"),
    ReviewAct("review.filter", "", "F 'badria' enter", "filtered=true at=2/22"),
    ReviewAct("review.filter", "", "F 'zzz' enter", "filtered=true at=-", sees="Nothing passes the filter."),
    ReviewAct("review.filter", "", "F escape"),
    ReviewAct("review.list", "", "f4", "list=false"),
    ReviewAct("review.list", "f4", "f4", "list=true focus=groups"),
    ReviewAct("hidden", "", "H", "hidden=true", said="Hidden characters are shown"),
    ReviewAct("hidden", "H", "H", "hidden=false"),
    ReviewAct("harakat", "", "V", "harakat=false"),
    ReviewAct("harakat", "V", "V", "harakat=true"),
    ReviewAct("direction", "", "D", "direction=majority"),
    ReviewAct("scroll.centre", "j j j j j j j j j j", "ctrl+l"),
    # Panes
    ReviewAct("focus.next", "", "tab", "focus=groups"),
    ReviewAct("focus.next", "tab", "tab", "focus=lanes"),
    ReviewAct("focus.next", "tab tab", "tab", "focus=reading-pane"),
    ReviewAct("focus.previous", "", "shift+tab", "focus=lanes"),
    # The text
    ReviewAct("select.grow", "", "space", "selected=3 caret=3"),
    ReviewAct("copy", "space", "ctrl+c", said="Copied 3 characters"),
    ReviewAct("goto", "", "g '50%' enter", "caret=1090 at=22/24"),
    ReviewAct("goto.percent", "", "%", "focus=prompt-field"),
    ReviewAct("search", "", "/ 'روسيا' enter", "caret=452 search=روسيا at=9/24"),
    ReviewAct("review.hit", "/ 'الحادث' enter", "f3", "at=17/24 caret=873 side=1"),
    ReviewAct("review.hit_before", "/ 'الحادث' enter f3", "shift+f3", "at=15/24 caret=777 side=2"),
    ReviewAct("search.kind", "", "ctrl+t", said="Search: exact"),
    ReviewAct("suspect", "", "B", said="No bidi override"),
    ReviewAct("save", "", "ctrl+s", said="Everything is saved"),
    # The way back
    ReviewAct("review.clear", "space", "escape", "selected=0"),
    ReviewAct("review.clear", "tab", "escape", "focus=reading-pane"),
    ReviewAct("review.clear", "/ 'روسيا' enter", "escape", "search="),
    ReviewAct("review.clear", "", "escape", said="q goes back"),
    ReviewAct("review.leave", "", "q", LEAVING),
    ReviewAct("review.leave", "tab", "q", LEAVING),
]


async def test_acts(reader: Reader, tmp_path: Path) -> None:
    await play(reader, ACTS, tmp_path)


def all_acts() -> list[ReviewAct]:
    """The acts of all modules."""
    modules = sorted(path.stem for path in HERE.glob("test_review_acts*.py"))
    return [act for module in modules for act in getattr(import_module(module), "ACTS", ())]


@pytest.mark.parametrize("command", COMMANDS_OF_REVIEW, ids=lambda command: command.id)
def test_every_command_has_an_act_that_presses_one_of_its_keys(command: tuple[str, str]) -> None:
    name, keys = command[:2]
    pressed = {key for act in all_acts() if act.command == name for key in shlex.split(act.keys, posix=False)}
    assert set(keys.split(",")) & {_character_to_key(key) if len(key) == 1 else key for key in pressed}, name
