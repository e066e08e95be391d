"""How decorations look: the theme's colours, and for each a sign that is not a colour.

Every annotation is underlined; where two overlap the text is bold as well, where three or more meet the line
is double. So overlaps stay visible without any colour, and the letters in the margin say which tags they are; where
there is no colour at all, every second tag of the tagset has a double line.
What is only suggested has no background and a line above, not below; without colours it is dim as well.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from rich.style import Style
from textual.color import Color

from tui_reader.session.decorations import CHOSEN, REJECTED, Decoration, Layer

if TYPE_CHECKING:
    from collections.abc import Mapping

TAG_COLOURS: Mapping[str, str] = {
    "red": "#8c3f45",
    "orange": "#c33a00",
    "yellow": "#bf8e02",
    "green": "#5c9a61",
    "cyan": "#006173",
    "blue": "#1d2bf1",
    "violet": "#9968ad",
    "magenta": "#ff3cff",
    "grey": "#7f8280",
}
"""The colours a tagset may name (`tagset.PALETTE`); each is mixed with the theme's background before it is used.

They differ in lightness as much as in hue, so that those who see few hues tell them apart: `docs/colours.md`.
"""
ALARM, WARNING, FOUND, HIDDEN = map(Color.parse, ("#e5484d", "#f76b15", "#d9a514", "#00a2c7"))
"""What is no tag: something wrong, something to look at, a hit, a sign for what is not seen."""

STATE_COLOURS: Mapping[str, str] = {
    "missing": "magenta",
    "tag": "red",
    "boundaries": "yellow",
    "attributes": "cyan",
    "relations": "violet",
    "agreed": "green",
    "alone": "blue",
}
"""The colours of how far annotators agree (`review.groups.State`): those of tags, which are known to be apart."""
AGREED = frozenset({"agreed", "alone"})
"""The states in which nothing is to be settled: their line is single."""
TINT, DEEPER_TINT = 0.42, 0.18
"""How much of the innermost tag's colour, and of each further one, goes into the background."""


TEXT, LETTERS = 4.5, 3.0
"""Contrast between text and what is under it, and of the bold letters of a tag (WCAG 2.2, 1.4.3)."""
LETTER_SHARES = (0.25, 0.35, 0.45, 0.55, 0.65)
"""How much of the text's colour goes into the letters of all tags: as much as it takes to read every one of them."""
BLACK, WHITE = Color(0, 0, 0), Color(255, 255, 255)


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
        self._doubled = frozenset(list(tag_colours)[1::2])
        """The tags whose line is double where there is no colour: every second one of the tagset."""
        self._made: dict[tuple[tuple[Layer, str], ...], Style] = {}
        self._labels: dict[str, Style] = {}
        self.plain = self._style(background, foreground)
        self._letter_share = next(filter(self._letters_can_be_read, LETTER_SHARES), LETTER_SHARES[-1])

    def _letters_can_be_read(self, share: float) -> bool:
        letters = (Color.parse(colour).blend(self._foreground, share) for colour in TAG_COLOURS.values())
        return all(contrast(letter, self._background) >= LETTERS for letter in letters)

    def of(self, decorations: tuple[Decoration, ...]) -> Style:
        """The style where these decorations lie on each other."""
        key = tuple([(layer, name) for _, layer, name, _ in decorations])
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._make(decorations)
        return found

    def tag_colour(self, name: str) -> Color:
        """A tag's colour at full strength."""
        return Color.parse(TAG_COLOURS.get(self._tag_colours.get(name, ""), TAG_COLOURS["grey"]))

    def state_colour(self, state: str) -> Color:
        """The colour of a state of groups at full strength."""
        return Color.parse(TAG_COLOURS[STATE_COLOURS[state]])

    def state_label(self, state: str) -> Style:
        """A state's sign or name, in its colour."""
        colour = self.state_colour(state).blend(self._foreground, self._letter_share)
        return Style(color=colour.rich_color, bgcolor=self._background.rich_color, bold=True)

    def caret(self, under: Style, *, focused: bool) -> Style:
        """The caret over whatever lies below it: a block, or underlined where the pane has no focus."""
        return under + (Style(reverse=not under.reverse) if focused else Style(underline=True, bold=True))

    def label(self, name: str) -> Style:
        """A tag's name or letter, in its colour."""
        found = self._labels.get(name)
        if found is None:
            colour = self.tag_colour(name).blend(self._foreground, self._letter_share)
            found = self._labels[name] = Style(color=colour.rich_color, bgcolor=self._background.rich_color, bold=True)
        return found

    @property
    def jump_label(self) -> Style:
        """The letters over what one can jump to."""
        if self._monochrome:
            return Style(bold=True, reverse=True)
        return Style(color=self._background.rich_color, bgcolor=self._foreground.rich_color, bold=True)

    @cached_property
    def warning(self) -> Style:
        """The sign in the margin of a row with something at which somebody should look."""
        colour = WARNING.blend(self._foreground, 0.25)
        return Style(color=colour.rich_color, bgcolor=self._background.rich_color, bold=True, reverse=self._monochrome)

    @cached_property
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
                    foreground = foreground.blend(HIDDEN, 0.75)
                    attributes["dim"] = self._monochrome
                case Layer.SUSPECT:
                    foreground = foreground.blend(ALARM, 0.85)
                    attributes |= {"bold": True, "dim": False}
                case Layer.ANNOTATION:
                    reached += 1
                    share = TINT if reached == depth else DEEPER_TINT
                    background = background.blend(self.tag_colour(decoration.name), share)
                    is_double = depth > 2 or (self._monochrome and depth == 1 and decoration.name in self._doubled)
                    attributes |= {"underline": True, "bold": depth > 1, "underline2": is_double}
                case Layer.SUGGESTION:
                    foreground = foreground.blend(self.tag_colour(decoration.name), 0 if self._monochrome else 0.6)
                    attributes |= {"overline": True, "dim": self._monochrome}
                case Layer.CURRENT_SUGGESTION:
                    foreground = foreground.blend(self.tag_colour(decoration.name), 0 if self._monochrome else 0.6)
                    background = background.blend(self._foreground, 0.16)
                    attributes |= {"overline": True, "bold": True, "dim": False}
                case Layer.POINT:
                    background = background.blend(self.tag_colour(decoration.name), 0.75)
                    attributes |= {"underline": True, "underline2": True, "overline": True, "bold": True}
                    attributes["reverse"] = self._monochrome
                case Layer.UNSETTLED:
                    background = background.blend(WARNING, DEEPER_TINT)
                    attributes["italic"] = True
                case Layer.CONFLICT:
                    background = background.blend(ALARM, DEEPER_TINT)
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
                case Layer.GROUP:
                    background = background.blend(self.state_colour(decoration.name), TINT)
                    attributes |= {"underline": True, "underline2": decoration.name not in AGREED, "dim": False}
                case Layer.DISPUTED:
                    attributes |= {"overline": True, "italic": True}
                case Layer.DECIDED:
                    is_out = decoration.name == REJECTED
                    attributes |= {"underline": not is_out, "strike": is_out, "dim": self._monochrome}
                case Layer.GROUP_START:
                    if decoration.name in STATE_COLOURS:
                        background = background.blend(self.state_colour(decoration.name), 0.6)
                    attributes |= {"bold": True}
                case Layer.CURRENT_GROUP:
                    share = 0 if self._monochrome else 0.28
                    background = (self._background if self._monochrome else background).blend(self._foreground, share)
                    attributes |= {"bold": True, "reverse": self._monochrome, "dim": False}
                case Layer.HIT:
                    background = background.blend(FOUND, 0.45)
                    attributes["italic"] = self._monochrome
                case Layer.CURRENT_HIT:
                    background = background.blend(WARNING, 0.8)
                    attributes["bold"] = True
                case Layer.SELECTION:
                    background = background.blend(self._accent, 0.6)
                    attributes["reverse"] = self._monochrome
        return self._style(background, _readable(foreground, background, TEXT), **attributes)

    def _style(self, background: Color, foreground: Color, **attributes: Any) -> Style:
        return Style(color=foreground.rich_color, bgcolor=background.rich_color, **attributes)


def contrast(one: Color, other: Color) -> float:
    """How much lighter the one colour is than the other, 1 to 21 (WCAG 2.2, contrast ratio)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _readable(colour: Color, background: Color, least: float) -> Color:
    """A colour, lighter or darker where it has to be to be read on a background."""
    if contrast(colour, background) >= least:
        return colour
    farthest = max((BLACK, WHITE), key=lambda end: contrast(end, background))
    steps = (colour.blend(farthest, step / 20) for step in range(1, 20))
    return next((each for each in steps if contrast(each, background) >= least), farthest)
