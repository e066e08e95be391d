"""The program as a command: how to call it, and the environment it is called in."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

import warm

import tui_reader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROGRAM = warm.PROGRAM
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
    stdout: int | IO[bytes] | None = subprocess.PIPE,
    command: Sequence[str] = PROGRAM,
    is_warm: bool | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Runs the program without a terminal, to its end. Standard output may be closed (None).

    It is begun `warm` unless it is run in some other way than usual, or as it is said.
    """
    variables = environment(**(env or {}))
    if is_warm is None:
        is_warm = command is PROGRAM and not any(map(warm.AT_IMPORT.fullmatch, env or {}))
    if is_warm:
        return _run_warm([*command, *arguments], cwd, variables, stdout)
    if stdout is None:
        command = ["sh", "-c", 'exec "$@" >&-', "sh", *command]
    return subprocess.run(
        [*command, *arguments],
        cwd=cwd,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        timeout=PATIENCE,
        check=False,
    )


def _run_warm(
    command: Sequence[str | bytes | Path], cwd: Path | None, env: Mapping[str, str], stdout: int | IO[bytes] | None
) -> subprocess.CompletedProcess[bytes]:
    args = [os.fsdecode(word) for word in command]
    with TemporaryFile() as out, TemporaryFile() as err, Path(os.devnull).open("rb") as nothing:
        goes_to = out if stdout in (None, subprocess.PIPE) else stdout
        streams = [nothing.fileno(), goes_to if isinstance(goes_to, int) else goes_to.fileno(), err.fileno()]
        closed = [1] if stdout is None else []
        process = warm.nursery_for("commands", env).begin(args, streams, cwd, env, closed=closed)
        try:
            code = process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        for stream in (out, err):
            stream.seek(0)
        return subprocess.CompletedProcess(args, code, out.read() if goes_to is out else None, err.read())


def said(result: subprocess.CompletedProcess[bytes]) -> str:
    """What a command said on standard error."""
    return result.stderr.decode()
