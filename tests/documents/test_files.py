"""Reading files as documents, and refusing what cannot be one."""

from __future__ import annotations

import hashlib
import os
import re
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_text, prose, real_texts

from tui_reader.documents.decoded import DecodedDocument, newline_of
from tui_reader.documents.files import read_document
from tui_reader.errors import DocumentError, ExitCode
from tui_reader.text.span import Span

SEPARATORS = ["\n", "\r\n", "\r", "\x85", "\u2029", "\x1c", "\x1d", "\x1e"]
texts = st.lists(st.one_of(hostile_text, prose, st.sampled_from(SEPARATORS)), max_size=12).map("".join)


def document(text: str, name: str = "source.txt") -> DecodedDocument:
    return DecodedDocument(Path(name), text, fingerprint="0")


@given(texts)
def test_paragraphs_and_their_newlines_make_up_the_text(text: str) -> None:
    source = document(text)
    paragraphs = list(source.paragraphs())
    assert len(paragraphs) == source.paragraph_count >= 1
    bounds = [*(paragraph.start for paragraph in paragraphs), len(text)]
    for number, paragraph in enumerate(paragraphs):
        assert source.number_of(paragraph) == number + 1
        assert source.numbered(number + 1).start == paragraph.start
        rest = text[paragraph.end : bounds[number + 1]]
        assert text[paragraph.start : paragraph.end] == paragraph.text
        is_last = number + 1 == len(paragraphs)
        assert rest in {"\n", "\r\n", "\r", "\x85", "\u2029"} or (
            rest == "" and (is_last or paragraph.text[-1] in "\x1c\x1d\x1e")
        )
        assert not re.search("[\n\r\x85\u2029]|[\x1c-\x1e].", paragraph.text, re.DOTALL)


@given(texts)
def test_every_offset_lies_in_the_paragraph_that_it_is_said_to(text: str) -> None:
    source = document(text)
    starts = [paragraph.start for paragraph in source.paragraphs()]
    for offset in range(-2, len(text) + 3):
        expected = max((start for start in starts if start <= offset), default=0)
        assert source.paragraph_at(offset).start == expected


@given(texts, st.integers(-5, 60), st.integers(1, 30))
def test_pieces_join_to_the_text_from_their_start(text: str, start: int, size: int) -> None:
    pieces = list(document(text).pieces(start, size))
    assert "".join(piece for _, piece in pieces) == text[max(0, start) :]
    assert all(0 < len(piece) <= size and text[offset:].startswith(piece) for offset, piece in pieces)


@given(texts, st.integers(-5, 60), st.integers(-5, 60))
def test_a_slice_is_clipped_to_the_document(text: str, start: int, end: int) -> None:
    expected = "".join(character for offset, character in enumerate(text) if start <= offset < end)
    assert document(text).slice(Span(start, end)) == expected


def test_paragraphs_are_walked_from_anywhere_both_ways() -> None:
    source = document("أ\nب\nج\n")
    assert [paragraph.text for paragraph in source.paragraphs(2)] == ["ب", "ج"]
    assert [paragraph.text for paragraph in source.paragraphs(3, backwards=True)] == ["ب", "أ"]
    assert [paragraph.text for paragraph in source.paragraphs(9, backwards=True)] == ["ج", "ب", "أ"]
    assert [source.numbered(number).text for number in (-1, 1, 3, 9)] == ["أ", "أ", "ج", "ج"]


def test_line_separators_and_form_feeds_do_not_end_a_paragraph() -> None:
    assert document("أ\u2028ب\vج\fد").paragraph_count == 1
    assert [paragraph.text for paragraph in document("أ\x1cب\x1e").paragraphs()] == ["أ\x1c", "ب\x1e"]


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        ("سطر", "none"),
        ("سطر\n", "lf"),
        ("أ\r\nب\r\n", "crlf"),
        ("أ\rب", "cr"),
        ("أ\x85ب", "nel"),
        ("أ\u2029ب", "ps"),
        ("أ\r\nب\n", "mixed"),
        ("أ\r\nب\r", "mixed"),
        ("أ\x1eب", "none"),
    ],
)
def test_the_newlines_of_a_text_are_named(text: str, newline: str) -> None:
    assert newline_of(text) == newline
    assert document(text).newline == newline


@pytest.mark.parametrize("name", ["000_0dcc0fd3091f3b6a", "003_4ad2e9aeba37fcb1"])
def test_a_real_source_is_read_whole(name: str, tmp_path: Path) -> None:
    text = real_texts()[name]
    path = tmp_path / f"{name}.txt"
    path.write_bytes(text.encode())
    source = read_document(path)
    assert (source.encoding, source.newline, source.path) == ("utf-8", "lf", path)
    assert source.fingerprint == hashlib.sha256(path.read_bytes()).hexdigest()
    assert source.slice(Span(0, source.end)) == text
    assert text.startswith(source.title)
    assert path.read_bytes() == text.encode()


def test_a_name_that_is_not_utf8_is_a_name(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe3\xe1\xdd\n.txt"))
    path.write_text("نص", encoding="utf-8")
    assert read_document(path).title == "نص"


def test_a_blank_file_is_not_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "blank.txt"
    path.write_bytes(b" \n\t\n")
    source = read_document(path)
    assert (source.end, source.paragraph_count, source.title) == (4, 2, "")


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\xfe\xff"])
def test_an_empty_file_is_refused_with_or_without_a_byte_order_mark(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match="is empty") as raised:
        read_document(path)
    assert raised.value.exit_code == ExitCode.UNREADABLE


def refusal(path: Path) -> str:
    with pytest.raises(DocumentError) as raised:
        read_document(path)
    assert raised.value.path == path
    assert "\n" not in raised.value.reason
    return raised.value.reason


def test_what_is_not_a_readable_file_is_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "file.txt"
    file.write_text("نص", encoding="utf-8")
    broken = tmp_path / "broken.txt"
    broken.symlink_to("nothing")
    circle = tmp_path / "circle.txt"
    circle.symlink_to("circle.txt")
    assert refusal(tmp_path / "missing.txt") == "no such file"
    assert refusal(file / "inside.txt") == "no such file"
    assert refusal(tmp_path) == "is a folder"
    assert refusal(broken) == "is a link to a file that does not exist"
    assert refusal(circle).startswith("cannot be read (")
    assert refusal(tmp_path / ("n" * 300)).startswith("cannot be read (")
    assert refusal(Path("a\0b")) == "is not a possible file name"


def test_fifos_sockets_and_devices_are_refused_without_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fifo = tmp_path / "fifo.txt"
    os.mkfifo(fifo)
    assert refusal(fifo) == "is not a regular file"
    assert refusal(Path("/dev/null")) == "is not a regular file"
    # A socket's name is limited to about 100 bytes, which a temporary folder may exceed.
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        assert refusal(Path("socket.txt")) == "is not a regular file"


def test_a_file_without_read_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("نص", encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        # The superuser may read everything; the system is made to answer as it would anyone else.
        def denied(*_: object) -> int:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "open", denied)
    assert refusal(path) == "not readable (permission denied)"
