"""Folders open and closed: what is seen, against an outline that goes through everything each time."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.documents.library import Library
from tui_reader.session.library.outline import Outline, Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ["a.txt", "m/b.txt", "m/c/d.txt", "m/c/e.txt", "m/f.txt", "m/x/g.txt", "n/h.txt", "n/o/p/i.txt", "z.txt"]
FOLDERS = ["", "m", "m/c", "m/x", "n", "n/o", "n/o/p"]


@pytest.fixture(scope="module")
def root() -> Iterator[Path]:
    """A folder three deep."""
    with tempfile.TemporaryDirectory() as name:
        for file in NAMES:
            path = Path(name) / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("نص\n", encoding="utf-8")
        yield Path(name)


def seen(outline: Outline) -> list[str]:
    return [str(outline.entry(place).path) for place in range(len(outline.seen))]


def seen_by_going_through(library: Library, count: int, closed: set[Path]) -> list[str]:
    entries = library.entries[:count]
    return [str(entry.path) for entry in entries if not any(above.path in closed for above in entry.above)]


@given(st.lists(st.tuples(st.sampled_from(["close", "open", "reveal", "find more"]), st.sampled_from(FOLDERS))))
def test_what_is_seen_is_what_is_in_no_closed_folder(root: Path, steps: list[tuple[str, str]]) -> None:
    library = Library([root])
    outline = Outline(library)
    closed: set[Path] = set()
    for step, name in steps:
        number = library.number_of(root / name)
        if step == "find more":
            library.read_on(3)
            before = outline.count
            assert outline.take_in() == (len(library.entries) > before)
        elif number is not None and number < outline.count:
            entry = library.entries[number]
            if step == "close":
                outline.close(entry)
                closed.add(entry.path)
            elif step == "open":
                outline.open(entry)
                closed.discard(entry.path)
            else:
                outline.reveal(entry.path)
                closed -= {above.path for above in entry.above}
        assert outline.closed == closed
        assert seen(outline) == seen_by_going_through(library, outline.count, closed)


def test_a_hidden_entry_is_where_the_closed_folder_is(root: Path) -> None:
    library = Library.find([root])
    outline = Outline(library, [root / "m", root / "m" / "c"])
    assert outline.place_of(root / "m" / "c" / "d.txt") == outline.place_of(root / "m") == 2
    assert outline.place_of(root / "nowhere") is None
    outline.reveal(root / "m" / "c" / "d.txt")
    assert str(root / "m" / "c" / "d.txt") in seen(outline)


def test_begun_documents_count_for_every_folder_they_are_in(root: Path) -> None:
    library = Library.find([root])
    outline = Outline(library)
    by_path = {entry.path: entry for entry in library.entries}
    outline.count_begun(by_path[root / "m" / "c" / "d.txt"], 1)
    outline.count_begun(by_path[root / "a.txt"], 1)
    outline.count_begun(by_path[root / "a.txt"], -1)
    assert outline.progress(by_path[root / "m" / "c"]) == Progress(1, 2)
    assert outline.progress(by_path[root / "m"]) == Progress(1, 5)
    assert outline.progress(by_path[root]) == Progress(1, 9)
    assert outline.progress(by_path[root / "n"]) == Progress(0, 2)
