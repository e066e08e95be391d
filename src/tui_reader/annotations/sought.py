"""A quote as it is looked for where it is not as it was: in the letters that are compared, with seeds to find it by."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.text.comparing import compared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.annotations.records.targets import TextQuote
    from tui_reader.text.span import Span

SEED = 10
"""Characters of a seed."""
SHORT = 12
"""Clusters; a shorter quote is never taken for changed."""


class Wanted(NamedTuple):
    """What is looked for."""

    quote: TextQuote
    held_at: Span | None = None
    """Where the quote stands as it did, with only one side of its context."""
    is_left_whole: bool = False
    """Which one."""
    reaches_start: bool = False
    """Whether its prefix is all that stood before it: then it may be as long as it is and have twins all the same."""


class Sought:
    """A quote as it is compared, and its seeds."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted, quote = wanted, wanted.quote
        needle = compared(quote.prefix + quote.exact + quote.suffix)
        begin = bisect_left(needle.starts, len(quote.prefix))
        end = bisect_left(needle.starts, len(quote.prefix) + len(quote.exact))
        while begin < end and needle.text[begin] == " ":
            begin += 1
        while begin < end and needle.text[end - 1] == " ":
            end -= 1
        self.text = needle.text[begin:end]
        self.prefix = needle.text[:begin].lstrip(" ")
        self.suffix = needle.text[end:].rstrip(" ")
        self.is_short = min(len(self.text), len(quote.exact)) < SHORT
        self.size = len(self.prefix) + len(self.text) + len(self.suffix)
        self.seeds = dict(self._seeds()) if self.text else {}
        """By the place in the needle, counted from where the quote begins."""

    def _seeds(self) -> Iterator[tuple[int, str]]:
        needle, begin, size = self.prefix + self.text + self.suffix, len(self.prefix), len(self.text)
        last = max(0, len(needle) - SEED)
        end = begin + size
        places = (0, begin - SEED, begin, begin + size // 3, begin + 2 * size // 3, end - SEED, end, last)
        for place in dict.fromkeys(min(max(place, 0), last) for place in places):
            yield place - begin, needle[place : place + SEED]
