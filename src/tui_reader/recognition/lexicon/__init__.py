"""The words by which texts say who said what: TOML that people can read and add to, read when first asked for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.recognition.lexicon import inflection
from tui_reader.text.folding import fold_text

if TYPE_CHECKING:
    from tui_reader.recognition.lexicon.inflection import Tense

_SEPARATOR = "\x1f"


class Verb(NamedTuple):
    """One form of a verb that attributes, and what is known of the verb."""

    tense: Tense
    is_plural: bool
    is_bare: bool
    stance: str
    """By the default tagset: cue_stance of a Cue."""
    is_sure: bool
    """Whether it attributes wherever it is a verb."""
    governs: frozenset[str]
    """The prepositions before what was said."""
    is_defective: bool
    """Arabic: whether it is written with a final alef maqsura, which folding cannot tell from a yeh."""


class Lexicon(NamedTuple):
    """All there is of one language. Every word is folded."""

    verbs: dict[str, Verb]
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
    shapes: list[tuple[inflection.Shape, str, bool, frozenset[str], bool]] = []
    for group in data["verbs"]:
        for line in group["lines"].split("\n"):
            forms, _, governed = line.partition(":")
            parts = forms.split()
            if parts:
                governs = frozenset(fold_text(governed).split())
                for shape in inflection.arabic(*parts):
                    is_defective = shape.is_bare and shape.written[-1] == "ى"
                    shapes.append((shape, group["stance"], group.get("sure", False), governs, is_defective))
    return _lexicon(data, shapes, _arabic_variants)


@cache
def english() -> Lexicon:
    """The English one."""
    data = _read("english.toml")
    shapes: list[tuple[inflection.Shape, str, bool, frozenset[str], bool]] = []
    for group in data["verbs"]:
        for line in group["lines"].split("\n"):
            if line.strip():
                for shape in inflection.english(*line.split()):
                    shapes.append((shape, group["stance"], group.get("sure", False), frozenset(), False))
    return _lexicon(data, shapes, lambda word: (word,))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__name__).joinpath(name).read_text(encoding="utf-8"))


def _lexicon(data: dict[str, Any], shapes: list[Any], variants: Any) -> Lexicon:
    # Folded all at once: a call for each of some thousand forms would take longer than all the rest.
    written = fold_text(_SEPARATOR.join(shape.written for shape, *_ in shapes)).split(_SEPARATOR)
    verbs: dict[str, Verb] = {}
    for form, (shape, stance, is_sure, governs, is_defective) in zip(written, shapes, strict=True):
        known = verbs.get(form)
        if known is None:
            known = Verb(shape.tense, shape.is_plural, shape.is_bare, stance, is_sure, governs, is_defective)
        elif known.tense is shape.tense:
            known = known._replace(governs=known.governs | governs)
        verbs[form] = known
    kinds: dict[str, str] = {}
    for kind, listed in data["kinds"].items():
        for word in _folded_words(listed):
            for variant in variants(word):
                kinds.setdefault(variant, kind)
    words = {
        name: frozenset(_folded_words(listed))
        for section in ("function_words", "phrases")
        for name, listed in data.get(section, {}).items()
    }
    stances = {
        word: stance
        for section in ("passives", "nouns", "adverbs")
        for stance, listed in data.get(section, {}).items()
        for word in _folded_words(listed)
    }
    for section in ("passives", "nouns", "adverbs"):
        listed = data.get(section, {})
        words[section] = frozenset(word for value in listed.values() for word in _folded_words(value))
    words["saying"] = frozenset(_folded_words(data.get("nouns", {}).get("saying", "")))
    words["passives_marked"] = frozenset(
        word for value in data["passives"].values() for word in value.split() if fold_text(word) != word
    )
    expressions = {name: _by_first(listed) for name, listed in data["expressions"].items() if isinstance(listed, list)}
    return Lexicon(verbs, words, kinds, expressions, stances)


def _folded_words(listed: str) -> list[str]:
    return fold_text(listed).split()


def _arabic_variants(noun: str) -> tuple[str, ...]:
    return (noun, f"ال{noun}")


def _by_first(listed: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for expression in listed:
        parts = tuple(_folded_words(expression))
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(ways, key=len, reverse=True)) for first, ways in found.items()}
