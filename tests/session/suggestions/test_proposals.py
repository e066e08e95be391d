"""What is put into a set for somebody to decide later, and what is not."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import OWN, document_of, layer

from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.changes import Update
from tui_reader.annotations.merging import merge
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.records.suggested import Decision
from tui_reader.annotations.tagset import default_tagset
from tui_reader.documents.files import read_document
from tui_reader.recognition.found import Found
from tui_reader.session.suggestions.proposals import Proposals
from tui_reader.session.suggestions.suggesters import Stretch, Suggesters
from tui_reader.settings import Settings
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.annotations.sets import AnnotationSet
    from tui_reader.session.layers import SetLayer

TEXT = "قال الوزير: «ارتفعت الأسعار بنسبة ١٢٪».[9]\nوأعلنت الوزارة: «انخفضت الأسعار».\n"
TAGSET = default_tagset()


def proposed(text: str = TEXT, stretches: list[Stretch] | None = None, into: SetLayer | None = None) -> Proposals:
    document = document_of(text)
    own = into if into is not None else layer(document, OWN)
    proposals = Proposals(document, own, TAGSET)
    for stretch in stretches or Suggesters(Settings()).look_through(document, []):
        proposals.take(stretch)
    return proposals


def found(start: int, end: int, tag: str = "Claim", **attributes: object) -> Found:
    return Found((Span(start, end),), tag, "test", 0.5, attributes)


def test_all_that_is_found_waits_in_the_set_with_what_belongs_together() -> None:
    own = layer(document_of(TEXT), OWN)
    proposals = proposed(into=own)
    assert proposals.change is not None
    own.store.apply(proposals.change)
    assert own.store.annotation_count == 0 and own.store.relations == []
    assert own.store.suggestion_count == len(proposals.taken) > 6
    quote = next(a for a, _ in own.store.suggestions if a.tags == ("Quote",))
    ties = own.store.ties_of(quote.id)
    assert {tie.name for tie in ties} == {"said_by", "signalled_by"}
    assert all(tie.suggested is not None and tie.suggested.decision is None for tie in ties)


def test_nothing_is_proposed_twice_nor_what_was_decided() -> None:
    own = layer(document_of(TEXT), OWN)
    change = proposed(into=own).change
    assert change is not None
    own.store.apply(change)
    (first, _), (second, _), (third, _), *_ = own.store.suggestions
    for before, after in (
        (first, first.accepted()),
        (second, second.rejected_suggestion()),
        (third, third.changed_to(["Claim"])),
    ):
        own.store.apply(Update(before, after))
    again = proposed(into=own)
    assert again.change is None and again.taken == [] and again.known > 6


def test_what_joins_something_new_to_something_there_is_proposed() -> None:
    own = layer(document_of(TEXT), OWN)
    quote, cue = found(13, 30, "Quote"), found(0, 3, "Cue")
    join = ("signalled_by", (quote.spans, "Quote"), (cue.spans, "Cue"))
    for stretch in (Stretch((cue,)), Stretch((quote, cue), (join,))):
        change = proposed(stretches=[stretch], into=own).change
        assert change is not None
        own.store.apply(change)
    (one,) = [item for record in own.store.suggestions for item in own.store.ties_of(record[0].id)][:1]
    source, target = own.store.get(one.source), own.store.get(one.target)
    assert isinstance(source, Annotation) and source.tags == ("Quote",)
    assert isinstance(target, Annotation) and target.tags == ("Cue",)
    own.store.apply(own.store.removal(one.id))
    assert proposed(stretches=[Stretch((quote, cue), (join,))], into=own).change is None


def test_what_the_tagset_has_no_words_for_is_left_out() -> None:
    given = found(0, 3, "Claim", check_worthiness="CFS", claim_type="numerical", verdict="maybe", other=1)
    strange = found(4, 10, "اسم\x1b[31m")
    proposals = proposed(
        stretches=[Stretch((given, strange), (("names", (given.spans, "Claim"), (strange.spans, "x")),))]
    )
    assert proposals.without_tag == {"اسم\x1b[31m": 1}
    own = layer(document_of(TEXT), OWN)
    assert proposals.change is not None
    own.store.apply(proposals.change)
    ((claim, _),) = own.store.suggestions
    assert claim.attributes == {"check_worthiness": "CFS"}
    assert not any(isinstance(record, Relation) for record in own.store.snapshot().records)


def test_text_that_no_file_can_hold_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "doc.txt"
    # Only at the beginning of a long document is it looked whether the bytes are text.
    path.write_bytes("قال ".encode() * (1 << 17) + b"\x81\x82" + " نعم".encode())
    document = read_document(path)
    document.count()
    own = layer(document, OWN)
    proposals = Proposals(document, own, TAGSET)
    start = document.code_points.length - 6
    damaged, sound = (document.span_of(Span(*span)) for span in ((start, start + 2), (start + 3, start + 6)))
    assert document.slice(sound) == "نعم"
    proposals.take(Stretch((found(*damaged), found(*sound))))
    assert proposals.damaged == 1 and len(proposals.taken) == 1


@pytest.mark.parametrize("text", ["", "\n", "نعم"])
def test_where_nothing_is_found_nothing_changes(text: str) -> None:
    proposals = proposed(text)
    assert proposals.change is None and proposals.known == 0


spans = st.tuples(st.integers(0, 60), st.integers(1, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))
stretches = st.lists(
    st.lists(
        st.builds(lambda span, tag: found(*span, tag), spans, st.sampled_from(["Claim", "Quote"])), max_size=4
    ).map(lambda items: Stretch(tuple(items))),
    min_size=1,
    max_size=4,
)


@given(stretches)
def test_proposing_again_brings_nothing_and_undo_takes_all_of_it_back(given: list[Stretch]) -> None:
    own = layer(document_of(TEXT), OWN)
    before = own.store.snapshot().records
    first = proposed(stretches=given, into=own)
    count = len(list(chain.from_iterable(stretch.found for stretch in given)))
    assert len(first.taken) + first.known == count
    if first.change is None:
        return
    own.store.apply(first.change)
    assert own.store.suggestion_count == len(first.taken)
    assert proposed(stretches=given, into=own).change is None
    own.store.undo()
    assert own.store.snapshot().records == before


def empty() -> AnnotationSet:
    """The set with which two branches begin."""
    return layer(document_of(TEXT), OWN).annotations


def branch(*, decides: str = "") -> AnnotationSet:
    """What a branch makes of a set: suggestions are put there, and perhaps all of them are decided on."""
    own = layer(document_of(TEXT), OWN)
    change = proposed(into=own).change
    assert change is not None
    own.store.apply(change)
    for suggestion, _ in own.store.suggestions if decides else ():
        after = suggestion.accepted() if decides == "accept" else suggestion.rejected_suggestion()
        own.store.apply(Update(suggestion, after))
    return own.annotations.with_snapshot(own.store.snapshot())


@pytest.mark.parametrize("decides", ["", "accept", "reject"])
@pytest.mark.parametrize("is_known", [True, False], ids=["common base", "no base"])
def test_what_two_branches_suggest_is_there_once_when_they_are_merged(decides: str, is_known: bool) -> None:
    one, other = branch(decides=decides), branch()
    assert len(one.records) > 6
    for mine, theirs in ((one, other), (other, one)):
        merged = merge(empty() if is_known else None, mine, theirs)
        assert merged.conflicts == ()
        assert [record.id for record in merged.set.records] == [record.id for record in one.records]
        decided = [r.suggested.decision for r in merged.set.records if isinstance(r, Annotation) and r.suggested]
        expected = {"": None, "accept": Decision.ACCEPTED, "reject": Decision.REJECTED}[decides]
        assert set(decided) == {expected}, "who has decided has the word"


def test_of_two_scores_of_one_suggestion_the_later_counts() -> None:
    text = "قال الوزير: «ارتفعت الأسعار»."

    def scored(score: float) -> AnnotationSet:
        own = layer(document_of(text), OWN)
        change = proposed(text, [Stretch((Found((Span(0, 3),), "Cue", "test", score),), ())], own).change
        assert change is not None
        own.store.apply(change)
        return own.annotations.with_snapshot(own.store.snapshot())

    merged = merge(empty(), scored(0.4), scored(0.6))
    assert len(merged.set.records) == 1 and merged.conflicts == ()


def test_what_was_suggested_and_stands_elsewhere_now_is_suggested_under_another_id() -> None:
    own = layer(document_of(TEXT), OWN)
    word = found(0, 3, "Cue")
    change = proposed(stretches=[Stretch((word,), ())], into=own).change
    assert change is not None
    own.store.apply(change)
    [(suggestion, _)] = own.store.suggestions
    elsewhere = suggestion.accepted([describe(document_of(TEXT), Span(4, 10))])
    own.store.apply(Update(suggestion, elsewhere))
    again = proposed(stretches=[Stretch((word,), ())], into=own).change
    assert again is not None
    own.store.apply(again)
    assert len(own.store.snapshot().records) == 2
