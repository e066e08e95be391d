"""Reading places between runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.session.state import REMEMBERED, ReadingPlace, ReadingState

if TYPE_CHECKING:
    from pathlib import Path


def test_a_place_is_there_in_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "state" / "places.json"
    ReadingState(path).remember(tmp_path / "a.txt", ReadingPlace(12, 40))
    assert ReadingState(path).place_of(tmp_path / "a.txt") == ReadingPlace(12, 40)
    assert ReadingState(path).place_of(tmp_path / "b.txt") is None


def test_a_document_is_known_by_whatever_way_leads_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "link.txt").symlink_to("a.txt")
    state = ReadingState(tmp_path / "places.json")
    state.remember(tmp_path / "a.txt", ReadingPlace(3, 4))
    monkeypatch.chdir(tmp_path)
    for path in ("a.txt", "link.txt", "./x/../a.txt"):
        assert state.place_of(tmp_path / path) == ReadingPlace(3, 4)
        assert ReadingState(tmp_path / "places.json").place_of((tmp_path / path).relative_to(tmp_path)) is not None


def test_two_windows_keep_each_others_places(tmp_path: Path) -> None:
    one, two = ReadingState(tmp_path / "places.json"), ReadingState(tmp_path / "places.json")
    one.remember(tmp_path / "a.txt", ReadingPlace(1, 1))
    two.remember(tmp_path / "b.txt", ReadingPlace(2, 2))
    fresh = ReadingState(tmp_path / "places.json")
    assert fresh.place_of(tmp_path / "a.txt") == ReadingPlace(1, 1)
    assert fresh.place_of(tmp_path / "b.txt") == ReadingPlace(2, 2)


def test_the_latest_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "places.json"
    places = {str(tmp_path / f"{number}.txt"): [number, number] for number in range(REMEMBERED)}
    path.write_text(json.dumps({"places": places}), encoding="utf-8")
    ReadingState(path).remember(tmp_path / "new.txt", ReadingPlace(7, 7))
    fresh = ReadingState(path)
    assert fresh.place_of(tmp_path / "new.txt") == ReadingPlace(7, 7)
    assert fresh.place_of(tmp_path / "0.txt") is None
    assert fresh.place_of(tmp_path / "1.txt") == ReadingPlace(1, 1)


def test_an_unchanged_place_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "places.json"
    ReadingState(path).remember(tmp_path / "a.txt", ReadingPlace(1, 1))
    before = path.stat()
    ReadingState(path).remember(tmp_path / "a.txt", ReadingPlace(1, 1))
    now = path.stat()
    assert (now.st_ino, now.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b'{"places": 5}',
        b'{"places": {"/a.txt": [1]}}',
        b'{"places": {"/a.txt": [-1, 2]}}',
        b'{"places": {"/a.txt": [true, 2]}}',
        b'{"places": {"/a.txt": [1.5, 2]}}',
        b"[" * 100_000,
    ],
)
def test_a_broken_file_costs_a_place_and_no_more(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "places.json"
    path.write_bytes(content)
    state = ReadingState(path)
    assert state.place_of(tmp_path / "a.txt") is None
    state.remember(tmp_path / "a.txt", ReadingPlace(1, 2))
    assert ReadingState(path).place_of(tmp_path / "a.txt") == ReadingPlace(1, 2)


def test_a_file_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    state = ReadingState(tmp_path / "file" / "places.json")
    state.remember(tmp_path / "a.txt", ReadingPlace(1, 2))
    assert state.place_of(tmp_path / "a.txt") == ReadingPlace(1, 2)


@given(st.binary(max_size=60))
def test_no_bytes_are_too_odd(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "odd-places.json"
    path.write_bytes(content)
    ReadingState(path)
