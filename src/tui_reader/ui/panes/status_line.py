"""The status line: what was just done, where one is, what is selected, who annotates, whether it is on the disk."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui_reader.language import is_rtl, listed, tr
from tui_reader.text.excerpt import isolated, label_text, name_line
from tui_reader.ui.widgets.painting import row_of

if TYPE_CHECKING:
    from tui_reader.session.reader import ReaderSession
    from tui_reader.text.display import Display


LEAST_NAME = 6
"""Cells that are left for the name of the document before the second most important thing is told."""
MOST_CELLS = 500
"""Cells of the longest screen."""
DONE_CELLS = 48
"""Cells that what was done may take with the room for the name, or half of the line if that is more."""
LEAST_WORDS = 8
"""Cells of what is told with a key, or was done: with fewer it is left out."""


class _Piece(NamedTuple):
    """One thing that is told."""

    weight: int
    """How much it is worth to be told where there is little room."""
    words: str
    key: str = ""
    """What is to be pressed about it; of words that are cut it stays."""
    look: str = ""
    """The component class, without what they all begin with; empty for none."""
    style: Style = Style()
    may_be_cut: bool = False
    """Whether its beginning is worth something where there is no room for all of it."""

    def text(self, room: int) -> str:
        """What is sent, in at most so many cells; empty where that would say too little."""
        key = _cut(f"({isolated(self.key)})", room) if self.key else ""
        left = room - (_cells(key) + 1 if key else 0)
        whole = _cut(self.words, MOST_CELLS)
        if _cells(whole) <= left:
            words = whole
        elif (self.key or self.may_be_cut) and left >= LEAST_WORDS:
            words = _cut(self.words, left)
        else:
            return ""
        return " ".join((key, words) if is_rtl() else (words, key)).strip()


class _Shown(NamedTuple):
    """All that is told."""

    name: str
    pieces: tuple[_Piece, ...]
    """In the order of reading."""


class StatusLine(Widget):
    """One row; what does not fit is left out from the least to the most important."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "status-line--alarm",
        "status-line--done",
        "status-line--mode",
        "status-line--check",
        "status-line--suggestion",
    }

    DEFAULT_CSS = """
    StatusLine {
        height: 1; background: $panel; color: $foreground;
        & > .status-line--alarm { background: $error; color: $text; text-style: bold; }
        & > .status-line--check { color: $text-warning; text-style: bold; }
        & > .status-line--suggestion { color: $text-accent; text-style: bold; }
        & > .status-line--done { color: $text-success; text-style: bold; }
        & > .status-line--mode { background: $accent; color: $text; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="status-line")
        self._shown: _Shown | None = None
        self.acknowledged = ""
        """What was done last, as long as no key was pressed since."""

    def acknowledge(self, words: str) -> None:
        """Says what was done before all else; empty takes it away."""
        words = " · ".join(words.split("\n"))
        if words != self.acknowledged:
            self.acknowledged = words
            self.refresh()

    def show(
        self,
        session: ReaderSession,
        saved: str,
        *,
        save_key: str,
        alarm: bool,
        mode: str,
        trojan: tuple[str, str],
        source: str,
        conflicts: tuple[str, str],
        check: tuple[str, str],
        suggestion: tuple[str, str],
    ) -> None:
        """Shows the state of a reading. `saved` says what is on the disk; `alarm` that something is not.

        `save_key` is what saves again, empty where nothing has to be; `trojan` says which bidi controls are suspicious,
        `source` what is wrong with the file of the document, `conflicts` how much two sides left in two states,
        `check` how many annotations somebody should look at, `suggestion` what is suggested at the caret: each, where
        there is a key, with that.
        """
        selected = tr("{count} selected", count=session.selected_length) if session.selected_length else ""
        told = (
            _Piece(6, mode, look="mode"),
            _Piece(3, *trojan, look="alarm"),
            _Piece(9, source, look="alarm"),
            _Piece(8, *conflicts, look="alarm"),
            _Piece(7, *check, look="check"),
            _Piece(7, *suggestion, look="suggestion"),
            _Piece(1, _way(session.page.display), style=Style(italic=True)),
            _Piece(4, f"{session.percent}%"),
            _Piece(5, selected, style=Style(bold=True)),
            _Piece(2, session.own.annotator),
            _Piece(10, saved, save_key, look="alarm" if alarm else ""),
        )
        shown = _Shown(session.document.path.name, tuple(piece for piece in told if piece.words))
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def render_line(self, y: int) -> Strip:
        base = self.rich_style
        width = self.size.width
        if self._shown is None:
            return Strip.blank(width, base)
        texts: dict[_Piece, str] = {}
        room = width
        done = _Piece(6, self.acknowledged, look="done", may_be_cut=True)
        told = (done, *self._shown.pieces) if self.acknowledged else self._shown.pieces
        by_weight = sorted(told, key=lambda piece: -piece.weight)
        for place, piece in enumerate(by_weight):
            # What matters most is told even if it takes all there is.
            most = room
            if piece is done:
                others = sum(_cells(other.text(width)) + 2 for other in by_weight[place + 1 :])
                most = min(room, max(DONE_CELLS, width // 2, room - others))
            text = piece.text(most - LEAST_NAME - 2) if texts else piece.text(room - 2) or _cut(piece.words, room - 2)
            if text:
                texts[piece] = text
                room -= _cells(text) + 2
        name = _named(self._shown.name, room - 2) if room > 3 else ""
        first = row_of([[Segment(" ", base)], [Segment(name, base + Style(bold=True))]], max(0, room), base)
        pieces = [[Segment(f" {texts[piece]} ", self._style_of(piece, base))] for piece in told if piece in texts]
        return row_of([first, *pieces], width, base)

    def _style_of(self, piece: _Piece, base: Style) -> Style:
        return (self.get_component_rich_style(f"status-line--{piece.look}") if piece.look else base) + piece.style


def _way(display: Display) -> str:
    ways = [tr("hidden shown")] if display.hidden else []
    return listed(ways if display.harakat else [*ways, tr("no vowel signs")])


@lru_cache(maxsize=64)
def _cut(words: str, width: int) -> str:
    """Words in at most so many cells, safe and in visual order. Most of what is told stays while the caret moves."""
    return label_text(words, max(2, width))


def _cells(text: str) -> int:
    return Segment(text).cell_length


@lru_cache(maxsize=8)
def _named(name: str, width: int) -> str:
    return "".join(name_line(name, width).glyphs)
