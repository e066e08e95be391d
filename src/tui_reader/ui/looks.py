"""How decorations look: the theme's colours, and for each a sign that is not a colour.

Every annotation is underlined; where two overlap the text is bold as well, where three or more meet the line
is double. So overlaps stay visible without any colour, and the letters in the margin say which tags they are.
What is only suggested has no background and a line above, not below; without colours it is dim as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.style import Style
from textual.color import Color

from tui_reader.session.decorations import CHOSEN, Decoration, Layer

if TYPE_CHECKING:
    from collections.abc import Mapping

TAG_COLOURS: Mapping[str, str] = {
    "red": "#e5484d",
    "orange": "#f76b15",
    "yellow": "#d9a514",
    "green": "#46a758",
    "cyan": "#00a2c7",
    "blue": "#3e7bfa",
    "violet": "#8e4ec6",
    "magenta": "#d6409f",
    "grey": "#8b8d98",
}
"""The colours a tagset may name (`tagset.PALETTE`); each is mixed with the theme's background before it is used."""

TINT, DEEPER_TINT = 0.30, 0.18
"""How much of the innermost tag's colour, and of each further one, goes into the background."""


class Looks:
    """Styles for one theme and one tagset, each made once."""

    def __init__(
        self,
        background: Color,
        foreground: Color,
        accent: Color,
        tag_colours: Mapping[str, str],
        *,
        monochrome: bool = False,
    ) -> None:
        """`tag_colours`: a tag's name to the name of its colour. `monochrome`: there are no colours to see."""
        self._monochrome = monochrome
        self._background = background
        self._foreground = foreground
        self._accent = accent
        self._tag_colours = tag_colours
        self._made: dict[tuple[tuple[Layer, str], ...], Style] = {}
        self.plain = self._style(background, foreground)

    def of(self, decorations: tuple[Decoration, ...]) -> Style:
        """The style where these decorations lie on each other."""
        key = tuple((d.layer, d.name) for d in decorations)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._make(decorations)
        return found

    def tag_colour(self, name: str) -> Color:
        """A tag's colour at full strength."""
        return Color.parse(TAG_COLOURS.get(self._tag_colours.get(name, ""), TAG_COLOURS["grey"]))

    def caret(self, under: Style, *, focused: bool) -> Style:
        """The caret over whatever lies below it: a block, or underlined where the pane has no focus."""
        return under + (Style(reverse=not under.reverse) if focused else Style(underline=True, bold=True))

    def label(self, name: str) -> Style:
        """A tag's name or letter, in its colour."""
        colour = self.tag_colour(name).blend(self._foreground, 0.25)
        return Style(color=colour.rich_color, bgcolor=self._background.rich_color, bold=True)

    @property
    def jump_label(self) -> Style:
        """The letters over what one can jump to."""
        if self._monochrome:
            return Style(bold=True, reverse=True)
        return Style(color=self._background.rich_color, bgcolor=self._foreground.rich_color, bold=True)

    @property
    def warning(self) -> Style:
        """The sign in the margin of a row with something at which somebody should look."""
        colour = Color.parse(TAG_COLOURS["orange"]).blend(self._foreground, 0.25)
        return Style(color=colour.rich_color, bgcolor=self._background.rich_color, bold=True, reverse=self._monochrome)

    @property
    def suggestion(self) -> Style:
        """The sign in the margin of a row with something that could be annotated."""
        return Style(color=self._foreground.rich_color, bgcolor=self._background.rich_color)

    def _make(self, decorations: tuple[Decoration, ...]) -> Style:
        background, foreground = self._background, self._foreground
        attributes: dict[str, Any] = {}
        depth = sum(d.layer is Layer.ANNOTATION for d in decorations)
        reached = 0
        for decoration in decorations:
            match decoration.layer:
                case Layer.HIDDEN:
                    foreground = foreground.blend(Color.parse(TAG_COLOURS["cyan"]), 0.75)
                    attributes["dim"] = self._monochrome
                case Layer.SUSPECT:
                    foreground = foreground.blend(Color.parse(TAG_COLOURS["red"]), 0.85)
                    attributes |= {"bold": True, "dim": False}
                case Layer.ANNOTATION:
                    reached += 1
                    share = TINT if reached == depth else DEEPER_TINT
                    background = background.blend(self.tag_colour(decoration.name), share)
                    attributes |= {"underline": True, "bold": depth > 1, "underline2": depth > 2}
                case Layer.SUGGESTION:
                    foreground = foreground.blend(self.tag_colour(decoration.name), 0.6)
                    attributes |= {"overline": True, "dim": self._monochrome}
                case Layer.CURRENT_SUGGESTION:
                    foreground = foreground.blend(self.tag_colour(decoration.name), 0.6)
                    background = background.blend(self._foreground, 0.16)
                    attributes |= {"overline": True, "bold": True, "dim": False}
                case Layer.POINT:
                    background = background.blend(self.tag_colour(decoration.name), 0.75)
                    attributes |= {"underline": True, "underline2": True, "overline": True, "bold": True}
                    attributes["reverse"] = self._monochrome
                case Layer.UNSETTLED:
                    background = background.blend(Color.parse(TAG_COLOURS["orange"]), DEEPER_TINT)
                    attributes["italic"] = True
                case Layer.CONFLICT:
                    background = background.blend(Color.parse(TAG_COLOURS["red"]), DEEPER_TINT)
                    attributes |= {"italic": True, "bold": True}
                case Layer.FOCUS:
                    background = background.blend(self._foreground, 0.16)
                case Layer.PARTNER:
                    share = 0.3 if decoration.name == CHOSEN else 0.12
                    background = background.blend(self._accent, share)
                    attributes |= {"overline": True, "bold": decoration.name == CHOSEN or attributes.get("bold")}
                case Layer.FRAGMENT:
                    attributes["overline"] = True
                case Layer.EDGE:
                    attributes |= {"reverse": True, "bold": True}
                case Layer.LINK_START:
                    attributes |= {"italic": True, "overline": True}
                case Layer.HIT:
                    background = background.blend(Color.parse(TAG_COLOURS["yellow"]), 0.45)
                    attributes["italic"] = self._monochrome
                case Layer.CURRENT_HIT:
                    background = background.blend(Color.parse(TAG_COLOURS["orange"]), 0.8)
                    attributes["bold"] = True
                case Layer.SELECTION:
                    background = background.blend(self._accent, 0.6)
                    attributes["reverse"] = self._monochrome
        return self._style(background, foreground, **attributes)

    def _style(self, background: Color, foreground: Color, **attributes: Any) -> Style:
        return Style(color=foreground.rich_color, bgcolor=background.rich_color, **attributes)
