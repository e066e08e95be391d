"""Counts: the digits that are typed before a key say how often it is to be done, or which one is meant.

Digits of every script count, as Arabic and Persian keyboards type their own.
"""

from __future__ import annotations

import unicodedata

MOST_TIMES = 1000
"""How often anything is done at most for one key."""
MOST_DIGITS = 9
"""Digits that are taken: a paragraph may have so high a number."""


class Count:
    """What has been typed, and what it says to the key that comes behind it."""

    def __init__(self) -> None:
        self.typed = ""
        """The digits so far, in ASCII; empty while none are typed."""
        self.given = 0
        """The number before the key that is being done; 0 where there was none."""

    def takes(self, character: str | None) -> bool:
        """Takes a digit that begins a count or goes on with one; whether it was one. No count begins with a nought."""
        digit = unicodedata.decimal(character, None) if character and len(character) == 1 else None
        if digit is None or (digit == 0 and not self.typed):
            return False
        if len(self.typed) < MOST_DIGITS:
            self.typed += str(digit)
        return True

    def hand_on(self) -> None:
        """A key has come that is no digit: what was typed is for it."""
        self.given = int(self.typed or 0)
        self.typed = ""

    def drop(self) -> None:
        """Nothing has been typed."""
        self.typed, self.given = "", 0

    @property
    def times(self) -> int:
        """How often something is to be done."""
        return min(max(1, self.given), MOST_TIMES)
