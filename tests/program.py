"""The program as a command: how to call it, and the environment it is called in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import tui_reader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROGRAM = (sys.executable, "-m", "tui_reader")
SOURCES = Path(tui_reader.__file__).parents[1]
PATIENCE = 60.0
"""Seconds after which a command counts as hanging; none takes one where the machine is idle."""


def environment(**changes: str | None) -> dict[str, str]:
    """This process's environment with the program on its path; a change to None takes a variable away."""
    found = {**os.environ, "PYTHONPATH": str(SOURCES), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    for name in ("LC_ALL", "LC_CTYPE", "PYTHONIOENCODING", "PYTHONUTF8", "PYTHONWARNINGS"):
        found.pop(name, None)
    for name, value in changes.items():
        found.pop(name, None)
        if value is not None:
            found[name] = value
    return found


def run(
    *arguments: str | bytes | Path,
    cwd: Path | None = None,
    env: Mapping[str, str | None] | None = None,
    stdout: int | IO[bytes] = subprocess.PIPE,
    command: Sequence[str] = PROGRAM,
) -> subprocess.CompletedProcess[bytes]:
    """Runs the program without a terminal, to its end."""
    return subprocess.run(
        [*command, *arguments],
        cwd=cwd,
        env=environment(**(env or {})),
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        timeout=PATIENCE,
        check=False,
    )


def said(result: subprocess.CompletedProcess[bytes]) -> str:
    """What a command said on standard error."""
    return result.stderr.decode()
