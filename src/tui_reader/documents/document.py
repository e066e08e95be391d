"""A source document: immutable text reached by offset, one paragraph or one slice at a time.

Nobody outside `documents` may ask for the whole text at once. Callers walk `paragraphs()`, stream `pieces()`
or take a `slice()` as long as what they show; so a document that lies in a mapped file of any size can stand
behind the same interface.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.text.span import Span


class Paragraph(NamedTuple):
    """One paragraph: what stands between two paragraph separators (UAX #9, P1)."""

    number: int
    """0-based, in document order. People are shown number + 1."""
    start: int
    """Offset of the first code point."""
    text: str
    """Without the newline that ends it (LF, CRLF, CR, NEL or U+2029). The information separators U+001C to
    U+001E also end a paragraph; they are not newlines but visible characters, and stay its last one."""

    @property
    def end(self) -> int:
        """Offset just past the last code point of `text`."""
        return self.start + len(self.text)


class Document(ABC):
    """Decoded text, code points in logical order, newlines as they are in the file, byte-order mark left out."""

    path: Path
    encoding: str
    """IANA-like lower-case name: `utf-8`, `utf-16-le`, `windows-1256`, ..."""
    newline: str
    """`lf`, `crlf`, `cr`, `nel`, `ps`, `mixed` or `none`."""
    fingerprint: str
    """SHA-256 of the file's bytes, in lower-case hexadecimal."""
    title: str
    """The first heading of a Markdown text, else the first words: one line of plain text, not yet made safe."""

    @property
    @abstractmethod
    def length(self) -> int:
        """Code points in the document; also the last offset."""

    @property
    @abstractmethod
    def paragraph_count(self) -> int:
        """At least 1. A newline at the very end of the text does not begin another paragraph."""

    @abstractmethod
    def paragraph(self, number: int) -> Paragraph:
        """The paragraph with this 0-based number. Raises IndexError outside 0 .. paragraph_count - 1."""

    @abstractmethod
    def paragraph_at(self, offset: int) -> int:
        """Number of the paragraph that holds `offset`; a newline belongs to the paragraph it ends.

        Offsets below 0 give the first paragraph, past the end the last.
        """

    @abstractmethod
    def slice(self, span: Span) -> str:
        """The source text of a span, clipped to the document."""

    @abstractmethod
    def paragraphs(self, first: int = 0, *, backwards: bool = False) -> Iterator[Paragraph]:
        """The paragraphs from number `first` on, to the end or back to the beginning."""

    @abstractmethod
    def pieces(self, start: int = 0, size: int = 1 << 16) -> Iterator[tuple[int, str]]:
        """The text from offset `start` on as (offset, text) in order, each at most `size` code points."""
