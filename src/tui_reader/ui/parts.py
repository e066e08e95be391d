"""What the classes derive from that a screen or the app is made of: to a type checker what they become part of.

At work they derive from nothing. Of each class derived from its own Textual looks through all that it has inherited, a
quarter of a millisecond for each of forty at every start, and none of these is a screen or an app by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui_reader.ui.encoding import RowEncoding

    ScreenPart = Screen[None]
    AppPart = RowEncoding[None]
else:
    ScreenPart = AppPart = object
