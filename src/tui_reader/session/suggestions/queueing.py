"""Suggestions one after the other, each decided on or left: where one is, what comes next, and how many there are.

The way goes from the caret to the end of the document, then from its beginning to where it began.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.documents.pieces import pieces_from
from tui_reader.text.excerpt import ELLIPSIS
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.annotations.changes import Change
    from tui_reader.documents.document import Document
    from tui_reader.session.suggestions.suggesting import Suggestion, Suggestions

MOST_COUNTED = 10_000
"""Suggestions that are counted before somebody goes through them."""
CONTEXT = 160
"""Code points before and behind a suggestion that are shown with it, at most."""


class InContext(NamedTuple):
    """Text with what stands around it."""

    text: str
    spans: tuple[Span, ...]
    """Its fragments in that, in code points."""


class Queue:
    """A way through the suggestions of a reading."""

    def __init__(self, document: Document, suggestions: Suggestions, origin: int) -> None:
        """`origin` is the offset from which the way begins."""
        self._document = document
        self._suggestions = suggestions
        self._origin = origin
        self._has_turned = False
        """Whether it has come to the end of the document, and begun again."""
        self._left: set[tuple[int, int, str]] = set()
        self._gone: list[tuple[Suggestion, int, Change | None]] = []
        """What one has been at, how many suggestions that took away, and by which change: none where it was left."""
        self.item: Suggestion | None = None
        """The one that is to be decided on."""
        self.count = 0
        """How many there were when it began, as far as they are counted."""
        self.is_counted = False
        self._counted_to = 0

    def look_on(self) -> Iterator[Suggestion | None]:
        """The steps of looking for the next one, behind the present one."""
        key = (self._origin, -1, "") if self.item is None else self.item.key
        if not self._has_turned:
            yield from self._behind(key)
            self._has_turned = True
            key = (-1, -1, "")
        for found in self._behind(key):
            if found is not None and found.extent.start >= self._origin:
                return
            yield found

    def _behind(self, key: tuple[int, int, str]) -> Iterator[Suggestion | None]:
        for piece in pieces_from(self._document, max(0, key[0])):
            self._suggestions.looked_to = piece.own.start
            for found in self._suggestions.beginning_in(piece):
                if found.key > key and found.key not in self._left:
                    yield found
            yield None

    def leave(self, took: int = 0, change: Change | None = None) -> None:
        """Is done with the present one: a decision took so many suggestions away, or it is only left."""
        if self.item is not None:
            self._gone.append((self.item, took, change))
            self._count_too(self.item, took)
            if not took:
                self._left.add(self.item.key)

    @property
    def last_change(self) -> Change | None:
        """The decision on the one before; None where that was only left."""
        return self._gone[-1][2] if self._gone else None

    def step_back(self) -> Suggestion | None:
        """The one before that nobody has decided on now, to be the present one again; None where there is none."""
        for place in range(len(self._gone) - 1, -1, -1):
            waits = self._suggestions.open_like(self._gone[place][0])
            if waits is not None:
                for item, took, _ in self._gone[place:]:
                    self._count_too(item, -took)
                del self._gone[place:]
                self._left.discard(waits.key)
                self._has_turned = waits.extent.start < self._origin
                self.item = waits
                return waits
        return None

    @property
    def number(self) -> int:
        """Which one the present one is, from 1."""
        return 1 + sum(max(1, took) for _, took, _ in self._gone)

    def _count_too(self, item: Suggestion, took: int) -> None:
        """Counts what will not be there when the counting comes to its place."""
        if not self.is_counted and item.extent.start >= self._counted_to:
            self.count += took

    def counting(self) -> Iterator[None]:
        """The steps of counting how many there are."""
        for piece in pieces_from(self._document, 0):
            self.count += len(self._suggestions.beginning_in(piece))
            self._counted_to = piece.own.end
            yield
            if self.count >= MOST_COUNTED:
                return
        self.is_counted = True


def in_context(document: Document, spans: Sequence[Span]) -> InContext:
    """Some text, one span per fragment, in order, in its paragraph; of a long one, as much as stands next to it."""
    start, end = spans[0].start, spans[-1].end
    first, last = document.paragraph_at(start), document.paragraph_at(max(start, end - 1))
    before = first.slice(max(0, start - first.start - CONTEXT), start - first.start)
    after = last.slice(end - last.start, end - last.start + CONTEXT)
    lead = f"{ELLIPSIS if start - first.start > CONTEXT else ''}{before}"
    text = f"{lead}{document.slice(Span(start, end))}{after}{ELLIPSIS if len(after) == CONTEXT else ''}"
    begins = [len(lead) + len(document.slice(Span(start, span.start))) for span in spans]
    lengths = [len(document.slice(span)) for span in spans]
    return InContext(text, tuple(Span(at, at + length) for at, length in zip(begins, lengths, strict=True)))
