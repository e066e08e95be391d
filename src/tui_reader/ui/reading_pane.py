"""The reading pane: the rows of a document with their decorations, the caret, and the mouse over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from tui_reader.session.decorations import Stretch, stretch_under, stretches
from tui_reader.text.layout import MIN_WIDTH, PlacedCluster
from tui_reader.text.span import Span
from tui_reader.ui.painting import line_segments
from tui_reader.ui.rows_view import RowsView

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.style import Style
    from textual import events

    from tui_reader.session.reader import ReaderSession
    from tui_reader.session.window import Place
    from tui_reader.ui.looks import Looks

NARROW = 36
"""Panes narrower than this (cells) have no margins."""
CARET_MARGIN = 1
"""Rows kept between the caret and the edge of the pane."""


class ReadingPane(RowsView):
    """Shows one reading. Keys are bound on the screen; here are painting, the mouse and the geometry."""

    HELP = """
## Reading pane

**Arrows** move the caret as the eye sees it, **ctrl+left/right** by word, **ctrl+up/down** by paragraph,
**(** and **)** by sentence. With **shift** they select; **v** holds shift for you.

**space** selects the word, then the sentence, then the paragraph. Then press a tag's key, **h** for a highlight,
**t** for the list of tags, **n** for a note.

**/** searches, **n** and **N** go to the next and the previous hit, **ctrl+t** changes how a text is compared,
**ctrl+f** searches all documents. **]** and **[** go from annotation to annotation. **l** and the key of a link
connects two.
"""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"reading-pane--number"}

    DEFAULT_CSS = """
    ReadingPane {
        width: 1fr;
        & > .reading-pane--number { color: $text-muted; background: $surface; text-style: dim; }
    }
    """

    class CaretMoved(Message):
        """The mouse has moved the caret or the selection."""

    def __init__(self, session: ReaderSession, looks: Looks, *, measure: int, align: str) -> None:
        super().__init__(session.page, id="reading-pane")
        self.session = session
        self.looks = looks
        self.measure = measure
        self.align_text = align
        self._pressed: int | None = None
        """Offset at which the mouse went down, while it is down."""
        self._painted: tuple[int, Span | None, str | None] = (session.caret, None, None)

    # Geometry: [spare][margin][pad][text][pad][margin][spare]

    @property
    def margin(self) -> int:
        """Cells on either side of the text, for paragraph numbers and for the letters of tags."""
        if self.row_width < NARROW:
            return 0
        return max(3, len(str(self.session.document.paragraph_count))) + 1

    @property
    def text_width(self) -> int:
        """Cells of the text."""
        return max(MIN_WIDTH, min(self.measure, self.row_width - 2 * self.margin - 2))

    @property
    def text_left(self) -> int:
        """First cell of the text in the pane."""
        spare = max(0, self.row_width - self.text_width - 2 * self.margin - 2)
        if self.align_text == "start":
            begins_right = self.session.page.is_rtl(self.session.reading_offset)
            return (spare if begins_right else 0) + self.margin + 1
        return spare // 2 + self.margin + 1

    # What is on the screen

    def show_session(self, session: ReaderSession) -> None:
        """Shows another reading."""
        self.session = session
        self.window.rows = session.page
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        self.window.height = max(1, event.size.height)
        self._lay_out()

    def _lay_out(self) -> None:
        """Lays the page out for the present size; the reading place stays where it is."""
        caret_was_visible = self.window.contains(self.session.page.place_of(self.session.caret))
        self.session.page.width = self.text_width
        self.window.scroll_to(self.session.page.place_of(self.session.reading_offset))
        if caret_was_visible:
            self.window.show(self.session.page.place_of(self.session.caret))
        self.forget_places()

    def after_scroll(self) -> None:
        self.session.reading_offset = self.session.page.start_of(self.window.top)

    def follow(self, margin: int = CARET_MARGIN) -> None:
        """Brings the caret into the window, `margin` rows from its edge, and paints what has changed since."""
        before, selection_before, focus_before = self._painted
        now, selection, focus = self.session.caret, self.session.selection, self.session.focus_id
        self._painted = now, selection, focus
        if self.show_place(self.session.page.place_of(now), margin):
            return
        if focus != focus_before:
            self.refresh()
            return
        changed = [Span(now, now + 1), Span(before, before + 1)]
        for one, other in ((selection, selection_before), (selection_before, selection)):
            if one is not None and one != other:
                changed.append(one)
        for place in self.visible_places:
            start = self.session.page.start_of(place)
            line = self.session.page.line(place)
            end = start + max(1, line.end - line.start + line.ends_paragraph)
            if any(span.start < end and start < span.end for span in changed):
                self.refresh_place(place)

    def centre_caret(self) -> None:
        """Scrolls so that the caret's row is in the middle."""
        if self.window.centre(self.session.page.place_of(self.session.caret)):
            self._moved()

    def turn_page(self, pages: int, *, extend: bool = False) -> None:
        """Scrolls by whole windows less one row; the caret keeps its row in the window."""
        page = self.session.page
        by = pages * max(1, self.window.height - 1)
        cell, _ = page.caret_cell(self.session.caret)
        target = self.window.moved(page.place_of(self.session.caret), by)
        self.scroll_rows(by)
        self.session.move(page.at_cell(target, cell), extend=extend)

    def reading_fraction(self, place: Place) -> float:
        length = self.session.document.length
        return self.session.page.start_of(place) / length if length else 0.0

    def place_at_fraction(self, fraction: float) -> Place:
        return self.session.page.place_of(int(fraction * self.session.document.length))

    # Painting

    def row_strip(self, place: Place, width: int) -> Strip:
        page = self.session.page
        paragraph = self.session.document.paragraph(place.block)
        line = page.line(place)
        plain = self.looks.plain
        span = Span(paragraph.start + line.start, paragraph.start + line.end)
        pieces = list(stretches(self.session.decorations(span), span)) if span.length else []
        left = self.text_left
        number = str(place.block + 1) if place.row == 0 else ""
        margin_style = self.get_component_rich_style("reading-pane--number")
        numbers = Segment(number.ljust(self.margin) if line.is_rtl else number.rjust(self.margin), margin_style)
        letters = self._letters(pieces, margin_style)
        pad = Segment(" ", plain)
        sides = ([*letters], [numbers]) if line.is_rtl else ([numbers], [*letters])
        segments = [
            Segment(" " * (left - self.margin - 1), plain),
            *sides[0],
            pad,
            *line_segments(line, _style_finder(pieces, paragraph.start, self.looks), plain),
            pad,
            *sides[1],
        ]
        strip = Strip(segments).adjust_cell_length(width, plain)
        caret = self.session.caret
        if paragraph.start <= caret <= paragraph.end and page.place_of(caret) == place:
            cell, cells = line.caret_cell(caret - paragraph.start)
            strip = self._with_caret(strip, left + cell, cells)
        return strip

    def blank_strip(self, row: int, width: int) -> Strip:
        return Strip.blank(width, self.looks.plain)

    def _letters(self, pieces: list[Stretch], style: Style) -> list[Segment]:
        """The keys of the tags on a row, each in its colour, `margin` cells in all."""
        names = dict.fromkeys(
            d.name for piece in pieces for d in piece.decorations if d.layer == "annotation" and d.name
        )
        room = max(0, self.margin - 1)
        segments = []
        for name in list(names)[:room]:
            tag = self.session.tagset.tag(name)
            letter = (tag.key if tag and tag.key else "•")[:1]
            segments.append(Segment(letter, self.looks.label(name)))
        blank = Segment(" " * (self.margin - len(segments)), style)
        return [*segments, blank] if segments else [blank]

    def _with_caret(self, strip: Strip, cell: int, cells: int) -> Strip:
        width = strip.cell_length
        cell = min(max(cell, 0), width - 1)
        before, under, after = (
            strip.crop(0, cell),
            strip.crop(cell, cell + cells),
            strip.crop(cell + cells, width),
        )
        focused = self.has_focus
        painted = [Segment(s.text, self.looks.caret(s.style or self.looks.plain, focused=focused)) for s in under]
        return Strip([*before, *painted, *after], width)

    # Mouse

    def _offset_under(self, event: events.MouseEvent) -> int:
        visible = self.visible_places
        row = min(max(event.y, 0), len(visible) - 1)
        return self.session.page.at_cell(visible[row], event.x - self.text_left)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if self.takes_bar(event) or event.button != 1 or not self.visible_places:
            return
        self.capture_mouse()
        offset = self._offset_under(event)
        if event.shift:
            self._pressed = self.session.caret if self.session.anchor is None else self.session.anchor
            self.session.drag(self._pressed, offset)
        else:
            self._pressed = offset
            self.session.move(offset)
        self.post_message(self.CaretMoved())

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.drags_bar(event) or self._pressed is None:
            return
        if event.y < 0:
            self.scroll_rows(-1)
        elif event.y >= self.size.height:
            self.scroll_rows(1)
        offset = self._offset_under(event)
        if offset == self._pressed and self.session.selection is None:
            return
        self.session.drag(self._pressed, offset)
        self.post_message(self.CaretMoved())

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self.drops_bar() or self._pressed is None:
            return
        self._pressed = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        if event.chain < 2 or event.x >= self.row_width:
            return
        offset = self._offset_under(event)
        find = self.session.page.word_at if event.chain == 2 else self.session.page.sentence_at
        span = find(offset)
        if span.length:
            self.session.select(span)
            self.post_message(self.CaretMoved())

    def on_focus(self) -> None:
        self.refresh_place(self.session.page.place_of(self.session.caret))

    def on_blur(self) -> None:
        self.refresh_place(self.session.page.place_of(self.session.caret))


def _style_finder(pieces: list[Stretch], paragraph_start: int, looks: Looks) -> Callable[[PlacedCluster], Style]:
    """The style of a cluster by where it begins."""
    plain = looks.plain
    if not pieces:
        return lambda _: plain

    def style_of(cluster: PlacedCluster) -> Style:
        piece = stretch_under(pieces, Span(cluster.start, cluster.end).shifted(paragraph_start))
        return plain if piece is None else looks.of(piece.decorations)

    return style_of
