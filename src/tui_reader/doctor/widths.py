"""How many cells the terminal gives to what the app sends, against the table the app lays out with.

Each sample is written at the left edge, and the terminal asked where its cursor is (DSR 6, ECMA-48).
"""

from __future__ import annotations

import os
import re
import select
from time import monotonic
from typing import NamedTuple

from rich.cells import cell_len

from tui_reader.terminal.switches import send

PATIENCE = 1.0
"""Seconds for all answers together."""
MOST_BYTES = 1 << 14
_POSITION = re.compile(rb"\x1b\[[0-9]{1,5};([0-9]{1,5})R")

FENCES, JOINERS, MARKS, LETTERS = "fences", "joiners", "marks", "letters"
_SHIFTED = "rows that hold one are shifted behind it"
FOLLOWS = {
    FENCES: "the encoder runs, which sends such characters, would shift its rows here",
    JOINERS: "words that hold one are shifted",
    MARKS: "text with vowel signs is shifted; they can be hidden",
    LETTERS: "a row may have a gap, or its end be shifted",
}
"""What a disagreement leads to, where that is more than a shift."""


class Sample(NamedTuple):
    """A character, or a sequence that is meant to be seen as one."""

    name: str
    text: str
    kind: str = ""


SAMPLES = (
    Sample("Arabic letter", "\u0633"),
    Sample("Arabic letter with a vowel sign", "\u0633\u064e", MARKS),
    Sample("Arabic letter with two marks", "\u0633\u0651\u064e", MARKS),
    Sample("Hebrew letter with points", "\u05e9\u05c1\u05b8", MARKS),
    Sample("lam and alef, raw", "\u0644\u0627", LETTERS),
    Sample("lam-alef, one form", "\ufefb"),
    Sample("joined form of a letter", "\ufeb3"),
    Sample("ZWNJ between letters", "\u0633\u200c\u0633", JOINERS),
    Sample("ZWJ behind a letter", "\u0633\u200d", JOINERS),
    Sample("LRM between letters", "\u0633\u200e\u0633", FENCES),
    Sample("no-break space", "\u00a0"),
    Sample("ideograph", "\u6f22"),
    Sample("emoji", "\U0001f600"),
    Sample("emoji by VS16", "\u2764\ufe0f"),
    Sample("emoji of a ZWJ sequence", "\U0001f469\u200d\U0001f4bb"),
    Sample("emoji with a skin tone", "\U0001f44d\U0001f3fd"),
    Sample("flag", "\U0001f1ea\U0001f1ec"),
    Sample("blank of U+2800", "\u2800"),
    Sample("box drawing", "\u2502"),
    Sample("block", "\u258f"),
    Sample("picture of a control", "\u241b"),
    Sample("replacement character", "\ufffd"),
    Sample("ellipsis", "\u2026"),
    Sample("arrow", "\u2190"),
)


class Width(NamedTuple):
    """A sample, measured."""

    sample: Sample
    expected: int
    """Cells by the table of Rich, which the layout goes by."""
    found: int | None
    """Cells by the terminal; None where it did not say."""

    @property
    def differs(self) -> bool:
        """Whether the two disagree."""
        return self.found is not None and self.found != self.expected

    @property
    def follows(self) -> str:
        """What a disagreement leads to."""
        return FOLLOWS.get(self.sample.kind, _SHIFTED)


def unmeasured() -> list[Width]:
    """The samples where no terminal can be asked."""
    return [Width(sample, cell_len(sample.text), None) for sample in SAMPLES]


def measured(keyboard: int, screen: int) -> list[Width]:
    """The samples as the terminal measures them; its keyboard is taken, and its cursor at the left edge."""
    # All on one row, which is wiped: nothing of it stays.
    questions = "".join(f"\r{sample.text}\x1b[6n\r\x1b[K" for sample in SAMPLES)
    send(screen, questions.encode())
    columns = _answers(keyboard, len(SAMPLES))
    # One that answers fewer has not said to which.
    if len(columns) != len(SAMPLES):
        return unmeasured()
    return [Width(sample, cell_len(sample.text), column - 1) for sample, column in zip(SAMPLES, columns, strict=True)]


def _answers(keyboard: int, wanted: int) -> list[int]:
    """Columns, from 1, in the order of asking; fewer where no more came in time."""
    until = monotonic() + PATIENCE
    received = b""
    while len(_POSITION.findall(received)) < wanted and len(received) < MOST_BYTES:
        left = until - monotonic()
        if left <= 0 or not select.select([keyboard], [], [], left)[0]:
            break
        came = os.read(keyboard, 4096)
        if not came:
            break
        received += came
    return [int(column) for column in _POSITION.findall(received)][:wanted]
