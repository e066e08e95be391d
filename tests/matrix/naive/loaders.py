"""Ways to load what another version has written in which something is lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from naive.visits import NaiveVisit

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = ("id", "type", "motivation", "body", "target")
"""What this version would write."""


class KnowsItsOwn(NaiveVisit):
    """Keeps of a set what it has fields for, as a class with a constructor does."""

    def __init__(self, document: Path) -> None:
        super().__init__(document)
        items: list[dict[str, Any]] = [{key: item[key] for key in KNOWN if key in item} for item in self.page["items"]]
        self.page = {"type": self.page["type"], "creator": self.page["creator"], "items": items}


def places_of_now(content: bytes) -> dict[str, Any]:
    """Reads a state file, and knows no other format than that of today's JSON."""
    found: dict[str, Any] = json.loads(content)["documents"]
    return found
