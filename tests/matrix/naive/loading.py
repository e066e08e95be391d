"""A set as it is often read and put right: `json.load`, and `json.dump` of what came of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tui_reader.annotations.repair import Repaired
from tui_reader.annotations.strict_json import encode

if TYPE_CHECKING:
    from pathlib import Path


def read_lines(path: Path, content: bytes) -> list[str]:
    """The records of a set, each as a line."""
    return [encode(record) for record in json.loads(content)["items"]]


def repaired(path: Path, content: bytes) -> Repaired:
    """The set laid out again: of equal keys the last one counts, and what is behind the page is cut off."""
    text = content.decode("utf-8", "ignore").removeprefix("\ufeff")
    try:
        page, _ = json.JSONDecoder().raw_decode(text)
    except ValueError:
        page = {"type": "AnnotationPage", "items": []}
    return Repaired(json.dumps(page, ensure_ascii=False, indent=1), [])
