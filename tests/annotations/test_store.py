from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from annotation_cases import CLAIM, FIRST_MARKER, SECOND_MARKER, annotate, clock, spec_set
from hypothesis import given
from hypothesis import strategies as st
from merge_cases import rewritten
from plain_document import SPEC_TEXT, PlainDocument

from tui_reader.annotations.anchoring import Orphan, Placement, State
from tui_reader.annotations.changes import Add, Batch, Change, Remove, Update, steps
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.records.record import UnknownRecord
from tui_reader.annotations.records.relation import new_relation
from tui_reader.annotations.records.suggested import Decision, Suggested
from tui_reader.annotations.records.targets import Target
from tui_reader.annotations.store import AnnotationStore
from tui_reader.annotations.suggested_before import is_decided, is_suggested
from tui_reader.text.span import Span

DOCUMENT = PlainDocument(SPEC_TEXT)
WHOLE = annotate(DOCUMENT, Span(0, 48), name="urn:uuid:whole")
CLAIM_NOTE = annotate(DOCUMENT, CLAIM, name="urn:uuid:claim", tags=["Claim"])
NINE = annotate(DOCUMENT, FIRST_MARKER, name="urn:uuid:nine", tags=["Citation"])
TEN = annotate(DOCUMENT, SECOND_MARKER, name="urn:uuid:ten", tags=["Citation"])
SPLIT = annotate(DOCUMENT, Span(28, 32), Span(0, 3), name="urn:uuid:split", tags=["Quote"])
POINT = annotate(DOCUMENT, Span(15, 15), name="urn:uuid:point", tags=["Issue"])
LAST = annotate(DOCUMENT, Span(49, 49), name="urn:uuid:last", tags=["Issue"])
ABOUT = new_annotation([Target()], source="../seeds/doc.txt", tags=["Claim"], new_id=lambda: "urn:uuid:about")
CITES = new_relation("cites", CLAIM_NOTE.id, NINE.id, now=clock(), new_id=lambda: "urn:uuid:cites")
COPY = rewritten(NINE, id="urn:uuid:copy", **{"tui:conflict": {"kind": "edited", "of": NINE.id, "by": "amal"}})
LOST = rewritten(TEN, id="urn:uuid:lost", **{"tui:conflict": {"kind": "deleted"}})
PENDING = annotate(DOCUMENT, Span(4, 10), name="urn:uuid:pending", tags=["Source"], suggested=Suggested("attributions"))
REFUSED = annotate(
    DOCUMENT, CLAIM, name="urn:uuid:refused", tags=["Quote"], suggested=Suggested("quotations", 0.5, Decision.REJECTED)
)
SAID_BY = new_relation("said_by", CLAIM_NOTE.id, PENDING.id, now=clock(), new_id=lambda: "urn:uuid:said")
ITEMS = (WHOLE, CLAIM_NOTE, NINE, TEN, SPLIT, CITES)
ALL = (*ITEMS, COPY, LOST, POINT, LAST, ABOUT, PENDING, REFUSED, SAID_BY)
TAGS = ("Citation", "Claim", "Quote", "Source", "A")
PLACES = [(CLAIM,), (FIRST_MARKER,), (Span(4, 10),), (Span(28, 32), Span(0, 3)), (Span(16, 40),)]


def observable(store: AnnotationStore) -> object:
    """All a caller can see of a store, but for the revision."""
    return (
        store.snapshot().records,
        store.tags,
        store.annotation_count,
        store.annotations,
        store.orphans,
        store.on_document,
        store.relations,
        [store.at(offset) for offset in range(DOCUMENT.length + 1)],
        [store.relations_of(item.id) for item in ALL],
        set(store.marked),
        [store.is_in_conflict(item.id) for item in ALL],
        store.states,
        store.unsettled,
        store.suggestions,
        store.suggestion_count,
        store.has_moved_suggestions,
        [
            (store.suggestions_overlapping(span), store.rejected_overlapping(span), store.overlapping(span))
            for spans in PLACES
            for span in spans
        ],
        [store.ties_of(item.id) for item in ALL],
        [(is_decided(store, tag, spans), is_suggested(store, tag, spans)) for tag in TAGS for spans in PLACES],
    )


@st.composite
def stores_with_changes(draw: st.DrawFn) -> tuple[AnnotationStore, list[Change]]:
    """A store, and changes that fit one after the other."""
    here = {item.id: item for item in draw(st.lists(st.sampled_from(ALL), unique=True))}
    store = AnnotationStore(DOCUMENT, here.values())
    changes: list[Change] = []
    for _ in range(draw(st.integers(1, 5))):
        steps: list[Change] = []
        for item in draw(st.lists(st.sampled_from(ALL), min_size=1, max_size=4)):
            current = here.pop(item.id, None)
            if current is None:
                here[item.id] = item
                steps.append(Add(item))
            elif isinstance(current, Annotation) and current.suggested is not None and draw(st.booleans()):
                after = draw(
                    st.sampled_from(
                        [
                            current.accepted(),
                            current.rejected_suggestion(),
                            current.changed_to(["A"]),
                            current.changed_to(targets=SPLIT.targets),
                        ]
                    )
                )
                here[item.id] = after
                steps.append(Update(current, after))
            elif isinstance(current, Annotation) and draw(st.booleans()):
                after = current.with_tags(draw(st.lists(st.sampled_from("ABC"), unique=True))).with_targets(
                    draw(st.sampled_from([WHOLE, CLAIM_NOTE, SPLIT, POINT, ABOUT])).targets
                )
                here[item.id] = after
                steps.append(Update(current, after))
            else:
                steps.append(Remove(current))
        changes.append(steps[0] if len(steps) == 1 else Batch(tuple(steps)))
    return store, changes


@given(stores_with_changes())
def test_a_change_and_its_inverse_leave_everything_as_it_was(
    case: tuple[AnnotationStore, list[Change]],
) -> None:
    store, changes = case
    seen = [observable(store)]
    for change in changes:
        store.apply(change)
        seen.append(observable(store))
    for change, before in zip(reversed(changes), reversed(seen[:-1]), strict=True):
        store.apply(change.inverse())
        assert observable(store) == before


@given(stores_with_changes())
def test_undo_and_redo_walk_the_same_way(case: tuple[AnnotationStore, list[Change]]) -> None:
    store, changes = case
    seen = [observable(store)]
    for change in changes:
        store.apply(change)
        seen.append(observable(store))
    for change, before in zip(reversed(changes), reversed(seen[:-1]), strict=True):
        assert store.undo() == change.inverse()
        assert observable(store) == before
    assert store.undo() is None
    for change, after in zip(changes, seen[1:], strict=True):
        assert store.redo() == change
        assert observable(store) == after
    assert store.redo() is None and store.revision == 3 * len(changes)


@given(stores_with_changes(), st.integers(1, 3), st.booleans())
def test_piece_by_piece_comes_to_what_comes_at_once(
    case: tuple[AnnotationStore, list[Change]], piece: int, waits: bool
) -> None:
    store, changes = case
    at_once = AnnotationStore(DOCUMENT, store.snapshot().records)
    heard: list[Change] = []
    store.subscribe(heard.append)
    begun = observable(store)
    with patch("tui_reader.annotations.store.PIECE", piece):
        for change in changes:
            at_once.apply(change)
            # What comes next has the rest done first.
            store.begin(change)
            while waits and store.go_on():
                pass
        store.complete()
        assert not store.is_under_way and observable(store) == observable(at_once)
        told = [step for change in heard for step in steps(change)]
        assert told == [step for change in changes for step in steps(change)], "each step once, in turn"
        for change in reversed(changes):
            assert store.begin_undo() == change.inverse()
        store.complete()
        assert observable(store) == begun and store.begin_undo() is None
        for change in changes:
            assert store.begin_redo() == change
        store.complete()
        assert observable(store) == observable(at_once) and store.begin_redo() is None


@given(stores_with_changes())
def test_what_is_done_as_one_is_taken_back_at_one_stroke_and_done_again(
    case: tuple[AnnotationStore, list[Change]],
) -> None:
    store, changes = case
    before = observable(store)
    with store.as_one():
        for change in changes:
            store.apply(change)
    after = observable(store)
    if changes:
        assert store.undo() is not None
        assert observable(store) == before
        assert store.redo() is not None
    assert observable(store) == after
    with store.as_one():
        pass
    assert (store.undo() is not None) == bool(changes), "nothing done is nothing to take back"
    assert store.undo() is None


@given(stores_with_changes())
def test_a_changed_store_answers_as_a_new_one_with_the_same_records(
    case: tuple[AnnotationStore, list[Change]],
) -> None:
    store, changes = case
    for change in changes:
        store.apply(change)
    assert observable(store) == observable(AnnotationStore(DOCUMENT, store.snapshot().records))


@given(stores_with_changes())
def test_a_snapshot_is_in_the_order_of_the_file(case: tuple[AnnotationStore, list[Change]]) -> None:
    store, changes = case
    for change in changes:
        store.apply(change)
    _, annotations, *_ = spec_set(Path("/work"))
    assert annotations.with_snapshot(store.snapshot()) == annotations.with_records(store.snapshot().records[::-1])


def test_a_new_change_ends_the_redo() -> None:
    store = AnnotationStore(DOCUMENT)
    store.apply(Add(NINE))
    store.undo()
    store.apply(Add(TEN))
    assert store.redo() is None and NINE.id not in store


def test_removing_an_annotation_takes_its_relations_along_and_undo_brings_them_back() -> None:
    store = AnnotationStore(DOCUMENT, ITEMS)
    before = observable(store)
    store.apply(store.removal(NINE.id))
    assert NINE.id not in store and CITES.id not in store and CLAIM_NOTE.id in store
    assert store.relations_of(CLAIM_NOTE.id) == []
    store.undo()
    assert observable(store) == before
    assert store.removal(CITES.id) == Remove(CITES)
    with pytest.raises(KeyError):
        store.removal("urn:uuid:nobody")


@pytest.mark.parametrize(
    "change",
    [
        Add(NINE),
        Remove(TEN),
        Update(TEN, TEN.with_tags(["Source"])),
        Update(NINE.with_tags(["Source"]), NINE),
        Update(NINE, TEN),
        Batch((Add(TEN), Remove(NINE), Remove(NINE))),
    ],
)
def test_a_change_that_does_not_fit_changes_nothing(change: Change) -> None:
    store = AnnotationStore(DOCUMENT, [NINE, CLAIM_NOTE, CITES])
    told: list[Change] = []
    store.subscribe(told.append)
    before = observable(store)
    with pytest.raises(ValueError, match="urn:uuid"):
        store.apply(change)
    assert observable(store) == before
    assert (store.revision, store.undo(), told) == (0, None, [])


def test_observers_hear_every_change_until_they_leave() -> None:
    store = AnnotationStore(DOCUMENT)
    told: list[tuple[int, Change]] = []
    leave = store.subscribe(lambda change: told.append((store.revision, change)))
    store.apply(Add(NINE))
    store.undo()
    store.redo()
    leave()
    leave()
    store.apply(Add(TEN))
    assert told == [(1, Add(NINE)), (2, Remove(NINE)), (3, Add(NINE))]


def test_a_snapshot_stays_what_it_was() -> None:
    unknown = UnknownRecord('{"id": 5}', "id: must be a string")
    store = AnnotationStore(DOCUMENT, [NINE, unknown])
    snapshot = store.snapshot()
    store.apply(Remove(NINE))
    assert (snapshot.revision, snapshot.records) == (0, (NINE, unknown))
    assert (store.snapshot().revision, store.snapshot().records) == (1, (unknown,))
    assert store.unknown == (unknown,)


def test_the_innermost_annotation_comes_first() -> None:
    store = AnnotationStore(DOCUMENT, ITEMS)
    assert store.at(30) == [SPLIT, CLAIM_NOTE, WHOLE]
    assert store.at(20) == [CLAIM_NOTE, WHOLE]
    assert store.at(43) == [NINE, WHOLE]
    assert store.at(44) == [TEN, WHOLE]
    assert store.at(48) == []


def test_document_order_is_that_of_first_fragments() -> None:
    store = AnnotationStore(DOCUMENT, ITEMS)
    assert [annotation for annotation, _ in store.annotations] == [SPLIT, WHOLE, CLAIM_NOTE, NINE, TEN]
    assert store.placement(SPLIT.id) == Placement((Span(28, 32), Span(0, 3)), State.EXACT)


def test_what_meets_a_stretch_is_found_once() -> None:
    store = AnnotationStore(DOCUMENT, ITEMS)
    assert store.overlapping(Span(39, 42)) == [WHOLE, NINE]
    assert store.overlapping(Span(0, 49)) == [SPLIT, WHOLE, CLAIM_NOTE, NINE, TEN]


def test_orphans_are_kept_apart_with_their_reason() -> None:
    edited = PlainDocument(SPEC_TEXT.replace("ارتفعت الأسعار", "لا شيء يذكر ثم"))
    store = AnnotationStore(edited, [CLAIM_NOTE, NINE], source_unchanged=False)
    ((lost, orphan),) = store.orphans
    assert lost == CLAIM_NOTE and isinstance(orphan, Orphan) and orphan.reason
    assert [annotation for annotation, _ in store.annotations] == [NINE]
    store.apply(store.removal(CLAIM_NOTE.id))
    assert store.orphans == []
    store.undo()
    assert [annotation for annotation, _ in store.orphans] == [CLAIM_NOTE]


def test_one_id_is_one_record() -> None:
    with pytest.raises(ValueError, match="two records"):
        AnnotationStore(DOCUMENT, [NINE, NINE])


def test_a_change_of_what_an_annotation_says_does_not_look_for_its_text_again() -> None:
    edited = PlainDocument("خبر: " + SPEC_TEXT.replace("ارتفعت", "اِرتفعت"))
    store = AnnotationStore(edited, [CLAIM_NOTE, NINE], source_unchanged=False)
    placed = store.placement(CLAIM_NOTE.id)
    edited.streams = edited.slices = 0
    store.apply(Update(CLAIM_NOTE, CLAIM_NOTE.with_tags(["Quote"])))
    store.apply(store.removal(CLAIM_NOTE.id))
    store.undo()
    store.undo()
    assert store.placement(CLAIM_NOTE.id) == placed
    assert edited.streams == edited.slices == 0


def test_what_comes_together_is_looked_for_together() -> None:
    edited = PlainDocument("خبر: " + SPEC_TEXT.replace("ارتفعت", "اِرتفعت"))
    edited.streams = 0
    whole = AnnotationStore(edited, [CLAIM_NOTE, NINE, TEN], source_unchanged=False)
    for_all = edited.streams
    assert for_all > 0
    store = AnnotationStore(edited, source_unchanged=False)
    change = Batch((Add(CLAIM_NOTE), Add(NINE), Add(TEN)))
    assert not store.is_quick(change)
    edited.streams = 0
    store.apply(change)
    assert edited.streams == for_all
    assert observable(store) == observable(whole)
    assert AnnotationStore(DOCUMENT).is_quick(change)


def test_a_point_lies_on_the_character_behind_it_and_the_document_on_none() -> None:
    store = AnnotationStore(DOCUMENT, ALL)
    assert store.at(15)[0] == POINT and POINT not in store.at(14)
    assert store.at(49) == [LAST] and LAST not in store.at(48)
    assert store.on_document == [ABOUT] and store.placement(ABOUT.id) == Placement((), State.EXACT)
    assert ABOUT.id not in store.unsettled and ABOUT not in [annotation for annotation, _ in store.annotations]
    assert not store.orphans and store.is_quick(Add(ABOUT))
