"""The status line: where one is, what is selected, who annotates, and whether it is on the disk."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui_reader.language import listed, tr
from tui_reader.text.excerpt import label_text, name_line
from tui_reader.ui.painting import row_of

if TYPE_CHECKING:
    from tui_reader.session.reader import ReaderSession
    from tui_reader.text.display import Display


class _Shown(NamedTuple):
    """All that is told."""

    name: str
    annotator: str
    percent: int
    selected: int
    """Code points."""
    saved: str
    alarm: bool
    mode: str
    trojan: str
    """Which bidi controls in the text are suspicious; empty where none is."""
    source: str
    """What is the matter with the file of the document; empty where nothing is."""
    conflicts: str
    """How many records two sides left in two states; empty where there is none."""
    review: str
    """How many annotations wait to be confirmed or are lost; empty where none does."""
    way: str
    """How the text is shown, where that is not the usual way."""


class StatusLine(Widget):
    """One row; what does not fit is left out from the least to the most important."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status-line--alarm", "status-line--mode", "status-line--review"}

    DEFAULT_CSS = """
    StatusLine {
        height: 1; background: $panel; color: $foreground;
        & > .status-line--alarm { background: $error; color: $text; text-style: bold; }
        & > .status-line--review { color: $text-warning; text-style: bold; }
        & > .status-line--mode { background: $accent; color: $text; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="status-line")
        self._shown: _Shown | None = None

    def show(
        self,
        session: ReaderSession,
        saved: str,
        *,
        alarm: bool,
        mode: str,
        trojan: str,
        source: str,
        conflicts: str,
        review: str,
    ) -> None:
        """Shows the state of a reading. `saved` says what is on the disk; `alarm` that something is not.

        `trojan` says which bidi controls are suspicious, `source` what is wrong with the file of the document,
        `conflicts` how much two sides left in two states, `review` how many annotations somebody should look at.
        """
        selected = session.selected_length
        name = session.document.path.name
        shown = _Shown(
            name,
            session.own.annotator,
            session.percent,
            selected,
            saved,
            alarm,
            mode,
            trojan,
            source,
            conflicts,
            review,
            _way(session.page.display),
        )
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def render_line(self, y: int) -> Strip:
        base = self.rich_style
        width = self.size.width
        shown = self._shown
        if shown is None:
            return Strip.blank(width, base)
        right = [(f" {shown.saved} ", self.get_component_rich_style("status-line--alarm") if shown.alarm else base)]
        right.insert(0, (f" {shown.annotator} ", base))
        if shown.selected:
            right.insert(0, (f" {tr('{count} selected', count=shown.selected)} ", base + Style(bold=True)))
        right.insert(0, (f" {shown.percent}% ", base))
        if shown.way:
            right.insert(0, (f" {shown.way} ", base + Style(italic=True)))
        if shown.review:
            right.insert(0, (f" {shown.review} ", self.get_component_rich_style("status-line--review")))
        if shown.conflicts:
            right.insert(0, (f" {shown.conflicts} ", self.get_component_rich_style("status-line--alarm")))
        if shown.source:
            right.insert(0, (f" {shown.source} ", self.get_component_rich_style("status-line--alarm")))
        if shown.trojan:
            right.insert(0, (f" {shown.trojan} ", self.get_component_rich_style("status-line--alarm")))
        if shown.mode:
            right.insert(0, (f" {shown.mode} ", self.get_component_rich_style("status-line--mode")))
        pieces: list[list[Segment]] = []
        left_room = width
        for words, style in reversed(right):
            if left_room - len(words) < 8 and pieces:
                continue
            text = f" {_short(words.strip(), max(2, min(len(words) - 1, left_room - 3)))} "
            piece = Segment(text, style)
            if piece.cell_length > left_room:
                continue
            pieces.insert(0, [piece])
            left_room -= piece.cell_length
        name = ""
        if left_room > 3:
            name = _named(shown.name, left_room - 2)
        first = row_of([[Segment(" ", base)], [Segment(name, base + Style(bold=True))]], left_room, base)
        return row_of([first, *pieces], width, base)


def _way(display: Display) -> str:
    ways = [tr("hidden shown")] if display.hidden else []
    return listed(ways if display.harakat else [*ways, tr("no vowel signs")])


@lru_cache(maxsize=64)
def _short(words: str, width: int) -> str:
    """Words in at most `width` cells, safe and in visual order. Most of them stay while the caret moves."""
    return label_text(words, width)


@lru_cache(maxsize=8)
def _named(name: str, width: int) -> str:
    return "".join(name_line(name, width).glyphs)
