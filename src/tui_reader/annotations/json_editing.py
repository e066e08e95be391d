"""Changes in a JSON text that leave everything else in it as it is spelt: the digits of numbers, escapes, spaces."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tui_reader.annotations.positions import Cursor
from tui_reader.annotations.strict_json import encode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from tui_reader.annotations.positions import Pointer

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def with_member(text: str, pointer: Pointer, key: str, value: Any, *, first: bool = False) -> str:
    """The text with `key` set in the object that `pointer` leads to; if it is not there yet, as the last member.

    With `first` it becomes the first one then. Raises KeyError if there is no such object.
    """
    cursor = Cursor(text)
    for step in pointer:
        if not cursor.enter(step):
            raise KeyError(pointer)
    if cursor.peek() != "{":
        raise KeyError(pointer)
    start = cursor.offset
    if cursor.enter(key):
        begin = cursor.offset
        cursor.skip_value()
        return f"{text[:begin]}{encode(value)}{text[cursor.offset :]}"
    member = f"{encode(key)}: {encode(value)}"
    members = list(_members(text, start))
    if not members:
        return f"{text[:start]}{{{member}{text[text.index('}', start) :]}"
    if first:
        place = members[0][1]
        return f"{text[:place]}{member}, {text[place:]}"
    place = members[-1][2]
    return f"{text[:place]}, {member}{text[place:]}"


def are_in_order(keys: Collection[str], order: Sequence[str]) -> bool:
    """Whether those keys that are in `order` come in that order."""
    known = {*keys} & {*order}
    return [key for key in keys if key in known] == [key for key in order if key in known]


def in_order(text: str, order: Sequence[str]) -> str:
    """The object `text` with the keys of `order` in that order, and the others behind them, as they came."""
    rank = {key: number for number, key in enumerate(order)}
    members = sorted(_members(text, Cursor(text).offset), key=lambda member: rank.get(member[0], len(order)))
    return "{" + ", ".join(text[start:end] for _, start, end in members) + "}"


def strings(text: str) -> Iterator[str]:
    """Every string in a JSON text, keys too, in whatever state the rest of it is."""
    for match in _STRING.finditer(text):
        try:
            found = json.loads(match[0], strict=False)
        except ValueError:
            continue
        yield found


def _members(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Key, begin of the key and end of the value of each member of the object at `start`."""
    cursor = Cursor(text, start)
    end = cursor.offset
    for key in cursor.members():
        begin = text.index('"', end)
        cursor.skip_value()
        end = cursor.offset
        yield key, begin, end
