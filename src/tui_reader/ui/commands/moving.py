"""Commands that move the caret, scroll, select and copy."""

from __future__ import annotations

from tui_reader.language import tr_count
from tui_reader.ui.commands.jumping import JumpingCommands
from tui_reader.ui.commands.table import GO_BY_NAME


class MovingCommands(JumpingCommands):
    """Where the caret goes and what is selected."""

    goal_cell: int | None = None
    """The cell that up and down try to keep to."""

    def on_reading_pane_caret_moved(self) -> None:
        self.goal_cell = None
        self.end_jump()
        self.caret_moved()

    def action_move(self, motion: str, extend: bool) -> None:
        """Moves the caret; selects when extending."""
        offset = self.session.caret
        for _ in range(self.times):
            before, offset = offset, GO_BY_NAME[motion](self.session.page, offset)
            if offset == before:
                break
        self.goal_cell = None
        self.session.move(offset, extend=extend or self.holding)
        self.caret_moved()

    def action_move_row(self, by: int, extend: bool) -> None:
        """Moves the caret a line up or down, on the same cell."""
        page = self.session.page
        here = page.place_of(self.session.caret)
        there = self.text.window.moved(here, by * self.times)
        if self.goal_cell is None:
            self.goal_cell, _ = page.caret_cell(self.session.caret)
        if there == here:
            offset = page.document.end if by > 0 else page.start_of(here)
        else:
            offset = page.at_cell(there, self.goal_cell)
        self.session.move(offset, extend=extend or self.holding)
        self.caret_moved()

    def action_turn_page(self, by: int, extend: bool) -> None:
        """A page up or down."""
        self.text.turn_page(by * self.times, extend=extend or self.holding)
        self.caret_moved(margin=0)

    def action_scroll_text(self, by: int) -> None:
        """Scrolls by lines; the caret stays in sight."""
        self.text.scroll_rows(by * self.times)
        visible = self.text.visible_places
        here = self.session.page.place_of(self.session.caret)
        if visible and not visible[0] <= here <= visible[-1]:
            cell, _ = self.session.page.caret_cell(self.session.caret)
            edge = visible[0] if here < visible[0] else visible[-1]
            self.session.move(self.session.page.at_cell(edge, cell), extend=self.holding)
        self.caret_moved(margin=0)

    def action_centre(self) -> None:
        """Brings the caret's line to the middle."""
        self.text.centre_caret()

    def action_grow_selection(self) -> None:
        """Selects the word, then the sentence, then the paragraph."""
        self.attempt_times(self.session.grow_selection)
        self.caret_moved()

    def action_hold_selection(self) -> None:
        """Makes motions select, or stops it."""
        self.holding = not self.holding
        self.show_status()

    def action_clear(self) -> None:
        """Ends what is under way; from a side pane, goes back to the text."""
        if self.focused is not self.text or not self.text.display:
            self.focus_text()
            return
        if self.holding:
            self.holding = False
            self.session.anchor = None
        elif self.stop_looking():
            pass
        elif not self.session.clear():
            self.close_check()
            self.close_queue()
            self._leave_prompt()
        self.text.refresh()
        self.caret_moved()

    def _leave_prompt(self) -> None:
        """Takes away a line that was left for the text while it was open. What it has searched or filtered stays."""
        if self.prompt.is_open:
            self.prompt.close()
            self.takes_typed(self.prompt.purpose, None)

    def action_inspect(self) -> None:
        """Tells of the character at the caret."""
        from tui_reader.ui.dialogs.inspector import Inspector

        self.holding = False
        self.app.ask(Inspector(self.text, self.caret_moved))

    def action_copy(self) -> None:
        """Puts the selected source text on the clipboard."""
        text = self.attempt(self.session.selected_text)
        if text is not None:
            self.app.copy_to_clipboard(text)
            self.acknowledge(tr_count(len(text), "Copied {count} character", "Copied {count} characters"))
