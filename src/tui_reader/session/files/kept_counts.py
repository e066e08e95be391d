"""What counting a large file has told, kept between runs in the user's cache folder: annotations need it.

Counting a gigabyte takes four seconds, reading what was counted takes milliseconds. It is believed while the file has
the stamp it was counted with, and only where that stamp can be trusted (`Stamp.is_settled`): a file that had just been
written when the counting began is counted again the next time. So nothing follows from a file that is another one now;
deleted or damaged, the cache costs the time to count and nothing else.
"""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING

from tui_reader.documents.byte_text import WINDOW
from tui_reader.documents.in_file import FileDocument
from tui_reader.documents.packed_counts import packed, unpack
from tui_reader.documents.standing import Standing, standing_of
from tui_reader.session.files.cache_file import digest_of, read_body, write_body
from tui_reader.settings import cache_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tui_reader.documents.document import Document

LEAST = 1 << 24
"""Bytes of the smallest file for which it is worth it: counted in a sixteenth of a second."""
KEPT = 32
"""Files whose counts are kept, those that were read last."""
MAX_BYTES = 1 << 24
"""Of the counts of one file, which are then of some 40 GB."""
FORMAT = 1
"""To be raised when other counts follow from the same bytes."""
_SUFFIX = ".counts"


def counted(
    document: Document,
    progress: Callable[[float], bool],
    folder: Path | None = None,
    *,
    now: Callable[[], int] = time.time_ns,
) -> bool:
    """Counts a document, or takes what was kept of counting it; False when `progress` has said to stop.

    `folder` is where such things are kept, if not where they usually are; `now` gives nanoseconds since 1970.
    """
    if document.is_counted or not isinstance(document, FileDocument) or document.stamp is None:
        return document.count(progress)
    if document.source.size < LEAST:
        return document.count(progress)
    path = (folder or cache_folder()) / _name(document)
    about = _about(document)
    body = read_body(path, _KIND, MAX_BYTES)
    if body is not None:
        told, _, content = body.partition(b"\n")
        if told == about and unpack(document.counts, content, document.source.size):
            return True
    began = now()
    if not document.count(progress):
        return False
    # A change before the counting began would have given another stamp by now, and so would any since.
    if document.stamp.is_settled(began) and standing_of(document) is Standing.AS_READ:
        body = about + b"\n" + packed(document.counts)
        if len(body) < MAX_BYTES:
            write_body(path, _KIND, body, KEPT)
    return True


_KIND = f"counts {FORMAT} window {WINDOW}"


def _name(document: FileDocument) -> str:
    return digest_of(os.fsencode(os.path.abspath(document.path))) + _SUFFIX  # noqa: PTH100 - `Path.absolute` keeps `..`


def _about(document: FileDocument) -> bytes:
    """What the counts depend on."""
    assert document.stamp is not None
    source = document.source
    return json.dumps([*document.stamp, source.coding.name, source.origin]).encode("ascii")
