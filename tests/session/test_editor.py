"""What every key of a text field does: before, keys, after; and what holds for any of them on any text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked_text import unmarked, with_marks
from strategies import hostile_text, inline_text, prose

from tui_reader.session.editor import Editor
from tui_reader.text.bidi import Direction
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

KEYS: dict[str, Callable[[Editor], object]] = {
    "left": lambda e: e.step(right=False),
    "right": lambda e: e.step(right=True),
    "shift+left": lambda e: e.step(right=False, extend=True),
    "shift+right": lambda e: e.step(right=True, extend=True),
    "ctrl+left": lambda e: e.step_word(right=False),
    "ctrl+right": lambda e: e.step_word(right=True),
    "ctrl+shift+left": lambda e: e.step_word(right=False, extend=True),
    "ctrl+shift+right": lambda e: e.step_word(right=True, extend=True),
    "up": lambda e: e.step_rows(-1),
    "down": lambda e: e.step_rows(1),
    "shift+up": lambda e: e.step_rows(-1, extend=True),
    "shift+down": lambda e: e.step_rows(1, extend=True),
    "home": lambda e: e.go_to_line_start(),
    "end": lambda e: e.go_to_line_end(),
    "shift+home": lambda e: e.go_to_line_start(extend=True),
    "shift+end": lambda e: e.go_to_line_end(extend=True),
    "ctrl+up": lambda e: e.go_to_paragraph(onward=False),
    "ctrl+down": lambda e: e.go_to_paragraph(onward=True),
    "ctrl+home": lambda e: e.go_to_start(),
    "ctrl+end": lambda e: e.go_to_end(),
    "all": lambda e: e.select_all(),
    "backspace": lambda e: e.backspace(),
    "delete": lambda e: e.delete(),
    "ctrl+w": lambda e: e.delete_word_back(),
    "ctrl+delete": lambda e: e.delete_word(),
    "ctrl+u": lambda e: e.delete_to_line_start(),
    "ctrl+k": lambda e: e.delete_to_line_end(),
    "ctrl+x": lambda e: e.cut(),
    "ctrl+z": lambda e: e.undo(),
    "ctrl+y": lambda e: e.redo(),
    "ctrl+j": lambda e: e.begin_line(),
}
MOTIONS = ["left", "right", "ctrl+left", "ctrl+right", "up", "down", "home", "end"]
MOTIONS += ["ctrl+up", "ctrl+down", "ctrl+home", "ctrl+end"]


def editor(marked: str, *, width: int = 40, several_lines: bool = True) -> Editor:
    text, caret, anchor = unmarked(marked)
    found = Editor(text, several_lines=several_lines, width=width)
    found.draft.mark(caret, anchor)
    return found


def press(field: Editor, keys: str) -> None:
    """Keys with blanks between; what is no key's name is typed, letter by letter."""
    for key in keys.split():
        if key in KEYS:
            KEYS[key](field)
        else:
            for character in key:
                field.type(character)


def marked(field: Editor) -> str:
    return with_marks(field.text, field.caret, field.draft.anchor)


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        # Typing
        ("|", "سلام", "سلام|"),
        ("س|م", "لا", "سلا|م"),
        ("س|ام", "ل", "سل|ام"),
        ("|לום", "ש", "ש|לום"),
        ("قال |", "ok", "قال ok|"),
        ("قال ⟨الوزير⟩ أمس", "هو", "قال هو| أمس"),
        ("قال ⟨|الوزير⟩ أمس", "هو", "قال هو| أمس"),
        ("می|خواهم", "\u200c", "می\u200c|خواهم"),
        ("أ|", "ﻻ", "ألا|"),
        # The way the eye sees: Arabic and Hebrew lie from right to left
        ("|سلم", "left", "س|لم"),
        ("س|لم", "right", "|سلم"),
        ("|سلم", "right", "|سلم"),
        ("سلم|", "left", "سلم|"),
        ("|abc", "right", "a|bc"),
        ("|שלום", "left left", "של|ום"),
        ("|كَتب", "left", "كَ|تب"),
        ("|لا شيء", "left", "لا| شيء"),
        ("|👨\u200d👩\u200d👧.", "right", "👨\u200d👩\u200d👧|."),
        # Into a run of the other direction one comes from the side where one is
        ("قال| Reuters ذلك", "left", "قال Reuter|s ذلك"),
        ("قال Reuter|s ذلك", "left", "قال Reute|rs ذلك"),
        ("قال |Reuters ذلك", "left", "قال Reuters| ذلك"),
        ("قال Reuters| ذلك", "right", "قال |Reuters ذلك"),
        ("said| שלום ok", "right", "said שלו|ם ok"),
        ("said |שלום ok", "right", "said שלום| ok"),
        # Digits in Arabic run from left to right
        ("عام |1991", "left", "عام 1991|"),
        ("عام |1991", "right", "عام 1|991"),
        # Selecting
        ("|سلم", "shift+left shift+left", "⟨سل⟩م"),
        ("سلم|", "shift+right", "سل⟨|م⟩"),
        ("⟨سل⟩م", "shift+right shift+right", "|سلم"),
        ("abc|", "shift+home", "⟨|abc⟩"),
        ("|قال الوزير", "shift+end", "⟨قال الوزير⟩"),
        ("قال |الوزير أمس", "ctrl+shift+left", "قال ⟨الوزير ⟩أمس"),
        ("قال ذلك|", "all", "⟨قال ذلك⟩"),
        # A selection ends at the side the arrow points to
        ("ق⟨ال ذ⟩لك", "left", "قال ذ|لك"),
        ("ق⟨ال ذ⟩لك", "right", "ق|ال ذلك"),
        ("a⟨b⟩c", "left", "a|bc"),
        ("a⟨|b⟩c", "right", "ab|c"),
        # Words, lines, paragraphs
        ("|قال الوزير", "ctrl+left", "قال |الوزير"),
        ("قال الوزير|", "ctrl+right", "قال |الوزير"),
        ("|said so", "ctrl+right", "said |so"),
        ("قال الوزير|", "home", "|قال الوزير"),
        ("أول\nث|ان", "home", "أول\n|ثان"),
        ("أول\nث|ان", "end", "أول\nثان|"),
        ("أول\nث|ان", "ctrl+home", "|أول\nثان"),
        ("أ|ول\nثان", "ctrl+end", "أول\nثان|"),
        ("أ|ول\nثان", "ctrl+down", "أول\n|ثان"),
        ("أول\nث|ان", "ctrl+up", "أول\n|ثان"),
        ("أول|\nثان", "left", "أول\n|ثان"),
        ("أول\n|ثان", "right", "أول|\nثان"),
        # Rows: the cell stays, also over a row that has nothing there
        ("abcd|ef\nx\nghijkl", "down down", "abcdef\nx\nghij|kl"),
        ("abc|\nسلام", "up", "|abc\nسلام"),
        ("abc\nس|لام", "down", "abc\nسلام|"),
        ("abc\nس|لام", "shift+up", "abc⟨|\nس⟩لام"),
        # Taking away
        ("كَ|", "backspace", "ك|"),
        ("كَ|", "backspace backspace", "|"),
        ("لا|", "backspace", "ل|"),
        ("لا|", "backspace backspace", "|"),
        ("سل|ام", "backspace", "س|ام"),
        ("سل|ام", "delete", "سل|م"),
        ("می\u200c|خواهم", "backspace", "می|خواهم"),
        ("👍🏽|", "backspace", "|"),
        ("🇵🇸🇮🇷|", "backspace", "🇵🇸|"),
        ("أ\r\n|ب", "backspace", "أ|ب"),
        ("أ|\r\nب", "delete", "أ|ب"),
        ("أ\n|ب", "backspace", "أ|ب"),
        ("|", "backspace delete", "|"),
        ("|كَتب", "delete", "|تب"),
        ("|لا شيء", "delete", "| شيء"),
        ("قا⟨ل ال⟩وزير", "backspace", "قا|وزير"),
        ("قا⟨|ل ال⟩وزير", "delete", "قا|وزير"),
        ("قا⟨ل ال⟩وزير", "ctrl+x", "قا|وزير"),
        ("قال الوزير|", "ctrl+w", "قال |"),
        ("قال |الوزير", "ctrl+w", "|الوزير"),
        ("|قال الوزير", "ctrl+delete", "|الوزير"),
        ("قال |الوزير", "ctrl+delete", "قال |"),
        ("قال |الوزير", "ctrl+u", "|الوزير"),
        ("قال |الوزير", "ctrl+k", "قال |"),
        ("أول\nق|ال", "ctrl+u ctrl+u", "أول|ال"),
        ("أو|ل\nقال", "ctrl+k ctrl+k", "أو|قال"),
        # Taking back
        ("قال |", "نعم ctrl+z", "قال |"),
        ("قال |", "نعم ctrl+z ctrl+y", "قال نعم|"),
        ("قا⟨ل ا⟩لوزير", "س ctrl+z", "قا⟨ل ا⟩لوزير"),
        ("سلام|", "backspace backspace ctrl+z", "سلام|"),
        ("سلام|", "ctrl+z ctrl+y", "سلام|"),
        # Lines
        ("أول|ثان", "ctrl+j", "أول\n|ثان"),
        ("أول|", "ctrl+j ث up home x", "x|أول\nث"),
    ],
)
def test_keys(before: str, keys: str, after: str) -> None:
    field = editor(before)
    press(field, keys)
    assert marked(field) == after


def test_there_are_no_lines_to_begin_in_a_field_of_one() -> None:
    field = editor("أول|", several_lines=False)
    press(field, "ctrl+j")
    field.insert("\nثان\r\nثالث")
    assert marked(field) == "أول ثان ثالث|"


def test_the_caret_behind_an_arabic_line_stands_to_its_left() -> None:
    field = editor("سلام|", width=20)
    # Lam and alef share a cell.
    assert field.page.caret_cell(field.caret) == (16, 1)
    assert field.page.line(field.place).cell_ranges(0, 4) == [(17, 20)]


texts = st.one_of(prose, hostile_text, st.lists(inline_text, max_size=4).map("\n".join))
operations = st.lists(st.one_of(st.sampled_from(sorted(KEYS)), inline_text.map(lambda text: f"+{text}")), max_size=25)


def do(field: Editor, operation: str) -> None:
    if operation.startswith("+"):
        field.insert(operation[1:])
    else:
        KEYS[operation](field)


@given(texts, operations, st.integers(2, 40))
def test_a_change_replaces_one_stretch_where_the_caret_or_the_selection_is(
    text: str, todo: list[str], width: int
) -> None:
    field = Editor(text, several_lines=True, width=width)
    for operation in todo:
        before, caret, selection = field.text, field.caret, field.selection
        do(field, operation)
        after = field.text
        assert 0 <= field.caret <= len(after)
        if after == before or operation in ("ctrl+z", "ctrl+y"):
            continue
        if operation.startswith("+") or operation == "ctrl+j":
            span = selection or Span(caret, caret)
            put = after[span.start : field.caret]
            assert after == before[: span.start] + put + before[span.end :]
        else:
            assert len(after) < len(before)
            if selection is not None:
                assert after == before[: selection.start] + before[selection.end :]
                assert field.caret == selection.start
            else:
                taken = len(before) - len(after)
                start = caret if operation in ("delete", "ctrl+delete", "ctrl+k") else caret - taken
                assert after == before[:start] + before[start + taken :]
                assert field.caret == start


class Model:
    """The same on a plain string: letters of one code point, with or without marks behind them."""

    cluster = re.compile("(?s).[\u064b-\u0652]*")

    def __init__(self, text: str) -> None:
        self.text = text
        self.caret = len(text)

    def type(self, text: str) -> None:
        self.text = self.text[: self.caret] + text + self.text[self.caret :]
        self.caret += len(text)

    def backspace(self) -> None:
        self.text = self.text[: max(0, self.caret - 1)] + self.text[self.caret :]
        self.caret = max(0, self.caret - 1)

    def delete(self) -> None:
        found = self.cluster.match(self.text, self.caret)
        self.text = self.text[: self.caret] + (self.text[found.end() :] if found else "")

    def move(self, onward: bool) -> None:
        ends = [0, *(found.end() for found in self.cluster.finditer(self.text))]
        beside = [end for end in ends if (end > self.caret if onward else end < self.caret)]
        if beside:
            self.caret = beside[0] if onward else beside[-1]


@given(
    st.sampled_from(["بتثجحخ", "אבגדה", "abcde"]),
    st.lists(st.one_of(st.sampled_from(["backspace", "delete", "on", "back", "\u064e"]), st.integers(0, 4))),
)
def test_edits_are_those_of_a_plain_string(letters: str, todo: list[str | int]) -> None:
    model, field = Model(letters), editor(letters)
    rtl = letters[0] != "a"
    for each in todo:
        if each in ("on", "back"):
            model.move(each == "on")
            field.step(right=(each == "on") != rtl)
        elif each == "backspace":
            model.backspace()
            field.backspace()
        elif each == "delete":
            model.delete()
            field.delete()
        elif isinstance(each, int) or model.caret > 0:
            # A mark before all else stands on the letter behind it, and is another matter.
            typed = letters[each] if isinstance(each, int) else each
            model.type(typed)
            field.type(typed)
        assert (field.text, field.caret) == (model.text, model.caret)


@given(texts, operations, st.integers(2, 40))
def test_all_is_taken_back_and_done_again(text: str, todo: list[str], width: int) -> None:
    field = Editor(text, several_lines=True, width=width)
    for operation in todo:
        do(field, operation)
    while field.redo():
        pass
    last = field.text
    while field.undo():
        pass
    assert field.text == text
    while field.redo():
        pass
    assert field.text == last


@given(texts, st.lists(st.sampled_from(MOTIONS), max_size=20), st.integers(2, 40))
def test_motions_change_nothing_and_stop_between_clusters(text: str, todo: list[str], width: int) -> None:
    field = Editor(text, several_lines=True, width=width)
    for operation in todo:
        do(field, operation)
        assert field.text == text
        assert field.page.snapped(field.caret) == field.caret
        assert field.selection is None


@given(texts, operations, st.integers(2, 40), st.booleans())
@settings(max_examples=60)
def test_left_takes_back_right(text: str, todo: list[str], width: int, right: bool) -> None:
    field = Editor(text, several_lines=True, width=width)
    for operation in todo:
        do(field, operation)
    field.move(field.caret)
    before, place = field.caret, field.place
    field.step(right=right)
    if field.caret != before and field.place == place:
        field.step(right=not right)
        assert field.caret == before


@given(texts, st.integers(2, 40), st.data())
def test_dragging_selects_what_was_pointed_at(text: str, width: int, data: st.DataObject) -> None:
    field = Editor(text, several_lines=True, width=width)
    one, other = (field.page.snapped(data.draw(st.integers(0, len(text)))) for _ in range(2))
    field.move(one)
    field.drag(Span(one, field.page.cluster_end(one)), other)
    first, last = sorted((one, other))
    span = Span(first, field.page.cluster_end(last))
    assert field.selection == (span if span.length else None)
    assert field.caret == (span.end if other >= one else span.start)


@pytest.mark.parametrize("otherwise", [Direction.LTR, Direction.RTL])
@pytest.mark.parametrize("typed", ["", "12", "(", "50%", " - "])
def test_what_has_no_direction_runs_as_it_is_said_to(typed: str, otherwise: Direction) -> None:
    field = Editor(several_lines=True, width=20, otherwise=otherwise)
    press(field, typed)
    assert field.page.is_rtl(field.caret) is (otherwise is Direction.RTL)


@pytest.mark.parametrize(("first", "is_rtl"), [("سطر", True), ("שורה", True), ("line", False)])
@pytest.mark.parametrize("typed", ["", "ctrl+j", "2", "( ctrl+j 3"])
def test_a_new_line_begins_on_the_side_of_the_one_before(first: str, is_rtl: bool, typed: str) -> None:
    for otherwise in (Direction.LTR, Direction.RTL):
        field = Editor(several_lines=True, width=20, otherwise=otherwise)
        press(field, f"{first} ctrl+j {typed}")
        assert field.page.is_rtl(field.caret) is is_rtl
        # Its own letters say more than what is before.
        press(field, "ا" if not is_rtl else "a")
        assert field.page.is_rtl(field.caret) is not is_rtl
