"""Sources to call the program on, and what its answers are looked through for."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import subprocess

REPOSITORY = Path(__file__).parents[1]
FIRST, SECOND = "000_0dcc0fd3091f3b6a.txt", "003_4ad2e9aeba37fcb1.txt"
SGR = re.compile(r"\x1b\[[0-9;]*m")
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
HOSTILE = "x\x1b]52;c;aGk=\x07\x1b[31m\x9b2J\x9d0;y\x9c\x08\x7f\u202e\u2066[/b]"
"""What a terminal would obey: clipboard, colour, erasing, title, override."""
HOSTILE_NAME = b"a\x1b[31m\n\xc2\x9b2J\xff.txt"
"""A file name with controls, a newline and a byte that is not UTF-8."""


def sample_folder(folder: Path) -> Path:
    """The sample sources and the sets about them, copied into a folder."""
    for name in ("seeds", "annotations"):
        shutil.copytree(REPOSITORY / name, folder / name)
    return folder


def records_of(path: Path) -> list[dict[str, Any]]:
    """The records of a set."""
    records: list[dict[str, Any]] = json.loads(path.read_bytes())["items"]
    return records


def positions_and_tags(path: Path) -> list[tuple[int, int, list[str]]]:
    """Offsets and tags of the annotations of a set; its links are left out."""
    found = []
    for record in records_of(path):
        if isinstance(record["target"], str):
            continue
        position = record["target"]["selector"][1]
        tags = [body["value"] for body in record.get("body", []) if body["purpose"] == "tagging"]
        found.append((position["start"], position["end"], tags))
    return found


def obeyed(output: bytes, *, colour: bool = False) -> set[str]:
    """The characters in an output that a terminal might obey, newlines and, if wanted, colours apart."""
    text = output.decode()
    if colour:
        text = SGR.sub("", text)
    return {sign for sign in text if sign != "\n" and (unicodedata.category(sign) == "Cc" or sign in BIDI_CONTROLS)}


def assert_refused(result: subprocess.CompletedProcess[bytes], code: int, *words: str) -> None:
    """Nothing on standard output, one safe line with these words on standard error, and this exit code."""
    assert result.returncode == code, result.stderr
    assert not result.stdout
    [line] = result.stderr.decode().splitlines()
    assert line.startswith("tui-reader: ")
    for word in words:
        assert word in line
    assert not obeyed(result.stderr)
