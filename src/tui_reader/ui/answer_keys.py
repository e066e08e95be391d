"""The keys of answers, in order. Not among them are those that open the panel (`a`) and take back (`z`, `y`)."""

from __future__ import annotations

import unicodedata

from tui_reader.ui.keyboard_layouts import LATIN_KEY

ANSWER_KEYS = "123456789bcdefghijklmopqrstuvwx"


def place_of(character: str | None) -> int:
    """Which answer a key gives, from 0, on a keyboard of any script; -1 where it is the key of none."""
    if character is None or len(character) != 1:
        return -1
    digit = unicodedata.digit(character, None)
    return ANSWER_KEYS.find(LATIN_KEY.get(character, character) if digit is None else str(digit))
