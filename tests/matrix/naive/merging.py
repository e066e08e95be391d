"""Merges of sets as they are written before somebody loses work: the checks of `merge_checks` must refuse each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.annotations.merging import Merged

if TYPE_CHECKING:
    from tui_reader.annotations.file import AnnotationSet


def last_writer_wins(base: AnnotationSet | None, mine: AnnotationSet, theirs: AnnotationSet) -> Merged:
    """What a program does that writes its own memory over the file."""
    return Merged(mine)


def union_of_ids(base: AnnotationSet | None, mine: AnnotationSet, theirs: AnnotationSet) -> Merged:
    """Everybody's records, once per id: without a base nothing is ever deleted, and one edit of two is lost."""
    records = {record.id or record.json: record for record in (*theirs.records, *mine.records)}
    return Merged(replace(theirs, path=mine.path).with_records(records.values()))


def newest_wins(base: AnnotationSet | None, mine: AnnotationSet, theirs: AnnotationSet) -> Merged:
    """Three-way, but settled by time where it is hard, and blind to what links records to one another."""
    old, own, other = (
        {} if side is None else {record.id or record.json: record for record in side.records}
        for side in (base, mine, theirs)
    )
    kept = []
    for name in {**other, **own}:
        sides = [side[name] for side in (own, other) if name in side]
        changed = [side for side in sides if name not in old or side.json != old[name].json]
        if len(sides) == 2 or changed:
            kept.append(max(changed or sides, key=lambda record: str(getattr(record, "modified", ""))))
    return Merged(replace(theirs, path=mine.path).with_records(kept))


NAIVE = (last_writer_wins, union_of_ids, newest_wins)
