"""A place is found again in another version of its document, by what stands there; or is as far down as it was."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.documents import files
from tui_reader.documents.decoded import DecodedDocument
from tui_reader.documents.files import read_document
from tui_reader.documents.in_file import FileDocument
from tui_reader.session.files.same_place import SamePlaces
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from tui_reader.documents.document import Document

SOURCE = Path("seeds/doc.txt")
LINES = [f"سطر {number} قال الوزير إن الأسعار {number * 7919 % 1000} ارتفعت" for number in range(60)]
"""Lines that are all different."""
edits = st.lists(
    st.tuples(st.sampled_from(["insert", "delete", "replace"]), st.integers(0, 59), st.text("نص جديد\n", min_size=1)),
    max_size=6,
)


def edited(lines: list[str], changes: list[tuple[str, int, str]], kept: int) -> tuple[list[str], int]:
    """Lines after some changes, of which none is to the line that is kept; and where that one is then."""
    marked = [(line, number == kept) for number, line in enumerate(lines)]
    for kind, where, text in changes:
        place = where % len(marked)
        if kind == "insert":
            marked.insert(place, (text, False))
        elif not marked[place][1]:
            if kind == "delete":
                del marked[place]
            else:
                marked[place] = (text, False)
    return [line for line, _ in marked], next(n for n, (_, is_kept) in enumerate(marked) if is_kept)


def memory(text: str) -> Document:
    return DecodedDocument(SOURCE, text)


@given(edits, st.integers(0, 59), st.integers(0, 20))
def test_a_line_that_is_still_there_is_found_however_the_others_changed(
    changes: list[tuple[str, int, str]], kept: int, column: int
) -> None:
    after, place = edited(LINES, changes, kept)
    old, new = memory("\n".join(LINES) + "\n"), memory("\n".join(after) + "\n")
    start = sum(len(line) + 1 for line in LINES[:kept])
    expected = sum(len(line) + 1 for line in after[:place]) + column
    assert SamePlaces(old, new).find(start + column) == (expected, True)


@pytest.mark.parametrize("in_place", [False, True], ids=["replaced", "written over"])
@settings(max_examples=25)
@given(edits, st.integers(0, 59))
def test_the_same_in_a_file(
    in_place: bool, tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, int, str]], kept: int
) -> None:
    path = tmp_path_factory.mktemp("file") / "doc.txt"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    os.utime(path, ns=(0, 0))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DECODED_BYTES", 0)
        old = read_document(path)
        offset = list(old.paragraphs())[kept].start + 5
        after, place = edited(LINES, changes, kept)
        content = ("\n".join(after) + "\n").encode()
        if in_place:
            path.write_bytes(content)
            assert not old.is_intact
        else:
            (path.parent / "new").write_bytes(content)
            (path.parent / "new").replace(path)
        new = read_document(path)
        assert isinstance(old, FileDocument)
        assert isinstance(new, FileDocument)
        paragraph = list(new.paragraphs())[sum(line.count("\n") + 1 for line in after[:place])]
        found = SamePlaces(old, new).find(offset)
    assert found == (paragraph.start + 5, True)


def test_between_lines_that_are_all_alike_it_is_counted_from_the_end_that_stayed() -> None:
    old = memory("قال\n" * 100)
    assert SamePlaces(old, memory("عنوان جديد\n" + "قال\n" * 100)).find(200) == (200 + 11, True)
    assert SamePlaces(old, memory("قال\n" * 100 + "خاتمة\n")).find(200) == (200, True)


def test_the_end_of_a_file_that_grows_is_where_it_was() -> None:
    old = memory("سطر أول\nسطر ثان\n")
    assert SamePlaces(old, memory("سطر أول\nسطر ثان\nسطر ثالث\n")).find(old.end) == (old.end, True)


def test_a_line_whose_vowel_signs_were_written_is_found() -> None:
    old = memory("مقدمة\nقال الوزير إن الأسعار ارتفعت هذا العام\nخاتمة\n")
    new = memory("مقدمة طويلة جدا\nقَالَ الوَزِيرُ إِنَّ الأَسْعَارَ ارْتَفَعَتْ هذا العام\nخاتمة أخرى\n")
    assert SamePlaces(old, new).find(6) == (16, True)


def test_where_a_line_is_gone_the_one_below_is_shown() -> None:
    lines = LINES[:20]
    old = memory("\n".join(lines))
    new = memory("\n".join([*LINES[30:33], *lines[:9], *lines[11:], "ذيل"]))
    found = SamePlaces(old, new).find(old.slice(Span(0, old.end)).index(lines[10]))
    assert found.by_text
    assert new.paragraph_at(found.offset).text == lines[11]


def test_where_all_is_other_text_it_is_as_far_down() -> None:
    old, new = memory("قديم كله\n" * 100), memory("brand new\n" * 200)
    found = SamePlaces(old, new).find(450)
    assert not found.by_text
    assert abs(found.offset - 1000) <= 10


def test_a_selection_is_found_only_as_it_was() -> None:
    old = memory("قال الوزير: ارتفعت الأسعار\n")
    way = SamePlaces(old, memory("جديد\nقال الوزير: ارتفعت الأسعار\n"))
    assert way.find_span(Span(4, 10)) == Span(9, 15)
    way = SamePlaces(old, memory("جديد\nقال الرئيس: ارتفعت الأسعار\n"))
    assert way.find_span(Span(4, 10)) is None


@given(st.text("اب \n", max_size=80), st.text("اب \n", max_size=80), st.data())
def test_every_place_leads_somewhere(before: str, after: str, data: st.DataObject) -> None:
    old, new = memory(before), memory(after)
    offset = data.draw(st.integers(0, len(before)))
    found = SamePlaces(old, new).find(offset)
    assert 0 <= found.offset <= new.end
    if before == after:
        assert found == (offset, True)


def test_a_file_that_has_grown_too_large_for_the_memory_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "doc.txt"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    old = read_document(path)
    path.write_text("\n".join([*LINES, "سطر جديد " * 20] * 200) + "\n", encoding="utf-8")
    new = read_document(path)
    assert not isinstance(old, FileDocument)
    assert isinstance(new, FileDocument)
    kept = list(old.paragraphs())[40]
    found = SamePlaces(old, new).find(kept.start + 7)
    assert found.by_text
    paragraph = new.paragraph_at(found.offset)
    assert (paragraph.text, found.offset - paragraph.start) == (kept.text, 7)
