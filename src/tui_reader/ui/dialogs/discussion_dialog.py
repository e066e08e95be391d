"""What is said about an annotation, over the text; a key answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding
from textual.containers import Vertical

from tui_reader.language import tr
from tui_reader.ui.dialogs.low_dialog import LowDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tui_reader.review.replies import Reply
    from tui_reader.ui.dialogs.discussion_list import DiscussionList

MOST_CELLS, WIDEST, FRAME = 90, 0.96, 4
"""Cells of the dialog, the part of the screen's width it takes at most, and its cells that are not for words."""
HIGHEST = 0.6
"""Part of the screen's height that the conversation takes at most: some of the text stays in sight."""


class Meant(NamedTuple):
    """What is to be done."""

    said: Reply | None
    """The remark it is about; None for the annotation itself."""
    is_removal: bool = False
    """Whether the remark is to go; else it is to be answered."""


class DiscussionDialog(LowDialog["Meant | None"]):
    """Ends with what is to be answered, or to be taken back."""

    HELP = """
## What is said about it

What a reviewer decided and why, comments, and the answers to them. **{discussion.up}** and **{discussion.down}** mark
one of them: **{discussion.answer}** answers that, **{discussion.about}** says something about the annotation itself,
**{discussion.remove}** takes back what you have said yourself.
"""

    BINDINGS: ClassVar = [
        Binding("escape", "dismiss(None)", "Back", id="discussion.back"),
        Binding("up", "mark(-1)", "Up", show=False, id="discussion.up"),
        Binding("down", "mark(1)", "Down", show=False, id="discussion.down"),
        Binding("enter,r", "answer", "Answer", id="discussion.answer"),
        Binding("c", "about", "Say something about the annotation", show=False, id="discussion.about"),
        Binding("d,delete", "remove", "Take back what you have said", show=False, id="discussion.remove"),
    ]

    def __init__(self, title: str, rows: DiscussionList, said: Sequence[Reply]) -> None:
        super().__init__()
        self._title = title
        self.rows = rows
        self._said = said
        # The latest is what one comes for. Keys may come before this is on the screen.
        rows.show(said, len(said) - 1 if said else None)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.title_row(self._title, wrap=False)
            yield self.rows
            words = (
                tr(
                    "{discussion.answer} answers · {discussion.about}: about the annotation · {discussion.remove} "
                    "takes back your own · {discussion.back} goes back"
                )
                if self._said
                else tr("{discussion.answer} says something about it · {discussion.back} goes back")
            )
            yield self.keys_row(words)

    def on_mount(self) -> None:
        self._share_height(min(MOST_CELLS, int(self.app.size.width * WIDEST)) - FRAME)

    def on_resize(self) -> None:
        self.call_after_refresh(lambda: self._share_height(self.rows.size.width))

    def _share_height(self, width: int) -> None:
        """Has the list as high as it asks for at a width in cells, and as there is room."""
        most = max(1, int(self.app.size.height * HIGHEST))
        self.rows.styles.height = min(most, max(1, self.rows.rows_at(width)))

    def _marked(self) -> Reply | None:
        return None if self.rows.marked is None else self._said[self.rows.marked]

    def action_mark(self, by: int) -> None:
        """Marks another remark."""
        if self.rows.marked is not None:
            self.rows.mark(self.rows.marked + by)

    def action_answer(self) -> None:
        """Ends with an answer to the marked remark."""
        self.dismiss(Meant(self._marked()))

    def action_about(self) -> None:
        """Ends with a remark about the annotation."""
        self.dismiss(Meant(None))

    def action_remove(self) -> None:
        """Ends with the removal of the marked remark."""
        if self._marked() is not None:
            self.dismiss(Meant(self._marked(), is_removal=True))
