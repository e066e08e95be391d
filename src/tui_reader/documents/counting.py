"""What is known of a file only when all of it has been read: code points, paragraphs, newlines, fingerprint.

Marks are set as the counting goes on, one every window; from the nearest mark a place is counted in no time. One
thread counts, and who else wants to waits for it; others may look at any time, without a lock: a mark is there when
`places` says so.
"""

from __future__ import annotations

from _thread import allocate_lock
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.documents.byte_text import WINDOW
from tui_reader.documents.decoded import newline_named
from tui_reader.text.paragraphs import NEWLINES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.documents.byte_text import ByteText


LOOKS_AGAIN = 0.05
"""Seconds after which who waits for another thread's counting is asked whether to go on waiting."""


class Marks(NamedTuple):
    """What is kept at each mark, as `Counts` has it."""

    places: array[int]
    code_points: array[int]
    paragraphs: array[int]
    controlled: array[int]


class Counts:
    """How many code points and paragraphs stand before which places of a file."""

    def __init__(self, source: ByteText) -> None:
        self._source = source
        self._counting = allocate_lock()
        self.code_points = array("q", [0])
        """Before each mark."""
        self.paragraphs = array("q", [0])
        """Separators that have ended before each mark."""
        self.places = array("q", [0])
        """The marks, ascending. Written last: where a mark is, its figures are."""
        self.is_complete = source.size == 0
        self.newline = ""
        self.fingerprint = ""
        self.first_damage: int | None = None
        """The first place with a byte that is not in the encoding; None where there is none so far."""
        self.controlled = array("q")
        """Numbers of the marks behind which, before the next, there are embeddings, overrides or isolates."""

    @property
    def counted_to(self) -> int:
        """The place up to which all is known."""
        return self.places[-1]

    @property
    def length(self) -> int:
        """Code points up to there."""
        return self.code_points[-1]

    def mark_before(self, place: int) -> int:
        """Number of the last mark at or before a place."""
        return max(0, bisect_right(self.places, place) - 1)

    def take(self, marks: Marks, newline: str, fingerprint: str, first_damage: int | None) -> bool:
        """Has what the same file told when it was counted before; False where a thread is counting it."""
        if not self._counting.acquire(blocking=False):
            return False
        try:
            self.code_points, self.paragraphs, self.controlled = marks.code_points, marks.paragraphs, marks.controlled
            self.places = marks.places
            self.newline, self.fingerprint, self.first_damage = newline, fingerprint, first_damage
            self.is_complete = True
        finally:
            self._counting.release()
        return True

    def run(self, progress: Callable[[float], bool]) -> bool:
        """Counts from the beginning to the end; False when `progress` has said to stop, or the file is written over.

        Where another thread is at it, what that finds is waited for; if it is stopped, this one counts.
        """
        while not self._counting.acquire(timeout=LOOKS_AGAIN):
            if not progress(self.counted_to / self._source.size):
                return False
        try:
            return self.is_complete or self._run(progress)
        finally:
            self._counting.release()

    def _run(self, progress: Callable[[float], bool]) -> bool:
        from hashlib import sha256

        from tui_reader.text.controls import has_controls

        source = self._source
        digest = sha256(source.head())
        newlines = dict.fromkeys(NEWLINES, 0)
        del self.places[1:], self.code_points[1:], self.paragraphs[1:], self.controlled[:]
        place = 0
        while place < source.size:
            end = source.aligned(place + WINDOW)
            content = source.read_past_cache(place, end)
            digest.update(content)
            tally = source.tally(content)
            for name, count in tally.newlines.items():
                newlines[name] += count
            self.code_points.append(self.code_points[-1] + self._length(content, place))
            self.paragraphs.append(self.paragraphs[-1] + tally.separators)
            # No encoding of one byte a character has any.
            if source.coding.is_utf8 and has_controls(content):
                self.controlled.append(len(self.places) - 1)
            self.places.append(end)
            place = end
            if not progress(place / source.size) or not source.is_intact:
                return False
        self.newline = newline_named(newlines)
        self.fingerprint = digest.hexdigest()
        self.is_complete = True
        return True

    def _length(self, content: bytes, place: int) -> int:
        coding = self._source.coding
        if self.first_damage is None:
            try:
                return len(content.decode(coding.name))
            except UnicodeDecodeError as error:
                self.first_damage = place + error.start
        return len(coding.decode(content))
