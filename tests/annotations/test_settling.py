from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from annotation_cases import clock
from hypothesis import HealthCheck, given, settings
from merge_cases import DOCUMENT, Three, link, note_of, of, threes
from merge_checks import content

from tui_reader.annotations.changes import Add
from tui_reader.annotations.merging import merge
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.record import read_record
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.settling import Settlement, original_of, settle, settlements
from tui_reader.annotations.store import AnnotationStore

if TYPE_CHECKING:
    from tui_reader.annotations.changes import Item

A, B, C = note_of("a"), note_of("b"), note_of("c")
CITES = link("r", "a", "b")
NOW = clock(60)


def store_of(*sides: object) -> AnnotationStore:
    return AnnotationStore(DOCUMENT, merge(*sides).set.records)  # type: ignore[arg-type]


def two_versions() -> tuple[AnnotationStore, Annotation]:
    """A store in which `mine` is a copy, and the copy."""
    base = of(A, B, C, CITES)
    store = store_of(base, of(A.with_note("لي"), B, C, CITES), of(A.with_note("لهم"), B, C, CITES))
    (copy,) = [item for item, _ in store.placements() if item.conflict]
    return store, copy


def everything(store: AnnotationStore) -> list[str]:
    return [record.json for record in store.snapshot().records]


@pytest.mark.parametrize(
    ("settlement", "notes"),
    [(Settlement.COPY, ["لي"]), (Settlement.ORIGINAL, ["لهم"]), (Settlement.BOTH, ["لهم", "لي"])],
)
def test_of_two_versions_one_is_kept_or_both(settlement: Settlement, notes: list[str]) -> None:
    store, copy = two_versions()
    before = everything(store)
    assert settlements(store, copy) == (Settlement.ORIGINAL, Settlement.COPY, Settlement.BOTH)
    store.apply(settle(store, copy, settlement, now=NOW))
    assert [
        item.note for item, _ in sorted(store.placements(), key=lambda one: one[0].note or "") if item.note
    ] == notes
    assert not any(item.conflict for item, _ in store.placements())
    kept = store.get(A.id)
    assert isinstance(kept, Annotation) and kept.note == notes[0]
    assert store.relations_of(A.id) == [CITES], "relations stay with the id"
    store.undo()
    assert everything(store) == before


def test_links_made_to_the_copy_go_on_to_what_is_kept() -> None:
    store, copy = two_versions()
    for number, (source, target) in enumerate([("c", copy.id), (copy.id, "b"), (copy.id, A.id)]):
        ends = [name.removeprefix("urn:uuid:") for name in (source, target)]
        store.apply(Add(link(f"new{number}", *ends)))
    store.apply(settle(store, copy, Settlement.ORIGINAL, now=NOW))
    links = {(relation.source, relation.target, relation.name) for relation in store.relations}
    assert links == {(A.id, B.id, "cites"), (C.id, A.id, "cites")}, "the second is there already, the third joins one"


def test_what_was_deleted_is_kept_or_deleted_with_its_links() -> None:
    store = store_of(of(A, B), of(A), of(A, B, CITES))
    lost = store.get(B.id)
    assert lost is not None and settlements(store, lost) == (Settlement.KEEP, Settlement.DELETE)
    before = everything(store)
    store.apply(settle(store, lost, Settlement.DELETE))
    assert B.id not in store and CITES.id not in store
    store.undo()
    assert everything(store) == before
    store.apply(settle(store, lost, Settlement.KEEP))
    assert store.get(B.id) == B, "without the mark it is what it was"


def test_a_copy_without_its_original_is_kept_or_deleted() -> None:
    store, copy = two_versions()
    store.apply(store.removal(A.id))
    assert original_of(store, copy) is None
    assert settlements(store, copy) == (Settlement.KEEP, Settlement.DELETE)
    with pytest.raises(ValueError, match="cannot be settled"):
        settle(store, copy, Settlement.COPY)


def test_what_bears_no_mark_has_nothing_to_settle() -> None:
    store, _ = two_versions()
    assert settlements(store, B) == ()
    with pytest.raises(ValueError, match="cannot be settled"):
        settle(store, B, Settlement.KEEP)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(threes(merge))
def test_whatever_is_settled_in_whatever_way_can_be_undone_and_leaves_no_link_hanging(case: Three) -> None:
    merged = merge(*case).set
    for number in range(3):
        store = AnnotationStore(DOCUMENT, merged.records)
        before = everything(store)
        while items := _marked(store):
            ways = settlements(store, items[0])
            chosen = ways[number % len(ways)]
            text = content(items[0])
            store.apply(settle(store, items[0], chosen, now=NOW))
            assert len(_marked(store)) < len(items)
            if chosen in (Settlement.COPY, Settlement.BOTH, Settlement.KEEP):
                assert any(content(item) == text for item in _items(store))
        for relation in store.relations:
            assert relation.source in store and relation.target in store
        while store.undo() is not None:
            pass
        assert everything(store) == before


def _items(store: AnnotationStore) -> list[Item]:
    return [record for record in store.snapshot().records if isinstance(record, Annotation | Relation)]


def _marked(store: AnnotationStore) -> list[Item]:
    return [item for item in _items(store) if item.conflict is not None]


def test_a_note_that_tells_of_a_mark_is_no_mark() -> None:
    assert A.with_note('"tui:conflict": {"kind": "deleted"}').conflict is None


def test_a_mark_nobody_here_understands_is_kept_and_asks_nothing() -> None:
    line = A.json.removesuffix("}") + ', "tui:conflict": {"kind": "something new"}}'
    record = read_record(json.loads(line), line)
    assert isinstance(record, Annotation) and record.conflict is None
    assert "something new" in record.with_note("أ").json
