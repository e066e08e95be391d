"""What is looked at in the background, in which order, and what is noticed of changes."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest
from folders import make_folder, name_of

from tui_reader.documents.library import Library
from tui_reader.session.library.looking import STEPS, Looking, News
from tui_reader.session.library.shelf import Shelf
from tui_reader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = 3 * STEPS


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """More documents than are listed at once, one of them with a set."""
    return make_folder(tmp_path, DOCUMENTS, sets=1)


@pytest.fixture
def shelf(texts: Path, tmp_path: Path) -> Shelf:
    """A shelf with the first document alone."""
    shelf = Shelf(Library([texts]), Settings(annotator="amal"), tmp_path / "cache")
    next(shelf.library.each_document())
    return shelf


def looking_at(shelf: Shelf) -> Looking:
    """One step a piece: by this clock, a second goes by with every look at it."""
    seconds = count()
    return Looking(shelf, clock=lambda: float(next(seconds)))


def finish(looking: Looking) -> list[News]:
    news = []
    while not looking.done:
        news.append(looking.piece())
    return news


def names(news: list[News]) -> list[str]:
    return [entry.name for piece in news for entry, _ in piece.details]


def test_everything_is_found_and_looked_at_once_in_order(shelf: Shelf) -> None:
    assert names(finish(looking_at(shelf))) == [name_of(number) for number in range(DOCUMENTS)]
    assert shelf.library.is_complete


def test_a_piece_does_no_more_than_its_time_allows(shelf: Shelf) -> None:
    looking = looking_at(shelf)
    before = len(shelf.library.entries)
    news = looking.piece(shelf.library.entries)
    assert len(news.details) == 1
    assert len(shelf.library.entries) == before
    looking.piece(shelf.library.entries)
    assert before < len(shelf.library.entries) <= before + STEPS


def test_rows_in_sight_come_first(shelf: Shelf) -> None:
    looking = looking_at(shelf)
    assert names([looking.piece(shelf.library.entries)]) == [name_of(0)]
    while not shelf.library.is_complete:
        looking.piece(shelf.library.entries[:2])
    in_sight = shelf.library.entries[-3:]
    seen = names([looking.piece(in_sight) for _ in range(4)])
    assert seen == [*(entry.name for entry in in_sight), name_of(1)]
    assert sorted([name_of(0), *seen, *names(finish(looking))]) == sorted(map(name_of, range(DOCUMENTS)))


def test_a_folder_that_is_as_it_was_is_not_read_again(
    shelf: Shelf, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_reader.documents.stamp.TICK_NS", -1_000_000_000)
    shelf.library = Library([texts])
    looking = looking_at(shelf)
    finish(looking)
    looking.look_for_changes(shelf.library.documents[4:6])
    news = finish(looking)
    assert names(news) == [name_of(4), name_of(5)]
    assert all(piece.library is None for piece in news)


@pytest.mark.parametrize("way", ["come back", "ask for it"])
def test_files_that_come_go_and_change_are_noticed(shelf: Shelf, texts: Path, way: str) -> None:
    looking = looking_at(shelf)
    finish(looking)
    (texts / name_of(3)).unlink()
    (texts / "text 5a.txt").write_text("جديد\n", encoding="utf-8")
    (texts / name_of(7)).write_text("متغير\n", encoding="utf-8")
    if way == "come back":
        looking.look_for_changes([])
    else:
        looking.read_anew()
    news = finish(looking)
    (library,) = [piece.library for piece in news if piece.library is not None]
    expected = [name_of(number) for number in range(DOCUMENTS) if number != 3]
    expected.insert(expected.index(name_of(5)) + 1, "text 5a.txt")
    assert [entry.name for entry in library.documents] == expected == names(news)
    titles = {entry.name: details.title for piece in news for entry, details in piece.details}
    assert (titles["text 5a.txt"], titles[name_of(7)]) == ("جديد", "متغير")


def test_a_set_that_has_come_is_counted_when_the_document_is_looked_at_again(shelf: Shelf, texts: Path) -> None:
    looking = looking_at(shelf)
    finish(looking)
    first = shelf.library.documents[0]
    own = texts.parent / "annotations" / f"{first.name}.amal.json"
    own.with_name(f"{first.name}.zayd.json").write_bytes(own.read_bytes())
    looking.look_again([first])
    (piece,) = finish(looking)
    ((_, details),) = piece.details
    assert (details.own, details.annotations) == (1, 3)


def test_a_folder_that_is_gone_is_reported_and_the_list_stays(shelf: Shelf, texts: Path) -> None:
    looking = looking_at(shelf)
    finish(looking)
    library = shelf.library
    texts.rename(texts.with_name("elsewhere"))
    looking.read_anew()
    assert [piece.problem for piece in finish(looking)] == [f"{texts}: no such file"]
    assert shelf.library is library
