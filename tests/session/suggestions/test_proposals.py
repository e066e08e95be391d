"""What is put into a set for somebody to decide later, and what is not."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import OWN, document_of, layer

from tui_reader.annotations.changes import Update
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.tagset import default_tagset
from tui_reader.documents.files import read_document
from tui_reader.recognition.found import Found
from tui_reader.session.suggestions.proposals import Proposals
from tui_reader.session.suggestions.suggesters import Stretch, Suggesters
from tui_reader.settings import Settings
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

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
