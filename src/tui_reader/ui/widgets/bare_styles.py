"""What Textual puts around the rows of a widget, for widgets that mostly have nothing around them.

For each row Textual asks for edges, padding, tints and hatches, and copies it; what strips remember, how they look
behind filters and what is sent for them, is lost with the copy. A row without anything around it is handed on as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual._styles_cache import StylesCache

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.strip import Strip
    from textual.widget import Widget

_AROUND = ("outline_top", "outline_right", "outline_bottom", "outline_left", "hatch", "text_opacity", "tint")
"""What changes a row that has neither border nor padding."""


class BareStyles(StylesCache):
    """To be put in the place of a widget's `_styles_cache`."""

    def __init__(self) -> None:
        super().__init__()
        self._is_bare = False

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        styles = widget.styles
        self._is_bare = not styles.gutter and widget.opacity == 1.0 and not any(map(styles.has_rule, _AROUND))
        return super().render_widget(widget, crop)

    def render_line(self, *row: Any) -> Strip:
        _, y, size, content_size, _, _, _, render_content_line, *_ = row
        # A widget that has just been taken away has no rows any more, and is painted once more.
        if self._is_bare and y < content_size.height:
            strip: Strip = render_content_line(y)
            return strip.adjust_cell_length(size.width)
        return super().render_line(*row)
