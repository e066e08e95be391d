"""What the rules of each language hand over: a cue with whom it names."""

from __future__ import annotations

from typing import NamedTuple


class Phrase(NamedTuple):
    """Words that name who spoke: places among the words of the text, the last one included."""

    first: int
    last: int
    kind: str
    score: float
    skip: int = 0
    """How many letters of the first word are not part of it."""


class Attributed(NamedTuple):
    """Words that attribute, and the sources they attribute to."""

    first: int
    last: int
    stance: str
    score: float
    sources: tuple[Phrase, ...]
    skip: int = 0
    """How many letters of the first word are not part of it."""
    has_content: bool = False
    """Whether what was said follows as a clause (أن, that)."""
