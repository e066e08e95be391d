"""Commands that show and hide panes, go from one to the other, and change how the text is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.message import Message

from tui_reader.text.bidi import Direction
from tui_reader.ui.reading_base import ReadingBase

if TYPE_CHECKING:
    from textual import events

    from tui_reader.ui.library_pane import LibraryPane
    from tui_reader.ui.sidebar import Sidebar

LIBRARY_FROM, SIDEBAR_FROM = 116, 64
"""Widths (cells) from which library and sidebar are there without being asked for."""
LIBRARY_WIDTH = 28


class Panes(Horizontal):
    """The panes side by side. A help panel beside them takes some of the screen's width."""

    class Resized(Message):
        """There is another width to share out, in cells."""

        def __init__(self, width: int) -> None:
            super().__init__()
            self.width = width

    def on_resize(self, event: events.Resize) -> None:
        self.post_message(self.Resized(event.size.width))


class ArrangingCommands(ReadingBase):
    """Which panes are there."""

    panes_width = 0
    """Cells the panes have between them; 0 before they have been laid out."""

    def __init__(self) -> None:
        super().__init__()
        self.wants: dict[str, bool | None] = {"library-box": None, "sidebar-box": None}
        """Whether the person has asked for a pane (True) or sent it away (False)."""

    def on_panes_resized(self, message: Panes.Resized) -> None:
        self.panes_width = message.width
        self.share_width()

    def share_width(self) -> None:
        """Shows the panes there is room for, and those that were asked for."""
        width = self.panes_width or self.app.size.width
        several = len(self.app.shelf.library.documents) > 1
        by_itself = {"library-box": several and width >= LIBRARY_FROM, "sidebar-box": width >= SIDEBAR_FROM}
        if self.wants["library-box"] and width < LIBRARY_FROM:
            by_itself["sidebar-box"] = False
        for name, wanted in self.wants.items():
            self.query_one(f"#{name}").display = by_itself[name] if wanted is None else wanted
        self.query_one("#sidebar-box").styles.width = min(42, max(26, width * 3 // 10))
        beside = [name for name in self.wants if self.query_one(f"#{name}").display]
        # Where two panes do not fit, the one that was asked for stands in front of the text.
        crowded = width < SIDEBAR_FROM and bool(beside)
        self.text.display = not crowded
        for name in beside if crowded else ():
            self.query_one(f"#{name}").styles.width = "1fr"
        if not crowded:
            self.query_one("#library-box").styles.width = LIBRARY_WIDTH

    def focus_text(self) -> None:
        if not self.text.display:
            for name in self.wants:
                self.wants[name] = False
            self.share_width()
        self.text.focus()

    def action_toggle_others(self) -> None:
        """Shows or hides what other annotators have done."""
        if not self.session.others:
            self.tell("No other annotator has a set for this document", warn=True)
            return
        self.session.show_others(not self.session.shows_others)
        self.sidebar.reload()
        self.text.refresh()
        self.caret_moved()
        self.show_list_title()
        self.tell("Other annotators' sets are shown" if self.session.shows_others else "Only your own set is shown")

    def action_next_direction(self) -> None:
        """Finds the direction of paragraphs another way."""
        ways = list(Direction)
        way = ways[(ways.index(self.session.page.direction) + 1) % len(ways)]
        self.session.page.direction = way
        self.text.forget_places()
        self.caret_moved()
        self.tell(f"Direction of paragraphs: {way}")

    def action_toggle_library(self) -> None:
        """Shows or hides the library."""
        self._toggle("library-box", self.library)

    def action_toggle_sidebar(self) -> None:
        """Shows or hides the annotations."""
        self._toggle("sidebar-box", self.sidebar)

    def _toggle(self, name: str, pane: LibraryPane | Sidebar) -> None:
        self.wants[name] = not self.query_one(f"#{name}").display
        if self.wants[name] and self.panes_width < SIDEBAR_FROM:
            for other in self.wants:
                if other != name:
                    self.wants[other] = False
        self.share_width()
        if self.wants[name]:
            pane.focus()
        else:
            self.focus_text()

    def action_focus_pane(self, by: int) -> None:
        """Goes to the next pane that is shown."""
        panes = [self.library, self.text, self.sidebar]
        shown_panes = [pane for pane in panes if all(node.display for node in (pane, pane.parent))]  # type: ignore[union-attr]
        place = shown_panes.index(self.focused) if self.focused in shown_panes else 0
        shown_panes[(place + by) % len(shown_panes)].focus()

    def action_save(self) -> None:
        """Tries again what could not be saved."""
        if self.saving.again():
            self.tell("Saving again")
        elif self.saving.error is None:
            self.tell("Everything is saved: every change is written at once")
