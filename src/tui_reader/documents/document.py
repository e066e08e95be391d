"""A source document: immutable text reached by offset, one paragraph or one stretch at a time.

An *offset* is a place in a document. Within a paragraph offsets count code points; from one paragraph to the
next they may leap, so that a place in a file of any size is known without counting what stands before it. What is
written to annotation files are *code points* of the whole text, and `Document.code_points` is the one border
between the two: in a text that is held in memory they are the same numbers, in a file they are known once it has
been counted.

Nobody outside `documents` may ask for the whole text at once. Callers walk `paragraphs()`, stream
`code_points.pieces()` or take a `slice()` as long as what they show.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Protocol

from tui_reader.text.paragraphs import Paragraphs
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tui_reader.documents.stamp import Stamp
    from tui_reader.text.paragraphs import Paragraph


class CodePoints(Protocol):
    """A document's text by code point, as the selectors of annotation files count it."""

    @property
    def length(self) -> int:
        """Code points in the document."""

    def slice(self, span: Span) -> str:
        """The text of a span, clipped to the document."""

    def pieces(self, start: int = 0, size: int = 1 << 16) -> Iterator[tuple[int, str]]:
        """The text from code point `start` on as (code point, text) in order, each at most `size` code points."""


class Window(Protocol):
    """A long piece of a document, to be searched."""

    @property
    def text(self) -> str:
        """The piece."""

    @property
    def encoded(self) -> bytes:
        """The same in UTF-8; at hand without decoding, where the file is in UTF-8."""

    def offset(self, place: int, /) -> int:
        """The offset of a code point of `text`, or of its end."""


class Document(Paragraphs):
    """Decoded text, code points in logical order, newlines as they are in the file, byte-order mark left out."""

    path: Path
    encoding: str
    """IANA-like lower-case name: `utf-8`, `utf-16-le`, `windows-1256`, ..."""
    title: str
    """The first heading of a Markdown text, else the first words: one line of plain text, not yet made safe."""
    stamp: Stamp | None = None
    """What the file system said of the file before it was read; None where the text is not from a file."""

    # By offset

    @abstractmethod
    def slice(self, span: Span) -> str:
        """The source text of a span of offsets, clipped to the document."""

    @abstractmethod
    def window(self, start: int, end: int, beyond: int = 0) -> Window:
        """The text between two offsets and at least `beyond` code points more, if there are so many."""

    @abstractmethod
    def part_before(self, offset: int) -> float:
        """Which part of the document stands before an offset, from 0 to 1."""

    @abstractmethod
    def offset_behind(self, part: float) -> int:
        """The offset behind a part of the document."""

    # Paragraphs by number, from 1, as people count

    @property
    @abstractmethod
    def paragraph_count(self) -> int:
        """How many there are, at least 1; an estimate until the document is counted."""

    @abstractmethod
    def number_of(self, paragraph: Paragraph) -> int | None:
        """Which one it is; None where that is not counted yet."""

    @abstractmethod
    def numbered(self, number: int) -> Paragraph:
        """The paragraph with this number, or the nearest there is. Raises `NotCounted`."""

    # By code point

    @property
    @abstractmethod
    def is_counted(self) -> bool:
        """Whether everything below is known: nothing there raises `NotCounted` then."""

    @abstractmethod
    def count(self, progress: Callable[[float], bool] = lambda _: True) -> bool:
        """Counts the code points, in whatever thread it is called; whether it came to the end.

        `progress` is told now and then which part is done, 0 to 1, and says whether to go on.
        """

    @property
    @abstractmethod
    def code_points(self) -> CodePoints:
        """The text by code point. Raises `NotCounted`."""

    @abstractmethod
    def code_point_of(self, offset: int) -> int:
        """Code points before an offset. Raises `NotCounted` where nobody has counted yet."""

    @abstractmethod
    def offset_of(self, code_point: int) -> int:
        """The offset at which a code point stands, clipped to the document. Raises `NotCounted`."""

    def byte_of(self, _offset: int, /) -> int | None:
        """The byte of the file at which an offset stands; None where that is not known."""
        return None

    @property
    @abstractmethod
    def newline(self) -> str:
        """`lf`, `crlf`, `cr`, `nel`, `ps`, `mixed` or `none`. Raises `NotCounted`."""

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """SHA-256 of the file's bytes, in lower-case hexadecimal. Raises `NotCounted`."""

    @property
    def damage(self) -> str:
        """What is wrong with the file's bytes, as far as they were looked at; empty where nothing is."""
        return ""

    @property
    def is_intact(self) -> bool:
        """Whether what is asked of it is still answered from the bytes that were opened, whatever became of the file.

        Where it is not, what is no longer known is empty, and nothing may be said about it.
        """
        return True

    @property
    @abstractmethod
    def controlled(self) -> list[Span]:
        """The stretches, in order, outside of which there are no embeddings, overrides or isolates.

        Raises `NotCounted`.
        """

    def span_of(self, code_points: Span) -> Span:
        """The span of offsets for a span of code points. Raises `NotCounted`."""
        return Span(self.offset_of(code_points.start), self.offset_of(code_points.end))

    def code_point_span(self, span: Span) -> Span:
        """The span of code points for a span of offsets. Raises `NotCounted`."""
        return Span(self.code_point_of(span.start), self.code_point_of(span.end))
