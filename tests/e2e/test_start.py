"""The first screen: there before Textual is, cell for cell what the app shows, and nothing else before the app does."""

from __future__ import annotations

import re
import signal
from typing import TYPE_CHECKING

import pyte
import pytest
from desk import FIRST, SECOND, Desk
from program import PATIENCE, PROGRAM, SOURCES, environment
from terminal import Terminal, key_bytes
from text_area import shown_text

from tui_reader.errors import ExitCode
from tui_reader.session.geometry import ROWS_BELOW, share
from tui_reader.session.state import BROKEN, FILE, ReadingPlace, ReadingState
from tui_reader.settings import state_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyte.screens import Char

pytestmark = pytest.mark.pty


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The start is what is asked about here."""
    desk.is_cold = True
    return desk


ENTERS, APP_COMES, LEAVES = b"\x1b[?1049h", b"\x1b[?1000h", b"\x1b[?1049l"
"""The alternate screen, what Textual's driver sends first, and the way back."""
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<=>][0-?]*[ -/]*[@-~]|\x1b\[[0-?]*[ -/]+[@-~]|\x1b\][^\x07]*\x07")
_STEPS = re.compile(rb"(?=\x1b\[\d+;\d+H|\x1b\[\?\d+[hl])")
SIZES = [(40, 10), (64, 20), (80, 24), (120, 36), (200, 60)]
LEFT_TO_RIGHT = (
    "# A heading\n\nPlain text, some of it\twith tabs, 漢字 and e\u0301.\n\n" + "Words and words. " * 60 + "\n"
)
HEBREW = "שלום עולם\n" + "קָמָץ (שנת 1948) the end. " * 40 + "\n"


class StrictScreen(pyte.Screen):
    """As terminals do, it is cleared by each command to go to the alternate screen."""

    def set_mode(self, *modes: int, **private: bool) -> None:
        if 1049 in modes:
            self.erase_in_display(2)
        super().set_mode(*modes, **private)


def screens(terminal: Terminal) -> Iterator[tuple[bytes, StrictScreen]]:
    """The screen at every moment since it was entered, each with what was sent last; one screen, that changes."""
    raw = _UNKNOWN_TO_PYTE.sub(b"", bytes(terminal.raw))
    screen = StrictScreen(terminal.columns, len(terminal.rows))
    stream = pyte.ByteStream(screen)
    for step in _STEPS.split(raw[raw.index(ENTERS) :]):
        stream.feed(step)
        yield step, screen


def cells(screen: pyte.Screen, rows: range, columns: range) -> list[list[Char]]:
    """Cells of a part of a screen, as they are now."""
    return [[screen.buffer[row][column] for column in columns] for row in rows]


def text_cells(
    screen: pyte.Screen, *, several: bool, mirrored: bool = False, **wanted: bool | None
) -> list[list[Char]]:
    """The cells of the reading pane less its scroll bar. `wanted`: which panes were asked for, as in `share`."""
    shares = share(screen.columns, several=several, **wanted)
    left = shares.sidebar if mirrored else shares.library
    return cells(screen, range(screen.lines - ROWS_BELOW), range(left, left + shares.text - 1))


def frame_cells(screen: pyte.Screen, *, several: bool, mirrored: bool, **wanted: bool | None) -> list[tuple[Char, str]]:
    """The borders beside the text, with the words of the titles beyond them, without their numbers."""
    shares = share(screen.columns, several=several, **wanted)
    left, right = (shares.sidebar, shares.library) if mirrored else (shares.library, shares.sidebar)
    title = "".join(screen.buffer[0][column].data for column in range(screen.columns))
    words = [re.sub("[0-9 ]", "", part) for part in (title[: max(0, left - 1)], title[screen.columns - right :])]
    borders = [left - 1] * bool(left) + [screen.columns - right] * bool(right)
    return [(screen.buffer[5][column], word) for column, word in zip(borders, filter(None, words), strict=True)]


def check_that_nothing_moves(
    terminal: Terminal, *, several: bool, mirrored: bool = False, **wanted: bool | None
) -> None:
    """The first screen's text is that of the app at rest, its ground too, and at no moment between is any other."""
    last = None
    for _, screen in screens(terminal):
        last = screen
    assert last is not None
    in_the_end = text_cells(last, several=several, mirrored=mirrored, **wanted)
    frame = frame_cells(last, several=several, mirrored=mirrored, **wanted)
    letters = ["".join(cell.data for cell in row) for row in in_the_end]
    assert any(row.strip() for row in letters)
    grounds = [[cell.bg for cell in row] for row in cells(last, range(last.lines), range(last.columns))]
    painted = compared = 0
    for step, screen in screens(terminal):
        if step.startswith(APP_COMES) and not compared:
            compared += 1
            assert text_cells(screen, several=several, mirrored=mirrored, **wanted) == in_the_end
            assert frame_cells(screen, several=several, mirrored=mirrored, **wanted) == frame
            first_grounds = [[cell.bg for cell in row] for row in cells(screen, range(last.lines), range(last.columns))]
            different = sum(
                a != b
                for one, other in zip(first_grounds, grounds, strict=True)
                for a, b in zip(one, other, strict=True)
            )
            # The scroll bar, the document that is marked in the library, the word behind the status.
            assert different <= last.lines + 2 * 28 + 30
        if compared:
            painted += 1
            assert [
                "".join(cell.data for cell in row)
                for row in text_cells(screen, several=several, mirrored=mirrored, **wanted)
            ] == letters
    assert painted > 10


@pytest.mark.parametrize(("columns", "rows"), SIZES)
@pytest.mark.parametrize("folder", [False, True], ids=["file", "folder"])
def test_the_first_screen_is_what_the_app_shows(desk: Desk, columns: int, rows: int, folder: bool) -> None:
    terminal = desk.open("seeds" if folder else f"seeds/{FIRST}", columns=columns, rows=rows)
    check_that_nothing_moves(terminal, several=folder)


@pytest.mark.parametrize(
    ("variables", "config"),
    [
        ({"NO_COLOR": "1"}, ""),
        ({}, 'theme = "textual-light"'),
        ({}, 'theme = "solarized-dark"'),
        ({}, 'align = "start"\nmeasure = 40'),
        ({}, 'direction = "ltr"'),
    ],
    ids=str,
)
def test_so_it_is_with_other_settings(desk: Desk, home: Path, variables: dict[str, str], config: str) -> None:
    (home / "config.toml").write_text(config)
    terminal = desk.open(f"seeds/{SECOND}", columns=120, rows=30, **variables)
    check_that_nothing_moves(terminal, several=False)


@pytest.mark.parametrize("columns", [80, 120, 200])
@pytest.mark.parametrize(
    ("config", "mirrored"),
    [
        ('mirror = "on"', True),
        ('mirror = "auto"', True),
        ('mirror = "auto"\ndirection = "ltr"', False),
        ('lang = "ar"', True),
        ('lang = "ar"\nmirror = "off"', False),
    ],
    ids=str,
)
def test_so_it_is_with_the_panes_on_other_sides_and_in_arabic(
    desk: Desk, home: Path, config: str, mirrored: bool, columns: int
) -> None:
    (home / "config.toml").write_text(config)
    terminal = desk.open("seeds", columns=columns, rows=30)
    check_that_nothing_moves(terminal, several=True, mirrored=mirrored)


@pytest.mark.parametrize("term", ["xterm-256color", "xterm"])
def test_so_it_is_on_terminals_with_fewer_colours(desk: Desk, term: str) -> None:
    command = ["env", "-u", "COLORTERM", f"TERM={term}", *PROGRAM, f"seeds/{FIRST}"]
    with Terminal(command, 100, 30, cwd=desk.folder, env=environment()) as terminal:
        terminal.wait_for("nothing to save")
        terminal.settle()
        check_that_nothing_moves(terminal, several=False)


@pytest.mark.parametrize("text", [LEFT_TO_RIGHT, HEBREW, "\n\n  \nمرحبا\n", " \n"])
def test_so_it_is_with_any_text(desk: Desk, text: str) -> None:
    desk.write("a.md", text if text.strip() else "x\n" + text)
    check_that_nothing_moves(desk.open("a.md", columns=90, rows=24), several=False)


@pytest.mark.parametrize("fraction", [0.3, 0.8, 1.0])
def test_it_shows_the_place_where_one_stopped_reading(desk: Desk, fraction: float) -> None:
    document = desk.first
    place = int(document.length * fraction)
    ReadingState(state_folder() / FILE).remember(document.path, ReadingPlace(place, place))
    terminal = desk.open(f"seeds/{FIRST}", columns=90, rows=20)
    check_that_nothing_moves(terminal, several=False)
    assert shown_text(terminal, document).shows(place)


def test_a_place_scrolled_to_without_the_caret_is_found_again(desk: Desk) -> None:
    document = desk.first
    page_two = shown_text(desk.open(f"seeds/{FIRST}", columns=90, rows=20).press("pagedown"), document).start
    ReadingState(state_folder() / FILE).remember(document.path, ReadingPlace(page_two, 0))
    terminal = desk.open(f"seeds/{FIRST}", columns=90, rows=20)
    check_that_nothing_moves(terminal, several=False)
    assert shown_text(terminal, document).start == page_two


@pytest.mark.parametrize(
    ("columns", "keys", "wanted"),
    [
        (120, ("f4",), {"sidebar": False}),
        (120, ("f2", "f4"), {"library": False, "sidebar": False}),
        (100, ("f2",), {"library": True}),
        (120, ("V", "D", "D"), {}),
        (40, ("f4", "f4", "f2"), {}),
    ],
)
def test_what_keys_chose_is_there_the_next_day_from_the_first_screen_on(
    desk: Desk, columns: int, keys: tuple[str, ...], wanted: dict[str, bool]
) -> None:
    desk.write("many/a.txt", "قالَ\u200cالرئيسُ\tto me\n" * 40)
    desk.write("many/b.txt", "نص\n")
    before = desk.open("many", columns=columns, rows=24).press(*keys)
    before.press("ctrl+q")
    assert before.wait_for_exit() == 0
    terminal = desk.open("many", columns=columns, rows=24)
    check_that_nothing_moves(terminal, several=True, **wanted)
    if "V" in keys:
        assert "ﺲﻴﺋﺮﻟﺍﻝﺎﻗ" in terminal.text


def test_a_theme_chosen_from_the_palette_is_there_the_next_day(desk: Desk) -> None:
    before = desk.open(f"seeds/{FIRST}").press("ctrl+p").type("theme nord").press("enter", "ctrl+q")
    assert before.wait_for_exit() == 0
    terminal = desk.open(f"seeds/{FIRST}")
    check_that_nothing_moves(terminal, several=False)
    assert terminal.cell(5, 5).bg == "3b4252"


def test_what_is_configured_wins_over_what_keys_chose(desk: Desk, home: Path) -> None:
    before = desk.open("seeds", columns=120).press("f4", "ctrl+q")
    assert before.wait_for_exit() == 0
    (home / "config.toml").write_text("sidebar = true\nlibrary = false\n")
    terminal = desk.open("seeds", columns=120)
    check_that_nothing_moves(terminal, several=True, library=False, sidebar=True)


@pytest.mark.parametrize("way", ["option", "configuration"])
def test_who_wants_nothing_remembered_has_nothing_remembered(desk: Desk, home: Path, way: str) -> None:
    if way == "configuration":
        (home / "config.toml").write_text("remember = false\n")
    terminal = desk.open(*["--no-remember"] * (way == "option"), f"seeds/{FIRST}")
    terminal.press("pagedown", "f4", "R")
    terminal.wait_for("No other document has been open")
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert not (state_folder() / FILE).exists()


@pytest.mark.parametrize("content", [b"\xff\x00\x1b]0;pwned\x07" * 9, b"tui-reader-state 1\ndocument 9 9 - /cut", None])
def test_a_state_that_is_broken_costs_the_state_and_not_the_start(desk: Desk, content: bytes | None) -> None:
    path = state_folder() / FILE
    path.parent.mkdir(parents=True)
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    terminal = desk.open(f"seeds/{FIRST}", columns=120)
    terminal.wait_for("remembered" if content is None else "damaged")
    terminal.press("pagedown", "ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert b"pwned" not in terminal.raw
    if content is not None:
        assert path.with_name(path.name + BROKEN).read_bytes() == content
        assert path.read_bytes().startswith(b"tui-reader-state 1\n")


# Keys


@pytest.mark.parametrize("moment", ["at once", "with the first screen"])
def test_keys_pressed_before_the_app_is_there_act(desk: Desk, moment: str) -> None:
    usual = desk.open(f"seeds/{FIRST}", rows=14).press("pagedown", "pagedown", "left", "space")
    expected = shown_text(usual, desk.first)
    terminal = desk.open(f"seeds/{FIRST}", rows=14, ready="", wait=False)
    if moment == "with the first screen":
        terminal.wait_for(lambda terminal: ENTERS in terminal.raw)
    for key in ("pagedown", "pagedown", "left", "space"):
        terminal.send(key_bytes(key))
    terminal.wait_for("selected")
    terminal.settle()
    assert shown_text(terminal, desk.first).places == expected.places
    assert terminal.rows[-2] == usual.rows[-2]


# Ways out


def with_textual(folder: Path, code: str) -> str:
    """A Python path on which Textual is something else."""
    (folder / "textual").mkdir()
    (folder / "textual" / "__init__.py").write_text(code)
    return f"{folder}:{SOURCES}"


def check_that_it_is_given_back(terminal: Terminal) -> None:
    """The terminal is as it was found."""
    raw = bytes(terminal.raw)
    assert terminal.echoes
    assert raw.count(LEAVES) == raw.count(ENTERS) == 1
    assert raw.index(LEAVES) > raw.index(ENTERS)
    assert raw.rindex(b"\x1b[?25h") > raw.rindex(b"\x1b[?25l")
    assert raw.rindex(b"\x1b[8h") > raw.rindex(b"\x1b[8l")


def test_the_text_is_there_though_textual_is_not(desk: Desk, tmp_path: Path) -> None:
    path = with_textual(tmp_path, "raise ImportError('no Textual here')\n")
    terminal = desk.open(f"seeds/{FIRST}", ready="", wait=False, PYTHONPATH=path)
    assert terminal.wait_for_exit(PATIENCE) == ExitCode.FAULT
    check_that_it_is_given_back(terminal)
    assert b"ImportError" in terminal.raw[terminal.raw.index(LEAVES) :]
    usual = desk.open(f"seeds/{FIRST}")
    *_, (_, expected) = screens(usual)
    shown = text_cells(expected, several=False)
    assert any(
        step.startswith(b"\x1b[30;1H") and text_cells(screen, several=False) == shown
        for step, screen in screens(terminal)
    )


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (None, 130)], ids=["TERM", "HUP", "ctrl+c"]
)
def test_whoever_ends_it_before_the_app_is_there_gets_the_terminal_back(
    desk: Desk, tmp_path: Path, number: signal.Signals | None, code: int
) -> None:
    path = with_textual(tmp_path, "import time\ntime.sleep(600)\n")
    terminal = desk.open(f"seeds/{FIRST}", ready="", wait=False, PYTHONPATH=path)
    terminal.wait_for(lambda terminal: ENTERS in terminal.raw and b"\x1b[30;1H" in terminal.raw)
    assert not terminal.echoes
    if number is None:
        terminal.send(b"\x03")
    else:
        terminal.signal(number)
    assert terminal.wait_for_exit() == code
    check_that_it_is_given_back(terminal)
    assert b"Traceback" not in terminal.raw


def test_after_the_app_the_terminal_is_given_back_once(desk: Desk) -> None:
    terminal = desk.open(f"seeds/{FIRST}").press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    check_that_it_is_given_back(terminal)


def test_what_is_wrong_with_the_configuration_is_said_where_one_looks(desk: Desk, home: Path) -> None:
    (home / "config.toml").write_text('lang = "klingon"\n')
    terminal = desk.open(f"seeds/{FIRST}", columns=120, rows=30)
    terminal.wait_for("nothing to save")
    terminal.wait_for("must be one of en, ar")
