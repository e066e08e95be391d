"""The reading pane: the rows of a document with their decorations, the caret, and the mouse over them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, Self

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from tui_reader.annotations.records.targets import POINT_SIGN
from tui_reader.session.decorations import Layer, Stretch, stretches
from tui_reader.session.geometry import TextArea, text_area
from tui_reader.text.span import Span
from tui_reader.ui.widgets.page_view import LEFT_BUTTON, PageView, difference
from tui_reader.ui.widgets.painting import Painted, line_segments, overwritten, repainted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
"""Seconds for which a key may have to wait because rows are being laid out that nobody has asked for yet."""
AHEAD_AFTER = 0.01
"""Seconds that a frame gets to be written, by another thread, before that begins."""
UNSETTLED_SIGN = "?"
"""Stands in the margin of a row with an annotation that nobody has confirmed where it is now."""
CONFLICT_SIGN = "≠"
"""Stands in the margin of a row with an annotation that two sides left in two states."""
PARTNER_SIGN = "↔"
"""Stands in the margin of a row with an annotation that is linked to the one the caret is on."""
SUGGESTION_SIGN = "+"
"""Stands in the margin of a row with a suggestion: it could be added to what is annotated."""
_TAGGED = frozenset({Layer.ANNOTATION, Layer.POINT})
FRAGMENT_SIGN = "…"
"""Stands in the margin of a row with a part of the annotation the caret is on, where that has several."""
_SIGNS = (
    (Layer.UNSETTLED, UNSETTLED_SIGN),
    (Layer.CONFLICT, CONFLICT_SIGN),
    (Layer.PARTNER, PARTNER_SIGN),
    (Layer.FRAGMENT, FRAGMENT_SIGN),
)
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
        self._pressed: int | None = None
        """Offset at which the mouse went down, while it is down."""
        self._painted_once = False
        self._painted: tuple[int, Span | None, tuple[object, ...]] = (session.caret, None, (None, None, None, None))
        self.labels: list[JumpLabel] = []
        """What stands over the text, to jump to it."""
        self._ahead: Iterator[Place] = iter(())
        """Places that are still to be laid out before somebody goes there."""
        self._is_all_stale = True
        """Whether all rows are to be painted."""
        self._cut_up: tuple[Span, list[Stretch]] | None = None
        """While they are: the text that is painted, and its stretches."""

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
        self.page.width = self.area.width
        self.window.scroll_to(self.page.place_of(self.session.reading_offset))
        self._look_ahead()

    def after_scroll(self) -> None:
        self.session.reading_offset = self.page.start_of(self.window.top)
        if self.session.suggestions is not None:
            self.post_message(self.Scrolled())
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Has the rows that are likely to be shown next laid out, once those in the window are on the screen."""
        places = self._ahead = self.window.next_places()
        self.call_after_refresh(self.set_timer, AHEAD_AFTER, partial(self._lay_out_ahead, places))

    def _lay_out_ahead(self, places: Iterator[Place]) -> None:
        if places is not self._ahead:
            return  # The window has moved since.
        page = self.page
        enough = monotonic() + AHEAD_SLICE
        for place in places:
            span = page.line_span(place)
            if self.session.suggestions is not None:
                self.session.suggestions.look_ahead(span)
            for piece in self._stretches(span):
                self.looks.of(piece.decorations)
            if monotonic() > enough:
                self.call_later(self._lay_out_ahead, places)
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

    def refresh(self, *regions: Region, **what: Any) -> Self:
        self._is_all_stale = self._is_all_stale or not regions
        return super().refresh(*regions, **what)

    def render_lines(self, crop: Region) -> list[Strip]:
        # Where most rows are painted, it is asked once what lies on them.
        places = self.visible_places[crop.y : crop.bottom] if self._is_all_stale else []
        self._is_all_stale = False
        if places:
            # With what is behind the last letter of the last row: there may be a point.
            span = Span(self.page.start_of(places[0]), self.page.line_span(places[-1]).end + 1)
            self._cut_up = span, list(stretches(self.decorations(span), span))
        try:
            return super().render_lines(crop)
        finally:
            self._cut_up = None

    def _stretches(self, span: Span) -> list[Stretch]:
        """What lies on a row, cut up."""
        if self._cut_up is None or not self._cut_up[0].start <= span.start <= span.end <= self._cut_up[0].end:
            return list(stretches(self.decorations(span), span)) if span.length else []
        known, (start, end) = self._cut_up[1], span
        first = bisect_right(known, start, key=lambda each: each.span.end)
        found = known[first : bisect_left(known, end, first, key=lambda each: each.span.start)]
        for place in {0, len(found) - 1} if found else ():
            piece = found[place]
            found[place] = Stretch(Span(max(start, piece.span.start), min(end, piece.span.end)), piece.decorations)
        return found

    def row_strip(self, place: Place, width: int) -> Strip:
        page, plain = self.page, self.looks.plain
        margin, left = self.frame.margin, self.frame.text_left
        paragraph = self.session.document.paragraph_at(place.block)
        line = page.line(place)
        span = Span(paragraph.start + line.start, paragraph.start + line.end)
        pieces = self._stretches(span)
        painted = [
            Painted(
                piece.span.start - paragraph.start, piece.span.end - paragraph.start, self.looks.of(piece.decorations)
            )
            for piece in pieces
        ]
        # Beside the text: the number where the paragraph begins, the letters of tags across from it.
        number = self._number(paragraph, line, margin) if not line.start and margin else []
        # A point behind the last letter of a paragraph has no letter to be seen on.
        is_last = line.end == paragraph.length
        behind = self._points_at(span.end) if is_last else ()
        letters = self._letters([*pieces, *behind], margin)
        left_side, right_side = (letters, number) if line.is_rtl else (number, letters)
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
            cell, cells = line.caret_cell(span.end - paragraph.start)
            strip = repainted(strip, left + cell, cells, partial(_painted_over, self.looks.of(piece.decorations)))
        caret = self.session.caret
        if span.start <= caret <= span.end and page.place_of(caret) == place:
            cell, cells = line.caret_cell(caret - paragraph.start)
            strip = repainted(strip, left + cell, cells, self._caret_style)
        for label in self.labels:
            if span.contains(label.offset):
                cell, cells = line.caret_cell(label.offset - paragraph.start)
                # It is read from the left; its end stands on the letter where that comes first from the right.
                first = left + cell + (cells - len(label.letters) if line.is_rtl else 0)
                strip = overwritten(strip, first, label.letters, self.looks.jump_label)
        return strip

    def blank_strip(self, row: int, width: int) -> Strip:
        return Strip.blank(width, self.looks.plain)

    def _number(self, paragraph: Paragraph, line: Line, margin: int) -> list[Segment]:
        """The number of a paragraph, `margin` cells; blanks while it is not counted."""
        number = str(self.session.document.number_of(paragraph) or "")
        style = self.get_component_rich_style("reading-pane--number")
        return [Segment(number.ljust(margin) if line.is_rtl else number.rjust(margin), style)]

    def _points_at(self, offset: int) -> list[Stretch]:
        here = Span(offset, offset + 1)
        lying = [d for piece in self._stretches(here) for d in piece.decorations]
        return list(stretches([d for d in lying if d.layer is Layer.POINT and d.span == here], here))

    def _letters(self, pieces: list[Stretch], margin: int) -> list[Segment]:
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
        if layers & {Layer.SUGGESTION, Layer.CURRENT_SUGGESTION} and len(segments) < margin - 1:
            segments.append(Segment(SUGGESTION_SIGN, self.looks.suggestion))
        for name in list(names)[: max(0, margin - 1 - len(segments))]:
            tag = self.session.tagset.tag(name)
            letter = (tag.key if tag and tag.key else "•")[:1]
            segments.append(Segment(letter, self.looks.label(name)))
        return [*segments, Segment(" " * (margin - len(segments)), self.looks.plain)] if segments else []

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


def _painted_over(style: Style, _: Style | None) -> Style:
    return style
