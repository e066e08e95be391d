"""From a path to a `Document`: files that cannot be read as text are refused in one line, never half read.

A `DecodedDocument` holds its whole text in memory and an index of where its paragraphs begin.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

from tui_reader.documents.document import Document, Paragraph
from tui_reader.documents.encodings import decode
from tui_reader.documents.title import MARKDOWN_SUFFIXES, title_of
from tui_reader.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.text.span import Span

# UAX #9, P1: the characters of bidi class B, CR and LF together being one.
_PARAGRAPH_END = re.compile(r"\r\n|[\n\r\x1c-\x1e\x85\u2029]")
_NEWLINES = {"crlf": "\r\n", "lf": "\n", "cr": "\r", "nel": "\x85", "ps": "\u2029"}


class DecodedDocument(Document):
    """A document whose whole text is in memory."""

    def __init__(self, path: Path, text: str, encoding: str = "utf-8", fingerprint: str = "") -> None:
        """`text` is decoded already; without a `fingerprint`, that of the text in `encoding` is taken."""
        self.path = path
        self.encoding = encoding
        self.fingerprint = fingerprint or hashlib.sha256(text.encode(encoding)).hexdigest()
        self.newline = newline_of(text)
        self.title = title_of(text, markdown=path.suffix.lower() in MARKDOWN_SUFFIXES)
        self._text = text
        self._starts = array("q", [0])
        self._starts.extend(match.end() for match in _PARAGRAPH_END.finditer(text))
        if len(self._starts) > 1 and self._starts[-1] == len(text):
            self._starts.pop()

    @property
    def length(self) -> int:
        return len(self._text)

    @property
    def paragraph_count(self) -> int:
        return len(self._starts)

    def paragraph(self, number: int) -> Paragraph:
        if not 0 <= number < len(self._starts):
            raise IndexError(f"no paragraph {number} among {len(self._starts)}")
        start = self._starts[number]
        is_last = number + 1 == len(self._starts)
        end = len(self._text) if is_last else self._starts[number + 1]
        text = self._text[start:end]
        newline = next((newline for newline in _NEWLINES.values() if text.endswith(newline)), "")
        return Paragraph(number, start, text.removesuffix(newline))

    def paragraph_at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def slice(self, span: Span) -> str:
        return self._text[max(0, span.start) : max(0, span.end)]

    def paragraphs(self, first: int = 0, *, backwards: bool = False) -> Iterator[Paragraph]:
        last = len(self._starts) - 1
        numbers = range(min(first, last), -1, -1) if backwards else range(max(first, 0), last + 1)
        return map(self.paragraph, numbers)

    def pieces(self, start: int = 0, size: int = 1 << 16) -> Iterator[tuple[int, str]]:
        if size < 1:
            raise ValueError(f"a piece holds at least one code point, not {size}")
        return ((offset, self._text[offset : offset + size]) for offset in range(max(0, start), self.length, size))


def read_document(path: Path, encoding: str | None = None) -> DecodedDocument:
    """Reads a text or Markdown file; `encoding` is what a person says it is in, else the bytes are asked.

    Raises `DocumentError` when the file is missing, a folder, not a regular file, not readable, empty, binary
    or not decodable. Never waits on a FIFO or a device.
    """
    content = read_content(path)
    decoded = decode(content, path, encoding)
    if not decoded.text:
        raise DocumentError(path, "is empty")
    return DecodedDocument(path, decoded.text, decoded.encoding, hashlib.sha256(content).hexdigest())


def read_content(path: Path, limit: int = -1) -> bytes:
    """The bytes of a regular file, or its first `limit` bytes. Raises `DocumentError`."""
    try:
        # Looked at before it is opened, as opening a device may act on it; and once more after, as another
        # file may have taken the name meanwhile. Opening a FIFO without O_NONBLOCK would wait for a writer.
        _require_regular(path, os.stat(path).st_mode)  # noqa: PTH116 - the text of its errors is the same
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            _require_regular(path, os.fstat(descriptor).st_mode)
            return file.read(limit)
    except OSError as error:
        raise refusal(path, error) from error
    except ValueError as error:
        raise DocumentError(path, "is not a possible file name") from error


def newline_of(text: str) -> str:
    """`lf`, `crlf`, `cr`, `nel`, `ps`, `mixed` or `none`: which newlines a text uses."""
    counts = {name: text.count(newline) for name, newline in _NEWLINES.items()}
    counts["lf"] -= counts["crlf"]
    counts["cr"] -= counts["crlf"]
    used = [name for name, count in counts.items() if count]
    if not used:
        return "none"
    return used[0] if len(used) == 1 else "mixed"


def _require_regular(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise DocumentError(path, "is a folder")
    if not stat.S_ISREG(mode):
        raise DocumentError(path, "is not a regular file")


def refusal(path: Path, error: OSError) -> DocumentError:
    """What the operating system said about a path, as one line."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        reason = "is a link to a file that does not exist" if path.is_symlink() else "no such file"
    elif isinstance(error, PermissionError):
        reason = "not readable (permission denied)"
    else:
        reason = f"cannot be read ({error.strerror or error})"
    return DocumentError(path, reason)
