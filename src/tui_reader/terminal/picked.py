"""What people picked in `tui-reader doctor`, by terminal: a file with a line for each, the way and the name.

It is read before the first screen, so it is plain text, which costs no import. A line that makes no sense counts
for nothing, and taking a line out of the file is the way to undo it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.terminal.choice import TerminalBidi

if TYPE_CHECKING:
    from pathlib import Path

FILE = "terminals.txt"
MOST_BYTES = 1 << 16


def picked_in(path: Path) -> dict[str, TerminalBidi]:
    """Ways by the names of terminals; none where there is no file."""
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return {}
    lines = (line.partition(" ") for line in text.splitlines())
    ways = set(TerminalBidi) - {TerminalBidi.AUTO}
    return {name.strip(): TerminalBidi(way) for way, _, name in lines if way in ways and name.strip()}


def pick(path: Path, terminal: str, way: TerminalBidi) -> None:
    """Keeps a way for a terminal; AUTO takes back what was kept. Raises SaveError or OSError."""
    from tui_reader.annotations import atomic

    picked = picked_in(path)
    picked.pop(terminal, None)
    if way is not TerminalBidi.AUTO:
        picked[terminal] = way
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic.replace(path, "".join(f"{kept} {name}\n" for name, kept in picked.items()).encode())
