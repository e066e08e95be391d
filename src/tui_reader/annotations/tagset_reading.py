"""TOML tables read with a complaint, and a stand-in value, for everything that is not as it must be.

So one reading of a file finds all that is wrong in it. tomllib does not tell where a value stood; the line of
the nearest `[[table]]` header above it is told instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeGuard

from tui_reader.annotations.problems import Problem
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*([A-Za-z_.]+)[ \t]*\]\]", re.MULTILINE)


class Table:
    """One table of a TOML file, its place, and the list that collects the problems of the whole file."""

    def __init__(
        self,
        values: dict[str, Any],
        pointer: str,
        path: Path,
        text: str,
        problems: list[Problem],
        line: int | None = None,
    ) -> None:
        self.problems = problems
        self._values = values
        self._pointer = pointer
        self._path = path
        self._text = text
        self._line = line
        self._known: set[str] = set()

    def report(self, key: str, message: str) -> None:
        """Note that the value of `key` is wrong."""
        pointer = f"{self._pointer}.{key}" if self._pointer else key
        self.problems.append(Problem(self._path, self._line, pointer, message))

    def name(self, key: str) -> str:
        """A name people can read on one line."""
        value = self._get(key)
        if isinstance(value, str) and value.strip() == value != "" and _is_printable(value):
            return value
        self.report(key, tr("must be a printable text that is not empty, without spaces at its ends"))
        return ""

    def optional_name(self, key: str) -> str | None:
        """A name as `name` reads it, or nothing."""
        return None if self.value_of(key) is None else self.name(key) or None

    def key(self, key: str) -> str | None:
        """One printable character that is not white space, or nothing."""
        value = self._get(key)
        if value is None:
            return None
        if isinstance(value, str) and len(value) == 1 and value.isprintable() and not value.isspace():
            return value
        self.report(key, tr("must be one printable character"))
        return None

    def whole(self, key: str, *, minimum: int) -> int:
        """An integer that is not less than `minimum`."""
        value = self._get(key)
        if type(value) is int and value >= minimum:
            return value
        self.report(key, tr("must be an integer >= {minimum}", minimum=minimum))
        return minimum

    def flag(self, key: str, *, default: bool) -> bool:
        """`true` or `false`."""
        value = self._get(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.report(key, tr("must be true or false"))
        return default

    def choice(self, key: str, choices: Sequence[str], *, required: bool) -> str | None:
        """One of `choices`, or None."""
        value = self._get(key)
        if isinstance(value, str) and value in choices:
            return value
        if value is not None or required:
            self.report(key, tr("must be one of {names}", names=", ".join(choices)))
        return None

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of texts, each once; empty where it is missing."""
        value = self._get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            self.report(key, tr("must be a list of texts that are not empty"))
            return ()
        if len(set(value)) != len(value):
            self.report(key, tr("names something twice"))
        return tuple(dict.fromkeys(value))

    def texts(self, key: str) -> dict[str, str]:
        """Texts by language: `{ en = "…", ar = "…" }`."""
        value = self._get(key)
        if value is None:
            return {}
        if _is_texts(value):
            return value
        self.report(key, tr('must be texts by language: { en = "…", ar = "…" }'))
        return {}

    def texts_by_name(self, key: str) -> dict[str, dict[str, str]]:
        """Texts by language, for each of some names: `{ name = { en = "…", ar = "…" } }`."""
        value = self._get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.report(key, tr('must be texts by language for each answer: { answer = { en = "…", ar = "…" } }'))
            return {}
        for name, texts in value.items():
            if not _is_texts(texts):
                self.report(f"{key}.{name}", tr('must be texts by language: { en = "…", ar = "…" }'))
        return {name: texts for name, texts in value.items() if _is_texts(texts)}

    def tables(self, key: str) -> list[Table]:
        """The tables of an array of tables; empty where it is missing."""
        value = self._get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.report(key, tr("must be an array of tables: [[{key}]]", key=key))
            return []
        pointer = f"{self._pointer}.{key}" if self._pointer else key
        lines = header_lines(self._text, key) if not self._pointer else []
        places: list[int | None] = [*lines] if len(lines) == len(value) else [self._line] * len(value)
        return [
            Table(item, f"{pointer}[{number}]", self._path, self._text, self.problems, line)
            for number, (item, line) in enumerate(zip(value, places, strict=True))
        ]

    def nothing_else(self) -> None:
        """Complain of every key that nobody asked for: most often it is one mistyped."""
        for key in self._values:
            if key not in self._known:
                self.report(key, tr("is not a key that means anything here"))

    def value_of(self, key: str) -> Any:
        """The value as it stands, whatever it is; None where it is missing."""
        return self._values.get(key)

    def _get(self, key: str) -> Any:
        self._known.add(key)
        return self._values.get(key)


def header_lines(text: str, key: str) -> list[int]:
    """The lines of the headers `[[key]]`, from 1."""
    return [text.count("\n", 0, header.start(1)) + 1 for header in _HEADER.finditer(text) if header[1] == key]


def _is_texts(value: object) -> TypeGuard[dict[str, str]]:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _is_printable(text: str) -> bool:
    """Persian and Urdu words hold the zero-width non-joiner, Arabic letters by themselves the joiner."""
    return text.replace("\u200c", "").replace("\u200d", "").isprintable()


def report_repeated(tables: Iterable[Table], key: str) -> None:
    """Complain of each table whose text for `key` an earlier table has already."""
    seen: set[str] = set()
    for table in tables:
        value = table.value_of(key)
        if isinstance(value, str):
            if value in seen:
                table.report(key, tr("{value} is taken by an earlier one", value=repr(value)))
            seen.add(value)
