"""What was not saved when the app ended, however it ended, is offered when it is opened again."""

from __future__ import annotations

import signal
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest
from desk import Desk, quote_of, saved
from program import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

    from terminal import Terminal

pytestmark = pytest.mark.pty

TEXT = "قال الوزير: ارتفعت الأسعار كثيرا\nونفى ذلك آخرون في العاصمة\n"
NAME = "a.txt"


@pytest.fixture
def unsaved(desk: Desk) -> Terminal:
    """The app with two annotations, the second of which cannot be saved, as somebody has damaged the set."""
    desk.write(NAME, TEXT)
    terminal = desk.open(NAME, columns=150)
    terminal.press("space", "c")
    saved(terminal)
    whole(desk).write_bytes(desk.set_path(NAME).read_bytes())
    desk.set_path(NAME).write_bytes(b"{")
    terminal.press("ctrl+left", "space", "s")
    terminal.wait_for("NOT SAVED")
    return terminal


def whole(desk: Desk) -> Path:
    """Where the set is as it was."""
    return desk.folder / "whole.json"


def open_again(desk: Desk) -> Terminal:
    """The app on the set as it was when it could be saved last."""
    whole(desk).replace(desk.set_path(NAME))
    terminal = desk.open(NAME, columns=150)
    terminal.wait_for("Not everything was saved")
    return terminal


def quotes(desk: Desk) -> list[str]:
    return sorted(quote_of(item) for item in desk.items(NAME))


def journals(home: Path) -> list[Path]:
    folder = home / "state" / "tui-reader" / "journals"
    return sorted(folder.iterdir()) if folder.exists() else []


def test_after_a_kill_it_is_looked_at_and_recovered(desk: Desk, unsaved: Terminal, home: Path) -> None:
    unsaved.signal(signal.SIGKILL)
    unsaved.wait_for_exit()
    terminal = open_again(desk)
    terminal.wait_for("1 change, begun on")
    terminal.press("l")
    terminal.wait_for("added Source")
    terminal.press("escape")
    terminal.wait_for("Not everything was saved")
    assert quotes(desk) == ["قال"]
    terminal.press("r")
    terminal.wait_for("Recovered 1 change")
    saved(terminal)
    assert quotes(desk) == ["الوزير", "قال"]
    terminal.press("z")
    terminal.wait_for("Annotations 1")
    saved(terminal)
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert journals(home) == []
    assert quotes(desk) == ["قال"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_after_a_signal_it_is_offered_too(desk: Desk, unsaved: Terminal, number: signal.Signals) -> None:
    unsaved.signal(number)
    assert unsaved.wait_for_exit() == 128 + number
    terminal = open_again(desk)
    terminal.press("r")
    saved(terminal)
    assert quotes(desk) == ["الوزير", "قال"]


def test_who_quits_is_told_so_and_can_put_it_off_and_discard_it(desk: Desk, unsaved: Terminal, home: Path) -> None:
    unsaved.press("ctrl+q")
    unsaved.wait_for("at the next start the changes are offered")
    unsaved.press("q")
    assert unsaved.wait_for_exit() == 4
    terminal = open_again(desk)
    terminal.press("escape", "ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert quotes(desk) == ["قال"]
    terminal = desk.open(NAME, columns=150)
    terminal.wait_for("Not everything was saved")
    terminal.press("d")
    terminal.wait_for("Set aside")
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert [path.suffix for path in journals(home)] == [".set-aside"]
    terminal = desk.open(NAME, columns=150)
    terminal.press("space")
    assert "Not everything" not in terminal.text


def test_in_another_document_it_is_only_told_of(desk: Desk, unsaved: Terminal) -> None:
    unsaved.signal(signal.SIGKILL)
    unsaved.wait_for_exit()
    desk.write("b.txt", TEXT)
    terminal = desk.open("b.txt", columns=150)
    terminal.wait_for("Changes to 1 other set")
    terminal.press("space", "c")
    terminal.wait_for("Annotations 1")


def test_who_cannot_save_tries_again_when_leaving(desk: Desk, unsaved: Terminal) -> None:
    unsaved.press("ctrl+q")
    unsaved.wait_for("Not everything is saved")
    whole(desk).replace(desk.set_path(NAME))
    unsaved.press("r")
    assert unsaved.wait_for_exit() == 0
    assert quotes(desk) == ["الوزير", "قال"]


def test_a_copy_goes_into_the_state_folder_where_none_can_stand_beside_the_set(
    desk: Desk, unsaved: Terminal, home: Path
) -> None:
    desk.set_path(NAME).unlink()
    folder = desk.set_path(NAME).parent
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_bytes(b"a file where the folder was")
    unsaved.press("ctrl+q")
    unsaved.wait_for("Not everything is saved")
    unsaved.press("s")
    assert unsaved.wait_for_exit() == 4
    (copy,) = (home / "state" / "tui-reader" / "unsaved").iterdir()
    assert str(copy).encode() in bytes(unsaved.raw)
    assert copy.read_text(encoding="utf-8").count('"Annotation"') == 2


def ended_by(number: signal.Signals | None, terminal: Terminal) -> None:
    """Ends the app by a signal, or by closing its terminal."""
    if number is None:
        terminal.hang_up()
    else:
        terminal.signal(number)
    terminal.wait_for_exit()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, None])
def test_a_note_that_was_being_typed_is_gone_on_with(desk: Desk, home: Path, number: signal.Signals | None) -> None:
    desk.write(NAME, TEXT)
    terminal = desk.open(NAME, columns=150)
    terminal.press("space", "c", "n")
    terminal.type("not quite")
    terminal.wait_for("not quite")
    # Who is killed keeps what was typed before a moment ago.
    begun = home / "state" / "tui-reader" / "notes-begun.json"
    until = monotonic() + PATIENCE
    while number == signal.SIGKILL and not (begun.exists() and "not quite" in begun.read_text("utf-8")):
        assert monotonic() < until, "nothing was kept"
        sleep(0.05)
    ended_by(number, terminal)
    assert all(body["purpose"] == "tagging" for item in desk.items(NAME) for body in item["body"])
    terminal = desk.open(NAME, columns=150)
    terminal.wait_for("1 note was not finished")
    terminal.press("n")
    terminal.wait_for("This was being typed when the program ended")
    terminal.type(" finished")
    terminal.press("enter")
    saved(terminal)
    assert [body["value"] for item in desk.items(NAME) for body in item["body"]] == ["Claim", "not quite finished"]
    # And it is finished.
    terminal.press("n")
    terminal.wait_for("Note on")
    assert "This was being typed" not in terminal.text


def test_a_note_on_a_selection_is_gone_on_with_until_it_is_given_up(desk: Desk, home: Path) -> None:
    desk.write(NAME, TEXT)
    terminal = desk.open(NAME, columns=150)
    terminal.press("space", "n")
    terminal.type("not quite")
    terminal.wait_for("not quite")
    ended_by(signal.SIGTERM, terminal)
    assert desk.items(NAME) == []
    for _ in range(2):
        # Ended once more, it is still there.
        terminal = desk.open(NAME, columns=150)
        terminal.press("space", "n")
        terminal.wait_for("This was being typed")
        ended_by(signal.SIGTERM, terminal)
    terminal = desk.open(NAME, columns=150)
    terminal.press("space", "n")
    terminal.wait_for("This was being typed")
    terminal.press("escape", "n")
    terminal.wait_for("Note on")
    assert "This was being typed" not in terminal.text
