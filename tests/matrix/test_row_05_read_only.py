"""Row 5: where nothing can be written a document is opened for reading only, and it is said why, and what helps."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desk import ANNOTATOR, Desk, saved
from faulted import Rule
from faults import faulty_program
from mounts import read_only_disk
from readers import APP, Command, opened

from tui_reader.annotations import lock

if TYPE_CHECKING:
    from faults import Forge
    from terminal import Terminal

pytestmark = pytest.mark.pty

TEXT, NAME = "قال الوزير: ارتفعت الأسعار كثيرا\n", "a.txt"

HEEDLESS: Command = (sys.executable, str(Path(__file__).parent / "naive" / "heedless_app.py"), *APP[3:])


@pytest.fixture
def annotated(desk: Desk) -> Desk:
    """A folder with a document, and a set with one annotation."""
    desk.write(NAME, TEXT)
    terminal = desk.open(NAME)
    terminal.press("space", "c")
    saved(terminal)
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    return desk


def check_opens_for_reading_only(
    desk: Desk, command: Command, reason: str, *, wrapper: list[str] | None = None
) -> None:
    """What is there is shown, why no more can come, and what helps; no key changes anything."""
    before = desk.files()
    with opened(desk, command, NAME, wrapper=wrapper or (), columns=200) as terminal:
        terminal.wait_for("Annotations 1")
        for words in ("read only", reason, "--annotations DIR"):
            terminal.wait_for(words, 5)
        terminal.settle()
        for key in ("c", "d"):
            terminal.press("space", key)
            terminal.wait_for("open for reading only", 5)
        terminal.wait_for("Annotations 1")
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit() == 0
    assert desk.files() == before


@pytest.mark.linux_only
@pytest.mark.parametrize("where", ["annotations", "."])
def test_a_file_system_that_cannot_be_written(annotated: Desk, where: str) -> None:
    wrapper = read_only_disk(annotated.folder / where)
    check_opens_for_reading_only(annotated, APP, "read-only", wrapper=wrapper)


@pytest.mark.linux_only
def test_a_set_that_cannot_be_written(annotated: Desk) -> None:
    wrapper = read_only_disk(annotated.set_path(NAME))
    check_opens_for_reading_only(annotated, APP, "read-only", wrapper=wrapper)


@pytest.mark.parametrize(("where", "mode"), [("annotations", 0o500), (f"annotations/{NAME}.{ANNOTATOR}.json", 0o400)])
def test_what_a_common_user_may_not_write(annotated: Desk, where: str, mode: int) -> None:
    path = annotated.folder / where
    before = path.stat().st_mode
    path.chmod(mode)
    if os.access(path, os.W_OK):
        pytest.skip("who runs this may write everywhere")
    try:
        check_opens_for_reading_only(annotated, APP, "read-only")
    finally:
        path.chmod(before)


def test_a_disk_that_knows_no_locks(annotated: Desk, tmp_path: Path) -> None:
    command = (*faulty_program(tmp_path, Rule("ENOLCK", calls="flock")), *APP[3:])
    check_opens_for_reading_only(annotated, command, "no lock can be taken here")


def test_locks_that_are_gone_later_are_told_and_nothing_is_lost(annotated: Desk, tmp_path: Path) -> None:
    switch = tmp_path / "no-locks"
    rule = Rule("ENOLCK", calls="flock", path=r".*\.lock", only_while=str(switch))
    with opened(annotated, (*faulty_program(tmp_path, rule), *APP[3:]), NAME, columns=200) as terminal:
        terminal.wait_for("Annotations 1")
        before = annotated.files()
        switch.touch()
        tag_another(terminal)
        terminal.wait_for("NOT SAVED: no lock can be taken here")
        # The lock that could not be taken stays for the next one who can.
        assert {name: held for name, held in annotated.files().items() if not name.endswith(".lock")} == before
        switch.unlink()
        terminal.press("ctrl+s")
        saved(terminal)
        assert annotated.files().keys() == before.keys()
    assert len(annotated.items(NAME)) == 2


def tag_another(terminal: Terminal) -> None:
    """Tags the word after the one that is tagged."""
    terminal.press("ctrl+left", "space", "s")
    terminal.wait_for("Annotations 2")


@pytest.mark.linux_only
def test_the_check_finds_a_program_that_does_not_look(annotated: Desk) -> None:
    wrapper = read_only_disk(annotated.folder / "annotations")
    with pytest.raises(AssertionError):
        check_opens_for_reading_only(annotated, HEEDLESS, "read-only", wrapper=wrapper)


def test_who_asks_whether_something_can_be_written_writes_nothing(forge: Forge, tmp_path: Path) -> None:
    outcome = forge.do(lock.why_not, tmp_path / "annotations")
    assert outcome.value == ""
    assert {call.name for call in outcome.log} <= {"open", "flock", "close"}
    assert all(not call.flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR) for call in outcome.log)
