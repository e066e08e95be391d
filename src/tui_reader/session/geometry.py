"""How the screen is shared out: cells of the panes, and of the text in its pane. First screen and app both ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.language import is_rtl
from tui_reader.text.layout import MIN_WIDTH

if TYPE_CHECKING:
    from tui_reader.session.page import Page
    from tui_reader.settings import Settings

LIBRARY_FROM, SIDEBAR_FROM = 116, 64
"""Widths (cells) from which library and sidebar are there without being asked for."""
LIBRARY_WIDTH = 28
SIDEBAR_LEAST, SIDEBAR_MOST = 26, 42
NARROW = 36
"""Rows narrower than this (cells) have no margins."""
ROWS_BELOW = 2
"""Rows of the screen below the panes: the status line and the keys."""


class Shares(NamedTuple):
    """Cells of each pane with its border; 0 where it is not shown."""

    library: int
    text: int
    sidebar: int


def share(width: int, *, several: bool, library: bool | None = None, sidebar: bool | None = None) -> Shares:
    """Shares out `width` cells among the panes there is room for, and those that were asked for.

    `several`: there is more than one document. `library`, `sidebar`: whether the person has asked for the pane
    (True) or sent it away (False). Where two panes do not fit, the one asked for stands in front of the text.
    """
    if sidebar is None:
        sidebar = width >= SIDEBAR_FROM and not (library and width < LIBRARY_FROM)
    if library is None:
        library = several and width >= LIBRARY_FROM
    if width < SIDEBAR_FROM and (library or sidebar):
        in_front = width // (library + sidebar)
        return Shares(in_front * library, 0, width - in_front * library if sidebar else 0)
    shares = (LIBRARY_WIDTH * library, min(SIDEBAR_MOST, max(SIDEBAR_LEAST, width * 3 // 10)) * sidebar)
    return Shares(shares[0], max(1, width - sum(shares)), shares[1])


def usual_panes(settings: Settings, width: int, *, several: bool) -> tuple[bool | None, bool | None]:
    """What settings say of library and sidebar on a screen of `width` cells, before the person asks for one there.

    They put nothing in front of the text, and no library beside a document that is alone.
    """
    if width < SIDEBAR_FROM:
        return settings.library and None, settings.sidebar and None
    return settings.library if several else settings.library and None, settings.sidebar


def is_mirrored(mirror: str, page: Page) -> bool:
    """Whether the library stands at the right and the annotations at the left of a text.

    `mirror` is that of the settings: `on`, `off`, `auto` as the document is read, empty as the interface is.
    """
    return page.is_mainly_rtl if mirror == "auto" else mirror == "on" or (not mirror and is_rtl())


class TextArea(NamedTuple):
    """The text on a row of its pane: [spare][margin][pad][text][pad][margin][spare]."""

    margin: int
    """Cells on either side, for paragraph numbers and for the letters of tags."""
    width: int
    """Cells of the text."""
    spare: int
    """Cells beside all of it."""

    def left(self, align: str, *, begins_right: bool) -> int:
        """First cell of the text. `begins_right`: where the reading begins, to which `start` aligns."""
        before = self.spare // 2 if align == "centre" else self.spare * begins_right
        return before + self.margin + 1


def text_area(row_width: int, paragraph_count: int, measure: int) -> TextArea:
    """The place of the text on rows of `row_width` cells, the scroll bar not counted."""
    margin = 0 if row_width < NARROW else max(3, len(str(paragraph_count))) + 1
    width = max(MIN_WIDTH, min(measure, row_width - 2 * margin - 2))
    return TextArea(margin, width, max(0, row_width - width - 2 * margin - 2))
