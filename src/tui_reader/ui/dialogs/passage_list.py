"""How a list of passages is painted: each on a row between what stands before it and behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from tui_reader.language import tr
from tui_reader.session.views.arranging import Heading
from tui_reader.session.views.passages import Passage
from tui_reader.text.excerpt import isolated, label_line
from tui_reader.ui.dialogs.concordance_list import LEAST_CELLS, ConcordanceList, room_beside
from tui_reader.ui.widgets.painting import line_segments, row_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.strip import Strip

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.session.window import Place
    from tui_reader.text.display import Display
    from tui_reader.ui.looks import Looks

TAG_SHARE, TAG_CELLS = 8, 12

Row = Passage | Heading


class PassageList(ConcordanceList[Row]):
    """Passages, perhaps in groups, with their document and their tag where these are not all the same."""

    def __init__(self, looks: Looks, tagset: Tagset, display: Display, here: Path) -> None:
        """`here` is the document that is open."""
        super().__init__(looks, display, here, id="passages")
        self.shows_tags = False
        self.words_of_nothing = ""
        self._tagset = tagset

    def show(self, items: Sequence[Row]) -> None:
        self.name_documents(items)
        self.shows_tags = len({item.tags for item in items if isinstance(item, Passage)}) > 1
        super().show(items)

    def path_of(self, item: Row) -> Path | None:
        return item.path if isinstance(item, Passage) else None

    def row_strip(self, place: Place, width: int) -> Strip:
        item = self.list.items[place.block]
        style = self.base_style + Style(reverse=place.block == self.marked)
        if isinstance(item, Heading):
            name = tr("without a source") if item.name is None else isolated(item.name)
            line = label_line(f"{name}  ({item.total})", max(4, width))
            return row_of([line_segments(line, style + Style(bold=True), style)], width, style)
        pieces = self.name_pieces(place, width, style)
        if self.shows_tags:
            cells = max(2, min(TAG_CELLS, width // TAG_SHARE))
            words = ", ".join(isolated(self._tagset.shown_name(tag)) for tag in item.tags)
            colour = Style(color=self.looks.label(item.tags[0] if item.tags else "").color, bold=True)
            pieces += [line_segments(label_line(words, cells), style + colour, style), [Segment(" ", style)]]
        pieces.append(self._passage(item, room_beside(pieces, width), style))
        return row_of(pieces, width, style)

    def _passage(self, item: Passage, room: int, style: Style) -> list[Segment]:
        if item.context is not None:
            return self.passage_piece(item.context, item.tags[0] if item.tags else "", room, style)
        reason = item.problem or tr("the whole document")
        line = label_line(f"{isolated(item.quote)} ({reason})" if item.quote else reason, max(LEAST_CELLS, room))
        return line_segments(line, style + Style(italic=True), style)

    def blank_strip(self, row: int, width: int) -> Strip:
        if row or self.list.items or not self.words_of_nothing:
            return super().blank_strip(row, width)
        style = self.base_style + Style(italic=True)
        return row_of([line_segments(label_line(self.words_of_nothing, max(2, width)), style)], width, style)
