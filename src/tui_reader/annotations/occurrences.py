"""Find strings in a document that is never held as a whole: streamed pieces, and an overlap between them.

Many needles share one walk over the text, and are looked for by their *heads*, so that the overlap stays small
however long a needle is; what follows the head is compared with a slice of the document. A needle whose head stands
in many places that are not its own is looked for by itself, as a whole: no text makes that slow.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from tui_reader.documents.document import CodePoints

HEAD = 64
"""Code points of a needle that are searched for; the rest is compared where they are found."""
PATIENCE = 50
"""Slices that are compared with a needle in vain before it is looked for as a whole."""
FEW = 100
"""Up to this many heads of one length, a search for each is faster than a look-up at every offset."""


def find(text: CodePoints, needle: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Every offset in `start <= offset < end` at which `needle` begins, in order; overlapping ones too."""
    if not needle:
        return
    for window_start, window in windows(text, len(needle), start):
        if end is not None and window_start >= end:
            return
        at = window.find(needle)
        while at >= 0:
            offset = window_start + at
            if end is not None and offset >= end:
                return
            yield offset
            at = window.find(needle, at + 1)


def find_all(text: CodePoints, needles: Collection[str], limit: int = 2) -> dict[str, list[int]]:
    """For each needle the first `limit` offsets at which it begins; an empty needle is nowhere."""
    found: dict[str, list[int]] = {needle: [] for needle in needles}
    by_length: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for needle in found:
        if needle:
            by_length[min(len(needle), HEAD)][needle[:HEAD]].append(needle)
    for length, by_head in by_length.items():
        for needle in _find_heads(text, length, by_head, found, limit):
            found[needle] = list(islice(find(text, needle), limit))
    return found


def _find_heads(
    text: CodePoints,
    length: int,
    by_head: dict[str, list[str]],
    found: dict[str, list[int]],
    limit: int,
) -> list[str]:
    """Fills `found`, but for the needles that are the answer: to look for them by their heads takes too long."""
    in_vain: Counter[str] = Counter()
    given_up = []
    for window_start, window in windows(text, length):
        for at, head in hits(window, length, by_head):
            offset = window_start + at
            for needle in list(by_head[head]):
                if _stands_at(text, needle, offset):
                    found[needle].append(offset)
                    done = len(found[needle]) >= limit
                else:
                    in_vain[needle] += 1
                    done = in_vain[needle] >= PATIENCE
                    if done:
                        given_up.append(needle)
                if done:
                    by_head[head].remove(needle)
            if not by_head[head]:
                del by_head[head]
        if not by_head:
            break
    return given_up


def hits(window: str, length: int, heads: Mapping[str, object]) -> Iterator[tuple[int, str]]:
    """Where in the window one of the heads begins, each head's places in order; heads may go meanwhile."""
    if len(heads) > FEW:
        for at in range(len(window) - length + 1):
            head = window[at : at + length]
            if head in heads:
                yield at, head
        return
    for head in list(heads):
        at = window.find(head)
        while at >= 0 and head in heads:
            yield at, head
            at = window.find(head, at + 1)


def windows(text: CodePoints, length: int, start: int = 0) -> Iterator[tuple[int, str]]:
    """Texts with their offsets, such that every string of `length` lies in exactly one window."""
    tail = ""
    for offset, piece in text.pieces(start):
        window = tail + piece
        yield offset - len(tail), window
        tail = window[max(len(window) - length + 1, 0) :]


def _stands_at(text: CodePoints, needle: str, offset: int) -> bool:
    return len(needle) <= HEAD or text.slice(Span(offset, offset + len(needle))) == needle
