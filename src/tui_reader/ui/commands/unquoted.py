"""Commands that say something of a place without text, or of the document as a whole."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.session.files.drafts import on_span
from tui_reader.text.excerpt import isolated
from tui_reader.text.span import Span
from tui_reader.ui.commands.annotating import AnnotatingCommands

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.session.reader import ReaderSession
    from tui_reader.ui.dialogs.tag_picker import Choice

    Say = Callable[[ReaderSession, "str | None", "str | None"], Annotation]


class UnquotedCommands(AnnotatingCommands):
    """What is said without text to say it of."""

    def action_mark_point(self) -> None:
        """Asks for the tag of a point at the caret, or for a note on it."""
        from tui_reader.session.annotating.unquoted import annotate_point, words_at

        session, caret = self.session, self.session.caret
        words = words_at(session, caret)
        title = tr("A point at {place}", place=isolated(words))
        draft = on_span(session.document.path, Span(caret, caret))
        self._ask_tag(title, words, draft, annotate_point, there=())

    def action_tag_document(self) -> None:
        """Asks what is to be said of the whole document, and shows what is said already."""
        from tui_reader.session.annotating.unquoted import annotate_document, on_document

        session = self.session
        there = [entry.annotation for entry in on_document(session) if entry.layer is session.own]
        name = isolated(session.document.path.name)
        title = tr("The whole document, {name}", name=name)
        draft = on_span(session.document.path, Span(-1, -1))
        self._ask_tag(title, tr("the whole document"), draft, annotate_document, there=there)

    def _ask_tag(self, title: str, words: str, draft: str, say: Say, *, there: list[Annotation] | tuple[()]) -> None:
        """Opens the list of tags; `there` is what is said already: such a tag leads to it, and no other is made."""
        self.pick_tag(
            title,
            partial(self._said, words, draft, say, there),
            there=tuple(tag for annotation in there for tag in annotation.tags),
            with_note=True,
        )

    def _said(self, words: str, draft: str, say: Say, there: list[Annotation] | tuple[()], choice: Choice) -> None:
        if choice.is_note:
            self.edit_note(draft, "", words, partial(self._note_said, say))
            return
        tag = choice.name or None
        known = next((annotation for annotation in there if tag in annotation.tags), None)
        if known is not None:
            self.session.focus(known.id)
            self.caret_moved()
            return
        self.change(lambda: self._make(lambda: say(self.session, tag, None)))

    def _note_said(self, say: Say, note: str) -> bool:
        return not note.strip() or self._make(lambda: say(self.session, None, note.strip()))

    def _make(self, say: Callable[[], Annotation]) -> bool:
        annotation = self.attempt(say)
        if annotation is not None:
            self.holding = False
            self.after_command()
        return annotation is not None or self.something_waits
