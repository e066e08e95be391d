"""The hostile corpus (`data/hostile.toml`): what no document, set, name, key or setting may make a terminal do."""

from __future__ import annotations

import tomllib

from strategies import TESTS

_TABLES: dict[str, dict[str, str]] = tomllib.loads((TESTS / "data" / "hostile.toml").read_text(encoding="utf-8"))
MARKS = 1000
"""Marks on one letter, more than any terminal is prepared for."""

HEAPS = {"heap-of-harakat": "ب" + "\u064b" * MARKS, "heap-of-accents": "a" + "\u0301\u0489" * (MARKS // 2)}
HOSTILE: dict[str, str] = HEAPS | {
    f"{table}-{name}": text for table, texts in _TABLES.items() for name, text in texts.items()
}
"""All of it, by names."""
MARKUP = {name: text for name, text in HOSTILE.items() if name.startswith("markup-")}
OBEYED = {name: text for name, text in HOSTILE.items() if not name.startswith(("markup-", "odd-"))}
"""What a terminal would do something with."""

NOT_UTF_8 = [b"\xff\xfe", b"\x9b31m", b"a\x80\x9d0;pwned\x07", b"\xed\xa0\x80", b"\xc0\x9b31m", b"\xf4\x90\x80\x80"]
"""Names of files that are no UTF-8: a byte that is a control in Latin-1, a surrogate, an overlong ESC, too high."""
LONGEST_NAME = 255
"""Bytes of a file's name."""


def file_names(most: int = LONGEST_NAME - len(".txt")) -> list[bytes]:
    """Every hostile text as far as a file's name can have it, and names that are no text; of at most `most` bytes."""
    texts = [text.replace("/", "\u2215").replace("\0", "") for text in HOSTILE.values()]
    return [name[:most] for name in (*(text.encode() for text in texts), *NOT_UTF_8, b"n" * most)]


def one_line() -> str:
    """All of it but heaps and breaks of lines, as a person might be handed it."""
    return " ".join(" ".join(text.split()) for name, text in HOSTILE.items() if name not in HEAPS)
