"""A tour of the app in Arabic: no word of English is left on any screen, and what is said can be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import sentences
from desk import ANNOTATOR, FIRST, Desk

from tui_reader import language
from tui_reader.annotations.tagset import default_tagset
from tui_reader.text.excerpt import label_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terminal import Terminal

pytestmark = pytest.mark.pty

LATIN_ON_PURPOSE = {
    *("alt", "backspace", "ctrl", "delete", "down", "end", "enter", "escape", "esc", "home", "left", "pagedown"),
    *("pageup", "right", "shift", "space", "super", "tab", "tui", "reader", "validate", "txt", "seeds", ANNOTATOR),
}
"""Names of keys as they stand on keyboards and in key maps, names of files and of the program."""


def english_words() -> set[str]:
    """The words of the English interface and of the default tagset."""
    tagset = default_tagset()
    names = [kind.name for kind in (*tagset.tags, *tagset.relations)]
    texts = [*sentences.sentences(), *sentences.counted(), *sentences.counted().values(), *names]
    without_placeholders = (re.sub(r"\{[\w.]*\}", " ", text) for text in texts)
    words = {word for text in without_placeholders for word in re.findall("[a-z]{3,}", text.lower())}
    return words - LATIN_ON_PURPOSE


ENGLISH = english_words()


@pytest.fixture(autouse=True)
def in_arabic() -> Iterator[None]:
    language.use("ar")
    language.name_keys({"select.grow": "space", "undo": "z", "list.search": "enter"}.get)
    yield
    language.name_keys(None)
    language.use(language.ENGLISH)


def says(sentence: str, **values: object) -> str:
    """What the screen shows of a sentence."""
    assert sentence in language.table_of("ar").sentences
    return label_text(language.tr(sentence, **values), 120)


def check(terminal: Terminal) -> None:
    """Nothing on the screen is English; but the list of tags names each in all its languages."""
    found = set(re.findall("[a-z]{3,}", terminal.text.lower())) & ENGLISH
    if says("type to find a tag") in terminal.text:
        found -= {tag.name.lower() for tag in default_tagset().tags}
    assert not found, terminal.text


def test_the_words_of_english_are_known() -> None:
    assert {"annotations", "library", "search", "selected", "quit", "highlight", "claim"} <= ENGLISH


def test_a_tour_in_arabic(desk: Desk) -> None:
    (desk.seeds / "1.txt").write_bytes(b"")
    (desk.seeds / "2.txt").write_bytes(bytes(range(256)) * 8)
    terminal = desk.open("seeds", "--lang", "ar", columns=190, rows=60)
    for word in ("Library {count}", "Annotations"):
        terminal.wait_for(says(word, count="4").split()[0])
    check(terminal)
    stops: list[tuple[list[str], str]] = [
        (["d"], says("Nothing is selected and no annotation is here: {select.grow} takes the word")),
        (["z"], says("Nothing to undo")),
        (["space"], says("{count} selected", count=3)),
        (["c"], says("Annotations {listed}", listed=1)),
        (["space", "c"], label_text(language.tr("This is tagged {tag} already", tag="ادعاء"), 120)),
        (["n"], says("write here")),
        (["escape", "escape", "t"], says("Re-tag {quote}", quote="وقع")),
        (["escape", "l"], says("LINK: {keys}", keys="").split()[-1]),
        (["escape", "/"], says("folded")),
        (["escape", "g"], says("50% or a paragraph's number")),
        (["escape", "ctrl+f"], says("{list.search} searches")),
        (["escape", "ctrl+p"], says("Select word, sentence, paragraph")),
        (["escape", "?"], says("Reading pane")),
        (["tab"], says("Go to text")),
        (["tab", "tab"], says("Read folders again")),
        (["?", "escape", "[", "d"], says("Deleted; {undo} brings it back")),
        (["z"], says("Undone: {words}", words="").strip().split()[-1]),
        (["o"], says("No other annotator has a set for this document")),
        (["D"], says("Direction of paragraphs: {way}", way=language.tr("majority"))),
    ]
    for keys, expected in stops:
        for key in keys:
            terminal.press(key)
            terminal.settle()
        terminal.wait_for(expected)
        check(terminal)


def test_titles_stand_at_the_right_and_keys_begin_there(desk: Desk) -> None:
    terminal = desk.open("seeds", "--lang", "ar", columns=160, rows=30)
    title = says("Library {count}", count=2)
    terminal.wait_for(title)
    assert terminal.rows[0].rstrip().endswith(title)
    assert terminal.rows[-1].rstrip().endswith("space")
    # A click where a word stands is a click on its key.
    column = terminal.rows[-1].index(says("Search"))
    terminal.click(len(terminal.rows) - 1, column)
    terminal.wait_for(says("folded"))


@pytest.mark.parametrize("variables", [{"LANG": "ar_SA.UTF-8"}, {"TUI_READER_LANG": "ar"}])
def test_the_locale_or_a_variable_is_enough(desk: Desk, variables: dict[str, str]) -> None:
    terminal = desk.open(f"seeds/{FIRST}", **variables)
    terminal.wait_for(says("nothing to save"))
    check(terminal)


def test_a_command_is_found_by_its_arabic_name_as_it_is_typed(desk: Desk) -> None:
    terminal = desk.open(f"seeds/{FIRST}", "--lang", "ar")
    terminal.press("ctrl+p")
    terminal.settle()
    terminal.type("اظهار التعليقات")
    terminal.wait_for(says("Show or hide the annotations"))
    terminal.press("enter")
    terminal.wait_for(lambda terminal: says("Annotations") not in terminal.text)


def test_what_is_said_to_the_shell_is_english(desk: Desk) -> None:
    terminal = desk.open("nowhere", "--lang", "ar", ready="", wait=False)
    assert terminal.wait_for_exit() == 3
    assert "tui-reader: nowhere: no such file" in terminal.text


@pytest.mark.parametrize("columns", [40, 46, 52])
def test_what_is_said_is_read_from_top_to_bottom_on_narrow_screens(desk: Desk, columns: int) -> None:
    terminal = desk.open(f"seeds/{FIRST}", "--lang", "ar", columns=columns, rows=20)
    terminal.wait_for(says("nothing to save"))
    terminal.press("d")
    words = language.tr("Nothing is selected and no annotation is here: {select.grow} takes the word").split()
    beginning, end = label_text(" ".join(words[:3])), label_text(words[-1])
    terminal.wait_for(end)
    assert terminal.place_of(beginning)[0] <= terminal.place_of(end)[0]
