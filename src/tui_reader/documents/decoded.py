"""A document whose whole text is in memory: small files, and encodings that only a decoder can find its way in.

Its offsets are code points.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tui_reader.documents.document import Document, Window
from tui_reader.documents.title import MARKDOWN_SUFFIXES, title_of
from tui_reader.text.bidi import EXPLICIT_CONTROL
from tui_reader.text.paragraphs import NEWLINES, StringParagraphs
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tui_reader.text.paragraphs import Paragraph


class _Window:
    def __init__(self, start: int, text: str) -> None:
        self._start = start
        self.text = text

    @property
    def encoded(self) -> bytes:
        return self.text.encode("utf-8", "surrogatepass")

    def offset(self, place: int, /) -> int:
        return self._start + place


class DecodedDocument(StringParagraphs, Document):
    """A document whose whole text is in memory."""

    def __init__(self, path: Path, text: str, encoding: str = "utf-8", content: bytes | None = None) -> None:
        """`text` is decoded already; without the `content` of the file, that of the text in `encoding` is taken."""
        super().__init__(text)
        self.path = path
        self.encoding = encoding
        self.title = title_of(text, markdown=path.suffix.lower() in MARKDOWN_SUFFIXES)
        self._content = content

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
        return [Span(0, self.end)] if EXPLICIT_CONTROL.search(self._text) else []


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
