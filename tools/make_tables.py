#!/usr/bin/env python3
"""Writes src/tui_reader/text/ucd.py from the Unicode Character Database.

    make_tables.py FOLDER > src/tui_reader/text/ucd.py

FOLDER holds UnicodeData.txt, ArabicShaping.txt, BidiMirroring.txt, BidiBrackets.txt and
extracted/DerivedBidiClass.txt of one version (Debian: package unicode-data, /usr/share/unicode).
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

ARABIC_BLOCKS = [(0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF)]
FORMS = ["<isolated>", "<final>", "<initial>", "<medial>"]
CLASSES = {
    "Right_To_Left": "R",
    "Arabic_Letter": "AL",
    "European_Terminator": "ET",
}


def fields(path: Path) -> list[list[str]]:
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [[part.strip() for part in line.split(";")] for line in lines if line]


def literal(text: str) -> str:
    return '"' + "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in text) + '"'


def ranges(points: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for point in sorted(points):
        if found and found[-1][1] == point - 1:
            found[-1] = (found[-1][0], point)
        else:
            found.append((point, point))
    return found


def show_ranges(name: str, comment: str, points: list[int]) -> None:
    print(f"{name} = _characters(")
    for low, high in ranges(points):
        print(f"    (0x{low:04X}, 0x{high:04X}),")
    print(")")
    print(f'"""{comment}"""\n')


def main(folder: Path) -> None:
    version = re.search(r"-(\d+\.\d+\.\d+)\.txt", (folder / "BidiMirroring.txt").read_text(encoding="utf-8"))
    assert version
    print(f'"""Tables of the Unicode Character Database {version[1]}; written by tools/make_tables.py.')
    print("\nHere is what Python's `unicodedata` does not hold, or holds for an older version than we need.")
    print('"""\n\nfrom __future__ import annotations\n')
    print(f'VERSION = "{version[1]}"\n\n')
    print("def _characters(*ranges: tuple[int, int]) -> frozenset[str]:")
    print("    return frozenset(chr(point) for low, high in ranges for point in range(low, high + 1))\n\n")

    mirrored = {int(a, 16): int(b, 16) for a, b in fields(folder / "BidiMirroring.txt")}
    print("MIRRORED = dict(zip(")
    print(f"    {literal(''.join(map(chr, mirrored)))},")
    print(f"    {literal(''.join(map(chr, mirrored.values())))},")
    print("    strict=True,\n))")
    print('"""Bidi_Mirroring_Glyph: what L4 shows for a character at an odd level."""\n')

    opening = {int(a, 16): int(b, 16) for a, b, kind in fields(folder / "BidiBrackets.txt") if kind == "o"}
    print("CLOSING_BRACKET = dict(zip(")
    print(f"    {literal(''.join(map(chr, opening)))},")
    print(f"    {literal(''.join(map(chr, opening.values())))},")
    print("    strict=True,\n))")
    print('"""Bidi_Paired_Bracket of every opening bracket (BD14 to BD16)."""\n')

    joining: dict[str, list[int]] = defaultdict(list)
    for point, _, kind, _ in fields(folder / "ArabicShaping.txt"):
        if any(low <= int(point, 16) <= high for low, high in ARABIC_BLOCKS):
            joining[kind].append(int(point, 16))
    show_ranges("DUAL_JOINING", "Joining_Type D, Arabic script.", joining["D"])
    show_ranges("RIGHT_JOINING", "Joining_Type R, Arabic script.", joining["R"])

    forms: dict[str, list[str]] = defaultdict(lambda: ["\0"] * 4)
    for row in fields(folder / "UnicodeData.txt"):
        match row[5].split():
            case [form, letter] if form in FORMS and 0xFB50 <= int(row[0], 16) <= 0xFEFC:
                forms[chr(int(letter, 16))][FORMS.index(form)] = chr(int(row[0], 16))
    letters = sorted(forms)
    print("PRESENTATION_FORMS = {")
    for letter in letters:
        print(f"    {literal(letter)}: {literal(''.join(forms[letter]))},")
    print("}")
    print('"""Isolated, final, initial and medial form of a letter; NUL where Unicode has none."""\n')

    print("UNASSIGNED_BIDI_CLASS = (")
    for line in (folder / "extracted/DerivedBidiClass.txt").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"# @missing: (\w+)\.\.(\w+); (\w+)", line):
            low, high, name = found.groups()
            if name in CLASSES:
                print(f'    (0x{low}, 0x{high}, "{CLASSES[name]}"),')
    print(")")
    print('"""Bidi_Class of unassigned code points (the @missing lines); elsewhere they are L."""')


if __name__ == "__main__":
    main(Path(sys.argv[1]))
