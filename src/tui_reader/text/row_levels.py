"""The bidi algorithm for a row of cells, as terminals run it: left to right, without embeddings, a character a cell.

What is left of UAX #9 then is rewriting a string of classes, rule by rule, and there are three levels. It takes a
fifth of the time of the general way, and the tests hold it to that one.
"""

from __future__ import annotations

import re
from typing import TypeVar

from tui_reader.text.uax9 import BIDI_CLASS
from tui_reader.text.ucd import CLOSING_BRACKET, MIRRORED

Items = TypeVar("Items", str, list[int])

_LETTER = {"L": "L", "R": "R", "AL": "A", "EN": "E", "AN": "a", "ES": "S", "ET": "T", "CS": "C"}
"""Classes as letters; all others are N."""
_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
_BRACKET = re.compile("[" + re.escape("".join([*CLOSING_BRACKET, *CLOSING_BRACKET.values()])) + "]")
_BEHIND_ARABIC = re.compile("A[^LRA]+")
_BETWEEN_NUMBERS = re.compile("(?<=E)[SC](?=E)")
_BETWEEN_ARABIC_NUMBERS = re.compile("(?<=a)C(?=a)")
_BESIDE_NUMBER = re.compile("T+(?=E)|(?<=E)T+")
_NO_NUMBER = str.maketrans("SCT", "NNN")
_BEHIND_LATIN = re.compile("(?:^|L)[^R]+")
_BETWEEN_RTL = re.compile("(?<=[REa])N+(?=[REa])")
_LEVEL = str.maketrans("LNREa", "00122")
_RUN = re.compile("0+|[12]+")
_RUN_OF_TURNED = re.compile("1+|2+")
_MIRRORED = re.compile("[" + re.escape("".join(MIRRORED)) + "]")
_MIRROR = str.maketrans(MIRRORED)
MAX_BRACKET_STACK = 63
"""BD16."""


class _Classes(dict[int, str]):
    def __missing__(self, point: int) -> str:
        self[point] = found = _LETTER.get(BIDI_CLASS[chr(point)], "N")
        return found


_CLASSES = _Classes()


def row_classes(bases: str) -> str:
    """A letter for the bidi class of each cell, by the character it begins with."""
    return bases.translate(_CLASSES)


def row_levels(bases: str, classes: str) -> str:
    """The level of each cell, a digit."""
    types = classes
    if "A" in types:
        if "E" in types:
            types = _BEHIND_ARABIC.sub(lambda run: run[0].replace("E", "a"), types)  # W2
        types = types.replace("A", "R")  # W3
    if "E" in types:
        types = _BETWEEN_NUMBERS.sub("E", types)  # W4
        types = _BESIDE_NUMBER.sub(lambda run: "E" * len(run[0]), types)  # W5
    types = _BETWEEN_ARABIC_NUMBERS.sub("a", types).translate(_NO_NUMBER)  # W4, W6
    if "E" in types:
        types = _BEHIND_LATIN.sub(lambda run: run[0].replace("E", "L"), types)  # W7
    if _BRACKET.search(bases):
        types = _with_brackets(bases, types)
    types = _BETWEEN_RTL.sub(lambda run: "R" * len(run[0]), types)  # N1
    return types.translate(_LEVEL)  # N2, I1


def _with_brackets(bases: str, types: str) -> str:
    """N0."""
    found = list(types)
    for opening, closing in _pairs(bases):
        inside = {found[place] for place in range(opening + 1, closing)} & {"L", "R", "E", "a"}
        if not inside:
            continue
        before = "L"
        if "L" not in inside:
            before = next((found[place] for place in range(opening - 1, -1, -1) if found[place] != "N"), "L")
        found[opening] = found[closing] = "L" if before == "L" else "R"
    return "".join(found)


def _pairs(bases: str) -> list[tuple[int, int]]:
    """BD16: the places of opening brackets with those of their closing ones, by the former."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for bracket in _BRACKET.finditer(bases):
        character, place = bracket[0], bracket.start()
        closing = CLOSING_BRACKET.get(character)
        if closing is not None:
            if len(stack) == MAX_BRACKET_STACK:
                break
            stack.append((_CANONICAL.get(closing, closing), place))
            continue
        character = _CANONICAL.get(character, character)
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth][0] == character:
                pairs.append((stack[depth][1], place))
                del stack[depth:]
                break
    return sorted(pairs)


Turn = tuple[int, int, bool]
"""Cells, half-open, and whether they stand from right to left."""


def row_order(levels: str) -> list[Turn]:
    """L2: the cells from left to right. Those that stand from right to left are at an odd level."""
    turns: list[Turn] = []
    for run in _RUN.finditer(levels):
        start, end = run.span()
        if levels[start] == "0":
            turns.append((start, end, False))
            continue
        parts = [(*part.span(), levels[part.start()] == "1") for part in _RUN_OF_TURNED.finditer(levels, start, end)]
        turns += parts[::-1]
    return turns


def in_order(items: Items, order: list[Turn]) -> list[Items]:
    """Something of each cell, in pieces, in that order."""
    return [items[start:end][::-1] if turned else items[start:end] for start, end, turned in order]


def mirrored(bases: str, order: list[Turn]) -> str:
    """The cells' first characters in that order, mirrored at odd levels (L4)."""
    pieces = in_order(bases, order)
    if _MIRRORED.search(bases):
        turns = zip(pieces, order, strict=True)
        pieces = [piece.translate(_MIRROR) if turned else piece for piece, (_, _, turned) in turns]
    return "".join(pieces)
