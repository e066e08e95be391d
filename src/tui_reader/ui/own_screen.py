"""What the screens of this program have that Textual's have not: they end once, and what has gone is painted over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import errors, events
from textual._compositor import Compositor
from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType

if TYPE_CHECKING:
    from textual._compositor import CompositorMap


class OwnScreen(Screen[ScreenResultType]):
    """A base for screens, in the place of `Screen`."""

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(name, id, classes)
        self._compositor = _AttentiveCompositor()

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Ends this screen with a result. Nothing happens where it has ended, or another one lies over it.

        Textual takes away whatever is in front. A screen that is ended twice (a click and a key, a double click), or
        while another one lies over it, would take that one with it, or the reading.
        """
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def _forward_event(self, event: events.Event) -> None:
        held_by = self.app.mouse_captured
        if isinstance(event, events.MouseEvent) and held_by is not None:
            try:
                self.find_widget(held_by)
            except errors.NoWidget:
                # It has gone, or lies under this screen. Textual would keep every event from all that is here.
                self.app.capture_mouse(None)
        super()._forward_event(event)


class _AttentiveCompositor(Compositor):
    """Paints over what has gone, also where somebody asks for the places of all widgets before they are laid out.

    They are worked out anew for that. Textual then compares the next layout with those, in which what has gone is
    missing already, and leaves it on the screen.
    """

    @property
    def full_map(self) -> CompositorMap:
        before = self._full_map
        now = super().full_map
        if now is not before:
            areas = (place.clip.intersection(place.region) for _, place in now.items() ^ before.items())
            self._dirty_regions.update(area for area in areas if area)
        return now
