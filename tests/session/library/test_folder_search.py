"""A search through all documents: what is found, what cannot be read, and where it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.documents.files import read_document
from tui_reader.session.library.folder_search import CONTEXT, MOST_IN_DOCUMENT, MOST_LINES, FolderSearch
from tui_reader.text.search import Query, QueryKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Shelf = Callable[..., list[Path]]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Puts texts on the disk, and gives their paths in order."""

    def put(*texts: str) -> list[Path]:
        paths = [tmp_path / f"{number}.txt" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_bytes(text.encode())
        return paths

    return put


def finished(paths: list[Path], query: Query) -> FolderSearch:
    """A search that has seen every document."""
    search = FolderSearch(paths, query)
    assert list(search.run())
    assert not search.running
    return search


def test_every_hit_stands_in_its_line_and_its_place(shelf: Shelf) -> None:
    paths = shelf("قال وقَالَ\nلا\n", "x", f"{'كلمة ' * 100}قال{' كلمة' * 100}\nقال")
    search = finished(paths, Query("قال"))
    assert [line.path for line in search.lines] == [paths[0], paths[0], paths[2], paths[2]]
    for line in search.lines:
        assert line.span is not None
        source = read_document(line.path).slice(line.span)
        assert line.text[line.hit.start : line.hit.end] == source
        assert "\n" not in line.text
        assert len(line.text) <= 3 * CONTEXT
    assert (search.count, search.documents_with_hits, search.documents_seen) == (4, 2, 3)
    assert search.words == "4 hits in 2 documents"
    assert finished(paths, Query("xyzzy")).words == "Nothing found"


def test_a_document_that_cannot_be_read_is_a_line_and_no_end(shelf: Shelf, tmp_path: Path) -> None:
    (before, behind) = shelf("قال", "قال")
    binary = tmp_path / "binary.txt"
    binary.write_bytes(bytes(range(256)) * 8)
    search = finished([before, tmp_path / "gone.txt", binary, behind], Query("قال"))
    assert [line.span is None for line in search.lines] == [False, True, True, False]
    assert search.lines[1].text == "no such file"
    assert search.count == 2


def test_however_much_is_found_few_lines_are_kept_and_all_is_counted(shelf: Shelf) -> None:
    documents = MOST_LINES // MOST_IN_DOCUMENT + 10
    search = finished(shelf(*["من\n" * (MOST_IN_DOCUMENT + 1)] * documents), Query("من"))
    assert len(search.lines) == MOST_LINES
    assert search.count == documents * (MOST_IN_DOCUMENT + 1)
    assert f"the first {MOST_LINES} are listed" in search.words


def test_a_cancelled_search_reads_no_further(shelf: Shelf) -> None:
    search = FolderSearch(shelf("قال", "قال", "قال"), Query("قال"))
    steps = search.run()
    next(steps)
    search.cancel()
    assert list(steps) == []
    assert not search.running
    assert search.count == 1
    assert "of 3 searched" in search.words


def test_an_expression_that_takes_too_long_ends_the_search_with_a_word(shelf: Shelf) -> None:
    search = finished(shelf("ابب", "ا" * 400 + "ج", "ابب"), Query("(ا|اا)+ب", QueryKind.REGEX))
    assert "too long" in search.words
    assert search.count == 1


@given(texts=st.lists(st.text(st.sampled_from("قال \nَـﻻ"), min_size=1, max_size=30), min_size=1, max_size=4))
@settings(max_examples=30)
def test_the_hits_are_those_of_each_document(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder, query = tmp_path_factory.mktemp("texts"), Query("ال")
    paths = [folder / f"{number}.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_bytes(text.encode())
    search = finished(paths, query)
    expected = [(path, span) for path, text in zip(paths, texts, strict=True) for span in query.find(text)]
    assert [(line.path, line.span) for line in search.lines] == expected
