"""How a list of passages is painted: each on a row between what stands before it and behind it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from tui_reader.language import tr
from tui_reader.session.decorations import Decoration, Layer
from tui_reader.session.views.arranging import Heading
from tui_reader.session.views.passages import Passage
from tui_reader.text.excerpt import isolated, label_line, name_line
from tui_reader.text.kwic import GAP, concordance_row
from tui_reader.text.span import Span
from tui_reader.ui.painting import line_segments, row_of
from tui_reader.ui.pick_list import PickList

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.strip import Strip

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.session.window import Place
    from tui_reader.text.display import Display
    from tui_reader.ui.looks import Looks

NAME_SHARE, NAME_CELLS = 5, 24
"""A document's name takes a fifth of a row, and at most this many cells."""
TAG_SHARE, TAG_CELLS = 8, 12

Row = Passage | Heading


class PassageList(PickList[Row]):
    """Passages, perhaps in groups, with their document and their tag where these are not all the same."""

    def __init__(self, looks: Looks, tagset: Tagset, display: Display, here: Path) -> None:
        """`here` is the document that is open: where all is in that, it need not be named."""
        super().__init__(id="passages")
        self.shows_names = self.shows_tags = False
        self.words_of_nothing = ""
        self._looks = looks
        self._here = here
        self._tagset = tagset
        # What is quoted from the text is shown as the text is. A row is laid out once, however often it is painted.
        self._concordance = lru_cache(maxsize=256)(lambda context, room: concordance_row(context, room, display))

    def show(self, items: Sequence[Row]) -> None:
        passages = [item for item in items if isinstance(item, Passage)]
        self.shows_names = any(passage.path != self._here for passage in passages)
        self.shows_tags = len({passage.tags for passage in passages}) > 1
        super().show(items)

    def row_strip(self, place: Place, width: int) -> Strip:
        item = self.list.items[place.block]
        style = self.base_style + Style(reverse=place.block == self.marked)
        if isinstance(item, Heading):
            name = tr("without a source") if item.name is None else isolated(item.name)
            line = label_line(f"{name}  ({item.total})", max(4, width))
            return row_of([line_segments(line, style + Style(bold=True), style)], width, style)
        room = width
        pieces = []
        if self.shows_names:
            cells = max(2, min(NAME_CELLS, width // NAME_SHARE))
            pieces += [
                line_segments(name_line(self._document_name(place, item), cells), style + Style(bold=True), style)
            ]
            pieces += [[Segment(" ", style)]]
            room -= cells + 1
        if self.shows_tags:
            cells = max(2, min(TAG_CELLS, width // TAG_SHARE))
            words = ", ".join(isolated(self._tagset.shown_name(tag)) for tag in item.tags)
            colour = Style(color=self._looks.label(item.tags[0] if item.tags else "").color, bold=True)
            pieces += [line_segments(label_line(words, cells), style + colour, style), [Segment(" ", style)]]
            room -= cells + 1
        pieces += [self._passage(item, max(8, room), style)]
        return row_of(pieces, width, style)

    def _document_name(self, place: Place, passage: Passage) -> str:
        """The document's name where it is another one than on the row above."""
        above = self.list.items[place.block - 1] if place.block else None
        is_same = isinstance(above, Passage) and above.path == passage.path
        return "" if is_same and place != self.visible_places[0] else passage.path.name

    def _passage(self, passage: Passage, room: int, style: Style) -> list[Segment]:
        if passage.context is None:
            reason = passage.problem or tr("the whole document")
            line = label_line(f"{isolated(passage.quote)} ({reason})" if passage.quote else reason, room)
            return line_segments(line, style + Style(italic=True), style)
        row = self._concordance(passage.context, room)
        decoration = Decoration(Span(0, 0), Layer.ANNOTATION, passage.tags[0] if passage.tags else "", 10)
        gap = [Segment(" " * GAP, style)]
        return [
            Segment(" " * row.blank_left, style),
            *line_segments(row.left, style),
            *gap,
            *line_segments(row.hit, style + self._looks.of((decoration,))),
            *gap,
            *line_segments(row.right, style),
            Segment(" " * row.blank_right, style),
        ]

    def blank_strip(self, row: int, width: int) -> Strip:
        if row or self.list.items or not self.words_of_nothing:
            return super().blank_strip(row, width)
        style = self.base_style + Style(italic=True)
        return row_of([line_segments(label_line(self.words_of_nothing, max(2, width)), style)], width, style)
