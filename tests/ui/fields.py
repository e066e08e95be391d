"""Widgets of the public module, alone in a program, and what is seen of them."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from marked_text import unmarked, with_marks
from textual.app import App

from tui_reader.ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.app import ComposeResult
    from textual.pilot import Pilot
    from textual.strip import Strip

WIDTH = 42


class FieldApp(App[None]):
    """A program with a field, one more thing to focus, and a key of its own."""

    CSS = "#other { height: 1; }"
    BINDINGS = [("ctrl+c", "own_copy", "Copy")]  # noqa: RUF012

    def __init__(self, value: str, *, multiline: bool) -> None:
        super().__init__()
        self.field = TextField(value, multiline=multiline, placeholder="nothing yet", id="field")
        self.submitted: list[str] = []
        self.changed: list[str] = []
        self.copied_itself = 0

    def compose(self) -> ComposeResult:
        yield self.field
        yield TextField(id="other")

    def on_mount(self) -> None:
        self.field.focus()

    def on_text_field_submitted(self, message: TextField.Submitted) -> None:
        self.submitted.append(message.value)

    def on_text_field_changed(self, message: TextField.Changed) -> None:
        self.changed.append(message.value)

    def action_own_copy(self) -> None:
        self.copied_itself += 1


@asynccontextmanager
async def typing(
    before: str, *, multiline: bool = False, size: tuple[int, int] = (WIDTH, 10)
) -> AsyncIterator[tuple[TextField, Pilot[None]]]:
    """A field with text in it, and caret and selection where the marks stand."""
    text, caret, anchor = unmarked(before)
    app = FieldApp(text, multiline=multiline)
    async with app.run_test(size=size) as pilot:
        if anchor is None:
            app.field.caret = caret
        else:
            app.field.editor.draft.mark(caret, anchor)
        await pilot.pause()
        yield app.field, pilot


def state(field: TextField) -> str:
    """The text with caret and selection marked."""
    return with_marks(field.value, field.caret, field.editor.draft.anchor)


def row(field: TextField, y: int = 0) -> str:
    """What is on a row of a field."""
    return "".join(segment.text for segment in field.render_line(y))


def cells_like(strip: Strip, **attributes: object) -> set[int]:
    """The cells of a row whose style has certain attributes."""
    found, cell = set(), 0
    for segment in strip:
        width = segment.cell_length
        if segment.style is not None and all(getattr(segment.style, k) == v for k, v in attributes.items()):
            found |= set(range(cell, cell + width))
        cell += width
    return found


def caret_cells(field: TextField, y: int = 0) -> set[int]:
    """The cells of a row on which the caret is."""
    return cells_like(field.render_line(y), reverse=True)


def selected_cells(field: TextField, y: int = 0) -> set[int]:
    """The cells of a row that are painted as selected."""
    style = field.get_component_rich_style("text-field--selection")
    return cells_like(field.render_line(y), bgcolor=style.bgcolor) if style.bgcolor else set()
