"""The caret and the selection: where a person is in a document, and which stretch of it is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.errors import NotCounted
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from tui_reader.documents.document import Document
    from tui_reader.session.page import Page


class Caret:
    """A place between two clusters of a page, and where the selection began."""

    def __init__(self, document: Document, page: Page) -> None:
        self.document = document
        self.page = page
        self.caret = 0
        self.anchor: int | None = None
        """Where the selection began; None when there is none."""
        self.reading_offset = 0
        """First character of the row that the person put at the top of the reading pane."""

    def came_to(self, offset: int) -> None:
        """The person has gone to an offset: whoever has to do with a place hears of it here."""

    @property
    def selection(self) -> Span | None:
        """The selected stretch of text, None when nothing is selected."""
        if self.anchor is None or self.anchor == self.caret:
            return None
        return Span(min(self.anchor, self.caret), max(self.anchor, self.caret))

    @property
    def selected_length(self) -> int:
        """Code points selected; an estimate over several paragraphs while they are not counted."""
        if self.selection is None:
            return 0
        try:
            return self.document.code_point_span(self.selection).length
        except NotCounted:
            return self.selection.length

    def move(self, offset: int, *, extend: bool = False) -> None:
        """Puts the caret on an offset; `extend` selects from where it was."""
        if not extend:
            self.anchor = None
        elif self.anchor is None:
            self.anchor = self.caret
        self.caret = self.page.snapped(offset)
        if extend and self.anchor is not None and self.anchor == self.caret:
            self.anchor = None
        self.came_to(self.caret)

    def drag(self, start: int, offset: int) -> None:
        """Selects from one cluster that was pointed at to another, both of them included."""
        if offset >= start:
            self.select(Span(start, self.page.cluster_end(offset)))
        else:
            self.anchor, self.caret = self.page.cluster_end(start), self.page.snapped(offset)
            self.came_to(self.caret)

    def select(self, span: Span) -> None:
        """Selects a span; the caret goes to its end."""
        widened = self.page.snapped_span(*span)
        self.anchor, self.caret = widened.start, widened.end
        self.came_to(widened.start)

    def offset_at_percent(self, percent: float) -> int:
        """The beginning of the line that far into the document."""
        return self.page.line_start(self.document.offset_behind(min(percent / 100, 1.0)))

    @property
    def percent(self) -> int:
        """How far into the document the caret is."""
        return round(100 * self.document.part_before(self.caret))
