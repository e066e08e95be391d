"""Reading in a real terminal: what stands on which cell, moving, searching, copying, going to another document."""

from __future__ import annotations

import base64
import re

import pytest
from desk import FIRST, SECOND, Desk
from program import PROGRAM, environment
from terminal import Terminal
from text_area import TextArea, document_of, shown_text

from tui_reader.text.span import Span

pytestmark = pytest.mark.pty

MARHABA = "مرحبا بالعالم\nقال Reuters إن 12% من (الأسعار) ارتفعت\nنص ثالث للتجربة\n"


def caret_cells(terminal: Terminal, area: TextArea) -> list[tuple[int, int]]:
    """The cells of the text area that are drawn in reverse."""
    rows = range(area.top, area.top + len(area.places))
    columns = range(area.left - 1, area.left + area.width + 1)
    return [(row, column) for row in rows for column in columns if terminal.cell(row, column).reverse]


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (110, 30), (160, 50)])
def test_every_row_on_the_screen_is_the_layouts_row_on_its_cells(desk: Desk, columns: int, rows: int) -> None:
    terminal = desk.open(f"seeds/{FIRST}", columns=columns, rows=rows)
    area = shown_text(terminal, desk.first)
    assert area.start == 0
    assert area.top == 0
    page = area.page
    all_rows = sum(page.row_count(block) for block in range(page.block_count))
    assert len(area.places) == min(all_rows, rows - 2)  # all but the status line and the footer
    assert area.width >= columns // 2


def test_letters_are_joined_and_run_from_right_to_left(desk: Desk) -> None:
    desk.write("نص.txt", MARHABA)
    terminal = desk.open("نص.txt")
    # Presentation forms of م ر ح ب ا, the first letter rightmost; the number and the name stay as they are read.
    assert terminal.find("\ufee2\ufedf\ufe8e\ufecc\ufedf\ufe8e\ufe91 \ufe8e\ufe92\ufea3\ufeae\ufee3")
    assert terminal.find("Reuters")
    assert terminal.find("12%") or terminal.find("%12")


def test_the_caret_goes_the_way_of_the_arrow(desk: Desk) -> None:
    document = desk.write("a.txt", MARHABA)
    terminal = desk.open("a.txt")
    area = shown_text(terminal, document)
    row, column = area.cell_of(0)
    assert caret_cells(terminal, area) == [(row, column)]
    terminal.press("left", "left")
    assert caret_cells(terminal, area) == [(row, column - 2)]
    terminal.press("right")
    assert caret_cells(terminal, area) == [(row, column - 1)]
    terminal.press("down")
    assert caret_cells(terminal, area) == [(row + 1, column - 1)]
    terminal.press("end")
    assert caret_cells(terminal, area) == [area.cell_of(document.paragraph(1).end)]


def test_pages_and_the_ends_of_the_document(desk: Desk) -> None:
    terminal = desk.open(f"seeds/{FIRST}", rows=14)
    first_page = shown_text(terminal, desk.first)
    terminal.press("pagedown")
    second_page = shown_text(terminal, desk.first)
    # Something of the old page stays in sight, and not much.
    assert first_page.places[-1] in second_page.places[:2]
    terminal.press("pageup")
    assert shown_text(terminal, desk.first).places == first_page.places
    terminal.press("ctrl+end")
    assert shown_text(terminal, desk.first).shows(desk.first.length)
    terminal.wait_for("100%")
    terminal.press("ctrl+home")
    assert shown_text(terminal, desk.first).places == first_page.places


def test_a_word_is_found_as_it_is_typed(desk: Desk) -> None:
    terminal = desk.open(f"seeds/{FIRST}", rows=14)
    text = desk.first.slice(Span(0, desk.first.length))
    word = "خردلان"
    offset = text.index(word)
    assert text.count(word) == 1
    terminal.press("/")
    terminal.type(word)
    terminal.wait_for("1/1")
    area = shown_text(terminal, desk.first)
    hit = area.cells_of(Span(offset, offset + len(word)))
    plain = terminal.cell(*area.cells_of(Span(offset + len(word), offset + len(word) + 2))[-1]).bg
    assert len(hit) == len(word) - 1  # lam and alef are one glyph
    assert all(terminal.cell(*cell).bg != plain for cell in hit)
    terminal.press("enter")
    area = shown_text(terminal, desk.first)
    assert terminal.cell(*area.cell_of(offset)).reverse


def test_search_takes_no_notice_of_vowels_and_seats_unless_told_to(desk: Desk) -> None:
    document = desk.write("a.txt", "العلماء الأوائل\nوُقِّعت الاتفاقية، ثم وقعت أخرى\n")
    terminal = desk.open("a.txt")
    terminal.press("/")
    terminal.type("وقعت")
    terminal.wait_for("1/2")
    terminal.press("ctrl+t")
    terminal.wait_for("1/1")
    terminal.press("enter")
    area = shown_text(terminal, document, fewest=1)
    assert terminal.cell(*area.cell_of(document.slice(Span(0, document.length)).index("وقعت"))).reverse


def test_n_goes_from_hit_to_hit_and_round(desk: Desk) -> None:
    terminal = desk.open(f"seeds/{FIRST}", rows=14)
    text = desk.first.slice(Span(0, desk.first.length))
    offsets = [match.start() for match in re.finditer("صاروخ", text)]
    terminal.press("/")
    terminal.type("صاروخ")
    terminal.press("enter")
    for number in (*range(len(offsets)), 0):
        terminal.wait_for(f"{number + 1}/{len(offsets)}")
        area = shown_text(terminal, desk.first)
        assert terminal.cell(*area.cell_of(offsets[number])).reverse
        terminal.press("n")
    terminal.press("escape")
    terminal.wait_for(lambda terminal: f"/{len(offsets)}" not in terminal.text)


def test_what_is_not_there_is_said_so(desk: Desk) -> None:
    terminal = desk.open(f"seeds/{FIRST}")
    terminal.press("/")
    terminal.type("zebra")
    terminal.press("enter")
    terminal.wait_for("Not found: zebra")


def test_going_to_a_percentage_and_to_a_paragraph(desk: Desk) -> None:
    terminal = desk.open(f"seeds/{FIRST}", rows=12)
    terminal.press("g")
    terminal.type("50%")
    terminal.press("enter")
    area = shown_text(terminal, desk.first)
    assert 0.4 < area.start / desk.first.length < 0.6
    terminal.press("g")
    terminal.type("٢")
    terminal.press("enter")
    area = shown_text(terminal, desk.first)
    assert terminal.cell(*area.cell_of(desk.first.paragraph(1).start)).reverse


def test_copying_gives_the_source_in_logical_order(desk: Desk) -> None:
    terminal = desk.open(f"seeds/{FIRST}")
    sent_before = len(terminal.raw)
    terminal.press("space", "space", "ctrl+c")
    terminal.wait_for("Copied")
    copied = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)", bytes(terminal.raw[sent_before:]))
    assert len(copied) == 1
    text = base64.b64decode(copied[0]).decode()
    assert text == desk.first.slice(Span(0, len(text)))
    assert len(text) > len("وقع إطلاق النار في 9 نوفمبر 2020، بالقرب من يراس")


def test_the_other_document_is_opened_from_the_library(desk: Desk) -> None:
    terminal = desk.open("seeds", columns=130)
    assert shown_text(terminal, desk.first).start == 0
    terminal.press("f2", "f2", "down", "enter")
    terminal.wait_for(f"● {SECOND[:3]}")
    terminal.settle()
    second = document_of(desk.seeds / SECOND)
    assert shown_text(terminal, second).start == 0
    # Coming back, the reading place is as it was left.
    terminal.press("pagedown", "f2", "f2", "up", "enter")
    terminal.wait_for(f"● {FIRST[:3]}")
    terminal.settle()
    assert shown_text(terminal, desk.first).start == 0
    terminal.press("f2", "f2", "down", "enter")
    terminal.wait_for(f"● {SECOND[:3]}")
    terminal.settle()
    assert shown_text(terminal, second).start > 0


def test_reading_goes_on_where_it_ended(desk: Desk) -> None:
    terminal = desk.open(f"seeds/{FIRST}", rows=14)
    terminal.press("pagedown", "left", "left")
    area = shown_text(terminal, desk.first)
    caret = caret_cells(terminal, area)
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    again = desk.open(f"seeds/{FIRST}", rows=14)
    assert shown_text(again, desk.first).start == area.start
    assert caret_cells(again, shown_text(again, desk.first)) == caret


def test_reading_and_quitting_leaves_the_folder_as_it_was(desk: Desk) -> None:
    desk.write(f"annotations/{FIRST}.badria.json", "{}")
    before = desk.files()
    terminal = desk.open("seeds", columns=130)
    terminal.press("pagedown", "space", "space", "escape", "/")
    terminal.type("روسيا")
    terminal.press("enter", "n", "escape", "f4", "f2", "tab", "]", "ctrl+s", "ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert desk.files() == before
    assert terminal.echoes


@pytest.mark.parametrize("theme", ["textual-light", "gruvbox", "no-such-theme"])
def test_themes_change_colours_and_not_the_text(desk: Desk, theme: str) -> None:
    terminal = desk.open(f"seeds/{FIRST}", "--theme", theme)
    area = shown_text(terminal, desk.first)
    assert area.start == 0
    cell = terminal.cell(*area.cell_of(30))
    assert cell.fg != cell.bg
    if theme == "textual-light":
        assert int(cell.bg, 16) > int(cell.fg, 16)


def test_help_comes_and_goes(desk: Desk) -> None:
    terminal = desk.open(f"seeds/{FIRST}", columns=130, rows=40)
    terminal.press("?")
    terminal.wait_for("Reading pane")
    terminal.press("?")
    terminal.wait_for(lambda terminal: "Reading pane" not in terminal.text)


def test_commands_work_while_the_keyboard_types_arabic(desk: Desk) -> None:
    terminal = desk.open(f"seeds/{FIRST}")
    terminal.press("space", "ؤ")  # the key of c
    terminal.wait_for("Annotations 1")


def test_the_direction_of_paragraphs_can_be_chosen(desk: Desk) -> None:
    document = desk.write("a.txt", "Reuters: قالت الوزارة ذلك\nسطر ثان هنا\n")
    terminal = desk.open("a.txt", "--direction", "rtl")
    assert shown_direction(terminal, document.paragraph(0).text) == "rtl"
    terminal.press("D")
    terminal.wait_for(lambda terminal: shown_direction(terminal, document.paragraph(0).text) == "ltr")


def shown_direction(terminal: Terminal, text: str) -> str:
    """On which side of the Arabic words on the first row the Latin one stands."""
    row, column = terminal.place_of("Reuters")
    letters = [place for place, glyph in enumerate(terminal.glyphs(row)) if "\ufb50" <= glyph[:1] <= "\ufeff"]
    assert letters, text
    return "rtl" if column > letters[0] else "ltr"


def test_a_folder_of_many_documents_opens_and_its_last_one_can_be_reached(desk: Desk) -> None:
    for number in range(1, 301):
        desk.write(f"many/نص {number}.txt", f"الوثيقة رقم {number}\nسطر\n")
    terminal = desk.open("many", columns=130, rows=30)
    terminal.press("f2", "f2", "end", "enter")

    def the_last_ones_name(terminal: Terminal) -> bool:
        """the last document's name on the status line"""
        return "300" in terminal.rows[-2]

    terminal.wait_for(the_last_ones_name)


def test_files_that_are_no_documents_are_passed_over_or_explained(desk: Desk) -> None:
    desk.write("mixed/a picture.png", "PNG")
    (desk.folder / "mixed" / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (desk.folder / "mixed" / "empty.txt").write_bytes(b"")
    (desk.folder / "mixed" / "lost.txt").symlink_to("nowhere.txt")
    document = desk.write("mixed/good.txt", MARHABA)
    terminal = desk.open("mixed", columns=130)
    assert shown_text(terminal, document).start == 0
    assert "picture" not in terminal.text
    terminal.wait_for("is empty")
    terminal.press("f2", "f2", "home", "down", "enter")  # the binary one
    terminal.wait_for("binary.txt:")
    assert shown_text(terminal, document).start == 0


def test_the_app_is_seen_where_standard_error_is_a_file(desk: Desk) -> None:
    terminal = Terminal(
        ["sh", "-c", 'exec "$@" 2>errors.txt', "sh", *PROGRAM, "seeds"], 100, 20, cwd=desk.folder, env=environment()
    )
    try:
        terminal.wait_for("Annotations")
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit() == 0
    finally:
        terminal.close()
    assert (desk.folder / "errors.txt").read_bytes() == b""
