"""Notes that were being typed when the program ended: kept in the user's state folder, and gone on with.

A note is known by what it is about: an annotation of a set, or a stretch of a document.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from tui_reader.annotations import atomic
from tui_reader.documents.files import read_content
from tui_reader.errors import DocumentError, SaveError

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.text.span import Span

FILE = "notes-begun.json"
MOST = 100
"""Notes that are kept, the latest ones."""


def on_annotation(set_path: Path, annotation_id: str) -> str:
    """The name of a note on an annotation."""
    return f"{os.path.realpath(set_path)}\n{annotation_id}"


def on_span(document: Path, span: Span) -> str:
    """The name of a note on a stretch of a document, in its offsets."""
    return f"{os.path.realpath(document)}\n{span.start}-{span.end}"


class NoteDrafts:
    """The notes in one file. What cannot be read or written of it costs these notes and nothing else."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def get(self, name: str) -> str:
        """What was typed; empty where nothing was."""
        return self._read().get(name, "")

    def count_about(self, *paths: Path) -> int:
        """How many notes there are on annotations of these sets and stretches of these documents."""
        beginnings = tuple(f"{os.path.realpath(path)}\n" for path in paths)
        return sum(name.startswith(beginnings) for name in self._read())

    def keep(self, name: str, text: str) -> bool:
        """Keeps what was typed; whether it is on the disk."""
        notes = self._read()
        notes.pop(name, None)
        return self._write({**notes, name: text})

    def drop(self, name: str) -> None:
        """Forgets a note that is finished or given up."""
        notes = self._read()
        if notes.pop(name, None) is not None:
            self._write(notes)

    def _read(self) -> dict[str, str]:
        try:
            notes = json.loads(read_content(self._path).decode("utf-8", "surrogatepass"))
        except (OSError, ValueError, DocumentError, RecursionError):
            return {}
        if not isinstance(notes, dict):
            return {}
        return {name: text for name, text in notes.items() if isinstance(text, str)}

    def _write(self, notes: dict[str, str]) -> bool:
        latest = dict(list(notes.items())[-MOST:])
        try:
            atomic.make_private_folder(self._path.parent)
            # What names and notes hold need not be text that UTF-8 can hold; escaped, two halves would become one.
            written = json.dumps(latest, indent=0, ensure_ascii=False)
            atomic.replace(self._path, written.encode("utf-8", "surrogatepass"))
        except (OSError, SaveError):
            return False
        return True
