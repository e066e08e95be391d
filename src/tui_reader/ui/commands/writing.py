"""Asking for words of several lines: a note, a comment, a reply. What was being typed at the end is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.ui.commands.base import ReadingBase

if TYPE_CHECKING:
    from collections.abc import Callable


class WritingCommands(ReadingBase):
    """A screen on which something can be written."""

    def write(self, name: str, text: str, title: str, put: Callable[[str], bool]) -> None:
        """Asks for words: `name` is that of the draft of them, `put` says whether they have been put in their place."""
        # Dialogs are imported when the first one is opened.
        from tui_reader.ui.dialogs.questions import NoteEditor

        notes = self.app.notes_begun
        begun = notes.get(name)
        editor = NoteEditor(begun or text, title, was_begun=bool(begun))

        def done(text: str | None) -> None:
            self.app.note_begun = None
            if text is None or put(text):
                notes.drop(name)
            elif notes.keep(name, text):
                self.tell(tr("The note is kept: it can be gone on with at the same place"), warn=True)

        self.app.note_begun = name, editor
        self.app.ask(editor, done)
