"""Passages with what stands around them, cut out of a text with the levels that their paragraphs give them.

A piece of a paragraph does not know its direction: the word that decides it may be cut off. So levels are found in
the paragraph and go with what is cut out. A `Context` is short whatever it is about: it can be kept by the thousand
when the text is no longer at hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.text.bidi import Direction, base_level, paragraph_levels
from tui_reader.text.sections import SECTION_LENGTH, SectionedParagraph
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui_reader.text.paragraphs import Paragraph, Paragraphs

AROUND = 200
"""Code points of the paragraph before a passage, and behind it: more than a row of any screen shows of them."""
MOST_SHOWN = 2 * AROUND
"""Code points that are kept of a passage; of a longer one so many less, half of them its beginning, half its end."""
ELLIPSIS = "…"
"""Stands for what is left out in the middle of a passage, or between its fragments."""

_BLANKS = str.maketrans(dict.fromkeys("\t\n\v\f\r\x85\u2028\u2029", " "))


class Context(NamedTuple):
    """A passage in its context, on one line. Columns are code points of `text`."""

    text: str
    """Source text in logical order, a space in place of each tab and each break of a line; not yet made safe."""
    levels: bytes
    """The embedding level (UAX #9) of each code point in the paragraph it comes from, before L1."""
    base_level: int
    """That of the paragraph in which the passage begins, 0 or 1: the side from which the row is read."""
    hit: Span
    """Columns of the passage; empty where it is a point between two characters."""

    @property
    def before(self) -> str:
        """What stands before the passage in its paragraph."""
        return self.text[: self.hit.start]

    @property
    def passage(self) -> str:
        """The passage, as far as it is kept."""
        return self.text[self.hit.start : self.hit.end]

    @property
    def after(self) -> str:
        """What stands behind it in its paragraph."""
        return self.text[self.hit.end :]

    def with_hit(self, text: str, levels: bytes) -> Context:
        """The same context around another text."""
        start, end = self.hit
        return Context(
            self.text[:start] + text + self.text[end:],
            self.levels[:start] + levels + self.levels[end:],
            self.base_level,
            Span(start, start + len(text)),
        )


def without_middle(text: str, levels: bytes, first: int, last: int) -> tuple[str, bytes]:
    """A text and its levels with an ellipsis for the columns first <= column < last; blanks beside that go too.

    Between two levels an ellipsis has the lower one, as a neutral between two words (N1, N2).
    """
    head, tail = text[:first].rstrip(), text[last:].lstrip()
    before, behind = levels[: len(head)], levels[len(levels) - len(tail) :]
    between = min([*before[-1:], *behind[:1]], default=0)
    return f"{head}{ELLIPSIS}{tail}", before + bytes((between,)) + behind


class Contexts:
    """Cuts passages out of one text, one after the other."""

    def __init__(self, text: Paragraphs, direction: Direction = Direction.AUTO) -> None:
        """`direction` is how the base direction of a paragraph is found."""
        self._text = text
        self._direction = direction
        self._start: int | None = None
        """The offset of the paragraph whose levels are at hand."""
        self._base = 0
        self._levels = b""
        self._sectioned: SectionedParagraph | None = None

    def of(self, spans: Iterable[Span]) -> Context:
        """The context of a passage: its fragments as offsets in any order, at least one."""
        fragments = _apart(spans)
        first = self._text.paragraph_at(fragments[0].start)
        before = self._before(first, first.column(fragments[0].start))
        base = self._base_of(first)
        pieces = [before]
        for number, fragment in enumerate(fragments):
            if number:
                pieces.append((f" {ELLIPSIS} ", bytes((base,)) * 3))
            pieces += self._fragment(fragment, base, MOST_SHOWN // len(fragments))
        start, end = len(before[0]), sum(len(text) for text, _ in pieces)
        # A passage may end in a paragraph of which nothing is in it.
        last = self._text.paragraph_at(max(fragments[-1].start, fragments[-1].end - 1))
        pieces.append(self._after(last, last.column(fragments[-1].end), base))
        text = "".join(text for text, _ in pieces).translate(_BLANKS)
        return Context(text, b"".join(levels for _, levels in pieces), base, Span(start, end))

    def _before(self, paragraph: Paragraph, column: int) -> tuple[str, bytes]:
        first = max(0, column - AROUND)
        text = paragraph.slice(first, column)
        # What is cut is cut at a word's edge, where there is one.
        begin = text.find(" ") + 1 if first else 0
        return text[begin:], self._levels_of(paragraph, first + begin, column)

    def _after(self, paragraph: Paragraph, column: int, base: int) -> tuple[str, bytes]:
        text = paragraph.slice(column, column + AROUND)
        end = len(text)
        if end == AROUND and " " in text:
            end = text.rindex(" ")
        return text[:end], self._lifted(paragraph, column, column + end, base)

    def _fragment(self, span: Span, base: int, most: int) -> list[tuple[str, bytes]]:
        """The text and levels of a fragment, without its middle where it has more than `most` code points."""
        # Over several paragraphs offsets may leap, and are then more than the code points between them.
        if span.length <= most:
            return list(self._onward(span, base, most))
        half = max(1, most // 2)
        head, tail = list(self._onward(span, base, half)), list(self._back(span, base, half))
        levels = head[-1][1][-1:] + tail[0][1][:1]
        return [*head, (ELLIPSIS, bytes((min(levels, default=base),))), *tail]

    def _onward(self, span: Span, base: int, most: int) -> Iterable[tuple[str, bytes]]:
        """The first `most` code points of a span, paragraph by paragraph."""
        for paragraph in self._text.paragraphs(span.start):
            if paragraph.start >= span.end and paragraph.start > span.start:
                return
            if paragraph.start > span.start:
                yield " ", bytes((base,))
            first, last = paragraph.column(span.start), paragraph.column(span.end)
            last = min(last, first + most)
            yield paragraph.slice(first, last), self._lifted(paragraph, first, last, base)
            most -= last - first
            if most <= 0:
                return

    def _back(self, span: Span, base: int, most: int) -> Sequence[tuple[str, bytes]]:
        """The last `most` code points of a span."""
        found: list[tuple[str, bytes]] = []
        for paragraph in self._text.paragraphs(span.end - 1, backwards=True):
            if found:
                found.append((" ", bytes((base,))))
            first, last = paragraph.column(span.start), paragraph.column(span.end)
            first = max(first, last - most)
            found.append((paragraph.slice(first, last), self._lifted(paragraph, first, last, base)))
            most -= last - first
            if most <= 0 or paragraph.start <= span.start:
                break
        return found[::-1]

    def _lifted(self, paragraph: Paragraph, first: int, last: int, base: int) -> bytes:
        """Levels on a row with the base level `base`, as if the paragraph stood there in an isolate."""
        levels = self._levels_of(paragraph, first, last)
        return bytes(level + 2 for level in levels) if base > self._base else levels

    def _base_of(self, paragraph: Paragraph) -> int:
        self._look_at(paragraph)
        return self._base

    def _levels_of(self, paragraph: Paragraph, first: int, last: int) -> bytes:
        self._look_at(paragraph)
        if self._sectioned is None:
            return self._levels[first:last]
        return self._sectioned.levels(first, last) if first < last else b""

    def _look_at(self, paragraph: Paragraph) -> None:
        """Finds direction and levels of a paragraph, if they are not at hand."""
        if paragraph.start == self._start:
            return
        self._start = paragraph.start
        if paragraph.is_long:
            self._sectioned = SectionedParagraph(paragraph, SECTION_LENGTH, self._direction)
            self._base = self._sectioned.base_level
        else:
            text = paragraph.text
            self._sectioned = None
            self._base = base_level(text, self._direction)
            self._levels = paragraph_levels(text, self._base)


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that share a character made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
