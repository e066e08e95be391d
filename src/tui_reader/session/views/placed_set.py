"""A set at one moment: its annotations with their places, and which of them its links join. Any thread may read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tui_reader.annotations.anchoring import Orphan, Placement
from tui_reader.annotations.bulk import without_collecting
from tui_reader.annotations.records.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.annotations.anchoring import Placed
    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.annotations.store import Snapshot
    from tui_reader.session.layers import SetLayer
    from tui_reader.text.span import Span


@dataclass(frozen=True)
class PlacedSet:
    """What is in a set, without what is only suggested."""

    annotator: str
    scoped: Callable[[str], str]
    """From the id of an annotation to the one that no other has in a reading."""
    placements: Sequence[tuple[Annotation, Placed]]
    """Its annotations, in no order."""
    snapshot: Snapshot
    unsettled: int
    """Annotations that wait for somebody: found elsewhere or changed, or not found."""
    suggestions: int
    """What is suggested and nobody has decided on."""

    @classmethod
    def of(cls, layer: SetLayer) -> PlacedSet:
        """A layer as it is now; to be called by the thread that changes it."""
        store = layer.store
        with without_collecting():
            placements = tuple(store.placements())
        return cls(
            layer.annotator,
            layer.scoped,
            placements,
            store.snapshot(),
            len(store.unsettled),
            store.suggestion_count,
        )

    @cached_property
    def annotations(self) -> Sequence[tuple[Annotation, Placed]]:
        """In document order, those about the whole document first; those that have lost their place at the end."""
        return sorted(self.placements, key=_order)

    @cached_property
    def lost(self) -> int:
        """Annotations that have lost their place."""
        return sum(isinstance(placed, Orphan) for _, placed in self.placements)

    @cached_property
    def _links(self) -> Sequence[Relation]:
        """The links of which both ends are annotations of this set."""
        here = {annotation.id for annotation, _ in self.placements}
        links = (record for record in self.snapshot.records if isinstance(record, Relation))
        return [link for link in links if link.source in here and link.target in here]

    def linked(self, name: str) -> Sequence[Relation]:
        """Those of one name."""
        return [link for link in self._links if link.name == name]


def spans_of(placed: Placed) -> tuple[Span, ...]:
    """The fragments of an annotation as offsets; none where it has no place, or is about the whole document."""
    return placed.spans if isinstance(placed, Placement) else ()


def _order(pair: tuple[Annotation, Placed]) -> tuple[bool, int, int, str]:
    annotation, placed = pair
    if isinstance(placed, Placement):
        return (False, *min(placed.spans, default=(-1, -1)), annotation.id)
    once = annotation.targets[0].position
    return (True, *((-1, -1) if once is None else once), annotation.id)
