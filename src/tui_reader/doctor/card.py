"""The test card: one row of text as each encoder would send it, and what a person should see, in Latin letters.

The row has what terminals differ in: joined letters, lam-alef, vowel signs, a number in brackets, a percentage, a Latin
word, references, and borders as those of the app. Who reads no Arabic compares places: each word of the model stands
where its word should be.
"""

from __future__ import annotations

from tui_reader.text.bidi import Direction
from tui_reader.text.display import Display
from tui_reader.text.encoders import Encoder, Faces, encode
from tui_reader.text.layout import Line, lay_out

_UPRIGHT = False
"""The style of the row; True is italics."""
_FACES: Faces[bool] = Faces(lambda style: style, lambda style: (not style,))
WORDS = {
    "قال": "qal",
    "الوزير": "alwzyr",
    "سنة": "snt",
    "كُتِبَ": "ktb",
    "في": "fy",
    "بنسبة": "bnsbt",
    "لا": "la",
}
"""The Arabic words, and their letters one by one in Latin."""
SENTENCE = "قال الوزير (سنة 2020): كُتِبَ في Python بنسبة 10% [9][10] لا"
WIDTH = 60
"""Cells of the text between the borders."""
INDENT = 5
"""Cells for the number of a row."""
CARD_WIDTH = INDENT + WIDTH + 6
"""Cells with the borders and what is outside of them."""
_LEFT, _RIGHT = "│ ", " │ 1"


def rows(columns: int) -> dict[Encoder, str]:
    """What each encoder sends for its row, on a screen of so many columns: the whole row, with a number before it.

    Terminals reorder whole rows, some from their far end. So nothing may be written beside one.
    """
    sent = {}
    for number, encoder in enumerate(Encoder, start=1):
        text = f"{number:>{INDENT - 2}}  {_LEFT}{_line(encoder.display).text()}{_RIGHT}"
        row = encode(encoder, [(text + " " * (columns - CARD_WIDTH), _UPRIGHT)], _FACES)
        sent[encoder] = "".join(f"\x1b[3m{text}\x1b[0m" if style else text for text, style in row.stretches)
    return sent


def model() -> str:
    """The row in ASCII, each word at its place; a word of Arabic spelt from right to left, as it is to be read."""
    line = _line(Display(joined=False))
    cells = list(" " * WIDTH)
    for word, latin in WORDS.items():
        start = SENTENCE.index(word)
        [(first, last)] = line.cell_ranges(start, start + len(word))
        cells[first:last] = latin[::-1].rjust(last - first)[: last - first]
    for placed in line.placed:
        if placed.glyph.isascii():
            cells[placed.cell] = placed.glyph
    return f"{' ' * INDENT}| {''.join(cells)} | 1"


def _line(display: Display) -> Line:
    return lay_out(SENTENCE, WIDTH, Direction.RTL, display).line(0)
