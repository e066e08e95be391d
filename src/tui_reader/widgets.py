"""Right-to-left text in any Textual program: a field to type in, a view of given text, and what both paint with.

A complete program. What is typed joins and is in order, in Arabic, Hebrew, Latin or all of them:

    from textual.app import App
    from tui_reader.widgets import TextField, TextView

    class Echo(App):
        def compose(self):
            yield TextField(placeholder="اكتب هنا")
            yield TextView()

        def on_text_field_changed(self, message):
            self.query_one(TextView).update(message.value)

    Echo().run()

`TextField(value="", *, placeholder="", multiline=False, id=None, classes=None)`
    Text being typed. `value`, `caret` and `selection` can be read and set; `insert(text)` is what pasting does. It
    posts `TextField.Changed` and `TextField.Submitted` (enter), each with `field` and `value`. Beside its own colours
    it has the component classes `text-field--selection` and `text-field--placeholder`. It grows to its `max-height`
    (CSS; 4 rows unless said otherwise), then scrolls. Its keys are in Textual's help panel; `TextField.HELP` says how
    the caret goes.

`TextView(text="", *, painted=(), wrap=True, direction=Direction.AUTO, id=None, classes=None)`
    Text to be looked at: paragraphs wrapped to its width or, without `wrap`, one line that ends in `…` where it is too
    long. `update(text, painted=())` shows another. It posts `TextView.Clicked` with `view` and `offset`.

`Painted(start, end, style)`
    A stretch of text, half-open, in a `rich.style.Style`, which is laid over that of the widget.

`Direction`
    How the base direction of a paragraph is found: `AUTO` by its first strong character (UAX #9, P2 and P3),
    `MAJORITY`, `RTL`, `LTR`.

`lay_out(paragraph, width, direction=Direction.AUTO)`, then `line(row)`: a `Line`
    One paragraph on rows of `width` cells, and where each character is: `Line.cell_ranges(start, end)`,
    `Line.column_at(cell)`, `Line.caret_cell(column)`. For widgets that paint by themselves.

`line_segments(line, style, blank=None, painted=(), *, before=0, after=0)`
    A `Line` as Rich's segments, `painted` by columns of the paragraph.

`RowEncoding`, `Encoder`, `set_usual_display`, `Display`
    For terminals that reorder what they are sent (Konsole, kitty, iTerm2, and others as long as nobody has told them
    not to). What widgets paint is always in visual order; `RowEncoding`, a base in the place of Textual's `App`, turns
    whole rows into what such a terminal wants, by its `encoder`, and puts the mouse where it is seen, unless
    `mouse_as_sent` is false. Terminals that reorder also join, so say
    `set_usual_display(encoder.display)` before the first widget is made. Without all this, text is right
    in every terminal that shows cells where they are put.

Offsets, columns and spans count code points in logical order, whatever is shown where. Text may be anything: controls
are shown as pictures, and nothing in it reaches the terminal as a control sequence or is read as markup.
"""

from tui_reader.text.bidi import Direction
from tui_reader.text.display import Display, set_usual_display
from tui_reader.text.encoders import Encoder
from tui_reader.text.layout import Line, lay_out
from tui_reader.ui.encoding import RowEncoding
from tui_reader.ui.widgets.painting import Painted, line_segments
from tui_reader.ui.widgets.text_field import TextField
from tui_reader.ui.widgets.text_view import TextView

__all__ = [
    "Direction",
    "Display",
    "Encoder",
    "Line",
    "Painted",
    "RowEncoding",
    "TextField",
    "TextView",
    "lay_out",
    "line_segments",
    "set_usual_display",
]
