"""A document in memory, for tests of what is said about documents."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.documents.document import Document, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.text.span import Span

SPEC_TEXT = "قال الوزير 😀: «ارتفعت الأسعار بنسبة ١٢٪».[9][10]\n"
"""The example of the file format: 49 code points; the claim stands at 15-39."""


class PlainDocument(Document):
    """Text that is held as a whole and handed out in small pieces."""

    def __init__(self, text: str, path: Path = Path("seeds/doc.txt"), *, piece: int = 1 << 16) -> None:
        self.path = path
        self.encoding = "utf-8"
        self.newline = "lf"
        self.fingerprint = hashlib.sha256(text.encode()).hexdigest()
        self.title = "عنوان"
        self._text = text
        self._piece = piece
        self.slices = 0
        self.streams = 0

    @property
    def length(self) -> int:
        return len(self._text)

    @property
    def paragraph_count(self) -> int:
        return max(1, len(self._text.splitlines()))

    def paragraph(self, number: int) -> Paragraph:
        return list(self.paragraphs())[number]

    def paragraph_at(self, offset: int) -> int:
        return min(self._text.count("\n", 0, max(0, offset)), self.paragraph_count - 1)

    def slice(self, span: Span) -> str:
        self.slices += 1
        return self._text[max(0, span.start) : max(0, span.end)]

    def paragraphs(self, first: int = 0, *, backwards: bool = False) -> Iterator[Paragraph]:
        start = 0
        found = []
        for number, line in enumerate(self._text.split("\n")[: self.paragraph_count]):
            found.append(Paragraph(number, start, line))
            start += len(line) + 1
        return iter(found[first::-1] if backwards else found[first:])

    def pieces(self, start: int = 0, size: int = 1 << 16) -> Iterator[tuple[int, str]]:
        self.streams += 1
        step = min(size, self._piece)
        for offset in range(start, len(self._text), step):
            yield offset, self._text[offset : offset + step]
