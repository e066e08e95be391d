"""Rows as the terminal wants them, for any Textual app: its frames, encoded on their way to the driver.

What a terminal reorders it reorders row by row, across panes, so a row is encoded when all that stands on it has been
put together: dialogs, toasts, scroll bars. Textual sends the parts of rows that have changed; here such rows are sent
whole, each from its first column. Where the terminal then says of the mouse where that was sent which it points at,
events are put where it is seen.
"""

from __future__ import annotations

from copy import copy
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual._compositor import ChopsUpdate, CompositorUpdate, InlineUpdate, LayoutUpdate
from textual.app import App, ReturnType
from textual.cache import LRUCache
from textual.geometry import Region
from textual.strip import Strip

from tui_reader.text.bidi import needs_levels
from tui_reader.text.encoders import Encoder, Faces, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console, RenderableType
    from textual.screen import Screen

KEPT_ROWS = 512
"""Some eight screens, for what comes again: a caret that goes to and fro, a dialog that closes."""


class RowEncoding(App[ReturnType]):
    """A base for apps, in the place of `App`, that sends every row of every screen by an encoder.

    With the encoder `visual` nothing is done to anything. With another, what widgets give is to be in visual order
    all the same, laid out as `Encoder.display` says.
    """

    encoder = Encoder.VISUAL
    """To be set before the app runs."""
    mouse_as_sent = True
    """Whether the terminal, where it reorders, says of the mouse where that was sent which is shown at the pointer.

    To be set before the app runs. Of those that reorder rows QTerminal and iTerm2 do not."""
    _mouse_x = 0
    """Where the mouse was last, as it is seen."""

    @cached_property
    def row_encoder(self) -> RowEncoder:
        """What encodes the rows, with the count of those that could not be sent rightly."""
        return RowEncoder(self.encoder)

    def on_wrong_row(self) -> None:
        """For apps that want to say so: called once, after the first row that could not be sent rightly."""

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if self.encoder is Encoder.VISUAL or not isinstance(renderable, CompositorUpdate):
            super()._display(screen, renderable)
            return
        were_wrong = self.row_encoder.wrong_rows
        super()._display(screen, _EncodedUpdate(renderable, screen, self.row_encoder))
        if self.row_encoder.wrong_rows and not were_wrong:
            self.call_later(self.on_wrong_row)

    async def on_event(self, event: events.Event) -> None:
        if self.encoder.is_reordered and self.mouse_as_sent and isinstance(event, events.MouseEvent):
            event = event if event.is_forwarded else self._as_seen(event)
        await super().on_event(event)

    def _as_seen(self, event: events.MouseEvent) -> events.MouseEvent:
        # Pixels are always those of the screen.
        if getattr(self._driver, "_mouse_pixels", False):
            return event
        # The driver keeps the event, and may repeat it.
        seen = copy(event)
        seen._x = seen._screen_x = x = self.row_encoder.seen_at(event.screen_x, event.screen_y)
        seen._delta_x, self._mouse_x = x - self._mouse_x, x
        return seen


class RowEncoder:
    """Encodes rows of segments, and remembers those it had lately."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.wrong_rows = 0
        """Rows that the terminal will not show as they are meant, whatever it is sent."""
        self._kept: LRUCache[tuple[Segment, ...], Strip] = LRUCache(KEPT_ROWS)
        self._on_screen: dict[int, tuple[Segment, ...]] = {}

    def seen_at(self, x: int, y: int) -> int:
        """The column at which the cell is seen that was sent as number `x` of a row."""
        text = "".join([text for text, _, _ in self._on_screen.get(y, ())])
        places = _places_seen(self.encoder, text)
        return places[x] if 0 <= x < len(places) else x

    def encoded(self, strips: Iterable[Strip], y: int) -> Iterable[Strip]:
        """The strips that make up a whole row in visual order, number `y` of the screen, as they are to be sent."""
        strips = list(strips)
        segments = self._on_screen[y] = tuple(chain.from_iterable(strips))
        if not needs_levels("".join([text for text, _, _ in segments])):
            return strips
        kept = self._kept.get(segments)
        if kept is None:
            sent = encode(self.encoder, [(text, style) for text, style, _ in segments], _FACES)
            self.wrong_rows += not sent.is_right
            kept = self._kept[segments] = Strip([Segment(text, style) for text, style in sent.stretches])
        return [kept]


class _EncodedUpdate(CompositorUpdate):
    """An update of Textual's, its rows whole and encoded."""

    def __init__(self, update: CompositorUpdate, screen: Screen[Any], rows: RowEncoder) -> None:
        self._update, self._screen, self._rows = update, screen, rows

    def render_segments(self, console: Console) -> str:
        update = self._update
        if isinstance(update, InlineUpdate):
            strips = [Strip.join(self._rows.encoded([strip], y)) for y, strip in enumerate(update.strips)]
            return InlineUpdate(strips, update.clear).render_segments(console)
        # A move before each row: where fences count as cells, the cursor is not where it is thought to be.
        return "".join(
            f"\x1b[{y + 1};1H" + "".join([strip.render(console) for strip in self._rows.encoded(strips, y)])
            for y, strips in self._whole_rows()
        )

    def _whole_rows(self) -> Iterator[tuple[int, Iterable[Strip]]]:
        update = self._update
        if isinstance(update, LayoutUpdate):
            yield from enumerate(update.strips, update.region.y)
        elif isinstance(update, ChopsUpdate):
            changed = sorted({y for y, _, _ in update.spans})
            top, bottom = changed[0], changed[-1] + 1
            # Of what has not changed Textual gives only what lies beside it, so it is asked for the rows again.
            compositor = self._screen._compositor
            whole = Region(0, top, compositor.size.width, bottom - top)
            chops = compositor._render_chops(whole, set(changed).__contains__)
            for y in changed:
                yield y, chops[y].values()


@lru_cache(maxsize=64)
def _places_seen(encoder: Encoder, text: str) -> list[int]:
    """For each cell of what is sent for a row, the column at which it is seen."""
    if not needs_levels(text):
        return []
    from tui_reader.text.cell_rows import cells_of

    cells = cells_of(text)
    columns = accumulate(map(cell_len, cells), initial=0)
    sent = encode(encoder, list(zip(cells, columns, strict=False))).stretches
    return [column + half for cell, column in sent for half in range(cell_len(cell))]


@lru_cache(maxsize=1024)
def _other_faces(style: Style | None) -> Sequence[Style | None]:
    bold, italic = _face(style)
    style = style or Style.null()
    return style + Style(italic=not italic), style + Style(bold=not bold)


def _face(style: Style | None) -> tuple[bool, bool]:
    return (bool(style.bold), bool(style.italic)) if style else (False, False)


_FACES: Faces[Style | None] = Faces(_face, _other_faces)
