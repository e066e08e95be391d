"""The inspector: what stands at the caret, code point by code point, while the caret goes on moving behind it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.containers import Vertical
from textual.widget import Widget

from tui_reader.language import listed, tr
from tui_reader.session.inspecting import inspect
from tui_reader.text.excerpt import interface_direction, isolated, label_line
from tui_reader.text.inspection import CodePoint
from tui_reader.ui.commands.table import GO_BY_NAME
from tui_reader.ui.dialogs.low_dialog import LowDialog
from tui_reader.ui.widgets.painting import line_segments, row_of
from tui_reader.ui.widgets.pick_list import PickList
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.strip import Strip

    from tui_reader.session.inspecting import Inspected
    from tui_reader.session.window import Place
    from tui_reader.ui.app import ReaderApp
    from tui_reader.ui.panes.reading_pane import ReadingPane

_CELLS = (11, 3, 5, 5, 12)
"""Of the columns but for the name, which stands behind the first and has what room there is."""
_LEAST_NAME = 8


class CodePointList(PickList[CodePoint]):
    """Code points, one to a row, under their headings."""

    def row_strip(self, place: Place, width: int) -> Strip:
        point = self.list.items[place.block]
        style = self.rich_style + Style(reverse=place.block == self.marked)
        joining = f"{point.joining_type} {isolated(_form(point.form))}"
        words = [point.number, point.category, point.bidi_class, str(point.level), joining]
        return _row(words, point.name, width, style)


class Headings(Widget):
    """What the columns are."""

    def render_line(self, y: int) -> Strip:
        words = [tr("code point"), "", tr("bidi"), tr("level"), tr("joining")]
        return _row(words, tr("name"), self.size.width, self.rich_style)


class Inspector(LowDialog[None]):
    """Tells of the cluster at the caret of a reading; left and right go to its neighbours on the screen."""

    BINDINGS: ClassVar = [
        Binding("escape,i,enter", "dismiss(None)", "Close", id="inspector.close"),
        Binding("left", "step('left')", "The neighbour to the left", priority=True, id="inspector.left"),
        Binding("right", "step('right')", "The neighbour to the right", priority=True, id="inspector.right"),
        Binding("up", "mark(-1)", "Up", show=False, priority=True, id="inspector.up"),
        Binding("down", "mark(1)", "Down", show=False, priority=True, id="inspector.down"),
        Binding("ctrl+c,c", "copy", "Copy", priority=True, id="inspector.copy"),
    ]

    DEFAULT_CSS = """
    Inspector > Vertical { width: 88; height: 14; max-height: 60%; }
    Inspector TextView, Inspector Headings { height: 1; }
    Inspector Headings, Inspector #inspector-keys { color: $text-muted; }
    Inspector #inspector-sent { text-style: bold; }
    """

    app: ReaderApp

    def __init__(self, pane: ReadingPane, moved: Callable[[], object]) -> None:
        """`pane` shows the reading; `moved` is called when the caret has gone to a neighbour."""
        super().__init__()
        self._pane = pane
        self._session = pane.session
        self._moved = moved
        self._inspected: Inspected | None = None

    def compose(self) -> ComposeResult:
        with Vertical():
            yield TextView(id="inspector-sent", wrap=False, direction=interface_direction())
            yield TextView(id="inspector-place", wrap=False, direction=interface_direction())
            yield Headings()
            yield CodePointList()
            keys = tr(
                "{inspector.left} {inspector.right}: neighbours · "
                "{inspector.copy} copies what is told · {inspector.close} closes"
            )
            yield TextView(keys, id="inspector-keys", wrap=False, direction=interface_direction())

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        page, caret = self._session.page, self._session.caret
        # The caret stays in sight.
        visible = self._pane.visible_places
        in_lower_half = bisect_left(visible, page.place_of(caret)) >= len(visible) // 2
        self.styles.align_vertical = "top" if in_lower_half else "bottom"
        found = self._inspected = inspect(page, caret)
        sent = tr("The end of the document") if found is None else f"{isolated(found.glyph)}  {found.sent}"
        place = "" if found is None else listed(filter(None, (found.place, found.left_out)))
        self.query_one("#inspector-sent", TextView).update(sent)
        self.query_one("#inspector-place", TextView).update(place)
        self.query_one(CodePointList).show([] if found is None else found.code_points)

    def action_step(self, motion: str) -> None:
        """Goes to the cluster beside."""
        self._session.move(GO_BY_NAME[motion](self._session.page, self._session.caret))
        self._moved()
        self._show()

    def action_mark(self, by: int) -> None:
        """Marks another code point, which is scrolled to."""
        self.query_one(CodePointList).mark(by)

    def action_copy(self) -> None:
        """Copies what is told: numbers and names, none of the characters themselves."""
        if self._inspected is not None:
            self.app.copy_to_clipboard("\n".join(self._inspected.lines()))
            self.app.say(tr("Copied what is told"))


def _row(words: list[str], name: str, width: int, style: Style) -> Strip:
    room = max(_LEAST_NAME, width - sum(cells + 1 for cells in _CELLS))
    columns = zip([words[0], name, *words[1:]], [_CELLS[0], room, *_CELLS[1:]], strict=True)
    lines = (label_line(word, cells) for word, cells in columns)
    return row_of([[*line_segments(line, style), Segment(" ", style)] for line in lines], width, style)


def _form(form: str) -> str:
    match form:
        case "isolated":
            return tr("isolated")
        case "final":
            return tr("final")
        case "initial":
            return tr("initial")
        case "medial":
            return tr("medial")
        case _:
            return ""
