"""A question with answers to choose from: a key for each, and what each comes to beside it, over the end of the text.

The text stays in sight above it: it is what one decides about.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.containers import Vertical

from tui_reader.language import is_rtl, tr
from tui_reader.session.window import Place
from tui_reader.text.excerpt import both_ends, label_line, reading_direction
from tui_reader.text.sanitise import printable
from tui_reader.ui.dialogs.low_dialog import LowDialog
from tui_reader.ui.keyboard_layouts import LATIN_KEY
from tui_reader.ui.widgets.painting import line_segments, row_of
from tui_reader.ui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.strip import Strip


Value = TypeVar("Value")

SIGNS = {"left": "←", "right": "→"}
"""How a key is shown whose name is a word."""
WORDS_SHARE = 3
"""Of this many parts of a row the words of an answer have one at most, as far as what it comes to needs the rest."""
MOST_ROWS = 12


class Offer(NamedTuple, Generic[Value]):
    """One answer."""

    keys: tuple[str, ...]
    """Textual's names of the keys that give it, or their characters."""
    words: str
    """What it is, in the language of the interface; somebody's words in it are isolated."""
    value: Value
    comes_to: str = ""
    """What comes of it: a text, an answer. Somebody's words, as they stand in the source."""
    also: tuple[str, ...] = ()
    """Keys that give it too, and are not shown."""

    @property
    def shown_key(self) -> str:
        """The keys as a person would write them."""
        return " ".join(SIGNS.get(key, key) for key in self.keys)


class OfferList(PickList[Offer[Value]]):
    """Answers, each with its key and with what it comes to."""

    def row_strip(self, place: Place, width: int) -> Strip:
        offer = self.list.items[place.block]
        style = self.base_style + Style(reverse=place.block == self.marked)
        key_cells = max(cell_len(one.shown_key) for one in self.list.items)
        longest = max(cell_len(one.words) for one in self.list.items)
        has_more = any(one.comes_to for one in self.list.items)
        room = width - key_cells - 4
        needed = max(cell_len(printable(one.comes_to)) for one in self.list.items) + 2
        words_room = min(longest, max(8, room // WORDS_SHARE, room - needed)) if has_more else room
        gap = " " * (key_cells - cell_len(offer.shown_key))
        pieces = [
            [Segment(f" {gap}{offer.shown_key} ", style + Style(bold=True))],
            line_segments(label_line(offer.words, max(4, words_room)), style),
        ]
        if has_more:
            text = printable(offer.comes_to)
            line = both_ends(text, max(4, room - words_room), reading_direction(text))
            pieces += [[Segment("  ", style)], line_segments(line, style)]
        return row_of(pieces, width, style)


class KeyedChoice(LowDialog["Value | None"], Generic[Value]):
    """Ends with the value of the answer that was given; None for escape."""

    BINDINGS: ClassVar = [
        Binding("escape", "dismiss(None)", "Cancel", id="choice.cancel"),
        Binding("up", "mark(-1)", "Up", show=False, id="choice.up"),
        Binding("down", "mark(1)", "Down", show=False, id="choice.down"),
        Binding("enter", "take", "Take it", id="choice.take"),
    ]

    DEFAULT_CSS = """
    KeyedChoice > Vertical { width: 100; }
    """

    def __init__(
        self, title: str, offers: Sequence[Offer[Value]], *, marked: int = 0, words: str = "", otherwise: str = ""
    ) -> None:
        """`words` stand above the answers; `otherwise` says what escape means."""
        super().__init__()
        self._title = title
        self._offers = offers
        self._words = words
        self._otherwise = otherwise or tr("leave it as it is")
        self.rows = OfferList[Value](id="offers")
        # Keys may come before this is on the screen.
        self.rows.show(offers)
        self.rows.marked = marked

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.title_row(self._title)
            if self._words:
                yield self.keys_row(self._words)
            yield self.rows
            words = tr("{choice.take} takes the marked one · {choice.cancel}: {otherwise}", otherwise=self._otherwise)
            yield self.keys_row(words)

    def on_mount(self) -> None:
        self.rows.styles.height = min(MOST_ROWS, len(self._offers))
        self.rows.show_place(Place(self.rows.marked, 0))

    def on_key(self, event: events.Key) -> None:
        offer = next((offer for offer in self._offers if _gives(event, (*offer.keys, *offer.also))), None)
        if offer is not None:
            event.stop()
            event.prevent_default()
            self.dismiss(offer.value)

    def on_pick_list_taken(self) -> None:
        self.action_take()

    def action_mark(self, by: int) -> None:
        """Marks another answer."""
        self.rows.mark(by)

    def action_take(self) -> None:
        """Ends with the marked answer."""
        if self.rows.item is not None:
            self.dismiss(self.rows.item.value)


def _gives(event: events.Key, keys: Sequence[str]) -> bool:
    """Whether a key is one of those, also in digits or on a keyboard of another script."""
    character = event.character
    if event.key in keys or character is None:
        return event.key in keys
    digit = unicodedata.digit(character, None) if len(character) == 1 else None
    return (LATIN_KEY.get(character, character) if digit is None else str(digit)) in keys


def beside_keys(*, onward: bool) -> tuple[str, ...]:
    """The keys of what stands further on in reading, or before: arrow and bracket point to where it is seen."""
    is_right = onward is not is_rtl()
    return ("right", "]") if is_right else ("left", "[")
