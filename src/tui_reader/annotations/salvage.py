"""A page with a break in its grammar: what stands before the break, and what stands behind it.

This program writes one record and one line of members a line. So a line that is broken (a bit that flipped, a mark
of a merge that git gave up, a cut) costs that line: behind it the page is read line by line. What cannot be read
becomes a part of its own, so that nothing between two parts is lost.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tui_reader.annotations.page import Part, item_at, parts
from tui_reader.annotations.positions import Cursor, Pointer
from tui_reader.annotations.sets import ITEMS
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BROKEN_LINES = 10_000
"""What has more of them is no page with a break in it: the rest is one broken part."""
_BETWEEN = re.compile(r"[ \t\r\n,]*")
_LINE = re.compile(r"[^\n]*\n?")
_BEHIND_A_VALUE = " \t\r\n,"


def salvaged(text: str) -> Iterator[Part]:
    """What `page.parts` gives; where that would raise JSONDecodeError, a `broken` part, and then what can be read.

    The pointer of a broken part says whether it stands among the items or on the page; its value is None. It is empty
    where nothing but a comma is missing. Nothing is raised: what is no page at all is one broken part.
    """
    rest = _Rest(text)
    try:
        for part in parts(text):
            # An item is an object. A bracket too many would make one array of all the records behind it.
            if isinstance(part.value, list) and len(part.pointer) > 1 and "\n{" in text[part.start : part.end]:
                raise json.JSONDecodeError(tr("Expecting a record on a line of its own"), text, part.start)
            rest.passed(part)
            yield part
    except json.JSONDecodeError as error:
        yield from rest.by_lines(error)


class _Rest:
    """What has not been read yet."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offset = 0
        self._items = 0
        self._is_among_items = False
        self._is_closed = False
        self._broken_lines = 0
        self._message = ""
        """What is wrong with the line that was looked at last."""

    def passed(self, part: Part) -> None:
        self._is_among_items = part.opens_items or len(part.pointer) > 1
        self._offset = part.end + part.opens_items
        if len(part.pointer) > 1:
            self._items = int(part.pointer[1]) + 1

    def by_lines(self, fault: json.JSONDecodeError) -> Iterator[Part]:
        begin = _past(_BETWEEN, self._text, self._offset)
        self._offset = begin
        broken = self._broken(begin, begin, fault.msg)
        is_told = False
        while self._offset < len(self._text):
            start = self._offset
            if self._broken_lines == MAX_BROKEN_LINES:
                self._offset = len(self._text)
                broken = broken._replace(end=self._offset)
                break
            was_among_items = self._is_among_items
            self._offset = _past(_LINE, self._text, start)
            found = self._line(start, self._offset)
            if found is not None:
                if broken.end > broken.start or (not is_told and fault.pos < self._offset):
                    yield broken
                    is_told = True
                yield from found
                broken = self._broken(self._offset, self._offset, self._message)
                continue
            self._broken_lines += 1
            if broken.end == broken.start:
                message = self._message if is_told else fault.msg
                pointer: Pointer = (ITEMS, self._items) if was_among_items else ()
                broken = Part(pointer, start, self._offset, None, sound=False, broken=message)
            else:
                broken = broken._replace(end=self._offset)
        if broken.end > broken.start or not is_told:
            yield broken

    def _broken(self, start: int, end: int, message: str) -> Part:
        pointer: Pointer = (ITEMS, self._items) if self._is_among_items else ()
        return Part(pointer, start, end, None, sound=False, broken=message)

    def _line(self, start: int, end: int) -> list[Part] | None:
        """The parts that stand on a line by themselves; None where it is broken."""
        line = self._text[start:end].rstrip(_BEHIND_A_VALUE)
        if not line or (line == "}" and not self._is_among_items and not self._is_closed):
            self._is_closed = self._is_closed or bool(line)
            return []
        self._message = tr("Extra data after the page")
        if self._is_closed:
            return None
        if self._is_among_items:
            # A bracket before something else is one too many, be it the next record.
            ends = line[:1] == "]" and line[1:].strip() in ("", "}")
            if ends and not self._text.startswith("{", _past(_BETWEEN, self._text, end)):
                self._is_among_items = False
                self._is_closed = line != "]"
                return []
            return self._item(line, start)
        return self._members(line, start)

    def _item(self, line: str, start: int) -> list[Part] | None:
        cursor = Cursor(line)
        self._message = tr("Expecting a record on a line of its own")
        if cursor.peek() != "{" or cursor.offset:
            return None
        try:
            part = item_at(cursor, self._items)
        except json.JSONDecodeError as error:
            self._message = error.msg
            return None
        if part.end != len(line):
            return None
        self._items += 1
        return [_moved(part, start)]

    def _members(self, line: str, start: int) -> list[Part] | None:
        """The members on a line, between braces that are put around it."""
        self._message = tr("Expecting a key in double quotes")
        if not line.startswith('"'):
            return None
        opens = line.endswith("[")
        try:
            found = list(parts(f"{{{line}{']' if opens else ''}}}"))
        except json.JSONDecodeError as error:
            self._message = error.msg
            return None
        self._is_among_items = opens and found[-1].opens_items
        return [_moved(part, start - 1) for part in found] if self._is_among_items or not opens else None


def _past(pattern: re.Pattern[str], text: str, offset: int) -> int:
    match = pattern.match(text, offset)
    return offset if match is None else match.end()


def _moved(part: Part, by: int) -> Part:
    read = None if part.read is None else part.read._replace(end=part.read.end + by)
    return part._replace(start=part.start + by, end=part.end + by, read=read)
