"""A folded query as a regular expression over text as it is spelt, so that no text need be folded to be searched.

Each letter of the query becomes the class of all characters that fold to it. Between letters may stand what
folding takes away. A ligature stands for several letters, also where the query begins or ends inside it: it is
a group at its first letter, and at the others nothing more is wanted if that group has matched.

Such a pattern begins with a class, which Python's `re` looks for a character at a time. In most stretches of
a long text one letter of the query, the *anchor*, is only ever spelt in one or two ways, which `re` looks for
ten times as fast; from there the pattern is followed to the end of the query, and backwards to its beginning.

Where the anchor and the letters behind it stand nowhere, the text need not even be decoded: that is seen in UTF-8.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, cached_property
from heapq import merge
from typing import TYPE_CHECKING

from tui_reader.text import unfolding
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST_IGNORED = 64
"""Marks, tatweels and joiners in a row that are passed over between two letters, or belong to the last one."""
MOST_SPACES = 16
"""Spaces in a row that are found where one is looked for."""
MOST_ANCHORS = 3
"""Ways to spell the anchor that are looked for one after the other; with more, the class is faster."""
NEAR = 2
"""Letters behind the anchor that are looked at before a text is decoded."""

_FREQUENT = "اليمونرتبهعدسفحكقجصشطخضذثزغظetaoinshrdlcumwfgypbvkjxqzויהלארתבשמנעדחקפכטגזסצ"
"""Letters from the most frequent to the least: an anchor had better be rare."""
_IGNORED = f"[{unfolding.IGNORED}]{{0,{MOST_IGNORED}}}+"
_EXTENDING = f"[{unfolding.EXTENDING}]{{0,{MOST_IGNORED}}}+"


class FoldedPattern:
    """Finds what folds to a needle that is folded itself and not empty; white space in it as single spaces."""

    def __init__(self, needle: str) -> None:
        self.longest = _longest(needle)
        """Code points of the longest hit there can be."""
        self._needle = needle
        self._classes = [_sources(letter) for letter in needle]
        self._ligatures = _ligatures_in(needle)
        self._anchor = self._best_anchor()

    def find(self, text: str) -> Iterator[Span]:
        """The hits, in order, never overlapping."""
        for match in self._whole.finditer(text):
            yield Span(*match.span())

    def find_in_window(self, text: str, encoded: bytes) -> Iterator[Span]:
        """The same hits, sooner in long texts. `encoded` is the text in UTF-8."""
        if self._anchor is None or self._is_unusual(encoded):
            return self.find(text)
        return self._find_by_anchor(text)

    def is_absent(self, encoded: bytes) -> bool:
        """Whether the anchor stands nowhere in a text in UTF-8 with the next letters, however they are spelt."""
        if self._anchor is None or any(near.search(encoded) for near in self._near_anchor):
            return False
        return not self._is_unusual(encoded)

    def _is_unusual(self, encoded: bytes) -> bool:
        return any(lead in encoded and rare.search(encoded) for lead, rare in self._unusual)

    def _find_by_anchor(self, text: str) -> Iterator[Span]:
        before, reach = self._before_anchor
        last_end = 0
        found = [pattern.finditer(text) for pattern in self._from_anchor]
        for match in found[0] if len(found) == 1 else merge(*found, key=re.Match.start):
            start = match.start()
            if reach:
                head = before.match(text[max(0, start - reach) : start][::-1])
                if head is None:
                    continue
                start -= head.end()
            if start >= last_end:
                last_end = match.end(1)
                yield Span(start, last_end)

    # The patterns, each made when it is needed first

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        groups: dict[tuple[int, int, int], str] = defaultdict(str)
        for character, first, end, offset in self._ligatures:
            groups[first, offset, end] += character
        # A ligature that holds the beginning of the needle twice stands for the first one.
        ordered = sorted(groups)
        parts = []
        for place, letter in enumerate(self._needle):
            spelt = [f"([{_in_class(groups[key])}])" for key in ordered if key[0] == place]
            part = f"(?:{'|'.join([*spelt, _letter(letter, self._classes[place])])})"
            part = (_IGNORED if place else "") + part
            for number, (first, _, end) in enumerate(ordered, 1):
                if first < place < end:
                    part = f"(?({number})|{part})"
            parts.append(part)
        return re.compile("".join(parts) + _EXTENDING)

    @cached_property
    def _from_anchor(self) -> Sequence[re.Pattern[str]]:
        place = self._anchor or 0
        rest = [_letter(c, s) for c, s in zip(self._needle[place + 1 :], self._classes[place + 1 :], strict=True)]
        tail = "".join(f"{_IGNORED}{letter}" for letter in rest)
        # What follows is only looked at, so that hits of which one is rejected may overlap.
        return [re.compile(f"{re.escape(c)}(?={tail}{_EXTENDING}())") for c in self._usual(place)]

    @cached_property
    def _before_anchor(self) -> tuple[re.Pattern[str], int]:
        """What stands before the anchor, last character first; and code points it may take."""
        place = self._anchor or 0
        letters = [_letter(c, s) for c, s in zip(self._needle[:place], self._classes[:place], strict=True)]
        pattern = "".join(f"{_IGNORED}{letter}" for letter in reversed(letters))
        return re.compile(pattern), _longest(self._needle[:place])

    @cached_property
    def _near_anchor(self) -> Sequence[re.Pattern[bytes]]:
        """What stands in UTF-8 wherever the anchor does with the next letters; perhaps elsewhere too.

        Begins with the last byte of the anchor: `re` looks for one byte five times as fast as for two.
        """
        place = self._anchor or 0
        # Behind a space there may be more spaces.
        last = self._needle.find(" ", place + 1) + 1 or len(self._needle)
        near = self._classes[place + 1 : min(last, place + 1 + NEAR)]
        tail = b"".join(_ignored_in_utf8() + _in_utf8(sources) for sources in near)
        finals = [character.encode("utf-8", "surrogatepass")[-1:] for character in self._usual(place)]
        return [re.compile(re.escape(final) + tail) for final in finals]

    # Anchors

    def _best_anchor(self) -> int | None:
        """The letter with the fewest usual spellings, then the rarest, with one more behind it if there is any."""
        letters = self._needle
        places = [p for p in range(max(1, len(letters) - 1)) if letters[p] != " "]
        if not places:
            return None
        best = min(places, key=lambda p: (len(self._usual(p)), -_rarity(letters[p]), p))
        return best if len(self._usual(best)) <= MOST_ANCHORS else None

    def _usual(self, place: int) -> str:
        """How running text spells a letter: in the Arabic block, in either case."""
        letter = self._needle[place]
        return "".join(c for c in self._classes[place] if c in (letter, letter.upper()) or "\u0600" <= c < "\u0700")

    @cached_property
    def _unusual(self) -> list[tuple[bytes, re.Pattern[bytes]]]:
        """Spellings that the way by the anchor does not know, in UTF-8, by their first byte."""
        place = self._anchor or 0
        spelt: dict[bytes, list[bytes]] = defaultdict(list)
        for character in {*self._classes[place], *(c for c, *_ in self._ligatures)}.difference(self._usual(place)):
            encoded = character.encode()
            spelt[encoded[:1]].append(re.escape(encoded[1:]))
        return [(lead, re.compile(lead + b"(?:" + b"|".join(rest) + b")")) for lead, rest in spelt.items()]


@cache
def _folding_to() -> dict[str, str]:
    """All characters that fold to a letter, by letter; the letter itself among them."""
    spelt: dict[str, str] = {}
    for character, letter in unfolding.LETTERS.items():
        spelt[letter] = spelt.get(letter, letter) + character
    spelt[" "] += "\t"
    return spelt


def _sources(letter: str) -> str:
    return _folding_to().get(letter, letter)


@cache
def _ignored_in_utf8() -> bytes:
    ranges = re.findall("(.)-(.)|(.)", unfolding.IGNORED)
    ignored = (chr(c) for first, last, one in ranges for c in range(ord(first or one), ord(last or one) + 1))
    return _in_utf8(ignored) + b"{0,%d}+" % MOST_IGNORED


def _in_utf8(characters: Iterable[str]) -> bytes:
    """An expression for any one of some characters in UTF-8."""
    last: dict[bytes, bytes] = defaultdict(bytes)
    for character in characters:
        encoded = character.encode("utf-8", "surrogatepass")
        last[encoded[:-1]] += encoded[-1:]
    ways = (re.escape(first) + b"[" + re.escape(final) + b"]" for first, final in sorted(last.items()))
    return b"(?:" + b"|".join(ways) + b")"


def _in_class(characters: str) -> str:
    return re.escape(characters)


def _letter(letter: str, sources: str) -> str:
    one = f"[{_in_class(sources)}]"
    return f"{one}(?:{_IGNORED}{one}){{0,{MOST_SPACES - 1}}}+" if letter == " " else one


def _longest(needle: str) -> int:
    return sum((MOST_IGNORED + 1) * (MOST_SPACES if letter == " " else 1) for letter in needle)


def _rarity(letter: str) -> int:
    place = _FREQUENT.find(letter)
    return place if place >= 0 else len(_FREQUENT)


def _ligatures_in(needle: str) -> list[tuple[str, int, int, int]]:
    """Ligatures that stand for a part of a needle, perhaps with more before or behind it.

    Each as the character, the first place in the needle, the one past the last, and how many of its own letters
    come before the needle.
    """
    found = []
    for character, letters in unfolding.LIGATURES.items():
        for place in (p for p, letter in enumerate(needle) if letter == letters[0]):
            rest = needle[place : place + len(letters)]
            if letters.startswith(rest):
                found.append((character, place, place + len(rest), 0))
        for offset in (o for o, letter in enumerate(letters) if o and letter == needle[0]):
            rest = letters[offset : offset + len(needle)]
            if needle.startswith(rest):
                found.append((character, 0, len(rest), offset))
    return found
