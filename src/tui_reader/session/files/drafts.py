"""Words that were being typed when the program ended: kept in the user's state folder, and gone on with.

A draft is known by what it is about: an annotation of a set, a stretch of a document. It is on the disk while somebody
types (`Draft.keep`, which whoever shows the field calls now and then), so it outlives a program that is killed.
"""

from __future__ import annotations

import json
import os
from _thread import allocate_lock
from typing import TYPE_CHECKING

from tui_reader.annotations import atomic
from tui_reader.documents.files import read_content
from tui_reader.errors import DocumentError, SaveError
from tui_reader.session.alone import alone_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tui_reader.text.span import Span

FILE = "notes-begun.json"
MOST = 100
"""Drafts that are kept, the latest ones."""


def on_annotation(set_path: Path, annotation_id: str) -> str:
    """The name of a draft about an annotation."""
    return f"{os.path.realpath(set_path)}\n{annotation_id}"


def on_span(document: Path, span: Span) -> str:
    """The name of a draft about a stretch of a document, in its offsets."""
    return f"{os.path.realpath(document)}\n{span.start}-{span.end}"


class Drafts:
    """The drafts in one file. What cannot be read or written of it costs these words and nothing else."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def get(self, name: str) -> str:
        """What was typed; empty where nothing was."""
        return self._read().get(name, "")

    def count_about(self, *paths: Path) -> int:
        """How many there are about annotations of these sets and stretches of these documents."""
        beginnings = tuple(f"{os.path.realpath(path)}\n" for path in paths)
        return sum(name.startswith(beginnings) for name in self._read())

    def keep(self, name: str, text: str) -> bool:
        """Keeps what was typed; whether it is on the disk."""

        def kept(drafts: dict[str, str]) -> dict[str, str]:
            drafts.pop(name, None)
            return {**drafts, name: text}

        return self._change(kept)

    def drop(self, name: str) -> bool:
        """Forgets a draft that is finished or given up; whether the disk has forgotten it."""
        if name not in self._read():
            return True
        return self._change(lambda drafts: {other: text for other, text in drafts.items() if other != name})

    def _read(self) -> dict[str, str]:
        try:
            drafts = json.loads(read_content(self._path).decode("utf-8", "surrogatepass"))
        except (OSError, ValueError, DocumentError, RecursionError):
            return {}
        if not isinstance(drafts, dict):
            return {}
        return {name: text for name, text in drafts.items() if isinstance(text, str)}

    def _change(self, how: Callable[[dict[str, str]], dict[str, str]]) -> bool:
        try:
            atomic.make_private_folder(self._path.parent)
            # Another window has its drafts in the same file.
            with alone_in(self._path.parent):
                latest = dict(list(how(self._read()).items())[-MOST:])
                # What names and drafts hold need not be text that UTF-8 can hold; escaped, two halves would become one.
                written = json.dumps(latest, indent=0, ensure_ascii=False)
                atomic.replace(self._path, written.encode("utf-8", "surrogatepass"))
        except (OSError, SaveError):
            return False
        return True


class Draft:
    """What is being typed about one thing. Any thread may keep it; once it has ended, nothing is kept any more."""

    def __init__(self, drafts: Drafts, name: str, said: str = "") -> None:
        """`said`: what there is before anybody types, which need not be kept."""
        self._drafts = drafts
        self._name = name
        self._said = said
        self._kept = self.begun = drafts.get(name)
        """`begun`: what was being typed when the program ended; empty where nothing was."""
        self._latest = self.text
        self._is_over = False
        self._lock = allocate_lock()

    @property
    def text(self) -> str:
        """What one goes on with."""
        return self.begun or self._said

    def differs(self, text: str) -> bool:
        """Whether the disk has another draft than this text would be."""
        return self._as_draft(text) != self._kept

    def keep(self, text: str) -> bool:
        """Has the disk keep the text as it is now; whether it does. Of what says nothing new no draft is kept."""
        self.note(text)
        return self.keep_noted()

    def note(self, text: str) -> None:
        """Says what the text is by now, for a thread that is to keep it."""
        self._latest = text

    def keep_noted(self) -> bool:
        """Has the disk keep the text that was said last: a thread that begins late writes nothing older."""
        with self._lock:
            text = self._latest
            if self._is_over or not self.differs(text):
                return True
            draft = self._as_draft(text)
            done = self._drafts.keep(self._name, draft) if draft else self._drafts.drop(self._name)
            if done:
                self._kept = draft
            return done

    def end(self) -> None:
        """Forgets it: it is finished, or given up."""
        with self._lock:
            self._is_over = True
            if self._kept:
                self._drafts.drop(self._name)

    def _as_draft(self, text: str) -> str:
        # Where a draft was begun on top of what is said, going back to that is a change too.
        return "" if text == self._said and not self.begun else text
