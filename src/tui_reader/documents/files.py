"""From a path to a `Document`: files that cannot be read as text are refused in one line, never half read.

Small files are decoded as a whole. Larger ones stay where they are, if their encoding allows that, and are
judged by their beginning.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, BinaryIO

from tui_reader.documents.decoded import DecodedDocument
from tui_reader.documents.encodings import SAMPLE_BYTES, decode
from tui_reader.documents.stamp import Stamp
from tui_reader.errors import DocumentError
from tui_reader.language import tr

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.documents.document import Document
    from tui_reader.documents.encodings import Decoded

DECODED_BYTES = 1 << 19
"""Files up to this size are decoded as a whole: that takes a millisecond or two."""


def read_document(path: Path, encoding: str | None = None) -> Document:
    """Reads a text or Markdown file; `encoding` is what a person says it is in, else the bytes are asked.

    Raises `DocumentError` when the file is missing, a folder, not a regular file, not readable, empty, binary
    or not decodable. Never waits on a FIFO or a device.
    """
    with _open(path) as file:
        status = os.fstat(file.fileno())
        document = _read_open(path, file, status.st_size, encoding)
    # Taken before anything was read: what is written meanwhile gives another one.
    document.stamp = Stamp.of(status)
    return document


def _read_open(path: Path, file: BinaryIO, size: int, encoding: str | None) -> Document:
    if size > DECODED_BYTES:
        sample = decode(_read(path, file, SAMPLE_BYTES), path, encoding, partial=True)
        document = _in_its_file(path, file, sample)
        if document is not None:
            return document
        file.seek(0)
    content = _read(path, file, -1)
    decoded = decode(content, path, encoding)
    if not decoded.text:
        raise DocumentError(path, tr("is empty"))
    return DecodedDocument(path, decoded.text, decoded.encoding, content)


def _in_its_file(path: Path, file: BinaryIO, sample: Decoded) -> Document | None:
    """The document left where it is; None where its encoding cannot be read in windows."""
    # Small files are shown sooner without these modules.
    from tui_reader.documents.byte_text import ByteText, coding_of
    from tui_reader.documents.in_file import FileDocument

    coding = coding_of(sample.encoding)
    if coding is None:
        return None
    source = ByteText(os.dup(file.fileno()), coding, len(sample.byte_order_mark))
    # It may have been emptied since its size was asked.
    return FileDocument(path, source) if source.size else None


def read_content(path: Path, limit: int = -1) -> bytes:
    """The bytes of a regular file, or its first `limit` bytes. Raises `DocumentError`."""
    with _open(path) as file:
        return _read(path, file, limit)


def _open(path: Path) -> BinaryIO:
    try:
        # Looked at before it is opened, as opening a device may act on it; and once more after, as another
        # file may have taken the name meanwhile. Opening a FIFO without O_NONBLOCK would wait for a writer.
        _require_regular(path, os.stat(path).st_mode)  # noqa: PTH116 - the text of its errors is the same
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        file = os.fdopen(descriptor, "rb")
    except OSError as error:
        raise refusal(path, error) from error
    except ValueError as error:
        raise DocumentError(path, tr("is not a possible file name")) from error
    try:
        _require_regular(path, os.fstat(descriptor).st_mode)
    except BaseException:
        file.close()
        raise
    return file


def _read(path: Path, file: BinaryIO, limit: int) -> bytes:
    try:
        return file.read(limit)
    except OSError as error:
        raise refusal(path, error) from error


def _require_regular(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise DocumentError(path, tr("is a folder"))
    if not stat.S_ISREG(mode):
        raise DocumentError(path, tr("is not a regular file"))


def refusal(path: Path, error: OSError) -> DocumentError:
    """What the operating system said about a path, as one line."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        reason = tr("is a link to a file that does not exist") if path.is_symlink() else tr("no such file")
    elif isinstance(error, PermissionError):
        reason = tr("not readable (permission denied)")
    else:
        reason = tr("cannot be read ({reason})", reason=error.strerror or error)
    return DocumentError(path, reason)
