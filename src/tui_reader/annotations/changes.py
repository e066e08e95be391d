"""What can happen to the records of a set, as values: each knows its inverse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.records.remark import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

Item: TypeAlias = Annotation | Relation | Remark


@dataclass(frozen=True, slots=True)
class Add:
    """One record comes."""

    item: Item

    def inverse(self) -> Remove:
        """The removal of what this adds."""
        return Remove(self.item)


@dataclass(frozen=True, slots=True)
class Remove:
    """One record goes."""

    item: Item

    def inverse(self) -> Add:
        """The return of what this removes."""
        return Add(self.item)


@dataclass(frozen=True, slots=True)
class Update:
    """One record says something else under the same id."""

    before: Item
    after: Item

    def inverse(self) -> Update:
        """The way back to what was said before."""
        return Update(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Batch:
    """Several changes, one after the other, that are done and taken back as one."""

    changes: tuple[Change, ...]

    def inverse(self) -> Batch:
        """The inverses, last change first."""
        return Batch(tuple(change.inverse() for change in reversed(self.changes)))


Change: TypeAlias = Add | Remove | Update | Batch


def steps(change: Change) -> Iterator[Add | Remove | Update]:
    """The single changes a change consists of, in order."""
    if isinstance(change, Batch):
        for inner in change.changes:
            yield from steps(inner)
    else:
        yield change


def items_after(change: Change) -> Iterator[Item]:
    """The records that a change brings, as they are after it."""
    for step in steps(change):
        if not isinstance(step, Remove):
            yield step.after if isinstance(step, Update) else step.item


def items_in(change: Change) -> Iterator[Item]:
    """All records that a change is about, as they are before it and after it."""
    for step in steps(change):
        yield from (step.before, step.after) if isinstance(step, Update) else (step.item,)


def changes_sides(change: Change) -> bool:
    """Whether a change is one of what sets are compared by: of annotations or their links."""
    return any(isinstance(item, Annotation | Relation) for item in items_in(change))


def touched(change: Change) -> set[str]:
    """Ids of the annotations that come, go, say something else, or get or lose a link or a copy in a conflict."""
    found: set[str] = set()
    for item in items_in(change):
        found.update(_annotations_of(item))
        mark = item.conflict
        found |= {mark.of} if mark is not None and mark.of else set()
    return found


def _annotations_of(item: Item) -> tuple[str, ...]:
    match item:
        case Relation():
            return item.source, item.target
        case Remark():
            return item.about
        case Annotation():
            return (item.id,)
