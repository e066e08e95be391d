"""The help beside the panes: what the pane one is in is for, and every key that can be pressed there.

Textual's own panel knows neither wrapping from right to left nor what may stand in a tag's name.
"""

from __future__ import annotations

import re
from inspect import cleandoc
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.binding import Binding

from tui_reader.language import FIRST_STRONG_ISOLATE, POP_ISOLATE, is_rtl, tr, unfilled
from tui_reader.session.window import ItemRows, Place
from tui_reader.text.excerpt import interface_direction, isolated
from tui_reader.text.layout import Line, lay_out
from tui_reader.ui.commands.table import NO_KEY, binding_words, key_words
from tui_reader.ui.widgets.painting import Painted, line_segments, row_of
from tui_reader.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual.screen import Screen
    from textual.strip import Strip
    from textual.widget import Widget

LEAST_WORDS_CELLS = 8
_KEY = re.compile(r"\{([a-z_.]+)\}")
"""The id of a binding, for the first key that it has."""
_BOLD = re.compile(r"\*\*(.+?)\*\*")


class _Row(NamedTuple):
    """One row of the panel."""

    line: Line
    bold: tuple[tuple[int, int], ...] = ()
    """Columns of the line's paragraph that are set off."""
    key: str | None = None
    """The keys on this row; empty where only the words go on; None where the row is none of a key."""
    is_heading: bool = False


class HelpPanel(RowsView):
    """Help for the focused pane or field. Focused itself, to scroll, it goes on about the one before."""

    BINDINGS: ClassVar = [
        Binding("up,k", "scroll_by(-1)", "One line up", show=False, id="help.up"),
        Binding("down,j", "scroll_by(1)", "One line down", show=False, id="help.down"),
        Binding("pageup", "turn_page(-1)", "One page up", show=False, id="help.page_up"),
        Binding("pagedown,space", "turn_page(1)", "One page down", show=False, id="help.page_down"),
        Binding("home,ctrl+home", "go_to_end(False)", "First", show=False, id="help.first"),
        Binding("end,ctrl+end", "go_to_end(True)", "Last", show=False, id="help.last"),
        Binding("escape,question_mark,f1", "close", "Close", id="help.close"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"help-panel--heading", "help-panel--key"}

    DEFAULT_CSS = """
    HelpPanel {
        split: right; width: 44%; min-width: 30; max-width: 64; height: 100%;
        border-left: vkey $foreground 30%; padding: 0 1;
        & > .help-panel--heading { color: $text-primary; text-style: bold; }
        & > .help-panel--key { color: $text-accent; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        self.rows = ItemRows[_Row]()
        self._about: Widget | None = None
        """Whom it tells of."""
        self._help = ""
        """What that one says of itself, as Markdown."""
        self._key_of: dict[str, str] = {}
        """The first key of each binding, by its id."""
        self.offered: list[dict[str, str]] = []
        """What each key does, by the keys as they are shown; those of the pane first."""
        self.key_cells = 0
        """Cells of the column of keys."""
        super().__init__(self.rows, id="help")

    def on_mount(self) -> None:
        self.watch(self.screen, "focused", lambda _: self._show_again(), init=False)
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _: Screen[object]) -> None:
        self._show_again()

    def _show_again(self) -> None:
        self.fit()
        self.forget_places()

    def fit(self) -> None:
        if self.screen.focused is not self:
            self._ask(self.screen.focused)
        self.rows.items = [*self._words(), *self._keys(), *self._tagset()]
        super().fit()

    def _ask(self, focused: Widget | None) -> None:
        """Takes down what the focused widget has to say, as long as it is the focused one."""
        if focused is not self._about:
            self._about = focused
            self.window.top = Place(0, 0)
        nodes = focused.ancestors_with_self if focused else ()
        self._help = next((node.HELP for node in nodes if getattr(node, "HELP", None)), "") or ""
        self.offered = self._offered()

    def _words(self) -> Iterator[_Row]:
        """What the pane says of itself."""
        heading, *others = paragraphs(self._help) or ["## "]
        if name := heading.removeprefix("## "):
            yield from self._paragraph(unfilled(name), is_heading=True)
        yield from self._paragraph(self._way_here())
        for paragraph in others:
            yield from self._paragraph(unfilled(paragraph))

    def _way_here(self) -> str:
        """How to come here, but from a panel that has the key for itself that leads from pane to pane."""
        keys = self._key_of
        close = keys.get("dialog.help") or keys.get("help") or tr("(no key)")
        next_pane = keys.get("dialog.next_pane") or keys.get("focus.next")
        if next_pane is None:
            return tr("**{close}** closes the help; the mouse wheel scrolls it.", close=close)
        return tr(
            "**{next_pane}** comes here, to scroll; **{close}** closes the help.", next_pane=next_pane, close=close
        )

    def _paragraph(self, marked: str, *, is_heading: bool = False) -> Iterator[_Row]:
        words, bold = _without_marks(_KEY.sub(lambda found: self._key_of.get(found[1], tr("(no key)")), marked))
        layout = lay_out(words, max(LEAST_WORDS_CELLS, self.row_width), interface_direction())
        for row in range(layout.row_count):
            yield _Row(layout.line(row), bold, is_heading=is_heading)
        yield self._blank()

    def _offered(self) -> list[dict[str, str]]:
        """The keys that can be pressed, those of the pane first."""
        offered = [
            active for key, active in self.screen.active_bindings.items() if key != NO_KEY and not active.binding.system
        ]
        self._key_of = {}
        for active in offered:
            self._key_of.setdefault(active.binding.id or "", key_words(active.binding.key))
        groups: list[dict[str, str]] = []
        for _, of_node in groupby(offered, key=lambda active: active.node):
            words: dict[str, str] = {}
            keys: dict[str, dict[str, None]] = {}
            for _, binding, _, _ in of_node:
                words.setdefault(binding.action, binding_words(binding, at_length=True))
                keys.setdefault(binding.action, {})[self.app.get_key_display(binding)] = None
            groups.append({" ".join(keys[action]): words[action] for action in words})
        return groups

    def _keys(self) -> Iterator[_Row]:
        """The keys and what they do."""
        keys = [key for group in self.offered for key in group]
        widest = max(map(cell_len, keys), default=0)
        longest = max((cell_len(each) for key in keys for each in key.split()), default=0)
        self.key_cells = min(widest, max(longest, self.row_width // 3), self.row_width // 2)
        for group in self.offered:
            for key, words_of_key in group.items():
                yield from self._key(key, words_of_key)
            yield self._blank()

    def _tagset(self) -> Iterator[_Row]:
        """The tags and links of the reading: their keys, their names, what is said of them."""
        told: Mapping[str, Sequence[tuple[str, str]]] = getattr(self.screen, "tagset_help", {})
        for heading, kinds in told.items():
            yield from self._paragraph(heading, is_heading=True)
            for key, words in kinds:
                yield from self._key(key, words)
            yield self._blank()

    def _key(self, key: str, words: str) -> Iterator[_Row]:
        width = max(LEAST_WORDS_CELLS, self.row_width - self.key_cells - 1)
        layout = lay_out(isolated(words), width, interface_direction())
        keys = _wrapped(key.split(), self.key_cells)
        for row in range(max(layout.row_count, len(keys))):
            line = layout.line(row) if row < layout.row_count else lay_out("", width).line(0)
            yield _Row(line, key=keys[row] if row < len(keys) else "")

    def _blank(self) -> _Row:
        return _Row(lay_out("", LEAST_WORDS_CELLS).line(0))

    def row_strip(self, place: Place, width: int) -> Strip:
        row, base = self.rows.items[place.block], self.base_style
        key_style = base + self.get_component_rich_style("help-panel--key", partial=True)
        if row.key is not None:
            cells = self.key_cells
            key = set_cell_size(row.key, min(cells, cell_len(row.key)))
            gap = " " * (cells - cell_len(key))
            lead = Segment(key + gap if is_rtl() else gap + key, key_style)
            return row_of([[lead], [Segment(" ", base)], line_segments(row.line, base)], width, base)
        style = base
        if row.is_heading:
            style = base + self.get_component_rich_style("help-panel--heading", partial=True)
        painted = [Painted(start, end, key_style) for start, end in row.bold]
        return row_of([line_segments(row.line, style, base, painted)], width, base)

    def action_scroll_by(self, by: int) -> None:
        """Scrolls by rows."""
        self.scroll_rows(by)

    def action_turn_page(self, by: int) -> None:
        """Scrolls by pages."""
        self.scroll_rows(by * max(1, self.size.height - 1))

    def action_go_to_end(self, last: bool) -> None:
        """Scrolls to the first row, or to the last."""
        self.scroll_to_place(Place(self.rows.block_count - 1 if last else 0, 0))

    def action_close(self) -> None:
        """Goes away."""
        self.close()

    def close(self) -> None:
        """Goes away; whom it told of has the keys again."""
        if self.has_focus and self._about is not None:
            self._about.focus()
        self.remove()


def _wrapped(keys: list[str], cells: int) -> list[str]:
    """Keys on as few rows of so many cells as they fit, in their order; one that is wider has a row of its own."""
    rows: list[str] = []
    for key in keys:
        if rows and cell_len(rows[-1]) + 1 + cell_len(key) <= cells:
            rows[-1] += f" {key}"
        else:
            rows.append(key)
    return rows


def paragraphs(markdown: str) -> list[str]:
    """Headings (behind `## `) and paragraphs of a help text, each on one line: as a table has them."""
    return [" ".join(part.split()) for part in cleandoc(markdown).split("\n\n") if part.strip()]


def _without_marks(paragraph: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A paragraph without the marks around what is set off, and the columns of that."""
    text, bold, end = "", [], 0
    for mark in _BOLD.finditer(paragraph):
        text += paragraph[end : mark.start()]
        # Brackets are keys too, and would be turned round in a language that is read from the right.
        before, after = (FIRST_STRONG_ISOLATE, POP_ISOLATE) if is_rtl() else ("", "")
        text += before
        bold.append((len(text), len(text) + len(mark[1])))
        text += mark[1] + after
        end = mark.end()
    return text + paragraph[end:], tuple(bold)
