"""Annotating in a real terminal: what one sees, and what is on the disk by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import Desk, quote_of, saved, span_of, tags_of
from text_area import shown_text

from tui_reader.text.layout import lay_out
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from terminal import Terminal

pytestmark = pytest.mark.pty

TEXT = "قال الوزير: ارتفعت الأسعار [9] كثيرا\nونفى ذلك آخرون\n"
MINISTER, MARKER = Span(4, 10), Span(27, 30)


def on_screen(text: str) -> str:
    """A few words of one direction as they are sent."""
    return lay_out(text, 200).line(0).text().strip()


def underlined(terminal: Terminal, cells: list[tuple[int, int]]) -> list[bool]:
    """Whether each cell is underlined, as annotated text is."""
    return [terminal.cell(*cell).underscore for cell in cells]


def go_to(terminal: Terminal, word: str) -> None:
    """Puts the caret on a word by searching for it, and ends the search."""
    terminal.press("/")
    terminal.type(word)
    terminal.press("enter", "escape")


def test_a_tagged_word_is_seen_listed_and_on_the_disk(desk: Desk) -> None:
    terminal = desk.open("seeds")
    area = shown_text(terminal, desk.first)
    terminal.press("space", "c")
    saved(terminal)
    (item,) = desk.items()
    assert tags_of(item) == ["Claim"]
    assert quote_of(item) == desk.first.slice(Span(*span_of(item))) == "وقع"
    terminal.wait_for("Annotations 1")
    label_row, label_column = terminal.place_of("c Claim")
    assert label_column > area.left + area.width
    assert on_screen("وقع") in "".join(terminal.glyphs(label_row + 1)[label_column:])
    assert all(underlined(terminal, area.cells_of(Span(0, 3))))
    assert not any(underlined(terminal, area.cells_of(Span(4, 40))))


def test_what_was_annotated_is_there_when_the_document_is_opened_again(desk: Desk) -> None:
    document = desk.write("a.txt", TEXT)
    first = desk.open("a.txt")
    go_to(first, "الوزير")
    first.press("space", "s")
    saved(first)
    first.press("ctrl+q")
    assert first.wait_for_exit() == 0
    written = desk.set_path("a.txt").read_bytes()
    again = desk.open("a.txt")
    again.wait_for("s Source")
    area = shown_text(again, document)
    assert all(underlined(again, area.cells_of(MINISTER)))
    assert not any(underlined(again, area.cells_of(Span(0, 3))))
    again.press("ctrl+q")
    assert again.wait_for_exit() == 0
    assert desk.set_path("a.txt").read_bytes() == written


def test_undo_and_redo_reach_the_disk(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    terminal.press("space", "c")
    saved(terminal)
    before = desk.items("a.txt")
    terminal.press("ctrl+z")
    terminal.wait_for("Annotations 0")
    terminal.wait_for(lambda _: desk.items("a.txt") == [])
    terminal.press("ctrl+y")
    terminal.wait_for("Annotations 1")
    terminal.wait_for(lambda _: desk.items("a.txt") == before)
    terminal.press("z", "z")
    terminal.wait_for("Nothing to undo")


def test_a_note_in_arabic_joins_as_it_is_typed(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    terminal.press("space", "c", "n")
    terminal.wait_for("Note on")
    terminal.type("رقم بلا مصدر")
    terminal.wait_for(on_screen("رقم بلا مصدر"))
    terminal.press("enter")
    terminal.wait_for(lambda _: [b.get("purpose") for b in desk.items("a.txt")[0]["body"]] == ["tagging", "commenting"])
    note = desk.items("a.txt")[0]["body"][1]
    assert note["value"] == "رقم بلا مصدر"
    assert note["textDirection"] == "rtl"
    terminal.wait_for(on_screen("رقم بلا مصدر"))


def test_a_note_that_is_given_up_is_not_written(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    terminal.press("space", "n")
    terminal.type("ملاحظة")
    terminal.press("escape")
    terminal.wait_for("Annotations 0")
    assert not desk.set_path("a.txt").exists()


def test_a_tag_is_found_by_its_name_in_either_language(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    terminal.press("space", "t")
    terminal.type("اقتباس")
    terminal.wait_for("Quote")
    terminal.press("enter")
    saved(terminal)
    assert tags_of(desk.items("a.txt")[0]) == ["Quote"]


def test_a_tag_that_is_new_is_made(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    terminal.press("space", "t")
    terminal.type("إشاعة")
    terminal.wait_for("put it into the tagset")
    terminal.press("down", "enter")
    saved(terminal)
    assert tags_of(desk.items("a.txt")[0]) == ["إشاعة"]
    assert "إشاعة" in (desk.folder / "annotations" / "tagset.toml").read_text(encoding="utf-8")


def test_linking_a_claim_to_its_citation(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    terminal.press("space", "c")
    go_to(terminal, "9")
    terminal.press("space", "r", "[", "l")
    terminal.wait_for("LINK")
    terminal.press("]", "c")
    terminal.wait_for("→ cites")
    terminal.wait_for("← cites")
    saved(terminal)
    claim, citation, link = desk.items("a.txt")
    assert link["motivation"] == "linking"
    assert (link["target"], link["body"][0]["source"]) == (claim["id"], citation["id"])


def test_keys_that_arrive_together_act_one_after_the_other(desk: Desk) -> None:
    """As they do over a slow line: tag a claim and its citation, link them, and leave, without a pause."""
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    go_to(terminal, "9")
    terminal.press("escape", "space")
    terminal.send(b"r" + b"\x1b[1;5H" + b" c" + b"lc" + b"\x11")
    assert terminal.wait_for_exit() == 0
    claim, citation, link = desk.items("a.txt")
    assert (link["target"], link["body"][0]["source"]) == (claim["id"], citation["id"])


def test_deleting_takes_the_links_along_and_undo_brings_both_back(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    terminal.press("space", "c")
    go_to(terminal, "9")
    terminal.press("space", "r", "[", "l")
    terminal.wait_for("LINK")
    terminal.press("c")
    terminal.wait_for("→ cites")
    saved(terminal)
    before = desk.items("a.txt")
    terminal.press("d")
    terminal.wait_for("Annotations 1")
    terminal.wait_for(lambda _: len(desk.items("a.txt")) == 1)
    terminal.press("z")
    terminal.wait_for("→ cites")
    terminal.wait_for(lambda _: desk.items("a.txt") == before)


def test_the_key_of_a_tag_retags_what_is_chosen_in_the_sidebar(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    terminal.press("space", "c", "tab", "q")
    terminal.wait_for("q Quote")
    terminal.wait_for(lambda _: [tags_of(item) for item in desk.items("a.txt")] == [["Quote"]])
    terminal.press("h")
    terminal.wait_for(lambda _: [tags_of(item) for item in desk.items("a.txt")] == [[]])


def test_filters_list_fewer_and_change_nothing(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    terminal.press("space", "c")
    go_to(terminal, "الوزير")
    terminal.press("space", "s")
    saved(terminal)
    written = desk.files()
    terminal.press("F")
    terminal.wait_for("Annotations 1 of 2")
    terminal.press("F", "F")
    terminal.wait_for("Annotations 2")
    terminal.press("f")
    terminal.type("وزير")
    terminal.wait_for("Annotations 1 of 2")
    terminal.press("escape")
    terminal.wait_for("Annotations 2")
    assert desk.files() == written


def another_annotators_set(desk: Desk) -> bytes:
    """Lets another annotator tag the first word of `a.txt`; the set's bytes."""
    terminal = desk.open("a.txt", "--annotator", "badria", ready="badria")
    terminal.press("space", "q")
    terminal.wait_for(lambda _: desk.set_path("a.txt", "badria").exists())
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    return desk.set_path("a.txt", "badria").read_bytes()


def test_another_annotators_set_is_shown_and_cannot_be_changed(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    theirs = another_annotators_set(desk)
    terminal = desk.open("a.txt")
    terminal.wait_for("q Quote")
    terminal.wait_for("badria")
    for key in ("d", "l", "L"):
        terminal.press("[", "]", key)
        terminal.wait_for("badria's")
    terminal.press("tab", "c")
    terminal.wait_for("badria's")
    terminal.press("o")
    terminal.wait_for("Annotations 0")
    terminal.press("o")
    terminal.wait_for("Annotations 1")
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert desk.set_path("a.txt", "badria").read_bytes() == theirs
    assert not desk.set_path("a.txt").exists()


def test_a_set_that_was_damaged_meanwhile_is_left_alone(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    terminal.press("space", "c")
    saved(terminal)
    path = desk.set_path("a.txt")
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    go_to(terminal, "الوزير")
    terminal.press("space", "s")
    terminal.wait_for("NOT SAVED")
    assert path.read_bytes() == whole[:-20]
    terminal.wait_for("Annotations 2")
    terminal.press("ctrl+q")
    terminal.wait_for("Not everything is saved")
    terminal.press("escape")
    # Staying is possible, and once the file is as it was, saving again is, too.
    terminal.wait_for("Annotations 2")
    path.write_bytes(whole)
    saved(terminal)
    assert len(desk.items("a.txt")) == 2
    path.write_bytes(b"{")
    terminal.press("z")
    terminal.press("ctrl+q")
    terminal.wait_for("Not everything is saved")
    terminal.press("q")
    assert terminal.wait_for_exit() == 4
    assert path.read_bytes() == b"{"


def test_a_folder_that_cannot_be_made_is_told_and_nothing_is_lost(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    (desk.folder / "annotations").write_bytes(b"a file where the folder should be")
    terminal.press("space", "c")
    terminal.wait_for("NOT SAVED")
    (desk.folder / "annotations").unlink()
    terminal.press("ctrl+s")
    saved(terminal)
    assert len(desk.items("a.txt")) == 1


def test_a_damaged_set_of_ones_own_opens_for_reading_only(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    path = desk.set_path("a.txt")
    path.parent.mkdir()
    path.write_bytes(b'{"type": "AnnotationPage", "items": [')
    terminal = desk.open("a.txt")
    terminal.wait_for("read only")
    terminal.press("space", "c")
    terminal.wait_for("open for reading only")
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert path.read_bytes() == b'{"type": "AnnotationPage", "items": ['


def test_the_text_stays_in_sight_around_a_dialog(desk: Desk) -> None:
    terminal = desk.open()
    before = terminal.rows
    terminal.press("p")
    around = [(row, shown) for row, shown in zip(before, terminal.rows, strict=True) if "│" not in shown]
    assert "Views" in terminal.text
    assert len([row for row, shown in around if row == shown and row.strip()]) >= 3
