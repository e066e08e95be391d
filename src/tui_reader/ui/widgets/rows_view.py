"""The one scrolling widget: rows that come in blocks, painted one row at a time (Textual's line API).

The reading pane, the sidebar and the library are all such views. A view asks for the rows in its window and
for nothing else, and it paints its own scroll bar, because Textual's wants to know the height of everything.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tui_reader.session.window import Place, Rows, Window
from tui_reader.ui.widgets.bare_styles import BareStyles

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events

WHEEL_ROWS = 3
"""Rows a notch of the mouse wheel scrolls."""


class Frame(NamedTuple):
    """What the rows of a view have in common while nothing scrolls and nothing changes its size, in cells."""

    width: int
    """Of the view, scroll bar included."""
    thumb: tuple[int, int] | None
    """First row of the scroll bar's thumb and the one after its last; None when everything fits."""
    margin: int = 0
    text_left: int = 0


class RowsView(Widget, can_focus=True):
    """A window on `rows`; the rightmost cell is the scroll bar when not everything fits."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows-view--bar", "rows-view--thumb"}

    DEFAULT_CSS = """
    RowsView {
        background: $surface;
        color: $foreground;
        & > .rows-view--bar { background: $surface-darken-1; }
        & > .rows-view--thumb { background: $panel-lighten-2; }
        &:focus > .rows-view--thumb { background: $primary; }
    }
    """

    def __init__(
        self,
        rows: Rows,
        *,
        id: str | None = None,  # noqa: A002 - Textual's word
        classes: str | None = None,
    ) -> None:
        self._base_style: Style | None = None
        super().__init__(id=id, classes=classes)
        self._styles_cache = BareStyles()
        self.window = Window(rows)
        self._visible: list[Place] | None = None
        self._frame: Frame | None = None
        self._fitted: Size | None = None
        """The size for which the rows were laid out."""
        self._is_painting = False
        """Whether rows are being painted: their size stays while they are, and Textual works it out each time."""
        self.is_dragging_bar = False
        """Whether the mouse has hold of the scroll bar."""

    # To be told by each kind of view.

    @abstractmethod
    def row_strip(self, place: Place, width: int) -> Strip:
        """What is painted for a row, exactly `width` cells."""

    def blank_strip(self, row: int, width: int) -> Strip:
        """What is painted on a row of the window below the last row there is; `row` counts from there."""
        return Strip.blank(width, self.base_style)

    def reading_fraction(self, place: Place) -> float:
        """How far down a place is, 0 to 1: where the thumb of the scroll bar is drawn."""
        blocks = (self.window.rows.last_block or 0) + 1
        return (place.block + place.row / self.window.rows.row_count(place.block)) / blocks

    def place_at_fraction(self, fraction: float) -> Place:
        """The place that far down, 0 to 1."""
        return Place(int(fraction * ((self.window.rows.last_block or 0) + 1)), 0)

    def after_scroll(self) -> None:
        """Called when the window has moved."""

    def fit(self) -> None:
        """Brings the window, which has its new height, into the content as laid out for the new width."""
        self.window.scroll_to(self.window.top)

    # Painting.

    @property
    def base_style(self) -> Style:
        """The style of the view itself. Textual works it out anew each time it is asked, from all ancestors."""
        if self._base_style is None:
            self._base_style = self.rich_style
        return self._base_style

    def notify_style_update(self) -> None:
        self._base_style = None
        super().notify_style_update()

    @property
    def row_width(self) -> int:
        """Cells of a row without the scroll bar."""
        return max(1, self.size.width - 1)

    @property
    def visible_places(self) -> list[Place]:
        """Places in the window, from top to bottom."""
        if not self._is_painting:
            self._fit()
        if self._visible is None:
            self._visible = list(self.window.places())
        return self._visible

    @property
    def frame(self) -> Frame:
        """What the rows on the screen have in common."""
        if self._frame is None:
            self._frame = self.measured()
        return self._frame

    def measured(self) -> Frame:
        """Measures the frame."""
        return Frame(max(2, self.size.width), self._thumb())

    def _fit(self) -> None:
        # Painting may come before the news of another size has.
        if self._fitted != self.size:
            self._fitted = self.size
            self._visible = self._frame = None
            self.window.height = max(1, self.size.height)
            self.fit()

    def forget_places(self) -> None:
        """To be called when blocks or their rows have changed; repaints."""
        self._visible = self._frame = None
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        # One that has just been taken away is painted once more, and has no rows.
        if self.is_attached:
            self._fit()
        self._is_painting = True
        try:
            return super().render_lines(crop)
        finally:
            self._is_painting = False

    def render_line(self, y: int) -> Strip:
        visible, width = self.visible_places, self.frame.width - 1
        in_content = y < len(visible)
        strip = self.row_strip(visible[y], width) if in_content else self.blank_strip(y - len(visible), width)
        return self.with_bar(strip, y)

    def refresh_place(self, place: Place) -> None:
        """Repaints one row, if it is in the window."""
        if place in self.visible_places:
            self.refresh(Region(0, self.visible_places.index(place), self.size.width, 1))

    def with_bar(self, strip: Strip, y: int) -> Strip:
        """A row with its cell of the scroll bar; the same for the same strip, as it knows what it was made into."""
        return strip.adjust_cell_length(self.frame.width, self._bar_style(y))

    def _bar_style(self, y: int) -> Style:
        thumb = self.frame.thumb
        if thumb is None:
            return self.base_style
        return self.get_component_rich_style("rows-view--thumb" if thumb[0] <= y < thumb[1] else "rows-view--bar")

    def _thumb(self) -> tuple[int, int] | None:
        height, visible = self.size.height, self.visible_places
        if not visible:
            return None
        at_end = self.window.is_last(visible[-1])
        if at_end and visible[0] == self.window.first_place:
            return None
        begin = self.reading_fraction(visible[0])
        end = 1.0 if at_end else self.reading_fraction(visible[-1])
        length = max(1, round(height * (end - begin)))
        top = height - length if end == 1.0 else min(int(begin * height), height - length)
        return top, top + length

    # Scrolling.

    def scroll_rows(self, by: int) -> None:
        """Moves the window by rows."""
        if self.window.scroll(by):
            self._moved()

    def scroll_to_place(self, place: Place) -> None:
        """Makes a place the first row."""
        if self.window.scroll_to(place):
            self._moved()

    def show_place(self, place: Place, margin: int = 0) -> bool:
        """Scrolls as little as needed to show a place; whether it scrolled."""
        moved = self.window.show(place, margin)
        if moved:
            self._moved()
        return moved

    def _moved(self) -> None:
        self.forget_places()
        self.after_scroll()

    def on_resize(self, event: events.Resize) -> None:
        self._fit()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._turn_wheel(event, WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._turn_wheel(event, -WHEEL_ROWS)

    def _turn_wheel(self, event: events.MouseEvent, by: int) -> None:
        # Where everything is in sight, the wheel is for what this view is a part of.
        if self.frame.thumb is not None:
            event.stop()
            event.prevent_default()
            self.scroll_rows(by)

    # The bar, by mouse. Views that take the mouse themselves ask `takes_bar` and `is_dragging_bar` first.

    def takes_bar(self, event: events.MouseDown) -> bool:
        """Begins to drag the scroll bar if the mouse went down on it."""
        if event.x != self.size.width - 1 or self.frame.thumb is None:
            return False
        self.is_dragging_bar = True
        self.capture_mouse()
        self._drag_bar(event.y)
        return True

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.is_dragging_bar:
            self._drag_bar(event.y)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        # Textual asks the view itself before it asks its bases.
        if self.is_dragging_bar:
            self.is_dragging_bar = False
            self.release_mouse()

    @property
    def has_lost_mouse(self) -> bool:
        """Whether the mouse has been taken from this view: for who hears of a `MouseRelease`, which may come late."""
        return self.app.mouse_captured is not self

    def on_mouse_release(self, event: events.MouseRelease) -> None:
        if self.has_lost_mouse:
            self.is_dragging_bar = False

    def _drag_bar(self, y: int) -> None:
        height = max(1, self.size.height - 1)
        self.scroll_to_place(self.place_at_fraction(min(max(y / height, 0.0), 1.0)))
