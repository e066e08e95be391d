"""The keys that can be pressed now, on one row. Textual's own footer is a widget for every key, made anew each time."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual.widget import Widget

from tui_reader.language import is_rtl
from tui_reader.text.excerpt import isolated, label_text
from tui_reader.text.sanitise import printable
from tui_reader.ui.commands.table import NO_KEY, binding_words, by_use, character_of
from tui_reader.ui.widgets.painting import row_of

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events
    from textual.binding import ActiveBinding, Binding
    from textual.screen import Screen
    from textual.strip import Strip


HELP_BINDING = "help"
LONGEST_WORDS = 16
"""Cells for what a key does: names of tags may be of any length."""
NARROW = 100
"""Cells of a screen on which the palette has no word: it leads nowhere that its key and the help do not."""


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
    """What the bindings in force say of themselves, the most usual first; at the edge who leads to all the others.

    The widget that has the keyboard says in its `FOOTER` which ids come first, then come its other bindings, then those
    of the screen in the order of its `FOOTER`. What is typed into the widget is no key.
    """

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
        self._at_edge = 0

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _: Screen[object]) -> None:
        self._keys = None
        self.refresh()

    @property
    def keys(self) -> list[_Key]:
        """The keys in the order of reading; behind them those of `edge_keys`."""
        if self._keys is None:
            active = self.screen.active_bindings
            offered: dict[str, Binding] = {}
            for _, binding, _, _ in sorted(filter(self._is_offered, active.values()), key=self._use):
                offered.setdefault(binding.action, binding)
            palette = active.get(self.app.COMMAND_PALETTE_BINDING)
            at_edge = [binding for binding in offered.values() if binding.id == HELP_BINDING]
            at_edge += [palette.binding] if palette else []
            bindings = [binding for binding in offered.values() if binding.id != HELP_BINDING]
            self._keys = list(map(self._key, [*bindings, *at_edge]))
            self._at_edge = len(at_edge)
        return self._keys

    def _is_offered(self, active: ActiveBinding) -> bool:
        node, binding, enabled, _ = active
        focused = self.screen.focused
        is_typed = focused not in (None, node) and focused.check_consume_key(binding.key, character_of(binding.key))
        return binding.show and enabled and binding.key != NO_KEY and not is_typed

    def _use(self, active: ActiveBinding) -> tuple[int, int]:
        """Where a binding stands: those are first that one presses most."""
        focused, screen = self.screen.focused, self.screen
        first = getattr(focused, "FOOTER", ())
        if (place := by_use(active.binding.id, first)) < len(first):
            return 0, place
        if active.node not in (screen, self.app):
            return 1, 0
        return 2, by_use(active.binding.id, getattr(screen, "FOOTER", ()))

    @property
    def edge_keys(self) -> list[_Key]:
        """Those that are always in sight: of the help, and of the palette."""
        keys = self.keys[len(self.keys) - self._at_edge :]
        if self.size.width < NARROW:
            keys[1:] = [key._replace(words="") for key in keys[1:]]
        return keys

    def _key(self, binding: Binding) -> _Key:
        words = label_text(isolated(binding_words(binding)), LONGEST_WORDS)
        return _Key(binding.key, printable(self.app.get_key_display(binding)), words)

    def render_line(self, y: int) -> Strip:
        base = self.rich_style
        bold = self.get_component_rich_style("keys-line--key")
        shown = [_strip(key, bold, base) for key in self._fitting]
        first = row_of(shown, self.size.width - self._edge_width, base)
        edge = [Segment("▕" if is_rtl() else "▏", self.get_component_rich_style("keys-line--edge"))]
        return row_of([first, edge, *(_strip(key, bold, base) for key in self.edge_keys)], self.size.width, base)

    @property
    def _edge_width(self) -> int:
        return min(self.size.width, 1 + sum(key.width for key in self.edge_keys))

    @property
    def _fitting(self) -> list[_Key]:
        """Those that are shown before the edge: as many as have room whole."""
        room = self.size.width - self._edge_width
        ends = accumulate(key.width for key in self.keys[: len(self.keys) - self._at_edge])
        return [key for key, end in zip(self.keys, ends, strict=False) if end <= room]

    def on_mouse_down(self, event: events.MouseDown) -> None:
        key = self._key_at(event.x)
        if key is not None:
            event.stop()
            self.app.simulate_key(key.key)

    def _key_at(self, cell: int) -> _Key | None:
        room = self.size.width - self._edge_width
        if is_rtl():
            cell = self.size.width - 1 - cell
        at_edge = cell > room
        end = room + 1 if at_edge else 0
        for key in self.edge_keys if at_edge else self._fitting:
            end += key.width
            if cell < end:
                return key
        return None


def _strip(key: _Key, bold: Style, base: Style) -> Strip:
    pieces = [[Segment(f" {key.shown} ", bold)], [Segment(key.words, base)], [Segment(" ", base)]]
    return row_of(pieces, key.width, base)
