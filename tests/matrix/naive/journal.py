"""A journal as it is often written: a line of JSON a change, without a checksum, and every line that parses counts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tui_reader.annotations.journal import Edit


def write(path: Path, changes: Iterable[list[Edit]]) -> None:
    """The changes as lines."""
    path.write_text("".join(json.dumps(edits, ensure_ascii=False) + "\n" for edits in changes), encoding="utf-8")


def edits_in(content: bytes) -> list[Edit]:
    """What can be read of a journal with this content, line by line."""
    found: list[Edit] = []
    for line in content.splitlines():
        try:
            found += [(before, after) for before, after in json.loads(line)]
        except (ValueError, TypeError):
            continue
    return found
