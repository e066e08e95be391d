"""How far the annotating of a document is, in numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.store import Snapshot
from tui_reader.session.views.placed_set import PlacedSet
from tui_reader.session.views.questions import COUNTED, View, counts, tag_counts

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.annotations.tagset import Tagset
    from tui_reader.session.views.coverage import Coverage

_MOMENT = re.compile(r'"(?:modified|created)"\s*:\s*"([^"]*)"')
_AS_WRITTEN_HERE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NOTHING = PlacedSet("", str, (), Snapshot(0, ()), 0, 0)
"""The set of somebody who has none."""


class Tally(NamedTuple):
    """How far the annotating of a document is."""

    annotations: int
    tags: Counter[str]
    """Annotations by tag; the empty one is for those without any."""
    suggestions: int
    unsettled: int
    """Annotations that wait for somebody, those without a place among them."""
    lost: int
    """Annotations that have lost their place."""
    counts: Mapping[View, int | None]
    """How many answers each question has; None where the tagset has no words for it."""
    changed: datetime | None
    """When an annotation was made or changed last, in UTC."""
    coverage: Coverage | None = None
    """None where nobody asked."""


def tally_of(sets: Sequence[PlacedSet], tagset: Tagset) -> Tally:
    """What is in some sets of one document, together."""
    found = [counts(each, tagset) for each in sets or (_NOTHING,)]
    together: dict[View, int | None] = {}
    for view in COUNTED:
        known = [count for each in found if (count := each[view]) is not None]
        together[view] = sum(known) if len(known) == len(found) else None
    return Tally(
        sum(len(each.placements) for each in sets),
        tag_counts(sets),
        sum(each.suggestions for each in sets),
        sum(each.unsettled for each in sets),
        sum(each.lost for each in sets),
        together,
        last_change(annotation for each in sets for annotation, _ in each.placements),
    )


def last_change(annotations: Iterable[Annotation]) -> datetime | None:
    """When the latest of some annotations was changed, or made."""
    # Their JSON is taken apart from the latest that may be said there on, until nothing can be later.
    latest: datetime | None = None
    written = ""
    for bound, annotation in sorted(
        ((_bound(each), each) for each in annotations), key=lambda pair: pair[0], reverse=True
    ):
        if latest is not None and bound <= written:
            break
        moment = annotation.modified or annotation.created
        if moment is not None and (latest is None or moment > latest):
            latest, written = moment, f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    return latest


def _bound(annotation: Annotation) -> str:
    """No moment that an annotation says is later; where it says one in an unusual way, later than all."""
    moments = _MOMENT.findall(annotation.json)
    return max(moments, default="") if all(map(_AS_WRITTEN_HERE.fullmatch, moments)) else "~"
