"""A list whose rows are passages, each between what stands before it and behind it, with the name of its document."""

from __future__ import annotations

from abc import abstractmethod
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from rich.segment import Segment
from rich.style import Style

from tui_reader.session.decorations import Decoration, Layer
from tui_reader.text.excerpt import name_line
from tui_reader.text.kwic import GAP, concordance_row
from tui_reader.text.span import Span
from tui_reader.ui.widgets.painting import line_segments
from tui_reader.ui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tui_reader.session.window import Place
    from tui_reader.text.contexts import Context
    from tui_reader.text.display import Display
    from tui_reader.ui.looks import Looks

Item = TypeVar("Item")

NAME_SHARE, NAME_CELLS = 5, 24
"""A document's name takes a fifth of a row, and at most this many cells."""
LEAST_CELLS = 8
"""Of a passage in its context."""


class ConcordanceList(PickList[Item]):
    """Passages in their contexts."""

    def __init__(self, looks: Looks, display: Display, here: Path, *, id: str) -> None:  # noqa: A002 - Textual's word
        """`here` is the document that is open: where all is in that, it need not be named."""
        super().__init__(id=id)
        self.shows_names = False
        self.looks = looks
        self._here = here
        # What is quoted from the text is shown as the text is. A row is laid out once, however often it is painted.
        self._concordance = lru_cache(maxsize=256)(lambda context, room: concordance_row(context, room, display))

    @abstractmethod
    def path_of(self, item: Item) -> Path | None:
        """The document that an item is of; None where it is of none."""

    def name_documents(self, items: Sequence[Item]) -> None:
        """Has documents named in a list of these items, if they are not all of the one that is open."""
        self.shows_names = any(self.path_of(item) not in (None, self._here) for item in items)

    def name_pieces(self, place: Place, width: int, style: Style) -> list[list[Segment]]:
        """The document's name before a passage, and a blank; empty pieces where documents are not named."""
        path = self.path_of(self.list.items[place.block])
        if not self.shows_names or path is None:
            return []
        above = self.path_of(self.list.items[place.block - 1]) if place.block else None
        # It is said again in the first row of the window.
        is_said = above == path and place != self.visible_places[0]
        cells = max(2, min(NAME_CELLS, width // NAME_SHARE))
        name = name_line("" if is_said else path.name, cells)
        return [line_segments(name, style + Style(bold=True), style), [Segment(" ", style)]]

    def passage_piece(self, context: Context, tag: str, room: int, style: Style) -> list[Segment]:
        """A passage in its context in `room` cells, in the look of a tag."""
        row = self._concordance(context, max(LEAST_CELLS, room))
        look = self.looks.of((Decoration(Span(0, 0), Layer.ANNOTATION, tag, 10),))
        gap = [Segment(" " * GAP, style)]
        return [
            Segment(" " * row.blank_left, style),
            *line_segments(row.left, style),
            *gap,
            *line_segments(row.hit, style + look),
            *gap,
            *line_segments(row.right, style),
            Segment(" " * row.blank_right, style),
        ]


def room_beside(pieces: Sequence[Sequence[Segment]], width: int) -> int:
    """The cells of a row that some pieces leave."""
    return width - sum(segment.cell_length for piece in pieces for segment in piece)
