"""Bidi controls that make a text look like another (Trojan Source): overrides, and what is opened or closed alone.

What opens and what closes belongs together as UAX #9 says (BD9, X1 to X8): a PDI closes all that was opened in its
isolate, the end of the paragraph closes everything, and what is nested too deep does nothing.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.text.bidi import EXPLICIT_CONTROL
from tui_reader.text.span import Span
from tui_reader.text.uax9 import BIDI_CLASS, ISOLATE_INITIATORS, MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENCODED_CONTROL = re.compile(b"\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")
"""An explicit control in UTF-8."""
_LEAD_BYTE = b"\xe2"
_OVERRIDES = frozenset({"LRO", "RLO"})
_RIGHT_TO_LEFT = frozenset({"RLE", "RLO", "RLI"})
_NEVER_TOO_DEEP = (MAX_DEPTH - 1) // 2
"""So many may be open whatever their directions: each adds two levels at most."""


class Fault(StrEnum):
    """What is the matter with a control."""

    OVERRIDE = "override"
    """Turns letters round, whatever they are."""
    UNCLOSED = "unclosed"
    """Still open at the end of the paragraph, or of the isolate it stands in."""
    UNOPENED = "unopened"
    """Closes nothing."""
    TOO_DEEP = "too-deep"
    """Nested so deep that it does nothing (BD2)."""


class Suspect(NamedTuple):
    """A control with a fault."""

    column: int
    fault: Fault


class _Open(NamedTuple):
    column: int
    kind: str
    level: int
    """The level within it."""


def suspects(text: str, base_level: int) -> list[Suspect]:
    """The controls of one paragraph that have a fault, in order, each once. An override is one, closed or not."""
    columns = [found.start() for found in EXPLICIT_CONTROL.finditer(text)]
    if not columns:
        return []
    kinds = {column: BIDI_CLASS[text[column]] for column in columns}
    directions = _fsi_directions(text) if len(columns) > _NEVER_TOO_DEEP else {}
    faults: dict[int, Fault] = {column: Fault.OVERRIDE for column in columns if kinds[column] in _OVERRIDES}
    opened: list[_Open] = []
    isolates = deep_isolates = deep_embeddings = 0
    for column, kind in kinds.items():
        if kind == "PDI":  # X6a
            if deep_isolates:
                deep_isolates -= 1
            elif not isolates:
                faults[column] = Fault.UNOPENED
            else:
                deep_embeddings = 0
                while opened[-1].kind not in ISOLATE_INITIATORS:
                    faults.setdefault(opened.pop().column, Fault.UNCLOSED)
                opened.pop()
                isolates -= 1
        elif kind == "PDF":  # X7
            if deep_isolates:
                faults[column] = Fault.UNOPENED
            elif deep_embeddings:
                deep_embeddings -= 1
            elif opened and opened[-1].kind not in ISOLATE_INITIATORS:
                opened.pop()
            else:
                faults[column] = Fault.UNOPENED
        else:  # X2 to X5c
            is_rtl = directions.get(column, False) if kind == "FSI" else kind in _RIGHT_TO_LEFT
            below = opened[-1].level if opened else base_level
            level = below + (2 if (below & 1) == is_rtl else 1)
            is_isolate = kind in ISOLATE_INITIATORS
            if level <= MAX_DEPTH and not deep_isolates and not deep_embeddings:
                opened.append(_Open(column, kind, level))
                isolates += is_isolate
            else:
                faults.setdefault(column, Fault.TOO_DEEP)
                if is_isolate:
                    deep_isolates += 1
                elif not deep_isolates:
                    deep_embeddings += 1
    for left in opened:
        faults.setdefault(left.column, Fault.UNCLOSED)
    return [Suspect(column, faults[column]) for column in columns if column in faults]


def has_controls(encoded: bytes) -> bool:
    """Whether there is a control in a text, by its UTF-8."""
    # Arabic is full of bytes that the expression looks at, and without the one that it begins with.
    return _LEAD_BYTE in encoded and _ENCODED_CONTROL.search(encoded) is not None


class ControlFinder:
    """Finds controls as a query finds its hits (`search.Finder`)."""

    longest = 1

    def find(self, text: str) -> Iterator[Span]:
        """Each control as a span of its own."""
        return (Span(*found.span()) for found in EXPLICIT_CONTROL.finditer(text))

    def find_in_window(self, text: str, _encoded: bytes, /) -> Iterator[Span]:
        """The same."""
        return self.find(text)

    def is_absent(self, encoded: bytes, /) -> bool:
        """Whether there is none in a text, by its UTF-8."""
        return not has_controls(encoded)


def _fsi_directions(text: str) -> dict[int, bool]:
    """Whether each FSI is right to left (X5c), from the end of the text on, so that each character is seen once."""
    found: dict[int, bool] = {}
    # The first strong character to the right, in each isolate one is in, the innermost last.
    strong: list[str] = [""]
    for column in range(len(text) - 1, -1, -1):
        kind = BIDI_CLASS[text[column]]
        if kind == "PDI":
            strong.append("")
        elif kind in ISOLATE_INITIATORS:
            if kind == "FSI":
                found[column] = strong[-1] in ("R", "AL")
            if len(strong) > 1:
                strong.pop()
            else:
                # Nobody closes it: all behind it is in it, and outside there is nothing more.
                strong[-1] = ""
        elif kind in ("L", "R", "AL"):
            strong[-1] = kind
    return found
