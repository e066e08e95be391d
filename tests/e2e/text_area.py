"""Where the text of a document stands on a screen, found by looking at the screen alone.

The document is laid out at one width after the other until its rows are found on the screen, cell by cell.
So these tests know what the layout promises and nothing about margins, side panes or borders.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.documents.decoded import DecodedDocument
from tui_reader.session.page import Page
from tui_reader.session.window import Place
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from terminal import Terminal

    from tui_reader.text.layout import Line

FEWEST_ROWS = 2
"""Rows that must agree before a text counts as found."""


class TextArea(NamedTuple):
    """The cells of a screen that show rows of a document."""

    page: Page
    places: list[Place]
    """The rows that are shown, in order."""
    top: int
    """Screen row of the first one."""
    left: int
    """Screen column of the text area's first cell."""

    @property
    def width(self) -> int:
        """Cells of the text area."""
        return self.page.width

    @property
    def start(self) -> int:
        """Offset of the first character shown."""
        return self.page.start_of(self.places[0])

    def shows(self, offset: int) -> bool:
        """Whether an offset is on one of the rows."""
        return self.page.place_of(offset) in self.places

    def cell_of(self, offset: int) -> tuple[int, int]:
        """Screen row and column where a caret on this offset stands."""
        row = self.places.index(self.page.place_of(offset))
        return self.top + row, self.left + self.page.caret_cell(offset)[0]

    def cells_of(self, span: Span) -> list[tuple[int, int]]:
        """Screen rows and columns on which the characters of a span are drawn, white space left out.

        A blank that hangs past the end of a line may have a cell or not, according to the room there is.
        """
        cells = []
        for row, place in enumerate(self.places, self.top):
            start = self.page.document.paragraph_at(place.block).start
            for cluster in self.page.line(place).placed:
                if span.contains(start + cluster.start) and not cluster.glyph.isspace():
                    cells += [(row, self.left + cluster.cell + cell) for cell in range(cluster.width)]
        return cells

    def paragraph_cells(self) -> set[tuple[int, int]]:
        """All screen cells on which there is text, white space left out."""
        return set(self.cells_of(Span(0, self.page.document.end)))


def document_of(path: Path) -> DecodedDocument:
    """A UTF-8 file as a document, without the program's own reading of files."""
    return DecodedDocument(path, path.read_bytes().decode())


def text_area(terminal: Terminal, document: DecodedDocument, fewest: int = FEWEST_ROWS) -> TextArea | None:
    """Where a document's rows stand on the screen; None when no width makes enough of them agree."""
    page = Page(document)
    screen = [terminal.glyphs(row) for row in range(len(terminal.rows))]
    best: TextArea | None = None
    for width in range(terminal.columns, 1, -1):
        page.width = width
        for found in _agreeing(page, screen):
            if len(found.places) >= fewest and (best is None or len(found.places) > len(best.places)):
                best = found._replace(page=Page(document, width))
        if best is not None and len(best.places) >= len(screen) - 2:
            break
    return best


def shown_text(terminal: Terminal, document: DecodedDocument, fewest: int = FEWEST_ROWS) -> TextArea:
    """The same, waited for. Raises AssertionError when the text does not come."""

    def text_of_the_document(terminal: Terminal) -> TextArea | None:
        """the rows of the document"""
        return text_area(terminal, document, fewest)

    found = terminal.settle().wait_for(text_of_the_document)
    assert isinstance(found, TextArea)
    return found


def _agreeing(page: Page, screen: list[list[str]]) -> Iterator[TextArea]:
    blocks = [paragraph.start for paragraph in page.document.paragraphs()]
    rows = [Place(block, row) for block in blocks for row in range(page.row_count(block))]
    words = [unicodedata.normalize("NFC", page.line(place).text().strip()) for place in rows]
    for top in range(min(3, len(screen))):
        on_screen = unicodedata.normalize("NFC", "".join(screen[top]))
        for number, place in enumerate(rows):
            if not words[number] or words[number] not in on_screen:
                continue
            line = page.line(place)
            for left in range(len(screen[top]) - page.width + 1):
                if not _stands_at(line, screen[top], left):
                    continue
                places = []
                for below, other in zip(screen[top:], rows[number:], strict=False):
                    if not _stands_at(page.line(other), below, left):
                        break
                    places.append(other)
                yield TextArea(page, places, top, left)


def _stands_at(line: Line, cells: list[str], left: int) -> bool:
    """Whether a screen row shows a line, each cluster on its cell and blanks on all others."""
    expected = [" "] * max(line.width, line.right)
    for cluster in line.placed:
        if cluster.width:
            expected[cluster.cell] = unicodedata.normalize("NFC", cluster.glyph)
            expected[cluster.cell + 1 : cluster.cell + cluster.width] = [""] * (cluster.width - 1)
            if cluster.glyph.isspace():
                expected[cluster.cell : cluster.cell + cluster.width] = [" "] * cluster.width
    shown = [unicodedata.normalize("NFC", glyph) for glyph in cells[left : left + len(expected)]]
    return shown == expected
