"""The last step of a row: from cells in visual order to what a terminal is sent, so that it shows those cells."""

from __future__ import annotations

from enum import StrEnum


class Encoder(StrEnum):
    """What is done for a terminal with ideas of its own about order."""

    VISUAL = "visual"
    """Nothing: cells in visual order, letters joined. For terminals that leave cells where they are put."""
    RUNS = "runs"
    """Each run of right-to-left letters in logical order, raw, fenced by LRM. For terminals that reorder rows."""
    KITTY = "kitty"
    """The same without fences. For terminals that draw each word right to left."""
    INVERSE = "inverse"
    """The text that the bidi algorithm turns into these cells. For terminals that reorder rows and drop controls."""

    @property
    def joins(self) -> bool:
        """Whether letters are sent as they join. Else the terminal joins them."""
        return self is Encoder.VISUAL
