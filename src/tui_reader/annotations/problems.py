"""What is wrong with a file, where, as a value that prints like a compiler's message."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.language import tr

if TYPE_CHECKING:
    from pathlib import Path


class Problem(NamedTuple):
    """One thing that is wrong in a file; `str()` gives `file:line: path: message`."""

    path: Path
    line: int | None
    """1-based; None where the place is not known."""
    pointer: str
    """The way to the value inside the file: `items[3].target`, or `$` for the file as a whole."""
    message: str
    """One line."""
    is_warning: bool = False
    """Whether nothing is wrong with the file for it, and a person should look all the same."""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line is not None else str(self.path)
        return f"{where}: {self.pointer}: {tr('warning: ') if self.is_warning else ''}{self.message}"
