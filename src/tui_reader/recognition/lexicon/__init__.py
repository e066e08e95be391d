"""The words by which texts say who said what: TOML that people can read and add to, read when first asked for."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.recognition.lexicon import inflection
from tui_reader.text.folding import fold_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_reader.recognition.lexicon.inflection import Shape, Tense

_SEPARATOR = "\x1f"
_SHADDA = "\u0651"
_BY_STANCE = frozenset({"passives", "nouns", "hedges"})
"""Sections with words by the stance of the writer."""
_OTHERWISE = _BY_STANCE | {"verbs", "kinds", "expressions"}
"""Sections that are more than lists of words."""


class Verb(NamedTuple):
    """One form of a verb that attributes, and what is known of the verb."""

    tense: Tense
    is_plural: bool
    is_bare: bool
    is_feminine: bool
    """Of an Arabic verb: whether its subject is."""
    stance: str
    """By the default tagset: cue_stance of a Cue."""
    is_sure: bool
    """Whether it attributes wherever it is a verb."""
    is_act: bool
    """Whether saying so is what is done: accusing, denying. What is said need not follow."""
    governs: frozenset[str]
    """The prepositions before what was said."""
    lemma: str
    """The first form its line in the file has, folded."""
    spelt: str
    """As it is spelt: folding cannot tell a final alef maqsura from a yeh, nor أعتقد (I think) from اعتقد."""


class Lexicon(NamedTuple):
    """All there is of one language. Every word is folded."""

    verbs: dict[str, Verb]
    doubled: dict[str, Verb]
    """Forms that are another word without their shadda: ذكّر, reminded. Only where a text has it are they those."""
    words: dict[str, frozenset[str]]
    """Lists of words by the name they have in the file: kinds of sources, function words, ..."""
    kinds: dict[str, str]
    """What kind of source a noun stands for: role, organisation, document, anonymous."""
    expressions: dict[str, dict[str, tuple[tuple[str, ...], ...]]]
    """Fixed expressions by their kind and their first word, the longest first: words."""
    stances: dict[str, str]
    """The stance of a word that is no verb."""


@cache
def arabic() -> Lexicon:
    """The Arabic one."""
    data = _read("arabic.toml")
    return _lexicon(data, list(_shapes(data, inflection.arabic)), lambda noun: (noun, f"ال{noun}"))


@cache
def english() -> Lexicon:
    """The English one."""
    data = _read("english.toml")
    return _lexicon(data, list(_shapes(data, inflection.english)), lambda noun: (noun,))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def _shapes(data: dict[str, Any], inflected: Callable[..., Iterator[Shape]]) -> Iterator[tuple[Shape, Verb]]:
    """Every form of every verb, as it is spelt, with what is known of it."""
    for group in data["verbs"]:
        for line in filter(None, group["lines"].split("\n")):
            forms, _, governed = line.partition(":")
            governs = frozenset(fold_text(governed).split())
            lemma = fold_text(forms.split()[0])
            for shape in inflected(*forms.split()):
                yield (
                    shape,
                    Verb(
                        shape.tense,
                        shape.is_plural,
                        shape.is_bare,
                        shape.is_feminine,
                        group["stance"],
                        group.get("sure", False),
                        group.get("acts", False),
                        governs,
                        lemma,
                        shape.written,
                    ),
                )


def _lexicon(
    data: dict[str, Any], shapes: list[tuple[Shape, Verb]], variants: Callable[[str], tuple[str, ...]]
) -> Lexicon:
    # Folded all at once: a call for each of some thousand forms would take longer than all the rest.
    written = fold_text(_SEPARATOR.join(shape.written for shape, _ in shapes)).split(_SEPARATOR)
    verbs: dict[str, Verb] = {}
    doubled: dict[str, Verb] = {}
    for form, (shape, verb) in zip(written, shapes, strict=True):
        if _SHADDA in shape.written:
            doubled.setdefault(form, verb)
            continue
        known = verbs.setdefault(form, verb)
        if known is not verb and known.tense is verb.tense:
            verbs[form] = known._replace(governs=known.governs | verb.governs)
    kinds: dict[str, str] = {}
    for kind, listed in data["kinds"].items():
        for word in _folded_words(listed):
            for variant in variants(word):
                kinds.setdefault(variant, kind)
    for word in _folded_words(data.get("names", {}).get("states", "")):
        kinds.setdefault(word, "organisation")
    lists = {
        name: frozenset(_folded_words(listed))
        for section in data.keys() - _OTHERWISE
        for name, listed in data[section].items()
    }
    stances: dict[str, str] = {}
    for section in data.keys() & _BY_STANCE:
        own = {word: stance for stance, listed in data[section].items() for word in _folded_words(listed)}
        lists[section] = frozenset(own)
        stances |= own
    expressions = {name: _by_first(listed) for name, listed in data["expressions"].items()}
    return Lexicon(verbs, doubled, lists, kinds, expressions, stances)


def _folded_words(listed: str) -> list[str]:
    return fold_text(listed).split()


def _by_first(listed: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for expression in listed:
        parts = tuple(_folded_words(expression))
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(ways, key=len, reverse=True)) for first, ways in found.items()}
