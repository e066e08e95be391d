"""The last look at what goes to the terminal: whatever widget made it, no control character passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.filter import LineFilter

from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from rich.style import Style
    from textual.color import Color

ZWJ = "\u200d"
"""Hides the character behind it from Rich's measure, and not from a terminal."""
LONG = 256
"""Characters of a row among which a heap of marks is looked for; in fewer there is no room for a high one."""


class ControlGuard(LineFilter):
    """Takes what a terminal obeys out of every segment: controls, control segments, links (OSC 8).

    What is left is as wide as what came: a row that is no longer as wide as was reckoned would push its neighbours
    aside.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments where nothing is wrong with them, which is nearly always."""
        row = "".join([text for text, _, _ in segments])
        # No character that a terminal obeys is printable to Python, and most that is sent is.
        if (
            row.isprintable()
            and len(row) < LONG
            and not any(control is not None or (style is not None and style.link) for _, style, control in segments)
        ):
            return segments
        return [_guarded(text, style) for text, style, control in segments if control is None]


def _guarded(text: str, style: Style | None) -> Segment:
    safe = printable(text).replace(ZWJ, "")
    if safe != text:
        safe = set_cell_size(safe, cell_len(text))
    return Segment(safe, style.update_link() if style is not None and style.link else style)
