"""Commands about what people say to one another about annotations."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.session.files.drafts import on_annotation
from tui_reader.session.wording import annotation_name
from tui_reader.text.excerpt import isolated
from tui_reader.ui.commands.writing import WritingCommands

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.review.replies import Reply
    from tui_reader.ui.dialogs.discussion_dialog import Meant

    Say = Callable[[Reply | None, str], object]


class ConversingCommands(WritingCommands):
    """What is said about annotations, and what one answers."""

    def action_discussion(self) -> None:
        """Shows what is said about the annotation at the caret, to be answered."""
        entry = self.focused_entry()
        if entry is None:
            return
        # Most people are not being reviewed.
        from tui_reader.session.conversing import said_of, say

        def answer(answered: Reply | None, text: str) -> None:
            say(self.session, entry.annotation.id if answered is None else answered.id, text)

        title = annotation_name(entry.annotation, self.session.tagset)
        self.show_discussion(title, entry.id, said_of(self.session, entry), answer)

    def action_next_discussion(self) -> None:
        """Goes to the next annotation of which something is said, with a count so many on."""
        from tui_reader.session.remarked import go_to_remarked

        has_turned = self.attempt(lambda: go_to_remarked(self.session, self.times))
        self.after_command(tr("From the beginning again") if has_turned else "")

    def show_discussion(
        self,
        title: str,
        about: str,
        said: Sequence[Reply],
        say: Say,
        name_of: Callable[[Reply], str] = lambda said: said.annotator,
    ) -> None:
        """Shows what is said about something, which `about` names; `say` says more, of a remark or of the thing."""
        from tui_reader.ui.dialogs.discussion_dialog import DiscussionDialog
        from tui_reader.ui.dialogs.discussion_list import DiscussionList

        def ended(meant: Meant | None) -> None:
            if meant is None:
                return
            if meant.said is not None and meant.is_removal:
                self._take_back(meant.said)
            elif self._was_said(self.session.require_writable):
                to = title if meant.said is None else name_of(meant.said)
                name = about if meant.said is None else meant.said.id
                draft = on_annotation(self.session.own.path, f"about:{name}")
                self.write(
                    draft, "", tr("To {name}", name=isolated(to)), partial(self._put_said, partial(say, meant.said))
                )

        rows = DiscussionList(self.session.tagset, name_of, id="discussion")
        self.app.ask(DiscussionDialog(title, rows, said), ended)

    def _put_said(self, say: Callable[[str], object], text: str) -> bool:
        words = text.strip()
        done = not words or self._was_said(lambda: say(words))
        self.after_command(tr("Said; {undo} takes it back") if done and words else "")
        return done or self.something_waits

    def _take_back(self, said: Reply) -> None:
        from tui_reader.session.conversing import take_back

        if self._was_said(lambda: take_back(self.session, said)):
            self.after_command(tr("Taken back; {undo} brings it back"))

    def _was_said(self, command: Callable[[], object]) -> bool:
        def done() -> bool:
            command()
            return True

        return bool(self.attempt(done))
