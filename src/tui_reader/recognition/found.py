"""What a recogniser finds in a stretch of text: spans that could be tagged, and how they belong together.

A recogniser is a function of a string alone. Whoever calls it gives a paragraph and knows where that stands; nothing
here knows of documents, sets, or of what somebody has tagged already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from tui_reader.text.span import Span

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Found(NamedTuple):
    """One thing that was recognised."""

    spans: tuple[Span, ...]
    """Code points of the text given, one span per fragment, in order."""
    tag: str
    """The tag it could have, by its name in the default tagset."""
    origin: str
    """Who found it: the name of the recogniser."""
    score: float
    """From 0 to 1: in how many of such cases it is right."""
    attributes: Mapping[str, Any] = NOTHING
    """What could be answered about it, by the default tagset: `ref` of a citation."""

    @property
    def extent(self) -> Span:
        """From the first character of it to behind the last."""
        return Span(self.spans[0].start, self.spans[-1].end)


class Join(NamedTuple):
    """How two of what was found belong together."""

    relation: str
    """By its name in the default tagset."""
    source: int
    """Which of what was found it goes out from."""
    target: int


class Recognised(NamedTuple):
    """All that one recogniser, or several, found in a text."""

    found: tuple[Found, ...] = ()
    joins: tuple[Join, ...] = ()
    awaiting: tuple[int, ...] = ()
    """Which quotations are somebody's who was named before the text (`speaking`)."""
    speaker: int | None = None
    """Which Source goes on to speak behind it."""


Recogniser: TypeAlias = Callable[[str], Recognised]
