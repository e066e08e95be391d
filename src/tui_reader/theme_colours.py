"""The colours the app has in each of Textual's themes; written by tools/make_theme_colours.py.

Textual works them out from a few when it is loaded, which is too late for the first screen.
"""

from __future__ import annotations

from typing import NamedTuple


class Colours(NamedTuple):
    """Red, green and blue, two hexadecimal digits each. The first three lie on `surface`."""

    surface: str
    text: str
    number: str
    """Of a paragraph, in the margin."""
    title: str
    """Of a pane beside the text, on `panel`."""
    panel: str
    border: str
    border_behind: str
    status: str
    footer: str


_COLOURS = {
    "textual-dark": "1e1e1e e0e0e0 777777 a7abaf 242f38 242f38 121212 242f38 242f38",
    "textual-light": "d8d8d8 1f1f1f 828282 535353 d0d0d0 d0d0d0 e0e0e0 d0d0d0 d0d0d0",
    "nord": "3b4252 d8dee9 888c95 b3b7be 434c5e 434c5e 2e3440 434c5e 434c5e",
    "gruvbox": "3c3836 fbf1c7 898685 b9b6b4 504945 504945 282828 504945 504945",
    "catppuccin-mocha": "313244 cdd6f4 82838d b4b5bd 45475a 45475a 181825 45475a 45475a",
    "dracula": "2b2e3b f8f8f2 7e8088 acadb3 313442 313442 282a36 313442 313442",
    "tokyo-night": "24283b a9b1d6 7a7d88 b3b5c2 414868 414868 1a1b26 414868 414868",
    "monokai": "2e2e2e d6d6d6 808080 b1b1ad 3e3d32 3e3d32 272822 3e3d32 3e3d32",
    "flexoki": "1c1b1a fffcf0 757474 a9a8a8 282726 282726 100f0f 282726 282726",
    "catppuccin-latte": "e6e9ef 4c4f69 8a8c8f 515357 ccd0da ccd0da eff1f5 ccd0da ccd0da",
    "catppuccin-frappe": "414559 c6d0f5 8c8e9a b9bbc4 51576d 51576d 303446 51576d 51576d",
    "catppuccin-macchiato": "363a4f cad3f5 858794 b6b7c1 494d64 494d64 24273a 494d64 494d64",
    "solarized-light": "eee8d5 586e75 8f8b80 5f5c55 eee8d5 eee8d5 fdf6e3 eee8d5 268bd2",
    "solarized-dark": "073642 839496 68858c 9baeb3 073642 073642 002b36 073642 268bd2",
    "rose-pine": "1f1d2e e0def4 777680 a8a7b0 26233a 26233a 191724 26233a 26233a",
    "rose-pine-moon": "2a273f e0def4 7d7c8a afaeb9 393552 393552 232136 393552 393552",
    "rose-pine-dawn": "fffaf3 575279 9a9792 605d5a f2e9e1 f2e9e1 faf4ed f2e9e1 f2e9e1",
    "atom-one-dark": "3b414d abb2bf 888c92 b8bbc1 4f5666 4f5666 282c34 4f5666 4f5666",
    "atom-one-light": "e0e0e0 383a42 868686 515151 cccccc cccccc fafafa cccccc cccccc",
}


def colours_of(theme: str) -> Colours | None:
    """The colours of a theme; None for one that is not here, as those in the terminal's own colours are."""
    found = _COLOURS.get(theme)
    return Colours(*found.split()) if found else None
