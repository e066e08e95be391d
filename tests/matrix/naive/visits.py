"""Ways to keep a set that write where nothing was done, rewrite what was not touched, or believe a clock."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tui_reader.annotations.folders import annotation_path

if TYPE_CHECKING:
    from pathlib import Path


class NaiveVisit:
    """Reads JSON, changes it, and writes it anew when it is left, if the file has the time it had."""

    def __init__(self, document: Path) -> None:
        self.path = annotation_path(document, "amal")
        self.page: dict[str, Any] = json.loads(self.path.read_bytes())
        self.known = self.path.stat().st_mtime_ns

    @property
    def has_changed(self) -> bool:
        """Whether somebody else has written the file, going by its time."""
        return self.path.stat().st_mtime_ns != self.known

    def tag(self, start: int, end: int, tag: str) -> None:
        """Tags a stretch of text."""
        item = {"id": f"urn:{start}", "type": "Annotation", "body": [{"purpose": "tagging", "value": tag}]}
        self.page["items"].append({**item, "modified": "2026-01-01T00:00:00Z"})

    def retag(self, number: int, tag: str) -> None:
        """Gives an annotation another tag."""
        item = self.page["items"][number]
        item.update(body=[{"purpose": "tagging", "value": tag}], modified="2026-01-01T00:00:00Z")

    def look(self) -> None:
        """Does nothing."""

    def close(self) -> None:
        """Writes."""
        if not self.has_changed:
            self.path.write_text(json.dumps(self.page, indent=2, ensure_ascii=False), encoding="utf-8")


class LatestWins(NaiveVisit):
    """Where there are two of an annotation, takes the one that says that it is later."""

    def close(self) -> None:
        there = {item["id"]: item for item in json.loads(self.path.read_bytes())["items"]}
        for item in self.page["items"]:
            other = there.get(item["id"])
            if other is None or other.get("modified", "") < item.get("modified", ""):
                there[item["id"]] = item
        self.page["items"] = list(there.values())
        self.path.write_text(json.dumps(self.page), encoding="utf-8")
