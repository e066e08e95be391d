"""JSON as RFC 8259 and I-JSON (RFC 7493) mean it: nothing that two readers could read differently.

Python's own decoder takes `NaN`, lets the last of two equal keys win and passes half surrogate pairs on. Here
each of these is refused, because a value that was read wrongly would be written back wrongly.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn, TypeAlias

from tui_reader.language import tr

JsonObject: TypeAlias = dict[str, Any]

MAX_DEPTH = 100
"""Objects and arrays inside one another; far beyond any annotation, far below Python's recursion limit."""
MAX_DIGITS = 400
"""Digits of an integer: more cannot be meant, and reading them costs quadratic time."""

_LINE_BREAK = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
_HALF_PAIR = re.compile(r"\\u[dD][89a-fA-F]")


class NotStrict(ValueError):
    """The text follows JSON's grammar, but readers would not agree on what it says."""


def _whole(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise NotStrict(
            tr("the number has {count} digits; at most {most} are read", count=len(digits), most=MAX_DIGITS)
        )
    return int(digits)


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise NotStrict(tr("the number {number} is too large", number=text[:40]))
    return number


def _refuse_constant(name: str) -> NoReturn:
    raise NotStrict(tr("{name} is not a JSON number", name=name))


def _unique(pairs: list[tuple[str, Any]]) -> JsonObject:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise NotStrict(tr("the key {key} is given twice", key=encode_ascii(key)))
            seen.add(key)
    return members


_STRICT = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_whole, parse_float=_finite, parse_constant=_refuse_constant
)
_LENIENT = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def value_end(text: str, offset: int) -> int:
    """Offset just past the JSON value that begins at `offset`, whatever it holds. Raises JSONDecodeError."""
    try:
        return _LENIENT.raw_decode(text, offset)[1]
    except RecursionError:
        raise json.JSONDecodeError(tr("Too many values inside one another"), text, offset) from None


def decode_at(text: str, offset: int) -> tuple[Any, int]:
    """The value that begins exactly at `offset`, and the offset just past it.

    Raises JSONDecodeError where the grammar is broken, NotStrict where the value is ambiguous.
    """
    try:
        value, end = _STRICT.raw_decode(text, offset)
    except RecursionError:
        value_end(text, offset)
        raise NotStrict(tr("values are nested more than {most} deep", most=MAX_DEPTH)) from None
    opened = text.count("{", offset, end) + text.count("[", offset, end)
    if opened > MAX_DEPTH and _depth(value) > MAX_DEPTH:
        raise NotStrict(tr("values are nested more than {most} deep", most=MAX_DEPTH))
    if _HALF_PAIR.search(text, offset, end) and not is_writable(json.dumps(value, ensure_ascii=False)):
        raise NotStrict(tr("the text holds half of a surrogate pair"))
    return value, end


def decode(text: str) -> Any:
    """The one value `text` holds. Raises JSONDecodeError or NotStrict."""
    start = len(text) - len(text.lstrip(" \t\r\n"))
    value, end = decode_at(text, start)
    if text[end:].strip(" \t\r\n"):
        raise json.JSONDecodeError(tr("Extra data"), text, end)
    return value


def encode(value: Any) -> str:
    """`value` on one line, in Unicode, not escaped beyond what JSON demands.

    Raises ValueError for what a strict reader would refuse: NaN, infinities, half surrogate pairs.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    text.encode()
    return text


def is_writable(text: str) -> bool:
    """Whether UTF-8 can hold a text: half a surrogate pair has no place in it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def on_one_line(text: str) -> str:
    """The same JSON without line breaks: JSON allows none inside strings, so those outside mean nothing."""
    return _LINE_BREAK.sub(" ", text) if "\n" in text or "\r" in text else text


def encode_ascii(value: Any) -> str:
    """`value` for a message: every character outside ASCII escaped, so nothing in it can surprise."""
    return json.dumps(value)


def _depth(value: Any) -> int:
    """How many objects and arrays stand inside one another at the deepest place, without recursion."""
    depth = 0
    level = [value]
    while level:
        inner = [item for item in level if isinstance(item, dict | list)]
        depth += bool(inner)
        level = [child for item in inner for child in (item.values() if isinstance(item, dict) else item)]
    return depth
