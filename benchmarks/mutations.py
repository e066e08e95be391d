"""Annotation sets as no program writes them: bytes, words of JSON, lines and values of a real one changed by chance.

The same content and the same `random.Random` give the same damage.
"""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|[{}\[\],:]|true|false|null')
TOKENS = (
    *(b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1", b"1.5", b"15.0", b"true", b"null", b"7" * 500, b"-0"),
    *(
        b'""',
        b'"\\ud800"',
        b'"\\udc00\\ud800"',
        b'"\\u0000"',
        b'"\x00"',
        b'"\\x"',
        b"'a'",
        b"0123",
        b"+1",
        b".5",
        b"1.",
    ),
    *(b"[" * 150, b"]" * 150, b'{"a":' * 150, b"[]", b"{}", b",", b",,", b":", b"{", b"}", b"[", b"]", b"//", b"/**/"),
    *(
        b'"urn:uuid:x"',
        b'"Annotation"',
        b'"AnnotationPage"',
        b'"../../etc/passwd"',
        b'"file:///etc/passwd"',
        b"\xff",
        b"\xed\xa0\x80",
    ),
)
LINES = (
    b"<<<<<<< HEAD",
    b"=======",
    b">>>>>>> theirs",
    b"",
    b"]",
    b"}",
    b"{",
    b"[",
    b'"items": [',
    b"\x1a",
    b"{}",
    b"null",
)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 2**70, "", " ", "x" * 3000, "\u202e", "\x1b[31m", [], {}, [[]], {"": {}}, [None]),
    *("../" * 2000, "/etc/passwd", "urn:uuid:x", {"id": "urn:uuid:x"}, [{"type": "TextPositionSelector", "start": 9}]),
)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with one to four changes."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        content = chance.choice(_KINDS)(content, chance)
    return content


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: _place(content, chance)]


def _flip(content: bytes, chance: random.Random) -> bytes:
    place = _place(content, chance)
    return (
        content[:place]
        + bytes(byte ^ 1 << chance.randrange(8) for byte in content[place : place + 1])
        + content[place + 1 :]
    )


def _remove(content: bytes, chance: random.Random) -> bytes:
    place = _place(content, chance)
    return content[:place] + content[place + chance.choice((1, 2, 7, 60, 4096)) :]


def _insert(content: bytes, chance: random.Random) -> bytes:
    place = _place(content, chance)
    return (
        content[:place] + chance.choice((b"\0", b"\xff", chance.randbytes(5), chance.choice(TOKENS))) + content[place:]
    )


def _repeat(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted((_place(content, chance), _place(content, chance)))
    return content[:end] + content[start : min(end, start + 5000)] + content[end:]


def _token(content: bytes, chance: random.Random) -> bytes:
    start = _place(content, chance)
    match = _TOKEN.search(content, start)
    if match is None:
        return content
    found = match[0]
    put = chance.choice((b"", found + found, chance.choice(TOKENS), chance.choice(TOKENS)))
    return content[: match.start()] + put + content[match.end() :]


def _lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    kind = chance.randrange(5)
    if kind == 0:
        lines[first], lines[second] = lines[second], lines[first]
    elif kind == 1:
        lines.insert(first, lines[second])
    elif kind == 2:
        del lines[first]
    elif kind == 3:
        lines.insert(first, chance.choice(LINES))
    else:
        return content.replace(b"\n", chance.choice((b"\r\n", b"\r", b"", b"\n\n")))
    return b"\n".join(lines)


def _encoding(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    kind = chance.choice(("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1256", "latin-1"))
    mark = codecs.BOM_UTF16_LE if chance.random() < 0.05 else b""
    return mark + text.encode(kind, "replace")


def _value(content: bytes, chance: random.Random) -> bytes:
    """One value anywhere replaced, taken away or given twice, in one of several layouts."""
    try:
        page = json.loads(content)
    except (ValueError, RecursionError):
        return content
    holder, key = _somewhere(page, chance)
    if holder is not None:
        kind = chance.randrange(4)
        if kind == 0:
            del holder[key]
        elif kind == 1 and isinstance(holder, list):
            holder.append(holder[key])
        else:
            holder[key] = chance.choice(VALUES)
    indent = chance.choice((None, None, 0, 1))
    return json.dumps(page, ensure_ascii=chance.random() < 0.5, indent=indent).encode("utf-8", "replace")


def _somewhere(page: Any, chance: random.Random) -> tuple[Any, Any]:
    holder, key = None, None
    while isinstance(page, dict | list) and page and (holder is None or chance.random() < 0.8):
        holder = page
        key = chance.choice(list(page)) if isinstance(page, dict) else chance.randrange(len(page))
        page = page[key]
    return holder, key


def _place(content: bytes, chance: random.Random) -> int:
    return chance.randrange(len(content) + 1)


_KINDS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_cut, _flip, _flip, _remove, _insert, _insert, _repeat, _token, _token, _token, _lines, _lines, _value, _value),
    _encoding,
)
