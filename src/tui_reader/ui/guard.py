"""The last look at what goes to the terminal: whatever widget made it, no control character passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from textual.color import Color


class ControlGuard(LineFilter):
    """Replaces control characters in every segment by pictures, and bidi controls by nothing."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments where nothing is wrong with them, which is nearly always."""
        # No character that a terminal obeys is printable to Python, and most that is sent is.
        if "".join([text for text, _, _ in segments]).isprintable():
            return segments
        guarded: list[Segment] | None = None
        for number, (text, style, control) in enumerate(segments):
            if control is None and (safe := printable(text)) is not text:
                guarded = guarded or list(segments)
                guarded[number] = Segment(safe, style)
        return segments if guarded is None else guarded
