"""The first screen of text as one string for the terminal, cell for cell as the app will paint it again.

Text, paragraph numbers, caret and the frame around them are here; what takes longer to know (annotations, the
library, the status line) is left blank in its own colours for the app to fill in.
"""

from __future__ import annotations

import os
from functools import partial
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.language import is_rtl, tr
from tui_reader.session.geometry import ROWS_BELOW, Shares, TextArea, is_mirrored, share, text_area, usual_panes
from tui_reader.session.window import Place, Window
from tui_reader.text.encoders import Encoder, Faces, encode
from tui_reader.text.excerpt import label_text
from tui_reader.theme_colours import Colours, colours_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.session.page import Page
    from tui_reader.session.state import ReadingPlace
    from tui_reader.settings import Settings

_TRUE_COLOUR = frozenset({"truecolor", "24bit"})
_Piece = tuple[str, str]
"""Text of whole cells, and the codes of SGR for it."""


class _Look(NamedTuple):
    """Codes of SGR by what they are for; without colours of ours the terminal's own stay."""

    text: str = ""
    number: str = ""
    title: str = "1"
    border: str = ""
    status: str = ""
    footer: str = ""


def first_screen(
    page: Page,
    place: ReadingPlace | None,
    settings: Settings,
    size: tuple[int, int],
    *,
    several: bool,
    encoder: Encoder = Encoder.VISUAL,
) -> str:
    """The whole screen of `size` (columns, rows) cells; lays `page` out for it.

    `place` is where the document was left, if it was read before; `several` says that there are more documents;
    `encoder` is what the terminal needs, with whose letters `page` is laid out.
    """
    columns, rows = size
    height = max(1, rows - ROWS_BELOW)
    library, sidebar = usual_panes(settings, columns, several=several)
    shares = share(columns, several=several, library=library, sidebar=sidebar)
    look = _look_of(settings.theme)
    sides = [(tr("Library"), shares.library), (tr("Annotations"), shares.sidebar)]
    if is_mirrored(settings.mirror, page):
        sides.reverse()
    (left_title, left_width), (right_title, right_width) = sides
    left = _side(left_title, left_width, height, look, at_right=False)
    right = _side(right_title, right_width, height, look, at_right=True)
    text = _text(page, place, settings, shares, height, look)
    send = _run if encoder is Encoder.VISUAL else partial(_encoded, encoder)
    above = (send([*chain(*parts)]) for parts in zip(left, text, right, strict=True))
    below = (_run([(" " * columns, style)]) for style in (look.status, look.footer))
    screen = [*above, *below]
    return "".join(f"\x1b[{number};1H{row}" for number, row in enumerate(screen[-rows:], start=1))


def _text(
    page: Page, place: ReadingPlace | None, settings: Settings, shares: Shares, height: int, look: _Look
) -> Iterator[list[_Piece]]:
    """The rows of the reading pane."""
    row_width = max(1, shares.text - 1)
    area = text_area(row_width, page.document.paragraph_count, settings.measure)
    page.width = area.width
    end = page.document.end
    top = min(place.top, end) if place else 0
    caret = page.snapped(min(place.caret, end)) if place else page.first_letter()
    left = area.left(settings.align, begins_right=settings.align == "start" and page.is_rtl(top))
    window = Window(page)
    window.height = height
    window.scroll_to(page.place_of(top))
    places = list(window.places())
    caret_place = page.place_of(caret) if places and window.contains(page.place_of(caret)) else None
    for row_place in places:
        cells = _row(page, row_place, area, left, row_width, look)
        if row_place == caret_place:
            cell, width = page.caret_cell(caret)
            first = min(max(left + cell, 0), row_width - 1)
            for place_in_row in range(first, min(first + width, row_width)):
                glyph, style = cells[place_in_row]
                cells[place_in_row] = glyph, f"{style};7".lstrip(";")
        cells.append((" " * (shares.text - row_width), look.text))
        yield cells
    for _ in range(height - len(places)):
        yield [(" " * shares.text, look.text)]


def _row(page: Page, place: Place, area: TextArea, left: int, row_width: int, look: _Look) -> list[_Piece]:
    """Glyph and style of every cell; a wide glyph stands on its first cell, and nothing on its second."""
    line = page.line(place)
    cells = [(" ", look.text)] * row_width
    paragraph = page.document.paragraph_at(place.block)
    number = str(page.document.number_of(paragraph) or "") if line.start == 0 else ""
    if number and area.margin:
        beside = number.ljust(area.margin) if line.is_rtl else number.rjust(area.margin)
        first = left + area.width + 1 if line.is_rtl else left - area.margin - 1
        cells[first : first + area.margin] = [(character, look.number) for character in beside]
    for cluster in line.placed:
        at = left + cluster.cell
        # One that stands over the edge is cut off there by the app, which leaves blanks.
        if cluster.width and at + cluster.width <= row_width:
            cells[at : at + cluster.width] = [(cluster.glyph, look.text), *[("", look.text)] * (cluster.width - 1)]
    return cells[:row_width]


def _side(title: str, width: int, height: int, look: _Look, *, at_right: bool) -> Iterator[list[_Piece]]:
    """The rows of an empty pane beside the text, with its title and its border."""
    border = "▏" if at_right else "▕", look.border
    title = f" {label_text(title, max(1, width - 2))} "
    title = (title.rjust if is_rtl() else title.ljust)(width - 1)[: width - 1] if width else ""
    for row in range(height):
        inside = (title, look.title) if row == 0 else (" " * (width - 1), look.text)
        yield ([border, inside] if at_right else [inside, border]) if width else []


def _run(pieces: Iterable[_Piece]) -> str:
    """A row, the style written where it changes."""
    row: list[str] = []
    before = None
    for text, style in pieces:
        if style != before:
            row.append(f"\x1b[0;{style}m" if style else "\x1b[0m")
            before = style
        row.append(text)
    return "".join(row) + "\x1b[0m"


def _encoded(encoder: Encoder, pieces: Iterable[_Piece]) -> str:
    # In pieces of one style each, so that nothing is written between a cell and the fence on it.
    row = [("".join(text for text, _ in run), style) for style, run in groupby(pieces, lambda piece: piece[1])]
    return _run(encode(encoder, row, _FACES).stretches)


_FACES = Faces(lambda style: (style.startswith("1;"), style.endswith(";3")), lambda style: (f"{style};3",))


def _look_of(theme: str) -> _Look:
    """The codes for a theme on this terminal."""
    colours = colours_of(theme)
    if colours is None or {"TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FILTERS"} & os.environ.keys():
        return _Look()
    if "NO_COLOR" in os.environ:
        colours = Colours(*map(_grey, colours))
    pairs = {
        "text": (colours.text, colours.surface),
        "number": (colours.number, colours.surface),
        "title": (colours.title, colours.panel),
        "border": (colours.border, colours.border_behind),
        "status": (colours.text, colours.status),
        "footer": (colours.text, colours.footer),
    }
    code = _true_colour if os.environ.get("COLORTERM", "").strip().lower() in _TRUE_COLOUR else _nearest_colour
    codes = {name: f"{code(front, front=True)};{code(back, front=False)}" for name, (front, back) in pairs.items()}
    codes["title"] = f"1;{codes['title']}"
    return _Look(**codes)


def _true_colour(colour: str, *, front: bool) -> str:
    red, green, blue = _parts(colour)
    return f"{38 if front else 48};2;{red};{green};{blue}"


def _nearest_colour(colour: str, *, front: bool) -> str:
    """As Rich finds it for terminals of 256 or 16 colours."""
    from rich.color import Color, ColorSystem

    many = os.environ.get("TERM", "").strip().lower().rpartition("-")[2] in ("256color", "kitty")
    system = ColorSystem.EIGHT_BIT if many else ColorSystem.STANDARD
    return ";".join(Color.from_rgb(*_parts(colour)).downgrade(system).get_ansi_codes(foreground=front))


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)


def _grey(colour: str) -> str:
    red, green, blue = _parts(colour)
    return f"{round(red * 0.2126 + green * 0.7152 + blue * 0.0722):02x}" * 3
