"""What is hidden, what is suspicious, and the inspector, by keys on a real terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_safety import controls_sent

if TYPE_CHECKING:
    from desk import Desk

pytestmark = pytest.mark.pty

TEXT = "می\u200cخواهم abc\u202edef\u202c\nمُحَمَّدٌ \u2066x\nسطر\n"


def test_hidden_characters_and_vowel_signs_come_and_go(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    assert "¦" not in terminal.text
    assert "\u064f" in terminal.text
    terminal.press("H")
    terminal.wait_for("¦")
    assert "⇦" in terminal.text
    terminal.wait_for("Hidden characters are shown")
    terminal.press("V")
    terminal.wait_for("Vowel signs are not shown")
    terminal.press("down")
    terminal.wait_for("hidden shown, no vowel signs")
    terminal.settle()
    assert "\u064f" not in terminal.text
    terminal.press("V", "H")
    terminal.settle()
    assert "\u064f" in terminal.text
    assert "¦" not in terminal.text
    assert controls_sent(terminal) == []


def test_suspicious_controls_are_told_and_inspected(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    terminal.wait_for("1 override, 1 unclosed control (B)")
    terminal.press("B")
    terminal.wait_for("RIGHT-TO-LEFT OVERRIDE: turns letters round")
    terminal.press("H", "i")
    terminal.wait_for("U+202E")
    terminal.press("left")
    terminal.wait_for("LATIN SMALL LETTER C")
    terminal.press("escape", "ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert controls_sent(terminal) == []


def test_the_configuration_has_them_shown_on_the_first_screen(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    configuration = desk.folder / "config.toml"
    configuration.write_text("hidden = true\nharakat = false\n", encoding="utf-8")
    terminal = desk.open("a.txt", TUI_READER_CONFIG=str(configuration))
    assert "¦" in terminal.text
    assert "\u064f" not in terminal.text
    terminal.wait_for("hidden shown, no vowel signs")
