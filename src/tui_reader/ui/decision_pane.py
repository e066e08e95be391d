"""Under the lanes: what was decided of the group one is at, and what people say about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.containers import Vertical

from tui_reader.text.excerpt import interface_direction, isolated
from tui_reader.ui.discussion_list import DiscussionList
from tui_reader.ui.painting import Painted
from tui_reader.ui.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.review.replies import Reply
    from tui_reader.session.review.review_session import ReviewSession

MOST_ROWS = 6
"""Rows of what people say."""
DECIDED_SIGN, AGAIN_SIGN = "✓", "↻"


class DecisionPane(Vertical):
    """Shown where there is something to be said."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"decision--decided", "decision--again"}

    DEFAULT_CSS = """
    DecisionPane {
        display: none; height: auto; max-height: 30%; padding: 0 1; background: $surface; border-top: tall $panel;
        &.open { display: block; }
        & TextView { max-height: 3; }
        & > .decision--decided { color: $text-success; }
        & > .decision--again { color: $text-warning; }
    }
    """

    def __init__(self, review: ReviewSession, name_of: Callable[[Reply], str]) -> None:
        super().__init__(id="decision")
        self.review = review
        self._words = TextView(direction=interface_direction(), id="decision-words")
        self._list = DiscussionList(review.reading.tagset, name_of, id="decision-said")

    def compose(self):  # noqa: ANN201
        yield self._words
        yield self._list
