"""How the rows of the library are painted: folders, documents, what is known of each, and which one is marked."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style

from tui_reader.language import is_rtl
from tui_reader.session.library.outline import Outline
from tui_reader.session.window import ListRows
from tui_reader.text.excerpt import name_line, shortened
from tui_reader.text.sanitise import printable
from tui_reader.ui.widgets.painting import line_segments, row_of
from tui_reader.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from pathlib import Path

    from textual.strip import Strip

    from tui_reader.documents.walk import Entry
    from tui_reader.session.library.shelf import Details, Shelf
    from tui_reader.session.window import Place
    from tui_reader.text.layout import Line


class OutlineRows(ListRows):
    """The visible entries: folders take one row, documents two."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline

    @property
    def block_count(self) -> int:
        return len(self.outline.seen)

    def row_count(self, block: int) -> int:
        return 1 if self.outline.entry(block).is_folder else 2


class LibraryRows(RowsView):
    """A window on what is seen of the library."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"library--muted", "library--marked"}

    DEFAULT_CSS = """
    LibraryRows {
        & > .library--muted { color: $text-muted; }
        & > .library--marked { background: $boost; }
        &:focus > .library--marked { background: $primary-muted; }
    }
    """

    def __init__(self, shelf: Shelf, current: Path) -> None:
        self.outline = Outline(shelf.library)
        super().__init__(OutlineRows(self.outline), id="library")
        self.shelf = shelf
        self.current = current
        """The document that is open."""
        self.marked = self.outline.place_of(current) or 0
        """The place of the marked entry among those seen."""

    def row_strip(self, place: Place, width: int) -> Strip:
        entry = self.outline.entry(place.block)
        base = self.base_style
        if place.block == self.marked:
            base += Style(bgcolor=self.get_component_rich_style("library--marked").bgcolor)
        muted = base + Style(color=self.get_component_rich_style("library--muted").color)
        indent = min(2 * entry.depth, width // 3) + 1
        room = max(4, width - indent - 1)
        details = self.shelf.details.get(entry.path)
        if place.row:
            words = "…" if details is None else details.title
            style = muted if details is None or details.readable else muted + Style(italic=True)
            return row_of([[Segment(" " * indent, base)], line_segments(_short(words, room), style, base)], width, base)
        is_open = entry.path == self.current
        closed = entry.path in self.outline.closed
        closed_sign = "◂" if is_rtl() else "▸"
        sign = (closed_sign if closed else "▾") if entry.is_folder else ("●" if is_open else " ")
        count = self._count(entry, details)
        name = _named(_name(entry), max(2, room - 2 - len(count)))
        style = base + Style(bold=is_open or entry.is_folder)
        pieces = [
            [Segment(" " * (indent - 1), style)],
            [Segment(sign, style)],
            [Segment(" ", style)],
            line_segments(name, style),
            [Segment(" ", muted)],
            [Segment(count.strip(), muted)],
        ]
        return row_of(pieces if count else pieces[:4], width, base)

    def _count(self, entry: Entry, details: Details | None) -> str:
        """What stands behind a name, in ASCII, with a space before it; nothing where there is nothing to count."""
        if entry.is_folder:
            progress = self.outline.progress(entry)
            return f" {progress.begun}/{progress.documents}" if progress.begun else ""
        if details is None or not details.annotations:
            return ""
        all_own = details.own == details.annotations
        return f" {details.own}" if all_own else f" {details.own}/{details.annotations}"


@lru_cache(maxsize=1024)
def _short(words: str, width: int) -> Line:
    """Words from a file, safe and on one line. The rows in sight are painted again and again."""
    return shortened(printable(words), width)


_named = lru_cache(maxsize=1024)(name_line)


def _name(entry: Entry) -> str:
    """What an entry is called: a folder written as `.` or `..` by its own name."""
    return entry.name if entry.name.strip("./") else entry.path.resolve().name or entry.name
