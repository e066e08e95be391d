#!/usr/bin/env python3
"""Measures tui-reader from outside, in a real pseudo-terminal, beside other programs that show text and beside the
least that any Textual app can cost.

    bench.py [--runs N] [--size 80x24] ... [--only PATTERN] [--huge] [--texts DIR] [--keep] [--json FILE]

Every run starts every program once, so what the machine does meanwhile falls on all of them alike. A goal that is
missed is said to be missed; the exit code is 0 all the same. Texts are kept for the next time.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))

from chores import chores, find
from figures import FIRST_TEXT, LITERAL, Figure
from programs import BARE, HERE, STRIPS, own, peers
from reading import Sitting, bare_app, ready_made_strips
from report import as_json, machine, processor, report
from texts import pieces
from workbench import FUZZ, LINE, SIZES, GivenUp, Size, Workbench

from tui_reader.text.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RESULTS = HERE / "results"
SCREENS = (Size(80, 24), Size(200, 60))
TEXTS, LONG, HUGE = ("10 kB", "10 MB"), "100 MB", "1 GB"
"""What is read on every screen; and on the first one only."""
STRIPS_BYTES = 600_000
"""Of the text whose rows are ready-made: more than is turned at one sitting."""
WIDTH = 80
"""Cells of a row of text: what the app takes at most, unless told otherwise."""


class Task(NamedTuple):
    """Something to be measured once a run."""

    name: str
    act: Callable[[], None]


def tasks(bench: Workbench, screens: list[Size], long_texts: list[str]) -> Iterator[Task]:
    """Everything, programs with the same text side by side."""
    readers = [own()]
    for peer in peers():
        if peer.is_installed:
            readers.append(peer)
        else:
            bench.figures.remarks[Figure(FIRST_TEXT, "", "", peer.name)] = "not installed"
    python = sys.executable
    for size in screens:
        yield Task(f"{BARE}, {size}", partial(bare_app, bench, size, (python, HERE / "bare_app.py")))
        strips = (python, HERE / "strips_app.py", ready_made_rows(bench, min(WIDTH, size.columns)))
        yield Task(f"{STRIPS}, {size}", partial(ready_made_strips, bench, size, strips))
        for text in (*TEXTS, *(long_texts if size == screens[0] else ())):
            for reader in readers:
                if SIZES[text] <= reader.most:
                    sitting = Sitting(bench, reader, text, size)
                    yield Task(f"pages, {reader.name}, {text}, {size}", sitting.pages)
        yield Task(f"pages, {readers[0].name}, {LINE}, {size}", Sitting(bench, readers[0], LINE, size).line)
    for text in long_texts:
        yield Task(f"{LITERAL}, windowed, {text}", partial(find, bench, text, screens[0]))
        for reader in readers:
            if reader.search:
                sitting = Sitting(bench, reader, text, screens[0])
                yield Task(f"search and memory, {reader.name}, {text}", sitting.search)
                yield Task(f"to the end at once, {reader.name}, {text}", sitting.end_at_once)
    for name, act in chores(bench):
        yield Task(name, act)


def ready_made_rows(bench: Workbench, width: int) -> Path:
    """A file with the rows of the beginning of the long texts."""
    path = bench.folder / f"rows-{width}"
    if not path.exists():
        made = 0
        with path.open("w", encoding="utf-8") as file:
            for piece in pieces(bench.words, SIZES["10 MB"]):
                layout = lay_out(piece.decode().rstrip("\n"), width)
                file.writelines(layout.line(row).text() + "\n" for row in range(layout.row_count))
                made += len(piece)
                if made > STRIPS_BYTES:
                    break
    return path


def measure(todo: list[Task], runs: int) -> None:
    """Does everything so many times. What took too long once is not tried again."""
    began = time.monotonic()
    given_up: set[str] = set()
    for run in range(1, runs + 1):
        for place, task in enumerate(todo, 1):
            if task.name in given_up:
                continue
            spent = time.monotonic() - began
            _progress(f"{spent:4.0f} s, run {run} of {runs}, {place} of {len(todo)}: {task.name}")
            try:
                task.act()
            except (GivenUp, ImportError) as error:
                given_up.add(task.name)
                _progress(f"bench: {error}\n")


def _say(words: str, to: TextIO = sys.stdout) -> None:
    to.write(f"{words}\n")
    to.flush()


def _progress(words: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()
    elif words.endswith("\n"):
        sys.stderr.write(words)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition(".")[0])
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="how often everything is measured (3)")
    parser.add_argument("--size", type=Size.parse, action="append", metavar="80x24", help="a screen; may be repeated")
    parser.add_argument("--only", type=re.compile, metavar="PATTERN", help="only what has such a name; see --list")
    parser.add_argument("--list", action="store_true", help="print the names of what is measured")
    parser.add_argument("--huge", action="store_true", help="with a text of 1 GB as well")
    parser.add_argument("--fuzz", type=float, default=FUZZ, metavar="MINUTES", help=f"reading damaged sets ({FUZZ:g})")
    parser.add_argument("--texts", type=Path, metavar="DIR", help="where long texts are kept for the next time")
    parser.add_argument("--keep", action="store_true", help=f"write the results into {RESULTS.name}/ as well")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write all single values as well")
    arguments = parser.parse_args()
    if arguments.runs < 1:
        parser.error("--runs must be 1 or more")
    return arguments


def main() -> int:
    arguments = _arguments()
    # Ended from outside, the programs and the folder are cleared away all the same.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    about = machine()
    code = 0
    texts = arguments.texts or Path(tempfile.gettempdir()) / f"tui-reader-texts-{os.getuid()}"
    with tempfile.TemporaryDirectory(prefix="tui-reader-bench-") as name:
        bench = Workbench(Path(name), texts, arguments.fuzz)
        try:
            texts.mkdir(parents=True, exist_ok=True)
            screens = arguments.size or list(SCREENS)
            todo = [
                task
                for task in tasks(bench, screens, [LONG, HUGE] if arguments.huge else [LONG])
                if not arguments.only or arguments.only.search(task.name)
            ]
            if arguments.list:
                _say("\n".join(task.name for task in todo))
                return 0
            warm_up(bench)
            measure(todo, arguments.runs)
        except KeyboardInterrupt:
            # What was measured until then is shown.
            code = 128 + signal.SIGINT
        except OSError as error:
            _say(f"bench: {error}", sys.stderr)
            return 1
        finally:
            _progress("")
    printed = report(about, bench.figures)
    _say(printed)
    if arguments.json:
        arguments.json.write_text(as_json(about, bench.figures))
    if arguments.keep:
        keep(about, bench, printed)
    return code


def warm_up(bench: Workbench) -> None:
    """Has Python compile what it will start, which it does once where a program is installed."""
    _progress("compiling")
    size = SCREENS[0]
    for program in (own(), *(peer for peer in peers() if peer.command[0] == sys.executable)):
        with bench.screen(size, *program.command, bench.text("10 kB")) as terminal:
            terminal.wait_for(lambda rows: bool(rows[-1].strip()))
            terminal.settle(1)


def keep(about: dict[str, str], bench: Workbench, printed: str) -> None:
    """Writes what was measured into the results, under the day and the machine."""
    machine_name = re.sub(r"[^a-z0-9]+", "-", processor().lower()).strip("-")
    path = RESULTS / f"{about['date'][:10]}-{machine_name}.md"
    RESULTS.mkdir(exist_ok=True)
    path.write_text(f"# {about['date'][:10]}, {processor()}\n\n{printed}")
    path.with_suffix(".json").write_text(as_json(about, bench.figures))
    _say(f"kept as {path} and .json", sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
