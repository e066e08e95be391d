"""Somebody who opens a document, says something about it, and leaves: on the way of the app, without a screen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tui_reader.annotations.folders import annotation_path
from tui_reader.session.files.opening import open_reading
from tui_reader.session.files.saving import Saving
from tui_reader.settings import Settings
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

ANNOTATOR = "amal"


class Visit:
    """One reading of a document with its sets."""

    def __init__(self, document: Path) -> None:
        self.path = annotation_path(document, ANNOTATOR)
        self.session = open_reading(document, Settings(annotator=ANNOTATOR)).session
        self.saving = Saving(self.session, lambda: None)

    def tag(self, start: int, end: int, tag: str) -> None:
        """Tags a stretch of text."""
        self.session.select(Span(start, end))
        self.session.tag_selection(tag)

    def retag(self, number: int, tag: str) -> None:
        """Gives an annotation, by its number in the list, another tag."""
        self.session.retag(self.session.entries[number].id, tag)

    def look(self) -> None:
        """Goes through the text and the list, and searches; says nothing."""
        self.session.start_search("قال")
        self.session.move(self.session.document.end)
        for entry in self.session.entries:
            self.session.focus(entry.id)

    def close(self) -> None:
        """Leaves, once everything is on the disk or has been refused."""
        self.saving.close()


def items_in(path: Path) -> list[dict[str, Any]]:
    """The records in a set."""
    items: list[dict[str, Any]] = json.loads(path.read_bytes())["items"]
    return items


def tags_in(path: Path) -> list[str]:
    """All tags in a set, in its order."""
    return [
        body["value"]
        for item in items_in(path)
        for body in item.get("body", [])
        if isinstance(body, dict) and body.get("purpose") == "tagging"
    ]
