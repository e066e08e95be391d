"""A command that cannot be done, told by an exception in words for the person at the keyboard."""

from __future__ import annotations

from tui_reader.errors import TuiReaderError


class Refused(TuiReaderError):
    """A command that cannot be done now, and why, in words for the person at the keyboard."""


class NotYet(Refused):
    """A command that can be done as soon as the annotations, or a document that has changed, are read."""
