"""A document in memory, for tests of what is said about documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.documents.decoded import DecodedDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.text.span import Span

SPEC_TEXT = "قال الوزير 😀: «ارتفعت الأسعار بنسبة ١٢٪».[9][10]\n"
"""The example of the file format: 49 code points; the claim stands at 15-39."""


class PlainDocument(DecodedDocument):
    """Text that is handed out in small pieces, and counts how often it was."""

    def __init__(self, text: str, path: Path = Path("seeds/doc.txt"), *, piece: int = 1 << 16) -> None:
        super().__init__(path, text)
        self._piece = piece
        self.slices = 0
        self.streams = 0

    def slice(self, span: Span) -> str:
        self.slices += 1
        return super().slice(span)

    def pieces(self, start: int = 0, size: int = 1 << 16) -> Iterator[tuple[int, str]]:
        self.streams += 1
        return super().pieces(start, min(size, self._piece))
