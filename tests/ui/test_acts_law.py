"""The law of the acts: whatever a key does in the reading screen is shown by one, or by a test that is named here."""

from __future__ import annotations

import re
import shlex
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.keys import _character_to_key

from tui_reader.ui.commands.table import COMMANDS, bindings

if TYPE_CHECKING:
    from acts import Act

HERE = Path(__file__).parent
PRESSED_IN = {
    "check": "test_source_following",
    "confirm": "test_source_following",
    "attach": "test_source_following",
    "conflict": "test_conflicts_on_screen",
    "review": "review/test_review_screen",
    "discussion": "test_conversing_on_screen",
    "discussion.next": "test_conversing_on_screen",
    "filter.remarked": "test_conversing_on_screen",
}
"""Commands that ask for more than one document and one set: the module beside this one that presses their keys."""


def all_acts() -> list[Act]:
    """The acts of all modules."""
    modules = sorted(path.stem for path in HERE.glob("test_acts_*.py"))
    return [act for module in modules for act in getattr(import_module(module), "ACTS", ())]


def keys_by_id() -> dict[str, set[str]]:
    """The keys of every binding of the reading screen."""
    return {bound.id: set(bound.key.split(",")) for bound in bindings()}  # type: ignore[union-attr,misc]


@pytest.mark.parametrize("name", keys_by_id())
def test_every_command_has_an_act_that_presses_one_of_its_keys(name: str) -> None:
    keys = keys_by_id()[name]
    if name in PRESSED_IN:
        source = (HERE / f"{PRESSED_IN[name]}.py").read_text(encoding="utf-8")
        assert any(re.search(rf'press\([^)]*"{re.escape(key)}"', source) for key in keys), name
        return
    pressed = {key for act in all_acts() if act.command == name for key in shlex.split(act.keys, posix=False)}
    assert keys & {_character_to_key(key) if len(key) == 1 else key for key in pressed}, f"no act for {name}: {keys}"


def test_what_is_named_is_a_command() -> None:
    assert PRESSED_IN.keys() <= {command.id for command in COMMANDS}
