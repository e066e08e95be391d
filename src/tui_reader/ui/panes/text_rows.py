"""Rows of text with what lies on them, as values: the same row with the same on it is painted once.

So a page that was painted ahead is there when somebody turns to it, and a row that moves up is only moved. What is on a
row is asked anew each time, and a row is found again by all that its picture follows from: none can be out of date.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from tui_reader.annotations.records.targets import POINT_SIGN
from tui_reader.recent import Recent
from tui_reader.session.decorations import Decoration, Layer, Stretch, stretches
from tui_reader.text.span import Span
from tui_reader.ui.widgets.painting import Painted, line_segments, repainted

if TYPE_CHECKING:
    from rich.style import Style

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.text.layout import Line
    from tui_reader.ui.looks import Looks

KEPT_ROWS = 512
"""Enough for the tallest screen with a page on either side."""
UNSETTLED_SIGN = "?"
"""Stands in the margin of a row with an annotation that nobody has confirmed where it is now."""
CONFLICT_SIGN = "≠"
"""Stands in the margin of a row with an annotation that two sides left in two states."""
PARTNER_SIGN = "↔"
"""Stands in the margin of a row with an annotation that is linked to the one the caret is on."""
SUGGESTION_SIGN = "+"
"""Stands in the margin of a row with a suggestion: it could be added to what is annotated."""
FRAGMENT_SIGN = "…"
"""Stands in the margin of a row with a part of the annotation the caret is on, where that has several."""
_TAGGED = frozenset({Layer.ANNOTATION, Layer.POINT})
_SUGGESTED = frozenset({Layer.SUGGESTION, Layer.CURRENT_SUGGESTION})
_SIGNS = (
    (Layer.UNSETTLED, UNSETTLED_SIGN),
    (Layer.CONFLICT, CONFLICT_SIGN),
    (Layer.PARTNER, PARTNER_SIGN),
    (Layer.FRAGMENT, FRAGMENT_SIGN),
)


class TextRow(NamedTuple):
    """A row, and all that its picture follows from but for theme and tagset. Neither caret nor labels are of it."""

    line: Line
    start: int
    """Offset of the paragraph."""
    decorations: tuple[Decoration, ...]
    """What lies on it; on the last row of a paragraph, with what lies behind its last letter."""
    number: Segment | None
    """That of the paragraph, `margin` cells, where it stands on this row."""
    width: int
    """Cells."""
    margin: int
    """Cells to either side of the text."""
    left: int
    """First cell of the text."""


class TextRows:
    """The rows that were painted last, in the looks of one theme and one tagset."""

    def __init__(self, looks: Looks, tagset: Tagset) -> None:
        self.looks = looks
        self.tagset = tagset
        self._painted: Recent[TextRow, Strip] = Recent(KEPT_ROWS)

    def strip(self, row: TextRow) -> Strip:
        """What is painted for a row, exactly as wide as it says."""
        return self._painted.get_or_make(row, lambda: self._paint(row))

    def _paint(self, row: TextRow) -> Strip:
        line, start, decorations, number, width, margin, left = row
        plain = self.looks.plain
        span = Span(start + line.start, start + line.end)
        pieces = list(stretches(decorations, span))
        painted = [Painted(first - start, last - start, self.looks.of(lying)) for (first, last), lying in pieces]
        # A point behind the last letter of a paragraph has no letter to be seen on.
        behind = _points_at(span.end, decorations)
        # Beside the text: the number where the paragraph begins, the letters of tags across from it.
        numbers = [] if number is None else [number]
        letters = self.letters([*pieces, *behind], margin)
        left_side, right_side = (letters, numbers) if line.is_rtl else (numbers, letters)
        rest = width - left - line.width
        segments = line_segments(
            line, plain, painted=painted, before=1 if left_side else left, after=1 if right_side else rest
        )
        if left_side:
            segments = [Segment(" " * (left - margin - 1), plain), *left_side, *segments]
        if right_side:
            segments += [*right_side, Segment(" " * (rest - margin - 1), plain)]
        fits = line.right <= line.width and rest > margin
        strip = Strip(segments, width if fits else None).adjust_cell_length(width, plain)
        for piece in behind:
            cell, cells = line.caret_cell(span.end - start)
            strip = repainted(strip, left + cell, cells, partial(_painted_over, self.looks.of(piece.decorations)))
        return strip

    def letters(self, pieces: list[Stretch], margin: int) -> list[Segment]:
        """The keys of the tags on a row, each in its colour, `margin` cells in all; nothing where there are none.

        Before them stand signs: somebody should look at one of the annotations, one is linked to that one is at,
        something is suggested.
        """
        if not pieces:
            return []
        lying = dict.fromkeys((d.layer, d.name) for piece in pieces for d in piece.decorations)
        names = dict.fromkeys(name for layer, name in lying if layer in _TAGGED and name)
        segments: list[Segment] = []
        layers = {layer for layer, _ in lying}
        if Layer.PARTNER in layers:
            # There is little room, and who has partners here is here.
            layers.discard(Layer.FRAGMENT)
        if Layer.POINT in layers:
            segments.append(Segment(POINT_SIGN, self.looks.plain))
        for layer, sign in _SIGNS:
            if layer in layers and len(segments) < margin - 1:
                is_warning = layer in (Layer.UNSETTLED, Layer.CONFLICT)
                segments.append(Segment(sign, self.looks.warning if is_warning else self.looks.plain))
        if layers & _SUGGESTED and len(segments) < margin - 1:
            segments.append(Segment(SUGGESTION_SIGN, self.looks.suggestion))
        for name in list(names)[: max(0, margin - 1 - len(segments))]:
            tag = self.tagset.tag(name)
            letter = (tag.key if tag and tag.key else "•")[:1]
            segments.append(Segment(letter, self.looks.label(name)))
        return [*segments, Segment(" " * (margin - len(segments)), self.looks.plain)] if segments else []


def _points_at(offset: int, decorations: tuple[Decoration, ...]) -> list[Stretch]:
    """The points behind a last letter, which lie on what is not shown."""
    here = Span(offset, offset + 1)
    return list(stretches([d for d in decorations if d.layer is Layer.POINT and d.span == here], here))


def _painted_over(style: Style, _: Style | None) -> Style:
    return style
