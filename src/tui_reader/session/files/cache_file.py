"""A file in the cache folder: a head with what it is, of which version, and a digest of the rest.

What is damaged, or was written by another version, is nothing; what cannot be written is not kept. A file is written
whole beside the old one and put in its place, so programs that run at once see one or the other. Of each kind the
latest used are kept. It is for the eyes of its owner.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from tui_reader import __version__
from tui_reader.annotations import atomic
from tui_reader.documents.files import read_content
from tui_reader.errors import DocumentError, SaveError

if TYPE_CHECKING:
    from pathlib import Path

_DIGEST_BYTES = 16


def read_body(path: Path, kind: str, limit: int) -> bytes | None:
    """What `write_body` has written as this kind; None where that is not there whole, or has more bytes."""
    try:
        head, _, body = read_content(path, limit + 1).partition(b"\n")
        if head != _head(kind, body):
            return None
        # The latest used are kept.
        os.utime(path)
    except (OSError, DocumentError):
        return None
    return body


def write_body(path: Path, kind: str, body: bytes, kept: int) -> None:
    """Keeps it, and of all files with this ending no more than the latest `kept`."""
    with suppress(OSError, SaveError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        atomic.replace(path, _head(kind, body) + b"\n" + body)
        caches = sorted(path.parent.glob(f"*{path.suffix}"), key=lambda each: each.stat().st_mtime, reverse=True)
        for old in caches[kept:]:
            old.unlink(missing_ok=True)


def digest_of(content: bytes) -> str:
    """By which bytes are known again."""
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).hexdigest()


def _head(kind: str, body: bytes) -> bytes:
    return f"tui-reader {__version__} {kind} {digest_of(body)}".encode()
