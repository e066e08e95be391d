"""What a reader does with a text, measured in every program alike: open, turn pages, go to the end, search, resize."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from figures import (
    END,
    END_AT_ONCE,
    FIRST_KEY,
    FIRST_TEXT,
    FOLDED,
    HELD,
    LITERAL,
    PEAK,
    PRIVATE,
    PRIVATE_AFTER,
    READY,
    RESIDENT,
    RESIZE,
    TURN,
    TURN_END,
    TURN_MIDDLE,
    Figure,
)
from process_tree import memory
from programs import BARE, EMACS, OWN, PAGE_DOWN, PAGE_UP, STRIPS, TEXT_AREA
from texts import BESIDE_NEEDLE, FIRST_LINE, LAST_LINE, LAST_WORD, NEEDLE
from workbench import LIMIT, SIZES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from programs import Program
    from pty_screen import PtyScreen
    from workbench import Size, Workbench

TURNS, RESIZES = 30, 4
"""Presses of each kind at one sitting."""
SLOW_TURNS = 8
"""The same for what takes a tenth of a second."""
RATE, HELD_FOR = 30, 3
"""How often a key repeats that is held down, in hertz, and for how many seconds it is held."""
IDLE = 0.5
"""Seconds without output after which a program has done what it does in the background."""
ENTER, ESCAPE, EXACT = b"\r", b"\x1b", b"\x14"


class Sitting(NamedTuple):
    """One program with one text on one screen, from its start to its end."""

    bench: Workbench
    program: Program
    text: str
    size: Size

    def figure(self, what: str) -> Figure:
        """Something measured at this sitting."""
        return Figure(what, self.text, str(self.size), self.program.name)

    def pages(self) -> None:
        """Start, pages, a page held down, the end, other sizes."""
        with self._open() as (terminal, path):
            if self.program.name == OWN:
                self._ready(terminal, path)
            self._settle(terminal)
            self._turn(terminal, TURN)
            if self.program.name == TEXT_AREA:
                return
            if SIZES[self.text] >= SIZES["10 MB"]:
                if self.program.name in (OWN, EMACS):
                    self.bench.time(self.figure(HELD), lambda: terminal.hold(PAGE_DOWN, RATE, HELD_FOR))
                self._end(terminal, END)
            self._resize(terminal)

    def end_at_once(self) -> None:
        """Goes to the end as soon as the program takes keys: what it has to look through, it has not looked through."""
        with self._open() as (terminal, path):
            if self.program.name == OWN:
                self._full_frame(terminal, path, END_AT_ONCE)
            self._end(terminal, END_AT_ONCE)

    def search(self) -> None:
        """Searches from the start, after having been at the end; what memory that took."""
        with self._open() as (terminal, _):
            self._settle(terminal)
            used = memory(terminal.pid)
            self.bench.note(self.figure(PRIVATE), used.private / 2**20)
            with self.bench.judging(self.figure(END)):
                self._go(terminal, self.program.end, LAST_LINE)
            is_own = self.program.name == OWN
            if is_own:
                # Folded is what it begins with, and the switch leads to exact.
                self._search(terminal, FOLDED, b"")
                terminal.press(ESCAPE)
            self._search(terminal, LITERAL, EXACT if is_own else b"")
            self._settle(terminal)
            used = memory(terminal.pid)
            for what, value in ((PRIVATE_AFTER, used.private), (RESIDENT, used.resident), (PEAK, used.peak)):
                self.bench.note(self.figure(what), value / 2**20)

    def line(self) -> None:
        """Opens a text of one paragraph and turns pages at its top, in its middle and at its end."""
        with self._open() as (terminal, _):
            self._settle(terminal)
            self._turn(terminal, TURN)
            with self.bench.judging(self.figure(TURN_MIDDLE)):
                terminal.press(b"g", LIMIT)
                terminal.press(b"50%" + ENTER, LIMIT)
            self._turn(terminal, TURN_MIDDLE)
            with self.bench.judging(self.figure(TURN_END)):
                self._go(terminal, self.program.end, LAST_WORD)
            self._turn(terminal, TURN_END, key=PAGE_UP)

    # How

    @contextmanager
    def _open(self) -> Iterator[tuple[PtyScreen, Path]]:
        """Starts the program and waits for the first text."""
        path = self.bench.text(self.text)
        with self.bench.screen(self.size, *self.program.command, path) as terminal:
            shows_text = self.program.shows(FIRST_LINE)
            self.bench.time(self.figure(FIRST_TEXT), lambda: terminal.wait_for(shows_text, LIMIT) - terminal.started)
            yield terminal, path

    def _ready(self, terminal: PtyScreen, path: Path) -> None:
        """Presses a key as soon as the whole frame is there.

        The app was ready when that frame came if the key is answered in the time of a page turn, else so much later.
        """
        figure = self.figure(READY)
        with self.bench.judging(figure):
            shown = self._full_frame(terminal, path, READY)
            late = terminal.press(PAGE_DOWN, LIMIT, at_once=True).last
        self.bench.note(self.figure(FIRST_KEY), 1000 * late)
        usual = self.bench.time(self.figure(TURN), lambda: terminal.press(PAGE_UP, LIMIT).last)
        self.bench.note(figure, 1000 * (shown - terminal.started + max(0.0, late - usual)))

    def _full_frame(self, terminal: PtyScreen, path: Path, what: str) -> float:
        """When there were the text, the name of the document and the keys."""
        shows_text = self.program.shows(FIRST_LINE)
        with self.bench.judging(self.figure(what)):
            return terminal.wait_for(
                lambda rows: shows_text(rows) and path.name[:8] in rows[-2] and bool(rows[-1].strip()), LIMIT, 0.002
            )

    def _turn(self, terminal: PtyScreen, what: str, key: bytes = PAGE_DOWN) -> None:
        """In a long text always on, to what was never laid out; in a short one to and fro."""
        back = PAGE_UP if self.text == "10 kB" else key
        for turn in range(SLOW_TURNS if self.program.name == TEXT_AREA else TURNS):
            pressed = back if turn % 2 else key
            self.bench.time(self.figure(what), lambda pressed=pressed: terminal.press(pressed, LIMIT).last)

    def _end(self, terminal: PtyScreen, what: str) -> None:
        self.bench.time(self.figure(what), lambda: self._go(terminal, self.program.end, LAST_LINE))

    def _go(self, terminal: PtyScreen, keys: bytes, words: str) -> float:
        """Seconds until some words are on the screen that are not there yet."""
        before = time.perf_counter()
        terminal.send(keys)
        return terminal.wait_for(self.program.shows(words), LIMIT) - before

    def _search(self, terminal: PtyScreen, what: str, switch: bytes) -> None:
        """From the beginning of the text: the time from the last letter of the word to the place where it stands."""
        with self.bench.judging(self.figure(what)):
            self._go(terminal, self.program.start, FIRST_LINE)
            terminal.press(self.program.search, LIMIT)
            if switch:
                terminal.press(switch, LIMIT)
        self.bench.time(self.figure(what), lambda: self._go(terminal, NEEDLE.encode() + ENTER, BESIDE_NEEDLE))

    def _resize(self, terminal: PtyScreen) -> None:
        columns, rows = self.size
        for turn in range(RESIZES):
            smaller = turn % 2 == 0
            size = (columns - 4 * smaller, rows - 2 * smaller)
            self.bench.time(self.figure(RESIZE), lambda size=size: terminal.resize(*size, LIMIT))

    def _settle(self, terminal: PtyScreen) -> None:
        terminal.settle(IDLE, LIMIT, LIMIT)


def bare_app(bench: Workbench, size: Size, command: tuple[str | Path, ...]) -> None:
    """The floor of every start and of every memory."""

    def figure(what: str) -> Figure:
        return Figure(what, "", str(size), BARE)

    with bench.screen(size, *command) as terminal:
        with bench.judging(figure(READY)):
            shown = terminal.wait_for(lambda rows: "A line of text" in rows[0] and bool(rows[-1].strip()), LIMIT)
        bench.note(figure(READY), 1000 * (shown - terminal.started))
        terminal.settle(IDLE)
        used = memory(terminal.pid)
        for what, value in ((PRIVATE, used.private), (RESIDENT, used.resident), (PEAK, used.peak)):
            bench.note(figure(what), value / 2**20)


def ready_made_strips(bench: Workbench, size: Size, command: tuple[str | Path, ...]) -> None:
    """The floor of every page turn and every other size."""

    def figure(what: str) -> Figure:
        return Figure(what, "", str(size), STRIPS)

    with bench.screen(size, *command) as terminal:
        with bench.judging(figure(TURN)):
            terminal.wait_for(lambda rows: bool(rows[0].strip()) and bool(rows[-1].strip()), LIMIT)
        terminal.settle(IDLE)
        for _ in range(TURNS):
            bench.time(figure(TURN), lambda: terminal.press(PAGE_DOWN, LIMIT).last)
        for turn in range(RESIZES):
            changed = (size.columns - 4, size.rows - 2) if turn % 2 == 0 else size
            bench.time(figure(RESIZE), lambda changed=changed: terminal.resize(*changed, LIMIT))
