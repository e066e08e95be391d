"""Finding text: as it is spelt, or as it is folded, paragraph by paragraph as the hits are asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_reader.text.folding import fold, fold_text
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. A folded query ignores what `tui_reader.text.folding` takes away, on both sides."""

    needle: str
    exact: bool = False
    """Code point for code point; else folded."""
    _folded_needle: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_folded_needle", "" if self.exact else fold_text(self.needle))

    def find(self, text: str) -> Iterator[Span]:
        """The hits in the text of one paragraph as columns, in order, never overlapping.

        An empty needle has no hits. One of which folding leaves nothing (a vowel mark, tatweel) is looked for
        exactly.
        """
        if self._folded_needle:
            return _find_folded(self._folded_needle, text)
        return _find_exact(self.needle, text)


def search(query: Query, paragraphs: Iterable[tuple[int, str]]) -> Iterator[Span]:
    """The hits in (start offset, text) pairs, as document offsets; reads no further than it is asked."""
    for start, text in paragraphs:
        for span in query.find(text):
            yield span.shifted(start)


def _find_exact(needle: str, text: str) -> Iterator[Span]:
    column = text.find(needle) if needle else -1
    while column >= 0:
        end = column + len(needle)
        yield Span(column, end)
        column = text.find(needle, end)


def _find_folded(needle: str, text: str) -> Iterator[Span]:
    # Most paragraphs hold no hit; they are spared the map.
    if needle not in fold_text(text):
        return
    folded = fold(text)
    last_end = 0
    for hit in _find_exact(needle, folded.text):
        span = folded.span(hit.start, hit.end)
        # A character that folds to several (ﷲ, ﷺ) may hold several hits, and is one.
        if span.start >= last_end:
            yield span
            last_end = span.end
