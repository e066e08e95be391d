"""What the library and `list` know of documents without opening them."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from tui_reader import language
from tui_reader.documents.library import Library
from tui_reader.session.files.opening import open_reading
from tui_reader.session.files.saving import Saving
from tui_reader.session.library.shelf import Shelf
from tui_reader.settings import Settings
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

AMAL = Settings(annotator="amal")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A folder with a sub-folder: three documents, one of them empty."""
    folder = tmp_path / "texts"
    (folder / "more").mkdir(parents=True)
    (folder / "a.txt").write_text("قال الوزير ذلك\nسطر\n", encoding="utf-8")
    (folder / "more" / "b.md").write_text("# عنوان الفصل\n\nنص\n", encoding="utf-8")
    (folder / "z.txt").write_bytes(b"")
    return Shelf(Library.find([folder]), AMAL)


def test_titles_and_what_cannot_be_read(shelf: Shelf) -> None:
    details = {entry.path.name: shelf.look_at(entry) for entry in shelf.library.documents}
    assert details["a.txt"].title == "قال الوزير ذلك"
    assert details["b.md"].title == "عنوان الفصل"
    assert not details["z.txt"].readable
    assert "empty" in details["z.txt"].title


def test_annotations_of_all_sets_are_counted(shelf: Shelf) -> None:
    entry = next(entry for entry in shelf.library.documents if entry.path.name == "a.txt")
    opened_folder = shelf.opened_folder(entry.path)
    for annotator, spans in (("amal", [(0, 3), (4, 10)]), ("badria", [(0, 3)])):
        session = open_reading(entry.path, Settings(annotator=annotator), opened_folder).session
        saving = Saving(session, lambda: None)
        for span in spans:
            session.select(Span(*span))
            session.highlight_selection()
        assert saving.close()
    shelf.look_again()
    details = shelf.look_at(entry)
    assert (details.annotations, details.own) == (3, 2)
    counts = [(counted.annotator, counted.annotations, counted.links) for counted in shelf.account_of(entry).sets]
    assert counts == [("amal", 2, 0), ("badria", 1, 0)]
    words = [line.split("  ")[-2].strip() for line in list(shelf.account_of(entry).lines())[1:]]
    assert words == ["amal: 2 annotations, 0 links", "badria: 1 annotation, 0 links"]


def test_a_broken_set_is_accounted_for_with_its_fault(shelf: Shelf) -> None:
    entry = next(entry for entry in shelf.library.documents if entry.path.name == "a.txt")
    folder = entry.path.parent / "annotations"
    folder.mkdir()
    (folder / "a.txt.amal.json").write_bytes(b"{")
    (counted,) = shelf.account_of(entry).sets
    assert "JSON" in counted.problem
    assert shelf.look_at(entry).annotations == 0


def test_the_folder_a_document_was_opened_with(shelf: Shelf, tmp_path: Path) -> None:
    root = shelf.library.entries[0].path
    assert all(shelf.opened_folder(entry.path) == root for entry in shelf.library.documents)
    assert shelf.opened_folder(tmp_path / "elsewhere.txt") is None
    named = Shelf(Library.find([root / "a.txt"]), AMAL)
    assert named.opened_folder(root / "a.txt") is None


def test_an_account_is_json_and_lines_whatever_the_name(tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    path = os.fsencode(folder) + b"/\xff\x1b[31m.txt"
    with open(path, "wb") as file:  # noqa: PTH123 - a name that is not UTF-8
        file.write("نص\x1b[31m\n".encode())
    shelf = Shelf(Library.find([folder]), AMAL)
    (entry,) = shelf.library.documents
    account = shelf.account_of(entry)
    assert json.loads(json.dumps(account.as_json()))["title"]
    for line in account.lines():
        assert line.encode()
        assert "\x1b" not in line


def test_what_is_remembered_is_said_in_the_language_that_is_spoken_now(tmp_path: Path) -> None:
    folder, cache = tmp_path / "texts", tmp_path / "cache"
    folder.mkdir()
    (folder / "a.txt").write_bytes(bytes(range(256)) * 8)
    titles = []
    for spoken in ("ar", "en", "ar", "en"):
        language.use(spoken)
        shelf = Shelf(Library.find([folder]), AMAL, cache)
        titles.append(shelf.look_at(shelf.library.documents[0]).title)
        shelf.close()
    assert titles[0] == titles[2]
    assert titles[1] == titles[3]
    assert "binary" in titles[1]
    assert "binary" not in titles[0]
