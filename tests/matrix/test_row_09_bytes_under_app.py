"""Row 9, before anybody has noticed: a document that stays in its file is asked while that is written over.

Whatever becomes of the file, nothing is raised, and no text is shown where it does not stand: what is no longer known
is empty. How files are read in windows is tested in `tests/documents/test_in_file.py`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from naive.not_looking import TrustingBytes

from tui_reader.documents import byte_text, counting, in_file
from tui_reader.documents.byte_text import ByteText, coding_of
from tui_reader.documents.in_file import FileDocument
from tui_reader.session.page import Page
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    Bytes: TypeAlias = Callable[..., ByteText]

OLD = "\n".join(f"line {number:04} is as it was" for number in range(400)).encode() + b"\n"
LENGTH = len(b"line 0000 is as it was\n")
KEPT = {line.decode() for line in OLD.splitlines()}

contents = st.one_of(
    st.binary(max_size=200),
    st.just(OLD.replace(b"as it was", b"another one")),
    st.integers(0, len(OLD)).map(lambda size: OLD[:size]),
    st.integers(1, len(OLD)).map(lambda size: OLD[size:]),
    st.integers(0, 50).map(lambda more: b"a new line\n" * more + OLD),
)
"""What a file may hold after it was written over."""


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows are small, so that most of a document is in none that is kept."""
    monkeypatch.setattr(byte_text, "WINDOW", 256)
    monkeypatch.setattr(byte_text, "KEPT_WINDOWS", 3)
    monkeypatch.setattr(in_file, "WINDOW", 256)
    monkeypatch.setattr(counting, "WINDOW", 256)
    monkeypatch.setattr(in_file, "_LONG_BYTES", 400)


def opened(path: Path, bytes_of: Bytes) -> FileDocument:
    """A document over an open file that was left alone for long."""
    path.write_bytes(OLD)
    os.utime(path, ns=(0, 0))
    coding = coding_of("utf-8")
    assert coding is not None
    return FileDocument(Path("source.txt"), bytes_of(os.open(path, os.O_RDONLY), coding, 0))


def check_no_text_is_shown_elsewhere(path: Path, bytes_of: Bytes, looked_at: list[int], content: bytes) -> None:
    """Reads all over a document that is written over: what is shown of a line is that line, or nothing."""
    document = opened(path, bytes_of)
    for number in looked_at:
        assert document.paragraph_at(number * LENGTH).text == f"line {number:04} is as it was"
    document.count()
    path.write_bytes(content)
    page = Page(document, 40)
    for number in range(0, 400, 7):
        start = number * LENGTH
        shown = document.slice(Span(start, start + LENGTH)).strip()
        assert shown in ("", f"line {number:04} is as it was")
        assert document.paragraph_at(start).text.strip() in {*KEPT, ""}
        page.line(page.place_of(start))
        page.next_word(start)
    for offset in (0, document.end // 2, document.end):
        document.number_of(document.paragraph_at(offset))
        document.code_points.slice(Span(offset, offset + 100))
        document.offset_of(document.code_point_of(offset))
        document.window(offset, document.end, 50).offset(0)
    assert document.numbered(200) is not None
    assert document.is_intact == (content == OLD)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 399), max_size=4), contents.filter(lambda content: content != OLD))
def test_no_text_is_shown_where_it_does_not_stand(
    tmp_path_factory: pytest.TempPathFactory, looked_at: list[int], content: bytes
) -> None:
    path = tmp_path_factory.mktemp("file") / "source.txt"
    # What only grew is as it was.
    if not content.startswith(OLD):
        check_no_text_is_shown_elsewhere(path, ByteText, looked_at, content)


def test_who_trusts_the_file_shows_other_text(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        check_no_text_is_shown_elsewhere(tmp_path / "source.txt", TrustingBytes, [0], b"a new line\n" * 3 + OLD)


def test_a_file_that_grows_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "source.txt"
    document = opened(path, ByteText)
    for number in range(5):
        with path.open("ab") as log:
            log.write(b"an entry\n" * number)
        assert document.slice(Span(200 * LENGTH, 201 * LENGTH)) == "line 0200 is as it was\n"
        assert document.is_intact
    assert document.count()
    assert document.code_points.length == len(OLD)


def test_a_file_that_is_replaced_or_deleted_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "source.txt"
    document = opened(path, ByteText)
    (tmp_path / "new").write_bytes(b"other text\n" * 500)
    (tmp_path / "new").replace(path)
    path.unlink()
    assert document.is_intact
    assert document.count()
    assert document.slice(Span(300 * LENGTH, 301 * LENGTH)) == "line 0300 is as it was\n"


def test_what_is_written_over_while_it_is_counted_is_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "source.txt"
    document = opened(path, ByteText)
    done: list[float] = []

    def progress(part: float) -> bool:
        done.append(part)
        if len(done) == 3:
            path.write_bytes(OLD[::-1])
        return True

    assert not document.count(progress)
    assert not document.is_counted


def test_a_disk_that_fails_shows_nothing_and_raises_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = opened(tmp_path / "source.txt", ByteText)

    def failing(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(byte_text.os, "pread", failing)
    assert document.slice(Span(300 * LENGTH, 301 * LENGTH)).strip() == ""
    assert not document.is_intact
