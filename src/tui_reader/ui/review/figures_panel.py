"""How far annotators agree, in figures: type to find one, and take it to have the groups listed it was made from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from tui_reader.annotations.bulk import without_collecting
from tui_reader.language import tr
from tui_reader.session.review.figuring import FigureRow, groups_words
from tui_reader.text.bidi import Direction
from tui_reader.text.excerpt import label_line
from tui_reader.ui.background import Told, work
from tui_reader.ui.dialogs.picker import Picker
from tui_reader.ui.widgets.painting import line_segments, row_of
from tui_reader.ui.widgets.pick_list import PickList
from tui_reader.ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.strip import Strip

    from tui_reader.session.review.figuring import Figuring
    from tui_reader.session.window import Place

NUMBER_CELLS, INTERVAL_CELLS, GROUPS_CELLS = 8, 15, 8
INDENT = 2


class FiguresList(PickList[FigureRow]):
    """Figures, one to a row: the name, the value, where it may lie, how many groups it was made from."""

    is_working = False

    def row_strip(self, place: Place, width: int) -> Strip:
        row = self.list.items[place.block]
        style = self.base_style + Style(reverse=place.block == self.marked, bold=row.is_heading)
        shown = ("", tr("95 %"), tr("groups")) if row.is_heading else (row.number, row.interval, str(len(row.groups)))
        texts = list(zip(shown, (NUMBER_CELLS, INTERVAL_CELLS, GROUPS_CELLS), strict=True))
        # Where there is little room the name has it.
        while len(texts) > 1 and sum(cells for _, cells in texts) > width // 2:
            del texts[1]
        indent = 0 if row.is_heading else INDENT
        line = label_line(row.words, max(2, width - indent - sum(cells for _, cells in texts)))
        pieces = [[Segment(" " * indent, style)], line_segments(line, style, style)]
        pieces += [self._number(text, cells, style) for text, cells in texts]
        return row_of(pieces, width, style)

    def _number(self, text: str, cells: int, style: Style) -> list[Segment]:
        # Numbers go from left to right in any language, the two of an interval too.
        line = label_line(text, cells, Direction.LTR)
        return [Segment(" " * (cells - line.right + line.left), style), Segment("".join(line.glyphs), style)]

    def blank_strip(self, row: int, width: int) -> Strip:
        if row or self.list.items:
            return super().blank_strip(row, width)
        style = self.base_style + Style(italic=True)
        words = tr("Working out…") if self.is_working else tr("No figure is called that.")
        return row_of([line_segments(label_line(words, max(2, width)), style)], width, style)


class FiguresPanel(Picker[FigureRow]):
    """Ends with the figure of which the groups are to be listed."""

    DEFAULT_CSS = "FiguresPanel > Vertical { width: 96%; max-width: 96; height: 90%; max-height: 90%; }"

    class Went(Told):
        """More figures are there."""

    def __init__(self, figuring: Figuring) -> None:
        words = tr("typing finds a figure · {list.cancel} goes back")
        super().__init__(FiguresList(id="figures"), tr("what a figure is called"), tr("Agreement"), words)
        self.figuring = figuring
        self._typed = ""

    def on_mount(self) -> None:
        if not self.figuring.is_done:
            steps = self.figuring.run()
            self.run_worker(partial(self._work, steps), thread=True, group="figures", exclusive=True)

    def _work(self, steps: Iterator[None]) -> None:
        def tell() -> Told:
            went = self.Went()
            self.post_message(went)
            return went

        with without_collecting():
            work(steps, lambda: bool(self.figuring.parts), tell)

    def on_figures_panel_went(self, message: Went) -> None:
        self.find_again()
        message.shown_by(self)

    def found(self, typed: str) -> Sequence[FigureRow]:
        return self.figuring.rows(typed)

    def find_again(self) -> None:
        typed = self.query_one(TextField).value
        rows = self.rows
        marked = rows.item if typed == self._typed else None
        top = rows.window.top
        self._typed = typed
        if isinstance(rows, FiguresList):
            rows.is_working = not self.figuring.is_done
        super().find_again()
        at = None if marked is None else self._place_of(marked)
        if at is not None:
            rows.window.scroll_to(top)
            rows.mark(at)
        elif rows.list.items:
            # What the others are about cannot be taken.
            rows.mark(1)
        self._show_about()

    def _place_of(self, row: FigureRow) -> int | None:
        return next((number for number, each in enumerate(self.rows.list.items) if each.key == row.key), None)

    def about(self, item: FigureRow | None) -> str:
        return "" if item is None else f"{item.at_length} · {groups_words(item.groups)}"

    def action_mark(self, by: int) -> None:
        super().action_mark(by)
        way = 1 if by > 0 else -1
        if self.rows.item is not None and self.rows.item.is_heading:
            # The first of all is one, and has what it is about below it.
            super().action_mark(1 if self.rows.marked == 0 else way)

    def action_take(self) -> None:
        if self.rows.item is not None and not self.rows.item.is_heading:
            super().action_take()
