"""Typing in the program: search and notes, with the keys and the mouse of a real terminal."""

from __future__ import annotations

import pytest
from desk import FIRST, Desk, quote_of, saved, tags_of
from program import PROGRAM, environment
from terminal import Terminal, key_bytes

from tui_reader.text.layout import lay_out

pytestmark = pytest.mark.pty

TEXT = "قال الوزير: ارتفعت الأسعار [9] كثيرا. وقالت Reuters إن 12% منها انخفضت.\nونفى ذلك آخرون\n"


def drawn(text: str) -> str:
    """Text as it stands on the screen."""
    return lay_out(text, 200).line(0).text().strip()


def field_row(terminal: Terminal, text: str) -> tuple[int, int]:
    """Row and first cell of the lowest place where some text stands: that in the prompt or the dialog."""
    shown = drawn(text)
    for row in reversed(range(len(terminal.rows))):
        place = "".join(glyph or " " for glyph in terminal.glyphs(row)).find(shown)
        if place >= 0:
            return row, place
    raise AssertionError(f"{text!r} is not on the screen:\n{terminal.text}")


def caret(terminal: Terminal, row: int) -> list[int]:
    """The cells of a row that are painted the other way round."""
    return [cell for cell in range(terminal.columns) if terminal.cell(row, cell).reverse]


def test_arabic_joins_in_the_prompt_and_the_caret_stands_to_its_left(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt", columns=110)
    terminal.press("/").type("الوزير")
    row, first = field_row(terminal, "الوزير")
    assert caret(terminal, row) == [first - 1]
    terminal.press("home")
    assert caret(terminal, row) == [first + 5]
    terminal.press("left", "left")
    assert caret(terminal, row) == [first + 3]
    terminal.press("backspace")
    assert field_row(terminal, "اوزير")


@pytest.mark.parametrize(
    ("typed", "keys", "after"),
    [
        ("قال الوزير", ["ctrl+w"], "قال "),
        ("قال الوزير", ["shift+right", "shift+right", "x"], "قال الوزx"),
        ("قال", ["home", "shift+end", "delete", "x"], "x"),
        ("می\u200cخواهم", ["backspace"], "می\u200cخواه"),
        ("می\u200c", ["backspace"], "می"),
        ("كَ", ["backspace"], "ك"),
        ("ﻻ", ["backspace"], "ل"),
        ("قال ذلك", ["ctrl+z"], "قال "),
        ("قال ذلك", ["ctrl+z", "ctrl+y"], "قال ذلك"),
        ("قال ذلك", ["f7", "ctrl+x", "ctrl+v", "ctrl+v"], "قال ذلكقال ذلك"),
        ("أ ب ج", ["ctrl+right", "ctrl+k"], "أ ب "),
        ("أول", ["ctrl+j", "b"], "أول\nb"),
    ],
)
def test_a_note_is_what_was_typed(desk: Desk, typed: str, keys: list[str], after: str) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt", columns=110)
    terminal.press("space", "n").type(typed)
    terminal.press(*keys)
    # Not stripped where it matters that a blank is left.
    terminal.type("|").press("enter")
    saved(terminal)
    assert desk.items("a.txt")[0]["body"][0]["value"] == f"{after}|"


def test_shift_and_enter_begin_a_line_and_a_paste_keeps_its_lines(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt", columns=110)
    terminal.press("space", "n").type("أول")
    # As terminals send it that were asked to tell such keys apart.
    terminal.send(b"\x1b[13;2u")
    terminal.settle()
    terminal.paste("ثان\nثالث \u2067אב\u2069")
    terminal.press("enter")
    saved(terminal)
    assert desk.items("a.txt")[0]["body"][0]["value"] == "أول\nثان\nثالث \u2067אב\u2069"


def test_the_mouse_selects_in_a_note(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt", columns=110)
    terminal.press("space", "n").type("كلمة أخرى Reuters")
    row, first = field_row(terminal, "كلمة أخرى Reuters")
    terminal.click(row, first + 2, times=2)
    terminal.type("AFP")
    row, first = field_row(terminal, "كلمة أخرى AFP")
    # From the first letter of the line to the last of its first word.
    terminal.drag((row, first + 12), (row, first + 9))
    background = terminal.cell(row, first + 11).bg
    assert {terminal.cell(row, first + cell).bg for cell in (10, 11, 12)} == {background}
    assert terminal.cell(row, first + 4).bg != background
    terminal.press("delete", "enter")
    saved(terminal)
    assert desk.items("a.txt")[0]["body"][0]["value"].strip() == "أخرى AFP"


def test_undo_in_a_prompt_takes_back_typing_and_no_annotation(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt", columns=110)
    terminal.press("space", "c")
    saved(terminal)
    terminal.press("/").type("نفى")
    terminal.press("ctrl+z", "ctrl+z", "ctrl+z", "escape", "escape")
    terminal.wait_for("Annotations 1")
    assert len(desk.items("a.txt")) == 1


def test_a_long_search_is_seen_whole(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt", columns=60)
    terminal.press("/").type("قال الوزير إن الأسعار ارتفعت كثيرا في هذا العام وفي الذي قبله")
    first, _ = field_row(terminal, "قال الوزير")
    last, _ = field_row(terminal, "قبله")
    assert last > first
    terminal.press("escape")
    assert drawn("قبله") not in terminal.text


def test_what_was_said_does_not_shine_through_what_is_asked(desk: Desk) -> None:
    terminal = desk.open(f"seeds/{FIRST}", columns=120, rows=30)
    terminal.wait_for("nothing to save")
    terminal.press("H")
    terminal.wait_for("Hidden characters are shown")
    terminal.press("space", "n")
    terminal.wait_for("ctrl+j begins a new line")
    terminal.wait_for(lambda terminal: "Hidden characters" not in terminal.text)


# Faster than the screen


@pytest.mark.parametrize(
    "keys", [" nملاحظة\r", "  n\x1b[200~ملاحظة\x1b[201~\r", " nxملا\x1b[H\x1b[3~\x1b[Fحظة\r"], ids=repr
)
def test_a_note_is_written_though_all_its_keys_come_at_once(desk: Desk, keys: str) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    terminal.send(keys.encode())
    saved(terminal)
    [item] = desk.items("a.txt")
    assert [body["value"] for body in item["body"]] == ["ملاحظة"]


def test_what_is_typed_behind_a_dialog_is_not_for_it(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    # A note; a tag that is found by its name, for the next word; the filter; a paragraph is gone to, and a word tagged.
    terminal.send(b" na\r\x1b[1;5D tsource\rfx\rg2\r c")
    terminal.wait_for("Annotations 0 of 3")
    terminal.wait_for(lambda _: len(desk.items("a.txt")) == 3)
    items = {quote_of(item): tags_of(item) for item in desk.items("a.txt")}
    assert items == {"قال": [], "الوزير": ["Source"], "ونفى": ["Claim"]}


@pytest.mark.parametrize("key", ["pagedown", "right", "down"])
def test_a_key_that_is_held_moves_as_often_as_it_comes(desk: Desk, key: str) -> None:
    one_by_one = desk.open(f"seeds/{FIRST}").press(*[key] * 7)
    held = desk.open(f"seeds/{FIRST}")
    held.send(key_bytes(key) * 7)
    held.wait_for(lambda held: held.rows == one_by_one.rows)


@pytest.mark.parametrize(
    ("late", "options"), [(0.1, []), (0.4, ["--terminal-bidi", "visual"])], ids=["asked", "chosen"]
)
def test_what_is_typed_ahead_is_for_the_shell_and_what_the_terminal_answers_is_not(
    desk: Desk, late: float, options: list[str]
) -> None:
    shell = ["sh", "-c", '"$@"; read line; echo "[$line]"', "sh"]

    def the_app_gone(terminal: Terminal) -> bool:
        return b"\x1b[?1049l" in terminal.raw

    with Terminal([*shell, *PROGRAM, *options, desk.seeds / FIRST], env=environment(), late=late) as terminal:
        terminal.wait_for("Annotations")
        terminal.settle()
        terminal.send(key_bytes("ctrl+q"))
        terminal.wait_for(the_app_gone)
        terminal.send(b"typed ahead\n")
        terminal.wait_for("[typed ahead]")
    assert not any("$y" in row or "22c" in row for row in terminal.rows)
