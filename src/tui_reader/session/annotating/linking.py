"""Which annotations a link may join, and which one is meant when nobody says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.annotations.anchoring import Placement
from tui_reader.annotations.model import Annotation
from tui_reader.text.folding import fold_text

if TYPE_CHECKING:
    from tui_reader.annotations.store import AnnotationStore
    from tui_reader.annotations.tagset import RelationType, Tagset
    from tui_reader.text.span import Span

_NUMBERED = re.compile(r"[\[(]? ?(\d{1,4}) ?[\])]?")
MOST_OF_MARKER = 12
"""Code points of a marker that holds nothing but its number."""


def may_begin(kind: RelationType, annotation: Annotation) -> bool:
    """Whether a link of this kind may go out from an annotation; a symmetric one from either end."""
    ends = {*kind.sources, *kind.targets} if kind.symmetric else {*kind.sources}
    return not kind.sources or not ends.isdisjoint(annotation.tags)


def may_join(kind: RelationType, start: Annotation, end: Annotation) -> bool:
    """Whether a link of this kind may go from one annotation to the other."""
    return any(kind.joins(a, b) for a in start.tags or (None,) for b in end.tags or (None,))


def kinds_from(tagset: Tagset, annotation: Annotation) -> list[RelationType]:
    """The kinds of link an annotation may have, of those that are offered."""
    return [kind for kind in tagset.relations if kind.shown and may_begin(kind, annotation)]


def are_linked(store: AnnotationStore, kind: RelationType, start: Annotation, end: Annotation) -> bool:
    """Whether the two are linked by this kind already; the direction counts unless it is symmetric."""
    ends = {(start.id, end.id), (end.id, start.id)} if kind.symmetric else {(start.id, end.id)}
    return any(r.name == kind.name and (r.source, r.target) in ends for r in store.relations_of(start.id))


def nearest(store: AnnotationStore, kind: RelationType, start: Annotation, within: Span) -> Annotation | None:
    """The annotation nearest to `start` that a link may lead to and does not yet, in a stretch of text.

    What stands behind comes before what stands in front.
    """
    origin = _start(store, start)
    if origin is None:
        return None
    fitting: list[tuple[bool, int, Annotation]] = []
    for annotation in store.overlapping(within):
        place = _start(store, annotation)
        if place is None or annotation.id == start.id or not may_join(kind, start, annotation):
            continue
        if not are_linked(store, kind, start, annotation):
            fitting.append((place < origin, abs(place - origin), annotation))
    return min(fitting, key=lambda found: found[:2])[2] if fitting else None


def _start(store: AnnotationStore, annotation: Annotation) -> int | None:
    placed = store.placement(annotation.id)
    return min(placed.spans).start if isinstance(placed, Placement) and placed.spans else None


def _ref(marker: Annotation) -> str:
    """What a marker is said to refer to; where nobody has said it, its number as it stands in brackets."""
    ref = marker.attributes.get("ref")
    if isinstance(ref, str | int) and str(ref).strip():
        return str(ref).strip()
    number = _NUMBERED.fullmatch(fold_text(marker.targets[0].words[:MOST_OF_MARKER]))
    return number[1] if number else ""


def cited(store: AnnotationStore, annotation: Annotation) -> list[str]:
    """The markers of references that the links of an annotation lead to, by their numbers in order."""
    refs: dict[str, None] = {}
    for relation in store.relations_of(annotation.id):
        target = store.get(relation.target) if relation.source == annotation.id else None
        if isinstance(target, Annotation) and (ref := _ref(target)):
            refs[ref] = None
    return sorted(refs, key=lambda ref: (not ref.isdecimal(), int(ref) if ref.isdecimal() else 0, ref))
