"""The programs that are measured: how each is started on a text, and which keys do in it what is measured."""

from __future__ import annotations

import shutil
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.text.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE = Path(__file__).resolve().parent

OWN, EMACS, VIM, LESS, NANO = "tui-reader", "Emacs", "vim", "less", "nano"
BARE, STRIPS, TEXT_AREA = "bare Textual app", "ready-made strips", "Textual's TextArea"

PAGE_DOWN, PAGE_UP = b"\x1b[6~", b"\x1b[5~"


@dataclass(frozen=True)
class Program:
    """One program that shows a text."""

    name: str
    command: Sequence[str | Path]
    """What starts it, before the name of the file."""
    start: bytes
    """The keys that go to the beginning of the text, and to its end."""
    end: bytes
    search: bytes = b""
    """The key that asks for words to search; none, and the program does not search."""
    is_right: bool = False
    """Whether letters are joined and stand in visual order: then nothing less counts as shown."""
    most: int = sys.maxsize
    """Bytes of the longest text that it can be asked to show."""

    @cached_property
    def is_installed(self) -> bool:
        """Whether the machine has it."""
        return shutil.which(self.command[0]) is not None

    def shows(self, words: str) -> Callable[[Sequence[str]], bool]:
        """The question whether some words, which fit a row, are on a screen."""
        if self.is_right:
            row = lay_out(words, len(words)).line(0).text().strip()
            return lambda rows: any(row in shown for shown in rows)
        letters = _letters(words)
        return lambda rows: any(letters in _letters(way) for row in rows for way in (row, row[::-1]))


def _letters(row: str) -> str:
    """What a reader would spell: without marks and controls, and whatever form letters have."""
    kept = "".join(c for c in row if unicodedata.category(c) not in ("Mn", "Cf"))
    return unicodedata.normalize("NFKC", kept)


def own(*options: str | Path) -> Program:
    """tui-reader, started with some options."""
    command = (sys.executable, "-m", "tui_reader", *options)
    return Program(OWN, command, start=b"\x1b[1;5H", end=b"\x1b[1;5F", search=b"/", is_right=True)


def peers() -> list[Program]:
    """Programs that show text in a terminal, installed or not."""
    no_question = ("--eval", "(setq large-file-warning-threshold nil)")
    return [
        Program(EMACS, ("emacs", "-nw", "-Q", *no_question), start=b"\x1b<", end=b"\x1b>", search=b"\x13"),
        Program(VIM, ("vim", "--clean", "-n", *_vim_arabic()), start=b"gg", end=b"G", search=b"/"),
        Program(LESS, ("less",), start=b"g", end=b"G", search=b"/"),
        Program(NANO, ("nano", "--ignorercfiles"), start=b"\x1b\\", end=b"\x1b/", search=b"\x17"),
        Program(
            TEXT_AREA,
            (sys.executable, HERE / "text_area_app.py"),
            start=b"\x1b[1;5H",
            end=b"\x1b[1;5F",
            most=10_000_000,
        ),
    ]


def _vim_arabic() -> tuple[str, ...]:
    """The option that has vim join Arabic letters, where it was made with that."""
    if shutil.which("vim") is None:
        return ()
    features = subprocess.run(("vim", "--version"), stdout=subprocess.PIPE, check=False).stdout
    return ("-A",) if b"+arabic" in features else ()
