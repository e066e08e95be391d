"""The text of a review: groups painted over it, signs for their states beside it, and who has something on each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip

from tui_reader.review.groups import State
from tui_reader.review.words import SIGNS
from tui_reader.session.decorations import REJECTED, Layer, Stretch
from tui_reader.session.geometry import NARROW, TextArea, text_area
from tui_reader.session.review.decorating import decorations
from tui_reader.ui.panes.reading_pane import ReadingPane
from tui_reader.ui.panes.text_rows import TextRows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.session.decorations import Decoration
    from tui_reader.session.review.review_session import ReviewSession
    from tui_reader.session.window import Place
    from tui_reader.text.span import Span
    from tui_reader.ui.looks import Looks

DECIDED_SIGNS = {"": "✓", REJECTED: "✗"}
"""What stands for a group on which is decided, by what is."""
MOST_MAPPED = 9
"""Sides that have a column beside the text: as many as have a key."""


class ReviewRows(TextRows):
    """Rows of a text under review: beside it stand the signs of groups, not the keys of tags."""

    def letters(self, pieces: list[Stretch], margin: int) -> list[Segment]:
        """The signs of the states of the groups that begin on a row, `margin` cells in all."""
        begun = {
            decoration.span.start: decoration
            for piece in pieces
            for decoration in piece.decorations
            if decoration.layer is Layer.GROUP_START
        }
        room = margin - 1
        signs = [self._sign(decoration.name) for decoration in begun.values()]
        if not signs or room < 1:
            return []
        if len(signs) > room:
            signs = [*signs[: room - 1], Segment("…", self.looks.plain)]
        return [*signs, Segment(" " * (margin - len(signs)), self.looks.plain)]

    def _sign(self, name: str) -> Segment:
        """What stands for a group; `name` is that of its first character."""
        if name in DECIDED_SIGNS:
            return Segment(DECIDED_SIGNS[name], self.looks.plain)
        return Segment(SIGNS[State(name)], self.looks.state_label(name))


class ReviewPane(ReadingPane):
    """Shows the text of one review."""

    HELP = """
## Text under review

What annotators have marked together is a group. A double line is under those on which they differ, a single one where
they agree; what only some have marked is in italics with a line above; what is decided is not painted any more. Beside
the text stand the signs of the groups that begin on a row, and the numbers of those who have something there.

**{review.next}** and **{review.previous}** go to the next group that is to be decided, **{review.down}** and
**{review.up}** to the next of the list. **Arrows** move the caret; where it comes to a group one is at that.
"""

    ROWS: ClassVar = ReviewRows
    COMPONENT_CLASSES: ClassVar[set[str]] = {"review-pane--map"}

    DEFAULT_CSS = """
    ReviewPane > .review-pane--map { color: $text-muted; background: $surface; }
    """

    def __init__(self, review: ReviewSession, looks: Looks, *, measure: int, align: str) -> None:
        super().__init__(review.reading, looks, measure=measure, align=align)
        self.review = review

    @property
    def map_width(self) -> int:
        """Cells for who has something on a row, with a blank before them."""
        sides = len(self.review.comparison.sides)
        return 0 if sides < 2 or self.row_width < NARROW else min(sides, MOST_MAPPED) + 1

    @property
    def area(self) -> TextArea:
        return text_area(self.row_width - self.map_width, self.session.document.paragraph_count, self.measure)

    def decorations(self, within: Span) -> Iterable[Decoration]:
        return decorations(self.review, within)

    def show_review(self) -> None:
        """Paints what there is now."""
        self._lay_out()
        self.forget_places()

    @property
    def painted_width(self) -> int:
        return super().painted_width - self.map_width

    def row_strip(self, place: Place, width: int) -> Strip:
        cells = self.map_width
        strip = super().row_strip(place, width - cells)
        if not cells:
            return strip
        style = self.get_component_rich_style("review-pane--map")
        shown = self._map(self.page.line_span(place), cells - 1)
        return Strip([*strip, Segment(f" {shown}", style)], width)

    def _map(self, span: Span, cells: int) -> str:
        """For each side its number where it has something on a row, a dot where only others have."""
        sides = self.review.places.sides_on(span) if span.length else frozenset()
        if not sides:
            return " " * cells
        return "".join(str(side + 1) if side in sides else "·" for side in range(cells))
