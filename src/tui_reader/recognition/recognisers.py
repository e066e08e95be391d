"""All recognisers by name, and what several of them find in one text together."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from tui_reader.recognition.attributions import attributions
from tui_reader.recognition.citations import citations
from tui_reader.recognition.found import Found, Join, Recognised
from tui_reader.recognition.quantities import quantities
from tui_reader.recognition.quotations import quotations, unbalanced_marks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from tui_reader.recognition.found import Recogniser
    from tui_reader.text.span import Span

_quotations = lru_cache(maxsize=1)(quotations)
"""Asked twice about each text: what was quoted has somebody who said it."""


def _attributions(text: str) -> Recognised:
    return attributions(text, _quotations(text))


RECOGNISERS: Mapping[str, Recogniser] = MappingProxyType(
    {
        "citations": citations,
        "quotations": _quotations,
        "attributions": _attributions,
        "quantities": quantities,
        "unbalanced": unbalanced_marks,
    }
)
"""Those that need nothing but the text, in the order in which they are asked."""


def recognise(text: str, names: Collection[str]) -> Recognised:
    """What the recognisers of these names find in a paragraph: each thing once.

    Raises KeyError for a name that is no recogniser's.
    """
    return merged(RECOGNISERS[name](text) for name in dict.fromkeys(names))


def merged(parts: Iterable[Recognised]) -> Recognised:
    """What several recognisers found in one text, in the order of the text.

    Of what has the same tag on the same spans the surest is kept, else the one that was found first, with what only
    another one answers about it. Joins lead to what is kept, and are given once.
    """
    kept: dict[tuple[tuple[Span, ...], str], Found] = {}
    awaiting: set[tuple[tuple[Span, ...], str]] = set()
    speaker = None
    joins: dict[tuple[str, tuple[tuple[Span, ...], str], tuple[tuple[Span, ...], str]], None] = {}
    for part in parts:
        keys = [(found.spans, found.tag) for found in part.found]
        for key, found in zip(keys, part.found, strict=True):
            kept[key] = _surer(kept[key], found) if key in kept else found
        awaiting |= {keys[number] for number in part.awaiting}
        speaker = speaker if part.speaker is None else keys[part.speaker]
        joins |= {(join.relation, keys[join.source], keys[join.target]): None for join in part.joins}
    ordered = sorted(kept)
    places = {key: place for place, key in enumerate(ordered)}
    return Recognised(
        tuple(kept[key] for key in ordered),
        tuple(sorted(Join(relation, places[source], places[target]) for relation, source, target in joins)),
        tuple(sorted(places[key] for key in awaiting)),
        None if speaker is None else places[speaker],
    )


def _surer(one: Found, other: Found) -> Found:
    first, second = (one, other) if one.score >= other.score else (other, one)
    return first._replace(attributes={**second.attributes, **first.attributes})
