"""How much of a document is annotated: how many of its sentences and paragraphs have an annotation on them.

A document is walked through once, however long; of a paragraph too long to be read whole, a stretch at a time is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.text.segments import sentences
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.documents.document import Document
    from tui_reader.text.paragraphs import Paragraph

STRETCH = 1 << 15
"""Code points of a long paragraph that sentences are sought in at a time."""
TOGETHER = 64
"""Paragraphs between two steps."""


class Share(NamedTuple):
    """So many of so many."""

    annotated: int = 0
    total: int = 0

    @property
    def part(self) -> float:
        """From 0 to 1."""
        return self.annotated / self.total if self.total else 0.0

    def plus(self, other: Share) -> Share:
        """Both together."""
        return Share(self.annotated + other.annotated, self.total + other.total)


class Coverage(NamedTuple):
    """How much of a document, or of several, is annotated. Paragraphs without a letter or a sign do not count."""

    sentences: Share = Share()
    paragraphs: Share = Share()

    def plus(self, other: Coverage) -> Coverage:
        """Both together."""
        return Coverage(self.sentences.plus(other.sentences), self.paragraphs.plus(other.paragraphs))


def covered(document: Document, spans: Iterable[Span]) -> Iterator[Coverage]:
    """The coverage by spans (offsets) as far as it is known, again and again; the last one is whole."""
    marked = _Marked(spans)
    found = Coverage()
    for number, paragraph in enumerate(document.paragraphs()):
        for stretch in _sentences(paragraph):
            share = Share(sum(map(marked.touches, stretch)), len(stretch))
            if paragraph.is_long:
                yield found
            found = found._replace(sentences=found.sentences.plus(share))
        if paragraph.is_long or paragraph.text.strip():
            share = Share(int(marked.touches(Span(paragraph.start, paragraph.end))), 1)
            found = found._replace(paragraphs=found.paragraphs.plus(share))
        if number % TOGETHER == 0:
            yield found
    yield found


class _Marked:
    """Spans that are asked in ascending order whether anything of them is in a stretch of text."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts = sorted(spans)
        self._next = 0
        self._furthest = -1
        """The furthest end of the spans that begin before what was asked last."""

    def touches(self, stretch: Span) -> bool:
        while self._next < len(self._starts) and self._starts[self._next].start < stretch.end:
            span = self._starts[self._next]
            # A point lies on the character behind it.
            self._furthest = max(self._furthest, span.end, span.start + 1)
            self._next += 1
        return self._furthest > stretch.start


def _sentences(paragraph: Paragraph) -> Iterator[list[Span]]:
    """The sentences of a paragraph as offsets, stretch by stretch."""
    if not paragraph.is_long:
        yield [span.shifted(paragraph.start) for span in sentences(paragraph.text)]
        return
    begin = 0
    while text := paragraph.slice(begin, begin + STRETCH):
        found = sentences(text)
        # The last one goes on in the next stretch, unless it is all of this one.
        if len(text) == STRETCH and len(found) > 1:
            found = found[:-1]
            taken = found[-1].end
        else:
            taken = len(text)
        yield [span.shifted(paragraph.start + begin) for span in found]
        begin += taken
