"""What must hold of any three-way merge of sets, as functions that take the merge: a naive one must fail them."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

from tui_reader.annotations.file import parse, serialise
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.annotations.file import AnnotationSet
    from tui_reader.annotations.merging import Merged
    from tui_reader.annotations.records.record import Record

Merge: TypeAlias = "Callable[[AnnotationSet | None, AnnotationSet, AnnotationSet], Merged]"
NOT_CONTENT = ("id", "modified", "tui:conflict")


def content(record: Record) -> str:
    """What a record says, whatever its id, its mark and the time of its last change."""
    value = json.loads(record.json)
    if isinstance(value, dict):
        value = {key: member for key, member in value.items() if key not in NOT_CONTENT}
    return json.dumps(value, sort_keys=True)


def contents(annotations: AnnotationSet) -> set[str]:
    return {content(record) for record in annotations.records}


def by_id(annotations: AnnotationSet | None) -> dict[str, Record]:
    return {} if annotations is None else {record.id: record for record in annotations.records if record.id}


def marked(annotations: AnnotationSet) -> dict[str, dict[str, Any]]:
    found = {record.id: json.loads(record.json).get("tui:conflict") for record in by_id(annotations).values()}
    return {name: mark for name, mark in found.items() if name and mark}


def copies(annotations: AnnotationSet) -> Counter[tuple[str, str]]:
    """How often each version is kept as a copy of each record, or is that record."""
    marks = marked(annotations)
    return Counter((marks.get(name, {}).get("of", name), content(it)) for name, it in by_id(annotations).items())


def is_as_suggested(record: Record) -> bool:
    """Whether it is a suggestion nobody has touched: who put it there can do so again."""
    members = json.loads(record.json)
    waits = isinstance(members, dict) and "decision" not in members.get("tui:suggested", {"decision": ""})
    return waits and members.get("created") == members.get("modified")


def nothing_is_missing(merge: Merge, base: AnnotationSet | None, mine: AnnotationSet, theirs: AnnotationSet) -> None:
    """What a side added or changed is there; what it left alone is there unless the other side changed it."""
    merged, old = merge(base, mine, theirs).set, by_id(base)
    there = contents(merged)
    for here, elsewhere in ((by_id(mine), by_id(theirs)), (by_id(theirs), by_id(mine))):
        for name, record in here.items():
            before = old.get(name)
            if before is None and name in elsewhere and is_as_suggested(record):
                assert name in by_id(merged)
            elif before is None or content(record) != content(before):
                assert content(record) in there, f"{name}: {record.json}"
            elif name in elsewhere:
                assert name in by_id(merged) or content(record) in there, f"{name}: {record.json}"


def a_side_that_did_nothing_changes_nothing(merge: Merge, base: AnnotationSet, other: AnnotationSet) -> None:
    for mine, theirs in ((base, other), (other, base), (other, other)):
        merged = merge(base, mine, theirs)
        assert serialise(merged.set) == serialise(other)
        assert not merged.conflicts and not merged.members


def merging_again_changes_nothing(
    merge: Merge, base: AnnotationSet | None, mine: AnnotationSet, theirs: AnnotationSet
) -> None:
    """With either side, in either place: neither a copy of a copy nor a second one, and nothing new to tell."""
    merged = merge(base, mine, theirs).set
    assert serialise(merge(base, mine, theirs).set) == serialise(merged), "the same, whenever"
    if _is_marked_anew(base, mine, theirs, merged):
        return
    for again in (merge(base, mine, merged), merge(base, merged, theirs)):
        assert serialise(again.set) == serialise(merged)
        assert not again.conflicts
    for turned in (merge(base, theirs, merged), merge(base, merged, mine)):
        assert contents(turned.set) == contents(merged)
        assert copies(turned.set) <= copies(merged) | copies(mine) | copies(theirs), "no second copy"


def _is_marked_anew(*sides: AnnotationSet | None) -> bool:
    """Whether a record bears again the mark it had at first, which one side has settled: as if nobody had."""
    before, own, other, after = ({} if side is None else marked(side) for side in sides)
    return any(after.get(name) == mark and not (name in own and name in other) for name, mark in before.items())


def both_sides_are_equal(merge: Merge, base: AnnotationSet | None, mine: AnnotationSet, theirs: AnnotationSet) -> None:
    """Whoever merges, the same is said; only which version keeps the id may differ."""
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert contents(one.set) == contents(other.set)
    assert {record.id for record in one.set.records} >= set(by_id(mine)) & set(by_id(theirs))
    if any(max(copies(side).values(), default=0) > 1 for side in (mine, theirs)):
        return  # A copy that was there may now be that of the other version.
    assert sorted((conflict.id, conflict.kind) for conflict in one.conflicts) == sorted(
        (conflict.id, conflict.kind) for conflict in other.conflicts
    )


def conflicts_are_shown(merge: Merge, base: AnnotationSet | None, mine: AnnotationSet, theirs: AnnotationSet) -> None:
    """Where both sides changed a record, each in its own way, it says so and is counted."""
    merged, old = merge(base, mine, theirs), by_id(base)
    marks, own, other = marked(merged.set), by_id(mine), by_id(theirs)
    for name in old:
        changed = [name not in side or content(side[name]) != content(old[name]) for side in (own, other)]
        if all(changed) and name in own and name in other and content(own[name]) != content(other[name]):
            copies = [mark for mark in marks.values() if mark["kind"] == "edited" and mark["of"] == name]
            assert copies, name
        elif all(changed) and (name in own) != (name in other):
            assert name in marks, name
    for conflict in merged.conflicts:
        assert (conflict.copy_id or conflict.id) in marks


def no_relation_loses_an_end(
    merge: Merge, base: AnnotationSet | None, mine: AnnotationSet, theirs: AnnotationSet
) -> None:
    """Where every relation of both sides leads somewhere, every relation of the merged set does."""
    there = by_id(merge(base, mine, theirs).set)
    for record in there.values():
        if isinstance(record, Relation):
            assert isinstance(there.get(record.source), Annotation), record.json
            assert isinstance(there.get(record.target), Annotation), record.json


def it_can_be_read_again(merge: Merge, base: AnnotationSet | None, mine: AnnotationSet, theirs: AnnotationSet) -> None:
    """The file of the merged set holds what the set holds, in the order of the file."""
    merged = merge(base, mine, theirs).set
    again = parse(mine.path, serialise(merged))
    assert not again.read_only
    assert [record.json for record in again.set.records] == [record.json for record in merged.records]
    assert again.set.with_records(again.set.records) == again.set


CHECKS = (
    nothing_is_missing,
    merging_again_changes_nothing,
    both_sides_are_equal,
    conflicts_are_shown,
    no_relation_loses_an_end,
    it_can_be_read_again,
)
