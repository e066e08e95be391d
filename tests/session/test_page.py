"""Motions over a page: what the eye sees, on any text at any width."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from readings import document_of, texts, widths
from strategies import displays, hostile_text, prose

from tui_reader.session.page import Page
from tui_reader.session.window import Window
from tui_reader.text.bidi import Direction
from tui_reader.text.display import Display
from tui_reader.text.encoders import Encoder
from tui_reader.text.layout import lay_out
from tui_reader.text.span import Span

paragraphs = st.one_of(prose, hostile_text).filter(bool)


def caret_places(page: Page, offset: int) -> list[int]:
    """The offsets on which a caret can stand in a paragraph, in logical order."""
    text = page.document.paragraph_at(offset)
    shaped = page.shaped(text, 0)
    return [text.start + shaped.start_of(cluster) for cluster in range(shaped.cluster_count + 1)]


def assert_visited_there_and_back(page: Page, caret: int, places: list[int], *, right: bool) -> None:
    """Steps to one side go through all of `places`, each once, and steps to the other lead back the same way."""
    visited = [caret]
    while (beside := page.step(caret, right=right)) != caret and len(visited) <= len(places):
        caret = beside
        visited.append(caret)
    assert sorted(visited) == places
    back = [caret]
    while len(back) < len(visited):
        caret = page.step(caret, right=not right)
        back.append(caret)
    assert back == visited[::-1]


@given(paragraphs, widths, st.sampled_from(Direction))
def test_going_onward_visits_every_cluster_and_the_end_once(text: str, width: int, direction: Direction) -> None:
    page = Page(document_of(text), width, direction)
    assume(page.document.paragraph_count == 1)
    places = caret_places(page, 0)
    first_line = page.layout(0).line(0)
    onward = not page.is_rtl(0)
    caret = first_line.leftmost_column if onward else first_line.rightmost_column
    assert_visited_there_and_back(page, caret, places, right=onward)


@given(texts, widths, st.data())
def test_left_takes_back_right_within_a_line(text: str, width: int, data: st.DataObject) -> None:
    page = Page(document_of(text), width)
    offset = page.snapped(data.draw(st.integers(0, len(text))))
    for right in (True, False):
        after = page.step(offset, right=right)
        if after != offset and page.place_of(after) == page.place_of(offset):
            assert page.step(after, right=not right) == offset


@given(texts, widths, st.data())
def test_right_is_to_the_right(text: str, width: int, data: st.DataObject) -> None:
    page = Page(document_of(text), width)
    offset = page.snapped(data.draw(st.integers(0, len(text))))
    after = page.step(offset, right=True)
    if after != offset and page.place_of(after) == page.place_of(offset):
        assert page.caret_cell(after)[0] >= page.caret_cell(offset)[0]


@given(texts, widths)
def test_a_caret_is_found_again_on_its_cell(text: str, width: int) -> None:
    page = Page(document_of(text), width)
    for paragraph in page.document.paragraphs():
        for offset in caret_places(page, paragraph.start):
            place = page.place_of(offset)
            column = offset - paragraph.start
            drawn = next((c for c in page.line(place).placed if c.start == column), None)
            if drawn is not None and not drawn.width:
                continue  # nobody can point at what has no cell
            assert page.at_cell(place, page.caret_cell(offset)[0]) == offset


@given(texts, widths, st.data())
def test_down_and_up_on_one_cell_comes_back(text: str, width: int, data: st.DataObject) -> None:
    page = Page(document_of(text), width)
    window = Window(page)
    here = data.draw(st.sampled_from([window.moved(window.top, by) for by in range(12)]))
    cell = data.draw(st.integers(-2, width + 2))
    offset = page.at_cell(here, cell)
    there = window.moved(here, 1)
    below = page.at_cell(there, cell)
    assert page.place_of(below) == there
    assert page.place_of(offset) == here
    assert page.at_cell(window.moved(there, -1) if there != here else here, cell) == offset


@given(texts, widths, st.lists(widths, min_size=1, max_size=4), st.integers(1, 12), st.integers(0, 40))
def test_another_width_keeps_the_reading_place_on_the_first_row(
    text: str, width: int, others: list[int], height: int, scrolled: int
) -> None:
    page = Page(document_of(text), width)
    window = Window(page)
    window.height = height
    window.scroll(scrolled)
    first, offset = window.top, page.start_of(window.top)
    for other in others:
        page.width = other
        window.scroll_to(page.place_of(offset))
        if window.top != window.last_top:
            line = page.line(window.top)
            start = page.start_of(window.top)
            assert start <= offset < start + line.end - line.start + 1
        assert window.contains(page.place_of(offset))
    page.width = width
    window.scroll_to(page.place_of(offset))
    assert window.top == first


@given(texts, widths, st.data())
def test_snapped_is_a_place_at_or_before_and_stays(text: str, width: int, data: st.DataObject) -> None:
    page = Page(document_of(text), width)
    offset = data.draw(st.integers(0, len(text)))
    snapped = page.snapped(offset)
    assert snapped <= offset
    assert page.snapped(snapped) == snapped
    assert snapped in caret_places(page, offset)


@given(texts, widths, st.data())
def test_a_snapped_span_holds_the_span_and_cuts_no_cluster(text: str, width: int, data: st.DataObject) -> None:
    page = Page(document_of(text), width)
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    widened = page.snapped_span(start, end)
    assert widened.start <= start
    assert end <= widened.end
    assert page.snapped_span(*widened) == widened


@given(texts, widths, st.data())
def test_going_by_segments_gets_on_and_ends(text: str, width: int, data: st.DataObject) -> None:
    page = Page(document_of(text), width)
    start = page.snapped(data.draw(st.integers(0, len(text))))
    last = page.document.paragraph_at(page.document.end).end
    for onward, back in (
        (page.next_word, page.previous_word),
        (page.next_sentence, page.previous_sentence),
        (page.sentence_on, page.sentence_back),
        (page.next_paragraph, page.previous_paragraph),
    ):
        offset = start
        for _ in range(2 * len(text) + 2):
            after = onward(offset)
            assert after >= offset
            assert page.snapped(after) == after
            if after == offset:
                break
            offset = after
        assert offset >= last
        offset = start
        for _ in range(2 * len(text) + 2):
            before = back(offset)
            assert before <= offset
            assert page.snapped(before) == before
            if before == offset:
                break
            offset = before
        assert offset == 0


@given(texts, widths, st.data())
def test_the_ends_of_a_line_are_on_the_line(text: str, width: int, data: st.DataObject) -> None:
    page = Page(document_of(text), width)
    offset = page.snapped(data.draw(st.integers(0, len(text))))
    place = page.place_of(offset)
    assert page.place_of(page.line_start(offset)) == place
    assert page.place_of(page.line_end(offset)) == place
    assert page.line_start(offset) <= offset <= page.line_end(offset)


@given(texts, st.data())
def test_segments_nest(text: str, data: st.DataObject) -> None:
    page = Page(document_of(text), 40)
    offset = page.snapped(data.draw(st.integers(0, len(text))))
    paragraph = page.paragraph_at(offset)
    for span in (page.word_at(offset), page.sentence_at(offset)):
        assert paragraph.start <= span.start <= span.end <= paragraph.end


def test_an_arrow_goes_where_it_points_in_both_directions_of_text() -> None:
    text = "قال Reuters ذلك"
    page = Page(document_of(text), 40)
    cells = [page.caret_cell(offset)[0] for offset in range(len(text))]
    # Arabic letters lie from right to left, those of the name between them from left to right.
    assert cells[0] > cells[1] > cells[2]
    assert cells[4] < cells[5] < cells[10]
    assert page.step(4, right=True) == 5
    assert page.step(1, right=True) == 0
    assert page.step_word(0, right=False) == 4


def test_a_newline_is_a_step_like_any_other() -> None:
    page = Page(document_of("أب\r\nجد\nef"), 40)
    assert page.step(1, right=False) == 2
    assert page.step(2, right=False) == 4
    assert page.step(4, right=True) == 2
    assert page.after_cluster(2) == 4
    assert page.step(page.document.numbered(2).end, right=False) == 7


def test_a_letter_and_its_marks_are_one_place() -> None:
    page = Page(document_of("مُحَمَّد"), 40)
    # Lam-alef would be one as well; here every letter takes its marks along.
    assert caret_places(page, 0) == [0, 2, 4, 7, 8]
    assert page.snapped_span(1, 3) == Span(0, 4)


@given(paragraphs, widths, displays, displays)
def test_a_page_shown_in_another_way_is_as_if_it_had_always_been(
    text: str, width: int, before: Display, after: Display
) -> None:
    document = document_of(text)
    page = Page(document, width, display=before)
    page.row_count(0)
    page.display = after
    fresh = lay_out(document.paragraph_at(0).text, width, display=after)
    assert [page.layout(0).line(row).text() for row in range(page.row_count(0))] == [
        fresh.line(row).text() for row in range(fresh.row_count)
    ]


def test_a_lam_alef_is_two_steps_of_the_caret_where_it_is_sent_raw() -> None:
    page = Page(document_of("سلام"), 40, display=Display(joined=False))
    assert [page.after_cluster(at) for at in (0, 1, 2, 3)] == [1, 2, 3, 4]
    for display in (Display(), Encoder.RUNS.display):
        page.display = display
        assert [page.after_cluster(at) for at in (0, 1, 3)] == [1, 3, 4]
        assert page.snapped(2) == 1


@given(st.lists(paragraphs, min_size=1, max_size=4), widths, st.sampled_from([Direction.RTL, Direction.LTR]))
def test_arrows_go_through_all_paragraphs_and_back(texts: list[str], width: int, direction: Direction) -> None:
    page = Page(document_of("\n".join(texts)), width, direction)
    onward = direction is Direction.LTR
    places = [place for each in page.document.paragraphs() for place in caret_places(page, each.start)]
    first = page.layout(0).line(0)
    caret = first.leftmost_column if onward else first.rightmost_column
    assert_visited_there_and_back(page, caret, places, right=onward)


def test_a_paragraph_is_entered_where_it_is_drawn_to_begin() -> None:
    page = Page(document_of("أب\n12 جد"), 40)
    # The number stands at the right, and is read from the left.
    assert page.step(2, right=False) == 4
    assert page.step(4, right=False) == 3
    assert page.step(4, right=True) == 2


@pytest.mark.parametrize("blank", ["", " ", "\u00a0\t"])
def test_what_shows_nothing_keeps_to_the_side_of_the_text_above(blank: str) -> None:
    page = Page(document_of(f"{blank}\nقال\n{blank}\n{blank}\nsaid\n{blank}\n* * *"))
    sides = [page.is_rtl(each.start) for each in page.document.paragraphs()]
    assert sides == [False, True, True, True, False, False, False]
    page.direction = Direction.RTL
    assert all(page.is_rtl(each.start) for each in page.document.paragraphs())


def test_a_blank_paragraph_far_below_the_text_is_laid_out_without_it() -> None:
    page = Page(document_of("قال\n" + "\n" * 100_000))
    assert not page.is_rtl(page.document.end - 1)
