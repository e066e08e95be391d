"""Row 8: a set is changed, deleted or replaced outside while it is open. It is taken in and told, never written over.

What of this needs no screen is held in tests/annotations/test_commit.py and, with changes on both sides in any order,
in tests/session/files/test_two_programs.py.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from desk import ANNOTATOR, Desk, quote_of, saved
from program import SOURCES
from terminal import Terminal, key_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

# row 8

pytestmark = pytest.mark.pty

TEXT = "قال الوزير: ارتفعت الأسعار كثيرا\nونفى ذلك آخرون في العاصمة\n"
NAME = "a.txt"
SOON = 8.0
"""Seconds after which what happens on the disk should be on the screen."""
MANY = 20


class Sitting:
    """The app open on a document with one annotation, which is saved, and the set's file."""

    def __init__(self, desk: Desk, **env: str) -> None:
        self.desk = desk
        desk.write(NAME, TEXT)
        self.path = desk.set_path(NAME)
        self.env = env
        self.terminal = desk.open(NAME, columns=150, **env)
        self.terminal.press("space", "c")
        saved(self.terminal)

    def tag(self, terminal: Terminal | None = None) -> None:
        """Tags the next word."""
        (terminal or self.terminal).press("ctrl+left", "space", "s")

    @property
    def page(self) -> dict[str, Any]:
        page: dict[str, Any] = json.loads(self.path.read_bytes())
        return page

    def replace(self, page: dict[str, Any]) -> None:
        """Puts another version in the file's place, as an editor or git does, in a layout of its own."""
        new = self.path.with_name("new")
        new.write_text(json.dumps(page, ensure_ascii=False, indent=1), encoding="utf-8")
        new.replace(self.path)

    def add(self, number: int = 1) -> None:
        """Somebody else adds an annotation of a word at the end."""
        page = self.page
        for one in range(number):
            item = json.loads(json.dumps(page["items"][0]).replace("Claim", "Quote"))
            start = TEXT.index("العاصمة")
            item["id"] = f"urn:uuid:0000-{one}"
            item["target"]["selector"] = [
                {"type": "TextQuoteSelector", "exact": "العاصمة", "prefix": "آخرون في ", "suffix": "\n"},
                {"type": "TextPositionSelector", "start": start, "end": start + 7},
            ]
            page["items"].append(item)
        self.replace(page)

    def quotes(self) -> list[str]:
        return sorted(quote_of(item) for item in self.page["items"])

    def wait(self, wanted: str | Callable[[Terminal], object]) -> None:
        self.terminal.wait_for(wanted, SOON)


def clean(sitting: Sitting) -> None:
    """Nothing is unsaved: what was added is shown and told of."""
    sitting.add()
    written = sitting.path.read_bytes()
    sitting.wait("1 new")
    sitting.wait("Annotations 2")
    saved(sitting.terminal)
    assert sitting.path.read_bytes() == written
    # Focus and caret are where they were: the annotation at the caret is the one of before.
    sitting.terminal.press("d")
    sitting.wait("Annotations 1")
    saved(sitting.terminal)
    assert sitting.quotes() == ["العاصمة"]


def dirty(sitting: Sitting) -> None:
    """Both sides change at once: all of it is there."""
    sitting.add()
    sitting.tag()
    sitting.wait("Annotations 3")
    saved(sitting.terminal)
    assert sitting.quotes() == ["العاصمة", "الوزير", "قال"]


def edited_on_both_sides(sitting: Sitting) -> None:
    """Both sides give one annotation another tag: both tags are there, and it is told."""
    page = sitting.page
    page["items"][0]["body"][0]["value"] = "Evidence"
    # Focused in the sidebar, a tag's key gives it that tag.
    sitting.replace(page)
    sitting.terminal.press("tab", "q")
    sitting.wait("1 conflict with what")
    tags = {item["body"][0]["value"] for item in sitting.page["items"]}
    assert tags == {"Evidence", "Quote"}


def deleted(sitting: Sitting) -> None:
    """It is told, kept, and written anew with the next change."""
    sitting.path.unlink()
    sitting.wait("was deleted")
    sitting.wait("Annotations 1")
    sitting.tag()
    sitting.wait("Annotations 2")
    saved(sitting.terminal)
    assert sitting.quotes() == ["الوزير", "قال"]


def replaced_by_damage(sitting: Sitting) -> None:
    """What cannot be read is left alone, and told of; the changes are kept, saved as a copy, and when it is whole."""
    whole = sitting.path.read_bytes()
    sitting.path.write_bytes(whole[:-30])
    sitting.tag()
    sitting.wait("NOT SAVED")
    assert sitting.path.read_bytes() == whole[:-30]
    sitting.terminal.press("ctrl+q")
    sitting.wait("Not everything is saved")
    sitting.terminal.press("escape")
    sitting.path.write_bytes(whole)
    sitting.terminal.press("ctrl+s")
    saved(sitting.terminal)
    assert sitting.quotes() == ["الوزير", "قال"]


def emptied_of_many(sitting: Sitting) -> None:
    """Much is gone: the person is asked, and can have it back."""
    sitting.add(MANY)
    sitting.wait(f"Annotations {MANY + 1}")
    page = sitting.page
    page["items"] = page["items"][:1]
    sitting.replace(page)
    sitting.wait(f"{MANY} of your {MANY + 1}")
    assert len(sitting.page["items"]) == 1
    sitting.terminal.press("b")
    saved(sitting.terminal)
    sitting.wait(f"Annotations {MANY + 1}")
    sitting.wait(lambda _: len(sitting.page["items"]) == MANY + 1)


CHECKS = [clean, dirty, edited_on_both_sides, deleted, replaced_by_damage, emptied_of_many]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_what_happens_outside_is_taken_in_and_nothing_is_written_over(
    desk: Desk, check: Callable[[Sitting], None]
) -> None:
    check(Sitting(desk))


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_app_that_looks_once_does_not_pass(desk: Desk, tmp_path: Path, check: Callable[[Sitting], None]) -> None:
    shutil.copy(Path(__file__).parent / "naive" / "followless.py", tmp_path / "sitecustomize.py")
    sitting = Sitting(desk, PYTHONPATH=os.pathsep.join((str(tmp_path), str(SOURCES))))
    with pytest.raises(AssertionError):
        check(sitting)


def test_many_that_are_gone_may_be_gone(desk: Desk) -> None:
    sitting = Sitting(desk)
    sitting.add(MANY)
    sitting.wait(f"Annotations {MANY + 1}")
    page = sitting.page
    page["items"] = page["items"][:1]
    sitting.replace(page)
    sitting.wait(f"{MANY} of your {MANY + 1}")
    sitting.terminal.press("t")
    sitting.wait(f"{MANY} gone")
    assert len(sitting.page["items"]) == 1


def test_two_apps_on_one_set_show_each_other_what_they_do(desk: Desk) -> None:
    sitting = Sitting(desk)
    other = desk.open(NAME, columns=150)
    other.wait_for("Annotations 1")
    sitting.tag()
    saved(sitting.terminal)
    other.wait_for("Annotations 2", SOON)
    other.press("end", "ctrl+right", "space", "r")
    saved(other)
    sitting.wait("Annotations 3")
    # Both at once.
    sitting.terminal.send(b"".join(map(key_bytes, ("ctrl+end", "ctrl+right", "space", "q"))))
    other.press("ctrl+home", "space", "n")
    other.type("ملاحظة")
    other.press("enter")
    for terminal in (sitting.terminal, other):
        terminal.wait_for("Annotations 5", SOON)
        saved(terminal)
    assert len(sitting.page["items"]) == 5
    for terminal in (sitting.terminal, other):
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit() == 0
    assert len(sitting.page["items"]) == 5


def test_anothers_set_is_shown_as_it_changes_comes_and_goes(desk: Desk) -> None:
    sitting = Sitting(desk)
    theirs = sitting.path.with_name(f"{NAME}.badria.json")
    page = sitting.path.read_text(encoding="utf-8").replace(ANNOTATOR, "badria")
    theirs.write_text(page, encoding="utf-8")
    sitting.wait("Annotations 2")
    sitting.wait("badria")
    theirs.write_text(page.replace("Claim", "Source"), encoding="utf-8")
    sitting.wait("1 changed")
    theirs.write_text("{", encoding="utf-8")
    sitting.wait("not JSON")
    sitting.terminal.wait_for(lambda terminal: "not JSON" not in terminal.text)
    # What was there before is still worth reading.
    sitting.wait("Annotations 2")
    theirs.unlink()
    sitting.wait("is gone")
    sitting.wait("Annotations 1")
    assert sitting.terminal.process.poll() is None
