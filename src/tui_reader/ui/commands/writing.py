"""Asking for words: a note, a comment, a reply, a reason. What was being typed at the end is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from tui_reader.language import tr
from tui_reader.ui.commands.base import ReadingBase

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.session.files.drafts import Draft
    from tui_reader.ui.dialogs.dialog import Dialog

Answer = TypeVar("Answer")


class _Typed(Protocol):
    @property
    def value(self) -> str:
        """What stands in the field."""
        ...


class WritingCommands(ReadingBase):
    """A screen on which something can be written."""

    def write(self, name: str, text: str, title: str, put: Callable[[str], bool]) -> None:
        """Asks for words: `name` is that of the draft of them, `put` says whether they have been put in their place."""
        # Dialogs are imported when the first one is opened.
        from tui_reader.ui.dialogs.questions import NoteEditor

        draft = self.app.drafts.draft(name, text)
        editor = NoteEditor(draft.text, title, was_begun=bool(draft.begun))
        self.ask_for_words(draft, editor, editor, put)

    def ask_for_words(
        self, draft: Draft, dialog: Dialog[Answer | None], typed: _Typed, put: Callable[[Answer], bool]
    ) -> None:
        """Has a dialog ask for words that go on with a draft. What cannot be put in its place stays a draft."""
        drafts = self.app.drafts

        def done(answer: Answer | None) -> None:
            drafts.leave()
            if answer is None or put(answer):
                draft.end()
            elif draft.keep(typed.value):
                self.tell(tr("The note is kept: it can be gone on with at the same place"), warn=True)

        drafts.watch(draft, lambda: typed.value)
        self.app.ask(dialog, done)
