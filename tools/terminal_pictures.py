#!/usr/bin/env python3
"""Makes docs/terminals/*.png: the app as real terminals show it.

    terminal_pictures.py [--to FOLDER] [--keys KEYS] [--tmux] [--list] [TERMINAL ...] [-- COMMAND ...]

Every terminal that is named, or else every one that is installed, is started on a screen of its own (Xvfb) with one
font, 100 x 30 cells and no bars. In it runs the app on a copy of seeds/ and annotations/, or another command; keys
are pressed as on a keyboard, and the window is saved, so that a picture shows what a person would see: what the
terminal's own bidi and its own shaping make of what it was sent. Look at each beside a reference: the same text in
a browser, or `pango-view --rtl`. `--keys` takes xdotool's names, separated by commas: `Down,ctrl+Left`, with a
number for several (`Down*11`), `wait:SECONDS`, `text:WORDS`, `click:COLUMN:ROW` (from 1). `--tmux` puts a tmux between
the terminal and the command. Nothing of the user's settings is read. Needs the programs of `x_stage.py` and the font
DejaVu Sans Mono; a terminal that is not installed is left out.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from private_home import ROOT, NotInstalled, copy_samples, package_folder, private_environment
from real_terminals import CELL, TERMINALS
from x_stage import Missing, NoWindow, Stage, Window, need

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PICTURES = ROOT / "docs" / "terminals"
APP = (sys.executable, "-m", "tui_reader", "seeds", "--annotator", "sample")
"""Opened by the one the samples are made by, so that they are this reader's own."""
KEYS = "wait:5,Down*11,space,v,ctrl+Left*4"
"""Until annotations and a selection are to be seen. Some terminals keep keys for themselves (kitty ctrl+shift+left)."""
COLOURS = 64
"""Of a picture's palette: enough for the shades at the edges of letters, and a third of the bytes."""
TMUX = ("tmux", "-L", "picture", "-u", "-f", "/dev/null", "new-session")
WITHOUT_A_WINDOW_TMUX_ENDS = (";", "set-option", "-g", "exit-unattached", "on")


def take(stage: Stage, name: str, command: Sequence[str], keys: str) -> bytes:
    """The picture of one terminal, as PNG. Raises Missing and NoWindow."""
    # A terminal that ends may still write below its home.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        work = Path(folder) / "work"
        home = Path(folder) / "home"
        work.mkdir()
        home.mkdir()
        copy_samples(work)
        environment = private_environment(home, package_folder())
        with Window(stage, TERMINALS[name], command, environment, work, home) as window:
            for key in _each(keys):
                _press(window, key)
            return _fewer_colours(window.picture())


def _each(keys: str) -> Iterator[str]:
    for part in keys.split(","):
        key, _, times = part.partition("*")
        yield from [key] * int(times or 1)


def _press(window: Window, key: str) -> None:
    verb, _, rest = key.partition(":")
    if verb == "wait":
        time.sleep(float(rest))
    elif verb == "text":
        window.type(rest)
    elif verb == "click":
        column, row = (int(number) for number in rest.split(":"))
        window.click(column * CELL[0] - CELL[0] // 2, row * CELL[1] - CELL[1] // 2)
    elif key:
        window.press(key)


def _fewer_colours(picture: bytes) -> bytes:
    palette = ("-dither", "None", "-colors", str(COLOURS), "-define", "png:compression-level=9", "PNG8:-")
    return subprocess.run(["convert", "png:-", *palette], input=picture, capture_output=True, check=True).stdout


def _arguments(words: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """What stands before `--`, and the command behind it."""
    end = words.index("--") if "--" in words else len(words)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("terminals", nargs="*", metavar="TERMINAL", help=", ".join(TERMINALS))
    parser.add_argument("--to", type=Path, default=PICTURES, metavar="FOLDER", help="where the pictures are put")
    parser.add_argument("--keys", default=KEYS, help="what is pressed")
    parser.add_argument("--tmux", action="store_true", help="run the command in tmux")
    parser.add_argument("--list", action="store_true", help="say which terminals are installed, and end")
    arguments = parser.parse_args(words[:end])
    if unknown := [name for name in arguments.terminals if name not in TERMINALS]:
        parser.error(f"no terminal is called {', '.join(unknown)}: {', '.join(TERMINALS)}")
    return arguments, words[end + 1 :] or list(APP)


def _is_installed(name: str) -> bool:
    try:
        need(*TERMINALS[name].programs)
    except Missing:
        return False
    return True


def main() -> int:
    arguments, command = _arguments(sys.argv[1:])
    names = arguments.terminals or [name for name in TERMINALS if _is_installed(name)]
    if arguments.list:
        print("\n".join(names))
        return 0
    if arguments.tmux:
        command = [*TMUX, *command, *WITHOUT_A_WINDOW_TMUX_ENDS]
    failed = 0
    try:
        with Stage() as stage:
            for name in names:
                to = arguments.to / f"{'tmux-in-' if arguments.tmux else ''}{name}.png"
                try:
                    picture = take(stage, name, command, arguments.keys)
                except (Missing, NoWindow) as error:
                    print(f"terminal_pictures: {name} did not show anything: {error}", file=sys.stderr)
                    failed = 1
                    continue
                to.parent.mkdir(parents=True, exist_ok=True)
                to.write_bytes(picture)
                print(f"made {to} ({len(picture) // 1000} kB)")
    except Missing as error:
        print(f"terminal_pictures: {error} is not installed", file=sys.stderr)
        return 1
    except NotInstalled:
        print(f"terminal_pictures: tui-reader is not installed for {sys.executable}", file=sys.stderr)
        return 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
