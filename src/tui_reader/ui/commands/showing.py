"""Commands that change how the text is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.text.bidi import Direction
from tui_reader.ui.commands.base import ReadingBase

if TYPE_CHECKING:
    from tui_reader.text.display import Display


class ShowingCommands(ReadingBase):
    """Ways of showing text."""

    def action_next_direction(self) -> None:
        """Finds the direction of paragraphs another way."""
        ways = list(Direction)
        way = ways[(ways.index(self.session.page.direction) + 1) % len(ways)]
        self.session.page.direction = way
        self.text.forget_places()
        self.shown_otherwise()
        self.caret_moved()
        self.acknowledge(tr("Direction of paragraphs: {way}", way=way.words))

    def action_toggle_hidden(self) -> None:
        """Shows or hides signs for characters without a look of their own."""
        show = not self.session.page.display.hidden
        self.app.choose(hidden=show)
        self._show_as(self.session.page.display._replace(hidden=show))
        self.acknowledge(tr("Hidden characters are shown") if show else tr("Hidden characters are not shown"))

    def action_toggle_harakat(self) -> None:
        """Shows or hides vowel signs."""
        show = not self.session.page.display.harakat
        self.app.choose(harakat=show)
        self._show_as(self.session.page.display._replace(harakat=show))
        self.acknowledge(tr("Vowel signs are shown") if show else tr("Vowel signs are not shown"))

    def _show_as(self, display: Display) -> None:
        """Shows this document in another way."""
        self.text.show_as(display)
        self.shown_otherwise()
        self.show_status()

    def shown_otherwise(self) -> None:
        """Has the other panes show what is quoted from the text as the text is shown now."""
        raise NotImplementedError
