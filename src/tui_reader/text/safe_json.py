"""JSON that may be shown: every character that a terminal would obey, or be overrun by, is escaped."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tui_reader.text.sanitise import printable, takes_no_room

if TYPE_CHECKING:
    from pathlib import Path


def json_line(value: Any) -> str:
    """A value on one line."""
    return safe_json(json.dumps(value, ensure_ascii=False))


def json_lines(value: Any) -> list[str]:
    """A value on the lines that people read it on."""
    return [safe_json(line) for line in json.dumps(value, ensure_ascii=False, indent=1).split("\n")]


def json_path(path: Path) -> str:
    """A path as JSON can hold it: bytes in it that are not UTF-8 are question marks."""
    return str(path).encode("utf-8", "replace").decode()


def safe_json(line: str) -> str:
    """A line of JSON, escaped: `json` escapes C0 and leaves DEL, C1, bidi controls and heaps of marks as they are."""
    return line if printable(line) == line else "".join(map(_escaped, line))


def _escaped(character: str) -> str:
    is_plain = printable(character) == character and not takes_no_room(character)
    return character if is_plain else json.dumps(character)[1:-1]
