"""Text as quotes are compared when they are looked for again: folded, decomposed, any white space one space.

Beyond `folding`, a text is the same here whether it is composed or not (NFC, NFD), with whatever newlines, and
however its lines are broken.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from itertools import compress

from tui_reader.text.folding import Folded, Lengths, fold_text, mapped

_REPEATED_SPACE = re.compile("(?<= ) +")


class _Table(dict[int, int | str]):
    """A table for `str.translate`, filled as characters are met."""

    def __missing__(self, code_point: int) -> int | str:
        character = chr(code_point)
        made = " " if character.isspace() else unicodedata.normalize("NFD", fold_text(character))
        self[code_point] = ord(made) if len(made) == 1 else made
        return self[code_point]


_TABLE = _Table()
_LENGTHS = Lengths(_TABLE)


def compared_text(text: str) -> str:
    """The text alone; twice as fast as `compared`, and equal to `compared(text).text`."""
    return _REPEATED_SPACE.sub("", text.translate(_TABLE))


def compared(text: str) -> Folded:
    """A text as it is compared, with the way back. A run of spaces comes from the first of them."""
    found = mapped(text, _TABLE, _LENGTHS)
    if "  " not in found.text:
        return found
    kept = bytearray(b"\1") * len(found.text)
    for run in _REPEATED_SPACE.finditer(found.text):
        kept[run.start() : run.end()] = bytes(run.end() - run.start())
    return Folded(_REPEATED_SPACE.sub("", found.text), array("q", compress(found.starts, kept)), text)
