#!/usr/bin/env python3
"""Makes the pictures in docs/: the app at work on a sample text, drawn from its real screen.

    make_picture.py [NAME]... [--to FILE] [--text]

`reading-a-seed` is the reading screen, `reviewing` the review of three people's sets; without a name both are made.
The app runs in a pseudo-terminal on a copy of seeds/ and annotations/, a few keys are pressed, and every cell of
the screen is drawn by itself: the drawing library neither orders nor joins anything, so the picture shows what
the terminal was sent. Needs Pillow, pyte and hypothesis (all in the `dev` extra) and the font DejaVu Sans Mono.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from private_home import ROOT, NotInstalled, copy_samples, package_folder, private_environment

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont
    from pty_screen import PtyScreen
    from pyte.screens import Char, Screen

DOCS = ROOT / "docs"
COLUMNS, ROWS = 122, 33
SEED = "000_"
"""How the name of the document begins that is open in the picture."""
ROWS_DOWN, WORDS_MORE = 11, 5
"""Where the selection is, and how long."""
ANNOTATOR = "sample"
"""Whose set is open for writing: the one the samples are made by, so that they are this reader's own."""

FONT_SIZE = 20
"""Pixels; at this size a cell of DejaVu Sans Mono is exactly 12 pixels wide, and letters join without a seam."""
SLANT = 0.2
"""Pixels to the side for each pixel of height, in italics."""
COLOURS = 256
"""Colours of the picture's palette: enough for the shades at the edges of letters."""
FOREGROUND, BACKGROUND = "e0e0e0", "121212"
NAMED_COLOURS = {
    "black": "000000",
    "red": "cc0000",
    "green": "4e9a06",
    "brown": "c4a000",
    "blue": "3465a4",
    "magenta": "75507b",
    "cyan": "06989a",
    "white": "d3d7cf",
    "brightblack": "555753",
    "brightred": "ef2929",
    "brightgreen": "8ae234",
    "brightbrown": "fce94f",
    "brightblue": "729fcf",
    "brightmagenta": "ad7fa8",
    "brightcyan": "34e2e2",
    "brightwhite": "eeeeec",
}
"""The terminal's own colours by pyte's names."""

SPACE, DOWN, SELECT_WORD_LEFT = b" ", b"\x1b[B", b"\x1b[1;6D"


class Missing(Exception):
    """Something the picture is made with is not installed; the message says what and where to get it."""


class Fonts(NamedTuple):
    """One font in two weights. Slanted letters are made from upright ones: its oblique cuts have no Arabic."""

    regular: FreeTypeFont
    bold: FreeTypeFont

    @classmethod
    def load(cls, size: int = FONT_SIZE) -> Fonts:
        """Finds the font where the system keeps its fonts. Raises Missing."""
        try:
            from PIL import ImageFont
        except ImportError:
            raise Missing("Pillow is missing: pip install pillow (or the `dev` extra)") from None
        try:
            # The basic layout puts one glyph for one character and knows no direction.
            regular, bold = (
                ImageFont.truetype(f"DejaVuSansMono{cut}.ttf", size, layout_engine=ImageFont.Layout.BASIC)
                for cut in ("", "-Bold")
            )
        except OSError:
            raise Missing("the font DejaVu Sans Mono is missing (Debian and Ubuntu: fonts-dejavu-core)") from None
        return cls(regular, bold)

    @property
    def ascent(self) -> int:
        """Pixels of a cell above the line that letters stand on."""
        return self.regular.getmetrics()[0]

    @property
    def cell_size(self) -> tuple[int, int]:
        """Width and height of a cell in pixels."""
        return round(self.regular.getlength("M")), sum(self.regular.getmetrics())

    def lacks(self, character: str) -> bool:
        """Whether the font has nothing but its box for missing characters."""
        return bytes(self.regular.getmask(character)) == bytes(self.regular.getmask("\uffff"))


def draw(screen: Screen, fonts: Fonts) -> Image:
    """The screen, cell by cell."""
    from PIL import Image, ImageDraw

    width, height = fonts.cell_size
    image = Image.new("RGB", (screen.columns * width, screen.lines * height))
    pen = ImageDraw.Draw(image)
    cells = [
        (column * width, row * height, screen.buffer[row][column])
        for row in range(screen.lines)
        for column in range(screen.columns)
    ]
    # All backgrounds first: a letter may reach a little into the cells beside it.
    for left, top, cell in cells:
        pen.rectangle((left, top, left + width - 1, top + height - 1), fill=colours(cell)[1])
    for left, top, cell in cells:
        ink, _ = colours(cell)
        if cell.data.strip():
            letter = _letter(cell, fonts)
            image.paste(ink, (left - width, top), letter)
        for present, line in ((cell.underscore, fonts.ascent + 2), (cell.strikethrough, height // 2)):
            if present:
                pen.line((left, top + line, left + width - 1, top + line), fill=ink)
    return image


def _letter(cell: Char, fonts: Fonts) -> Image:
    """Where the ink of a cell is: a mask that begins one cell to the left of it and is wide enough for wide ones."""
    from PIL import Image, ImageDraw

    width, height = fonts.cell_size
    mask = Image.new("L", (4 * width, height))
    pen = ImageDraw.Draw(mask)
    for character in cell.data:
        # Marks stand at the place of their base: the font gives them the width of a letter.
        pen.text((width, 0), character, font=fonts.bold if cell.bold else fonts.regular, fill=255)
    if cell.italics:
        lean = (1, SLANT, -SLANT * fonts.ascent, 0, 1, 0)
        mask = mask.transform(mask.size, Image.Transform.AFFINE, lean, Image.Resampling.BICUBIC)
    return mask


def colours(cell: Char) -> tuple[str, str]:
    """Foreground and background of a cell, as Pillow writes colours."""
    foreground, background = (
        "#" + NAMED_COLOURS.get(name, default if name == "default" else name)
        for name, default in ((cell.fg, FOREGROUND), (cell.bg, BACKGROUND))
    )
    return (background, foreground) if cell.reverse else (foreground, background)


class Picture(NamedTuple):
    """One picture, and how the app gets to look like that."""

    prepare: Callable[[Path], list[str]]
    """Puts files into a folder; what stands behind the program's name on the command line."""
    pose: Callable[[PtyScreen], None]


def prepare_reading(folder: Path) -> list[str]:
    """The samples and their sets."""
    copy_samples(folder)
    return ["seeds", "--annotator", ANNOTATOR]


def prepare_review(folder: Path) -> list[str]:
    """A sample with the sets of three people, as the tests have them."""
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "review")]
    from three_sets import write_three_sets

    source, _ = write_three_sets(folder)
    return ["review", str(source), "--reviewer", "rania"]


def pose_review(terminal: PtyScreen) -> None:
    """Decides on a few groups, and goes to one of which the boundaries differ."""
    terminal.wait_for(lambda rows: any("of 24" in row for row in rows))
    terminal.settle(0.5)
    for key in (b"A", b"n", b"1"):
        terminal.press(key)
        terminal.settle(0.3)
    # What was said goes away by itself.
    terminal.wait_for(lambda rows: not any("Decided" in row for row in rows), 10)


def pose_reading(terminal: PtyScreen) -> None:
    """Presses keys until annotations and a selection are to be seen, whether or not there are samples."""
    terminal.wait_for(lambda rows: SEED in rows[-2] and bool(rows[-1].strip()))
    # The library counts and names documents after the first screen.
    terminal.settle(0.5)
    if not any("cites" in row for row in terminal.rows):
        for key in (SPACE, SPACE, b"c"):
            terminal.press(key)
    for key in [DOWN] * ROWS_DOWN + [SPACE] + [SELECT_WORD_LEFT] * WORDS_MORE:
        terminal.press(key)
    terminal.settle(0.5)


PICTURES = {
    "reading-a-seed": Picture(prepare_reading, pose_reading),
    "reviewing": Picture(prepare_review, pose_review),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(PICTURES)}; else all")
    parser.add_argument("--to", type=Path, metavar="FILE", help="where the picture is put, else docs/NAME.png")
    parser.add_argument("--text", action="store_true", help="print the screen's text as well")
    arguments = parser.parse_args()
    try:
        fonts = Fonts.load()
        for name in arguments.names or PICTURES:
            make(PICTURES[name], arguments.to or DOCS / f"{name}.png", fonts, with_text=arguments.text)
    except KeyError as unknown:
        parser.error(f"there is no picture called {unknown}")
    except (Missing, RuntimeError, OSError) as error:
        print(f"make_picture: {error}", file=sys.stderr)
        return 1
    return 0


def make(picture: Picture, to: Path, fonts: Fonts, *, with_text: bool) -> None:
    """Runs the app, presses the keys and saves the picture. Raises Missing, RuntimeError and OSError."""
    try:
        package = package_folder()
    except NotInstalled:
        raise Missing(f"tui-reader is not installed for {sys.executable}") from None
    try:
        from pty_screen import PtyScreen
    except ImportError as error:
        raise Missing(f"{error.name} is missing: pip install {error.name} (or the `dev` extra)") from None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        arguments = picture.prepare(folder)
        environment = private_environment(folder / "home", package)
        command = [sys.executable, "-m", "tui_reader", *arguments]
        with PtyScreen(command, COLUMNS, ROWS, environment, cwd=folder) as terminal:
            picture.pose(terminal)
            rows = terminal.rows
            image = draw(terminal.screen, fonts)
    to.parent.mkdir(parents=True, exist_ok=True)
    image.quantize(COLOURS, kmeans=1, dither=0).save(to, optimize=True)
    if with_text:
        print("\n".join(row.rstrip() for row in rows))
    unknown = sorted({character for row in rows for character in row if character.strip() and fonts.lacks(character)})
    if unknown:
        print(f"make_picture: the font lacks {' '.join(f'U+{ord(c):04X}' for c in unknown)}", file=sys.stderr)
    print(f"made {to} ({image.width} x {image.height}, {to.stat().st_size // 1000} kB)")


if __name__ == "__main__":
    sys.exit(main())
