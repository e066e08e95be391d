"""What counting has told is believed as long as the file is sure to be the same, and never otherwise."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_reader.documents import files
from tui_reader.documents.counting import Counts
from tui_reader.documents.files import read_document
from tui_reader.documents.in_file import FileDocument
from tui_reader.documents.packed_counts import packed, unpack
from tui_reader.session.files import kept_counts
from tui_reader.session.files.kept_counts import counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "قال الوزير \u202bإن\u202c الأسعار ارتفعت\nand then\r\n\n" * 4000
LATER = 10_000_000_000
"""Nanoseconds after which a stamp can be trusted."""


@pytest.fixture
def text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that stays in its place, and is large enough to have its counts kept."""
    monkeypatch.setattr(kept_counts, "LEAST", 0)
    monkeypatch.setattr(files, "DECODED_BYTES", 100)
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return path


@pytest.fixture
def count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[FileDocument, bool]]:
    """Counts a file in so many seconds from now; the document, and whether its text was gone through for that."""
    runs: list[Counts] = []
    run = Counts.run
    monkeypatch.setattr(Counts, "run", lambda counts, progress: runs.append(counts) or run(counts, progress))

    def do(path: Path, later: int = LATER, encoding: str | None = None) -> tuple[FileDocument, bool]:
        document = read_document(path, encoding)
        assert isinstance(document, FileDocument)
        before = len(runs)
        assert counted(document, lambda _: True, tmp_path / "cache", now=lambda: time.time_ns() + later)
        return document, len(runs) > before

    return do


def figures(document: FileDocument) -> tuple[object, ...]:
    counts = document.counts
    columns = (counts.places, counts.code_points, counts.paragraphs, counts.controlled)
    return (*map(list, columns), document.newline, document.fingerprint, document.damage, document.is_counted)


def test_a_file_is_gone_through_once_and_the_same_is_known_of_it_the_next_time(
    text: Path, count: Callable[..., tuple[FileDocument, bool]]
) -> None:
    first, was_read = count(text)
    again, was_read_again = count(text)
    assert was_read and not was_read_again
    assert figures(again) == figures(first)
    assert again.code_points.length == len(TEXT) and again.controlled


def test_what_has_changed_is_counted_anew_also_when_its_size_and_its_time_are_as_before(
    text: Path, count: Callable[..., tuple[FileDocument, bool]]
) -> None:
    count(text)
    status = text.stat()
    with text.open("r+b") as file:
        file.write("كال".encode())
    os.utime(text, ns=(status.st_atime_ns, status.st_mtime_ns))
    changed, was_read = count(text)
    assert was_read and text.stat().st_size == status.st_size
    assert changed.code_points.length == len(TEXT)
    other = text.with_name("other")
    other.write_bytes(text.read_bytes())
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(text)
    assert count(text)[1]


def test_a_file_that_was_just_written_is_not_believed_to_be_the_same(
    text: Path, count: Callable[..., tuple[FileDocument, bool]]
) -> None:
    assert count(text, later=0)[1]
    assert count(text)[1]
    assert not count(text)[1]


def test_another_encoding_counts_anew(text: Path, count: Callable[..., tuple[FileDocument, bool]]) -> None:
    count(text)
    document, was_read = count(text, encoding="windows-1256")
    assert was_read and document.code_points.length == len(TEXT.encode())


def test_a_damaged_cache_costs_the_counting_alone(
    text: Path, tmp_path: Path, count: Callable[..., tuple[FileDocument, bool]]
) -> None:
    (first, _), (kept,) = count(text), (tmp_path / "cache").iterdir()
    whole = kept.read_bytes()
    for damaged in (b"", whole[:-8], whole[:-1] + b"!", b"\n" * 9, whole.replace(b"tui-reader", b"tui-writer")):
        kept.write_bytes(damaged)
        document, was_read = count(text)
        assert was_read and figures(document) == figures(first)
    kept.unlink()
    kept.mkdir()
    assert count(text)[1]


def test_the_oldest_are_cleared_away(
    text: Path, tmp_path: Path, count: Callable[..., tuple[FileDocument, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_counts, "KEPT", 2)
    for number in range(4):
        other = text.with_name(f"{number}.txt")
        other.write_bytes(text.read_bytes())
        count(other)
    assert len(list((tmp_path / "cache").iterdir())) == 2
    assert not count(other)[1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_bytes_from_anywhere_are_counts_that_fit_or_nothing(text: Path, data: st.DataObject) -> None:
    document = read_document(text)
    assert isinstance(document, FileDocument)
    document.count()
    size = document.source.size
    content = bytearray(packed(document.counts))
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    taken = bytes(content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content)
    counts = Counts(document.source)
    if unpack(counts, taken, size):
        assert counts.places[-1] == size and sorted(counts.places) == list(counts.places)
        assert len(counts.places) == len(counts.code_points) == len(counts.paragraphs)
    else:
        assert not counts.is_complete and list(counts.places) == [0]
