"""The end of a screen that lies over others, which comes once, and to that screen alone.

Textual takes away whatever is in front. A screen that is ended twice (a click and a key, a double click), or while
another one lies over it, would take that one with it, or the reading.
"""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType


class EndsItself(Screen[ScreenResultType]):
    """A screen that ends only where it is in front."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Ends this screen with a result. Nothing happens where it has ended, or another one lies over it."""
        return super().dismiss(result) if self.is_active else AwaitComplete.nothing()
