"""Another size of the terminal: the reading place, the highlight and the caret stay with their text."""

from __future__ import annotations

import sys

import pytest
from desk import ANNOTATOR, FIRST, Desk, saved, span_of
from program import environment
from terminal import Terminal
from text_area import shown_text

from tui_reader.text.span import Span

pytestmark = pytest.mark.pty

ANOTHER_MEANWHILE = """
import signal, sys
from textual.drivers.linux_driver import LinuxDriver
from tui_reader.__main__ import main

size_of, stale = LinuxDriver._get_terminal_size, [(60, 10)]

def slowly(driver):
    size = size_of(driver)
    if size == (100, 24) and stale:
        size = stale.pop()
        signal.raise_signal(signal.SIGWINCH)
    return size

LinuxDriver._get_terminal_size = slowly
sys.exit(main())
"""
"""The app; when it first looks at a terminal of 100 by 24 it sees an earlier size, and is told of one meanwhile."""
SIZES = [(80, 24), (40, 10), (200, 60), (64, 12), (120, 20), (30, 40), (110, 30)]


def test_the_reading_place_stays_at_the_top(desk: Desk) -> None:
    terminal = desk.open("seeds", rows=14)
    terminal.press("pagedown", "down", "down", "down")
    place = shown_text(terminal, desk.first).start
    assert place > 0
    for columns, rows in ((100, 14), (80, 10), (90, 12), (110, 14)):
        area = shown_text(terminal.resize(columns, rows), desk.first)
        first = area.places[0]
        line = area.page.line(first)
        start = area.page.start_of(first)
        # The row at the top holds the character that was the first one, or the caret needed a row or two.
        assert start - 2 * area.width <= place < start + line.end - line.start + 2 * area.width
    assert shown_text(terminal, desk.first).start == place


def test_the_reading_place_is_the_same_after_many_other_sizes(desk: Desk) -> None:
    terminal = desk.open(f"seeds/{FIRST}", columns=100, rows=16)
    terminal.press("pagedown")
    place = shown_text(terminal, desk.first).start
    for step in range(12):
        terminal.resize(70 + 7 * step, 12 + step % 5)
    assert shown_text(terminal.resize(100, 16), desk.first).start == place


@pytest.mark.parametrize("sidebar", [True, False])
def test_the_highlight_stays_on_its_text(desk: Desk, sidebar: bool) -> None:
    terminal = desk.open("seeds")
    terminal.press("space", "space", "c")
    saved(terminal)
    if not sidebar:
        terminal.press("f4")
    (item,) = desk.items()
    claim = Span(*span_of(item))
    for columns, rows in SIZES:
        terminal.resize(columns, rows)
        if sidebar and columns < 64:
            continue  # the text and the list do not fit beside each other
        area = shown_text(terminal, desk.first)
        claimed = set(area.cells_of(claim))
        assert claimed
        underlined = {cell for cell in area.paragraph_cells() if terminal.cell(*cell).underscore}
        assert underlined == claimed, (columns, rows)
    assert desk.items() == [item]


def test_a_selection_survives(desk: Desk) -> None:
    terminal = desk.open("seeds")
    terminal.press("space", "space")
    terminal.wait_for("selected")
    count = int(terminal.rows[-2].partition(" selected")[0].split()[-1])
    for columns, rows in SIZES:
        terminal.resize(columns, rows)
    terminal.wait_for(f"{count} selected")
    terminal.press("h")
    saved(terminal)
    # White space at the end of a selection is not annotated.
    start, end = span_of(desk.items()[0])
    assert start == 0
    assert desk.first.slice(Span(0, count)).rstrip() == desk.first.slice(Span(start, end))


def test_a_size_that_comes_and_goes_at_once_leaves_nothing_blank(desk: Desk) -> None:
    terminal = desk.open("seeds", columns=100, rows=24)
    shown = terminal.rows
    for columns, rows in ((10, 10), (1, 1), (60, 3)):
        terminal.resize(columns, rows, wait=False)
        # The terminal has thrown away what stood beyond the smaller size, and the program sees no other one.
        assert terminal.resize(100, 24).rows == shown


def test_a_size_that_comes_while_another_is_told_of_is_the_one_in_the_end(desk: Desk) -> None:
    command = [sys.executable, "-c", ANOTHER_MEANWHILE, "open", "--annotator", ANNOTATOR, "seeds"]
    with Terminal(command, 90, 20, cwd=desk.folder, env=environment()) as terminal:
        terminal.wait_for(ANNOTATOR)
        terminal.settle().resize(100, 24)
        assert "Annotations 0" in terminal.text
        assert ANNOTATOR in terminal.rows[22]


@pytest.mark.parametrize(("columns", "rows"), [(20, 5), (10, 3), (2, 2), (1, 1), (500, 100)])
def test_odd_sizes_are_lived_with(desk: Desk, columns: int, rows: int) -> None:
    terminal = desk.open("seeds", columns=100, rows=24)
    terminal.press("space", "c")
    saved(terminal)
    terminal.resize(columns, rows)
    terminal.press("left", "down", "pagedown", "f4", "f4", "f2", "f2", "tab", "escape", "escape", "t", "escape", "/")
    terminal.type("نص")
    terminal.press("escape", "?", "?")
    terminal.resize(100, 24)
    assert shown_text(terminal, desk.first)
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert len(desk.items()) == 1


def test_a_small_screen_shows_text_and_can_annotate(desk: Desk) -> None:
    terminal = desk.open("seeds", columns=20, rows=5, ready="ﻊﻗﻭ")
    area = shown_text(terminal, desk.first)
    assert area.start == 0
    assert area.width >= 14
    terminal.press("space", "c")
    terminal.wait_for(lambda _: len(desk.items()) == 1)
    assert all(terminal.cell(*cell).underscore for cell in area.cells_of(Span(0, 3)))
