#!/usr/bin/env python3
"""Writes src/tui_reader/text/unfolding.py: which characters fold to what, as `tui_reader.text.folding` folds.

make_foldings.py > src/tui_reader/text/unfolding.py
"""

import sys
import unicodedata
from collections.abc import Iterable

from tui_reader.text.folding import fold, fold_text


def literal(text: str) -> str:
    return '"' + "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in text) + '"'


def ranges(points: Iterable[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for point in points:
        if found and found[-1][1] == point - 1:
            found[-1] = (found[-1][0], point)
        else:
            found.append((point, point))
    return found


def show_class(name: str, comment: str, characters: Iterable[str]) -> None:
    """Characters as what stands between the brackets of a regular expression's class."""
    print(f"{name} = (")
    for low, high in ranges(map(ord, characters)):
        print(f"    {literal(chr(low) if low == high else f'{chr(low)}-{chr(high)}')}")
    print(f')\n"""{comment}, as a regular expression\'s class has them."""\n')


def main() -> None:
    characters = [chr(c) for c in range(sys.maxunicode + 1) if not 0xD800 <= c < 0xE000]
    folds = {c: folded for c in characters if (folded := fold_text(c)) != c}
    single = {c: folded for c, folded in folds.items() if len(folded) == 1}
    print('"""What folding does, the other way round; written by tools/make_foldings.py."""\n')
    print("# ruff: noqa: E501\n")
    print("from __future__ import annotations\n")
    print(f'VERSION = "{unicodedata.unidata_version}"')
    print('"""The version of Unicode it was made with."""\n')
    ignored = [c for c, folded in folds.items() if not folded]
    show_class("IGNORED", "Of which folding leaves nothing", ignored)
    extending = [c for c in characters if fold(f"a{c}").span(0, 1).end == 2]
    show_class("EXTENDING", "Marks and joiners, which belong to the character before them", extending)
    print("LETTERS = dict(zip(")
    print(f"    {literal(''.join(single))},")
    print(f"    {literal(''.join(single.values()))},")
    print("    strict=True,\n))")
    print('"""The characters that fold to one other, and which."""\n')
    print("LIGATURES = {")
    for c, folded in folds.items():
        if len(folded) > 1:
            print(f"    {literal(c)}: {literal(folded)},")
    print("}")
    print('"""The characters that fold to several."""')


if __name__ == "__main__":
    main()
