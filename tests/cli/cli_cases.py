"""What tests of the command line share: a folder with documents, and what may come out of a command."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from program import said
from strategies import SEEDS

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

SEED = "000_0dcc0fd3091f3b6a.txt"
RED, TITLE = "\x1b[31;5m", "\x1b]0;pwned\x07"
HOSTILE = f"خطر {TITLE}{RED}\x9b31m\x07\x08\x7f \u202eabc\u2066 [bold]نص[/bold]"

_SGR = re.compile("\x1b\\[[0-9;]*m")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def copy_seeds(folder: Path) -> Path:
    """The sample documents in a folder, and the folder."""
    shutil.copytree(SEEDS, folder / "seeds")
    return folder


def controls(output: bytes, *, colour: bool = False) -> list[str]:
    """The control characters in an output but newlines; with colour, those of SGR sequences are not counted."""
    text = output.decode()
    return _CONTROLS.findall(_SGR.sub("", text) if colour else text)


def one_line(result: subprocess.CompletedProcess[bytes]) -> str:
    """The single line that a command said on standard error and nowhere else."""
    assert result.stdout == b""
    lines = said(result).splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("tui-reader: ")
    assert controls(result.stderr) == []
    return lines[0]
