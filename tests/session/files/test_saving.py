"""From a change to the disk: what is there, what is said about it, and what is left alone."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest
from readings import document_of

from tui_reader.annotations import journal, saver
from tui_reader.annotations.backups import FOLDER as FOLDER_OF_BACKUPS
from tui_reader.annotations.backups import Backups
from tui_reader.annotations.journal import FOLDER
from tui_reader.annotations.tagset import default_tagset
from tui_reader.errors import SaveError
from tui_reader.session.files.saving import Saving
from tui_reader.session.layers import own_layer
from tui_reader.session.page import Page
from tui_reader.session.reader import ReaderSession
from tui_reader.session.refused import Refused
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TEXT = "قال الوزير: ارتفعت الأسعار\n"


class Desk:
    """A reading that is saved, and what its file holds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        document = document_of(TEXT)
        own = own_layer(path, document, "amal", default_tagset().identifier)
        self.session = ReaderSession(document, Page(document), own, [], default_tagset())
        self.told = threading.Event()
        self.saving = Saving(self.session, self.told.set)

    def tag(self, start: int, end: int, tag: str = "Claim") -> None:
        """Tags a stretch of text."""
        self.session.select(Span(start, end))
        self.session.tag_selection(tag)

    @property
    def tags(self) -> list[str]:
        """The tags on the disk."""
        items = json.loads(self.path.read_bytes())["items"]
        return [body["value"] for item in items for body in item["body"]]


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    """Opens one and the same set as often as it is called."""
    opened: list[Desk] = []

    def desk() -> Desk:
        opened.append(Desk(tmp_path / "annotations" / "doc.txt.amal.json"))
        return opened[-1]

    yield desk
    for one in opened:
        one.saving.close()


def beside_another(desks: Callable[[], Desk]) -> Desk:
    """A reading with one annotation, which is saved together with one that was made elsewhere since it was opened."""
    mine, theirs = desks(), desks()
    theirs.tag(4, 10, "Source")
    assert theirs.saving.finish()
    mine.tag(0, 3)
    assert mine.saving.finish()
    return mine


def test_a_change_is_on_the_disk_when_it_is_said_to_be_saved(desks: Callable[[], Desk]) -> None:
    desk = desks()
    assert desk.saving.words == "nothing to save"
    desk.tag(0, 3)
    assert desk.saving.finish()
    assert desk.saving.words == "saved"
    assert desk.tags == ["Claim"]
    assert desk.told.wait(10)


def test_reading_writes_nothing(desks: Callable[[], Desk]) -> None:
    desk = desks()
    desk.session.select(Span(0, 3))
    desk.session.start_search("قال")
    assert desk.saving.finish()
    assert not desk.path.parent.exists()


def test_an_unchanged_set_is_not_written_again(desks: Callable[[], Desk]) -> None:
    first = desks()
    first.tag(0, 3)
    assert first.saving.close()
    status = first.path.stat()
    second = desks()
    second.session.focus(second.session.entries[0].id)
    assert second.saving.words == "saved"
    assert second.saving.close()
    now = second.path.stat()
    assert (now.st_ino, now.st_mtime_ns) == (status.st_ino, status.st_mtime_ns)


def test_one_change_after_the_other_is_saved_without_taking_ones_own_file_for_anothers(
    desks: Callable[[], Desk],
) -> None:
    desk = desks()
    for start, end in ((0, 3), (4, 10), (12, 18)):
        desk.tag(start, end)
        assert desk.saving.finish()
        assert desk.saving.error is None
    desk.session.undo()
    assert desk.saving.finish()
    assert len(desk.tags) == 2


def test_what_another_program_wrote_is_there_with_ones_own(desks: Callable[[], Desk]) -> None:
    mine = beside_another(desks)
    assert sorted(mine.tags) == ["Claim", "Source"]
    # It is seen here only when it is taken in.
    assert len(mine.session.entries) == 1
    news = mine.saving.take_news()
    assert news is not None and len(news.difference.added) == 1
    assert [entry.quote for entry in mine.session.entries] == ["قال", "الوزير"]
    assert mine.saving.take_news() is None
    assert mine.saving.words == "saved"
    # And nothing is undone but what was done here.
    mine.session.undo()
    assert mine.saving.finish()
    assert mine.tags == ["Source"]


def test_what_was_taken_in_is_not_saved_again(desks: Callable[[], Desk]) -> None:
    mine = beside_another(desks)
    status = mine.path.stat()
    mine.saving.take_news()
    assert mine.saving.close()
    assert mine.path.stat().st_mtime_ns == status.st_mtime_ns


def test_who_undoes_what_another_has_changed_meanwhile_is_told(desks: Callable[[], Desk]) -> None:
    mine = desks()
    mine.tag(0, 3)
    assert mine.saving.finish()
    theirs = desks()
    theirs.session.retag(theirs.session.entries[0].id, "Source")
    assert theirs.saving.finish()
    mine.tag(4, 10)
    assert mine.saving.finish()
    mine.saving.take_news()
    mine.session.undo()
    with pytest.raises(Refused, match="elsewhere"):
        mine.session.undo()
    with pytest.raises(Refused, match="Nothing to undo"):
        mine.session.undo()
    assert mine.saving.finish()
    assert mine.tags == ["Source"]


def test_closing_saves_what_came_before_the_news_were_taken_in(desks: Callable[[], Desk]) -> None:
    mine = beside_another(desks)
    mine.tag(12, 18, "Quote")
    assert mine.saving.close()
    assert sorted(mine.tags) == ["Claim", "Quote", "Source"]


# The journal


def journals(home: Path) -> list[Path]:
    """The journals in the user's state folder."""
    folder = home / "state" / "tui-reader" / FOLDER
    return sorted(folder.iterdir()) if folder.exists() else []


def test_a_change_is_in_the_journal_until_it_is_in_the_set(desks: Callable[[], Desk], home: Path) -> None:
    desk = desks()
    desk.path.parent.write_bytes(b"a file where the folder should be")
    desk.tag(0, 3)
    assert not desk.saving.finish()
    assert desk.saving.is_journalled
    (path,) = journals(home)
    assert len(journal.read(path).edits) == 1
    desk.path.parent.unlink()
    desk.saving.again()
    assert desk.saving.finish()
    assert journal.read(path).edits == ()
    assert desk.saving.close()
    assert journals(home) == []


def test_the_journal_of_what_is_not_saved_stays(desks: Callable[[], Desk], home: Path) -> None:
    desk = desks()
    desk.path.parent.write_bytes(b"a file where the folder should be")
    desk.tag(0, 3)
    desk.tag(4, 10)
    assert not desk.saving.close()
    (left,) = journal.left_anywhere(journals(home)[0].parent)
    assert len(left.edits) == 2


def test_without_a_journal_it_is_saved_all_the_same(desks: Callable[[], Desk], home: Path) -> None:
    (home / "state").write_bytes(b"a file where the folder should be")
    desk = desks()
    desk.tag(0, 3)
    assert desk.saving.finish()
    assert desk.tags == ["Claim"]
    (complaint,) = [words for words in desk.saving.complaints() if "journal" in words]
    assert "cannot be kept" in complaint and not desk.saving.is_journalled
    desk.tag(4, 10)
    assert desk.saving.finish()
    assert not [words for words in desk.saving.complaints() if "journal" in words]
    assert desk.saving.close()


def test_what_could_not_be_saved_is_saved_when_it_is_tried_again(desks: Callable[[], Desk]) -> None:
    desk = desks()
    desk.path.parent.write_bytes(b"a file where the folder should be")
    desk.tag(0, 3)
    assert not desk.saving.finish()
    assert isinstance(desk.saving.error, SaveError)
    desk.path.parent.unlink()
    assert desk.saving.again()
    assert desk.saving.finish()
    assert desk.tags == ["Claim"]
    assert not desk.saving.again()


def test_what_cannot_be_saved_can_be_saved_beside_it(desks: Callable[[], Desk]) -> None:
    mine, theirs = desks(), desks()
    theirs.tag(4, 10, "Source")
    assert theirs.saving.finish()
    mine.path.write_bytes(b"{")
    mine.tag(0, 3)
    assert not mine.saving.finish()
    assert mine.path.read_bytes() == b"{"
    copies = [mine.saving.save_copy(), mine.saving.save_copy()]
    assert len({mine.path, *copies}) == 3
    for copy in copies:
        items = json.loads(copy.read_bytes())["items"]
        assert [item["body"][0]["value"] for item in items] == ["Claim"]


def test_a_set_for_reading_says_so(desks: Callable[[], Desk]) -> None:
    desk = desks()
    desk.session.own.read_only_because = "it is a museum piece"
    assert desk.saving.words == "read only"


# What others write, while nothing is unsaved here


def test_what_another_program_wrote_is_taken_in_at_the_same_place(desks: Callable[[], Desk]) -> None:
    mine = desks()
    mine.tag(0, 3)
    assert mine.saving.finish()
    mine.saving.take_news()
    theirs = desks()
    theirs.tag(4, 10, "Source")
    theirs.session.write_note(theirs.session.entries[0].id, "ملاحظة")
    assert theirs.saving.finish()
    mine.session.move(1)
    focus = mine.session.focus_id
    seen = mine.saving.look()
    assert seen is not None
    news = mine.saving.take(seen)
    assert news is not None
    assert (len(news.difference.added), len(news.difference.changed), len(news.difference.removed)) == (1, 1, 0)
    assert [entry.annotation.note for entry in mine.session.entries] == ["ملاحظة", None]
    assert (mine.session.caret, mine.session.focus_id) == (1, focus)
    assert mine.saving.look() is None
    # It can be gone on from.
    mine.tag(12, 18, "Quote")
    assert mine.saving.finish()
    assert sorted(mine.tags) == ["Claim", "Quote", "Source", "ملاحظة"]
    assert mine.saving.take_news() is None


def test_what_is_looked_at_is_not_taken_in_when_something_was_done_meanwhile(desks: Callable[[], Desk]) -> None:
    mine, theirs = desks(), desks()
    theirs.tag(4, 10, "Source")
    assert theirs.saving.finish()
    seen = mine.saving.look()
    assert seen is not None
    mine.tag(0, 3)
    assert mine.saving.take(seen) is None
    assert mine.saving.finish()
    assert mine.saving.take(seen) is None
    assert mine.saving.take_news() is not None
    assert mine.saving.take(seen) is None
    assert len(mine.session.entries) == 2
    assert mine.saving.look() is None


def test_very_much_that_is_new_is_taken_in_too(desks: Callable[[], Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_reader.session.files.following.MOST_STEPS", 1)
    mine = desks()
    mine.tag(0, 3)
    assert mine.saving.finish()
    mine.saving.take_news()
    theirs = desks()
    theirs.tag(4, 10, "Source")
    theirs.tag(12, 18, "Quote")
    assert theirs.saving.finish()
    seen = mine.saving.look()
    assert seen is not None and seen.layer is not None
    assert mine.saving.take(seen) is not None
    assert len(mine.session.entries) == 3
    # What was done here can still be taken back, and what is done now is saved.
    mine.session.undo()
    assert mine.saving.finish()
    assert sorted(mine.tags) == ["Quote", "Source"]
    # The same where something is unsaved.
    also = desks()
    also.tag(0, 3)
    also.tag(12, 18, "Evidence")
    assert also.saving.finish()
    mine.tag(4, 10, "Cue")
    assert mine.saving.finish()
    assert mine.saving.take_news() is None
    seen = mine.saving.look()
    assert seen is not None and mine.saving.take(seen) is not None
    assert len(mine.session.entries) == len(mine.tags) == 5
    assert mine.saving.look() is None


def test_a_set_that_is_gone_or_damaged_stays_here(desks: Callable[[], Desk]) -> None:
    mine = desks()
    mine.tag(0, 3)
    assert mine.saving.finish()
    mine.saving.take_news()
    content = mine.path.read_bytes()
    mine.path.unlink()
    seen = mine.saving.look()
    assert seen is not None and seen.loaded is None and not seen.problem
    assert mine.saving.take(seen) is not None
    assert mine.saving.alarm and "deleted" in mine.saving.words
    mine.path.write_bytes(content[:-10])
    seen = mine.saving.look()
    assert seen is not None and seen.problem
    assert mine.saving.take(seen) is not None
    assert mine.saving.alarm and mine.saving.words != "saved"
    assert len(mine.session.entries) == 1
    mine.path.write_bytes(content)
    mine.tag(4, 10)
    assert mine.saving.finish()
    mine.saving.take_news()
    assert not mine.saving.alarm and mine.saving.words == "saved"


def test_many_that_are_gone_are_told_of_before_they_go(desks: Callable[[], Desk]) -> None:
    mine = desks()
    for start in range(10):
        mine.tag(start, start + 3)
    assert mine.saving.finish()
    mine.saving.take_news()
    page = json.loads(mine.path.read_bytes())
    page["items"] = page["items"][:3]
    mine.path.write_text(json.dumps(page), encoding="utf-8")
    seen = mine.saving.look()
    count = len(mine.session.entries)
    assert seen is not None and seen.lost == count - 3
    mine.saving.put_back()
    assert mine.saving.finish()
    mine.saving.take_news()
    assert len(mine.tags) == len(mine.session.entries) == count


def test_a_set_that_was_repaired_can_be_changed_again(desks: Callable[[], Desk]) -> None:
    first = desks()
    first.tag(0, 3)
    assert first.saving.close()
    content = first.path.read_bytes()
    first.path.write_bytes(content[:-10])
    desk = desks()
    with pytest.raises(Refused):
        desk.tag(4, 10)
    first.path.write_bytes(content)
    seen = desk.saving.look()
    assert seen is not None and desk.saving.take(seen) is not None
    desk.tag(4, 10, "Source")
    assert desk.saving.finish()
    assert sorted(desk.tags) == ["Claim", "Source"]


def test_other_names_of_a_set_are_told_of_once(desks: Callable[[], Desk], tmp_path: Path) -> None:
    desk = desks()
    desk.tag(0, 3)
    assert desk.saving.finish()
    assert desk.saving.complaints() == []
    (tmp_path / "link.json").hardlink_to(desk.path)
    desk.tag(4, 10)
    assert desk.saving.finish()
    (complaint,) = desk.saving.complaints()
    assert "hard links" in complaint
    assert desk.saving.complaints() == []


def test_what_is_put_back_is_not_saved_before_it_is_there(desks: Callable[[], Desk]) -> None:
    mine = desks()
    mine.tag(0, 3)
    assert mine.saving.finish()
    mine.saving.take_news()
    mine.saving.put_back()
    assert mine.saving.words != "saved" or mine.saving.is_clean
    assert mine.saving.finish() and mine.saving.words == "saved"
    assert mine.tags == ["Claim"]


def test_a_set_that_comes_back_as_it_was_is_saved_again(desks: Callable[[], Desk]) -> None:
    mine = desks()
    mine.tag(0, 3)
    assert mine.saving.finish()
    mine.saving.take_news()
    content = mine.path.read_bytes()
    for away in (b"", content[:-10], None):
        if away is None:
            mine.path.unlink()
        else:
            mine.path.write_bytes(away)
        seen = mine.saving.look()
        assert seen is not None and mine.saving.take(seen) is not None
        assert mine.saving.alarm
        mine.path.write_bytes(content)
        seen = mine.saving.look()
        assert seen is not None and mine.saving.take(seen) is not None
        assert not mine.saving.alarm and mine.saving.words == "saved"
        assert mine.saving.look() is None


def test_nothing_is_said_to_be_saved_while_it_is_put_back(
    desks: Callable[[], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = desks()
    for start in range(10):
        mine.tag(start, start + 3)
    assert mine.saving.finish()
    mine.saving.take_news()
    page = json.loads(mine.path.read_bytes())
    page["items"] = page["items"][:3]
    mine.path.write_text(json.dumps(page), encoding="utf-8")
    monkeypatch.setattr(saver, "PAUSE", 60.0)
    mine.saving.put_back()
    assert mine.saving.words == "saving…" and not mine.saving.is_clean
    # What is seen meanwhile is not taken in: it would be taken for what was deleted here.
    assert mine.saving.look() is None
    assert mine.saving.finish()


def test_what_is_no_longer_on_the_disk_is_among_the_backups(desks: Callable[[], Desk], home: Path) -> None:
    first = desks()
    for start in range(10):
        first.tag(start, start + 3)
    assert first.saving.close()
    content = first.path.read_bytes()

    backups = Backups(home / "state" / "tui-reader" / FOLDER_OF_BACKUPS, first.path)

    def kept() -> list[bytes]:
        return [backup.content() for backup in backups.all()]

    before = kept()
    mine = desks()
    first.path.unlink()
    seen = mine.saving.look()
    assert seen is not None and mine.saving.take(seen) is not None
    # Whoever ends now has the only copy.
    assert mine.saving.close()
    assert len(kept()) == len(before) + 1
    assert json.loads(kept()[-1])["items"] == json.loads(content)["items"]


def test_what_has_to_be_searched_for_is_left_to_a_look(desks: Callable[[], Desk]) -> None:
    mine, theirs = desks(), desks()
    theirs.tag(4, 10, "Source")
    assert theirs.saving.finish()
    page = json.loads(mine.path.read_bytes())
    # Made on another version of the document, in which it stood further on.
    selectors = page["items"][0]["target"]["selector"]
    selectors[1].update(start=104, end=110)
    mine.path.write_text(json.dumps(page), encoding="utf-8")
    mine.tag(0, 3)
    assert mine.saving.finish()
    # That would be done while the person waits.
    assert mine.saving.take_news() is None
    seen = mine.saving.look()
    assert seen is not None and seen.layer is not None
    news = mine.saving.take(seen)
    assert news is not None and len(news.difference.added) == 1
    assert [entry.quote for entry in mine.session.entries] == ["قال", "الوزير"]
    assert mine.saving.words == "saved" and mine.saving.look() is None


def test_what_cannot_be_kept_is_not_said_to_be_a_backup(desks: Callable[[], Desk], home: Path) -> None:
    mine = desks()
    mine.tag(0, 3)
    assert mine.saving.finish()
    mine.saving.take_news()
    folder = home / "state" / "tui-reader" / FOLDER_OF_BACKUPS
    folder.write_bytes(b"a file where the folder should be")
    mine.path.unlink()
    assert mine.saving.look() is not None and not mine.saving.is_kept
    folder.unlink()
    assert mine.saving.look() is not None and mine.saving.is_kept
