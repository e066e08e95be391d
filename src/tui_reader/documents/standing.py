"""How a document stands to the file it was read from: as it was read, changed since, or gone.

One look at the file system answers, and reads nothing. Who has reason not to trust that look, as the file had been
written just before it was read (see `Stamp`), compares the bytes.
"""

from __future__ import annotations

import os
from enum import Enum
from typing import TYPE_CHECKING

from tui_reader.documents.stamp import Stamp

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.documents.document import Document

_PIECE = 1 << 20
"""Bytes read at once where a file is compared."""


class Standing(Enum):
    """What became of the file of a document."""

    AS_READ = "as-read"
    CHANGED = "changed"
    """Another text, or the same written anew."""
    GONE = "gone"
    """There is no file of that name, or it cannot be asked about."""


def stamp_now(path: Path) -> Stamp | None:
    """What the file system says of a file now, links followed; None where there is none."""
    try:
        return Stamp.of(os.stat(path))  # noqa: PTH116 - asked before every annotation, and once a second
    except (OSError, ValueError):
        return None


def standing_of(document: Document) -> Standing:
    """One look at the file of a document. A document that was not read from a file is as it was read."""
    if document.stamp is None:
        return Standing.AS_READ
    now = stamp_now(document.path)
    if now is None:
        return Standing.GONE
    return Standing.AS_READ if now == document.stamp and document.is_intact else Standing.CHANGED


def holds_other_bytes(document: Document) -> bool:
    """Whether the file of a document that is counted has another fingerprint; reads all of it, in any thread."""
    from hashlib import sha256

    digest = sha256()
    try:
        with document.path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except (OSError, ValueError):
        return True
    return digest.hexdigest() != document.fingerprint
