"""What is painted over the text: spans with a kind, from as many sources as there are features.

Selection, tags, search hits are all decorations. The view asks for the *stretches* of a paragraph, each with
everything that lies on it, and knows nothing about where they come from.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, insort
from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Layer(StrEnum):
    """What a decoration means; the view gives each a look."""

    HIDDEN = "hidden"
    """A sign for a character that has no look of its own."""
    SUSPECT = "suspect"
    """The sign for a bidi control that makes the text look like another."""
    ANNOTATION = "annotation"
    """`name` is the tag, or empty for a plain highlight."""
    POINT = "point"
    """The character behind a point, the place without text that is annotated; `name` as above."""
    UNSETTLED = "unsettled"
    """An annotation that is not where it was made, or not on what it was made, and that nobody has confirmed."""
    SUGGESTION = "suggestion"
    """What could be annotated; `name` is the tag it could have."""
    CURRENT_SUGGESTION = "current-suggestion"
    """The suggestion that the caret is on."""
    CONFLICT = "conflict"
    """An annotation that two sides left in two states."""
    FOCUS = "focus"
    """The annotation that the caret is on, or that is chosen in the sidebar."""
    PARTNER = "partner"
    """An annotation that is linked to the one the caret is on. `name` is CHOSEN at the end of the link one is at."""
    FRAGMENT = "fragment"
    """A fragment of the annotation that the caret is on, where that has several."""
    EDGE = "edge"
    """The end of an annotation that is being moved."""
    LINK_START = "link-start"
    """The annotation from which a link is being drawn."""
    GROUP = "group"
    """What annotators have marked together; `name` is how far they agree (`review.groups.State`)."""
    DISPUTED = "disputed"
    """The part of a group that some have marked and others have not."""
    DECIDED = "decided"
    """A group on which the reviewer has decided; `name` is REJECTED where it is not to be."""
    GROUP_START = "group-start"
    """The first character of a group; `name` is how far annotators agree, of one that is decided as there."""
    CURRENT_GROUP = "current-group"
    """The group one is at."""
    HIT = "hit"
    CURRENT_HIT = "current-hit"
    SELECTION = "selection"


CHOSEN = "chosen"
REJECTED = "rejected"


class Decoration(NamedTuple):
    """One span and what it is. Painted in ascending `priority`; what comes later wins where looks collide."""

    span: Span
    layer: Layer
    name: str = ""
    priority: int = 0


class Stretch(NamedTuple):
    """A span on which the same decorations lie."""

    span: Span
    decorations: tuple[Decoration, ...]
    """In ascending priority, then longest first, so that the innermost of equals comes last."""


def stretches(decorations: Iterable[Decoration], within: Span) -> Iterator[Stretch]:
    """Cuts `within` wherever a decoration begins or ends; only decorated stretches are given, in order."""
    first, last = within
    present = [d for d in decorations if d.span.start < d.span.end and d.span.start < last and first < d.span.end]
    if not present:
        return
    present.sort(key=_from_below)
    begin: defaultdict[int, list[int]] = defaultdict(list)
    end: defaultdict[int, list[int]] = defaultdict(list)
    for number, ((start, stop), *_) in enumerate(present):
        begin[max(start, first)].append(number)
        end[min(stop, last)].append(number)
    lying: list[int] = []
    """Numbers of the decorations on the present stretch, in order."""
    for start, following in itertools.pairwise(sorted({*begin, *end})):
        for number in end.get(start, ()):
            del lying[bisect_left(lying, number)]
        for number in begin.get(start, ()):
            insort(lying, number)
        if lying:
            yield Stretch(Span(start, following), tuple(map(present.__getitem__, lying)))


def _from_below(decoration: Decoration) -> tuple[int, int, int, str]:
    (start, end), _, name, priority = decoration
    return priority, start - end, start, name


def stretch_under(pieces: Sequence[Stretch], span: Span) -> Stretch | None:
    """The last stretch that shares a character with a cluster's span.

    A lam-alef is one cell for two letters: what lies on either of them lies on it.
    """
    place = bisect_left(pieces, ((span.end,),)) - 1
    return pieces[place] if place >= 0 and pieces[place].span.end > span.start else None
