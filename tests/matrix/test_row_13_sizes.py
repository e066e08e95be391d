"""Row 13: another size at any moment, from one cell to a wall of them: nothing ends, no highlight is lost.

`tests/e2e/test_resize.py` holds each size to the cells a highlight must have. Here sizes follow one another without a
pause while the program does something else.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from desk import ANNOTATOR, quote_of
from readers import APP, NAIVE, Command, check_given_back, opened
from text_area import document_of, shown_text

from tui_reader.text.span import Span

if TYPE_CHECKING:
    from desk import Desk
    from terminal import Terminal

pytestmark = pytest.mark.pty

TEXT = "قال الوزير: ارتفعت الأسعار [9] كثيرا\n"
SIZES = [(1, 1), (500, 200), (2, 50), (300, 1), (1, 200), (63, 5), (64, 24), (116, 3), (115, 40), (10, 10)]
USUAL = (100, 30)


def storm(terminal: Terminal, keys: bytes = b"") -> None:
    """One size after another, without waiting, a key behind each."""
    for number, (columns, rows) in enumerate(SIZES):
        terminal.resize(columns, rows, wait=False)
        terminal.send(keys[number : number + 1])
        terminal.settle(0.001)
    terminal.resize(*USUAL)


def check_sizes(desk: Desk, command: Command, *, large: bool) -> None:
    """Sizes change while it loads, while something is selected, and while that is saved; then all of it is there."""
    copies = 200_000 if large else 40
    (desk.folder / "a.txt").write_text(TEXT * copies, encoding="utf-8")
    with opened(desk, command, "a.txt", columns=USUAL[0], rows=USUAL[1]) as terminal:
        terminal.wait_for("[9]", timeout=30)
        storm(terminal)
        terminal.wait_for(ANNOTATOR)
        terminal.send(b"v")
        storm(terminal, b"  ")
        terminal.press("escape")
        terminal.send(b"\x1b[1;5H ")
        storm(terminal)
        terminal.send(b"c")
        storm(terminal)
        terminal.wait_for("Annotations 1", timeout=60)
        terminal.wait_for("saved")
        terminal.settle()
        if not large:
            area = shown_text(terminal, document_of(desk.folder / "a.txt"))
            cells = area.cells_of(Span(0, 3))
            assert cells
            assert all(terminal.cell(*cell).underscore for cell in cells)
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit(60) == 0
        check_given_back(terminal)
    [item] = json.loads(desk.set_path("a.txt").read_bytes())["items"]
    assert quote_of(item) == "قال"


@pytest.mark.parametrize("large", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["small", "16 MB"])
def test_no_size_costs_anything(desk: Desk, large: bool) -> None:
    check_sizes(desk, APP, large=large)


def test_one_costs_a_naive_reader_its_life(desk: Desk) -> None:
    with pytest.raises((AssertionError, OSError)):
        check_sizes(desk, NAIVE, large=False)
