"""The cluster at a place of a document, taken apart: its code points, where it stands, what is sent for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.errors import NotCounted
from tui_reader.language import listed, tr, tr_count
from tui_reader.text.inspection import NEIGHBOURHOOD, CodePoint, code_points, number_of
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from tui_reader.session.page import Page

MOST_TAKEN_APART = 500
"""Code points of a cluster that are told one by one: it may have any number of marks."""


class Inspected(NamedTuple):
    """A cluster, or the newline at the end of a paragraph."""

    code_points: list[CodePoint]
    """The first of them, in order. Their columns are those of the paragraph."""
    length: int
    """How many there are."""
    glyph: str
    """What is sent; safe, in visual order."""
    width: int
    """Cells."""
    place: str
    """Where it stands, in words."""

    @property
    def sent(self) -> str:
        """What is sent, by number."""
        if not self.glyph:
            return tr("Nothing is sent")
        cells = tr_count(self.width, "{count} cell", "{count} cells")
        return tr("sent: {numbers} ({cells})", numbers=" ".join(map(number_of, self.glyph)), cells=cells)

    @property
    def left_out(self) -> str:
        """How many code points are not among those told; empty where all are."""
        more = self.length - len(self.code_points)
        return tr_count(more, "and {count} more code point", "and {count} more code points") if more else ""

    def lines(self) -> list[str]:
        """All of it without a character of the text, for a report."""
        return [*map(_line, self.code_points), *filter(None, [self.left_out]), self.sent, self.place]


def _line(point: CodePoint) -> str:
    """A code point with its properties by the short names of Unicode."""
    properties = f"gc={point.category} bc={point.bidi_class} level={point.level} jt={point.joining_type} {point.form}"
    return f"{point.number} {point.name} {properties}".rstrip()


def inspect(page: Page, offset: int) -> Inspected | None:
    """What stands at an offset where a caret can stand; None at the end of the document."""
    document = page.document
    paragraph = document.paragraph_at(offset)
    column = paragraph.column(offset)
    end = paragraph.column(page.cluster_end(offset))
    if end > column:
        first = max(0, column - NEIGHBOURHOOD)
        last = min(end, column + MOST_TAKEN_APART) + NEIGHBOURHOOD
        text = paragraph.slice(first, last)
        levels = page.levels(paragraph, first, first + len(text))
        found = code_points(text, levels, column - first, min(end, column + MOST_TAKEN_APART) - first)
        found = [point._replace(column=point.column + first) for point in found]
        line = page.line(page.place_of(offset))
        glyph, width = next((c.glyph, c.width) for c in line.placed if c.start == column)
    else:
        following = document.following(paragraph)
        text = document.slice(Span(paragraph.end, document.end if following is None else following.start))
        level = bytes((page.is_rtl(offset),)) * len(text)
        found = [point._replace(column=point.column + column) for point in code_points(text, level, 0, len(text))]
        glyph, width, end = "", 0, column + len(text)
    if not found:
        return None
    return Inspected(found, end - column, glyph, width, _place(page, offset, column))


def _place(page: Page, offset: int, column: int) -> str:
    document = page.document
    try:
        words = [tr("code point {number}", number=document.code_point_of(offset))]
    except NotCounted:
        words = [tr("code point not counted yet")]
    paragraph, byte = document.number_of(document.paragraph_at(offset)), document.byte_of(offset)
    words += [tr("paragraph {number}", number=paragraph)] if paragraph is not None else []
    words.append(tr("column {number}", number=column))
    words += [tr("byte {number}", number=byte)] if byte is not None else []
    return listed(words)
