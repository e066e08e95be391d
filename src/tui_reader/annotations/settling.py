"""Settling a conflict: what becomes of the two versions of a record, as a change that can be undone.

Of two versions the original has the id, and with it the relations; the copy names it. One is kept, or both are. What
one side deleted is kept or deleted after all.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from tui_reader.annotations.changes import Add, Batch, Remove, Update
from tui_reader.annotations.records.conflict_marks import ConflictKind
from tui_reader.annotations.records.written import utc_now
from tui_reader.annotations.versions import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.annotations.changes import Change, Item
    from tui_reader.annotations.records.relation import Relation
    from tui_reader.annotations.records.written import Clock
    from tui_reader.annotations.store import AnnotationStore


class Settlement(Enum):
    """How a conflict ends."""

    COPY = "copy"
    """The copy's version gets the original's id, and the copy goes."""
    ORIGINAL = "original"
    """The copy goes."""
    BOTH = "both"
    """Both stay, as two records."""
    KEEP = "keep"
    """What one side deleted stays."""
    DELETE = "delete"
    """It goes, with the relations that would be left hanging."""


def original_of(store: AnnotationStore, item: Item) -> Item | None:
    """The record a copy is a copy of; None where this is none, or its original is gone."""
    mark = item.conflict
    if mark is None or mark.kind is not ConflictKind.EDITED or mark.of in (None, item.id):
        return None
    return store.get(mark.of or "")


def settlements(store: AnnotationStore, item: Item) -> tuple[Settlement, ...]:
    """How the conflict that this record bears the mark of may end; none where it bears none."""
    if item.conflict is None:
        return ()
    if original_of(store, item) is None:
        return (Settlement.KEEP, Settlement.DELETE)
    return (Settlement.ORIGINAL, Settlement.COPY, Settlement.BOTH)


def settle(store: AnnotationStore, item: Item, settlement: Settlement, *, now: Clock = utc_now) -> Change:
    """The change that ends the conflict this record bears the mark of. Raises ValueError where it cannot end so."""
    if settlement not in settlements(store, item):
        raise ValueError(f"{item.id} cannot be settled by {settlement.value}")
    if settlement is Settlement.DELETE:
        return store.removal(item.id)
    original = original_of(store, item)
    if original is None or settlement is Settlement.BOTH:
        return Update(item, item.without_conflict())
    steps: list[Change] = []
    if settlement is Settlement.COPY:
        steps += _replaced(original, item.in_place_of(original.id, now=now))
    steps += _handed_over(store, item, original, now)
    return Batch((*steps, Remove(item)))


def _replaced(before: Item, after: Item) -> list[Change]:
    """One record in place of another of the same id, which may be of the other kind."""
    return [Update(before, after)] if type(before) is type(after) else [Remove(before), Add(after)]


def _handed_over(store: AnnotationStore, copy: Item, original: Item, now: Clock) -> Iterator[Change]:
    """The copy's relations become the original's, but for those between the two and those that say nothing new."""
    there = [_says(link) for link in store.ties_of(original.id)]
    for link in store.ties_of(copy.id):
        moved = link.with_end(copy.id, original.id, now=now)
        if moved.source == moved.target or _says(moved) in there:
            yield Remove(link)
        else:
            yield Update(link, moved)


def _says(link: Relation) -> tuple[object, ...]:
    return link.name, link.source, link.target, link.note, canonical(link.attributes)
