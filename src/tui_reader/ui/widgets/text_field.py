"""A field to type in that knows right-to-left text: letters join as they are typed, the caret is where it goes.

What keys do to the text is in `session.editor`; here they are translated, and the result is painted. Text that is
longer than the field goes on in the next row, in a field of one line too, and the field grows as far as its
`max-height` lets it, then scrolls by rows. It never scrolls sideways: UAX #9 orders lines, and in a line longer than
what is seen of it letters that are typed one behind the other may come to stand where nobody sees them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.actions import SkipAction
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from tui_reader.session.editor import Editor
from tui_reader.text.bidi import Direction
from tui_reader.text.editing import can_be_typed
from tui_reader.text.excerpt import interface_direction, shortened
from tui_reader.text.layout import MIN_WIDTH
from tui_reader.text.span import Span
from tui_reader.text.uax9 import first_strong
from tui_reader.ui.widgets.field_keys import field_bindings
from tui_reader.ui.widgets.page_view import LEFT_BUTTON, PageView, rows_of
from tui_reader.ui.widgets.painting import Painted, line_segments, repainted

if TYPE_CHECKING:
    from rich.segment import Segment
    from textual import events
    from textual.geometry import Size

    from tui_reader.session.page import TextPage
    from tui_reader.session.window import Place
    from tui_reader.text.layout import Line
    from tui_reader.ui.widgets.rows_view import Frame

MARGIN = 1
"""Cells on either side of the text: a caret behind a line that fills its row stands there."""
MIDDLE_BUTTON = 2
_CARET = Style(reverse=True, dim=False)
"""Seen without colours too."""
_MODIFIERS = re.compile("(?:alt|ctrl|super|meta|hyper)\\+")


class TextField(PageView):
    """Text being typed, of one line or several."""

    HELP = """
## Text field

**Arrows** go to the letter beside, as the eye sees it, whichever way it runs; at the edge of a line they go on or
back, as the line runs. With **ctrl** they go by words. With **shift** everything that moves the caret selects.

The caret stands on a letter: what is typed comes before it, and at the end of a line it stands behind the text, to
the left of Arabic and Hebrew.

**backspace** takes away what was typed last: a vowel sign before its letter, the alef of a lam-alef before the lam.
**delete** takes the letter at the caret with all that stands on it.

**ctrl+j** begins a new line where there may be several; **shift+enter** too, in terminals that tell it from enter.

A click puts the caret on a letter, dragging selects, a double click takes the word, a triple click the line, the
middle button pastes what was cut or copied here. For the terminal's own clipboard use the terminal's keys.
"""

    is_field = True
    BINDINGS: ClassVar = list(field_bindings())
    COMPONENT_CLASSES: ClassVar[set[str]] = {"text-field--selection", "text-field--placeholder"}

    DEFAULT_CSS = """
    TextField {
        width: 1fr; height: auto; max-height: 4;
        background: $surface-lighten-1;
        &:focus { background: $surface-lighten-2; }
        & > .text-field--selection { background: $primary 60%; color: $foreground; }
        & > .text-field--placeholder { text-style: dim; }
        &:nocolor > .text-field--selection { text-style: underline; }
    }
    """

    class FromField(Message):
        """Something a field says of itself."""

        def __init__(self, field: TextField) -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> TextField:
            return self.field

        @property
        def value(self) -> str:
            """What is typed, in logical order."""
            return self.field.value

    class Changed(FromField):
        """The text is another one."""

    class Submitted(FromField):
        """Enter was pressed."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        multiline: bool = False,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        """`placeholder` is shown while there is no text. `multiline`: whether lines can be begun and pasted."""
        self._placeholder = placeholder
        self.editor = Editor(value, several_lines=multiline, otherwise=self._waiting_direction())
        super().__init__(self.editor.page, id=id, classes=classes)
        self._pressed: Span | None = None
        """What the mouse went down on, while it is down."""

    @property
    def page(self) -> TextPage:
        return self.editor.page

    @property
    def multiline(self) -> bool:
        """Whether the text may be of several lines."""
        return self.editor.several_lines

    @property
    def placeholder(self) -> str:
        """What is shown while there is no text."""
        return self._placeholder

    @placeholder.setter
    def placeholder(self, placeholder: str) -> None:
        self._placeholder = placeholder
        self.editor.otherwise = self._waiting_direction()
        self._show_caret()

    @property
    def value(self) -> str:
        """What has been typed, in logical order. Setting it puts the caret at the end, forgets what could be undone,
        and sends no message."""
        return self.editor.text

    @value.setter
    def value(self, value: str) -> None:
        width, otherwise = self.page.width, self._waiting_direction()
        self.editor = Editor(value, several_lines=self.multiline, width=width, otherwise=otherwise)
        self._show_text()

    @property
    def caret(self) -> int:
        """The code point of the text before which one types."""
        return self.editor.caret

    @caret.setter
    def caret(self, caret: int) -> None:
        self.editor.move(caret)
        self._show_caret()

    @property
    def selection(self) -> Span | None:
        """The code points that are selected."""
        return self.editor.selection

    @selection.setter
    def selection(self, span: Span | None) -> None:
        if span is None:
            self.caret = self.editor.caret
        else:
            self.editor.select(span)
            self._show_caret()

    def insert(self, text: str) -> None:
        """Puts text at the caret or in the place of the selection, as when it is pasted. Controls are left out."""
        self._after_change(self.editor.insert(text))

    # What is shown

    def _after_change(self, changed: bool) -> None:
        if changed:
            self._show_text()
            self.post_message(self.Changed(self))
        else:
            self._show_caret()

    def _show_text(self) -> None:
        self.window.rows = self.page
        self.window.scroll_to(self.window.top)
        self._show_caret()
        height = self.styles.height
        if height is not None and height.is_auto and self.size.height != rows_of(self.page, self.size.height + 1):
            self.refresh(layout=True)

    def _show_caret(self) -> None:
        self.window.show(self.editor.place)
        self.forget_places()
        self._lead_terminal_cursor()

    def _lead_terminal_cursor(self) -> None:
        """Has the terminal's own cursor, which is not seen, where the caret is: there an input method opens."""
        visible = self.visible_places
        if self.has_focus and self.editor.place in visible:
            region = self.content_region
            cell = min(max(self._caret_cell()[0], 0), max(0, region.width - 1))
            self.app.cursor_position = Offset(region.x + cell, region.y + visible.index(self.editor.place))

    def _caret_cell(self) -> tuple[int, int]:
        """First cell of the caret in the field, and its width."""
        if not self.editor.text:
            return self.frame.text_left + self._placeholder_line().caret_cell(0)[0], 1
        cell, cells = self.page.caret_cell(self.editor.caret)
        return self.frame.text_left + cell, cells

    def _placeholder_line(self) -> Line:
        return shortened(self.placeholder, self.page.width, self._waiting_direction())

    def _waiting_direction(self) -> Direction:
        """How text is taken to run as long as nothing in it says so: as the placeholder does, or the interface."""
        level = first_strong(self.placeholder)
        if level is None:
            return interface_direction()
        return Direction.RTL if level else Direction.LTR

    # Geometry

    def measured(self) -> Frame:
        return super().measured()._replace(text_left=MARGIN)

    def fit(self) -> None:
        self.page.width = self._text_width(self.size.width)
        super().fit()
        self.window.show(self.editor.place)

    def _text_width(self, width: int) -> int:
        """Cells for the text in so many of the field, scroll bar included."""
        return max(MIN_WIDTH, width - 1 - 2 * MARGIN)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self.page.width = self._text_width(width)
        return rows_of(self.page, viewport.height)

    def row_strip(self, place: Place, width: int) -> Strip:
        style = self.base_style
        if self.editor.text:
            segments = self._text_segments(place, style)
        else:
            faint = self.get_component_rich_style("text-field--placeholder")
            segments = line_segments(self._placeholder_line(), faint, style, before=MARGIN, after=MARGIN)
        strip = Strip(segments).adjust_cell_length(width, style)
        if self.has_focus and place == self.editor.place:
            strip = repainted(strip, *self._caret_cell(), lambda under: (under or style) + _CARET)
        return strip

    def _text_segments(self, place: Place, style: Style) -> list[Segment]:
        line = self.page.line(place)
        selection = self.editor.selection
        if selection is None:
            return line_segments(line, style, before=MARGIN, after=MARGIN)
        selected = self.get_component_rich_style("text-field--selection")
        paragraph = self.page.text.paragraph_at(place.block)
        span = selection.shifted(-paragraph.start)
        segments = line_segments(
            line, style, painted=[Painted(span.start, span.end, selected)], before=MARGIN, after=MARGIN
        )
        if line.ends_paragraph and span.start <= line.end < span.end:
            # The newline is selected too; it is shown where the caret would stand.
            strip = repainted(Strip(segments), MARGIN + line.caret_cell(line.end)[0], 1, lambda _: selected)
            return list(strip)
        return segments

    # Keys

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return character is not None and can_be_typed(character)

    async def on_key(self, event: events.Key) -> None:
        # Joiners and marks of direction are not "printable", but there are keys for them. With alt a letter is none.
        character, modified = event.character, _MODIFIERS.search(event.key)
        if character is not None and len(character) == 1 and not modified and can_be_typed(character):
            event.stop()
            event.prevent_default()
            self._after_change(self.editor.type(character))

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.insert(event.text)

    def action_step(self, right: bool, extend: bool) -> None:
        """One cluster to the left or right, as the eye sees it."""
        self.editor.step(right=right, extend=extend)
        self._show_caret()

    def action_step_word(self, right: bool, extend: bool) -> None:
        """One word towards that side."""
        self.editor.step_word(right=right, extend=extend)
        self._show_caret()

    def action_step_rows(self, by: int, extend: bool) -> None:
        """Rows up or down."""
        self.editor.step_rows(by, extend=extend)
        self._show_caret()

    def action_turn_page(self, by: int, extend: bool) -> None:
        """A page up or down."""
        self.action_step_rows(by * max(1, self.window.height - 1), extend)

    def action_line_start(self, extend: bool) -> None:
        """To where the line begins."""
        self.editor.go_to_line_start(extend=extend)
        self._show_caret()

    def action_line_end(self, extend: bool) -> None:
        """To where the line ends."""
        self.editor.go_to_line_end(extend=extend)
        self._show_caret()

    def action_paragraph(self, onward: bool, extend: bool) -> None:
        """To the paragraph before or behind."""
        self.editor.go_to_paragraph(onward=onward, extend=extend)
        self._show_caret()

    def action_text_start(self, extend: bool) -> None:
        """To the beginning of the text."""
        self.editor.go_to_start(extend=extend)
        self._show_caret()

    def action_text_end(self, extend: bool) -> None:
        """To the end of the text."""
        self.editor.go_to_end(extend=extend)
        self._show_caret()

    def select_all(self) -> None:
        """Selects the text, which what is typed then replaces; the caret goes to its end."""
        if self.editor.text:
            self.editor.select_all()
            self._show_caret()

    def action_select_all(self) -> None:
        """Selects the text."""
        self.select_all()

    def action_backspace(self) -> None:
        """Takes away what was typed last before the caret."""
        self._after_change(self.editor.backspace())

    def action_delete(self) -> None:
        """Takes away the cluster at the caret."""
        self._after_change(self.editor.delete())

    def action_delete_word_back(self) -> None:
        """Takes away the word before the caret."""
        self._after_change(self.editor.delete_word_back())

    def action_delete_word(self) -> None:
        """Takes away the word behind the caret."""
        self._after_change(self.editor.delete_word())

    def action_delete_to_line_start(self) -> None:
        """Takes away what stands before the caret on its line."""
        self._after_change(self.editor.delete_to_line_start())

    def action_delete_to_line_end(self) -> None:
        """Takes away what stands behind the caret on its line."""
        self._after_change(self.editor.delete_to_line_end())

    def action_undo(self) -> None:
        """Takes back what was done last."""
        self._after_change(self.editor.undo())

    def action_redo(self) -> None:
        """Does again what was taken back."""
        self._after_change(self.editor.redo())

    def action_copy(self) -> None:
        """Puts the selection on the clipboard."""
        if self.editor.selection is None:
            # Then the key is for whoever else has a use for it.
            raise SkipAction
        self.app.copy_to_clipboard(self.editor.draft.selected)

    def action_cut(self) -> None:
        """Takes the selection away, and puts it on the clipboard."""
        cut = self.editor.cut()
        if cut:
            self.app.copy_to_clipboard(cut)
            self._after_change(changed=True)

    def action_paste(self) -> None:
        """Puts in what was last cut or copied in this program."""
        self.insert(self.app.clipboard)

    def action_begin_line(self) -> None:
        """Begins a new line, in a field of several."""
        self._after_change(self.editor.begin_line())

    def action_submit(self) -> None:
        """Says that typing is done."""
        self.post_message(self.Submitted(self))

    # Mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if self.takes_bar(event):
            return
        self.focus()
        place = self.offset_under(event)
        if event.button == MIDDLE_BUTTON:
            self.caret = place
            self.action_paste()
        elif event.button == LEFT_BUTTON:
            self.capture_mouse()
            if event.shift:
                anchor = self.editor.caret if self.editor.draft.anchor is None else self.editor.draft.anchor
                self._pressed = Span(anchor, anchor)
                self.editor.drag(self._pressed, place)
            else:
                self._pressed = Span(place, self.page.cluster_end(place))
                self.editor.move(place)
            self._show_caret()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.is_dragging_bar or self._pressed is None:
            return
        place = self.offset_dragged_to(event)
        if place != self._pressed.start or self.editor.selection is not None:
            self.editor.drag(self._pressed, place)
            self._show_caret()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._pressed is not None:
            self._pressed = None
            self.release_mouse()

    def on_mouse_release(self, event: events.MouseRelease) -> None:
        if self.has_lost_mouse:
            self._pressed = None

    def on_click(self, event: events.Click) -> None:
        if event.chain < 2 or event.x >= self.row_width:
            return
        place = self.offset_under(event)
        if event.chain == 2:
            self.editor.select_word(place)
        else:
            self.editor.select_paragraph(place)
        self._show_caret()

    def on_focus(self) -> None:
        self._show_caret()

    def on_blur(self) -> None:
        self.refresh()
