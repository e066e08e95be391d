"""The mouse over right-to-left text: what is pointed at is what is meant."""

from __future__ import annotations

import pytest
from desk import Desk, quote_of, saved, span_of
from text_area import shown_text

from tui_reader.text.span import Span

pytestmark = pytest.mark.pty

TEXT = "قال الوزير: ارتفعت الأسعار [9] كثيرا. وقالت Reuters إن 12% منها انخفضت.\nونفى ذلك آخرون\n"


def test_dragging_to_the_left_selects_arabic_onward(desk: Desk) -> None:
    document = desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt", columns=130)
    area = shown_text(terminal, document)
    # From the first letter of one word to the last one of the next, both of them included.
    terminal.drag(area.cell_of(4), area.cell_of(18))
    terminal.wait_for("15 selected")
    terminal.press("q")
    saved(terminal)
    (item,) = desk.items("a.txt")
    assert quote_of(item) == document.slice(Span(*span_of(item))) == "الوزير: ارتفعت"


def test_dragging_over_a_latin_name_selects_what_lies_between_in_the_text(desk: Desk) -> None:
    document = desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt", columns=130)
    area = shown_text(terminal, document)
    start, end = TEXT.index("وقالت"), TEXT.index("منها")
    terminal.drag(area.cell_of(start), area.cell_of(end))
    area = shown_text(terminal, document)
    selected = set(area.cells_of(Span(start, end)))
    background = terminal.cell(*area.cell_of(start)).bg
    # The caret stands on the cell the mouse was let go on.
    others = area.paragraph_cells() - selected - {area.cell_of(end)}
    assert all(terminal.cell(*cell).bg == background for cell in selected)
    assert all(terminal.cell(*cell).bg != background for cell in others)


def test_a_double_click_takes_the_word_under_the_mouse(desk: Desk) -> None:
    document = desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt", columns=130)
    area = shown_text(terminal, document)
    for word, key in (("الأسعار", "s"), ("Reuters", "c"), ("آخرون", "q")):
        # On a letter inside of the word, whichever side it runs to.
        terminal.click(*area.cell_of(TEXT.index(word) + 4), times=2)
        terminal.press(key)
    terminal.wait_for("Annotations 3")
    saved(terminal)
    assert [quote_of(item) for item in desk.items("a.txt")] == ["الأسعار", "Reuters", "آخرون"]


def test_a_triple_click_takes_the_sentence(desk: Desk) -> None:
    document = desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt", columns=130)
    area = shown_text(terminal, document)
    terminal.click(*area.cell_of(TEXT.index("انخفضت")), times=3)
    terminal.press("c")
    saved(terminal)
    assert quote_of(desk.items("a.txt")[0]) == "وقالت Reuters إن 12% منها انخفضت."


def test_a_click_moves_the_caret_and_beside_the_text_to_the_end_of_the_line(desk: Desk) -> None:
    document = desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt", columns=130)
    area = shown_text(terminal, document)
    terminal.click(*area.cell_of(14))
    assert terminal.cell(*area.cell_of(14)).reverse
    row, _ = area.cell_of(document.numbered(2).start)
    terminal.click(row, area.left)
    assert terminal.cell(*area.cell_of(document.numbered(2).end)).reverse
    # An end of the line is where a selection from there begins.
    terminal.press("space", "c")
    saved(terminal)
    assert quote_of(desk.items("a.txt")[0]) == "آخرون"


def test_dragging_beyond_the_edge_scrolls_on(desk: Desk) -> None:
    terminal = desk.open("seeds", rows=12)
    area = shown_text(terminal, desk.first)
    start = area.cell_of(0)
    last_row = area.top + len(area.places) - 1
    terminal.mouse_press(*start)
    terminal.mouse_move(last_row, area.left)
    for _ in range(4):
        terminal.mouse_move(last_row + 1, area.left)
        terminal.mouse_move(last_row + 1, area.left + 1)
    terminal.mouse_release(last_row + 1, area.left + 1)
    after = shown_text(terminal, desk.first)
    assert after.start > area.start
    terminal.press("h")
    saved(terminal)
    start_offset, end_offset = span_of(desk.items()[0])
    assert start_offset == 0
    assert end_offset > area.page.start_of(area.places[-1])


def test_the_wheel_scrolls_the_text_and_leaves_the_caret(desk: Desk) -> None:
    terminal = desk.open("seeds", rows=14)
    area = shown_text(terminal, desk.first)
    terminal.wheel(*area.cell_of(0), down=True)
    scrolled = shown_text(terminal, desk.first)
    assert area.places.index(scrolled.places[0]) == 3
    terminal.wait_for(" 0% ")
    terminal.wheel(*scrolled.cell_of(scrolled.start), down=False)
    assert shown_text(terminal, desk.first).places == area.places


def test_a_click_in_the_list_goes_to_the_annotation(desk: Desk) -> None:
    document = desk.write("a.txt", TEXT + "".join(f"سطر {number} طويل هنا\n" for number in range(60)))
    terminal = desk.open("a.txt", rows=16)
    terminal.press("space", "c", "ctrl+end", "up", "home", "space", "s")
    terminal.wait_for("Annotations 2")
    saved(terminal)
    first, second = (Span(*span_of(item)) for item in desk.items("a.txt"))
    terminal.click(*terminal.place_of("c Claim"))
    area = shown_text(terminal, document)
    assert area.shows(first.start)
    assert not area.shows(second.start)
    terminal.click(*terminal.place_of("s Source"))
    assert shown_text(terminal, document).shows(second.start)


def test_a_click_in_the_library_opens_a_document(desk: Desk) -> None:
    desk.write("two/a.txt", "النص الأول هنا\nسطر ثان\n")
    second = desk.write("two/b.txt", "النص الآخر هناك\nسطر ثالث\n")
    terminal = desk.open("two", columns=130)
    terminal.click(*terminal.place_of("b.txt"))
    assert shown_text(terminal, second).start == 0


def test_pointing_anywhere_on_the_screen_does_no_harm(desk: Desk) -> None:
    terminal = desk.open("seeds", columns=130, rows=20)
    before = desk.files()
    for row in range(0, 18, 3):
        for column in (0, 29, 30, 60, 85, 90, 91, 92, 120, 129):
            terminal.mouse_press(row, column)
            terminal.mouse_move(19 - row, 129 - column)
            terminal.mouse_release(19 - row, 129 - column)
    terminal.settle()
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert desk.files() == before
