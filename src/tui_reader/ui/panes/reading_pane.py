"""The reading pane: the rows of a document with their decorations, the caret, and the mouse over them."""

from __future__ import annotations

from bisect import bisect_right
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, Self

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from tui_reader.session.geometry import TextArea, text_area
from tui_reader.text.span import Span
from tui_reader.ui.panes.text_rows import TextRow, TextRows
from tui_reader.ui.widgets.page_view import LEFT_BUTTON, PageView, difference
from tui_reader.ui.widgets.painting import overwritten, repainted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.style import Style
    from textual import events
    from textual.geometry import Region

    from tui_reader.session.decorations import Decoration
    from tui_reader.session.jumping import JumpLabel
    from tui_reader.session.page import Page
    from tui_reader.session.reader import ReaderSession
    from tui_reader.session.window import Place
    from tui_reader.text.display import Display
    from tui_reader.text.layout import Line
    from tui_reader.text.paragraphs import Paragraph
    from tui_reader.ui.looks import Looks
    from tui_reader.ui.widgets.rows_view import Frame

AHEAD_SLICE = 0.004
"""Seconds for which a key may have to wait because rows are being painted that nobody has asked for yet."""
AHEAD_AFTER = 0.01
"""Seconds that a frame gets to be written, by another thread, before that begins."""
CARET_MARGIN = 1
"""Rows kept between the caret and the edge of the pane."""


class ReadingPane(PageView):
    """Shows one reading. Keys are bound on the screen; here are painting, the mouse and the geometry."""

    HELP = """
## Reading pane

**Arrows** move the caret as the eye sees it, **{move.word_left}** and **{move.word_right}** by word,
**{move.previous_paragraph}** and **{move.next_paragraph}** by paragraph, **{move.previous_sentence}** and
**{move.next_sentence}** by sentence. With **shift** they select; **{select.hold}** holds shift for you. A number that
is typed before a key says how often.

**{jump}** writes a letter over each sentence and annotation in sight: that letter goes there, with shift it selects.

**{select.grow}** selects the word, then the sentence, then the paragraph. Then press a tag's key, **{highlight}** for a
highlight, **{tag.pick}** for the list of tags, **{note}** for a note. **{repeat}** makes the last change again where
you are, **{undo}** takes it back.

**{search}** searches, **{note}** and **{search.previous}** go to the next and the previous hit, **{search.kind}**
changes how a text is compared, **{search.folder}** searches all documents. **{annotation.next}** and
**{annotation.previous}** go from annotation to annotation. **{link}** and the key of a link connects two.

**{fragment.add}** makes the selection a part of the annotation that was chosen or worked on last,
**{fragment.take_out}** takes it out again. **{adjust}** moves its ends by the arrow keys. **{partner.next}** goes
along its links, **{partner.back}** back; **{annotation.outer}** chooses the next larger annotation at the same place.
**{everywhere}** annotates the same words everywhere.

**{cite}** makes a claim of the clause at the caret, or takes the one that is there, and links it to the markers
behind it; on a marker it gives that its scope, which **{cite.widen}** widens to the sentence and the paragraph.
**{reference}** goes from a marker to its entry in the list of references, and back.

**{suggestions}** shows what could be annotated, **{suggestion.next}** goes to the next. **{suggestion.accept}** accepts
it, **{suggestion.reject}** rejects it, a tag's key accepts it with that tag; with a selection all that are in it.
**{suggestion.queue}** goes through all of them, a key for each.

**{attributes}** answers what the tagset asks about an annotation and its links. **{point}** annotates a place between
two letters, **{document}** the whole document.

**{check}** goes through the annotations that are not where they were made, **{filter.unsettled}** lists them alone.
**{confirm}** confirms the one at the caret, **{attach}** puts it on the selected text. **{conflict}** goes to the next
that was changed twice. **{others}** shows or hides what other annotators have done.

**{hidden}** shows what is hidden in the text, a sign for each such character; **{harakat}** hides vowel signs.
**{inspect}** tells of the character at the caret. **{suspect}** goes to the next bidi control that makes the text look
like another. **{recent}** opens a file of an earlier day.
"""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"reading-pane--number"}

    DEFAULT_CSS = """
    ReadingPane {
        width: 1fr;
        & > .reading-pane--number { color: $text-muted; background: $surface; text-style: dim; }
    }
    """

    ROWS: ClassVar = TextRows
    """What paints the rows, but for caret and labels."""

    class EndPulled(Message):
        """The mouse is at a character to which an end of what is being resized is to go."""

        def __init__(self, offset: int, *, is_first: bool) -> None:
            super().__init__()
            self.offset = offset
            self.is_first = is_first
            """Whether the button has just gone down: the nearest end is meant."""

    class CaretMoved(Message):
        """The mouse has moved the caret or the selection."""

    class Scrolled(Message):
        """Other text is in sight, and what is suggested in it is told of elsewhere too."""

    def __init__(self, session: ReaderSession, looks: Looks, *, measure: int, align: str) -> None:
        super().__init__(session.page, id="reading-pane")
        self.session = session
        self.looks = looks
        self.measure = measure
        self.align_text = align
        self._laid_out_for = 0
        """The width that the page had from here."""
        self._pressed: int | None = None
        """Offset at which the mouse went down, while it is down."""
        self._painted_once = False
        self._painted: tuple[int, Span | None, tuple[object, ...]] = (session.caret, None, (None, None, None, None))
        self.labels: list[JumpLabel] = []
        """What stands over the text, to jump to it."""
        self._ahead: Iterator[tuple[int, Place]] = iter(())
        """Places that are still to be painted before somebody goes there, and on which row of the pane, or near it."""
        self._is_all_stale = True
        """Whether all rows are to be painted."""
        self._at_once: dict[Place, TextRow] = {}
        """While they are: those rows."""
        self._rows = self.ROWS(looks, session.tagset)

    @property
    def page(self) -> Page:
        return self.session.page

    @property
    def area(self) -> TextArea:
        """The place of the text on a row."""
        return text_area(self.row_width, self.session.document.paragraph_count, self.measure)

    @property
    def text_left(self) -> int:
        """First cell of the text in the pane."""
        begins_right = self.align_text == "start" and self.page.is_rtl(self.session.reading_offset)
        return self.area.left(self.align_text, begins_right=begins_right)

    def measured(self) -> Frame:
        return super().measured()._replace(margin=self.area.margin, text_left=self.text_left)

    # What is on the screen

    def show_session(self, session: ReaderSession) -> None:
        """Shows another reading."""
        if session is not self.session:
            # Where the mouse went down is a place in another text.
            self._pressed = None
            self.release_mouse()
        self.session = session
        self.labels = []
        self.window.rows = session.page
        self._lay_out()
        self.forget_places()

    @property
    def rows_to_caret(self) -> int | None:
        """How far below the top of the window the caret stands; None where it is out of sight."""
        place, visible = self.page.place_of(self.session.caret), self.visible_places
        return visible.index(place) if place in visible else None

    def put_caret(self, rows: int) -> None:
        """Scrolls so that the caret stands so many rows below the top of the window."""
        self.scroll_to_place(self.window.moved(self.page.place_of(self.session.caret), -rows))

    def _fit(self) -> None:
        if self.page.width != self._laid_out_for and self.screen.is_current:
            # Another pane has shown the same page meanwhile.
            self._fitted = None
        super()._fit()

    def fit(self) -> None:
        """The reading place stays where it is, and the caret in sight."""
        sees_caret = self._painted_once and self.window.contains(self.page.place_of(self.session.caret))
        self._painted_once = True
        self._lay_out()
        if sees_caret:
            self.window.show(self.page.place_of(self.session.caret))

    def show_as(self, display: Display) -> None:
        """Shows the text in another way; the reading place stays, and the caret in sight."""
        sees_caret = self.window.contains(self.session.page.place_of(self.session.caret))
        self.session.show_as(display)
        self._lay_out()
        if sees_caret:
            self.window.show(self.session.page.place_of(self.session.caret))
        self.forget_places()

    def _lay_out(self) -> None:
        self.page.width = self._laid_out_for = self.area.width
        self.window.scroll_to(self.page.place_of(self.session.reading_offset))
        self._other_rows()

    def after_scroll(self) -> None:
        self.session.reading_offset = self.page.start_of(self.window.top)
        self._other_rows()

    def _other_rows(self) -> None:
        """There is other text in the window."""
        if self.session.suggestions is not None:
            self.post_message(self.Scrolled())
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Has the rows that are likely to be shown next painted, once those in the window are on the screen."""
        ahead = self._ahead = self._next_places()
        self.call_after_refresh(self.set_timer, AHEAD_AFTER, partial(self._paint_ahead, ahead))

    def _next_places(self) -> Iterator[tuple[int, Place]]:
        for number, place in enumerate(self.window.next_places()):
            yield number % self.window.height, place

    def _paint_ahead(self, ahead: Iterator[tuple[int, Place]]) -> None:
        if not self.size:
            return
        # Another size may have come without the news of it.
        self._fit()
        if ahead is not self._ahead:
            return  # The window has moved since.
        enough = monotonic() + AHEAD_SLICE
        filters, (_, background) = self.get_line_filters(), self.background_colors
        for y, place in ahead:
            if self.session.suggestions is not None:
                self.session.suggestions.look_ahead(self.page.line_span(place))
            strip = self.with_bar(self.rows.strip(*self.text_rows([place])), y)
            for each in filters:
                strip = strip.apply_filter(each, background)
            strip.render(self.app.console)
            if monotonic() > enough:
                self.call_later(self._paint_ahead, ahead)
                return

    def follow(self, margin: int = CARET_MARGIN) -> None:
        """Brings the caret into the window, `margin` rows from its edge, and paints what has changed since."""
        before, selection_before, focus_before = self._painted
        now, selection, suggestions = self.session.caret, self.session.selection, self.session.suggestions
        suggested = None if suggestions is None else suggestions.here()
        focus = self.session.focus_id, self.session.chosen_link, self.session.gaining, suggested
        self._painted = now, selection, focus
        if self.show_place(self.page.place_of(now), margin):
            return
        if focus != focus_before:
            self.refresh()
            return
        self.refresh_spans([Span(now, now + 1), Span(before, before + 1), *difference(selection, selection_before)])

    @property
    def span_in_sight(self) -> Span:
        """The offsets of the characters in the window."""
        visible = self.visible_places
        if not visible:
            return Span(0, 0)
        return Span(self.session.page.start_of(visible[0]), self.session.page.line_span(visible[-1]).end)

    def centre_caret(self) -> None:
        """Scrolls so that the caret's row is in the middle."""
        if self.window.centre(self.page.place_of(self.session.caret)):
            self._moved()

    def turn_page(self, pages: int, *, extend: bool = False) -> None:
        """Scrolls by whole windows less one row; the caret keeps its row in the window."""
        page = self.page
        by = pages * max(1, self.window.height - 1)
        cell, _ = page.caret_cell(self.session.caret)
        target = self.window.moved(page.place_of(self.session.caret), by)
        self.scroll_rows(by)
        self.session.move(page.at_cell(target, cell), extend=extend)

    def reading_fraction(self, place: Place) -> float:
        return self.session.document.part_before(self.page.start_of(place))

    def place_at_fraction(self, fraction: float) -> Place:
        return self.page.place_of(self.session.document.offset_behind(fraction))

    # Painting

    def decorations(self, within: Span) -> Iterable[Decoration]:
        """What is painted over a stretch of text."""
        return self.session.decorations(within)

    @property
    def rows(self) -> TextRows:
        """What paints the rows, in the present looks."""
        if self._rows.looks is not self.looks or self._rows.tagset is not self.session.tagset:
            self._rows = self.ROWS(self.looks, self.session.tagset)
        return self._rows

    @property
    def painted_width(self) -> int:
        """Cells of a row of text with all that stands beside it."""
        return self.frame.width - 1

    def refresh(self, *regions: Region, **what: Any) -> Self:
        self._is_all_stale = self._is_all_stale or not regions
        return super().refresh(*regions, **what)

    def render_lines(self, crop: Region) -> list[Strip]:
        # Where most rows are painted, it is asked once what lies on them.
        places = self.visible_places[crop.y : crop.bottom] if self._is_all_stale and self.is_attached else []
        self._is_all_stale = False
        self._at_once = dict(zip(places, self.text_rows(places), strict=True))
        try:
            return super().render_lines(crop)
        finally:
            self._at_once = {}

    def text_rows(self, places: Sequence[Place]) -> list[TextRow]:
        """The rows at some places that follow each other, with what lies on them."""
        if not places:
            return []
        document, width, (_, _, margin, left) = self.session.document, self.painted_width, self.frame
        rows = [(document.paragraph_at(place.block), self.page.line(place)) for place in places]
        starts = [paragraph.start + line.start for paragraph, line in rows]
        # Behind the last letter of a paragraph there may be a point.
        ends = [paragraph.start + line.end + (line.end == paragraph.length) for paragraph, line in rows]
        lying: list[list[Decoration]] = [[] for _ in rows]
        for decoration in self.decorations(Span(starts[0], ends[-1])):
            start, end = decoration.span
            number = bisect_right(ends, start)
            while number < len(rows) and starts[number] < end:
                lying[number].append(decoration)
                number += 1
        return [
            TextRow(line, paragraph.start, tuple(on_it), self._number(paragraph, line, margin), width, margin, left)
            for (paragraph, line), on_it in zip(rows, lying, strict=True)
        ]

    def row_strip(self, place: Place, width: int) -> Strip:
        row = self._at_once.get(place) or self.text_rows([place])[0]
        strip, line, left = self.rows.strip(row), row.line, row.left
        span = Span(row.start + line.start, row.start + line.end)
        caret = self.session.caret
        if span.start <= caret <= span.end and self.page.place_of(caret) == place:
            cell, cells = line.caret_cell(caret - row.start)
            strip = repainted(strip, left + cell, cells, self._caret_style)
        for label in self.labels:
            if span.contains(label.offset):
                cell, cells = line.caret_cell(label.offset - row.start)
                # It is read from the left; its end stands on the letter where that comes first from the right.
                first = left + cell + (cells - len(label.letters) if line.is_rtl else 0)
                strip = overwritten(strip, first, label.letters, self.looks.jump_label)
        return strip

    def blank_strip(self, row: int, width: int) -> Strip:
        return Strip.blank(width, self.looks.plain)

    def _number(self, paragraph: Paragraph, line: Line, margin: int) -> Segment | None:
        """The number of a paragraph where that begins, `margin` cells; blanks while it is not counted."""
        if line.start or not margin:
            return None
        number = str(self.session.document.number_of(paragraph) or "")
        style = self.get_component_rich_style("reading-pane--number")
        return Segment(number.ljust(margin) if line.is_rtl else number.rjust(margin), style)

    def _caret_style(self, under: Style | None) -> Style:
        return self.looks.caret(under or self.looks.plain, focused=self.has_focus)

    # Mouse

    def focus_on_click(self) -> bool:
        """Who resizes an annotation by the mouse still has the keys of that."""
        return self.session.adjusting is None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if self.takes_bar(event) or event.button != LEFT_BUTTON or not self.visible_places:
            return
        self.capture_mouse()
        offset = self.offset_under(event)
        if self.session.adjusting is not None:
            self._pressed = offset
            self.post_message(self.EndPulled(offset, is_first=True))
            return
        if event.shift:
            self._pressed = self.session.caret if self.session.anchor is None else self.session.anchor
            self.session.drag(self._pressed, offset)
        else:
            self._pressed = offset
            self.session.move(offset)
        self.post_message(self.CaretMoved())

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.is_dragging_bar or self._pressed is None:
            return
        offset = self.offset_dragged_to(event)
        if self.session.adjusting is not None:
            self.post_message(self.EndPulled(offset, is_first=False))
            return
        if offset == self._pressed and self.session.selection is None:
            return
        self.session.drag(self._pressed, offset)
        self.post_message(self.CaretMoved())

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._pressed is not None:
            self._pressed = None
            self.release_mouse()

    def on_mouse_release(self, event: events.MouseRelease) -> None:
        if self.has_lost_mouse:
            self._pressed = None

    def on_click(self, event: events.Click) -> None:
        if event.chain < 2 or event.x >= self.row_width or self.session.adjusting is not None:
            return
        offset = self.offset_under(event)
        find = self.page.word_at if event.chain == 2 else self.page.sentence_at
        span = find(offset)
        if span.length:
            self.session.select(span)
            self.post_message(self.CaretMoved())

    def on_focus(self) -> None:
        self.refresh_place(self.page.place_of(self.session.caret))

    def on_blur(self) -> None:
        self.refresh_place(self.page.place_of(self.session.caret))
