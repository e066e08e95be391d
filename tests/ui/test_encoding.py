"""What a terminal that reorders shows of the app is what the app has put together: every cell of every frame."""

from __future__ import annotations

from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import pytest
from hands import Hands
from reordering import RIGHT_HALF, Grid, drops_controls, held, kitty, konsole, meant, putty, vte
from rich.segment import Segment
from rich.style import Style
from textual._xterm_parser import XTermParser
from textual.drivers.headless_driver import HeadlessDriver
from textual.strip import Strip

from tui_reader.documents.library import Library
from tui_reader.session.files.opening import begin_reading
from tui_reader.session.library.shelf import Shelf
from tui_reader.session.state import ReadingState
from tui_reader.settings import Settings
from tui_reader.text.display import set_usual_display, usual_display
from tui_reader.text.encoders import Encoder
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.encoding import RowEncoder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from reordering import Shown

COLUMNS, ROWS = 120, 36
ARABIC_NAMES = ("حرب 1991.txt", "[قديم] رسالة_2.txt")
TEXT = """أعلنت (وزارة الخارجية) أن "NATO/EU" وافقا على 10%–15% من 1,234.50 $ يوم 31/12/1999».[9][10]
Aliyev said: «إن الحرب (1991-1994) انتهت» and then left (في 2020) for C:\\data\\ملف.txt, v1.2.3-beta.
המעריב כתב "שלום (hello, world)" ב־12:30, ורכש 3×4 מ"מ ב־₪1,000.50 (ז״ל 50%). ٣٫٥ ١٩٩١-١٩٩٤
"""


class Recorder(HeadlessDriver):
    """A driver that takes what is written to a screen of cells."""

    grid: ClassVar[Grid]

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.grid.write(data)


@pytest.fixture
def display_put_back() -> Iterator[None]:
    before = usual_display()
    yield
    set_usual_display(before)


@pytest.fixture
def on_terminal(
    seeds: Path, tmp_path: Path, display_put_back: None
) -> Callable[[Encoder], AbstractAsyncContextManager[Hands]]:
    """Opens the app for a terminal that needs some encoder."""
    for name in ARABIC_NAMES:
        (seeds / name).write_text(TEXT * 12, encoding="utf-8")

    @asynccontextmanager
    async def opened(encoder: Encoder) -> AsyncIterator[Hands]:
        Recorder.grid = Grid(COLUMNS, ROWS)
        set_usual_display(encoder.display)
        chosen = Settings(annotator="amal")
        shelf = Shelf(Library.find([seeds]), chosen)
        document = seeds / ARABIC_NAMES[0]
        reading = begin_reading(document, chosen, shelf.opened_folder(document))
        app = ReaderApp(reading, shelf, chosen, ReadingState(tmp_path / "state.txt"), Recorder, encoder)
        async with app.run_test(headless=False, size=(COLUMNS, ROWS)) as pilot:
            hands = Hands(app, pilot)
            await hands.finish()
            yield hands
            assert app.reading.saving.close()

    return opened


def check(hands: Hands, shows: Callable[..., Shown[object]]) -> int:
    """Compares all rows, and says how many are not shown as they are meant."""
    app = hands.app
    frame = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    wanted = Grid(COLUMNS, ROWS)
    wanted.write(frame.render_segments(app.console))
    return sum(shows(Recorder.grid.row(y)) != meant(wanted.row(y)) for y in range(ROWS))


def own_font(text: str, _: object) -> bool:
    """What is not in the font of Latin text is in one other."""
    return "\u0590" <= text[0] <= "\u08ff"


def one_font(text: str, _: object) -> bool:
    """One font has it all."""
    return False


def face(style: str) -> object:
    codes = style.split(";")[:3]
    return "1" in codes, "3" in codes


def as_kitty(font: Callable[[str, object], bool], row: list[tuple[str, str]]) -> Shown[object]:
    upright = [(glyph, str(style)) for glyph, style in kitty(row, font, face)]
    return [(glyph, ";".join(code for code in style.split(";") if code != "3")) for glyph, style in upright]


in_two_fonts, in_one_font = partial(as_kitty, own_font), partial(as_kitty, one_font)


KEYS = [
    ["pagedown"],
    ["down", "left", "left"],
    ["v", "right", "right", "right", "right"],
    ["c"],
    ["down", "v", "left", "left", "left", "h"],
    ["down", "space", "c"],
    ["n"],
    ["question_mark"],
    ["question_mark", "ctrl+p"],
    ["ق", "ا"],
    ["escape", "slash", "ا", "ل"],
    ["escape", "end"],
    ["home", "f2"],
]


@pytest.mark.parametrize(
    ("encoder", "shows"),
    [
        (Encoder.RUNS, konsole),
        (Encoder.RUNS, vte),
        (Encoder.KITTY, in_two_fonts),
        (Encoder.KITTY, in_one_font),
    ],
)
async def test_every_frame_is_shown_as_it_is_meant(
    on_terminal: Callable[[Encoder], AbstractAsyncContextManager[Hands]],
    encoder: Encoder,
    shows: Callable[..., Shown[object]],
) -> None:
    async with on_terminal(encoder) as hands:
        assert check(hands, shows) == 0
        for keys in KEYS:
            await hands.press(*keys)
            await hands.finish()
            assert check(hands, shows) == 0, keys
        assert hands.app.row_encoder.wrong_rows == 0


def test_for_kitty_a_word_is_one_however_its_parts_say_that_they_are_not_bold() -> None:
    word = [Segment("تنا", Style(color="red")), Segment("كو", Style(bold=False)), Segment(" ", Style())]
    [sent] = RowEncoder(Encoder.KITTY).encoded([Strip(word)], 0)
    assert [segment.text for segment in sent] == ["وكا", "نت", " "]
    bold = [Segment("تنا", Style(bold=True)), *word[1:]]
    [sent] = RowEncoder(Encoder.KITTY).encoded([Strip(bold)], 0)
    assert [segment.text for segment in sent] == ["انت", "وك", " "]


@pytest.mark.parametrize(("encoder", "shows"), [(Encoder.RUNS, konsole), (Encoder.INVERSE, drops_controls)])
def test_where_the_mouse_is_told_to_be_is_where_its_cell_was_sent(
    encoder: Encoder, shows: Callable[..., Shown[object]]
) -> None:
    rows = RowEncoder(encoder)
    line = " (لاق) 中 NATO 1991 ٣٫٥ رطقُلا ▏ Claim «مالس» "
    [sent] = rows.encoded([Strip([Segment(line, Style())])], 3)
    cells = [(cell.text, column) for column, cell in enumerate(held([(sent.text, "")]))]
    seen = [style for _, style in shows([(text, column) for text, column in cells if text != RIGHT_HALF])]
    # Both cells of a wide character bear the number of its first.
    first_seen = {column: seen.index(column) for column in seen}
    assert all(rows.seen_at(column, 3) == x for column, x in first_seen.items())
    assert sum(column != x for column, x in first_seen.items()) >= 10
    assert rows.seen_at(5, 4) == 5


def sent_for(row: list[tuple[str, str]], shows: Callable[..., Shown[object]]) -> list[int]:
    """For each column of the screen, the column of what was sent that is shown there."""
    shown = shows([(text, number) for number, (text, _) in enumerate(row)])
    return [number for _, number in shown]


async def use_mouse(hands: Hands, sequence: str) -> None:
    for message in XTermParser().feed(sequence):
        hands.app._driver.process_message(message)
    await hands.pilot.pause()
    await hands.finish()


@pytest.mark.parametrize(("encoder", "shows"), [(Encoder.RUNS, konsole), (Encoder.RUNS, vte), (Encoder.INVERSE, putty)])
async def test_a_click_is_on_what_is_shown_at_the_pointer(
    on_terminal: Callable[[Encoder], AbstractAsyncContextManager[Hands]],
    encoder: Encoder,
    shows: Callable[..., Shown[object]],
) -> None:
    async with on_terminal(encoder) as hands:
        app = hands.app
        pane = app.reading.query_one("ReadingPane").content_region
        found, told_otherwise = set(), 0
        for y in range(pane.y, pane.y + 2):
            for x in range(pane.x + 8, pane.right - 8):
                await hands.pilot.click(offset=(x, y))
                meant_by_click = app.reading.session.caret
                await hands.press("home")
                as_sent = sent_for(Recorder.grid.row(y), shows)[x]
                place = f"{as_sent + 1};{y + 1}"
                await use_mouse(hands, f"\x1b[<0;{place}M\x1b[<0;{place}m")
                assert app.reading.session.caret == meant_by_click
                assert app.mouse_position == (x, y)
                found.add(meant_by_click)
                told_otherwise += as_sent != x
        assert told_otherwise > 20
        assert len(found) > 50


async def test_a_drag_selects_what_the_pointer_went_over(
    on_terminal: Callable[[Encoder], AbstractAsyncContextManager[Hands]],
) -> None:
    async with on_terminal(Encoder.RUNS) as hands:
        pane = hands.app.reading.query_one("ReadingPane").content_region
        y = pane.y
        as_sent = sent_for(Recorder.grid.row(y), konsole)
        x = next(column for column in range(pane.right - 12, pane.x, -1) if as_sent[column] != column)
        selections = []
        for columns in ([x, x - 3, x - 9], [as_sent[x], as_sent[x - 3], as_sent[x - 9]]):
            hands.app.mouse_as_sent = columns[0] != x
            down, *over = (f"{column + 1};{y + 1}" for column in columns)
            drag = "".join(f"\x1b[<32;{place}M" for place in over)
            await use_mouse(hands, f"\x1b[<0;{down}M{drag}\x1b[<0;{over[-1]}m")
            selections.append(hands.app.reading.session.selection)
            await hands.press("escape")
            # The next one is no double click.
            await use_mouse(hands, f"\x1b[<0;{x};{y + 5}M\x1b[<0;{x};{y + 5}m")
        assert selections[0] == selections[1]
        assert selections[0].length > 5


@pytest.mark.parametrize("shows", [drops_controls, putty])
async def test_where_controls_are_dropped_nearly_every_row_is_shown_as_it_is_meant_and_the_rest_is_told_of(
    on_terminal: Callable[[Encoder], AbstractAsyncContextManager[Hands]], shows: Callable[..., Shown[object]]
) -> None:
    async with on_terminal(Encoder.INVERSE) as hands:
        wrong, rows = check(hands, shows), ROWS
        for keys in KEYS:
            await hands.press(*keys)
            await hands.finish()
            wrong, rows = wrong + check(hands, shows), rows + ROWS
        assert wrong <= 0.02 * rows
        assert (hands.app.row_encoder.wrong_rows > 0) is (wrong > 0)


@pytest.mark.parametrize("shows", [konsole, vte, drops_controls, in_two_fonts])
async def test_without_an_encoder_such_terminals_turn_it_all_round(
    on_terminal: Callable[[Encoder], AbstractAsyncContextManager[Hands]], shows: Callable[..., Shown[object]]
) -> None:
    async with on_terminal(Encoder.VISUAL) as hands:
        assert check(hands, meant) == 0
        assert check(hands, shows) > ROWS / 2


async def test_a_row_that_cannot_be_shown_rightly_is_told_of_once(
    on_terminal: Callable[[Encoder], AbstractAsyncContextManager[Hands]], seeds: Path
) -> None:
    (seeds / ARABIC_NAMES[0]).write_text("في عام\n19م\n", encoding="utf-8")
    async with on_terminal(Encoder.INVERSE) as hands:
        assert hands.app.row_encoder.wrong_rows == 1
        assert len([said for said in hands.said if "every row" in said]) == 1
        await hands.press("down", "right", "right")
        assert len([said for said in hands.said if "every row" in said]) == 1
