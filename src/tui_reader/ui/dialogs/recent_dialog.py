"""The documents that were open last, to be found by what one types; those that are gone are shown as gone.

Whether they are there is asked in a thread: they may be on disks that take long to say.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.message import Message

from tui_reader.language import tr
from tui_reader.session.library.shelf import spelt
from tui_reader.text.excerpt import isolated, label_line, name_line
from tui_reader.text.folding import fold_text
from tui_reader.text.sanitise import printable
from tui_reader.ui.dialogs.picker import Picker
from tui_reader.ui.widgets.painting import line_segments, row_of
from tui_reader.ui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.strip import Strip

    from tui_reader.session.window import Place

MISSING_ROOM = 10
"""Cells for the word behind the name of a document that is gone."""


class RecentList(PickList[Path]):
    """Documents, one to a row: the name, then the folder, then whether it is missing."""

    def __init__(self) -> None:
        super().__init__(id="recent-files")
        self.missing: frozenset[Path] = frozenset()
        """Those that are known to be gone."""

    def row_strip(self, place: Place, width: int) -> Strip:
        path = self.list.items[place.block]
        style = self.rich_style + Style(reverse=place.block == self.marked)
        blank = [Segment(" ", style)]
        name_room = max(8, width * 2 // 5)
        is_missing = path in self.missing
        name = name_line(path.name, name_room)
        pieces = [blank, line_segments(name, style + Style(bold=not is_missing), style), blank]
        missing_room = MISSING_ROOM if self.missing else 0
        if missing_room:
            words = label_line(tr("missing") if is_missing else "", missing_room)
            pieces += [line_segments(words, style + Style(italic=True), style), blank]
        folder = label_line(isolated(_folder_words(path)), max(4, width - name_room - missing_room - 4))
        return row_of([*pieces, line_segments(folder, style)], width, style)


class RecentDialog(Picker[Path]):
    """Type to find a document that was open before. Ends with the one that is to be opened again."""

    BINDINGS: ClassVar = [
        Binding("ctrl+x,shift+delete", "drop", "Take it off the list", priority=True, id="recent.drop")
    ]

    DEFAULT_CSS = "RecentDialog > Vertical { width: 100; max-width: 96%; height: 24; }"

    class Looked(Message):
        """It is known which documents are gone."""

        def __init__(self, missing: frozenset[Path]) -> None:
            super().__init__()
            self.missing = missing

    def __init__(self, paths: Sequence[Path], forget: Callable[[Path], object]) -> None:
        """`paths`: the latest first; `forget` takes one off the list for good."""
        self._list = RecentList()
        words = tr("{list.take} opens · {recent.drop} takes it off the list · {list.cancel} gives up")
        super().__init__(self._list, tr("a document's name or folder"), tr("Recent files"), words)
        self._paths = list(paths)
        self._forget = forget

    def found(self, typed: str) -> list[Path]:
        """The documents with every word that is typed in their names or folders."""
        wanted = fold_text(typed).split()
        return [path for path in self._paths if all(word in _spelt(path) for word in wanted)]

    def on_mount(self) -> None:
        self.run_worker(self._look, thread=True)

    def _look(self) -> None:
        self.post_message(self.Looked(frozenset(path for path in self._paths if not _is_there(path))))

    def on_recent_dialog_looked(self, message: Looked) -> None:
        self._list.missing = message.missing
        self._list.forget_places()

    def action_drop(self) -> None:
        """Takes the marked document off the list, for good."""
        path, marked = self._list.item, self._list.marked
        if path is not None:
            self._forget(path)
            self._paths.remove(path)
            self.find_again()
            self._list.mark(marked)


def _spelt(path: Path) -> str:
    return f"{spelt(path)} {fold_text(printable(_folder_words(path)))}"


def _folder_words(path: Path) -> str:
    """The folder of a document, as people write it."""
    folder, home = path.parent, os.path.expanduser("~")  # noqa: PTH111 - `Path` fails where there is no home
    return str(Path("~") / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
