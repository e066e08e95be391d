"""What every measurement needs: texts, homes, programs on screens, and a place for the figures."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from figures import Figure, Figures
from private_home import private_environment
from pty_screen import NotShown, PtyScreen
from texts import source_words, text_file

import tui_reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
SIZES = {"10 kB": 10**4, "100 kB": 10**5, "10 MB": 10**7, "100 MB": 10**8, "1 GB": 10**9}
"""Of texts, in bytes."""
LINE = "10 MB line"
LIMIT = 20.0
"""Seconds after which a measurement is given up."""
FUZZ = 0.5
"""Minutes that damaged sets are read, unless told otherwise."""


class Size(NamedTuple):
    """Of a terminal, in cells."""

    columns: int
    rows: int

    def __str__(self) -> str:
        return f"{self.columns}x{self.rows}"

    @classmethod
    def parse(cls, text: str) -> Size:
        """From `80x24`. Raises ValueError."""
        found = re.fullmatch(r"(\d{2,3})x(\d{2,3})", text)
        if not found or int(found[1]) < 40:
            raise ValueError(f"{text}: not columns and rows, from 40x10 to 999x999")
        return cls(int(found[1]), int(found[2]))


class GivenUp(Exception):
    """A measurement took too long or failed; what would have followed it is left out."""


class Workbench:
    """Where measurements are made and kept."""

    def __init__(self, folder: Path, texts: Path, fuzz: float = FUZZ) -> None:
        """`folder` is empty and for this run; `texts` keeps long texts for later runs too; `fuzz` is in minutes."""
        self.fuzz = fuzz
        self.folder = folder
        self.texts = texts
        self.figures = Figures()
        self.words = source_words(ROOT / "seeds")

    def text(self, name: str) -> Path:
        """The file of a text by its name, as `10 MB` or `10 MB line`. Raises OSError."""
        size = SIZES[name.removesuffix(" line")]
        return text_file(self.texts, self.words, size, one_line=name == LINE)

    # Figures

    def note(self, figure: Figure, value: float) -> None:
        """Keeps a value, in the figure's own unit."""
        self.figures.values[figure].append(value)

    def time(self, figure: Figure, act: Callable[[], float]) -> float:
        """Keeps what an act says it took, in seconds, and gives it. Raises GivenUp."""
        with self.judging(figure):
            seconds = act()
        self.note(figure, 1000 * seconds)
        return seconds

    @contextmanager
    def judging(self, figure: Figure) -> Iterator[None]:
        """What fails in here is a remark on a figure. Raises GivenUp."""
        try:
            yield
        except NotShown as error:
            self.figures.remarks[figure] = str(error).partition(";")[0]
            raise GivenUp(f"{figure.what}, {figure.program}, {figure.text}: {error}") from error
        except subprocess.SubprocessError as error:
            self.figures.remarks[figure] = "failed"
            raise GivenUp(f"{figure.what}, {figure.program}, {figure.text}: {error}") from error

    # Programs

    @contextmanager
    def screen(self, size: Size, *command: str | Path) -> Iterator[PtyScreen]:
        """Starts a program in a home of its own."""
        with self.home() as home, PtyScreen(command, *size, self.environment(home), home) as terminal:
            yield terminal

    def run(self, *command: str | Path) -> bytes:
        """Runs a program without a terminal; what it prints. Raises SubprocessError."""
        with self.home() as home:
            return subprocess.run(
                command,
                env=self.environment(home),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=2 * LIMIT,
                check=True,
            ).stdout

    def python(self, *arguments: str | Path) -> bytes:
        """The same with this Python."""
        return self.run(sys.executable, *arguments)

    @contextmanager
    def home(self) -> Iterator[Path]:
        """A new home: no program finds what another has left."""
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            yield Path(name)

    def environment(self, home: Path) -> dict[str, str]:
        """Nothing of the user's. Compiled code alone is shared, as it is where a program is installed."""
        environment = private_environment(home, Path(tui_reader.__file__).parents[1])
        return environment | {"PYTHONPYCACHEPREFIX": str(self.folder / "compiled")}
