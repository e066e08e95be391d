from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matrix.naive.merging import NAIVE
from merge_cases import EMPTY, FULL, Three, link, note_of, of, rewritten, sides, strange, threes
from merge_checks import CHECKS, a_side_that_did_nothing_changes_nothing, by_id, content, contents, marked

from tui_reader.annotations.merging import Conflict, merge
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.conflict_marks import ConflictKind
from tui_reader.annotations.records.record import UnknownRecord
from tui_reader.annotations.records.relation import Relation

if TYPE_CHECKING:
    from tui_reader.annotations.file import AnnotationSet

A, B = note_of("a"), note_of("b")
CITES = link("r", "a", "b")
BASE = of(A, B, CITES)

thorough = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@thorough
@given(case=threes(merge))
def test_whatever_two_sides_did(check: Any, case: Three) -> None:
    check(merge, *case)


@thorough
@given(sides(FULL))
def test_where_one_side_did_nothing_the_other_stands(other: AnnotationSet) -> None:
    a_side_that_did_nothing_changes_nothing(merge, FULL, other)


@pytest.mark.parametrize("naive", NAIVE, ids=lambda naive: naive.__name__)
def test_a_merge_that_loses_work_is_found_out(naive: Any) -> None:
    """Each check is held against one everyday case, and each naive merge fails some: which, is its name's story."""
    edits = Three(BASE, of(A.with_note("أ"), B, CITES), of(A.with_note("ب"), B, CITES))
    lost_end = Three(of(A, B), of(A, B, CITES), of(A))
    expected = {
        "last_writer_wins": {"nothing_is_missing", "both_sides_are_equal", "conflicts_are_shown"},
        "union_of_ids": {"nothing_is_missing", "both_sides_are_equal", "conflicts_are_shown"},
        "newest_wins": {"nothing_is_missing", "conflicts_are_shown", "no_relation_loses_an_end"},
    }
    failed = set()
    for case in (edits, lost_end):
        for check in CHECKS:
            check(merge, *case)
            try:
                check(naive, *case)
            except AssertionError:
                failed.add(check.__name__)
    assert failed >= expected[naive.__name__]


def test_both_edited_one_annotation() -> None:
    mine, theirs = A.with_note("أ"), A.with_note("ب")
    merged = merge(BASE, of(mine, B, CITES), of(theirs, B, CITES))
    (conflict,) = merged.conflicts
    there = by_id(merged.set)
    assert conflict == Conflict(A.id, conflict.copy_id, ConflictKind.EDITED)
    assert there[A.id] == theirs and there[CITES.id] == CITES, "relations stay with the id"
    copy = there[conflict.copy_id or ""]
    assert content(copy) == content(mine) and copy.id not in (A.id, None)
    assert marked(merged.set) == {copy.id: {"kind": "edited", "of": A.id, "by": "amal"}}
    assert isinstance(copy, Annotation) and copy.conflict is not None
    assert (copy.conflict.kind, copy.conflict.of, copy.conflict.by) == (ConflictKind.EDITED, A.id, "amal")


@pytest.mark.parametrize("editor", ["mine", "theirs"])
def test_one_side_deleted_what_the_other_edited(editor: str) -> None:
    edited, without = of(A.with_note("أ"), B, CITES), of(B)
    mine, theirs = (edited, without) if editor == "mine" else (without, edited)
    merged = merge(BASE, mine, theirs)
    there = by_id(merged.set)
    assert merged.conflicts == (Conflict(A.id, None, ConflictKind.DELETED),)
    assert content(there[A.id]) == content(A.with_note("أ"))
    assert marked(merged.set)[A.id] == {"kind": "deleted", "by": "amal"}
    assert CITES.id not in there, "nobody touched the relation that went with it"


@pytest.mark.parametrize("linker", ["mine", "theirs"])
def test_a_relation_that_lost_its_end_brings_it_back(linker: str) -> None:
    linked, without = of(A, B, CITES), of(A)
    merged = merge(of(A, B), *((linked, without) if linker == "mine" else (without, linked)))
    there = by_id(merged.set)
    assert set(there) == {A.id, B.id, CITES.id}
    assert merged.conflicts == (Conflict(B.id, None, ConflictKind.DELETED),)
    assert marked(merged.set) == {B.id: {"kind": "deleted", "by": "amal"}}


def test_an_edited_relation_comes_back_with_its_ends() -> None:
    merged = merge(BASE, of(), of(A, B, CITES.with_name("restates")))
    there = by_id(merged.set)
    assert set(marked(merged.set)) == {A.id, B.id, CITES.id}
    relation = there[CITES.id]
    assert isinstance(relation, Relation) and relation.name == "restates" and relation.conflict is not None


def test_what_both_deleted_is_gone_and_what_nobody_touched_is_deleted_by_one() -> None:
    assert not merge(BASE, of(), of(A)).set.records[1:]
    assert not merge(BASE, of(), of()).set.records
    assert not merge(BASE, of(B), BASE).conflicts


def test_equal_edits_are_one_edit_made_at_the_later_time() -> None:
    early, late = (
        rewritten(A.with_note("أ"), modified="2026-03-01T00:00:00Z"),
        rewritten(A.with_note("أ"), modified="2026-03-01T02:00:00+01:00"),
    )
    for mine, theirs in ((early, late), (late, early)):
        merged = merge(BASE, of(mine, B, CITES), of(theirs, B, CITES))
        assert by_id(merged.set)[A.id] == late and not merged.conflicts
        assert merge(None, of(mine), of(theirs)).set.records == (late,)


def test_only_to_have_touched_it_is_not_to_have_edited_it() -> None:
    touched = rewritten(A, modified="2026-03-01T00:00:00Z")
    respelt = UnknownRecord(json.dumps(json.loads(A.json)), "", A.id)
    edited = A.with_tags(["Quote"])
    for idle in (touched, respelt):
        assert edited in merge(BASE, of(idle, B, CITES), of(edited, B, CITES)).set.records
        assert edited in merge(BASE, of(edited, B, CITES), of(idle, B, CITES)).set.records
        assert A.id not in by_id(merge(BASE, of(idle, B), of(B)).set)


def test_true_and_one_are_two_values() -> None:
    one, true = rewritten(A, **{"ex:k": 1}), rewritten(A, **{"ex:k": True})
    assert len(merge(None, of(one), of(true)).conflicts) == 1
    assert merge(of(one), of(true), of(rewritten(one, modified="2026-03-01T00:00:00Z"))).set.records == (true,)


def test_without_a_common_ancestor_nothing_counts_as_deleted() -> None:
    merged = merge(None, of(A, CITES, B), of(B.with_note("ب"), note_of("c")))
    assert set(by_id(merged.set)) >= {A.id, B.id, CITES.id, "urn:uuid:c"}
    assert [conflict.kind for conflict in merged.conflicts] == [ConflictKind.EDITED]


def re_anchored(annotation: Annotation, offset: int, **other: Any) -> Annotation:
    """As re-anchoring leaves it: at another position, with a note of where it was."""
    value = json.loads(annotation.json)
    old = json.loads(annotation.json)["target"]["selector"]
    position = next(one for one in value["target"]["selector"] if one["type"] == "TextPositionSelector")
    position["start"] += offset
    position["end"] += offset
    mark = {"state": "moved", "from": [old]}
    found = rewritten(annotation, **{"target": value["target"], "tui:anchored": mark, **other})
    assert isinstance(found, Annotation)
    return found


def test_re_anchoring_is_no_edit() -> None:
    edited, moved = A.with_note("أ"), re_anchored(A, 3)
    for mine, theirs in ((edited, moved), (moved, edited)):
        merged = merge(of(A), of(mine), of(theirs))
        (record,) = merged.set.records
        assert isinstance(record, Annotation) and not merged.conflicts
        assert record.note == "أ" and record.targets == moved.targets and "tui:anchored" in record.json


def test_two_re_anchorings_of_one_quote_are_no_conflict_but_two_quotes_are() -> None:
    mine, theirs = re_anchored(A, 3), re_anchored(A, 5)
    merged = merge(of(A), of(mine), of(theirs))
    assert merged.set.records == (theirs,) and not merged.conflicts
    value = json.loads(theirs.json)["target"]
    value["selector"][0]["exact"] = "غيره"
    assert len(merge(of(A), of(mine), of(rewritten(theirs, target=value))).conflicts) == 1


def test_to_move_it_by_hand_is_an_edit() -> None:
    moved = A.with_targets(note_of("d").targets)
    assert moved.targets != A.targets
    assert len(merge(of(A), of(moved), of(A.with_note("أ"))).conflicts) == 1


def test_who_settles_a_conflict_while_another_edits_settles_it() -> None:
    base = merge(BASE, of(B), of(A.with_note("أ"), B)).set
    marked_one = by_id(base)[A.id]
    settled, edited = rewritten(marked_one, **{"tui:conflict": None}), rewritten(marked_one, **{"ex:k": 1})
    merged = merge(base, of(settled, B), of(edited, B))
    assert not merged.conflicts and not marked(merged.set)
    assert json.loads(by_id(merged.set)[A.id].json)["ex:k"] == 1


def test_a_copy_of_a_copy_is_one_of_the_original() -> None:
    base = merge(BASE, of(A.with_note("أ"), B), of(A.with_note("ب"), B)).set
    (copy_id,) = marked(base)
    copy = by_id(base)[copy_id]
    others = [record for record in base.records if record is not copy]
    assert isinstance(copy, Annotation)
    merged = merge(base, of(*others, copy.with_note("ت")), of(*others, copy.with_note("ث")))
    assert {mark["of"] for mark in marked(merged.set).values()} == {A.id}
    assert len(marked(merged.set)) == 2


def test_records_nobody_understood_are_merged_as_lines_and_by_their_ids() -> None:
    line, other = UnknownRecord('{"x": 1}', "no id"), UnknownRecord("[2]", "no object")
    base = of(line, line, strange("u", "a"))
    merged = merge(base, of(line, line, other, strange("u", "a", "لا")), of(line, strange("u", "a"), A))
    assert [record.json for record in merged.set.records] == [
        A.json,
        line.json,
        strange("u", "a", "لا").json,
        other.json,
    ]
    both = merge(base, of(strange("u", "a", "لا")), of(strange("u", "a", "ربما")))
    assert {content(strange("u", "a", "لا")), content(strange("u", "a", "ربما"))} <= contents(both.set)
    assert len(both.conflicts) == 1 and all(isinstance(record, UnknownRecord) for record in both.set.records)


def with_members(annotations: AnnotationSet, **members: str | None) -> AnnotationSet:
    """The set with other members; None takes one away."""
    values = {**dict(annotations.members), **members}
    return replace(annotations, members=tuple((key, line) for key, line in values.items() if line is not None))


def test_members_of_the_page_are_merged_by_key() -> None:
    base = with_members(EMPTY, **{"ex:a": "1", "ex:b": "1", "ex:o": '{"p": 1, "q": 1}'})
    mine = with_members(base, **{"ex:a": "2", "ex:new": "true", "ex:o": '{"p": 2, "q": 1}'})
    theirs = with_members(base, **{"ex:b": None, "ex:o": '{"p": 1, "q": 3}', "tui:tagset": '"other@2"'})
    merged = merge(base, mine, theirs)
    found = dict(merged.set.members)
    assert (found["ex:a"], found["ex:new"], found["ex:o"]) == ("2", "true", '{"p": 2, "q": 3}')
    assert "ex:b" not in found and merged.set.tagset == "other@2" and not merged.members
    assert merged.set.source == base.source and merged.set.annotator == "amal"


def test_a_page_is_about_a_changed_source_only_when_all_records_of_both_sides_are() -> None:
    assert BASE.source is not None
    now = BASE.described_bytes | {"sha256": "f" * 64, "length": BASE.source.length + 7}
    settled = BASE.about(now)
    for mine, theirs in ((settled, of(A, B, CITES, note_of("c"))), (of(A, B, CITES, note_of("c")), settled)):
        merged = merge(BASE, mine, theirs).set
        assert merged.described_bytes == BASE.described_bytes and len(merged.records) == 4
    for mine, theirs in ((settled, BASE), (settled, settled.with_records([A, B, CITES, note_of("c")]))):
        assert merge(BASE, mine, theirs).set.described_bytes == now


def test_a_member_both_changed_is_kept_twice_where_it_is_not_ours() -> None:
    base = with_members(EMPTY, **{"ex:a": "1"})
    mine = with_members(base, **{"ex:a": "2", "tui:tagset": '"mine@1"'})
    theirs = with_members(base, **{"ex:a": "3", "tui:tagset": '"theirs@1"'})
    merged = merge(base, mine, theirs)
    found = dict(merged.set.members)
    assert found["ex:a"] == "3" and json.loads(found["tui:conflict"]) == {"ex:a": 2}
    assert merged.set.tagset == "theirs@1" and set(merged.members) == {"ex:a", "tui:tagset"}
    assert merge(base, mine, merged.set).set == merged.set


@given(st.permutations(list(FULL.records)))
def test_the_order_of_a_file_says_nothing(shuffled: list[Any]) -> None:
    mine = replace(FULL, records=tuple(shuffled[:-2]))
    theirs = FULL.with_records([*FULL.records, note_of("z")])
    one, other = merge(FULL, mine, theirs), merge(FULL, FULL.with_records(mine.records), theirs)
    assert {record.json for record in one.set.records} == {record.json for record in other.set.records}


def test_a_large_set_costs_what_differs() -> None:
    """Of many records both sides changed a few: only those few are taken apart."""
    base = of(*(note_of(f"n{number}") for number in range(2_000)))
    one, other = list(base.records), list(base.records)
    one[7], other[7], other[9] = (
        rewritten(one[7], **{"ex:k": 1}),
        rewritten(one[7], **{"ex:k": 2}),
        rewritten(one[9], **{"ex:k": 2}),
    )
    merged = merge(base, of(*one), of(*other))
    assert len(merged.set.records) == 2_001
    untouched = {id(record) for record in base.records} - {id(base.records[7]), id(base.records[9])}
    assert untouched <= {id(record) for record in merged.set.records}, "handed on, not read again"
