"""Searching in a real terminal: while one types, in long texts, by regular expressions, in all documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from text_area import shown_text

from tui_reader.text.layout import lay_out

if TYPE_CHECKING:
    from desk import Desk

pytestmark = pytest.mark.pty


def on_screen(text: str) -> str:
    """A few words of one direction as they are sent."""
    return lay_out(text, 200).line(0).text().strip()


def test_every_letter_typed_shows_the_first_hit_so_far(desk: Desk) -> None:
    document = desk.write("a.txt", "قلب\nقال\nقالب\n")
    terminal = desk.open("a.txt")
    terminal.press("/")
    for typed, offset, words in (("ق", 0, "1 of 3"), ("ا", 4, "1 of 2"), ("ل", 4, "1 of 2"), ("ب", 8, "1 of 1")):
        terminal.type(typed)
        terminal.wait_for(words)
        area = shown_text(terminal.settle(), document, fewest=1)
        # The caret of a pane one is not in is a line below the letter.
        assert terminal.cell(*area.cell_of(offset)).underscore
    terminal.press("backspace", "backspace")
    terminal.wait_for("1 of 2")
    terminal.press("escape")
    area = shown_text(terminal.settle(), document, fewest=1)
    assert terminal.cell(*area.cell_of(0)).reverse, "where one was"


def test_a_word_at_the_end_of_a_long_text_is_found_and_one_goes_round(desk: Desk) -> None:
    desk.write("long.txt", "سطر من نص طويل\n" * 300_000 + "هذه قسطنطينية\n" + "سطر\n" * 1000)
    terminal = desk.open("long.txt")
    terminal.press("/")
    terminal.type("قسطنطينيه")
    terminal.wait_for("1 of 1 ")
    terminal.wait_for(on_screen("قسطنطينية"))
    terminal.press("enter", "n")
    terminal.wait_for("1 of 1 folded")
    assert terminal.find(on_screen("قسطنطينية"))


def test_an_expression_without_end_is_given_up_and_the_app_goes_on(desk: Desk) -> None:
    desk.write("a.txt", "نص\n" + "ا" * 300 + "ج\n")
    terminal = desk.open("a.txt")
    terminal.press("/", "ctrl+t", "ctrl+t")
    terminal.wait_for("/regex")
    terminal.paste("(ا|اا)+ب")
    terminal.wait_for("takes too long")
    terminal.press("ctrl+u")
    terminal.paste("ن[صض]")
    terminal.wait_for("1 of 1")
    terminal.press("backspace")
    terminal.wait_for("Mistake in the expression at character 5")


def test_all_documents_are_searched_and_one_is_opened_at_its_hit(desk: Desk) -> None:
    desk.write("texts/a.txt", "سطر\n" * 50)
    document = desk.write("texts/b.txt", "سطر\n" * 50 + "قالَت الأَخبارُ هنا\n")
    terminal = desk.open("texts")
    terminal.press("ctrl+f")
    terminal.wait_for("Search 2 documents")
    terminal.type("الاخبار")
    terminal.press("enter")
    terminal.wait_for("1 hit in 1 document")
    row, _ = terminal.place_of("b.txt")
    assert on_screen("الأَخبارُ") in terminal.rows[row]
    terminal.press("enter")
    terminal.wait_for("1 of 1")
    area = shown_text(terminal.settle(), document, fewest=1)
    offset = document.length - len("الأَخبارُ هنا\n")
    assert terminal.cell(*area.cell_of(offset)).reverse
    terminal.press("escape", "ctrl+f")
    terminal.wait_for("1 hit in 1 document")
    terminal.press("escape")
    assert shown_text(terminal.settle(), document, fewest=1)
