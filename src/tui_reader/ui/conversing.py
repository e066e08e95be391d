"""Commands about what people say to one another about annotations."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.session.drafts import on_annotation
from tui_reader.session.wording import annotation_name
from tui_reader.text.excerpt import isolated
from tui_reader.ui.writing import WritingCommands

if TYPE_CHECKING:
    from tui_reader.session.conversing import Said
    from tui_reader.session.entries import Entry
    from tui_reader.ui.discussion_dialog import Meant


class ConversingCommands(WritingCommands):
    """What is said about the annotation at the caret, and what one answers."""

    def action_discussion(self) -> None:
        """Shows what is said about the annotation at the caret."""
        entry = self.focused_entry()
        if entry is None:
            return
        # Most people are not being reviewed.
        from tui_reader.session.conversing import said_of
        from tui_reader.ui.discussion_dialog import DiscussionDialog
        from tui_reader.ui.discussion_list import DiscussionList

        tagset = self.session.tagset
        title = annotation_name(entry.annotation, tagset)
        dialog = DiscussionDialog(title, DiscussionList(tagset, id="discussion"), said_of(self.session, entry))
        self.app.ask(dialog, partial(self._discussed, entry))

    def _discussed(self, entry: Entry, meant: Meant | None) -> None:
        if meant is None:
            return
        if meant.said is not None and meant.is_removal:
            self._take_remark_back(meant.said)
            return
        name = entry.annotation.id if meant.said is None else meant.said.remark.id
        title = (
            tr("To {name}", name=isolated(meant.said.author))
            if meant.said is not None
            else tr("About {annotation}", annotation=annotation_name(entry.annotation, self.session.tagset))
        )
        self.write_answer(name, title)

    def write_answer(self, name: str, title: str) -> None:
        """Asks for something to be said about the record with this id."""
        if self.attempt(self._may_write):
            draft = on_annotation(self.session.own.path, f"about {name}")
            self.write(draft, "", title, partial(self._answer, name))

    def _may_write(self) -> bool:
        self.session.require_writable()
        return True

    def _answer(self, name: str, text: str) -> bool:
        from tui_reader.session.conversing import Conversing

        def answered() -> bool:
            Conversing(self.session).answer(name, text)
            return True

        done = bool(self.attempt(answered))
        self.after_command(tr("Said; z takes it back") if done and text.strip() else "")
        return done or self.something_waits

    def _take_remark_back(self, said: Said) -> None:
        from tui_reader.session.conversing import Conversing

        def taken() -> bool:
            Conversing(self.session).take_back(said)
            return True

        if self.attempt(taken):
            self.after_command(tr("Taken back; z brings it back"))
