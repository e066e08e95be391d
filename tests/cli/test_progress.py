"""How far long work is: said on a terminal, soon and seldom; elsewhere never."""

from __future__ import annotations

import pytest

from tui_reader.cli import output
from tui_reader.cli.output import SAYS_AGAIN, SAYS_FIRST, Progress


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    lines: list[str] = []
    monkeypatch.setattr(output, "say", lines.append)
    return lines


@pytest.mark.parametrize("is_terminal", [True, False])
def test_work_is_told_of_after_a_moment_and_then_now_and_then(
    monkeypatch: pytest.MonkeyPatch, said: list[str], is_terminal: bool
) -> None:
    now = 100.0
    monkeypatch.setattr(output.time, "monotonic", lambda: now)
    monkeypatch.setattr(output.sys.stderr, "isatty", lambda: is_terminal, raising=False)
    progress = Progress()
    for later, part in ((0.0, 0.1), (SAYS_FIRST, 0.2), (SAYS_FIRST + 0.1, 0.3), (SAYS_FIRST + SAYS_AGAIN, 0.4)):
        now = 100.0 + later
        progress.tell("a.txt", part)
    assert said == (["a.txt: 20%", "a.txt: 40%"] if is_terminal else [])
