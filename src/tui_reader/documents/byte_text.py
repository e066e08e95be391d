"""The bytes of a text in a file, read in windows: where characters and paragraphs begin, without an index.

The file is never mapped: pages of a mapping count as the program's memory, and a file that another program
shortens would end this one. A handful of windows read last is kept.

A program that saves by renaming leaves these bytes alone: the open file is the old one. Where the open file itself is
written over, every reading finds that out before it gives a byte, and gives newlines: nothing is shown then, and never
what belongs elsewhere. Bytes that are only added behind the last one change nothing.

A *place* is a number of bytes behind the byte-order mark. Only encodings are read like this in which a paragraph
separator can be told from the bytes around it: UTF-8 and those with one byte a character.
"""

from __future__ import annotations

import codecs
import os
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.recent import Recent
from tui_reader.text.paragraphs import NEWLINES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WINDOW = 1 << 16
"""Bytes read at once."""
KEPT_WINDOWS = 8
MAX_PARAGRAPH = 1 << 24
"""Bytes; a paragraph that has gone on for so long is ended at the next multiple of this."""
_MAX_STEP = 1 << 20
_EDGE = 1 << 12
"""Bytes at the beginning and at the end by which a file that has grown is known again."""

_SEPARATORS = "\n\r\x1c\x1d\x1e\x85\u2029"
"""UAX #9, P1: the characters of bidi class B."""
_CONTINUATION = frozenset(range(0x80, 0xC0))


class Tally(NamedTuple):
    """What some bytes hold of paragraph separators."""

    separators: int
    """All of them, CR LF being one."""
    newlines: dict[str, int]
    """Those that are newlines, as `newline_named` wants them."""


class Coding(NamedTuple):
    """What is known of an encoding that can be read in windows."""

    name: str
    separators: tuple[bytes, ...]
    """The paragraph separators as bytes; CR and LF each by itself."""
    newlines: dict[str, bytes]
    """Those newlines by name that the encoding has."""
    short: bytes
    """The separators of one byte each."""
    long: tuple[re.Pattern[bytes], ...]
    """The others. For a search that finds nothing, `re` is twice as fast as `bytes.count`."""

    @property
    def is_utf8(self) -> bool:
        """Whether characters have different lengths."""
        return self.name == "utf-8"

    def decode(self, content: bytes) -> str:
        """The text; a byte that is not in the encoding becomes one lone surrogate, which nothing else does."""
        return content.decode(self.name, "surrogateescape")


@cache
def coding_of(name: str) -> Coding | None:
    """How to read an encoding in windows; None where it cannot be."""
    if name == "utf-8":
        return _coding(name, [character.encode() for character in _SEPARATORS])
    if not _has_one_byte_characters(name):
        return None
    separators = (bytes([b]) for b in range(256) if bytes([b]).decode(name, "replace") in _SEPARATORS)
    return _coding(name, sorted(separators, key=lambda b: b != b"\n"))


def _coding(name: str, separators: Sequence[bytes]) -> Coding:
    encoded = {newline: characters.encode(name, "ignore") for newline, characters in NEWLINES.items()}
    return Coding(
        name,
        tuple(separators),
        {newline: content for newline, content in encoded.items() if content},
        b"".join(separator for separator in separators if len(separator) == 1),
        tuple(re.compile(re.escape(separator)) for separator in separators if len(separator) > 1),
    )


def _has_one_byte_characters(name: str) -> bool:
    """Whether every byte is a character by itself, or nothing, and line feeds and carriage returns are ASCII's."""
    decode = codecs.getincrementaldecoder(name)
    try:
        lengths = {len(decode("replace").decode(bytes([b, 0x20]))) for b in range(256)}
    except (UnicodeError, ValueError):
        return False
    return lengths == {2} and b"\r\n".decode(name) == "\r\n"


class ByteText:
    """The bytes of an open file behind its byte-order mark."""

    def __init__(self, descriptor: int, coding: Coding, origin: int) -> None:
        """`descriptor` is of a regular file and belongs to this object from now on; `origin`: length of the mark."""
        self.coding = coding
        self.origin = origin
        self._descriptor = descriptor
        self._status = os.fstat(descriptor)
        """What the file system said when the bytes were known to be the right ones."""
        self.size = max(0, self._status.st_size - origin)
        """Bytes, as they were when the file was opened."""
        self._windows: Recent[int, bytes] = Recent(KEPT_WINDOWS)
        self._is_written_over = False
        self._edges = self._read_edges()

    def __del__(self) -> None:
        os.close(self._descriptor)

    def read(self, start: int, end: int) -> bytes:
        """The bytes of a range, clipped to the text. Never raises.

        Once the file has been written over, newlines stand for what is not in a window that is kept.
        """
        start, end = max(0, start), min(end, self.size)
        if start >= end:
            return b""
        first, last = start // WINDOW, (end - 1) // WINDOW
        if last - first >= KEPT_WINDOWS:
            return self.read_past_cache(start, end)
        content = b"".join([self._window(number) for number in range(first, last + 1)])
        return content[start - first * WINDOW : end - first * WINDOW]

    def read_past_cache(self, start: int, end: int) -> bytes:
        """The same, for those who pass by once; from any thread."""
        wanted = max(0, min(end, self.size) - start)
        content = self._pread(start + self.origin, wanted)
        # Asked behind the reading: whoever writes sets the time of the file before its bytes.
        return content.ljust(wanted, b"\n") if self.is_intact else b"\n" * wanted

    def head(self) -> bytes:
        """The byte-order mark."""
        return self._pread(0, self.origin)

    def _pread(self, place: int, wanted: int) -> bytes:
        """Bytes from a place of the file on; fewer where it ends or cannot be read."""
        content = b""
        try:
            while len(content) < wanted:
                more = os.pread(self._descriptor, wanted - len(content), place + len(content))
                if not more:
                    break
                content += more
        except OSError:
            # A disk that fails, or a server on which the file is gone (ESTALE).
            self._is_written_over = True
        return content

    def _read_edges(self) -> tuple[bytes, bytes]:
        end = self.size + self.origin
        return self._pread(0, min(_EDGE, end)), self._pread(max(0, end - _EDGE), min(_EDGE, end))

    @property
    def is_intact(self) -> bool:
        """Whether the open file still holds the bytes it held when it was opened, at least; one look, from any thread.

        What is written without another time of the file is not seen.
        """
        if self._is_written_over:
            return False
        known = self._status
        try:
            status = os.fstat(self._descriptor)
        except OSError:
            self._is_written_over = True
            return False
        # The change time is that of a link too: whoever renames another file over this one sets it.
        is_linked_anew = status.st_nlink != known.st_nlink
        if (
            status.st_size == known.st_size
            and status.st_mtime_ns == known.st_mtime_ns
            and (status.st_ctime_ns == known.st_ctime_ns or is_linked_anew)
        ):
            return True
        if status.st_size > known.st_size and self._read_edges() == self._edges:
            self._status = status
            return True
        self._is_written_over = True
        return False

    def _window(self, number: int) -> bytes:
        start = number * WINDOW
        return self._windows.get_or_make(number, lambda: self.read_past_cache(start, start + WINDOW))

    def text(self, start: int, end: int) -> str:
        """The text of a range that begins and ends between characters."""
        return self.coding.decode(self.read(start, end))

    def aligned(self, place: int) -> int:
        """The nearest place, at or behind another, where neither a character nor CR LF is cut.

        Decoding bytes cut there gives what decoding them together gives, be they damaged or not: no sequence of
        UTF-8 goes on over a byte that is not a continuation, or over more than three that are.
        """
        if place <= 0 or place >= self.size:
            return min(max(place, 0), self.size)
        around = self.read_past_cache(place - 1, place + 3)
        if around.startswith(b"\r\n"):
            return place + 1
        if self.coding.is_utf8:
            for byte in around[1:]:
                if byte not in _CONTINUATION:
                    break
                place += 1
        return place

    # Paragraphs

    def paragraph_start(self, place: int) -> int:
        """Where the paragraph begins that holds a place; a newline belongs to the paragraph it ends."""
        place = min(max(place, 0), self.size)
        boundary = place // MAX_PARAGRAPH * MAX_PARAGRAPH
        if place < self.aligned(boundary):
            boundary -= MAX_PARAGRAPH
        start = self._behind_separator(boundary, place)
        if start is None and boundary:
            start = self._behind_separator(boundary - MAX_PARAGRAPH, boundary)
            if start is None:
                return self.aligned(boundary)
        if start is not None and start == self.size:
            # A newline at the very end does not begin a paragraph.
            return self.paragraph_start(start - 1)
        return start or 0

    def paragraph_end(self, start: int) -> tuple[int, int]:
        """Where the text of the paragraph that begins at `start` ends, and where the next one begins."""
        began_before = start % MAX_PARAGRAPH == 0 or not self.is_behind_separator(start)
        limit = self.aligned((start // MAX_PARAGRAPH + (1 if began_before else 2)) * MAX_PARAGRAPH)
        return self.separator(start, limit) or (limit, limit)

    def separators(self, content: bytes) -> Iterator[int]:
        """Where each separator in some bytes ends, CR and LF together being one; in order."""
        ends: list[int] = []
        for separator in self.coding.separators:
            at = content.find(separator)
            while at >= 0:
                after = at + len(separator)
                if separator != b"\r" or content[after : after + 1] != b"\n":
                    ends.append(after)
                at = content.find(separator, after)
        return iter(sorted(ends))

    def tally(self, content: bytes) -> Tally:
        """How many separators there are in some bytes that cut none."""
        coding = self.coding
        short = len(content) - len(content.translate(None, coding.short))
        newlines = dict.fromkeys(NEWLINES, 0) | {"lf": content.count(b"\n")}
        others = {name: encoded for name, encoded in coding.newlines.items() if name != "lf"}
        if short != newlines["lf"]:
            newlines |= {name: content.count(encoded) for name, encoded in others.items() if len(encoded) == 1}
            newlines["crlf"] = content.count(b"\r\n")
        long = 0
        for pattern in coding.long:
            if found := sum(1 for _ in pattern.finditer(content)):
                long += found
                newlines |= {name: found for name, encoded in others.items() if pattern.fullmatch(encoded)}
        return Tally(short + long - newlines["crlf"], newlines)

    def separator(self, start: int, limit: int) -> tuple[int, int] | None:
        """The first separator that begins in a range: where the text before it ends, and where it ends itself."""
        step, place = 1 << 12, start
        while place < limit:
            at = min(step, limit - place)
            # A few bytes more: the separator may be cut by the edge, and CR may be followed by LF.
            content = self._passing(place, place + at + 3)
            length = 0
            for separator in self.coding.separators:
                found = content.find(separator, 0, at + len(separator) - 1)
                if found >= 0:
                    at, length = found, len(separator)
            if length:
                is_newline = content[at] not in b"\x1c\x1d\x1e"
                behind = at + length + (content[at : at + 2] == b"\r\n")
                return place + (at if is_newline else behind), place + behind
            place += at
            step = min(2 * step, _MAX_STEP)
        return None

    def _behind_separator(self, after: int, place: int) -> int | None:
        """Where the last separator ends that ends behind `after`, and not behind `place`; None without one."""
        step, end = 1 << 12, place
        while end > after:
            begin = max(0, after - 2, end - step)
            content = self._passing(begin, min(end + 2, place))
            latest = after
            for separator in self.coding.separators:
                at = content.rfind(separator)
                if separator == b"\r" and begin + at + 1 == place and self.read(place, place + 1) == b"\n":
                    at = content.rfind(separator, 0, at)  # CR LF is one, and does not end here.
                if at >= 0:
                    latest = max(latest, begin + at + len(separator))
            if latest > after:
                return latest
            end = begin if begin > after else after
            step = min(2 * step, _MAX_STEP)
        return None

    def is_behind_separator(self, place: int) -> bool:
        """Whether a separator ends at a place."""
        before = self.read(place - 3, place)
        return any(before.endswith(separator) for separator in self.coding.separators)

    def _passing(self, start: int, end: int) -> bytes:
        return self.read(start, end) if end - start <= WINDOW else self.read_past_cache(max(0, start), end)
