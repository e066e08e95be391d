"""The keys that can be pressed now, on one row. Textual's own footer is a widget for every key, made anew each time."""

from __future__ import annotations

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
        self._offered: tuple[list[Binding], list[Binding]] | None = None
        self._shown: tuple[int, list[_Key], list[_Key]] | None = None

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _: Screen[object]) -> None:
        self._offered = self._shown = None
        self.refresh()

    def _bindings_offered(self) -> tuple[list[Binding], list[Binding]]:
        """Those in the order of reading, and those of the edge."""
        active = self.screen.active_bindings
        offered: dict[str, Binding] = {}
        for _, binding, _, _ in sorted(filter(self._is_offered, active.values()), key=self._use):
            offered.setdefault(binding.action, binding)
        palette = active.get(self.app.COMMAND_PALETTE_BINDING)
        at_edge = [binding for binding in offered.values() if binding.id == HELP_BINDING]
        at_edge += [palette.binding] if palette else []
        return [binding for binding in offered.values() if binding.id != HELP_BINDING], at_edge

    @property
    def _keys(self) -> tuple[list[_Key], list[_Key]]:
        """What is shown in the width there is: as many keys as have room whole; and those always in sight, at the edge.

        No others are laid out: each costs as much as a word of text.
        """
        width = self.size.width
        if self._offered is None:
            self._offered = self._bindings_offered()
        if self._shown is None or self._shown[0] != width:
            bindings, at_edge = self._offered
            edge = list(map(self._key, at_edge))
            if width < NARROW:
                edge[1:] = [key._replace(words="") for key in edge[1:]]
            room = width - _edge_width(edge, width)
            fitting = []
            for key in map(self._key, bindings):
                room -= key.width
                if room < 0:
                    break
                fitting.append(key)
            self._shown = width, fitting, edge
        return self._shown[1:]

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

    def _key(self, binding: Binding) -> _Key:
        words = label_text(isolated(binding_words(binding)), LONGEST_WORDS)
        return _Key(binding.key, printable(self.app.get_key_display(binding)), words)

    def render_line(self, y: int) -> Strip:
        base, width = self.rich_style, self.size.width
        bold = self.get_component_rich_style("keys-line--key")
        fitting, at_edge = self._keys
        first = row_of([_strip(key, bold, base) for key in fitting], width - _edge_width(at_edge, width), base)
        edge = [Segment("▕" if is_rtl() else "▏", self.get_component_rich_style("keys-line--edge"))]
        return row_of([first, edge, *(_strip(key, bold, base) for key in at_edge)], width, base)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        key = self._key_at(event.x)
        if key is not None:
            event.stop()
            self.app.simulate_key(key.key)

    def _key_at(self, cell: int) -> _Key | None:
        width = self.size.width
        fitting, at_edge = self._keys
        room = width - _edge_width(at_edge, width)
        if is_rtl():
            cell = width - 1 - cell
        is_at_edge = cell > room
        end = room + 1 if is_at_edge else 0
        for key in at_edge if is_at_edge else fitting:
            end += key.width
            if cell < end:
                return key
        return None


def _edge_width(at_edge: list[_Key], width: int) -> int:
    """Cells that the edge takes, and the line before it."""
    return min(width, 1 + sum(key.width for key in at_edge))


def _strip(key: _Key, bold: Style, base: Style) -> Strip:
    pieces = [[Segment(f" {key.shown} ", bold)], [Segment(key.words, base)], [Segment(" ", base)]]
    return row_of(pieces, key.width, base)
