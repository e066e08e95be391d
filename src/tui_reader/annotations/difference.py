"""What lies between two versions of a set, as changes that lead from the one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.changes import Add, Batch, Item, Remove, Update
from tui_reader.annotations.records.record import UnknownRecord
from tui_reader.annotations.records.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from tui_reader.annotations.records.record import Record

MANY, PART = 5, 0.2
"""More records than this, and a greater part of all, do not go without somebody having said so."""


class Difference(NamedTuple):
    """The records that came, changed and went."""

    added: tuple[Item, ...] = ()
    changed: tuple[tuple[Item, Item], ...] = ()
    removed: tuple[Item, ...] = ()
    unknown: tuple[UnknownRecord, ...] | None = None
    """The records nobody understood, as they are afterwards; None where they are what they were."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.unknown is not None)

    @property
    def size(self) -> int:
        """Records that came, changed or went, but for those nobody understood."""
        return len(self.added) + len(self.changed) + len(self.removed)

    @property
    def change(self) -> Batch:
        """From the first version to the second. Links go before what they join, and come behind it."""
        gone = sorted(self.removed, key=lambda item: not isinstance(item, Relation))
        come = sorted(self.added, key=lambda item: isinstance(item, Relation))
        steps: list[Add | Remove | Update] = [Remove(item) for item in gone]
        for before, after in self.changed:
            # An update keeps the kind.
            steps += [Update(before, after)] if type(before) is type(after) else [Remove(before), Add(after)]
        return Batch((*steps, *map(Add, come)))


def difference(before: Iterable[Record], after: Iterable[Record]) -> Difference:
    """The difference between the records of two versions, each with every id once."""
    old, old_unknown = _by_id(before)
    new, new_unknown = _by_id(after)
    added = tuple(item for name, item in new.items() if name not in old)
    removed = tuple(item for name, item in old.items() if name not in new)
    # Most are the same object: a snapshot shares what nobody has changed.
    changed = tuple(
        (was, item) for name, item in new.items() if (was := old.get(name, item)) is not item and was != item
    )
    lines = [record.json for record in new_unknown]
    same = lines == [record.json for record in old_unknown]
    return Difference(added, changed, removed, None if same else tuple(new_unknown))


def _by_id(records: Iterable[Record]) -> tuple[dict[str, Item], list[UnknownRecord]]:
    items: dict[str, Item] = {}
    unknown: list[UnknownRecord] = []
    for record in records:
        if isinstance(record, UnknownRecord):
            unknown.append(record)
        else:
            items[record.id] = record
    return items, unknown


def too_many(lost: int, of: int) -> bool:
    """Whether so many records of so many are more than go without a question."""
    return lost > MANY and lost > PART * of


def lost_unasked(before: Collection[Record], after: Collection[Record], asked: Collection[str]) -> int:
    """How many records went although nobody asked for it, where they are more than go without a question; else 0.

    `asked` holds the ids of those that somebody deleted. That as many others came instead counts for nothing.
    """
    kept = {record.id or record.json for record in after}
    lost = sum((name := record.id or record.json) not in kept and name not in asked for record in before)
    return lost if too_many(lost, len(before)) else 0
