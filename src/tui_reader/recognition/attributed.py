"""What the rules of each language hand over: words that attribute, with whom they name."""

from __future__ import annotations

from typing import NamedTuple

LEAST = 0.5
"""How sure something has to be to be suggested."""


class Phrase(NamedTuple):
    """Words that name who spoke: places among the words of the text, the last one included."""

    first: int
    last: int
    kind: str
    """By the default tagset: source_kind of a Source."""
    score: float
    """From 0 to 1: how sure it is that they are the subject, and all of it."""
    skip: int = 0
    """How many letters of the first word are not part of it."""


class Ended(NamedTuple):
    """A phrase and where the text goes on."""

    phrase: Phrase | None
    after: int


class Attributed(NamedTuple):
    """Words that attribute, places as in a `Phrase`, and the sources they attribute to."""

    first: int
    last: int
    stance: str
    """By the default tagset: cue_stance of a Cue."""
    score: float
    sources: tuple[Phrase, ...]
    skip: int = 0
    """How many letters of the first word are not part of it."""
    is_silent: bool = False
    """Whether no words attribute, but a colon: `الوزير: لا عودة`. Its places are those of the colon."""
    is_nameless: bool = False
    """Whether nobody is named on purpose: `قيل`. Who spoke before does not speak here."""
    is_tag: bool = False
    """`وفق فلان`, `حسب تعبيره`: words between marks right before it are what it attributes."""
    is_noun: bool = False
    """`مزاعم`: who is named with it does not go on to speak."""
