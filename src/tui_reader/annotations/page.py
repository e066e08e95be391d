"""An annotation page as text: its members and items one by one, each with its value and its place.

The file can have any layout. What is passed on is enough to read a page, to check it, and to keep the exact
text of what nobody understood.
"""

from __future__ import annotations

import json
import stat
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


def parts(text: str) -> Iterator[Part]:
    """Everything on the page in the order of the text. Raises JSONDecodeError at a break of the grammar."""
    cursor = Cursor(text)
    for key in cursor.members():
        if key == ITEMS and cursor.peek() == "[":
            yield Part((ITEMS,), cursor.offset, cursor.offset, None, sound=True, opens_items=True)
            for number in cursor.elements():
                start = cursor.offset
                read = read_at(text, start)
                if read is None:
                    yield _part(cursor, (ITEMS, number))
                else:
                    cursor.offset = read.end
                    yield Part((ITEMS, number), start, read.end, None, sound=True, read=read)
        else:
            yield _part(cursor, (key,))
    if cursor.peek():
        raise json.JSONDecodeError(tr("Extra data after the page"), text, cursor.offset)


def _part(cursor: Cursor, pointer: Pointer) -> Part:
    start = cursor.offset
    try:
        value = cursor.value()
    except NotStrict:
        return Part(pointer, start, cursor.offset, None, sound=False)
    return Part(pointer, start, cursor.offset, value, sound=True)


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file. Raises AnnotationFileError; a pipe or a device is never waited for."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise AnnotationFileError(path, tr("is a folder") if path.is_dir() else tr("is not a regular file"))
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise AnnotationFileError(path, reason_of(error)) from None


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
