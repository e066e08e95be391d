"""The language the interface speaks: sentences are written in English where they are said, other languages are tables.

`tr` is called where a sentence is made, so that whoever hands it on needs to know nothing of languages. A table is
imported only when its language is chosen. `tests/test_language.py` finds every sentence in the code and holds the
tables to them.
"""

from __future__ import annotations

import os
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


def tr(sentence: str, /, **values: object) -> str:
    """A sentence in the language that is spoken, `{name}` replaced by the value of that name."""
    sentence = _table.sentences.get(sentence, sentence)
    return _filled(sentence, values) if values else sentence


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


def _filled(sentence: str, values: Mapping[str, object]) -> str:
    if _table.is_rtl:
        # A value may be of the other direction: in an isolate neither disturbs the other.
        isolates = {name: f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}" for name, value in values.items()}
        return sentence.format_map({**isolates, **{name: v for name, v in values.items() if isinstance(v, int)}})
    return sentence.format_map(values)


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
