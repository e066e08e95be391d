"""The counts of a file as bytes, and back: a line of JSON, then the figures of the marks, eight bytes each.

Whoever unpacks makes sure before that the bytes are those that were packed, of a file that is still the same. Here it
is looked at only whether they can be the counts of such a file at all.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from itertools import pairwise
from typing import TYPE_CHECKING

from tui_reader.documents.byte_text import WINDOW
from tui_reader.documents.counting import Marks
from tui_reader.text.paragraphs import NEWLINES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.documents.counting import Counts

_FIGURE = 8
"""Bytes of one figure."""
_SHA256 = re.compile("[0-9a-f]{64}")


def packed(counts: Counts) -> bytes:
    """Counts that are complete."""
    head = {
        "marks": len(counts.places),
        "newline": counts.newline,
        "fingerprint": counts.fingerprint,
        "damage": counts.first_damage,
    }
    figures = (counts.places, counts.code_points, counts.paragraphs, counts.controlled)
    return json.dumps(head).encode("ascii") + b"\n" + b"".join(map(_in_bytes, figures))


def unpack(counts: Counts, content: bytes, size: int) -> bool:
    """Takes what `packed` has given for a file with so many bytes of text; whether it was that, and nobody counts."""
    line, _, body = content.partition(b"\n")
    try:
        head = json.loads(line)
        marks, newline, fingerprint, damage = (head[key] for key in ("marks", "newline", "fingerprint", "damage"))
    except (ValueError, TypeError, KeyError, RecursionError):
        return False
    if not isinstance(marks, int) or not 0 < marks <= len(body) // (3 * _FIGURE) or len(body) % _FIGURE:
        return False
    if not isinstance(fingerprint, str) or not _SHA256.fullmatch(fingerprint) or not _is_newline(newline):
        return False
    if damage is not None and not (isinstance(damage, int) and 0 <= damage < size):
        return False
    figures = array("q", body)
    if sys.byteorder == "big":
        figures.byteswap()
    places, code_points, paragraphs = (figures[n * marks : (n + 1) * marks] for n in range(3))
    controlled = figures[3 * marks :]
    fits = (
        all(each[0] == 0 and _ascends(each) for each in (places, code_points, paragraphs))
        and places[-1] == size
        and all(later - sooner <= 2 * WINDOW for sooner, later in pairwise(places))
        and all(map(int.__le__, code_points, places))
        and all(map(int.__le__, paragraphs, places))
        and all(0 <= mark < marks - 1 for mark in controlled)
        and _ascends(controlled)
    )
    return fits and counts.take(Marks(places, code_points, paragraphs, controlled), newline, fingerprint, damage)


def _in_bytes(figures: array[int]) -> bytes:
    if sys.byteorder == "big":
        figures = figures[:]
        figures.byteswap()
    return figures.tobytes()


def _ascends(figures: Sequence[int]) -> bool:
    return all(map(int.__le__, figures, figures[1:]))


def _is_newline(name: object) -> bool:
    return isinstance(name, str) and (name in NEWLINES or name in ("none", "mixed"))
