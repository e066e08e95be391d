"""Suspicious controls of a document: counted once it is counted, found from anywhere, in memory and in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import document_of

from tui_reader.documents.files import read_document
from tui_reader.documents.in_file import FileDocument
from tui_reader.errors import NotCounted
from tui_reader.session.trojan import TrojanWatch
from tui_reader.text.controls import Fault
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.documents.document import Document

FILLER = "سطر من النص لا شيء فيه\n"
LINES = ["a\u202eb\u202cc\n", "\u2067نص\u2069\n", "x\u2066y\n", "u\u202cv\u2069w\n", FILLER, "\u202a\u202e\u2069\n"]


def watched(document: Document) -> TrojanWatch:
    watch = TrojanWatch(document)
    for _ in watch.run():
        pass
    return watch


def places(watch: TrojanWatch, start: int) -> Iterator[int]:
    """Where one comes by going on and on, once round the document."""
    seen: set[int] = set()
    while True:
        found = next(filter(None, watch.look_forward(start)), None)
        if found is None or found[0] in seen:
            return
        seen.add(found[0])
        yield found[0]
        start = found[0] + 1


@pytest.fixture
def large(tmp_path: Path) -> FileDocument:
    path = tmp_path / "large.txt"
    path.write_text(FILLER * 40_000 + LINES[0] + FILLER * 40_000 + LINES[3], encoding="utf-8", newline="")
    document = read_document(path)
    assert isinstance(document, FileDocument)
    return document


@given(st.lists(st.sampled_from(LINES), max_size=12).map("".join), st.data())
def test_one_goes_round_all_that_is_counted(text: str, data: st.DataObject) -> None:
    document = document_of(text)
    watch = watched(document)
    everything = watch.between(Span(0, document.end))
    start = data.draw(st.integers(0, document.end))
    offsets = [offset for offset, _ in everything]
    round_trip = [o for o in offsets if o >= start] + [o for o in offsets if o < start]
    assert list(places(watch, start)) == round_trip
    told = watch.words(Span(0, 0))
    assert sum(int(part.split()[0]) for part in told.split(", ") if part) == len(offsets)


def test_the_words_say_how_many_of_what() -> None:
    assert watched(document_of(FILLER)).words(Span(0, 0)) == ""
    assert watched(document_of(LINES[0])).words(Span(0, 0)) == "1 override"
    assert watched(document_of(LINES[0] * 2 + LINES[3])).words(Span(0, 0)) == "2 overrides, 2 unopened controls"


def test_a_paragraph_ends_what_is_open_in_it() -> None:
    watch = watched(document_of("a\u2067b\nc\u2069d\n"))
    assert [fault for _, fault in watch.between(Span(0, 10))] == [Fault.UNCLOSED, Fault.UNOPENED]


def test_before_the_counting_only_what_is_in_sight_is_told(large: FileDocument) -> None:
    watch = TrojanWatch(large)
    with pytest.raises(NotCounted):
        next(watch.run())
    begin = len((FILLER * 40_000).encode())
    assert watch.words(Span(0, 500)) == ""
    assert watch.words(Span(begin - 200, begin + 200)) == "1 override"
    assert next(filter(None, watch.look_forward(0))) == (begin + 1, Fault.OVERRIDE)


def test_what_the_counting_noted_is_all_that_is_looked_at(large: FileDocument) -> None:
    large.count()
    assert 1 <= len(large.controlled) <= 3
    with patch.object(large, "window", wraps=large.window) as window:
        watch = watched(large)
    read = sum(call.args[1] - call.args[0] for call in window.call_args_list)
    assert watch.words(Span(0, 0)) == "1 override, 2 unopened controls"
    assert read < large.end / 2


def test_counting_again_forgets_what_was_noted(large: FileDocument) -> None:
    assert not large.count(lambda part: part < 0.3)
    assert large.count()
    assert watched(large).words(Span(0, 0)) == "1 override, 2 unopened controls"


def test_a_text_full_of_them_is_counted_up_to_a_limit() -> None:
    assert watched(document_of("\u202ea\u202c" * 30_000)).words(Span(0, 0)) == "at least 30000 overrides"


def test_what_belongs_together_in_a_long_paragraph_is_found(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("\u2067" + "كلمة " * 4000 + "\u2069 \u202e " + "كلمة " * 100_000, encoding="utf-8", newline="")
    document = read_document(path)
    document.count()
    assert watched(document).words(Span(0, 0)) == "1 override"
