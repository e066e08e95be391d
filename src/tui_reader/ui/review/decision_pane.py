"""Under the lanes: what was decided of the group one is at, and what people say about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical

from tui_reader.language import tr
from tui_reader.session.review.decided import stated
from tui_reader.text.excerpt import interface_direction
from tui_reader.ui.dialogs.discussion_list import DiscussionList
from tui_reader.ui.widgets.painting import Painted
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from rich.style import Style
    from textual.app import ComposeResult

    from tui_reader.session.review.deciding import Deciding

MOST_ROWS = 6
"""Rows of what people say."""


class DecisionPane(Vertical):
    """A row or two about the decision, and some of what is said."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"decision--open", "decision--made", "decision--again"}

    DEFAULT_CSS = """
    DecisionPane {
        height: auto; max-height: 60%; padding: 0 1; background: $surface;
        & TextView { max-height: 4; }
        & > .decision--made { color: $text-success; }
        & > .decision--open { color: $text-muted; }
        & > .decision--again { color: $text-warning; text-style: bold; }
    }
    """

    def __init__(self, deciding: Deciding) -> None:
        super().__init__(id="decision")
        self.deciding = deciding
        self._words = TextView(direction=interface_direction(), id="decision-words")
        self._list = DiscussionList(deciding.tagset, deciding.author, id="decision-said")

    def compose(self) -> ComposeResult:
        yield self._words
        yield self._list

    def show_again(self, confirm_key: str) -> None:
        """Shows the group one is at as it is now. `confirm_key` has what is asked again hold."""
        text, painted = "", []
        for words, is_again in stated(self.deciding, confirm_key):
            look = "decision--again" if is_again else "decision--made"
            style: Style = self.get_component_rich_style(look, partial=True)
            painted.append(Painted(len(text), len(text) + len(words), style))
            text += f"{words}\n"
        said = self.deciding.said()
        if not text:
            # The row stays, so that the text above it does.
            text = "" if self.deciding.review.group is None else tr("Not decided yet")
            painted = [Painted(0, len(text), self.get_component_rich_style("decision--open"))]
        self._words.update(text.rstrip("\n"), painted)
        self._list.show(said)
        self._list.display = bool(said)
        self._list.styles.height = min(MOST_ROWS, max(1, self._list.rows_at(max(8, self.app.size.width - 2))))
