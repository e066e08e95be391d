"""The cluster at the caret: all of its code points, wherever it stands in whatever text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from readings import document_of, texts, widths
from strategies import displays

from tui_reader.documents.files import read_document
from tui_reader.session.inspecting import MOST_TAKEN_APART, inspect
from tui_reader.session.page import Page
from tui_reader.text.display import Display
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path


@given(texts, widths, displays, st.data())
def test_it_tells_of_the_code_points_that_a_step_of_the_caret_covers(
    text: str, width: int, display: Display, data: st.DataObject
) -> None:
    document = document_of(text)
    page = Page(document, width, display=display)
    caret = page.snapped(data.draw(st.integers(0, len(text))))
    found = inspect(page, caret)
    if found is None:
        assert caret == len(text)
        return
    covered = document.slice(Span(caret, page.after_cluster(caret))) or text[caret:]
    assert [chr(int(point.number[2:], 16)) for point in found.code_points] == list(covered)
    assert all(line.isascii() for line in found.lines())
    assert f"code point {caret}," in found.place


def test_what_is_sent_is_told_by_number_and_width() -> None:
    page = Page(document_of("سلَا"), 40)
    found = inspect(page, 1)
    assert found is not None
    assert [point.form for point in found.code_points] == ["medial", "", "final"]
    assert found.sent == "sent: U+FEFC U+064E (1 cell)"
    page.display = Display(joined=False)
    raw = inspect(page, 1)
    assert raw is not None
    assert raw.sent == "sent: U+0644 U+064E (1 cell)"


def test_a_newline_is_inspected_where_the_paragraph_ends() -> None:
    found = inspect(Page(document_of("ab\r\ncd"), 40), 2)
    assert found is not None
    assert [point.name for point in found.code_points] == ["CARRIAGE RETURN", "LINE FEED"]
    assert found.sent == "Nothing is sent"
    assert inspect(Page(document_of("ab"), 40), 2) is None


def test_a_heap_of_marks_is_counted_and_its_beginning_told() -> None:
    found = inspect(Page(document_of("a" + "\u0301" * 5000), 40), 0)
    assert found is not None
    assert (len(found.code_points), found.length) == (MOST_TAKEN_APART, 5001)
    assert f"and {5001 - MOST_TAKEN_APART} more code points" in found.lines()


def test_the_byte_in_the_file_is_told_where_the_document_stays_there(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    before = "سطر من النص\n" * 60_000
    path.write_text(f"\ufeff{before}abc", encoding="utf-8", newline="")
    document = read_document(path)
    page = Page(document, 40)
    offset = document.end - 2
    found = inspect(page, offset)
    assert found is not None
    assert found.place == f"code point not counted yet, column 1, byte {path.stat().st_size - 2}"
    document.count()
    counted = inspect(page, offset)
    assert counted is not None
    assert counted.place.startswith(f"code point {len(before) + 1}, paragraph 60001, column 1, byte ")


def test_levels_in_a_long_paragraph_are_those_of_the_whole() -> None:
    text = "\u2067abc " + "كلمة word " * 2000
    page = Page(document_of(text), 40)
    for offset in (2, 9_000, 15_004):
        found = inspect(page, offset)
        assert found is not None
        expected = 2 if "a" <= text[offset] <= "z" else 1
        assert found.code_points[0].level == expected
