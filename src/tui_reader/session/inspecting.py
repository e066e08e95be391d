"""The cluster at a place of a document, taken apart: its code points, where it stands, what is sent for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.errors import NotCounted
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
        cells = f"{self.width} cell{'' if self.width == 1 else 's'}"
        return f"{' '.join(map(number_of, self.glyph)) or 'nothing'}, {cells}"

    def lines(self) -> list[str]:
        """All of it in words without a character of the text."""
        return [
            *(f"{p.number} {p.name}; {', '.join(properties_of(p))}" for p in self.code_points),
            *([f"and {self.length - len(self.code_points)} more"] if self.length > len(self.code_points) else []),
            f"sent: {self.sent}",
            self.place,
        ]


def properties_of(point: CodePoint) -> list[str]:
    """Category, bidi class, level and joining of a code point, in words."""
    joining = f"joining {point.joining_type}{f' {point.form}' if point.form else ''}"
    return [point.category, f"bidi {point.bidi_class}", f"level {point.level}", joining]


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
        words = [f"code point {document.code_point_of(offset)}"]
    except NotCounted:
        words = ["code point not counted yet"]
    number = document.number_of(document.paragraph_at(offset))
    words += [f"paragraph {number}"] if number is not None else []
    words.append(f"column {column}")
    byte = document.byte_of(offset)
    return ", ".join([*words, f"byte {byte}"] if byte is not None else words)
