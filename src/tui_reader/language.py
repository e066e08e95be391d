"""The language the interface speaks: sentences are written in English where they are said, other languages are tables.

`tr` is called where a sentence is made, so that whoever hands it on needs to know nothing of languages. A table is
imported only when its language is chosen. `tests/test_language.py` finds every sentence in the code and holds the
tables to them.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

ENGLISH = "en"
LANGUAGES = (ENGLISH, "ar")
"""What can be chosen, as BCP 47 names it."""
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


class Table(NamedTuple):
    """What a language says, by what English says."""

    language: str
    is_rtl: bool
    sentences: Mapping[str, str]
    """Placeholders are those of the English sentence, in whatever order."""
    counted: Mapping[str, Mapping[str, str]]
    """By the English plural: a sentence for each plural category of CLDR that the language has."""
    category: Callable[[int], str]
    """The plural category of a number."""


_ENGLISH = Table(ENGLISH, False, {}, {}, lambda count: "one" if count == 1 else "other")
_table = _ENGLISH
_key_of: Callable[[str], str | None] | None = None
_KEY = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)*)\}")


def use(language: str) -> None:
    """Speaks one of LANGUAGES from now on."""
    global _table
    _table = table_of(language)


def table_of(language: str) -> Table:
    """What one of LANGUAGES says."""
    if language == "ar":
        from tui_reader import arabic

        return Table(language, True, arabic.SENTENCES, arabic.COUNTED, arabic.category)
    return _ENGLISH


def current() -> str:
    """The language that is spoken."""
    return _table.language


def is_rtl() -> bool:
    """Whether the language that is spoken is written from right to left."""
    return _table.is_rtl


def name_keys(key_of: Callable[[str], str | None] | None) -> None:
    """Has sentences name keys from now on: what a person presses, by the id of a binding; None for what is no id.

    With None they name none, and the ids stay where they stand.
    """
    global _key_of
    _key_of = key_of


def tr(sentence: str, /, **values: object) -> str:
    """A sentence in the language that is spoken, `{name}` replaced by the value of that name.

    Where there is no such value and the name is the id of a binding, it is replaced by its key.
    """
    sentence = unfilled(sentence)
    return _filled(sentence, values) if values else _KEY.sub(lambda found: _named(found[1]), sentence)


def unfilled(sentence: str) -> str:
    """A sentence in the language that is spoken, as it stands in the table."""
    return _table.sentences.get(sentence, sentence)


def tr_count(count: int, one: str, other: str, /, **values: object) -> str:
    """A sentence about so many things: `one` and `other` are the English ones, `{count}` in them is the number."""
    category = _table.category(count)
    forms = _table.counted.get(other)
    sentence = forms[category] if forms is not None else one if category == "one" else other
    return _filled(sentence, {"count": count, **values})


def counted(count: int, one: str, other: str) -> str:
    """So many things, in English: for what is said to a shell."""
    return f"{count} {one if count == 1 else other}"


def listed(parts: Iterable[str]) -> str:
    """Parts of a sentence, with the comma of the language between them."""
    return tr(", ").join(parts)


class _Key:
    """A key in a sentence, by the id of a binding, in which there may be full stops."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, part: str) -> _Key:
        return _Key(f"{self._name}.{part}")

    def __format__(self, _: str) -> str:
        return _named(self._name)


class _Values(dict[str, object]):
    def __missing__(self, name: str) -> _Key:
        return _Key(name)


def _filled(sentence: str, values: Mapping[str, object]) -> str:
    return sentence.format_map(_Values({name: _shown(value) for name, value in values.items()}))


def _named(name: str) -> str:
    key = None if _key_of is None else _key_of(name)
    return f"{{{name}}}" if key is None else str(_shown(key))


def _shown(value: object) -> object:
    if not _table.is_rtl or isinstance(value, int):
        return value
    # A value may be of the other direction: in an isolate neither disturbs the other.
    return f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}"


def language_of(environment: Mapping[str, str] = os.environ) -> str:
    """The first language of the locale that is among LANGUAGES, found as gettext finds it; English where none is."""
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "C")
    if locale.partition(".")[0] in ("C", "POSIX"):
        return ENGLISH
    for name in (*environment.get("LANGUAGE", "").split(":"), locale):
        language = name.partition(".")[0].partition("@")[0].partition("_")[0].partition("-")[0].lower()
        if language in LANGUAGES:
            return language
    return ENGLISH
