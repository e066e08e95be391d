"""A folder of some hundred documents, at the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import saved
from folders import make_folder, name_of
from program import run

if TYPE_CHECKING:
    from desk import Desk

pytestmark = pytest.mark.pty
DOCUMENTS = 300


def test_a_long_list_is_gone_through_counted_and_read_again(desk: Desk) -> None:
    texts = make_folder(desk.folder / "many", DOCUMENTS, per_folder=100)
    terminal = desk.open("many/texts", columns=130)
    terminal.wait_for(f"Library {DOCUMENTS}")
    terminal.wait_for(f"{DOCUMENTS}/{DOCUMENTS}")
    # From the text to the list, and to its end.
    terminal.press("f2", "f2", "end")
    terminal.wait_for(name_of(DOCUMENTS - 1))
    terminal.type("150")
    terminal.wait_for("Find: 150")
    terminal.press("enter")
    terminal.wait_for(f"● {name_of(150)}")
    assert "1/2" in next(row for row in terminal.text.splitlines() if f"● {name_of(150)}" in row)
    terminal.press("ctrl+down", "space", "h")
    saved(terminal)
    terminal.wait_for("2/3")
    # Somebody else's set and a new document come while the app is open.
    own = desk.folder / "many" / "annotations" / "part 2" / f"{name_of(150)}.amal.json"
    own.with_name(f"{name_of(151)}.zayd.json").write_text(
        own.read_text("utf-8").replace(name_of(150), name_of(151)), "utf-8"
    )
    (texts / "part 2" / "text 150a.txt").write_text("جديد\n", encoding="utf-8")
    terminal.press("f2", "f2")
    terminal.wait_for("text 150a.txt")
    terminal.wait_for(f"Library {DOCUMENTS + 1}")
    terminal.press("down", "down")
    terminal.wait_for("2/4")
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    listed = run("list", "many/texts", cwd=desk.folder).stdout.decode()
    assert listed.count(".txt  ") == DOCUMENTS + 1


def test_quitting_while_the_list_fills_in_is_quick_and_leaves_nothing_behind(desk: Desk) -> None:
    make_folder(desk.folder / "many", DOCUMENTS)
    before = desk.files()
    terminal = desk.open("many/texts", columns=130)
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert desk.files() == before
