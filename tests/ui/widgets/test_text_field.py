"""Typing in a field: what is in it, where the caret is, and what is on the row."""

from __future__ import annotations

import base64
import os
import re
from unittest.mock import patch

import pytest
from fields import caret_cells, row, selected_cells, state, typing
from strategies import BIDI_CONTROLS, CONTROLS, NASTY_PARAGRAPHS, ODDITIES
from textual import events
from textual.widgets import HelpPanel

from tui_reader.text.layout import lay_out
from tui_reader.text.span import Span
from tui_reader.ui.widgets.text_field import MARGIN, TextField

NEVER_SENT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("|", ["س", "ل", "ا", "م"], "سلام|"),
        ("سلا|", ["left"], "سلا|"),
        ("|سلم", ["left"], "س|لم"),
        ("س|لم", ["right"], "|سلم"),
        ("|abc", ["right"], "a|bc"),
        ("كَ|", ["backspace"], "ك|"),
        ("كَ|", ["backspace", "backspace"], "|"),
        ("|كَتب", ["delete"], "|تب"),
        ("|لا شيء", ["delete"], "| شيء"),
        ("قال الوزير|", ["ctrl+w"], "قال |"),
        ("|قال الوزير", ["ctrl+delete"], "|الوزير"),
        ("قال الوزير|", ["home"], "|قال الوزير"),
        ("|قال الوزير", ["end"], "قال الوزير|"),
        ("|قال الوزير", ["ctrl+left"], "قال |الوزير"),
        ("قال الوزير|", ["ctrl+u", "x"], "x|"),
        ("قال |الوزير", ["ctrl+k"], "قال |"),
        ("abc|", ["[", "/", "]", "?"], "abc[/]?|"),
        ("سلم|", ["shift+right", "shift+right"], "س⟨|لم⟩"),
        ("|قال الوزير", ["shift+end"], "⟨قال الوزير⟩"),
        ("قال الوزير|", ["shift+home"], "⟨|قال الوزير⟩"),
        ("|قال الوزير", ["ctrl+shift+left"], "⟨قال ⟩الوزير"),
        ("قال الوزير|", ["f7", "x"], "x|"),
        ("abc|", ["ctrl+a"], "|abc"),
        ("أ⟨ول⟩ ثان", ["ctrl+x"], "أ| ثان"),
        ("أ⟨ول⟩ ثان", ["ctrl+x", "ctrl+end", "ctrl+v"], "أ ثانول|"),
        ("أ⟨ول⟩ ثان", ["ctrl+c", "home", "ctrl+v"], "ول|أول ثان"),
        ("|", ["ا", "space", "ب", "ctrl+z"], "ا |"),
        ("|", ["ا", "ب", "ctrl+z", "ctrl+y"], "اب|"),
        ("|", ["ا", "ctrl+underscore"], "|"),
        ("|", ["ﻻ"], "لا|"),
    ],
)
async def test_keys(before: str, keys: list[str], after: str) -> None:
    async with typing(before) as (field, pilot):
        await pilot.press(*keys)
        assert state(field) == after


@pytest.mark.parametrize("character", ["\u200c", "\u200d", "\u200e", "\u200f", "\u2067", "\u2069"])
async def test_joiners_and_marks_of_direction_can_be_typed(character: str) -> None:
    async with typing("می|خواهم") as (field, pilot):
        pilot.app.post_message(events.Key("some_name", character))
        await pilot.pause()
        assert state(field) == f"می{character}|خواهم"


async def test_a_letter_with_alt_is_a_command_and_no_letter() -> None:
    async with typing("|قال ذلك") as (field, pilot):
        pilot.app.post_message(events.Key("alt+d", "d"))
        pilot.app.post_message(events.Key("alt+q", "q"))
        pilot.app.post_message(events.Key("alt+shift+q", "Q"))
        await pilot.pause()
        assert state(field) == "|ذلك"


async def test_letters_join_as_they_are_typed() -> None:
    async with typing("") as (field, pilot):
        for typed in ("س", "سل", "سلا", "سلام"):
            await pilot.press(typed[-1])
            assert lay_out(typed, 39).line(0).text().strip() in row(field)


async def test_a_new_line_is_begun_only_where_there_is_room_for_one() -> None:
    async with typing("أول|", multiline=True) as (field, pilot):
        await pilot.press("ctrl+j", "ث", "up", "home", "x")
        assert state(field) == "x|أول\nث"
    async with typing("أول|") as (field, pilot):
        await pilot.press("ctrl+j")
        assert field.value == "أول"


async def test_pasting_keeps_words_and_leaves_controls_out() -> None:
    async with typing("|") as (field, pilot):
        pilot.app.post_message(events.Paste("أول\r\nثان\x1b[31m\x07"))
        await pilot.pause()
        assert field.value == "أول ثان[31m"
    async with typing("|", multiline=True) as (field, pilot):
        pilot.app.post_message(events.Paste("أول\r\nثان"))
        await pilot.pause()
        assert field.value == "أول\nثان"


# The row


@pytest.mark.parametrize("text", NASTY_PARAGRAPHS)
async def test_caret_and_selection_are_on_the_cells_of_the_letters(text: str) -> None:
    async with typing(text, size=(200, 10)) as (field, pilot):
        line = field.page.line(field.editor.place)
        for place in range(0, len(text) + 1, 7):
            field.caret = place
            cell, cells = line.caret_cell(place)
            assert caret_cells(field) == set(range(MARGIN + cell, MARGIN + cell + cells))
        for start, end in ((0, 5), (3, len(text) - 4), (11, 30), (0, len(text))):
            field.selection = Span(start, end)
            cells_of = {MARGIN + c for first, last in line.cell_ranges(start, end) for c in range(first, last)}
            assert selected_cells(field) - caret_cells(field) == cells_of - caret_cells(field)
        await pilot.pause()


@pytest.mark.parametrize("text", ["سلام", "שלום", "abc", "قال Reuters", "a ثم"])
async def test_the_caret_behind_the_text_is_on_the_side_where_it_ends(text: str) -> None:
    async with typing(text) as (field, _):
        line = field.page.line(field.editor.place)
        (cell,) = caret_cells(field)
        assert cell == MARGIN + (line.left - 1 if line.is_rtl else line.right)
        assert row(field)[cell] == " "


async def test_a_caret_behind_a_full_row_is_seen() -> None:
    for text in ("ب" * 39, "b" * 39):
        async with typing(text) as (field, _):
            assert field.size.height == 1
            assert caret_cells(field) == {0 if text[0] == "ب" else 40}


async def test_a_caret_without_focus_is_not_seen() -> None:
    async with typing("سلام") as (field, pilot):
        await pilot.press("tab")
        assert not caret_cells(field)
        await pilot.press("shift+tab")
        assert caret_cells(field)


async def test_caret_and_selection_are_seen_without_colours() -> None:
    with patch.dict(os.environ, {"NO_COLOR": "1"}):
        async with typing("قال ⟨الوزير⟩ أمس") as (field, pilot):
            await pilot.pause()
            strip = field.render_line(0)
            underlined = {s.text for s in strip if s.style and s.style.underline}
            assert "".join(underlined) == lay_out("الوزير", 6).line(0).text().strip()
            assert [s.text for s in strip if s.style and s.style.reverse] == [" "]


async def test_a_selected_newline_is_seen() -> None:
    async with typing("⟨أول\n\nثان⟩", multiline=True) as (field, _):
        assert len(selected_cells(field, 0)) == 4
        assert len(selected_cells(field, 1)) == 1
        assert len(selected_cells(field, 2)) == 3


async def test_an_empty_field_says_what_it_is_for() -> None:
    async with typing("") as (field, pilot):
        assert "nothing yet" in row(field)
        assert caret_cells(field) == {MARGIN}
        field.placeholder = "اكتب هنا"
        await pilot.pause()
        # The caret is where that begins, and what has no direction of its own is typed there.
        assert caret_cells(field) == {MARGIN + field.page.width - 1}
        await pilot.press("1", "2")
        assert row(field).rstrip().endswith("12")
        await pilot.press("a")
        assert row(field).strip() == "12a"
        assert row(field).startswith(" " * MARGIN + "12a")


async def test_nothing_that_a_terminal_obeys_gets_into_a_row() -> None:
    async with typing("|", multiline=True) as (field, pilot):
        for hostile in (*CONTROLS, *BIDI_CONTROLS, *ODDITIES, "[red]x[/]", "ب" + "\u064b" * 1000):
            field.value = field.placeholder = f"قال {hostile} abc"
            await pilot.pause()
            field.insert(hostile)
            await pilot.press("backspace", "home", "delete", "shift+left")
            shown = "".join(row(field, y) for y in range(field.size.height))
            assert not NEVER_SENT.search(shown), ascii(hostile)
            field.value = ""
            assert not NEVER_SENT.search(row(field)), ascii(hostile)


# Rows


async def test_a_field_grows_with_its_text_and_then_scrolls() -> None:
    words = "قال الوزير إن الأسعار ارتفعت "
    async with typing("") as (field, pilot):
        heights = []
        for _ in range(8):
            field.insert(words)
            await pilot.pause()
            heights.append(field.size.height)
            assert field.editor.place in field.visible_places
        assert heights[0] == 1
        assert heights == sorted(heights)
        assert heights[-1] == 4
        await pilot.press("ctrl+home")
        assert field.visible_places[0] == (0, 0)
        await pilot.press("pagedown", "pagedown", "pagedown")
        assert state(field).endswith("|")
        await pilot.press("f7", "delete")
        await pilot.pause()
        assert field.size.height == 1


async def test_what_is_typed_into_a_long_run_of_the_other_direction_is_in_sight() -> None:
    async with typing("قال " + "one two three " * 12) as (field, pilot):
        await pilot.press("Q")
        await pilot.pause()
        assert any("Q" in row(field, y) for y in range(field.size.height))


# Around the field


async def test_nothing_reaches_the_app_while_typing() -> None:
    async with typing("نعم|") as (_field, pilot):
        await pilot.press("q", "enter")
        assert pilot.app.submitted == ["نعمq"]  # type: ignore[attr-defined]
        assert pilot.app.changed == ["نعمq"]  # type: ignore[attr-defined]


async def test_copying_puts_the_source_on_the_clipboard_of_the_terminal() -> None:
    async with typing("قال ⟨سلام⟩") as (_field, pilot):
        with patch.object(pilot.app._driver, "write") as write:
            await pilot.press("ctrl+c")
        encoded = base64.b64encode("سلام".encode()).decode()
        assert any(f"\x1b]52;c;{encoded}\a" in call.args[0] for call in write.call_args_list)


async def test_copying_nothing_is_left_to_the_program() -> None:
    async with typing("قال|") as (_field, pilot):
        await pilot.press("ctrl+c")
        assert pilot.app.copied_itself == 1  # type: ignore[attr-defined]


async def test_a_value_that_is_set_cannot_be_taken_back() -> None:
    async with typing("قال|") as (field, pilot):
        await pilot.press("x")
        field.value = "آخر"
        await pilot.press("ctrl+z")
        assert state(field) == "آخر|"
        assert pilot.app.changed == ["قالx"]  # type: ignore[attr-defined]


async def test_the_cursor_of_the_terminal_goes_with_the_caret() -> None:
    async with typing("سلام") as (field, pilot):
        await pilot.press("home")
        (cell,) = caret_cells(field)
        assert pilot.app.cursor_position == (field.region.x + cell, field.region.y)


async def test_the_help_panel_lists_the_keys() -> None:
    async with typing("", size=(120, 60)) as (_, pilot):
        pilot.app.action_show_help_panel()
        await pilot.pause()
        bindings = pilot.app.screen.active_bindings
        for key in ("left", "shift+left", "ctrl+k", "ctrl+z", "backspace", "f7"):
            assert bindings[key].binding.description
        assert pilot.app.screen.query(HelpPanel)


# Mouse


@pytest.mark.parametrize("text", ["قال Reuters إن 12% لا", "שלום ok (1)", "abc سلام."])
async def test_a_click_puts_the_caret_on_the_letter_that_is_shown_there(text: str) -> None:
    async with typing(text) as (field, pilot):
        line = field.page.line(field.page.place_of(0))
        for cell in range(-MARGIN, line.width + MARGIN):
            await pilot.click(TextField, offset=(cell + MARGIN, 0))
            assert field.caret == line.column_at(cell)
            assert field.selection is None


@pytest.mark.parametrize(
    ("first", "last", "after"),
    [
        (0, 2, "⟨قال⟩ Reuters ذلك"),
        (2, 0, "⟨|قال⟩ Reuters ذلك"),
        (0, 12, "⟨قال Reuters ذ⟩لك"),
        (4, 6, "قال ⟨Reu⟩ters ذلك"),
        (13, 15, "قال Reuters ذ⟨لك⟩"),
        (4, 4, "قال |Reuters ذلك"),
    ],
)
async def test_dragging_selects(first: int, last: int, after: str) -> None:
    text = "قال Reuters ذلك"
    async with typing(text) as (field, pilot):
        line = field.page.line(field.page.place_of(0))

        def at(place: int) -> tuple[int, int]:
            return MARGIN + line.caret_cell(place)[0], 0

        await pilot.mouse_down(TextField, offset=at(first))
        await pilot._post_mouse_events([events.MouseMove], TextField, offset=at(last), button=1)
        await pilot.mouse_up(TextField, offset=at(last))
        assert state(field) == after


async def test_shift_and_a_click_select_from_the_caret() -> None:
    async with typing("قال |Reuters ذلك") as (field, pilot):
        cell = field.page.caret_cell(6)[0]
        await pilot.mouse_down(TextField, offset=(MARGIN + cell, 0), shift=True)
        await pilot.mouse_up(TextField, offset=(MARGIN + cell, 0), shift=True)
        assert state(field) == "قال ⟨Reu⟩ters ذلك"


async def test_two_clicks_take_the_word_and_three_the_line() -> None:
    async with typing("أول سطر\nقال الوزير", multiline=True) as (field, pilot):
        cell = field.page.caret_cell(14)[0]
        await pilot.click(TextField, offset=(MARGIN + cell, 1), times=2)
        assert state(field) == "أول سطر\nقال ⟨الوزير⟩"
        await pilot.click(TextField, offset=(MARGIN + cell, 1), times=3)
        assert state(field) == "أول سطر\n⟨قال الوزير⟩"


async def test_the_middle_button_pastes_where_it_is_pressed() -> None:
    async with typing("قال ⟨ذلك⟩") as (field, pilot):
        await pilot.press("ctrl+c")
        cell = field.page.caret_cell(0)[0]
        await pilot.mouse_down(TextField, offset=(MARGIN + cell, 0), button=2)
        assert state(field) == "ذلك|قال ذلك"


async def test_dragging_below_a_field_scrolls_it() -> None:
    async with typing("|" + "\n".join(f"سطر {n}" for n in range(12)), multiline=True) as (field, pilot):
        await pilot.mouse_down(TextField, offset=(38, 0))
        for _ in range(4):
            await pilot._post_mouse_events([events.MouseMove], TextField, offset=(20, 5), button=1)
        await pilot.mouse_up(TextField, offset=(20, 5))
        assert field.visible_places[0].block > 0
        assert field.selection is not None
        assert field.value[field.selection.start : field.selection.end].count("\n") > 4
