"""What is looked for: a text as it is spelt, as it is folded, or a regular expression; and where it is found."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from tui_reader.language import tr
from tui_reader.text.folding import fold_text
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


class QueryKind(StrEnum):
    """How a query is compared with the text."""

    FOLDED = "folded"
    """Without vowel marks, seats, presentation forms, case (`tui_reader.text.folding`), on both sides. A space
    stands for any run of spaces and tabs."""
    LITERAL = "exact"
    """Code point for code point."""
    REGEX = "regex"
    """A regular expression on the text as it is spelt, in one paragraph (`tui_reader.text.expressions`)."""

    @property
    def words(self) -> str:
        """What it is called on the screen."""
        return {"folded": tr("folded"), "exact": tr("exact"), "regex": tr("regex")}[self.value]

    @property
    def following(self) -> QueryKind:
        """The next kind, the first after the last."""
        kinds = list(QueryKind)
        return kinds[(kinds.index(self) + 1) % len(kinds)]


class Finder(Protocol):
    """Finds one query."""

    @property
    def longest(self) -> int:
        """Code points of the longest hit there can be."""

    def find(self, text: str) -> Iterator[Span]:
        """The hits as columns, in order, never overlapping, none empty."""

    def find_in_window(self, text: str, encoded: bytes, /) -> Iterator[Span]:
        """The same in a long text, of which there is the UTF-8 too."""

    def is_absent(self, encoded: bytes, /) -> bool:
        """Whether a look at the UTF-8 of a text is enough to know that there is no hit in it."""


@dataclass(frozen=True)
class Query:
    """What is looked for.

    Raises `QueryError` when it is a regular expression with a mistake in it.
    """

    needle: str
    kind: QueryKind = QueryKind.FOLDED
    _finder: Finder = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_finder", _finder(self.needle, self.kind))

    @property
    def longest(self) -> int:
        """Code points of the longest hit there can be; four times as many bytes of UTF-8."""
        return self._finder.longest

    def find(self, text: str) -> Iterator[Span]:
        """The hits in a text of one or many paragraphs as columns, in order, never overlapping.

        An empty needle has no hits. One of which folding leaves nothing (a vowel mark, tatweel) is looked for
        exactly. No hit begins in one paragraph and ends in another, unless the needle does. Raises `QueryError`
        when a regular expression takes too long.
        """
        return self._finder.find(text)

    def find_in_window(self, text: str, encoded: bytes) -> Iterator[Span]:
        """What `find` gives, five times as fast in a long text; `encoded` is the text in UTF-8."""
        return self._finder.find_in_window(text, encoded)

    def is_absent(self, encoded: bytes) -> bool:
        """Whether a look at the UTF-8 of a text is enough to know that there is no hit in it."""
        return self._finder.is_absent(encoded)


def _finder(needle: str, kind: QueryKind) -> Finder:
    # Tables of folding and the `regex` package are loaded by those who use them.
    if kind is QueryKind.REGEX and needle:
        from tui_reader.text.expressions import Expression

        return Expression(needle)
    folded = re.sub("[ \\t]+", " ", fold_text(needle)) if kind is QueryKind.FOLDED else ""
    if folded:
        from tui_reader.text.folded_pattern import FoldedPattern

        return FoldedPattern(folded)
    return _LiteralFinder(needle)


class _LiteralFinder:
    """Finds a text code point for code point."""

    def __init__(self, needle: str) -> None:
        self._needle = needle
        self.longest = len(needle)

    def find(self, text: str) -> Iterator[Span]:
        column = text.find(self._needle) if self._needle else -1
        while column >= 0:
            end = column + self.longest
            yield Span(column, end)
            column = text.find(self._needle, end)

    def find_in_window(self, text: str, _encoded: bytes, /) -> Iterator[Span]:
        return self.find(text)

    def is_absent(self, encoded: bytes, /) -> bool:
        return not self._needle or self._needle.encode("utf-8", "surrogatepass") not in encoded
