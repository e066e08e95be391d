"""What was not saved when a program ended: found at the next start, and made again or set aside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from readings import document_of

from tui_reader.annotations.changes import Add
from tui_reader.annotations.journal import FOLDER, Journal, edits_of, header_for
from tui_reader.annotations.tagset import default_tagset
from tui_reader.errors import SaveError
from tui_reader.session.files import recovery
from tui_reader.session.files.saving import Saving
from tui_reader.session.layers import own_layer
from tui_reader.session.page import Page
from tui_reader.session.reader import ReaderSession
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.annotations.changes import Change

DOCUMENT = document_of("قال الوزير: ارتفعت الأسعار\n")


class Desk:
    """A reading of a set, with all that keeps it up."""

    def __init__(self, path: Path) -> None:
        own = own_layer(path, DOCUMENT, "amal", default_tagset().identifier)
        self.path = path
        self.session = ReaderSession(DOCUMENT, Page(DOCUMENT), own, [], default_tagset())
        self.saving = Saving(self.session, lambda: None)

    def tag(self, start: int, end: int, tag: str = "Claim") -> None:
        self.session.select(Span(start, end))
        self.session.tag_selection(tag)

    @property
    def tags(self) -> list[str]:
        """The tags on the disk, sorted."""
        items = json.loads(self.path.read_bytes())["items"]
        return sorted(body["value"] for item in items for body in item["body"])

    @property
    def quotes(self) -> list[str]:
        return [entry.quote for entry in self.session.entries]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "annotations" / "doc.txt.amal.json"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    """A reading whose set, on the disk, has one claim."""
    desk = Desk(path)
    desk.tag(0, 3)
    assert desk.saving.finish()
    yield desk
    desk.saving.close()


def dies_with(desk: Desk, home: Path, *changes: Change) -> Path:
    """A program made these changes, and ended before they were saved; its journal."""
    header = header_for(desk.path, DOCUMENT.path, "amal", "")
    folder = home / "state" / "tui-reader" / FOLDER
    journal = Journal(folder, header)
    for change in changes:
        journal.append(edits_of(change))
    found = journal.path
    assert found is not None
    journal.close()
    return found


def changes_of(desk: Desk) -> list[Change]:
    """Collects what is changed in a reading from now on."""
    found: list[Change] = []
    desk.session.own.store.subscribe(found.append)
    return found


@pytest.fixture
def lost(desk: Desk, home: Path) -> Path:
    """The journal of a program that died when it had added one annotation and retagged another."""
    other = Desk(desk.path)
    changes = changes_of(other)
    other.tag(4, 10, "Source")
    other.session.retag(other.session.entries[0].id, "Quote")
    # It never came to save: what this process saves of it is taken back on the disk.
    content = desk.path.read_bytes()
    other.saving.close()
    desk.path.write_bytes(content)
    return dies_with(desk, home, *changes)


def test_what_was_not_saved_is_made_again_as_one_change_and_saved(desk: Desk, lost: Path) -> None:
    left = recovery.look(desk.session)
    assert left.unsaved is not None and left.unsaved.news.size == 2
    assert left.unsaved.words[0].startswith("2 changes, begun on 2")
    assert recovery.recover(desk.session, left.unsaved) == 2
    assert desk.quotes == ["قال", "الوزير"]
    assert lost.exists()
    desk.saving.forget_when_saved(left.unsaved.journals)
    assert desk.saving.finish()
    desk.saving.take_news()
    assert desk.tags == ["Quote", "Source"]
    assert not lost.exists()
    desk.session.undo()
    assert desk.quotes == ["قال"]


def test_what_cannot_be_saved_again_stays_in_a_journal(desk: Desk, lost: Path) -> None:
    left = recovery.look(desk.session)
    assert left.unsaved is not None
    desk.path.write_bytes(b"{")
    recovery.recover(desk.session, left.unsaved)
    desk.saving.forget_when_saved(left.unsaved.journals)
    assert not desk.saving.close()
    # Its changes are in the journal of this program, and found in there.
    assert not lost.exists()
    desk.path.unlink()
    again = recovery.look(Desk(desk.path).session)
    assert again.unsaved is not None and again.unsaved.news.size == 2


def test_what_cannot_be_made_again_yet_is_told_of_and_kept(desk: Desk, lost: Path) -> None:
    whole = desk.path.read_bytes()
    desk.path.write_bytes(b"{")
    damaged = Desk(desk.path)
    left = recovery.look(damaged.session)
    assert left.unsaved is None
    assert desk.path.name in left.waiting
    assert lost.exists()
    desk.path.write_bytes(whole)
    mended = Desk(desk.path)
    left = recovery.look(mended.session)
    assert left.unsaved is not None and not left.waiting


def test_what_is_in_the_set_is_not_told_of(desk: Desk, home: Path) -> None:
    changes = changes_of(desk)
    desk.tag(4, 10, "Source")
    assert desk.saving.finish()
    desk.saving.take_news()
    journal = dies_with(desk, home, *changes)
    assert recovery.look(desk.session) == recovery.LeftOver(None, [])
    assert not journal.exists()


def test_what_is_changed_between_the_question_and_the_answer_stays(desk: Desk, lost: Path) -> None:
    left = recovery.look(desk.session)
    assert left.unsaved is not None
    desk.session.retag(desk.session.entries[0].id, "Evidence")
    recovery.recover(desk.session, left.unsaved)
    assert desk.saving.finish()
    # Two tags for one annotation: both are there.
    assert desk.tags == ["Evidence", "Quote", "Source"]


def test_what_is_discarded_is_set_aside(desk: Desk, lost: Path) -> None:
    left = recovery.look(desk.session)
    assert left.unsaved is not None
    (aside,) = recovery.set_aside(left.unsaved)
    assert aside.exists() and not lost.exists()
    assert recovery.look(desk.session).unsaved is None


def test_each_change_can_be_looked_at(desk: Desk, lost: Path) -> None:
    left = recovery.look(desk.session)
    assert left.unsaved is not None
    words = left.unsaved.changes(desk.session)
    assert len(words) == 2
    assert any("changed" in each and "قال" in each for each in words)
    assert any("added" in each and "الوزير" in each for each in words)


def test_a_damaged_end_is_told_of_and_kept(desk: Desk, lost: Path) -> None:
    with lost.open("r+b") as stream:
        stream.seek(-10, os.SEEK_END)
        stream.write(b"#")
    left = recovery.look(desk.session)
    assert left.unsaved is not None and left.unsaved.news.size == 1
    assert "damaged" in left.unsaved.words[1]
    recovery.recover(desk.session, left.unsaved)
    desk.saving.forget_when_saved(left.unsaved.journals)
    assert desk.saving.finish()
    desk.saving.take_news()
    assert not lost.exists()
    assert len(list(lost.parent.glob("*.set-aside"))) == 1


def test_the_journal_of_a_living_program_is_not_its_heirs(desk: Desk, home: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom tui_reader.annotations.journal import *\n"
        "journal = Journal(Path(sys.argv[1]), header_for(Path(sys.argv[2]), Path('a'), 'amal', ''))\n"
        "journal.append([(None, '{\"id\": \"urn:x\"}')])\nprint('ready', flush=True)\nsys.stdin.read()\n"
    )
    folder = home / "state" / "tui-reader" / FOLDER
    with subprocess.Popen(
        [sys.executable, "-c", code, folder, desk.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as living:
        assert living.stdout is not None and living.stdout.readline() == b"ready\n"
        assert recovery.look(desk.session) == recovery.LeftOver(None, [])


def test_the_sets_of_other_documents_are_counted(desk: Desk, home: Path, tmp_path: Path) -> None:
    changes = changes_of(desk)
    desk.tag(4, 10, "Source")
    item = changes[0].item if isinstance(changes[0], Add) else None
    assert item is not None
    for name in ("b", "b", "c"):
        other = Desk(tmp_path / name / "doc.txt.amal.json")
        dies_with(other, home, Add(item))
    left = recovery.look(desk.session)
    assert left.unsaved is None
    assert left.remarks == ["Changes to 2 other sets were not saved: tui-reader recover"]


def test_without_a_journal_of_its_own_the_old_one_stays_until_it_is_saved(
    desk: Desk, lost: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise SaveError(lost, "no room")

    monkeypatch.setattr(Journal, "append", full)
    content = desk.path.read_bytes()
    desk.path.write_bytes(b"{")
    left = recovery.look(desk.session)
    assert left.unsaved is not None
    recovery.recover(desk.session, left.unsaved)
    desk.saving.forget_when_saved(left.unsaved.journals)
    assert not desk.saving.finish()
    desk.saving.take_news()
    # Another's set has changed, and it is looked for journals once more: all is here, but not on the disk.
    assert recovery.look(desk.session).unsaved is None
    assert lost.exists()
    desk.path.write_bytes(content)
    desk.saving.again()
    assert desk.saving.finish()
    desk.saving.take_news()
    assert not lost.exists()
