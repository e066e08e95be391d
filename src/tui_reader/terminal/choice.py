"""What a person may say about the order of text in a terminal."""

from __future__ import annotations

from enum import StrEnum

BIDI_VARIABLE = "TUI_READER_TERMINAL_BIDI"


class TerminalBidi(StrEnum):
    """The ways; all but the first two are encoders by name."""

    AUTO = "auto"
    """The terminal is asked, and looked up."""
    EXPLICIT = "explicit"
    """Visual order, in a terminal that is told to leave it alone while the text is shown."""
    VISUAL = "visual"
    """Visual order, and no word to the terminal."""
    RUNS = "runs"
    KITTY = "kitty"
    INVERSE = "inverse"


def terminal_bidi(word: str) -> TerminalBidi:
    """The way of this name. Raises ValueError, which says what there is."""
    if word not in set(TerminalBidi):
        raise ValueError(f"must be one of {', '.join(TerminalBidi)}")
    return TerminalBidi(word)
