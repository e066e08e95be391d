"""A paragraph on rows of cells: what holds for any text at any width."""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from effort import lines_run
from hypothesis import assume, given
from hypothesis import strategies as st
from rich.cells import cell_len
from strategies import displays, hostile_text, inline_text, prose, punctuated_words, widths

from tui_reader.text.bidi import Direction
from tui_reader.text.layout import TAB_STOP, Line, ParagraphLayout, lay_out
from tui_reader.text.shaping import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.text.display import Display

directions = st.sampled_from(Direction)
NEVER_SENT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def lines(layout: ParagraphLayout) -> Iterator[Line]:
    return (layout.line(row) for row in range(layout.row_count))


def rows(text: str, width: int, direction: Direction = Direction.AUTO, display: Display | None = None) -> list[str]:
    return [line.text() for line in lines(lay_out(text, width, direction, display))]


def clusters_of(layout: ParagraphLayout) -> list[tuple[int, int]]:
    shaped = layout.shaped
    return [(shaped.start_of(c), shaped.start_of(c + 1)) for c in range(shaped.cluster_count)]


@given(hostile_text, widths, directions, displays)
def test_every_column_lies_in_one_cluster_and_every_cluster_on_one_row(text, width, direction, display):
    layout = lay_out(text, width, direction, display)
    clusters = clusters_of(layout)
    assert "".join(text[start:end] for start, end in clusters) == text
    assert all(start < end for start, end in clusters)
    placed = sorted((cluster.start, cluster.end) for line in lines(layout) for cluster in line.placed)
    assert placed == clusters


@given(hostile_text, widths, directions, displays)
def test_rows_joined_are_the_paragraph(text, width, direction, display):
    layout = lay_out(text, width, direction, display)
    assert "".join(text[line.start : line.end] for line in lines(layout)) == text
    assert all(line.start < line.end for line in lines(layout)) or not text or text.endswith("\u2028")
    assert [line.ends_paragraph for line in lines(layout)][:-1] == [False] * (layout.row_count - 1)
    assert layout.line(layout.row_count - 1).ends_paragraph


@given(hostile_text, widths, directions, displays)
def test_a_row_is_as_wide_as_its_clusters_and_no_wider_than_the_text_area(text, width, direction, display):
    for line in lines(lay_out(text, width, direction, display)):
        for cluster in line.placed:
            assert cell_len(cluster.glyph) == cluster.width
        placed = sum(cluster.width for cluster in line.placed)
        assert cell_len(line.text()) == line.left + placed
        assert line.left + placed == line.right
        assert placed <= line.width or len([c for c in line.placed if c.width]) == 1
        assert line.left >= 0


@given(hostile_text, widths, directions, displays)
def test_cells_are_filled_without_gap_from_the_side_where_the_paragraph_begins(text, width, direction, display):
    layout = lay_out(text, width, direction, display)
    for line in lines(layout):
        cell = line.left
        for cluster in line.placed:
            assert cluster.cell == cell
            cell += cluster.width
        if line.is_rtl:
            assert cell == max(width, cell - line.left)
        else:
            assert line.left == 0


@given(hostile_text, widths, directions, displays)
def test_nothing_that_a_terminal_obeys_is_ever_sent(text, width, direction, display):
    for row in rows(text, width, direction, display):
        assert not NEVER_SENT.search(row if display.joined else row.replace("\u200c", ""))
        assert all(unicodedata.category(character) != "Cc" for character in row)


@given(st.text(st.sampled_from("\n\r\x1c\x1e\x85\u2029 aب\u0301\u200f"), max_size=12), widths)
def test_a_paragraph_separator_inside_a_paragraph_is_a_picture(text, width):
    for row in rows(text, width):
        assert not re.search("[\n\r\x1c-\x1e\x85\u2029]", row)
        assert cell_len(row) <= max(width, 2)


@given(hostile_text, widths, directions, displays)
def test_a_cell_shows_the_cluster_whose_caret_stands_on_it(text, width, direction, display):
    for line in lines(lay_out(text, width, direction, display)):
        for cluster in line.placed:
            for cell in range(cluster.cell, cluster.cell + cluster.width):
                assert line.cluster_at_cell(cell) == cluster
                assert line.column_at(cell) == cluster.start
            for column in range(cluster.start, cluster.end):
                if cluster.width:
                    assert line.caret_cell(column) == (cluster.cell, cluster.width)
                else:
                    assert line.caret_cell(column) == (cluster.cell - line.is_rtl, 1)
        assert line.cluster_at_cell(line.left - 1) is None
        assert line.cluster_at_cell(line.right) is None


@given(hostile_text, widths, directions, displays)
def test_pointing_beside_the_text_gives_an_end_of_the_line(text, width, direction, display):
    for line in lines(lay_out(text, width, direction, display)):
        before, after = (line.right, line.left - 1) if line.is_rtl else (line.left - 1, line.right)
        assert line.column_at(before) == line.start
        assert line.column_at(after) == (line.end if line.ends_paragraph else line.last_column)
        assert line.caret_cell(line.end) == (after, 1)


@given(hostile_text, widths, directions, displays, st.data())
def test_a_range_is_drawn_on_exactly_the_cells_of_its_clusters(text, width, direction, display, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for line in lines(lay_out(text, width, direction, display)):
        ranges = line.cell_ranges(start, end)
        assert all(low < high for low, high in ranges)
        assert all(before[1] < after[0] for before, after in itertools.pairwise(ranges))
        drawn = {
            cell
            for cluster in line.placed
            if start < cluster.end and cluster.start < end and start < end
            for cell in range(cluster.cell, cluster.cell + cluster.width)
        }
        assert {cell for low, high in ranges for cell in range(low, high)} == drawn


@given(hostile_text, widths, directions, displays)
def test_a_column_is_on_the_row_that_holds_it(text, width, direction, display):
    layout = lay_out(text, width, direction, display)
    for row, line in enumerate(lines(layout)):
        for column in range(line.start, line.end):
            assert layout.row_of(column) == row
    assert layout.row_of(len(text)) == layout.row_count - 1


@given(hostile_text, widths, directions, displays, st.booleans())
def test_stepping_visits_every_cluster_of_a_line_once(text, width, direction, display, right):
    for line in lines(lay_out(text, width, direction, display)):
        if not line.placed:
            assert line.step(line.start, right) is None
            continue
        column: int | None = line.leftmost_column if right else line.rightmost_column
        visited = []
        while column is not None:
            visited.append(column)
            column = line.step(column, right)
        expected = [cluster.start for cluster in line.placed]
        assert visited == (expected if right else expected[::-1])
        assert visited[-1] == (line.rightmost_column if right else line.leftmost_column)


@given(hostile_text, widths, widths)
def test_shape_does_not_depend_on_the_width(text, width, other):
    """A word that is broken keeps the forms its letters have in one piece."""

    def glyphs(cells: int) -> dict[int, str]:
        layout = lay_out(text, cells)
        kinds = layout.shaped.clusters.kinds
        blank = {layout.shaped.start_of(c) for c, k in enumerate(kinds) if k in (Kind.SPACE, Kind.TAB)}
        return {c.start: c.glyph for line in lines(layout) for c in line.placed if c.start not in blank}

    assert glyphs(width) == glyphs(other)


def _words(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer("[^ ]+", text)]


BREAKING = re.compile("[-\u2010\u2013\u2014\u058a\u05be\u2e80-\uffff\U00020000-\U0002ffff\u200b]")
"""What allows a line to end inside a word; these properties are about words alone."""


def _cells(layout: ParagraphLayout, start: int, end: int) -> int:
    shaped = layout.shaped
    return sum(shaped.clusters.widths[shaped.cluster_at(start) : shaped.cluster_at(end)])


@given(st.lists(punctuated_words, min_size=1, max_size=25).map(" ".join), st.integers(2, 60))
def test_a_row_holds_as_many_words_as_fit(text, width):
    text = BREAKING.sub("ب", text)
    layout = lay_out(text, width)
    shaped = layout.shaped
    starts = [0]
    for start, end in _words(text):
        if _cells(layout, starts[-1], end) <= width:
            continue
        if start > starts[-1]:
            starts.append(start)
        while _cells(layout, starts[-1], end) > width:
            cluster = shaped.cluster_at(starts[-1]) + 1
            while _cells(layout, starts[-1], shaped.start_of(cluster + 1)) <= width:
                cluster += 1
            starts.append(shaped.start_of(cluster))
    assert [line.start for line in lines(layout)] == starts


@given(prose, st.integers(2, 60))
def test_a_word_that_fits_on_a_row_is_not_broken(text, width):
    text = BREAKING.sub("ب", text)
    layout = lay_out(text, width)
    for start, end in _words(text):
        if _cells(layout, start, end) <= width:
            assert layout.row_of(start) == layout.row_of(end - 1)


@given(inline_text, widths)
def test_a_row_ends_behind_white_space_or_an_ideograph_unless_the_word_is_too_wide(text, width):
    layout = lay_out(text, width)
    kinds = layout.shaped.clusters.kinds
    for line in lines(layout):
        if line.ends_paragraph:
            continue
        if kinds[line.last - 1] in (Kind.SPACE, Kind.TAB, Kind.BREAK_AFTER, Kind.LINE_SEPARATOR):
            continue
        inside = [kinds[c] for c in range(line.first, line.last)]
        assert not {Kind.SPACE, Kind.TAB, Kind.BREAK_AFTER} & set(inside), "an earlier break was possible"


@given(st.lists(st.sampled_from(["كلمة", "word", "12", " "]), max_size=12).map("\u2028".join), st.integers(6, 40))
def test_a_line_separator_always_ends_the_row(text, width):
    layout = lay_out(text, width)
    assert [text[line.start : line.end].removesuffix("\u2028") for line in lines(layout)] == text.split("\u2028")
    assert len({line.is_rtl for line in lines(layout)}) == 1


@pytest.mark.parametrize("letter", ["a", "\u0628"])
@given(cells_before=st.integers(0, 30))
def test_a_tab_reaches_the_next_stop_counted_from_the_side_where_the_paragraph_begins(letter, cells_before):
    line = lay_out(letter * cells_before + "\t" + letter, 80, Direction.AUTO).line(0)
    assume(line.is_rtl == (letter == "\u0628"))
    last = line.cluster_at_cell(line.caret_cell(cells_before + 1)[0])
    assert last is not None
    cells = line.width - last.cell - 1 if line.is_rtl else last.cell
    assert cells == (cells_before // TAB_STOP + 1) * TAB_STOP


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("في حرب", "1991-1994، ثم", "ﻢﺛ ،1994-1991"),
        ("بنسبة", "10% من", "ﻦﻣ %10"),
        ("إصدار Python", "3 beta الآن", "ﻥﻵﺍ 3 beta"),
        ("لغة C++", "and Rust", "and Rust"),
    ],
)
def test_a_row_is_ordered_by_the_levels_of_its_paragraph(first, second, expected):
    """Reordering each row by itself gives 1991-1994, 10%, `beta 3` and ++C here."""
    width = max(cell_len(first), cell_len(second))
    assert rows(f"{first} {second}", width)[1] == expected.rjust(width)


def test_signs_at_the_end_of_a_row_stay_with_the_latin_word_that_goes_on_behind_them():
    assert rows("لغة C++ and Rust", 8)[0] == " C++ ﺔﻐﻟ"


def test_brackets_and_quotation_marks_are_mirrored_in_right_to_left_text():
    assert rows("قال «نعم» (لا) [9][10]", 40)[0].strip() == "[10][9] (ﻻ) «ﻢﻌﻧ» ﻝﺎﻗ"
    assert rows("say «yes» (no) [9]", 40)[0] == "say «yes» (no) [9]"


def test_a_collapsed_range_is_drawn_nowhere():
    line = lay_out("لا e\u0301", 10).line(0)
    assert [line.cell_ranges(column, column) for column in range(6)] == [[]] * 6


def test_a_range_across_a_change_of_direction_is_drawn_in_pieces():
    line = lay_out("abc אבג", 10, Direction.LTR).line(0)
    assert line.cell_ranges(2, 5) == [(2, 4), (6, 7)]


@pytest.mark.parametrize("blank", [" ", "\u2007", "\x0c", "\x1c", "\x01", "\u2003"])
def test_white_space_and_controls_at_the_end_of_a_row_stand_on_the_side_where_it_ends(blank):
    """L1; they stand at the right end of the Latin word otherwise."""
    line = lay_out("سلام abc" + blank, 20).line(0)
    assert line.placed[0].start == 8


@pytest.mark.parametrize(("letters", "last", "after"), [("سلم", 7, 6), ("abc", 2, 3)])
def test_the_caret_on_a_line_separator_stands_behind_the_last_letter(letters, last, after):
    line = lay_out(letters + "\u2028" + letters, 10).line(0)
    assert line.caret_cell(2) == (last, 1)
    assert line.caret_cell(3) == (after, 1)


@pytest.mark.parametrize("blank", [" ", "\t", "\u3000", "\u2003", " \t "])
def test_a_line_may_end_at_a_blank(blank):
    assert lay_out(f"سلام{blank}عليكم", 7).row_of(4 + len(blank)) == 1
    assert lay_out(f"سلام{blank}عليكم", 7).line(1).start == 4 + len(blank)


@pytest.mark.parametrize("glue", ["\u00a0", "\u202f", "\u2007", "\u2060", "،"])
def test_no_line_ends_at_a_no_break_space(glue):
    layout = lay_out(f"في سلام{glue}علي", 8)
    assert layout.row_of(3) == layout.row_of(8 + len(glue)) == 1


def test_pointing_behind_a_line_separator_stays_on_its_row():
    layout = lay_out("abc\u2028", 10)
    assert [layout.line(row).column_at(9) for row in range(layout.row_count)] == [3, 4]


@pytest.mark.parametrize(
    "text",
    [
        *("\u2068", "\u2067a", "(a)\u2067", "([{", "\u202b", "\u200d", "\u0651", "ب", "\t", "\u2028", "\u00a0"),
        *("\U0001f468\u200d", "\U0001f1ee", "\x1b", "中", "\ud800", "لا", "a\u202eب\u202c"),
        *("\u202b\u0651\u202c", "ب\u200c", "\u0651\u200d", "\u0651 "),
    ],
    ids=ascii,
)
def test_a_hostile_paragraph_takes_steps_in_proportion_to_its_length(text):
    def steps(count: int) -> int:
        def act() -> None:
            layout = lay_out(text * count, 40)
            layout.line(layout.row_count - 1)

        return lines_run(act)

    steps(10)
    assert steps(2000) < 30 * steps(100)


def test_an_empty_paragraph_has_one_row_with_the_caret_at_its_beginning():
    for direction, cell in [(Direction.LTR, 0), (Direction.RTL, 9)]:
        layout = lay_out("", 10, direction)
        assert layout.row_count == 1
        assert layout.line(0).caret_cell(0) == (cell, 1)
        assert layout.line(0).column_at(5) == 0
        assert layout.line(0).cell_ranges(0, 1) == []


def test_blanks_that_do_not_fit_hang_and_take_no_cells():
    layout = lay_out("سلام" + " " * 20 + "عليكم", 6)
    assert [line.text() for line in lines(layout)] == ["   ﻡﻼﺳ", " ﻢﻜﻴﻠﻋ"]
