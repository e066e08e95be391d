"""A reading as naive programs have it: what was read once is taken for what is on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.documents.byte_text import ByteText
from tui_reader.session.files.opening import open_reading

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.session.reader import ReaderSession
    from tui_reader.settings import Settings


def open_and_look_no_more(path: Path, settings: Settings) -> ReaderSession:
    """A reading of a document that never asks what became of its file."""
    session = open_reading(path, settings).session
    session.document.stamp = None
    return session


class TrustingBytes(ByteText):
    """The bytes of a file, taken for what they were when it was opened."""

    @property
    def is_intact(self) -> bool:
        return True
