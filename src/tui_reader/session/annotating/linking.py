"""Which annotations a link may join, and which one is meant when nobody says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.annotations.anchoring import Placement
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.recognition.refs import refs
from tui_reader.text.folding import fold_text
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection

    from tui_reader.annotations.store import AnnotationStore
    from tui_reader.annotations.tagset import RelationType, Tagset

_NUMBERED = re.compile(r"[\[(]? ?(\d{1,4}) ?[\])]?")
MOST_OF_MARKER = 12
"""Code points of a marker that holds nothing but its number."""


def may_begin(kind: RelationType, annotation: Annotation) -> bool:
    """Whether a link of this kind may go out from an annotation; a symmetric one from either end."""
    return _is_among(kind.sources, annotation) or (kind.symmetric and _is_among(kind.targets, annotation))


def may_end(kind: RelationType, annotation: Annotation) -> bool:
    """Whether a link of this kind may lead to an annotation; a symmetric one to either end."""
    return _is_among(kind.targets, annotation) or (kind.symmetric and _is_among(kind.sources, annotation))


def may_join(kind: RelationType, start: Annotation, end: Annotation) -> bool:
    """Whether a link of this kind may go from one annotation to the other."""
    return any(kind.joins(a, b) for a in start.tags or (None,) for b in end.tags or (None,))


def kinds_at(tagset: Tagset, annotation: Annotation) -> list[RelationType]:
    """The kinds of link an annotation may have, at either end, of those that are offered."""
    return [
        kind for kind in tagset.relations if kind.shown and (may_begin(kind, annotation) or may_end(kind, annotation))
    ]


def directed(kind: RelationType, one: Annotation, other: Annotation) -> tuple[Annotation, Annotation] | None:
    """The two as a link of this kind may join them, its beginning first: from one to the other if it may be so.

    None, if it may not join them at all. So a link can be drawn from either end.
    """
    return next(((a, b) for a, b in ((one, other), (other, one)) if may_join(kind, a, b)), None)


def are_linked(store: AnnotationStore, kind: RelationType, start: Annotation, end: Annotation) -> bool:
    """Whether the two are linked by this kind already; the direction counts unless it is symmetric."""
    ends = {(start.id, end.id), (end.id, start.id)} if kind.symmetric else {(start.id, end.id)}
    return any(r.name == kind.name and (r.source, r.target) in ends for r in store.relations_of(start.id))


def nearest(store: AnnotationStore, kind: RelationType, start: Annotation, within: Span) -> Annotation | None:
    """The annotation nearest to `start` that a link may join to it and does not yet, in a stretch of text.

    For what a link begins at, what stands behind comes before what stands in front. What it leads to, as a marker or a
    speaker, belongs to what it stands beside, rather to what it follows.
    """
    here = _extent(store, start)
    if here is None:
        return None
    fitting: list[tuple[tuple[bool, int, int], Annotation]] = []
    for annotation in store.overlapping(within):
        there = _extent(store, annotation)
        ends = None if there is None or annotation.id == start.id else directed(kind, start, annotation)
        if there is None or ends is None or are_linked(store, kind, *ends):
            continue
        is_before = there.start < here.start
        if ends[0] is start:
            fitting.append(((is_before, abs(there.start - here.start), 0), annotation))
        else:
            gap = max(0, there.start - here.end, here.start - there.end)
            fitting.append(((False, gap, not is_before), annotation))
    return min(fitting, key=lambda found: found[0])[1] if fitting else None


def _is_among(tags: Collection[str], annotation: Annotation) -> bool:
    return not tags or not set(tags).isdisjoint(annotation.tags)


def _extent(store: AnnotationStore, annotation: Annotation) -> Span | None:
    placed = store.placement(annotation.id)
    if not isinstance(placed, Placement) or not placed.spans:
        return None
    return Span(min(placed.spans).start, max(span.end for span in placed.spans))


def _ref(marker: Annotation) -> str:
    """What a marker is said to refer to; where nobody has said it, its number as it stands in brackets."""
    ref = marker.attributes.get("ref")
    if isinstance(ref, str | int) and str(ref).strip():
        return str(ref).strip()
    number = _NUMBERED.fullmatch(fold_text(marker.targets[0].words[:MOST_OF_MARKER]))
    return number[1] if number else ""


def cited(store: AnnotationStore, annotation: Annotation) -> list[str]:
    """The markers of references that the links of an annotation lead to, by their numbers in order."""
    named: dict[str, None] = {}
    for relation in store.relations_of(annotation.id):
        target = store.get(relation.target) if relation.source == annotation.id else None
        if isinstance(target, Annotation):
            named |= dict.fromkeys(refs(_ref(target)))
    return sorted(named, key=_number_first)


def _number_first(ref: str) -> tuple[bool, int, str, str]:
    """Sorts numbers as numbers, of any length, before all else."""
    digits = ref.lstrip("0") if ref.isdecimal() else ""
    return not ref.isdecimal(), len(digits), digits, ref
