"""Why something is rejected: a reason of the tagset by its number or by typing, or one in one's own words."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style

from tui_reader import language
from tui_reader.annotations.tagset import in_language
from tui_reader.language import tr
from tui_reader.text.excerpt import isolated, label_line, shortened
from tui_reader.text.folding import fold_text
from tui_reader.text.sanitise import printable
from tui_reader.ui.dialogs.picker import Picker
from tui_reader.ui.widgets.painting import line_segments, row_of
from tui_reader.ui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.strip import Strip

    from tui_reader.annotations.tagset import Reason, Tagset
    from tui_reader.session.window import Place

MOST_NUMBERED = 9


class Grounds(NamedTuple):
    """One line to choose: why something is rejected."""

    reason: str
    """The name of a reason of the tagset, or what somebody has written; empty for none."""
    key: str
    words: str
    guidance: str = ""


class GroundsList(PickList[Grounds]):
    """Reasons, each with its key and what is said of it."""

    def row_strip(self, place: Place, width: int) -> Strip:
        grounds = self.list.items[place.block]
        style = self.base_style + Style(reverse=place.block == self.marked)
        room = max(8, width * 2 // 5)
        pieces = [
            [Segment(f" {grounds.key} ", style + Style(bold=True))],
            line_segments(label_line(grounds.words, room - 3), style),
            [Segment(" ", style)],
            line_segments(shortened(printable(grounds.guidance), max(4, width - room - 1)), style),
        ]
        return row_of(pieces, width, style)


class ReasonPicker(Picker[Grounds]):
    """Ends with the grounds, or with None where nothing is rejected after all."""

    HELP = """
## Reasons

The number beside a reason takes it. Else type a part of it, or a reason of your own; **{list.take}** takes the one
that is marked. A reason of your own that begins with a digit is typed behind a blank. The tagset lists the reasons.
"""

    def __init__(self, tagset: Tagset, *, title: str, begun: str = "") -> None:
        """`begun`: the reason that was being typed when the program ended."""
        if begun:
            words = tr("This was being typed when the program ended")
        else:
            words = tr("a number takes a reason · what is typed is one of your own")
        super().__init__(GroundsList(id="grounds"), tr("type a reason"), title, words, begun)
        self._listed = list(self._numbered(tagset.usual_reasons))

    def about(self, item: Grounds | None) -> str:
        """All that is said of a reason, of which its row has only the beginning."""
        return "" if item is None else item.guidance

    @staticmethod
    def _numbered(reasons: tuple[Reason, ...]) -> Iterator[Grounds]:
        for number, reason in enumerate(reasons, start=1):
            english = in_language(reason.guidance, language.ENGLISH, "")
            guidance = in_language(reason.guidance, language.current(), english)
            key = str(number) if number <= MOST_NUMBERED else "·"
            yield Grounds(reason.name, key, isolated(reason.shown_name), guidance)

    def found(self, typed: str) -> list[Grounds]:
        """The reasons in which it stands, then it itself; before anything is typed all, and none."""
        wanted, written = fold_text(typed).strip(), " ".join(typed.split())
        if not wanted:
            return [*self._listed, Grounds("", "·", tr("without a reason"))]
        found = [one for one in self._listed if wanted in fold_text(f"{one.reason} {one.words} {one.guidance}")]
        return [*found, Grounds(written, "+", isolated(written), tr("your own words"))]

    def on_text_field_changed(self) -> None:
        # Textual calls the handler of the picker next, which finds again.
        typed = self.field.value
        number = unicodedata.digit(typed, 0) if len(typed) == 1 else 0
        if 0 < number <= len(self._listed):
            self.dismiss(self._listed[number - 1])
