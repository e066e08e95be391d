"""CSV for spreadsheets: what is read back is what was meant, and nothing that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_text

from tui_reader.text.spreadsheet import BYTE_ORDER_MARK, csv_lines, safe_cell

BEGIN_FORMULAS = tuple("=+-@\t\r\n＝＋－＠−|%")
"""What Excel, LibreOffice and Google Sheets take for the beginning of a formula, in full width too."""

cells = st.one_of(
    hostile_text,
    st.text(st.sampled_from("=+-@＝＋－＠|%;,\t\r\n \"'\u00a0\u200b\u200f\ufeffab1(!)"), max_size=20),
    st.integers(0, 10**9),
    st.none(),
)
tables = st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), max_size=4))


def written(rows: list[list[object]], *, with_mark: bool = False) -> str:
    """A table with one row as its header, as it is printed."""
    header = [f"column {number}" for number in range(len(rows[0]) if rows else 1)]
    return "".join(f"{line}\n" for line in csv_lines(header, rows, with_mark=with_mark))


def unseen_stripped(cell: str) -> str:
    """A cell without what stands unseen, or in quotes, before its first character."""
    while cell and (cell[0] in "\"'" or cell[0].isspace() or unicodedata.category(cell[0]) == "Cf"):
        if cell[0] == "'":
            return cell
        cell = cell[1:]
    return cell


@given(tables)
def test_what_is_read_back_is_what_was_meant(rows: list[list[object]]) -> None:
    text = written(rows)
    header, *found = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert len(header) == max(1, len(rows[0]) if rows else 1)
    assert found == [[safe_cell(cell) for cell in row] for row in rows]
    assert text.count("\r\n") == text.count("\n") == text.count("\r") == len(rows) + 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@given(rows=tables)
def test_no_cell_is_a_formula_whatever_a_country_puts_between_cells(delimiter: str, rows: list[list[object]]) -> None:
    for row in csv.reader(io.StringIO(written(rows), newline=""), delimiter=delimiter):
        for cell in row:
            assert not unseen_stripped(cell).startswith(BEGIN_FORMULAS), (cell, row)


@given(tables)
def test_nothing_in_a_table_is_obeyed_by_a_terminal(rows: list[list[object]]) -> None:
    text = written(rows).replace("\r\n", "\n")
    assert not {c for c in text if c != "\n" and unicodedata.category(c) == "Cc"}
    assert not set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(text)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_hostile_corpus_becomes_one_cell(text: str) -> None:
    [_, [first, second]] = csv.reader(io.StringIO(written([[text, "b"]]), newline=""))
    assert second == "b" and "\n" not in first


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("  =1+1", "'=1+1"),
        ("\t@SUM(A1)", "'@SUM(A1)"),
        ("＝cmd", "'＝cmd"),
        ("نص; =HYPERLINK(1)", "نص; '=HYPERLINK(1)"),
        ("-5%", "'-5%"),
        ("قال: 5-3=2", "قال: 5-3=2"),
        ("سطر\nآخر", "سطر آخر"),
        (-3, "-3"),
        (None, ""),
    ],
)
def test_an_apostrophe_stands_where_a_formula_would_begin_and_nowhere_else(text: object, cell: str) -> None:
    assert safe_cell(text) == cell


def test_the_mark_that_excel_wants_stands_once_at_the_beginning() -> None:
    text = written([["نص"], ["نص"]], with_mark=True)
    assert text.startswith(BYTE_ORDER_MARK) and text.count(BYTE_ORDER_MARK) == 1


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_a_number_stays_one(number: float) -> None:
    assert type(number)(safe_cell(number)) == number
