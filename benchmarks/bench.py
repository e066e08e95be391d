#!/usr/bin/env python3
"""Measures tui-reader from outside, in a real pseudo-terminal, beside the least that any Textual app can cost.

    bench.py [--runs N] [--size 80x24] ... [--json FILE]

Every run starts every program once, so what the machine does meanwhile falls on all of them alike. Nothing is
asserted. Homes, texts and compiled code are kept in one temporary folder, which is taken away in the end.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.append(str(ROOT / "tools"))

from pty_screen import PtyScreen, private_environment  # noqa: E402
from report import FIRST_TEXT, FLOOR, PROCESS, RESIZE, START, TURN, Row, machine, table  # noqa: E402
from texts import FIRST_LINE, make_text, source_words  # noqa: E402

import tui_reader  # noqa: E402
from tui_reader.text.layout import lay_out  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH = 80
"""Cells of a row of text: what the app takes at most, unless told otherwise."""
TEXT_SIZES = {"10 kB": 10_000, "1 MB": 1_000_000}
LAYOUT_TEXT_SIZE = 100_000
TURNS, STEPS, TAGS, RESIZES = 12, 12, 4, 4
"""Presses of each kind in one session."""

PAGE_DOWN, PAGE_UP, RIGHT, SELECT, TAG, UNDO = b"\x1b[6~", b"\x1b[5~", b"\x1b[C", b" ", b"c", b"\x1a"


class Size(NamedTuple):
    """Of a terminal, in cells."""

    columns: int
    rows: int

    def __str__(self) -> str:
        return f"{self.columns}x{self.rows}"

    @classmethod
    def parse(cls, text: str) -> Size:
        """From `80x24`. Raises ArgumentTypeError."""
        found = re.fullmatch(r"(\d{2,3})x(\d{2,3})", text)
        if not found or int(found[1]) < 40:
            raise argparse.ArgumentTypeError(f"{text}: not columns and rows, from 40x10 to 999x999")
        return cls(int(found[1]), int(found[2]))


DEFAULT_SIZES = (Size(80, 24), Size(200, 60))


class Bench:
    """Everything that is measured, in milliseconds (rows of the layout in microseconds)."""

    def __init__(self, folder: Path, sizes: Sequence[Size]) -> None:
        """`folder` is empty and is all that is written to."""
        self.folder = folder
        self.sizes = sizes
        self.values: defaultdict[Row, list[float]] = defaultdict(list)
        self._homes = 0
        words = source_words(ROOT / "seeds")
        self.texts: dict[str, Path] = {}
        self.strips: dict[tuple[Size, str], Path] = {}
        for name, byte_count in TEXT_SIZES.items():
            text = make_text(words, byte_count)
            self.texts[name] = folder / f"text-{name.replace(' ', '')}.txt"
            self.texts[name].write_text(text, encoding="utf-8")
            for size in sizes:
                width = min(WIDTH, size.columns)
                rows = (row for paragraph in text.splitlines() for row in _rows(paragraph, width))
                self.strips[size, name] = folder / f"rows-{name.replace(' ', '')}-{width}"
                self.strips[size, name].write_text("\n".join(rows), encoding="utf-8")
        self.layout_text = folder / "layout.txt"
        self.layout_text.write_text(make_text(words, LAYOUT_TEXT_SIZE, seed=2), encoding="utf-8")
        self.first_row = next(_rows(FIRST_LINE, WIDTH)).strip()

    def run(self) -> None:
        """Measures everything once."""
        self._processes()
        for size in self.sizes:
            self._bare_app(size)
            for text in self.texts:
                self._ready_made_strips(size, text)
                self._reader(size, text)
        self._layout()

    def forget(self) -> None:
        """Drops what was measured so far, as of a first run that had to compile everything."""
        self.values.clear()

    # What is measured

    def _processes(self) -> None:
        reader = ("-m", "tui_reader")
        commands = {"python -c pass": ("-c", "pass"), "tui-reader --version": (*reader, "--version")}
        commands |= {f"tui-reader show, {name}": (*reader, "show", str(path)) for name, path in self.texts.items()}
        for name, arguments in commands.items():
            with self._home() as home:
                before = time.perf_counter()
                subprocess.run(
                    [sys.executable, *arguments],
                    env=self._environment(home),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    check=True,
                )
                self._note(PROCESS, "", name, time.perf_counter() - before)

    def _bare_app(self, size: Size) -> None:
        with self._home() as home, self._terminal(size, home, HERE / "bare_app.py") as terminal:
            shown = terminal.wait_for(lambda rows: "A line of text" in rows[0] and bool(rows[-1].strip()))
            self._note(FIRST_TEXT, size, FLOOR[FIRST_TEXT], shown - terminal.started)
            self._note(START, size, FLOOR[START], shown - terminal.started)

    def _ready_made_strips(self, size: Size, text: str) -> None:
        with (
            self._home() as home,
            self._terminal(size, home, HERE / "strips_app.py", self.strips[size, text]) as terminal,
        ):
            terminal.wait_for(lambda rows: self.first_row in rows[0] and bool(rows[-1].strip()))
            self._turn_pages(terminal, size, f"{FLOOR[TURN]}, {text}", text)
            self._resize(terminal, size, f"{FLOOR[RESIZE]}, {text}")

    def _reader(self, size: Size, text: str) -> None:
        name = f"tui-reader, {text}"
        with self._home() as home:
            # A folder of its own, so that the annotations made are forgotten too.
            path = shutil.copy(self.texts[text], home)
            with self._terminal(size, home, "-m", "tui_reader", path) as terminal:
                shown = terminal.wait_for(lambda rows: any(self.first_row in row for row in rows))
                self._note(FIRST_TEXT, size, name, shown - terminal.started)
                shown = terminal.wait_for(
                    lambda rows: (
                        any(self.first_row in row for row in rows)
                        and self.texts[text].name in rows[-2]
                        and bool(rows[-1].strip())
                    )
                )
                self._note(START, size, name, shown - terminal.started)
                self._turn_pages(terminal, size, name, text)
                terminal.press(PAGE_DOWN)
                for _ in range(STEPS):
                    self._note("caret right", size, name, terminal.press(RIGHT))
                for _ in range(TAGS):
                    self._note("select word (space)", size, name, terminal.press(SELECT))
                    self._note("tag and save (c)", size, name, terminal.press(TAG))
                    self._note("undo and save (^z)", size, name, terminal.press(UNDO))
                self._resize(terminal, size, name)

    def _turn_pages(self, terminal: PtyScreen, size: Size, name: str, text: str) -> None:
        """In a long text always on, to what was never laid out; in a short one to and fro."""
        for turn in range(TURNS):
            on = text == max(TEXT_SIZES, key=TEXT_SIZES.__getitem__) or turn % 2 == 0
            self._note(TURN, size, name, terminal.press(PAGE_DOWN if on else PAGE_UP))

    def _resize(self, terminal: PtyScreen, size: Size, name: str) -> None:
        for turn in range(RESIZES):
            smaller = turn % 2 == 0
            self._note(RESIZE, size, name, terminal.resize(size.columns - 4 * smaller, size.rows - 2 * smaller))

    def _layout(self) -> None:
        with self._home() as home:
            printed = subprocess.run(
                [sys.executable, HERE / "layout_passes.py", self.layout_text, str(WIDTH)],
                env=self._environment(home),
                stdout=subprocess.PIPE,
                check=True,
            )
        for state, passes in json.loads(printed.stdout).items():
            for name, microseconds in passes.items():
                self.values[Row("layout of a row, µs", f"{WIDTH} cells", f"{name}, {state}")].append(microseconds)

    # How

    def _note(self, what: str, screen: Size | str, program: str, seconds: float) -> None:
        self.values[Row(what, str(screen), program)].append(1000 * seconds)

    def _home(self) -> tempfile.TemporaryDirectory[str]:
        """A new home: no run finds what another has left."""
        return tempfile.TemporaryDirectory(dir=self.folder)

    def _environment(self, home: str) -> dict[str, str]:
        environment = private_environment(Path(home), Path(tui_reader.__file__).parents[1])
        # Compiled code alone is shared, as it is where a program is installed.
        return environment | {"PYTHONPYCACHEPREFIX": str(self.folder / "compiled")}

    def _terminal(self, size: Size, home: str, *arguments: str | Path) -> PtyScreen:
        return PtyScreen([sys.executable, *arguments], *size, self._environment(home), Path(home))


def _rows(paragraph: str, width: int) -> Iterator[str]:
    layout = lay_out(paragraph, width)
    return (layout.line(row).text() for row in range(layout.row_count))


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _progress(words: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="how often everything is measured (5)")
    parser.add_argument(
        "--size", type=Size.parse, action="append", metavar="80x24", help="a terminal's size; may be given again"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write all single values as well")
    arguments = parser.parse_args()
    if arguments.runs < 1:
        parser.error("--runs must be 1 or more")
    # Ended from outside, the programs and the folder are cleared away all the same.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    about = machine()
    with tempfile.TemporaryDirectory(prefix="tui-reader-bench-") as name:
        bench = Bench(Path(name), arguments.size or DEFAULT_SIZES)
        try:
            for run in range(arguments.runs + 1):
                _progress(f"run {run} of {arguments.runs}" if run else "compiling")
                bench.run()
                if not run:
                    bench.forget()
        except KeyboardInterrupt:
            return 128 + signal.SIGINT
        except (RuntimeError, subprocess.CalledProcessError) as error:
            _say(f"bench: {error}")
            return 1
        finally:
            _progress("")
    for key, value in about.items():
        _say(f"{key + ':':12}{value}")
    _say("")
    _say(table(bench.values))
    if arguments.json:
        measured = [{**row._asdict(), "values": values} for row, values in bench.values.items()]
        arguments.json.write_text(json.dumps({**about, "measured": measured}, ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
