"""Row 2: whatever stood on the screen as saved is there after `kill -9` at a random moment.

`make bench` does the same 200 times; see `benchmarks/kills.py`.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from kills import live

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = [pytest.mark.pty, pytest.mark.slow]

APP = (sys.executable, "-m", "tui_reader")
EARLY = (sys.executable, Path(__file__).parent / "naive" / "early_app.py")
LIVES = 12


def check_what_was_shown_as_saved_is_there(folder: Path, app: Sequence[str | Path], lives: int = LIVES) -> None:
    """Life after life: nothing shown as saved is lost, and nothing in the set goes when the rest is recovered."""
    chance = random.Random(2)
    shown = 0
    for number in range(lives):
        life = live(folder / str(number), chance, app)
        assert life.lost == 0, life
        assert life.recovered >= life.kept, life
        shown += life.shown
    assert shown > lives


def test_what_was_shown_as_saved_survives_a_kill(tmp_path: Path) -> None:
    check_what_was_shown_as_saved_is_there(tmp_path, APP)


def test_the_check_finds_an_app_that_says_it_too_early(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        check_what_was_shown_as_saved_is_there(tmp_path, EARLY)
