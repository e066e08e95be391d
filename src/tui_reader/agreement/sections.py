"""What several observers marked on the same text: sections of a continuum, which may overlap and lie in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.text.span_sets import union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.text.span import Span


class Section(NamedTuple):
    """A unit somebody marked and the category it was given. Who gives a unit two categories has two sections."""

    spans: tuple[Span, ...]
    """Where it lies, in code points of the whole text: several if it is discontinuous, none if it has no place."""
    category: str


class Continuum(NamedTuple):
    """A text, and what each observer marked on it. Observers are told apart by their place alone."""

    length: int
    """Code points."""
    observers: Sequence[Sequence[Section]]
    """One list for each observer who read the text, empty for who marked nothing."""


def pieces_of(section: Section, length: int) -> list[Span]:
    """Where a section lies, in order, without the pieces that hold no character. Raises ValueError beyond the text."""
    spans = section.spans
    pieces = list(spans) if len(spans) == 1 and spans[0].start < spans[0].end else union(spans)
    if pieces and (pieces[0].start < 0 or pieces[-1].end > length):
        raise ValueError(f"a section from {pieces[0].start} to {pieces[-1].end} in a text of {length} code points")
    return pieces
