"""Row 6, on two screens: two apps are open on one document, and what is done in either is in the set and on both."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desk import ANNOTATOR, quote_of, saved
from readers import APP, Command, opened

if TYPE_CHECKING:
    from desk import Desk

pytestmark = pytest.mark.pty

TEXT, NAME = "قال الوزير: ارتفعت الأسعار كثيرا ونفى ذلك آخرون\n", "a.txt"
WORDS = ("قال", "الوزير", "ارتفعت", "الأسعار", "كثيرا", "ونفى")
LAST_WINS: Command = (sys.executable, str(Path(__file__).parent / "naive" / "last_wins_app.py"), *APP[3:])


def check_both_are_there(desk: Desk, command: Command) -> None:
    """Each tags every other word, without a look at what the other does."""
    desk.write(NAME, TEXT)
    with opened(desk, command, NAME) as one, opened(desk, command, NAME) as other:
        terminals = (one, other)
        for terminal in terminals:
            terminal.wait_for(ANNOTATOR)
            terminal.settle()
        other.press("ctrl+left")
        for _ in WORDS[::2]:
            for terminal in terminals:
                terminal.send(b" c")
            for terminal in terminals:
                terminal.settle()
                terminal.press("ctrl+left", "ctrl+left")
        for terminal in terminals:
            terminal.wait_for(f"Annotations {len(WORDS)}", 8)
            saved(terminal)
            terminal.press("ctrl+q")
            assert terminal.wait_for_exit() == 0
    assert [quote_of(item) for item in desk.items(NAME)] == list(WORDS)
    assert [path for path in desk.files() if path.endswith((".tmp", ".lock"))] == []


def test_what_is_done_in_two_apps_is_there_and_in_both(desk: Desk) -> None:
    check_both_are_there(desk, APP)


def test_the_check_finds_apps_of_which_the_last_one_wins(desk: Desk) -> None:
    with pytest.raises(AssertionError):
        check_both_are_there(desk, LAST_WINS)
