"""Text in paragraphs, reached by offset: what a page lays out, be it a document or a few words being typed.

A paragraph is what stands between two paragraph separators (UAX #9, P1: the characters of bidi class B, CR and LF
together being one).
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from array import array
from bisect import bisect_right
from itertools import takewhile
from typing import TYPE_CHECKING

from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

LONG_PARAGRAPH = 8192
"""Code points; longer paragraphs are laid out in pieces."""
NEWLINES = {"crlf": "\r\n", "lf": "\n", "cr": "\r", "nel": "\x85", "ps": "\u2029"}
PARAGRAPH_END = re.compile(r"\r\n|[\n\r\x1c-\x1e\x85\u2029]")
"""What ends a paragraph of a text: bidi class B (UAX #9), CR LF as one."""


class Paragraph(ABC):
    """One paragraph."""

    __slots__ = ("is_long", "start")

    start: int
    """Offset of the first code point."""
    is_long: bool
    """Whether it is to be read in pieces only; told without looking at all of it."""

    @property
    @abstractmethod
    def length(self) -> int:
        """Code points, without the newline that ends it (LF, CRLF, CR, NEL or U+2029). The information separators
        U+001C to U+001E also end a paragraph; they are not newlines but visible characters, and stay its last one."""

    @abstractmethod
    def slice(self, first: int, last: int) -> str:
        """The text of the columns first <= column < last, clipped to the paragraph."""

    @property
    def text(self) -> str:
        """All of it. Only for paragraphs that are not long."""
        return self.slice(0, self.length)

    @property
    def end(self) -> int:
        """Offset just past the last code point."""
        return self.start + self.length

    def column(self, offset: int) -> int:
        """The column of an offset, clipped to the paragraph."""
        return min(max(offset - self.start, 0), self.length)


class Paragraphs(ABC):
    """A text in paragraphs, of which there is at least one. Offsets ascend in logical order."""

    @property
    @abstractmethod
    def end(self) -> int:
        """The last offset, behind everything."""

    @abstractmethod
    def paragraph_at(self, offset: int) -> Paragraph:
        """The paragraph that holds `offset`; a newline belongs to the paragraph it ends.

        Offsets below 0 give the first paragraph, past the end the last.
        """

    @abstractmethod
    def following(self, paragraph: Paragraph) -> Paragraph | None:
        """The paragraph behind another; None behind the last."""

    @abstractmethod
    def preceding(self, paragraph: Paragraph) -> Paragraph | None:
        """The paragraph before another; None before the first."""

    def paragraphs(self, start: int = 0, *, backwards: bool = False) -> Iterator[Paragraph]:
        """The paragraphs from the one at offset `start` on, to the end or back to the beginning."""
        step = self.preceding if backwards else self.following
        paragraph: Paragraph | None = self.paragraph_at(start)
        while paragraph is not None:
            yield paragraph
            paragraph = step(paragraph)

    def stripped(self, span: Span) -> Span | None:
        """A span without the white space at both ends; None where it holds nothing else."""
        start = end = None
        for paragraph in takewhile(lambda one: one.start < span.end, self.paragraphs(span.start)):
            text = paragraph.slice(max(0, span.start - paragraph.start), span.end - paragraph.start)
            if text.strip():
                start = max(span.start, paragraph.start) + len(text) - len(text.lstrip())
                break
        if start is None:
            return None
        for paragraph in self.paragraphs(span.end, backwards=True):
            first = max(0, start - paragraph.start)
            text = paragraph.slice(first, span.end - paragraph.start)
            if text.strip():
                end = paragraph.start + first + len(text.rstrip())
                break
        return None if end is None else Span(start, end)


class _ParagraphOfString(Paragraph):
    __slots__ = ("_text",)

    def __init__(self, start: int, text: str) -> None:
        self.start = start
        self.is_long = len(text) > LONG_PARAGRAPH
        self._text = text

    @property
    def length(self) -> int:
        return len(self._text)

    @property
    def text(self) -> str:
        return self._text

    def slice(self, first: int, last: int) -> str:
        return self._text[max(0, first) : max(0, last)]


class StringParagraphs(Paragraphs):
    """A string in paragraphs. Offsets are code points of all of it."""

    def __init__(self, text: str, *, ends_open: bool = False) -> None:
        """`ends_open`: whether a newline at the very end begins another paragraph, empty, on which one may type."""
        self._text = text
        self._starts = array("q", [0])
        self._starts.extend(match.end() for match in PARAGRAPH_END.finditer(text))
        if not ends_open and len(self._starts) > 1 and self._starts[-1] == len(text):
            self._starts.pop()
        self._latest = self._paragraph(0)

    @property
    def end(self) -> int:
        return len(self._text)

    def paragraph_at(self, offset: int) -> Paragraph:
        if self._latest.start != offset:
            self._latest = self._paragraph(self._index(offset))
        return self._latest

    def following(self, paragraph: Paragraph) -> Paragraph | None:
        index = self._index(paragraph.start) + 1
        return self._paragraph(index) if index < len(self._starts) else None

    def preceding(self, paragraph: Paragraph) -> Paragraph | None:
        index = self._index(paragraph.start) - 1
        return self._paragraph(index) if index >= 0 else None

    def _index(self, offset: int) -> int:
        """Number, from 0, of the paragraph that holds an offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def _paragraph(self, index: int) -> Paragraph:
        start = self._starts[index]
        is_last = index + 1 == len(self._starts)
        text = self._text[start : len(self._text) if is_last else self._starts[index + 1]]
        newline = next((newline for newline in NEWLINES.values() if text.endswith(newline)), "")
        return _ParagraphOfString(start, text.removesuffix(newline))
