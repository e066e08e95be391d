"""Typing in a field: what is in it, where the caret is, and what is on the row."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.app import App

from tui_reader.text.layout import lay_out
from tui_reader.ui.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.app import ComposeResult
    from textual.pilot import Pilot


class FieldApp(App[None]):
    def __init__(self, value: str, *, multiline: bool) -> None:
        super().__init__()
        self.field = TextField(value, multiline=multiline, placeholder="nothing yet")
        self.submitted: list[str] = []

    def compose(self) -> ComposeResult:
        self.field.styles.height = 4 if self.field.multiline else 1
        yield self.field

    def on_mount(self) -> None:
        self.field.focus()

    def on_text_field_submitted(self, message: TextField.Submitted) -> None:
        self.submitted.append(message.field.value)


@asynccontextmanager
async def typing(before: str, *, multiline: bool = False) -> AsyncIterator[tuple[TextField, Pilot[None]]]:
    """A field with text in it; `|` marks the caret."""
    value = before.replace("|", "")
    app = FieldApp(value, multiline=multiline)
    async with app.run_test(size=(42, 6)) as pilot:
        app.field.caret = before.index("|") if "|" in before else len(value)
        await pilot.pause()
        yield app.field, pilot


def state(field: TextField) -> str:
    """The text with the caret marked."""
    return f"{field.value[: field.caret]}|{field.value[field.caret :]}"


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
        ("قال الوزير|", ["home"], "|قال الوزير"),
        ("|قال الوزير", ["end"], "قال الوزير|"),
        ("|قال الوزير", ["ctrl+left"], "قال |الوزير"),
        ("قال الوزير|", ["ctrl+u", "x"], "x|"),
        ("abc|", ["[", "/", "]"], "abc[/]|"),
    ],
)
async def test_keys(before: str, keys: list[str], after: str) -> None:
    async with typing(before) as (field, pilot):
        await pilot.press(*keys)
        assert state(field) == after


async def test_letters_join_as_they_are_typed() -> None:
    async with typing("") as (field, pilot):
        for typed in ("س", "سل", "سلا", "سلام"):
            await pilot.press(typed[-1])
            row = "".join(segment.text for segment in field.render_line(0))
            assert lay_out(typed, 39).line(0).text().strip() in row


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


async def test_the_mouse_puts_the_caret_on_the_letter_that_is_shown_there() -> None:
    async with typing("قال abc") as (field, pilot):
        line = field.page.line(field.page.place_of(0))
        for column in (0, 1, 2, 4, 5, 6):
            cell, _ = line.caret_cell(column)
            await pilot.click(TextField, offset=(cell + 1, 0))
            assert field.caret == column


async def test_enter_submits_and_nothing_reaches_the_app_while_typing() -> None:
    async with typing("نعم|") as (_field, pilot):
        await pilot.press("q", "enter")
        assert pilot.app.submitted == ["نعمq"]  # type: ignore[attr-defined]


async def test_an_empty_field_says_what_it_is_for() -> None:
    async with typing("") as (field, _):
        assert "nothing yet" in "".join(segment.text for segment in field.render_line(0))
