"""A document in pieces short enough to be looked at whole: paragraphs, and of long ones a cell at a time.

What begins in a cell is told with the cell; some text to either side of it is read along, so that what reaches
over its edges is seen as it would be in the whole paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.documents.document import Document
    from tui_reader.text.paragraphs import Paragraph

WHOLE = 4096
"""Columns of the longest paragraph that is one piece."""
CELL = 2048
"""Columns of a longer one that are one piece."""
AROUND = 1024
"""Columns before and behind a cell that are read along with it."""


class Piece(NamedTuple):
    """A paragraph, or a cell of a long one."""

    paragraph: Paragraph
    own: Span
    """The offsets it tells of: what begins there is found here, and in no other piece."""

    @property
    def start(self) -> int:
        """Offset of the first character of its text."""
        return max(self.paragraph.start, self.own.start - AROUND) if _is_long(self.paragraph) else self.own.start

    @property
    def reach(self) -> Span:
        """The offsets of its text; its end may lie beyond that of the paragraph."""
        return Span(self.start, self.own.end + AROUND if _is_long(self.paragraph) else self.own.end)

    @property
    def text(self) -> str:
        """Its text, from `start` on; of a cell with what stands around it."""
        paragraph = self.paragraph
        if not _is_long(paragraph):
            return paragraph.text
        return paragraph.slice(self.start - paragraph.start, self.reach.end - paragraph.start)


def pieces_over(document: Document, span: Span) -> Iterator[Piece]:
    """The pieces that what has a part in a span may begin in, in order."""
    stop = max(span.end, span.start + 1)
    for paragraph in document.paragraphs(span.start):
        if paragraph.start >= stop:
            return
        first = paragraph.column(max(paragraph.start, span.start - AROUND)) if _is_long(paragraph) else 0
        yield from _cells(paragraph, first, paragraph.column(span.end))
        if paragraph.end + 1 >= stop:
            # The next one, which would have to be looked for, begins behind the newline.
            return


def pieces_from(document: Document, offset: int, *, backwards: bool = False) -> Iterator[Piece]:
    """The pieces from the one that holds an offset on, to the end of the document or back to its beginning."""
    for paragraph in document.paragraphs(offset, backwards=backwards):
        if not _is_long(paragraph):
            yield from _cells(paragraph, 0, 0)
        elif backwards:
            for first in range(paragraph.column(offset) // CELL * CELL, -1, -CELL):
                yield from _cells(paragraph, first, first + 1)
        else:
            yield from _cells(paragraph, paragraph.column(offset), paragraph.length)


def _cells(paragraph: Paragraph, first: int, last: int) -> Iterator[Piece]:
    """The pieces of a paragraph that hold the columns from `first` to before `last`; at least the one of `first`."""
    if not _is_long(paragraph):
        yield Piece(paragraph, Span(paragraph.start, paragraph.end))
        return
    length = paragraph.length
    for begin in range(first // CELL * CELL, max(first + 1, min(last, length)), CELL):
        yield Piece(paragraph, Span(begin, min(begin + CELL, length)).shifted(paragraph.start))


def _is_long(paragraph: Paragraph) -> bool:
    return paragraph.is_long or paragraph.length > WHOLE
