"""The terminal's own ideas about order: they are switched off while text in visual order is on the screen.

Terminals of the VTE family (GNOME Terminal, Tilix, Xfce Terminal, ...), mintty and WezTerm reorder rows by
themselves, and would undo our order. The escape sequence that stops them is that of ECMA-48 (BDSM, mode 8) as
the Terminal Working Group's recommendation on bidi reads it; others pass it over.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

EXPLICIT, IMPLICIT = b"\x1b[8l", b"\x1b[8h"
"""The application orders the text; the terminal does, which is its default."""


@contextmanager
def explicit_order(descriptor: int) -> Iterator[None]:
    """Cells stay where they are put, on the terminal behind a file descriptor; on anything else nothing happens.

    The terminal goes back to its default however the block is left, unless it has gone away.
    """
    if not os.isatty(descriptor):
        yield
        return
    _send(descriptor, EXPLICIT)
    try:
        yield
    finally:
        _send(descriptor, IMPLICIT)


def paint_on_a_terminal() -> None:
    """Has Textual, which paints on standard error, paint on standard output where the former is a file."""
    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        sys.__stderr__ = sys.__stdout__  # type: ignore[misc]


def _send(descriptor: int, sequence: bytes) -> None:
    # A terminal that has gone away needs no mode.
    with suppress(OSError):
        os.write(descriptor, sequence)
