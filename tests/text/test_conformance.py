"""Every case of the Unicode Consortium's conformance tests for UAX #9, version 15.0.0.

Each runs on every way to the levels: `app` is what the layout asks (it chooses between the two others), `uax9`
our own rules, `python-bidi` the library.
"""

from __future__ import annotations

import lzma
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from visual_order import visual_order

from tui_reader.text import uax9
from tui_reader.text.bidi import (
    Direction,
    _levels_by_python_bidi,
    base_level,
    paragraph_levels,
    reset_whitespace,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

UNICODE = Path(__file__).parent.parent / "data" / "unicode"
CHARACTER_OF_CLASS = {
    "L": "a",
    "R": "\u05d0",
    "AL": "\u0627",
    "EN": "1",
    "ES": "+",
    "ET": "%",
    "AN": "\u0661",
    "CS": ",",
    "NSM": "\u0300",
    "BN": "\u00ad",
    "B": "\u2029",
    "S": "\t",
    "WS": " ",
    "ON": "!",
    "LRE": "\u202a",
    "RLE": "\u202b",
    "PDF": "\u202c",
    "LRO": "\u202d",
    "RLO": "\u202e",
    "LRI": "\u2066",
    "RLI": "\u2067",
    "FSI": "\u2068",
    "PDI": "\u2069",
}
DIRECTION_OF_BIT = {1: Direction.AUTO, 2: Direction.LTR, 4: Direction.RTL}
DIRECTION_OF_FIELD = {"0": Direction.LTR, "1": Direction.RTL, "2": Direction.AUTO}


def _by_python_bidi(text: str, base: int) -> Sequence[int]:
    """The library must not be given a paragraph separator, nor nothing."""
    content = text.removesuffix("\u2029")
    found = _levels_by_python_bidi(content, base) if content else []
    return [*found, *[base] * (len(text) - len(content))]


IMPLEMENTATIONS: dict[str, Callable[[str, int], Sequence[int]]] = {
    "app": paragraph_levels,
    "uax9": uax9.levels,
    "python-bidi": _by_python_bidi,
}
PARTS = 4
"""Each file is gone through in so many tests, side by side."""
CLASS_CASES = (192_521, 192_569, 192_602, 192_549)
"""Those of `BidiTest.txt` in each part, 770,241 in all."""
CHARACTER_CASES = 91_707


def _lines(name: str) -> Iterator[str]:
    with lzma.open(UNICODE / name, "rt", encoding="utf-8") as file:
        for line in file:
            content = line.partition("#")[0].strip()
            if content:
                yield content


def _resolve_all(text: str, base: int) -> list[tuple[str, tuple[list[str], list[str]]]]:
    """What comes of a text, with the names of the implementations that say so."""
    found: dict[tuple[int, ...], list[str]] = {}
    for name, levels_of in IMPLEMENTATIONS.items():
        found.setdefault(tuple(levels_of(text, base)), []).append(name)
    return [(", ".join(names), _resolve(text, base, list(levels))) for levels, names in found.items()]


def _resolve(text: str, base: int, levels: list[int]) -> tuple[list[str], list[str]]:
    """Levels after L1 and order after L2, written as in the test files: `x` for what X9 removes."""
    kinds = [uax9.BIDI_CLASS[character] for character in text]
    reset_whitespace(levels, kinds, base)
    removed = [kind in uax9.REMOVED_BY_X9 for kind in kinds]
    written = ["x" if gone else str(level) for level, gone in zip(levels, removed, strict=True)]
    return written, [str(place) for place in visual_order(levels) if not removed[place]]


def test_the_characters_that_stand_for_the_classes_have_them():
    assert {uax9.BIDI_CLASS[character]: character for character in CHARACTER_OF_CLASS.values()} == (CHARACTER_OF_CLASS)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_every_sequence_of_classes_resolves_as_published(part: int) -> None:
    """BidiTest.txt: up to four classes, under each of the paragraph directions its bit set names."""
    cases = 0
    failures: list[str] = []
    expected: tuple[list[str], list[str]] = ([], [])
    for number, line in enumerate(_lines("BidiTest.txt.xz")):
        if line.startswith("@Levels:"):
            expected = (line.removeprefix("@Levels:").split(), [])
            continue
        if line.startswith("@Reorder:"):
            expected = (expected[0], line.removeprefix("@Reorder:").split())
            continue
        if number % PARTS != part:
            continue
        classes, bits = line.split(";")
        text = "".join(map(CHARACTER_OF_CLASS.__getitem__, classes.split()))
        found: dict[int, list[tuple[str, tuple[list[str], list[str]]]]] = {}
        for bit, direction in DIRECTION_OF_BIT.items():
            if not int(bits, 16) & bit:
                continue
            cases += 1
            base = base_level(text, direction)
            if base not in found:
                found[base] = _resolve_all(text, base)
            failures += [
                f"{who}: {line} as {direction}: {it} for {expected}" for who, it in found[base] if it != expected
            ]
    assert failures[:20] == []
    assert cases == CLASS_CASES[part]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_every_sequence_of_characters_resolves_as_published(part: int) -> None:
    """BidiCharacterTest.txt: brackets, isolates, overrides and deep nesting, with the paragraph level."""
    cases = 0
    failures: list[str] = []
    for line in islice(_lines("BidiCharacterTest.txt.xz"), part, None, PARTS):
        points, direction, paragraph_level, levels, order = line.split(";")
        text = "".join(chr(int(point, 16)) for point in points.split())
        cases += 1
        base = base_level(text, DIRECTION_OF_FIELD[direction])
        for who, found in _resolve_all(text, base):
            if (str(base), *found) != (paragraph_level, levels.split(), order.split()):
                failures.append(f"{who}: {line}: {base} {found}")
    assert failures[:20] == []
    assert cases == CHARACTER_CASES // PARTS + (part < CHARACTER_CASES % PARTS)
