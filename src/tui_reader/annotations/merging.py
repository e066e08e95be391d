"""Two descendants of one set made into one again: a three-way merge by the ids of records.

What one side did alone is taken over. What both did differently is kept twice, with the mark of a conflict, and
so is what one side took away while the other worked on it: nobody's work is settled by time, or by who comes last.
The answer follows from the three sets alone, and merging it again with either side changes nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid5

from tui_reader.annotations.member_merging import merge_members
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.conflict_marks import ConflictKind, ConflictMark, may_be_marked, read_conflict
from tui_reader.annotations.records.record import Record, UnknownRecord, read_record
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.sets import page_set
from tui_reader.annotations.strict_json import decode, encode
from tui_reader.annotations.versions import Version, joined, version_of
from tui_reader.annotations.w3c import CONFLICT, Misunderstood

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.annotations.sets import AnnotationSet
    from tui_reader.annotations.strict_json import JsonObject

_COPIES = UUID("5b3c7a52-6f5e-5d0c-9a7e-0d1f3a6c2b41")
"""The namespace in which copies are named (RFC 9562, 5.5): the same version always gets the same id."""


class Conflict(NamedTuple):
    """One record that two sides left in two states."""

    id: str
    """The original; where it was deleted, the record that stays all the same."""
    copy_id: str | None
    """The record that holds the other version, if there is one."""
    kind: ConflictKind


class Merged(NamedTuple):
    """What three sets come to."""

    set: AnnotationSet
    """At the path of `mine`, with its records in the order of the file."""
    conflicts: tuple[Conflict, ...] = ()
    """The conflicts that were not marked before, by id."""
    members: tuple[str, ...] = ()
    """Keys of the page both sides gave different values: that of `theirs` stands."""


def merge(base: AnnotationSet | None, mine: AnnotationSet, theirs: AnnotationSet) -> Merged:
    """`mine` and `theirs` as one set. `base` is what both began with; None where they began with nothing.

    Of a record both changed, `theirs` keeps the id and `mine` becomes a copy. None of the sets may be one of which
    only a part was read (`Loaded.read_only`): what is missing there would count as deleted.
    """
    if base is not None and _is_same(base, mine):
        return Merged(replace(theirs, path=mine.path))
    if _is_same(mine, theirs) or (base is not None and _is_same(base, theirs)):
        return Merged(mine)
    merging = _Merging(base, mine, theirs)
    records = merging.records()
    page = merge_members(() if base is None else base.members, mine.members, theirs.members)
    merged = page_set(mine.path, page.members, page.values, ()).with_records(records)
    if base is not None and _adds_to_an_older_source(base, mine, theirs):
        merged = merged.about(base.described_bytes)
    if merging.conflicts:
        merged = merged.with_literal(CONFLICT)
    return Merged(merged, tuple(sorted(merging.conflicts, key=_order)), page.clashes)


def _adds_to_an_older_source(base: AnnotationSet, mine: AnnotationSet, theirs: AnnotationSet) -> bool:
    """Whether one side says that all is about its source as it is now, and the other has records from before that.

    On a source that is said not to have changed, a position with its quote is believed at once: these would be too.
    """
    content = base.described_bytes
    older = [side for side in (mine, theirs) if side.described_bytes == content]
    return base.source is not None and len(older) == 1 and older[0].records != base.records


def _is_same(one: AnnotationSet, other: AnnotationSet) -> bool:
    return (
        one.members == other.members
        and len(one.records) == len(other.records)
        and all(a is b or a.json == b.json for a, b in zip(one.records, other.records, strict=True))
    )


def _order(conflict: Conflict) -> tuple[str, str]:
    return conflict.id, conflict.copy_id or ""


class _Side:
    """The records of one set: by id, and as mere lines where they have none of their own."""

    def __init__(self, annotations: AnnotationSet | None) -> None:
        records = () if annotations is None else annotations.records
        self.unknown = [record for record in records if isinstance(record, UnknownRecord)]
        self.annotator = None if annotations is None else annotations.annotator
        self.by_id: dict[str, Record] = {
            record.id: record for record in records if not isinstance(record, UnknownRecord)
        }
        self.lines: list[UnknownRecord] = []
        for record in self.unknown:
            if record.id and record.id not in self.by_id:
                self.by_id[record.id] = record
            else:
                self.lines.append(record)


class _Merging:
    """One merge: what was decided so far, id by id."""

    def __init__(self, base: AnnotationSet | None, mine: AnnotationSet, theirs: AnnotationSet) -> None:
        self.base, self.mine, self.theirs = _Side(base), _Side(mine), _Side(theirs)
        self.kept: dict[str, Record] = {}
        self.clashes: list[tuple[str, Version]] = []
        """Ids that both sides changed, with the version that needs a copy."""
        self.conflicts: list[Conflict] = []

    def records(self) -> Iterable[Record]:
        for name, other in self.theirs.by_id.items():
            own, old = self.mine.by_id.get(name), self.base.by_id.get(name)
            if own is None:
                self.keep_one(name, other, old, deleted_by=self.mine)
            elif own.json == other.json or (old is not None and old.json == own.json):
                self.kept[name] = other
            elif old is not None and old.json == other.json:
                self.kept[name] = own
            else:
                self.keep_both(name, old, own, other)
        for name, own in self.mine.by_id.items():
            if name not in self.theirs.by_id:
                self.keep_one(name, own, self.base.by_id.get(name), deleted_by=self.theirs)
        for name, version in sorted(self.clashes, key=itemgetter(0)):
            self.keep_copy(name, version)
        self.drop_copies_of_themselves()
        self.bring_back_ends()
        return self.in_order()

    def keep_one(self, name: str, here: Record, old: Record | None, *, deleted_by: _Side) -> None:
        """A record that only one side has: it is new, or the other side took it away."""
        if old is None:
            self.kept[name] = here
        elif old.json != here.json and version_of(old.json).says_otherwise(version_of(here.json)):
            self.keep_deleted(name, here, deleted_by)

    def keep_deleted(self, name: str, here: Record, deleted_by: _Side) -> None:
        """What one side took away stays, and says so."""
        mark = read_conflict(version_of(here.json).record) if may_be_marked(here.json) else None
        if mark is None or mark.kind is ConflictKind.EDITED:
            self.conflicts.append(Conflict(name, None, ConflictKind.DELETED))
        if mark is None:
            mark = ConflictMark(ConflictKind.DELETED, by=deleted_by.annotator)
            here = _read_again({**version_of(here.json).record, CONFLICT: mark.json}, here)
        self.kept[name] = here

    def keep_both(self, name: str, old: Record | None, own: Record, other: Record) -> None:
        """A record both sides wrote anew: they may still mean the same, or have changed what stands apart."""
        mine, theirs = version_of(own.json), version_of(other.json)
        old = _as_it_waited(own, other) if old is None else old
        result = joined(None if old is None else version_of(old.json), mine, theirs)
        if result is None:
            self.kept[name] = other
            self.clashes.append((name, mine))
        else:
            whole = own if result is mine else other if result is theirs else None
            self.kept[name] = _read_again(result.record, other) if whole is None else whole

    def keep_copy(self, name: str, version: Version) -> None:
        """The version that lost its id, under one that follows from what it says."""
        of = self.original(name)
        copy_id = of
        while True:
            copy_id = uuid5(_COPIES, f"{copy_id} {version.content}").urn
            there = self.kept.get(copy_id)
            if there is None:
                break
            if version_of(there.json).content == version.content:
                return
        mark = ConflictMark(ConflictKind.EDITED, of, self.mine.annotator)
        own = self.mine.by_id[name]
        self.kept[copy_id] = _read_again({**version.record, "id": copy_id, CONFLICT: mark.json}, own)
        self.conflicts.append(Conflict(of, copy_id, ConflictKind.EDITED))

    def original(self, name: str) -> str:
        """Whose copy a new copy of this record is: where the record itself is a copy, that of its original."""
        mark = _mark_of(self.kept[name])
        return mark.of if mark is not None and mark.of in self.kept else name

    def drop_copies_of_themselves(self) -> None:
        """A copy that `mine` made of what is the original now holds nothing to settle: it had merged this before."""
        originals = {self.original(name) for name, _ in self.clashes}
        if not originals:
            return
        ends = {end for item in self.kept.values() if isinstance(item, Relation) for end in (item.source, item.target)}
        for name, record in list(self.kept.items()):
            mark = _mark_of(record)
            if mark is None or mark.kind is not ConflictKind.EDITED or mark.of not in originals or name in ends:
                continue
            is_of_mine = name not in self.theirs.by_id and name not in self.base.by_id
            if is_of_mine and version_of(record.json).content == version_of(self.kept[mark.of].json).content:
                del self.kept[name]
        self.conflicts = [found for found in self.conflicts if found.copy_id is None or found.copy_id in self.kept]

    def bring_back_ends(self) -> None:
        """A relation that is new or changed does not lose an end: what the other side took away comes back, marked.

        One that both sides left as it was is hanging because a side deleted only what it led to; so it stays.
        """
        waiting = [
            record
            for name, record in self.kept.items()
            if isinstance(record, Relation)
            and not (record.source in self.kept and record.target in self.kept)
            and ((old := self.base.by_id.get(name)) is None or old.json != record.json)
        ]
        for relation in waiting:
            for end in (relation.source, relation.target):
                for here, deleted_by in ((self.mine, self.theirs), (self.theirs, self.mine)):
                    lost = here.by_id.get(end)
                    if lost is not None and end not in self.kept:
                        self.keep_deleted(end, lost, deleted_by)
                        waiting.extend([lost] if isinstance(lost, Relation) else [])

    def in_order(self) -> list[Record]:
        """All records; those nobody understood in the order they came in, first those of `theirs`."""
        unknown: list[UnknownRecord] = [record for record in self.kept.values() if isinstance(record, UnknownRecord)]
        places: dict[str, int] = {}
        for record in (*self.theirs.unknown, *self.mine.unknown):
            places.setdefault(record.id or record.json, len(places))
        unknown = sorted(
            (*unknown, *self.lines()), key=lambda record: places.get(record.id or record.json, len(places))
        )
        return [*(record for record in self.kept.values() if not isinstance(record, UnknownRecord)), *unknown]

    def lines(self) -> list[UnknownRecord]:
        """Records without an id of their own, each as often as the side that changed their number has it."""
        old, own, other = (Counter(line.json for line in side.lines) for side in (self.base, self.mine, self.theirs))
        left = {
            line: other[line] if own[line] == old[line] else own[line] if other[line] == old[line] else most
            for line, most in (own | other).items()
        }
        found = []
        for record in (*self.theirs.lines, *self.mine.lines):
            if left[record.json]:
                left[record.json] -= 1
                found.append(record)
        return found


def _as_it_waited(own: Record, other: Record) -> Record | None:
    """What both began with, where each has put the same suggestion into its set: as nobody has touched it since.

    So a decision is one side's change. Of two that differ (in their score) the later counts.
    """
    waiting = [
        record
        for record in (own, other)
        if isinstance(record, Annotation | Relation)
        and record.suggested is not None
        and record.suggested.decision is None
        and record.created == record.modified
    ]
    return min(waiting, key=lambda record: version_of(record.json).age) if waiting else None


def _mark_of(record: Record) -> ConflictMark | None:
    return read_conflict(decode(record.json)) if may_be_marked(record.json) else None


def _read_again(record: JsonObject, like: Record) -> Record:
    """A record that was put together, of the kind of the one it was made from."""
    line = encode(record)
    if isinstance(like, UnknownRecord):
        return UnknownRecord(line, like.reason, record["id"])
    try:
        return read_record(decode(line), line)
    except Misunderstood as error:
        return UnknownRecord(line, error.message, record["id"])
