"""Type to find: the beginning of a name or a title, letter by letter, takes one to a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.session.library.shelf import spelt
from tui_reader.text.folding import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from textual import events

    from tui_reader.documents.walk import Entry
    from tui_reader.session.library.shelf import Details

LONGEST = 60
"""Code points that are taken; nobody types more."""


class TypedName:
    """What has been typed so far, and whether there is such a document."""

    def __init__(self) -> None:
        self.text = ""
        self.is_found = True

    def takes(self, event: events.Key) -> bool:
        """Whether a key belongs to the name: a letter or digit; once there is one, anything that can be typed."""
        if self.text and event.key == "escape":
            self.text = ""
        elif self.text and event.key == "backspace":
            self.text = self.text[:-1]
        elif event.is_printable and event.character and (self.text or event.character.isalnum()):
            self.text = (self.text + event.character)[:LONGEST]
        else:
            return False
        return True

    def find(self, entries: Iterable[Entry], details: Mapping[Path, Details]) -> Path | None:
        """The first entry with the name in its own name or its title, folded as in a search; None if there is none."""
        wanted = fold_text(self.text).strip()
        self.is_found = True
        if not wanted:
            return None
        for entry in entries:
            known = details.get(entry.path)
            if wanted in (known.spelt if known is not None else spelt(entry.path)):
                return entry.path
        self.is_found = False
        return None
