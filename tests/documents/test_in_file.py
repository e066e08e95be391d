"""A document that stays in its file says what one in memory says, wherever windows, batches and paragraphs are cut."""

from __future__ import annotations

import os
import threading
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_text, prose

from tui_reader.documents import byte_text, counting, files, in_file
from tui_reader.documents.byte_text import ByteText, coding_of
from tui_reader.documents.decoded import DecodedDocument
from tui_reader.documents.files import read_document
from tui_reader.documents.in_file import FileDocument
from tui_reader.documents.packed_counts import packed, unpack
from tui_reader.errors import NotCounted
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

SEPARATORS = ["\n", "\r\n", "\r", "\x85", "\u2029", "\x1c", "\x1d", "\x1e"]
without_surrogates = hostile_text.map(lambda text: text.encode("utf-8", "ignore").decode())
texts = st.lists(st.one_of(prose, without_surrogates, st.sampled_from(SEPARATORS)), min_size=1, max_size=12)
texts = texts.map("".join).filter(bool)
windows = st.sampled_from([4, 7, 16, 64])
UNBOUNDED = 1 << 24


@contextmanager
def small(window: int, max_paragraph: int = UNBOUNDED) -> Iterator[None]:
    """Windows of a few bytes, so that short texts are cut everywhere."""
    with ExitStack() as stack:
        for module, name, value in (
            (byte_text, "WINDOW", window),
            (counting, "WINDOW", window),
            (in_file, "WINDOW", window),
            (in_file, "_COLUMN_STEP", window),
            (in_file, "_LONG_BYTES", 24),
            (byte_text, "MAX_PARAGRAPH", max_paragraph),
            (in_file, "MAX_PARAGRAPH", max_paragraph),
        ):
            stack.enter_context(patch.object(module, name, value))
        yield


def in_a_file(content: bytes, encoding: str = "utf-8", origin: int = 0) -> FileDocument:
    coding = coding_of(encoding)
    assert coding is not None
    descriptor = os.memfd_create("document")
    os.write(descriptor, content)
    return FileDocument(Path("source.txt"), ByteText(descriptor, coding, origin))


def in_a_file_counted(content: bytes) -> FileDocument:
    document = in_a_file(content)
    assert document.count()
    return document


def offsets_of(document: FileDocument) -> list[int]:
    """The offset of every code point, newlines included, and of the end."""
    found = []
    for paragraph in document.paragraphs():
        here = document.paragraph_at(paragraph.start)
        newline = document.source.text(here.text_stop, here.stop)
        found += [paragraph.start + column for column in range(paragraph.length + len(newline))]
    return [*found, document.end]


@given(texts, windows)
def test_paragraphs_are_those_of_the_text_both_ways(text: str, window: int) -> None:
    expected = [paragraph.text for paragraph in DecodedDocument(Path("x.txt"), text).paragraphs()]
    with small(window):
        document = in_a_file(text.encode())
        assert [paragraph.text for paragraph in document.paragraphs()] == expected
        backwards = document.paragraphs(document.end, backwards=True)
        assert [paragraph.text for paragraph in backwards] == expected[::-1]


@given(texts, windows, st.sampled_from([UNBOUNDED, 32, 64]))
def test_every_offset_ascends_and_leads_back_to_its_code_point(text: str, window: int, max_paragraph: int) -> None:
    with small(window, max_paragraph):
        document = in_a_file(text.encode())
        offsets = offsets_of(document)
        assert len(offsets) == len(text) + 1
        assert offsets == sorted(set(offsets))
        assert document.count()
        for code_point, offset in enumerate(offsets):
            assert document.code_point_of(offset) == code_point
            assert document.offset_of(code_point) == offset
            assert document.place_of(offset) == len(text[:code_point].encode())


@given(texts, windows, st.data())
def test_a_slice_is_the_text_between(text: str, window: int, data: st.DataObject) -> None:
    with small(window):
        document = in_a_file(text.encode())
        offsets = offsets_of(document)
        start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        assert document.slice(Span(offsets[start], offsets[end])) == text[start:end]
        assert document.count()
        assert document.code_points.slice(Span(start, end)) == text[start:end]
        assert "".join(piece for _, piece in document.code_points.pieces(start, 5)) == text[start:]


@given(texts, windows)
def test_counted_it_says_what_a_document_in_memory_says(text: str, window: int) -> None:
    expected = DecodedDocument(Path("source.txt"), text)
    with small(window):
        document = in_a_file(text.encode())
        assert document.count()
        assert document.code_points.length == expected.length
        assert (document.newline, document.fingerprint) == (expected.newline, expected.fingerprint)
        assert (document.title, document.paragraph_count) == (expected.title, expected.paragraph_count)
        numbers = [document.number_of(paragraph) for paragraph in document.paragraphs()]
        assert numbers == list(range(1, document.paragraph_count + 1))
        for number, paragraph in enumerate(document.paragraphs(), 1):
            assert document.numbered(number).start == paragraph.start


@given(texts, windows, st.sampled_from(["windows-1256", "iso-8859-6", "us-ascii", "koi8-r"]))
def test_encodings_with_one_byte_a_character_are_read_alike(text: str, window: int, encoding: str) -> None:
    content = text.encode(encoding, "ignore") or b"x"
    expected = DecodedDocument(Path("x.txt"), content.decode(encoding), encoding)
    with small(window):
        document = in_a_file(content, encoding)
        assert [paragraph.text for paragraph in document.paragraphs()] == [p.text for p in expected.paragraphs()]
        assert document.count()
        assert (document.code_points.length, document.newline) == (expected.length, expected.newline)


@given(st.binary(min_size=1, max_size=200), windows)
def test_damaged_bytes_are_characters_like_others(content: bytes, window: int) -> None:
    with small(window):
        document = in_a_file(content)
        offsets = offsets_of(document)
        assert document.count()
        assert document.code_points.length == len(content.decode("utf-8", "surrogateescape")) == len(offsets) - 1
        assert [document.code_point_of(offset) for offset in offsets] == list(range(len(offsets)))
        try:
            content.decode()
        except UnicodeDecodeError as error:
            assert f"at byte {error.start})" in document.damage
        else:
            assert document.damage == ""


def test_what_is_not_counted_yet_is_said_not_to_be_known() -> None:
    document = in_a_file("أ\nب\nج".encode())
    assert not document.is_counted
    with small(4):
        numbers = [document.number_of(paragraph) for paragraph in document.paragraphs()]
    assert numbers == [1, 2, None], "those on the first screen are known all the same"
    for ask in (
        lambda: document.fingerprint,
        lambda: document.newline,
        lambda: document.code_points,
        lambda: document.code_point_of(3),
        lambda: document.offset_of(2),
        lambda: document.numbered(3),
    ):
        with pytest.raises(NotCounted):
            ask()


def test_counting_goes_on_as_long_as_it_is_let() -> None:
    with small(16):
        document = in_a_file("سطر\n".encode() * 100)
        told: list[float] = []
        assert not document.count(lambda part: told.append(part) or len(told) < 3)
        assert not document.is_counted
        assert document.count()
        assert document.paragraph_count == 100
    assert told == sorted(told)


def test_threads_that_count_at_the_same_time_count_once_and_spoil_nothing() -> None:
    content = "سطر\n".encode() * 100
    with small(16):
        document = in_a_file(content)
        began, goes_on = threading.Event(), threading.Event()

        def slow(part: float) -> bool:
            began.set()
            return goes_on.wait(30)

        counted: list[bool] = []
        first = threading.Thread(target=lambda: counted.append(document.count(slow)))
        first.start()
        assert began.wait(30)
        waiting = document.counts.counted_to
        assert not document.count(lambda _: False), "who waits can give up"
        second = threading.Thread(target=lambda: counted.append(document.count()))
        second.start()
        assert not unpack(document.counts, packed(in_a_file_counted(content).counts), len(content))
        assert document.counts.counted_to == waiting
        goes_on.set()
        first.join()
        second.join()
        assert counted == [True, True]
        assert document.counts.places == in_a_file_counted(content).counts.places


def test_who_waits_counts_where_the_other_thread_is_stopped() -> None:
    with small(16):
        document = in_a_file("سطر\n".encode() * 100)
        began, stops = threading.Event(), threading.Event()
        first = threading.Thread(target=lambda: document.count(lambda _: began.set() or not stops.wait(30)))
        first.start()
        assert began.wait(30)

        def told(part: float) -> bool:
            stops.set()
            return True

        assert document.count(told) and document.paragraph_count == 100
        first.join()


@given(texts, windows, st.data())
def test_what_stands_around_places_is_the_text_however_far_it_reaches(
    text: str, window: int, data: st.DataObject
) -> None:
    with small(window):
        document = in_a_file(text.encode())
        assert document.count()
        for _ in range(5):
            start = data.draw(st.integers(0, len(text)))
            end = data.draw(st.integers(start, len(text)))
            assert document.code_points.slice(Span(start, end)) == text[start:end]


def test_a_file_made_shorter_meanwhile_shows_nothing_where_its_text_was() -> None:
    content = "فقرة\n".encode() * 40_000
    descriptor = os.memfd_create("document")
    os.write(descriptor, content)
    coding = coding_of("utf-8")
    assert coding is not None
    document = FileDocument(Path("source.txt"), ByteText(descriptor, coding, 0))
    os.ftruncate(descriptor, 90)
    assert document.paragraph_at(document.end).text == ""
    assert not document.is_intact
    assert not document.count(), "what is counted now is not what was opened"


def test_large_files_stay_where_they_are(tmp_path: Path) -> None:
    text = "قال الوزير إن الأسعار ارتفعت.\r\n" * 20
    path = tmp_path / "large.txt"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    with patch.object(files, "DECODED_BYTES", 100):
        document = read_document(path)
    assert isinstance(document, FileDocument)
    assert document.paragraph_at(0).text == "قال الوزير إن الأسعار ارتفعت."
    assert document.count()
    small_one = read_document(path)
    assert isinstance(small_one, DecodedDocument)
    assert (document.fingerprint, document.newline) == (small_one.fingerprint, "crlf")
    assert document.code_points.length == small_one.length == len(text)


def test_large_files_in_wide_encodings_are_decoded(tmp_path: Path) -> None:
    path = tmp_path / "wide.txt"
    path.write_bytes(("نص عربي\n" * 50).encode("utf-16"))
    with patch.object(files, "DECODED_BYTES", 100):
        document = read_document(path)
    assert isinstance(document, DecodedDocument)
    assert document.paragraph_count == 50


@given(texts, windows)
def test_parts_of_the_file_ascend_and_are_found_again(text: str, window: int) -> None:
    with small(window):
        document = in_a_file(text.encode())
        offsets = offsets_of(document)
        parts = [document.part_before(offset) for offset in offsets]
        assert parts == sorted(parts)
        assert (parts[0], parts[-1]) == (0.0, 1.0)
        for offset, part in zip(offsets, parts, strict=True):
            # A float may fall short of a place by less than one.
            found = document.offset_behind(part + 0.5 / len(text.encode()))
            assert document.place_of(found) == document.source.aligned(document.place_of(offset))


@given(texts, windows)
def test_a_window_knows_the_offset_of_each_of_its_characters(text: str, window: int) -> None:
    with small(window):
        document = in_a_file(text.encode())
        offsets = offsets_of(document)
        first, last = len(text) // 3, 2 * len(text) // 3
        piece = document.window(offsets[first], offsets[last], 5)
        assert piece.text.startswith(text[first:last])
        assert piece.encoded.decode() == piece.text
        found = [piece.offset(place) for place in range(len(piece.text) + 1)]
        assert found[: last - first] == offsets[first:last]


def test_where_the_last_paragraph_begins_is_sought_once(monkeypatch: pytest.MonkeyPatch) -> None:
    document = in_a_file(("كلمة " * 400_000).encode())
    assert document.paragraph_at(document.end).start == 0
    read: list[int] = []
    pread = os.pread

    def counted(descriptor: int, length: int, place: int) -> bytes:
        read.append(length)
        return pread(descriptor, length, place)

    monkeypatch.setattr(os, "pread", counted)
    for _ in range(3):
        assert document.paragraph_at(0).start == document.paragraph_at(document.end).start == 0
    assert not read


@given(text=texts, window=windows, data=st.data())
def test_numbers_do_not_depend_on_the_order_in_which_they_are_asked_for(
    text: str, window: int, data: st.DataObject
) -> None:
    with small(window):
        document = in_a_file(text.encode())
        assert document.count()
        paragraphs = list(enumerate(document.paragraphs(), 1))
        for number, paragraph in data.draw(st.permutations(paragraphs)):
            assert document.number_of(paragraph) == number
