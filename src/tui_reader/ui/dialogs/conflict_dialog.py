"""The question about a conflict: both versions one below the other, what differs in bold, one key for each answer."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from tui_reader.language import tr
from tui_reader.session.settling.conflicts import answers, heading, version_words
from tui_reader.text.excerpt import interface_direction, isolated
from tui_reader.ui.dialogs.low_dialog import LowDialog
from tui_reader.ui.widgets.painting import Painted
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult

    from tui_reader.annotations.settling import Settlement
    from tui_reader.session.settling.conflicts import Conflict, Said

MOST_SAID = 600
"""Code points of one thing that a version says; of more the beginning is shown."""
HIGHEST = 0.8
"""Part of the screen's height that the question takes at most: some of the text stays in sight."""
ANSWERS_ABOVE = 1
"""Blank rows above the answers."""
DIFFERENT = "≠ "
"""Before what the versions say otherwise: a sign where no weight and no colour can be seen."""


class ConflictDialog(LowDialog["Settlement | None"]):
    """Ends with the way to settle the conflict; None where it is to stay."""

    BINDINGS: ClassVar = [
        Binding("escape", "dismiss(None)", "Cancel", id="conflict.cancel"),
        Binding("up", "scroll(-1)", "Up", show=False, id="conflict.up"),
        Binding("down", "scroll(1)", "Down", show=False, id="conflict.down"),
    ]

    DEFAULT_CSS = """
    ConflictDialog > Vertical { max-height: 100%; border: round $warning; }
    ConflictDialog VerticalScroll { height: auto; }
    ConflictDialog .dialog--title { color: $text-warning; }
    ConflictDialog .conflict--version { color: $text-accent; text-style: bold; margin-top: 1; }
    ConflictDialog .conflict--answers { margin-top: 1; }
    """

    def __init__(self, conflict: Conflict, versions: Sequence[Sequence[Said]]) -> None:
        super().__init__()
        self._conflict = conflict
        self._versions = versions
        self._answers: Mapping[str, tuple[Settlement, str]] = answers(conflict)

    def compose(self) -> ComposeResult:
        direction, conflict = interface_direction(), self._conflict
        items = [item for item in (conflict.original, conflict.marked) if item is not None]
        with Vertical():
            yield self.title_row(heading(conflict))
            with VerticalScroll(can_focus=False):
                for number, (item, version) in enumerate(zip(items, self._versions, strict=True), start=1):
                    name = version_words(conflict, item)
                    numbered = name if conflict.original is None else f"{number}  {name}"
                    yield TextView(numbered, direction=direction, classes="conflict--version", wrap=False)
                    for said in version:
                        # What both have in common is told once.
                        if said.differs or number == 1:
                            yield _row(said)
            keys = {**{key: words for key, (_, words) in self._answers.items()}, "escape": tr("decide later")}
            words = "\n".join(f"{isolated(key)}  {what}" for key, what in keys.items())
            yield TextView(words, direction=direction, classes="conflict--answers")

    def on_resize(self) -> None:
        # Of a short screen the versions get what the question and its answers leave: they can be scrolled.
        self.call_after_refresh(self._share_height)

    def _share_height(self) -> None:
        box, versions = self.query_one(Vertical), self.query_one(VerticalScroll)
        others = sum(view.outer_size.height for view in box.children if view is not versions)
        room = int(self.size.height * HIGHEST) - box.gutter.height - others - ANSWERS_ABOVE
        versions.styles.max_height = max(1, room)

    def action_scroll(self, by: int) -> None:
        """Scrolls through what the versions say."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def on_key(self, event: events.Key) -> None:
        digit = unicodedata.digit(event.character, None) if event.character and len(event.character) == 1 else None
        answer = self._answers.get(str(digit))
        if answer is not None:
            event.stop()
            self.dismiss(answer[0])


def _row(said: Said) -> TextView:
    value = said.value if len(said.value) <= MOST_SAID else f"{said.value[: MOST_SAID - 1]}…"
    lead = f"  {DIFFERENT if said.differs else ''}{said.name}: "
    text = f"{lead}{isolated(value or '—')}"
    painted = [Painted(len(lead), len(text), Style(bold=True))] if said.differs else []
    return TextView(text, painted=painted, direction=interface_direction())
