"""Row 14: hostile text is never obeyed. The bytes that reach the terminal hold nothing that the text ordered.

`tests/e2e/test_hostile_tour.py` takes the whole corpus through every screen, encoder and language,
`tests/cli/test_hostile_commands.py` through every command and error path, `tests/test_sinks.py` looks for ways around
the guards in the code. Here the same strict reading is asked of single widgets and writers.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hostile import HOSTILE, OBEYED
from naive import writers_of_words
from readers import APP, NAIVE, Command, opened
from sent import foreign, foreign_text
from textual.app import App, ComposeResult
from textual.widgets import Label, Static

from tui_reader.telling import SafeError
from tui_reader.text.excerpt import label_text
from tui_reader.text.sanitise import printable
from tui_reader.ui.guard import ControlGuard
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from desk import Desk
    from textual.widget import Widget

COLUMNS, ROWS = 100, 20


def check_program(desk: Desk, command: Command) -> None:
    """A program on a document in which everything is: what it sends is of its own making."""
    desk.write("a.txt", "\n".join(f"قال {text} قال" for text in OBEYED.values() if "\0" not in text) + "\n")
    with opened(desk, command, "a.txt", columns=COLUMNS, rows=ROWS) as terminal:
        terminal.wait_for("amal")
        terminal.press("pagedown", "pagedown", "space", "c")
        assert foreign(bytes(terminal.raw), COLUMNS, ROWS) == []


async def check_widget(make: Callable[[str], Widget], *, guarded: bool) -> None:
    """A widget with each text: the rows it gives to the terminal hold no control, and are as wide as they say."""

    class Shown(App[None]):
        def compose(self) -> ComposeResult:
            yield from (make(text) for text in HOSTILE.values())

        def get_line_filters(self) -> list[ControlGuard]:  # type: ignore[override]
            return [ControlGuard()] if guarded else []

    app = Shown()
    async with app.run_test(size=(60, 4 * len(HOSTILE))) as pilot:
        await pilot.pause()
        for strip in app.screen._compositor.render_strips():
            shown = "".join(segment.text for segment in app_filtered(app, strip))
            assert not [sign for sign in foreign_text(shown.encode()) if sign != repr("\u200d")], shown
            assert not any(
                segment.control or (segment.style and segment.style.link) for segment in app_filtered(app, strip)
            )


def app_filtered(app: App[None], strip: object) -> list[object]:
    """A row as the driver gets it."""
    segments = list(strip)
    for line_filter in app.get_line_filters():
        segments = line_filter.apply(segments, app.background_colors[0])
    return segments


def check_writer(write: Callable[[str, TextIO], object], capsys: pytest.CaptureFixture[str]) -> None:
    """What is written to a stream holds no control but the ends of lines."""
    for text in HOSTILE.values():
        write(text, sys.stderr)
        said = capsys.readouterr().err
        assert not [sign for sign in foreign_text(said.encode()) if sign not in map(repr, "\n\u200c\u200d")], repr(said)


@pytest.mark.pty
def test_the_app_sends_what_is_its_own(desk: Desk) -> None:
    check_program(desk, APP)


@pytest.mark.pty
def test_a_naive_reader_does_what_it_is_told(desk: Desk) -> None:
    with pytest.raises(AssertionError):
        check_program(desk, NAIVE)


@pytest.mark.parametrize(
    "make", [TextView, lambda text: Static(label_text(text), markup=False)], ids=["TextView", "label_text"]
)
async def test_our_widgets_show_it(make: Callable[[str], Widget]) -> None:
    await check_widget(make, guarded=True)


@pytest.mark.parametrize(
    "make", [lambda text: Label(text, markup=False), lambda text: Static(text, markup=False)], ids=["Label", "Static"]
)
async def test_whatever_widget_shows_it_the_guard_is_behind_it(make: Callable[[str], Widget]) -> None:
    await check_widget(make, guarded=True)


@pytest.mark.parametrize("make", [lambda text: Label(text, markup=False)], ids=["Label"])
async def test_a_naive_widget_passes_it_on(make: Callable[[str], Widget]) -> None:
    with pytest.raises(AssertionError):
        await check_widget(make, guarded=False)


@pytest.mark.parametrize(
    "write",
    [lambda text, to: to.write(printable(text)), lambda text, to: SafeError(to).write(text)],
    ids=["printable", "stderr"],
)
def test_our_writers_write_pictures(write: Callable[[str, TextIO], object], capsys: pytest.CaptureFixture[str]) -> None:
    check_writer(write, capsys)


@pytest.mark.parametrize(
    "write", [writers_of_words.as_it_is, writers_of_words.without_escapes, writers_of_words.quoted]
)
def test_naive_writers_do_not(write: Callable[[str, TextIO], object], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(AssertionError):
        check_writer(write, capsys)
