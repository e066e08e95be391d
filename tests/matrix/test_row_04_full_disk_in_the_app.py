"""Row 4, on the screen and the command line: a disk without room is told, tried again, or saved elsewhere; exit 4."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desk import ANNOTATOR, Desk, quote_of, saved
from faulted import Rule
from faults import TAKING_ROOM, faulty_program
from mounts import small_disk
from readers import APP, opened

from tui_reader.annotations.folders import set_name
from tui_reader.errors import ExitCode
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terminal import Terminal

TEXT, NAME = "قال الوزير: ارتفعت الأسعار كثيرا\nونفى ذلك آخرون في العاصمة\n", "a.txt"
ROOM = "|".join(TAKING_ROOM)
FULL = "NOT SAVED: no space left on device"


class FullDisk:
    """The app on a document with one annotation, on a disk that is full from then on, until it `has_room`."""

    def __init__(self, desk: Desk, folder: Path, where: str) -> None:
        self.desk = desk
        desk.write(NAME, TEXT)
        self._switch = folder / "full"
        rule = Rule("ENOSPC", calls=ROOM, path=where, only_while=str(self._switch))
        self.terminal = opened(desk, (*faulty_program(folder, rule), *APP[3:]), NAME, columns=150)
        self.terminal.wait_for(ANNOTATOR)
        self.terminal.settle()
        self.terminal.press("space", "c")
        saved(self.terminal)
        self.before = desk.files()
        self._switch.touch()
        self.terminal.press("ctrl+left", "space", "s")
        self.terminal.wait_for(FULL)

    def has_room(self) -> None:
        """Somebody has tidied up."""
        self._switch.unlink()

    @property
    def quotes(self) -> list[str]:
        """What is annotated on the disk."""
        return [quote_of(item) for item in self.desk.items(NAME)]


@pytest.fixture
def full(desk: Desk, tmp_path: Path) -> Iterator[FullDisk]:
    """A disk on which the sets are is full."""
    found = FullDisk(desk, tmp_path, rf"{desk.folder}.*")
    yield found
    found.terminal.close()


@pytest.mark.pty
def test_it_is_told_and_saved_when_there_is_room(full: FullDisk) -> None:
    full.terminal.wait_for("Annotations 2")
    full.terminal.press("ctrl+s")
    full.terminal.wait_for(FULL)
    assert full.desk.files() == full.before
    full.has_room()
    full.terminal.press("ctrl+s")
    saved(full.terminal)
    assert full.quotes == ["قال", "الوزير"]
    assert full.desk.files().keys() == full.before.keys()


@pytest.mark.pty
def test_who_leaves_is_asked_and_a_copy_is_kept_elsewhere(full: FullDisk, home: Path) -> None:
    full.terminal.press("ctrl+q")
    full.terminal.wait_for("Not everything is saved")
    full.terminal.wait_for("save a copy")
    full.terminal.press("s")
    assert full.terminal.wait_for_exit() == ExitCode.NOT_WRITTEN
    [copy] = (home / "state").rglob(f"{NAME}*{ANNOTATOR}-unsaved-*.json")
    assert str(copy).encode() in bytes(full.terminal.raw).replace(b"\r\n", b"")
    assert [quote_of(item) for item in json.loads(copy.read_bytes())["items"]] == ["قال", "الوزير"]
    assert full.desk.files() == full.before


@pytest.mark.pty
def test_who_leaves_all_the_same_finds_it_at_the_next_start(full: FullDisk) -> None:
    full.terminal.press("ctrl+q")
    full.terminal.wait_for("at the next start the changes are offered")
    full.terminal.press("q")
    assert full.terminal.wait_for_exit() == ExitCode.NOT_WRITTEN
    assert full.desk.files() == full.before
    full.has_room()
    terminal = full.desk.open(NAME, columns=150)
    terminal.wait_for("Not everything was saved")
    terminal.press("r")
    saved(terminal)
    assert full.quotes == ["قال", "الوزير"]


@pytest.mark.pty
@pytest.mark.linux_only
def test_a_small_disk_keeps_what_was_saved_last(desk: Desk) -> None:
    desk.write(NAME, desk.first.slice(Span(0, 2000)))
    sets = desk.folder / "annotations"
    sets.mkdir()
    with opened(desk, APP, NAME, wrapper=small_disk(sets, 16384), columns=150) as terminal:
        terminal.wait_for(ANNOTATOR)
        terminal.settle()
        count = tag_until_it_is_full(terminal)
        # What that process sees under the name.
        there = Path(f"/proc/{terminal.process.pid}/root{sets}")
        files = list(there.iterdir())
        assert [path.name for path in files] == [set_name(NAME, ANNOTATOR)]
        items = json.loads(files[0].read_bytes())["items"]
        assert 0 < len(items) < count
        terminal.wait_for(f"Annotations {count}")


def tag_until_it_is_full(terminal: Terminal) -> int:
    """Tags one word after the other; how many."""
    for count in range(1, 40):
        terminal.press("space", "c", "ctrl+left")
        terminal.wait_for(f"Annotations {count}")
        terminal.wait_for(lambda terminal: re.search(rf"{ANNOTATOR} +(saved|NOT SAVED)", terminal.text))
        if FULL in terminal.text:
            return count
    raise AssertionError(f"there is still room:\n{terminal.text}")
