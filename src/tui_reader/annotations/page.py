"""An annotation page as text: its members and items one by one, each with its value and its place.

The file can have any layout. What is passed on is enough to read a page, to check it, and to keep the exact
text of what nobody understood.
"""

from __future__ import annotations

import codecs
import json
import os
import re
import stat
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.annotations.positions import Cursor, Pointer
from tui_reader.annotations.sets import ITEMS
from tui_reader.annotations.shape import Read, read_at
from tui_reader.annotations.strict_json import NotStrict
from tui_reader.errors import AnnotationFileError
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 256 << 20
"""Of a file that is read: some 250,000 annotations."""
MAX_FAULTS = 1000
"""So much that is wrong is told of one file."""
MAX_MEMBERS = 10_000
"""Members of a page beside its items: more are no page."""
_WIDE = {
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}
_LOST = "[\udc80-\udcff]"
_LOST_ON_A_LINE = "(?m)^[^\n\udc80-\udcff]*[\udc80-\udcff]"


class Part(NamedTuple):
    """A member of the page, or one of its items."""

    pointer: Pointer
    start: int
    """Offset into the JSON text."""
    end: int
    value: Any
    """None where the value is not `sound`, or was `read` already."""
    sound: bool
    """Whether a strict reader takes the value."""
    opens_items: bool = False
    """The list of items begins here; the items follow as parts of their own."""
    read: Read | None = None
    """What the item says, where its shape tells that there is nothing wrong with it."""
    broken: str = ""
    """Why the stretch is neither: what breaks the grammar there. Only `salvage` passes on such parts."""


def parts(text: str) -> Iterator[Part]:
    """Everything on the page in the order of the text. Raises JSONDecodeError at a break of the grammar."""
    cursor = Cursor(text)
    for key in cursor.members():
        if key == ITEMS and cursor.peek() == "[":
            yield Part((ITEMS,), cursor.offset, cursor.offset, None, sound=True, opens_items=True)
            for number in cursor.elements():
                yield item_at(cursor, number)
        else:
            yield part_at(cursor, (key,))
    if cursor.peek():
        raise json.JSONDecodeError(tr("Extra data after the page"), text, cursor.offset)


def item_at(cursor: Cursor, number: int) -> Part:
    """The item under the cursor; the cursor moves past it. Raises JSONDecodeError."""
    start = cursor.offset
    read = read_at(cursor.text, start)
    if read is None:
        return part_at(cursor, (ITEMS, number))
    cursor.offset = read.end
    return Part((ITEMS, number), start, read.end, None, sound=True, read=read)


def part_at(cursor: Cursor, pointer: Pointer) -> Part:
    """The value under the cursor as a part; the cursor moves past it. Raises JSONDecodeError."""
    start = cursor.offset
    try:
        value = cursor.value()
    except NotStrict:
        return Part(pointer, start, cursor.offset, None, sound=False)
    return Part(pointer, start, cursor.offset, value, sound=True)


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file. Raises AnnotationFileError; a pipe or a device is never waited for."""
    try:
        _require_regular(path, path.stat().st_mode)
        # Another file may have taken the name meanwhile: opening a pipe must not wait for whoever writes into it.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as stream:
            status = os.fstat(descriptor)
            _require_regular(path, status.st_mode)
            if status.st_size > MAX_BYTES:
                raise AnnotationFileError(
                    path,
                    tr(
                        "is {size} MB large; at most {most} MB are read",
                        size=status.st_size >> 20,
                        most=MAX_BYTES >> 20,
                    ),
                )
            return stream.read()
    except (OSError, ValueError) as error:
        raise AnnotationFileError(path, reason_of(error)) from None


def _require_regular(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise AnnotationFileError(path, tr("is a folder") if stat.S_ISDIR(mode) else tr("is not a regular file"))


class PageText(NamedTuple):
    """The text of a file, and what its bytes are besides UTF-8."""

    text: str
    """Without a byte-order mark; a byte that is no character is a code point of its own."""
    encoding: str = "utf-8"
    """`utf-8-sig` where there was a byte-order mark."""
    faults: tuple[tuple[int, str], ...] = ()
    """Offset and message of everything that is wrong with the bytes."""
    is_whole: bool = True
    """Whether every byte was a character's."""

    @property
    def is_exact(self) -> bool:
        """Whether the text in UTF-8 is the file again, but for a byte-order mark."""
        return self.is_whole and self.encoding in ("utf-8", "utf-8-sig")


def read_text(path: Path, content: bytes, *, lost: str = "\ufffd") -> PageText:
    """The text of a page as far as there is one. Raises AnnotationFileError if there is none at all.

    A page is UTF-8 (RFC 8259, 8.1). One in UTF-16 or UTF-32 is read as such, one with wrong bytes too, and the faults
    say so. `lost` stands for a wrong byte; empty, the byte stays as Python's `surrogateescape` has it.
    """
    encoding = _wide_encoding(content)
    faults: tuple[tuple[int, str], ...] = ()
    if encoding:
        faults = ((0, tr("is {encoding}, not UTF-8", encoding=encoding.upper())),)
    else:
        encoding = "utf-8-sig" if content.startswith(codecs.BOM_UTF8) else "utf-8"
        if encoding == "utf-8-sig":
            faults = ((0, tr("begins with a byte-order mark")),)
    is_whole = True
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        is_whole = False
        if not encoding.startswith("utf-8"):
            text = content.decode(encoding, "replace")
        else:
            text = content.decode(encoding, "surrogateescape")
            # Of what is no page at all the first line is enough.
            wrong = islice(re.finditer(_LOST_ON_A_LINE, text), MAX_FAULTS if text.lstrip().startswith("{") else 1)
            faults += tuple((line.end() - 1, tr("is not UTF-8")) for line in wrong)
            if lost:
                text = re.sub(_LOST, lost, text)
    text = text.removeprefix("\ufeff")
    if not text or text.isspace():
        raise AnnotationFileError(path, tr("is empty"))
    return PageText(text, encoding, faults, is_whole)


def _wide_encoding(content: bytes) -> str:
    """UTF-16 or UTF-32, by the mark or by the bytes of the first character, which is an ASCII one; else empty."""
    for encoding, mark in _WIDE.items():
        if content.startswith(mark) or content[: len(mark)] == "{".encode(encoding):
            return encoding
    return ""


def decode_page(path: Path, content: bytes) -> str:
    """The text of a page, without a byte-order mark. Raises AnnotationFileError if it is not UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise AnnotationFileError(path, tr("is not UTF-8 (line {line})", line=line)) from None
    if not text or text.isspace():
        raise AnnotationFileError(path, tr("is empty"))
    return text


def reason_of(error: OSError | ValueError) -> str:
    """What the system says about a file, on one line and without the file's name."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return " ".join(str(error).split())
