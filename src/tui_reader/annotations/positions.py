"""Walk a JSON text one level at a time, so that every value is known together with its place.

The C scanner still decodes the values; only the levels somebody walks cost Python time. Offsets here are
code points into the JSON text itself, whatever its layout.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from tui_reader.annotations.strict_json import MAX_DEPTH, NotStrict, decode_at, encode_ascii, value_end
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

Step: TypeAlias = "str | int"
Pointer: TypeAlias = "tuple[Step, ...]"
"""The way from the top to a value: keys of objects and 0-based places in arrays."""

_WHITESPACE = re.compile(r"[ \t\r\n]*")
_COMMA = re.compile(r"[ \t\r\n]*,[ \t\r\n]*")
_PLAIN_KEY = re.compile(r"[A-Za-z_@][A-Za-z0-9_:-]*")


class Fault(NamedTuple):
    """A value that the grammar allows and a strict reader refuses."""

    pointer: Pointer
    offset: int
    message: str


class Cursor:
    """A place in a JSON text that moves from value to value.

    While `members()` or `elements()` is iterated the cursor stands on each value in turn; the loop's body may
    take the value or walk into it, and what it leaves alone is skipped.
    """

    def __init__(self, text: str, offset: int = 0) -> None:
        self.text = text
        self.offset = offset
        self.skip_whitespace()

    def skip_whitespace(self) -> None:
        """Move to the next character that is not white space, or to the end."""
        match = _WHITESPACE.match(self.text, self.offset)
        if match is not None:
            self.offset = match.end()

    def peek(self) -> str:
        """The character the cursor stands on; empty at the end."""
        return self.text[self.offset : self.offset + 1]

    def value(self) -> Any:
        """Take the value under the cursor. NotStrict is raised with the cursor already past the value."""
        start = self.offset
        try:
            value, self.offset = decode_at(self.text, start)
        except NotStrict:
            self.offset = value_end(self.text, start)
            raise
        return value

    def skip_value(self) -> None:
        """Move past the value under the cursor."""
        self.offset = value_end(self.text, self.offset)

    def members(self) -> Iterator[str]:
        """The keys of the object under the cursor, equal ones each time. Raises JSONDecodeError."""
        self._take("{")
        if self._taken("}"):
            return
        while True:
            key = self._key()
            start = self.offset
            yield key
            if self.offset == start:
                self.skip_value()
            if self._taken("}"):
                return
            self._take(",")

    def elements(self) -> Iterator[int]:
        """The places in the array under the cursor, from 0. Raises JSONDecodeError."""
        self._take("[")
        if self._taken("]"):
            return
        number = 0
        while True:
            start = self.offset
            yield number
            if self.offset == start:
                self.skip_value()
            comma = _COMMA.match(self.text, self.offset)
            if comma is not None:
                self.offset = comma.end()
            elif self._taken("]"):
                return
            else:
                self._take(",")
            number += 1

    def enter(self, step: Step) -> bool:
        """Move to the value behind one key or place; without one, stay and answer False."""
        start = self.offset
        opened = self.peek()
        if isinstance(step, str) and opened == "{":
            for key in self.members():
                if key == step:
                    return True
        elif isinstance(step, int) and opened == "[":
            for number in self.elements():
                if number == step:
                    return True
        self.offset = start
        return False

    def _key(self) -> str:
        if self.peek() != '"':
            raise json.JSONDecodeError(tr("Expecting a key in double quotes"), self.text, self.offset)
        end = value_end(self.text, self.offset)
        key: str = json.loads(self.text[self.offset : end])
        self.offset = end
        self._take(":")
        return key

    def _taken(self, character: str) -> bool:
        self.skip_whitespace()
        if self.peek() != character:
            return False
        self.offset += 1
        self.skip_whitespace()
        return True

    def _take(self, character: str) -> None:
        if not self._taken(character):
            raise json.JSONDecodeError(tr("Expecting '{character}'", character=character), self.text, self.offset)


def locate(text: str, offset: int, pointer: Pointer) -> int:
    """Where the value lies that `pointer` leads to from the value at `offset`; or its nearest ancestor."""
    cursor = Cursor(text, offset)
    try:
        for step in pointer:
            if not cursor.enter(step):
                break
    except json.JSONDecodeError as error:
        return error.pos
    return cursor.offset


def faults(cursor: Cursor, pointer: Pointer = ()) -> Iterator[Fault]:
    """Every place in the value under the cursor that a strict reader refuses; moves past the value."""
    if len(pointer) > MAX_DEPTH:
        yield Fault(pointer, cursor.offset, tr("values are nested more than {most} deep", most=MAX_DEPTH))
        cursor.skip_value()
    elif cursor.peek() == "{":
        seen: set[str] = set()
        for key in cursor.members():
            inner = (*pointer, key)
            if key in seen:
                yield Fault(inner, cursor.offset, tr("the key {key} is given twice", key=encode_ascii(key)))
            if any("\ud800" <= character <= "\udfff" for character in key):
                yield Fault(inner, cursor.offset, tr("the key holds half of a surrogate pair"))
            seen.add(key)
            yield from faults(cursor, inner)
    elif cursor.peek() == "[":
        for number in cursor.elements():
            yield from faults(cursor, (*pointer, number))
    else:
        start = cursor.offset
        try:
            cursor.value()
        except NotStrict as error:
            yield Fault(pointer, start, str(error))


def format_pointer(pointer: Pointer) -> str:
    """`items[3].target.selector[1].start`; `$` for the top."""
    text = ""
    for step in pointer:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _PLAIN_KEY.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{encode_ascii(step)}]"
    return text or "$"


class LineCounter:
    """1-based line numbers of offsets that are mostly asked for in rising order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offset = 0
        self._line = 1

    def line_of(self, offset: int) -> int:
        """The line that holds `offset`, counted in LF as JSON editors and git do."""
        if offset < self._offset:
            self._offset, self._line = 0, 1
        self._line += self._text.count("\n", self._offset, offset)
        self._offset = offset
        return self._line
