"""A document whose whole text is in memory: small files, and encodings that only a decoder can find its way in.

Its offsets are code points.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from tui_reader.documents.document import Document, Paragraph, Window
from tui_reader.documents.title import MARKDOWN_SUFFIXES, title_of
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LONG_PARAGRAPH = 8192
"""Code points; longer paragraphs are laid out in pieces."""

# UAX #9, P1: the characters of bidi class B, CR and LF together being one.
_PARAGRAPH_END = re.compile(r"\r\n|[\n\r\x1c-\x1e\x85\u2029]")
NEWLINES = {"crlf": "\r\n", "lf": "\n", "cr": "\r", "nel": "\x85", "ps": "\u2029"}


class _Paragraph(Paragraph):
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


class _Window:
    def __init__(self, start: int, text: str) -> None:
        self._start = start
        self.text = text

    @property
    def encoded(self) -> bytes:
        return self.text.encode("utf-8", "surrogatepass")

    def offset(self, place: int, /) -> int:
        return self._start + place


class DecodedDocument(Document):
    """A document whose whole text is in memory."""

    def __init__(self, path: Path, text: str, encoding: str = "utf-8", content: bytes | None = None) -> None:
        """`text` is decoded already; without the `content` of the file, that of the text in `encoding` is taken."""
        self.path = path
        self.encoding = encoding
        self.title = title_of(text, markdown=path.suffix.lower() in MARKDOWN_SUFFIXES)
        self._content = content
        self._text = text
        self._starts = array("q", [0])
        self._starts.extend(match.end() for match in _PARAGRAPH_END.finditer(text))
        if len(self._starts) > 1 and self._starts[-1] == len(text):
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

    def slice(self, span: Span) -> str:
        return self._text[max(0, span.start) : max(0, span.end)]

    def window(self, start: int, end: int, beyond: int = 0) -> Window:
        start = max(0, start)
        return _Window(start, self._text[start : end + beyond])

    def part_before(self, offset: int) -> float:
        return min(offset / len(self._text), 1.0) if self._text else 1.0

    def offset_behind(self, part: float) -> int:
        return int(part * len(self._text))

    @property
    def paragraph_count(self) -> int:
        return len(self._starts)

    def number_of(self, paragraph: Paragraph) -> int | None:
        return self._index(paragraph.start) + 1

    def numbered(self, number: int) -> Paragraph:
        return self._paragraph(min(max(number, 1), len(self._starts)) - 1)

    # Its offsets are code points: it is its own view by code point.

    @property
    def is_counted(self) -> bool:
        return True

    def count(self, progress: Callable[[float], bool] = lambda _: True) -> bool:
        return progress(1.0) or True

    @property
    def code_points(self) -> DecodedDocument:
        return self

    def code_point_of(self, offset: int) -> int:
        return min(max(offset, 0), len(self._text))

    def offset_of(self, code_point: int) -> int:
        return min(max(code_point, 0), len(self._text))

    @property
    def length(self) -> int:
        """Code points in the document."""
        return len(self._text)

    def pieces(self, start: int = 0, size: int = 1 << 16) -> Iterator[tuple[int, str]]:
        """The text from code point `start` on as (code point, text) in order, each at most `size` code points."""
        if size < 1:
            raise ValueError(f"a piece holds at least one code point, not {size}")
        return ((place, self._text[place : place + size]) for place in range(max(0, start), self.end, size))

    @property
    def newline(self) -> str:
        return newline_of(self._text)

    @cached_property
    def fingerprint(self) -> str:
        from hashlib import sha256

        content = self._text.encode(self.encoding) if self._content is None else self._content
        self._content = None
        return sha256(content).hexdigest()

    @cached_property
    def controlled(self) -> list[Span]:
        from tui_reader.text.controls import CONTROL

        return [Span(0, self.end)] if CONTROL.search(self._text) else []

    def _index(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _paragraph(self, index: int) -> Paragraph:
        start = self._starts[index]
        is_last = index + 1 == len(self._starts)
        text = self._text[start : len(self._text) if is_last else self._starts[index + 1]]
        newline = next((newline for newline in NEWLINES.values() if text.endswith(newline)), "")
        return _Paragraph(start, text.removesuffix(newline))


def newline_of(text: str) -> str:
    """`lf`, `crlf`, `cr`, `nel`, `ps`, `mixed` or `none`: which newlines a text uses."""
    return newline_named({name: text.count(newline) for name, newline in NEWLINES.items()})


def newline_named(counts: dict[str, int]) -> str:
    """The same from how often each is found; `lf` and `cr` are counted in every `crlf` too."""
    counts = counts | {name: counts[name] - counts["crlf"] for name in ("lf", "cr")}
    used = [name for name, count in counts.items() if count]
    if not used:
        return "none"
    return used[0] if len(used) == 1 else "mixed"
