"""The keys that can be pressed now, on one row. Textual's own footer is a widget for every key, made anew each time."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual.widget import Widget

from tui_reader.language import is_rtl
from tui_reader.text.excerpt import isolated, label_text
from tui_reader.text.sanitise import printable
from tui_reader.ui.commands import NO_KEY, binding_words
from tui_reader.ui.painting import row_of

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events
    from textual.binding import Binding
    from textual.screen import Screen
    from textual.strip import Strip


LONGEST_WORDS = 16
"""Cells for what a key does: names of tags may be of any length."""


class _Key(NamedTuple):
    """One key as it is shown."""

    key: str
    """What Textual calls it."""
    shown: str
    words: str

    @property
    def width(self) -> int:
        """Cells it takes, blanks around it included."""
        return Segment(f" {self.shown} {self.words} ").cell_length


class KeysLine(Widget):
    """What the bindings in force say of themselves, the most usual first and the palette at the right edge."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys-line--key", "keys-line--edge"}

    DEFAULT_CSS = """
    KeysLine {
        height: 1; background: $footer-background; color: $footer-description-foreground;
        & > .keys-line--key { color: $footer-key-foreground; background: $footer-key-background; text-style: bold; }
        & > .keys-line--edge { color: $foreground 20%; background: $footer-background; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="keys-line")
        self._keys: list[_Key] | None = None

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _: Screen[object]) -> None:
        self._keys = None
        self.refresh()

    @property
    def keys(self) -> list[_Key]:
        """The keys in the order of reading; the palette's is the last."""
        if self._keys is None:
            active = self.screen.active_bindings
            offered: dict[str, Binding] = {}
            for _, binding, enabled, _ in active.values():
                if binding.show and enabled and binding.key != NO_KEY:
                    offered.setdefault(binding.action, binding)
            palette = active.get(self.app.COMMAND_PALETTE_BINDING)
            bindings = [*offered.values(), *([palette.binding] if palette else [])]
            self._keys = list(map(self._key, bindings))
        return self._keys

    def _key(self, binding: Binding) -> _Key:
        words = label_text(isolated(binding_words(binding)), LONGEST_WORDS)
        return _Key(binding.key, printable(self.app.get_key_display(binding)), words)

    def render_line(self, y: int) -> Strip:
        base = self.rich_style
        bold = self.get_component_rich_style("keys-line--key")
        strips = [_strip(key, bold, base) for key in (*self._fitting, *self.keys[-1:])]
        first = row_of(strips[:-1], self.size.width - self._palette_width, base)
        edge = [Segment("▕" if is_rtl() else "▏", self.get_component_rich_style("keys-line--edge"))]
        return row_of([first, edge, *strips[-1:]], self.size.width, base)

    @property
    def _palette_width(self) -> int:
        return min(self.size.width, 1 + sum(key.width for key in self.keys[-1:]))

    @property
    def _fitting(self) -> list[_Key]:
        """Those that are shown before the palette's: as many as have room whole."""
        room = self.size.width - self._palette_width
        ends = accumulate(key.width for key in self.keys[:-1])
        return [key for key, end in zip(self.keys, ends, strict=False) if end <= room]

    def on_mouse_down(self, event: events.MouseDown) -> None:
        key = self._key_at(event.x)
        if key is not None:
            event.stop()
            self.app.simulate_key(key.key)

    def _key_at(self, cell: int) -> _Key | None:
        room = self.size.width - self._palette_width
        if is_rtl():
            cell = self.size.width - 1 - cell
        if cell > room:
            return self.keys[-1]
        end = 0
        for key in self._fitting:
            end += key.width
            if cell < end:
                return key
        return None


def _strip(key: _Key, bold: Style, base: Style) -> Strip:
    pieces = [[Segment(f" {key.shown} ", bold)], [Segment(key.words, base)], [Segment(" ", base)]]
    return row_of(pieces, key.width, base)
